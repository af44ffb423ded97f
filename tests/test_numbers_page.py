"""The page about numbers names every relation that a finding may have, and nothing else as one."""

from __future__ import annotations

import re
from pathlib import Path

from aligner.evidence.numbers.comparison.differences import Relation
from aligner.findings.numbers import severity_of

PAGE = (Path(__file__).resolve().parents[1] / "docs/numbers.md").read_text("utf-8")


def test_every_relation_is_in_the_page_with_its_severity() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|.*\| (error|warning|info) \|$", PAGE, re.MULTILINE)
    assert dict(rows) == {str(each): str(severity_of(each)) for each in Relation}
