"""A stretch of the review as a bitext of its own, with the way back: what is looked through around a change.

Rules: a window holds whole pairs and their sentences, in order. Of a pair that breaks the order both sides are in it,
however far away the other stands; no pair is ever made across what lies between.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from aligner.model import Bitext, Lang
from aligner.review.build_documents import document_of
from aligner.review.state_records import Anchors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.matching.search import Step
    from aligner.review.model import Pair
    from aligner.review.state import State


class Window:
    """Some neighbouring pairs of a state.

    Attributes:
        state: what they are from.
        pairs: the pairs, in order of the English.
        ids: the sentences of each side, in order.
        bitext: those sentences as documents; segment ``k`` is sentence ``ids[lang][k]``.
    """

    def __init__(self, state: State, pairs: Sequence[Pair]) -> None:
        self.state, self.pairs = state, tuple(pairs)
        self.ids: Mapping[Lang, tuple[int, ...]] = {
            lang: tuple(sorted((k for pair in pairs for k in pair.side(lang)), key=state.position[lang].__getitem__))
            for lang in Lang
        }
        self._laid = {lang: document_of(state, lang, self.ids[lang], whole=False) for lang in Lang}
        self.bitext = Bitext(
            self._laid[Lang.EN].document, self._laid[Lang.JA].document, state.source, state.source_known
        )

    @cached_property
    def anchors(self) -> Mapping[Lang, Anchors]:
        """From spans in its documents to places in sentences."""
        return {lang: Anchors(self._laid[lang].document, self.ids[lang]) for lang in Lang}

    @cached_property
    def torn(self) -> Mapping[Lang, frozenset[int]]:
        """Boundaries of each side at which sentences that are not in the window stand."""
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
        """The sentences from its first to its last, those of pairs that were left out included."""
        found = []
        for lang in Lang:
            places = [self.state.position[lang][k] for k in self.ids[lang]]
            if places:
                found += [(lang, k) for k in self.state.order[lang][places[0] : places[-1] + 1]]
        return frozenset(found)

    def step(self, pair: Pair) -> Step:
        """A pair as ranges of segments; what stands alone has an empty one at the place where it belongs."""
        ranges = []
        for lang in Lang:
            side = [self._laid[lang].number[k] for k in pair.side(lang)]
            ranges.append((side[0], side[-1] + 1) if side else None)
        en, ja = ranges
        return (*(en or (0, 0)), *(ja or (0, 0)))

    def sides(self, step: Step) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The sentences of a step."""
        first, row, left, column = step
        return self.ids[Lang.EN][first:row], self.ids[Lang.JA][left:column]
