"""Builds findings from their locations, with the facts from the table of kinds."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.fingerprints import fingerprint
from aligner.findings.kinds import kinds
from aligner.messages import Message, say
from aligner.model import Bitext, Finding, FindingKind, Json, Lang, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aligner.model import Bead, Document


class Location(NamedTuple):
    """Segments of one side that a finding is about, and a span in the document if it points at one."""

    lang: Lang
    segments: tuple[int, ...]
    span: Span | None = None


def in_bead(bead: Bead, lang: Lang, segment: int, span: Span) -> list[Location]:
    """Return the locations of a finding about a span of a segment: the span and, in a pair, the other side."""
    other = bead.side(lang.other)
    return [Location(lang, (segment,), span), *([Location(lang.other, other)] if other else [])]


def build_finding(
    bitext: Bitext,
    kind: FindingKind,
    relation: str,
    message: Mapping[str, str],
    *,
    locations: Sequence[Location],
    confidence: float,
    severity: Severity | None = None,
    about: Sequence[str] = (),
    **detail: Json,
) -> Finding:
    """Build a finding with its spans in ``detail``.

    Args:
        bitext: both texts.
        kind: its kind.
        relation: its relation, a row of the table of kinds.
        message: its message, by language.
        locations: its places, at most one for each side.
        confidence: probability that it is right.
        severity: its severity; None for the one in the table.
        about: the content of its fingerprint besides the kind; by default the relation and the text of its segments.
        detail: further data for programs.
    """
    spans: dict[str, Json] = {}
    for lang, _, span in locations:
        if span is not None:
            text = bitext.side(lang).text[span.start : span.end]
            spans[str(lang)] = {"text": text, "start": span.start, "end": span.end}
    texts = [bitext.side(lang).segment_text(k) for lang, numbers, _ in locations for k in numbers]
    return new_finding(
        kind,
        relation,
        message,
        {location.lang: location.segments for location in locations},
        confidence=confidence,
        severity=severity,
        about=about or (relation, *texts),
        detail=spans | detail,
    )


def new_finding(
    kind: FindingKind,
    relation: str,
    message: Mapping[str, str],
    segments: Mapping[Lang, tuple[int, ...]],
    *,
    confidence: float,
    about: Iterable[str],
    severity: Severity | None = None,
    detail: Mapping[str, Json] = MappingProxyType({}),
) -> Finding:
    """Build a finding about segments of one side or both. The other arguments are those of `build_finding`.

    Raises:
        KeyError: when the table of kinds has no such relation.
    """
    row = kinds()[kind].relations[relation]
    lowered: dict[str, Json] = {"lowered": True} if severity is not None and severity.rank > row.severity.rank else {}
    lead: dict[str, Json] = {"lead": message.lead} if isinstance(message, Message) and message.lead else {}
    return Finding(
        0,
        kind,
        severity or row.severity,
        segments.get(Lang.EN, ()),
        segments.get(Lang.JA, ()),
        dict(message),
        fingerprint(kind, *about),
        {"relation": row.name, "confidence": round(confidence, 6), **lowered, **lead, **detail},
        round(confidence, 6),
    )


def place_detail(document: Document, start: int, end: int) -> dict[str, Json]:
    """Return a place in a document as ``detail`` states it: its offsets and its text."""
    return {"start": start, "end": end, "text": document.text[start:end]}


def sides(bead: Bead) -> dict[Lang, tuple[int, ...]]:
    """Return the segments of a bead by language."""
    return {lang: bead.side(lang) for lang in Lang}


#: Maximum number of notes of one kind in a document. More would hide errors and warnings.
MOST_NOTES = 5


def capped(findings: Sequence[Finding]) -> list[Finding]:
    """Return the first notes of one kind. The message of the last one gives the number of those left out."""
    if len(findings) <= MOST_NOTES:
        return list(findings)
    more = len(findings) - MOST_NOTES
    *kept, last = findings[:MOST_NOTES]
    rest = say("terms.and_more", more=more)
    message = {lang: text + rest[lang] for lang, text in last.message.items()}
    return [*kept, replace(last, message=message, detail={**last.detail, "more": more})]
