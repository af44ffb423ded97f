"""Sentence ends that differ: a missing full stop in a text that has them, a question on one side only.

Whether a text has stops is measured for each kind of paragraph, because list items often have none.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from aligner.document.languages import function_words
from aligner.findings.build import new_finding, sides
from aligner.findings.inspection import LIKELY
from aligner.messages import say
from aligner.model import (
    LANGS,
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
from aligner.text.prose import own_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.findings.inspection import Inspection
    from aligner.model import Json

_RUNNING = (ParagraphKind.BODY, ParagraphKind.LIST, ParagraphKind.QUOTE)
#: Kinds of paragraph that may follow a sentence without a stop.
_LED_TO = (ParagraphKind.LIST, ParagraphKind.CODE, ParagraphKind.TABLE)
#: Minimum confidence of a pair whose question is recognised by the other sentence. At 0.4, one more note is reported in
#: 4,945 pairs; at 0.9, none is lost.
_SURE_QUESTION = 0.8
#: Minimum share and minimum number of sentences that make a habit. At 0.45, twelve more stops are reported in 4,945
#: pairs, most of them of items that need none. At 0.95, five of nine findings are lost, all of them correct. With 4 or
#: 16 sentences, one finding changes.
_HABIT_SHARE, _HABIT_LEAST = 0.9, 8
#: The part of a link after its text.
_TARGET = re.compile(r"(?<=\])(?:\([^()]*\)|\[[^\[\]]*\])$")
#: Items, headings and lines that are a single link, in text without markup.
_LABEL = re.compile(r"(?:[*+-]|\d+\.|#+)\s|\[[^\[\]]*\][(\[][^()\[\]]*[)\]]$")
#: The end of a Japanese sentence with a predicate, and of a long English sentence.
_SENTENCE = {
    Lang.JA: re.compile(r".{8}[るたいうだすんつむぬぶ]$", re.DOTALL),
    Lang.EN: re.compile(r"(?:[\w’'-]+[,;:]?\s+){5}.*[a-z0-9`)]$", re.DOTALL),
}
#: A faster test for such ends: most sentences end with a stop and are not tested further.
_SENTENCE_END = {Lang.JA: re.compile(r"[るたいうだすんつむぬぶ]$"), Lang.EN: re.compile(r"[a-z0-9`)]$")}
#: Function words that may end a sentence: "I know him", "as you like it", "it is not there".
_LAST = frozenset(
    {"him", "her", "it", "me", "them", "us", "you", "so", "then", "there", "not", "too", "is", "are", "do", "does"}
)
_ENGLISH_STOP = re.compile(r"(?<!\.[A-Za-z])[.!?][\"”’')\]*_ ]*$")
_JAPANESE_STOP = re.compile(r"[。．！？!?][」』）)\]*_ ]*$")
_ENDED = {Lang.EN: _ENGLISH_STOP, Lang.JA: _JAPANESE_STOP}
_MARK = re.compile(r"[?？]")
#: The end of a polite Japanese question without a mark. Of the other ends with か, some are no questions.
_POLITE_QUESTION = re.compile(r"(?:です|ます|でした|ました)か(?=[。」』]|$)")
_QUESTION = {Lang.EN: _MARK, Lang.JA: re.compile(f"{_MARK.pattern}|{_POLITE_QUESTION.pattern}")}
#: Ends that make a Japanese sentence a question or a request without a question mark.
_ASKS_JA = re.compile(
    r"か(?:[。」』）)？！!、，…　 ]|$|と|を|は|が|も|に|の|な|ね|しら|です|だ|い[。」』])|でしょう|だろう|ください"
    r"|下さい|なさい|くれ[。！!」』）]|ちょうだい|頂戴|ましょう|たい|まい|ものか|[のねよなわぞや][。」』）]"
    # A topic alone asks about it: ご予定は。
    r"|は[。」』）]|お願い"
    r"|なぜ|何|なに|なん|誰|だれ|どこ|いつ|どう|どの|どれ|どち|どんな|いか[がに]|いく[つら]"
)
_ASKS_EN = re.compile(
    r"\b(?:who|whom|whose|what|when|where|why|which|how|whether|if|wonder|asks?|asked|asking|questions?|right|okay|ok|"
    r"huh|yeah|shall|let['’]s|maybe|perhaps|guess|suppose)\b|n['’]t (?:i|you|s?he|it|we|they)\b"
    r"|(?:^|[.!?,]\s+)(?:can|could|would|will|do|does|did|is|are|was|were|have|has|should|may)\b",
    re.IGNORECASE,
)
#: A statement or request that asks for consent: "…, isn't it?" "…, will you?".
_TAG = re.compile(r",\s+\w+(?:['’]t)?\s+(?:i|you|s?he|it|we|they|there)\?[\"”’')\]*_ ]*$", re.IGNORECASE)
_ASKS = {Lang.EN: _ASKS_EN, Lang.JA: _ASKS_JA}


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every missing stop and every question that only one side has."""
    habits = {lang: _habits(inspection.alignment, lang) for lang in LANGS}
    findings: list[Finding] = []
    for bead in inspection.alignment.beads:
        if bead.paired and bead.confidence >= LIKELY:
            findings += _stops(inspection, bead, habits)
            if bead.confidence >= _SURE_QUESTION:
                findings += _questions(inspection, bead)
    return findings


