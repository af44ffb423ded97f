"""Reads a Word document to its text, or to the two texts of a table of pairs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.document.formats.office.kinds import WORD
from aligner.document.formats.office.pairs import paired_texts
from aligner.document.formats.office.parts import Parts
from aligner.document.formats.office.tables import paired_row
from aligner.document.formats.office.typed_markers import read_marks
from aligner.document.formats.word.stories import Story
from aligner.document.headings import mark_headings
from aligner.document.source import Extract, SourceText, is_printed
from aligner.model import Counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from aligner.document.formats.office.extracted import Found
    from aligner.settings import Settings


#: The share of a document's text that tables of pairs hold, in a document of pairs.
_PAIRED = 0.5


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the text of a document, or the two texts of a table of pairs; places count the paragraphs of the body.

    Raises:
        InputError: when it is no Word document, old, protected, damaged or without text.
    """
    parts = Parts(data, name, settings, WORD)
    story = Story(parts, parts.root(parts.main))
    body = story.paragraphs()
    tables = [([paired_row(row) for row in rows], columns) for rows, columns in story.pairs]
    held = sum(len(row.texts.get(column, "")) for rows, columns in tables for row in rows for column in columns)
    if held > _PAIRED * sum(len(paragraph.text) for paragraph in body):
        return paired_texts(name, tables, form="docx", counted=Counted.PARAGRAPH)
    return (source_of(printed(body), name),)


def paragraphs(parts: Parts, root: Element) -> list[Found]:
    """Return the printed paragraphs of a document whose main part is ``root``, as `read` takes them."""
    return printed(Story(parts, root).paragraphs())


def printed(paragraphs: Sequence[Found]) -> list[Found]:
    """Those of some paragraphs that hold anything printed, without typed bullets."""
    kept = [paragraph for paragraph in paragraphs if is_printed(paragraph.text)]
    for paragraph, typed in zip(kept, read_marks([(entry.text, entry.kind) for entry in kept]), strict=True):
        paragraph.kind = typed.kind
        paragraph.leave_off(typed.mark)
    return kept


def source_of(paragraphs: Sequence[Found], name: str) -> SourceText:
    """Return the text that some paragraphs make, one block each."""
    extract = Extract(name, format_name="docx", counted=Counted.PARAGRAPH)
    for paragraph in paragraphs:
        extract.add(paragraph.text, paragraph.kind, line=paragraph.number, origin=paragraph.place.origin)
    source = extract.source()
    blocks = source.blocks or ()
    # A paragraph of a table or note is not a heading because of its surroundings.
    marked = zip(blocks, mark_headings(source.text, blocks), strict=True)
    return replace(source, blocks=tuple(block if block.origin else heading for block, heading in marked))
