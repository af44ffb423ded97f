"""Links to anchors that the translated page does not have, by cases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from aligner.document.load import bitext_from_texts
from aligner.document.source import SourceText
from aligner.findings import fragments
from aligner.model import Alignment, AnchorRule, Bead, Bitext, Lang, ParagraphKind
from aligner.settings import Settings
from tests.findings.pages import aligned_pages
from tests.samples import cases, document, inspection

if TYPE_CHECKING:
    from aligner.model import Finding
    from tests.growth import Stopwatch

CASES = cases("page_fragments")


def found_in(alignment: Alignment, rule: str | None = None) -> list[Finding]:
    return fragments.find(replace(inspection(alignment), anchors=AnchorRule(rule) if rule else None))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    alignment = aligned_pages(case["en"], case["ja"], confidence=case.get("confidence", 0.99), source=Lang.EN)
    found = found_in(alignment, case["rule"])
    assert [finding.detail["anchor"] for finding in found] == case["expect"]
    for finding in found:
        assert (finding.kind, finding.detail["relation"], finding.severity) == ("markup", "fragment", "warning")
        for lang in Lang:
            place: Any = finding.detail[lang]
            assert alignment.bitext.side(lang).text[place["start"] : place["end"]] == place["text"]
            assert f"#{finding.detail['anchor']}" in place["text"] or lang is Lang.EN


def test_a_third_of_the_cases_must_not_be_found() -> None:
    assert sum(not case["expect"] for case in CASES) >= len(CASES) / 3


def test_the_message_names_the_heading() -> None:
    case = CASES[0]
    (finding,) = found_in(aligned_pages(case["en"], case["ja"]))
    assert "“開ける”" in finding.message["en"]
    assert finding.detail["ja_lines"] == [3]


def test_the_original_is_not_checked() -> None:
    pages = ("## Open it\n\nThen [open it](#close-it).\n", "## 開ける {#close-it}\n\n次に[開けます](#close-it)。\n")
    assert found_in(aligned_pages(*pages, source=Lang.EN)) == []
    assert len(found_in(aligned_pages(*pages, source=Lang.JA))) == 1


def test_a_readme_may_have_the_anchors_of_any_generator() -> None:
    alignment = aligned_pages("## Open it\n\n[It](#open-it).\n", "## 開ける（門）\n\n[これ](#開ける門)。\n")
    readme = replace(alignment.bitext, ja=replace(alignment.bitext.ja, name="docs/README.ja.md"))
    assert found_in(alignment, "vitepress")
    assert found_in(replace(alignment, bitext=readme), "vitepress") == []


def test_asciidoc() -> None:
    en = SourceText("en.adoc", "== Open it\n\nThen <<_open_it>> the gate.\n", format="asciidoc")
    ja = SourceText("ja.adoc", "== 開ける\n\n次に<<_open_it>>門です。\n", format="asciidoc")
    bitext = bitext_from_texts(en, ja, Settings(source_lang=Lang.EN))
    alignment = Alignment(bitext, (Bead(0, (0,), (0,), 0.99), Bead(1, (1,), (1,), 0.99)))
    assert [finding.detail["anchor"] for finding in found_in(alignment, "asciidoctor")] == ["_open_it"]


@pytest.mark.parametrize("mark", ["[", "<<", "{#", "[[", "[門](#b) ", "{: .a "])
def test_time_is_linear(mark: str, stopwatch: Stopwatch) -> None:
    for kind in (ParagraphKind.BODY, ParagraphKind.MARKUP, ParagraphKind.HEADING):
        text = f"[x](#y) {mark * 2000}"
        pages = Bitext(document(Lang.EN, (kind, (text,))), document(Lang.JA, (kind, (text,))))
        with stopwatch.limit(3):
            found_in(Alignment(pages, (Bead(0, (0,), (0,), 1.0),)))
