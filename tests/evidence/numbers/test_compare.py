from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from aligner.evidence.numbers.comparison.agreement import agree
from aligner.evidence.numbers.comparison.amounts import units_clash
from aligner.evidence.numbers.comparison.keys import matching_keys
from aligner.evidence.numbers.comparison.limits import limits_alike
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.number import Approximation, Bound, Number, NumberKind, Role

K = NumberKind


def n(value: Any = None, text: str = "", kind: NumberKind = K.CARDINAL, **rest: Any) -> Number:
    """A number as a reader would make it; ``low`` and ``high`` as (value, included)."""
    for end in ("low", "high"):
        if end in rest:
            rest[end] = Bound(*rest[end])
    shown = text or str(value)
    return Number(start=0, end=len(shown), text=shown, kind=kind, value=value, **rest)


def date(text: str = "date", value: int | None = None, **parts: int | str) -> Number:
    return n(value, text, K.DATE, parts=parts)


def time(**parts: int | str) -> Number:
    return n(None, "time", K.TIME, parts=parts)


def span(low: int | None, high: int | None, text: str = "some", **rest: Any) -> Number:
    if low is not None:
        rest["low"] = (low, True)
    if high is not None:
        rest["high"] = (high, True)
    return n(None, text, K.RANGE, **rest)


AGREE = {
    "equal values of different types": (n(Decimal("78.4")), n(Fraction(784, 10)), Sameness.EQUAL),
    "a counter goes with no unit": (n(279), n(279, unit="item"), Sameness.EQUAL),
    "a counter goes with a measure": (n(3, unit="second"), n(3, unit="item"), Sameness.EQUAL),
    "an ordinal goes with a figure": (n(14, kind=K.ORDINAL), n(14), Sameness.EQUAL),
    "a year and an era year": (
        date(year=1989, month=1, day=5),
        date(year=1989, month=1, day=5, era="Showa", era_year=64),
        Sameness.ERA,
    ),
    "a date and its year": (date(year=2024, month=3, day=1), date(year=2024), Sameness.PART),
    "a fiscal year and a year": (date(fiscal_year=2023), date(year=2023), Sameness.EQUAL),
    "a year of two digits": (date(year=99), date(year=1999), Sameness.EQUAL),
    "a decade of two digits": (date(decade=1990), date(decade=90), Sameness.EQUAL),
    "a year read as a figure": (n(1999), date(year=1999), Sameness.EQUAL),
    "a day of the month read as a count of days": (n(5, unit="day"), date(day=5), Sameness.EQUAL),
    "a figure in a full date": (date(year=2024, month=3), n(2024), Sameness.PART),
    "two clocks": (time(hour=15, half="pm"), time(hour=15), Sameness.CLOCK),
    "midnight at both ends": (time(hour=0), time(hour=24), Sameness.EQUAL),
    "a half of the day left to the reader": (time(hour=3), time(hour=15, half="pm"), Sameness.CLOCK),
    "a minute of an hour not said": (time(hour=7, minute=30), time(minute=30), Sameness.PART),
    "a minute read as a length of time": (time(minute=30), n(30, unit="minute"), Sameness.EQUAL),
    "a score the other way round": (
        n(None, "3-1", K.SCORE, parts={"a": 3, "b": 1}),
        n(None, "1対3", K.SCORE, parts={"a": 1, "b": 3}),
        Sameness.EQUAL,
    ),
    "a score read as a range": (
        n(None, "3-5", K.SCORE, parts={"a": 3, "b": 5}),
        span(3, 5, "3-5"),
        Sameness.EQUAL,
    ),
    "sections": (
        n(None, "Article 27-2", K.SECTION, parts={"label": "article", "1": 27, "2": 2}),
        n(None, "第27条の2", K.SECTION, parts={"label": "article", "1": 27, "2": 2}),
        Sameness.EQUAL,
    ),
    "a section and an ordinal": (
        n(4, "(iv)", K.SECTION, parts={"label": "item"}),
        n(4, kind=K.ORDINAL),
        Sameness.EQUAL,
    ),
    "codes": (n(None, "RFC-2119", K.CODE), n(None, "RFC 2119", K.CODE), Sameness.NAME),
    "percent and wari": (n(30, unit="percent"), n(3, unit="wari"), Sameness.RATIO),
    "half and percent": (n(Fraction(1, 2)), n(50, unit="percent"), Sameness.RATIO),
    "basis points": (n(25, unit="basis_point"), n(Decimal("0.25"), unit="percentage_point"), Sameness.RATIO),
    "a point that may be a percentage point": (
        n(3, unit="percentage_point"),
        n(3, unit="point"),
        Sameness.EQUAL,
    ),
    "metric prefix": (n(10, unit="kilometre"), n(10_000, unit="metre"), Sameness.UNIT),
    "half a year and six months": (n(Fraction(1, 2), unit="year"), n(6, unit="month"), Sameness.UNIT),
    "miles": (n(30, unit="mile"), n(48, unit="kilometre"), Sameness.CONVERTED),
    "fahrenheit": (n(86, unit="fahrenheit"), n(30, unit="celsius"), Sameness.CONVERTED),
    "fahrenheit and bare degrees": (n(100, unit="fahrenheit"), n(38, unit="degree"), Sameness.CONVERTED),
    "bare degrees on both sides": (n(20, unit="degree"), n(20, unit="celsius"), Sameness.EQUAL),
    "pounds of either kind": (n(5, unit="pound"), n(5, unit="GBP"), Sameness.EQUAL),
    "an age and years": (n(37, unit="year"), n(37, unit="year_of_age"), Sameness.EQUAL),
    "a rise by half": (n(Fraction(1, 2), role=Role.BY), n(Decimal("1.5"), kind=K.MULTIPLE), Sameness.CHANGE),
    "a rise by 200 percent": (n(200, unit="percent", role=Role.BY), n(3, kind=K.MULTIPLE), Sameness.CHANGE),
    "a fall by 30 percent": (
        n(30, unit="percent", role=Role.BY),
        n(7, unit="wari", role=Role.TO),
        Sameness.CHANGE,
    ),
    "300 percent and a multiple": (n(300, unit="percent"), n(3, kind=K.MULTIPLE), Sameness.RATIO),
    "a sign": (n(Decimal("3.2"), unit="percent"), n(Decimal("-3.2"), unit="percent"), Sameness.SIGN),
    "a rounded figure": (n(1968), n(2000, approximate=Approximation.ABOUT), Sameness.ROUNDED),
    "ranges": (span(10, 12), span(10, 12), Sameness.EQUAL),
    "vague magnitudes": (span(100, 1000, "hundreds"), span(200, 900, "数百"), Sameness.VAGUE),
    "an open magnitude": (span(24, None, "dozens"), span(20, 90, "数十"), Sameness.VAGUE),
    "a couple": (n(2, "a couple"), span(2, 3, "2、3"), Sameness.VAGUE),
    "a figure inside a vague range": (n(400), span(200, 900, "数百"), Sameness.VAGUE),
    "a limit alone": (n(None, "under 6", high=(6, False)), n(6, "6歳未満", high=(6, False)), Sameness.EQUAL),
    "a limit and a figure": (n(100, low=(100, False)), n(100), Sameness.EQUAL),
    "a loose limit": (n(100, low=(100, False)), n(100, low=(100, True)), Sameness.BOUND),
}

