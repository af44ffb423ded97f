"""Amounts in Japanese: what a numeral is together with what stands before and after it.

Figures are always a number. A kanji numeral is one only where something shows it: a counter (三人) or its own build
(三千, 二〇二四) with no kanji word around it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from aligner.evidence.numbers.japanese.lexicon import (
    Counted,
    counted,
    is_money,
    makes_kanji_a_number,
    not_numbers,
    units_before,
)
from aligner.evidence.numbers.japanese.numerals import DIGITS, Form, Numeral, parse_numeral, whole
from aligner.evidence.numbers.japanese.shares import fraction, times, versus, wari
from aligner.evidence.numbers.japanese.vague import ages, and_some, few
from aligner.evidence.numbers.number import Exact, Number, NumberKind
from aligner.text.scripts import HAN

VULGAR = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5", "⅙": "1/6",
    "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8", "⅐": "1/7", "⅑": "1/9", "⅒": "1/10",
}  # fmt: skip  # fmt: skip


MINUS = re.compile("氷点下|零下|マイナス|[▲△−-](?=[0-9¥$€£.])")


_HYPHENS = frozenset({"-", "−"})


#: A hyphen after figures or a letter joins (1-4インチ, B-2); elsewhere it is a minus.
_AFTER_FIGURE = re.compile(r"[0-9A-Za-z½¼¾⅓⅔_)] ?$")


_HALVED = frozenset(
    {"year", "hour", "month", "day", "week", "minute", "tatami", "century", "metre", "tsubo", "go"}
)


_KANJI = re.compile(f"[{HAN}々]")


_NAME_AFTER = re.compile("[郎之助衛太丸吉蔵造平吾雄夫子美代松作弥輔介彦兵右左朗]|次郎|代目?|重|ヶ|ノ|ツ|ッ")


_NAME_BEFORE = re.compile(f"[{HAN}]")


_COUNTING_BEFORE = frozenset("約計同第各毎全合総約延満数上下前後他中的超年月日時分円人名等はがを")


_PLACEHOLDER = re.compile("[〇○◯]+")


def signed(text: str, pos: int) -> tuple[int, str | None, int]:
    """Sign, unit and offset of the numeral after what may stand before it: マイナス, ▲, ¥, US$, 摂氏."""
    sign, unit, end = 1, None, pos
    for _ in range(3):
        match = MINUS.match(text, end)
        if match and not (match.group() in _HYPHENS and _AFTER_FIGURE.search(text, max(0, end - 2), end)):
            sign, end = -1, match.end()
            unit = "celsius" if match.group() in ("氷点下", "零下") else unit
        elif found := units_before().at(text, end):
            unit, end = found
        else:
            break
        if text[end : end + 1] == " ":
            end += 1
    return sign, unit, end


def read_amount(text: str, pos: int) -> Number | None:
    """The amount that starts at an offset, its sign and the unit before it included."""
    sign, before, at = signed(text, pos)
    if at > pos and not text[at : at + 1].isdigit() and text[at : at + 1] not in DIGITS:
        return None
    if at > pos and not_numbers().end(text, at):
        return None
    if text[at : at + 1] in VULGAR:
        return _finished(text, pos, at + 1, sign * Fraction(VULGAR[text[at]]), counted(text, at + 1), before)
    numeral = parse_numeral(text, at)
    if numeral is None:
        return None
    if numeral.value is None:
        return Number(
            pos, numeral.end, text[pos : numeral.end], NumberKind.CODE, parts={"code": text[at : numeral.end]}
        )
    for rule in (fraction, wari, times, versus, few, ages, and_some, _base):
        found = rule(text, numeral)
        if found is not None:
            return _with_start(text, found, pos, sign, before)
    return _plain(text, pos, numeral, sign, before)


def _with_start(text: str, number: Number, pos: int, sign: int, unit: str | None) -> Number:
    value = number.value if number.value is None else sign * number.value
    return replace(number, start=pos, text=text[pos : number.end], value=value, unit=unit or number.unit)


def _finished(
    text: str,
    start: int,
    end: int,
    value: Exact,
    found: Counted | None,
    before: str | None,
    *,
    in_name: bool = False,
) -> Number:
    """A cardinal or rank with its unit; 半 after a measure adds a half."""
    unit, kind = before, NumberKind.CARDINAL
    if found is not None and not (before and found.unit is None):
        unit, end = before or found.unit, found.end
        if is_money(before) and is_money(found.unit):
            unit = found.unit
        kind = NumberKind.ORDINAL if found.ordinal else kind
        if before in ("celsius", "fahrenheit") and found.unit != "degree":
            unit = found.unit
        half = text[end : end + 1] == "半" and not text.startswith(
            ("半ば", "半期", "半分", "半数", "半島", "半減"), end
        )
        if half and unit in _HALVED and kind is NumberKind.CARDINAL:
            value, end = value + Fraction(1, 2), end + 1
    return Number(start, end, text[start:end], kind, value=whole(value), unit=unit, in_name=in_name)


def _plain(text: str, pos: int, numeral: Numeral, sign: int, before: str | None) -> Number | None:
    """A numeral with whatever counter follows; None where a kanji numeral is none."""
    end = numeral.end
    value = numeral.value
    if value is None:
        return None
    found = counted(text, end)
    if numeral.in_kanji and not before:
        shown = found is not None and makes_kanji_a_number(text[numeral.start : end], found)
        if shown and _PLACEHOLDER.fullmatch(text, numeral.start, end) and end - numeral.start > 1:
            return None
        if not shown:
            return _uncounted(text, pos, numeral, sign)
    elif text[end : end + 1] in VULGAR:
        value, end = value + Fraction(VULGAR[text[end]]), end + 1
        found = counted(text, end)
    elif found is None and _ascii_letter(text[end : end + 1]):
        return _code_or_rank(text, pos, numeral, sign)
    return _finished(text, pos, end, sign * value, found, before)


def _ascii_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


_LETTERS = re.compile("[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*")


def _code_or_rank(text: str, pos: int, numeral: Numeral, sign: int) -> Number | None:
    """Figures with Latin letters right after them: 2nd is a rank, 3D and 5G are names."""
    match = _LETTERS.match(text, numeral.end)
    if match is None:
        return None
    if match.group() in ("st", "nd", "rd", "th") and numeral.value is not None:
        return Number(
            pos, match.end(), text[pos : match.end()], NumberKind.ORDINAL, value=sign * numeral.value
        )
    code = text[numeral.start : match.end()]
    return Number(pos, match.end(), text[pos : match.end()], NumberKind.CODE, parts={"code": code})


def _uncounted(text: str, pos: int, numeral: Numeral, sign: int) -> Number | None:
    """A kanji numeral without a counter: a number where its build shows it and no name is around it."""
    start, end, value = numeral.start, numeral.end, numeral.value
    after = text[end : end + 1]
    length = end - start
    if (
        value is None
        or length < (3 if numeral.form is Form.POSITIONAL else 2)
        or _PLACEHOLDER.search(text, start, end)
    ):
        return None
    if start and _NAME_BEFORE.match(text[start - 1]) and text[start - 1] not in _COUNTING_BEFORE:
        return None
    if _NAME_AFTER.match(text, end):
        return None
    noun = bool(_KANJI.match(after))
    if noun and (numeral.form is Form.POSITIONAL or value < 11):
        return None
    return Number(pos, end, text[pos:end], NumberKind.CARDINAL, value=sign * value, in_name=noun)


_BASE = re.compile(
    "進(?:数|法|表|コ|整|小|の|デ|リ|$)?|の補数|次元|次(?:方程|関数|式|産業|会|創作|面|曲|導|情報|資料|予選|試験|選考|募集|側)|大(?=[一-龥ァ-ヶ])(?!学|会|臣|き|型|量|人|統)"
)


def _base(text: str, numeral: Numeral) -> Number | None:
    """A numeral inside a term: 16進数, 2の補数, 三次元, 二次方程式, 三大."""
    match = _BASE.match(text, numeral.end)
    if match is None or (match.group() == "進" and text.startswith(("進む", "進ん", "進め"), numeral.end)):
        return None
    end = numeral.end + 1 if text[numeral.end] in "大の" else match.end()
    end = match.end() if text[numeral.end] == "の" else end
    return Number(
        numeral.start,
        end,
        text[numeral.start : end],
        NumberKind.CARDINAL,
        value=numeral.value,
        in_name=True,
    )
