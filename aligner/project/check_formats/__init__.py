"""The formats in which a check is written: one module for each, with a function ``dump``.

``prefix`` is the path from the top of the repository to the project's folder, because code hosts name files from the
top.
"""

from __future__ import annotations

from aligner.project.check_formats.registry import FORMS, dump

__all__ = ["FORMS", "dump"]
