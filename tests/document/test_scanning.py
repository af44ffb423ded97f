"""Blocks of plain text and Markdown, from the cases."""

from __future__ import annotations

from typing import Any

import pytest

from aligner.document.datelines import is_dateline
from aligner.document.formats import format_of, scan
from aligner.document.paragraphs import ParagraphFinder
from tests.samples import labelled


def described(text: str, kind: str) -> list[list[str | None]]:
    return [
        [block.kind.value, None if block.inner is None else text[block.lead : block.inner.end]]
        for block in scan(text, kind)
    ]


@pytest.mark.parametrize("case", labelled("paragraphs"))
def test_blocks_of_plain_text(case: dict[str, Any]) -> None:
    assert described(case["text"], "plain") == case["expected"]


@pytest.mark.parametrize("case", labelled("mdx"))
def test_mdx(case: dict[str, Any]) -> None:
    assert described(case["text"], "mdx") == case["expected"]


@pytest.mark.parametrize("case", labelled("markdown"))
def test_blocks_of_markdown(case: dict[str, Any]) -> None:
    assert described(case["text"], "markdown") == case["expected"]


@pytest.mark.parametrize("case", labelled("datelines"))
def test_datelines(case: dict[str, Any]) -> None:
    assert is_dateline(case["input"]) is case["expected"]


def test_a_paragraph_spans_its_mark_and_its_segment_does_not() -> None:
    text = "> - boats\n"
    (block,) = scan(text, "markdown")
    assert (block.start, block.lead, block.end) == (0, 4, 9)


def test_a_quoted_paragraph_spans_its_mark_in_plain_text_too() -> None:
    (block,) = scan("> The boat is late.\n", "plain")
    assert (block.start, block.lead) == (0, 2)


def test_format_by_suffix() -> None:
    assert format_of("a.b/README.Markdown").name == "markdown"
    assert format_of("-").name == "plain"


def test_nothing_to_find() -> None:
    assert scan("", "plain") == scan(" \n\t\n", "markdown") == []
    assert ParagraphFinder([]) is not None
