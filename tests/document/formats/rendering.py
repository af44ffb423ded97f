"""The documents of ``corpus/`` as paragraphs, to be set in other formats, and what is compared of two alignments."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

import aligner
from aligner.document.load import document_from_text
from aligner.document.reading import read_source
from aligner.model import Lang, ParagraphKind
from aligner.settings import Settings
from tests.samples import CORPUS

if TYPE_CHECKING:
    from pathlib import Path

Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]

#: Documents in two files: those in plain text, and those in Markdown.
PLAIN = sorted(path.parent.name for path in CORPUS.glob("*/en.txt"))
MARKDOWN = sorted(path.parent.name for path in CORPUS.glob("*/en.md"))

_CODE = re.compile("`([^`]+)`")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


def source_file(name: str, lang: str) -> Path:
    """One side of a document of two files."""
    return next((CORPUS / name).glob(f"{lang}.*"))


def paragraphs(name: str, lang: str) -> list[tuple[ParagraphKind, str]]:
    """What stands in one side of a document: kind and text of each paragraph, without marks of the layout."""
    document = document_from_text(read_source(source_file(name, lang), Settings()), Lang(lang), Settings())
    found: list[tuple[ParagraphKind, str]] = []
    for paragraph in document.paragraphs:
        inside = [it for it in document.segments if it.paragraph == paragraph.id]
        if inside:
            text = document.text[inside[0].start : inside[-1].end]
            found.append((paragraph.kind, text))
    return found


def html_of(name: str, lang: str) -> str:
    """One side of a document as the body of a page."""
    pieces = []
    for kind, text in paragraphs(name, lang):
        shown = escape(text, quote=False)
        if kind is ParagraphKind.CODE:
            pieces.append(f"<pre><code>{shown}\n</code></pre>")
            continue
        shown = _LINK.sub(
            r'<a href="\2">\1</a>', _STRONG.sub(r"<strong>\1</strong>", _CODE.sub(r"<code>\1</code>", shown))
        )
        if kind is ParagraphKind.TABLE:
            cells = "".join(f"<td>{cell.strip()}</td>" for cell in shown.split("|"))
            pieces.append(f"<table><tr>{cells}</tr></table>")
        elif kind is ParagraphKind.QUOTE:
            pieces.append(f"<blockquote><p>{shown}</p></blockquote>")
        else:
            tag = {ParagraphKind.HEADING: "h2", ParagraphKind.LIST: "li"}.get(kind, "p")
            pieces.append(f"<{tag}>{shown}</{tag}>")
    return "\n".join(pieces)


def beads(*files: Path, settings: Settings = Settings()) -> Beads:  # noqa: B008  # frozen
    """The beads of the alignment of files."""
    return [(bead.source, bead.target) for bead in aligner.align_files(*files, settings=settings).beads]


def plain_beads(name: str) -> Beads:
    """The beads of a document as it stands in ``corpus/``."""
    return beads(source_file(name, "en"), source_file(name, "ja"))
