"""The service of a review: one open session with what its actions need, for the web layer.

Rule: a view and its version come from one state together, so that no answer mixes two.
"""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from aligner import __version__, api
from aligner.errors import TaiyakuError
from aligner.findings.kinds import kinds
from aligner.messages import say
from aligner.model import Lang, Severity
from aligner.outputs import format_named
from aligner.outputs.options import Choices
from aligner.review import decisions, handover, written
from aligner.review.actions import ACTIONS
from aligner.review.editing import LONGEST
from aligner.review.explaining import explain
from aligner.review.handover import OFFERED
from aligner.review.journal import CARRY, REDO, UNDO, Entry, History, undone_rows
from aligner.review.journal_text import comment_of, name_of, summary_of, texts_of
from aligner.review.local_realign import LocalRealigner
from aligner.review.model import Status
from aligner.review.page_state import (
    ChangeEvent,
    Draft,
    Drafts,
    FormatChoice,
    Journal,
    JournalRow,
    KindCount,
    Label,
    Limits,
    Overview,
    ReasonChoice,
    SideView,
    StaleFile,
    StatusCount,
    Steps,
)
from aligner.review.rebase import carry_over
from aligner.review.refusal import RefusedError
from aligner.review.requests import LONGEST_COMMENT, DraftRequest, Request
from aligner.review.resources import Toolbox
from aligner.review.search import search_text
from aligner.review.sources import sources_of
from aligner.review.state_records import state_of
from aligner.review.views import Views

if TYPE_CHECKING:
    from aligner.review.page_state import Evidence
    from aligner.review.patches import Patch
    from aligner.review.session import Outcome, Session
    from aligner.review.state import State


