"""Whether an English and a Japanese number say the same, and in what way.

``agree`` looks at two numbers alone: it knows eras, clocks, ratios, units, multiples and limits, but neither text. What
needs the text around them (which of several numbers belong together, whether a limit is a legal one) is decided by
``pairing``. All arithmetic is exact. ``matching_keys`` is the quick look for the search: numbers that may agree share a
key, without any comparing.

The rule kept here: two numbers agree only for a reason that has a name (``Sameness``); everything else is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from aligner.evidence.numbers.dates import date_fields, same_date, same_time
from aligner.evidence.numbers.number import Approximation, Bound, Number, NumberKind, Role
from aligner.evidence.numbers.units import alternatives, forms, units
from aligner.model import Lang


class Sameness(StrEnum):
    """In what way two numbers say the same."""

    EQUAL = "equal"  # 279 and 279件, 78.4 billion yuan and 784億元, 14th and 第14次
    ERA = "era"  # 2019 and 令和元年
    CLOCK = "clock"  # 3 p.m. and 15時, midnight and 24時
    RATIO = "ratio"  # half and 50%, 30% and 3割, .305 and 3割5厘
    UNIT = "unit"  # 10 km and 10,000 m, half a year and 6か月
    CONVERTED = "converted"  # 30 miles and 48キロ: another system, rounded
    ROUNDED = "rounded"  # about 1,370 and 約1400
    VAGUE = "vague"  # hundreds of and 数百, a couple and 2、3
    PART = "part"  # March 3, 2024 and 2024年: one says less of the same date or time
    CHANGE = "change"  # rose by half and 1.5倍, fell by 30% and 7割に
    SIGN = "sign"  # fell 3.2% and ▲3.2%: one says it with a sign, the other with a word
    BOUND = "bound"  # more than 100 and 100以上: as good as the same in prose
    NAME = "name"  # the same code or name


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two numbers that say the same and how."""

    en: Number
    ja: Number
    sameness: Sameness

    @property
    def note(self) -> str:
        """The two as they stand in the texts: ``784億元 = 78.4 billion yuan``."""
        sign = "≈" if self.sameness in _ROUGH else "="
        return f"{self.ja.text} {sign} {self.en.text}"


_ROUGH = frozenset({Sameness.CONVERTED, Sameness.ROUNDED, Sameness.VAGUE, Sameness.PART, Sameness.BOUND})

#: Largest share by which a converted measure may differ from the exact one: "30 miles" are 48.28 km, written 50キロ.
_CONVERSION_SLACK = Fraction(5, 100)
#: Degrees convert by difference and scale, and are rounded to whole degrees.
_TEMPERATURE_SLACK = Fraction(1)
#: From this count on, prose does not tell "more than N" from "N or more" (translator's policy).
_LOOSE_LIMIT = 10
#: Measures of different classes that mean one thing: an age is a length of time, nights are counted as days.
_KINDRED = (frozenset({"months", "age"}), frozenset({"time", "night"}), frozenset({"temperature", "degree"}))


def agree(en: Number, ja: Number, *, strict: bool = False) -> Agreement | None:
    """How an English and a Japanese number say the same, or None where they do not.

    Args:
        en: a number of the English text.
        ja: a number of the Japanese text.
        strict: tell limits apart in full (contracts, rules), also where prose does not.
    """
    same = sameness(en, ja)
    if same is None:
        return None
    if limits_differ(en, ja):
        if not limits_alike(en, ja, strict=strict):
            return None
        same = Sameness.BOUND
    return Agreement(en, ja, same)


