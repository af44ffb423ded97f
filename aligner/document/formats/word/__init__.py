"""Word documents (``.docx``, ``.docm``, templates), read from their XML: what a reader of the document sees.

Left out on purpose: headers and footers, comments, hidden text, what tracked changes take out, readings over kanji,
numbers and bullets that Word makes itself, tables of contents and other text worked out from the pages, text of charts
and pictures, embedded files.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.document.formats.office.kinds import WORD
from aligner.document.formats.office.parts import Parts
from aligner.document.formats.office.typed import read_marks
from aligner.document.formats.word.stories import Story
from aligner.document.headings import mark_headings
from aligner.document.source import Extract, SourceText, is_printed
from aligner.model import Counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from aligner.document.formats.office.found import Found
    from aligner.settings import Settings


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """The text of a document; its places count the paragraphs of its body.

    Raises:
        InputError: when it is no Word document, old, protected, damaged or without text.
    """
    parts = Parts(data, name, settings, WORD)
    return (source_of(paragraphs(parts, parts.root(parts.main)), name),)


def paragraphs(parts: Parts, root: Element) -> list[Found]:
    """The printed paragraphs of a document whose main part is ``root``, without typed bullets."""
    found = [it for it in Story(parts, root).paragraphs() if is_printed(it.text)]
    for it, typed in zip(found, read_marks([(it.text, it.kind) for it in found]), strict=True):
        it.kind = typed.kind
        it.leave_off(typed.mark)
    return found


def source_of(found: Sequence[Found], name: str) -> SourceText:
    """The text that some paragraphs make, one block each."""
    extract = Extract(name, format="docx", counted=Counted.PARAGRAPH)
    for it in found:
        extract.add(it.text, it.kind, line=it.number, origin=it.place.origin)
    source = extract.source()
    blocks = source.blocks or ()
    # What looks like a heading by its surroundings is none in a table or note.
    marked = zip(blocks, mark_headings(source.text, blocks), strict=True)
    return replace(source, blocks=tuple(block if block.origin else heading for block, heading in marked))
