from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aligner
from aligner.findings.build import MOST_NOTES, capped
from aligner.findings.finders import FINDERS, find_all
from aligner.findings.inspection import Inspection
from aligner.findings.wording import doubled, repeated, spellings, style
from aligner.matching.prepare import prepare
from aligner.messages import say
from aligner.model import Alignment, Bead, Bitext, Counted, Finding, FindingKind, Lang, ParagraphKind, Severity
from tests.findings.wording.texts import inspect, lexicon
from tests.messages.reading import value, values
from tests.samples import Block, bitext, document

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.growth import Stopwatch

ODD = st.text(alphabet='雪が降る。、をサーバー「」（）—-1５カ年 \u3000Thea,."“é\n', max_size=30)
MESSY_EN = (
    'The town took on new tasks and new tasks. Kavanaugh came with a plan" The plan was good. '
    "Later Kavanaugh left the the town."
)
MESSY_JA = (
    "町は新たな任務と新たな任務を担った。カバノーが計画を持って来ましたが、よい計画でした。"
    "後にカバナーは町を去った。サーバとサーバーが残された。"
)
PAIRS: list[list[list[int]]] = [[[0], [0]], [[1], [1]], [[2], [2]], [[], [3]]]


def all_wording(inspection: Inspection) -> list[Finding]:
    of_wording = [find for find in FINDERS if find.__module__.startswith("aligner.findings.wording.")]
    return [finding for find in of_wording for finding in find(inspection)]


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(ODD, ODD), max_size=6), st.booleans())
def test_odd_texts_do_no_harm(texts: list[tuple[str, str]], apart: bool) -> None:
    blocks: list[list[Block]] = [[(ParagraphKind.BODY, tuple(column))] for column in zip(*texts, strict=True)] or [
        [],
        [],
    ]
    both = Bitext(document(Lang.EN, *blocks[0]), document(Lang.JA, *blocks[1]))
    sides = [((k,), ()) for k in range(len(texts))] + [((), (k,)) for k in range(len(texts))]
    pairs = sides if apart else [((k,), (k,)) for k in range(len(texts))]
    alignment = Alignment(both, tuple(Bead(k, en, ja, 1.0) for k, (en, ja) in enumerate(pairs)))
    for found in all_wording(Inspection(alignment, prepare(both, lexicon(), None), lexicon(), None)):
        assert found.en or found.ja
        for lang in Lang:
            span = found.detail.get(lang)
            if isinstance(span, dict):
                assert both.side(lang).text[span["start"] : span["end"]] == span["text"]


def test_the_order_in_which_the_texts_were_given_changes_nothing() -> None:
    inspection = inspect(MESSY_EN, MESSY_JA, PAIRS)
    turned = replace(inspection.alignment, bitext=replace(inspection.alignment.bitext, source=Lang.JA))
    found = all_wording(inspection)
    assert found == all_wording(replace(inspection, alignment=turned))
    assert {(it.kind, it.detail["relation"]) for it in found} == {
        (FindingKind.TORN, "stop-lost"),
        (FindingKind.DUPLICATE, "word"),
        (FindingKind.STYLE, "mixed"),
        (FindingKind.NAME, "changed"),
        (FindingKind.INCONSISTENT, "spelling"),
    }


def test_every_finding_carries_what_it_rests_on() -> None:
    for found in find_all(inspect(MESSY_EN, MESSY_JA, PAIRS)):
        assert isinstance(found.detail["relation"], str)
        assert isinstance(found.detail["confidence"], float)
        assert set(found.message) == {"en", "ja"}
        assert len(found.fingerprint) == 16


def test_fingerprints_do_not_depend_on_what_stands_before() -> None:
    found = all_wording(inspect(MESSY_EN, MESSY_JA, PAIRS))
    later = [[[0], [0]], *([[k + 1 for k in en], [k + 1 for k in ja]] for en, ja in PAIRS)]
    moved = all_wording(inspect(f"It rained.\n\n{MESSY_EN}", f"雨が降った。\n\n{MESSY_JA}", later))
    assert [it.fingerprint for it in found] == [it.fingerprint for it in moved]


def test_no_more_than_a_few_notes_and_the_last_says_how_many_more() -> None:
    words = ["サーバ", "プリンタ", "フォルダ", "ブラウザ", "ヘッダ", "ハンドラ", "インタープリタ"]
    japanese = "".join(f"{word}がある。{word}ーもある。" for word in words)
    english = "It is one. " * (2 * len(words))
    found = spellings.find(inspect(english, japanese))
    assert len(found) == MOST_NOTES
    rest = say("terms.and_more", more=2)
    assert all(found[-1].message[lang].endswith(rest[lang]) for lang in Lang)
    assert [it.detail.get("more") for it in found] == [None] * 4 + [2]
    assert capped(found) == found


