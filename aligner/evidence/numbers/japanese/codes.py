"""Figures that are text, not amounts: addresses, versions, telephone numbers, names; and what is skipped.

URLs, mail addresses, character references and percent escapes hold no numbers at all.
"""

from __future__ import annotations

import re
from functools import cache

from aligner.evidence.numbers.japanese.lexicon import counters, units_before
from aligner.evidence.numbers.japanese.numerals import parse_numeral
from aligner.evidence.numbers.japanese.sections import levels, section
from aligner.evidence.numbers.japanese.words import WORDS, regex, word_class
from aligner.evidence.numbers.models import FIRST_MODEL
from aligner.evidence.numbers.number import Number, NumberKind

_K = "一二三四五六七八九十百"
#: A colon joins a word to what follows (host:8080), but not to a decimal, share or range (95%CI：0.66～0.92).
_LATIN = re.compile(
    r"[A-Za-z](?:[A-Za-z0-9_]|[-.@+/](?=[A-Za-z0-9])|:(?=[A-Za-z0-9])(?![0-9]+(?:\.[0-9]+)?[%~〜]|[0-9]+\.[0-9]+(?![0-9.])))*"
)
#: A page of a manual: epoll(7).
_MANUAL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,40}\([1-9][a-z]{0,2}\)")
_QUARTER = re.compile(r"Q[1-4](?![0-9A-Za-z])")
_REST_OF_URL = re.compile(r"[!-~]*")
_REFERENCE = re.compile(r"&#x?[0-9A-Fa-f]{1,6};|(?:%[0-9A-Fa-f]{2})+")
_LABELLED = regex(
    r"(?P<label><<latin_labels>>)\.? ?"
    r"(?P<n>[0-9]{1,6}(?:[-.][0-9]{1,3})*)(?![0-9.]*[A-Za-z0-9])"
)
_LATIN_HALVES = word_class("latin_halves")
_LABELS = word_class("latin_labels")
_NUMBER = rf"[0-9]{{1,4}}|[{_K}]{{1,4}}"
_ADDRESS = re.compile(rf"(?P<a>{_NUMBER})丁目(?:(?P<b>{_NUMBER})(?:番地?|[-−–](?=[0-9]))(?:の?(?P<c>{_NUMBER})号?)?)?")
_LOT = regex(rf"(?P<a>{_NUMBER})番地?の?(?P<b>{_NUMBER})号?(?![0-9]|<<no_lot>>)")
_TOWN_BEFORE = tuple(WORDS.towns)
_CHAIN = re.compile(
    r"〒?[0-9]+(?:[-‐‑–−][0-9]+){2,}(?![0-9])|〒[0-9]{3}-?[0-9]{4}|0[0-9]{1,4}-[0-9]{2,8}(?![0-9])"
    r"|[0-9]+(?:\.[0-9]+){2,}(?:[A-Za-z][A-Za-z0-9]*)?(?:-[A-Za-z0-9._]{0,39}[A-Za-z0-9])?(?![0-9])"
    r"|[0-9]+(?:\.[0-9]+){0,2}\.[xX*](?![A-Za-z0-9*])|[0-9]+(?:/[0-9]+){2,}(?![0-9])|24/7(?![0-9/])"
)
_UNDERSCORED = re.compile("[0-9]+(?:_[0-9A-Za-z]+)+")
_DATE_LIKE = re.compile(r"[0-9]{4}([-./])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12][0-9]|0?[1-9])")
_AMOUNT_AFTER_LETTERS = regex(
    r"[A-Za-z]{2,}(?=[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?(?:<<amount_signs>>))"
    r"|(?:<<currents>>)(?=[0-9]{1,4}(?:[~〜–-][0-9]{1,4}|\.[0-9]+)?k?V(?![A-Za-z0-9]))"
    r"|(?:<<game_points>>)(?=[0-9]{2,6}(?![A-Za-z0-9-]))"
)
_BEFORE_SECTION = regex(r"[ ]?(?P<n>[0-9]{1,3}(?:[-.][0-9]{1,3})*)(?!,?[0-9]|(?:<<after_section_label>>)[^章節])")


def read_code(text: str, pos: int) -> Number | int | None:
    """A code at an offset, the end of something skipped whole, or None."""
    char = text[pos]
    if char.isascii() and char.isalpha():
        return _latin(text, pos)
    if char in "&%":
        match = _REFERENCE.match(text, pos)
        return None if match is None else match.end()
    if char in _section_first():
        return _labelled_section(text, pos)
    return _figures(text, pos)


@cache
def _section_first() -> frozenset[str]:
    return frozenset(label[0] for label in counters()["section_before"])


def _code(text: str, start: int, end: int, code: str | None = None) -> Number:
    return Number(start, end, text[start:end], NumberKind.CODE, parts={"code": code or text[start:end]})


def _latin(text: str, pos: int) -> Number | int | None:
    """A Latin word: a URL or address is skipped, one with figures is a code, any other is passed over."""
    before = units_before().at(text, pos)
    if (before is not None and text[before[1] : before[1] + 1].isdecimal()) or _QUARTER.match(text, pos):
        return None
    if (labelled := _LABELLED.match(text, pos)) is not None:
        return section(text, pos, labelled.end(), _LABELS[labelled["label"]], levels(labelled["n"]))
    if (glued := _AMOUNT_AFTER_LETTERS.match(text, pos)) is not None:
        return glued.end()
    if (page := _MANUAL.match(text, pos)) is not None:
        return _code(text, pos, page.end())
    match = _LATIN.match(text, pos)
    if match is None or match.group() in _LATIN_HALVES:
        return None
    return _word(text, pos, match.end())


def _word(text: str, start: int, end: int) -> Number | int:
    """The word as a code, where it has figures, or the offset after it and what a URL adds to it."""
    if (first := FIRST_MODEL.match(text, start, end)) is not None:
        return _code(text, start, first.end())
    word = text[start:end]
    if text.startswith("://", end) or "@" in word or word.startswith("www."):
        rest = _REST_OF_URL.match(text, end)
        return rest.end() if rest else end
    return _code(text, start, end) if any(char.isdecimal() for char in word) else end


def _labelled_section(text: str, pos: int) -> Number | None:
    """図3, 表2-1, 例題4, §4.1."""
    for word, label in counters()["section_before"].items():
        if not text.startswith(word, pos):
            continue
        match = _BEFORE_SECTION.match(text, pos + len(word))
        if match is not None and not (pos and text[pos - 1] in WORDS.no_label):
            return section(text, pos, match.end(), label, levels(match["n"]))
    return None


def _figures(text: str, pos: int) -> Number | None:
    """Addresses, telephone numbers and versions."""
    match = _ADDRESS.match(text, pos)
    if match is None and text.endswith(_TOWN_BEFORE, max(0, pos - 1), pos):
        match = _LOT.match(text, pos)
    if match is not None:
        numerals = (parse_numeral(group, 0) for group in match.groups() if group)
        return _code(text, pos, match.end(), "-".join(str(numeral.value) for numeral in numerals if numeral))
    match = _UNDERSCORED.match(text, pos) or _CHAIN.match(text, pos)
    return None if match is None or _DATE_LIKE.fullmatch(match.group()) else _code(text, pos, match.end())
