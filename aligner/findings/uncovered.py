"""Clauses that the other side of their bead does not cover: the learned score, and the stretches it finds.

The score of a clause is the log-odds that it has no counterpart, a sum of few features times learned weights:

    cover    share of what is known of it that the other side holds
    held     names and code that the other side holds too
    lost     names and code that it lacks
    long     how much too long this side of the bead is, in usual differences of the document
    size     how long the clause is
    gain     how much more alike the two sides are without it
    apart    how much less alike it is to the other side than to its own

The last two need meaning. They are only worked out for clauses that the others do not rule out, so that reading a long
document costs little more than aligning it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.evidence.encoder import Cut
from aligner.matching.lengths import Lengths, measure_lengths
from aligner.model import Lang
from aligner.parameters import load_clause_weights
from aligner.text.passages import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.arrays import Floats32
    from aligner.findings.clauses import Divided, Part
    from aligner.findings.inspection import Inspection
    from aligner.model import Document


#: Log-odds from which a clause is found, and those by features without meaning from which meaning is asked, which takes
#: time: at -1.5 ten of 182 clauses that are found are lost, at -6 three more are found.
FOUND, _WORTH_ASKING = 0.0, -3.0
#: Confidence from which a pair of two sentences shows how long its document's translations are. At 0.4 nine of 182 are
#: lost; at 0.9 five more are found, but short documents have few pairs as sure.
_SURE_PAIR = 0.8
#: How many deviations a length counts at most. At 1.5 26 of 182 are lost, at 6 none is found more.
_LONGEST = 3.0
#: A clause that is so alike to one of so many sentences beside its bead, and more by so much than to the bead itself,
#: belongs there. With a likeness of 0.25 36 of 182 are lost; at 0.75 five more are found, and two of sound pairs come.
#: Of the others at half and at double two are found more or less.
_NEIGHBOURS, _ALIKE, _MORE = 2, 0.5, 0.1
#: Clauses whose meaning is told at once, which bounds the memory.
_AT_ONCE = 1024


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring clauses of one side of a bead that the other side does not cover, and the log-odds of the surest."""

    parts: tuple[Part, ...]
    score: float

    @property
    def lang(self) -> Lang:
        """The side it stands on."""
        return self.parts[0].lang

    @property
    def start(self) -> int:
        """Code-point offset in the document."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Offset past its last character."""
        return self.parts[-1].end

    @property
    def confidence(self) -> float:
        """The probability that nothing covers it."""
        return 1 / (1 + math.exp(-self.score))


def usual_lengths(inspection: Inspection) -> Lengths:
    """The lengths of the document, by its one-to-one beads that are sure."""
    prepared = inspection.prepared
    pairs = [
        (bead.en[0], bead.ja[0])
        for bead in inspection.alignment.beads
        if len(bead.en) == len(bead.ja) == 1 and bead.confidence >= _SURE_PAIR
    ]
    return measure_lengths(prepared.en, prepared.ja, pairs)


class Row(NamedTuple):
    """A clause by its place: the number it has on its side of a bead."""

    one: Divided
    lang: Lang
    k: int

    @property
    def part(self) -> Part:
        """The clause."""
        return self.one.side(self.lang)[self.k]