def sameness(en: Number, ja: Number) -> Sameness | None:
    """As ``agree``, leaving limits (at least, under …) aside."""
    kinds = {en.kind, ja.kind}
    if NumberKind.CODE in kinds:
        return Sameness.NAME if _plain(en.text) == _plain(ja.text) else None
    if kinds == {NumberKind.DATE}:
        return _named(same_date(en, ja), Sameness.ERA if "era" in ja.parts else Sameness.EQUAL)
    if kinds == {NumberKind.TIME}:
        return _named(same_time(en, ja), Sameness.CLOCK if clock(en) != clock(ja) else Sameness.EQUAL)
    if NumberKind.SCORE in kinds:
        return _scores(en, ja)
    if NumberKind.SECTION in kinds:
        return Sameness.EQUAL if levels(en) and levels(en) == levels(ja) else None
    if kinds & {NumberKind.DATE, NumberKind.TIME}:
        dated, other = (en, ja) if en.kind in _DATED else (ja, en)
        return _field(dated, other)
    if en.value is None or ja.value is None:
        return _intervals(en, ja)
    return _amounts(en, ja, Fraction(en.value), Fraction(ja.value))


_DATED = frozenset({NumberKind.DATE, NumberKind.TIME})


def _named(full: bool | None, name: Sameness) -> Sameness | None:
    """``name`` for a full match, PART for a partial one, None for none."""
    if full is None:
        return None
    return name if full else Sameness.PART


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def clock(time: Number) -> str:
    """Whether a time of day is told by halves (``12``) or through (``24``)."""
    return "12" if "half" in time.parts else "24"


def levels(number: Number) -> tuple[Fraction, ...]:
    """The numbered levels of a section (Article 27-2: 27, 2), or the figure alone of anything else."""
    if number.kind is NumberKind.SECTION:
        found = tuple(
            Fraction(part) for key, part in number.parts.items() if key != "label" and _is_int(part)
        )
        if found:
            return found
    return () if number.value is None else (Fraction(number.value),)


def _is_int(part: int | str) -> bool:
    return isinstance(part, int) or part.isdecimal()


def _scores(en: Number, ja: Number) -> Sameness | None:
    """A score may name the other side first: 3–1 and 1対3."""
    first, second = (_pair(number) for number in (en, ja))
    same = first is not None and second is not None and first in {second, second[::-1]}
    return Sameness.EQUAL if same else None


def _pair(number: Number) -> tuple[Fraction, Fraction] | None:
    if number.kind is NumberKind.SCORE:
        return Fraction(number.parts["a"]), Fraction(number.parts["b"])
    if number.low is not None and number.high is not None:
        return Fraction(number.low.value), Fraction(number.high.value)
    return None


def _field(dated: Number, other: Number) -> Sameness | None:
    """A date or time against a plain number that gives one of its fields: 2019年 and 2019, half past and 30分."""
    if other.value is None:
        return None
    fields = date_fields(dated)
    unit = units()[other.unit] if other.unit else None
    if unit is not None and not unit.is_counter and unit.unit_class not in _CALENDAR_CLASSES:
        return None
    for value in fields.values():
        if value == other.value:
            return Sameness.EQUAL if len(fields) == 1 else Sameness.PART
    return None


_CALENDAR_CLASSES = frozenset({"time", "months", "night", "age"})


def _intervals(en: Number, ja: Number) -> Sameness | None:
    """Ranges against ranges, and a vague range against a figure inside it."""
    if units_clash(en.unit, ja.unit):
        return None
    if ends(en) == ends(ja) and ends(en) != (None, None):
        return Sameness.EQUAL
    if _figure(en) is not None and _figure(en) == _figure(ja):
        return Sameness.EQUAL
    if not (is_vague(en) or is_vague(ja)):
        exact = next((n for n in (en, ja) if n.value is not None), None)
        other = ja if exact is en else en
        return Sameness.VAGUE if exact is not None and exact.value in ends(other) and _small(other) else None
    return Sameness.VAGUE if _overlap(en, ja) else None


def ends(number: Number) -> tuple[Fraction | None, Fraction | None]:
    """Lower and upper end, the figures alone, None where open; a plain number has its value twice."""
    if number.low is None and number.high is None:
        figure = None if number.value is None else Fraction(number.value)
        return figure, figure
    return _end(number.low), _end(number.high)


