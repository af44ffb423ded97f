"""PowerPoint presentations (``.pptx``, ``.pptm``, shows, templates): slides in order, each with its notes.

Titles of a slide come first, then its shapes in the order of the file, which is the order of screen readers and of
translated copies. Hidden slides are read. Not read: slide numbers, dates, headers and footers, comments, masters and
layouts, text of charts and pictures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.document.formats.office.drawing import diagram_paragraphs, has_bullet, pieces
from aligner.document.formats.office.extracted import Found, Place
from aligner.document.formats.office.kinds import POWERPOINT
from aligner.document.formats.office.names import child, chosen, descendants, named, outermost, reference
from aligner.document.formats.office.parts import Parts
from aligner.document.formats.office.sentences import is_running
from aligner.document.formats.office.tables import Row, row_texts
from aligner.document.formats.office.typed_markers import read_marks
from aligner.document.source import Extract, SourceText, is_printed
from aligner.model import Counted, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from aligner.settings import Settings

_TELLING = ("a:t", "dgm:relIds")
_TITLES = frozenset({"title", "ctrTitle", "subTitle"})
#: Placeholders with bulleted text; one without a type may hold anything.
_BULLETED = frozenset({"body", "obj"})
#: Placeholders that the program fills in, or that are on every slide.
_FILLED_IN = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the text of a presentation; places count the slides.

    Raises:
        InputError: it is not a presentation, is old, protected or damaged, or holds no text.
    """
    parts = Parts(data, name, settings, POWERPOINT)
    extract = Extract(name, format_name="pptx", counted=Counted.SLIDE)
    printed = [paragraph for paragraph in _slides(parts) if is_printed(paragraph.text)]
    for paragraph, typed in zip(printed, read_marks([(entry.text, entry.kind) for entry in printed]), strict=True):
        paragraph.leave_off(typed.mark)
        extract.add(paragraph.text, typed.kind, line=paragraph.number, origin=paragraph.place.origin)
    return (extract.source(),)


def _slides(parts: Parts) -> Iterator[Found]:
    """Yield the paragraphs of all slides and their notes, in the order of the show."""
    relations = parts.relations(parts.main)
    number = 0
    for entry in descendants(parts.root(parts.main), "p:sldId"):
        relation = relations.get(reference(entry) or "")
        if relation is None or not parts.take(relation.target):
            continue
        number += 1
        slide = _Slide(parts, relation.target, number)
        yield from slide.paragraphs()
        links = parts.relations(relation.target).values()
        notes = next((link.target for link in links if link.kind == "notesSlide"), None)
        if notes is not None and parts.take(notes):
            yield from _Slide(parts, notes, number, notes=True).paragraphs()


@dataclass(slots=True)
class _Slide:
    """A slide, or its page of notes, of which only the notes are read."""

    parts: Parts
    part: str
    number: int
    notes: bool = False
    count: dict[str, int] = field(default_factory=dict)

    def paragraphs(self) -> list[Found]:
        """Return the paragraphs, titles first."""
        tree = child(self.parts.root(self.part), "p:cSld", "p:spTree")
        place = Place(f"slide {self.number}")
        if self.notes:
            place = place.inside("notes")
        paragraphs = list(self._shapes(tree if tree is not None else (), place))
        return sorted(paragraphs, key=lambda paragraph: paragraph.kind is not ParagraphKind.HEADING)

    def _shapes(self, tree: Iterable[Element], place: Place) -> Iterator[Found]:
        for shape in tree:
            name = named(shape)
            if name == "p:sp":
                yield from self._shape(shape, place)
            elif name == "p:grpSp":
                yield from self._shapes(shape, place)
            elif name == "p:graphicFrame":
                yield from self._frame(shape, place)
            elif name == "mc:AlternateContent":
                form = chosen(shape, *_TELLING)
                yield from self._shapes(form, place) if form is not None else ()

    def _shape(self, shape: Element, place: Place) -> Iterator[Found]:
        placeholder = child(shape, "p:nvSpPr", "p:nvPr", "p:ph")
        role = None if placeholder is None else placeholder.get("type", "obj")
        if role in _FILLED_IN or (self.notes and role != "body"):
            return
        body = child(shape, "p:txBody")
        for paragraph in (inner for inner in (body if body is not None else ()) if named(inner) == "a:p"):
            kind = ParagraphKind.BODY
            if role in _TITLES:
                kind = ParagraphKind.HEADING
            elif not self.notes and (has_bullet(paragraph) or (role in _BULLETED and has_bullet(paragraph) is None)):
                kind = ParagraphKind.LIST
            yield self._found(paragraph, place, kind)

    def _frame(self, frame: Element, place: Place) -> Iterator[Found]:
        """Yield the tables and diagrams of a frame. A table in a cell is text of that cell."""
        for table in outermost(frame, "a:tbl"):
            here = place.inside(f"table {self._next('table')}")
            yield from row_texts([self._row(row, here.inside(f"row {k}")) for k, row in enumerate(_rows(table), 1)])
        texts = list(diagram_paragraphs(self.parts, self.part, frame))
        if texts:
            here = place.inside(f"diagram {self._next('diagram')}")
            yield from (self._found(paragraph, here, ParagraphKind.LIST) for paragraph in texts)

    def _row(self, row: Element, place: Place) -> Row:
        cells = []
        for column, cell in enumerate((inner for inner in row if named(inner) == "a:tc"), 1):
            here = place.inside(f"cell {column}")
            texts = descendants(cell, "a:p")
            cells.append((here, [self._found(paragraph, here, ParagraphKind.BODY) for paragraph in texts]))
        return Row(place, cells)

    def _found(self, paragraph: Element, place: Place, kind: ParagraphKind) -> Found:
        extracted = Found(self.number, place, kind, list(pieces(paragraph)))
        if kind is ParagraphKind.HEADING and is_running(extracted.text):
            extracted.kind = ParagraphKind.BODY
        return extracted

    def _next(self, what: str) -> int:
        self.count[what] = self.count.get(what, 0) + 1
        return self.count[what]


def _rows(table: Element) -> Iterator[Element]:
    return (inner for inner in table if named(inner) == "a:tr")