class Excess:
    """How much too long a side of a bead is, in usual differences of the document's lengths."""

    def __init__(self, inspection: Inspection) -> None:
        self._lengths = usual_lengths(inspection)
        self._side = {Lang.EN: inspection.prepared.en.length, Lang.JA: inspection.prepared.ja.length}
        self._known: dict[int, tuple[float, float, float, float]] = {}

    def of(self, one: Divided, lang: Lang, without: float = 0.0, *, asides: bool = False) -> float:
        """The excess of a side, negative where it is too short, as it would be ``without`` so much of it.

        What stands in brackets there is left out of account unless ``asides``: glosses are on one side by their nature.
        """
        apart = math.log(self.times(one, lang, without, asides=asides)) / self._lengths.deviation
        return max(-_LONGEST, min(apart, _LONGEST))

    def times(self, one: Divided, lang: Lang, without: float = 0.0, *, asides: bool = False) -> float:
        """How many times as long as usual a side is."""
        # On the other side brackets may hold what stands here without.
        en, en_bare, ja, ja_bare = self._of_bead(one)
        if lang is Lang.EN:
            en = max((en if asides else en_bare) - without, 0.0)
        else:
            ja = max((ja if asides else ja_bare) - without, 0.0)
        times = (en * self._lengths.ratio + 5.0) / (ja + 5.0)
        return times if lang is Lang.EN else 1 / times

    def _of_bead(self, one: Divided) -> tuple[float, float, float, float]:
        """The lengths of a bead's English with and without what stands in brackets, and of its Japanese."""
        if one.bead.id not in self._known:
            self._known[one.bead.id] = *self._length(one, Lang.EN), *self._length(one, Lang.JA)
        return self._known[one.bead.id]

    def _length(self, one: Divided, lang: Lang) -> tuple[float, float]:
        segments = one.bead.side(lang)
        whole = float(self._side[lang][segments[0] : segments[-1] + 1].sum())
        return whole, whole - sum(part.length for part in one.side(lang) if part.aside)


def find_uncovered(inspection: Inspection, beads: Sequence[Divided], excess: Excess) -> list[list[Stretch]]:
    """For every bead the stretches of both sides that have no counterpart, English first, in order."""
    rows = [Row(one, lang, k) for one in beads for lang in Lang for k in range(len(one.side(lang)))]
    features = [clause_features(row, excess) for row in rows]
    weights = load_clause_weights(meaning=inspection.encoder is not None)
    first = load_clause_weights(meaning=False)
    scores = [weigh(found, first) if row.part.words else -math.inf for row, found in zip(rows, features, strict=True)]
    if inspection.encoder is not None:
        # Of a side with one clause alone nothing is left without it.
        several = [len(row.one.side(row.lang)) > 1 for row in rows]
        asked = [k for k, score in enumerate(scores) if several[k] and score >= _WORTH_ASKING]
        told = meaning_features(inspection, [rows[k] for k in asked])
        scores = [-math.inf] * len(rows)
        for k, found in zip(asked, told, strict=True):
            scores[k] = weigh(features[k] | found, weights) if found else -math.inf
    scored = iter(scores)
    return [
        [
            stretch
            for lang in Lang
            for stretch in _stretches(one, lang, [next(scored) for _ in one.side(lang)], excess, weights["long"])
        ]
        for one in beads
    ]


def weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The log-odds of a clause."""
    return weights["bias"] + sum(weights[name] * value for name, value in features.items())


def clause_features(row: Row, excess: Excess) -> dict[str, float]:
    """The features of a clause that need no meaning (see the module's table)."""
    part = row.part
    known = covered = held = lost = 0.0
    for item in part.items:
        known += item.weight
        if item.covered:
            covered += item.weight
            held += item.weight * item.hard
        else:
            lost += item.weight * item.hard
    return {
        # One nat in three where nothing is known, which says neither.
        "cover": (covered + 1) / (known + 3),
        "held": math.log1p(held),
        "lost": math.log1p(lost),
        "long": excess.of(row.one, part.lang, asides=part.aside),
        "size": math.log1p(part.length),
    }


def meaning_features(inspection: Inspection, rows: Sequence[Row]) -> list[dict[str, float]]:
    """The features of clauses that need meaning; none for a clause that rather belongs to a neighbouring sentence.

    All of them are none where the bitext was prepared without meaning.
    """
    return [
        found
        for start in range(0, len(rows), _AT_ONCE)
        for found in _meaning_of_some(inspection, rows[start : start + _AT_ONCE])
    ]


def _meaning_of_some(inspection: Inspection, rows: Sequence[Row]) -> list[dict[str, float]]:
    vectors, embedded = inspection.prepared.vectors, inspection.prepared.embedded
    if vectors is None or embedded is None:
        return [{} for _ in rows]
    told: dict[int, tuple[Floats32, Floats32]] = {}
    for lang, side in zip(Lang, embedded, strict=True):
        asked = [k for k, row in enumerate(rows) if row.lang is lang]
        if asked:
            parts, rests = side.parts([_cut(inspection, rows[k]) for k in asked])
            told.update(zip(asked, zip(parts, rests, strict=True), strict=True))
    blocks = dict(zip(Lang, vectors, strict=True))
    found: list[dict[str, float]] = []
    for k, row in enumerate(rows):
        clause, without = told[k]
        whole, other_side = (_block(blocks[lang], row.one.bead.side(lang)) for lang in (row.lang, row.lang.other))
        likeness = _likeness(clause, other_side)
        if _nearest_neighbour(inspection, row, clause) > max(likeness + _MORE, _ALIKE):
            found.append({})
            continue
        # In tenths, so that all weights are of one order of magnitude.
        gain = 10 * (_likeness(without, other_side) - _likeness(whole, other_side))
        found.append({"gain": gain, "apart": 10 * (_likeness(clause, whole) - likeness)})
    return found


def _cut(inspection: Inspection, row: Row) -> Cut:
    """A clause in its side of the bead."""
    document, part = inspection.alignment.bitext.side(row.lang), row.part
    segments = row.one.bead.side(row.lang)
    rest = passage_without(document, segments, part)
    return Cut(segments[0], segments[-1] + 1, document.text[part.start : part.end], rest)


def _block(vectors: Floats32, segments: Sequence[int]) -> Floats32:
    vector: Floats32 = vectors[segments[-1] + 1, len(segments) - 1]
    return vector


def passage_without(document: Document, segments: Sequence[int], part: Part) -> str:
    """The text of some segments without a clause."""
    kept = []
    for text, start in pieces(document, segments):
        if start is not None and start <= part.start < start + len(text):
            kept += [text[: part.start - start], text[part.end - start :]]
        else:
            kept.append(text)
    return "".join(kept)


def _likeness(one: Floats32, two: Floats32) -> float:
    # Summed in one order whatever the company, as a product of matrices would not.
    return round(float(np.sum(one * two, dtype=np.float64)), 6)


def _nearest_neighbour(inspection: Inspection, row: Row, clause: Floats32) -> float:
    """How alike a clause is to the most alike sentence beside its bead."""
    vectors = inspection.prepared.vectors
    if vectors is None:
        return -1.0
    side = vectors[1] if row.lang is Lang.EN else vectors[0]
    held = row.one.bead.side(row.lang.other)
    near = [*range(held[0] - _NEIGHBOURS, held[0]), *range(held[-1] + 1, held[-1] + 1 + _NEIGHBOURS)]
    return max((_likeness(clause, side[k + 1, 0]) for k in near if 0 <= k < len(side) - 1), default=-1.0)


def _stretches(one: Divided, lang: Lang, scores: Sequence[float], excess: Excess, weight: float) -> Iterator[Stretch]:
    """The clauses found, the surest first: each that is found leaves the side that much shorter for the next."""
    parts = one.side(lang)
    if max(scores, default=-math.inf) < FOUND:
        return
    found: dict[int, float] = {}
    # With what stands in brackets, and without.
    taken = {True: 0.0, False: 0.0}
    for k in sorted(range(len(parts)), key=lambda k: (-scores[k], k)):
        aside = parts[k].aside
        shorter = excess.of(one, lang, taken[aside], asides=aside) - excess.of(one, lang, asides=aside)
        score = scores[k] + weight * shorter
        if score < FOUND or len(found) == len(parts) - 1:
            break
        found[k] = score
        taken[True] += parts[k].length
        taken[False] += 0.0 if aside else parts[k].length
    run: list[int] = []
    for k in sorted(found):
        if run and (run[-1] != k - 1 or parts[k].aside != parts[k - 1].aside):
            yield Stretch(tuple(parts[n] for n in run), max(found[n] for n in run))
            run = []
        run.append(k)
    if run:
        yield Stretch(tuple(parts[n] for n in run), max(found[n] for n in run))
