"""The table of the two texts: a row for each bead, in groups that a browser need not draw before they are seen.

A group fills about one window. Its class gives its approximate height, so that the scroll bar is right before all
groups are drawn.
"""

from __future__ import annotations

import math
from itertools import groupby
from typing import TYPE_CHECKING

from aligner.findings.hedges import FACT_FROM
from aligner.findings.locations import lines_of, say_amount, say_place
from aligner.messages import count
from aligner.model import Document, Lang, ParagraphKind, Severity
from aligner.outputs.html.elements import Html, element, join
from aligner.outputs.html.entries import severity_classes
from aligner.outputs.html.labels import Wording, both
from aligner.outputs.html.rows import Row, StandIn
from aligner.outputs.html.texts import kind_of, passage
from aligner.outputs.report.evidence_text import strength
from aligner.outputs.report.statistics import Certainty, certainty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.model import Bead, Bitext
    from aligner.outputs.html.entries import Entry

#: The height at which a group ends, in lines.
_FULL = 36.0
#: Classes of heights: each is this many times the one before; the lowest is a row of one line.
_STEP, _CLASSES = 1.35, 16
#: Characters on a line of a column, and lines that the space around a row takes.
_LINE, _SPACE = {Lang.EN: 58, Lang.JA: 30}, 0.6
#: Kinds of evidence with smaller log-odds are not shown.
_LEAST = 0.1


class Table:
    """Writes the rows of one record."""

    def __init__(self, bitext: Bitext, wording: Wording, rows: Sequence[Row | StandIn]) -> None:
        self._bitext, self._wording, self._rows = bitext, wording, rows
        self._source, self._target = bitext.source, bitext.source.other
        self._stand_ins = {number: row.number for row in rows if isinstance(row, StandIn) for number in row.rows}
        self._lines: dict[Lang, str] = {}

    def groups(self) -> Html:
        """All rows, in their groups."""
        return join(self._groups(), "\n")

    def _groups(self) -> Iterator[Html]:
        group: list[Html] = []
        height = 0.0
        for row in self._rows:
            group.append(self._row(row) if isinstance(row, Row) else self._stand_in(row))
            height += self._height(row)
            if height >= _FULL:
                yield _group(group, height)
                group, height = [], 0.0
        if group:
            yield _group(group, height)

    def _height(self, row: Row | StandIn) -> float:
        """The approximate height of a row, in lines."""
        if isinstance(row, StandIn):
            return 1 + _SPACE
        sides = ((lang, self._bitext.side(lang).segments, row.bead.side(lang)) for lang in Lang)
        return _SPACE + max(
            math.ceil((segments[side[-1]].end - segments[side[0]].start) / _LINE[lang]) if side else 1
            for lang, segments, side in sides
        )

    def _row(self, row: Row) -> Html:
        level = certainty(row.bead)
        return element(
            "tr",
            self._notes(row, level),
            *(self._cell(row, lang) for lang in (self._source, self._target)),
            id=f"r{row.number}",
            class_=" ".join(_classes(row)) or None,
            role="row",
            data_c=f"{row.bead.confidence:.3f}",
            data_l=None if level is Certainty.HIGH else level,
            data_f=" ".join(str(entry.number) for entry in row.findings) or None,
            data_why=_why(row.bead) if row.bead.paired else None,
        )

    def _notes(self, row: Row, level: Certainty) -> Html:
        """The margin: the numbers of findings, and the certainty unless it is high."""
        notes = [self._chip(entry) for entry in row.findings]
        if row.bead.paired and level is not Certainty.HIGH:
            label = self._wording.label(f"certainty_{level}")
            notes.append(element("span", label, class_=f"level {level}", title=f"{row.bead.confidence:.2f}"))
        return _cell(*notes, class_="notes")

    def _chip(self, entry: Entry) -> Html:
        severity = both(self._wording.reported(lambda page: page.word(f"severity_{entry.finding.severity}")))
        quiet = element("span", severity, " ", class_="quiet")
        classes = " ".join(("chip", *severity_classes((entry,))))
        return element("a", quiet, str(entry.number), href=f"#f{entry.number}", class_=classes)

    def _cell(self, row: Row, lang: Lang) -> Html:
        document, segments = self._bitext.side(lang), row.bead.side(lang)
        if not segments:
            return self._hole(row, lang)
        place = _place(document, segments)
        kind = kind_of(document, segments)
        classes = [] if kind is ParagraphKind.BODY else [str(kind)]
        if place == self._lines.get(lang):
            classes.append("again")
        self._lines[lang] = place
        text = passage(document, segments, row.marked.side(lang))
        if row.bead.moved and lang is self._target:
            text = join((self._elsewhere(row), text))
        return _cell(text, class_=" ".join(classes) or None, lang=str(lang), data_at=place)

    def _elsewhere(self, row: Row) -> Html:
        """The note above target text that is in a different place; it names the place."""
        place = say_place(self._bitext.side(self._target), row.bead.side(self._target), self._wording.source)
        note = both(self._wording.say("moved", place=place))
        return element("a", note, href=f"#s{self._stand_ins[row.number]}", class_="elsewhere")

    def _hole(self, row: Row, lang: Lang) -> Html:
        """The empty side of a row, with the kind and the amount of the missing text."""
        label = both(self._lack(row, lang), class_="lack")
        if not row.gap:
            return _cell(element("span", label, class_="quiet"), class_="hole on")
        document = self._bitext.side(lang.other)
        sentences, amount = count(len(row.gap), "sentence"), say_amount(document, row.gap)
        amount_note = both(self._wording.say("amount", sentences=sentences, amount=amount), class_="amount")
        return _cell(element("p", label, " ", amount_note), class_="hole")

    def _lack(self, row: Row, lang: Lang) -> dict[str, str]:
        """The label of an empty side; a note or byline is not called missing."""
        noted = row.missing is None or row.missing.finding.severity is Severity.INFO
        sure = row.missing is None or row.missing.finding.certainty >= FACT_FROM
        if lang is self._target and noted:
            return self._wording.say("nothing", side=lang)
        what, side = ("missing", lang) if lang is self._target else ("only", lang.other)
        return self._wording.say(what if noted or sure else f"maybe_{what}", side=side)

    def _stand_in(self, stand_in: StandIn) -> Html:
        """A placeholder row: the target text that belongs here, and the row that shows it."""
        place, other = (
            say_place(self._bitext.side(lang), segments, self._wording.source)
            for lang, segments in ((self._target, stand_in.target), (self._source, stand_in.source))
        )
        link = element(
            "a", both(self._wording.say("shown_beside", place=place, other=other)), href=f"#r{stand_in.rows[0]}"
        )
        return element("tr", _cell(), _cell(), _cell(link), id=f"s{stand_in.number}", class_="stand-in", role="row")


