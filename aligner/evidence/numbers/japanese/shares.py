"""Shares, multiples and proportions: 3分の1, 1と1/2, 3割5厘, 年3分, 7掛け, 八分目, 1.5倍, 3対1.

A share in tenths is parsed as a percentage, as English states it: 3割5厘 is 30.5 percent.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from aligner.evidence.numbers.exact import as_part, exact
from aligner.evidence.numbers.japanese.lexicon import counted, not_numbers
from aligner.evidence.numbers.japanese.numerals import Form, Numeral, parse_arabic, parse_numeral, plus
from aligner.evidence.numbers.japanese.words import WORDS, regex
from aligner.evidence.numbers.number import Exact, Number, NumberKind
from aligner.evidence.numbers.units import units


def pointed(text: str, numeral: Numeral) -> Number | None:
    """三・五%, 3・5倍: the point of vertical text, before a measure alone, since ・ also lists."""
    if not text.startswith("・", numeral.end) or not isinstance(numeral.value, int):
        return None
    rest = parse_numeral(text, numeral.end + 1)
    if rest is None or rest.form not in (Form.POSITIONAL, Form.ARABIC) or not isinstance(rest.value, int):
        return None
    places = rest.end - rest.start
    value = exact(Decimal(numeral.value) + Decimal(rest.value).scaleb(-places))
    if text.startswith("倍", rest.end):
        end = rest.end + 1
        return Number(numeral.start, end, text[numeral.start : end], NumberKind.MULTIPLE, value=value)
    counter = counted(text, rest.end)
    if counter is None or counter.unit is None or units()[counter.unit].is_counter:
        return None
    if units()[counter.unit].unit_class in WORDS.calendar_classes:
        return None
    return _cardinal(text, numeral.start, counter.end, value, counter.unit)


def slashed(text: str, numeral: Numeral) -> Number | None:
    """1/2 that is not a date: a share below one with a plain denominator."""
    if not isinstance(numeral.value, int) or not text.startswith("/", numeral.end):
        return None
    below = parse_arabic(text, numeral.end + 1)
    if below is None or not isinstance(below.value, int) or text.startswith("/", below.end):
        return None
    if not 0 < numeral.value < below.value <= 100 or (numeral.start and text[numeral.start - 1] == "/"):
        return None
    return _cardinal(text, numeral.start, below.end, Fraction(numeral.value, below.value))


def fraction(text: str, numeral: Numeral) -> Number | None:
    """3分の1, 百分の一; 4分の3 counts no minutes."""
    if not text.startswith("分の", numeral.end) or not numeral.value:
        return None
    part = parse_numeral(text, numeral.end + 2)
    if (
        part is None
        or part.value is None
        or text.startswith(_NO_FRACTION, part.end)
        or not_numbers().end(text, part.start)
    ):
        return None
    value = Fraction(part.value) / Fraction(numeral.value)
    return _cardinal(text, numeral.start, part.end, value if value.denominator > 1 else int(value))


def mixed(text: str, numeral: Numeral) -> Number | None:
    """1と1/2, 2と3分の1: a whole and a share below one, as recipes measure."""
    if not isinstance(numeral.value, int) or not text.startswith("と", numeral.end):
        return None
    above = parse_numeral(text, numeral.end + 1)
    share = None if above is None else slashed(text, above) or fraction(text, above)
    if share is None or share.value is None or not 0 < share.value < 1:
        return None
    counter = counted(text, share.end)
    end, unit = (share.end, None) if counter is None else (counter.end, counter.unit)
    return _cardinal(text, numeral.start, end, plus(numeral.value, Fraction(share.value)), unit)


_DIGIT = "[0-9〇一二三四五六七八九]"
_WARI = regex(
    r"割(?!<<no_wari>>)"
    rf"(?:(?P<bu>{_DIGIT})分(?!<<no_bu>>))?(?:(?P<rin>{_DIGIT})厘)?(?P<half>半)?"
)
#: Interest of former days, and of the courts still: 年三分の割合, 年6分5厘.
_INTEREST = re.compile(rf"分(?![のに][一1-9]|間|[前後])(?:(?P<rin>{_DIGIT})厘)?")
_A_YEAR = regex(r"(?<![0-9〇一二三四五六七八九十百千万数何半元])(?:<<interest_years>>)\Z")
_TENTHS = regex("掛け(?!<<no_kake>>)|分目(?!的)")
_NO_FRACTION = tuple(WORDS.no_fraction)


def _cardinal(text: str, start: int, end: int, value: Exact, unit: str | None = None) -> Number:
    return Number(start, end, text[start:end], NumberKind.CARDINAL, value=value, unit=unit)


def wari(text: str, numeral: Numeral) -> Number | None:
    """3割5分2厘 as a percentage (35.2), 7掛け and 八分目 too."""
    if numeral.value is None:
        return None
    value = Decimal(numeral.value * 10)
    if match := _WARI.match(text, numeral.end):
        value += _tenth(match["bu"]) + _tenth(match["rin"]) / 10 + (5 if match["half"] else 0)
    elif (match := _TENTHS.match(text, numeral.end)) is None or not 0 < value <= 100:
        return None
    return _cardinal(text, numeral.start, match.end(), exact(value), "percent")


def interest(text: str, numeral: Numeral) -> Number | None:
    """年3分 is three percent a year, 年6分5厘 six and a half."""
    match = _INTEREST.match(text, numeral.end)
    if match is None or numeral.value is None or not _A_YEAR.search(text, max(0, numeral.start - 3), numeral.start):
        return None
    return _cardinal(text, numeral.start, match.end(), exact(numeral.value + _tenth(match["rin"]) / 10), "percent")


def _tenth(char: str | None) -> Decimal:
    """A single figure, 0 where there is none."""
    numeral = parse_numeral(char or "0", 0)
    return Decimal(0) if numeral is None or numeral.value is None else Decimal(numeral.value)


def versus(text: str, numeral: Numeral) -> Number | None:
    """3対1, 三対一, 16:9."""
    if numeral.value is None or text[numeral.end : numeral.end + 1] not in WORDS.ratios:
        return None
    second = parse_numeral(text, numeral.end + 1)
    if (
        second is None
        or second.value is None
        or counted(text, second.end)
        or (text[numeral.end] == ":" and text[second.end : second.end + 1] == ":")
    ):
        return None
    parts = {"a": as_part(numeral.value), "b": as_part(second.value)}
    return Number(numeral.start, second.end, text[numeral.start : second.end], NumberKind.SCORE, parts=parts)
