"""A part of a review, or all of it, as a bitext with the way back to the review.

A window holds whole beads and their segments, in order. Of a moved bead both sides are in it, however far apart they
are. No bead is ever made across segments that are not in the window.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from aligner.matching.preset import PresetBead
from aligner.model import Lang
from aligner.review.build_documents import document_of
from aligner.review.model import Maker
from aligner.review.state_records import Anchors, bitext_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.matching.search import Step
    from aligner.review.model import Bead
    from aligner.review.state import State


class Window:
    """Neighbouring beads of a state, or all of them.

    Attributes:
        state: the state that holds them.
        pairs: the beads, in order of the English.
        whole: whether they are all beads of the state.
        ids: the segments of each side, in order.
        bitext: those segments as documents; segment ``k`` is segment ``ids[lang][k]`` of the state.
    """

    def __init__(self, state: State, pairs: Sequence[Bead] | None = None) -> None:
        """Make a window of some beads; of all where none are given."""
        self.state, self.whole = state, pairs is None
        chosen = state.beads.values() if pairs is None else pairs
        self.beads = tuple(state.beads[bead] for bead in state.ordered(chosen, Lang.EN))
        self.ids: Mapping[Lang, tuple[int, ...]] = {
            lang: tuple(
                sorted((k for pair in self.beads for k in pair.side(lang)), key=state.position[lang].__getitem__)
            )
            for lang in Lang
        }
        self._laid = {lang: document_of(state, lang, self.ids[lang], whole=self.whole) for lang in Lang}
        documents = self._laid[Lang.EN].document, self._laid[Lang.JA].document
        self.bitext = bitext_of(state, *documents)

    @cached_property
    def anchors(self) -> Mapping[Lang, Anchors]:
        """From spans in its documents to places in segments."""
        return {lang: Anchors(self._laid[lang].document, self.ids[lang]) for lang in Lang}

    @cached_property
    def torn(self) -> Mapping[Lang, frozenset[int]]:
        """Boundaries of each side at which segments are left out of the window."""
        return {
            lang: frozenset(
                k
                for k in range(1, len(self.ids[lang]))
                if self.state.position[lang][self.ids[lang][k]] - self.state.position[lang][self.ids[lang][k - 1]] > 1
            )
            for lang in Lang
        }

    @cached_property
    def spanned(self) -> frozenset[tuple[Lang, int]]:
        """The segments from its first to its last, those of beads that are left out included."""
        segments = []
        for lang in Lang:
            places = [self.state.position[lang][k] for k in self.ids[lang]]
            if places:
                segments += [(lang, k) for k in self.state.order[lang][places[0] : places[-1] + 1]]
        return frozenset(segments)

    def step(self, pair: Bead) -> Step:
        """A bead as ranges of segments of the window; an empty side is ``(0, 0)``."""
        ranges = []
        for lang in Lang:
            side = [self._laid[lang].number[k] for k in pair.side(lang)]
            ranges.append((side[0], side[-1] + 1) if side else None)
        en, ja = ranges
        return (*(en or (0, 0)), *(ja or (0, 0)))

    def preset(self) -> list[PresetBead]:
        """The beads as they are, for an analysis that keeps them."""
        return [
            PresetBead(self.step(pair), pair.confidence, pair.moved, fixed=pair.made is Maker.USER)
            for pair in self.beads
        ]

    def sides(self, step: Step) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The segments of a step."""
        first, row, left, column = step
        return self.ids[Lang.EN][first:row], self.ids[Lang.JA][left:column]
