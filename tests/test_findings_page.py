"""`docs/findings.md` and the program say the same: kinds, relations, MQM types, profiles, and every example."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from aligner import findings
from aligner.findings import find_all
from aligner.findings.kinds import kinds
from aligner.findings.numbers import find_number_findings
from aligner.messages import say
from aligner.model import FindingKind, Severity
from tests.findings.test_numbers import aligned
from tests.findings.wording.texts import inspect, inspect_units
from tests.samples import cases

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs/findings.md").read_text("utf-8")
CASES = cases("number_findings")
PROFILES = tomllib.loads((Path(findings.__file__).parent / "profiles.toml").read_text("utf-8"))


@cache
def sections() -> dict[str, str]:
    """What stands under each heading."""
    parts = re.split(r"^## `?([^`\n]+)`?\n", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(section: str) -> list[list[str]]:
    """The cells of a section's table, its head left out."""
    lines = [line for line in sections()[section].splitlines() if line.startswith("|")]
    return [[re.sub(r"^`([^`]+)`$", r"\1", cell.strip()) for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("kind", FindingKind)
def test_every_relation_of_a_kind_has_its_row_with_both_languages(kind: FindingKind) -> None:
    told = rows(kind)
    assert [row[0] for row in told] == list(kinds()[kind].relations)
    for _, severity, english, japanese in told:
        assert severity in list(Severity)
        assert re.search("[A-Za-z]", english)
        assert re.search("[ぁ-んァ-ヶ一-龠]", japanese)


def test_the_mqm_table_is_that_of_the_program() -> None:
    told = {tuple(row) for row in rows("MQM")}
    wanted = set()
    for kind, entry in kinds().items():
        wanted.add((str(kind), entry.mqm.name, entry.mqm.id))
        for type_ in set(entry.types.values()):
            names = ", ".join(f"`{relation}`" for relation, found in entry.types.items() if found == type_)
            wanted.add((f"`{kind}`: {names}", type_.name, type_.id))
    assert told == wanted


@pytest.mark.parametrize("relation", kinds()[FindingKind.NUMBER].relations)
def test_examples_about_numbers_are_what_the_program_says(relation: str) -> None:
    (row,) = [row for row in rows("number") if row[0] == relation]
    said = [
        [str(found.severity), found.message["en"], found.message["ja"]]
        for case in CASES
        for found in find_number_findings(aligned((case["input"]["en"], case["input"]["ja"])), by_the_letter=True)
        if found.detail["relation"] == relation
    ]
    assert row[1:] in said


EXAMPLES = cases("findings_examples")


def test_every_relation_has_its_example() -> None:
    wanted = [(kind, it) for kind in FindingKind if kind is not FindingKind.NUMBER for it in kinds()[kind].relations]
    assert sorted((case["kind"], case["relation"]) for case in EXAMPLES) == sorted(wanted)


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case["label"])
def test_examples_are_what_the_program_says(case: dict[str, Any], tmp_path: Path) -> None:
    given = {key: value for key, value in case["input"].items() if key != "markdown"}
    if "glossary" in case:
        given["glossary"] = tmp_path / "terms.tsv"
        given["glossary"].write_text(case["glossary"], "utf-8")
    (row,) = [row for row in rows(case["kind"]) if row[0] == case["relation"]]
    suffix = "md" if case["input"].get("markdown") else "txt"
    found = find_all(inspect_units(**given) if "units" in given else inspect(**given, suffix=suffix))
    assert row[1:] in [
        [str(it.severity), it.message["en"], it.message["ja"]]
        for it in found
        if (it.kind, it.detail["relation"]) == (case["kind"], case["relation"])
    ]


def test_every_profile_is_told_of() -> None:
    assert [row[0] for row in rows("Profiles")] == list(PROFILES)


@pytest.mark.parametrize("kind", FindingKind)
def test_every_kind_has_a_name_in_pages_and_exports(kind: FindingKind) -> None:
    for key in (f"html.kind_{kind}", f"exports.finding_{kind}"):
        assert all(say(key).values())
