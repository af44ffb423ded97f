from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.model import (
    Alignment,
    Alone,
    Bead,
    Bitext,
    Counted,
    Document,
    Evidence,
    EvidenceKind,
    Finding,
    FindingKind,
    Lang,
    Paragraph,
    ParagraphKind,
    ParagraphLink,
    Record,
    Segment,
    Severity,
    Span,
    Tag,
    Unit,
)
from aligner.outputs.record import canonical, dump, load
from tests.outputs.records import harbour

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "taiyaku-1.schema.json").read_text("utf-8"))

WORDS = st.text(max_size=5)
ROUNDED = st.integers(-(10**9), 10**9).map(lambda value: value / 10**6)
PROBABILITY = st.integers(0, 10**6).map(lambda value: value / 10**6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | ROUNDED | WORDS,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=3,
)
DETAIL = st.dictionaries(WORDS, JSON, max_size=2)


@st.composite
def documents(draw: DrawFn, lang: Lang) -> Document:
    """Texts of any characters, cut anywhere into paragraphs and those into segments."""
    pieces = draw(st.lists(st.lists(WORDS, min_size=1, max_size=2), max_size=2))
    text = draw(WORDS)
    paragraphs: list[Paragraph] = []
    segments: list[Segment] = []
    for sentences in pieces:
        start = len(text)
        for sentence in sentences:
            segments.append(
                Segment(
                    len(segments),
                    len(paragraphs),
                    len(text),
                    len(text) + len(sentence),
                    draw(st.integers(1, 9)),
                    draw(WORDS),
                )
            )
            text += sentence + draw(WORDS)
        origin = draw(st.none() | WORDS)
        kind = draw(st.sampled_from(ParagraphKind))
        paragraphs.append(Paragraph(len(paragraphs), start, len(text), kind, origin))
    return Document(lang, draw(WORDS), text, tuple(paragraphs), tuple(segments), draw(WORDS))


@st.composite
def beads(draw: DrawFn, en: int, ja: int) -> tuple[Bead, ...]:
    """A cover of both sides, up to three segments on each side of a bead."""
    found: list[Bead] = []
    i = j = 0
    spans = st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda it: Span(min(it), max(it)))
    reasons = st.builds(Evidence, st.sampled_from(EvidenceKind), spans, spans, ROUNDED, WORDS)
    while i < en or j < ja:
        m, n = draw(st.integers(0, min(3, en - i))), draw(st.integers(0, min(3, ja - j)))
        if not m and not n:
            continue
        found.append(
            Bead(
                id=len(found),
                en=tuple(range(i, i + m)),
                ja=tuple(range(j, j + n)),
                confidence=draw(PROBABILITY),
                score=draw(ROUNDED),
                moved=draw(st.booleans()),
                features=draw(st.dictionaries(WORDS, ROUNDED, max_size=2)),
                evidence=tuple(draw(st.lists(reasons, max_size=2))),
            )
        )
        i, j = i + m, j + n
    return tuple(found)


@st.composite
def records(draw: DrawFn) -> Record:
    en, ja = draw(documents(Lang.EN)), draw(documents(Lang.JA))
    bitext = Bitext(en, ja, draw(st.sampled_from(Lang)), draw(st.booleans()), draw(st.booleans()))
    segments = {lang: range(len(bitext.side(lang).segments)) for lang in Lang}
    ids = {lang: st.sets(st.sampled_from(segments[lang])) if segments[lang] else st.just(set[int]()) for lang in Lang}
    numbers = st.lists(st.integers(0, 9), max_size=2, unique=True).map(tuple)
    findings = [
        Finding(
            id=k,
            kind=draw(st.sampled_from(FindingKind)),
            severity=draw(st.sampled_from(Severity)),
            en=tuple(sorted(draw(ids[Lang.EN]))),
            ja=tuple(sorted(draw(ids[Lang.JA]))),
            message={"en": draw(WORDS), "ja": draw(WORDS)},
            fingerprint=draw(WORDS),
            detail=draw(DETAIL),
        )
        for k in range(draw(st.integers(0, 2)))
    ]
    return Record(
        version=draw(WORDS),
        settings=draw(DETAIL),
        alignment=Alignment(
            bitext,
            draw(beads(len(segments[Lang.EN]), len(segments[Lang.JA]))),
            tuple(draw(st.lists(st.builds(ParagraphLink, numbers, numbers, PROBABILITY), max_size=2))),
        ),
        findings=tuple(findings),
    )


