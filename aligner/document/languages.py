"""The language of a text, and of each part of a file with both languages.

Languages are detected by script, because they share no letters. Japanese text has Latin names, and English text has
Japanese words. So quotations, brackets, links and code count only if there is nothing else, and grammar (English
function words, hiragana) counts more than names.
"""

from __future__ import annotations

import math
import re
from functools import cache
from importlib.resources import files
from string import ascii_letters
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Lang
from aligner.text.scripts import HAN, HIRAGANA, KATAKANA

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Number of characters of a unit that are examined.
_SAMPLE = 1000
#: Limits of a unit's evidence and of the price of a language change. A sentence that is clearly in one language always
#: keeps it, whatever surrounds it (2 × 2.5 is less than the evidence of a short sentence). A single name takes the
#: language of its neighbours.
_STRONGEST = 10.0
_HIGHEST_CHANGE_PRICE = 2.5
#: Evidence of a unit whose language the file states: more than any price of a change.
_KNOWN = 100.0
#: From this evidence on, a unit counts fully in the rate of language changes.
_FULL_EVIDENCE = 2.0
#: Share of Japanese letters: from here on a text may be Japanese, up to here English.
_JAPANESE_SHARE = 0.3

_ASCII_LETTERS = ascii_letters.encode()
_NOT_ASCII_RUN = re.compile("[^\0-\x7f]+")
_LATIN_RUN = re.compile("[A-Za-z\u00c0-\u024f\uff21-\uff3a\uff41-\uff5a]+")
_JAPANESE_RUN = re.compile(f"[{HIRAGANA}{KATAKANA}{HAN}]+")
_HIRAGANA_RUN = re.compile(f"[{HIRAGANA}]+")
_WORD = re.compile("[A-Za-z\u00c0-\u024f]+(?:['’][a-z]+)?")
_VERBATIM = re.compile(
    r"https?://[^\s　（）「」<>]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
    r"|(?::[\w+-]+:)?`[^`\n]*`|</?[A-Za-z][^<>]*>"
)
_QUOTED = re.compile(
    r"「[^「」\n]*」|『[^『』\n]*』|（[^（）\n]*）|\([^()\n]*\)|“[^“”\n]*”|\"[^\"\n]*\"|\[[^\[\]\n]*\]"
)


class Letters(NamedTuple):
    """The number of letters of each script in a text."""

    latin: int
    japanese: int


def count_letters(text: str) -> Letters:
    """Count the Latin and Japanese letters of a text.

    ASCII letters are counted at once and the others by runs, so that no list of all letters is needed.

    >>> count_letters("GDPは“5％”増")
    Letters(latin=3, japanese=2)
    """
    ascii_part, others = text.encode("ascii", "ignore"), "".join(_NOT_ASCII_RUN.findall(text))
    latin = len(ascii_part) - len(ascii_part.translate(None, _ASCII_LETTERS))
    return Letters(latin + _run_lengths(_LATIN_RUN, others), _run_lengths(_JAPANESE_RUN, others))


def _run_lengths(pattern: re.Pattern[str], text: str) -> int:
    return sum(match.end() - match.start() for match in pattern.finditer(text))


def share(letters: Letters, lang: Lang) -> float:
    """Return the share of a language's letters in all letters."""
    own = letters.latin if lang is Lang.EN else letters.japanese
    return own / max(1, letters.latin + letters.japanese)


def count_hiragana(text: str) -> int:
    """Count the hiragana of a text, which carry its grammar."""
    return _run_lengths(_HIRAGANA_RUN, text)


def count_function_words(text: str) -> int:
    """Count the English function words of a text, which carry its grammar.

    >>> count_function_words("npm install is the first step")
    2
    """
    return sum(word.lower() in function_words() for word in _WORD.findall(text) if word != "A")


def bears_out(text: str, lang: Lang) -> bool:
    """Return whether the letters of a text agree with the language that its file states.

    Templates state ``lang="en"`` for pages in any language, so the statement alone is not reliable.
    """
    japanese = share(count_letters(text), Lang.JA)
    return japanese >= _JAPANESE_SHARE if lang is Lang.JA else japanese <= _JAPANESE_SHARE


def leaning(text: str) -> float:
    """Approximate log-odds that a line or paragraph is English (> 0) rather than Japanese (< 0); 0 without letters.

    >>> leaning("He said 「ありがとうございます」 to the owner.") > 1.5
    True
    >>> leaning("Google Cloud Platform の Kubernetes Engine を使う") < -1.5
    True
    >>> leaning("2024-02-20 12:34")
    0.0
    """
    prose = _VERBATIM.sub(" ", text[:_SAMPLE])
    if not _has_letters(prose):
        return -_FULL_EVIDENCE if _JAPANESE_RUN.search(text, 0, _SAMPLE) else 0.0
    outside = _QUOTED.sub(" ", prose)
    if not _has_letters(outside):
        outside = prose
    english, japanese = _english(outside), _japanese(outside)
    if japanese and not english:
        japanese += (
            4.0  # Latin letters alone may be a name in Japanese text, but Japanese letters alone are never English
        )
    return max(-_STRONGEST, min(_STRONGEST, english - japanese))


