"""Cases, properties and speed of both splitters; what the owner's document must give."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.document.sentences import Sentence, split_sentences
from aligner.model import Lang
from tests.samples import cases

if TYPE_CHECKING:
    from tests.growth import Stopwatch

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared"


def split(text: str, lang: Lang) -> list[str]:
    return [text[found.start : found.end] for found in split_sentences(text, 0, len(text), lang)]


@pytest.mark.parametrize(
    ("lang", "case"),
    [pytest.param(lang, case, id=f"{lang}: {case['label']}") for lang in Lang for case in cases(f"sentences_{lang}")],
)
def test_case(lang: Lang, case: dict[str, Any]) -> None:
    assert split(case["input"], lang) == case["expected"]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_cases_are_many_and_a_third_must_not_split(lang: str) -> None:
    listed = cases(f"sentences_{lang}")
    assert len({case["label"] for case in listed}) == len(listed) >= 120
    assert sum(case["origin"] == "negative" for case in listed) >= len(listed) / 3
    assert all(len(case["expected"]) == 1 for case in listed if case["origin"] == "negative")


@pytest.mark.parametrize(
    ("lang", "text", "rules"),
    [
        (Lang.EN, "Ready? Go! He left. Why", ["question", "exclamation", "punkt", "end of paragraph"]),
        (Lang.EN, "“Go.” We met at 5 p.m. The end.", ["punkt+close", "clock", "stop"]),
        (Lang.EN, "It is over... The end (really).", ["ellipsis", "stop"]),
        (
            Lang.JA,
            "行く？「行く。」次だ！？終わり",
            ["question", "stop+close", "question", "end of paragraph"],
        ),
        (Lang.JA, "そうか… 次だ．「海」\n「山」", ["ellipsis", "stop", "quotation line", "end of paragraph"]),
    ],
)
def test_every_boundary_has_a_name(lang: Lang, text: str, rules: list[str]) -> None:
    assert [found.rule for found in split_sentences(text, 0, len(text), lang)] == rules


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Skip. \n One. Two.\nSkip."
    assert split_sentences(text, 6, 18, Lang.EN) == [Sentence(8, 12, "punkt"), Sentence(13, 17, "stop")]


def test_nothing_in_nothing_out() -> None:
    assert split_sentences(" \n　", 0, 3, Lang.JA) == split_sentences("", 0, 0, Lang.EN) == []


PIECES = [
    *"aZ3 .!?…\"'”“’()[]*`,:;\n\r\u3000\u2028\x85\u00a0-/_<>あの漢カ。！？．、「」『』（）・｡｢｣Ａ３",
    *["Mr.", "p.m.", "と", "Yahoo!", "No. ", "e.g.", " The ", "http://a.b", "モーニング娘。", "\r\n", "said"],
]


@pytest.mark.property
@given(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.sampled_from(list(Lang)),
    st.integers(0, 3),
)
def test_sentences_cover_the_paragraph_once(paragraph: str, lang: Lang, offset: int) -> None:
    """Oracle: joined in order, the sentences hold every character that is no white space, exactly once."""
    text = "x" * offset + paragraph + "yy"
    position = offset
    for found in split_sentences(text, offset, offset + len(paragraph), lang):
        piece = text[found.start : found.end]
        assert piece
        assert piece == piece.strip()
        assert found.rule
        assert not text[position : found.start].strip()
        position = found.end
    assert not text[position : offset + len(paragraph)].strip()


LONG = {
    "no marks": "word " * 200_000,
    "no space": "a" * 1_000_000,
    "no marks, Japanese": "漢字かな" * 250_000,
    "stops": "Some more. " * 30_000,
    "stops, Japanese": "これは文の例です。" * 30_000,
    "only stops": ". " * 200_000,
    "only questions": "? " * 200_000,
    "opening brackets": "「" * 200_000,
    "open and stop": "「あ。" * 30_000,
    "straight quotes": '"' * 100_000,
    "backticks": "`a" * 250_000,
    "TeX quotes": "``a.'' B " * 30_000,
    "opening TeX quotes": "``a. B " * 40_000,
    "angle brackets": "<<a. B " * 40_000,
    "guillemets": "«" * 200_000,
    "apostrophes": "'a。" * 60_000,
    "backtick and apostrophe": "`a。" * 60_000 + "'",
    "brackets before capitals": ") The " * 60_000,
    "quoted attributes": "<a b='" * 60_000,
    "tags": "<a" * 250_000,
    "white space": "a." + " " * 900_000 + "B",
}


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("name", LONG)
def test_time_is_linear(name: str, lang: Lang, stopwatch: Stopwatch) -> None:
    split("The U.S. It is.", Lang.EN)  # reading the lists is not what is measured
    with stopwatch.limit(4):  # under a second when measured; quadratic would take minutes
        sentences = split_sentences(LONG[name], 0, len(LONG[name]), lang)
    assert sentences[-1].end == len(LONG[name].rstrip())


def test_the_owners_document() -> None:
    """28 English and 29 Japanese segments, with an end at every end of a bead (translator's count)."""
    seed = SHARED / "seed" / "000_56994bcefa52b704.txt"
    if not seed.exists():
        pytest.skip("the shared documents are not here")
    text = seed.read_bytes().decode("utf-8")
    ends: dict[Lang, list[int]] = {Lang.EN: [], Lang.JA: []}
    for line in re.finditer(r"[^\r\n]+", text):
        lang = Lang.JA if re.search("[ぁ-ん]", line.group()) else Lang.EN
        ends[lang] += [found.end for found in split_sentences(text, line.start(), line.end(), lang)]
    assert (len(ends[Lang.EN]), len(ends[Lang.JA])) == (28, 29)
    beads = (seed.parent / "beads_spans.tsv").read_text(encoding="utf-8").splitlines()
    for row in (bead.split("\t") for bead in beads):
        assert not row[1] or int(row[1]) in ends[Lang.EN]
        assert not row[3] or int(row[3]) in ends[Lang.JA]


@pytest.mark.parametrize(
    ("name", "lang", "floor"),
    [
        ("ntrex-raw", Lang.EN, 0.99),
        ("ntrex-raw", Lang.JA, 0.97),
        ("kftt-raw", Lang.EN, 0.97),
        ("kftt-raw", Lang.JA, 0.97),
        ("rustbook-raw", Lang.EN, 0.99),
        ("rustbook-raw", Lang.JA, 0.99),
        ("ami-raw", Lang.EN, 0.99),
        ("ami-raw", Lang.JA, 0.99),
    ],
)
def test_gold_segment_ends_are_found(name: str, lang: Lang, floor: float) -> None:
    """A floor under the figures measured on running text with gold; the misses are printed."""
    files = sorted((SHARED / "corpora" / name).glob("*.goldspans"))
    if not files:
        pytest.skip("the shared corpora are not here")
    wanted, missed = 0, []
    for file in files:
        text = file.with_suffix(f".{lang}").read_bytes().decode("utf-8")
        found = {
            sentence.end
            for block in re.finditer(r"(?:(?!\n[^\S\n]*\n).)+", text, re.DOTALL)
            for sentence in split_sentences(text, block.start(), block.end(), lang)
        }
        rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
        ends = {int(row[1 if lang is Lang.EN else 3]) for row in rows if row[0 if lang is Lang.EN else 2]}
        wanted += len(ends)
        missed += [f"{file.stem}: {text[end - 30 : end]}‖{text[end : end + 20]}" for end in ends - found]
    assert len(missed) <= (1 - floor) * wanted, "\n".join(missed)
