"""Joins findings about text without a counterpart where the alignment itself is unsure.

Two sorts of places are one finding each:

    the same text on both sides    text only in the original and text only in the translation near it say the same,
                                   as where a section was rearranged
    an unsure stretch              neighbouring beads of low confidence with several findings

The rule: such a finding says that the places could not be matched sentence by sentence, and its confidence is low.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.build import new_finding
from aligner.findings.certainty import estimate_of
from aligner.findings.locations import say_place
from aligner.findings.neighbours import Texts, likeness
from aligner.messages import say
from aligner.model import LANGS, Finding, FindingKind, Lang
from aligner.text.passages import passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.findings.inspection import Inspection

#: Relations that are joined. Notes, credits and units have messages of their own.
_JOINED = {
    FindingKind.OMISSION: frozenset({"unmatched", "short", "replaced"}),
    FindingKind.ADDITION: frozenset({"unmatched", "short", "replaced"}),
    FindingKind.PARTIAL: frozenset({"clause", "sentence", "extra", "extra-sentence"}),
}
#: Maximum number of pairs between two texts that may be the same, and maximum number of those compared with a text.
_NEAR, _MOST = 6, 8
#: Two texts are the same from a cosine of the first value less the second times the mean doubt about their gaps. In 291
#: documents, six of the 196 pairs of texts near each other are joined; five of the six say the same.
_SAME, _DOUBT = 0.68, 0.8
#: A stretch is unsure if so many beads in succession are below this confidence, and so many findings are about it.
_BEADS, _UNSURE, _FINDINGS = 3, 0.6, 2
#: Maximum characters of a text that is compared. A choice.
_LONGEST = 3000


class _Group(NamedTuple):
    """Findings that are one, by their index, and the segments that they are about."""

    findings: frozenset[int]
    segments: Mapping[Lang, tuple[int, ...]]
    confidence: float


def join_unsure(inspection: Inspection, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings. Those about one unsure place are one finding, at the place of the first of them."""
    if inspection.alignment.bitext.given:
        return list(findings)
    groups: dict[int, _Group] = {}
    for group in (*_same_texts(inspection, findings), *_stretches(inspection, findings)):
        if group.findings.isdisjoint(groups):
            groups |= dict.fromkeys(group.findings, group)
    joined = []
    for k, finding in enumerate(findings):
        if k not in groups:
            joined.append(finding)
        elif k == min(groups[k].findings):
            joined.append(_finding(inspection, groups[k]))
    return joined


def _is_joined(finding: Finding) -> bool:
    return finding.detail.get("relation") in _JOINED.get(finding.kind, ())


def _same_texts(inspection: Inspection, findings: Sequence[Finding]) -> Iterator[_Group]:
    """Yield groups of two findings about text of one side, whose texts say the same."""
    bitext, beads = inspection.alignment.bitext, inspection.alignment.beads
    slots = list(accumulate(bead.paired and not bead.moved for bead in beads))
    slot = {(lang, k): slots[bead.id] for bead in beads for lang in LANGS for k in bead.side(lang)}
    # A gap of confidence 1 was made by a person.
    gaps = [
        k
        for k, finding in enumerate(findings)
        if _is_joined(finding) and not (finding.en and finding.ja) and estimate_of(finding) < 1
    ]
    english = [k for k in gaps if findings[k].en]
    japanese = sorted((slot[Lang.JA, findings[k].ja[0]], k) for k in gaps if findings[k].ja)
    near = [
        (en, ja)
        for en in english
        for ja in _nearest(japanese, slot[Lang.EN, findings[en].en[0]], slot[Lang.EN, findings[en].en[-1]])
    ]
    texts = Texts()
    compared = [
        (
            pair,
            texts.add(passage(bitext.en, findings[pair[0]].en)[:_LONGEST]),
            texts.add(passage(bitext.ja, findings[pair[1]].ja)[:_LONGEST]),
        )
        for pair in near
    ]
    vectors = texts.vectors(inspection) if compared else None
    if vectors is None:
        return
    cosines = {pair: likeness(vectors, [one], two)[0] for pair, one, two in compared}
    for (en, ja), cosine in sorted(cosines.items(), key=lambda row: (-row[1], row[0])):
        doubt = 1 - (estimate_of(findings[en]) + estimate_of(findings[ja])) / 2
        if cosine >= _SAME - _DOUBT * doubt:
            segments = {Lang.EN: findings[en].en, Lang.JA: findings[ja].ja}
            yield _Group(frozenset({en, ja}), segments, min(1 - cosine, 1 - doubt))


def _nearest(places: Sequence[tuple[int, int]], first: int, last: int) -> list[int]:
    """Return the nearest findings to some slots; ``places`` are slots with the indices of findings."""
    apart = sorted(
        (max(first - slot, slot - last, 0), k) for slot, k in places if first - _NEAR <= slot <= last + _NEAR
    )
    return [k for _, k in apart[:_MOST]]


def _stretches(inspection: Inspection, findings: Sequence[Finding]) -> Iterator[_Group]:
    """Yield a group for every stretch of unsure beads with several findings."""
    beads = inspection.alignment.beads
    start = 0
    for end in range(len(beads) + 1):
        if end < len(beads) and beads[end].confidence < _UNSURE:
            continue
        if end - start >= _BEADS:
            segments = {lang: tuple(sorted(k for bead in beads[start:end] for k in bead.side(lang))) for lang in LANGS}
            inside = {lang: set(segments[lang]) for lang in LANGS}
            about = frozenset(
                k
                for k, finding in enumerate(findings)
                if _is_joined(finding) and all(inside[lang].issuperset(finding.side(lang)) for lang in LANGS)
            )
            if len(about) >= _FINDINGS and all(segments.values()):
                yield _Group(about, segments, sum(bead.confidence for bead in beads[start:end]) / (end - start))
        start = end + 1


def _finding(inspection: Inspection, group: _Group) -> Finding:
    bitext = inspection.alignment.bitext
    source = bitext.stated_source
    places = {lang: say_place(bitext.side(lang), group.segments[lang], source) for lang in LANGS}
    return new_finding(
        FindingKind.PARTIAL,
        "unsure",
        say("clauses.unsure", source=inspection.direction, en_place=places[Lang.EN], ja_place=places[Lang.JA]),
        group.segments,
        confidence=group.confidence,
        about=[bitext.side(lang).segment_text(k) for lang in LANGS for k in group.segments[lang]],
        detail={"findings": len(group.findings)},
    )
