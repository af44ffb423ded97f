"""Text without a counterpart: omissions and additions, as runs, with where they belong and why nothing matched.

Which is which turns on the direction. What stands only in the source is an omission, what stands only in the translation an
addition; while the direction is only assumed, both are worded neutrally and weigh the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.findings.fingerprints import fingerprint
from aligner.findings.places import lines_of, measure, say_amount, say_place
from aligner.messages import count, say
from aligner.model import (
    Alignment,
    Bead,
    Document,
    EvidenceKind,
    Finding,
    FindingKind,
    Json,
    Lang,
    ParagraphKind,
    Severity,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Mean confidence from which a gap is stated rather than supposed.
_SURE = 0.75
#: A single sentence with less than this is short: English words, Japanese characters.
_SHORT = {Lang.EN: 12, Lang.JA: 30}
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of neighbouring segments of one side that have no counterpart, all bylines or none."""

    lang: Lang
    segments: tuple[int, ...]
    beads: tuple[Bead, ...]
    byline: bool

    @property
    def confidence(self) -> float:
        """The mean of its segments' confidences."""
        return sum(bead.confidence for bead in self.beads) / len(self.beads)


def find_gaps(alignment: Alignment) -> list[Gap]:
    """The gaps of both sides, in order of the beads."""
    found: list[Gap] = []
    for lang in Lang:
        document = alignment.bitext.side(lang)
        run: list[Bead] = []
        for bead in alignment.beads:
            if bead.paired:
                found += _gaps_of(document, run)
                run = []
            elif bead.side(lang):
                run.append(bead)
        found += _gaps_of(document, run)
    order = {bead.id: k for k, bead in enumerate(alignment.beads)}
    return sorted(found, key=lambda gap: order[gap.beads[0].id])


def _gaps_of(document: Document, run: Sequence[Bead]) -> Iterator[Gap]:
    """A run cut where bylines meet other text, and where a segment in between is accounted for elsewhere."""
    part: list[Bead] = []
    for bead in run:
        segment = bead.side(document.lang)[0]
        if part:
            before = part[-1].side(document.lang)[-1]
            if segment != before + 1 or _is_byline(document, segment) != _is_byline(document, before):
                yield _gap(document, part)
                part = []
        part.append(bead)
    if part:
        yield _gap(document, part)


def _gap(document: Document, beads: Sequence[Bead]) -> Gap:
    segments = tuple(k for bead in beads for k in bead.side(document.lang))
    return Gap(document.lang, segments, tuple(beads), _is_byline(document, segments[0]))


def _is_byline(document: Document, segment: int) -> bool:
    return _kind(document, segment) is ParagraphKind.DATELINE


def _kind(document: Document, segment: int) -> ParagraphKind:
    return document.paragraphs[document.segments[segment].paragraph].kind


def find_gap_findings(alignment: Alignment) -> list[Finding]:
    """A finding for every gap that holds words or figures."""
    return [
        _finding(alignment, gap)
        for gap in find_gaps(alignment)
        if measure(alignment.bitext.side(gap.lang), gap.segments)
    ]


def _finding(alignment: Alignment, gap: Gap) -> Finding:
    bitext = alignment.bitext
    document = bitext.side(gap.lang)
    source = bitext.source if bitext.source_known else None
    place = say_place(document, gap.segments, source)
    nearest = _nearest(alignment, gap)
    words = _unmatched_words(gap)
    after = _line_before(alignment, gap)
    if gap.byline:
        message = say("gaps.byline", source=source, side=gap.lang, place=place)
    else:
        message = say(
            f"gaps.{_wording(gap, source)}",
            source=source,
            side=gap.lang,
            what=_say_what(document, gap, place),
            where=_say_where(gap, source, after),
            why=_say_why(gap, source, nearest, words),
        )
    kind = FindingKind.OMISSION if gap.lang is bitext.source else FindingKind.ADDITION
    first, last = lines_of(document, gap.segments)
    unit = "words" if gap.lang is Lang.EN else "characters"
    detail: dict[str, Json] = {
        "relation": "byline" if gap.byline else "unmatched",
        "confidence": round(gap.confidence, 6),
        "lines": [first, last],
        "sentences": len(gap.segments),
        unit: measure(document, gap.segments),
        "after_line": after,
        "unmatched_words": words,
        **nearest,
    }
    return Finding(
        0,
        kind,
        _severity(document, gap),
        gap.segments if gap.lang is Lang.EN else (),
        gap.segments if gap.lang is Lang.JA else (),
        message,
        fingerprint(kind, *(document.segment_text(k) for k in gap.segments)),
        detail,
    )


def _wording(gap: Gap, source: Lang | None) -> str:
    name = "only_neutral" if source is None else "missing" if gap.lang is source else "only"
    return name if gap.confidence >= _SURE else f"maybe_{name}"


def _severity(document: Document, gap: Gap) -> Severity:
    """Bylines are for information; a heading, a paragraph, a list item or several sentences an error; one short
    sentence, or what is doubtful, a warning."""
    if gap.byline:
        return Severity.INFO
    if gap.confidence < _SURE:
        return Severity.WARNING
    headings, items, paragraphs, _ = _parts(document, gap)
    short = len(gap.segments) == 1 and measure(document, gap.segments) < _SHORT[gap.lang]
    return (
        Severity.ERROR if headings or items or (paragraphs and not short) or not short else Severity.WARNING
    )


