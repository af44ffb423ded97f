"""Names by fuzzy matching: which English words and Japanese strings render each other.

Four ways, surest first: the origin UniDic records for a loan word (プロジェクト ← project); the reading of kanji,
Japanese (京都 → Kyoto) or, for Chinese names, pinyin (肇慶 → Zhaoqing); and the sound of katakana (ツイッター ~
Twitter). Only types are compared, each once, in buckets of a common first sound, so the work grows with the vocabulary,
not the text. Where they stand is in `name_candidates`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from aligner.evidence.spelling import japanese_spelling, kana_likeness, of_each, skeleton, syllable
from aligner.text.kana import romanise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Least likeness of katakana and an English word. Set where, over the news set's gold beads, of ten pairs found nine
#: were real; `tests/cases/names.json` keeps the cases.
KANA_LIKENESS = 0.80
#: Least likeness (rapidfuzz ratio) of a reading and a name that are not spelled the same.
READING_RATIO = 88.0
_VOWELS = frozenset("aeiou")
_LONGEST = 200  # letters of a spelling that is compared; comparing takes the product of two lengths
_MOST_COMPARED = 1_000_000  # spellings compared at once, which bounds the memory
#: Spellings in a bucket, so that what is compared grows with the vocabulary of one side, not with the product of both.
#: A novel has some thousand; only lists that a machine made have more, and what they have more is left out.
_FULL = 10_000


class Rendering(NamedTuple):
    """An English key and a Japanese key that render each other."""

    en: str
    ja: str


def match_loans(english: Mapping[str, str], origins: Iterable[str]) -> Iterator[Rendering]:
    """Loan words whose origin has the stem of an English word (``english``: key → stem)."""
    known = set(origins)
    for key in sorted(english):
        if english[key] in known:
            yield Rendering(key, english[key])


def match_readings(english: Iterable[str], capitalised: Iterable[str], readings: Iterable[str]) -> Iterator[Rendering]:
    """Names spelled as the kanji read, or nearly so where the English word is capitalised."""
    known = set(readings)
    buckets: dict[str, list[str]] = defaultdict(list)
    # Of readings equally alike the last in order is taken, so it stands first.
    for reading in sorted(known, reverse=True):
        if len(reading) >= 4 and len(buckets[reading[:2]]) < _FULL:
            buckets[reading[:2]].append(reading)
    near, keys = set(capitalised), sorted(set(english))
    for key, spelled in zip(keys, of_each(japanese_spelling, keys), strict=True):
        if len(spelled) >= 3 and spelled in known and (key in near or len(spelled) >= 5):
            yield Rendering(key, spelled)
        elif key in near and len(spelled) >= 5:
            best = extractOne(spelled, buckets[spelled[:2]], scorer=ratio, score_cutoff=READING_RATIO)
            if best is not None:
                yield Rendering(key, best[0])


def match_katakana(english: Iterable[str], katakana: Iterable[str]) -> Iterator[Rendering]:
    """For every katakana string the English word that sounds most like it, where one does."""
    buckets: dict[tuple[str, bool], tuple[list[str], list[tuple[str, str]]]] = defaultdict(lambda: ([], []))
    # Of words equally alike the last in order is taken, so it stands first.
    keys = sorted(set(english), reverse=True)
    for key, sound in zip(keys, _first_sounds(keys), strict=True):
        if sound and len(buckets[sound][0]) < _FULL:
            buckets[sound][0].append(key)
    strings = list(set(katakana))
    spellings = of_each(romanise, strings)
    for kana, spelled, sound in zip(strings, spellings, _first_sounds(spellings), strict=True):
        if sound in buckets and sound:
            buckets[sound][1].append((spelled, kana))
    found = [rendering for keys, strings in buckets.values() for rendering in _most_alike(keys, strings)]
    yield from sorted(found, key=lambda rendering: rendering.ja)


def _first_sounds(spellings: Sequence[str]) -> Iterator[tuple[str, bool] | None]:
    """What two spellings of a name have in common: the first consonant, and whether a vowel stands before it.

    Kana adds vowels after consonants, hardly ever before the first. None where there are not two consonants, and for
    strings longer than names are.
    """
    for spelling, bones in zip(spellings, of_each(skeleton, spellings), strict=True):
        apart = len(bones) >= 2 and len(spelling) <= _LONGEST
        yield (bones[0], spelling[0] in _VOWELS) if apart else None


def _most_alike(english: Sequence[str], katakana: Sequence[tuple[str, str]]) -> Iterator[Rendering]:
    """The first most alike English word of every (spelling, string) of katakana, where it is alike enough."""
    size = max(1, _MOST_COMPARED // max(len(english), 1))
    for some in (katakana[start : start + size] for start in range(0, len(katakana), size)):
        spellings = [spelled for spelled, _ in some]
        likeness = kana_likeness(english, spellings)
        # Two consonants are soon alike by chance; such short names have to agree entirely.
        least = [KANA_LIKENESS if len(bones) > 2 else 0.88 for bones in of_each(skeleton, spellings)]
        enough = likeness.max(axis=0) >= least
        for column in np.flatnonzero(enough).tolist():
            yield Rendering(english[int(likeness[:, column].argmax())], some[column][1])


def pinyin_names(capitalised: Iterable[str]) -> set[str]:
    """The words that may spell the pinyin of two or more characters."""
    return {key for key in capitalised if len(key) >= 4 and _pinyin_name().fullmatch(key)}


@cache
def _pinyin_name() -> re.Pattern[str]:
    """What can be read as two or more pinyin syllables, the first two letters telling most other words apart."""
    initial = "zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]"
    final = (
        "iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u"
    )
    return re.compile(f"(?:(?:{initial})?(?:{final})){{2,4}}")


def match_pinyin(capitalised: Iterable[str], characters: Iterable[str]) -> Iterator[Rendering]:
    """Chinese names: capitalised words that spell the pinyin of two or more characters."""
    wanted = pinyin_names(capitalised)
    for candidate in sorted(set(characters)):
        spelled = "".join(map(syllable, candidate))
        if spelled in wanted:
            yield Rendering(spelled, candidate)
