"""The clauses of paired beads, and how much of each the other side covers.

The features of a clause are the items in it (words with a translation, names, numbers, code) that the other side of the
bead has and lacks, in nats, and its length. A word that the lexicon does not know is not counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.evidence.clauses import split_clauses
from aligner.matching.side import measured
from aligner.model import NO_LANGUAGE, Lang, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.arrays import Bools, Ints64
    from aligner.evidence.channel import Channel, Held
    from aligner.evidence.words import Words
    from aligner.findings.inspection import Inspection
    from aligner.model import Alignment, Bead, Document


#: The channels with the items of a clause by language, and those of them whose items are not words of the language.
OWN = {Lang.EN: ("code", "name", "en-word"), Lang.JA: ("latin", "name", "ja-word")}
_HARD = frozenset({"code", "latin", "name"})
#: Kinds of paragraph whose sentences are divided into clauses.
_PROSE = frozenset(ParagraphKind) - NO_LANGUAGE - {ParagraphKind.DATELINE}
#: A picture alone. Its alternative text is often shorter in one language.
_PICTURE = re.compile(r"\s*!\[[^\[\]]*\]\([^()]*\)\s*")


class Part(NamedTuple):
    """A clause in its bead, with document offsets and features.

    Sums are in nats, over the items that a translation should have too: words, names, numbers, strings of code.

    Attributes:
        lang: its side.
        start: code-point offset in the document.
        end: offset past its last character.
        aside: whether it is in brackets.
        known: the sum of all items.
        covered: the sum of items that the other side of the bead has.
        held: the sum of names and code that the other side has.
        lost: the sum of names and code that the other side lacks.
        covered_at: document offsets of the starts of covered items, in order.
        words: its content words.
        length: its length in characters of Japanese (`matching.side.measured`).
    """

    lang: Lang
    start: int
    end: int
    aside: bool
    known: float
    covered: float
    held: float
    lost: float
    covered_at: Sequence[int]
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


#: Maximum clauses and characters of a side. A longer side is a text without sentence ends (the longest sentence of the
#: corpora has 23 clauses), and comparing each clause with the rest takes the square of its length.
_MOST_CLAUSES, _LONGEST = 100, 10_000


def divide(inspection: Inspection) -> Iterator[Divided]:
    """Return every paired bead of running text that is not longer than a sentence can be, in order."""
    alignment = inspection.alignment
    en, ja = alignment.bitext.en, alignment.bitext.ja
    beads = [bead for bead in alignment.beads if bead.paired and is_prose(en, bead.en) and is_prose(ja, bead.ja)]
    en_parts, ja_parts = (_parts(inspection, lang, beads) for lang in Lang)
    for bead in beads:
        en_side, ja_side = _joined(en_parts, bead.en), _joined(ja_parts, bead.ja)
        if max(len(en_side), len(ja_side)) <= _MOST_CLAUSES:
            yield Divided(bead, en_side, ja_side)


def _joined(parts: Mapping[int, Sequence[Part]], segments: Sequence[int]) -> tuple[Part, ...]:
    return tuple(part for k in segments for part in parts[k])


def is_prose(document: Document, segments: Sequence[int]) -> bool:
    """Whether a bead's side is running text, of a length that sentences have."""
    texts = [document.segment_text(k) for k in segments]
    kinds = [document.paragraphs[document.segments[k].paragraph].kind for k in segments]
    return _PROSE.issuperset(kinds) and sum(map(len, texts)) <= _LONGEST and not any(map(_PICTURE.fullmatch, texts))


