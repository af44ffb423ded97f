"""LaTeX: what is text in it, and that commands do not come between a sentence and its end."""

from __future__ import annotations

from typing import Any

import pytest

from aligner.document.formats import format_of, scan
from aligner.document.load import document_from_text
from aligner.document.source import SourceText
from aligner.model import Lang
from aligner.settings import Settings
from tests.document.formats.scanned import shown
from tests.samples import labelled


@pytest.mark.parametrize("case", labelled("latex"))
def test_blocks(case: dict[str, Any]) -> None:
    for line_end in ("\n", "\r\n"):
        assert shown(line_end.join(case["lines"]), "latex") == case["expected"]


def sentences(text: str, lang: Lang) -> list[str]:
    document = document_from_text(SourceText("a.tex", text, format="latex"), lang, Settings())
    return [document.segment_text(segment.id) for segment in document.segments]


def test_commands_that_dress_words_do_not_hide_the_end_of_a_sentence() -> None:
    text = "The boat is \\textbf{very \\emph{late}.} Nobody {\\it knows} why.\\\\\n\\quad It is old.\n"
    assert sentences(text, Lang.EN) == [
        "The boat is \\textbf{very \\emph{late}.",
        "Nobody {\\it knows} why.",
        "It is old.",
    ]


def test_wrapped_japanese_with_commands() -> None:
    text = "船は\\textbf{遅れて\nいる。}理由は\\footnote{だれも。}誰も知ら\nない~\\cite{marsh}。\n"
    assert sentences(text, Lang.JA) == [
        "船は\\textbf{遅れて\nいる。",
        "理由は\\footnote{だれも。}誰も知ら\nない~\\cite{marsh}。",
    ]


def test_one_file_in_both_languages_keeps_what_lies_between() -> None:
    text = "The boat is late.% a comment\n船が遅れている。\\label{a}\n"
    blocks = scan(text, "latex", mixed=True)
    assert [(block.lang, text[block.start : block.end]) for block in blocks] == [
        (Lang.EN, "The boat is late.% a comment"),
        (Lang.JA, "船が遅れている。\\label{a}"),
    ]


def test_suffix_and_content_mean_it() -> None:
    assert format_of("a.TEX").name == "latex"
    assert format_of("a.txt", b"% a comment\n\n\\documentclass{article}\n").name == "latex"
    assert format_of("a.txt", b"%" * 4000).name == "plain"
    assert format_of("a.md", b"Use \\documentclass{article}.\n").name == "markdown"
