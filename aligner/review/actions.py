"""The actions of a person, by the name they have in requests and in the journal.

An action is a function from a state and the fields of a request to a state. To add one, write the function, add it to
`ACTIONS`, and name it in ``review.toml``.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Protocol

from aligner.review import decisions, editing, pairing
from aligner.review.model import Decision, Status
from aligner.review.refusal import RefusedError
from aligner.review.views import characters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aligner.review.requests import Fields
    from aligner.review.state import State


class Realigner(Protocol):
    """Searches and analyses again what an action changed (`local_realign`)."""

    def updated(self, old: State, new: State) -> State:
        """The new state with free segments searched again, and evidence and findings analysed again."""
        ...

    def realigned(self, state: State, beads: tuple[int, ...]) -> State:
        """The state with a stretch searched again."""
        ...


def decide(state: State, asked: Fields, _: Realigner) -> State:
    """Decide about findings, or take a decision back."""
    status = Status(asked.one_of("status", tuple(Status)))
    reason, comment = asked.text("reason", most=40), asked.text("comment")
    if reason and status not in decisions.REASONS.get(reason, ()):
        raise RefusedError("reason")
    if not reason and status in decisions.WANT_REASON:
        raise RefusedError("no_reason")
    ids = _findings(state, asked.ids("findings"))
    if reason in decisions.WANT_COMMENT and not comment and not all(state.decision(k).comment for k in ids):
        raise RefusedError("no_comment")
    if "alike" in asked:
        loose = asked.one_of("alike", ("same", "kind")) == "kind"
        less_certain = not loose or asked.flag("less_certain", default=False)
        reached = (decisions.alike(state, state.findings[k], loose=loose, less_certain=less_certain) for k in ids)
        ids = tuple(dict.fromkeys((*ids, *itertools.chain.from_iterable(reached))))
    return decisions.decided(state, ids, Decision(status, reason, comment))


def comment(state: State, asked: Fields, _: Realigner) -> State:
    """Comment on a finding or a bead."""
    text = asked.text("text").strip()
    if "finding" in asked:
        (finding,) = _findings(state, (asked.number("finding"),))
        return decisions.commented(state, finding, text)
    return pairing.commented(state, asked.number("bead"), text)


def confirm(state: State, asked: Fields, _: Realigner) -> State:
    """Confirm beads, or take the confirmation back."""
    if "sure" not in asked:
        return pairing.confirmed(state, asked.ids("beads"), confirmed=asked.flag("confirmed", default=True))
    least = asked.share("sure")
    undecided = {
        bead
        for bead, findings in state.findings_of.items()
        if any(state.decision(finding).status in (Status.OPEN, Status.ACCEPTED) for finding in findings)
    }
    sure = [
        pair.id
        for pair in state.beads.values()
        if pair.paired and not pair.confirmed and pair.confidence >= least and pair.id not in undecided
    ]
    return pairing.confirmed(state, sure, confirmed=True)


def link(state: State, asked: Fields, realigner: Realigner) -> State:
    """Make a bead of segments."""
    return realigner.updated(state, pairing.link(state, asked.ids("en"), asked.ids("ja")))


def unlink(state: State, asked: Fields, realigner: Realigner) -> State:
    """Make null beads of the segments of a bead."""
    return realigner.updated(state, pairing.unlink(state, asked.number("bead")))


def merge(state: State, asked: Fields, realigner: Realigner) -> State:
    """Merge neighbouring beads."""
    return realigner.updated(state, pairing.merge(state, asked.ids("beads")))


def divide(state: State, asked: Fields, realigner: Realigner) -> State:
    """Divide a bead into two."""
    return realigner.updated(state, pairing.divide(state, asked.number("bead"), asked.number("en"), asked.number("ja")))


def boundary(state: State, asked: Fields, realigner: Realigner) -> State:
    """Move the boundary between two beads by a segment."""
    at_end = asked.one_of("edge", ("start", "end")) == "end"
    by = asked.number("by", least=-1, most=1)
    if not by:
        raise RefusedError("nothing")
    moved = pairing.move_boundary(state, asked.number("bead"), asked.lang(), at_end=at_end, outward=(by > 0) == at_end)
    return realigner.updated(state, moved)


def split(state: State, asked: Fields, realigner: Realigner) -> State:
    """Split a segment at the caret."""
    lang, sentence = asked.lang(), asked.number("sentence")
    text = state.segments[lang][sentence].text if sentence in state.segments[lang] else ""
    at = characters(text, asked.number("offset"))
    if at is None:
        raise RefusedError("nothing_to_split")
    return realigner.updated(state, editing.split(state, lang, sentence, at))


def edit(state: State, asked: Fields, realigner: Realigner) -> State:
    """Edit a segment of the translation."""
    text = asked.text("text", most=editing.LONGEST)
    return realigner.updated(state, editing.edit(state, asked.number("sentence"), text))


def insert(state: State, asked: Fields, realigner: Realigner) -> State:
    """Add the missing translation to a gap."""
    text = asked.text("text", most=editing.LONGEST)
    return realigner.updated(state, editing.insert(state, asked.ids("beads"), text))


def realign(state: State, asked: Fields, realigner: Realigner) -> State:
    """Search a stretch of beads again."""
    return realigner.realigned(state, asked.ids("beads"))


def _findings(state: State, ids: tuple[int, ...]) -> tuple[int, ...]:
    if not ids or any(k not in state.findings or state.findings[k].gone for k in ids):
        raise RefusedError("no_finding")
    return ids


ACTIONS: Mapping[str, Callable[[State, Fields, Realigner], State]] = {
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
