"""The table of formats that are written back, and the bytes of a file with edits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.formats import FORMATS, format_named, format_of
from aligner.document.formats.office.kinds import KINDS
from aligner.errors import OutputError
from aligner.outputs.write_back import markup, office_files, strings_files, subtitle_files
from aligner.outputs.write_back.files import Splice, TextFile
from aligner.outputs.write_back.office_files import OfficeFile
from aligner.outputs.write_back.runs import Run, Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aligner.document.formats import Format
    from aligner.model import Document
    from aligner.outputs.write_back.changes import Edits, Fill, NewParagraph
    from aligner.settings import Settings

#: Number of equal passages of a file that are tried.
_TURNS = 4


class _Family(NamedTuple):
    """How a format is written back.

    Attributes:
        runs: yields the words of a file.
        fill: returns the translation of a unit that had none; None if the format has no such units.
        paragraph: returns a new paragraph after the place where the one before ends; None if the format has none.
    """

    runs: Callable[[TextFile], Iterator[Run]]
    fill: Callable[[TextFile, Fill, str], Splice] | None = None
    paragraph: Callable[[TextFile, NewParagraph, int], Splice] | None = None


_FAMILIES = {
    "srt": _Family(partial(subtitle_files.runs_of_cues, web=False)),
    "webvtt": _Family(partial(subtitle_files.runs_of_cues, web=True)),
    "ass": _Family(subtitle_files.runs_of_dialogue),
    "po": _Family(strings_files.runs_of_po, lambda file, fill, _: strings_files.fill_po(file, fill)),
    "json": _Family(strings_files.runs_of_json),
    "yaml": _Family(strings_files.runs_of_yaml),
    "properties": _Family(strings_files.runs_of_properties),
    "apple": _Family(strings_files.runs_of_apple),
    "android": _Family(markup.runs_of_android),
    "xliff": _Family(markup.runs_of_xliff, lambda file, fill, _: markup.fill_xliff(file, fill)),
    "tmx": _Family(markup.runs_of_tmx, markup.fill_tmx),
    "docx": _Family(office_files.runs_of_word, paragraph=office_files.new_paragraph),
    "pptx": _Family(office_files.runs_of_slides, paragraph=office_files.new_paragraph),
    "xlsx": _Family(office_files.runs_of_cells),
    "html": _Family(markup.runs_of_html, paragraph=markup.new_paragraph),
}


def can_write(form: Format) -> bool:
    """Return whether files of a format can be written back."""
    return form.is_text or form.name in _FAMILIES


def write_back(data: bytes, name: str, settings: Settings, document: Document, edits: Edits) -> Iterator[bytes]:
    """Yield the bytes of a file with edits; several if equal passages of the file can be meant, the most likely first.

    Args:
        data: the bytes of the file.
        name: the file, for its format and for messages.
        settings: the settings that it was read with.
        document: the text of the file in one language, as it was read.
        edits: what changes.

    Raises:
        OutputError: the format cannot be written back, an edit has no certain place, or the encoding lacks a character.
        InputError: the file cannot be read.
    """
    form = format_named(settings.input_format) if settings.input_format else format_of(name, data)
    if form.is_text:
        yield _text_file(TextFile(data, name, document.encoding), document, edits)
        return
    family = _FAMILIES.get(form.name)
    if family is None:
        written = ", ".join(known.name for known in FORMATS if can_write(known))
        raise OutputError(
            f"{name}: edits cannot be written into a file of the format {form.name}, only into {written}; "
            "export it as docx, xlsx, tmx or xliff"
        )
    file: TextFile | OfficeFile
    file = (
        OfficeFile(data, name, form.name, settings) if form.name in KINDS else TextFile(data, name, document.encoding)
    )
    text = file.file if isinstance(file, OfficeFile) else file
    stream = Stream(text.text, list(family.runs(text)), document)
    for stream.turn in range(_TURNS):
        yield file.spliced(list(_splices(text, form.name, family, stream, edits)))
        if not stream.ambiguous:
            return


def _text_file(file: TextFile, document: Document, edits: Edits) -> bytes:
    """Return the bytes of a file whose text is the document's text."""
    if file.text != document.text:
        raise OutputError(f"{file.name}: this version reads the file differently; start the review again")
    splices = [Splice(change.start, change.end, file.with_line_ends(change.text)) for change in edits.changes]
    splices += [
        Splice(new.at, new.at, file.with_line_ends(new.before + new.text + new.after)) for new in edits.paragraphs
    ]
    return file.spliced(splices)


def _splices(file: TextFile, form: str, family: _Family, stream: Stream, edits: Edits) -> Iterator[Splice]:
    for change in edits.changes:
        yield from stream.splices(change)
    for fill in edits.fills:
        if family.fill is None:
            raise OutputError(f"{file.name}: has no entry {fill.key!r}; add it to the file and start the review again")
        yield family.fill(file, fill, str(stream.document.lang))
    for new in edits.paragraphs:
        if family.paragraph is None:
            problem = f"{new.text[:30]!r} was added, and a file of the format {form} gets no new paragraphs"
            raise OutputError(f"{file.name}: {problem}; add it by hand")
        yield family.paragraph(file, new, stream.end_of(new.at))
