"""Pairs of a file that are doubtful by its own marks or by their content: fuzzy ones, and wrong ones.

A translation that is marked as fuzzy was made for another original. Where the file keeps that one (``#| msgid``), what
has changed since is reported. A pair whose texts have hardly anything in common may be wrong. Where its translation
clearly has the meaning of another unit's original, it is in the wrong place, and that unit is named.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.meaning import products
from aligner.findings.build import new_finding, sides
from aligner.findings.locations import say_lines
from aligner.findings.severities import SURE
from aligner.messages import say
from aligner.model import Bead, Document, Finding, FindingKind, Json, Lang, Unit
from aligner.text.scripts import JAPANESE, LATIN
from aligner.text.width import truncate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.arrays import Floats32
    from aligner.findings.inspection import Inspection

# With these four, of 3,791 right pairs of six gold sets 11 are reported, and of 198 that were swapped with others of
# their set 172, 157 of them with the text that they came from (tests/benchmarks/swapped_units.py, November 2026).
#: Likeness (cosine) below which the two texts of a pair have nothing in common.
_UNLIKE = 0.15
#: Confidence below which a pair is looked at twice; below `SURE` it is called unlike.
_LOOKED_AT = 0.9
#: How much more alike a translation must be to another original than to its own, and how much at least.
_CLEARLY, _FITS = 0.2, 0.45
#: Pairs whose place is looked for; a file with more of them is not the file it was taken for.
_MOST = 2000
#: Where nothing is known of the meaning.
_SURE_LIKENESS = 1.0
#: Columns of a text that are quoted, and changes that are named.
_QUOTED, _NAMED = 60, 3
_WORDS = {
    Lang.EN: re.compile(r"\w+(?:['’.,-]\w+)*|\s+|."),
    Lang.JA: re.compile(r"[A-Za-z]+|\d[\d.,]*|\s+|.", re.DOTALL),
}
_FUZZY = {"fuzzy": "fuzzy", "fuzzy-match": "fuzzy_match"}


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every pair of the file that is fuzzy or looks wrong; none where the file pairs nothing."""
    bitext = inspection.alignment.bitext
    if not bitext.given:
        return []
    found: list[Finding] = []
    others: list[Bead] = []
    for bead in inspection.alignment.beads:
        if not bead.paired:
            continue
        unit = next((unit for lang in Lang if (unit := _unit(bitext.side(lang), bead)).state in _FUZZY), None)
        if unit is not None:
            found.append(_fuzzy(inspection, bead, unit))
        elif _is_translated(bitext.ja, bitext.en, bead):
            others.append(bead)
    found += _wrong(inspection, others)
    return found


def _unit(document: Document, bead: Bead) -> Unit:
    unit = document.paragraphs[document.segments[bead.side(document.lang)[0]].paragraph].unit
    return unit or Unit("")


def _is_translated(ja: Document, en: Document, bead: Bead) -> bool:
    """Whether each side is in its language; text left in the other one is reported as untranslated."""
    japanese, english = ja.segment_text(bead.ja[0]), en.segment_text(bead.en[0])
    return JAPANESE.search(japanese) is not None and LATIN.search(english) is not None


def _fuzzy(inspection: Inspection, bead: Bead, unit: Unit) -> Finding:
    bitext = inspection.alignment.bitext
    original = bitext.side(bitext.source)
    now = original.segment_text(bead.side(original.lang)[0])
    changes = _changes(unit.previous, now, original.lang) if unit.previous else []
    detail: dict[str, Json] = {"state": unit.state}
    if changes and unit.previous:
        detail |= {"previous": unit.previous, "changes": [list(change) for change in changes]}
        message = say(
            "units.fuzzy_changed", previous=_quoted(unit.previous, original.lang), changes=_said(changes, original.lang)
        )
    else:
        message = say(f"units.{_FUZZY[unit.state]}")
    return _finding(inspection, bead, (FindingKind.OUTDATED, "fuzzy"), message, detail, confidence=1.0)


def _changes(old: str, new: str, lang: Lang) -> list[tuple[str, str]]:
    """What of a text was replaced by what, word by word; white space alone does not count.

    >>> _changes("Saved in 3 seconds.", "It was saved in 5 seconds.", Lang.EN)
    [('Saved', 'It was saved'), ('3', '5')]
    """
    before, after = (_WORDS[lang].findall(text) for text in (old, new))
    found: list[tuple[str, str]] = []
    end = 0
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        change = "".join(before[i:j]).strip(), "".join(after[k:m]).strip()
        # Changes that only white space parts are one.
        between = "".join(before[end:i])
        if found and not between.strip():
            change = (found[-1][0] + between + change[0]).strip(), (found[-1][1] + between + change[1]).strip()
            found.pop()
        if change[0] or change[1]:
            found.append(change)
            end = j
    return found


