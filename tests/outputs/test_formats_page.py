"""The table of ``docs/formats.md``, what each format keeps and loses, is what reading back measures."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aligner.outputs import FORMATS, format_named
from aligner.outputs.options import Choices, Level, Listing
from tests.outputs.readers import READERS, Read, expected
from tests.outputs.records import harbour
from tests.outputs.test_golden import REWRITE
from tests.outputs.test_round_trips import of

if TYPE_CHECKING:
    from aligner.model import Record

pytestmark = pytest.mark.slow

PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats.md"
HEADS = (
    "format", "texts", "text without counterpart", "sentence numbers", "lines", "confidence", "moved pairs", "findings",
    "control characters", "line ends in a text",
)  # fmt: skip
YES, NO = "yes", "–"
#: Formats without a reader of their own here: pages for people, and a copy of a document.
FOR_PEOPLE = {"report", "html", "docx-comments"}


def read(name: str, made: Record, *, everything: bool = True) -> list[Read]:
    form = format_named(name)
    listing = Listing(beads=Level.ALL if everything else None)
    return READERS[name](form.files(made, Choices(listing=listing) if "listing" in form.takes else Choices()))


def measured(name: str) -> tuple[str, ...]:
    made = harbour()
    wanted = expected(made, Listing(beads=Level.ALL))
    found = read(name, made)

    def told(key: str, beads: list[Read]) -> list[object]:
        return sorted((getattr(bead, key) for bead in beads), key=repr)

    def kept(key: str) -> str:
        if told(key, found) == told(key, wanted):
            return YES
        in_order = told(key, [bead for bead in wanted if bead.kind != "moved"])
        return "except of moved pairs" if all(it in told(key, found) for it in in_order) else NO

    findings = kept("findings")
    if findings == NO and kept("finding_kinds") == YES:
        findings = "kind and severity"
    return (
        f"`{name}`",
        kept("texts"),
        alone(name, made),
        kept("segments"),
        kept("lines"),
        kept("confidence"),
        moved(found, wanted),
        findings,
        controls(name),
        line_ends(name),
    )


def alone(name: str, made: Record) -> str:
    """Whether text without counterpart is there."""
    if len(read(name, made, everything=False)) >= len(made.alignment.beads):
        return YES
    return "with `--beads all`" if len(read(name, made)) == len(made.alignment.beads) else NO


def moved(found: list[Read], wanted: list[Read]) -> str:
    """What becomes of a pair that breaks the order."""
    (pair,) = [bead for bead in wanted if bead.kind == "moved"]
    if pair.kind in {bead.kind for bead in found}:
        return "marked"
    there = any(pair.segments == bead.segments if bead.texts is None else pair.texts == bead.texts for bead in found)
    return "kept" if there else "taken apart"


def controls(name: str) -> str:
    """What becomes of characters that XML cannot hold."""
    if name in {"vecalign", "ladder"}:
        return NO
    text = "a\x08b\x1bc\uffffd"
    (bead,) = read(name, of((text, text)))
    if bead.texts != (text, text):
        return "replaced"
    return "replaced and noted" if bead.noted else YES


def line_ends(name: str) -> str:
    """What becomes of line ends inside a text."""
    if name in {"vecalign", "ladder"}:
        return NO
    texts = {read(name, of((text, "対訳")))[0].texts for text in ("a\r\nb", "a\nb")}
    if len(texts) == 2:
        return YES
    return "line feeds" if ("a\nb", "対訳") in texts else "joined"


def table() -> str:
    rows = [HEADS, ("---",) * len(HEADS), *(measured(form.name) for form in FORMATS if form.name not in FOR_PEOPLE)]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def test_the_table_is_what_is_measured() -> None:
    page = PAGE.read_text("utf-8")
    start = page.index("| " + " | ".join(HEADS))
    end = re.compile(r"\n(?!\|)").search(page, start)
    assert end is not None
    made = table()
    if os.environ.get(REWRITE):
        PAGE.write_text(page[:start] + made + page[end.end() :], "utf-8")
        page = PAGE.read_text("utf-8")
    assert made in page, f"the table differs; if it should, set {REWRITE}=1 and run the test again"


@pytest.mark.parametrize("form", FORMATS, ids=[form.name for form in FORMATS])
def test_every_format_is_in_the_page_with_its_suffixes_and_extra(form: object) -> None:
    page, *_ = PAGE.read_text("utf-8").split("### Choices")
    name, suffixes, extra = (getattr(form, key) for key in ("name", "suffixes", "extra"))
    (row,) = (line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
    assert all(f"`{suffix}`" in row for suffix in suffixes)
    assert not extra or f"taiyaku[{extra}]" in row
