"""The edited translation of a review as a copy of its file.

Rule: the copy is read back as the files of the review were read. Where its segments are not those of the review, it is
not returned. The files of the review must be as they were when they were aligned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aligner.document.formats import format_named, format_of
from aligner.document.load import bitext_from_file, bitext_from_texts
from aligner.document.reading import read_bytes, read_source, source_from_bytes, texts_from_bytes
from aligner.errors import InputError, OutputError
from aligner.outputs.write_back import can_write, write_back
from aligner.review.edited_segments import edits_of
from aligner.review.state_records import record_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aligner.model import Bitext, Document
    from aligner.review.session import Session
    from aligner.review.sources import Source
    from aligner.settings import Settings


class Written(NamedTuple):
    """The file of the translation, and its bytes with the edits of the review."""

    path: Path
    content: bytes


def translation_suffix(session: Session) -> str:
    """Return the suffix of the file of the translation; "" if edits cannot be written into it."""
    sources = session.sources
    if not sources:
        return ""
    path = _translation(session, sources)
    chosen = session.settings.input_format
    return path.suffix if can_write(format_named(chosen) if chosen else format_of(path.name)) else ""


def translation_path(session: Session) -> Path:
    """Return the file of the translation.

    Raises:
        OutputError: the review does not know its files, or one changed since it was aligned.
    """
    sources = session.sources
    if not sources:
        raise OutputError(f"{session.path}: does not know the file of its translation; start the review with the files")
    for source in sources:
        if source.changed:
            raise OutputError(
                f"{source.path}: has changed since it was aligned; open the review and carry it over first"
            )
    return _translation(session, sources)


def _translation(session: Session, sources: Sequence[Source]) -> Path:
    name = session.aligned.side(session.state.source.other).name
    return max(sources, key=lambda source: _common_end(str(source.path), name)).path


def written_translation(session: Session) -> Written:
    """Return the file of the translation with the edits of a review.

    Raises:
        OutputError: the review does not know the file, the file changed, or an edit cannot be written into it.
        InputError: the file cannot be read.
    """
    path = translation_path(session)
    sources, settings = session.sources, session.settings
    data = read_bytes(path, settings)
    before = _bitext(sources, path, data, settings)
    lang = session.state.source.other
    aligned = session.aligned
    if any(before.side(side).text != aligned.side(side).text for side in (lang, lang.other)):
        raise OutputError(f"{path}: this version reads the file differently; start the review again")
    edits = edits_of(session.first, session.state)
    if not any(edits):
        return Written(path, data)
    expected = record_of(session.state).alignment.bitext
    problem: OutputError | None = None
    for content in write_back(data, str(path), settings, before.side(lang), edits):
        try:
            made = _bitext(sources, path, content, settings)
            for side in (lang,) if before.mixed else (lang, lang.other):
                _check(made.side(side), expected.side(side), path)
        except InputError as error:
            problem = OutputError(f"{path}: with the edits it could not be read: {error.problem}; nothing is written")
        except OutputError as error:
            problem = problem or error
        else:
            return Written(path, content)
    raise problem or OutputError(f"{path}: the edits have no place in it")


def _bitext(sources: Sequence[Source], path: Path, data: bytes, settings: Settings) -> Bitext:
    """Return the texts of a review with some bytes as the content of one of its files."""
    if len(sources) == 1:
        return bitext_from_file(texts_from_bytes(data, str(path), settings), settings)
    texts = [
        source_from_bytes(data, str(path), settings) if source.path == path else read_source(source.path, settings)
        for source in sources
    ]
    return bitext_from_texts(texts[0], texts[1], settings)


def _check(made: Document, expected: Document, path: Path) -> None:
    """Raise OutputError if two documents have different words in their segments.

    White space is not compared, because readers join lines. Where segments end is not compared either: the reader
    divides an edited segment that has two sentences.
    """
    here, there = _words(made), _words(expected)
    if here == there:
        return
    at = next((k for k, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there)))
    length = 0
    for segment in expected.segments:
        text = expected.text[segment.start : segment.end]
        length += len(_squeezed(text))
        if length > at:
            break
    shown = text[:40].split("\n")[0] if expected.segments else ""
    raise OutputError(
        f"{path}:{segment.line}: {shown!r} would be read back with other words, so nothing is written; "
        "write it without markup, or edit this sentence in the file"
    )


def _words(document: Document) -> str:
    return "".join(_squeezed(document.text[segment.start : segment.end]) for segment in document.segments)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _common_end(path: str, name: str) -> int:
    """Return how many parts two paths have in common at their ends."""
    a, b = path.replace("\\", "/").split("/")[::-1], name.replace("\\", "/").split("/")[::-1]
    return next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
