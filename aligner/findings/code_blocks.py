"""Code blocks of a pair that differ: which lines, and whether in code or only in text that may be translated.

A listing whose comments, strings or messages were translated is correct. Translated comments are not reported, only
comments that are missing or were left in the language of the original, once for each listing. There is one note for
translated strings in a document, and one for translated messages; the profile ``strict`` reports them. A listing
without a partner within its pair is reported as missing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.build import new_finding, place_detail, sides
from aligner.findings.inspection import LIKELY
from aligner.findings.locations import say_place
from aligner.messages import count, say
from aligner.model import (
    Alignment,
    Bead,
    Document,
    Finding,
    FindingKind,
    Lang,
    ParagraphKind,
    Segment,
    Severity,
    Span,
)
from aligner.text.listing import Change, ListingChange, compare_listings
from aligner.text.scripts import HAN, HIRAGANA, JAPANESE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.findings.inspection import Inspection

#: Confidence of a pair from which a difference is an error. Nine of ten such pairs are right.
_SURE = 0.9
#: A line of prose: five words in a row, or kana and a stop. A comment, a prompt, an assignment
#: and a call are code.
_PROSE_LINE = {
    Lang.EN: re.compile(r"(?:[A-Za-z][\w'’`-]*[,:;]? ){4,}[\w'’`-]+"),
    Lang.JA: re.compile(f"[{HIRAGANA}]{{2}}.*[。、：]|[{HIRAGANA}].*[{HIRAGANA}{HAN}]{{6}}"),
}
_CODE_LINE = re.compile(r"^\s*(?:#|//|/?\*|--|<!--|\$ |>|%|;)|[{};]\s*$|\w = |=>|->|::|</?\w|^\s*\w+\(.*\)")
#: What an English comment contains: three words in a row, and a function word.
_THREE_WORDS = re.compile(r"(?:(?<![\w'’-])[A-Za-z][\w'’-]*+[,:;]? ){2}[A-Za-z]")
_FUNCTION_WORD = re.compile(
    r"\b(?:a|an|and|are|be|by|can|do|for|from|if|in|is|it|not|of|on|or|that|the|this|to|use|when|will|with|you|your)\b",
    re.IGNORECASE,
)
#: Beads on either side in which a listing is looked for. A choice.
_NEAR = 2
#: Maximum characters of a quoted line.
_LONGEST_LINE = 80


class _Differing(NamedTuple):
    """Two listings that correspond and differ."""

    bead: Bead
    en: Segment
    ja: Segment
    change: ListingChange


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every pair of listings that differ in code, or that lack a translation of a comment.

    There is one more for all listings with translated strings, and one for all with translated messages.
    """
    alignment, source = inspection.alignment, inspection.direction
    findings: list[Finding] = []
    translated: defaultdict[Change, list[_Differing]] = defaultdict(list)
    for bead in alignment.beads:
        if not bead.paired or bead.confidence < LIKELY:
            continue
        en, ja = (_listings(alignment.bitext.side(lang), bead.side(lang)) for lang in (Lang.EN, Lang.JA))
        if len(en) != len(ja):
            findings += _unequal(alignment, bead, {Lang.EN: en, Lang.JA: ja}, source)
            continue
        for one, other in zip(en, ja, strict=True):
            texts = (alignment.bitext.en.segment_text(one.id), alignment.bitext.ja.segment_text(other.id))
            change = compare_listings(*texts)
            if change is None:
                continue
            differing = _Differing(bead, one, other, change)
            if change.change is Change.LINES:
                findings.append(_changed(alignment, differing, source))
            elif change.change is Change.COMMENT:
                findings += _comments(alignment, differing, source)
            else:
                translated[change.change].append(differing)
    findings += (_translated(alignment, change, translated[change]) for change in Change if change in translated)
    return findings


def _listings(document: Document, segments: Sequence[int]) -> list[Segment]:
    """Return the listings of one side of a pair, without indented prose."""
    of_bead = [document.segments[k] for k in segments]
    return [
        segment
        for segment in of_bead
        if document.paragraphs[segment.paragraph].kind is ParagraphKind.CODE
        and not (_is_indented(document, segment) and _is_prose(document.segment_text(segment.id), document.lang))
    ]


def _is_indented(document: Document, segment: Segment) -> bool:
    """Whether only an indent shows that a text is a listing."""
    return not document.text[document.paragraphs[segment.paragraph].start : segment.start].strip()


def _is_prose(text: str, lang: Lang) -> bool:
    """Whether most lines of an indented text belong to sentences, and none is code. Comments are code."""
    lines = [line for line in text.splitlines() if line.strip()]
    if any(_CODE_LINE.search(line) for line in lines):
        return False
    return 2 * sum(_PROSE_LINE[lang].search(line) is not None for line in lines) > len(lines)


def _characters(text: str) -> str:
    return "".join(text.split())