def _habits(alignment: Alignment, lang: Lang) -> frozenset[ParagraphKind]:
    """Return the kinds of paragraph in which a side generally ends with a stop if the other side does."""
    ends: Counter[ParagraphKind] = Counter()
    stops: Counter[ParagraphKind] = Counter()
    document = alignment.bitext.side(lang)
    for bead in alignment.beads:
        if bead.paired and _ended(alignment, bead, lang.other):
            kind = document.paragraphs[document.segments[bead.side(lang)[-1]].paragraph].kind
            ends[kind] += 1
            stops[kind] += _ended(alignment, bead, lang)
    return frozenset(kind for kind in _RUNNING if stops[kind] >= max(_HABIT_LEAST, _HABIT_SHARE * ends[kind]))


def _ended(alignment: Alignment, bead: Bead, lang: Lang) -> bool:
    """Whether a side of a bead ends with a stop."""
    text = alignment.bitext.side(lang).segment_text(bead.side(lang)[-1])
    return _ENDED[lang].search(_without_target(text.rstrip())) is not None


def _without_target(text: str) -> str:
    """Return a text without the target of a link at its end."""
    return _TARGET.sub("", text) if text.endswith((")", "]")) else text


def _stops(inspection: Inspection, bead: Bead, habits: Mapping[Lang, frozenset[ParagraphKind]]) -> Iterator[Finding]:
    """Yield findings about a stop that is missing at the end of one side and present on the other."""
    bitext = inspection.alignment.bitext
    for lang in LANGS:
        document = bitext.side(lang)
        segment = document.segments[bead.side(lang)[-1]]
        text = document.segment_text(segment.id).rstrip()
        if (
            document.paragraphs[segment.paragraph].kind in habits[lang]
            and _lacks_stop(text, lang)
            and not _leads_on(document, segment)
            and _ended(inspection.alignment, bead, lang.other)
        ):
            yield _stop(inspection, bead, document, segment, text)


def _lacks_stop(text: str, lang: Lang) -> bool:
    """Whether a text ends like a sentence, except for the stop."""
    bare = _without_target(text).rstrip("]*_ ")
    if (
        _ENDED[lang].search(bare)
        or not _SENTENCE_END[lang].search(bare[-2:])
        or _LABEL.match(text)
        or not _SENTENCE[lang].search(bare)
    ):
        return False
    return lang is Lang.JA or bare.rsplit(maxsplit=1)[-1] not in function_words() - _LAST