@pytest.mark.property
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(records())
def test_loading_what_was_dumped_gives_the_record_back(record: Record) -> None:
    assert load(dump(record)) == record


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(st.floats(0, 1), st.floats(allow_nan=False, allow_infinity=False), DETAIL)
def test_a_record_that_is_not_canonical_is_made_so_once(
    confidence: float, score: float, detail: dict[str, Any]
) -> None:
    record = harbour()
    bead = replace(record.alignment.beads[0], confidence=confidence, score=score, features={"b": 1.0, "a": score})
    record = replace(
        record,
        settings=detail | {"list": [1, [2.5, "x"]]},
        alignment=replace(record.alignment, beads=(bead, *record.alignment.beads[1:])),
    )
    text = dump(record)
    assert load(text) == canonical(record)
    assert dump(load(text)) == text


@pytest.mark.parametrize("record", [harbour(), harbour(source=Lang.JA, known=True)])
def test_the_record_fits_its_published_schema(record: Record) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(dump(record)), SCHEMA, cls=jsonschema.Draft202012Validator)


def test_the_schema_lists_every_kind_there_is() -> None:
    kinds = SCHEMA["$defs"]
    assert kinds["finding"]["properties"]["kind"]["enum"] == list(FindingKind)
    assert kinds["finding"]["properties"]["severity"]["enum"] == list(Severity)
    assert kinds["evidence"]["properties"]["kind"]["enum"] == list(EvidenceKind)
    assert kinds["paragraph"]["properties"]["kind"]["enum"] == list(ParagraphKind)
    assert kinds["language"]["enum"] == list(Lang)


def test_the_schema_refuses_what_is_no_field() -> None:
    made = json.loads(dump(harbour()))
    made["beads"][0]["certainty"] = 1
    with pytest.raises(jsonschema.ValidationError, match="certainty"):
        jsonschema.validate(made, SCHEMA, cls=jsonschema.Draft202012Validator)


def test_the_record_has_the_fields_of_the_contract_in_their_order() -> None:
    made = json.loads(dump(harbour()))
    assert list(made) == [
        "schema", "version", "settings", "source", "source_known", "mixed",
        "en", "ja", "paragraph_links", "beads", "headline", "findings", "quality",
    ]  # fmt: skip
    assert list(made["en"]) == ["name", "sha256", "encoding", "text", "paragraphs", "segments"]
    assert list(made["beads"][0]) == [
        "id", "en", "ja", "confidence", "moved", "score", "features", "evidence",
    ]  # fmt: skip
    assert {field.name for field in fields(Finding)} | {"mqm"} == set(made["findings"][0])
    assert made["schema"] == "taiyaku/1"
    assert made["en"]["segments"][1] == {
        "id": 1, "paragraph": 1, "start": 38, "end": 108, "line": 3, "rule": "stop",
    }  # fmt: skip


def test_an_entry_stands_on_its_own_line_so_that_records_can_be_compared() -> None:
    lines = dump(harbour()).split("\n")
    assert sum(line.startswith('  {"id": ') and '"confidence"' in line for line in lines) == 10


def test_mappings_are_written_in_one_order() -> None:
    record = harbour()
    turned = replace(record, settings=dict(reversed(list(record.settings.items()))))
    assert dump(record) == dump(turned)


