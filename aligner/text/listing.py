"""Two listings side by side: which lines differ, and whether in more than what a translator may translate.

Comments and strings are told by rules that hold for most languages, so a language need not be known: what looks like a
comment on both sides and is none makes the comparison more lenient, never stricter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING

from aligner.model import Span
from aligner.text.scripts import JAPANESE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


class Change(StrEnum):
    """How far two listings differ, the least first."""

    COMMENT = "comment"
    STRING = "string"
    TEXT = "text"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line of either listing and what stands in its place in the other, by offsets; None where nothing does."""

    en: Span | None
    ja: Span | None


@dataclass(frozen=True, slots=True)
class ListingChange:
    """How far two listings differ and, for more than translated text, in which lines."""

    change: Change
    lines: tuple[LineChange, ...] = ()


#: Strings before comments, so that neither is looked for inside the other. An apostrophe opens a string only where
#: one closes it on the same line.
_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`\n]*`"
_COMMENT = (
    r"/\*(?:[^*]|\*(?!/))*\*/|<!--(?:[^-]|-(?!->))*-->|\{\#[^\n]*?\#\}|<%\#[^\n]*?%>"
    r"|(?<![:\w])//[^\n]*|(?:(?<=\s)|^)\#(?![!\[{]|include\b|define\b|if|else|endif)[^\n]*|(?:(?<=\s)|^)(?:--|;;?|%%?|REM)\s[^\n]*"
)
_TRANSLATABLE = re.compile(f"(?P<string>{_STRING})|(?P<comment>{_COMMENT})", re.MULTILINE)
_COMMENTS, _ALL = ("comment",), ("comment", "string")
#: Longer listings are compared line by line in order, without looking for what was moved or put in between.
_LONGEST = 1000


def compare_listings(en: str, ja: str) -> ListingChange | None:
    r"""How far two listings differ; None where nothing but white space does.

    >>> compare_listings("let a = 1; // one", "let a = 1; // 一").change
    <Change.COMMENT: 'comment'>
    >>> compare_listings('say("Hi")', 'say("やあ")').change
    <Change.STRING: 'string'>
    >>> compare_listings('say("Hi")', 'say("Ho")')
    ListingChange(change=<Change.LINES: 'lines'>, lines=(LineChange(en=Span(start=0, end=9), ja=Span(start=0, end=9)),))
    """
    if _bare(en) == _bare(ja):
        return None
    one, other = (_Lines(text, _blank(text, _COMMENTS)) for text in (en, ja))
    found = [(_how_far(change, en, ja), change) for change in _changes(one, other)]
    worst = max((far for far, _ in found), key=list(Change).index, default=Change.COMMENT)
    return ListingChange(worst, tuple(change for far, change in found if far is Change.LINES))


def _how_far(change: LineChange, en: str, ja: str) -> Change:
    """How far a line differs: in a translated string, in a message or remark in Japanese, or in code."""
    one, other = ("" if place is None else text[slice(*place)] for text, place in ((en, change.en), (ja, change.ja)))
    if not JAPANESE.search(other) or JAPANESE.search(one):
        return Change.LINES
    if not _only_translated(_strings(one), _strings(other)):
        return Change.LINES
    one, other = ("".join(_blank(line, _ALL).split()) for line in (one, other))
    if JAPANESE.search(other):
        return Change.TEXT
    return Change.STRING if one == other else Change.LINES


def _strings(line: str) -> list[str]:
    return [found[0] for found in _TRANSLATABLE.finditer(line) if found.lastgroup == "string"]


def _only_translated(en: Sequence[str], ja: Sequence[str]) -> bool:
    """Whether the strings of two lines are the same but for those that became Japanese.

    Where one has more of them, the code between them tells.
    """
    return len(en) != len(ja) or all(one == other or JAPANESE.search(other) for one, other in zip(en, ja, strict=True))


def _bare(text: str) -> list[str]:
    return ["".join(line.split()) for line in text.splitlines() if line.strip()]


def _blank(text: str, what: Collection[str]) -> str:
    """The text with comments, and perhaps strings, blanked out offset for offset."""

    def blank(found: re.Match[str]) -> str:
        if found.lastgroup not in what:
            return found[0]
        return "".join(char if char == "\n" else " " for char in found[0])

    return _TRANSLATABLE.sub(blank, text)


class _Lines:
    """The lines that hold code, without white space, and where each of them stands in the text."""

    def __init__(self, text: str, blanked: str) -> None:
        self.code: list[str] = []
        self.places: list[Span] = []
        start = 0
        for line in blanked.splitlines(keepends=True):
            code = "".join(line.split())
            if code:
                printed = text[start : start + len(line)]
                first = start + len(printed) - len(printed.lstrip())
                self.code.append(code)
                self.places.append(Span(first, start + len(printed.rstrip())))
            start += len(line)


def _changes(en: _Lines, ja: _Lines) -> Iterator[LineChange]:
    """The lines that differ, those that replace each other side by side."""
    for en_from, en_to, ja_from, ja_to in _stretches(en.code, ja.code):
        for one, other in zip_longest(en.places[en_from:en_to], ja.places[ja_from:ja_to]):
            yield LineChange(one, other)


def _stretches(en: Sequence[str], ja: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    if max(len(en), len(ja)) > _LONGEST:
        for k in range(max(len(en), len(ja))):
            if en[k : k + 1] != ja[k : k + 1]:
                yield k, k + 1, k, k + 1
        return
    for tag, *places in SequenceMatcher(None, en, ja, autojunk=False).get_opcodes():
        if tag != "equal":
            yield places[0], places[1], places[2], places[3]