DIFFER = {
    "values": (n(279), n(297)),
    "codes": (n(None, "A-1", K.CODE), n(None, "A-2", K.CODE)),
    "dates that share no field": (date(weekday=1), date(month=5)),
    "dates": (date(month=3, day=5), date(month=5, day=3)),
    "eras": (date(year=2018), date(year=2019, era="Heisei", era_year=31)),
    "halves of the day": (time(hour=4, minute=40, half="am"), time(hour=16, minute=40, half="pm")),
    "minutes": (time(hour=4, minute=40), time(hour=4, minute=45)),
    "hours": (time(hour=18), time(hour=19)),
    "scores": (
        n(None, "4-2", K.SCORE, parts={"a": 4, "b": 2}),
        n(None, "4-3", K.SCORE, parts={"a": 4, "b": 3}),
    ),
    "a score and a figure": (n(None, "4-2", K.SCORE, parts={"a": 4, "b": 2}), n(4)),
    "sections": (n(27, "Article 27", K.SECTION), n(72, "第72条", K.SECTION)),
    "a date field and another measure": (date(day=5), n(5, unit="kilometre")),
    "a date field and another figure": (date(day=5), n(6)),
    "a date and a range": (date(day=5), span(4, 9)),
    "measures": (n(30, unit="mile"), n(30, unit="kilometre")),
    "currencies": (n(40, unit="EUR"), n(40, unit="USD")),
    "cents": (n(Decimal("12.5"), unit="USD"), n(1255, unit="USD_cent")),
    "kinds of measure": (n(18, unit="month"), n(18, unit="day")),
    "fahrenheit as bare degrees": (n(100, unit="fahrenheit"), n(100, unit="degree")),
    "temperatures": (n(86, unit="fahrenheit"), n(36, unit="celsius")),
    "miles": (n(30, unit="mile"), n(58, unit="kilometre")),
    "by and to": (n(30, unit="percent", role=Role.BY), n(30, unit="percent", role=Role.TO)),
    "plus 300 percent and triple": (n(300, unit="percent", role=Role.BY), n(3, kind=K.MULTIPLE)),
    "half as many and half again": (n(Fraction(1, 2), kind=K.MULTIPLE), n(Decimal("1.5"), kind=K.MULTIPLE)),
    "basis points": (n(25, unit="basis_point"), n(Decimal("2.5"), unit="percentage_point")),
    "ranges": (span(10, 12, "10–12"), span(10, 15, "10～15")),
    "ranges of other measures": (span(10, 12, unit="mile"), span(10, 12, unit="kilometre")),
    "magnitudes": (span(10**8, 10**9, "hundreds of millions"), span(10**7, 10**8, "数千万")),
    "a figure and a magnitude": (n(4000), span(200, 900, "数百")),
    "a share without a unit": (n(3), n(300, unit="percent")),
    "half and a quarter": (n(Fraction(1, 2)), n(25, unit="percent")),
    "rounding that nobody mentions": (n(1968), n(2000)),
    "rounding to the last digit": (n(1940), n(2001, approximate=Approximation.ABOUT)),
    "a small rounded figure": (n(4), n(5, approximate=Approximation.ABOUT)),
    "the end of an age": (
        n(6, high=(6, False), unit="year_of_age"),
        n(6, high=(6, True), unit="year_of_age"),
    ),
    "a small limit": (n(1, low=(1, False)), n(1, low=(1, True))),
    "limits on other sides": (n(30, low=(30, True)), n(30, high=(30, True))),
}


