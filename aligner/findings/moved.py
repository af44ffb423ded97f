"""Text in a different place: runs of moved beads, from where to where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.build import new_finding
from aligner.findings.cosines import cosine
from aligner.findings.locations import lines_of, say_place
from aligner.messages import say
from aligner.model import LANGS, Alignment, Bead, Finding, FindingKind, Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.evidence.side_vectors import SideVectors
    from aligner.findings.inspection import Inspection

#: Minimum mean confidence of a moved run, and minimum cosine of the two sides of one of its beads. One of 123 beads
#: that were moved in documents of seven domains is lost. Of 16 runs in documents as they are, eight remain, and those
#: lost are wrong.
_SURE, _ALIKE = 0.7, 0.4


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every likely run of moved beads that are adjacent on both sides."""
    alignment = inspection.alignment
    runs: list[list[Bead]] = []
    for bead in sorted((bead for bead in alignment.beads if bead.moved), key=lambda bead: bead.en):
        if runs and bead.en[0] == runs[-1][-1].en[-1] + 1 and bead.ja[0] == runs[-1][-1].ja[-1] + 1:
            runs[-1].append(bead)
        else:
            runs.append([bead])
    return [_finding(alignment, run) for run in runs if _is_likely(inspection, run)]


def _is_likely(inspection: Inspection, run: Sequence[Bead]) -> bool:
    """Whether a run says the same on both sides, as its message states."""
    if sum(bead.confidence for bead in run) / len(run) < _SURE:
        return False
    vectors = inspection.vectors
    return vectors is None or any(_cosine(vectors, bead) >= _ALIKE for bead in run)


def _cosine(vectors: Mapping[Lang, SideVectors], bead: Bead) -> float:
    en, ja = (vectors[lang].groups([bead.side(lang)])[0] for lang in LANGS)
    return cosine(en, ja)


def _finding(alignment: Alignment, run: Sequence[Bead]) -> Finding:
    bitext = alignment.bitext
    source = bitext.stated_source
    segments = {lang: tuple(k for bead in run for k in bead.side(lang)) for lang in Lang}
    places = {lang: say_place(bitext.side(lang), segments[lang], source) for lang in Lang}
    first, last = lines_of(bitext.en, segments[Lang.EN])
    one = first == last
    texts = [bitext.side(lang).segment_text(k) for lang in Lang for k in segments[lang]]
    return new_finding(
        FindingKind.MOVED,
        "moved",
        say("gaps.moved_one" if one else "gaps.moved", en_place=places[Lang.EN], ja_place=places[Lang.JA]),
        segments,
        confidence=sum(bead.confidence for bead in run) / len(run),
        about=texts,
        detail={"en_lines": [first, last], "ja_lines": list(lines_of(bitext.ja, segments[Lang.JA]))},
    )