@pytest.mark.parametrize("text", ["a\ud800b", "line\u2028separator\u2029", "next\x85line", "\x00\x1b\ufeff"])
def test_any_character_survives_and_the_file_is_utf8_with_plain_line_ends(text: str) -> None:
    record = replace(harbour(), version=text)
    made = dump(record)
    assert load(made.encode("utf-8").decode("utf-8")) == record
    assert not set(made) & {"\u2028", "\u2029", "\x85"}


def test_infinity_is_refused_rather_than_written() -> None:
    record = harbour()
    bead = replace(record.alignment.beads[0], score=float("inf"))
    with pytest.raises(ValueError, match="JSON"):
        dump(replace(record, alignment=replace(record.alignment, beads=(bead, *record.alignment.beads[1:]))))


def broken(path: str, value: object) -> str:
    """The record of the harbour with one value replaced (or, for ``None`` at its end, removed)."""
    made = json.loads(dump(harbour()))
    *way, last = path.split(".")
    place = made
    for key in way:
        place = place[int(key) if key.isdigit() else key]
    if value is KeyError:
        del place[last]
    else:
        place[int(last) if last.isdigit() else last] = value
    return json.dumps(made)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("schema", "taiyaku/2", "its schema is 'taiyaku/2', and this version reads 'taiyaku/1'"),
        ("schema", 1, "$.schema: expected `str`, got `int`"),
        ("beads", KeyError, "missing required field `beads`"),
        ("beads", {}, "$.beads: expected `array`, got `object`"),
        ("beads.0", 1, "$.beads[0]: expected `object`, got `int`"),
        ("beads.0.en", [0.5], "$.beads[0].en[0]: expected `int`, got `float`"),
        ("beads.0.ja", [-1], "cover every ja segment exactly once"),
        ("beads.0.id", True, "$.beads[0].id: expected `int`, got `bool`"),
        ("beads.0.moved", 0, "$.beads[0].moved: expected `bool`, got `int`"),
        ("beads.0.score", "5", "$.beads[0].score: expected `float`, got `str`"),
        ("beads.0.score", 10**400, "$.beads[0].score: number out of range"),
        ("beads.0.confidence", 2, "$.beads[0]: a confidence lies in 0..1"),
        ("beads.0.ja", [0, 2], "$.beads[0]: the segments of a bead are consecutive"),
        ("beads.0.ja", [], "$.beads[0]: a bead needs a segment"),
        ("beads.1.ja", [0, 1], "$.beads: the beads do not cover every ja segment exactly once"),
        ("beads.1.evidence.0.kind", "hunch", "$.beads[1].evidence[0].kind: invalid enum value 'hunch'"),
        ("beads.1.evidence.0.kind", "x" * 1000, "…"),
        ("beads.1.evidence.0.en", [3], "$.beads[1].evidence[0].en: expected `array` of length 2"),
        ("beads.1.evidence.0.en", [3, 2], "$.beads[1].evidence[0].en: [3, 2] is not a pair of offsets"),
        ("source", "fr", "$.source: invalid enum value 'fr'"),
        ("en.text", "other", "leaves the text"),
        ("en.segments.0.paragraph", 99, "$.en: segment 0 names paragraph 99"),
        ("en.segments.0.paragraph", -1, "$.en: segment 0 names paragraph -1"),
        ("en.paragraphs.0.time", [2, 1], "$.en.paragraphs[0].time: [2, 1] is not a pair of offsets"),
        ("en.sha256", "0", "does not match its sha256"),
        ("findings.0.ja", [99], "$.findings[0].ja: not ids of existing segments"),
        ("settings", [], "$.settings: expected `object`, got `array`"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused_with_the_place(path: str, value: object, said: str) -> None:
    with pytest.raises(InputError) as caught:
        load(broken(path, value), name="record.json")
    assert str(caught.value).startswith("record.json: not a usable taiyaku record: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "record.json:1: not JSON"),
        ('{\n"schema": }', "record.json:2: not JSON"),
        ("[]", "record.json: not a usable taiyaku record: expected `object`, got `array`"),
        ('{"schema": NaN}', "NaN is not a JSON number"),
        ('{"schema": "taiyaku/1", "en": ' + "[" * 200_000, "nested too deeply"),
        ("9" * 5000, "number out of range"),
        ('{"schema": "taiyaku/1", "settings": {}, "en": 1e999}', "record"),
    ],
)
def test_what_is_no_record_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        load(text, name="record.json")
    assert said in str(caught.value)


