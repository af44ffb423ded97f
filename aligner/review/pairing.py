"""The actions on beads: link, unlink, merge, divide, move a boundary. Pure functions from a state to a state.

Rules: a bead that a person makes is fixed. Segments that lose their partner are null beads until the search around the
change finds one. A null bead has one segment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from aligner.model import Lang
from aligner.review.model import Bead, Maker
from aligner.review.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aligner.review.state import State


#: The most beads that one link may cross and so show to be wrong; a link that crosses more is a moved bead.
MOST_WRONG = 3


class Group(NamedTuple):
    """Segments of both sides that are to be a bead."""

    en: tuple[int, ...]
    ja: tuple[int, ...]

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The segments of one side."""
        return self.en if lang is Lang.EN else self.ja


def group_on(lang: Lang, here: Sequence[int], there: Sequence[int]) -> Group:
    """A group from the segments of one side and of the other."""
    return Group(tuple(here), tuple(there)) if lang is Lang.EN else Group(tuple(there), tuple(here))


def link(state: State, en: Sequence[int], ja: Sequence[int]) -> State:
    """Make a bead of segments, whatever they were in before.

    Raises:
        RefusedError: when a side is empty, unknown, or not consecutive.
    """
    group = Group(consecutive(state, Lang.EN, en), consecutive(state, Lang.JA, ja))
    if not group.en or not group.ja:
        raise RefusedError("one_side")
    return regrouped(state, [group])


def unlink(state: State, bead: int) -> State:
    """Make null beads of the segments of a bead.

    Raises:
        RefusedError: when there is no such bead, or it is a null bead.
    """
    pair = pair_of(state, bead)
    if not pair.paired:
        raise RefusedError("not_paired")
    return regrouped(state, [Group(pair.en, ()), Group((), pair.ja)])


def merge(state: State, beads: Sequence[int]) -> State:
    """Merge neighbouring beads into one.

    Raises:
        RefusedError: when they are fewer than two, no neighbours, or all of one side.
    """
    pairs = [pair_of(state, bead) for bead in dict.fromkeys(beads)]
    if len(pairs) < 2:
        raise RefusedError("one_pair")
    group = Group(*(consecutive(state, lang, [k for pair in pairs for k in pair.side(lang)]) for lang in Lang))
    if not group.en or not group.ja:
        raise RefusedError("one_side")
    return regrouped(state, [group])


def divide(state: State, bead: int, en: int, ja: int) -> State:
    """Divide a bead: the first so many segments of each side become one bead, the rest another.

    Raises:
        RefusedError: when one of the two would be empty.
    """
    pair = pair_of(state, bead)
    if not 0 <= en <= len(pair.en) or not 0 <= ja <= len(pair.ja):
        raise RefusedError("no_sentence")
    parts = [Group(pair.en[:en], pair.ja[:ja]), Group(pair.en[en:], pair.ja[ja:])]
    if not all(part.en or part.ja for part in parts):
        raise RefusedError("empty_part")
    return regrouped(state, parts)


def move_boundary(state: State, bead: int, lang: Lang, *, at_end: bool, outward: bool) -> State:
    """Move a boundary: a bead takes the next segment of one side from its neighbour, or gives its last one to it.

    Args:
        state: before.
        bead: the id of the bead.
        lang: the side on which the boundary moves.
        at_end: the boundary with the bead after it, otherwise with the one before.
        outward: whether the bead grows.

    Raises:
        RefusedError: when there is nothing to take or to give, or no neighbour.
    """
    pair = pair_of(state, bead)
    if outward:
        return _taken(state, pair, lang, at_end=at_end)
    return _given(state, pair, lang, at_end=at_end)


def _taken(state: State, pair: Bead, lang: Lang, *, at_end: bool) -> State:
    held, order, position = pair.side(lang), state.order[lang], state.position[lang]
    if held:
        at = position[held[-1]] + 1 if at_end else position[held[0]] - 1
    else:
        at = _beside(state, pair, lang, at_end=at_end)
    if not 0 <= at < len(order):
        raise RefusedError("no_neighbour")
    taken = order[at]
    neighbour = state.beads[state.owner[lang][taken]]
    left = tuple(k for k in neighbour.side(lang) if k != taken)
    if left and taken not in (neighbour.side(lang)[0], neighbour.side(lang)[-1]):
        raise RefusedError("no_neighbour")
    grown = (*held, taken) if at_end else (taken, *held)
    groups = [group_on(lang, grown, pair.side(lang.other))]
    if left or neighbour.side(lang.other):
        groups.append(group_on(lang, left, neighbour.side(lang.other)))
    return regrouped(state, groups)


def _beside(state: State, pair: Bead, lang: Lang, *, at_end: bool) -> int:
    """The position of the segment next to a bead that has none on that side; -1 where there is none."""
    place = state.place[pair.id]
    ahead = range(place + 1, len(state.table)) if at_end else range(place - 1, -1, -1)
    for k in ahead:
        side = state.beads[state.table[k]].side(lang)
        if side and not state.beads[state.table[k]].moved:
            return state.position[lang][side[0] if at_end else side[-1]]
    return -1


