"""Text without a counterpart: omissions and additions, with the place where they belong and why nothing matched.

Text that only the source has is an omission; text that only the translation has is an addition. If the direction is
only assumed, both have neutral messages and the same severity.

Translator's notes, notices, credits and bylines are for information. Addresses are not translated and not reported. If
both sides have text without a counterpart at the same place, the finding says so, because the source may have changed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

from aligner.document.languages import function_words
from aligner.findings.build import new_finding
from aligner.findings.gap_messages import Nearest, Parts, is_near, parts_of, say_what, say_where, say_why, wording
from aligner.findings.gap_runs import Gap, find_gaps
from aligner.findings.kinds import kinds
from aligner.findings.leftovers import found_nearby
from aligner.findings.length_excess import room
from aligner.findings.locations import lines_of, measure, say_lines, say_place
from aligner.findings.neighbours import HELD, MAY_BE_HELD, held_nearby, pairs_beside, unpaired_beside
from aligner.findings.severities import SURE
from aligner.messages import say
from aligner.model import (
    LANGS,
    Alignment,
    Bitext,
    Document,
    EvidenceKind,
    Finding,
    FindingKind,
    Json,
    Lang,
    ParagraphKind,
    Severity,
    Span,
)
from aligner.text.width import truncate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.numbers import Number
    from aligner.findings.inspection import Inspection

#: A single sentence below this length is a warning, not an error: English words, Japanese characters. A choice:
#: with half the values, 16 of 165 gaps become errors; with twice the values, 28 become warnings.
SHORT = {Lang.EN: 12, Lang.JA: 30}
#: Maximum number of words without a counterpart that are named.
_MOST_WORDS = 3
#: Maximum columns of the quoted nearest sentence.
_QUOTED = 32
#: A Japanese word that ends in hiragana is a stem without its ending, or has little meaning.
_KANA_TAIL = re.compile("[\u3041-\u3096]$")
#: Japanese characters for one English word, and the maximum ratio to the usual length of a text that replaces another.
#: At 1.5, six of 165 gaps are no longer reported as replaced, all of them rewritten passages; at 6, nothing changes.
_CHARACTERS_A_WORD, _ALIKE = 2.3, 3.0
#: Text that readers do not see.
_UNSEEN = re.compile(r"<[^<>]*>|\{\{#[^{}]*\}\}|^https?://[^\s。]+$|https?://[!-~]+|^\[[^\[\]]+\]:\s*\S+")
#: A listing that is in another file.
_INCLUDE = re.compile(r"\s*\{\{#[^{}]*\}\}\s*")


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every gap with words or figures that a reader sees. For bilingual files, see `units`."""
    alignment = inspection.alignment
    if alignment.bitext.given:
        return []
    gaps = find_gaps(alignment)
    index = _Index(alignment, gaps)
    reported = [
        gap
        for gap in gaps
        if gap.aside != "address"
        and _holds_words(alignment.bitext.side(gap.lang), gap.segments)
        and not _is_included(alignment.bitext, index, gap)
    ]
    return [
        _finding(inspection, index, gap, held)
        for gap, held in zip(reported, held_nearby(inspection, reported), strict=True)
        if gap.aside or held < HELD
    ]


def _holds_words(document: Document, segments: Sequence[int]) -> bool:
    return any(char.isalnum() for k in segments for char in _UNSEEN.sub(" ", document.segment_text(k)))


def _is_included(bitext: Bitext, index: _Index, gap: Gap) -> bool:
    """Whether a gap is code that the other side includes from a file at the same place."""
    document, other = bitext.side(gap.lang), bitext.side(gap.lang.other)
    if any(document.paragraphs[document.segments[k].paragraph].kind is not ParagraphKind.CODE for k in gap.segments):
        return False
    there = [k for beside in index.gaps.get((gap.lang.other, index.slot[gap.beads[0].id]), ()) for k in beside.segments]
    return any(_INCLUDE.fullmatch(other.segment_text(k)) for k in there)


