"""The search around a change: sentences set free find new partners, and what is said of the neighbourhood is renewed.

Only a window of some pairs is read, embedded and searched, however long the text. Rules: what the user made or
confirmed stays; a pair that is found again is the same pair; nothing outside the window changes.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.evidence.threads import one_thread_each
from aligner.matching.band import FULL
from aligner.model import Lang
from aligner.review.look import Look
from aligner.review.refresh_findings import needs_whole, with_findings
from aligner.review.refusal import RefusedError
from aligner.review.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.review.model import Pair
    from aligner.review.resources import Toolbox, Tools
    from aligner.review.state import State

#: Pairs on either side of a change that are searched again with it, and pairs beyond those that are looked at.
REACH, CONTEXT = 3, 4


class Search:
    """Searches with some tools; see `actions.Neighbours`."""

    def __init__(self, toolbox: Toolbox) -> None:
        self._toolbox = toolbox

    def mended(self, old: State, new: State) -> State:
        """The new state with free sentences searched again, and evidence and findings of what changed made anew."""
        touched = {new.owner[lang][k] for lang, k in changed_sentences(old, new)}
        crossing = (new.pairs[bead] for bead in touched if new.pairs[bead].moved)
        beside = {near for pair in crossing for near in _beside(new, pair)}
        with one_thread_each():
            around = _Around(self._toolbox.tools(), old)
            for some in list(_clusters(new, touched | beside)):
                new = around.renewed(new, some, touched)
        return new

    def searched(self, state: State, beads: Sequence[int]) -> State:
        """The state with everything from one pair to another searched again that is not the user's.

        Of one pair alone the neighbours are searched with it.

        Raises:
            RefusedError: when a pair is not there, or the stretch is too long.
        """
        if not beads or any(bead not in state.pairs for bead in beads):
            raise RefusedError("no_pair")
        chain = state.chain
        places = [k for k, bead in enumerate(chain) if bead in set(beads)]
        reach = REACH if len(places) == 1 else 0
        stretch = set(chain[max(places[0] - reach, 0) : places[-1] + reach + 1]) if places else set()
        loose = {bead for bead in stretch if not state.pairs[bead].fixed}
        if not loose:
            raise RefusedError("nothing")
        with one_thread_each():
            return _Around(self._toolbox.tools(), state).searched(state, set(), loose, set())

    def look_ahead(self, state: State, bead: int) -> None:
        """Embed what a change at a pair would need, so that it need not wait for that."""
        place = next((k for k, it in enumerate(state.chain) if it == bead), None)
        if place is not None:
            with suppress(RefusedError), one_thread_each():
                stretch = set(state.chain[max(place - REACH, 0) : place + REACH + 2])
                _Around(self._toolbox.tools(), state).searched(state, stretch, set(), set())


def changed_sentences(old: State, new: State) -> set[tuple[Lang, int]]:
    """The sentences that have another text or other partners than before, or are new."""
    found = {
        (lang, k)
        for id_, pair in new.pairs.items()
        if (was := old.pairs.get(id_)) is not pair and (was is None or (was.en, was.ja) != (pair.en, pair.ja))
        for lang in Lang
        for k in pair.side(lang)
    }
    for lang in Lang:
        before, after = old.sentences[lang], new.sentences[lang]
        if before is not after:
            found |= {(lang, k) for k, it in after.items() if k not in before or before[k].text != it.text}
    return found


def _beside(state: State, crossing: Pair) -> Iterator[int]:
    """The pairs that stand next to the sentences of one that breaks the order."""
    for lang in Lang:
        order, side = state.order[lang], crossing.side(lang)
        first, last = state.position[lang][side[0]], state.position[lang][side[-1]]
        for place in (first - 1, last + 1):
            if 0 <= place < len(order):
                yield state.owner[lang][order[place]]


def _clusters(state: State, touched: AbstractSet[int]) -> Iterator[set[int]]:
    """Pairs of the chain that changed, or stand beside one that did, by neighbourhood."""
    some: set[int] = set()
    last = None
    for place, bead in enumerate(state.chain):
        if bead not in touched:
            continue
        if last is not None and place - last > 2 * (REACH + CONTEXT):
            yield some
            some = set()
        some.add(bead)
        last = place
    if some:
        yield some


@dataclass(frozen=True, slots=True)
class _Around:
    """What is done around a change, given the state before it."""

    tools: Tools
    old: State

    def renewed(self, new: State, some: AbstractSet[int], touched: AbstractSet[int]) -> State:
        """The state with a neighbourhood searched again where something is free, and looked through."""
        chain = new.chain
        # An edit touches a pair and leaves it as it is; only what lost or gained sentences is searched.
        loosened = {bead for bead in some & touched if _is_free(self.old, new.pairs[bead])}
        free = [k for k, bead in enumerate(chain) if bead in loosened] if loosened else []
        loose: set[int] = set()
        if free:
            # Where the file itself says what corresponds, only what is free may be paired anew.
            reach = 0 if _given(new) else REACH
            stretch = chain[max(free[0] - reach, 0) : free[-1] + reach + 1]
            loose = {bead for bead in stretch if not new.pairs[bead].fixed}
            if _given(new):
                loose &= touched
        return self.searched(new, some, loose, touched)

    def searched(self, new: State, some: AbstractSet[int], loose: AbstractSet[int], touched: AbstractSet[int]) -> State:
        """The state with some pairs searched again, and what is said of what changed made anew.

        Args:
            new: the state after the change.
            some: pairs of which everything is said anew, whether the search changes them or not.
            loose: pairs that may change.
            touched: pairs that changed already, whose evidence is made anew.
        """
        window = Window(new, [new.pairs[bead] for bead in _window(new, some | loose)])
        look = Look(self.tools, window)
        pairs: Sequence[Pair] = window.pairs
        if loose:
            fresh = max(*new.pairs, *self.old.pairs) + 1
            pairs = look.searched(loose, self._as_they_were(new, window), fresh)
            new = _with_pairs(new, window.pairs, pairs)
        ordered = [new.pairs[bead] for bead in new.ordered(pairs, Lang.EN)]
        beads = look.explained(ordered)
        kept = {it.id for it in ordered if self.old.pairs.get(it.id) is it and it.id not in touched}
        told = [it if it.id in kept else look.with_evidence(it, bead) for it, bead in zip(ordered, beads, strict=True)]
        new = _with_pairs(new, ordered, told)
        anew = (it for it in told if it.id in some or it.id not in kept)
        changed = {(lang, k) for it in anew for lang in Lang for k in it.side(lang)}
        changed |= changed_sentences(self.old, new) & window.spanned
        findings = look.findings(beads)
        return with_findings(self.old, new, changed, window, findings=findings, untold=self.tools.untold)

    def _as_they_were(self, new: State, window: Window) -> dict[tuple[tuple[int, ...], tuple[int, ...]], Pair]:
        """The pairs of before the change whose sentences read the same, by those."""
        old = self.old
        found: dict[tuple[tuple[int, ...], tuple[int, ...]], Pair] = {}
        for lang in Lang:
            for k in window.ids[lang]:
                pair = old.pairs[old.owner[lang][k]] if k in old.owner[lang] else None
                if (
                    pair is not None
                    and not pair.moved
                    and all(
                        old.sentences[side][each].text == new.sentences[side][each].text
                        for side in Lang
                        for each in pair.side(side)
                    )
                ):
                    found[pair.en, pair.ja] = pair
        return found


def _is_free(old: State, pair: Pair) -> bool:
    was = old.pairs.get(pair.id)
    return not pair.fixed and (was is None or (was.en, was.ja) != (pair.en, pair.ja))


def _given(state: State) -> bool:
    """Whether the file itself says what corresponds."""
    return any(block.unit is not None for block in state.blocks[Lang.EN].values())


def _with_pairs(state: State, before: Iterable[Pair], after: Iterable[Pair]) -> State:
    old = {pair.id for pair in before}
    pairs = {id_: pair for id_, pair in state.pairs.items() if id_ not in old} | {pair.id: pair for pair in after}
    return replace(state, pairs=pairs)


def _window(state: State, stretch: AbstractSet[int]) -> list[int]:
    """The pairs around a stretch: some beyond it, to the ends of the findings that reach into it, and what crosses it.

    Raises:
        RefusedError: when they are too many to be searched whole.
    """
    chain = state.chain
    place = {bead: k for k, bead in enumerate(chain)}
    held = [place[bead] for bead in stretch if bead in place]
    low, high = max(min(held) - CONTEXT, 0), min(max(held) + CONTEXT, len(chain) - 1)
    notes = (state.notes[note] for bead in stretch for note in state.notes_of.get(bead, ()))
    reached = [
        place[bead]
        for note in notes
        if not needs_whole(note.kind, note.relation)
        for bead in state.beads_of(note)
        if bead in place
    ]
    wide = chain[min([low, *reached]) : max([high, *reached]) + 1]
    for beads in (wide, chain[low : high + 1]):
        found = [*beads, *_crossing(state, beads)]
        if _cells(state, found) <= FULL:
            return found
    raise RefusedError("far")


def _crossing(state: State, beads: Sequence[int]) -> list[int]:
    """The pairs that break the order and have a sentence between those of some pairs of the chain."""
    found: set[int] = set()
    for lang in Lang:
        places = [state.position[lang][k] for bead in beads for k in state.pairs[bead].side(lang)]
        if places:
            # One further on either side, where what was beside it would not show that it had gone.
            between = state.order[lang][max(min(places) - 1, 0) : max(places) + 2]
            found.update(state.owner[lang][k] for k in between)
    return sorted(bead for bead in found if state.pairs[bead].moved)


def _cells(state: State, beads: Sequence[int]) -> int:
    """The boundaries that a search through pairs has to look at."""
    en, ja = (sum(len(state.pairs[bead].side(lang)) for bead in beads) for lang in Lang)
    return (en + 1) * (ja + 1)
