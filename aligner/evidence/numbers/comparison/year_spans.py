"""Spans of years whose second or first year is not written in full: 1812-92, 明治38年～40年, 475–221 BC."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.evidence.numbers.number import NumberKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.numbers.number import Number

#: A figure without a unit is a year from the first value up to, but not including, the second.
LEAST_YEAR, PAST_YEARS = 500, 2100


def with_whole_years(text: str, numbers: Sequence[Number], counterparts: Sequence[Number]) -> list[Number]:
    """The numbers of a text. The years of a span are completed by their century, their era or "before Christ".

    Args:
        text: the text of the numbers.
        numbers: the numbers in order.
        counterparts: the numbers of the other text. They decide whether a year is before Christ.
    """
    whole = list(numbers)
    for k in range(1, len(whole)):
        if _UNTIL.fullmatch(text, whole[k - 1].end, whole[k].start) is not None:
            whole[k] = _continued_year(whole[k - 1], whole[k])
            whole[k - 1 : k + 1] = _before_christ(whole[k - 1], whole[k], counterparts)
    return whole


def _before_christ(first: Number, second: Number, counterparts: Sequence[Number]) -> tuple[Number, Number]:
    """The two years of a span in which "before Christ" is written once: 475–221 BC, 紀元前475年–221年."""
    years = first.parts.get("year"), second.parts.get("year")
    if not (isinstance(years[0], int) and isinstance(years[1], int)) or years[0] * years[1] >= 0:
        return first, second
    known = {counterpart.parts.get("year") for counterpart in counterparts}
    if years[0] > -years[1] and -years[0] in known:
        return _in_year(first, -years[0]), second
    if years[1] < -years[0] and -years[1] in known:
        return first, _in_year(second, -years[1])
    return first, second


def _in_year(number: Number, year: int) -> Number:
    return replace(
        number, kind=NumberKind.DATE, value=year, unit=None, low=None, high=None, parts={**number.parts, "year": year}
    )


def _continued_year(first: Number, second: Number) -> Number:
    """A year that leaves out the century or the era of the one before it: 1990年から96年, 明治38年～40年, 1812-92."""
    if second.parts.keys() == {"fiscal_year"}:
        return _continued_fiscal_year(first, second)
    year, value = first.parts.get("year", first.value), second.value
    if not (isinstance(year, int) and isinstance(value, int) and second.kind is NumberKind.CARDINAL):
        return second
    era_year = first.parts.get("era_year")
    dated = second.unit == "year" or (second.unit is None and first.unit is None and second.text[-1].isdecimal())
    if isinstance(era_year, int) and second.unit == "year" and era_year < value < era_year + _LONGEST_SPAN:
        full = year + value - era_year
    elif dated and LEAST_YEAR <= year < PAST_YEARS and year % 100 < value < 100 and len(second.text.rstrip("年")) == 2:
        full = year - year % 100 + value
    else:
        return second
    return _in_year(replace(second, parts={}), full)


def _continued_fiscal_year(first: Number, second: Number) -> Number:
    """A business year that leaves out the era of the one before it: 昭和35年度から50年度."""
    year, era_year = first.parts.get("fiscal_year"), first.parts.get("era_year")
    last = second.parts["fiscal_year"]
    if not (isinstance(year, int) and isinstance(era_year, int) and isinstance(last, int)):
        return second
    if not era_year < last < era_year + _LONGEST_SPAN:
        return second
    return replace(second, value=year + last - era_year, parts={"fiscal_year": year + last - era_year})


#: Text between the first and the last year of a period, and the maximum number of years of an era in it.
_UNTIL = re.compile(r"年?\s*(?:から|より|[〜～~‐–—−ー-])\s*")
_LONGEST_SPAN = 40
