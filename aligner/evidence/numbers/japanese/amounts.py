"""Amounts in Japanese: what a numeral is together with what stands before and after it.

Figures are always a number. A kanji numeral is one only where something shows it: a counter (三人) or its own
build (三千, 二〇二四) with no kanji word around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from aligner.evidence.numbers.japanese.lexicon import (
    counted,
    is_money,
    makes_kanji_a_number,
    not_numbers,
    units_before,
)
from aligner.evidence.numbers.japanese.numerals import DIGITS, Form, Numeral, parse_numeral, plus
from aligner.evidence.numbers.japanese.shares import (
    fraction,
    interest,
    mixed,
    one_of,
    pointed,
    slashed,
    times,
    versus,
    wari,
)
from aligner.evidence.numbers.japanese.vague import ages, and_some, few
from aligner.evidence.numbers.number import Exact, Number, NumberKind
from aligner.evidence.numbers.units import find
from aligner.model import Lang
from aligner.text.scripts import HAN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

VULGAR = {
    char: Fraction(share)
    for chars, shares in (
        ("½⅓⅔¼¾⅕⅖⅗⅘", "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5"),
        ("⅙⅚⅛⅜⅝⅞⅐⅑⅒", "1/6 5/6 1/8 3/8 5/8 7/8 1/7 1/9 1/10"),
    )
    for char, share in zip(chars, shares.split(), strict=True)
}
MINUS_FIRST = frozenset("氷零マ▲△−-")
_MINUS = re.compile("氷点下|零下|マイナス|[▲△−-](?=[0-9¥$€£.])")
_HYPHENS = frozenset("-−")
#: A hyphen after figures, a letter or a date joins (1-4インチ, B-2, 1454年－1538年); elsewhere it is a minus.
_AFTER_FIGURE = re.compile(r"(?:[0-9A-Za-z½¼¾⅓⅔_] ?|[)年月日時分?])$")
#: Measures to which 半 adds a half: 2年半, 四畳半.
_HALVED = frozenset({"year", "hour", "month", "day", "week", "minute", "tatami", "century", "metre", "tsubo", "go"})
_HALF = re.compile("半(?![ば期分数島減径])")

_KANJI = re.compile(f"[{HAN}々]")
_NAME_AFTER = re.compile("[郎之助衛太丸吉蔵造平吾雄夫子美代松作弥輔介彦兵右左朗重ヶノツッ]|次郎")
#: Kanji that may stand before a bare kanji numeral without making a name of it: 約三千, 計五十.
_COUNTING_BEFORE = frozenset("約計同第各毎全合総延満数上下前後他中的超年月日時分円人名等")
_PLACEHOLDER = re.compile("[〇○◯]+")
_LETTERS = re.compile("[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*")
_TERM = re.compile(
    "進(?:[数法表]|(?=[コ整小のデリ。、)」]|$))|の補数|次元"
    "|次(?=方程|関数|式|産業|創作|面|曲|導|情報|資料|予選|試験|選考|募集|側)"
    "|(?P<great>大)(?=[一-龥ァ-ヶ])(?!学|会|臣|き|型|量|人|統)"
)


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a numeral: from ``start`` a sign and a unit, up to the numeral at ``end``."""

    start: int
    end: int
    sign: int = 1
    unit: str | None = None


def _before(text: str, pos: int) -> Before:
    """マイナス, ▲, 氷点下, ¥, US$, 摂氏 at an offset, in any order."""
    sign, unit, end = 1, None, pos
    for _ in range(3):
        match = _MINUS.match(text, end)
        if match and not (match.group() in _HYPHENS and _AFTER_FIGURE.search(text, max(0, end - 2), end)):
            sign, end = -1, match.end()
            unit = "celsius" if match.group() in ("氷点下", "零下") else unit
        elif found := units_before().at(text, end):
            unit, end = found
        else:
            break
        end += text.startswith(" ", end)
    return Before(pos, end, sign, unit)


def read_amount(text: str, pos: int) -> Number | None:
    """The amount that starts at an offset, its sign and the unit before it included."""
    before = _before(text, pos)
    at = before.end
    if at > pos and (not _starts_numeral(text, at) or not_numbers().end(text, at)):
        return None
    if (share := VULGAR.get(text[at : at + 1])) is not None:
        return _finished(text, before, at + 1, share)
    numeral = parse_numeral(text, at)
    if numeral is None:
        return None
    if numeral.value is None:
        parts = {"code": text[at : numeral.end]}
        return Number(pos, numeral.end, text[pos : numeral.end], NumberKind.CODE, parts=parts)
    two_digits = numeral.form is Form.POSITIONAL and numeral.end - numeral.start == 2  # 二三人 are two or three
    rules = _RULES if two_digits else _rules_by_next().get(text[numeral.end : numeral.end + 1], ())
    for rule in rules:
        found = rule(text, numeral)
        if found is not None:
            return _with_before(text, found, before)
    return _plain(text, numeral, numeral.value, before)


