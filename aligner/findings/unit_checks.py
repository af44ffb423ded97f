"""Doubtful pairs of a bilingual file: pairs that are marked as fuzzy, and pairs whose texts do not match.

A translation that is marked as fuzzy was made for another original. If the file contains that original (``#| msgid``),
the changes are reported. A pair whose texts have hardly anything in common may be wrong. If its translation clearly has
the meaning of another unit's original, it is in the wrong place, and that unit is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.meaning import products
from aligner.findings.build import new_finding, sides
from aligner.findings.locations import say_lines
from aligner.findings.severities import SURE
from aligner.findings.word_changes import quoted, say_changes, word_changes
from aligner.messages import say
from aligner.model import Bead, Document, Finding, FindingKind, Json, Lang, Unit
from aligner.text.scripts import JAPANESE, LATIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.arrays import Floats32
    from aligner.findings.inspection import Inspection

# With these four, of 3,791 right pairs of six gold sets 11 are reported, and of 198 that were swapped with others of
# their set 172, 157 of them with the text that they came from (tests/benchmarks/swapped_units.py, November 2026).
#: Likeness (cosine) below which the two texts of a pair have nothing in common.
_UNLIKE = 0.15
#: Confidence below which a pair is compared with other units; below `SURE` it is reported as unlike.
_LOOKED_AT = 0.9
#: Minimum difference between the cosine with another original and with its own, and minimum cosine with the other.
_CLEARLY, _FITS = 0.2, 0.45
#: Maximum number of pairs whose right place is searched. A file with more of them is probably the wrong file.
_MOST = 2000
#: Cosine without meaning.
_SURE_LIKENESS = 1.0
_FUZZY = {"fuzzy": "fuzzy", "fuzzy-match": "fuzzy_match"}


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every pair that is fuzzy or looks wrong; none if the file is not bilingual."""
    bitext = inspection.alignment.bitext
    if not bitext.given:
        return []
    findings: list[Finding] = []
    others: list[Bead] = []
    for bead in inspection.alignment.beads:
        if not bead.paired:
            continue
        unit = next((unit for lang in Lang if (unit := _unit(bitext.side(lang), bead)).state in _FUZZY), None)
        if unit is not None:
            findings.append(_fuzzy(inspection, bead, unit))
        elif _is_translated(bitext.ja, bitext.en, bead):
            others.append(bead)
    findings += _wrong(inspection, others)
    return findings


def _unit(document: Document, bead: Bead) -> Unit:
    unit = document.paragraphs[document.segments[bead.side(document.lang)[0]].paragraph].unit
    return unit or Unit("")


def _is_translated(ja: Document, en: Document, bead: Bead) -> bool:
    """Whether each side is in its language. Text in the other language is reported as untranslated."""
    japanese, english = ja.segment_text(bead.ja[0]), en.segment_text(bead.en[0])
    return JAPANESE.search(japanese) is not None and LATIN.search(english) is not None


def _fuzzy(inspection: Inspection, bead: Bead, unit: Unit) -> Finding:
    bitext = inspection.alignment.bitext
    original = bitext.side(bitext.source)
    now = original.segment_text(bead.side(original.lang)[0])
    changes = word_changes(unit.previous, now, original.lang) if unit.previous else []
    detail: dict[str, Json] = {"state": unit.state}
    if changes and unit.previous:
        detail |= {"previous": unit.previous, "changes": [list(change) for change in changes]}
        message = say(
            "units.fuzzy_changed",
            previous=quoted(unit.previous, original.lang),
            changes=say_changes(changes, original.lang),
        )
    else:
        message = say(f"units.{_FUZZY[unit.state]}")
    return _finding(inspection, bead, (FindingKind.OUTDATED, "fuzzy"), message, detail, confidence=1.0)


def _wrong(inspection: Inspection, beads: Sequence[Bead]) -> Iterator[Finding]:
    """Yield findings about pairs that fit another unit better, and about those that fit none."""
    vectors = _vectors(inspection)
    likeness = {bead.id: _SURE_LIKENESS for bead in beads}
    if vectors is not None:
        en, ja = (vectors[lang][[bead.side(lang)[0] for bead in beads]] for lang in Lang)
        likeness = {bead.id: float(value) for bead, value in zip(beads, np.einsum("ij,ij->i", en, ja), strict=True)}
    doubtful = [bead for bead in beads if bead.confidence < _LOOKED_AT or likeness[bead.id] < _UNLIKE]
    better = {} if vectors is None else _better(inspection.alignment.bitext.source, vectors, doubtful[:_MOST])
    for bead in doubtful:
        if bead.id in better:
            yield _elsewhere(inspection, bead, better[bead.id])
        elif bead.confidence < SURE or likeness[bead.id] < _UNLIKE:
            spans, message = _spans(inspection, bead), say("units.unlike")
            yield _finding(inspection, bead, (FindingKind.OUTDATED, "unlike"), message, spans)


def _vectors(inspection: Inspection) -> dict[Lang, Floats32] | None:
    """Return the unit vector of every segment by language; None without meaning."""
    vectors = inspection.vectors
    return None if vectors is None else {lang: vectors[lang].segments for lang in Lang}


def _better(source: Lang, vectors: Mapping[Lang, Floats32], beads: Sequence[Bead]) -> dict[int, int]:
    """Return bead → the segment of the original whose meaning is clearly closer to its translation than its own."""
    rows = [bead.side(source.other)[0] for bead in beads]
    better = {}
    likeness = products(np.ascontiguousarray(vectors[source.other][rows]), np.ascontiguousarray(vectors[source]))
    for bead, row in zip(beads, likeness, strict=True):
        best = int(np.argmax(row))
        if row[best] >= _FITS and row[best] - row[bead.side(source)[0]] >= _CLEARLY:
            better[bead.id] = best
    return better


def _elsewhere(inspection: Inspection, bead: Bead, other: int) -> Finding:
    bitext = inspection.alignment.bitext
    original = bitext.side(bitext.source)
    text, line = original.segment_text(other), original.segments[other].line
    message = say(
        "units.elsewhere",
        source=bitext.stated_source,
        side=bitext.source.other,
        line=say_lines(original, line, of=other),
        text=quoted(text, original.lang),
    )
    detail = {"fits": other, "fits_line": line, **_spans(inspection, bead)}
    return _finding(inspection, bead, (FindingKind.MOVED, "unit"), message, detail)


def _spans(inspection: Inspection, bead: Bead) -> dict[str, Json]:
    """Return the spans of both texts of a pair; they cover findings about parts of them."""
    spans: dict[str, Json] = {}
    for lang in Lang:
        segment = inspection.alignment.bitext.side(lang).segments[bead.side(lang)[0]]
        spans[lang] = {"start": segment.start, "end": segment.end}
    return spans


def _finding(
    inspection: Inspection,
    bead: Bead,
    row: tuple[FindingKind, str],
    message: Mapping[str, str],
    detail: Mapping[str, Json],
    *,
    confidence: float | None = None,
) -> Finding:
    """Build a finding about a pair; by default with the confidence of the pair."""
    kind, relation = row
    bitext = inspection.alignment.bitext
    about = [relation, *(bitext.side(lang).segment_text(bead.side(lang)[0]) for lang in Lang)]
    sure = bead.confidence if confidence is None else confidence
    return new_finding(kind, relation, message, sides(bead), confidence=sure, about=about, detail=detail)
