"""Findings about code, markup, untranslated text and punctuation, by cases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from aligner.document.load import bitext_from_texts
from aligner.document.source import SourceText
from aligner.findings import brackets, code_blocks, directives, inline_marks, stops, structure, untranslated
from aligner.model import Alignment, Bead, Bitext, Document, Finding, Lang, ParagraphKind
from aligner.pipeline import run
from aligner.settings import Settings
from tests.findings.pages import aligned_pages
from tests.messages.reading import value, values
from tests.samples import cases, document, inspection

if TYPE_CHECKING:
    from tests.growth import Stopwatch

CASES = cases("page_findings")
FINDERS = (
    code_blocks.find,
    inline_marks.find,
    structure.find,
    directives.find,
    untranslated.find,
    brackets.find,
    stops.find,
)
#: The relations of each kind that these finders give; `docs/findings.md` explains them.
RELATIONS = {
    "code": {"lines", "comment", "string", "text", "listing", "inline"},
    "markup": {"placeholder", "tag", "link", "footnote", "level", "anchor", "cells", "directive"},
    "untranslated": {"segment", "clause", "title"},
    "punctuation": {"unbalanced", "stop", "question"},
}


#: What these finders are given beside the alignment, which they do not look at.
EMPTY = inspection(Alignment(Bitext(document(Lang.EN), document(Lang.JA)), ()))


def found_in(alignment: Alignment) -> list[Finding]:
    seen = replace(EMPTY, alignment=alignment)
    return [finding for find in FINDERS for finding in find(seen)]


def only(en: str, ja: str, **options: Any) -> Finding:
    (finding,) = found_in(aligned_pages(en, ja, **options))
    return finding


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    options = {key: case[key] for key in ("beads", "confidence") if key in case}
    found = found_in(aligned_pages(case["en"], case["ja"], **options))
    said = [(finding.kind, finding.detail["relation"], finding.severity) for finding in found]
    assert said == [tuple(expected[:3]) for expected in case["expect"]], [finding.message["en"] for finding in found]
    for finding, expected in zip(found, case["expect"], strict=True):
        assert expected[3] in finding.message["ja"]


def test_a_third_of_the_cases_must_not_be_found() -> None:
    assert sum(not case["expect"] for case in CASES) >= len(CASES) / 3


def test_every_relation_has_a_case() -> None:
    covered: dict[str, set[str]] = {kind: set() for kind in RELATIONS}
    for case in CASES:
        for kind, relation, *_ in case["expect"]:
            covered[kind].add(relation)
    assert covered == RELATIONS


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_every_finding_is_whole(case: dict[str, Any]) -> None:
    """Wording in both languages, segments, a fingerprint of its own, and spans inside the segments' text."""
    options = {key: case[key] for key in ("beads", "confidence") if key in case}
    for source in (None, Lang.EN, Lang.JA):
        alignment = aligned_pages(case["en"], case["ja"], source=source, **options)
        found = found_in(alignment)
        assert len({finding.fingerprint for finding in found}) == len(found)
        for finding in found:
            assert finding.en or finding.ja
            assert all(finding.message[lang].strip() and "{" not in _without(finding, lang) for lang in ("en", "ja"))
            assert isinstance(finding.detail["confidence"], float)
            for lang in Lang:
                place = finding.detail.get(lang)
                if isinstance(place, dict) and "start" in place:
                    start, end = place["start"], place["end"]
                    assert isinstance(start, int)
                    assert isinstance(end, int)
                    assert 0 <= start < end <= len(alignment.bitext.side(lang).text)
                    assert (
                        place.get("text", alignment.bitext.side(lang).text[start:end])
                        == (alignment.bitext.side(lang).text[start:end])
                    )


def _without(finding: Finding, lang: str) -> str:
    """The message without the marks it quotes, which may hold braces."""
    message = finding.message[lang]
    for key in ("en_marks", "ja_marks"):
        marks = finding.detail.get(key, ())
        for mark in marks if isinstance(marks, list) else ():
            message = message.replace(str(mark), "")
    return message.replace("{{#include ../boats.txt}}", "").replace("{{#include ../boat.txt}}", "")


def test_what_is_missing_is_named_by_the_direction() -> None:
    lost = ("Hello {name}.\n", "こんにちは。\n")
    for source, key in ((None, "markup.only"), (Lang.EN, "markup.missing"), (Lang.JA, "markup.added")):
        assert value(only(*lost, source=source).message, key, "what") == ("Placeholder", "プレースホルダー")
    directive = (":::tip\nBoats.\n:::\n\n:::info\nPiers.\n:::\n", "船。\n\n:::info\n桟橋。\n:::\n")
    assert values(found_in(aligned_pages(*directive, source=Lang.EN))[0].message, "markup.directive_missing")
    listing = ("Open it.\n\n```\na()\n```\n", "開きます。\n")
    missing = only(*listing, beads=[[[0, 1], [0]]], source=Lang.EN)
    assert values(missing.message, "code.listing_missing")


