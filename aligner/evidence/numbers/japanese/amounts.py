"""Amounts in Japanese: a numeral with the words before and after it.

Figures are always a number. A kanji numeral is a number only with evidence: a counter (三人), or its own form
(三千, 二〇二四) without a kanji word around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from aligner.evidence.numbers.japanese.lexicon import counted, is_money, makes_kanji_a_number, not_numbers, units_before
from aligner.evidence.numbers.japanese.numerals import DIGITS, PLAIN, SMALL_SCALES, Form, Numeral, parse_numeral, plus
from aligner.evidence.numbers.japanese.rules import grammar
from aligner.evidence.numbers.japanese.words import WORDS, regex, word_class
from aligner.evidence.numbers.number import Exact, Number, NumberKind
from aligner.evidence.numbers.units import find
from aligner.model import Lang
from aligner.text.scripts import HAN

VULGAR = {char: Fraction(share) for char, share in word_class("vulgar").items()}
_MINUS = regex("<<minus_words>>|[▲△−-](?=[0-9¥$€£.])")
_HYPHENS = frozenset("-−")
#: A hyphen after figures, a letter or a date joins (1-4インチ, B-2, 1454年－1538年); elsewhere it is a minus.
_AFTER_FIGURE = regex("(?:(?:[0-9A-Za-z_]|<<vulgar>>) ?|<<joined_marks>>)$")
_HALF = regex("半(?!<<no_half>>)")
#: After a counter, 半 can begin more words than after a measure: 9人半 is nine and a half, 9人半数 is not.
_HALF_COUNTED = regex("半(?!<<no_half>>|<<no_half_counted>>)")

_KANJI = re.compile(f"[{HAN}々]")
_NAME_AFTER = regex("<<name_after>>")
_PLACEHOLDER = re.compile("[〇○◯]+")
_LETTERS = re.compile("[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Before:
    """The prefix of a numeral: from ``start`` a sign and a unit, up to the numeral at ``end``."""

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
            unit = "celsius" if match.group() in WORDS.frost else unit
        elif prefix := units_before().at(text, end):
            unit, end = prefix
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
    rules = grammar()
    tails = rules.every_tail if two_digits else rules.at_tail.get(text[numeral.end : numeral.end + 1], ())
    for tail in tails:
        number = tail(text, numeral)
        if number is not None:
            return _with_before(text, number, before)
    return _plain(text, numeral, numeral.value, before)


def _starts_numeral(text: str, pos: int) -> bool:
    char = text[pos : pos + 1]
    return char.isdecimal() or char in DIGITS or char == "." or (char in SMALL_SCALES and char in PLAIN)


def _with_before(text: str, number: Number, before: Before) -> Number:
    value = None if number.value is None else before.sign * number.value
    shown = text[before.start : number.end]
    return replace(number, start=before.start, text=shown, value=value, unit=before.unit or number.unit)


def _finished(text: str, before: Before, end: int, value: Exact) -> Number:
    """A cardinal or rank with the unit after it; 半 after a measure adds a half."""
    unit, kind = before.unit, NumberKind.CARDINAL
    counter = counted(text, end)
    if counter is not None and (unit is None or counter.unit is not None):
        if unit is None or (is_money(unit) and is_money(counter.unit)):
            unit = counter.unit
        end = counter.end
        kind = NumberKind.ORDINAL if counter.ordinal else kind
        half = _HALF if unit in WORDS.halved else _HALF_COUNTED
        if kind is NumberKind.CARDINAL and half.match(text, end):
            value, end = plus(value, Fraction(1, 2)), end + 1
    return Number(before.start, end, text[before.start : end], kind, value=before.sign * value, unit=unit)


def _plain(text: str, numeral: Numeral, value: Exact, before: Before) -> Number | None:
    """A numeral with its counter, if any; None if a kanji numeral is not a number."""
    start, end = numeral.start, numeral.end
    if numeral.in_kanji and before.unit is None:
        counter = counted(text, end)
        if counter is None or not makes_kanji_a_number(text[start:end], counter):
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
    if letters.group() in WORDS.rank_suffixes:
        return Number(before.start, end, shown, NumberKind.ORDINAL, value=before.sign * value)
    unit = find(letters.group(), Lang.EN)
    if unit is not None:
        return Number(before.start, end, shown, NumberKind.CARDINAL, value=before.sign * value, unit=unit)
    return Number(before.start, end, shown, NumberKind.CODE, parts={"code": text[before.end : end]})


def _uncounted(text: str, numeral: Numeral, value: Exact, before: Before) -> Number | None:
    """A kanji numeral without a counter: a number if its form shows it and it is not in a name.

    Before a kanji noun it belongs to a term (十二使徒, 三十六歌仙).
    """
    start, end = numeral.start, numeral.end
    positional = numeral.form is Form.POSITIONAL
    if end - start < (3 if positional else 2) or _PLACEHOLDER.search(text, start, end):
        return None
    if start and _KANJI.match(text[start - 1]) and text[start - 1] not in WORDS.counting_before:
        return None
    noun = bool(_KANJI.match(text[end : end + 1]))
    if _NAME_AFTER.match(text, end) or (noun and (positional or value < 11)):
        return None
    shown = text[before.start : end]
    return Number(before.start, end, shown, NumberKind.CARDINAL, value=before.sign * value, in_name=noun)
