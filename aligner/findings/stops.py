"""Sentence ends that differ: a full stop lost where the text otherwise has it, a question on one side only.

The habit of a text is measured for each kind of paragraph: list items often have no stops where paragraphs have them.
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
#: What a sentence may lead to without having ended.
_LED_TO = (ParagraphKind.LIST, ParagraphKind.CODE, ParagraphKind.TABLE)
#: How sure a pair must be for its questions, which are recognised by the other sentence. At 0.4 one note more comes
#: of 4,945 pairs, at 0.9 none goes.
_SURE_QUESTION = 0.8
#: A habit is what this share of at least so many sentences does. At 0.45 twelve stops more are reported in 4,945 pairs,
#: most of them of items that do without; at 0.95 five of nine go, all five of them lost. Of 4 and 16 sentences it is
#: the same but for one.
_HABIT_SHARE, _HABIT_LEAST = 0.9, 8
#: Behind a link's text.
_TARGET = re.compile(r"(?<=\])(?:\([^()]*\)|\[[^\[\]]*\])$")
#: Items, headings and lines that are one link, where lines are given as they are.
_LABEL = re.compile(r"(?:[*+-]|\d+\.|#+)\s|\[[^\[\]]*\][(\[][^()\[\]]*[)\]]$")
#: How a Japanese sentence ends that has a predicate, and an English one of some length.
_SENTENCE = {
    Lang.JA: re.compile(r".{8}[るたいうだすんつむぬぶ]$", re.DOTALL),
    Lang.EN: re.compile(r"(?:[\w’'-]+[,;:]?\s+){5}.*[a-z]$", re.DOTALL),
}
#: How such a sentence ends at the least; most end with a stop, and need no look at the rest.
_SENTENCE_END = {Lang.JA: re.compile(r"[るたいうだすんつむぬぶ]$"), Lang.EN: re.compile(r"[a-z]$")}
_ENGLISH_STOP = re.compile(r"(?<!\.[A-Za-z])[.!?][\"”’')\]*_ ]*$")
_JAPANESE_STOP = re.compile(r"[。．！？!?][」』）)\]*_ ]*$")
_ENDED = {Lang.EN: _ENGLISH_STOP, Lang.JA: _JAPANESE_STOP}
_MARK = re.compile(r"[?？]")
#: What makes a Japanese sentence a question or a request without a question mark.
_ASKS_JA = re.compile(
    r"か(?:[。」』）)？！!、，…　 ]|$|と|を|は|が|も|に|の|な|ね|しら|です|だ|い[。」』])|でしょう|だろう|ください"
    r"|下さい|なさい|くれ[。！!」』）]|ちょうだい|頂戴|ましょう|たい|まい|ものか|[のねよなわぞや][。」』）]"
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
    """A finding for every lost stop and every question that one side alone asks."""
    habits = {lang: _habits(inspection.alignment, lang) for lang in LANGS}
    found: list[Finding] = []
    for bead in inspection.alignment.beads:
        if bead.paired and bead.confidence >= LIKELY:
            found += _stops(inspection, bead, habits)
            if bead.confidence >= _SURE_QUESTION:
                found += _questions(inspection, bead)
    return found


def _habits(alignment: Alignment, lang: Lang) -> frozenset[ParagraphKind]:
    """The kinds of paragraph in which a side is used to ending with a stop where the other does."""
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
    """A text without where the link it ends with leads to."""
    return _TARGET.sub("", text) if text.endswith((")", "]")) else text


def _stops(inspection: Inspection, bead: Bead, habits: Mapping[Lang, frozenset[ParagraphKind]]) -> Iterator[Finding]:
    """A stop lost at the end of either side, where the other has one."""
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
    """Whether a text ends as a sentence does, but for the stop."""
    bare = _without_target(text).rstrip("]*_ ")
    if not _SENTENCE_END[lang].search(bare[-2:]) or _LABEL.match(text) or not _SENTENCE[lang].search(bare):
        return False
    return lang is Lang.JA or bare.rsplit(maxsplit=1)[-1] not in function_words()


def _leads_on(document: Document, segment: Segment) -> bool:
    """Whether a list, a table or code follows."""
    after = document.segments[segment.id + 1 : segment.id + 2]
    return any(document.paragraphs[it.paragraph].kind in _LED_TO and it.paragraph != segment.paragraph for it in after)


def _stop(inspection: Inspection, bead: Bead, document: Document, segment: Segment, text: str) -> Finding:
    here = document.lang
    end = segment.start + len(text)
    shown = text[-_SHOWN[here] :]
    if len(text) > len(shown):
        shown = "…" + ((here is Lang.EN and shown.partition(" ")[2]) or shown)
    message = say("punctuation.stop", source=inspection.direction, side=here, text=shown)
    return _finding(inspection, bead, "stop", message, {here: Span(end - 1, end)})


#: A question of fewer words (Yes? And the boat?) is put in Japanese without anything that asks. At 2 a sound one is
#: reported; at 8 none goes.
_FEW = 4
#: So many characters before the place are quoted.
_SHOWN = {Lang.EN: 30, Lang.JA: 12}


def _questions(inspection: Inspection, bead: Bead) -> Iterator[Finding]:
    """A question that is a statement on the other side."""
    bitext = inspection.alignment.bitext
    asks_en, asks_ja = (_has_mark(bitext.side(lang), bead.side(lang)) for lang in LANGS)
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
    if not _MARK.search(own_prose(whole[asking])) or _ASKS[asking.other].search(whole[asking.other]):
        return
    document = bitext.side(asking)
    segments = (document.segments[k] for k in bead.side(asking))
    marks = (_MARK.search(document.text, segment.start, segment.end) for segment in segments)
    mark = next(filter(None, marks), None)
    message = say(f"punctuation.{key}", source=inspection.direction, side=Lang.JA)
    # A mark that was only added is for information.
    severity = Severity.INFO if asking is Lang.JA else None
    spans = {} if mark is None else {asking: Span(*mark.span())}
    yield _finding(inspection, bead, "question", message, spans, severity=severity)


def _has_mark(document: Document, segments: Sequence[int]) -> bool:
    return any(_MARK.search(document.segment_text(k)) for k in segments)


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
