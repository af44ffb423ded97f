"""A finding about certain places in the texts: the segments there, and the stretch that a report marks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.fingerprints import fingerprint
from aligner.messages import say
from aligner.model import Bitext, Finding, FindingKind, Json, Lang, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.model import Bead


class Spot(NamedTuple):
    """Segments of one side and, where there is one, the stretch of the document's text that a finding is about."""

    lang: Lang
    segments: tuple[int, ...]
    span: Span | None = None


def in_pair(bead: Bead, lang: Lang, segment: int, span: Span) -> list[Spot]:
    """A stretch of a segment and, where its bead has another side, that."""
    other = bead.side(lang.other)
    return [Spot(lang, (segment,), span), *([Spot(lang.other, other)] if other else [])]


def finding_at(
    bitext: Bitext,
    kind: FindingKind,
    relation: str,
    severity: Severity,
    message: Mapping[str, str],
    *,
    spots: Sequence[Spot],
    confidence: float,
    about: Sequence[str] = (),
    **detail: Json,
) -> Finding:
    """A finding with its spans in ``detail``, at most one spot a side.

    ``about`` is what it is known by, whatever stands around it; by default the text of its segments.
    """
    segments = {spot.lang: spot.segments for spot in spots}
    spans: dict[str, Json] = {}
    for spot in spots:
        if spot.span is not None:
            text = bitext.side(spot.lang).text[spot.span.start : spot.span.end]
            spans[str(spot.lang)] = {"text": text, "start": spot.span.start, "end": spot.span.end}
    texts = about or [bitext.side(spot.lang).segment_text(k) for spot in spots for k in spot.segments]
    return Finding(
        0,
        kind,
        severity,
        segments.get(Lang.EN, ()),
        segments.get(Lang.JA, ()),
        message,
        fingerprint(f"{kind}\0{relation}", *texts),
        {"relation": relation, "confidence": round(confidence, 6), **spans, **detail},
    )


#: Notes of one kind that a document gets; more would drown what is worse.
MOST_NOTES = 5


def capped(findings: Sequence[Finding]) -> list[Finding]:
    """The first of some notes; the last of them says how many more there are."""
    if len(findings) <= MOST_NOTES:
        return list(findings)
    more = len(findings) - MOST_NOTES
    *kept, last = findings[:MOST_NOTES]
    said = say("terms.and_more", more=more)
    message = {lang: text + said[lang] for lang, text in last.message.items()}
    return [*kept, replace(last, message=message, detail={**last.detail, "more": more})]
