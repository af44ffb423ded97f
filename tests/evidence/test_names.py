from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from aligner.evidence import names
from aligner.evidence.name_candidates import (
    Mentions,
    chinese_mentions,
    english_mentions,
    katakana_mentions,
    loan_mentions,
    read_mentions,
)
from aligner.evidence.occurrences import Lines
from aligner.evidence.spelling import plain
from aligner.evidence.words import Words, read_words
from aligner.model import Lang
from tests.samples import cases

if TYPE_CHECKING:
    from aligner.evidence.names import Rendering
    from tests.growth import Stopwatch

CASES = cases("names")


def renderings(en: str, ja: str) -> dict[str, list[Rendering]]:
    """What each of the four ways finds between two texts."""
    lines_en, lines_ja = Lines([en], [0]), Lines([ja], [0])
    words_en, words_ja = read_words(lines_en, Lang.EN), read_words(lines_ja, Lang.JA)
    english = english_mentions(lines_en, words_en)
    stems = {plain(word.text): word.lemma for word in words_en if word.content and len(word.text) > 2}
    capitalised = [key for string, key in written(en, english) if string[0].isupper()]
    chinese = chinese_mentions(lines_ja, names.pinyin_names(capitalised)).keys
    return {
        "loan word": [*names.match_loans(stems, loan_mentions(words_ja).keys)],
        "reading": [*names.match_readings(english.keys, capitalised, read_mentions(words_ja).keys)],
        "sound": [*names.match_katakana(english.keys, katakana_mentions(lines_ja).keys)],
        "pinyin": [*names.match_pinyin(capitalised, chinese)],
    }


def words_of(text: str, lang: Lang) -> Words:
    return read_words(Lines([text], [0]), lang)


def written(text: str, mentions: Mentions) -> list[tuple[str, str]]:
    """(as it stands in the text, its key)."""
    spans = zip(mentions.places.start.tolist(), mentions.places.end.tolist(), mentions.key.tolist(), strict=True)
    return [(text[start:end], mentions.keys[key]) for start, end, key in spans]


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
    found = {way for way, found in renderings(**case["input"]).items() if found}
    way = case["expected"]["way"]
    if way is None:
        assert not found
    else:
        assert way in found


def test_the_likest_english_word_is_taken_for_katakana() -> None:
    (found,) = names.match_katakana(["sprint", "sprinter", "spring"], ["スプリント"])
    assert found.en == "sprint"


def test_a_reading_nearly_alike_needs_a_capital() -> None:
    assert [r.ja for r in names.match_readings(["kinkakuji"], ["kinkakuji"], ["kinkakujin"])] == ["kinkakujin"]
    assert list(names.match_readings(["kinkakuji"], [], ["kinkakujin"])) == []
    assert list(names.match_readings(["nara"], [], ["nara"])) == []


def test_mentions_lie_where_their_strings_stand() -> None:
    text = "At Hongan-ji, Shōnyo’s GDP"
    found = written(text, english_mentions(Lines([text], [0]), words_of(text, Lang.EN)))
    assert set(found) >= {("Hongan-ji", "honganji"), ("Shōnyo", "shonyo")}
    assert len(found) == 4

    text = "ジョン・スミスとメアリ＝アンのｱﾌﾟﾘ"
    assert written(text, katakana_mentions(Lines([text], [0]))) == [
        ("ジョン", "ジョン"), ("スミス", "スミス"), ("メアリ", "メアリ"), ("アン", "アン"), ("ｱﾌﾟﾘ", "アプリ"),
    ]  # fmt: skip

    text = "（京都大学）で"
    assert written(text, read_mentions(words_of(text, Lang.JA))) == [
        ("京都", "kyoto"),
        ("京都大学", "kyotodaigaku"),
        ("大学", "daigaku"),
    ]


def test_only_characters_that_spell_a_name_are_mentions() -> None:
    text = "広東省肇慶市と肇慶"
    found = chinese_mentions(Lines([text], [0]), {"guangdong", "zhaoqing", "zhaoqingshi", "guang"})
    assert written(text, found) == [("広東", "広東"), ("肇慶", "肇慶"), ("肇慶市", "肇慶市"), ("肇慶", "肇慶")]
    assert chinese_mentions(Lines([text], [0]), set()).keys == []


def test_segments_are_read_apart() -> None:
    lines = Lines(["雪の京", "都と", "ジョン", "ズ"], [5, 8, 10, 13])
    words = read_words(lines, Lang.JA)
    assert words.places.segment.tolist() == [0, 0, 0, 1, 1, 2]
    assert words.places.start.tolist() == [5, 6, 7, 8, 9, 10]
    # The first segment ends where the second starts, yet nothing is read across.
    assert "kyoto" not in read_mentions(words).keys
    assert katakana_mentions(lines).keys == ["ジョン"]


def test_loan_words_are_keyed_by_the_stem_of_their_origin() -> None:
    text = "新規プロジェクト"
    assert written(text, loan_mentions(words_of(text, Lang.JA))) == [("プロジェクト", "project")]


def test_rows_of_keys() -> None:
    text = "Snow, station, snow"
    found = english_mentions(Lines([text], [0]), words_of(text, Lang.EN))
    which, rows = found.rows(np.array([found.number["station"], found.number["snow"]]))
    assert which.tolist() == [0, 1, 1]
    assert found.places.start[rows].tolist() == [6, 0, 15]


def test_nothing_matches_nothing() -> None:
    assert not any(renderings("", "").values())
    assert not any(renderings("Kyoto", "").values())
    assert not any(renderings("", "京都").values())


def test_a_line_of_a_hundred_thousand_names_takes_no_square_time(stopwatch: Stopwatch) -> None:
    with stopwatch.limit(5):
        english = [plain(f"Name{chr(97 + k % 26)}{chr(97 + k // 26 % 26)}{chr(97 + k // 676)}") for k in range(2000)]
        kana = [f"ネーム{'アイウエオカキクケコ'[k % 10]}{'サシスセソタチツテト'[k // 10 % 10]}" for k in range(100)]
        list(names.match_katakana(english, kana))
        assert len(chinese_mentions(Lines(["肇" * 100_000], [0]), {"zhaozhao"}).places) == 100_000 - 1


def test_a_line_of_a_million_characters_is_read_once(stopwatch: Stopwatch) -> None:
    with stopwatch.limit(5):
        words = english_mentions(Lines(["a" * 1_000_000], [0]), words_of("a", Lang.EN))
        assert words.keys == []
        kana = katakana_mentions(Lines(["アイ・" * 300_000], [0]))
        assert kana.keys == ["アイ"]
        assert list(names.match_katakana(["b" * 500_000 + "t"], ["バ" * 500_000 + "ト"])) == []


def test_of_a_list_without_end_only_the_first_names_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the work does not grow with the product of two vocabularies. Buckets begin at the end of the alphabet."""
    english = ["sprint", "sabzd", "sacbd"]
    assert [it.en for it in names.match_katakana(english, ["スプリント"])] == ["sprint"]
    monkeypatch.setattr(names, "_BUCKET_SIZE", 1)
    assert [it.en for it in names.match_katakana(english, ["スプリント"])] == ["sprint"]
    assert list(names.match_katakana([*english, "szzzd"], ["スプリント"])) == []
    readings = ["kinkakujin", "kizzzz"]
    assert list(names.match_readings(["kinkakuji"], ["kinkakuji"], readings)) == []
