"""Clauses that the other side of their bead does not cover: their learned score, and the stretches that they form.

The score of a clause is the log-odds that it has no counterpart: a sum of features times learned weights.

    cover    share of its items that the other side has
    held     names and code that the other side has too
    lost     names and code that the other side lacks
    long     excess of this side of the bead over its usual length, in standard deviations of the document
    size     length of the clause
    gain     how much more similar the two sides are without it
    apart    how much less similar it is to the other side than to its own

The last two need sentence meaning. They are calculated only for clauses that the others do not rule out, so that a long
document takes little more time than its alignment.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.evidence.encoder import Cut
from aligner.findings.cosines import cosines
from aligner.model import LANGS
from aligner.parameters import load_clause_weights
from aligner.text.passages import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.arrays import Floats32
    from aligner.evidence.side_vectors import SideVectors
    from aligner.findings.clauses import Divided, Part
    from aligner.findings.inspection import Inspection
    from aligner.findings.length_excess import Excess
    from aligner.model import Document, Lang


#: Minimum log-odds of a clause that is reported, and minimum log-odds without meaning of a clause whose meaning is
#: computed, which takes time. With the second at -1.5, ten of 182 detected clauses are lost; at -6, three more are
#: detected.
FOUND, _WORTH_ASKING = 0.0, -3.0
#: A clause belongs to a neighbouring sentence if it is similar to it. The values are the number of neighbours, the
#: minimum likeness, and the minimum margin over the likeness to its own bead. With a likeness of 0.25, 36 of 182
#: detected clauses are lost. With 0.75, five more are detected, and two on sound pairs are reported. With half or twice
#: the other values, the number of detected clauses changes by two.
_NEIGHBOURS, _ALIKE, _MORE = 2, 0.5, 0.1
#: Beads that are scored together; this limits the memory.
_AT_ONCE = 1024


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring clauses of one side of a bead that the other side does not cover, and their highest log-odds."""

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


class Row(NamedTuple):
    """A clause, with its bead and its index on its side of the bead."""

    divided: Divided
    k: int
    part: Part

    @property
    def lang(self) -> Lang:
        """The side it stands on."""
        return self.part.lang

    @property
    def alone(self) -> bool:
        """Whether its side has no other clause."""
        return len(self.divided.side(self.part.lang)) == 1


def rows_of(beads: Sequence[Divided]) -> list[Row]:
    """Return the clauses of beads; of each bead the English ones first."""
    return [
        Row(divided, k, part) for divided in beads for side in (divided.en, divided.ja) for k, part in enumerate(side)
    ]


def find_uncovered(inspection: Inspection, beads: Sequence[Divided], excess: Excess) -> list[list[Stretch]]:
    """Return for every bead the stretches of both sides without a counterpart, English first, in order."""
    return [
        stretches
        for start in range(0, len(beads), _AT_ONCE)
        for stretches in _uncovered_in_some(inspection, beads[start : start + _AT_ONCE], excess)
    ]


def _uncovered_in_some(inspection: Inspection, beads: Sequence[Divided], excess: Excess) -> list[list[Stretch]]:
    rows = rows_of(beads)
    features = [clause_features(row, excess) for row in rows]
    weights = load_clause_weights(meaning=inspection.encoder is not None)
    first = load_clause_weights(meaning=False)
    scores = [weigh(values, first) if row.part.words else -math.inf for row, values in zip(rows, features, strict=True)]
    if inspection.encoder is not None:
        # A side with a single clause has no rest to compare.
        asked = [k for k, score in enumerate(scores) if score >= _WORTH_ASKING and not rows[k].alone]
        of_meaning = meaning_features(inspection, [rows[k] for k in asked])
        scores = [-math.inf] * len(rows)
        for k, values in zip(asked, of_meaning, strict=True):
            scores[k] = weigh(features[k] | values, weights) if values else -math.inf
    scored = iter(scores)
    return [
        [
            stretch
            for side in (divided.en, divided.ja)
            for stretch in _stretches(divided, side, list(islice(scored, len(side))), excess, weights["long"])
        ]
        for divided in beads
    ]


def weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the log-odds of a clause."""
    return weights["bias"] + sum([weights[name] * value for name, value in features.items()])


def clause_features(row: Row, excess: Excess) -> dict[str, float]:
    """Return the features of a clause that need no meaning (see the table of the module)."""
    part = row.part
    return {
        # The prior is one nat of three, for clauses without known items.
        "cover": (part.covered + 1) / (part.known + 3),
        "held": math.log1p(part.held),
        "lost": math.log1p(part.lost),
        "long": excess.of(row.divided, part.lang, asides=part.aside),
        "size": math.log1p(part.length),
    }


def meaning_features(inspection: Inspection, rows: Sequence[Row]) -> list[dict[str, float]]:
    """Return the features of clauses that need meaning; none for a clause that is closer to a neighbouring sentence.

    If the bitext was prepared without meaning, all are empty.
    """
    vectors, embedded = inspection.vectors, inspection.prepared.embedded
    if vectors is None or embedded is None:
        return [{} for _ in rows]
    by_row: list[dict[str, float]] = [{}] * len(rows)
    if not rows:
        return by_row
    clauses, rests = embedded.parts([_cut(inspection, row) for row in rows])
    for lang in LANGS:
        asked = [k for k, row in enumerate(rows) if row.lang is lang]
        if asked:
            own_rows = [rows[k] for k in asked]
            made = _features_of_meaning(own_rows, clauses[asked], rests[asked], vectors[lang], vectors[lang.other])
            for k, features in zip(asked, made, strict=True):
                by_row[k] = features
    return by_row


def _features_of_meaning(
    rows: Sequence[Row], clauses: Floats32, rests: Floats32, own: SideVectors, other: SideVectors
) -> Iterator[dict[str, float]]:
    """Return the features of clauses of one side, from their vectors and the vectors of the rest of the side.

    ``own`` and ``other`` are the vectors of this side and of the other.
    """
    whole = own.groups([row.divided.bead.side(row.lang) for row in rows])
    held = [row.divided.bead.side(row.lang.other) for row in rows]
    other_side = other.groups(held)
    columns = (
        cosines(clauses, other_side),
        _nearest_neighbours(clauses, other.segments, held),
        cosines(rests, other_side),
        cosines(whole, other_side),
        cosines(clauses, whole),
    )
    for likeness, nearest, without, within, to_own in zip(*columns, strict=True):
        if nearest > max(likeness + _MORE, _ALIKE):
            yield {}
        else:
            # In tenths, so that all weights are of one order of magnitude.
            yield {"gain": 10 * (without - within), "apart": 10 * (to_own - likeness)}


def _cut(inspection: Inspection, row: Row) -> Cut:
    """A clause in its side of the bead."""
    document, part = inspection.alignment.bitext.side(row.lang), row.part
    segments = row.divided.bead.side(row.lang)
    rest = passage_without(document, segments, part)
    return Cut(row.lang, segments[0], segments[-1] + 1, document.text[part.start : part.end], rest)


def passage_without(document: Document, segments: Sequence[int], part: Part) -> str:
    """Return the text of some segments without a clause."""
    kept = []
    for text, start in pieces(document, segments):
        if start is not None and start <= part.start < start + len(text):
            kept += [text[: part.start - start], text[part.end - start :]]
        else:
            kept.append(text)
    return "".join(kept)


def _nearest_neighbours(clauses: Floats32, other: Floats32, held: Sequence[Sequence[int]]) -> list[float]:
    """Return the cosine of each clause and the closest sentence beside its bead on the other side."""
    near = [
        (n, k)
        for n, group in enumerate(held)
        for k in (*range(group[0] - _NEIGHBOURS, group[0]), *range(group[-1] + 1, group[-1] + 1 + _NEIGHBOURS))
        if 0 <= k < len(other)
    ]
    which, sentence = np.array(near, np.int64).reshape(-1, 2).T
    nearest = [-1.0] * len(held)
    for n, alike in zip(which.tolist(), cosines(clauses[which], other[sentence]), strict=True):
        nearest[n] = max(nearest[n], alike)
    return nearest


def _stretches(
    divided: Divided, parts: Sequence[Part], scores: Sequence[float], excess: Excess, weight: float
) -> Iterator[Stretch]:
    """Yield the uncovered stretches of a side. Clauses are taken by score; each one shortens the side for the next."""
    if max(scores, default=-math.inf) < FOUND:
        return
    lang = parts[0].lang
    uncovered: dict[int, float] = {}
    # With and without clauses in brackets.
    taken = {True: 0.0, False: 0.0}
    for k in sorted(range(len(parts)), key=lambda k: (-scores[k], k)):
        aside = parts[k].aside
        shorter = excess.of(divided, lang, taken[aside], asides=aside) - excess.of(divided, lang, asides=aside)
        score = scores[k] + weight * shorter
        if score < FOUND or len(uncovered) == len(parts) - 1:
            break
        uncovered[k] = score
        taken[True] += parts[k].length
        taken[False] += 0.0 if aside else parts[k].length
    run: list[int] = []
    for k in sorted(uncovered):
        if run and (run[-1] != k - 1 or parts[k].aside != parts[k - 1].aside):
            yield Stretch(tuple(parts[n] for n in run), max(uncovered[n] for n in run))
            run = []
        run.append(k)
    if run:
        yield Stretch(tuple(parts[n] for n in run), max(uncovered[n] for n in run))
