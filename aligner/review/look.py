"""A close look at a window: what its sentences say, which of them correspond, why, and what is to be said about it.

Everything here is about one window (`window`); what becomes of it is `local_realign`' affair.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.findings import FINDERS, in_order
from aligner.findings.inspection import Inspection
from aligner.findings.overlaps import without_repeats
from aligner.findings.severities import weigh
from aligner.findings.wording import names, renderings, spellings, style
from aligner.matching import alternatives
from aligner.matching.explain import Explainer
from aligner.matching.paragraph_links import link_paragraphs
from aligner.matching.prepare import prepare
from aligner.matching.score import score
from aligner.matching.search import LONGEST, full_band
from aligner.model import Alignment, Bead, Lang
from aligner.review.constrained_search import search_between
from aligner.review.model import Pair
from aligner.review.state_records import evidence_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.matching.search import Step
    from aligner.model import Finding
    from aligner.review.resources import Tools
    from aligner.review.window import Window


#: What needs the whole text (`refresh_findings.needs_whole`), and all else.
_WHOLE = (style.find, names.find, renderings.find, spellings.find)
_FINDERS = tuple(find for find in FINDERS if find not in _WHOLE)


class Look:
    """A window, with everything read from it."""

    def __init__(self, tools: Tools, window: Window) -> None:
        self._tools, self._window = tools, window
        self._prepared = prepare(window.bitext, tools.lexicon, tools.encoder, tools.glossary)
        self._band = full_band(self._prepared.en.size, self._prepared.ja.size)
        self._material, _ = self._prepared.within(*self._band)

    def searched(
        self, loose: AbstractSet[int], known: Mapping[tuple[tuple[int, ...], tuple[int, ...]], Pair], fresh: int
    ) -> list[Pair]:
        """The window's pairs, those that are loose searched again between the others.

        Args:
            loose: ids of the pairs that may change.
            known: pairs by their sentences; what is found again as it was is the pair it was.
            fresh: first id for pairs that are new.
        """
        window = self._window
        fixed = [it for it in window.pairs if it.id not in loose]
        links = [it for it in fixed if it.paired and not it.moved]
        # What stands alone, and what crosses the order, is left out of the search.
        apart = [it for it in fixed if not it.paired or it.moved]
        closed = {lang: {k for it in apart for k in ranged(window.step(it), lang)} for lang in Lang}
        lattice = score(self._material, self._tools.weights, *self._band)
        before = {(it.en, it.ja): it for it in window.pairs if it.id in loose}
        result = list(fixed)
        for found in search_between(lattice, sorted(map(window.step, links)), closed, window.torn):
            if any(k in closed[lang] for lang in Lang for k in ranged(found.step, lang)):
                continue
            sides = window.sides(found.step)
            same = known.get(sides)
            if same is not None:
                result.append(same)
                continue
            left = tuple(it._replace(segment=window.ids[it.lang][it.segment]) for it in found.alone)
            pair = Pair(fresh, *sides, found.confidence, alone=left)
            if sides in before:
                pair = replace(pair, id=before[sides].id, comment=before[sides].comment)
            else:
                fresh += 1
            result.append(pair)
        return result

    def explained(self, pairs: Sequence[Pair]) -> list[Bead]:
        """Pairs as beads of the window, in the order given, with their evidence.

        One of more sentences than the search knows has none.
        """
        window = self._window
        steps = [window.step(pair) for pair in pairs]
        explainer = Explainer(window.bitext, self._material, self._tools.weights, [it for it in steps if _usual(it)])
        number = {(lang, id_): k for lang in Lang for k, id_ in enumerate(window.ids[lang])}
        beads = []
        for k, (pair, step) in enumerate(zip(pairs, steps, strict=True)):
            alone = tuple(it._replace(segment=number[it.lang, it.segment]) for it in pair.alone)
            en, ja = tuple(ranged(step, Lang.EN)), tuple(ranged(step, Lang.JA))
            bead = Bead(k, en, ja, pair.confidence, moved=pair.moved, alone=alone)
            if _usual(step):
                bead = replace(
                    bead,
                    score=round(explainer.score(step), 4),
                    features=explainer.features(step),
                    evidence=explainer.evidence(step),
                )
            beads.append(bead)
        return beads

    def with_evidence(self, pair: Pair, bead: Bead) -> Pair:
        """A pair with what its bead in the window rests on."""
        evidence = evidence_of(bead.evidence, self._window.anchors)
        return replace(pair, score=bead.score, features=bead.features, evidence=evidence)

    def findings(self, beads: Sequence[Bead]) -> tuple[Finding, ...]:
        """What is found in the window, given its beads, apart from what can only be told of the whole text."""
        bitext = self._window.bitext
        # The finders know of no meaning of more sentences than the search pairs, and look inside no doubtful pair.
        known = [it if max(len(it.en), len(it.ja)) <= LONGEST else replace(it, confidence=0.0) for it in beads]
        alignment = Alignment(bitext, tuple(known), link_paragraphs(bitext, known))
        inspection = Inspection(alignment, self._prepared, self._tools.lexicon, self._tools.encoder)
        found = [finding for find in _FINDERS for finding in find(inspection)]
        return in_order(alignment, weigh(without_repeats(found), *self._tools.severities))

    def runners_up(self, bead: Bead) -> tuple[alternatives.Alternative, ...]:
        """What a bead of the window was preferred to, were it searched now."""
        question = alternatives.Question(bead, bead.en, bead.ja)
        (found,) = alternatives.explain(self._window.bitext, self._prepared, self._tools.weights, [question])
        return found.runners_up


def ranged(step: Step, lang: Lang) -> range:
    """The segments of a step on one side."""
    return range(step[0], step[1]) if lang is Lang.EN else range(step[2], step[3])


def _usual(step: Step) -> bool:
    return step[1] - step[0] <= LONGEST and step[3] - step[2] <= LONGEST