def test_a_sentence_translated_twice_in_other_words_is_known_by_its_meaning() -> None:
    english = [
        "The harbour office opens at nine on weekdays and closes at noon on Saturdays.",
        "A spare key hangs behind the second door.",
        "Visitors sign the book at the counter.",
    ]
    japanese = [
        "港湾事務所は平日は9時に開き、土曜日は正午に閉まります。",
        "港湾事務所の開所は平日は午前9時、土曜日は正午に閉所となります。",
        "二番目の扉の裏に予備の鍵が掛けてあります。",
        "来訪者は窓口で帳簿に署名します。",
    ]
    result = aligner.align_segments(english, japanese)
    (found,) = (it for it in result.findings if it.kind is FindingKind.DUPLICATE)
    assert (found.detail["relation"], found.target, found.source) == ("twice", (0, 1), (0,))
    assert found.severity is Severity.WARNING
    assert aligner.align_segments(english, [japanese[0], *japanese[2:]]).findings == ()


def test_the_work_grows_with_the_text(stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        english = [f"The server {k} of the old harbour is red, and the archive {k} is open." for k in range(size)]
        japanese = [f"古い港のサーバ{k}は赤く、アーカイブ{k}は開いている。" for k in range(size)]
        both = bitext(english, japanese)
        alignment = Alignment(both, tuple(Bead(k, (k,), (k,), 1.0) for k in range(size)))
        inspection = Inspection(alignment, prepare(both, lexicon(), None), lexicon(), None)
        return lambda: all_wording(inspection)

    stopwatch.assert_linear(work, 200)


def test_sentences_of_the_other_style_are_told_with_their_sheets() -> None:
    cells = (
        "窓口は九時に開きます。",
        "切符は駅で買えます。",
        "船は毎日三便出ます。",
        "橋は夜には閉じる。",
        "犬は船に乗れない。",
    )
    places = [("Times!A1", 1), ("Times!A2", 2), ("Times!A3", 3), ("Times!A4", 4), ("Rules!A4", 4)]
    english = ("The office opens at nine.", "Tickets are sold.", "It sails daily.", "It closes.", "No dogs.")
    japanese = document(Lang.JA, *((ParagraphKind.BODY, (cell,)) for cell in cells))
    japanese = replace(
        japanese,
        counted=Counted.ROW,
        paragraphs=tuple(replace(it, origin=places[it.id][0]) for it in japanese.paragraphs),
        segments=tuple(replace(it, line=places[it.id][1]) for it in japanese.segments),
    )
    both = Bitext(bitext(english, ()).en, japanese)
    alignment = Alignment(both, tuple(Bead(k, (k,), (k,), 1.0) for k in range(len(cells))))
    (found,) = style.find(Inspection(alignment, prepare(both, lexicon(), None), lexicon(), None))
    assert value(found.message, "style.fewer_plain", "where") == (
        "row 4 on sheet Times; row 4 on sheet Rules",
        "シート〈Times〉の4行目、シート〈Rules〉の4行目",
    )


def test_a_text_pasted_over_another_is_told_once() -> None:
    sentence = "予備の鍵は扉の裏の赤い箱に掛けてあります。"
    english = "The spare key hangs in the red box behind the door.\n\nThe gate is green.\n\nVisitors sign the book."
    (found,) = repeated.find(inspect(english, f"{sentence}\n\n門は緑色です。\n\n{sentence}"))
    places = values(found.message, "duplicates.pasted")
    assert (places["again"], places["first"], places["partner"]) == (
        "Japanese line 5",
        "Japanese line 1",
        "English lines 1–5",
    )


@pytest.mark.parametrize(("times", "told"), [(60, 60), (150, 100)])
def test_of_what_a_segment_doubles_a_hundred_are_told(times: int, told: int) -> None:
    english = ", ".join(f"see the the {chr(97 + k // 26) + chr(97 + k % 26)}k" for k in range(times))
    assert len(doubled.find(inspect(english, "船である。"))) == told


QUESTION = "How do I change the colour of the garden lamp at night?"
TWO_ANSWERS = (
    f"{QUESTION} The lamp hangs in the porch. {QUESTION}",
    "色を変えるには。ランプは玄関にあります。鍵は赤い箱の中だ。",
)


@pytest.mark.parametrize(
    ("cosines", "confidence", "relations"),
    [((0.8, 0.7), 0.95, []), ((0.8, 0.1), 0.95, ["pasted"]), ((0.8, 0.7), 0.6, ["pasted"])],
)
def test_a_repeated_text_may_be_translated_in_two_ways(
    cosines: tuple[float, float], confidence: float, relations: list[str]
) -> None:
    inspection = inspect(*TWO_ANSWERS, confidence=confidence)
    en = np.zeros((4, 1, 2), np.float32)
    ja = en.copy()
    en[:, 0] = (1, 0)
    for segment, cosine in zip((1, 3), cosines, strict=True):
        ja[segment, 0] = (cosine, (1 - cosine**2) ** 0.5)
    inspection = replace(inspection, prepared=replace(inspection.prepared, vectors=(en, ja)))
    assert [finding.detail["relation"] for finding in repeated.find(inspection)] == relations