def _starts_numeral(text: str, pos: int) -> bool:
    char = text[pos : pos + 1]
    return char.isdecimal() or char in DIGITS or text[pos : pos + 2].startswith((".", "百", "十", "千"))


def _with_before(text: str, number: Number, before: Before) -> Number:
    value = None if number.value is None else before.sign * number.value
    shown = text[before.start : number.end]
    return replace(number, start=before.start, text=shown, value=value, unit=before.unit or number.unit)


def _finished(text: str, before: Before, end: int, value: Exact) -> Number:
    """A cardinal or rank with the unit after it; 半 after a measure adds a half."""
    unit, kind = before.unit, NumberKind.CARDINAL
    found = counted(text, end)
    if found is not None and (unit is None or found.unit is not None):
        if unit is None or (is_money(unit) and is_money(found.unit)):
            unit = found.unit
        end = found.end
        kind = NumberKind.ORDINAL if found.ordinal else kind
        if unit in _HALVED and kind is NumberKind.CARDINAL and _HALF.match(text, end):
            value, end = plus(value, Fraction(1, 2)), end + 1
    return Number(before.start, end, text[before.start : end], kind, value=before.sign * value, unit=unit)


def _plain(text: str, numeral: Numeral, value: Exact, before: Before) -> Number | None:
    """A numeral with whatever counter follows; None where a kanji numeral is none."""
    start, end = numeral.start, numeral.end
    if numeral.in_kanji and before.unit is None:
        found = counted(text, end)
        if found is None or not makes_kanji_a_number(text[start:end], found):
            return _uncounted(text, numeral, value, before)
        if end - start > 1 and _PLACEHOLDER.fullmatch(text, start, end):
            return None
    elif (share := VULGAR.get(text[end : end + 1])) is not None:
        return _finished(text, before, end + 1, plus(value, share))
    elif counted(text, end) is None and (letters := _LETTERS.match(text, end)) is not None:
        return _with_letters(text, letters, value, before)
    return _finished(text, before, end, value)


def _with_letters(text: str, letters: re.Match[str], value: Exact, before: Before) -> Number:
    """Figures with Latin letters right after them: 2nd is a rank, 32bit a measure, 3D and 5G are names."""
    end = letters.end()
    shown = text[before.start : end]
    if letters.group() in ("st", "nd", "rd", "th"):
        return Number(before.start, end, shown, NumberKind.ORDINAL, value=before.sign * value)
    unit = find(letters.group(), Lang.EN)
    if unit is not None:
        return Number(before.start, end, shown, NumberKind.CARDINAL, value=before.sign * value, unit=unit)
    return Number(before.start, end, shown, NumberKind.CODE, parts={"code": text[before.end : end]})


def _uncounted(text: str, numeral: Numeral, value: Exact, before: Before) -> Number | None:
    """A kanji numeral without a counter: a number where its build shows it and no name is around it.

    Before a kanji noun it belongs to a term (十二使徒, 三十六歌仙).
    """
    start, end = numeral.start, numeral.end
    positional = numeral.form is Form.POSITIONAL
    if end - start < (3 if positional else 2) or _PLACEHOLDER.search(text, start, end):
        return None
    if start and _KANJI.match(text[start - 1]) and text[start - 1] not in _COUNTING_BEFORE:
        return None
    noun = bool(_KANJI.match(text[end : end + 1]))
    if _NAME_AFTER.match(text, end) or (noun and (positional or value < 11)):
        return None
    shown = text[before.start : end]
    return Number(before.start, end, shown, NumberKind.CARDINAL, value=before.sign * value, in_name=noun)


def _term(text: str, numeral: Numeral) -> Number | None:
    """A numeral inside a term: 16進数, 2の補数, 三次元, 二次方程式; of 三大都市 the numeral alone."""
    match = _TERM.match(text, numeral.end)
    if match is None:
        return None
    end = numeral.end if match["great"] else match.end()
    shown = text[numeral.start : end]
    return Number(numeral.start, end, shown, NumberKind.CARDINAL, value=numeral.value, in_name=True)


_RULES = (pointed, fraction, interest, mixed, one_of, slashed, wari, times, versus, few, ages, and_some, _term)
#: The characters after a numeral that each rule reads on from.
_NEXT = (
    "・",
    "分",
    "分",
    "と",
    "人軒社件校組家世台本個冊店回名試かカ",
    "/",
    "割掛分",
    "倍",
    "対:",
    "、,・",
    "代",
    "数余",
    "進の次大",
)


@cache
def _rules_by_next() -> Mapping[str, tuple[Callable[[str, Numeral], Number | None], ...]]:
    """The rules to try by the character after the numeral, in order."""
    chars = dict.fromkeys("".join(_NEXT))
    return {char: tuple(rule for rule, first in zip(_RULES, _NEXT, strict=True) if char in first) for char in chars}