def test_a_finding_names_its_mqm_type() -> None:
    found = {entry["kind"]: entry["mqm"] for entry in json.loads(dump(harbour()))["findings"]}
    assert found["omission"] == {"id": "omission", "name": "Accuracy/Omission"}
    assert found["number"] == {"id": "number", "name": "Accuracy/Mistranslation/Number"}


def test_a_finding_may_come_without_its_mqm_type() -> None:
    made = json.loads(dump(harbour()))
    for entry in made["findings"]:
        del entry["mqm"]
    assert load(json.dumps(made)) == canonical(harbour())


@pytest.mark.parametrize("depth", [700, 100_000])
def test_deep_nesting_of_a_free_value_is_refused(depth: int) -> None:
    text = dump(harbour()).replace('"settings": {', f'"settings": {{"deep": {"[" * depth}{"]" * depth}, ', 1)
    with pytest.raises(InputError, match="nested too deeply"):
        load(text)


def test_a_number_beyond_all_bounds_is_refused() -> None:
    text = dump(harbour()).replace('"score": 5.125', '"score": 1e999', 1)
    with pytest.raises(InputError, match=r"\$.beads\[0\].score: number out of range"):
        load(text)


def test_a_record_without_rule_names_is_read_as_the_contract_has_it() -> None:
    made = json.loads(dump(harbour()))
    for segment in made["en"]["segments"]:
        del segment["rule"]
    assert {segment.rule for segment in load(json.dumps(made)).alignment.bitext.en.segments} == {""}


def test_what_only_some_files_have_is_kept() -> None:
    """Units, times and what places count, and segments of a pair that may rather stand alone."""
    record = harbour()
    alignment = record.alignment
    ja = alignment.bitext.ja
    first = replace(
        ja.paragraphs[0],
        unit=Unit("a.b", "fuzzy", "Older.", (Tag(0, "<b>"), Tag(3, "{0}"))),
        time=Span(1500, 2750),
        origin="slide 3",
    )
    ja = replace(ja, paragraphs=(first, *ja.paragraphs[1:]), counted=Counted.SLIDE)
    beads = (replace(alignment.beads[0], alone=(Alone(Lang.JA, 0, 0.25),)), *alignment.beads[1:])
    changed = replace(record, alignment=Alignment(replace(alignment.bitext, ja=ja), beads, alignment.links))
    assert load(dump(changed)) == canonical(changed)
    jsonschema.validate(json.loads(dump(changed)), SCHEMA, cls=jsonschema.Draft202012Validator)


def test_a_segment_left_alone_is_given_with_language_and_probability() -> None:
    text = dump(harbour()).replace('"evidence": [', '"alone": [["ja", 0]], "evidence": [', 1)
    with pytest.raises(InputError, match=r"alone\[0\]: expected `array` of length 3"):
        load(text)


def test_a_tag_is_given_with_offset_and_name() -> None:
    record = harbour()
    ja = record.alignment.bitext.ja
    tagged = replace(ja.paragraphs[0], unit=Unit("a", tags=(Tag(0, "<b>"),)))
    bitext = replace(record.alignment.bitext, ja=replace(ja, paragraphs=(tagged, *ja.paragraphs[1:])))
    text = dump(replace(record, alignment=replace(record.alignment, bitext=bitext))).replace('[[0, "<b>"]]', "[[0]]")
    with pytest.raises(InputError, match=r"tags\[0\]: expected `array` of length 2"):
        load(text)