@pytest.mark.parametrize("label", AGREE)
def test_two_numbers_agree_and_it_has_a_name(label: str) -> None:
    en, ja, sameness = AGREE[label]
    agreement = agree(en, ja)
    assert agreement is not None
    assert agreement.sameness is sameness
    assert en.text in agreement.note
    assert ja.text in agreement.note


@pytest.mark.parametrize("label", DIFFER)
def test_two_numbers_differ(label: str) -> None:
    assert agree(*DIFFER[label]) is None


def test_a_rule_tells_limits_apart_that_prose_does_not() -> None:
    en, ja = n(100, low=(100, False)), n(100, low=(100, True))
    assert agree(en, ja, strict=False) is not None
    assert agree(en, ja, strict=True) is None
    assert not limits_alike(n(5), ja, strict=False)


def test_rough_agreements_are_marked_in_the_note() -> None:
    converted = agree(n(30, "30 miles", unit="mile"), n(48, "48キロ", unit="kilometre"))
    assert converted is not None
    assert converted.note == "48キロ ≈ 30 miles"


def test_a_unit_never_clashes_with_none() -> None:
    assert not units_clash(None, "kilometre")
    assert not units_clash("kilometre", None)


ROUGH = {Sameness.CONVERTED, Sameness.ROUNDED, Sameness.VAGUE, Sameness.CHANGE, Sameness.PART}


@pytest.mark.parametrize(
    "label",
    [label for label, (_, _, same) in AGREE.items() if same not in ROUGH and "two digits" not in label],
)
def test_numbers_that_agree_exactly_share_a_key(label: str) -> None:
    en, ja, _ = AGREE[label]
    assert set(matching_keys(en)) & set(matching_keys(ja))


@pytest.mark.parametrize("value", [0, 1, 2, Fraction(1, 2), -1])
def test_numbers_too_common_to_anchor_anything_have_keys_of_their_own(value: int | Fraction) -> None:
    assert matching_keys(n(value))[0] == ("weak", abs(Fraction(value)))


def test_a_key_is_given_once() -> None:
    keys = matching_keys(date(year=5, day=5))
    assert len(keys) == len(set(keys))


def test_dates_have_a_key_for_the_day_of_the_year() -> None:
    assert ("date", 3, 5) in matching_keys(date(year=2024, month=3, day=5))
    assert matching_keys(date(era_year=20)) == ()
    assert matching_keys(time(second=5)) != ()


def test_a_full_hour_is_found_by_its_figure() -> None:
    assert matching_keys(time(hour=9))[0] == ("clock", 9, 0)
    assert ("figure", 9) in matching_keys(time(hour=9))
    assert {("figure", 15), ("figure", 3)} <= {*matching_keys(time(hour=15))}
    assert ("figure", 12) in matching_keys(time(hour=0))
    assert matching_keys(time(hour=9, minute=30)) == (("clock", 9, 30),)
