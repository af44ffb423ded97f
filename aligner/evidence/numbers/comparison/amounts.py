"""Comparing amounts: values, units, shares and multiples, with exact arithmetic."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from aligner.evidence.numbers.comparison.intervals import ends
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.number import Approximation, Number, NumberKind, Role
from aligner.evidence.numbers.units import Unit, alternatives, forms, units
from aligner.model import Lang

#: Largest share by which a converted measure may differ from the exact one: "30 miles" are 48.28 km,
#: written 50キロ.
_CONVERSION_SLACK = Fraction(5, 100)
#: Degrees convert by difference and scale, and are rounded to whole degrees.
_TEMPERATURE_SLACK = Fraction(1)
#: From here on degrees in steps are those of an oven, whose marks are further apart: 350°F, 180℃.
_OVEN, _OVEN_STEP, _OVEN_SLACK = 100, 5, 5
#: Smaller figures than this are not rounded.
_ROUNDED_FROM = 10
#: Measures of different classes that mean one thing: an age is a length of time, nights are counted as days.
_KINDRED = (frozenset({"months", "age"}), frozenset({"time", "night"}), frozenset({"temperature", "degree"}))


def multiple_and_share(en: Number, ja: Number) -> bool:
    """Whether one is a multiple and the other a percentage: 2.4 times as much, 2.4％."""
    share = ja if en.kind is NumberKind.MULTIPLE else en
    shared = share.unit is not None and units()[share.unit].unit_class == "ratio"
    return shared and NumberKind.MULTIPLE in {en.kind, ja.kind} and share.kind is not NumberKind.MULTIPLE


def inverted(en: Number, ja: Number) -> Sameness | None:
    """Ten times lighter is 10分の1: "times" of what is less divides. So does a rank: a 10th is 10分の1 too."""
    first, second = _both(en, ja)
    if en.kind is NumberKind.ORDINAL and "分の" in ja.text and first * second == 1:
        return Sameness.RATIO
    is_less = any(
        number.parts.get("comparison") == "less" and figure and other_figure == 1 / figure
        for number, figure, other_figure in ((en, first, second), (ja, second, first))
    )
    return Sameness.CHANGE if is_less else None


def equal(en: Number, ja: Number) -> Sameness | None:
    """The same figure, perhaps with another sign."""
    first, second = _both(en, ja)
    if abs(first) != abs(second) or units_clash(en.unit, ja.unit) or multiple_and_share(en, ja):
        return None
    return Sameness.EQUAL if first == second else Sameness.SIGN


def _both(en: Number, ja: Number) -> tuple[Fraction, Fraction]:
    """The figures of two amounts."""
    return Fraction(en.value or 0), Fraction(ja.value or 0)


def roles_clash(en: Number, ja: Number) -> bool:
    """By 30% against to 30%; by 300% against three times as much."""
    if {en.role, ja.role} == {Role.BY, Role.TO}:
        return not any(_is_upper_limit(number) for number in (en, ja))
    return any(
        number.role is Role.BY and number.kind is not NumberKind.MULTIPLE and counterpart.kind is NumberKind.MULTIPLE
        for number, counterpart in ((en, ja), (ja, en))
    )


def _is_upper_limit(number: Number) -> bool:
    """Whether something changes by a limit or to it, which is often the same: increased up to 10 mg."""
    return number.low is None and number.high is not None


def same_change(en: Number, ja: Number) -> Sameness | None:
    """A change given as a share in one language and as a multiple or a level in the other.

    Up by p is 1 + p times as much, down by p is 1 − p; a share that something changes *to* is itself.
    """
    if Role.BY not in {en.role, ja.role}:
        return None
    first, second = _both(en, ja)
    for (number, share), (counterpart, level) in (((en, first), (ja, second)), ((ja, second), (en, first))):
        if number.role is not Role.BY or not (counterpart.kind is NumberKind.MULTIPLE or counterpart.role is Role.TO):
            continue
        part = _share(number, share)
        reached = level if counterpart.kind is NumberKind.MULTIPLE else _share(counterpart, level)
        if part is not None and reached in {1 + part, 1 - part}:
            return Sameness.CHANGE
    return None


def _share(number: Number, figure: Fraction) -> Fraction | None:
    """A figure as a share of the whole, where it is one: 30% is 3/10, half is 1/2."""
    if number.unit and units()[number.unit].unit_class == "ratio":
        return units()[number.unit].base(figure)
    return figure if number.unit is None and (figure.denominator > 1 or number.kind is NumberKind.MULTIPLE) else None


def units_clash(en: str | None, ja: str | None) -> bool:
    """Whether two units of equal figures cannot mean the same.

    Counters and missing units go with everything; so do a unit and another that its English word may mean
    (pounds), and kindred measures (years and years of age). A bare 度 is Celsius: it clashes with
    Fahrenheit.
    """
    if en is None or ja is None or en == ja or frozenset({en, ja}) in _ambiguous():
        return False
    if {en, ja} == {"fahrenheit", "degree"}:
        return en == "fahrenheit"
    en_unit, ja_unit = units()[en], units()[ja]
    if en_unit.is_counter or ja_unit.is_counter:
        return False
    if frozenset({en_unit.unit_class, ja_unit.unit_class}) not in _KINDRED:
        return True
    return {en, ja} != {"night", "day"} and en_unit.factor != ja_unit.factor


@cache
def _ambiguous() -> frozenset[frozenset[str]]:
    """Pairs of units that share an English word."""
    words = forms(Lang.EN)
    return frozenset(frozenset({words[form], name}) for form, name in alternatives().items() if form in words)


def converted(en: Number, ja: Number) -> Sameness | None:
    """The same amount in another unit of its class, or as a share without a unit."""
    return _converted(en, ja, *_both(en, ja))


def _converted(en: Number, ja: Number, first: Fraction, second: Fraction) -> Sameness | None:
    if (en.unit is None) != (ja.unit is None):
        return _same_share(_share(en, first), _share(ja, second))
    if en.unit is None or ja.unit is None or en.unit == ja.unit:
        return None
    en_unit, ja_unit = _meant(en.unit, ja.unit), _meant(ja.unit, en.unit)
    exact, given = en_unit.base(first), ja_unit.base(second)
    if exact is None or given is None or en_unit.unit_class != ja_unit.unit_class:
        return None
    if en_unit.unit_class == "temperature":
        in_the_oven = min(first, second) >= _OVEN and first % _OVEN_STEP == second % _OVEN_STEP == 0
        slack = _OVEN_SLACK if in_the_oven else _TEMPERATURE_SLACK
        return Sameness.CONVERTED if abs(exact - given) <= slack else None
    same = _same_base(en_unit.unit_class, exact, given)
    if same is None and en_unit.unit_class not in _EXACT_CLASSES and not en_unit.is_money:
        ends_there = _ends_at(second, exact, ja_unit) or _ends_at(first, given, en_unit)
        return Sameness.CONVERTED if ends_there else None
    return same


def _ends_at(figure: Fraction, exact: Fraction, unit: Unit) -> bool:
    """Whether a decimal is what an exact amount rounds to at its last place: 0.3 kg are 0.66 lb, written 0.7."""
    place = next((place for place in _PLACES if not figure % place), None) if figure.denominator > 1 else None
    return place is not None and unit.factor is not None and abs(exact / unit.factor - figure) * 2 <= place


#: Tenths and hundredths. Whole figures are rounded too coarsely to show that they were converted.
_PLACES = (Fraction(1, 10), Fraction(1, 100))


def converted_ends(en: Number, ja: Number) -> Sameness | None:
    """How two ranges in other units are the same: 41 to 95°F, 5～35℃."""
    pairs = list(zip(ends(en), ends(ja), strict=True))
    conversions = [
        _converted(en, ja, first, second) for first, second in pairs if first is not None and second is not None
    ]
    return conversions[0] if len(conversions) == len(pairs) and None not in conversions else None


def _same_share(first: Fraction | None, second: Fraction | None) -> Sameness | None:
    """Half and 50%; a third, which no percentage hits, and 33%."""
    if first is None or second is None:
        return None
    if first == second:
        return Sameness.RATIO
    endless = any(_SHARE_PLACES % share.denominator for share in (first, second))
    return Sameness.ROUNDED if endless and abs(first - second) < _SHARE_SLACK else None


#: Shares with these denominators have at most three decimals.
_SHARE_PLACES = 1000
#: A share is given to the percent at least.
_SHARE_SLACK = Fraction(1, 100)


def _meant(unit: str, other_unit: str) -> Unit:
    """A unit that takes its sense from the other: 度 beside Fahrenheit is Celsius."""
    other_class = units()[other_unit].unit_class
    if unit == "degree" and other_class == "temperature":
        return units()["celsius"]
    if unit == "point" and other_class == "ratio":
        return units()["percentage_point"]
    return units()[unit]


def _same_base(unit_class: str, exact: Fraction, given: Fraction) -> Sameness | None:
    """How two amounts in the base unit of one class are the same, measured in different units."""
    if exact == given:
        return Sameness.RATIO if unit_class == "ratio" else Sameness.UNIT
    if unit_class in _EXACT_CLASSES or unit_class.startswith("money."):
        return None
    return Sameness.CONVERTED if abs(exact - given) <= _CONVERSION_SLACK * abs(exact) else None


#: Classes whose units convert without rounding.
_EXACT_CLASSES = frozenset({"ratio", "time", "months", "age", "data"})


def rounded(en: Number, ja: Number) -> Sameness | None:
    """One figure is the other, rounded and marked as such. If both are marked as approximate, they must be equal."""
    if units_clash(en.unit, ja.unit):
        return None
    if is_cut(en, ja):
        return Sameness.ROUNDED
    first, second = _both(en, ja)
    for coarse, exact, figure, fine in ((en, ja, first, second), (ja, en, second, first)):
        rough = coarse.approximate is not Approximation.NONE and exact.approximate is Approximation.NONE
        if rough and figure and _rounds_to(fine, figure):
            return Sameness.ROUNDED
    return None


def are_bare(en: Number, ja: Number) -> bool:
    """Whether nothing is converted or changed, which is the common case: two equal or positive figures of one unit."""
    if en.unit != ja.unit or not (_is_bare(en) and _is_bare(ja)) or en.value is None or ja.value is None:
        return False
    return en.value == ja.value or (en.value > 0 and ja.value > 0)


def _is_bare(number: Number) -> bool:
    """An amount that is not marked as approximate and is not part of a change."""
    exact = number.approximate is Approximation.NONE and "comparison" not in number.parts
    return exact and number.kind is not NumberKind.ORDINAL and number.role is Role.NONE


def same_figure(en: Number, ja: Number) -> Sameness | None:
    """How two bare amounts match."""
    return Sameness.EQUAL if en.value == ja.value else Sameness.ROUNDED if is_cut(en, ja) else None


def is_cut(en: Number, ja: Number) -> bool:
    """Whether one figure is the other one with fewer places: a large sum of money or a long decimal."""
    return _is_rounded_sum(en, ja) or _is_shortened(en, ja)


def _is_rounded_sum(en: Number, ja: Number) -> bool:
    """Whether one gives a large sum of money in fewer figures: ¥48.2 billion and 482億12百万円, rounded or cut off.

    A slip leaves as many figures, or one fewer; two fewer are rounding.
    """
    if en.unit != ja.unit or en.unit is None or not units()[en.unit].is_money:
        return False
    coarse, fine = sorted((int(en.value or 0), int(ja.value or 0)), key=lambda value: len(_figures(value)))
    if len(_figures(coarse)) < _LEFT or len(_figures(fine)) - len(_figures(coarse)) < _DROPPED:
        return False
    place: int = 10 ** (len(str(abs(coarse))) - len(_figures(coarse)))
    return place >= _IN_LARGE_UNITS and abs(fine - coarse) < place


def _is_shortened(en: Number, ja: Number) -> bool:
    """Whether one is a long decimal and the other the same one, cut off or rounded: 1.333334673, 1.3333."""
    if isinstance(en.value, int) or isinstance(ja.value, int) or en.value is None or ja.value is None:
        return False
    coarse, fine = sorted((Fraction(en.value), Fraction(ja.value)), key=lambda figure: figure.denominator)
    places = next((place for place in range(1, _LONG) if (coarse * 10**place).denominator == 1), None)
    if places is None or (fine * 10 ** (places + _DECIMALS_DROPPED - 1)).denominator == 1:
        return False
    last_place = Fraction(1, 10**places)
    return abs(fine - coarse) < last_place


#: Number of decimal places from which a decimal does not count as shortened, and minimum number of dropped places.
_LONG, _DECIMALS_DROPPED = 7, 3


def _figures(amount: int) -> str:
    """The figures of an amount without its final zeros."""
    return str(abs(amount)).rstrip("0")


#: Figures by which a rounded sum is shorter at least, that are left of it, and the least place that it is rounded to.
_DROPPED, _LEFT, _IN_LARGE_UNITS = 2, 2, 10**5


def _rounds_to(fine: Fraction, coarse: Fraction) -> bool:
    """Whether ``fine`` rounds to ``coarse`` at the place of the last digit of ``coarse`` that is not zero."""
    if coarse.denominator != 1 or abs(coarse) < _ROUNDED_FROM:
        return False
    place = 1
    while coarse % (place * 10) == 0:
        place *= 10
    return abs(fine - coarse) * 2 <= place
