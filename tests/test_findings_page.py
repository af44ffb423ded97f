"""`docs/findings.md` and the program say the same: kinds, relations, MQM types, profiles, examples about numbers."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from aligner import findings
from aligner.findings.kinds import kinds
from aligner.findings.numbers import find_number_findings
from aligner.model import FindingKind, Severity
from tests.findings.test_numbers import aligned

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs/findings.md").read_text("utf-8")
CASES = json.loads((ROOT / "tests/cases/number_findings.json").read_text("utf-8"))
PROFILES = tomllib.loads((Path(findings.__file__).parent / "profiles.toml").read_text("utf-8"))


@cache
def sections() -> dict[str, str]:
    """What stands under each heading."""
    parts = re.split(r"^## `?([^`\n]+)`?\n", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(section: str) -> list[list[str]]:
    """The cells of a section's table, its head left out."""
    lines = [line for line in sections()[section].splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("kind", FindingKind)
def test_every_relation_of_a_kind_has_its_row_with_both_languages(kind: FindingKind) -> None:
    told = rows(kind)
    assert [row[0] for row in told] == list(kinds()[kind].relations)
    for _, severity, english, japanese in told:
        assert severity in list(Severity)
        assert re.search("[A-Za-z]", english)
        assert re.search("[ぁ-んァ-ヶ一-龠]", japanese)


def test_a_kind_without_relations_says_so_and_no_other_does() -> None:
    silent = {kind for kind in FindingKind if "No relations yet." in sections()[kind]}
    assert silent == {kind for kind in FindingKind if not kinds()[kind].relations}


def test_the_mqm_table_is_that_of_the_program() -> None:
    told = {tuple(row) for row in rows("MQM")}
    wanted = set()
    for kind, entry in kinds().items():
        wanted.add((str(kind), entry.mqm.name, entry.mqm.id))
        for type_ in set(entry.types.values()):
            names = ", ".join(f"`{relation}`" for relation, found in entry.types.items() if found == type_)
            wanted.add((f"{kind}`: {names}".rstrip("`"), type_.name, type_.id))
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


def test_every_profile_is_told_of() -> None:
    assert [row[0] for row in rows("Profiles")] == list(PROFILES)
