"""What holds for any text. The oracle is the text itself: nothing may be lost, doubled or reordered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.document.blocks import split_lines
from aligner.document.formats import FORMATS, scan
from aligner.document.load import bitext_from_mixed, bitext_from_texts
from aligner.document.source import SourceText
from aligner.errors import InputError
from aligner.model import Document, Lang, ParagraphKind
from aligner.settings import Settings

if TYPE_CHECKING:
    from tests.growth import Stopwatch

SHARED = Path(__file__).resolve().parents[2] / "../shared"
PIECES = st.sampled_from(
    [
        *(
            "The boat is late.",
            "Nobody knows",
            "why",
            "e.g. 3.5%",
            "Boats",
            "x",
            "(a) one",
            "1. two",
            "- three",
        ),
        *(
            "船が遅れている。",
            "理由は誰も知らない",
            "「もう行くよ」",
            "２．５％",
            "料金",
            "・弁当",
            "第1章　総則",
        ),
        *("\n", "\n", "\n\n", "\r\n", "\r", "\u2028", "\x85", "\x0c", "\u3000", " ", "    ", "\t", "\u200b"),
        *(
            "> ",
            "# ",
            "```\n",
            "~~~",
            "---",
            "===",
            "| a | b |\n|---|---|\n| c | d |\n",
            "<!-- c -->",
            "<!--",
            "-->",
        ),
        *(
            "<a id='x'></a>",
            "[a]: b",
            "[^1]: ",
            ":::",
            "{/* x */}",
            "$ go",
            "\tcell",
            "2024年3月1日",
            "***",
            "\\",
        ),
        *(
            ".. note:: ",
            ".. code::\n",
            ".. x:\n   :y: z\n",
            "..",
            "::\n",
            ":a: b",
            "+--+--+\n| a | b |\n+--+--+\n",
            "== ==\nc  d\n== ==\n",
            "----\n",
        ),
        *(
            "\\begin{itemize}",
            "\\item[a long one] ",
            "\\end{itemize}",
            "\\section{",
            "}",
            "\\emph{",
            "\\[x\\]",
            "\\begin{verbatim}",
            "\\end{verbatim}",
            "% c\n",
            "\\label{a}",
            "\\begin{document}",
            "\\end{document}",
            "\\begin{tabular}{l}",
            "a & b \\\\[2pt]",
        ),
    ]
)
TEXT_FORMATS = [known.name for known in FORMATS if known.is_text]
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60).filter(lambda text: "\0" not in text)


def check_spans(document: Document, mixed_with: Document | None = None) -> None:
    """Segments and what lies between rebuild the text; what lies between holds letters only in markup."""
    rebuilt, end = "", 0
    hidden = [p for p in document.paragraphs if p.kind is ParagraphKind.MARKUP]
    for segment in document.segments:
        paragraph = document.paragraphs[segment.paragraph]
        assert paragraph.start <= segment.start < segment.end <= paragraph.end
        assert segment.line == document.line_of(segment.start)
        rebuilt += document.text[end : segment.start] + document.segment_text(segment.id)
        end = segment.end
    assert rebuilt + document.text[end:] == document.text
    seen = [(s.start, s.end) for s in document.segments] + [(p.start, p.end) for p in hidden]
    if mixed_with is not None:
        seen += [(s.start, s.end) for s in mixed_with.segments]
        seen += [(p.start, p.end) for p in mixed_with.paragraphs if p.kind is ParagraphKind.MARKUP]
    end = 0
    for start, stop in sorted(seen):
        assert start >= end, "two languages claim the same text"
        if not any(p.kind is ParagraphKind.CODE for p in document.paragraphs):
            assert not any(char.isalpha() for char in document.text[end:start] if char not in "xX")
        end = max(end, stop)


@pytest.mark.property
@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(TEXT_FORMATS))
def test_no_text_is_lost(one: str, other: str, kind: str) -> None:
    try:
        bitext = bitext_from_texts(
            SourceText("a", one + "\n\nboat\n", format=kind),
            SourceText("b", other + "\n\n船\n", format=kind),
            Settings(source_lang=Lang.EN),
        )
    except InputError:
        return
    if kind == "plain":
        check_spans(bitext.en)
        check_spans(bitext.ja)


@pytest.mark.property
@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(TEXT_FORMATS))
def test_one_file_is_parted_without_loss(text: str, kind: str) -> None:
    try:
        bitext = bitext_from_mixed(SourceText("a", text, format=kind), Settings())
    except InputError:
        return
    if kind == "plain":
        check_spans(bitext.en, bitext.ja)


@pytest.mark.property
@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(TEXT_FORMATS), st.booleans())
def test_blocks_hold_every_letter_once_and_in_order(text: str, kind: str, mixed: bool) -> None:
    end = 0
    for block in scan(text, kind, mixed=mixed):
        assert end <= block.start <= block.lead <= block.end
        assert not any(char.isalnum() for char in text[end : block.start])
        if block.inner is not None:
            assert block.lead <= block.inner.start < block.inner.end <= block.end
            assert all(block.inner.start <= a < b <= block.inner.end for a, b in block.marks)
        assert (block.lang is not None) is mixed
        end = block.end
    assert not any(char.isalnum() for char in text[end:])


@given(st.text(alphabet="ab \n\r\x85\u2028\x0c\u3000\t", max_size=40))
def test_lines_are_spans_of_the_text(text: str) -> None:
    lines = list(split_lines(text))
    assert all(text[line.start : line.end] == line.text for line in lines)
    assert [char for line in lines for char in line.text if char in "ab"] == [c for c in text if c in "ab"]


LONG = 1_000_000
HEAVY = {
    "one long word": "a" * LONG,
    "one long line of Japanese": "あ" * LONG,
    "blanks": "a" + " " * LONG + "b",
    "quotation marks": "> " * (LONG // 2) + "x",
    "bullets": "- " * (LONG // 2) + "x",
    "brackets never closed": "「" * LONG,
    "tags never closed": "<a " * (LONG // 3),
    "back quotes": "`" * LONG + "x",
    "bars": "|-" * (LONG // 2),
    "rule": "=" * LONG + "x",
    "mail address without an end": "a." * (LONG // 2) + "@",
    "comments never closed": "<!--\n" * 10_000,
    "words, one a line": "word\n" * 20_000,
    "indents": "".join(" " * k + "x\n" for k in range(500)),
    "items in items": "".join("  " * (k % 40) + "- x\n" for k in range(3_000)),
    "rules of tables": "== ==\n" * 8_000,
    "grids": "+--+\n| a |\n" * 6_000,
    "directives": ".. note::\n\n" * 6_000,
    "commands": "\\section{" * (LONG // 50),
    "braces": "{" * LONG,
    "options": "\\item[" * (LONG // 50),
    "labels": "\\label{a}" * (LONG // 50),
    "environments": "\\begin{a}" * (LONG // 50),
    "listings never closed": "\\begin{verbatim}" * (LONG // 50),
    "code never closed": "\\verb|" * (LONG // 50),
    "formulas": "\\[" * (LONG // 2) + "$$",
    "comments on lines": "a\n" + "% b\n" * (LONG // 50),
    "languages, line by line": "The cat is here.\n猫がいる。\n" * 4_000,
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HEAVY.items()])
@pytest.mark.parametrize("kind", TEXT_FORMATS)
def test_time_is_linear(text: str, kind: str, stopwatch: Stopwatch) -> None:
    stopwatch.assert_linear(lambda size: lambda: scan(text[:size], kind, mixed=True), len(text) // 4, floor=0.15)


@pytest.mark.parametrize("name", ["ntrex-raw", "kftt-raw", "pydocs-raw", "rustbook-raw"])
def test_paragraphs_keep_gold_sentences_whole(name: str) -> None:
    folder = SHARED / "corpora" / name
    if not folder.is_dir():
        pytest.skip("the corpora are not here")
    torn = spans = 0
    for gold in sorted(folder.glob("*.goldspans"))[:12]:
        for column, suffix in ((0, ".en"), (2, ".ja")):
            text = gold.with_suffix(suffix).read_bytes().decode("utf-8")
            starts = [block.start for block in scan(text, "plain")]
            for row in gold.read_text("utf-8").splitlines():
                cells = [*row.split("\t"), "", "", "", ""]
                if cells[column]:
                    start, end = int(cells[column]), int(cells[column + 1])
                    spans += 1
                    torn += any(start < place < end and text[start:place].strip() for place in starts)
    assert spans > 100
    assert torn <= 0.002 * spans