def _leads_on(document: Document, segment: Segment) -> bool:
    """Whether a list, a table or code follows the segment."""
    after = document.segments[segment.id + 1 : segment.id + 2]
    return any(
        document.paragraphs[next_segment.paragraph].kind in _LED_TO and next_segment.paragraph != segment.paragraph
        for next_segment in after
    )


def _stop(inspection: Inspection, bead: Bead, document: Document, segment: Segment, text: str) -> Finding:
    here = document.lang
    end = segment.start + len(text)
    shown = text[-_SHOWN[here] :]
    if len(text) > len(shown):
        shown = "…" + ((here is Lang.EN and shown.partition(" ")[2]) or shown)
    message = say("punctuation.stop", source=inspection.direction, side=here, text=shown)
    return _finding(inspection, bead, "stop", message, {here: Span(end - 1, end)})


#: Minimum words of a question. Japanese translates shorter ones (Yes? And the boat?) without a mark of a question. At
#: 2, a correct one is reported; at 8, no finding is lost.
_FEW = 4
#: Characters before the place that are quoted.
_SHOWN = {Lang.EN: 30, Lang.JA: 12}


def _questions(inspection: Inspection, bead: Bead) -> Iterator[Finding]:
    """A question that is a statement on the other side."""
    bitext = inspection.alignment.bitext
    asks_en, asks_ja = (_asks(bitext.side(lang), bead.side(lang)) for lang in LANGS)
    if asks_en is asks_ja or any(
        side.paragraphs[side.segments[k].paragraph].kind not in _RUNNING
        for side in (bitext.en, bitext.ja)
        for k in bead.side(side.lang)
    ):
        return
    whole = {lang: " ".join(bitext.side(lang).segment_text(k) for k in bead.side(lang)) for lang in LANGS}
    asked = [whole[Lang.EN]]
    if asks_en:
        texts = (bitext.en.segment_text(k) for k in bead.en)
        asked = [text for text in texts if _MARK.search(text) and not _TAG.search(text)]
    longest = max((len(text.split()) for text in asked), default=0)
    if any(_LABEL.match(text) for text in whole.values()) or longest < _FEW:
        return
    asking, key = (Lang.EN, "question_lost") if asks_en else (Lang.JA, "question_added")
    if not _QUESTION[asking].search(own_prose(whole[asking])) or _ASKS[asking.other].search(whole[asking.other]):
        return
    document = bitext.side(asking)
    segments = (document.segments[k] for k in bead.side(asking))
    marks = (_QUESTION[asking].search(document.text, segment.start, segment.end) for segment in segments)
    mark = next(filter(None, marks), None)
    message = say(f"punctuation.{key}", source=inspection.direction, side=Lang.JA)
    # An added question mark is for information.
    severity = Severity.INFO if asking is Lang.JA else None
    spans = {} if mark is None else {asking: Span(*mark.span())}
    yield _finding(inspection, bead, "question", message, spans, severity=severity)


def _asks(document: Document, segments: Sequence[int]) -> bool:
    return any(_QUESTION[document.lang].search(document.segment_text(k)) for k in segments)


def _finding(
    inspection: Inspection,
    bead: Bead,
    relation: str,
    message: dict[str, str],
    spans: Mapping[Lang, Span],
    *,
    severity: Severity | None = None,
) -> Finding:
    bitext = inspection.alignment.bitext
    texts = (bitext.side(lang).segment_text(k) for lang in LANGS for k in bead.side(lang))
    places: dict[str, Json] = {
        lang: {"start": spans[lang].start, "end": spans[lang].end} if lang in spans else None for lang in Lang
    }
    return new_finding(
        FindingKind.PUNCTUATION,
        relation,
        message,
        sides(bead),
        confidence=bead.confidence,
        severity=severity,
        about=[relation, *texts],
        detail=places,
    )
