"""The rows of the page: one for each bead in the order of the source, and placeholders for target text shown elsewhere.

A moved bead is shown at its source text. A placeholder row (stand-in) at the place of its target text names the row
that shows the text, so that a reader of either column misses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.findings.kinds import kinds
from aligner.model import Lang
from aligner.outputs.beads import in_source_order, paragraph_blocks
from aligner.outputs.html.texts import Stretches, stretches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.model import Alignment, Bead
    from aligner.outputs.html.entries import Entry
    from aligner.outputs.report.statistics import Figures


@dataclass(frozen=True, slots=True)
class Row:
    """A bead as the page shows it.

    Attributes:
        number: its place on the page, from 1.
        bead: the bead.
        findings: the findings that touch it.
        marked: the marked stretches of its texts.
        opens: whether it begins a paragraph.
        gap: in the first row of a run without counterpart, the segments of the whole run.
    """

    number: int
    bead: Bead
    findings: tuple[Entry, ...]
    marked: Stretches
    opens: bool
    gap: tuple[int, ...] = ()

    @property
    def missing(self) -> Entry | None:
        """The finding that reports its text as missing or added."""
        return _missing(self.findings)


@dataclass(frozen=True, slots=True)
class StandIn:
    """A row at the place of target text that is shown elsewhere.

    Attributes:
        number: its place among the stand-ins, from 1, in the order of the target.
        source: the source segments beside which the text is shown.
        target: the target segments that belong here.
        rows: the rows that show them.
    """

    number: int
    source: tuple[int, ...]
    target: tuple[int, ...]
    rows: tuple[int, ...]


def rows_of(alignment: Alignment, figures: Figures, entries: Sequence[Entry]) -> list[Row | StandIn]:
    """All rows, from the top of the page to its end."""
    touching = _findings(alignment, entries)
    block = paragraph_blocks(alignment)
    beads = in_source_order(alignment)
    gaps = _gaps(beads, touching)
    rows: list[Row] = []
    previous = None
    for number, bead in enumerate(beads, 1):
        findings = touching.get(bead.id, ())
        marked = stretches(bead, figures.matched_numbers.get(bead.id, ()), findings)
        current = block(bead)
        rows.append(Row(number, bead, findings, marked, current != previous, gaps.get(bead.id, ())))
        previous = current
    stand_ins = _stand_ins(alignment, {row.bead.id: row.number for row in rows})
    return [
        *stand_ins.get(0, ()),
        *(entry for row in rows for entry in (row, *stand_ins.get(row.number, ()))),
    ]


def _findings(alignment: Alignment, entries: Sequence[Entry]) -> Mapping[int, tuple[Entry, ...]]:
    """The findings that touch each bead, by bead id."""
    owner = {(lang, k): bead.id for bead in alignment.beads for lang in Lang for k in bead.side(lang)}
    by_bead: dict[int, dict[int, Entry]] = {}
    for entry in entries:
        for lang in Lang:
            for segment in entry.finding.side(lang):
                by_bead.setdefault(owner[lang, segment], {})[entry.number] = entry
    return {bead: tuple(touching.values()) for bead, touching in by_bead.items()}


def _gaps(beads: Sequence[Bead], touching: Mapping[int, Sequence[Entry]]) -> dict[int, tuple[int, ...]]:
    """The segments of each run of beads that lack a counterpart on one side by one finding, by its first bead's id."""
    runs: dict[int, tuple[int, ...]] = {}
    first, like = 0, None
    for bead in beads:
        if bead.paired:
            like = None
            continue
        lang = Lang.EN if bead.en else Lang.JA
        key = (lang, _missing(touching.get(bead.id, ())))
        if key != like:
            first, like = bead.id, key
        runs[first] = (*runs.get(first, ()), *bead.side(lang))
    return runs


def _missing(findings: Sequence[Entry]) -> Entry | None:
    return next((entry for entry in findings if kinds()[entry.finding.kind].only_in is not None), None)


def _stand_ins(alignment: Alignment, rows: Mapping[int, int]) -> dict[int, list[StandIn]]:
    """Stand-ins by the number of the row before them, 0 for the top of the page."""
    target = alignment.bitext.source.other
    by_row: dict[int, list[StandIn]] = {}
    after = number = 0
    run: list[Bead] = []
    for bead in sorted((bead for bead in alignment.beads if bead.side(target)), key=lambda bead: bead.side(target)):
        if not bead.moved:
            after, run = rows[bead.id], []
            continue
        if run and rows[bead.id] == rows[run[-1].id] + 1:
            run.append(bead)
            by_row[after].pop()
        else:
            run = [bead]
            number += 1
        by_row.setdefault(after, []).append(_stand_in(number, run, target, rows))
    return by_row


def _stand_in(number: int, run: Sequence[Bead], target: Lang, rows: Mapping[int, int]) -> StandIn:
    source, beside = (tuple(k for bead in run for k in bead.side(lang)) for lang in (target.other, target))
    return StandIn(number, source, beside, tuple(rows[bead.id] for bead in run))
