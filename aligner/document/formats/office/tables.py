"""Divides a table into paragraphs: a row of data is one, or every paragraph of a cell is one.

The short cells of a row are not distinctive alone, so the row is one paragraph with ``|`` between its cells, as in
Markdown. Tables that lay out running text, or that contain a text beside its translation, are read cell by cell. The
choice is made for the whole table by its structure, so that it is the same in both languages.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.formats.office.columns import Columns, bilingual_columns
from aligner.document.formats.office.extracted import Found, Piece
from aligner.document.formats.office.pairs import PairedRow
from aligner.document.formats.office.sentences import is_running
from aligner.model import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.document.formats.office.extracted import Place

#: The share of rows with running text from which a table lays out text.
_RUNNING = 0.25
_BETWEEN = Piece(" | ", None)


class Row(NamedTuple):
    """A row: its place, and its cells with their places and their paragraphs.

    ``spans`` has the number of columns that each cell takes; without it, each takes one.
    """

    place: Place
    cells: Sequence[tuple[Place, Sequence[Found]]]
    spans: Sequence[int] = ()


def row_texts(rows: Sequence[Row]) -> Iterator[Found]:
    """Yield the paragraphs of a table; notes, boxes and inner tables of a row of data follow it."""
    if _lays_out(rows):
        yield from chain.from_iterable(cell for row in rows for _, cell in row.cells)
        return
    for row in rows:
        cells = [
            [paragraph for paragraph in cell if paragraph.place is place and paragraph.text.strip()]
            for place, cell in row.cells
        ]
        printed = [k for k, cell in enumerate(cells) if cell]
        if printed:
            spans = row.spans[printed[0] : printed[-1] + 1]
            yield _joined(row, cells[printed[0] : printed[-1] + 1], spans)
        for place, paragraphs in row.cells:
            yield from (paragraph for paragraph in paragraphs if paragraph.place is not place)


def columns_of(rows: Sequence[Row]) -> Columns | None:
    """Return the columns of a table that hold a text and its translation, if it has such."""
    return bilingual_columns([_texts(row) for row in rows])


def paired_row(row: Row) -> PairedRow:
    """Return a row of a table of pairs, known by its place."""
    numbers = [paragraph.number for _, cell in row.cells for paragraph in cell]
    origins = {k: place.origin or "" for k, (place, _) in enumerate(row.cells)}
    return PairedRow(row.place.origin or "", min(numbers, default=0), _texts(row), origins)


def _texts(row: Row) -> dict[int, str]:
    return {k: _own_text(place, cell) for k, (place, cell) in enumerate(row.cells)}


def _lays_out(rows: Sequence[Row]) -> bool:
    """Return whether a table lays out running text, or holds a text beside its translation."""
    if all(len(row.cells) < 2 for row in rows):
        return True
    if any(_holds_table(place, cell) for row in rows for place, cell in row.cells):
        return True
    running = sum(any(_is_running(place, cell) for place, cell in row.cells) for row in rows)
    if running >= _RUNNING * len(rows):
        return True
    return columns_of(rows) is not None


def _holds_table(place: Place, cell: Sequence[Found]) -> bool:
    return any(paragraph.place is not place and paragraph.place.hung_on is place.hung_on for paragraph in cell)


def _is_running(place: Place, cell: Sequence[Found]) -> bool:
    printed = [paragraph.text for paragraph in cell if paragraph.place is place and paragraph.text.strip()]
    return len(printed) > 1 or any(map(is_running, printed))


def _own_text(place: Place, cell: Sequence[Found]) -> str:
    return "\n".join(paragraph.text for paragraph in cell if paragraph.place is place and paragraph.text.strip())


def _joined(row: Row, cells: Sequence[Sequence[Found]], spans: Sequence[int]) -> Found:
    """Return a row of data as one paragraph, with the number of its first paragraph.

    A cell that takes several columns is followed by empty ones, so that the columns of all rows correspond.
    """
    first = next(paragraph for cell in cells for paragraph in cell)
    pieces = []
    for k, cell in enumerate(cells):
        pieces += [_BETWEEN] * (spans[k - 1] if spans else 1) if k else []
        for paragraph in cell:
            pieces += paragraph.pieces
    return Found(first.number, row.place, ParagraphKind.TABLE, pieces)