def _said(changes: Sequence[tuple[str, str]], lang: Lang) -> dict[str, str]:
    named = []
    for old, new in changes[:_NAMED]:
        key = "changed" if old and new else "added" if new else "removed"
        named.append(say(f"units.{key}", old=_quoted(old, lang), new=_quoted(new, lang)))
    more = say("units.more", more=len(changes) - _NAMED) if len(changes) > _NAMED else {"en": "", "ja": ""}
    return {
        "en": ", ".join(it["en"] for it in named) + more["en"],
        "ja": "、".join(it["ja"] for it in named) + more["ja"],
    }


def _quoted(text: str, lang: Lang) -> dict[str, str]:
    shown = truncate(" ".join(text.split()), _QUOTED)
    return {"en": f"“{shown}”" if lang is Lang.EN else f"〈{shown}〉", "ja": f"〈{shown}〉"}


def _wrong(inspection: Inspection, beads: Sequence[Bead]) -> Iterator[Finding]:
    """The pairs that fit another unit better, and those that do not look like any."""
    vectors = _vectors(inspection)
    likeness = {bead.id: _SURE_LIKENESS for bead in beads}
    if vectors is not None:
        en, ja = (vectors[lang][[bead.side(lang)[0] for bead in beads]] for lang in Lang)
        likeness = {bead.id: float(it) for bead, it in zip(beads, np.einsum("ij,ij->i", en, ja), strict=True)}
    doubtful = [bead for bead in beads if bead.confidence < _LOOKED_AT or likeness[bead.id] < _UNLIKE]
    better = {} if vectors is None else _better(inspection.alignment.bitext.source, vectors, doubtful[:_MOST])
    for bead in doubtful:
        if bead.id in better:
            yield _elsewhere(inspection, bead, better[bead.id])
        elif bead.confidence < SURE or likeness[bead.id] < _UNLIKE:
            spans, message = _spans(inspection, bead), say("units.unlike")
            yield _finding(inspection, bead, (FindingKind.OUTDATED, "unlike"), message, spans)


def _vectors(inspection: Inspection) -> dict[Lang, Floats32] | None:
    """The unit vector of every segment by language; None without meaning."""
    vectors = inspection.prepared.vectors
    return None if vectors is None else {lang: side[1:, 0] for lang, side in zip(Lang, vectors, strict=True)}


def _better(source: Lang, vectors: Mapping[Lang, Floats32], beads: Sequence[Bead]) -> dict[int, int]:
    """Bead → the segment of the original that its translation is clearly closer to in meaning than to its own."""
    rows = [bead.side(source.other)[0] for bead in beads]
    found = {}
    likeness = products(np.ascontiguousarray(vectors[source.other][rows]), np.ascontiguousarray(vectors[source]))
    for bead, row in zip(beads, likeness, strict=True):
        best = int(np.argmax(row))
        if row[best] >= _FITS and row[best] - row[bead.side(source)[0]] >= _CLEARLY:
            found[bead.id] = best
    return found


def _elsewhere(inspection: Inspection, bead: Bead, other: int) -> Finding:
    bitext = inspection.alignment.bitext
    original = bitext.side(bitext.source)
    text, line = original.segment_text(other), original.segments[other].line
    message = say(
        "units.elsewhere",
        source=bitext.stated_source,
        side=bitext.source.other,
        line=say_lines(original, line, of=other),
        text=_quoted(text, original.lang),
    )
    detail = {"fits": other, "fits_line": line, **_spans(inspection, bead)}
    return _finding(inspection, bead, (FindingKind.MOVED, "unit"), message, detail)


def _spans(inspection: Inspection, bead: Bead) -> dict[str, Json]:
    """The spans of both texts of a pair, which cover findings about parts of them."""
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
    """A finding about a pair; by default as sure as the pair is."""
    kind, relation = row
    bitext = inspection.alignment.bitext
    about = [relation, *(bitext.side(lang).segment_text(bead.side(lang)[0]) for lang in Lang)]
    sure = bead.confidence if confidence is None else confidence
    return new_finding(kind, relation, message, sides(bead), confidence=sure, about=about, detail=detail)
