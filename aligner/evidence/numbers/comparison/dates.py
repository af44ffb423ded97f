"""Comparing dates and times of day, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Exact

_DATE = ("year", "month", "day", "weekday", "quarter", "half_year", "decade", "century", "fiscal_year", "relative")
_TIME = ("hour", "minute", "second")
_FIELDS = (*_DATE, *_TIME)
_HALF_DAY = 12


def date_fields(number: Number) -> dict[str, int | str]:
    """The fields of a date or time that can be compared: the Gregorian ones, without era and half-day."""
    return {key: number.parts[key] for key in _FIELDS if key in number.parts}


def same_dates(en: Number, ja: Number) -> Sameness | None:
    """How two dates match: as a whole, or in part if they do not give the same fields.

    A year and a fiscal year are compared with each other where nothing else is given.
    """
    if _of_one_year(en, ja):
        return Sameness.PART
    first, second = _comparable(date_fields(en), date_fields(ja))
    shared = first.keys() & second.keys()
    if not shared or _differing(first, second):
        return None
    if first.keys() != second.keys():
        return Sameness.PART
    return Sameness.ERA if "era" in ja.parts else Sameness.EQUAL


def _of_one_year(en: Number, ja: Number) -> bool:
    """Whether an English period lies in the business year that a Japanese text names by its last month.

    2027年3月期 is FY2026 if it is named by its first day, else FY2027. Its first half is the six
    months ended September 30, 2026.
    """
    year, month = ja.parts.get("year"), ja.parts.get("month")
    if (
        ja.parts.get("period") != "期"
        or "first_month" in ja.parts
        or not isinstance(year, int)
        or not isinstance(month, int)
    ):
        return False
    fiscal, ended, at = (en.parts.get(key) for key in ("fiscal_year", "year", "month"))
    if isinstance(fiscal, int):
        return fiscal % 100 in {year % 100, (year - 1) % 100} if fiscal < 100 else fiscal in {year, year - 1}
    if "period" not in en.parts or not isinstance(ended, int) or not isinstance(at, int):
        return False
    return 0 < 12 * (year - ended) + month - at < 12


def differing_fields(en: Number, ja: Number) -> tuple[str, ...]:
    """The fields that both dates give and that differ, in the order of the calendar."""
    return _differing(*_comparable(date_fields(en), date_fields(ja)))


def same_span(en: Number, ja: Number) -> bool:
    """Whether two relative dates count the same length of time. This morning and next year are two dates.

    >>> from aligner.evidence.numbers.readers import read_numbers
    >>> from aligner.model import Lang
    >>> same_span(*read_numbers("next month", Lang.EN), *read_numbers("先月", Lang.JA))
    True
    >>> same_span(*read_numbers("this morning", Lang.EN), *read_numbers("来年", Lang.JA))
    False
    """
    spans = {str(number.parts["relative"]).split()[0] for number in (en, ja) if "relative" in number.parts}
    return len(spans) < 2


def _differing(first: dict[str, int | str], second: dict[str, int | str]) -> tuple[str, ...]:
    return tuple(key for key in _DATE if key in first and key in second and not _alike(key, first[key], second[key]))


def _comparable(
    first: dict[str, int | str], second: dict[str, int | str]
) -> tuple[dict[str, int | str], dict[str, int | str]]:
    """A fiscal year stands for the year where only one side calls it fiscal."""
    if ("fiscal_year" in first) != ("fiscal_year" in second):
        first, second = ({_renamed(key, side): side[key] for key in side} for side in (first, second))
    return first, second


def _renamed(key: str, fields: dict[str, int | str]) -> str:
    return "year" if key == "fiscal_year" and "year" not in fields else key


def _alike(key: str, first: int | str, second: int | str) -> bool:
    """'99 and 1999, 90年代 and the 1990s: a year of two digits leaves its century to the reader."""
    if first == second:
        return True
    if key not in {"year", "decade"} or not isinstance(first, int) or not isinstance(second, int):
        return False
    return min(first, second) < 100 and first % 100 == second % 100


