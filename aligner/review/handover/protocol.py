"""The protocol of a review as HTML: every decision with its person and time, from the journal, and the result.

It is one file without scripts that loads no other file. Actions that were undone are included and marked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from aligner.messages import say
from aligner.review.handover.items import place_of
from aligner.review.handover.labels import Words
from aligner.review.journal_text import comment_of, summary_of, texts_of
from aligner.review.model import Status
from aligner.review.views import Views
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from aligner.model import Lang
    from aligner.review.handover import Review
    from aligner.review.journal import Row


@dataclass(frozen=True, slots=True)
class Entry:
    """An action in the protocol."""

    number: int
    time: str
    who: str
    what: str
    texts: tuple[tuple[str, str], ...]
    comment: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding and the decision about it."""

    place: str
    kind: str
    message: str
    status: str
    reason: str
    comment: str


def dump(review: Review, lang: Lang, date: datetime | None) -> bytes:
    """The file; its date, where one is asked for, is that of the hand-over."""
    environment = Environment(
        loader=PackageLoader("aligner.review", "handover"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = Words(review.state, lang)
    views = Views(review.state)
    filled = environment.get_template("protocol.html").render(
        lang=str(lang),
        words=words,
        name=review.name,
        version=__version__,
        date=None if date is None else f"{date:%Y-%m-%d %H:%M} UTC",
        people=_people(review),
        period=_period(review),
        counts=_counts(review, views, lang),
        progress=views.progress(less_certain=True),
        entries=[_entry(review, row, lang) for row in review.rows],
        verdicts=list(_verdicts(review, views, lang)),
        source=str(review.state.source),
        target=str(review.state.source.other),
    )
    return filled.encode("utf-8", "replace")


def _people(review: Review) -> str:
    return ", ".join(dict.fromkeys(row.who for row in review.rows if row.who))


def _period(review: Review) -> str:
    times = [_time(row) for row in review.rows]
    return "" if not times else times[0] if len(times) == 1 else f"{times[0]} – {times[-1]}"


def _time(row: Row) -> str:
    return f"{row.time[:10]} {row.time[11:16]} UTC"


def _counts(review: Review, views: Views, lang: Lang) -> list[tuple[str, int]]:
    by_status = Counter(review.state.decision(finding.id).status for finding in views.findings)
    counts = [(say(f"review.status_{status}")[lang], by_status[status]) for status in Status if by_status[status]]
    resolved = views.progress().resolved
    return [*counts, (say("review.status_resolved")[lang], resolved)] if resolved else counts


def _entry(review: Review, row: Row, lang: Lang) -> Entry:
    about: Any = texts_of(row)
    sides = (str(review.state.source), str(review.state.source.other))
    texts = [(side, str(about[side])) for side in sides if about.get(side)]
    if about.get("before"):
        texts.insert(0, ("before", str(about["before"])))
    return Entry(
        row.version,
        _time(row),
        row.who,
        summary_of(row)[lang],
        tuple(texts),
        comment_of(row),
        row.version in review.undone,
    )


def _verdicts(review: Review, views: Views, lang: Lang) -> Iterator[Verdict]:
    state = review.state
    for finding in views.findings:
        decision = state.decision(finding.id)
        first = next((side for side in (state.source, state.source.other) if finding.side(side)), None)
        yield Verdict(
            "" if first is None else place_of(state, first, finding.side(first))[lang],
            views.kind_name(finding.kind)[lang],
            finding.message[lang],
            say(f"review.status_{decision.status}")[lang],
            say(f"review.reason_{decision.reason}")[lang] if decision.reason else "",
            decision.comment,
        )
