"""The meaning of single elements in running text: languages, marks outside it, powers and indices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.formats.html.elements import name_of, types_of
from aligner.document.formats.xml import XML_LANG
from aligner.model import Lang

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NOTE_MARK = re.compile(
    r"\s*+(?:[\[(（［【]\s*+)?+(?:\d{1,3}|[a-z*†‡§¶※]{1,3}|注\s*+\d{0,3}|note\s\d{1,3})\s*+(?:[\])）］】]\s*+)?+",
    re.IGNORECASE,
)
#: No mark of a note has more characters.
_LONGEST_MARK = 12
#: A mark that leads back from a note, with the number of the place where a note has several.
_BACK = re.compile(r"\s*+[↩↑⏎][\ufe0e\ufe0f]?\s*+\d{0,3}\s*+")
_LINK_SIGN = re.compile(r"[\s¶#§🔗\u200b↩↑⏎^\ufe0e\ufe0f]*")
_RAISED = dict(zip("0123456789+-−=()ni ", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ\u200a", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))


def lang_of(element: Element) -> Lang | None:
    """Return the language that an element states, if it is one of the two."""
    return lang_named(element.get("lang") or element.get(XML_LANG) or element.get("xml:lang") or "")


def lang_named(said: str) -> Lang | None:
    """Return the language of a tag such as ``en-GB``, if it is one of the two."""
    primary = said.strip().lower().replace("_", "-").partition("-")[0]
    return Lang(primary) if primary in tuple(Lang) else None


def is_mark(element: Element, name: str, length: int) -> bool:
    """Return whether an element is a mark that refers to a note or back from it, or a sign that links to a heading.

    ``length`` is the number of printed characters in it.
    """
    if types_of(element) & {"noteref", "backlink", "pagebreak"}:
        return True
    if length > _LONGEST_MARK:
        return False
    link = element if name == "a" else next((child for child in element if name_of(child) == "a"), None)
    if name not in {"a", "sup"} or link is None or not link.get("href", "").partition("#")[2]:
        return False
    text = "".join(element.itertext())
    if text.strip() and (_LINK_SIGN.fullmatch(text) or _BACK.fullmatch(text)):
        return True
    raised = name == "sup" or next(element.iter("sup", "{*}sup"), None) is not None
    return raised and _NOTE_MARK.fullmatch(text) is not None


def shifted(element: Element, name: str) -> str | None:
    """Return the text of an element; that of a power or an index (10², CO₂) in characters that keep it what it is."""
    text: str | None = element.text
    table = {"sup": _RAISED, "sub": _LOWERED}.get(name)
    if not text or table is None or len(element) or not set(text.strip()) <= table.keys():
        return text
    return "".join(table[char] for char in text.strip())
