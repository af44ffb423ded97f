"""The sample documents of ``corpus/`` agree with their gold and with what their README says of them."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from jsonschema import Draft202012Validator

from aligner.model import Lang
from tests.corpus.draft import draft

Gold: TypeAlias = dict[str, Any]

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
NAMES = sorted(path.name for path in CORPUS.iterdir() if path.is_dir())
LANGS = ("en", "ja")
CLEAN = "letter-library-clean"

#: What may stand outside every span of a Markdown file: a line's mark, a code fence, a table's bars and rule.
MARKUP = re.compile(r"#{1,6}|-|\d+\.|```\w*|\||\|(?: --- \|)+")


@cache
def gold_of(name: str) -> Gold:
    gold: Gold = json.loads((CORPUS / name / "gold.json").read_text("utf-8"))
    return gold


@cache
def text_of(name: str, lang: str) -> str:
    """The decoded text as it lies in the file: line ends untouched."""
    file: str = gold_of(name)[lang]["file"]
    return (CORPUS / name / file).read_bytes().decode("utf-8")


def spans_of(name: str, lang: str) -> list[tuple[int, int]]:
    """Every sentence of a side, in the order of the text."""
    return sorted((start, end) for bead in gold_of(name)["beads"] for start, end in bead[lang])


def beads_under(name: str, finding: Gold) -> list[Gold]:
    """The beads that a finding touches."""
    return [
        bead for bead in gold_of(name)["beads"] if any(span in finding[lang] for lang in LANGS for span in bead[lang])
    ]


@pytest.mark.parametrize("name", NAMES)
def test_gold_is_of_the_published_schema(name: str) -> None:
    schema = json.loads((CORPUS / "gold.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(gold_of(name))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_text_is_the_one_the_gold_was_made_for(name: str, lang: str) -> None:
    digest = hashlib.sha256(text_of(name, lang).encode()).hexdigest()
    assert digest == gold_of(name)[lang]["sha256"]


@pytest.mark.parametrize("name", NAMES)
def test_a_mixed_file_holds_english_then_japanese(name: str) -> None:
    gold = gold_of(name)
    assert (gold["en"] == gold["ja"]) is gold["mixed"]
    if gold["mixed"]:
        assert spans_of(name, "en")[-1][1] <= spans_of(name, "ja")[0][0]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_spans_are_sentences_without_white_space_around_them(name: str, lang: str) -> None:
    text = text_of(name, lang)
    for start, end in spans_of(name, lang):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_every_character_is_in_one_span_or_is_markup(name: str, lang: str) -> None:
    text, mixed = text_of(name, lang), gold_of(name)["mixed"]
    spans = spans_of(name, lang)
    if mixed:
        spans = sorted(spans + spans_of(name, "ja" if lang == "en" else "en"))
    end, between = 0, []
    for start, next_end in spans:
        assert start >= end, f"two spans hold {text[start:end]!r}"
        between.append(text[end:start])
        end = next_end
    between.append(text[end:])
    left = [line.strip() for stretch in between for line in stretch.splitlines() if line.strip()]
    if not gold_of(name)[lang]["file"].endswith(".md"):
        assert left == []
    assert [line for line in left if not MARKUP.fullmatch(line)] == []


@pytest.mark.parametrize("name", NAMES)
def test_beads_are_in_canonical_order_apart_from_moved_ones(name: str) -> None:
    """By English position; a Japanese one-sided bead right after the bead of the sentence before it."""
    beads = gold_of(name)["beads"]
    english = [span for bead in beads for span in bead["en"]]
    assert english == sorted(english)
    settled = [span for bead in beads if not bead["moved"] for span in bead["ja"]]
    assert settled == sorted(settled)
    japanese = [list(span) for span in spans_of(name, "ja")]
    for k, bead in enumerate(beads):
        assert bead["en"] or bead["ja"]
        for lang in LANGS:
            places = [spans_of(name, lang).index((start, end)) for start, end in bead[lang]]
            assert places == list(range(places[0], places[0] + len(places))) if places else True
        if not bead["en"]:
            assert len(bead["ja"]) == 1, "an unmatched sentence is a bead of its own"
            place = japanese.index(bead["ja"][0])
            assert k == 0 if place == 0 else japanese[place - 1] in beads[k - 1]["ja"]
        if not bead["ja"]:
            assert len(bead["en"]) == 1, "an unmatched sentence is a bead of its own"


@pytest.mark.parametrize("name", NAMES)
def test_moved_beads_do_break_the_order(name: str) -> None:
    beads = gold_of(name)["beads"]
    for bead in beads:
        if bead["moved"]:
            crossed = [
                other
                for other in beads
                if other["en"]
                and other["ja"]
                and not other["moved"]
                and (other["en"] < bead["en"]) != (other["ja"] < bead["ja"])
            ]
            assert len(crossed) >= 3, f"{bead} hardly moved"


@pytest.mark.parametrize("name", NAMES)
def test_findings_lie_on_beads_of_the_right_shape(name: str) -> None:
    for finding in gold_of(name)["findings"]:
        beads = beads_under(name, finding)
        assert beads
        for lang in LANGS:
            assert sorted(finding[lang]) == sorted(span for bead in beads for span in bead[lang])
        match finding["kind"]:
            case "omission":
                assert finding["en"]
                assert not finding["ja"]
            case "addition":
                assert finding["ja"]
                assert not finding["en"]
            case "moved":
                assert all(bead["moved"] for bead in beads)
                assert 2 <= len(beads) <= 4
            case _:
                assert len(beads) == 1
                assert finding["en"]
                assert finding["ja"]


@pytest.mark.parametrize("name", NAMES)
def test_every_unmatched_or_moved_bead_is_in_one_finding(name: str) -> None:
    gold = gold_of(name)
    for bead in gold["beads"]:
        if bead["en"] and bead["ja"] and not bead["moved"]:
            continue
        kind = "moved" if bead["moved"] else "omission" if bead["en"] else "addition"
        hits = [f for f in gold["findings"] if f["kind"] == kind and bead in beads_under(name, f)]
        assert len(hits) == 1, bead


@pytest.mark.parametrize("name", NAMES)
def test_what_a_finding_quotes_is_there_and_differs(name: str) -> None:
    for finding in gold_of(name)["findings"]:
        detail = finding["detail"]
        for lang in LANGS:
            quoted = detail.get(f"{lang}_text")
            text = text_of(name, lang)
            held = ["".join(text[start:end].split()) for start, end in finding[lang]]
            assert quoted is None or any("".join(quoted.split()) in sentence for sentence in held)
        if finding["kind"] == "number":
            assert detail["en_value"] != detail["ja_value"]
        if finding["kind"] == "untranslated":
            sides = [[text_of(name, lang)[s:e] for s, e in finding[lang]] for lang in LANGS]
            assert sides[0] == sides[1]


@pytest.mark.parametrize("name", NAMES)
def test_length_is_that_of_a_real_document(name: str) -> None:
    words = sum(len(text_of(name, "en")[start:end].split()) for start, end in spans_of(name, "en"))
    assert 300 <= words <= 900


def test_the_clean_document_is_the_only_one_without_findings() -> None:
    assert [name for name in NAMES if not gold_of(name)["findings"]] == [CLEAN]
    assert {(len(bead["en"]), len(bead["ja"])) for bead in gold_of(CLEAN)["beads"]} == {(1, 1), (2, 1)}


def test_the_corpus_shows_every_shape_layout_and_kind() -> None:
    golds = [gold_of(name) for name in NAMES]
    shapes = {(len(bead["en"]), len(bead["ja"])) for gold in golds for bead in gold["beads"]}
    assert shapes >= {(1, 0), (0, 1), (1, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3)}
    kinds = Counter(finding["kind"] for gold in golds for finding in gold["findings"])
    assert set(kinds) == {"omission", "addition", "number", "moved", "untranslated", "outdated", "code"}
    relations = {finding["detail"].get("relation") for gold in golds for finding in gold["findings"]}
    assert relations - {None} == {"digit", "swapped", "scale", "bound", "half-day", "era", "value"}
    assert {gold["original"] for gold in golds} == set(LANGS)
    assert [name for name in NAMES if gold_of(name)["mixed"]] == ["news-mountain-railway"]
    windows = [(name, lang) for name in NAMES for lang in LANGS if "\r\n" in text_of(name, lang)]
    assert windows == [("contract-translation-services", "ja"), ("story-nine-minutes", "en")]


def test_the_readme_lists_the_documents_and_each_says_where_it_comes_from() -> None:
    readme = (CORPUS / "README.md").read_text("utf-8")
    assert sorted(re.findall(r"^\| \[([\w-]+)\]\(\1/ORIGIN\.md\)", readme, re.MULTILINE)) == NAMES
    assert len([name for name in NAMES if name.startswith("demo-")]) == 1
    for name in NAMES:
        files = {gold_of(name)[lang]["file"] for lang in LANGS}
        assert {path.name for path in (CORPUS / name).iterdir()} == {"gold.json", "ORIGIN.md", *files}
        assert "Apache-2.0" in (CORPUS / name / "ORIGIN.md").read_text("utf-8")


@pytest.mark.parametrize("name", [CLEAN, "news-mountain-railway"])
def test_a_draft_of_gold_is_gold_but_for_what_was_planted(name: str) -> None:
    gold, drafted = gold_of(name), json.loads(draft(CORPUS / name, Lang(gold_of(name)["original"])))
    assert {key: drafted[key] for key in ("schema", "original", "mixed", "en", "ja")} == {
        key: gold[key] for key in ("schema", "original", "mixed", "en", "ja")
    }
    right = [bead for bead in drafted["beads"] if bead in gold["beads"]]
    assert len(right) >= 0.9 * len(gold["beads"])
