"""Patches: the change made by an action, as a difference that can be stored, applied and inverted.

Rules: ``applied(difference(a, b), a) == b`` and ``applied(inverse(difference(a, b)), b) == a``. A patch holds the
values before and after, so that it can be undone on its own. It is made once, when the action is done, so that folding
the journal never searches or embeds anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

import msgspec
from msgspec.structs import replace

from aligner.model import Lang
from aligner.review.model import Bead, Decision, Finding, Paragraph, Segment

if TYPE_CHECKING:
    from aligner.review.state import State

T = TypeVar("T")


class Change(NamedTuple, Generic[T]):
    """The value of an id before and after; None for no value."""

    before: T | None
    after: T | None


class Splice(NamedTuple):
    """A change of an order: from one place on, some ids replace others."""

    at: int
    before: tuple[int, ...]
    after: tuple[int, ...]


Changes: TypeAlias = Mapping[int, Change[T]]
#: The names in old journals of fields that the model has renamed.
_NAMES = {"segments": "sentences", "paragraphs": "blocks", "beads": "pairs", "findings": "notes"}


class Patch(msgspec.Struct, frozen=True, omit_defaults=True, rename=_NAMES):
    """A difference between two states of one review. Languages are the keys of what is kept by side."""

    order: Mapping[Lang, Splice] = {}
    segments: Mapping[Lang, Changes[Segment]] = {}
    paragraphs: Mapping[Lang, Changes[Paragraph]] = {}
    beads: Changes[Bead] = {}
    findings: Changes[Finding] = {}
    decisions: Changes[Decision] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing changes."""
        return not (self.order or self.segments or self.paragraphs or self.beads or self.findings or self.decisions)


def difference(old: State, new: State) -> Patch:
    """The patch from one state to another."""
    return Patch(
        {lang: _splice(old.order[lang], new.order[lang]) for lang in Lang if old.order[lang] != new.order[lang]},
        _by_side(old.segments, new.segments),
        _by_side(old.paragraphs, new.paragraphs),
        _changes(old.beads, new.beads),
        _changes(old.findings, new.findings),
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
    for name in ("segments", "paragraphs"):
        if sides := getattr(patch, name):
            held = getattr(state, name)
            changed[name] = {lang: _changed(sides[lang], held[lang]) if lang in sides else held[lang] for lang in held}
    for name in ("beads", "findings", "decisions"):
        if changes := getattr(patch, name):
            changed[name] = _changed(changes, getattr(state, name))
    return replace(state, **changed) if changed else state


def inverse(patch: Patch) -> Patch:
    """The patch that takes another back."""
    return Patch(
        {lang: Splice(splice.at, splice.after, splice.before) for lang, splice in patch.order.items()},
        {lang: _inverse(changes) for lang, changes in patch.segments.items()},
        {lang: _inverse(changes) for lang, changes in patch.paragraphs.items()},
        _inverse(patch.beads),
        _inverse(patch.findings),
        _inverse(patch.decisions),
    )


def _by_side(old: Mapping[Lang, Mapping[int, T]], new: Mapping[Lang, Mapping[int, T]]) -> dict[Lang, Changes[T]]:
    by_side = {lang: _changes(old[lang], new[lang]) for lang in Lang}
    return {lang: changes for lang, changes in by_side.items() if changes}


def _changes(old: Mapping[int, T], new: Mapping[int, T]) -> dict[int, Change[T]]:
    if old is new:
        return {}
    changes = {id_: Change(was, new.get(id_)) for id_, was in old.items() if new.get(id_) is not was}
    changes |= {id_: Change(None, is_) for id_, is_ in new.items() if id_ not in old}
    return {id_: change for id_, change in sorted(changes.items()) if change.before != change.after}


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


def _changed(changes: Changes[T], held: Mapping[int, T]) -> dict[int, T]:
    now = dict(held)
    for id_, (before, after) in changes.items():
        if now.get(id_) != before:
            raise ValueError(f"a patch was made for another state: {id_} is {now.get(id_)}, not {before}")
        if after is None:
            del now[id_]
        else:
            now[id_] = after
    return now


def _inverse(changes: Changes[T]) -> dict[int, Change[T]]:
    return {id_: Change(after, before) for id_, (before, after) in changes.items()}
