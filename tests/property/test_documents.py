"""The promises that hold for any document whatever, from the text to everything that is written of it."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import HealthCheck, example, given, settings
from lxml import etree

import aligner
from aligner.api import Result
from aligner.document.load import bitext_from_file, bitext_from_mixed
from aligner.document.reading import texts_from_bytes
from aligner.document.source import SourceText
from aligner.errors import InputError, OutputError
from aligner.model import Lang
from aligner.outputs import format_named
from aligner.outputs.options import Choices, Level, Listing
from aligner.outputs.record import canonical
from aligner.pipeline import run
from aligner.settings import Settings
from tests.outputs.html_pages import Parsed
from tests.outputs.records import MADE, harbour
from tests.outputs.test_read_as_input import READ
from tests.property.documents import FORBIDDEN, PAIRS, SEGMENTS, TEXTS, Pair

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aligner.model import Record

ROOT = Path(__file__).resolve().parents[2]
FAST = Settings(meaning=False)
#: More beads are not written: every format for every example would take its time, and nothing new comes after some.
FEW = 40


@cache
def schema() -> Any:
    return jsonschema.Draft202012Validator(json.loads((ROOT / "docs" / "taiyaku-1.schema.json").read_text("utf-8")))


def check(result: Result) -> None:
    """All that is promised of a result."""
    record = result.record
    for lang in Lang:
        check_side(record, lang)
    text = result.to_json()
    assert Result.from_json(text).record == record
    schema().validate(json.loads(text))
    if len(record.alignment.beads) <= FEW:
        check_written(record)


def check_side(record: Record, lang: Lang) -> None:
    """Segments rebuild the text, beads hold each of them once, and every span lies in the text."""
    document = record.alignment.bitext.side(lang)
    rebuilt, end = "", 0
    for segment in document.segments:
        rebuilt += document.text[end : segment.start] + document.segment_text(segment.id)
        end = segment.end
    assert rebuilt + document.text[end:] == document.text
    covered = sorted(k for bead in record.alignment.beads for k in bead.side(lang))
    assert covered == list(range(len(document.segments)))
    for bead in record.alignment.beads:
        spans = [each.en if lang is Lang.EN else each.ja for each in bead.evidence]
        assert all(0 <= span.start < span.end <= len(document.text) for span in spans if span is not None)
    for finding in record.findings:
        assert all(0 <= k < len(document.segments) for k in finding.side(lang))
        place: Any = finding.detail.get(lang)
        if isinstance(place, dict) and "start" in place:
            assert 0 <= place["start"] <= place["end"] <= len(document.text)


def check_written(record: Record) -> None:
    """Every output can be written and is well formed; what is an input too is read again."""
    for form in MADE:
        for lang in list(Lang) if "lang" in form.takes else [Lang.EN]:
            try:
                files = form.files(record, Choices(lang=lang))
            except OutputError:
                assert form.name == "xliff21"
                assert not record.alignment.beads
            else:
                if form.name in WELL_FORMED:
                    WELL_FORMED[form.name](files)
    for name, suffix in READ.items():
        try:
            data = format_named(name).dump(record, Choices(listing=Listing(beads=Level.PAIRED)))
            bitext_from_file(texts_from_bytes(data, f"out{suffix}", FAST), FAST)
        except (InputError, OutputError) as error:
            refused_in_one_line(error)


def is_xml(files: Mapping[str, bytes]) -> None:
    etree.fromstring(files[""], etree.XMLParser(resolve_entities=False, huge_tree=True))


def is_jsonl(files: Mapping[str, bytes]) -> None:
    assert all(isinstance(json.loads(line), dict) for line in files[""].decode().split("\n") if line)


def is_csv(files: Mapping[str, bytes]) -> None:
    rows = list(csv.reader(io.StringIO(files[""].decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1


def is_tsv(files: Mapping[str, bytes]) -> None:
    assert len({line.count("\t") for line in files[""].decode().split("\n") if line}) == 1


@cache
def elements() -> frozenset[tuple[str, tuple[str, ...]]]:
    """Every element, with its attributes, of pages in which nothing is unusual."""
    pages = [format_named("html").dump(harbour(), Choices(lang=lang)).decode() for lang in Lang]
    return frozenset(found for page in pages for found in Parsed(page).elements)


def is_page(files: Mapping[str, bytes]) -> None:
    """No element comes from the texts: not those that they hold, nor one that runs or loads anything."""
    page = Parsed(files[""].decode())
    usual = Parsed(format_named("html").dump(harbour()).decode())
    assert page.comments == usual.comments
    for kind in ("script", "style"):
        assert len(page.raw[kind]) == len(usual.raw[kind])
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"img", "iframe", "object", "embed", "base", "link", "form"} - {tag for tag, _ in elements()}
    assert not [name for _, names in page.elements for name in names if name.startswith("on")]


WELL_FORMED: Mapping[str, Callable[[Mapping[str, bytes]], None]] = {
    "tmx": is_xml, "xliff": is_xml, "xliff21": is_xml, "jsonl": is_jsonl, "csv": is_csv, "tsv": is_tsv, "html": is_page,
}  # fmt: skip


def refused_in_one_line(error: InputError | OutputError) -> None:
    assert str(error).strip()
    assert len(str(error).splitlines()) == 1


MANY = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.mark.property
@MANY
@given(PAIRS)
@example(Pair("The boat is late.\n" * 2000, "船が遅れている。\n" * 2000))
@example(Pair("word " * 20_000, "船。"))
@example(Pair("a", "One.\n船。\n" * 500))
def test_two_documents(pair: Pair) -> None:
    try:
        result = aligner.align(pair.source, pair.target, settings=FAST)
    except InputError as error:
        refused_in_one_line(error)
    else:
        check(result)


@pytest.mark.property
@MANY
@given(TEXTS)
@example("The boat is late.\n船が遅れている。\n" * 800)
def test_one_document_of_both_languages(text: str) -> None:
    try:
        bitext = bitext_from_mixed(SourceText("both", text), FAST)
    except InputError as error:
        refused_in_one_line(error)
    else:
        check(Result(canonical(run(bitext, FAST, "0"))))


@pytest.mark.property
@MANY
@given(SEGMENTS, SEGMENTS)
def test_given_segments(source: list[str], target: list[str]) -> None:
    try:
        result = aligner.align_segments(source, target, settings=FAST)
    except InputError as error:  # mostly controls
        refused_in_one_line(error)
    else:
        check(result)


@pytest.mark.property
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(PAIRS)
def test_two_documents_with_meaning(pair: Pair) -> None:
    try:
        result = aligner.align(pair.source, pair.target)
    except InputError as error:
        refused_in_one_line(error)
    else:
        for lang in Lang:
            check_side(result.record, lang)


@pytest.mark.property
@settings(max_examples=30)
@given(FORBIDDEN)
def test_what_no_text_can_hold_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"^source") as caught:
        aligner.align(text, "船。", settings=FAST)
    refused_in_one_line(caught.value)
