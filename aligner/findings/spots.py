"""A finding about certain places in the texts: the segments there, and the stretch that a report marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.fingerprints import fingerprint
from aligner.model import Bitext, Finding, FindingKind, Json, Lang, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Spot(NamedTuple):
    """Segments of one side and, where there is one, the stretch of the document's text that a finding is about."""

    lang: Lang
    segments: tuple[int, ...]
    span: Span | None = None


def finding_at(
    bitext: Bitext,
    kind: FindingKind,
    relation: str,
    severity: Severity,
    message: Mapping[str, str],
    spots: Sequence[Spot],
    *,
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
