"""The clauses of paired beads, and how much of each the other side covers.

What is known of a clause are figures: the items in it (words with a translation, names, numbers, code) that the other
side of the bead holds and lacks, in nats; its length, and whether the bead has the usual length without it. A word of
which nothing is known counts neither way.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.evidence.clauses import split_clauses
from aligner.matching.side import measured
from aligner.model import Lang, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.arrays import Ints64
    from aligner.evidence.channel import Channel, Held
    from aligner.findings.inspection import Inspection
    from aligner.model import Alignment, Bead


#: Which channels tell what a clause of a language holds, and which of them hold no words of the language.
_OWN = {Lang.EN: ("code", "name", "en-word"), Lang.JA: ("latin", "name", "ja-word")}
_HARD = frozenset({"code", "latin", "name"})
#: Paragraphs whose sentences have clauses.
_PROSE = frozenset(ParagraphKind) - {ParagraphKind.CODE, ParagraphKind.MARKUP, ParagraphKind.DATELINE}
#: A picture alone; what stands for it is often shorter in one language.
_PICTURE = re.compile(r"\s*!\[[^\[\]]*\]\([^()]*\)\s*")


class Item(NamedTuple):
    """Something a text holds that its translation should hold: a word, name, number or string of code.

    Attributes:
        start: code-point offset in the document.
        end: offset past its last character.
        weight: how much it tells, in nats.
        covered: whether the other side of the bead holds it.
        hard: whether it is no word of the language: a name or code.
    """

    start: int
    end: int
    weight: float
    covered: bool
    hard: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A clause in its bead, with document offsets and what is known of it."""

    lang: Lang
    start: int
    end: int
    aside: bool
    items: tuple[Item, ...]
    words: int
    length: float


@dataclass(frozen=True, slots=True)
class Divided:
    """A bead with the clauses of both sides."""

    bead: Bead
    en: tuple[Part, ...]
    ja: tuple[Part, ...]

    def side(self, lang: Lang) -> tuple[Part, ...]:
        """The clauses of one side."""
        return self.en if lang is Lang.EN else self.ja


#: A side of more clauses, or of more characters, is no sentence of anybody's but a text that nothing parts (the longest
#: of the corpora has 23 clauses); to weigh each clause against the rest of it would take the square of its length.
_MOST_CLAUSES, _LONGEST = 100, 10_000


def divide(inspection: Inspection) -> Iterator[Divided]:
    """Every paired bead of running text that is no longer than sentences are, in order."""
    alignment = inspection.alignment
    sides = {lang: _Side(inspection, lang) for lang in Lang}
    for bead in alignment.beads:
        if bead.paired and all(sides[lang].prose(bead) for lang in Lang):
            divided = Divided(bead, *(tuple(sides[lang].parts(bead)) for lang in Lang))
            if max(len(divided.en), len(divided.ja)) <= _MOST_CLAUSES:
                yield divided


class _Side:
    """One document's words and items by segment."""

    def __init__(self, inspection: Inspection, lang: Lang) -> None:
        self._lang = lang
        self._document = inspection.alignment.bitext.side(lang)
        reading = inspection.prepared.en_reading if lang is Lang.EN else inspection.prepared.ja_reading
        self._words = reading.words.rows
        self._items = _items(inspection, lang)

    def prose(self, bead: Bead) -> bool:
        """Whether a bead's side is running text, of a length that sentences have."""
        texts = [self._document.segment_text(k) for k in bead.side(self._lang)]
        kinds = [self._document.paragraphs[self._document.segments[k].paragraph].kind for k in bead.side(self._lang)]
        return _PROSE.issuperset(kinds) and sum(map(len, texts)) <= _LONGEST and not any(map(_PICTURE.fullmatch, texts))

    def parts(self, bead: Bead) -> Iterator[Part]:
        """The clauses of a bead's side."""
        for k in bead.side(self._lang):
            segment, words = self._document.segments[k], self._words.get(k, ())
            text = self._document.segment_text(k)
            clauses = split_clauses(text, words, self._lang, segment.start)
            starts = [segment.start + one.start for one in clauses]
            ends = [segment.start + one.end for one in clauses]
            counts = [0] * len(clauses)
            for word in words:
                place = bisect_right(ends, word.start)
                if place < len(clauses) and starts[place] <= word.start:
                    counts[place] += word.form.content
            held: list[list[Item]] = [[] for _ in clauses]
            for item in self._items.get(k, ()):
                place = bisect_right(ends, item.start)
                if place < len(clauses):
                    held[place].append(item)
            for clause, start, end, items, count in zip(clauses, starts, ends, held, counts, strict=True):
                length = measured(text[clause.start : clause.end])
                yield Part(self._lang, start, end, clause.aside, tuple(items), count, length)


def _items(inspection: Inspection, lang: Lang) -> dict[int, list[Item]]:
    """Segment → its items in order, each place once.

    Of several readings of a place it is the covered one, the harder, the weightier, the longer, in this order.
    """
    alignment = inspection.alignment
    owner = {side: _owners(alignment, side) for side in Lang}
    read = []
    for channel in inspection.prepared.channels:
        if channel.name not in _OWN[lang]:
            continue
        own, other = (channel.en, channel.ja) if lang is Lang.EN else (channel.ja, channel.en)
        covered = np.isin(_keys(own, owner[lang], channel), _keys(other, owner[lang.other], channel))
        hard = np.full(len(covered), channel.name in _HARD)
        read.append((own.segment, own.start, own.end, channel.weight[own.item], covered, hard))
    segment, start, end, weight, covered, hard = map(np.concatenate, zip(*read, strict=True))
    order = np.lexsort((end, weight, hard, covered, start))
    best = order[np.diff(start[order], append=-1) != 0]
    found: dict[int, list[Item]] = defaultdict(list)
    columns = (segment, start, end, weight, covered, hard)
    for k, *item in zip(*(column[best].tolist() for column in columns), strict=True):
        found[k].append(Item(*item))
    return found


def _owners(alignment: Alignment, lang: Lang) -> Ints64:
    owner = np.zeros(len(alignment.bitext.side(lang).segments), np.int64)
    for bead in alignment.beads:
        owner[list(bead.side(lang))] = bead.id
    return owner


def _keys(held: Held, owner: Ints64, channel: Channel) -> Ints64:
    return owner[held.segment] * len(channel.weight) + held.item