def same_times(en: Number, ja: Number) -> Sameness | None:
    """How two times of day match: as a whole, or in part if only one of them has an hour.

    Midnight is 0時 and 24時. If one text does not state the half of the day, 3 and 15 are the same hour,
    because the sentence makes it clear.
    """
    if hours_differ(en, ja):
        return None
    first, second = ({key: n.parts[key] for key in ("minute", "second") if key in n.parts} for n in (en, ja))
    for key in first.keys() | second.keys():
        if first.get(key, 0) != second.get(key, 0):
            return None
    if ("hour" in en.parts) != ("hour" in ja.parts):
        return Sameness.PART
    return Sameness.CLOCK if ("half" in en.parts) != ("half" in ja.parts) else Sameness.EQUAL


def hour_of_day(figure: Exact, time: Number) -> bool:
    """Whether a bare figure is the hour of a time after noon as a clock's face has it: at 4 and 16時."""
    hour = time.parts.get("hour")
    return isinstance(hour, int) and 0 < figure < _HALF_DAY and figure + _HALF_DAY == hour


def hours_differ(en: Number, ja: Number) -> bool:
    """Whether two times give different hours; an hour that is not given differs from none."""
    en_hour, ja_hour = en.parts.get("hour"), ja.parts.get("hour")
    if not isinstance(en_hour, int) or not isinstance(ja_hour, int):
        return False
    stated = _half_stated(en) and _half_stated(ja)
    return (en_hour - ja_hour) % (2 * _HALF_DAY if stated else _HALF_DAY) != 0


def half_day_apart(en: Number, ja: Number) -> bool:
    """4.40 a.m. against 午後4時40分: the same but for the half of the day."""
    en_hour, ja_hour = en.parts.get("hour"), ja.parts.get("hour")
    if not isinstance(en_hour, int) or not isinstance(ja_hour, int) or not hours_differ(en, ja):
        return False
    return (en_hour - ja_hour) % _HALF_DAY == 0 and en.parts.get("minute", 0) == ja.parts.get("minute", 0)


def _half_stated(time: Number) -> bool:
    """Whether the half of the day is known: it is given, or the hour is past twelve, 0 or 24 (midnight)."""
    hour = time.parts.get("hour")
    return "half" in time.parts or (isinstance(hour, int) and (hour > _HALF_DAY or hour == 0))


def same_field(en: Number, ja: Number) -> Sameness | None:
    """How a date or time matches a plain number that gives one of its fields: 2019年 and 2019."""
    dated, plain = (en, ja) if en.kind in _DATED else (ja, en)
    unit = units()[plain.unit] if plain.unit else None
    if plain.value is None or not (unit is None or unit.is_counter or unit.unit_class in _CALENDAR_CLASSES):
        return None
    fields = date_fields(dated)
    if "hour" in fields and fields.get("minute"):
        return None
    if plain.unit is None and hour_of_day(plain.value, dated):
        return Sameness.CLOCK
    named = [key for key, value in fields.items() if value == plain.value]
    if plain is ja and (plain.kind is NumberKind.ORDINAL or plain.unit is None):
        named = [key for key in named if key not in _COUNTED_FIELDS]
    if not any(plain.unit in _FIELD_UNITS.get(key, (None, key)) or _is_counter(plain.unit) for key in named):
        return None
    return Sameness.EQUAL if len(fields) == 1 else Sameness.PART


def _is_counter(unit: str | None) -> bool:
    return unit is not None and units()[unit].is_counter


#: The units of a plain number that can give a field, if these are not the field's name or none. A month is never a
#: figure without a unit, and a second or a minute without an hour is a length of time.
_FIELD_UNITS = {
    "month": ("month",),
    "weekday": (),
    "quarter": ("quarter",),
    "fiscal_year": (None, "year", "fiscal_year"),
}
#: Fields that Japanese gives with their own counter: neither 四位 nor a bare 1 is a day.
_COUNTED_FIELDS = frozenset({"month", "day", "hour", "minute", "second"})
_DATED = frozenset({NumberKind.DATE, NumberKind.TIME})
#: Measures in which a field of a date or time may be given.
_CALENDAR_CLASSES = frozenset({"time", "months", "night", "age"})
