"""What a check is written as: one module a form, each with ``dump``.

``prefix`` leads from the top of the repository to the folder that the pairs' paths start from, since code hosts name
files from the top.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.model import Lang
    from aligner.project.checking import Check

#: Names of the forms on the command line, and their modules.
FORMS = {"text": "text", "json": "plain_json", "sarif": "sarif", "github": "github", "junit": "junit"}


def dump(form: str, check: Check, lang: Lang, prefix: str) -> bytes:
    """A check in one of the forms, worded in a language."""
    text: str = import_module(f"{__name__}.{FORMS[form]}").dump(check, lang, prefix)
    return text.encode("utf-8", "replace")
