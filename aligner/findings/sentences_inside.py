"""Sentences without a counterpart inside a pair whose segments hold several sentences.

Given segments, units of a translation memory and cells of a table often hold a whole paragraph. The pair may be certain
although one of its sentences is missing. Therefore the sentences of such pairs are aligned in the same way as running
text: with their own evidence, and with every segment as a paragraph.

The rule: a sentence is reported only if all of these conditions are true.

- The inner alignment agrees with the pair: no inner bead joins two pairs.
- Only one side of the pair has sentences without a counterpart. If both have some, they may be free translations.
- The lengths of the two sides fit better without the sentence than with it.
- No pair of sentences beside it has so much text on the other side that this text may include the sentence.

If a translator divides a sentence, or if a list has no full stops on one side, the lengths of neighbouring pairs change
and those of the whole pair do not.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.sentences import split_sentences
from aligner.evidence.threads import one_thread_each
from aligner.findings.build import new_finding, sides
from aligner.findings.clauses import is_prose
from aligner.findings.gap_runs import Gap, find_gaps
from aligner.findings.gaps import SHORT
from aligner.findings.inspection import LIKELY
from aligner.findings.leftovers import found_nearby
from aligner.findings.length_excess import length_of
from aligner.findings.locations import measure
from aligner.findings.neighbours import HELD, MAY_BE_HELD, held_nearby, pairs_beside
from aligner.findings.severities import SURE
from aligner.matching.lengths import ADDED
from aligner.matching.match import match
from aligner.matching.prepare import prepare
from aligner.messages import say
from aligner.model import (
    LANGS,
    Bitext,
    Document,
    Finding,
    FindingKind,
    Json,
    Lang,
    Paragraph,
    ParagraphKind,
    Segment,
    Severity,
)
from aligner.text.width import truncate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.document.sentences import Sentence
    from aligner.findings.inspection import Inspection
    from aligner.model import Alignment, Bead
    from aligner.parameters import Weights

#: Rules of segments that were not made by the splitter: given ones, and whole paragraphs.
_NOT_SPLIT = frozenset({"", "given", *map(str, ParagraphKind)})
#: Characters that may end a sentence.
_MAY_END = frozenset(".!?:。．！？：…♪\n)）」』")
#: Maximum columns of a quoted sentence.
_QUOTED = 90
#: Confidence of a sure gap, and how much worse the lengths may fit without it, in nats (difference of log ratios). So a
#: sure gap may be a quarter of its side.
_SURE, _SLACK = 0.95, 0.3
#: The other side of a pair may include the sentence beside the pair if it is longer than usual by this share of that
#: sentence, and by at least this number of characters. The share is below 0.3 for all of 65 missing sentences in verse,
#: news and an encyclopedia, and above 0.35 for five of 11 false ones.
_SURPLUS, _LEAST = 0.35, 8.0


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every run of sentences without a counterpart inside a pair, in order of the beads."""
    if inspection.weights is None:
        return []
    beads = [bead for bead in inspection.alignment.beads if _is_divisible(inspection, bead)]
    if not beads:
        return []
    inner = _inner(inspection, inspection.weights, beads)
    gaps = [gap for gap in inner.gaps() if inner.fits_without(gap) and not inner.is_held_beside(gap)]
    return [
        _finding(inspection, inner, gap, held)
        for gap, held in zip(gaps, held_nearby(inner.inspection, gaps), strict=True)
        if held < HELD
    ]


def _is_divisible(inspection: Inspection, bead: Bead) -> bool:
    """Whether a bead is a likely pair of running text with a segment that contains several sentences."""
    if not bead.paired or bead.confidence < LIKELY:
        return False
    bitext = inspection.alignment.bitext
    return any(_has_several(bitext.side(lang), k) for lang in LANGS for k in bead.side(lang)) and all(
        is_prose(bitext.side(lang), bead.side(lang)) for lang in LANGS
    )


