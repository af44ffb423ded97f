"""Names by fuzzy matching: which English words and Japanese strings render each other.

Four ways, surest first: the origin UniDic records for a loan word (プロジェクト ← project); the reading of kanji,
Japanese (京都 → Kyoto) or, for Chinese names, pinyin (肇慶 → Zhaoqing); and the sound of katakana (ツイッター ~
Twitter). Only types are compared, each once, in buckets of a common first sound, so the work grows with the vocabulary,
not the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from aligner.evidence.spelling import japanese_spelling, kana_likeness, plain, skeleton
from aligner.evidence.words import Word, stem
from aligner.text.folding import fold_width
from aligner.text.kana import romanise
from aligner.text.scripts import HAN_RUN, KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Least likeness of katakana and an English word. Set where, over the news set's gold beads, of ten pairs found nine
#: were real; `tests/cases/names.json` keeps the cases.
KANA_LIKENESS = 0.80
#: Least likeness (rapidfuzz ratio) of a reading and a name that are not spelled the same.
READING_RATIO = 88.0
_LONGEST_NAME = 4  # words in a Japanese name read as one, characters in a Chinese one
_VOWELS = frozenset("aeiou")
_HYPHENATED = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}(?:[-'’][A-Za-z\u00c0-\u024f]+)+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A string of a segment that may be a name; ``key`` is what is compared."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """An English key and a Japanese key that render each other, how alike they are (0 to 1) and by which way."""

    en: str
    ja: str
    likeness: float
    way: str


def english_mentions(text: str, words: Sequence[Word]) -> Iterator[Mention]:
    """Every word, and every hyphenated group as one (Hongan-ji)."""
    for word in words:
        if len(word.text) > 2 and word.content:
            yield Mention(word.start, word.end, plain(word.text))
    for found in _HYPHENATED.finditer(text):
        if not found.group().endswith(("'s", "’s")):
            yield Mention(found.start(), found.end(), plain(found.group()))


def katakana_mentions(text: str) -> Iterator[Mention]:
    """Every run of katakana of two or more characters, parts joined by ・ apart."""
    for found in KATAKANA_RUN.finditer(text):
        at = found.start()
        for part in re.split("[・゠=]", found.group()):
            if len(part) >= 2:
                yield Mention(at, at + len(part), fold_width(part).text)
            at += len(part) + 1


def loan_mentions(words: Sequence[Word]) -> Iterator[Mention]:
    """Loan words, keyed by the stem of their origin."""
    for word in words:
        if word.origin:
            yield Mention(word.start, word.end, stem(plain(word.origin)))


def read_mentions(words: Sequence[Word]) -> Iterator[Mention]:
    """Runs of up to `_LONGEST_NAME` adjacent words in kanji, keyed by their reading in Latin letters."""
    for first, word in enumerate(words):
        if not _readable(word):
            continue
        reading, end = "", word.start
        for following in words[first : first + _LONGEST_NAME]:
            if following.start != end or not _readable(following):
                break
            reading += following.reading or ""
            end = following.end
            if len(reading) >= 2:
                yield Mention(word.start, end, japanese_spelling(romanise(reading)))


def _readable(word: Word) -> bool:
    return word.reading is not None and HAN_RUN.search(word.text) is not None


def chinese_mentions(text: str) -> Iterator[Mention]:
    """Every two to `_LONGEST_NAME` characters inside a run of kanji."""
    for run in HAN_RUN.finditer(text):
        for start in range(run.start(), run.end()):
            for end in range(start + 2, min(start + _LONGEST_NAME, run.end()) + 1):
                yield Mention(start, end, text[start:end])


def match_loans(english: Mapping[str, str], origins: Iterable[str]) -> Iterator[Rendering]:
    """Loan words whose origin has the stem of an English word (``english``: key → stem)."""
    known = set(origins)
    for key in sorted(english):
        if english[key] in known:
            yield Rendering(key, english[key], 1.0, "loan word")


def match_readings(english: Iterable[str], capitalised: Iterable[str], readings: Iterable[str]) -> Iterator[Rendering]:
    """Names spelled as the kanji read, or nearly so where the English word is capitalised."""
    known = set(readings)
    buckets: dict[str, list[str]] = defaultdict(list)
    for reading in sorted(known):
        if len(reading) >= 4:
            buckets[reading[:2]].append(reading)
    near = set(capitalised)
    for key in sorted(set(english)):
        spelled = japanese_spelling(key)
        if len(spelled) >= 3 and spelled in known and (key in near or len(spelled) >= 5):
            yield Rendering(key, spelled, 1.0, "reading")
        elif key in near and len(spelled) >= 5:
            best = max(((ratio(spelled, reading), reading) for reading in buckets[spelled[:2]]), default=(0.0, ""))
            if best[0] >= READING_RATIO:
                yield Rendering(key, best[1], best[0] / 100, "reading")


def match_katakana(english: Iterable[str], katakana: Iterable[str]) -> Iterator[Rendering]:
    """For every katakana string the English word that sounds most like it, where one does."""
    buckets: dict[str, list[str]] = defaultdict(list)
    for key in sorted(set(english)):
        bones = skeleton(key)
        if len(bones) >= 2:
            buckets[bones[0]].append(key)
    for kana in sorted(set(katakana)):
        spelled = romanise(kana)
        bones = skeleton(spelled)
        if len(bones) < 2:
            continue
        # Two consonants are soon alike by chance; such short names have to agree entirely.
        least = KANA_LIKENESS if len(bones) > 2 else 0.88
        # A vowel is added after consonants, hardly ever before the first.
        alike = (key for key in buckets[bones[0]] if (key[0] in _VOWELS) == (spelled[0] in _VOWELS))
        best = max(((kana_likeness(key, spelled), key) for key in alike), default=(0.0, ""))
        if best[0] >= least:
            yield Rendering(best[1], kana, best[0], "sound")


@cache
def _pinyin_name() -> re.Pattern[str]:
    """What can be read as two or more pinyin syllables, the first two letters telling most other words apart."""
    initial = "zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]"
    final = (
        "iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u"
    )
    return re.compile(f"(?:(?:{initial})?(?:{final})){{2,{_LONGEST_NAME}}}")


def match_pinyin(capitalised: Iterable[str], characters: Iterable[str]) -> Iterator[Rendering]:
    """Chinese names: capitalised words that spell the pinyin of two or more characters."""
    wanted = {key for key in capitalised if len(key) >= 4 and _pinyin_name().fullmatch(key)}
    if not wanted:
        return
    from pypinyin import lazy_pinyin

    syllables: dict[str, str] = {}
    for candidate in sorted(set(characters)):
        for char in candidate:
            if char not in syllables:
                syllables[char] = lazy_pinyin(char)[0]
        spelled = "".join(syllables[char] for char in candidate)
        if spelled in wanted:
            yield Rendering(spelled, candidate, 1.0, "pinyin")
