"""The table of formats of a check, and how one is written."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.model import Lang
    from aligner.project.results import Check

#: Names of the formats on the command line, and their modules.
FORMS = {
    "text": "text",
    "json": "plain_json",
    "sarif": "sarif",
    "github": "github",
    "junit": "junit",
    "comment": "comment",
}


def dump(form: str, check: Check, lang: Lang, prefix: str) -> bytes:
    """Return a check in one of the formats, with messages in a language."""
    text: str = import_module(f"{__package__}.{FORMS[form]}").dump(check, lang, prefix)
    return text.encode("utf-8", "replace")
