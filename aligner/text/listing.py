"""Compares two code listings: the lines that differ, and whether only translatable parts differ.

Comments and strings are recognised by rules that hold for most programming languages. Code that looks like a comment on
both sides makes the comparison more lenient, never stricter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
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
    """The degree of difference and, if more than translated text differs, the lines.

    ``comments`` has the first comment at each line of code at which a listing has one, if the code is the same.
    """

    change: Change
    lines: tuple[LineChange, ...] = ()
    comments: tuple[LineChange, ...] = ()


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
#: Rules that draw a table or a diagram; their length follows the text between them.
_RULE = re.compile("[\u2500-\u257f]{3,}|-{3,}|={3,}")
#: Japanese punctuation and the ASCII of it.
_PUNCTUATION = str.maketrans("、。！？：；（）「」『』　", ',.!?:;()"""" ')
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
    >>> compare_listings('say("Hi")', 'say("Ho")').lines
    (LineChange(en=Span(start=0, end=9), ja=Span(start=0, end=9)),)
    """
    if _bare(en) == _bare(ja):
        return None
    one, other = (_Lines(text, _blank(text, _COMMENTS)) for text in (en, ja))
    graded = [(_degree(change, en, ja), change) for change in _changes(one, other)]
    if not graded:
        return ListingChange(Change.COMMENT, comments=tuple(_comments(en, ja)))
    worst = max((degree for degree, _ in graded), key=list(Change).index)
    return ListingChange(worst, tuple(change for degree, change in graded if degree is Change.LINES))


def _comments(en: str, ja: str) -> Iterator[LineChange]:
    """The first comment at each line of code, in listings with the same code.

    A comment belongs to the code on its line, otherwise to the next line of code.
    """
    one, other = (_first_comments(text) for text in (en, ja))
    for line in sorted(one.keys() | other.keys()):
        yield LineChange(one.get(line), other.get(line))


def _first_comments(text: str) -> dict[int, Span]:
    """The first comment with letters at each line of code, by the number of lines of code before."""
    code = _Lines(text, _blank(text, _COMMENTS)).places
    comments: dict[int, Span] = {}
    for match in _TRANSLATABLE.finditer(text):
        if match.lastgroup == "comment" and any(map(str.isalpha, match[0])):
            comments.setdefault(bisect_left(code, match.start(), key=lambda span: span.end), Span(*match.span()))
    return comments


def _degree(change: LineChange, en: str, ja: str) -> Change:
    """The degree of difference of a line: a translated string, a message or remark in Japanese, or code.

    The code of a language is translated, too.
    """
    one, other = ("" if place is None else text[slice(*place)] for text, place in ((en, change.en), (ja, change.ja)))
    one, other = (_LANGUAGE.sub("en", line) for line in (one, other))
    if one and "".join(one.split()) == "".join(other.split()):
        return Change.STRING
    if one and _without_layout(one) == _without_layout(other):
        return Change.TEXT
    if not JAPANESE.search(other) or JAPANESE.search(one):
        return Change.LINES
    if not _only_translated(_strings(one), _strings(other)):
        return Change.LINES
    one, other = ("".join(_blank(line, _ALL).split()) for line in (one, other))
    if JAPANESE.search(other):
        return Change.TEXT
    return Change.STRING if one == other else Change.LINES


def _without_layout(line: str) -> str:
    """The line with ASCII punctuation, and without white space and the lengths of drawn rules.

    >>> _without_layout("│ └──────┴───┘"), _without_layout("{greeting}、{name}！")
    ('│└──', '{greeting},{name}!')
    """
    return "".join(_RULE.sub(lambda match: match[0][:3], line.translate(_PUNCTUATION)).split())


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
