from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.evidence.numbers.japanese import read_japanese
from aligner.evidence.numbers.japanese.lexicon import Words
from aligner.evidence.numbers.japanese.numerals import Form, parse_numeral
from aligner.evidence.numbers.japanese.spacing import close_gaps
from aligner.evidence.numbers.japanese.words import table
from aligner.evidence.numbers.units import units
from tests.samples import cases

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Number
    from tests.growth import Stopwatch

CASES = cases("numbers_ja")
SHARED = Path(__file__).resolve().parents[4] / "shared"
CORPORA = ("ntrex", "kftt", "ami", "bible", "tatoeba", "pydocs", "rustbook")


def told(number: Number) -> dict[str, Any]:
    """A number as the cases write it: only what differs from the defaults."""
    said: dict[str, Any] = {"text": number.text, "kind": str(number.kind)}
    if number.value is not None:
        said["value"] = str(number.value)
    if number.unit:
        said["unit"] = number.unit
    for end, bound in (("low", number.low), ("high", number.high)):
        if bound is not None:
            said[end] = [str(bound.value), bound.included]
    if number.parts:
        said["parts"] = dict(number.parts)
    if number.approximate != "none":
        said["approximate"] = str(number.approximate)
    if number.role != "none":
        said["role"] = str(number.role)
    if number.in_name:
        said["in_name"] = True
    return said


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['label']}: {case['input'][:20]}")
def test_case(case: dict[str, Any]) -> None:
    assert [told(number) for number in read_japanese(case["input"])] == case["expected"]


def test_there_are_enough_cases_and_a_third_of_them_say_no_number() -> None:
    negative = [case for case in CASES if case["origin"] == "negative"]
    assert len(CASES) >= 400
    assert 3 * len(negative) >= len(CASES)
    assert all(case["expected"] == [] for case in negative)
    assert len({case["input"] for case in CASES}) == len(CASES)


def check_spans(text: str) -> None:
    end = 0
    for number in read_japanese(text):
        assert end <= number.start < number.end <= len(text)
        assert number.text == text[number.start : number.end]
        assert number.unit is None or number.unit in units()
        end = number.end


ALPHABET = (
    "0123456789.,-−~〜～、・:/ \n　０９％%$¥①½²㎡〇一二三四五六七八九十百千万億兆壱弐参拾数何半倍両第約強弱余"
    "年月日時分秒間前後午以上下未満超人個つ円ドル割厘条項号章節対から世紀代度令和昭平成明治同期四半回忌丁目番地氷点零マイナス▲ﾄﾞﾙabQ"
)


@pytest.mark.property
@settings(max_examples=400, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=40))
def test_spans_lie_in_the_untouched_text_in_order(text: str) -> None:
    check_spans(text)


@pytest.mark.property
@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    check_spans(text)


@pytest.mark.property
@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=1, max_value=10**16 - 1))
def test_a_numeral_written_out_in_kanji_has_its_value(value: int) -> None:
    numeral = parse_numeral(written_out(value), 0)
    assert numeral is not None
    assert numeral.value == value


def written_out(value: int) -> str:
    """The textbook rule, apart from the parser: groups of four digits under 万億兆, no 一 before 十百千."""
    digits = "〇一二三四五六七八九"
    groups = []
    for large in ("", "万", "億", "兆"):
        value, group = divmod(value, 10_000)
        shown = ""
        for small, place in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
            digit = group // place % 10
            if digit:
                shown += ("" if digit == 1 and small else digits[digit]) + small
        if shown:
            groups.append(shown + large)
    return "".join(reversed(groups))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇二四", 2024),
        ("千", 1000),
        ("一万五", 10005),
        ("廿三", 23),
        ("壱百弐拾", 120),
        ("1.5億", 150_000_000),
        ("1兆2,345億6789万", 1_234_567_890_000),
        ("3千200", 3200),
        ("0.5", Decimal("0.5")),
    ],
)
def test_numerals(text: str, value: int | Decimal) -> None:
    numeral = parse_numeral(text, 0)
    assert numeral is not None
    assert (numeral.value, numeral.end) == (value, len(text))


@pytest.mark.parametrize(
    ("text", "end"), [("1四", 1), ("3千葉", 1), ("1万能", 1), ("2京都", 1), ("万", None), ("参", None)]
)
def test_numerals_end_where_words_begin(text: str, end: int | None) -> None:
    numeral = parse_numeral(text, 0)
    assert (None if numeral is None else numeral.end) == end


def test_a_numeral_longer_than_any_amount_is_a_code() -> None:
    (number,) = read_japanese("鍵は" + "7" * 5000 + "である。")
    assert (number.kind, number.value) == ("code", None)
    positional = parse_numeral("一" * 5000, 0)
    assert positional is not None
    assert positional.form is Form.POSITIONAL


def test_values_are_exact() -> None:
    (half,) = read_japanese("3.5時間半かかる。")
    assert half.value == 4
    assert isinstance(half.value, int)
    (third,) = read_japanese("1.5分の1に縮める。")
    assert third.value == Fraction(2, 3)


def test_half_width_kana_keep_their_offsets() -> None:
    text = "ﾌﾟﾛｼﾞｪｸﾄﾞ全体で２５ﾄﾞﾙかかる"
    (number,) = read_japanese(text)
    assert number.text == "２５ﾄﾞﾙ"
    assert (number.value, number.unit) == (25, "USD")


def test_gaps_close_only_inside_numbers() -> None:
    assert close_gaps("3 列 4 行\n5 6").text == "3列4行\n5 6"
    wrapped = "この行は折り返しがあるほど長いので数が切れて二十\n五個になる"
    assert close_gaps(wrapped).text == wrapped.replace("\n", "")
    assert close_gaps("一\n二\n三").text == "一\n二\n三"


def test_the_tables_name_units_that_exist() -> None:
    named = {entry["unit"] for entry in table("fixed_numbers.toml")["word"] if "unit" in entry}
    assert named <= units().keys()


def test_the_longest_word_wins_unless_another_word_follows() -> None:
    words = Words({"年": "year", "年間": "year", "人": "person"}, {"人": ["口"]})
    assert words.at("年間に", 0) == ("year", 2)
    assert words.at("人口", 0) is None
    assert words.before("三年間", 3) == ("year", 1)
    assert words.before("", 0) is None


@pytest.mark.parametrize("unit", ["あ", "一", "1", "1.", "a.", "9-", "約", "%41", "http://"])
def test_a_million_characters_are_read(unit: str) -> None:
    assert len(read_japanese(unit * (1_000_000 // len(unit)))) <= 1


@pytest.mark.parametrize("unit", ["第", "午前", "三人、", "、2", "1/", "10～12％から", "明治20年", "数", "三重県の"])
def test_reading_takes_linear_time(unit: str, stopwatch: Stopwatch) -> None:
    stopwatch.assert_linear(lambda length: lambda: read_japanese(unit * (length // len(unit))), 4_000)


@pytest.mark.skipif(not (SHARED / "corpora").is_dir(), reason="the shared corpora are not here")
@pytest.mark.parametrize("name", CORPORA)
def test_corpora_are_read_with_spans_in_order(name: str) -> None:
    for path in sorted((SHARED / "corpora" / name).glob("*.ja")):
        check_spans(path.read_text(encoding="utf-8"))