def _end(bound: Bound | None) -> Fraction | None:
    return None if bound is None else Fraction(bound.value)


def _figure(number: Number) -> Fraction | None:
    """The one figure a number shows: its value, or its only limit."""
    if number.value is not None:
        return Fraction(number.value)
    low, high = ends(number)
    if low is not None and high is not None:
        return None
    return low if high is None else high


def _small(number: Number) -> bool:
    """Two or three, 5、6: neighbours that stand for "a few"."""
    low, high = ends(number)
    return low is not None and high is not None and high - low <= 1


def is_vague(number: Number) -> bool:
    """A range that only names a magnitude (hundreds of, 数千), not one with two ends that were written out."""
    low, high = ends(number)
    if number.kind is not NumberKind.RANGE or low is None:
        return False
    return not any(char.isdigit() for char in number.text) and (high is None or high >= 2 * low)


def _overlap(en: Number, ja: Number) -> bool:
    """Whether two intervals share more than an end; an open upper end is taken as ten times the lower one."""
    (low1, high1), (low2, high2) = ends(en), ends(ja)
    if low1 is None or low2 is None:
        return False
    high1, high2 = (low * 10 if high is None else high for low, high in ((low1, high1), (low2, high2)))
    low, high = max(low1, low2), min(high1, high2)
    return low < high or (low == high and (low1 == high1 or low2 == high2))


def _amounts(en: Number, ja: Number, first: Fraction, second: Fraction) -> Sameness | None:
    if changed := _changes(en, ja, first, second):
        return changed
    if _roles_clash(en, ja):
        return None
    if not units_clash(en.unit, ja.unit):
        if first == second:
            return Sameness.EQUAL
        if abs(first) == abs(second):
            return Sameness.SIGN
    return _converted(en, ja, first, second) or _rounded(en, ja, first, second)


def _roles_clash(en: Number, ja: Number) -> bool:
    """By 30% against to 30%; by 300% against three times as much."""
    if {en.role, ja.role} == {Role.BY, Role.TO}:
        return True
    return any(
        one.role is Role.BY and one.kind is not NumberKind.MULTIPLE and other.kind is NumberKind.MULTIPLE
        for one, other in ((en, ja), (ja, en))
    )


def _changes(en: Number, ja: Number, first: Fraction, second: Fraction) -> Sameness | None:
    """A change told as a share in one language and as a multiple or a level in the other.

    Up by p is 1 + p times as much, down by p is 1 − p; a share that something changes *to* is itself.
    """
    for (one, share), (other, level) in (((en, first), (ja, second)), ((ja, second), (en, first))):
        if one.role is not Role.BY or not (other.kind is NumberKind.MULTIPLE or other.role is Role.TO):
            continue
        part = _share(one, share)
        reached = level if other.kind is NumberKind.MULTIPLE else _share(other, level)
        if part is not None and reached in {1 + part, 1 - part}:
            return Sameness.CHANGE
    return None


def _share(number: Number, figure: Fraction) -> Fraction | None:
    """A figure as a share of the whole, where it is one: 30% is 3/10, half is 1/2."""
    if number.unit and units()[number.unit].unit_class == "ratio":
        return units()[number.unit].base(figure)
    return (
        figure
        if number.unit is None and (figure.denominator > 1 or number.kind is NumberKind.MULTIPLE)
        else None
    )


def units_clash(en: str | None, ja: str | None) -> bool:
    """Whether two units of equal figures cannot mean the same.

    Counters and missing units go with everything; so do a unit and another that its English word may mean (pounds), and
    kindred measures (years and years of age). A bare 度 is Celsius: it clashes with Fahrenheit.
    """
    if en is None or ja is None or en == ja or frozenset({en, ja}) in _ambiguous():
        return False
    if {en, ja} == {"fahrenheit", "degree"}:
        return en == "fahrenheit"
    one, other = units()[en], units()[ja]
    if one.is_counter or other.is_counter:
        return False
    return frozenset({one.unit_class, other.unit_class}) not in _KINDRED or one.factor != other.factor