def _group(rows: Sequence[Html], height: float) -> Html:
    step = min(round(math.log(max(height, 1.0), _STEP)), _CLASSES - 1)
    return element("tbody", *rows, class_=f"h{step}", role="rowgroup")


def _cell(*children: str, **attributes: str | None) -> Html:
    return element("td", *children, role="cell", **attributes)


def _classes(row: Row) -> Iterator[str]:
    if row.opens:
        yield "opens"
    if not row.bead.paired:
        yield "gap"
    if row.bead.moved:
        yield "moved"
    if row.findings:
        yield from severity_classes(row.findings)


def _place(document: Document, segments: Sequence[int]) -> str:
    """Where segments begin: the place in a structured file, otherwise the line."""
    origin = document.paragraphs[document.segments[segments[0]].paragraph].origin
    return origin or str(lines_of(document, segments)[0])


def _why(bead: Bead) -> str:
    """The evidence for and against a pair by kind, the strongest first: ``meaning+strong length-slight``."""
    of_a_kind = groupby(sorted(bead.evidence, key=lambda evidence: evidence.kind), key=lambda evidence: evidence.kind)
    weights = {kind: sum(evidence.weight for evidence in items) for kind, items in of_a_kind}
    ranked = sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))
    return " ".join(
        f"{kind}{'+' if weight > 0 else '-'}{strength(weight)}" for kind, weight in ranked if abs(weight) >= _LEAST
    )