def _parts(document: Document, gap: Gap) -> tuple[int, int, int, int]:
    """(headings, list items and table rows, whole paragraphs, further sentences)."""
    sizes: dict[int, int] = {}
    for segment in document.segments:
        sizes[segment.paragraph] = sizes.get(segment.paragraph, 0) + 1
    inside: dict[int, int] = {}
    for k in gap.segments:
        paragraph = document.segments[k].paragraph
        inside[paragraph] = inside.get(paragraph, 0) + 1
    counts = [0, 0, 0, 0]
    for paragraph, held in inside.items():
        whole = held == sizes[paragraph]
        kind = document.paragraphs[paragraph].kind
        if kind is ParagraphKind.HEADING and whole:
            counts[0] += 1
        elif kind in (ParagraphKind.LIST, ParagraphKind.TABLE) and whole:
            counts[1] += 1
        elif whole and len(sizes) > 1:
            counts[2] += 1
        else:
            counts[3] += held
    return counts[0], counts[1], counts[2], counts[3]


def _say_what(document: Document, gap: Gap, place: Mapping[str, str]) -> dict[str, str]:
    headings, items, paragraphs, sentences = _parts(document, gap)
    nouns = [(headings, "heading"), (items, "item"), (paragraphs, "paragraph"), (sentences, "sentence")]
    named = [count(number, noun) for number, noun in nouns if number]
    amount = say_amount(document, gap.segments)
    if not headings and not items and not paragraphs:
        return say("gaps.what_sentences", sentences=len(gap.segments), amount=amount, place=place)
    parts = named[0]
    for further in named[1:]:
        parts = say("gaps.and", a=parts, b=further)
    return say("gaps.what_whole", parts=parts, sentences=len(gap.segments), amount=amount, place=place)


def _line_before(alignment: Alignment, gap: Gap) -> int | None:
    """The line of the other side after which the gap's text belongs, None at the start."""
    other = alignment.bitext.side(gap.lang.other)
    line = None
    for bead in alignment.beads:
        if bead.id == gap.beads[0].id:
            break
        if bead.paired and not bead.moved:
            line = lines_of(other, bead.side(gap.lang.other))[1]
    return line


def _say_where(gap: Gap, source: Lang | None, after: int | None) -> Mapping[str, str]:
    """Only what is missing from the translation has a place to go; what is extra there stands where it stands."""
    if source is not None and gap.lang is not source:
        return _NOTHING
    if after is None:
        return say("gaps.at_start", source=source, side=gap.lang)
    return say("gaps.after", source=source, side=gap.lang, line=after)


_NOTHING = {"en": "", "ja": ""}


def _nearest(alignment: Alignment, gap: Gap) -> dict[str, Json]:
    """The sentence of the other side that came closest to the longest of the gap's, and what it is paired with."""
    document, other = alignment.bitext.side(gap.lang), alignment.bitext.side(gap.lang.other)
    longest = max(gap.beads, key=lambda bead: (measure(document, bead.side(gap.lang)), -bead.id))
    for evidence in longest.evidence:
        span = evidence.ja if gap.lang is Lang.EN else evidence.en
        if span is None or evidence.en is None or evidence.ja is None:
            continue
        segment = next(s for s in other.segments if s.start == span.start and s.end == span.end)
        partner = next(bead for bead in alignment.beads if segment.id in bead.side(gap.lang.other))
        paired = partner.side(gap.lang)
        found: dict[str, Json] = {"nearest_line": segment.line, "nearest_note": evidence.note}
        if paired:
            found["nearest_partner_line"] = document.segments[paired[0]].line
        return found
    return {}


def _unmatched_words(gap: Gap) -> list[Json]:
    """The words that tell most of those that the other side lacks."""
    found = [
        evidence.note
        for bead in gap.beads
        for evidence in bead.evidence
        if evidence.kind in (EvidenceKind.WORD, EvidenceKind.NUMBER)
        and (evidence.en is None) != (evidence.ja is None)
    ]
    return list(dict.fromkeys(found))[:_MOST_WORDS]


def _say_why(
    gap: Gap, source: Lang | None, nearest: Mapping[str, Json], words: Sequence[Json]
) -> dict[str, str]:
    reasons = []
    line, partner = nearest.get("nearest_line"), nearest.get("nearest_partner_line")
    if isinstance(line, int) and isinstance(partner, int):
        reasons.append(say("gaps.nearest_paired", source=source, side=gap.lang, line=line, partner=partner))
    elif isinstance(line, int):
        reasons.append(say("gaps.nearest_free", source=source, side=gap.lang, line=line))
    if words:
        listed = {"en": ", ".join(map(str, words)), "ja": "、".join(map(str, words))}
        reasons.append(say("gaps.unmatched_words", source=source, side=gap.lang, words=listed))
    return {lang: "".join(reason[lang] for reason in reasons) for lang in ("en", "ja")}