def _changed(alignment: Alignment, differing: _Differing, source: Lang | None) -> Finding:
    """Build the finding about a listing whose code differs, with the lines that differ."""
    bead, en, ja, change = differing
    places: dict[Lang, list[Span]] = {
        Lang.EN: [
            Span(en.start + line.en.start, en.start + line.en.end) for line in change.lines if line.en is not None
        ],
        Lang.JA: [
            Span(ja.start + line.ja.start, ja.start + line.ja.end) for line in change.lines if line.ja is not None
        ],
    }
    first = change.lines[0]
    shown = {Lang.EN: first.en is not None, Lang.JA: first.ja is not None}
    lines = {lang: [alignment.bitext.side(lang).line_of(place.start) for place in places[lang]] for lang in Lang}
    said: dict[Lang, str] = {lang: _code(alignment.bitext.side(lang), places[lang][0]) for lang in Lang if shown[lang]}
    more: Mapping[str, str] = _NOTHING
    if len(change.lines) > 1:
        more = say("code.more_lines", rest=count(len(change.lines) - 1, "line"))
    if all(shown.values()):
        en_line, ja_line = lines[Lang.EN][0], lines[Lang.JA][0]
        en_code, ja_code = said[Lang.EN], said[Lang.JA]
        message = say("code.lines", source=source, en_line=en_line, en=en_code, ja_line=ja_line, ja=ja_code, more=more)
    else:
        here = Lang.EN if shown[Lang.EN] else Lang.JA
        message = say("code.line_only", source=source, side=here, line=lines[here][0], code=said[here], more=more)
    return new_finding(
        FindingKind.CODE,
        Change.LINES.value,
        message,
        {Lang.EN: (en.id,), Lang.JA: (ja.id,)},
        confidence=bead.confidence,
        severity=None if bead.confidence >= _SURE else Severity.WARNING,
        about=[alignment.bitext.en.segment_text(en.id), alignment.bitext.ja.segment_text(ja.id)],
        detail={
            **{
                str(lang): place_detail(alignment.bitext.side(lang), *places[lang][0]) if places[lang] else None
                for lang in Lang
            },
            "en_lines": lines[Lang.EN],
            "ja_lines": lines[Lang.JA],
        },
    )


def _comments(alignment: Alignment, differing: _Differing, source: Lang | None) -> Iterator[Finding]:
    """Yield a finding about the comments of a listing that are missing or not translated, if there are any."""
    bead, en, ja, change = differing
    own = source or Lang.EN
    segments = {Lang.EN: en, Lang.JA: ja}
    texts = {lang: alignment.bitext.side(lang).segment_text(segments[lang].id) for lang in Lang}
    wrong: list[tuple[Lang, Span]] = []  # the side that has the comment, and its span in the listing
    for pair in change.comments:
        here, there = (pair.en, pair.ja) if own is Lang.EN else (pair.ja, pair.en)
        if here is None or not _is_sentence(texts[own][slice(*here)], own):
            continue
        if there is None:
            wrong.append((own, here))
        elif _is_sentence(texts[own.other][slice(*there)], own):
            wrong.append((own.other, there))
    if not wrong:
        return
    side, span = wrong[0]
    document, start = alignment.bitext.side(side), segments[side].start
    place = Span(start + span.start, start + span.end)
    more = say("code.more_comments", rest=len(wrong) - 1) if wrong[1:] else _NOTHING
    yield new_finding(
        FindingKind.CODE,
        Change.COMMENT.value,
        say(
            "code.comment_missing" if side is own else "code.comment_left",
            source=source,
            side=side,
            line=document.line_of(place.start),
            comment=_code(document, place),
            more=more,
        ),
        {Lang.EN: (en.id,), Lang.JA: (ja.id,)},
        confidence=bead.confidence,
        about=[Change.COMMENT, *(texts[lang][slice(*comment)] for lang, comment in wrong)],
        detail={str(side): place_detail(document, *place), str(side.other): None},
    )


def _is_sentence(comment: str, lang: Lang) -> bool:
    """Whether a comment is text of a language, and not a file name, a setting or code that is commented out."""
    if lang is Lang.JA:
        return JAPANESE.search(comment) is not None
    return not JAPANESE.search(comment) and all(
        pattern.search(comment) is not None for pattern in (_THREE_WORDS, _FUNCTION_WORD)
    )


_NOTHING = {"en": "", "ja": ""}


def _code(document: Document, place: Span) -> str:
    """Return a line of code as a message quotes it."""
    line = " ".join(document.text[slice(*place)].split())
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1] + "…"


def _translated(alignment: Alignment, change: Change, listings: Sequence[_Differing]) -> Finding:
    """Build the finding about all listings that differ in the same harmless way."""
    en, ja = tuple(listing.en.id for listing in listings), tuple(listing.ja.id for listing in listings)
    return new_finding(
        FindingKind.CODE,
        change.value,
        say(f"code.{change}", blocks=count(len(listings), "listing")),
        {Lang.EN: en, Lang.JA: ja},
        confidence=min(listing.bead.confidence for listing in listings),
        about=[change, *(alignment.bitext.ja.segment_text(k) for k in ja)],
        detail={
            "en_lines": [listing.en.line for listing in listings],
            "ja_lines": [listing.ja.line for listing in listings],
        },
    )


def _unequal(
    alignment: Alignment, bead: Bead, listings: Mapping[Lang, Sequence[Segment]], source: Lang | None
) -> Iterator[Finding]:
    """Yield findings about listings that the other side has neither in the pair nor near it, as code or as text."""
    here = Lang.EN if len(listings[Lang.EN]) > len(listings[Lang.JA]) else Lang.JA
    document, other = alignment.bitext.side(here), alignment.bitext.side(here.other)
    near = alignment.beads[max(bead.id - _NEAR, 0) : bead.id + _NEAR + 1]
    there = "\0".join(_characters(other.segment_text(k)) for beside in near for k in beside.side(here.other))
    left = [segment for segment in listings[here] if _characters(document.segment_text(segment.id)) not in there]
    for segment in left[: len(listings[here]) - len(listings[here.other])]:
        key = "only" if source is None else "missing" if here is source else "added"
        place = say_place(document, (segment.id,), source)
        yield new_finding(
            FindingKind.CODE,
            "listing",
            say(f"code.listing_{key}", source=source, side=here, place=place),
            sides(bead),
            confidence=bead.confidence,
            about=["listing", document.segment_text(segment.id)],
            detail={str(here): {"start": segment.start, "end": segment.end}, str(here.other): None},
        )