class _Index:
    """Indexes that every gap needs, built once, so that the work does not grow with gaps times beads.

    Attributes:
        owner: (side, segment) → its bead.
        segment: (side, start, end) → the segment at this place.
        paragraph_size: (side, paragraph) → its number of segments.
        segment_before: (side, bead) → the last paired segment on that side before the bead.
        slot: bead → number of pairs before it. Gaps with the same slot are at the same place.
        gaps: (side, slot) → the gaps of running text there.
    """

    def __init__(self, alignment: Alignment, gaps: Sequence[Gap]) -> None:
        sides = [alignment.bitext.side(lang) for lang in LANGS]
        self.owner = {(lang, k): bead for bead in alignment.beads for lang in LANGS for k in bead.side(lang)}
        self.segment = {(side.lang, segment.start, segment.end): segment for side in sides for segment in side.segments}
        self.paragraph_size = Counter((side.lang, segment.paragraph) for side in sides for segment in side.segments)
        self.segment_before: dict[tuple[Lang, int], int | None] = {}
        for side in sides:
            last = None
            for bead in alignment.beads:
                self.segment_before[side.lang, bead.id] = last
                if bead.paired and not bead.moved:
                    last = bead.side(side.lang)[-1]
        pairs = accumulate(bead.paired and not bead.moved for bead in alignment.beads)
        self.slot = dict(enumerate(pairs))
        self.gaps: dict[tuple[Lang, int], list[Gap]] = defaultdict(list)
        for gap in gaps:
            if gap.aside is None:
                self.gaps[gap.lang, self.slot[gap.beads[0].id]].append(gap)


def _finding(inspection: Inspection, index: _Index, gap: Gap, held: float) -> Finding:
    alignment = inspection.alignment
    bitext = alignment.bitext
    document = bitext.side(gap.lang)
    nearest = _nearest(alignment, index, gap)
    words = _unmatched_words(document, gap, inspection.reading(gap.lang).numbers)
    # Where the gap's text belongs on the other side; None at the start.
    after = index.segment_before[gap.lang.other, gap.beads[0].id]
    parts = parts_of(document, index.paragraph_size, gap)
    beside = _beside(alignment, index, gap)
    # Notes, notices and credits are additions, even if the direction was assumed wrongly.
    added = gap.aside is not None and gap.aside not in kinds()[FindingKind.OMISSION].relations
    kind = FindingKind.OMISSION if gap.lang is bitext.source and not added else FindingKind.ADDITION
    unit = "words" if gap.lang is Lang.EN else "characters"
    short = _is_short(document, gap, parts)
    relation = gap.aside or ("replaced" if beside is not None else "short" if short else "unmatched")
    detail: dict[str, Json] = {
        "lines": list(lines_of(document, gap.segments)),
        "sentences": len(gap.segments),
        unit: measure(document, gap.segments),
        "after_line": None if after is None else lines_of(bitext.side(gap.lang.other), (after,))[1],
        "unmatched_words": words,
        "neighbour": round(held, 4),
        **_nearest_detail(bitext, gap, nearest),
    }
    pairs = pairs_beside(inspection, gap)
    near = (*pairs, *unpaired_beside(inspection, gap))
    others = [k for bead in near for k in bead.side(gap.lang.other)]
    detail["room"] = max(
        (room(inspection, gap.lang, gap.segments, (bead.side(gap.lang), bead.side(gap.lang.other))) for bead in pairs),
        default=0.0,
    )
    detail["hard"], detail["coverage"] = found_nearby(inspection, gap.lang, gap.segments, others)
    if beside is not None:
        detail["beside_lines"] = list(lines_of(bitext.side(beside.lang), beside.segments))
    message = (
        _aside_message(bitext, gap)
        if gap.aside
        else _message(bitext, gap, parts, after=after, nearest=nearest, words=words, beside=beside)
    )
    # A single short sentence, an unsure gap, or text that a pair beside it may hold, is at most a warning.
    doubtful = gap.aside is None and (short or gap.confidence < SURE or held >= MAY_BE_HELD)
    return new_finding(
        kind,
        relation,
        message,
        {gap.lang: gap.segments},
        confidence=gap.confidence,
        severity=Severity.WARNING if doubtful else None,
        about=[document.segment_text(k) for k in gap.segments],
        detail=detail,
    )


def _aside_message(bitext: Bitext, gap: Gap) -> dict[str, str]:
    document, source = bitext.side(gap.lang), bitext.stated_source
    place = say_place(document, gap.segments, source)
    lines = say_lines(document, *lines_of(document, gap.segments), of=gap.segments[0])
    return say(f"gaps.{gap.aside}", source=source, side=gap.lang, place=place, lines=lines)


