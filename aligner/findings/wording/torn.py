"""Torn text: sentences that are cut off, run together, or divided by a stray stop, as after a wrong copy and paste.

Each language has its rules (`torn_english`, `torn_japanese`). A pattern that is frequent in a document is its style
(verse, notes) and not reported. ``detail.relation``:

    cut-start     a sentence begins in its middle              、そして…   and so on ran the report.
    cut-end       a sentence stops in its middle               …の結果を   …which is the
    stop-lost     a stop is lost, two sentences run together   the year The clear signal
    stray-stop    a stop stands in the middle of a sentence    its momentum. , and
    fragment      a tail without a predicate stands alone      次々と躍進。
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aligner.findings.build import build_finding, in_bead
from aligner.findings.wording.torn_english import tears_in_english
from aligner.findings.wording.torn_japanese import tears_in_japanese
from aligner.messages import say
from aligner.model import Bead, Finding, FindingKind, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.findings.inspection import Inspection
    from aligner.findings.wording.tear import Tear

#: A tear that shows in a larger share of a side's segments, and in more than a few, is how the text is written: verse
#: begins lines in lower case and ends them on a comma, notes leave out predicates. Halved or doubled, what is reported
#: in 4,945 pairs stays the same, and all 53 planted that are found are found.
_HABIT, _FEW = 0.04, 6
#: Maximum characters of a tear in a message.
_QUOTED = 60
#: Confidence of each rule: the share of its findings in the gold sets that were right, rounded down.
_CONFIDENCE = {"cut-start": 0.8, "cut-end": 0.8, "stop-lost": 0.8, "stray-stop": 0.9, "fragment": 0.7}


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every tear."""
    findings: list[Finding] = []
    for lang in Lang:
        owner = inspection.beads_of[lang]
        size = max(len(inspection.alignment.bitext.side(lang).segments), 1)
        tears = list(_tears(inspection, lang))
        often = Counter(tear.relation for tear in tears)
        findings += (
            _finding(inspection, lang, tear, owner[tear.segment], often[tear.relation] / size) for tear in tears
        )
    return findings


def _tears(inspection: Inspection, lang: Lang) -> Iterator[Tear]:
    tears = list((tears_in_english if lang is Lang.EN else tears_in_japanese)(inspection))
    size = len(inspection.alignment.bitext.side(lang).segments)
    often = Counter(tear.relation for tear in tears)
    end = 0
    for tear in tears:
        # Several rules may detect the same tear; only the first one reports it.
        if often[tear.relation] <= max(_FEW, _HABIT * size) and tear.span.start >= end:
            end = tear.span.end
            yield tear


def _finding(inspection: Inspection, lang: Lang, tear: Tear, bead: Bead, share: float) -> Finding:
    """Build the finding about a tear; ``share`` is the share of the side's segments with such a tear."""
    bitext = inspection.alignment.bitext
    document = bitext.side(lang)
    text = document.text[tear.span.start : tear.span.end]
    quoted = text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
    return build_finding(
        bitext,
        FindingKind.TORN,
        tear.relation,
        say(
            f"torn.{tear.relation.replace('-', '_')}",
            source=inspection.direction,
            side=lang,
            text=" ".join(quoted.split()),
        ),
        locations=in_bead(bead, lang, tear.segment, tear.span),
        confidence=_CONFIDENCE[tear.relation],
        severity=Severity.INFO if lang is inspection.direction else None,
        about=[tear.relation, text, document.segment_text(tear.segment)],
        share=round(share, 4),
    )
