"""From records to states and back: nothing is lost, whatever was done in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from aligner import api
from aligner.findings.order import in_order
from aligner.model import Lang, Record
from aligner.outputs.record import canonical
from aligner.review.editing import edit, split
from aligner.review.state_records import places_of, record_of, state_of
from aligner.settings import Settings
from tests.outputs.records import harbour
from tests.review.reviews import CORPUS, JA, demo, demo_state, note_of, sentence_with

if TYPE_CHECKING:
    from pathlib import Path

MIXED = """Ferries leave at nine. Dogs travel free of charge.

フェリーは9時に出ます。犬は無料です。

Tickets cost 1,500 yen.

運賃は1500円です。
"""


def of_corpus(name: str) -> Record:
    files = sorted(path for path in (CORPUS / name).iterdir() if path.stem in {"en", "ja", "mixed"})
    return api.align_files(*files).record


def test_a_record_comes_back_as_it_was() -> None:
    record = demo()
    state = state_of(record)
    state.check()
    assert record_of(state) == record


@pytest.mark.parametrize("name", ["news-mountain-railway", "tutorial-tidemark", "dialogue-lost-property"])
def test_so_do_the_records_of_other_documents(name: str) -> None:
    record = of_corpus(name)
    assert record_of(state_of(record)) == record


def test_so_does_one_that_was_made_by_hand_but_for_its_links_and_the_order_of_its_findings() -> None:
    record = canonical(harbour(source=Lang.JA, known=True))
    back = record_of(state_of(record))
    assert back.alignment.bitext == record.alignment.bitext
    assert back.alignment.beads == record.alignment.beads
    assert back.findings == in_order(record.alignment, record.findings)


def test_a_mixed_file_stays_mixed_until_it_is_edited(tmp_path: Path) -> None:
    path = tmp_path / "both.txt"
    path.write_text(MIXED, "utf-8")
    record = api.align_files(path).record
    state = state_of(record)
    assert record_of(state) == record
    changed = record_of(edit(state, sentence_with(state, JA, "犬"), "犬は料金がかかりません。"))
    assert not changed.alignment.bitext.mixed
    assert changed.alignment.bitext.ja.text.count("犬は料金がかかりません。") == 1
    assert changed.alignment.bitext.en.text == MIXED


def test_a_split_changes_no_character_of_a_text() -> None:
    state = demo_state()
    sentence = sentence_with(state, JA, "事業規模")
    text = state.segments[JA][sentence].text
    changed = split(state, JA, sentence, text.index("、") + 1)
    changed.check()
    before, after = record_of(state).alignment.bitext.ja, record_of(changed).alignment.bitext.ja
    assert after.text == before.text
    assert len(after.segments) == len(before.segments) + 1


def test_marks_follow_what_they_are_about() -> None:
    state = demo_state()
    note = next(note for note in state.live() if note.relation == "swapped")
    sentence = sentence_with(state, JA, "2430人")
    (place,) = places_of(note, JA)
    text = state.segments[JA][sentence].text
    assert (place.segment, text[place.start : place.end]) == (sentence, "2430人")
    changed = edit(state, sentence, "なお、" + text)
    (moved,) = places_of(changed.findings[note.id], JA)
    assert changed.segments[JA][sentence].text[moved.start : moved.end] == "2430人"
    parted = split(state, JA, sentence, text.index("従業員"))
    (moved,) = places_of(parted.findings[note.id], JA)
    assert moved.segment not in state.segments[JA]
    assert parted.segments[JA][moved.segment].text[moved.start : moved.end] == "2430人"


def test_what_is_gone_is_in_no_record() -> None:
    state = demo_state()
    note = note_of(state, next(iter(state.live())).kind)
    without = replace(state, findings={**state.findings, note.id: replace(note, gone=True)})
    assert len(record_of(without).findings) == len(record_of(state).findings) - 1


def test_settings_are_those_of_the_record() -> None:
    record = api.align("One.", "一つ。", settings=Settings(meaning=False)).record
    assert record_of(state_of(record)).settings == record.settings
