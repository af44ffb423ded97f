"""The Markdown documents of ``corpus/`` in reStructuredText and LaTeX, hard-wrapped: the same beads come out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from aligner import __version__
from aligner.document.formats import scan
from aligner.document.load import bitext_from_texts
from aligner.document.source import SourceText
from aligner.model import Lang, ParagraphKind, Record
from aligner.pipeline import run
from aligner.settings import Settings
from aligner.text.width import display_width, pad, wrap
from tests.samples import CORPUS

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

NAMES = ("manual-dehumidifier", "tutorial-tidemark")
WIDTH = 60
_INLINE = re.compile(r"`([^`]*)`|\*\*([^*]*)\*\*")


def blocks_of(markdown: str) -> list[tuple[ParagraphKind, str]]:
    """Kind and text of the blocks that hold any."""
    found = scan(markdown, "markdown")
    return [(block.kind, markdown[block.inner.start : block.inner.end]) for block in found if block.inner is not None]


def wrapped(text: str) -> list[str]:
    return [text[start:end] for start, end in wrap(text, WIDTH)]


def to_rst(markdown: str) -> str:
    """A page of reStructuredText with the same blocks."""
    pieces = []
    for kind, text in blocks_of(markdown):
        marked = text if kind is ParagraphKind.CODE else _INLINE.sub(_in_rst, text)
        if kind is ParagraphKind.HEADING:
            pieces.append(f"{marked}\n{'=' * display_width(marked)}")
        elif kind is ParagraphKind.LIST:
            pieces.append("* " + "\n  ".join(wrapped(marked)))
        elif kind is ParagraphKind.CODE:
            pieces.append(".. code-block:: sh\n\n" + "\n".join(f"   {line}" for line in text.splitlines()))
        elif kind is ParagraphKind.TABLE:
            cell = marked.replace(" | ", " / ")
            rule = f"+{'-' * (display_width(cell) + 2)}+"
            pieces.append(f"{rule}\n| {pad(cell, display_width(cell))} |\n{rule}")
        else:
            pieces.append("\n".join(wrapped(marked)))
    return "\n\n".join(pieces) + "\n"


def _in_rst(found: re.Match[str]) -> str:
    return f"``{found[1]}``" if found[1] else f"**{found[2]}**"


def to_latex(markdown: str) -> str:
    """A document of LaTeX with the same blocks."""
    pieces = ["\\documentclass{jsarticle}\n\\begin{document}"]
    for kind, text in blocks_of(markdown):
        if kind is ParagraphKind.CODE:
            pieces.append(f"\\begin{{verbatim}}\n{text}\n\\end{{verbatim}}")
            continue
        marked = _INLINE.sub(_in_latex, re.sub(r"([%&#_$])", r"\\\1", text))
        lines = "\n".join(wrapped(marked))
        if kind is ParagraphKind.HEADING:
            pieces.append(f"\\section{{{marked}}}")
        elif kind is ParagraphKind.LIST:
            pieces.append(f"\\begin{{itemize}}\n\\item {lines} % an item\n\\end{{itemize}}")
        elif kind is ParagraphKind.TABLE:
            pieces.append("\\begin{tabular}{ll}\n" + marked.replace(" | ", " & ") + " \\\\ \\hline\n\\end{tabular}")
        else:
            pieces.append(lines)
    return "\n\n".join([*pieces, "\\end{document}"]) + "\n"


def _in_latex(found: re.Match[str]) -> str:
    return f"\\texttt{{{found[1]}}}" if found[1] else f"\\textbf{{{found[2]}}}"


WRITTEN: dict[str, Callable[[str], str]] = {"markdown": str, "rst": to_rst, "latex": to_latex}


@cache
def aligned(name: str, kind: str) -> Record:
    en, ja = (
        SourceText(f"{lang}.txt", WRITTEN[kind]((CORPUS / name / f"{lang}.md").read_text("utf-8")), format=kind)
        for lang in Lang
    )
    return run(bitext_from_texts(en, ja, Settings()), Settings(), __version__)


def beads(record: Record) -> list[tuple[str, str]]:
    """The texts of both sides of every bead, without what the formats write differently."""
    bitext = record.alignment.bitext
    return [
        (
            "".join(_bare(bitext.en.segment_text(k)) for k in bead.en),
            "".join(_bare(bitext.ja.segment_text(k)) for k in bead.ja),
        )
        for bead in record.alignment.beads
    ]


def _bare(text: str) -> str:
    return re.sub(r"\\text(?:tt|bf)|\\|[\s`*{}&|/]", "", text)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["rst", "latex"])
def test_beads_are_those_of_markdown(name: str, kind: str) -> None:
    assert beads(aligned(name, kind)) == beads(aligned(name, "markdown"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["rst", "latex"])
def test_findings_are_those_of_markdown(name: str, kind: str) -> None:
    wanted = [(finding.kind, finding.severity) for finding in aligned(name, "markdown").findings]
    assert [(finding.kind, finding.severity) for finding in aligned(name, kind).findings] == wanted
