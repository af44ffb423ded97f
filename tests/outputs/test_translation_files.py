"""TMX and XLIFF: the rules of their standards, what they say, and what a public reader gets out of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from translate.storage.tmx import tmxfile
from translate.storage.xliff import Xliff1File
from translate.storage.xliff2 import Xliff2File

from aligner.errors import OutputError
from aligner.model import Lang, Record
from aligner.outputs import format_named, xml_files
from aligner.outputs.options import Choices, Level, Listing
from aligner.outputs.rows import rows
from tests.outputs.records import harbour
from tests.outputs.test_round_trips import HURTFUL, of
from tests.outputs.xml_rules import TMX, XLIFF, XLIFF21, problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

GRAMMARS = {"tmx": TMX, "xliff": XLIFF, "xliff21": XLIFF21}
ALL = Choices(listing=Listing(beads=Level.ALL))
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

RECORDS = [harbour(), harbour(source=Lang.JA, known=True), of(*((it, it) for it in [*HURTFUL, "\ud800\0", ""]))]


def written(name: str, made: Record, choices: Choices = ALL) -> Element:
    return etree.fromstring(format_named(name).dump(made, choices))


@pytest.mark.parametrize("name", GRAMMARS)
@pytest.mark.parametrize("made", RECORDS, ids=["en", "ja", "hurtful"])
@pytest.mark.parametrize(
    "choices",
    [
        ALL,
        Choices(lang=Lang.JA),
        Choices(
            listing=Listing(Level.PAIRED, 0.9),
            codes={Lang.EN: "en-GB", Lang.JA: "ja-JP"},
        ),
    ],
    ids=["all", "usual", "some"],
)
def test_what_is_written_keeps_the_rules_of_its_standard(name: str, made: Record, choices: Choices) -> None:
    assert problems(format_named(name).dump(made, choices), GRAMMARS[name]) == []


@pytest.mark.parametrize(
    ("name", "broken", "said"),
    [
        ("tmx", (b'srclang="en" ', b""), "header lacks srclang"),
        ("tmx", (b"<seg>", b"<seg><b/>"), "seg holds b "),
        ("tmx", (b'xml:lang="ja"', b'xml:lang="?"'), "tuv: xml:lang is '?'"),
        ("xliff", (b'<trans-unit id="1"', b'<trans-unit id="0"'), "id 0 is given 2 times"),
        ("xliff", (b"<source ", b"<origin "), "trans-unit holds"),
        ("xliff21", (b'state="translated"', b'state="done"'), "segment: state is 'done'"),
        ("xliff21", (b'trgLang="ja"', b'trgLang="de"'), "a target is not in de"),
        ("xliff21", (b'state="initial" sub', b"sub"), "a subState without state"),
    ],
)
def test_the_rules_find_what_breaks_them(name: str, broken: tuple[bytes, bytes], said: str) -> None:
    content = format_named(name).dump(harbour(), ALL)
    if broken[0] == b"<source ":
        content = content.replace(b"</source>", b"</origin>").replace(b"<source", b"<origin")
    assert any(it.startswith(said) for it in problems(content.replace(*broken), GRAMMARS[name]))


def pairs(made: Record) -> list[tuple[str, str]]:
    """What a reader should get: original and translation of every pair."""
    source = made.alignment.bitext.source
    return [(row.texts[source], row.texts[source.other]) for row in rows(made, Listing(Level.PAIRED))]


#: Without what XML cannot hold, and without carriage returns, which the public readers drop or keep as they like.
PLAIN = of(*((it, f"訳 {it}") for it in HURTFUL if it.strip() and it.isprintable()))


@pytest.mark.parametrize("made", [harbour(), harbour(source=Lang.JA, known=True), PLAIN], ids=["en", "ja", "hurtful"])
def test_a_public_reader_opens_tmx(made: Record) -> None:
    source = made.alignment.bitext.source
    content = format_named("tmx").dump(made)
    read = tmxfile(BytesIO(content), str(source), str(source.other))
    assert [(str(unit.source), str(unit.target)) for unit in read.units] == pairs(made)
    if made is RECORDS[0]:
        assert "Number differs" in read.units[2].getnotes()


@pytest.mark.parametrize("made", [harbour(), harbour(source=Lang.JA, known=True), PLAIN], ids=["en", "ja", "hurtful"])
@pytest.mark.parametrize(("name", "reader"), [("xliff", Xliff1File), ("xliff21", Xliff2File)])
def test_a_public_reader_opens_xliff(name: str, reader: Any, made: Record) -> None:
    choices = Choices(listing=Listing(beads=Level.PAIRED))
    read = reader.parsestring(format_named(name).dump(made, choices))
    units = [(str(unit.source), str(unit.target)) for unit in read.units if unit.istranslatable()]
    assert units == pairs(made)


def test_a_translation_memory_says_where_it_comes_from() -> None:
    when = datetime(2026, 1, 31, 18, 0, tzinfo=timezone(timedelta(hours=9)))
    root = written("tmx", harbour(source=Lang.JA, known=True), Choices(Lang.JA, date=when))
    header = root[0]
    assert {str(key): value for key, value in header.attrib.items()} == {
        "creationtool": "taiyaku",
        "creationtoolversion": "0.0.0",
        "segtype": "sentence",
        "o-tmf": "taiyaku/1",
        "adminlang": "ja",
        "srclang": "ja",
        "datatype": "plaintext",
        "creationdate": "20260131T090000Z",
    }
    assert [(it.get("type"), it.text) for it in header] == [
        ("x-file-ja", "minato.txt"),
        ("x-file-en", "harbour.txt"),
        ("x-direction", "stated"),
    ]


def test_a_unit_says_what_it_is_and_what_was_found() -> None:
    root = written("tmx", harbour(), Choices(codes={Lang.EN: "en-US"}))
    units = {str(it.get("tuid")): it for it in root.iter("tu")}
    assert list(units) == ["1", "2", "3", "4", "6", "8", "9"]  # pairs, the moved one among them
    assert units["8"].findtext("prop[@type='x-kind']") == "moved"
    assert units["3"].findtext("prop[@type='x-confidence']") == "0.980000"
    assert str(units["3"].findtext("note")).startswith("error number: Number differs.")
    assert [it.get(XML_LANG) for it in units["3"].iter("tuv")] == ["en-US", "ja"]
    assert [it.get("segtype") for it in units.values()] == [None, None, "block", None, None, "block", None]


def test_text_without_counterpart_has_one_variant() -> None:
    counts = [len(unit.findall("tuv")) for unit in written("tmx", harbour(), Choices()).iter("tu")]
    assert set(counts) == {2}
    counts = [len(unit.findall("tuv")) for unit in written("tmx", harbour(), ALL).iter("tu")]
    assert sorted(counts) == [1] * 3 + [2] * 7


def states(name: str, made: Record) -> Mapping[str, tuple[str | None, str | None]]:
    """State of each unit, and what there is of a sub-state."""
    if name == "xliff":
        units = written(name, made).iter("{*}trans-unit")
        return {
            str(it.get("id")): (next((target.get("state") for target in it.iter("{*}target")), None), None)
            for it in units
        }
    segments = {str(it.get("id"))[1:]: it.find("{*}segment") for it in written(name, made).iter("{*}unit")}
    return {key: (it.get("state"), it.get("subState")) for key, it in segments.items() if it is not None}


def test_only_what_is_sure_and_without_findings_is_translated() -> None:
    review = "needs-review-translation"
    assert states("xliff", harbour()) == {
        "0": (review, None),  # only in Japanese
        "1": ("translated", None),
        "2": ("translated", None),
        "3": (review, None),  # a wrong number
        "4": ("translated", None),
        "5": (None, None),  # only in English
        "6": (review, None),  # not sure
        "7": (None, None),
        "8": ("translated", None),  # moved, which is told for information
        "9": (review, None),
    }
    unsure = ("initial", "taiyaku:needs-review")
    found = states("xliff21", harbour())
    assert [found[key] for key in ("0", "1", "3", "5")] == [unsure, ("translated", None), unsure, ("initial", None)]


def test_notes_say_which_side_they_are_about_and_how_much_they_matter() -> None:
    notes = [it for it in written("xliff", harbour()).iter("{*}note") if it.get("priority")]
    assert [(it.get("annotates"), it.get("priority")) for it in notes] == [
        ("target", "7"), ("general", "1"), ("source", "1"), ("source", "4"), ("general", "7"),
    ]  # fmt: skip
    turned = [it.get("appliesTo") for it in written("xliff21", harbour(source=Lang.JA, known=True)).iter("{*}note")]
    assert turned == ["source", None, "target", None, "target"]
    assert {it.get("category") for it in written("xliff21", harbour()).iter("{*}note")} == {
        "addition", "number", "omission", "moved",
    }  # fmt: skip


def test_a_date_is_told_in_xliff_12() -> None:
    file = written("xliff", harbour(), Choices(date=datetime(2026, 1, 31, tzinfo=UTC)))[0]
    assert file.get("date") == "2026-01-31T00:00:00Z"


def test_xliff_21_refuses_to_be_empty() -> None:
    nothing = Choices(listing=Listing(min_confidence=1.0))
    with pytest.raises(OutputError, match=r"XLIFF 2\.1 cannot be empty"):
        format_named("xliff21").dump(harbour(), nothing)
    for name in ("tmx", "xliff"):
        assert problems(format_named(name).dump(harbour(), nothing), GRAMMARS[name]) == []


def test_a_file_that_would_be_wrong_does_not_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_files, "_indent", lambda element, *_: setattr(next(element.iter("seg")), "text", "other"))
    with pytest.raises(RuntimeError, match="does not hold the texts"):
        format_named("tmx").dump(harbour())