def _parts(inspection: Inspection, lang: Lang, beads: Sequence[Bead]) -> Mapping[int, Sequence[Part]]:
    """Return segment → its clauses in order, for the segments of some beads."""
    document = inspection.alignment.bitext.side(lang)
    words = inspection.reading(lang).words
    segments = sorted(k for bead in beads for k in bead.side(lang))
    firsts = [document.segments[k].start for k in segments]
    clauses_of_segments = [
        split_clauses(document.segment_text(k), words.rows.get(k, ()), lang, first)
        for k, first in zip(segments, firsts, strict=True)
    ]
    counts = [len(clauses) for clauses in clauses_of_segments]
    first = np.repeat(np.array(firsts, np.int64), counts)
    start, end, aside = (
        np.array([clause for clauses in clauses_of_segments for clause in clauses], np.int64).reshape(-1, 3).T
    )
    start, end = start + first, end + first
    # Text between two clauses of a segment belongs to the later one.
    since = np.maximum(np.append(0, end[:-1])[: len(end)], first)
    columns = (
        start.tolist(),
        end.tolist(),
        aside.astype(np.bool_).tolist(),
        *_known_between(inspection, lang, since, end),
        _content_words(words, start, end),
        measured(document.text, start, end),
    )
    parts = list(map(Part, repeat(lang), *columns))
    lasts = accumulate(counts)
    return {k: parts[last - count : last] for k, count, last in zip(segments, counts, lasts, strict=True)}


def _content_words(words: Words, start: Ints64, end: Ints64) -> list[int]:
    """Count the content words that begin in each of some spans."""
    content = np.fromiter((form.content for form in words.forms), np.bool_, len(words.forms))
    places = words.places.start[content[words.form]]
    counts: list[int] = (np.searchsorted(places, end) - np.searchsorted(places, start)).tolist()
    return counts


def _known_between(
    inspection: Inspection, lang: Lang, start: Ints64, end: Ints64
) -> tuple[list[float], list[float], list[float], list[float], list[list[int]]]:
    """Return the columns of `Part` for spans that are in order and do not overlap. Each place is counted once.

    Of several items at a place, the covered one counts, then a name or code, then the heavier, then the longer one.
    """
    alignment = inspection.alignment
    owner = {side: _owners(alignment, side) for side in Lang}
    read = []
    for channel in inspection.prepared.channels:
        if channel.name not in OWN[lang]:
            continue
        own, other = (channel.en, channel.ja) if lang is Lang.EN else (channel.ja, channel.en)
        covered = _among(_keys(own, owner[lang], channel), _keys(other, owner[lang.other], channel))
        hard = np.full(len(covered), channel.name in _HARD)
        read.append((own.start.astype(np.int64), own.end, channel.weight[own.item], covered, hard))
    place, ends, weight, covered, hard = map(np.concatenate, zip(*read, strict=True))
    order = np.lexsort((ends, weight, place * 4 + covered * 2 + hard))
    best = order[np.diff(place[order], append=-1) != 0]
    place, weight, covered, hard = place[best], weight[best], covered[best], hard[best]
    stretch = np.searchsorted(end, place, side="right")
    inside = stretch < len(end)
    inside[inside] = start[stretch[inside]] <= place[inside]

    def total(which: Bools) -> list[float]:
        # bincount adds values one after the other, which other sums of numpy do not.
        kept = inside & which
        sums: list[float] = np.bincount(stretch[kept], weight[kept], len(end)).tolist()
        return sums

    starts = place[covered]
    bounds = zip(np.searchsorted(starts, start).tolist(), np.searchsorted(starts, end).tolist(), strict=True)
    places = starts.tolist()
    return (
        total(np.ones_like(covered)),
        total(covered),
        total(covered & hard),
        total(~covered & hard),
        [places[first:last] for first, last in bounds],
    )


def _among(values: Ints64, others: Ints64) -> Bools:
    """Return which values are among others. `numpy.isin` takes ten times as long for keys that are almost sorted."""
    others = np.append(np.sort(others), -1)
    member: Bools = others[np.searchsorted(others[:-1], values)] == values
    return member


def _owners(alignment: Alignment, lang: Lang) -> Ints64:
    """(segments,) the bead of each."""
    owner = {k: bead.id for bead in alignment.beads for k in bead.side(lang)}
    return np.array([owner[k] for k in range(len(owner))], np.int64)


def _keys(held: Held, owner: Ints64, channel: Channel) -> Ints64:
    return owner[held.segment] * len(channel.weight) + held.item
