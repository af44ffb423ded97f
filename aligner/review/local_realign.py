"""Updates the alignment after an action: free segments are aligned again, and beads and findings are analysed again.

Only a window of some beads is searched, however long the text. Rules: a bead that the user made or confirmed stays; a
bead that is found again is the same bead; no bead outside the window changes. `refresh_findings` updates the
findings.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aligner.analysis import read_evidence
from aligner.evidence.threads import one_thread_each
from aligner.findings.kinds import Scope
from aligner.matching.band import FULL
from aligner.model import Lang
from aligner.review.constrained_search import search_window
from aligner.review.refresh_findings import refreshed
from aligner.review.refusal import RefusedError
from aligner.review.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.review.model import Bead, Sides
    from aligner.review.resources import Toolbox
    from aligner.review.state import State

#: Beads on either side of a change that are searched again with it, and beads beyond those that the search can see.
REACH, CONTEXT = 3, 4
#: A review with at most this many beads is analysed completely after every action. 200 beads take 0.3 s on one core,
#: 600 beads about 1.2 s.
WHOLE = 600
#: Beads on either side of a change that are analysed again in a longer review.
AROUND = 100


class LocalRealigner:
    """Searches and analyses a review again; see `actions.Realigner`."""

    def __init__(self, toolbox: Toolbox) -> None:
        self._toolbox = toolbox
        self._read_whole = False

    def updated(self, old: State, new: State) -> State:
        """The new state with free segments searched again, and evidence and findings analysed again."""
        touched = {new.owner[lang][k] for lang, k in changed_segments(old, new)}
        crossing = (new.beads[bead] for bead in touched if new.beads[bead].moved)
        beside = {near for pair in crossing for near in _beside(new, pair)}
        clusters = list(_clusters(new, touched | beside))
        for cluster in clusters:
            new = self._with_free_searched(old, new, cluster & touched)
        return self._refreshed(old, new, clusters)

    def realigned(self, state: State, beads: Sequence[int]) -> State:
        """The state after all beads between two beads were searched again, except those that belong to the user.

        If only one bead is given, its neighbours are searched too.

        Raises:
            RefusedError: when a bead is not there, or the stretch is too long.
        """
        if not beads or any(bead not in state.beads for bead in beads):
            raise RefusedError("no_pair")
        chain = state.chain
        places = [k for k, bead in enumerate(chain) if bead in set(beads)]
        reach = REACH if len(places) == 1 else 0
        stretch = set(chain[max(places[0] - reach, 0) : places[-1] + reach + 1]) if places else set()
        loose = {bead for bead in stretch if not state.beads[bead].fixed}
        if not loose:
            raise RefusedError("nothing")
        new = self._searched(state, state, loose)
        return self._refreshed(state, new, [{bead for bead in new.chain if bead in stretch or bead not in state.beads}])

    def look_ahead(self, state: State, bead: int) -> None:
        """Embed in advance the texts that an analysis after a change at a bead needs, so that the change is fast.

        The texts of a review that is analysed whole are embedded once; the encoder keeps them.
        """
        whole = len(state.beads) <= WHOLE
        if (whole and self._read_whole) or (not whole and bead not in state.chain):
            return
        with suppress(RefusedError), one_thread_each():
            window = Window(state) if whole else _around(state, {bead})
            read_evidence(window.bitext, self._toolbox.resources())
            self._read_whole = whole

    def _with_free_searched(self, old: State, new: State, touched: AbstractSet[int]) -> State:
        """The state with the free segments of a neighbourhood, and beads near them, searched again.

        Args:
            old: the state before the action.
            new: the state after it.
            touched: the beads that the action changed.
        """
        chain = new.chain
        # An edit touches a bead but does not change its segments. Only beads that lost or gained segments are searched.
        loosened = {bead for bead in touched if _is_free(old, new.beads[bead])}
        free = [k for k, bead in enumerate(chain) if bead in loosened] if loosened else []
        if not free:
            return new
        # If the file itself pairs its units, only free segments may be paired again.
        reach = 0 if _given(new) else REACH
        stretch = chain[max(free[0] - reach, 0) : free[-1] + reach + 1]
        loose = {bead for bead in stretch if not new.beads[bead].fixed}
        return self._searched(old, new, loose & touched if _given(new) else loose)

    def _searched(self, old: State, new: State, loose: AbstractSet[int]) -> State:
        """The state with some beads searched again."""
        if not loose:
            return new
        window = Window(new, [new.beads[bead] for bead in _searchable(new, loose)])
        fresh = max(*new.beads, *old.beads) + 1
        known = _as_they_were(old, new, window)
        return _with_pairs(new, window.beads, search_window(self._toolbox.resources(), window, loose, known, fresh))

    def _refreshed(self, old: State, new: State, clusters: Sequence[AbstractSet[int]]) -> State:
        """The state after the evidence and findings of the changed beads were analysed again."""
        changed = changed_segments(old, new)
        if not changed:
            return new
        if len(new.beads) <= WHOLE:
            windows = [Window(new)]
        else:
            windows = [_around(new, {bead for bead in cluster if bead in new.beads}) for cluster in clusters]
        for window in windows:
            new = refreshed(self._toolbox, old, new, changed, window)
        return new


def changed_segments(old: State, new: State) -> set[tuple[Lang, int]]:
    """The segments that are new, or have another text or other partners than before."""
    changed = {
        (lang, k)
        for id_, pair in new.beads.items()
        if (was := old.beads.get(id_)) is not pair and (was is None or (was.en, was.ja) != (pair.en, pair.ja))
        for lang in Lang
        for k in pair.side(lang)
    }
    for lang in Lang:
        before, after = old.segments[lang], new.segments[lang]
        if before is not after:
            changed |= {(lang, k) for k, segment in after.items() if k not in before or before[k].text != segment.text}
    return changed


def _beside(state: State, crossing: Bead) -> Iterator[int]:
    """The beads next to the segments of a moved one."""
    for lang in Lang:
        order, side = state.order[lang], crossing.side(lang)
        first, last = state.position[lang][side[0]], state.position[lang][side[-1]]
        for place in (first - 1, last + 1):
            if 0 <= place < len(order):
                yield state.owner[lang][order[place]]


def _clusters(state: State, touched: AbstractSet[int]) -> Iterator[set[int]]:
    """The changed beads of the chain, and those beside a changed one, by neighbourhood."""
    cluster: set[int] = set()
    last = None
    for place, bead in enumerate(state.chain):
        if bead not in touched:
            continue
        if last is not None and place - last > 2 * (REACH + CONTEXT):
            yield cluster
            cluster = set()
        cluster.add(bead)
        last = place
    if cluster:
        yield cluster


def _as_they_were(old: State, new: State, window: Window) -> dict[Sides, Bead]:
    """The beads from before the action whose segments have the same text, by their segments."""
    unchanged: dict[Sides, Bead] = {}
    for lang in Lang:
        for k in window.ids[lang]:
            pair = old.beads[old.owner[lang][k]] if k in old.owner[lang] else None
            if (
                pair is not None
                and not pair.moved
                and all(
                    old.segments[side][segment].text == new.segments[side][segment].text
                    for side in Lang
                    for segment in pair.side(side)
                )
            ):
                unchanged[pair.en, pair.ja] = pair
    return unchanged


def _is_free(old: State, pair: Bead) -> bool:
    was = old.beads.get(pair.id)
    return not pair.fixed and (was is None or (was.en, was.ja) != (pair.en, pair.ja))


def _given(state: State) -> bool:
    """Whether the file itself pairs its units."""
    return any(block.unit is not None for block in state.paragraphs[Lang.EN].values())


def _with_pairs(state: State, before: Iterable[Bead], after: Iterable[Bead]) -> State:
    old = {pair.id for pair in before}
    pairs = {id_: pair for id_, pair in state.beads.items() if id_ not in old} | {pair.id: pair for pair in after}
    return replace(state, beads=pairs)


def _around(state: State, cluster: AbstractSet[int]) -> Window:
    """The window in which a cluster is analysed again in a long review."""
    places = [place for place, bead in enumerate(state.chain) if bead in cluster]
    low, high = (min(places), max(places)) if places else (0, 0)
    beads = state.chain[max(low - AROUND, 0) : high + AROUND + 1]
    return Window(state, [state.beads[bead] for bead in [*beads, *_crossing(state, beads)]])


def _searchable(state: State, stretch: AbstractSet[int]) -> list[int]:
    """The beads around a stretch that the search can see: to the ends of the findings that reach into it.

    Moved beads among them are included.

    Raises:
        RefusedError: when there are too many beads to search.
    """
    chain = state.chain
    place = {bead: k for k, bead in enumerate(chain)}
    held = [place[bead] for bead in stretch if bead in place]
    low, high = max(min(held) - CONTEXT, 0), min(max(held) + CONTEXT, len(chain) - 1)
    findings = (state.findings[finding] for bead in stretch for finding in state.findings_of.get(bead, ()))
    reached = [
        place[bead]
        for finding in findings
        if finding.scope is not Scope.TEXT
        for bead in state.beads_of(finding)
        if bead in place
    ]
    wide = chain[min([low, *reached]) : max([high, *reached]) + 1]
    for beads in (wide, chain[low : high + 1]):
        visible = [*beads, *_crossing(state, beads)]
        if _cells(state, visible) <= FULL:
            return visible
    raise RefusedError("far")


def _crossing(state: State, beads: Sequence[int]) -> list[int]:
    """The moved beads with a segment between those of some beads of the chain."""
    owners: set[int] = set()
    for lang in Lang:
        places = [state.position[lang][k] for bead in beads for k in state.beads[bead].side(lang)]
        if places:
            # One segment more on either side: its finding may depend on the bead that moved.
            between = state.order[lang][max(min(places) - 1, 0) : max(places) + 2]
            owners.update(state.owner[lang][k] for k in between)
    return sorted(bead for bead in owners if state.beads[bead].moved)


def _cells(state: State, beads: Sequence[int]) -> int:
    """The number of boundaries that a search through some beads has to look at."""
    en, ja = (sum(len(state.beads[bead].side(lang)) for bead in beads) for lang in Lang)
    return (en + 1) * (ja + 1)
