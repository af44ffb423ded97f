"""The paragraphs of a Word document in reading order: body, tables, and after each paragraph what is attached to it.

A footnote, endnote or text box follows the paragraph that refers to it. Its place is that paragraph's number, which
counts every paragraph of the body, empty ones and those of tables too.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aligner.document.formats.office.drawing import diagram_paragraphs, pieces
from aligner.document.formats.office.extracted import Found, Piece, Place
from aligner.document.formats.office.names import child, chosen, named, value
from aligner.document.formats.office.sentences import is_running
from aligner.document.formats.office.tables import Row, columns_of, row_texts
from aligner.document.formats.word.runs import NOTES, TEXT_ELEMENTS, Hung, Runs
from aligner.document.formats.word.styles import Styles
from aligner.model import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element as Element

    from aligner.document.formats.office.columns import Columns
    from aligner.document.formats.office.parts import Parts

#: Elements around paragraphs and tables that change nothing about them.
_AROUND = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"})
#: Columns that a merged cell can take; Word has 63 in a table.
_MOST_COLUMNS = 63
_TAKEN_OUT = ("w:del", "w:moveFrom")
#: Maximum number of notes within notes that are read at their place. The others follow the paragraph of the body.
_DEEPEST = 20


class Story:
    """Reads a document; ``root`` is its main part, to which the pieces refer.

    Attributes:
        pairs: the tables of the body that hold a text beside its translation, once the paragraphs are read.
    """

    def __init__(self, parts: Parts, root: Element) -> None:
        self._parts, self._root = parts, root
        self._styles = Styles(parts.related(parts.main, "styles"))
        self._notes: dict[str, dict[str, Element]] = {}
        for name in NOTES:
            kind = name.removeprefix("w:").removesuffix("Reference")
            notes = parts.related(parts.main, f"{kind}s")
            self._notes[kind] = {value(note, "id") or "": note for note in (notes if notes is not None else ())}
        self._count: Counter[str] = Counter()
        self.pairs: list[tuple[list[Row], Columns]] = []
        self._depth = 0
        self._waiting: list[Element] = []

    def paragraphs(self) -> list[Found]:
        """All paragraphs, also empty ones."""
        body = child(self._root, "w:body")
        return [] if body is None else list(self._read(body, Place(), Runs(body, self._styles)))

    def _read(self, container: Element, place: Place, runs: Runs) -> Iterator[Found]:
        """Yield the paragraphs of the body, a cell, a note or a box."""
        open_: list[Piece | Hung] = []
        for block in _blocks(container):
            if named(block) == "w:tbl":
                yield from self._emit(open_, None, place)
                open_ = []
                yield from self._table(block, place, runs)
                continue
            open_ += runs.read(block)
            properties = child(block, "w:pPr")
            # A paragraph whose mark is deleted continues in the next one, which determines the kind of both.
            if not any(child(properties, "w:rPr", mark) is not None for mark in _TAKEN_OUT):
                yield from self._emit(open_, properties, place, counted=True)
                open_ = []
        yield from self._emit(open_, None, place)

    def _emit(
        self, content: Sequence[Piece | Hung], properties: Element | None, place: Place, *, counted: bool = False
    ) -> Iterator[Found]:
        """Yield a paragraph and what is attached to it."""
        if not counted and not content:
            return
        if place.hung_on is None:
            self._count["paragraph"] += 1
        number = self._count["paragraph"]
        paragraph_read = Found(
            number, place, self._styles.kind(properties), [item for item in content if isinstance(item, Piece)]
        )
        if paragraph_read.kind is ParagraphKind.HEADING and is_running(paragraph_read.text):
            paragraph_read.kind = ParagraphKind.BODY  # clauses of contracts have the styles of headings
        yield paragraph_read
        for hung in content:
            if isinstance(hung, Hung):
                yield from self._hung(hung.node, place)
        while self._waiting and not self._depth:
            yield from self._hung(self._waiting.pop(0), place)

    def _hung(self, node: Element, place: Place) -> Iterator[Found]:
        """Yield the paragraphs of a note, or of the text boxes and diagrams of a drawing."""
        name = named(node)
        if name in NOTES and self._depth == _DEEPEST:
            self._waiting.append(node)
            return
        if name in NOTES:
            kind = name.removeprefix("w:").removesuffix("Reference")
            self._count[kind] += 1
            # Each is read once: a note that refers to itself would never end.
            note = self._notes[kind].pop(value(node, "id") or "", None)
            if note is not None:
                here = place.inside(f"{kind} {self._count[kind]}", node)
                self._depth += 1
                yield from self._read(note, here, Runs(note, self._styles))
                self._depth -= 1
            return
        for box in _boxes(node):
            self._count["box"] += 1
            here = place.inside(f"text box {self._count['box']}", node)
            yield from self._read(box, here, Runs(box, self._styles))
        texts = list(diagram_paragraphs(self._parts, self._parts.main, node))
        self._count["diagram"] += bool(texts)
        for paragraph in texts:
            here = place.inside(f"diagram {self._count['diagram']}", node)
            yield Found(self._count["paragraph"], here, ParagraphKind.LIST, list(pieces(paragraph)))

    def _table(self, table: Element, place: Place, runs: Runs) -> Iterator[Found]:
        """Yield a table, row by row where it holds data, otherwise paragraph by paragraph."""
        self._count["table"] += 1
        here = place.inside(f"table {self._count['table']}")
        rows: list[Row] = []
        for number, row in enumerate(_rows(table), 1):
            place_of_row = here.inside(f"row {number}")
            cells, spans = [], []
            for column, cell in enumerate(_cells(row), 1):
                place_of_cell = place_of_row.inside(f"cell {column}")
                cells.append((place_of_cell, list(self._read(cell, place_of_cell, runs))))
                spans.append(_span(cell))
            rows.append(Row(place_of_row, cells, spans))
        columns = columns_of(rows)
        if columns is not None and place == Place():
            self.pairs.append((rows, columns))
        yield from row_texts(rows)


def _blocks(container: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a container."""
    for block in container:
        name = named(block)
        if name in {"w:p", "w:tbl"}:
            yield block
        elif name in _AROUND:
            yield from _blocks(block)
        elif name == "mc:AlternateContent":
            form = chosen(block, *TEXT_ELEMENTS)
            yield from _blocks(form) if form is not None else ()


