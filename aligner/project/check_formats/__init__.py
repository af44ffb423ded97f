"""The formats in which a check is written: one module for each, with a function ``dump``.

``prefix`` is the path from the top of the repository to the project's folder, because code hosts name files from the
top.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.model import Lang
    from aligner.project.checking import Check

#: Names of the formats on the command line, and their modules.
FORMS = {"text": "text", "json": "plain_json", "sarif": "sarif", "github": "github", "junit": "junit"}


def dump(form: str, check: Check, lang: Lang, prefix: str) -> bytes:
    """Return a check in one of the formats, with messages in a language."""
    text: str = import_module(f"{__name__}.{FORMS[form]}").dump(check, lang, prefix)
    return text.encode("utf-8", "replace")
