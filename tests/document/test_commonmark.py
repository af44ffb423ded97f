"""Blocks of Markdown without marks of a dialect are those of markdown-it, a parser that follows CommonMark.

The reader is this program's own, since no parser knows the dialects of all generators and keeps the offsets inside
their marks. Here both read texts that are made of CommonMark's marks only.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from aligner.document.formats import scan
from aligner.model import ParagraphKind, line_starts
from tests.samples import CORPUS

if TYPE_CHECKING:
    from pathlib import Path

PARSER = MarkdownIt("commonmark").enable("table")
KINDS = {"heading_open": "heading", "paragraph_open": "prose", "fence": "code", "code_block": "code"}
PROSE = {ParagraphKind.BODY, ParagraphKind.LIST, ParagraphKind.QUOTE, ParagraphKind.DATELINE}

Block = tuple[int, str]


def theirs(text: str) -> set[Block]:
    """The first line and kind of each heading, paragraph and code block as markdown-it reads them."""
    return {(token.map[0] + 1, KINDS[token.type]) for token in PARSER.parse(text) if token.type in KINDS and token.map}


def ours(text: str) -> set[Block]:
    """The same as this program reads them."""
    starts = line_starts(text)
    blocks = [
        block for block in scan(text, "markdown") if block.kind not in {ParagraphKind.MARKUP, ParagraphKind.TABLE}
    ]
    return {
        (bisect_right(starts, block.start), "prose" if block.kind in PROSE else str(block.kind)) for block in blocks
    }


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/??.md")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_documents_have_the_same_blocks(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ours(text) == theirs(text)


LINES = (
    *(
        "boats",
        "# piers",
        "  fares",
        "船が出る。",
        "",
        "",
        "===",
        "***",
        "    let a;",
        "   # rules",
        "####### no",
        "`` a",
    ),
    *("> boats", ">> piers", "> ", "> - boats", "- boats", "  - fares", "1. one", "2. two", "- ", "+ a", "10) x"),
    *("```", "~~~"),
)


@given(st.lists(st.sampled_from(LINES), max_size=9))
def test_made_texts_have_the_same_blocks(lines: list[str]) -> None:
    text = "\n".join(["first line", "", *lines])
    assert ours(text) == theirs(text)