def _given(state: State, pair: Bead, lang: Lang, *, at_end: bool) -> State:
    held = pair.side(lang)
    if not held or (len(held) == 1 and not pair.side(lang.other)):
        raise RefusedError("nothing_to_give")
    given = held[-1] if at_end else held[0]
    place = state.place[pair.id] + (1 if at_end else -1)
    if not 0 <= place < len(state.table):
        raise RefusedError("no_neighbour")
    neighbour = state.beads[state.table[place]]
    there = (given, *neighbour.side(lang)) if at_end else (*neighbour.side(lang), given)
    consecutive(state, lang, there)
    left = held[:-1] if at_end else held[1:]
    return regrouped(
        state, [group_on(lang, left, pair.side(lang.other)), group_on(lang, there, neighbour.side(lang.other))]
    )


def regrouped(state: State, groups: Iterable[Group]) -> State:
    """The state with some groups as beads made by the user; segments left over become null beads.

    A few beads of the search that cross a group are dissolved: a person says that they are wrong. A group that crosses
    more, or a bead of the user, becomes a moved bead. Comments on the beads that a group comes from are kept.
    """
    wanted = [single for group in groups for single in _singles(group)]
    taken = {lang: {k for group in wanted for k in group.side(lang)} for lang in Lang}
    old = {state.owner[lang][k] for lang in Lang for k in taken[lang]}
    moved: set[Group] = set()
    for group in wanted:
        crossing = [pair for pair in state.beads.values() if pair.id not in old and _crosses(state, pair, group)]
        if len(crossing) > MOST_WRONG or any(pair.fixed for pair in crossing):
            moved.add(group)
        else:
            old.update(pair.id for pair in crossing)
    left = [
        group_on(lang, (k,), ())
        for bead in sorted(old)
        for lang in Lang
        for k in state.beads[bead].side(lang)
        if k not in taken[lang]
    ]
    pairs = {id_: pair for id_, pair in state.beads.items() if id_ not in old}
    fresh = max(state.beads, default=-1) + 1
    comments = {bead: state.beads[bead].comment for bead in sorted(old) if state.beads[bead].comment}
    for group in wanted:
        from_ = {state.owner[lang][k] for lang in Lang for k in group.side(lang)}
        comment = "\n".join(comments.pop(bead) for bead in sorted(from_) if bead in comments)
        made = Bead(fresh, group.en, group.ja, 1.0, moved=group in moved, made=Maker.USER, confirmed=True)
        pairs[fresh] = replace(made, comment=comment)
        fresh += 1
    for group in left:
        pairs[fresh] = Bead(fresh, group.en, group.ja, 0.5)
        fresh += 1
    return replace(state, beads=_in_order_again(state, pairs))


def _in_order_again(state: State, pairs: dict[int, Bead]) -> dict[int, Bead]:
    """The beads, with moved ones of the user back in order where they no longer cross another."""
    for pair in [pair for pair in pairs.values() if pair.moved and pair.made is Maker.USER]:
        group = Group(pair.en, pair.ja)
        if not any(_crosses(state, bead, group) for bead in pairs.values()):
            pairs[pair.id] = replace(pair, moved=False)
    return pairs


def _crosses(state: State, pair: Bead, group: Group) -> bool:
    """Whether a bead in order and a group are in different orders on the two sides."""
    if pair.moved or not (pair.en and pair.ja and group.en and group.ja):
        return False
    en, ja = state.position[Lang.EN], state.position[Lang.JA]
    return (en[pair.en[0]] < en[group.en[0]]) != (ja[pair.ja[0]] < ja[group.ja[0]])


def confirmed(state: State, beads: Iterable[int], *, confirmed: bool) -> State:
    """The state with some beads confirmed, or no longer confirmed."""
    pairs = dict(state.beads)
    for bead in beads:
        pairs[bead] = replace(pair_of(state, bead), confirmed=confirmed)
    return replace(state, beads=pairs)


def commented(state: State, bead: int, text: str) -> State:
    """The state with a comment on a bead; an empty one removes it."""
    return replace(state, beads={**state.beads, bead: replace(pair_of(state, bead), comment=text)})


def pair_of(state: State, bead: int) -> Bead:
    """The bead of an id.

    Raises:
        RefusedError: when there is none.
    """
    if bead not in state.beads:
        raise RefusedError("no_pair")
    return state.beads[bead]


def _singles(group: Group) -> list[Group]:
    """A group of two sides as it is; a group of one side as one group for each segment."""
    if group.en and group.ja:
        return [group]
    return [Group((k,), ()) for k in group.en] + [Group((), (k,)) for k in group.ja]


def consecutive(state: State, lang: Lang, ids: Sequence[int]) -> tuple[int, ...]:
    """Segments in the order of the text.

    Raises:
        RefusedError: when one is not there, or they do not follow each other.
    """
    position = state.position[lang]
    if any(k not in position for k in ids):
        raise RefusedError("no_sentence")
    ordered = tuple(sorted(set(ids), key=position.__getitem__))
    if ordered and position[ordered[-1]] - position[ordered[0]] != len(ordered) - 1:
        raise RefusedError("not_consecutive")
    return ordered