def test_the_lines_that_differ_are_named_and_pointed_at() -> None:
    finding = only("Text.\n\n```\na(1)\nb(2)\n```\n", "文。\n\n```\na(1)\nb(3)\n```\n")
    assert (finding.detail["en_lines"], finding.detail["ja_lines"]) == ([5], [5])
    filled = values(finding.message, "code.lines")
    assert (filled["en"], filled["ja"]) == ("b(2)", "b(3)")
    place = finding.detail["ja"]
    assert isinstance(place, dict)
    assert place["text"] == "b(3)"


def test_many_marks_are_named_up_to_a_number() -> None:
    finding = only(" ".join(f"`code_{k}`" for k in range(9)) + " runs.\n", "動きます。\n")
    assert "`code_4` and 4 more" in finding.message["en"]
    assert "`code_5`" not in finding.message["en"]


def test_a_long_line_of_code_is_cut() -> None:
    finding = only(f"```\na({'1' * 200})\n```\n", f"```\na({'2' * 200})\n```\n")
    assert "…" in finding.message["en"]
    assert len(finding.message["en"]) < 260


def test_what_the_original_holds_in_the_other_language_is_for_information() -> None:
    text = "The gate opens at nine and closes at the end of the day.\n"
    assert only(text, text, source=Lang.JA).severity == "info"
    assert only(text, text, source=Lang.EN).severity == "error"


def test_many_brackets_without_partner_are_a_habit() -> None:
    pairs = [f"The gate ({k} opens.\n\n" for k in range(9)], [f"門{k}は開きます。\n\n" for k in range(9)]
    assert found_in(aligned_pages("".join(pairs[0]), "".join(pairs[1]))) == []


def test_a_speech_closes_far_below() -> None:
    between = ["The gate opens." for _ in range(12)], ["門は開きます。" for _ in range(12)]
    en = ["He said: Come in.", *between[0], "Sit down."]
    ja = ["彼は言う、「お入りください。", *between[1], "おかけください」。"]
    assert found_in(aligned_pages("\n\n".join(en), "\n\n".join(ja))) == []


ODD = (
    "",
    "\n",
    "`" * 5000,
    "(" * 5000,
    "「" * 5000,
    "[" * 5000,
    "<a " * 2000,
    "{" * 5000,
    '"' * 4999,
    "\ud800 \udfff",
    "```\n\ud800\n```",
    "| " * 3000,
    ":::" * 1000,
    "<div>\n" * 20,
    "### \n\n#\n",
)


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_is_taken(text: str, stopwatch: Stopwatch) -> None:
    """On one side, on both, and in time."""
    for kind in (ParagraphKind.BODY, ParagraphKind.CODE, ParagraphKind.MARKUP, ParagraphKind.TABLE):
        pages = Bitext(document(Lang.EN, (kind, (text,))), document(Lang.JA, (kind, (text,))))
        with stopwatch.limit(3):
            found_in(Alignment(pages, (Bead(0, (0,), (0,), 1.0),)))
            found_in(Alignment(pages, (Bead(0, (0,), (), 1.0), Bead(1, (), (0,), 1.0))))


def test_empty_segments_and_documents_are_taken() -> None:
    for kind in ParagraphKind:
        pages = Bitext(document(Lang.EN, (kind, ("", ""))), document(Lang.JA, (kind, ("", ""))))
        assert found_in(Alignment(pages, (Bead(0, (0,), (0,), 1.0), Bead(1, (1,), (1,), 1.0)))) == []
    one_sided = Bitext(document(Lang.EN, (ParagraphKind.BODY, ("", ""))), document(Lang.JA))
    assert found_in(Alignment(one_sided, (Bead(0, (0,), (), 1.0), Bead(1, (1,), (), 1.0)))) == []


def test_identical_code_stays_together_where_text_around_it_is_missing() -> None:
    """Every listing is paired with its equal, whichever of the paragraphs between them the Japanese lacks."""
    doors = ("north", "south", "east", "west", "upper", "lower")
    names = ("北", "南", "東", "西", "上", "下")
    blocks = [
        (f"The {door} door opens in the morning.", f"{name}の扉は朝に開きます。", f"{door}_door.open({k})\nlog({k})")
        for k, (door, name) in enumerate(zip(doors, names, strict=True))
    ]
    for lacking in range(len(blocks)):
        en = "".join(f"{here}\n\n```\n{code}\n```\n\n" for here, _, code in blocks)
        ja = "".join(
            ("" if k in (lacking, lacking + 1) else f"{there}\n\n") + f"```\n{code}\n```\n\n"
            for k, (_, there, code) in enumerate(blocks)
        )
        english, japanese = (SourceText("page.md", text, format="markdown") for text in (en, ja))
        pages = bitext_from_texts(english, japanese, Settings(source_lang=Lang.EN))
        record = run(pages, Settings(meaning=False), "test")
        for bead in record.alignment.beads:
            held = [
                {pages.side(lang).segment_text(k) for k in bead.side(lang) if _is_code(pages.side(lang), k)}
                for lang in Lang
            ]
            assert held[0] == held[1]


def _is_code(page: Document, segment: int) -> bool:
    return page.paragraphs[page.segments[segment].paragraph].kind is ParagraphKind.CODE
