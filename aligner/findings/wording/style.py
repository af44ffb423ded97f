"""Two styles of sentence end in one Japanese text: です・ます beside である・だ.

A sentence is polite or plain by its last predicate (UniDic). Only running text outside quotation marks and brackets is
counted, because headings, list items, captions and quotations may have another style. A quotation may go on over
several paragraphs, and may have marks in the English alone. Speech mixes styles and is not checked: neither texts of
that kind nor the turns of a speaker (Ann: …) between narration. A file may contain several texts, each with a title: if
the part below a title has another style, it is another text. A text without stops (subtitles) is not checked either,
because its few sentences with a stop are no evidence. ``detail.relation`` is ``mixed``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.line_types import is_timed
from aligner.findings.build import Location, build_finding
from aligner.findings.locations import list_lines, sheet_of
from aligner.findings.text_kind import SPEECH, speakers
from aligner.messages import say
from aligner.model import Finding, FindingKind, Lang, ParagraphKind, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.model import Document, Segment


class _Style(StrEnum):
    """The style of a sentence end. A sentence without predicate, or in spoken language, has none."""

    POLITE = "polite"
    PLAIN = "plain"
    SPOKEN = "spoken"


class _Ending(NamedTuple):
    """The end of a sentence: its segment, the span from its last predicate, its style, whether it is a bare verb."""

    segment: int
    span: Span
    style: _Style
    bare: bool = False


_OPENING, _CLOSING = "「『（(〈《“", "」』）)〉》”"
_MARK = re.compile(f"[{re.escape(_OPENING + _CLOSING)}。．！？!?]")
#: A quotation that is open at the beginning of a paragraph is closed before another one is opened.
_CLOSED_LATER = re.compile(r"[^「」]{0,3000}」")
#: A quotation of several words in English.
_ENGLISH_QUOTE = re.compile(r"[\"“”](?:[\w',-]+\s+){3}")
_CAPTION = re.compile(r"\s*(?:Listing|Figure|Fig\.|Table|リスト|図|表|写真|例題?|コード)\s*[0-9０-９]")
_LIST_ITEM = re.compile(r"\s*(?:[-*+・•●○■□◆◇]|\(?[0-9０-９]{1,2}[.)．）])\s*")
_POLITE = frozenset({"です", "ます"})
#: Final particles of speech; か ends written questions as well.
_PARTICLES = frozenset("ねよなわぞさか")
_FINITE = ("終止形", "意志推量形")
_PREDICATES = frozenset({"動詞", "形容詞", "助動詞"})
#: Minimum length; shorter sentences are exclamations (すごい。), which have no style. At 4, three more documents are
#: reported, only for exclamations (どうしよう。). At 16, one of 14 findings is lost.
_SHORT = 8
#: Minimum share of segments with a recognised style. A choice: gold documents in two styles have at least a quarter,
#: subtitles one in ten.
_JUDGED = 0.2
#: Maximum length of the time before a line of speech.
_TIME = 12
_RUNNING = frozenset({ParagraphKind.BODY, ParagraphKind.QUOTE})
#: Minimum share of sentences with endings of speech in a spoken text: meetings have a quarter, manuals one in 100.
#: At 0.04, the findings are the same; at 0.16, one more note is reported.
_SPEECH = 0.08
#: Minimum number and share of sentences in the other style for a warning instead of a note: more than a slip. A choice:
#: with half or twice the values, one to three of 14 findings change their severity.
_MORE_THAN_A_SLIP, _SHARE = 3, 0.1
#: Minimum number of texts in a file of several.
_TEXTS = 2
#: Maximum sentences and lines in the message of a finding, and in its detail.
_LISTED, _KEPT = 5, 50


def find(inspection: Inspection) -> list[Finding]:
    """Return one finding for a Japanese text with both styles, about the sentences of the rarer one."""
    document = inspection.alignment.bitext.ja
    running = sum(document.paragraphs[segment.paragraph].kind in _RUNNING for segment in document.segments)
    endings = _of_one_text(inspection, list(_endings(inspection)))
    if len(endings) < _JUDGED * running:
        return []
    by_style = {style: [ending for ending in endings if ending.style is style] for style in _Style}
    polite, plain = by_style[_Style.POLITE], by_style[_Style.PLAIN]
    if not polite or not plain or len(by_style[_Style.SPOKEN]) > _SPEECH * len(endings):
        return []
    if _are_instructions(inspection, plain, endings):
        return []
    return [_finding(inspection, len(polite), len(plain), polite if len(polite) < len(plain) else plain)]


def _of_one_text(inspection: Inspection, endings: Sequence[_Ending]) -> Sequence[_Ending]:
    """Return the sentence ends without those of texts that have the rarer style throughout."""
    document = inspection.alignment.bitext.ja
    titles = [segment.id for segment in document.segments if _is_title(document, segment)]
    texts: dict[int, list[_Ending]] = defaultdict(list)
    for ending in endings:
        texts[bisect_right(titles, ending.segment)].append(ending)
    counts = Counter(ending.style for ending in endings)
    rarer = min((_Style.POLITE, _Style.PLAIN), key=lambda style: counts[style])
    if len(texts) < _TEXTS:
        return endings
    others = [
        k for k, own in texts.items() if len(own) >= _MORE_THAN_A_SLIP and {ending.style for ending in own} == {rarer}
    ]
    return [ending for k, own in texts.items() if k not in others for ending in own]


def _is_title(document: Document, segment: Segment) -> bool:
    """Whether a segment is the title of a text and not of a part: a heading without a mark, or of the first level."""
    paragraph = document.paragraphs[segment.paragraph]
    mark = document.text[paragraph.start : segment.start].strip()
    return paragraph.kind is ParagraphKind.HEADING and mark in {"", "#"}


def _are_instructions(inspection: Inspection, plain: Sequence[_Ending], endings: Sequence[_Ending]) -> bool:
    """Whether the plain sentences are instructions of a manual, which has polite explanations beside them.

    水を入れすぎない。ふきこぼれるおそれがあります。: all are bare verbs, each in a paragraph that begins with one.
    """
    if len(plain) < _MORE_THAN_A_SLIP or not all(ending.bare for ending in plain):
        return False
    segments = inspection.alignment.bitext.ja.segments
    first: dict[int, _Ending] = {}
    for ending in endings:
        first.setdefault(segments[ending.segment].paragraph, ending)
    return all(first[segments[ending.segment].paragraph].bare for ending in plain)


def _endings(inspection: Inspection) -> Iterator[_Ending]:
    """Yield the sentence ends of running text outside quotation marks and brackets, if they have a predicate."""
    document = inspection.alignment.bitext.ja
    rows = inspection.prepared.ja_reading.words.rows
    quoted = _quoted_in_english(inspection)
    skipped = _skipped(inspection)
    depth = paragraph = 0
    for segment in document.segments:
        if segment.paragraph != paragraph:
            depth = 1 if depth and _CLOSED_LATER.match(document.text, segment.start) else 0
            paragraph = segment.paragraph
        text = document.segment_text(segment.id)
        if paragraph in skipped or _LIST_ITEM.match(text) or _CAPTION.match(text):
            continue
        if inspection.text_kind(Lang.JA, segment.id) in SPEECH:
            continue
        row, first = rows.get(segment.id, ()), 0
        for mark in _MARK.finditer(text):
            if mark.group() in _OPENING:
                depth += 1
            elif mark.group() in _CLOSING:
                depth = max(depth - 1, 0)
            else:
                at = segment.start + mark.start()
                last = first
                while last < len(row) and row[last].end <= at:
                    last += 1
                # If a sentence ends with a quotation, it has the style of the quotation.
                if (
                    depth == 0
                    and segment.id not in quoted
                    and last > first
                    and not document.text[row[last - 1].end : at].strip()
                ):
                    yield from _ending(segment.id, row[first:last])
                first = last


def _skipped(inspection: Inspection) -> frozenset[int]:
    """Return the paragraphs without running text, those with a time, and the turns of speakers."""
    document = inspection.alignment.bitext.ja
    turns = {document.segments[k].paragraph for k in speakers(document)}
    return frozenset(
        k
        for k, paragraph in enumerate(document.paragraphs)
        if k in turns
        or paragraph.kind not in _RUNNING
        or is_timed(document.text[paragraph.start : paragraph.start + _TIME])
    )


def _quoted_in_english(inspection: Inspection) -> frozenset[int]:
    """Return the Japanese segments without quotation marks whose English counterpart has them."""
    bitext = inspection.alignment.bitext
    quoted: set[int] = set()
    for bead in inspection.alignment.beads:
        if any(_ENGLISH_QUOTE.search(bitext.en.segment_text(k)) for k in bead.en):
            quoted.update(k for k in bead.ja if not any(mark in bitext.ja.segment_text(k) for mark in "「『“"))
    return frozenset(quoted)


def _ending(segment: int, sentence: Sequence[Word]) -> Iterator[_Ending]:
    end = len(sentence)
    while end and sentence[end - 1].form.part == "助詞" and sentence[end - 1].text in _PARTICLES:
        end -= 1
    said = any(word.text != "か" for word in sentence[end:])
    if end == 0 or sentence[end - 1].form.part not in _PREDICATES or sentence[-1].end - sentence[0].start < _SHORT:
        return
    start = end - 1
    while start and sentence[start].form.part == "助動詞" and sentence[start].lemma not in _POLITE:
        start -= 1
    if sentence[start].lemma in _POLITE:
        style = _Style.POLITE
    elif sentence[end - 1].form.inflection.startswith(_FINITE):
        style = _Style.PLAIN
    else:
        return
    bare = style is _Style.PLAIN and _is_bare(sentence[:end])
    span = Span(sentence[max(start - 1, 0)].start, sentence[-1].end)
    yield _Ending(segment, span, _Style.SPOKEN if said else style, bare)


def _is_bare(sentence: Sequence[Word]) -> bool:
    """Whether a sentence ends in a verb in its dictionary form, or negated with ない."""
    last = sentence[-1].form
    denied = (
        len(sentence) > 1 and last.lemma == "ない" and last.part == "助動詞" and last.inflection.startswith("終止形")
    )
    return sentence[-2].form.part in {"動詞", "助動詞"} if denied else last.part == "動詞"


def _finding(inspection: Inspection, polite: int, plain: int, fewer: Sequence[_Ending]) -> Finding:
    bitext = inspection.alignment.bitext
    lines = list(
        dict.fromkeys(
            (sheet_of(bitext.ja, sentence.segment), bitext.ja.line_of(sentence.span.start)) for sentence in fewer
        )
    )
    where = list_lines(bitext.ja, lines[:_LISTED])
    more = len(lines) - _LISTED
    if more > 0:
        where = say("style.more", lines=where, more=more)
    message = say(
        f"style.fewer_{fewer[0].style}",
        source=inspection.direction,
        side=Lang.JA,
        polite=polite,
        plain=plain,
        where=where,
    )
    often = len(fewer) >= _MORE_THAN_A_SLIP and len(fewer) >= _SHARE * (polite + plain)
    return build_finding(
        bitext,
        FindingKind.STYLE,
        "mixed",
        message,
        locations=[
            Location(Lang.JA, tuple(dict.fromkeys(ending.segment for ending in fewer))[:_LISTED], fewer[0].span)
        ],
        confidence=_CONFIDENCE,
        severity=None if often and inspection.direction is not Lang.JA else Severity.INFO,
        polite=polite,
        plain=plain,
        share=round(len(fewer) / (polite + plain), 4),
        endings=[list(ending.span) for ending in fewer[:_KEPT]],
    )


#: Share of the sentences named that were of the other style, and no quotation or list item, over the gold sets.
_CONFIDENCE = 0.8
