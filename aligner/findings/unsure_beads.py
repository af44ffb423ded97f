"""Sentences without a counterpart in a doubtful pair, which may have been paired together with their neighbours.

`inside_beads` checks sure pairs clause by clause. If a pair is more likely wrong than right, or a sentence in it is
about as likely without a counterpart, its boundaries may be wrong, and the posterior of a null bead is the better
evidence.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from aligner.findings.build import build_finding, in_bead
from aligner.findings.inspection import LIKELY
from aligner.findings.leftovers import found_nearby
from aligner.findings.length_excess import room
from aligner.messages import say
from aligner.model import LANGS, Finding, FindingKind, Lang, ParagraphKind, Span
from aligner.text.width import truncate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.findings.inspection import Inspection
    from aligner.model import Alone, Bead

#: Probability of standing alone from which a sentence is reported. On gold documents of five domains, two in three that
#: were reported had no counterpart, and one pair in seven hundred had a false one (docs/how-it-works.md). With half
#: the value, 12 are reported instead of 6, and 19 planted omissions are detected instead of 16. With twice the value,
#: 3 are reported.
_LIKELY = 0.2
#: In a pair that is more likely right than wrong, a sentence is reported from this share of the pair's confidence. A
#: choice: then both are about equally likely, which is frequent in a translation that merges much.
_NEARLY = 0.7
#: Maximum columns of a quoted sentence.
_QUOTED = {Lang.EN: 90, Lang.JA: 45}
_PROSE = (ParagraphKind.BODY, ParagraphKind.LIST, ParagraphKind.QUOTE, ParagraphKind.HEADING)


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every sentence in a doubtful pair that may have no counterpart."""
    return [
        _finding(inspection, bead, alone)
        for bead in inspection.alignment.beads
        for alone in _swallowed(inspection, bead)
        if bead.confidence < LIKELY or alone.probability >= _NEARLY * bead.confidence
    ]


def _swallowed(inspection: Inspection, bead: Bead) -> Iterator[Alone]:
    likely = [alone for alone in bead.alone if alone.probability >= _LIKELY]
    whole = [
        lang for lang in LANGS if {alone.segment for alone in likely if alone.lang is lang}.issuperset(bead.side(lang))
    ]
    if len(whole) == 1 and len(bead.side(whole[0])) > 1:
        # The other side is the counterpart of at least one of the sentences, so not all of them are missing.
        likely.remove(min((alone for alone in likely if alone.lang is whole[0]), key=attrgetter("probability")))
    for alone in likely:
        document = inspection.alignment.bitext.side(alone.lang)
        kind = document.paragraphs[document.segments[alone.segment].paragraph].kind
        if kind in _PROSE:
            yield alone


def _nearby(inspection: Inspection, bead: Bead, lang: Lang) -> list[int]:
    """Return the segments of a side of a bead and of the beads beside it."""
    beads = inspection.alignment.beads
    return [k for beside in beads[max(bead.id - 1, 0) : bead.id + 2] for k in beside.side(lang)]


def _finding(inspection: Inspection, bead: Bead, alone: Alone) -> Finding:
    bitext, source = inspection.alignment.bitext, inspection.direction
    lang = alone.lang
    document = bitext.side(lang)
    segment = document.segments[alone.segment]
    text = truncate(" ".join(document.segment_text(alone.segment).split()), _QUOTED[lang])
    relation = "sentence" if lang is bitext.source else "extra-sentence"
    rest = [k for k in bead.side(lang) if k != alone.segment]
    hard, coverage = found_nearby(inspection, lang, (alone.segment,), _nearby(inspection, bead, lang.other))
    name = "neutral" if source is None else "missing" if lang is source else "extra"
    return build_finding(
        bitext,
        FindingKind.PARTIAL,
        relation,
        say(f"clauses.doubtful_{name}", source=source, side=lang, text=say(f"clauses.quoted_{lang}", text=text)),
        locations=in_bead(bead, lang, alone.segment, Span(segment.start, segment.end)),
        confidence=alone.probability,
        about=[relation, document.segment_text(alone.segment)],
        hard=hard,
        coverage=coverage,
        room=room(inspection, lang, (alone.segment,), (rest, bead.side(lang.other))),
    )