def _has_several(document: Document, segment: int) -> bool:
    """Whether a segment contains several sentences. One that the splitter made contains one."""
    if document.segments[segment].rule not in _NOT_SPLIT:
        return False
    text = document.segment_text(segment)
    last = max((place for place, char in enumerate(text) if char.isalnum()), default=0)
    # Without such a character before its last word, the splitter need not be loaded.
    return not _MAY_END.isdisjoint(text[:last]) and len(_sentences(document, segment)) > 1


def _sentences(document: Document, segment: int) -> list[Sentence]:
    """Return the sentences of a segment."""
    whole = document.segments[segment]
    return split_sentences(document.text, whole.start, whole.end, document.lang)


class _Inner(NamedTuple):
    """The inner alignment of some beads.

    Attributes:
        inspection: the sentences, their evidence and their alignment.
        owner: (side, sentence) → the bead that holds it.
        whole: numbers of the beads with which the alignment of the sentences agrees.
        sizes: (side, bead number) → the length of the bead's sentences.
    """

    inspection: Inspection
    owner: Mapping[tuple[Lang, int], Bead]
    whole: frozenset[int]
    sizes: Mapping[tuple[Lang, int], float]

    @property
    def ratio(self) -> float:
        """The usual length of the Japanese, divided by that of the English."""
        return self.inspection.lengths.ratio

    def gaps(self) -> Iterator[Gap]:
        """Yield the likely gaps of running text within whole beads."""
        for gap in find_gaps(self.inspection.alignment):
            for outer, alone in groupby(gap.beads, key=lambda bead: self.owner[gap.lang, bead.side(gap.lang)[0]].id):
                beads = tuple(alone)
                part = Gap(gap.lang, tuple(k for bead in beads for k in bead.side(gap.lang)), beads, gap.aside)
                if outer in self.whole and part.aside is None and part.confidence >= LIKELY:
                    yield part

    def fits_without(self, gap: Gap) -> bool:
        """Whether the lengths of the sides are closer to the usual ratio without a gap, or almost so if it is sure."""
        bead = self.owner[gap.lang, gap.segments[0]]
        sizes = {lang: self.sizes[lang, bead.id] for lang in LANGS}
        without = sizes | {gap.lang: sizes[gap.lang] - length_of(self.inspection, gap.lang, gap.segments)}
        return self._apart(without) < self._apart(sizes) + (_SLACK if gap.confidence >= _SURE else 0.0)

    def is_held_beside(self, gap: Gap) -> bool:
        """Whether a pair of sentences beside a gap, in its bead, is so long on the other side that it may hold it."""
        beads, outer = self.inspection.alignment.beads, self.owner[gap.lang, gap.segments[0]].id
        least = max(_SURPLUS * self._size(gap.lang, gap.segments), _LEAST)
        for near in (range(gap.beads[0].id - 1, -1, -1), range(gap.beads[-1].id + 1, len(beads))):
            pair = next((beads[k] for k in near if beads[k].paired), None)
            if pair is None or self.owner[gap.lang, pair.side(gap.lang)[0]].id != outer:
                continue
            own, other = (self._size(lang, pair.side(lang)) for lang in (gap.lang, gap.lang.other))
            if other - own >= least:
                return True
        return False

    def _size(self, lang: Lang, sentences: Sequence[int]) -> float:
        """Return the length of sentences, in characters of usual Japanese."""
        return length_of(self.inspection, lang, sentences) * (self.ratio if lang is Lang.EN else 1.0)

    def _apart(self, sizes: Mapping[Lang, float]) -> float:
        return abs(math.log((sizes[Lang.EN] * self.ratio + ADDED) / (sizes[Lang.JA] + ADDED)))


