"""Sections whose elements differ in number, by cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aligner.document.load import bitext_from_texts
from aligner.document.source import SourceText
from aligner.findings import directives, inline_marks, section_elements
from aligner.findings.elements import ElementKind, elements
from aligner.model import Alignment, Bead, FindingKind, Lang, ParagraphKind
from aligner.settings import Settings
from tests.findings.pages import aligned_pages
from tests.samples import cases, document, inspection

if TYPE_CHECKING:
    from aligner.model import Document, Finding
    from tests.growth import Stopwatch

CASES = cases("page_elements")


def found_in(alignment: Alignment) -> list[Finding]:
    """The findings about sections beside those about marks and directives."""
    seen = inspection(alignment)
    return section_elements.find(seen, [*directives.find(seen), *inline_marks.find(seen)])


def pages_in(suffix: str, en: str, ja: str, beads: list[list[list[int]]] | None) -> Alignment:
    if suffix == "markdown":
        return aligned_pages(en, ja, beads)
    texts = SourceText("en", en, format=suffix), SourceText("ja", ja, format=suffix)
    bitext = bitext_from_texts(*texts, Settings(source_lang=Lang.EN, target_lang=Lang.JA))
    pairs = beads or [[[k], [k]] for k in range(len(bitext.en.segments))]
    return Alignment(bitext, tuple(Bead(k, tuple(a), tuple(b), 0.99) for k, (a, b) in enumerate(pairs)))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    alignment = pages_in(case.get("format", "markdown"), case["en"], case["ja"], case.get("beads"))
    found = found_in(alignment)
    assert [finding.detail["counts"] for finding in found] == case["expect"]
    for finding in found:
        assert (finding.kind, finding.detail["relation"], finding.severity) == ("markup", "elements", "warning")
        assert finding.en
        assert finding.ja
        for lang in Lang:
            listed: Any = finding.detail[f"{lang}_elements"]
            for _, start, end in listed:
                assert alignment.bitext.side(lang).text[start:end].strip()
            assert bool(listed) is (finding.detail[lang] is not None)


def test_a_third_of_the_cases_must_not_be_found() -> None:
    assert sum(not case["expect"] for case in CASES) >= len(CASES) / 3


def test_every_kind_of_element_and_every_format_has_a_case() -> None:
    counted = {kind for case in CASES for counts in case["expect"] for kind in counts}
    # A link is compared in its pair; the section finding is left where that comparison does not look.
    assert counted == set(ElementKind) - {ElementKind.LINK}
    assert {case.get("format", "markdown") for case in CASES} == {"markdown", "mdx", "rst", "asciidoc"}


def kinds_of(document: Document) -> list[str]:
    return [element.kind.value for element in elements(document)]


def test_the_elements_of_each_format() -> None:
    texts = {
        "markdown": '![](a.png)\n\n- item\n\n=== "Tab"\n\n    It is open.\n\n!!! tip\n\n    It is open.\n\n'
        "[a](b.md)\n\n| a | b |\n|---|---|\n| c | d |\n\n```\nx()\n```\n\n> [!NOTE]\n> It is open.\n",
        "rst": ".. image:: a.png\n\n- It is open.\n\n.. note:: It is open.\n\n.. code-block:: c\n\n   x()\n",
        "asciidoc": "image::a.png[Sea]\n\n* It is open.\n\nNOTE: It is open.\n\n----\nx()\n----\n",
    }
    expected = {
        "markdown": ["image", "item", "link", "listing", "note", "note", "row", "row", "tab"],
        "rst": ["image", "item", "listing", "note"],
        "asciidoc": ["image", "item", "listing", "note"],
    }
    for name, text in texts.items():
        bitext = bitext_from_texts(
            SourceText("en", text, format=name), SourceText("ja", "開いています。", format=name), Settings()
        )
        assert kinds_of(bitext.en) == expected[name], name


def test_what_another_finding_is_about_is_not_repeated() -> None:
    en = "# Gate\n\nOpen it.\n\n![The gate](gate.png)\n\nClose it.\n"
    ja = "# 門\n\n開けます。\n\n門の図です。\n\n閉めます。\n"
    seen = inspection(aligned_pages(en, ja))
    marks = inline_marks.find(seen)
    assert [finding.kind for finding in marks] == [FindingKind.MARKUP]
    assert section_elements.find(seen, marks) == []
    assert len(section_elements.find(seen, [])) == 1


def test_the_message_names_section_counts_and_lines() -> None:
    case = next(case for case in CASES if case["label"] == "a list became a sentence")
    (finding,) = found_in(aligned_pages(case["en"], case["ja"], case.get("beads"), source=Lang.EN))
    assert finding.message["en"].startswith("Elements of the section “Keys” differ in number.")
    assert "List items: English 2, Japanese 0" in finding.message["en"]
    assert "line 5, 6" in finding.message["en"]


@pytest.mark.parametrize("mark", ["![", "![[", "<img ", "{{< ", ":::note\n", '=== "', "- 船\n", "[!NOTE]\n"])
def test_time_is_linear(mark: str, stopwatch: Stopwatch) -> None:
    for kind in (ParagraphKind.BODY, ParagraphKind.MARKUP, ParagraphKind.LIST):
        page = document(Lang.EN, (kind, (mark * 2000,)))
        with stopwatch.limit(3):
            elements(page)
