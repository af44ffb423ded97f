"""What is written as pairs is read again as pairs: every output that is an input format too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aligner.document.load import bitext_from_file
from aligner.document.reading import read_texts
from aligner.matching.preset import given_steps
from aligner.outputs import format_named
from aligner.outputs.options import Choices, Level, Listing
from aligner.settings import Settings
from tests.outputs.records import harbour
from tests.outputs.test_round_trips import of

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.model import Record

Pairs = list[tuple[str, str]]
#: Output formats that hold pairs, and the suffix that has them read as such.
READ = {
    "tmx": ".tmx",
    "xliff": ".xlf",
    "xliff21": ".xlf",
    "tsv": ".tsv",
    "csv": ".csv",
    "xlsx": ".xlsx",
    "docx": ".docx",
}
#: Characters that hurt; what a format must replace (controls) has tests of its own.
HURTFUL = [
    ("Fish & chips <b>now</b> ]]> “here”", "魚&チップス <b>今</b> ]]> 「ここ」"),
    ("𠮷野家 opened at 9.", "𠮷野家は9時に開店した。"),
    ("A family 👨‍👩‍👧‍👦 and a flag 🇯🇵.", "家族👨‍👩‍👧‍👦と旗🇯🇵。"),
    ("Kadsura 葛󠄀 is a plant.", "葛󠄀は植物である。"),
    ("Half width, full width.", "ﾊﾝｶｸとＦＵＬＬ。"),
    ("Left \u202aabc\u202c right.", "左\u2067abc\u2069右。"),
    ('=HYPERLINK("x") is no formula here.', "＝合計 ではありません。"),
    ("+81 is a code.", "-81ではない。"),
]


def given(record: Record, name: str, folder: Path) -> Pairs:
    """The pairs of a record as the program reads them from its own output."""
    form = format_named(name)
    path = folder / f"pairs{READ[name]}"
    path.write_bytes(form.dump(record, Choices(listing=Listing(beads=Level.PAIRED))))
    bitext = bitext_from_file(read_texts(path, Settings()), Settings())
    steps = given_steps(bitext)
    assert steps is not None, "the pairs were not taken for pairs"
    return [
        (bitext.en.segment_text(i), bitext.ja.segment_text(j))
        for i, end, j, last in steps
        if end == i + 1 and last == j + 1
    ]


def wanted(record: Record) -> Pairs:
    bitext = record.alignment.bitext
    return sorted(
        (
            bitext.en.text[bitext.en.segments[bead.en[0]].start : bitext.en.segments[bead.en[-1]].end],
            bitext.ja.text[bitext.ja.segments[bead.ja[0]].start : bitext.ja.segments[bead.ja[-1]].end],
        )
        for bead in record.alignment.beads
        if bead.paired
    )


@pytest.mark.parametrize("name", READ)
def test_the_pairs_come_back(name: str, tmp_path: Path) -> None:
    """Of a text this short the findings alone would be more than half of a workbook, which is then no file of pairs."""
    record = replace(harbour(), findings=())
    assert sorted(given(record, name, tmp_path)) == wanted(record)


@pytest.mark.parametrize("name", READ)
def test_characters_that_hurt_come_back(name: str, tmp_path: Path) -> None:
    record = of(*HURTFUL)
    assert sorted(given(record, name, tmp_path)) == sorted(HURTFUL)
