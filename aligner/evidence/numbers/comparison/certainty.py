"""Which readings are certain: numbers that were read as a whole, and texts without digits that no rule read.

Rule: no difference is reported of a number that was parsed with doubt.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.comparison.same_characters import digit_strings, narrow
from aligner.evidence.numbers.units import units
from aligner.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.numbers.comparison.differences import Difference
    from aligner.evidence.numbers.number import Number

_DIGITS = re.compile("[0-9]+")
_CLOCK = re.compile("[0-9]{1,2}:[0-9]{2}")
_SHARE = re.compile("[0-9]{1,2}/[0-9]{1,2}")
#: A figure that continues: 35,000 parsed as two numbers, 10秒82.
_FIGURE_BEFORE = re.compile(r"[0-9][.,秒]\Z")
_FIGURE_AFTER = re.compile("[.,][0-9]")
_SECONDS = re.compile("秒[0-9]")
#: What goes on a measure by its class: a half after any unit (5月半ば is a date), a smaller unit after some.
_HALF = re.compile("有?半(?!ば)")
_FURTHER = {
    "time": re.compile("有?半(?!ば)|[一二三四五六七八九十]"),
    **dict.fromkeys(("length", "area", "volume", "mass"), re.compile("半|[0-9一二三四五六七八九十]")),
}
_LETTER = re.compile("[A-Za-z_]")


class Doubt(NamedTuple):
    """A place that was not read with certainty.

    Attributes:
        span: where it stands.
        digits: the runs of digits in it.
        clock: it has the form of a time of day, but no clock shows it (92:30). Its counterpart has the same digits.
    """

    span: Span
    digits: frozenset[str]
    clock: bool = False

    def may_be(self, digits: frozenset[str]) -> bool:
        """Whether it may be the counterpart of a number with these digits."""
        return digits <= self.digits if self.clock else bool(digits & self.digits)


def doubts(text: str, numbers: Sequence[Number], other_text: str) -> list[Doubt]:
    """The uncertain numbers of a text and its strings of digits that no rule read as a whole.

    A number is uncertain where its reader marks it, where it takes only some of the digits of a figure (``35,000`` read
    as 35 and 0), where Latin letters that it does not include touch it (``x86``), and where it may be a day as well as
    a share (1/6). A string that is also in the other text is certain: the same characters match.
    """
    flat, other_flat = narrow(text), narrow(other_text)
    uncertain = []
    for span in digit_strings(flat):
        string = flat[span.start : span.end]
        if not _all_read(flat, span, numbers) and "://" not in string and string not in other_flat:
            uncertain.append(Doubt(span, frozenset(_DIGITS.findall(string)), _CLOCK.fullmatch(string) is not None))
    for number in numbers:
        if (
            not number.certain
            or _touches_letters(flat, number)
            or _is_cut(flat, number)
            or _SHARE.fullmatch(number.text)
        ):
            span = Span(number.start, number.end)
            uncertain.append(Doubt(span, frozenset(_DIGITS.findall(flat, span.start, span.end))))
    return uncertain


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


def _touches_letters(text: str, number: Number) -> bool:
    """Whether a digit at the end of a number has a Latin letter beside it that is not part of the number."""
    starts = text[number.start].isdecimal() and _LETTER.match(text, number.start - 1) if number.start else None
    return bool(starts) or (text[number.end - 1].isdecimal() and _LETTER.match(text, number.end) is not None)


def certain_only(
    differences: Sequence[Difference],
    en_doubts: Sequence[Doubt],
    ja_doubts: Sequence[Doubt],
    agreed: tuple[Sequence[Number], Sequence[Number]],
) -> list[Difference]:
    """The differences whose numbers were read with certainty.

    A number that one text alone has is left out too where the other text has a doubt that may be its counterpart: one
    with the same digits, or as many doubts as there are such numbers.

    Args:
        differences: the differences between two texts.
        en_doubts: the doubts about the English text.
        ja_doubts: the doubts about the Japanese text.
        agreed: the numbers of the English and of the Japanese text that agree; a doubt about one of them is settled.
    """
    certain = [
        difference
        for difference in differences
        if not (_is_doubted(difference.en, en_doubts) or _is_doubted(difference.ja, ja_doubts))
    ]
    unread = set(_unread(certain, en_doubts, ja_doubts, agreed))
    return [difference for k, difference in enumerate(certain) if k not in unread]


def _is_doubted(number: Number | None, uncertain: Sequence[Doubt]) -> bool:
    return number is not None and any(
        doubt.span.start < number.end and number.start < doubt.span.end for doubt in uncertain
    )


def _unread(
    certain: Sequence[Difference],
    en_doubts: Sequence[Doubt],
    ja_doubts: Sequence[Doubt],
    agreed: tuple[Sequence[Number], Sequence[Number]],
) -> Iterator[int]:
    """The positions of numbers on one side alone that the other text may hold unread."""
    missing = [(k, d.en) for k, d in enumerate(certain) if d.en is not None and d.ja is None]
    added = [(k, d.ja) for k, d in enumerate(certain) if d.ja is not None and d.en is None]
    for alone, uncertain, matched in ((missing, ja_doubts, agreed[1]), (added, en_doubts, agreed[0])):
        open_doubts = [doubt for doubt in uncertain if not any(_is_doubted(number, [doubt]) for number in matched)]
        if not open_doubts:
            continue
        for k, number in alone:
            digits = frozenset(_DIGITS.findall(narrow(number.text)))
            if len(alone) <= sum(not doubt.clock for doubt in open_doubts) or any(
                doubt.may_be(digits) for doubt in open_doubts
            ):
                yield k
