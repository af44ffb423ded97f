"""Words that state a number without a numeral, and marks of an order: 半年, 両者, ①, Ⅳ."""

from __future__ import annotations

import re
import unicodedata

from aligner.evidence.numbers.japanese.lexicon import fixed_number
from aligner.evidence.numbers.japanese.numerals import ROMAN_SIGNS, roman_value
from aligner.evidence.numbers.number import Number, NumberKind

#: A point before a date ends a list number, however close: １．2027年3月期.
_LIST_MARK = re.compile(
    r"(?P<n>[0-9]{1,3})(?:\.(?![0-9])|\)(?![0-9])|(?P<dated>\.)(?=(?:19|20)[0-9]{2}年|(?:1[0-2]|[1-9])月))"
)


def read_fixed(text: str, pos: int) -> Number | None:
    """A word that states a number without a numeral: 半年, 両者, 還暦, ダブル."""
    fixed_and_end = fixed_number(text, pos)
    if fixed_and_end is None:
        return None
    fixed, end = fixed_and_end
    return Number(
        pos,
        end,
        text[pos:end],
        fixed.kind,
        value=fixed.value,
        parts=fixed.parts,
        unit=fixed.unit,
        approximate=fixed.approximate,
        in_name=fixed.in_name,
    )


_ORDER = "NoNl"  # categories of numerals that are not digits


def read_mark(text: str, pos: int) -> Number | None:
    """Marks of an order: ①, Ⅳ, and 1. or (1) at the start of a line."""
    char = text[pos]
    if not char.isascii() and unicodedata.category(char) in _ORDER:
        return _sign(text, pos)
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


def _sign(text: str, pos: int) -> Number | None:
    """①, or a run of Roman signs: ⅩⅣ is fourteen."""
    if (run := ROMAN_SIGNS.match(text, pos)) is not None:
        end, value = run.end(), float(roman_value(run.group()))
    else:
        end, value = pos + 1, unicodedata.numeric(text[pos])
    if value != int(value) or text[pos] in "〇零":
        return None
    return Number(pos, end, text[pos:end], NumberKind.ORDINAL, value=int(value), in_name=True)
