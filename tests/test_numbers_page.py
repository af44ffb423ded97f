"""The page about numbers names every relation that a finding may have, and nothing else as one."""

from __future__ import annotations

import re
from pathlib import Path

from aligner.findings.kinds import kinds
from aligner.model import FindingKind
from tests.evidence.numbers.rules_page import with_tables

PAGE = (Path(__file__).resolve().parents[1] / "docs/numbers.md").read_text("utf-8")


def test_every_relation_is_in_the_page_with_its_severity() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|.*\| (error|warning|info) \|$", PAGE, re.MULTILINE)
    assert dict(rows) == {it.name: str(it.severity) for it in kinds()[FindingKind.NUMBER].relations.values()}


def test_the_tables_of_rules_are_those_that_the_rules_give() -> None:
    assert with_tables(PAGE) == PAGE, "run python -m tests.evidence.numbers.rules_page"
