"""Compares two code listings: the lines that differ, and whether only translatable parts differ.

Comments and strings are recognised by rules that hold for most programming languages. Code that looks like a comment on
both sides makes the comparison more lenient, never stricter.
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
    """The degree of difference of two listings, the smallest first."""

    COMMENT = "comment"
    STRING = "string"
    TEXT = "text"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that differs: its span in both listings; None for a line that one listing lacks."""

    en: Span | None
    ja: Span | None


@dataclass(frozen=True, slots=True)
class ListingChange:
    """The degree of difference and, if more than translated text differs, the lines."""

    change: Change
    lines: tuple[LineChange, ...] = ()


#: Strings come before comments, so that neither is found inside the other. An apostrophe opens a string only if another
#: one closes it on the same line.
_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`\n]*`"
_COMMENT = (
    r"/\*(?:[^*]|\*(?!/))*\*/|<!--(?:[^-]|-(?!->))*-->|\{\#[^\n]*?\#\}|<%\#[^\n]*?%>"
    r"|(?<![:\w])//[^\n]*|(?:(?<=\s)|^)\#(?![!\[{]|include\b|define\b|if|else|endif)[^\n]*|(?:(?<=\s)|^)(?:--|;;?|%%?|REM)\s[^\n]*"
)
_TRANSLATABLE = re.compile(f"(?P<string>{_STRING})|(?P<comment>{_COMMENT})", re.MULTILINE)
_COMMENTS, _ALL = ("comment",), ("comment", "string")
#: The code of one of the two languages, alone, with a country, or as the name of a folder: lang="en", /en/, en-US.
_LANGUAGE = re.compile(r"(?<![\w.])(?:en(?:[-_](?:US|GB))?|ja(?:[-_]JP)?)(?![\w.])", re.IGNORECASE)
#: Longer listings are compared line by line in order, without a search for moved or inserted lines.
_LONGEST = 1000


def compare_listings(en: str, ja: str) -> ListingChange | None:
    r"""The difference of two listings; None if only white space differs.

    >>> compare_listings("let a = 1; // one", "let a = 1; // 一").change
    <Change.COMMENT: 'comment'>
    >>> compare_listings('say("Hi")', 'say("やあ")').change
    <Change.STRING: 'string'>
    >>> compare_listings('<html lang="en">', '<html lang="ja">').change
    <Change.STRING: 'string'>
    >>> compare_listings('say("Hi")', 'say("Ho")')
    ListingChange(change=<Change.LINES: 'lines'>, lines=(LineChange(en=Span(start=0, end=9), ja=Span(start=0, end=9)),))
    """
    if _bare(en) == _bare(ja):
        return None
    one, other = (_Lines(text, _blank(text, _COMMENTS)) for text in (en, ja))
    graded = [(_degree(change, en, ja), change) for change in _changes(one, other)]
    worst = max((degree for degree, _ in graded), key=list(Change).index, default=Change.COMMENT)
    return ListingChange(worst, tuple(change for degree, change in graded if degree is Change.LINES))


def _degree(change: LineChange, en: str, ja: str) -> Change:
    """The degree of difference of a line: a translated string, a message or remark in Japanese, or code.

    The code of a language is translated, too.
    """
    one, other = ("" if place is None else text[slice(*place)] for text, place in ((en, change.en), (ja, change.ja)))
    one, other = (_LANGUAGE.sub("en", line) for line in (one, other))
    if one and "".join(one.split()) == "".join(other.split()):
        return Change.STRING
    if not JAPANESE.search(other) or JAPANESE.search(one):
        return Change.LINES
    if not _only_translated(_strings(one), _strings(other)):
        return Change.LINES
    one, other = ("".join(_blank(line, _ALL).split()) for line in (one, other))
    if JAPANESE.search(other):
        return Change.TEXT
    return Change.STRING if one == other else Change.LINES


def _strings(line: str) -> list[str]:
    return [match[0] for match in _TRANSLATABLE.finditer(line) if match.lastgroup == "string"]


def _only_translated(en: Sequence[str], ja: Sequence[str]) -> bool:
    """Whether the strings of two lines are equal, except for those that are now Japanese.

    If their number differs, the code between them decides.
    """
    return len(en) != len(ja) or all(one == other or JAPANESE.search(other) for one, other in zip(en, ja, strict=True))


def _bare(text: str) -> list[str]:
    return ["".join(line.split()) for line in text.splitlines() if line.strip()]


def _blank(text: str, groups: Collection[str]) -> str:
    """The text with comments or strings replaced by spaces; offsets are unchanged."""

    def blank(match: re.Match[str]) -> str:
        if match.lastgroup not in groups:
            return match[0]
        return "".join(char if char == "\n" else " " for char in match[0])

    return _TRANSLATABLE.sub(blank, text)


class _Lines:
    """The lines with code, without white space, and their spans in the text."""

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
    """The lines that differ; lines that replace each other are paired."""
    for en_from, en_to, ja_from, ja_to in _different_ranges(en.code, ja.code):
        for one, other in zip_longest(en.places[en_from:en_to], ja.places[ja_from:ja_to]):
            yield LineChange(one, other)


def _different_ranges(en: Sequence[str], ja: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    if max(len(en), len(ja)) > _LONGEST:
        for k in range(max(len(en), len(ja))):
            if en[k : k + 1] != ja[k : k + 1]:
                yield k, k + 1, k, k + 1
        return
    for tag, *places in SequenceMatcher(None, en, ja, autojunk=False).get_opcodes():
        if tag != "equal":
            yield places[0], places[1], places[2], places[3]
