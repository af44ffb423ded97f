"""AsciiDoc: what is text in it, case by case, and what a whole page comes to."""

from __future__ import annotations

from typing import Any

import pytest

from aligner.document.formats import format_of, scan
from aligner.document.load import bitext_from_mixed, document_from_text
from aligner.document.source import SourceText
from aligner.model import Lang, Reason
from aligner.settings import Settings
from tests.document.formats.scanned import shown
from tests.samples import labelled

PAGE = """\
= Harbour timetable
Ann Marsh <ann@example.com>
:toc:

// not shown
[.lead]
The boats leave from the pier at nine, and +
at noon.

== Fares

(((fares)))
.What you need
* A pass,
  if you have one
+
[source,sh]
----
$ ticket --adult 2 # <1>
----
<1> Two tickets.

Children:: pay half.

NOTE: Dogs travel free of charge.

[quote, Ann Marsh]
____
The sea is never the same twice.
____

ifdef::winter[Boats may be late.]

image::pier.png[The pier in March]

[cols="1,a"]
|===
|Adults |500円
|Children
a|
* half
* 半額
|===

運賃
----

大人は全額、
こどもは半額です。
"""


@pytest.mark.parametrize("case", labelled("asciidoc"))
def test_blocks(case: dict[str, Any]) -> None:
    for line_end in ("\n", "\r\n"):
        assert shown(line_end.join(case["lines"]), "asciidoc") == case["expected"]


def test_nothing_lies_between_blocks() -> None:
    end = 0
    for block in scan(PAGE, "asciidoc"):
        assert not PAGE[end : block.start].strip()
        end = block.end
    assert not PAGE[end:].strip()


def test_lines_are_those_of_the_file() -> None:
    document = document_from_text(SourceText("a.adoc", PAGE, format="asciidoc"), Lang.EN, Settings())
    lines = PAGE.splitlines()
    for segment in document.segments:
        assert document.segment_text(segment.id).splitlines()[0] in lines[segment.line - 1]


def test_a_wrapped_japanese_line_is_one_sentence() -> None:
    text = "題\n==\n\nこれは改行さ\nれた文です。次の\n文です。\n"
    document = document_from_text(SourceText("a.adoc", text, format="asciidoc"), Lang.JA, Settings())
    assert [document.segment_text(k) for k in range(3)] == ["題", "これは改行さ\nれた文です。", "次の\n文です。"]


def test_one_file_with_both_languages() -> None:
    text = "== Fares\n\nAdults pay in full.\n\n== 運賃\n\n大人は全額です。\n"
    bitext = bitext_from_mixed(SourceText("a.adoc", text, format="asciidoc"), Settings())
    assert [bitext.en.segment_text(k) for k in range(2)] == ["Fares", "Adults pay in full."]
    assert [bitext.ja.segment_text(k) for k in range(2)] == ["運賃", "大人は全額です。"]


def test_what_is_left_out_has_a_reason() -> None:
    document = document_from_text(SourceText("a.adoc", PAGE, format="asciidoc"), Lang.EN, Settings())
    assert {left.reason for left in document.left_out} == {Reason.COMMENT, Reason.DEFINITION, Reason.METADATA}


def test_tables_are_nested_at_most_three_deep() -> None:
    cell = "|last\n"
    for _ in range(6):
        cell = f"|===\na|\n{cell}|===\n"
    assert any("last" in text for _, _, text in shown(cell, "asciidoc"))


def test_the_suffix_means_it() -> None:
    assert format_of("a.adoc").name == format_of("A.ASCIIDOC").name == format_of("b.asc").name == "asciidoc"
