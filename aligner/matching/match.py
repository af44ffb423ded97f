"""The alignment of a bitext: band, best path, confidence, moved beads, evidence.

Rule: the order of the steps of matching is written here and nowhere else. Next: `search` for the path, `features` for
what is scored, `moves` and `reassign` for beads out of order.
"""

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
from aligner.matching.reassign import Reassigned, reassign_moved
from aligner.matching.score import score
from aligner.matching.search import SHAPES, Lattice, Step, best_path, edge_touched
from aligner.model import Alignment, Alone, Bead, Bitext, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.arrays import Ints64
    from aligner.matching.match_input import Material
    from aligner.matching.prepare import Prepared
    from aligner.parameters import Weights

#: A bead lists its segments that stand alone with at least this probability.
_ALONE_PROBABILITY = 0.1


def match(bitext: Bitext, prepared: Prepared, weights: Weights) -> Alignment:
    """The beads of a bitext in canonical order, with confidence and evidence, and the paragraphs that they link."""
    material, lattice, posteriors, path = search(prepared, weights, given_steps(bitext))
    result = Reassigned(path)
    if not bitext.given:
        result = reassign_moved(material, weights, lattice, path, find_moves(material, weights, lattice, path))
    steps = canonical(result.path, result.moves)
    explainer = Explainer(bitext, material, weights, [step for step, _ in steps])
    beads: list[Bead] = []
    for step, moved in steps:
        # A shortened bead keeps the posterior of the original ones.
        originals = (step, *result.originals.get(step, ()))
        confidence = (
            moved.confidence if moved else sum(step_confidence(lattice, posteriors, original) for original in originals)
        )
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
                alone=() if moved or bitext.given else tuple(loosely_held(posteriors, step)),
            )
        )
    return Alignment(bitext, tuple(beads), link_paragraphs(bitext, beads))


def search(
    prepared: Prepared, weights: Weights, given: list[Step] | None = None
) -> tuple[Material, Lattice, Posterior, list[Step]]:
    """The best path in a strip around the anchors; where it touches the edge, in wider and wider bands.

    A given path is kept, and scored in a strip around it.
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
        lattice, posteriors = weighed(material, weights, low, width)
        path = best_path(lattice)
        in_strip = width < band[1]
        if not edge_touched(lattice, path) or (width >= WIDEST and not in_strip):
            return material, lattice, posteriors, path
        if in_strip:
            low, width = band
        else:
            low, width = band = wider_band(prepared.channels, rows, columns, width)
            material, _ = prepared.within(low, width)


def weighed(material: Material, weights: Weights, low: Ints64, width: int) -> tuple[Lattice, Posterior]:
    """The scores within a band, with the price of gaps adapted to the texts, and the probabilities of all beads."""
    usual = score(material, weights, low, width)
    posteriors = posterior(usual)
    lattice = discounted(usual, posteriors, share_of_sentences(material))
    return lattice, posteriors if lattice is usual else posterior(lattice)


def step_confidence(lattice: Lattice, posteriors: Posterior, step: Step) -> float:
    """The posterior of a step."""
    first, row, left, column = step
    if first == row:
        return float(posteriors.ja_gap[left])
    if left == column:
        return float(posteriors.en_gap[first])
    shape = SHAPES.index((row - first, column - left))
    return float(posteriors.pair[row, shape, column - int(lattice.low[row])])


def loosely_held(posteriors: Posterior, step: Step) -> Iterator[Alone]:
    """The segments of a bead of three or more that may stand alone instead."""
    first, row, left, column = step
    if first == row or left == column or (row - first) + (column - left) == 2:
        return
    sides = ((Lang.EN, range(first, row), posteriors.en_gap), (Lang.JA, range(left, column), posteriors.ja_gap))
    for lang, segments, gap in sides:
        for k in segments:
            if len(segments) > 1 and gap[k] >= _ALONE_PROBABILITY:
                yield Alone(lang, k, round(float(gap[k]), 6))


def canonical(path: Sequence[Step], moves: Sequence[Move]) -> list[tuple[Step, Move | None]]:
    """The steps by English position, with moved pairs in place of the gaps that they fill.

    Between two pairs of the path, English gaps come before Japanese ones, as in the search.
    """
    taken_en, taken_ja = taken(moves)
    kept: list[tuple[Step, Move | None]] = [
        (step, None)
        for step in path
        if not (step[2] == step[3] and step[0] in taken_en) and not (step[0] == step[1] and step[2] in taken_ja)
    ]
    moved: list[tuple[Step, Move | None]] = [(move.step, move) for move in moves]
    # Steps with the same start keep the order of the path; no other step starts where a move does.
    return sorted([*kept, *moved], key=lambda entry: entry[0][0])
