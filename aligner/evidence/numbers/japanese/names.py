"""Numbers that belong to names or mark an order: ルイ14世, 三回忌, ①, Ⅳ."""

from __future__ import annotations

import re
import unicodedata

from aligner.evidence.numbers.japanese.lexicon import fixed_number
from aligner.evidence.numbers.japanese.numerals import parse_numeral
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.text.scripts import KATAKANA

_MONARCH = re.compile(r"(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3})世(?!紀|代|界|帯|話|論|間)")
_MEMORIAL = re.compile(r"(?P<n>[0-9]{1,3}|[一二三四五六七八九十]{1,4})(?P<kind>回忌|周忌)")
_KATAKANA = re.compile(f"[{KATAKANA}ーA-Za-z]")
#: A point before a date ends a list number, however close: １．2027年3月期.
_LIST_MARK = re.compile(
    r"(?P<n>[0-9]{1,3})(?:\.(?![0-9])|\)(?![0-9])|(?P<dated>\.)(?=(?:19|20)[0-9]{2}年|(?:1[0-2]|[1-9])月))"
)


def read_monarch(text: str, pos: int) -> Number | None:
    """エリザベス2世, ルイ十四世."""
    match = _MONARCH.match(text, pos)
    if match is None or not (match["n"].isdecimal() or (pos and _KATAKANA.match(text[pos - 1]))):
        return None
    return _rank(match, in_name=True)


def read_memorial(text: str, pos: int) -> Number | None:
    """三回忌 counts the death itself (parts ``kaiki``): it is the second anniversary; 一周忌 is the first."""
    match = _MEMORIAL.match(text, pos)
    if match is None:
        return None
    number = _rank(match)
    if number is None or number.value is None or match["kind"] == "周忌":
        return number
    return Number(
        number.start,
        number.end,
        number.text,
        number.kind,
        value=number.value,
        parts={"kaiki": int(number.value)},
    )


def _rank(match: re.Match[str], *, in_name: bool = False) -> Number | None:
    numeral = parse_numeral(match["n"], 0)
    if numeral is None:
        return None
    return Number(match.start(), match.end(), match.group(), NumberKind.ORDINAL, value=numeral.value, in_name=in_name)


def read_fixed(text: str, pos: int) -> Number | None:
    """A word that says a number by itself: 半年, 両者, 還暦, ダブル."""
    found = fixed_number(text, pos)
    if found is None:
        return None
    told, end = found
    return Number(
        pos,
        end,
        text[pos:end],
        told.kind,
        value=told.value,
        parts=told.parts,
        unit=told.unit,
        approximate=told.approximate,
        in_name=told.in_name,
    )


MARKS = frozenset(
    char for first, last in ("①⓿", "❶➓", "Ⅰↈ", "㉈㉟", "㊱㊿") for char in map(chr, range(ord(first), ord(last) + 1))
)


def read_mark(text: str, pos: int) -> Number | None:
    """Marks of an order: ①, Ⅳ, and 1. or (1) at the start of a line."""
    char = text[pos]
    if not char.isascii() and unicodedata.category(char) in ("No", "Nl"):
        value = unicodedata.numeric(char)
        if value == int(value) and char not in "〇零":
            return Number(pos, pos + 1, char, NumberKind.ORDINAL, value=int(value), in_name=True)
        return None
    if not char.isdecimal():
        return None
    before = text[max(0, pos - 12) : pos].rpartition("\n")[2] if pos else ""
    if before.strip(" \t(-*#") or (pos > 11 and "\n" not in text[pos - 12 : pos]):
        return None
    match = _LIST_MARK.match(text, pos)
    if match is None:
        return None
    end = match.end("dated" if match["dated"] else "n")
    return Number(pos, end, text[pos:end], NumberKind.ORDINAL, value=int(match["n"]), in_name=True)
