"""Text that only one side repeats: a sentence translated twice, a passage pasted again.

A repetition is reported only if the other side does not have it too. ``detail.relation``:

    twice        two adjacent sentences have the same meaning, and the other side has it once. Neither renders
                 words of the other side that the other one does not, and neither adds a word to a common form
    pasted       the same long text in two places, where the other side has another text or none. Two translations of
                 a text that the other side repeats are none
"""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.fuzz import ratio

from aligner.findings.build import Location, build_finding
from aligner.findings.cosines import cosine, cosines
from aligner.findings.locations import measure, say_place
from aligner.findings.wording.rendered_words import are_parallel, render_the_same
from aligner.messages import say
from aligner.model import Finding, FindingKind, Lang, ParagraphKind
from aligner.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.findings.inspection import Inspection
    from aligner.model import Bead, Document

#: Minimum length (English words, Japanese characters). Shorter sentences are repeated naturally. With half the values,
#: ええ、そうですね。 is reported in three meetings. With twice the values, 4 of 27 planted repetitions are lost.
_LONG = {Lang.EN: 7, Lang.JA: 18}
#: Minimum length of neighbouring sentences. With half the values, two more are reported, both false. With twice the
#: values, two planted repetitions are lost.
_NEAR = {Lang.EN: 4, Lang.JA: 9}
#: Minimum likeness (rapidfuzz ratio) of two texts that say the same, and maximum likeness of two that do not. With the
#: first at 45, 62 are reported instead of 5. With the second at 30, two correct findings are lost. Without the second,
#: seven more are reported; they render one sentence in other words.
_SAME, _OTHER = 90.0, 60.0
#: Minimum cosine between two sentences, and between each and the sentence that both render. In 174 sentences of five
#: sets that a translator had split in two, no halves reach it for all three; the closest have 0.62.
_COSINE = 0.65
#: Minimum confidence of a pair, and minimum cosine of its sentences, that translate each other. A choice.
_SURE, _RENDERED = 0.9, 0.4
#: Maximum number of copies of a text; more copies are a phrase that the document repeats. At 1, copies of 12 of 27
#: planted sentences are lost; at 6, nothing changes.
_MOST_COPIES = 3
#: Maximum distance of an unpaired sentence from the one that it repeats. At 1, two of five findings are lost, one of
#: them right. At 4, three more are reported; two of them have other meanings.
_REACH = 2
#: Minimum characters of a passage that the partners repeat as well. A choice: about five words.
_SHARED = {Lang.EN: 25, Lang.JA: 10}
_TEXT = frozenset({ParagraphKind.BODY, ParagraphKind.QUOTE, ParagraphKind.LIST})
_NO_LETTER = re.compile(r"[\W_]+")
#: Figures and identifiers. Similar sentences that differ in them have different meanings.
_DISTINCTIVE = re.compile(r"[a-z_]*[0-9_][a-z0-9_]*")


