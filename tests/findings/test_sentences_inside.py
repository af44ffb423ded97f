"""Sentences without a counterpart inside a pair whose segments hold several sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import aligner
from aligner.findings import sentences_inside
from aligner.model import Alignment, Bead, Lang, Severity
from tests.samples import bitext, inspection

if TYPE_CHECKING:
    from aligner.model import Finding

EN = [
    ["The museum opens at nine in the morning.", "Tickets cost 500 yen for adults.", "Children under six enter free."],
    ["Please do not touch the exhibits.", "Photography is allowed without a flash.", "Large bags stay in the lockers."],
    ["The garden behind the house was planted in 1890.", "Its oldest tree is a camphor.", "It closes at sunset."],
    ["The last bus to the station leaves at 21:40.", "Taxis can be called at the front desk until midnight."],
]
JA = [
    ["博物館は午前9時に開館します。", "入場券は大人500円です。", "6歳未満のお子様は無料です。"],
    [
        "展示品に手を触れないでください。",
        "フラッシュを使わない撮影はできます。",
        "大きな荷物はロッカーに入れてください。",
    ],
    ["家の裏の庭は1890年に造られました。", "最も古い木はクスノキです。", "日没に閉まります。"],
    ["駅行きの最終バスは21時40分に出ます。", "タクシーは深夜0時まで受付で呼べます。"],
]


def joined(sentences: list[list[str]], glue: str, *, without: tuple[int, int] | None = None) -> list[str]:
    return [
        glue.join(text for k, text in enumerate(segment) if (number, k) != without)
        for number, segment in enumerate(sentences)
    ]


def found(en: list[str], ja: list[str], **options: Any) -> list[Finding]:
    settings = replace(aligner.Settings(source_lang=Lang.EN, segmented=True), **options)
    findings = aligner.align_segments(en, ja, settings=settings).record.findings
    return [finding for finding in findings if finding.detail["relation"] == "inside"]


@pytest.mark.parametrize("meaning", [True, False])
def test_complete_segments_give_nothing(*, meaning: bool) -> None:
    assert found(joined(EN, " "), joined(JA, ""), meaning=meaning) == []


@pytest.mark.parametrize("place", [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 0), (2, 1), (3, 1)])
def test_a_sentence_missing_in_the_translation_is_reported_with_its_span(place: tuple[int, int]) -> None:
    english = joined(EN, " ")
    (finding,) = found(english, joined(JA, "", without=place))
    number, k = place
    before = sum(len(text) + 1 for text in english[:number])
    start = before + english[number].index(EN[number][k])
    detail: Any = finding.detail
    assert finding.kind == "omission"
    assert (finding.en, finding.ja) == ((number,), (number,))
    assert (detail["en"]["start"], detail["en"]["end"]) == (start, start + len(EN[number][k]))
    assert EN[number][k] in finding.message["en"]


@pytest.mark.parametrize("place", [(0, 1), (1, 1), (2, 0), (3, 1)])
def test_a_sentence_that_only_the_translation_has_is_an_addition(place: tuple[int, int]) -> None:
    (finding,) = found(joined(EN, " ", without=place), joined(JA, ""))
    number, k = place
    detail: Any = finding.detail
    assert (finding.kind, detail["ja"]["text"]) == ("addition", JA[number][k])


def test_the_direction_decides_which_kind_it_is() -> None:
    (finding,) = found(joined(JA, ""), joined(EN, " ", without=(1, 1)), source_lang=Lang.JA)
    assert finding.kind == "omission"
    (neutral,) = found(joined(EN, " ", without=(1, 1)), joined(JA, ""), source_lang=None)
    assert neutral.kind == "addition"


def test_nothing_else_is_reported_about_a_missing_sentence() -> None:
    settings = aligner.Settings(source_lang=Lang.EN, segmented=True)
    record = aligner.align_segments(joined(EN, " "), joined(JA, "", without=(0, 1)), settings=settings).record
    assert [(finding.kind, finding.detail["relation"]) for finding in record.findings] == [("omission", "inside")]


@pytest.mark.parametrize(
    ("en", "ja"),
    [
        pytest.param(
            "The last bus to the station leaves at 21:40. Taxis can be called at the front desk until midnight.",
            "駅行きの最終バスは21時40分に出ますが、タクシーは深夜0時まで受付で呼べます。",
            id="two sentences in one",
        ),
        pytest.param(
            "The last bus to the station leaves at 21:40, but taxis can be called at the front desk until midnight.",
            "駅行きの最終バスは21時40分に出ます。タクシーは深夜0時まで受付で呼べます。",
            id="one sentence in two",
        ),
        pytest.param(
            "* You can pay in cash. * You can pay by card. * You can pay by bank transfer.",
            "* 現金で支払える * カードで支払える * 銀行振込で支払える",
            id="a list without stops",
        ),
        pytest.param(
            "The last bus leaves at 21:40. Enjoy your stay with us!",
            "最終バスは21時40分に出ます。花火は中庭からご覧ください。",
            id="another sentence in its place",
        ),
        pytest.param(
            "We open at 9 a.m. on Friday. See fig. 3. No. 5 is closed.",
            "金曜は9時に開きます。図3参照。5番は休みです。",
            id="abbreviations",
        ),
        pytest.param("Is it open? Yes!", "開いていますか？はい！", id="a word for a sentence"),
    ],
)
def test_sentences_that_are_translated_in_another_form_are_not_reported(en: str, ja: str) -> None:
    assert found([*joined(EN, " "), en], [*joined(JA, ""), ja]) == []


def test_a_short_sentence_is_a_warning() -> None:
    (finding,) = found(joined(EN, " "), joined(JA, "", without=(2, 2)))
    assert finding.severity is Severity.WARNING


def test_units_of_a_bilingual_file_are_divided_too(tmp_path: Any) -> None:
    units = zip(joined(EN, " "), joined(JA, "", without=(1, 1)), strict=True)
    entries = "\n\n".join(f'msgid "{en}"\nmsgstr "{ja}"' for en, ja in units)
    file = tmp_path / "ja.po"
    file.write_text(f'msgid ""\nmsgstr "Language: ja\\n"\n\n{entries}\n', "utf-8")
    record = aligner.align_files(file).record
    (finding,) = [one for one in record.findings if one.detail["relation"] == "inside"]
    assert EN[1][1] in finding.message["en"]


def test_without_weights_nothing_is_divided() -> None:
    both = bitext(joined(EN, " "), joined(JA, "", without=(0, 1)))
    beads = tuple(Bead(k, (k,), (k,), 0.99) for k in range(len(EN)))
    assert sentences_inside.find(inspection(Alignment(both, beads))) == []
