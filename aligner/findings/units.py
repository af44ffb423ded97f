"""Units of a bilingual file without a counterpart: untranslated ones, and ones that only the translation has.

Such a unit belongs to its key, not to a place in a text. Its finding therefore names neither the place where it belongs
nor the closest text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.build import new_finding
from aligner.findings.locations import lines_of, measure, say_amount, say_place
from aligner.messages import say
from aligner.model import Bead, Counted, Finding, FindingKind, Lang
from aligner.text.width import truncate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.findings.inspection import Inspection
    from aligner.model import Bitext

#: Maximum columns of a unit's name in a message.
_NAMED = 60


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every run of neighbouring units without a counterpart; none if the file is not bilingual."""
    bitext = inspection.alignment.bitext
    if not bitext.given:
        return []
    return [
        _finding(bitext, lang, segments)
        for lang in Lang
        for segments in _runs(inspection.alignment.beads, lang)
        if any(char.isalnum() for k in segments for char in bitext.side(lang).segment_text(k))
    ]


def _runs(beads: Sequence[Bead], lang: Lang) -> Iterator[tuple[int, ...]]:
    run: list[int] = []
    for bead in beads:
        alone = () if bead.paired else bead.side(lang)
        if run and (bead.paired or (alone and alone[0] != run[-1] + 1)):
            yield tuple(run)
            run = []
        run += alone
    if run:
        yield tuple(run)


def _finding(bitext: Bitext, lang: Lang, segments: tuple[int, ...]) -> Finding:
    document, source = bitext.side(lang), bitext.stated_source
    origin = document.paragraphs[document.segments[segments[0]].paragraph].origin if len(segments) == 1 else None
    if document.counted is Counted.ROW:
        origin = None  # the place already names the cell
    what = say(
        "units.what" if origin is None else "units.what_named",
        units=len(segments),
        amount=say_amount(document, segments),
        place=say_place(document, segments, source),
        origin=truncate(" ".join((origin or "").split()), _NAMED),
    )
    name = "only_neutral" if source is None else "missing" if lang is source else "only"
    kind = FindingKind.OMISSION if lang is bitext.source else FindingKind.ADDITION
    return new_finding(
        kind,
        "unit",
        say(f"units.{name}", source=source, side=lang, what=what),
        {lang: segments},
        confidence=1.0,
        about=[document.segment_text(k) for k in segments],
        detail={
            "lines": list(lines_of(document, segments)),
            "units": len(segments),
            "words" if lang is Lang.EN else "characters": measure(document, segments),
        },
    )