def _has_letters(text: str) -> bool:
    return _LATIN_RUN.search(text) is not None or _JAPANESE_RUN.search(text) is not None


def _english(text: str) -> float:
    """Evidence for English: function words count most; a capitalised word may be a name, a single letter a variable."""
    total = 0.0
    for word in _WORD.findall(text):
        if word.lower() in function_words() and word != "A":
            total += 2.0
        elif len(word) > 1:
            total += 0.5 if word[0].islower() else 0.25
    return total


def _japanese(text: str) -> float:
    """Evidence for Japanese: hiragana carry grammar; kanji and katakana may be a quoted name."""
    return 0.5 * (_run_lengths(_JAPANESE_RUN, text) + _run_lengths(_HIRAGANA_RUN, text))


@cache
def function_words() -> frozenset[str]:
    """Return the most common English words that are not names: articles, prepositions, pronouns, auxiliaries."""
    return frozenset(files("aligner.document").joinpath("function_words.txt").read_text("utf-8").split())


class Unit(NamedTuple):
    """A part in one language (a line, a heading, a code block), with the number of blank lines before it.

    ``lang`` is its language if it is known beforehand; it always wins then.
    """

    text: str
    blank_before: int = 0
    code: bool = False
    lang: Lang | None = None


def part(units: Sequence[Unit]) -> list[Lang]:
    """Return the language of each unit of a file with both languages: the best path through two states.

    The price of a language change is measured on the file itself. So a single name or number keeps the language of its
    neighbours where one language follows the other, and may differ from them where the languages alternate.
    """
    leanings = [_unit_leaning(unit) for unit in units]
    within, across = _change_bonuses(units, leanings)
    totals = {Lang.EN: 0.0, Lang.JA: 0.0}
    steps: list[dict[Lang, Lang]] = []
    for unit, lean in zip(units, leanings, strict=True):
        # Among equal paths the one with fewer changes wins; among equal positions the wider gap, then the later one.
        here = across - 0.01 * (9 - min(unit.blank_before, 9)) if unit.blank_before else within - 0.1
        here += 1e-4 * len(steps) / len(units)
        step: dict[Lang, Lang] = {}
        after: dict[Lang, float] = {}
        for lang in Lang:
            changed = totals[lang.other] + here
            step[lang] = lang.other if changed > totals[lang] else lang
            after[lang] = max(changed, totals[lang]) + (lean if lang is Lang.EN else -lean) / 2
        steps.append(step)
        totals = after
    lang = Lang.EN if totals[Lang.EN] >= totals[Lang.JA] else Lang.JA
    langs: list[Lang] = []
    for step in reversed(steps):
        langs.append(lang)
        lang = step[lang]
    return langs[::-1]


def _unit_leaning(unit: Unit) -> float:
    """Code has no language unless it holds Japanese comments or strings; a known language outweighs everything."""
    if unit.lang is not None:
        return _KNOWN if unit.lang is Lang.EN else -_KNOWN
    if unit.code:
        return -3.0 if _JAPANESE_RUN.search(unit.text) else 0.0
    return leaning(unit.text)


def _change_bonuses(units: Sequence[Unit], leanings: Sequence[float]) -> tuple[float, float]:
    """Log-odds of a change of language from unit to unit, without and with a blank line between them.

    Units without letters are passed over; a lone name counts for less than a sentence.
    """
    changes = {False: 0.0, True: 0.0}
    stays = {False: 0.0, True: 0.0}
    before = 0.0
    parted = False
    for unit, lean in zip(units, leanings, strict=True):
        parted = parted or unit.blank_before > 0
        if not lean:
            continue
        counts = stays if (before > 0) == (lean > 0) else changes
        counts[parted] += min(1.0, abs(before) / _FULL_EVIDENCE, abs(lean) / _FULL_EVIDENCE)
        before, parted = lean, False
    return _bonus(changes[False], stays[False]), _bonus(changes[True], stays[True])


def _bonus(changes: float, stays: float) -> float:
    """Log-odds, add-one smoothed and capped."""
    return max(-_HIGHEST_CHANGE_PRICE, min(_HIGHEST_CHANGE_PRICE, math.log((changes + 1) / (stays + 1))))