class ReviewService:
    """A session, its realigner, and the views of its present state."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._toolbox = Toolbox(session.settings, session.state.made.settings)
        self._realigner = LocalRealigner(self._toolbox)
        self._ahead, self._focus = ThreadPoolExecutor(1, "ahead"), 0
        self._looking = threading.Lock()
        self._views: tuple[int, Views] = (self._session.version, Views(self._session.state))

    @property
    def version(self) -> int:
        """The version of the state."""
        return self._session.version

    def warm(self) -> None:
        """Load the resources and read the evidence in a thread, so that the first action need not wait for them."""
        _, views = self.views()
        beads = (bead for finding in views.findings for bead in views.state.beads_of(finding))
        first = next(beads, next(iter(views.state.table), None))
        threading.Thread(target=self._warm, args=(views.state, first), name="warm", daemon=True).start()

    def _warm(self, state: State, first: int | None) -> None:
        with suppress(RefusedError):
            if first is not None:
                self._realigner.look_ahead(state, first)
            search_text(state, "taiyaku", tuple(Lang))  # fills the cache of normalised texts

    def views(self) -> tuple[int, Views]:
        """The present version, and the views of its state."""
        with self._looking:
            history = self._session.history
            if self._views[0] != history.version:
                self._views = (history.version, Views(history.state))
            return self._views

    def act(self, request: Request) -> tuple[ChangeEvent, Steps]:
        """Perform the action of a request; the change for every tab, and what can be undone and redone now.

        Raises:
            MalformedError: when a field of the action is missing or not valid.
            StaleError: when it was based on an older state.
            RefusedError: when it cannot be done.
        """
        version, tab, fields = request.version, request.tab, request.fields
        kind = fields.one_of("kind", (UNDO, REDO, CARRY, *ACTIONS))
        if kind == CARRY:
            return self._carried(version, tab)
        if kind == UNDO:
            outcome = self._session.undo(version, tab)
        elif kind == REDO:
            outcome = self._session.redo(version, tab)
        else:
            outcome = self._session.act(
                version, tab, kind, request.action, lambda state: ACTIONS[kind](state, fields, self._realigner)
            )
        return self._event(outcome), _steps(outcome.history)

    def drafts(self) -> Drafts:
        """The texts that are written and not yet saved, each with the bead that it is about."""
        state = self._session.state
        return Drafts([Draft(place, text, _bead_of(state, place)) for place, text in self._session.drafts().items()])

    def keep_draft(self, draft: DraftRequest) -> None:
        """Store a draft.

        Raises:
            RefusedError: when the session was removed or replaced.
        """
        self._session.keep_draft(draft.place, draft.text)

    def _carried(self, version: int, tab: str) -> tuple[ChangeEvent, Steps]:
        """Align the texts as they are on disk now, and carry the work over to them."""
        sources = self._session.sources
        if not any(source.changed for source in sources):
            raise RefusedError("not_changed")
        state = self._session.state
        try:
            paths = [source.path for source in sources]
            now = sources_of(paths)
            record = api.align_files(paths[0], *paths[1:], settings=self._session.settings).record
        except TaiyakuError as error:
            raise RefusedError("unreadable", problem=str(error)) from None
        new, report = carry_over(self._session.first, state, state_of(record), self._realigner)
        outcome = self._session.carry(version, tab, payload=report.to_json(), record=record, sources=now, new=new)
        return self._event(outcome), _steps(outcome.history)

    def _event(self, outcome: Outcome) -> ChangeEvent:
        patch, row = outcome.patch, outcome.row
        _, views = self.views()
        everything = outcome.rebased
        return ChangeEvent(
            version=row.version,
            kind=row.kind,
            tab=row.tab,
            everything=everything,
            beads=[] if everything else sorted(_touched(patch, outcome.history.state)),
            gone=[] if everything else sorted(k for k, change in patch.beads.items() if change.after is None),
            findings=[] if everything else sorted({*patch.findings, *patch.decisions}),
            structure=everything or bool(patch.order) or _regroups(patch),
            progress=views.progress(),
        )

    def overview(self, *, less_certain: bool = False) -> Overview:
        """What the page needs to know first; ``less_certain``: whether less certain findings count."""
        version, views = self.views()
        state, steps = views.state, _steps(self._session.history)
        findings = views.in_use(less_certain=less_certain)
        statuses = Counter(state.decision(finding.id).status for finding in findings)
        counts = Counter(finding.kind for finding in findings)
        severities = Counter(finding.severity for finding in findings)
        return Overview(
            version=version,
            name=self._session.path.name,
            program=__version__,
            source=state.source,
            source_known=state.source_known,
            sides={
                lang: SideView(state.about[lang].name, str(state.about[lang].counted), len(state.order[lang]))
                for lang in Lang
            },
            editable=state.source.other,
            progress=views.progress(less_certain=less_certain),
            kinds=[KindCount(kind, views.kind_name(kind), counts[kind]) for kind in kinds() if counts[kind]],
            severities={severity: severities[severity] for severity in Severity},
            statuses=[StatusCount(status, say(f"review.status_{status}"), statuses[status]) for status in Status],
            reasons=[
                ReasonChoice(reason, say(f"review.reason_{reason}"), goes_with, reason in decisions.WANT_COMMENT)
                for reason, goes_with in decisions.REASONS.items()
            ],
            undo=steps.undo,
            redo=steps.redo,
            stale=self.stale(),
            carried=self._session.carried,
            formats=[FormatChoice(name, say(f"review.form_{name}"), suffix) for name, suffix in self._offered()],
            limits=Limits(LONGEST, LONGEST_COMMENT),
        )

    def _offered(self) -> list[tuple[str, str]]:
        """The exports that the page offers, with the suffixes of their files."""
        own = written.translation_suffix(self._session)
        return [(name, suffix or own) for name, suffix in OFFERED if suffix or own]

    def stale(self) -> list[StaleFile]:
        """The texts that changed on disk since they were aligned."""
        return [
            StaleFile(
                source.path.name,
                say(f"review.source_{'changed' if source.path.is_file() else 'gone'}", name=source.path.name),
            )
            for source in self._session.sources
            if source.changed
        ]

    def evidence(self, bead: int) -> Evidence:
        """Why a bead is as it is."""
        version, views = self.views()
        evidence = explain(version, views, bead, self._toolbox)
        self._focus += 1
        self._ahead.submit(self._look_ahead, views.state, bead, self._focus)
        return evidence

    def _look_ahead(self, state: State, bead: int, focus: int) -> None:
        """Read the evidence that a change of a bead needs, unless the user has moved on to another bead."""
        if focus == self._focus:
            self._realigner.look_ahead(state, bead)

    def export(self, name: str, lang: Lang) -> tuple[bytes, str, str]:
        """An export: the content of the file, its media type and its name.

        Raises:
            RefusedError: when there is no such form, or it cannot be written.
        """
        if name not in dict(OFFERED):
            raise RefusedError("form")
        stem = self._session.path.stem
        form = handover.form_named(name)
        try:
            if name == handover.TRANSLATION:
                path, content = written.written_translation(self._session)
                return content, "application/octet-stream", f"{stem}-edited{path.suffix}"
            if form is not None:
                content = form.dump(handover.review_of(self._session), lang)
                return content, form.media, f"{stem}-{form.name}{form.suffix}"
            content = handover.dump(self._session.state, format_named(name), Choices(lang=lang))
        except TaiyakuError as error:
            raise RefusedError("unwritable", problem=str(error)) from None
        return content, handover.MEDIA.get(name, "application/octet-stream"), f"{stem}{dict(OFFERED)[name]}"

    def journal(self, before: int, count: int) -> Journal:
        """The journal's rows before a version, newest first."""
        rows = [row for row in self._session.rows if row.version < before][-count:]
        undone = undone_rows(self._session.rows, self._session.history)
        return Journal(
            [
                JournalRow(
                    version=row.version,
                    time=row.time,
                    tab=row.tab,
                    kind=row.kind,
                    who=row.who,
                    name=name_of(row.kind),
                    said=summary_of(row),
                    about=texts_of(row),
                    comment=comment_of(row),
                    undone=row.version in undone,
                )
                for row in reversed(rows)
            ]
        )


def _steps(history: History) -> Steps:
    """What can be undone and redone."""
    return Steps(_label(history.done), _label(history.undone))


def _label(entries: tuple[Entry, ...]) -> Label | None:
    if not entries:
        return None
    row = entries[-1].row
    return Label(row.kind, name_of(row.kind))


def _regroups(patch: Patch) -> bool:
    """Whether rows came, went, or hold other sentences."""
    return any(
        change.before is None
        or change.after is None
        or (change.before.en, change.before.ja) != (change.after.en, change.after.ja)
        for change in patch.beads.values()
    )


def _touched(patch: Patch, state: State) -> set[int]:
    """The rows that changed on the page."""
    beads = {k for k, change in patch.beads.items() if change.after is not None}
    beads |= {state.owner[lang][k] for lang in patch.segments for k in patch.segments[lang] if k in state.owner[lang]}
    for k in {*patch.findings, *patch.decisions}:
        if k in state.findings:
            beads.update(state.beads_of(state.findings[k]))
    return beads


def _bead_of(state: State, place: str) -> int | None:
    """The bead that a draft is about; None if what it was written for is gone."""
    kind, _, number = place.partition(":")
    id_ = int(number)
    if kind == "finding":
        finding = state.findings.get(id_)
        return None if finding is None or finding.gone else min(state.beads_of(finding), default=None)
    if kind == "edit":
        return state.owner[state.source.other].get(id_)
    return id_ if id_ in state.beads else None
