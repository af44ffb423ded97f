"""The table of forms that only a review has, and what is exported of a review."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aligner.errors import OutputError, missing_package
from aligner.outputs.options import Choices, Level, Listing
from aligner.review.decisions import is_less_certain
from aligner.review.journal import undone_rows
from aligner.review.model import Status
from aligner.review.state_records import record_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from aligner.model import Lang, Record
    from aligner.outputs import Format
    from aligner.review.journal import Row
    from aligner.review.session import Session
    from aligner.review.state import State

#: Formats of translation memories: they list the confirmed beads unless the choices name others.
MEMORIES = frozenset({"tmx", "moses"})
#: Findings with these decisions are not exported: they are false alarms, fine as they are, or fixed.
_SETTLED = frozenset({Status.REJECTED, Status.ASIDE, Status.DONE})


@dataclass(frozen=True, slots=True)
class Review:
    """A review as it is handed over: its state, and the journal that led there."""

    name: str
    state: State
    rows: Sequence[Row]
    undone: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Form:
    """A form that only a review has.

    Attributes:
        name: its name on the command line.
        module: the module that writes it.
        suffix: of its file.
        media: the media type.
        extra: the extra of this package whose libraries it needs.
    """

    name: str
    module: str
    suffix: str
    media: str
    extra: str

    def dump(self, review: Review, lang: Lang, date: datetime | None = None) -> bytes:
        """The file.

        Raises:
            OutputError: when its libraries are not installed.
        """
        try:
            module = import_module(f"{__package__}.{self.module}")
        except ModuleNotFoundError as error:
            raise OutputError(missing_package(self.name, error, self.extra)) from None
        content: bytes = module.dump(review, lang, date)
        return content


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = (
    Form("to-translate", "to_translate_docx", ".docx", _DOCX, "office"),
    Form("to-translate-md", "to_translate_md", ".md", "text/markdown; charset=utf-8", "review"),
    Form("queries", "queries_xlsx", ".xlsx", _XLSX, "office"),
    Form("queries-docx", "queries_docx", ".docx", _DOCX, "office"),
    Form("protocol", "protocol", ".html", "text/html; charset=utf-8", "review"),
)


#: The media types of the formats that the page offers, and those formats with the suffixes of their files.
MEDIA = {"tmx": "application/x-tmx+xml", "xliff": "application/xliff+xml", "xlsx": _XLSX, "docx": _DOCX}
MEDIA |= {"html": "text/html; charset=utf-8", "json": "application/json"}
#: The edited translation, in the format of the translated file and with its suffix (`aligner.review.written`).
TRANSLATION = "translation"
OFFERED = (
    (TRANSLATION, ""),
    ("tmx", ".tmx"),
    ("xliff", ".xlf"),
    ("xlsx", ".xlsx"),
    ("docx", ".docx"),
    ("html", ".html"),
    ("json", ".json"),
    *((form.name, form.suffix) for form in FORMS),
)


def form_named(name: str) -> Form | None:
    """The form of a name; None where a review has none of its own by that name."""
    return next((form for form in FORMS if form.name == name), None)


def review_of(session: Session) -> Review:
    """A session as it is handed over."""
    history, rows = session.history, tuple(session.rows)
    return Review(session.path.name, history.state, rows, undone_rows(rows, history))


def unsettled(state: State, *, shown_only: bool = False) -> Record:
    """The record of a state without the findings that were settled, as other programs should see it.

    With ``shown_only``, less certain findings that nobody decided or commented on are left out too, as on the page.
    """
    findings = {
        k: finding
        for k, finding in state.findings.items()
        if state.decision(k).status not in _SETTLED and not (shown_only and is_less_certain(state, finding))
    }
    return record_of(replace(state, findings=findings))


def confirmed(state: State, *, shown_only: bool = False) -> Record:
    """The same with a confidence of 1 for the pairs that were confirmed, and less for all others."""
    pairs = {
        k: replace(pair, confidence=1.0 if pair.confirmed else min(pair.confidence, 0.999))
        for k, pair in state.beads.items()
    }
    return unsettled(replace(state, beads=pairs), shown_only=shown_only)


def dump(state: State, form: Format, choices: Choices) -> bytes:
    """A review in a format that every record has.

    Raises:
        OutputError: as `Format.dump`.
    """
    record, choices = prepared(state, form, choices)
    return form.dump(record, choices)


def prepared(state: State, form: Format, choices: Choices) -> tuple[Record, Choices]:
    """The record to write, and the choices with what is usual for a review.

    Raises:
        OutputError: when only confirmed pairs are wanted and none was confirmed.
    """
    if form.name == "json":
        return record_of(state), choices
    # The review decides what is shown, because it knows the decisions.
    shown_only = form.shown_only and choices.min_certainty is None
    if shown_only:
        choices = dataclasses.replace(choices, min_certainty=0.0)
    if form.name not in MEMORIES or choices.listing.beads is not None:
        return unsettled(state, shown_only=shown_only), choices
    if not any(pair.confirmed and pair.paired for pair in state.beads.values()):
        raise OutputError(f"no pair is confirmed yet, and {form.name} holds those alone; --beads paired writes all")
    listing = Listing(Level.PAIRED, 1.0, choices.listing.one_line)
    return confirmed(state, shown_only=shown_only), dataclasses.replace(choices, listing=listing)
