"""Whole outputs against ``tests/golden``; the README there has the command that rewrites them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aligner.model import Lang, Record
from aligner.outputs import format_named
from aligner.outputs.options import Choices
from aligner.outputs.report.build import findings_only, plain_text, report
from aligner.outputs.report.layout import Page
from tests.outputs.records import harbour

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
REWRITE = "TAIYAKU_REWRITE_GOLDEN"


def assert_golden(name: str, made: bytes) -> None:
    path = GOLDEN / name
    if os.environ.get(REWRITE):
        path.write_bytes(made)
    assert path.read_bytes() == made, f"{name} differs; if it should, set {REWRITE}=1 and run the test again"


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("lang", list(Lang))
def test_the_report_at_every_width(lang: Lang, width: int) -> None:
    made = plain_text(report(Page(harbour(), lang, width)))
    assert_golden(f"harbour.{lang}.{width}.txt", made.encode())


@pytest.mark.parametrize("lang", list(Lang))
def test_the_report_with_japanese_as_the_stated_original(lang: Lang) -> None:
    made = plain_text(report(Page(harbour(source=Lang.JA, known=True), lang)))
    assert_golden(f"harbour.from-ja.{lang}.txt", made.encode())


@pytest.mark.parametrize("lang", list(Lang))
def test_the_findings_alone(lang: Lang) -> None:
    assert_golden(f"harbour.check.{lang}.txt", plain_text(findings_only(Page(harbour(), lang))).encode())


@pytest.mark.parametrize("name", ["json", "jsonl", "vecalign", "ladder", "tsv", "csv", "md", "tmx", "xliff", "xliff21"])
def test_the_export_formats(name: str) -> None:
    assert_golden(f"harbour.{name}", format_named(name).dump(harbour()))


@pytest.mark.parametrize("name", ["tsv", "md", "tmx", "xliff"])
def test_the_export_formats_in_japanese(name: str) -> None:
    record: Record = harbour(source=Lang.JA, known=True)
    assert_golden(f"harbour.from-ja.{name}", format_named(name).dump(record, Choices(lang=Lang.JA)))
