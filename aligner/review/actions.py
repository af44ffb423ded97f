"""What a person can do, by the name it has in requests and in the journal.

Each action is a function from a state and what was asked to a state; it searches around what it changed where sentences
were set free. Adding one is a function, a line in `ACTIONS`, and its name in ``review.toml``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from aligner.review import decisions, editing, pairing
from aligner.review.model import Decision, Status
from aligner.review.refusal import RefusedError
from aligner.review.views import characters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aligner.review.requests import Fields
    from aligner.review.state import State


class Neighbours(Protocol):
    """What searches around a change (`local_realign`)."""

    def mended(self, old: State, new: State) -> State:
        """The new state with free sentences searched again, and evidence and findings of what changed made anew."""
        ...

    def searched(self, state: State, beads: tuple[int, ...]) -> State:
        """The state with a stretch searched again."""
        ...


def decide(state: State, asked: Fields, _: Neighbours) -> State:
    """Decide about findings, or take a decision back."""
    status = Status(asked.one_of("status", tuple(Status)))
    reason, comment = asked.text("reason", most=40), asked.text("comment")
    if reason and status not in decisions.REASONS.get(reason, ()):
        raise RefusedError("reason")
    if not reason and status in decisions.WANT_REASON:
        raise RefusedError("no_reason")
    ids = _notes(state, asked.ids("findings"))
    if reason in decisions.WANT_COMMENT and not comment and not all(state.decision(k).comment for k in ids):
        raise RefusedError("no_comment")
    if "alike" in asked:
        loose = asked.one_of("alike", ("same", "kind")) == "kind"
        ids = tuple(
            dict.fromkeys(like for k in ids for like in (k, *decisions.alike(state, state.findings[k], loose=loose)))
        )
    return decisions.decided(state, ids, Decision(status, reason, comment))


def comment(state: State, asked: Fields, _: Neighbours) -> State:
    """Comment on a finding or a pair."""
    text = asked.text("text").strip()
    if "finding" in asked:
        (note,) = _notes(state, (asked.number("finding"),))
        return decisions.commented(state, note, text)
    return pairing.commented(state, asked.number("bead"), text)


def confirm(state: State, asked: Fields, _: Neighbours) -> State:
    """Confirm pairs, or no longer."""
    if "sure" not in asked:
        return pairing.confirmed(state, asked.ids("beads"), confirmed=asked.flag("confirmed", default=True))
    least = asked.share("sure")
    undecided = {
        bead
        for bead, notes in state.findings_of.items()
        if any(state.decision(note).status in (Status.OPEN, Status.ACCEPTED) for note in notes)
    }
    sure = [
        it.id
        for it in state.beads.values()
        if it.paired and not it.confirmed and it.confidence >= least and it.id not in undecided
    ]
    return pairing.confirmed(state, sure, confirmed=True)


def link(state: State, asked: Fields, near: Neighbours) -> State:
    """Make sentences correspond."""
    return near.mended(state, pairing.link(state, asked.ids("en"), asked.ids("ja")))


def unlink(state: State, asked: Fields, near: Neighbours) -> State:
    """Make the sentences of a pair correspond to nothing."""
    return near.mended(state, pairing.unlink(state, asked.number("bead")))


def merge(state: State, asked: Fields, near: Neighbours) -> State:
    """Make neighbouring pairs one."""
    return near.mended(state, pairing.merge(state, asked.ids("beads")))


def divide(state: State, asked: Fields, near: Neighbours) -> State:
    """Make a pair two."""
    return near.mended(state, pairing.divide(state, asked.number("bead"), asked.number("en"), asked.number("ja")))


def boundary(state: State, asked: Fields, near: Neighbours) -> State:
    """Move the boundary between two pairs by a sentence."""
    at_end = asked.one_of("edge", ("start", "end")) == "end"
    by = asked.number("by", least=-1, most=1)
    if not by:
        raise RefusedError("nothing")
    moved = pairing.move_boundary(state, asked.number("bead"), asked.lang(), at_end=at_end, outward=(by > 0) == at_end)
    return near.mended(state, moved)


def split(state: State, asked: Fields, near: Neighbours) -> State:
    """Make a sentence two at the caret."""
    lang, sentence = asked.lang(), asked.number("sentence")
    text = state.segments[lang][sentence].text if sentence in state.segments[lang] else ""
    at = characters(text, asked.number("offset"))
    if at is None:
        raise RefusedError("nothing_to_split")
    return near.mended(state, editing.split(state, lang, sentence, at))


def edit(state: State, asked: Fields, near: Neighbours) -> State:
    """Word a sentence of the translation anew."""
    text = asked.text("text", most=editing.LONGEST)
    return near.mended(state, editing.edit(state, asked.number("sentence"), text))


def insert(state: State, asked: Fields, near: Neighbours) -> State:
    """Write the missing translation into a gap."""
    text = asked.text("text", most=editing.LONGEST)
    return near.mended(state, editing.insert(state, asked.ids("beads"), text))


def realign(state: State, asked: Fields, near: Neighbours) -> State:
    """Search a stretch again."""
    return near.searched(state, asked.ids("beads"))


def _notes(state: State, ids: tuple[int, ...]) -> tuple[int, ...]:
    if not ids or any(k not in state.findings or state.findings[k].gone for k in ids):
        raise RefusedError("no_finding")
    return ids


ACTIONS: Mapping[str, Callable[[State, Fields, Neighbours], State]] = {
    "decide": decide,
    "comment": comment,
    "confirm": confirm,
    "link": link,
    "unlink": unlink,
    "merge": merge,
    "divide": divide,
    "boundary": boundary,
    "split": split,
    "edit": edit,
    "insert": insert,
    "realign": realign,
}
