"""`docs/findings.md` and the schema are what the table of kinds and the program give.

``TAIYAKU_REWRITE_GOLDEN=1`` writes the tables of the page and the list of the schema again.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import aligner
from aligner.findings.finders import find_all
from aligner.findings.kinds import kinds, profile_names
from aligner.findings.numbers import find_number_findings
from aligner.findings.severities import profile
from aligner.model import Finding, FindingKind
from aligner.project.history import Change
from tests.findings.test_numbers import aligned
from tests.findings.wording.texts import inspect, inspect_units
from tests.outputs.test_golden import REWRITE
from tests.samples import cases

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE, SCHEMA = DOCS / "findings.md", DOCS / "taiyaku-1.schema.json"
#: The list of kinds in the schema.
ENUM = re.compile(r'(?<="finding": \{\n).*?"kind": \{\s*"enum": \[(?P<kinds>[^]]*)\]', re.DOTALL)


#: The only relation of numbers that needs sentence meaning (tests/findings/meaning/test_crossed_numbers.py).
CROSSED = {
    "relation": "crossed",
    "input": {
        "en": "Admission is 1,200 yen for adults and 600 yen for children.",
        "ja": "入場料は大人600円、子供1,200円です。",
    },
}


@cache
def examples(kind: FindingKind) -> list[dict[str, Any]]:
    """The cases of a kind; those about numbers, which are many, lie in a file of their own."""
    return [*cases("number_findings"), CROSSED] if kind is FindingKind.NUMBER else cases(f"findings/{kind}")


def findings_of(kind: FindingKind, case: dict[str, Any], folder: Path) -> list[Finding]:
    """The findings of a kind that the program reports for a case."""
    given = {key: value for key, value in case["input"].items() if key != "markdown"}
    if case is CROSSED:
        return list(aligner.align_segments([given["en"]], [given["ja"]]).record.findings)
    if kind is FindingKind.NUMBER:
        return list(find_number_findings(aligned((given["en"], given["ja"])), by_the_letter=True))
    if "glossary" in case:
        given["glossary"] = folder / "terms.tsv"
        given["glossary"].write_text(case["glossary"], "utf-8")
    if "rules" in case:
        given["rules"] = folder / "rules.toml"
        given["rules"].write_text(case["rules"], "utf-8")
    suffix = "md" if case["input"].get("markdown") else "txt"
    inspection = inspect_units(**given) if "units" in given else inspect(**given, suffix=suffix)
    found = find_all(inspection, *profile(case.get("profile", "")))
    return [finding for finding in found if finding.kind is kind]


def section(page: str, heading: str) -> str:
    """What stands under a heading of the page."""
    parts = re.split(r"^## `?([^`\n]+)`?\n", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[heading]


def rows(text: str) -> list[str]:
    """The rows of a section's table, its head left out."""
    return [line for line in text.splitlines() if line.startswith("|")][2:]


def checked(heading: str, wanted: list[str]) -> None:
    """Hold the table under a heading against what it should be; write it instead where that is asked for."""
    page = PAGE.read_text("utf-8")
    old = section(page, heading)
    if os.environ.get(REWRITE):
        head = [line for line in old.splitlines() if line.startswith("|")]
        new = old.replace("\n".join(head), "\n".join([*head[:2], *wanted]))
        PAGE.write_text(page.replace(old, new), "utf-8")
        old = new
    assert rows(old) == wanted, f"set {REWRITE}=1 and run again if it should be so"


@pytest.mark.parametrize("kind", FindingKind)
def test_a_kind_has_its_section_with_an_example_of_every_relation(kind: FindingKind, tmp_path: Path) -> None:
    given = rows(section(PAGE.read_text("utf-8"), kind))
    # Relations of the history of a repository have their table in docs/ci.md (tests/project/test_history.py).
    known = [name for name in kinds()[kind].relations if kind is not FindingKind.OUTDATED or name not in list(Change)]
    reported: dict[str, list[str]] = {relation: [] for relation in known}
    for case in examples(kind):
        found = findings_of(kind, case, tmp_path)
        if kind is not FindingKind.NUMBER:
            assert case["relation"] in [it.detail["relation"] for it in found], case["label"]
        for it in found:
            assert isinstance(lead := it.detail["lead"], dict), "a broken bar ends the lead of its message"
            assert set(lead) == {"en", "ja"}
            row = f"| `{it.detail['relation']}` | {it.severity} | {it.message['en']} | {it.message['ja']} |"
            # What a case is not about may come out worse as an example than what it is about.
            if case.get("relation", it.detail["relation"]) == it.detail["relation"]:
                reported[str(it.detail["relation"])].append(row)
    # Of several examples the page keeps the one that it has.
    checked(kind, [next((row for row in given if row in some), some[0]) for some in reported.values()])


def test_the_mqm_table_is_that_of_the_program() -> None:
    wanted = []
    for kind in kinds().values():
        wanted.append(f"| `{kind.kind}` | {kind.mqm.name} | `{kind.mqm.id}` |")
        others = dict.fromkeys(it.mqm for it in kind.relations.values() if it.mqm != kind.mqm)
        for mqm in others:
            names = ", ".join(f"`{it.name}`" for it in kind.relations.values() if it.mqm == mqm)
            wanted.append(f"| `{kind.kind}`: {names} | {mqm.name} | `{mqm.id}` |")
    checked("MQM", wanted)


def test_every_profile_is_in_the_page() -> None:
    told = [row.split("|")[1:3] for row in rows(section(PAGE.read_text("utf-8"), "Profiles"))]
    assert told == [[f" `{name}` ", f" {text} "] for name, text in profile_names().items()]


def test_the_schema_lists_the_kinds() -> None:
    schema = SCHEMA.read_text("utf-8")
    found = ENUM.search(schema)
    assert found
    wanted = ", ".join(f'"{kind}"' for kind in kinds())
    if os.environ.get(REWRITE):
        SCHEMA.write_text(schema[: found.start("kinds")] + wanted + schema[found.end("kinds") :], "utf-8")
    assert found["kinds"] == wanted or os.environ.get(REWRITE)
