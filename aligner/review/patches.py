"""Patches: what an action changed, as a difference that can be kept, applied and taken back.

Rules: ``applied(difference(a, b), a) == b`` and ``applied(inverse(difference(a, b)), b) == a``. A patch holds both what
was and what is, so that nothing is needed to undo it; it is worked out once, when the action is done, so that folding
the journal never searches or embeds anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from aligner.model import Lang
from aligner.review.codec import decode, encode
from aligner.review.model import Block, Decision, Note, Pair, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.review.state import State

_Value = TypeVar("_Value")


class Change(NamedTuple):
    """What stood under an id, and what stands there now; None for nothing."""

    before: Any
    after: Any


class Splice(NamedTuple):
    """From a place in an order on, some ids took the place of others."""

    at: int
    before: tuple[int, ...]
    after: tuple[int, ...]


Changes: TypeAlias = "Mapping[int, Change]"


@dataclass(frozen=True, slots=True)
class Patch:
    """A difference between two states of one review. Languages are the keys of what is kept by side."""

    order: Mapping[Lang, Splice]
    sentences: Mapping[Lang, Changes]
    blocks: Mapping[Lang, Changes]
    pairs: Changes
    notes: Changes
    decisions: Changes

    @property
    def empty(self) -> bool:
        """Whether nothing changes."""
        return not (self.order or self.sentences or self.blocks or self.pairs or self.notes or self.decisions)


def difference(old: State, new: State) -> Patch:
    """The patch from one state to another."""
    return Patch(
        {lang: _splice(old.order[lang], new.order[lang]) for lang in Lang if old.order[lang] != new.order[lang]},
        _by_side(old.sentences, new.sentences),
        _by_side(old.blocks, new.blocks),
        _changes(old.pairs, new.pairs),
        _changes(old.notes, new.notes),
        _changes(old.decisions, new.decisions),
    )


def applied(patch: Patch, state: State) -> State:
    """The state after a patch.

    Raises:
        ValueError: when the state is not one that the patch was made for.
    """
    changed: dict[str, Any] = {}
    if patch.order:
        changed["order"] = {
            lang: _spliced(patch.order[lang], order) if lang in patch.order else order
            for lang, order in state.order.items()
        }
    for name in ("sentences", "blocks"):
        if sides := getattr(patch, name):
            held = getattr(state, name)
            changed[name] = {lang: _changed(sides[lang], held[lang]) if lang in sides else held[lang] for lang in held}
    for name in ("pairs", "notes", "decisions"):
        if changes := getattr(patch, name):
            changed[name] = _changed(changes, getattr(state, name))
    return replace(state, **changed) if changed else state


def inverse(patch: Patch) -> Patch:
    """The patch that takes another back."""
    return Patch(
        {lang: Splice(it.at, it.after, it.before) for lang, it in patch.order.items()},
        {lang: _inverse(changes) for lang, changes in patch.sentences.items()},
        {lang: _inverse(changes) for lang, changes in patch.blocks.items()},
        _inverse(patch.pairs),
        _inverse(patch.notes),
        _inverse(patch.decisions),
    )


def to_json(patch: Patch) -> dict[str, Any]:
    """A patch as JSON; what does not change is left out."""
    found: dict[str, Any] = {}
    if patch.order:
        found["order"] = {str(lang): [it.at, list(it.before), list(it.after)] for lang, it in patch.order.items()}
    for name in ("sentences", "blocks"):
        if sides := getattr(patch, name):
            found[name] = {str(lang): _to_json(changes) for lang, changes in sides.items()}
    for name in ("pairs", "notes", "decisions"):
        if changes := getattr(patch, name):
            found[name] = _to_json(changes)
    return found


def from_json(found: Mapping[str, Any]) -> Patch:
    """The patch that `to_json` wrote."""
    return Patch(
        {Lang(lang): Splice(at, tuple(a), tuple(b)) for lang, (at, a, b) in found.get("order", {}).items()},
        {Lang(lang): _from_json(Sentence, it) for lang, it in found.get("sentences", {}).items()},
        {Lang(lang): _from_json(Block, it) for lang, it in found.get("blocks", {}).items()},
        _from_json(Pair, found.get("pairs", {})),
        _from_json(Note, found.get("notes", {})),
        _from_json(Decision, found.get("decisions", {})),
    )


def _by_side(old: Mapping[Lang, Mapping[int, _Value]], new: Mapping[Lang, Mapping[int, _Value]]) -> dict[Lang, Changes]:
    found = {lang: _changes(old[lang], new[lang]) for lang in Lang}
    return {lang: changes for lang, changes in found.items() if changes}


def _changes(old: Mapping[int, _Value], new: Mapping[int, _Value]) -> dict[int, Change]:
    if old is new:
        return {}
    found = {id_: Change(was, new.get(id_)) for id_, was in old.items() if new.get(id_) is not was}
    found |= {id_: Change(None, is_) for id_, is_ in new.items() if id_ not in old}
    return {id_: change for id_, change in sorted(found.items()) if change.before != change.after}


def _splice(old: tuple[int, ...], new: tuple[int, ...]) -> Splice:
    """The shortest stretch outside of which two orders agree."""
    shorter = min(len(old), len(new))
    at = next((k for k in range(shorter) if old[k] != new[k]), shorter)
    rest = next((k for k in range(shorter - at) if old[-1 - k] != new[-1 - k]), shorter - at)
    return Splice(at, old[at : len(old) - rest], new[at : len(new) - rest])


def _spliced(splice: Splice, order: tuple[int, ...]) -> tuple[int, ...]:
    at, before, after = splice
    if order[at : at + len(before)] != before:
        raise ValueError("a patch was made for another order of sentences")
    return order[:at] + after + order[at + len(before) :]


def _changed(changes: Changes, held: Mapping[int, _Value]) -> dict[int, _Value]:
    now = dict(held)
    for id_, (before, after) in changes.items():
        if now.get(id_) != before:
            raise ValueError(f"a patch was made for another state: {id_} is {now.get(id_)}, not {before}")
        if after is None:
            del now[id_]
        else:
            now[id_] = after
    return now


def _inverse(changes: Changes) -> dict[int, Change]:
    return {id_: Change(after, before) for id_, (before, after) in changes.items()}


def _to_json(changes: Changes) -> dict[str, Any]:
    return {str(id_): [encode(before), encode(after)] for id_, (before, after) in changes.items()}


def _from_json(kind: Any, found: Mapping[str, Any]) -> dict[int, Change]:
    return {
        int(id_): Change(*(None if each is None else decode(kind, each) for each in pair))
        for id_, pair in found.items()
    }
