"""Name matching: pairs of an English word and a Japanese string that render each other.

There are four methods, the most reliable first: the origin of a loan word in UniDic (プロジェクト ← project); the
Japanese reading of kanji (京都 → Kyoto); for Chinese names their pinyin (肇慶 → Zhaoqing); and the sound of katakana
(ツイッター ~ Twitter). Only distinct strings are compared, in buckets with a common first sound, so the work grows with
the vocabulary and not with the text.
`name_candidates` finds the strings and their positions.
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

#: Lowest likeness of katakana and an English word: in the gold beads of the news set, nine of ten pairs above it are
#: right. `tests/cases/names.json` holds cases.
KANA_LIKENESS = 0.80
#: Lowest likeness (rapidfuzz ratio) of a reading and a name with different spellings.
READING_RATIO = 88.0
_VOWELS = frozenset("aeiou")
_LONGEST = 200  # letters; longer spellings are not compared, since the cost is the product of two lengths
_MOST_COMPARED = 1_000_000  # pairs of spellings compared at once, which limits the memory
#: Largest number of spellings in a bucket, so that the work grows with the vocabulary of one side only. A novel has
#: about a thousand. Only generated lists have more; the surplus is ignored.
_BUCKET_SIZE = 10_000


class Rendering(NamedTuple):
    """An English key and a Japanese key that render each other."""

    en: str
    ja: str


def match_loans(english: Mapping[str, str], origins: Iterable[str]) -> Iterator[Rendering]:
    """Matches loan words whose origin has the stem of an English word (``english``: key → stem)."""
    known = set(origins)
    for key in sorted(english):
        if english[key] in known:
            yield Rendering(key, english[key])


def match_readings(english: Iterable[str], capitalised: Iterable[str], readings: Iterable[str]) -> Iterator[Rendering]:
    """Matches names spelled like the reading of kanji, or nearly so if the English word is capitalised."""
    known = set(readings)
    buckets: dict[str, list[str]] = defaultdict(list)
    # Of equally similar readings the last in order is chosen, so it comes first here.
    for reading in sorted(known, reverse=True):
        if len(reading) >= 4 and len(buckets[reading[:2]]) < _BUCKET_SIZE:
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
    """Matches every katakana string with the English word of the most similar sound, if similar enough."""
    buckets: dict[tuple[str, bool], tuple[list[str], list[tuple[str, str]]]] = defaultdict(lambda: ([], []))
    # Of equally similar words the last in order is chosen, so it comes first here.
    keys = sorted(set(english), reverse=True)
    for key, sound in zip(keys, _first_sounds(keys), strict=True):
        if sound and len(buckets[sound][0]) < _BUCKET_SIZE:
            buckets[sound][0].append(key)
    strings = list(set(katakana))
    spellings = of_each(romanise, strings)
    for kana, spelled, sound in zip(strings, spellings, _first_sounds(spellings), strict=True):
        if sound in buckets and sound:
            buckets[sound][1].append((spelled, kana))
    renderings = [rendering for keys, strings in buckets.values() for rendering in _most_alike(keys, strings)]
    yield from sorted(renderings, key=lambda rendering: rendering.ja)


def _first_sounds(spellings: Sequence[str]) -> Iterator[tuple[str, bool] | None]:
    """The bucket of each spelling: the first consonant, and whether a vowel precedes it.

    Kana adds vowels after consonants, hardly ever before the first. None for spellings with fewer than two consonants,
    and for strings longer than any name.
    """
    for spelling, consonants in zip(spellings, of_each(skeleton, spellings), strict=True):
        comparable = len(consonants) >= 2 and len(spelling) <= _LONGEST
        yield (consonants[0], spelling[0] in _VOWELS) if comparable else None


def _most_alike(english: Sequence[str], katakana: Sequence[tuple[str, str]]) -> Iterator[Rendering]:
    """For each katakana (spelling, string) the most similar English word, if similar enough; ties go to the first."""
    size = max(1, _MOST_COMPARED // max(len(english), 1))
    for batch in (katakana[start : start + size] for start in range(0, len(katakana), size)):
        spellings = [spelled for spelled, _ in batch]
        likeness = kana_likeness(english, spellings)
        # Two consonants are often equal by chance, so such short names must agree in all of them.
        least = [KANA_LIKENESS if len(consonants) > 2 else 0.88 for consonants in of_each(skeleton, spellings)]
        enough = likeness.max(axis=0) >= least
        for column in np.flatnonzero(enough).tolist():
            yield Rendering(english[int(likeness[:, column].argmax())], batch[column][1])


def pinyin_names(capitalised: Iterable[str]) -> set[str]:
    """The words that may spell the pinyin of two or more characters."""
    return {key for key in capitalised if len(key) >= 4 and _pinyin_name().fullmatch(key)}


@cache
def _pinyin_name() -> re.Pattern[str]:
    """Two to four pinyin syllables."""
    initial = "zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]"
    final = (
        "iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u"
    )
    return re.compile(f"(?:(?:{initial})?(?:{final})){{2,4}}")


def match_pinyin(capitalised: Iterable[str], characters: Iterable[str]) -> Iterator[Rendering]:
    """Matches capitalised words that spell the pinyin of two or more characters."""
    wanted = pinyin_names(capitalised)
    for candidate in sorted(set(characters)):
        spelled = "".join(map(syllable, candidate))
        if spelled in wanted:
            yield Rendering(spelled, candidate)
