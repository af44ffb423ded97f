"""The line of a report that names how a translation often merges or splits, and the record's list of such shapes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import jsonschema

import aligner
from aligner.model import Alignment, Bead, Lang
from aligner.outputs.html import dump as html
from aligner.outputs.record import dump, load
from aligner.outputs.report.build import translator
from aligner.outputs.report.layout import Page
from tests.outputs.test_record import SCHEMA

if TYPE_CHECKING:
    from aligner.model import Record


def merged(source: Lang = Lang.EN, *, merged_pairs: int = 6) -> Record:
    """A record with pairs of three English sentences and one Japanese, and with ten times 1–1."""
    shapes = [3] * merged_pairs + [1] * 10
    english = [f"Sentence {k}." for k in range(sum(shapes))]
    japanese = [f"文{k}。" for k in range(len(shapes))]
    blank = aligner.align_segments(english, japanese, settings=aligner.Settings(meaning=False))
    record = load(blank.to_json())
    beads = tuple(Bead(k, tuple(range(sum(shapes[:k]), sum(shapes[: k + 1]))), (k,), 0.9) for k in range(len(shapes)))
    bitext = replace(record.alignment.bitext, source=source)
    return replace(record, alignment=Alignment(bitext, beads, ()), findings=())


def test_the_report_names_the_most_frequent_shape_in_both_languages() -> None:
    record = merged()
    assert translator(Page(record)) == [
        "This translation often merges sentences: in 6 of 16 pairs, 3 English sentences became one Japanese sentence."
    ]
    assert translator(Page(record, Lang.JA)) == [
        "この翻訳は文をまとめることが多く、16組中6組で英文3文が和文1文になっています。"
    ]
    assert "in 6 of 16 pairs" in html(record)


def test_the_shape_is_in_the_order_of_the_direction() -> None:
    assert translator(Page(merged(Lang.JA))) == [
        "This translation often splits sentences: in 6 of 16 pairs, one Japanese sentence became 3 English sentences."
    ]


def test_the_record_lists_the_shapes_and_is_read_again() -> None:
    record = merged()
    written = json.loads(dump(record))
    jsonschema.validate(written, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert written["translator"] == {"pairs": 16, "shapes": [{"en": 3, "ja": 1, "pairs": 6}]}
    assert dump(load(dump(record))) == dump(record)


def test_a_translation_that_seldom_merges_has_neither_line_nor_key() -> None:
    record = merged(merged_pairs=2)
    assert translator(Page(record)) == []
    assert "translator" not in json.loads(dump(record))
