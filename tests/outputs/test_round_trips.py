"""Whatever is written is read back: the same pairs, but for what a format forces, and that is told beside them."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.model import Bitext, Lang, ParagraphKind, Record
from aligner.outputs import format_named
from aligner.outputs.options import Choices, Level, Listing
from aligner.text.passages import on_one_line
from tests.outputs.readers import READERS, Read, expected
from tests.outputs.records import MADE, Pair, document, harbour, record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.growth import Stopwatch

EVERYTHING = Listing(beads=Level.ALL)
#: For people, not for programs: read by eye.
FOR_READERS = {"report", "md"}
READABLE = [it for it in READERS if it not in FOR_READERS]

HURTFUL = [
    "a & b < c > d ]]> \"e\" 'f' <![CDATA[ &amp; &#8; --> <?x?>",
    "\x01\x08\x0b\x0c\x1b[31m\x1f\x7f\x9f\ufffe\uffff",
    "𠮷野家 𩸽 \U0002f81a",
    "👨‍👩‍👧‍👦 🏳️‍🌈 1️⃣ 👍🏽",
    "葛\U000e0100城 辻\U000e0101 ☎︎☎️",
    "ﾊﾝｶｸｶﾅｶﾞ ｡｢｣､･",
    "\u202eabc\u202c \u200f\u200e \u2066x\u2069 \u061c",
    "tab\there",
    "one\r\ntwo\rthree\nfour\u2028five\x85six",
    "  before and after \u3000",
    "=HYPERLINK(A1)", "+1", "-1", "@x", "'=1", "''", "＝1＋1", "－ 項目", "\t=1", " =1", "\\=1",
    "#N/A", "TRUE", "007", "1/2", "3-5", "1E5",
    "_x0041_ _x005F_x0041_ _X0041_",
    "back\\slash \\t \\",
    "\ufeffmark",
    "�",
]  # fmt: skip


def of(*texts: tuple[str, str]) -> Record:
    """A record with these pairs of texts."""
    bitext = Bitext(
        document(Lang.EN, "en & <1>.txt", [(ParagraphKind.BODY, [en]) for en, _ in texts]),
        document(Lang.JA, "日本語\x07.txt", [(ParagraphKind.BODY, [ja]) for _, ja in texts]),
    )
    return record(bitext, [Pair((k,), (k,)) for k in range(len(texts))])


def line_feeds(text: str) -> str:
    return re.sub("\r\n?", "\n", text)


#: What a format does to every text; all else has to come back as it was.
FORCED: Mapping[str, Callable[[str], str]] = {"moses": on_one_line, "xlsx": line_feeds, "docx": line_feeds}


def read_back(made: Record, name: str, listing: Listing = EVERYTHING) -> list[Read]:
    form = format_named(name)
    return READERS[name](form.files(made, Choices(listing=listing) if "listing" in form.takes else Choices()))


def assert_same(made: Record, name: str) -> None:
    """Everything that the format tells is as in the record."""
    read = read_back(made, name)
    wanted = expected(made, EVERYTHING)
    told = [key for key in Read.__dataclass_fields__ if key != "noted" and getattr(read[0], key) is not None]
    assert {"texts", "segments"} & set(told)
    forced = FORCED.get(name, str)
    wanted = [replace(it, texts=(forced(it.texts[0]), forced(it.texts[1]))) for it in wanted if it.texts]

    def facts(beads: list[Read]) -> list[str]:
        return [repr([getattr(bead, key) for key in told]) for bead in beads]

    if name == "vecalign":  # in canonical order, the others in that of the source
        assert sorted(facts(read)) == sorted(facts(wanted))
    else:
        assert facts(read) == facts(wanted)


@pytest.mark.parametrize("name", [it for it in READABLE if it != "ladder"])
@pytest.mark.parametrize("made", [harbour(), harbour(source=Lang.JA, known=True)], ids=["en", "ja"])
def test_everything_a_format_tells_comes_back(name: str, made: Record) -> None:
    assert_same(made, name)


@pytest.mark.parametrize("name", [it for it in READABLE if it not in {"vecalign", "ladder"}])
def test_texts_that_hurt_come_back(name: str) -> None:
    assert_same(of(*((text, text) for text in HURTFUL), *(("x", text) for text in HURTFUL)), name)


@pytest.mark.property
@settings(max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), min_size=1, max_size=3))
def test_any_texts_come_back(texts: list[tuple[str, str]]) -> None:
    made = of(*texts)
    for name in READABLE:
        if name not in {"vecalign", "ladder"}:
            assert_same(made, name)


@pytest.mark.parametrize("name", ["json", "jsonl", "tmx", "xliff", "xliff21", "xlsx", "docx", "parquet"])
def test_half_a_character_comes_back(name: str) -> None:
    assert_same(of(("a\ud800b", "\udfff"), ("NUL\0", "無")), name)


@pytest.mark.parametrize("name", READABLE)
def test_a_megabyte_in_one_sentence_is_written_and_comes_back(name: str, stopwatch: Stopwatch) -> None:
    made = of(("word & more. " * 80_000, "長い文。𠮷" * 200_000))
    with stopwatch.limit(30):
        assert_same(made, name)  # some three seconds; a quadratic writer would need hours


@pytest.mark.parametrize("form", MADE, ids=[form.name for form in MADE])
def test_the_same_record_gives_the_same_bytes_whatever_the_clock_says(
    form: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = getattr(form, "name", "")
    first = format_named(name).files(harbour())

    def later(*_: object) -> time.struct_time:
        return time.struct_time((2031, 5, 6, 7, 8, 9, 1, 126, 0))

    monkeypatch.setattr(time, "localtime", later)
    monkeypatch.setattr(time, "time", lambda: 1_935_817_689.0)
    assert format_named(name).files(harbour()) == first


@pytest.mark.parametrize("name", ["tmx", "xliff", "xlsx", "docx"])
def test_a_date_is_written_where_one_is_given(name: str) -> None:
    form = format_named(name)
    dated = form.dump(harbour(), Choices(date=datetime(2026, 1, 31, 9, 30, tzinfo=UTC)))
    assert dated != form.dump(harbour())
    assert dated == form.dump(harbour(), Choices(date=datetime(2026, 1, 31, 9, 30, tzinfo=UTC)))


@pytest.mark.parametrize("name", [it for it in READABLE if "listing" in format_named(it).takes])
def test_beads_are_listed_by_level_and_confidence(name: str) -> None:
    def number(**listing: object) -> int:
        return len(read_back(harbour(), name, Listing(**listing)))  # type: ignore[arg-type]

    assert number(beads=Level.ALL) == 10
    assert number(beads=Level.PAIRED) == 7
    assert number(beads=Level.ALL, min_confidence=0.9) == 6
    assert number(beads=Level.PAIRED, min_confidence=0.98) == 3
    assert number() == (7 if name in {"tmx", "moses"} else 10)


def test_lines_are_joined_where_asked() -> None:
    made = of(("one\r\ntwo\n", "一\n二 \n three"))
    for name in ("tmx", "xliff", "xliff21", "csv", "xlsx", "docx", "jsonl", "parquet"):
        (read,) = read_back(made, name, Listing(one_line=True))
        assert read.texts == ("one two", "一二 three")
