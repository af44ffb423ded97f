"""The search for the beads of a window whose other beads stay as they are.

The lattice between two fixed beads is searched as usual. Segments that stay alone, and boundaries that no bead
may cross, are excluded from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from aligner.analysis import read_evidence
from aligner.evidence.threads import one_thread_each
from aligner.matching.match import loosely_held, step_confidence, weighed
from aligner.matching.posterior import posterior
from aligner.matching.search import Lattice, Step, best_path, full_band
from aligner.model import Lang
from aligner.review.model import Bead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.analysis import Resources
    from aligner.model import Alone
    from aligner.review.model import Sides
    from aligner.review.window import Window


def search_window(
    resources: Resources, window: Window, loose: AbstractSet[int], known: Mapping[Sides, Bead], fresh: int
) -> list[Bead]:
    """The beads of a window, with the loose ones searched for again between the others.

    Args:
        resources: those of the analysis.
        window: the beads to search.
        loose: ids of the beads that may change.
        known: beads by their segments; one that is found again is the same bead.
        fresh: the first id for new beads.
    """
    fixed = [pair for pair in window.beads if pair.id not in loose]
    links = [pair for pair in fixed if pair.paired and not pair.moved]
    # Null beads and moved beads that stay are left out of the search.
    apart = [pair for pair in fixed if not pair.paired or pair.moved]
    closed = {lang: {k for pair in apart for k in ranged(window.step(pair), lang)} for lang in Lang}
    with one_thread_each():
        prepared = read_evidence(window.bitext, resources)
        band = full_band(prepared.en.size, prepared.ja.size)
        lattice, _ = weighed(prepared.within(*band)[0], resources.weights, *band)
    before = {(pair.en, pair.ja): pair for pair in window.beads if pair.id in loose}
    result = list(fixed)
    for scored in search_between(lattice, sorted(map(window.step, links)), closed, window.torn):
        if any(k in closed[lang] for lang in Lang for k in ranged(scored.step, lang)):
            continue
        sides = window.sides(scored.step)
        if (same := known.get(sides)) is not None:
            result.append(same)
            continue
        alone = tuple(
            candidate._replace(segment=window.ids[candidate.lang][candidate.segment]) for candidate in scored.alone
        )
        pair = Bead(fresh, *sides, scored.confidence, alone=alone)
        if sides in before:
            pair = replace(pair, id=before[sides].id, comment=before[sides].comment)
        else:
            fresh += 1
        result.append(pair)
    return result


def ranged(step: Step, lang: Lang) -> range:
    """The segments of a step on one side."""
    return range(step[0], step[1]) if lang is Lang.EN else range(step[2], step[3])


@dataclass(frozen=True, slots=True)
class ScoredStep:
    """A step of the best path, its probability, and those of its segments that could be null beads instead."""

    step: Step
    confidence: float
    alone: tuple[Alone, ...]


def search_between(
    lattice: Lattice,
    fixed: Sequence[Step],
    closed: Mapping[Lang, AbstractSet[int]],
    torn: Mapping[Lang, AbstractSet[int]],
) -> list[ScoredStep]:
    """The best path between fixed beads.

    Args:
        lattice: the whole window's, with the full band.
        fixed: pairs that stay, in order of both sides.
        closed: segments that stay alone. The result contains them as steps with their probability.
        torn: boundaries that no pair may cross.
    """
    ends = [(0, 0), *((step[1], step[3]) for step in fixed)]
    starts = [*((step[0], step[2]) for step in fixed), (lattice.rows, lattice.columns)]
    return [
        scored
        for (row, column), (last_row, last_column) in zip(ends, starts, strict=True)
        for scored in _best(_part(lattice, (row, last_row), (column, last_column), closed, torn), row, column)
    ]


def _part(
    lattice: Lattice,
    rows: tuple[int, int],
    columns: tuple[int, int],
    closed: Mapping[Lang, AbstractSet[int]],
    torn: Mapping[Lang, AbstractSet[int]],
) -> Lattice:
    """The lattice between two boundaries, without the pairs that are excluded."""
    (row, last_row), (column, last_column) = rows, columns
    pair = lattice.pair[row : last_row + 1, :, column : last_column + 1].copy()
    for k, (m, n) in enumerate(lattice.shapes):
        for end in _forbidden(m, rows, closed[Lang.EN], torn[Lang.EN]):
            pair[end - row, k, :] = -np.inf
        for end in _forbidden(n, columns, closed[Lang.JA], torn[Lang.JA]):
            pair[:, k, end - column] = -np.inf
    return Lattice(
        np.zeros(last_row - row + 1, np.int64),
        pair,
        lattice.en_gap[row:last_row],
        lattice.ja_gap[column:last_column],
        lattice.en_open,
        lattice.ja_open,
        lattice.ja_after_en,
        lattice.shapes,
        lattice.prices,
    )


def _forbidden(size: int, within: tuple[int, int], closed: AbstractSet[int], torn: AbstractSet[int]) -> Iterator[int]:
    """The boundaries at which no block of so many segments may end."""
    first, last = within
    for end in range(first + 1, last + 1):
        held, inside = range(end - size, end), range(end - size + 1, end)
        if not closed.isdisjoint(held) or not torn.isdisjoint(inside):
            yield end


def _best(lattice: Lattice, row: int, column: int) -> Iterator[ScoredStep]:
    if not lattice.rows and not lattice.columns:
        return
    posteriors = posterior(lattice)
    for step in best_path(lattice):
        confidence = round(min(max(step_confidence(lattice, posteriors, step), 0.0), 1.0), 6)
        alone = tuple(
            candidate._replace(segment=candidate.segment + (row if candidate.lang is Lang.EN else column))
            for candidate in loosely_held(posteriors, step)
        )
        first, last, left, right = step
        yield ScoredStep((first + row, last + row, left + column, right + column), confidence, alone)