def _message(
    bitext: Bitext,
    gap: Gap,
    parts: Parts,
    *,
    after: int | None,
    nearest: Nearest | None,
    words: list[str],
    beside: Gap | None,
) -> dict[str, str]:
    """Return the message: what is missing, where it belongs, and why it counts as missing."""
    document, source = bitext.side(gap.lang), bitext.stated_source
    other_place = None if beside is None else say_place(bitext.side(beside.lang), beside.segments, source)
    return say(
        f"gaps.{wording(gap, source)}",
        source=source,
        side=gap.lang,
        what=say_what(document, gap, parts, say_place(document, gap.segments, source)),
        where=say_where(gap, bitext, after),
        why=say_why(gap, bitext, nearest if nearest and is_near(nearest, after) else None, words, other_place),
    )


def _is_short(document: Document, gap: Gap, parts: Parts) -> bool:
    """Whether a gap is a single short sentence that is neither a heading nor a list item."""
    alone = len(gap.segments) == parts.paragraphs + parts.sentences == 1
    return alone and measure(document, gap.segments) < SHORT[gap.lang]


def _nearest(alignment: Alignment, index: _Index, gap: Gap) -> Nearest | None:
    """Return the sentence of the other side closest to the longest one of the gap, and its partner."""
    document = alignment.bitext.side(gap.lang)
    longest = max(gap.beads, key=lambda bead: (measure(document, bead.side(gap.lang)), -bead.id))
    for evidence in longest.evidence:
        span = evidence.ja if gap.lang is Lang.EN else evidence.en
        if span is None or evidence.en is None or evidence.ja is None:
            continue
        segment = index.segment[gap.lang.other, span.start, span.end]
        paired = index.owner[gap.lang.other, segment.id].side(gap.lang)
        text = " ".join(alignment.bitext.side(gap.lang.other).segment_text(segment.id).split())
        return Nearest(segment.id, paired[0] if paired else None, truncate(text, _QUOTED))
    return None


def _nearest_detail(bitext: Bitext, gap: Gap, nearest: Nearest | None) -> dict[str, Json]:
    """Return the closest sentence in the form of the finding's detail."""
    if nearest is None:
        return {}
    line = bitext.side(gap.lang.other).segments[nearest.segment].line
    detail: dict[str, Json] = {"nearest_line": line, "nearest_text": nearest.text}
    if nearest.partner is not None:
        detail["nearest_partner_line"] = bitext.side(gap.lang).segments[nearest.partner].line
    return detail


def _unmatched_words(document: Document, gap: Gap, numbers_read: Sequence[Sequence[Number]]) -> list[str]:
    """Return the most informative words that the other side lacks. Figures come first: they are easy to search for.

    The unit of a number (85 °C) is not a separate word.
    """
    words: dict[str, None] = {}
    figures: dict[str, None] = {}
    for bead in gap.beads:
        numbers = [
            Span(document.segments[k].start + number.start, document.segments[k].start + number.end)
            for k in bead.side(gap.lang)
            for number in numbers_read[k]
        ]
        for evidence in bead.evidence:
            span = evidence.en if gap.lang is Lang.EN else evidence.ja
            one_sided = (evidence.en is None) != (evidence.ja is None)
            if span is None or not one_sided or evidence.kind not in (EvidenceKind.WORD, EvidenceKind.NUMBER):
                continue
            word = document.text[span.start : span.end]
            if not _says_little(word) and not any(_is_part(span, number) for number in numbers):
                (figures if any(map(str.isdigit, word)) else words)[word] = None
    return [*figures, *words][:_MOST_WORDS]


def _says_little(word: str) -> bool:
    """Whether a word is a Japanese stem without its ending, or an English contraction (we're, can't)."""
    if _KANA_TAIL.search(word):
        return True
    heads = {word.lower().replace("’", "'").partition(end)[0] for end in ("'", "n't")}
    return not heads.isdisjoint(function_words())


def _is_part(span: Span, whole: Span) -> bool:
    return whole.start <= span.start and span.end <= whole.end and span != whole


def _beside(alignment: Alignment, index: _Index, gap: Gap) -> Gap | None:
    """Return the gap of similar length at the same place on the other side, which this one may have replaced."""
    if gap.aside:
        return None
    there = index.gaps.get((gap.lang.other, index.slot[gap.beads[0].id]), [])
    return next((other for other in there if _as_long(alignment, gap, other)), None)


def _as_long(alignment: Alignment, gap: Gap, other: Gap) -> bool:
    held = {one.lang: measure(alignment.bitext.side(one.lang), one.segments) for one in (gap, other)}
    usual = held[Lang.EN] * _CHARACTERS_A_WORD
    return usual / _ALIKE <= held[Lang.JA] <= usual * _ALIKE