def _ambiguous() -> frozenset[frozenset[str]]:
    """Pairs of units that share an English word."""
    words = forms(Lang.EN)
    return frozenset(frozenset({words[form], name}) for form, name in alternatives().items() if form in words)


def _converted(en: Number, ja: Number, first: Fraction, second: Fraction) -> Sameness | None:
    """The same amount in another unit of its class, or as a share without a unit."""
    if (en.unit is None) != (ja.unit is None):
        shares = _share(en, first), _share(ja, second)
        return Sameness.RATIO if shares[0] is not None and shares[0] == shares[1] else None
    if en.unit is None or ja.unit is None or en.unit == ja.unit:
        return None
    one, other = units()[en.unit], units()[ja.unit]
    if {one.unit_class, other.unit_class} == {"temperature", "degree"}:
        one, other = (units()["celsius"] if unit.name == "degree" else unit for unit in (one, other))
    exact, given = one.base(first), other.base(second)
    if exact is None or given is None or one.unit_class != other.unit_class:
        return None
    if one.unit_class == "temperature":
        return Sameness.CONVERTED if abs(exact - given) <= _TEMPERATURE_SLACK else None
    if exact == given:
        return Sameness.RATIO if one.unit_class == "ratio" else Sameness.UNIT
    if one.unit_class in _EXACT_CLASSES or one.unit_class.startswith("money."):
        return None
    return Sameness.CONVERTED if abs(exact - given) <= _CONVERSION_SLACK * abs(exact) else None


#: Classes whose units convert without rounding.
_EXACT_CLASSES = frozenset({"ratio", "time", "months", "age", "data"})


def _rounded(en: Number, ja: Number, first: Fraction, second: Fraction) -> Sameness | None:
    """One figure is the other rounded, and says so."""
    if units_clash(en.unit, ja.unit):
        return None
    for coarse, figure, fine in ((en, first, second), (ja, second, first)):
        if coarse.approximate is not Approximation.NONE and figure and _rounds_to(fine, figure):
            return Sameness.ROUNDED
    return None


def _rounds_to(fine: Fraction, coarse: Fraction) -> bool:
    """Whether ``fine`` rounds to ``coarse`` at the place of the last digit of ``coarse`` that is not zero."""
    if coarse.denominator != 1 or abs(coarse) < _LOOSE_LIMIT:
        return False
    place = 1
    while coarse % (place * 10) == 0:
        place *= 10
    return abs(fine - coarse) * 2 <= place


def limits_differ(en: Number, ja: Number) -> bool:
    """Whether both give a limit on one side, and not the same one: another side, or the end in against the end out."""
    one, other = limit(en), limit(ja)
    return one is not None and other is not None and one != other


def limit(number: Number) -> tuple[str, bool] | None:
    """``("low", included)`` for at least or more than, ``("high", included)`` for at most or under, else None."""
    if (number.low is None) == (number.high is None):
        return None
    if number.low is not None:
        return "low", number.low.included
    return "high", number.high is not None and number.high.included


def limits_alike(en: Number, ja: Number, *, strict: bool) -> bool:
    """Whether limits that differ mean the same in prose.

    "More than N" and N以上 do for round counts from 10 on. Ages, small counts and anything strict are told apart.
    """
    one, other = limit(en), limit(ja)
    figure = _figure(en)
    if one is None or other is None or one[0] != other[0] or figure is None or strict:
        return False
    aged = any(unit is not None and units()[unit].unit_class == "age" for unit in (en.unit, ja.unit))
    return one[0] == "low" and figure >= _LOOSE_LIMIT and figure % 10 == 0 and not aged
