"""The desk: one session at work, with what its actions need. What the web layer asks, in its own words.

Rule: views are of one state and its version together, so that an answer never mixes two.
"""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING, Any

from aligner import __version__
from aligner.findings.kinds import kinds
from aligner.messages import say
from aligner.model import Lang, Severity
from aligner.review import decisions
from aligner.review.actions import ACTIONS, Neighbours
from aligner.review.journal import REDO, UNDO, Entry, Row
from aligner.review.requests import LONGEST_COMMENT, Fields, MalformedError
from aligner.review.state import Status
from aligner.review.views import Views

if TYPE_CHECKING:
    from aligner.review.patches import Patch
    from aligner.review.session import Outcome, Session
    from aligner.review.state import State


class Desk:
    """A session, its neighbours, and the views of its present state."""

    def __init__(self, session: Session, near: Neighbours) -> None:
        self._session, self._near = session, near
        self._looking = threading.Lock()
        self._views: tuple[int, Views] = (self._session.version, Views(self._session.state))

    @property
    def version(self) -> int:
        """Of the state."""
        return self._session.version

    def views(self) -> tuple[int, Views]:
        """The present version, and the views of its state."""
        with self._looking:
            history = self._session.history
            if self._views[0] != history.version:
                self._views = (history.version, Views(history.state))
            return self._views

    def act(self, asked: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Do what a request asks; what every tab is told of it, and what can be undone and redone now.

        Raises:
            MalformedError: when the request makes no sense.
            StaleError: when it was based on an older state.
            RefusedError: when it cannot be done.
        """
        if not isinstance(asked, dict) or not isinstance(asked.get("action"), dict):
            raise MalformedError("action")
        fields, action = Fields(asked), asked["action"]
        version, tab = fields.number("version"), fields.text("tab", most=40)
        kind = Fields(action).one_of("kind", (UNDO, REDO, *ACTIONS))
        if kind == UNDO:
            outcome = self._session.undo(version, tab)
        elif kind == REDO:
            outcome = self._session.redo(version, tab)
        else:
            outcome = self._session.act(
                version, tab, kind, action, lambda state: ACTIONS[kind](state, Fields(action), self._near)
            )
        return self._told(outcome), self._ways(outcome.history.done, outcome.history.undone)

    def _told(self, outcome: Outcome) -> dict[str, Any]:
        patch, row = outcome.patch, outcome.row
        state = outcome.history.state
        _, views = self.views()
        return {
            "version": row.version,
            "kind": row.kind,
            "tab": row.tab,
            "beads": sorted(_touched(patch, state)),
            "gone": sorted(k for k, change in patch.pairs.items() if change.after is None),
            "findings": sorted({*patch.notes, *patch.decisions}),
            "structure": bool(patch.order) or _regroups(patch),
            "progress": views.progress(),
        }

    def _ways(self, done: tuple[Entry, ...], undone: tuple[Entry, ...]) -> dict[str, Any]:
        return {"undo": _label(done), "redo": _label(undone)}

    def overview(self) -> dict[str, Any]:
        """What the page needs to know at first."""
        version, views = self.views()
        state, history = views.state, self._session.history
        statuses = Counter(state.decision(note.id).status for note in views.notes)
        found = Counter(note.kind for note in views.notes)
        return {
            "version": version,
            "name": self._session.path.name,
            "program": __version__,
            "source": str(state.source),
            "source_known": state.source_known,
            "sides": {
                str(lang): {
                    "name": state.about[lang].name,
                    "counted": str(state.about[lang].counted),
                    "sentences": len(state.order[lang]),
                }
                for lang in Lang
            },
            "editable": str(state.source.other),
            "progress": views.progress(),
            "kinds": [
                {"kind": str(kind), "name": say(f"review.kind_{kind}"), "count": found[kind]}
                for kind in kinds()
                if found[kind]
            ],
            "severities": {str(it): sum(note.severity is it for note in views.notes) for it in Severity},
            "statuses": [
                {"status": str(it), "name": say(f"review.status_{it}"), "count": statuses[it]} for it in Status
            ],
            "reasons": [
                {
                    "reason": reason,
                    "name": say(f"review.reason_{reason}"),
                    "status": [str(it) for it in goes_with],
                    "comment": reason in decisions.WANT_COMMENT,
                }
                for reason, goes_with in decisions.REASONS.items()
            ],
            **self._ways(history.done, history.undone),
            "stale": [],
            "carried": None,
            "formats": [],
            "limits": {"text": 20_000, "comment": LONGEST_COMMENT},
        }

    def journal(self, before: int, count: int) -> list[dict[str, Any]]:
        """The journal's rows before a version, newest first."""
        history = self._session.history
        undone = {entry.row.version for entry in history.undone}
        rows = [row for row in self._session.rows if row.version < before][-count:]
        in_force = {entry.row.version for entry in history.done}
        return [
            {
                "version": row.version,
                "time": row.time,
                "tab": row.tab,
                "kind": row.kind,
                "name": say(f"review.action_{row.kind}"),
                "undone": row.version in undone or (row.patch is not None and row.version not in in_force),
            }
            for row in reversed(rows)
        ]


def _label(entries: tuple[Entry, ...]) -> dict[str, Any] | None:
    if not entries:
        return None
    row: Row = entries[-1].row
    return {"kind": row.kind, "name": say(f"review.action_{row.kind}")}


def _regroups(patch: Patch) -> bool:
    """Whether rows came, went, or hold other sentences."""
    return any(
        change.before is None
        or change.after is None
        or (change.before.en, change.before.ja) != (change.after.en, change.after.ja)
        for change in patch.pairs.values()
    )


def _touched(patch: Patch, state: State) -> set[int]:
    """The rows that look different."""
    beads = {k for k, change in patch.pairs.items() if change.after is not None}
    beads |= {state.owner[lang][k] for lang in patch.sentences for k in patch.sentences[lang] if k in state.owner[lang]}
    for k in {*patch.notes, *patch.decisions}:
        if k in state.notes:
            beads.update(state.beads_of(state.notes[k]))
    return beads
