"""The alignment of a bitext: evidence, band, best cover, confidence, moved blocks, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.matching.band import WIDEST, first_band, strip_around, wider_band
from aligner.matching.explain import Explainer
from aligner.matching.features import share_of_sentences
from aligner.matching.gap_rate import discounted
from aligner.matching.moves import Move, find_moves, taken
from aligner.matching.paragraph_links import link_paragraphs
from aligner.matching.posterior import Posterior, posterior
from aligner.matching.preset import given_confidence, given_steps
from aligner.matching.reassign import Freed, free_moved
from aligner.matching.score import score
from aligner.matching.search import SHAPES, Lattice, Step, best_path, edge_touched
from aligner.model import Alignment, Alone, Bead, Bitext, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.arrays import Ints64
    from aligner.matching.match_input import Material
    from aligner.matching.prepare import Prepared
    from aligner.parameters import Weights

#: Probability of standing alone from which it is told of a segment of a pair.
_WORTH_TELLING = 0.1


def match(bitext: Bitext, prepared: Prepared, weights: Weights) -> Alignment:
    """The beads of a bitext in canonical order, with confidence and reasons, and the paragraphs they link."""
    material, lattice, found, path = search(prepared, weights, given_steps(bitext))
    freed = Freed(path)
    if not bitext.given:
        freed = free_moved(material, weights, lattice, path, find_moves(material, weights, lattice, path))
    steps = canonical(freed.path, freed.moves)
    explainer = Explainer(bitext, material, weights, [step for step, _ in steps])
    beads: list[Bead] = []
    for step, moved in steps:
        # A pair that gave a segment away is as probable as it was with that.
        steps_before = (step, *freed.longer.get(step, ()))
        confidence = moved.confidence if moved else sum(step_confidence(lattice, found, one) for one in steps_before)
        if bitext.given:
            confidence = given_confidence(step, confidence)
        beads.append(
            Bead(
                len(beads),
                tuple(range(step[0], step[1])),
                tuple(range(step[2], step[3])),
                round(min(max(confidence, 0.0), 1.0), 6),
                score=round(explainer.score(step), 4),
                moved=moved is not None,
                features=explainer.features(step),
                evidence=explainer.evidence(step),
                alone=() if moved or bitext.given else tuple(loosely_held(found, step)),
            )
        )
    return Alignment(bitext, tuple(beads), link_paragraphs(bitext, beads))


def search(
    prepared: Prepared, weights: Weights, given: list[Step] | None = None
) -> tuple[Material, Lattice, Posterior, list[Step]]:
    """The best cover, in a strip around the anchors, and where it touches the edge, in ever wider bands.

    Where a cover is given, it is that, in a strip around it.
    """
    rows, columns = prepared.en.size, prepared.ja.size
    if given is not None:
        low, width = strip_around([(i, j) for i, end, j, last in given if i < end and j < last], rows, columns)
        material, _ = prepared.within(low, width)
        lattice = score(material, weights, low, width)
        return material, lattice, posterior(lattice), given
    band = first_band(prepared.channels, rows, columns)
    material, chain = prepared.within(*band)
    low, width = strip_around(chain, rows, columns)
    if width >= band[1]:
        low, width = band
    while True:
        lattice, found = weighed(material, weights, low, width)
        path = best_path(lattice)
        in_strip = width < band[1]
        if not edge_touched(lattice, path) or (width >= WIDEST and not in_strip):
            return material, lattice, found, path
        if in_strip:
            low, width = band
        else:
            low, width = band = wider_band(prepared.channels, rows, columns, width)
            material, _ = prepared.within(low, width)


def weighed(material: Material, weights: Weights, low: Ints64, width: int) -> tuple[Lattice, Posterior]:
    """The scores within a band, with gaps at the texts' own price, and the probabilities of all beads."""
    usual = score(material, weights, low, width)
    found = posterior(usual)
    lattice = discounted(usual, found, share_of_sentences(material))
    return lattice, found if lattice is usual else posterior(lattice)


def step_confidence(lattice: Lattice, found: Posterior, step: Step) -> float:
    """The posterior of a step of the path."""
    first, row, left, column = step
    if first == row:
        return float(found.ja_gap[left])
    if left == column:
        return float(found.en_gap[first])
    shape = SHAPES.index((row - first, column - left))
    return float(found.pair[row, shape, column - int(lattice.low[row])])


def loosely_held(found: Posterior, step: Step) -> Iterator[Alone]:
    """The segments of a pair of three and more that may rather stand alone."""
    first, row, left, column = step
    if first == row or left == column or (row - first) + (column - left) == 2:
        return
    sides = ((Lang.EN, range(first, row), found.en_gap), (Lang.JA, range(left, column), found.ja_gap))
    for lang, segments, gap in sides:
        for k in segments:
            if len(segments) > 1 and gap[k] >= _WORTH_TELLING:
                yield Alone(lang, k, round(float(gap[k]), 6))


def canonical(path: Sequence[Step], moves: Sequence[Move]) -> list[tuple[Step, Move | None]]:
    """The steps with moved pairs in place of the gaps they fill, by English position.

    Between two pairs of the chain, English segments left alone come first, as the search has them.
    """
    taken_en, taken_ja = taken(moves)
    kept: list[tuple[Step, Move | None]] = [
        (step, None)
        for step in path
        if not (step[2] == step[3] and step[0] in taken_en) and not (step[0] == step[1] and step[2] in taken_ja)
    ]
    moved: list[tuple[Step, Move | None]] = [(move.step, move) for move in moves]
    # What starts together keeps the path's order; a move starts where no other step does.
    return sorted([*kept, *moved], key=lambda found: found[0][0])
