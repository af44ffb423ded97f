"""Ranks with 第, and places in a text: 第14次, 第3回, 第27条の2, 3.2節, 図4."""

from __future__ import annotations

import re

from aligner.evidence.numbers.japanese.lexicon import after_dai, counters, not_numbers
from aligner.evidence.numbers.japanese.numerals import ROMAN_LETTERS, Numeral, parse_numeral, roman_value
from aligner.evidence.numbers.japanese.words import WORDS, regex
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.text.scripts import HAN, KATAKANA

_DAI_IN_NAME = re.compile(f"[{HAN}{KATAKANA}0-9]")

_SECTION_REST = regex(
    r"の(?P<sub>[0-9]{1,4}|[一二三四五六七八九十]{1,4})(?![0-9]|<<no_subsection>>)|第?(?P<n>[0-9]{1,4}|[一二三四五六七八九十百]{1,6})(?P<level><<levels>>)"
)

_SECTION_DOTS = regex(r"(?P<n>[0-9]{1,3}(?:\.[0-9]{1,3}){0,4})(?P<level><<levels>>)(?!<<no_section>>)")

_KANJI_SECTION = regex(r"(?P<n>[一二三四五六七八九十百〇]{1,6})(?P<level><<kanji_levels>>)(?!<<no_kanji_section>>)")

_KANJI_LEVEL = regex(r"(?P<n>[0-9一二三四五六七八九十百千〇]{1,8})(?P<level><<levels>>)(?!<<no_kanji_level>>)")

_SERIAL = re.compile(r"(?P<n>[0-9]{1,8}(?:[-‐‑–−][0-9]{1,8}){1,3})(?P<level>号)")

_LAW_BEFORE = tuple(WORDS.laws)
_NO_DAI = tuple(WORDS.no_dai)


def read_ordinal(text: str, pos: int) -> Number | None:
    """第14次, 第3回, 第二次世界大戦; with 条, 項, 章 a section."""
    if text[pos : pos + 1] != "第":
        return None
    at = pos + 1 + (text[pos + 1 : pos + 2] == " ")
    numeral = parse_numeral(text, at)
    if numeral is None and (roman := ROMAN_LETTERS.match(text, at)) is not None:
        return _roman_section(text, pos, roman)
    if numeral is None or numeral.value is None or not_numbers().end(text, at):
        return None
    section = read_section(text, pos, numeral)
    if section is not None:
        return section
    end = numeral.end
    noun_and_end = after_dai().at(text, end)
    if noun_and_end is not None:
        end = noun_and_end[1]
    elif text.startswith(_NO_DAI, end):
        return None
    in_name = bool(noun_and_end is None or _DAI_IN_NAME.match(text, end))
    return Number(pos, end, text[pos:end], NumberKind.ORDINAL, value=numeral.value, in_name=in_name)


def _roman_section(text: str, pos: int, roman: re.Match[str]) -> Number | None:
    """第XIV章, 第II期: a place in a text, or a rank if its noun is not a level of a text."""
    label, value = counters()["section"].get(text[roman.end() : roman.end() + 1]), roman_value(roman.group())
    if label is not None:
        return section(text, pos, roman.end() + 1, label, [value])
    noun_and_end = after_dai().at(text, roman.end())
    if noun_and_end is None:
        return None
    return Number(pos, noun_and_end[1], text[pos : noun_and_end[1]], NumberKind.ORDINAL, value=value, in_name=True)


def read_section(text: str, pos: int, numeral: Numeral | None = None) -> Number | None:
    """第27条の2第3項, 第二章, 3.2節, 27条2項, 第2015-118号: the levels in order, named as in English."""
    dai = text[pos : pos + 1] == "第"
    at = numeral.start if numeral is not None else pos
    match = _SECTION_DOTS.match(text, at) or _KANJI_SECTION.match(text, at)
    if match is None and dai:
        match = _SERIAL.match(text, at)
    if match is None and dai and numeral is not None and text[numeral.end : numeral.end + 1] in WORDS.levels:
        match = _KANJI_LEVEL.match(text, at)
    if match is None or (not dai and not _is_section(text, at, match)):
        return None
    level_numbers = levels(match["n"])
    end = match.end()
    while (more := _SECTION_REST.match(text, end)) is not None:
        level_numbers += levels(more["sub"] or more["n"])
        end = more.end()
    return section(text, pos, end, counters()["section"][match["level"]], level_numbers)


def _is_section(text: str, at: int, match: re.Match[str]) -> bool:
    """Whether N条 without 第 is a place in a text: 号 is a plain rank (台風14号), 条 in kanji a street."""
    level = match["level"]
    if level == "号":
        return False
    if match["n"][0].isascii():
        return True
    if level in WORDS.law_levels:
        return text.endswith(_LAW_BEFORE, max(0, at - 2), at)
    return True


def levels(figures: str) -> list[int]:
    """The numbered levels of 4.1, 2-1 or 二十七."""
    numerals = (parse_numeral(part, 0) for part in re.split("[-‐‑–−.]", figures))
    return [int(numeral.value) for numeral in numerals if numeral is not None and numeral.value is not None]


def section(text: str, start: int, end: int, label: str, level_numbers: list[int]) -> Number:
    """A place in a text: parts hold the label and the levels (``level1``, …), value a lone one."""
    parts: dict[str, int | str] = {"label": label}
    parts |= {f"level{k}": level for k, level in enumerate(level_numbers, start=1)}
    return Number(
        start,
        end,
        text[start:end],
        NumberKind.SECTION,
        value=level_numbers[0] if len(level_numbers) == 1 else None,
        parts=parts,
    )
