"""The state of a review after some actions, and what can be derived from it.

Rule: a state never changes. The difference between two states is a patch (`patches`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from aligner.model import Lang
from aligner.review.model import NO_DECISION, About, Bead, Decision, Finding, Made, Paragraph, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class State(msgspec.Struct, frozen=True, dict=True):
    """The state of a review.

    Attributes:
        made: what the record was made with.
        source: the language of the original.
        source_known: whether that was stated.
        about: the files.
        order: the ids of the segments of each side, in order.
        segments: of each side, by id.
        paragraphs: of each side, by id.
        beads: by id; every segment is in exactly one.
        findings: by id, those that are gone included.
        decisions: by the id of their finding, where one was decided or commented on.
    """

    made: Made
    source: Lang
    source_known: bool
    about: Mapping[Lang, About]
    order: Mapping[Lang, tuple[int, ...]]
    segments: Mapping[Lang, Mapping[int, Segment]]
    paragraphs: Mapping[Lang, Mapping[int, Paragraph]]
    beads: Mapping[int, Bead]
    findings: Mapping[int, Finding]
    decisions: Mapping[int, Decision]

    @cached_property
    def position(self) -> Mapping[Lang, Mapping[int, int]]:
        """The position of each segment among those of its side."""
        return {lang: {id_: k for k, id_ in enumerate(self.order[lang])} for lang in Lang}

    @cached_property
    def owner(self) -> Mapping[Lang, Mapping[int, int]]:
        """The id of the bead of each segment."""
        return {
            Lang.EN: {k: pair.id for pair in self.beads.values() for k in pair.en},
            Lang.JA: {k: pair.id for pair in self.beads.values() for k in pair.ja},
        }

    @cached_property
    def english_order(self) -> tuple[int, ...]:
        """The beads in the order of the English, which is the order of a record."""
        return self.ordered(self.beads.values(), Lang.EN)

    @cached_property
    def table(self) -> tuple[int, ...]:
        """The beads in the order of the source."""
        return self.english_order if self.source is Lang.EN else self.ordered(self.beads.values(), self.source)

    @cached_property
    def place(self) -> Mapping[int, int]:
        """The place of each bead in the table."""
        return {id_: k for k, id_ in enumerate(self.table)}

    @cached_property
    def chain(self) -> tuple[int, ...]:
        """The beads of the monotone chain, in order, without any that cross one before them."""
        chain: list[int] = []
        position = self.position[Lang.JA]
        last = -1
        for bead in self.english_order:
            pair = self.beads[bead]
            if pair.moved:
                continue
            if pair.en and pair.ja:
                place = position[pair.ja[0]]
                if place < last:
                    continue
                last = place
            chain.append(bead)
        return tuple(chain)

    def ordered(self, pairs: Iterable[Bead], lang: Lang) -> tuple[int, ...]:
        """Neighbouring beads, or all, by their place on one side.

        A null bead of the other side comes right before the bead that follows the one before it in order.
        """
        here, there = self.position[lang], self.position[lang.other]
        side, opposite = attrgetter(lang), attrgetter(lang.other)
        keys: dict[int, tuple[int, int, int]] = {}
        chain: list[tuple[int, int]] = []
        alone: list[tuple[int, int]] = []
        for pair in pairs:
            own, partner = side(pair), opposite(pair)
            if not own:
                alone.append((there[partner[0]], pair.id))
                continue
            keys[pair.id] = (here[own[0]], 1, 0)
            if partner and not pair.moved:
                chain.append((here[own[0]], there[partner[-1]]))
        chain.sort()
        starts = [start for start, _ in chain]
        last = len(self.order[lang])
        followed = sorted((end, following) for (_, end), following in zip(chain, [*starts[1:], last], strict=False))
        slot, ahead = (starts[0] if starts else last), 0
        for position, id_ in sorted(alone):
            while ahead < len(followed) and followed[ahead][0] < position:
                slot = followed[ahead][1]
                ahead += 1
            keys[id_] = (slot, 0, position)
        return tuple(sorted(keys, key=keys.__getitem__))

    def decision(self, finding: int) -> Decision:
        """The decision about a finding."""
        return self.decisions.get(finding, NO_DECISION)

    def live(self) -> Iterator[Finding]:
        """The findings that are reported now."""
        return (finding for finding in self.findings.values() if not finding.gone)

    def beads_of(self, finding: Finding) -> set[int]:
        """The beads that a finding is about."""
        beads = {self.owner[Lang.EN][k] for k in finding.en if k in self.owner[Lang.EN]}
        return beads | {self.owner[Lang.JA][k] for k in finding.ja if k in self.owner[Lang.JA]}

    @cached_property
    def findings_of(self) -> Mapping[int, tuple[int, ...]]:
        """The ids of the findings about each bead that are reported now."""
        by_bead: dict[int, list[int]] = {}
        for finding in self.live():
            for bead in self.beads_of(finding):
                by_bead.setdefault(bead, []).append(finding.id)
        return {bead: tuple(ids) for bead, ids in by_bead.items()}

    def check(self) -> None:
        """Check that no segment is lost or doubled.

        Raises:
            AssertionError: when an action left the state inconsistent, which is a bug of this program.
        """
        for lang in Lang:
            sides = [side for pair in self.beads.values() if (side := pair.side(lang))]
            covered = [k for side in sides for k in side]
            known = self.segments[lang].keys()
            if not len(covered) == len(self.order[lang]) == len(known) or set(covered) != known:
                raise AssertionError(f"the pairs do not cover every {lang} sentence exactly once")
            position = self.position[lang]
            for side in sides:
                first = position[side[0]]
                if len(side) > 1 and [position[k] - first for k in side] != list(range(len(side))):
                    raise AssertionError(f"the {lang} sentences {side} of a pair are not consecutive")
