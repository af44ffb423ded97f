"""The alignment of a bitext: band, best path, confidence, moved beads, evidence.

Rule: the order of the steps of matching is written here and nowhere else. Next: `search` for the path, `features` for
what is scored, `moves` and `reassign` for beads out of order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from aligner.matching.band import WIDEST, first_band, strip_around, wider_band
from aligner.matching.explain import Explainer
from aligner.matching.memory import band_need, require, text_need
from aligner.matching.moves import Move, find_moves, taken
from aligner.matching.paragraph_links import link_paragraphs
from aligner.matching.posterior import Posterior, posterior
from aligner.matching.preset import constrained, given_confidence, given_steps, has_pair, is_long
from aligner.matching.reassign import Reassigned, reassign_moved
from aligner.matching.score import score
from aligner.matching.search import Lattice, Step, best_path, edge_touched
from aligner.matching.shapes import SHAPES
from aligner.matching.translator import adapted
from aligner.model import Alignment, Alone, Bead, Bitext, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.arrays import Ints64
    from aligner.matching.match_input import Material
    from aligner.matching.prepare import Prepared
    from aligner.matching.preset import PresetBead
    from aligner.matching.shapes import Shapes
    from aligner.parameters import Weights

#: A bead lists its segments that stand alone with at least this probability.
_ALONE_PROBABILITY = 0.1


def match(
    bitext: Bitext, prepared: Prepared, weights: Weights, preset: Sequence[PresetBead] | None = None
) -> Alignment:
    """The beads of a bitext in canonical order, with confidence and evidence, and the paragraphs that they link.

    Args:
        bitext: both texts.
        prepared: their evidence.
        weights: the weights of the features.
        preset: beads that are kept instead of the result of the search.
    """
    if preset is not None and any(is_long(bead.step) for bead in preset):
        prepared = prepared.longer
    material, lattice, posteriors, path = search(prepared, weights, given_steps(bitext))
    result = Reassigned(path)
    if not bitext.given:
        result = reassign_moved(material, weights, lattice, path, find_moves(material, weights, lattice, path))
    if preset is None:
        searched = _Searched(lattice, posteriors, result, given=bitext.given)
        drafts = [searched.draft(step, move) for step, move in canonical(result.path, result.moves)]
    else:
        fixed = [bead for bead in preset if bead.fixed]
        beside_fixed = posterior(constrained(lattice, fixed)) if fixed else posteriors
        searched = _Searched(lattice, beside_fixed, result, given=bitext.given)
        drafts = [searched.preset(bead) for bead in preset]
    searchable = [draft.step for draft in drafts if _is_searchable(draft.step, material.shapes)]
    explainer = Explainer(bitext, material, weights, searchable)
    beads = tuple(_bead(k, draft, explainer) for k, draft in enumerate(drafts))
    return Alignment(bitext, beads, link_paragraphs(bitext, beads))


class _Draft(NamedTuple):
    """A bead before it is explained."""

    step: Step
    confidence: float
    moved: bool
    alone: tuple[Alone, ...]


@dataclass(frozen=True, slots=True)
class _Searched:
    """The result of the search. ``given``: whether the file itself pairs its units."""

    lattice: Lattice
    posterior: Posterior
    result: Reassigned
    given: bool

    def draft(self, step: Step, move: Move | None) -> _Draft:
        """A bead with the confidence of the search."""
        if move is not None:
            return _Draft(step, move.confidence, moved=True, alone=())
        # A shortened bead keeps the posterior of the original ones.
        originals = (step, *self.result.originals.get(step, ()))
        confidence = sum(step_confidence(self.lattice, self.posterior, original) for original in originals)
        if self.given:
            return _Draft(step, given_confidence(step, confidence), moved=False, alone=())
        return _Draft(step, confidence, moved=False, alone=tuple(loosely_held(self.posterior, step)))

    def preset(self, bead: PresetBead) -> _Draft:
        """A preset bead, with the confidence of the search unless it is fixed or the search does not have it."""
        move = next((move for move in self.result.moves if move.step == bead.step), None) if bead.moved else None
        first, row, left, column = bead.step
        paired = first < row and left < column
        if bead.fixed or (bead.moved and move is None) or (paired and not has_pair(self.lattice, bead.step)):
            return _Draft(bead.step, bead.confidence, bead.moved, ())
        return self.draft(bead.step, move)


def _is_searchable(step: Step, shapes: Shapes) -> bool:
    """Whether the search has beads of this shape."""
    size = step[1] - step[0], step[3] - step[2]
    return size in shapes if min(size) else max(size) <= shapes.longest


def _bead(number: int, draft: _Draft, explainer: Explainer) -> Bead:
    """A bead with score, features and evidence; a bead of a shape that the search does not have gets none."""
    first, row, left, column = step = draft.step
    bead = Bead(
        number,
        tuple(range(first, row)),
        tuple(range(left, column)),
        round(min(max(draft.confidence, 0.0), 1.0), 6),
        moved=draft.moved,
        alone=draft.alone,
    )
    if not _is_searchable(step, explainer.shapes):
        return bead
    return replace(
        bead,
        score=round(explainer.score(step), 4),
        features=explainer.features(step),
        evidence=explainer.evidence(step),
    )


def search(
    prepared: Prepared, weights: Weights, given: list[Step] | None = None
) -> tuple[Material, Lattice, Posterior, list[Step]]:
    """The best path in a strip around the anchors; where it touches the edge, in wider and wider bands.

    If the translator merges whole paragraphs, pairs of five and six segments with one are searched too. A given path is
    kept, and scored in a strip around it.

    Raises:
        NotEnoughMemoryError: a band needs more memory than there is.
    """
    rows, columns = prepared.en.size, prepared.ja.size
    if given is not None:
        low, width = strip_around([(i, j) for i, end, j, last in given if i < end and j < last], rows, columns)
        material, _ = prepared.within(low, width)
        require(_need(prepared, width))
        lattice = score(material, weights, low, width)
        return material, lattice, posterior(lattice), given
    band = first_band(prepared.channels, rows, columns)
    material, chain = prepared.within(*band)
    low, width = strip_around(chain, rows, columns)
    if width >= band[1]:
        low, width = band
    while True:
        require(_need(prepared, width))
        lattice, translator = adapted(score(material, weights, low, width))
        if prepared.shapes is SHAPES and translator.paragraphs:
            prepared = prepared.longer
            material, _ = prepared.within(*band)
            continue
        path = best_path(lattice)
        in_strip = width < band[1]
        if not edge_touched(lattice, path) or (width >= WIDEST and not in_strip):
            return material, lattice, posterior(lattice), path
        del lattice  # the next one is larger
        if in_strip:
            low, width = band
        else:
            low, width = band = wider_band(prepared.channels, rows, columns, width)
            material, _ = prepared.within(low, width)


def _need(prepared: Prepared, width: int) -> int:
    """The bytes that a search in a band of this width needs."""
    rows, columns = prepared.en.size, prepared.ja.size
    meaning = prepared.vectors is not None
    return text_need(rows + columns, meaning=meaning) + band_need(rows, width, len(prepared.shapes))


def weighed(material: Material, weights: Weights, low: Ints64, width: int) -> tuple[Lattice, Posterior]:
    """The scores within a band, with the prices adapted to the translator, and the probabilities of all beads."""
    lattice, _ = adapted(score(material, weights, low, width))
    return lattice, posterior(lattice)


def step_confidence(lattice: Lattice, posteriors: Posterior, step: Step) -> float:
    """The posterior of a step."""
    first, row, left, column = step
    if first == row:
        return float(posteriors.ja_gap[left])
    if left == column:
        return float(posteriors.en_gap[first])
    shape = lattice.shapes.index((row - first, column - left))
    return float(posteriors.pair[row][shape, column - int(lattice.low[row])])


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
