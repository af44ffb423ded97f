"""What pages of the documentation print after their commands is what the program prints.

``TAIYAKU_REWRITE_GOLDEN=1`` writes it anew.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from aligner.model import EvidenceKind
from tests.consoles import DOCS, alike, entries, replay
from tests.outputs.test_golden import REWRITE

if TYPE_CHECKING:
    from pathlib import Path

PAGES = ("evidence.md", "first-report.md", "limits.md", "report.md")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_what_its_commands_print(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (DOCS / name).read_text("utf-8")
    made = replay(page, tmp_path, monkeypatch)
    if os.environ.get(REWRITE):
        (DOCS / name).write_text(made, "utf-8")
        page = made
    differing = [
        f"$ {command}\n{now}"
        for (command, told), (_, now) in zip(entries(page), entries(made), strict=True)
        if not alike(told, now)
    ]
    assert not differing, f"set {REWRITE}=1 and run again if it should be:\n" + "\n".join(differing)


def test_every_kind_of_evidence_has_its_section_with_an_example() -> None:
    page = (DOCS / "evidence.md").read_text("utf-8")
    parts = re.split(r"^## .*\(`(\w+)`\)\n", page, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert list(sections) == list(EvidenceKind)
    for kind, section in sections.items():
        assert any(f'{{"kind": "{kind}"' in told for _, told in entries(section)), kind


def test_last_digits_may_differ_and_nothing_else() -> None:
    assert alike("weight 1.234, en 3", "weight 1.235, en 3")
    assert not alike("weight 1.234, en 3", "weight 1.334, en 3")
    assert not alike("weight 1.234, en 3", "weight 1.234, en 4")
    assert not alike("weight 1.234", "weight 1")
