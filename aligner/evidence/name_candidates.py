"""Strings that may be names or loan words, with their positions and the keys by which `names` compares them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.evidence.occurrences import Lines, Places, numbered, occurrences, spread, within
from aligner.evidence.spelling import japanese_spelling, of_each, plain, syllable
from aligner.evidence.stemmer import stem
from aligner.text.folding import fold_width
from aligner.text.kana import romanise
from aligner.text.scripts import HAN_RUN, KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from aligner.arrays import Ints64
    from aligner.evidence.words import Form, Words

_LONGEST_NAME = 4  # words in a Japanese name that are read together, characters in a Chinese one
#: Matches only from the start of a word; otherwise each letter of a long word would be tried as a start.
_HYPHENATED = re.compile(r"(?<![A-Za-z\u00c0-\u024f])([A-Za-z\u00c0-\u024f]{2,}+(?:[-'’][A-Za-z\u00c0-\u024f]++)+)")
_KATAKANA = re.compile(f"({KATAKANA_RUN.pattern})")
_KATAKANA_PART = re.compile("[^・゠=]{2,}")
_HAN = re.compile(f"({HAN_RUN.pattern})")


class Part(NamedTuple):
    """A part of a string that may be a name, by offsets in the string."""

    start: int
    end: int
    key: str


@dataclass(frozen=True)
class Mentions:
    """Strings of a document that may be names.

    Attributes:
        keys: the distinct keys.
        places: the positions of the strings; those with the same key are in order.
        key: (n,) the number of the key at each place.
    """

    keys: list[str]
    places: Places
    key: Ints64

    @cached_property
    def number(self) -> dict[str, int]:
        """Key → number."""
        return {key: k for k, key in enumerate(self.keys)}

    @cached_property
    def _by_key(self) -> tuple[Ints64, Ints64]:
        """(rows sorted by key, number of rows of every key)."""
        return np.argsort(self.key, kind="stable"), np.bincount(self.key, minlength=len(self.keys))

    def rows(self, keys: Ints64) -> tuple[Ints64, Ints64]:
        """The rows of keys, given by number: (index into ``keys``, row), ordered by key and then by place."""
        order, sizes = self._by_key
        counts = sizes[keys]
        first = np.repeat((np.cumsum(sizes) - sizes)[keys], counts)
        return np.repeat(np.arange(len(keys)), counts), order[first + within(counts)]


def word_mentions(words: Words, key_of: Callable[[Form], str | None]) -> Mentions:
    """Words by key, without words that have none."""
    return _keyed([key_of(form) for form in words.forms], words.form, words.places)


def english_mentions(lines: Lines, words: Words) -> Mentions:
    """Every word, and every hyphenated group as one string (Hongan-ji)."""
    single = word_mentions(words, lambda form: plain(form.text) if len(form.text) > 2 and form.content else None)
    groups = _inside(lines, _HYPHENATED, _whole_group)
    keys, number = numbered([*single.keys, *groups.keys])
    key = number[np.concatenate([single.key, groups.key + len(single.keys)])]
    return Mentions(keys, Places.joined([single.places, groups.places]), key)


def _whole_group(group: str) -> Iterator[Part]:
    if not group.endswith(("'s", "’s")):
        yield Part(0, len(group), plain(group))


def katakana_mentions(lines: Lines) -> Mentions:
    """Every run of two or more katakana characters; ・ separates runs."""
    return _inside(lines, _KATAKANA, _katakana_parts)


def _katakana_parts(run: str) -> Iterator[Part]:
    for match in _KATAKANA_PART.finditer(run):
        yield Part(match.start(), match.end(), fold_width(match.group()).text)


def loan_mentions(words: Words) -> Mentions:
    """Loan words; the key is the stem of their origin."""
    return word_mentions(words, lambda form: stem(plain(form.origin)) if form.origin else None)


def read_mentions(words: Words) -> Mentions:
    """Runs of up to `_LONGEST_NAME` adjacent words in kanji; the key is their reading in Latin letters."""
    readings = [form.reading if form.reading and HAN_RUN.search(form.text) else "" for form in words.forms]
    places = words.places
    readable = np.array([reading != "" for reading in readings], np.bool_)[words.form]
    follows = np.zeros(len(places), np.bool_)
    follows[:-1] = (places.end[:-1] == places.start[1:]) & (places.segment[:-1] == places.segment[1:]) & readable[1:]
    reading_of_word = [readings[kind] for kind in words.form.tolist()]
    firsts: list[Ints64] = []
    groups: list[str] = []
    ends: list[Ints64] = []
    first = np.flatnonzero(readable)
    run = [""] * len(first)
    for size in range(_LONGEST_NAME):
        run = [before + reading_of_word[row] for before, row in zip(run, (first + size).tolist(), strict=True)]
        firsts.append(first)
        ends.append(places.end[first + size])
        groups += run
        continues = follows[first + size]
        run, first = list(compress(run, continues)), first[continues]
    readings_of_runs, group = numbered(groups)
    row, end = np.concatenate(firsts), np.concatenate(ends)
    order = np.lexsort((end, row))
    return _keyed(
        _reading_keys(readings_of_runs), group[order], Places(places.segment[row], places.start[row], end).take(order)
    )


def _reading_keys(readings: Sequence[str]) -> list[str | None]:
    """The key of every reading; None for a single kana."""
    keys = of_each(lambda kana: japanese_spelling(romanise(kana)), readings)
    return [key if len(reading) >= 2 else None for key, reading in zip(keys, readings, strict=True)]


def chinese_mentions(lines: Lines, names: Collection[str]) -> Mentions:
    """Strings of 2 to `_LONGEST_NAME` kanji whose pinyin is one of the names; the key is the string itself."""
    # A string is abandoned as soon as no name continues with it, which is the case for nearly all.
    beginnings = {name[:size] for name in names for size in range(1, len(name) + 1)}

    def named(run: str) -> Iterator[Part]:
        syllables = list(map(syllable, run))
        for start, first in enumerate(syllables):
            if first not in beginnings:
                continue
            spelled = first
            for end in range(start + 2, min(start + _LONGEST_NAME, len(run)) + 1):
                spelled += syllables[end - 1]
                if spelled not in beginnings:
                    break
                if spelled in names:
                    yield Part(start, end, run[start:end])

    return _inside(lines, _HAN, named if names else lambda _: ())


def _keyed(keys: list[str | None], kind: Ints64, places: Places) -> Mentions:
    """Places with the key of their string, without places that have none."""
    known, number = numbered([key for key in keys if key is not None])
    has_key = np.array([key is not None for key in keys], np.bool_)
    key = np.full(len(keys), -1)
    key[has_key] = number
    kept = has_key[kind]
    return Mentions(known, places.take(kept), key[kind[kept]])


def _inside(lines: Lines, pattern: re.Pattern[str], parts_of: Callable[[str], Iterable[Part]]) -> Mentions:
    """Possible names within the matches of a pattern; every distinct match is processed once."""
    strings, starts, _ = occurrences(pattern, lines.text)
    kinds, kind = numbered(strings)
    parts: list[Part] = []
    entries: list[range] = []
    for string in kinds:
        first = len(parts)
        parts += parts_of(string)
        entries.append(range(first, len(parts)))
    keys, key = numbered([part.key for part in parts])
    row, part = spread(kind, entries)
    start, end = (np.array([offsets[side] for offsets in parts], np.int64) for side in (0, 1))
    return Mentions(keys, lines.places(starts[row] + start[part], starts[row] + end[part]), key[part])
