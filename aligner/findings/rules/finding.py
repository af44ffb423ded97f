"""Findings of the user's rules and of the built-in style rules.

A rule about one text is checked in every segment, and a rule about a pair in every pair that is likely right. A length
is checked in every side of a pair, also in one without a counterpart. All places of a rule with variants are one
finding. ``detail.relation`` is what the rule checks (`rule.Check`), and ``detail.rule`` is its id.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from aligner.findings.build import Location, build_finding, in_bead
from aligner.findings.inspection import LIKELY
from aligner.findings.places import place_of, with_places
from aligner.findings.rules.matching import hits, searched_text, variant_spans, wanted_variant
from aligner.findings.rules.rule import Check
from aligner.messages import say
from aligner.model import NO_LANGUAGE, Bead, Finding, FindingKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aligner.findings.inspection import Inspection
    from aligner.findings.rules.matching import Hit
    from aligner.findings.rules.rule import Rule
    from aligner.model import Document

#: Probability that another variant is worth reporting: of 75 findings of the built-in rules in 20 texts, 72 were right.
_VARIANT = 0.95


class _Text(NamedTuple):
    """A stretch of a document that a rule is applied to: its bead, its segments, and its place."""

    bead: Bead
    segments: tuple[int, ...]
    span: Span


class _Searched(Protocol):
    """`searched_text`, with its results kept for one run."""

    def __call__(self, text: str, /, *, prose: bool) -> str: ...


def find(inspection: Inspection) -> list[Finding]:
    """Return the findings of all rules that are not off.

    Raises:
        SettingsError: when a pattern takes too long.
    """
    findings: list[Finding] = []
    # All rules search the same texts, and reading the marks of a text takes longer than a search.
    searched = cache(searched_text)
    for rule in inspection.rules:
        if rule.severity is not None:
            find_of_rule = _of_variants if rule.check is Check.VARIANT else _of_hits
            findings += find_of_rule(inspection, rule, searched)
    return findings


def _of_hits(inspection: Inspection, rule: Rule, searched: _Searched) -> Iterator[Finding]:
    document, others = (inspection.alignment.bitext.side(lang) for lang in (rule.lang, rule.lang.other))
    whole_sides = rule.needs_pair or rule.check is Check.LENGTH
    for text in _sides(inspection, rule) if whole_sides else _segments(inspection, rule):
        if rule.needs_pair and not (text.bead.paired and text.bead.confidence >= LIKELY):
            continue
        other = _extent(others, text.bead.side(rule.lang.other))
        here = searched(_cut(document, text.span), prose=rule.prose)
        there = searched(_cut(others, other), prose=rule.prose) if text.bead.paired else None
        for hit in hits(rule, here, there):
            yield _finding(inspection, rule, text, hit, other)


def _segments(inspection: Inspection, rule: Rule) -> Iterator[_Text]:
    """Yield every segment of the language of a rule, in document order."""
    document = inspection.alignment.bitext.side(rule.lang)
    beads = inspection.beads_of[rule.lang]
    for segment in document.segments:
        if segment.id in beads and _is_checked(document, segment.id, rule):
            yield _Text(beads[segment.id], (segment.id,), Span(segment.start, segment.end))


def _sides(inspection: Inspection, rule: Rule) -> Iterator[_Text]:
    """Yield the side of every bead in the language of a rule."""
    document = inspection.alignment.bitext.side(rule.lang)
    for bead in inspection.alignment.beads:
        segments = bead.side(rule.lang)
        if segments and all(_is_checked(document, k, rule) for k in segments):
            yield _Text(bead, segments, _extent(document, segments))


def _is_checked(document: Document, segment: int, rule: Rule) -> bool:
    kind = document.paragraphs[document.segments[segment].paragraph].kind
    return kind in rule.paragraphs if rule.paragraphs else kind not in NO_LANGUAGE


def _extent(document: Document, segments: tuple[int, ...]) -> Span:
    """Return the place from the first to the last of some segments; an empty place for none."""
    return Span(document.segments[segments[0]].start, document.segments[segments[-1]].end) if segments else Span(0, 0)


def _cut(document: Document, span: Span) -> str:
    return document.text[span.start : span.end]


def _finding(inspection: Inspection, rule: Rule, text: _Text, hit: Hit, other: Span) -> Finding:
    bitext = inspection.alignment.bitext
    document = bitext.side(rule.lang)
    span = None if hit.span is None else _moved(hit.span, text.span.start)
    locations = [Location(rule.lang, text.segments, span)]
    if text.bead.paired:
        there = None if hit.other is None else _moved(hit.other, other.start)
        locations.append(Location(rule.lang.other, text.bead.side(rule.lang.other), there))
    shown = "" if span is None else _cut(document, span)
    message = say(
        f"rules.{rule.check}",
        source=inspection.direction,
        side=rule.lang,
        message=_stated(rule),
        rule=rule.id,
        text=_short(shown),
        length=hit.length,
        limit=rule.limit,
    )
    about = [rule.id, shown, *(bitext.side(lang).segment_text(k) for lang, ids, _ in locations for k in ids)]
    return build_finding(
        bitext,
        FindingKind.RULE,
        str(rule.check),
        message,
        locations=locations,
        confidence=text.bead.confidence if rule.needs_pair else 1.0,
        severity=rule.severity,
        about=about,
        rule=rule.id,
    )


def _moved(span: Span, start: int) -> Span:
    return Span(span.start + start, span.end + start)


#: Maximum length of a quotation in a message.
_SHOWN = 40


def _short(text: str) -> str:
    text = " ".join(text.split()) or "␣" * len(text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _stated(rule: Rule) -> Mapping[str, str]:
    """Return the message of a rule without a stop at its end, because the details follow."""
    return {lang: text.rstrip(" .。：:") for lang, text in rule.message.items()}


def _of_variants(inspection: Inspection, rule: Rule, searched: _Searched) -> list[Finding]:
    """Return one finding for all places of a rule that have another variant than the wanted one."""
    texts = list(_segments(inspection, rule))
    document = inspection.alignment.bitext.side(rule.lang)
    spans = [variant_spans(rule, searched(_cut(document, text.span), prose=rule.prose)) for text in texts]
    counts = {name: sum(len(places[name]) for places in spans) for name in rule.variants}
    want = wanted_variant(rule, counts)
    if want is None:
        return []
    others = {name: count for name, count in counts.items() if name != want and count}
    members = [
        _variant(inspection, rule, text, _moved(span, text.span.start), (want, counts[want], sum(others.values())))
        for text, places in zip(texts, spans, strict=True)
        for span in sorted(span for name in others for span in places[name])
    ]
    if len(members) < 2:
        return members
    parts = with_places(members[0].message, members[0].detail, list(map(place_of, members)))
    return [replace(members[0], **parts._asdict())]


def _variant(inspection: Inspection, rule: Rule, text: _Text, span: Span, counted: tuple[str, int, int]) -> Finding:
    bitext = inspection.alignment.bitext
    want, wanted, others = counted
    shown = _cut(bitext.side(rule.lang), span)
    message = say(
        "rules.variant_wanted" if rule.want is not None else "rules.variant",
        source=inspection.direction,
        side=rule.lang,
        message=_stated(rule),
        rule=rule.id,
        text=_short(shown),
        want=want,
        wanted=wanted,
        others=others,
    )
    return build_finding(
        bitext,
        FindingKind.RULE,
        str(Check.VARIANT),
        message,
        locations=in_bead(text.bead, rule.lang, text.segments[0], span),
        confidence=_VARIANT,
        severity=rule.severity,
        about=[rule.id, want, bitext.side(rule.lang).segment_text(text.segments[0]), shown],
        rule=rule.id,
        want=want,
    )