def _rows(table: Element) -> Iterator[Element]:
    for row in _within(table, "w:tr"):
        if not any(child(row, "w:trPr", mark) is not None for mark in _TAKEN_OUT):
            yield row


def _cells(row: Element) -> Iterator[Element]:
    for cell in _within(row, "w:tc"):
        if child(cell, "w:tcPr", "w:cellDel") is None:
            yield cell


def _span(cell: Element) -> int:
    """Return the number of columns that a cell takes."""
    span = child(cell, "w:tcPr", "w:gridSpan")
    stated = "" if span is None else value(span) or ""
    return min(max(int(stated), 1), _MOST_COLUMNS) if stated.isdecimal() and len(stated) < 4 else 1


def _within(element: Element, name: str) -> Iterator[Element]:
    """Children of a name, and those in content controls around them."""
    for inner in element:
        if named(inner) == name:
            yield inner
        elif named(inner) in _AROUND:
            yield from _within(inner, name)


def _boxes(drawing: Iterable[Element]) -> Iterator[Element]:
    """Yield the contents of the text boxes of a drawing; those in them are found when they are read."""
    for inner in drawing:
        name = named(inner)
        if name == "w:txbxContent":
            yield inner
        elif name == "mc:AlternateContent":
            form = chosen(inner, *TEXT_ELEMENTS)
            yield from _boxes(form) if form is not None else ()
        else:
            yield from _boxes(inner)
