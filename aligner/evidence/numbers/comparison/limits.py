"""Limits: at least, more than, at most, under; on which side they lie and whether the end belongs to them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.intervals import shown_figure
from aligner.evidence.numbers.number import Approximation, NumberKind
from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Number

#: From this count on, prose does not distinguish "more than N" and "N or more" (translator's policy).
_LOOSE_LIMIT = 10


#: The half of anything is seldom met exactly: "more than half" is 半数以上.
_HALF = Fraction(1, 2)


def limits_differ(en: Number, ja: Number) -> bool:
    """Whether both give limits that differ: in their side, or in whether the end is included.

    Just over and just under (3割強, 3割弱) lie on their side of the figure too.
    """
    en_limit, ja_limit = limit(en), limit(ja)
    if en_limit is not None and ja_limit is not None:
        return en_limit != ja_limit
    sides = {end[0] if end else _NEAR.get(number.approximate) for end, number in ((en_limit, en), (ja_limit, ja))}
    return sides == {"low", "high"}


_NEAR = {Approximation.JUST_OVER: "low", Approximation.JUST_UNDER: "high"}


def limit(number: Number) -> tuple[str, bool] | None:
    """``("low", included)`` for at least, more than; ``("high", included)`` for at most, under; else None."""
    if (number.low is None) == (number.high is None):
        return None
    if number.low is not None:
        return "low", number.low.included
    return "high", number.high is not None and number.high.included


def whole_limits_alike(en: Number, ja: Number) -> bool:
    """Whether limits of things that are counted mean the same with figures one apart: over 17 and 18歳以上."""
    en_limit, ja_limit = limit(en), limit(ja)
    if en_limit is None or ja_limit is None or en_limit[0] != ja_limit[0] or en_limit[1] == ja_limit[1]:
        return False
    first, second = shown_figure(en), shown_figure(ja)
    if first is None or second is None:
        return False
    if first.denominator > 1 or second.denominator > 1 or not all(_counts(number) for number in (en, ja)):
        return False
    included, excluded = (first, second) if en_limit[1] else (second, first)
    return included - excluded == (1 if en_limit[0] == "low" else -1)


def _counts(number: Number) -> bool:
    """Whether a figure is of things that are counted, or of years of age."""
    return number.unit is None or units()[number.unit].is_counter or units()[number.unit].unit_class == "age"


def same_side(en: Number, ja: Number) -> bool:
    """Whether two limits lie on the same side of the figure. They can then differ only in the figure itself."""
    en_limit, ja_limit = limit(en), limit(ja)
    return en_limit is not None and ja_limit is not None and en_limit[0] == ja_limit[0]


def limits_alike(en: Number, ja: Number, *, strict: bool) -> bool:
    """Whether limits that differ mean the same in prose.

    "More than N" and N以上 mean the same for round counts from 10 on, for measures (more than two hours) and for
    multiples (more than tripled, 3倍以上). "Over 18" is the usual translation of 18歳以上. The limits of other ages, of
    small counts, of money and of strict texts are distinguished.
    """
    en_limit, ja_limit = limit(en), limit(ja)
    figure = shown_figure(en)
    if en_limit is None or ja_limit is None or en_limit[0] != ja_limit[0] or figure is None or strict:
        return False
    if over_an_age(en, ja):
        return True
    if en_limit[0] == "low" and figure == _HALF and en.unit is ja.unit is None:
        return True
    if en_limit[0] == "high" or _is_aged(en, ja):
        return False
    if NumberKind.MULTIPLE in {en.kind, ja.kind}:
        return True
    return _is_measured(en, ja) or (figure >= _LOOSE_LIMIT and figure % 10 == 0)


def _is_measured(en: Number, ja: Number) -> bool:
    """Whether both are continuous measures (time, length, a share), not counts or money."""
    known = [units()[unit] for unit in (en.unit, ja.unit) if unit is not None]
    return len(known) == 2 and not any(unit.is_counter or unit.is_money for unit in known)


def to_the_letter(en: Number, ja: Number) -> bool:
    """Whether the limit itself matters in prose too: of ages, and of small counts and bare figures."""
    if over_an_age(en, ja):
        return False
    figure = shown_figure(en)
    if figure is not None and figure >= _LARGE and not _is_aged(en, ja):
        return False
    money = any(unit is not None and units()[unit].is_money for unit in (en.unit, ja.unit))
    return _is_aged(en, ja) or not (money or _is_measured(en, ja))


def over_an_age(en: Number, ja: Number) -> bool:
    """Whether the English has "over 18" for an age, which often includes those who are 18."""
    return limit(en) == ("low", False) and en.parts.get("limit") == "over" and _is_aged(en, ja)


def _is_aged(en: Number, ja: Number) -> bool:
    """Whether either is somebody's years of age; those of a tree or a house are a length of time."""
    figure = shown_figure(en)
    aged = any(unit is not None and units()[unit].unit_class == "age" for unit in (en.unit, ja.unit))
    return aged and (figure is None or figure < _OLDEST)


#: From this count on, a limit is hardly ever met exactly.
_LARGE = 100
#: From this age on, no rule depends on an age.
_OLDEST = 100
