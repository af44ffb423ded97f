"""What the words around a Japanese amount add to it: about, at least, by so much, from and to, Celsius.

Only words that touch the amount count. An expression further away may belong to something else, and a wrong limit is
worse for a translator than a missed one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from aligner.evidence.numbers.japanese.lexicon import expression_words, expressions, is_money, limit
from aligner.evidence.numbers.japanese.words import WORDS, filled, regex, word_class
from aligner.evidence.numbers.number import Approximation, Number, NumberKind, Role
from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from collections.abc import Iterable

_AMOUNTS = frozenset({NumberKind.CARDINAL, NumberKind.MULTIPLE, NumberKind.RANGE})
_LINK = tuple(word_class("links_before"))
#: Characters between the ends of a change (…から…へ) at most.
_FROM_GAP = 24
_HEAT = regex("<<heat>>")
_ANGLE = regex("<<angles>>")
_FAHRENHEIT = regex("<<fahrenheit>>")
#: 20%引き and 3割引, not 7引き分け.
_OFF = regex("き?(?:$|<<after_off>>)")
_CHANGE_KEYS = tuple(word_class("change_keys"))
_EVERY = regex("(?P<gap><<every_gap>>)|(?P<each><<every_each>>)")


def in_context(text: str, numbers: Iterable[Number]) -> list[Number]:
    """The readings, completed from the words around them."""
    completed = [_completed(text, number) for number in numbers]
    for k in range(len(completed) - 1):
        if _starts_change(text, completed[k], completed[k + 1]):
            completed[k] = replace(completed[k], role=Role.FROM)
            if completed[k + 1].role is not Role.TO:
                completed[k + 1] = replace(completed[k + 1], role=Role.TO)
    return completed


def _completed(text: str, number: Number) -> Number:
    if number.unit == "degree":
        number = _temperature(text, number)
    if number.kind in (NumberKind.DATE, NumberKind.TIME):
        return _approximated(text, number)
    if number.kind is NumberKind.ORDINAL:
        return _in_school(text, number)
    if number.kind not in _AMOUNTS or number.in_name:
        return number
    if number.unit == "year" and text.startswith("計画", number.end):
        return replace(number, in_name=True)
    number = _approximated(text, number)
    number = _limited(text, number)
    number = _repeated(text, number)
    return _changed(text, number)


_SCHOOLS = regex("(<<schools>>)の?$")
_YEARS_BEFORE = word_class("schools")


def _in_school(text: str, number: Number) -> Number:
    """中学3年生 is the ninth grade (parts ``grade``), by which English counts."""
    if not number.text.endswith("年生") or not isinstance(number.value, int):
        return number
    school = _SCHOOLS.search(text, max(0, number.start - 5), number.start)
    if school is None:
        return number
    return replace(number, parts={"grade": number.value + _YEARS_BEFORE[school[1]]})


def _before(text: str, start: int, section: str) -> tuple[str, int] | None:
    """The expression right before an offset, with でも, は and the like between."""
    if text[start - 1 : start] not in _last_chars(section):
        return None
    words = expression_words(section)
    for link in ("", *_LINK):
        if text.endswith(link, max(0, start - len(link)), start) and (
            expression := words.before(text, start - len(link))
        ):
            return expression
    return None


@cache
def _last_chars(section: str) -> frozenset[str]:
    """The characters that an expression or its link to the amount may end with; a quick test."""
    return expression_words(section).last.union(link[-1] for link in _LINK)


def _approximated(text: str, number: Number) -> Number:
    if number.approximate is not Approximation.NONE:
        return number
    before = _before(text, number.start, "approximate_before")
    after = expression_words("approximate_after").at(text, number.end)
    if number.kind in (NumberKind.DATE, NumberKind.TIME) and after and after[0] != "about":
        after = None
    expression = after or before
    if expression is None:
        return number
    return replace(number, approximate=Approximation(expression[0]))


def _limited(text: str, number: Number) -> Number:
    if number.value is None or _is_lead_time(text, number):
        return number
    end = number.end
    passed = expression_words("approximate_after").at(text, end)
    expression = expression_words("limit_after").at(text, passed[1] if passed else end)
    if expression is None:
        start = number.start
        about = expression_words("approximate_before").before(text, start)
        expression = _before(text, about[1] if about else start, "limit_before") or _sign_before(text, start)
    elif text.startswith("まで", expression[1] - 2) and _to().match(text, expression[1]):
        return number
    if expression is None:
        return number
    side, bound = limit(expression[0], number.value)
    return replace(number, low=bound) if side == "low" else replace(number, high=bound)


def _is_lead_time(text: str, number: Number) -> bool:
    """Whether a length of time counts back from an event: 遅くとも6週間前まで is at least six weeks before it."""
    timed = number.unit is not None and units()[number.unit].unit_class in WORDS.time_classes
    return timed and text.startswith("前", number.end)


def _sign_before(text: str, start: int) -> tuple[str, int] | None:
    """p<0.001, n≧30: the sign after the letter or word of a quantity, and where it stands."""
    match = _LIMIT_SIGN.search(text, max(0, start - 4), start)
    return None if match is None else (_SIGNS[match[1]], match.start(1))


_LIMIT_SIGN = regex(r"(?:[A-Za-z]|<<quantities>>) ?(<<limit_signs>>) ?\Z")
_SIGNS = word_class("limit_signs")


def _repeated(text: str, number: Number) -> Number:
    """2日おき leaves two days between, 2日ごと comes each second day: ``parts["interval"]`` distinguishes them."""
    match = _EVERY.match(text, number.end)
    if match is None or number.unit is None:
        return number
    return replace(number, parts={**number.parts, "interval": "between" if match["gap"] else "each"})


@cache
def _by() -> re.Pattern[str]:
    change = expressions()["change"]
    between, words = ("|".join(map(re.escape, change[key])) for key in _CHANGE_KEYS)
    return re.compile(rf"(?:{between}){{0,3}}(?P<word>{words})")


@cache
def _to() -> re.Pattern[str]:
    words = "|".join(map(re.escape, expressions()["change"]["to"]))
    return re.compile(rf"(?:{filled('<<before_to>>')})?(?:{words})")


@cache
def _towards() -> re.Pattern[str]:
    between = "|".join(map(re.escape, expressions()["change"]["between"]))
    return re.compile(rf"(?:{between}){{0,2}}(?:{filled('<<towards>>')})")


def _changed(text: str, number: Number) -> Number:
    """The role in a change; a multiple already includes its role."""
    if number.kind is NumberKind.MULTIPLE:
        return number
    towards = _towards().match(text, number.end)
    if towards is not None and _to().match(text, towards.end()):
        return replace(number, role=Role.TO)
    by = _by().match(text, number.end)
    if by is None or (by["word"] in WORDS.market_words and not (is_money(number.unit) or number.unit in WORDS.rates)):
        return number
    if by["word"] == "引" and not _OFF.match(text, by.end()):
        return number
    return replace(number, role=Role.BY)


def _starts_change(text: str, first: Number, second: Number) -> bool:
    """12,300から11,700に: the first figure of a change, marked by から before the second."""
    if first.kind not in _AMOUNTS or second.kind not in _AMOUNTS or second.start - first.end > _FROM_GAP:
        return False
    if not text.startswith("から", first.end) or not _measures_alike(first, second):
        return False
    if second.role is Role.TO:
        return True
    return second.start - first.end <= 4 and _towards().match(text, second.end) is not None


def _measures_alike(first: Number, second: Number) -> bool:
    """Whether two amounts may be of one thing: 640ミリ秒 and 1.9秒, 5 and 3人."""
    if first.unit is None or second.unit is None or first.unit == second.unit:
        return True
    first_unit, second_unit = units()[first.unit], units()[second.unit]
    return first_unit.unit_class == second_unit.unit_class and not first_unit.is_counter


def _temperature(text: str, number: Number) -> Number:
    """A bare 度 beside a word of heat is Celsius, the usual scale in Japanese, unless 華氏 is given."""
    around = text[max(0, number.start - 16) : number.start]
    if _FAHRENHEIT.search(around[-4:]):
        return replace(number, unit="fahrenheit")
    if _ANGLE.search(around[-4:]):
        return number
    if _HEAT.search(around.rpartition("。")[2]) or (number.value is not None and number.value < 0):
        return replace(number, unit="celsius")
    # 度 also counts times (二度): small whole figures without a word of heat or angle may be either.
    small = isinstance(number.value, int) and abs(number.value) < 10
    return replace(number, unit=None) if small else number
