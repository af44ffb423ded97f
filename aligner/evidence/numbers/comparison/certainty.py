"""Which readings are certain: numbers that were read as a whole, and texts without digits that no rule read.

Rule: a difference is not reported if one of its numbers was parsed with doubt.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.same_characters import digit_strings, narrow
from aligner.evidence.numbers.units import units
from aligner.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.numbers.comparison.differences import Difference
    from aligner.evidence.numbers.number import Number

_DIGITS = re.compile("[0-9]+")
_SHARE = re.compile("[0-9]{1,2}/[0-9]{1,2}")
#: A figure that continues: 35,000 parsed as two numbers, 10秒82.
_FIGURE_BEFORE = re.compile(r"[0-9][.,秒]\Z")
_FIGURE_AFTER = re.compile("[.,][0-9]")
_SECONDS = re.compile("秒[0-9]")
#: What may continue a measure, by the class of its unit: a half after any unit (but 5月半ば is a date), a number of
#: smaller units after some.
_HALF = re.compile("有?半(?!ば)")
_FURTHER = {
    "time": re.compile("有?半(?!ば)|[一二三四五六七八九十]"),
    **dict.fromkeys(("length", "area", "volume", "mass"), re.compile("半|[0-9一二三四五六七八九十]")),
}


def doubts(text: str, numbers: Sequence[Number], other_text: str) -> list[Span]:
    """The places of a text that were not read with certainty: numbers, and digits that no rule read completely.

    A number is uncertain where its reader marks it, where it takes only some of the digits of a figure (``35,000`` read
    as 35 and 0), and where it may be a day as well as a share (1/6). A string that is also in the other text is
    certain: the same characters match.
    """
    flat, other_flat = narrow(text), narrow(other_text)
    unread = [
        span
        for span in digit_strings(flat)
        if "://" not in (string := flat[span.start : span.end])
        and string not in other_flat
        and not _all_read(flat, span, numbers)
    ]
    uncertain = (
        number for number in numbers if not number.certain or _is_cut(flat, number) or _SHARE.fullmatch(number.text)
    )
    return unread + [Span(number.start, number.end) for number in uncertain]


def _all_read(text: str, span: Span, numbers: Sequence[Number]) -> bool:
    """Whether every digit of a string belongs to a number."""
    within = [number for number in numbers if number.start < span.end and span.start < number.end]
    return all(
        any(number.start <= digit.start() and digit.end() <= number.end for number in within)
        for digit in _DIGITS.finditer(text, span.start, span.end)
    )


def _is_cut(text: str, number: Number) -> bool:
    """Whether a figure continues before or after a number: 35,000 parsed as two numbers, 10秒82."""
    before = _FIGURE_BEFORE.search(text, max(0, number.start - 2), number.start)
    after = _FIGURE_AFTER.match(text, number.end)
    return (
        (text[number.start].isdecimal() and before is not None)
        or (text[number.end - 1].isdecimal() and after is not None)
        or _SECONDS.match(text, number.end - 1) is not None
        or _goes_on(text, number)
    )


def _goes_on(text: str, number: Number) -> bool:
    """Whether a measure has a further part that was not read: 9人半, 1合9勺, 一時間十分.

    18勝20敗, 1日2回 and 2024年5月 are two numbers.
    """
    if number.unit is None:
        return False
    further = _FURTHER.get(units()[number.unit].unit_class, _HALF)
    return further.match(text, number.end) is not None


def certain_only(
    differences: Sequence[Difference], en_doubts: Sequence[Span], ja_doubts: Sequence[Span]
) -> list[Difference]:
    """The differences whose numbers touch no uncertain place of their texts."""
    return [
        difference
        for difference in differences
        if not (_is_doubted(difference.en, en_doubts) or _is_doubted(difference.ja, ja_doubts))
    ]


def _is_doubted(number: Number | None, uncertain: Sequence[Span]) -> bool:
    return number is not None and any(doubt.start < number.end and number.start < doubt.end for doubt in uncertain)
