from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from aligner.evidence import names
from aligner.evidence.names import Mention, Rendering
from aligner.evidence.spelling import plain
from aligner.evidence.words import split_words
from aligner.model import Lang

CASES = json.loads((Path(__file__).resolve().parents[1] / "cases/names.json").read_text("utf-8"))


def renderings(en: str, ja: str) -> list[Rendering]:
    """Everything that the four ways find between two texts."""
    words_en, words_ja = split_words(en, Lang.EN), split_words(ja, Lang.JA)
    english = {mention.key: mention for mention in names.english_mentions(en, words_en)}
    stems = {plain(word.text): word.lemma for word in words_en if word.content and len(word.text) > 2}
    capitalised = [key for key, mention in english.items() if en[mention.start].isupper()]
    return [
        *names.match_loans(stems, keys(names.loan_mentions(words_ja))),
        *names.match_readings(english, capitalised, keys(names.read_mentions(words_ja))),
        *names.match_katakana(english, keys(names.katakana_mentions(ja))),
        *names.match_pinyin(capitalised, keys(names.chinese_mentions(ja))),
    ]


def keys(mentions: Any) -> list[str]:
    return [mention.key for mention in mentions]


def test_there_are_enough_cases_and_a_quarter_must_not_match() -> None:
    ways = [case["expected"]["way"] for case in CASES]
    assert len(CASES) >= 80
    assert set(ways) == {"loan word", "reading", "sound", "pinyin", None}
    assert ways.count(None) * 4 >= len(ways)
    assert len({case["label"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail(strict=True)] if "known_failure" in case else [])
        for case in CASES
    ],
)
def test_cases(case: dict[str, Any]) -> None:
    found = {rendering.way for rendering in renderings(**case["input"])}
    way = case["expected"]["way"]
    if way is None:
        assert not found
    else:
        assert way in found


def test_the_likest_english_word_is_taken_for_katakana() -> None:
    (found,) = names.match_katakana(["sprint", "sprinter", "spring"], ["スプリント"])
    assert (found.en, found.way) == ("sprint", "sound")
    assert found.likeness > 0.9


def test_a_reading_nearly_alike_needs_a_capital() -> None:
    assert [r.ja for r in names.match_readings(["kinkakuji"], ["kinkakuji"], ["kinkakujin"])] == ["kinkakujin"]
    assert list(names.match_readings(["kinkakuji"], [], ["kinkakujin"])) == []
    assert list(names.match_readings(["nara"], [], ["nara"])) == []


def test_mentions_lie_where_their_strings_stand() -> None:
    text = "At Hongan-ji, Shōnyo’s GDP"
    found = list(names.english_mentions(text, split_words(text, Lang.EN)))
    assert {(text[m.start : m.end], m.key) for m in found} >= {("Hongan-ji", "honganji"), ("Shōnyo", "shonyo")}

    text = "ジョン・スミスとメアリ＝アンのｱﾌﾟﾘ"
    parts = [(text[m.start : m.end], m.key) for m in names.katakana_mentions(text)]
    assert parts == [
        ("ジョン", "ジョン"), ("スミス", "スミス"), ("メアリ", "メアリ"), ("アン", "アン"), ("ｱﾌﾟﾘ", "アプリ"),
    ]  # fmt: skip

    text = "（京都大学）で"
    read = list(names.read_mentions(split_words(text, Lang.JA)))
    assert [(text[m.start : m.end], m.key) for m in read] == [
        ("京都", "kyoto"),
        ("京都大学", "kyotodaigaku"),
        ("大学", "daigaku"),
    ]
    assert len(list(names.chinese_mentions("広東省肇慶"))) == 4 + 3 + 2
    assert [m.key for m in names.chinese_mentions("広東省")] == ["広東", "広東省", "東省"]
    assert list(names.chinese_mentions("市と")) == []


def test_loan_words_are_keyed_by_the_stem_of_their_origin() -> None:
    text = "新規プロジェクト"
    (found,) = names.loan_mentions(split_words(text, Lang.JA))
    assert found == Mention(2, 8, "project")


def test_nothing_matches_nothing() -> None:
    assert renderings("", "") == []
    assert renderings("Kyoto", "") == []
    assert renderings("", "京都") == []


def test_a_line_of_a_hundred_thousand_names_takes_no_square_time() -> None:
    start = time.process_time()
    english = [plain(f"Name{chr(97 + k % 26)}{chr(97 + k // 26 % 26)}{chr(97 + k // 676)}") for k in range(2000)]
    kana = [f"ネーム{'アイウエオカキクケコ'[k % 10]}{'サシスセソタチツテト'[k // 10 % 10]}" for k in range(100)]
    list(names.match_katakana(english, kana))
    assert len(list(names.chinese_mentions("肇" * 100_000))) == 3 * 100_000 - 6
    assert time.process_time() - start < 5
