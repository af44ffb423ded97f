"""Gaps: runs of neighbouring segments without a counterpart, cut where text meets bylines, notes and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.findings.locations import measure
from aligner.findings.translator_additions import aside_kind
from aligner.model import Alignment, Bead, Document, Lang, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_OPENING, _CLOSING = "(（[［〔【", ")）]］〕】"
#: Maximum length of a line of an address, in English words and Japanese characters. With half and with
#: twice the values, the same 165 gaps are reported.
_LINE = {Lang.EN: 12, Lang.JA: 40}


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of neighbouring segments of one side that have no counterpart.

    ``aside`` is set if they are not running text: `byline`, `note`, `notice`, `credit`, `address`.
    """

    lang: Lang
    segments: tuple[int, ...]
    beads: tuple[Bead, ...]
    aside: str | None

    @property
    def confidence(self) -> float:
        """The mean of its segments' confidences."""
        return sum(bead.confidence for bead in self.beads) / len(self.beads)


def find_gaps(alignment: Alignment) -> list[Gap]:
    """Return the gaps of both sides, in order of the beads."""
    gaps: list[Gap] = []
    for lang in Lang:
        document = alignment.bitext.side(lang)
        alone = [bead.side(lang)[0] for bead in alignment.beads if bead.side(lang) and not bead.paired]
        asides = _asides(document, alone)
        run: list[Bead] = []
        for bead in alignment.beads:
            if bead.paired:
                gaps += _gaps_of(document, asides, run)
                run = []
            elif bead.side(lang):
                run.append(bead)
        gaps += _gaps_of(document, asides, run)
    return sorted(gaps, key=lambda gap: gap.beads[0].id)


def _gaps_of(document: Document, asides: Mapping[int, str], run: Sequence[Bead]) -> Iterator[Gap]:
    """Yield the gaps of a run: cut between asides and other text, and at segments of other beads."""
    part: list[Bead] = []
    for bead in run:
        segment = bead.side(document.lang)[0]
        if part:
            before = part[-1].side(document.lang)[-1]
            if segment != before + 1 or asides.get(segment) != asides.get(before):
                yield _gap(document, asides, part)
                part = []
        part.append(bead)
    if part:
        yield _gap(document, asides, part)


def _gap(document: Document, asides: Mapping[int, str], beads: Sequence[Bead]) -> Gap:
    segments = tuple(k for bead in beads for k in bead.side(document.lang))
    return Gap(document.lang, segments, tuple(beads), asides.get(segments[0]))


def _asides(document: Document, segments: Sequence[int]) -> dict[int, str]:
    """Return segment → kind of aside, for those that are not running text. A note includes all text in its brackets."""
    kinds: dict[int, str] = {}
    open_brackets, before = 0, -1
    for k in sorted(segments):
        text = document.segment_text(k)
        # A translator's credit often has the form of a byline.
        kind = aside_kind(text, document.lang) or ("byline" if _kind(document, k) is ParagraphKind.DATELINE else None)
        if kind is None and k == before + 1 and open_brackets > 0:
            kind = kinds.get(before)
        if kind is not None:
            kinds[k] = kind
            inherited = open_brackets if k == before + 1 and kinds.get(before) == kind else 0
            open_brackets = inherited + sum(map(text.count, _OPENING)) - sum(map(text.count, _CLOSING))
            before = k
    addresses = {document.segments[k].paragraph for k, kind in kinds.items() if kind == "address"}
    lines = [k for k in segments if document.segments[k].paragraph in addresses]
    return kinds | {k: "address" for k in lines if measure(document, [k]) < _LINE[document.lang]}


def _kind(document: Document, segment: int) -> ParagraphKind:
    return document.paragraphs[document.segments[segment].paragraph].kind