class _Repeat(NamedTuple):
    """Segments of one side, the segments that repeat them, and the partners of both."""

    lang: Lang
    first: tuple[int, ...]
    again: tuple[int, ...]
    partners: tuple[int, ...]
    confidence: float


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every passage that only one side repeats."""
    findings: list[Finding] = []
    # Repetitions in the original are not reported.
    for lang in Lang if inspection.direction is None else (inspection.direction.other,):
        twice = list(_twice(inspection, lang))
        findings += (_finding(inspection, "twice", repetition) for repetition in twice)
        known = {segment for repetition in twice for segment in (*repetition.first, *repetition.again)}
        findings += (
            _finding(inspection, "pasted", repetition)
            for repetition in _pasted(inspection, lang)
            if not known.issuperset((*repetition.first, *repetition.again))
        )
    return findings


def _twice(inspection: Inspection, lang: Lang) -> Iterator[_Repeat]:
    """Yield two segments of a pair, or of a pair and an unpaired neighbour, with the same single counterpart."""
    unpaired = {k for bead in inspection.alignment.beads if not bead.paired for k in bead.side(lang)}
    for bead in inspection.alignment.beads:
        own, other = bead.side(lang), bead.side(lang.other)
        if not bead.paired or len(other) > len(own):
            continue
        near = [k for k in range(own[0] - _REACH, own[-1] + _REACH + 1) if k in unpaired]
        inside = combinations(own, 2) if len(own) > len(other) else ()
        # Two unpaired sentences in a row are a longer text without a counterpart.
        single = [alone for alone in near if unpaired.isdisjoint((alone - 1, alone + 1))]
        beside = ((k, alone) for k in own for alone in single)
        for first, again in (*inside, *beside):
            if _says_the_same(inspection, lang, first, again, other):
                yield _Repeat(lang, (first,), (again,), other, bead.confidence)
                break


def _says_the_same(inspection: Inspection, lang: Lang, first: int, again: int, other: Sequence[int]) -> bool:
    document = inspection.alignment.bitext.side(lang)
    if any(measure(document, (k,)) < _NEAR[lang] or not _is_text(inspection, lang, k) for k in (first, again)):
        return False
    texts = [fold(document.segment_text(k)) for k in (first, again)]
    one, two = map(_DISTINCTIVE.findall, texts)
    if one != two:
        return False
    if texts[0] == texts[1]:
        return True
    both = (first, again)
    if not render_the_same(inspection, lang, both, other) or are_parallel(inspection, lang, both, other):
        return False
    return ratio(*texts, score_cutoff=_SAME) >= _SAME or _means_the_same(inspection, lang, first, again, other)


def _means_the_same(inspection: Inspection, lang: Lang, first: int, again: int, other: Sequence[int]) -> bool:
    """Whether two sentences have the meaning of one sentence of the other side. Without vectors, it is not known."""
    if inspection.vectors is None:
        return False
    own, partner = inspection.vectors[lang].segments, inspection.vectors[lang.other].segments
    a, b = own[first], own[again]
    both = [min(cosine(partner[k], a), cosine(partner[k], b)) for k in other]
    return cosine(a, b) >= _COSINE and max(both, default=-1.0) >= _COSINE


def _is_text(inspection: Inspection, lang: Lang, segment: int) -> bool:
    document = inspection.alignment.bitext.side(lang)
    return document.paragraphs[document.segments[segment].paragraph].kind in _TEXT


def _pasted(inspection: Inspection, lang: Lang) -> Iterator[_Repeat]:
    """Yield long segments with the same letters whose partners differ; consecutive ones are joined."""
    owner = inspection.beads_of[lang]
    pairs = sorted(_copies(inspection, lang))
    runs: list[list[tuple[int, int]]] = []
    for pair in pairs:
        if runs and pair == (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    for run in runs:
        first, again = (tuple(column) for column in zip(*run, strict=True))
        beads = list({owner[k].id: owner[k] for k in (*first, *again)}.values())
        partners = tuple(sorted({k for bead in beads for k in bead.side(lang.other)}))
        yield _Repeat(lang, first, again, partners, min(bead.confidence for bead in beads))


def _copies(inspection: Inspection, lang: Lang) -> Iterator[tuple[int, int]]:
    """Yield pairs of segments with the same letters whose partners have different meanings."""
    document = inspection.alignment.bitext.side(lang)
    partner = inspection.alignment.bitext.side(lang.other)
    owner = inspection.beads_of[lang]
    same: dict[str, list[int]] = defaultdict(list)
    for segment in document.segments:
        if _is_text(inspection, lang, segment.id):
            same[_NO_LETTER.sub("", fold(document.segment_text(segment.id)))].append(segment.id)
    copied = {k for alike in same.values() if len(alike) > 1 for k in alike}
    for alike in same.values():
        copies = [k for k in alike if measure(document, (k,)) >= _LONG[lang]] if len(alike) > 1 else alike
        if len(copies) > _MOST_COPIES:
            continue
        for first, again in pairwise(copies):
            one, two = (
                " ".join(fold(partner.segment_text(j)) for j in owner[k].side(lang.other)) for k in (first, again)
            )
            # If both are unpaired, nothing is known about their partners.
            if (
                owner[first] is not owner[again]
                and (one or two)
                and ratio(one, two) < _OTHER
                and not _is_shared(one, two, _SHARED[lang.other])
                and not all(_is_rendered(inspection, owner[k], lang) for k in (first, again))
                and not any(_is_part(document, owner, k, copied) for k in (first, again))
            ):
                yield first, again


def _is_rendered(inspection: Inspection, bead: Bead, lang: Lang) -> bool:
    """Whether a bead is sure and its sides have the same meaning, so that a repeated text was translated in two ways.

    Without vectors, it is not known.
    """
    if inspection.vectors is None or not bead.paired or bead.confidence < _SURE:
        return False
    own, other = inspection.vectors[lang].segments, inspection.vectors[lang.other].segments
    partners = other[list(bead.side(lang.other))]
    return all(max(cosines(partners, own[k])) >= _RENDERED for k in bead.side(lang))


def _is_part(document: Document, owner: Mapping[int, Bead], segment: int, copied: AbstractSet[int]) -> bool:
    """Whether an unpaired segment is part of a longer text without a counterpart, which is not a copy as a whole."""
    near = document.segments[max(segment - 1, 0) : segment + 2]
    return not owner[segment].paired and any(
        other.paragraph == document.segments[segment].paragraph
        and other.id not in copied
        and not owner[other.id].paired
        for other in near
    )


def _is_shared(one: str, two: str, least: int) -> bool:
    """Whether the partners repeat a passage, too."""
    block = SequenceMatcher(None, one, two, autojunk=False).find_longest_match()
    return block.size >= least


def _finding(inspection: Inspection, relation: str, repeat: _Repeat) -> Finding:
    bitext, source = inspection.alignment.bitext, inspection.direction
    document, other = bitext.side(repeat.lang), bitext.side(repeat.lang.other)
    message = say(
        f"duplicates.{relation}",
        source=source,
        side=repeat.lang,
        first=say_place(document, repeat.first, source),
        again=say_place(document, repeat.again, source),
        both=say_place(document, sorted((*repeat.first, *repeat.again)), source),
        partner=say_place(other, repeat.partners, source),
    )
    locations = [
        Location(repeat.lang, tuple(sorted((*repeat.first, *repeat.again)))),
        Location(repeat.lang.other, repeat.partners),
    ]
    texts = [document.segment_text(k) for k in repeat.again]
    return build_finding(
        bitext,
        FindingKind.DUPLICATE,
        relation,
        message,
        locations=locations,
        confidence=repeat.confidence,
        about=[relation, str(repeat.lang), *texts],
    )