def _inner(inspection: Inspection, weights: Weights, beads: Sequence[Bead]) -> _Inner:
    bitext = inspection.alignment.bitext
    documents: dict[Lang, Document] = {}
    owner: dict[tuple[Lang, int], Bead] = {}
    for lang in LANGS:
        document, segments = _divided(bitext.side(lang), sorted(k for bead in beads for k in bead.side(lang)))
        owner |= {(lang, sentence): inspection.beads_of[lang][k] for sentence, k in enumerate(segments)}
        documents[lang] = document
    sentences = Bitext(documents[Lang.EN], documents[Lang.JA], bitext.source, bitext.source_known)
    with one_thread_each():
        prepared = prepare(sentences, inspection.lexicon, inspection.encoder, inspection.prepared.terms.glossary)
        alignment = match(sentences, prepared, weights)
    inner = replace(inspection, alignment=alignment, prepared=prepared.after_matching(alignment.beads))
    sizes: dict[tuple[Lang, int], float] = defaultdict(float)
    for (lang, sentence), outer in owner.items():
        sizes[lang, outer.id] += length_of(inner, lang, (sentence,))
    return _Inner(inner, owner, _whole(alignment, owner), sizes)


def _whole(alignment: Alignment, owner: Mapping[tuple[Lang, int], Bead]) -> frozenset[int]:
    """Return the numbers of the beads with which an alignment of their sentences agrees.

    They have a pair of sentences, gaps on at most one side, and no sentence in a bead with sentences of another one.
    """
    paired: set[int] = set()
    torn: set[int] = set()
    alone: dict[Lang, set[int]] = {lang: set() for lang in LANGS}
    for bead in alignment.beads:
        owners = {owner[lang, k].id for lang in LANGS for k in bead.side(lang)}
        if len(owners) > 1:
            torn |= owners
        elif bead.paired:
            paired |= owners
        else:
            alone[Lang.EN if bead.en else Lang.JA] |= owners
    return frozenset(paired - torn - (alone[Lang.EN] & alone[Lang.JA]))


def _divided(document: Document, segments: Sequence[int]) -> tuple[Document, list[int]]:
    """Return a document with segments as paragraphs and their sentences as segments, and each sentence's segment."""
    paragraphs: list[Paragraph] = []
    sentences: list[Segment] = []
    owner: list[int] = []
    for number, k in enumerate(segments):
        whole = document.segments[k]
        kind = document.paragraphs[whole.paragraph].kind
        paragraphs.append(Paragraph(number, whole.start, whole.end, kind))
        for part in _sentences(document, k):
            line = document.line_of(part.start)
            sentences.append(Segment(len(sentences), number, part.start, part.end, line, part.rule))
            owner.append(k)
    return replace(document, paragraphs=tuple(paragraphs), segments=tuple(sentences)), owner


def _finding(inspection: Inspection, inner: _Inner, gap: Gap, held: float) -> Finding:
    lang, source = gap.lang, inspection.direction
    bitext = inspection.alignment.bitext
    bead = inner.owner[lang, gap.segments[0]]
    document = inner.inspection.alignment.bitext.side(lang)
    start, end = document.segments[gap.segments[0]].start, document.segments[gap.segments[-1]].end
    text = document.text[start:end]
    size = measure(document, gap.segments)
    confidence = min(gap.confidence, bead.confidence)
    doubtful = confidence < SURE or held >= MAY_BE_HELD or size < SHORT[lang]
    name = "neutral" if source is None else "missing" if lang is source else "extra"
    others = [k for pair in pairs_beside(inner.inspection, gap) for k in pair.side(lang.other)]
    hard, coverage = found_nearby(inner.inspection, lang, gap.segments, others)
    detail: dict[str, Json] = {
        lang: {"text": text, "start": start, "end": end},
        "sentences": len(gap.segments),
        "words" if lang is Lang.EN else "characters": size,
        "neighbour": round(held, 4),
        "hard": hard,
        "coverage": coverage,
    }
    return new_finding(
        FindingKind.OMISSION if lang is bitext.source else FindingKind.ADDITION,
        "inside",
        say(
            f"clauses.inside_{name}",
            source=source,
            side=lang,
            text=say(f"clauses.quoted_{lang}", text=truncate(" ".join(text.split()), _QUOTED)),
        ),
        sides(bead),
        confidence=confidence,
        severity=Severity.WARNING if doubtful else None,
        about=["inside", text, *(bitext.side(side).segment_text(k) for side in LANGS for k in bead.side(side))],
        detail=detail,
    )
