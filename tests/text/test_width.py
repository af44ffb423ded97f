from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.model import Span
from aligner.text.width import NOT_FIRST, NOT_LAST, char_width, display_width, pad, truncate, wrap

if TYPE_CHECKING:
    from tests.growth import Stopwatch

MIXED = st.text(st.sampled_from("ab 1-.,「」（）。、漢字カナーッ％９８ｱﾞ…\u3099\u3000é"), max_size=60) | st.text(
    max_size=40
)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("対訳", 4),
        ("ｱｲｳ", 3),
        ("ガ", 2),
        ("カ\u3099", 2),
        ("ｶﾞ", 2),
        ("784億元", 7),
        ("３．５％", 8),
        ("葛\U000e0100飾", 4),
        ("…—×", 3),
        ("𠮷野家", 6),
        ("e\u0301", 1),
        ("a\u200bb", 2),
        ("\x1b", 0),
        ("①㎡½", 1 + 2 + 1),
    ],
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


def test_padding_counts_columns_not_characters() -> None:
    assert pad("対訳", 7) == "対訳   "
    assert pad("対訳", 3) == "対訳"


@given(MIXED, st.integers(1, 30))
def test_a_truncated_text_fits_and_is_a_beginning(text: str, width: int) -> None:
    cut = truncate(text, width)
    assert display_width(cut) <= max(width, 0)
    assert cut == text or text.startswith(cut.removesuffix("…"))


def test_a_full_width_character_is_not_cut_in_half() -> None:
    assert truncate("肇慶市", 4) == "肇…"
    assert truncate("肇慶市", 5) == "肇慶…"


def test_nothing_is_cut_to_less_than_its_ellipsis() -> None:
    with pytest.raises(ValueError, match="does not fit into 0 columns"):
        truncate("a", 0)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("   ", 10, [""]),
        ("  one two  ", 10, ["one two"]),
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 4, ["one", "two"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("a unbreakable", 4, ["a", "unbr", "eaka", "ble"]),
        # no stop, closing bracket, small kana or long-vowel mark begins a line
        ("今日は晴。", 8, ["今日は", "晴。"]),
        ("「はい」と", 6, ["「は", "い」と"]),
        ("ほんとちょっと", 8, ["ほんと", "ちょっと"]),
        ("次はデータ", 6, ["次は", "データ"]),
        ("ハンガリー", 8, ["ハンガ", "リー"]),
        # no opening bracket ends one
        ("市は「安定」", 6, ["市は", "「安", "定」"]),
        ("価格は￥100", 8, ["価格は", "￥100"]),
        # figures and Latin words stay whole
        ("売上は1,234円だ", 8, ["売上は", "1,234円", "だ"]),
        ("率は１２．５％", 8, ["率は", "１２．５", "％"]),
        ("中国のGDPは", 8, ["中国の", "GDPは"]),
        ("a well-known re-entry", 7, ["a well-", "known", "re-", "entry"]),
        ("from -5 to", 6, ["from", "-5 to"]),
        ("wait … (no)", 7, ["wait …", "(no)"]),
        ("あ\u3099い", 2, ["あ\u3099", "い"]),
        ("a漢。漢", 4, ["a", "漢。", "漢"]),
        ("\u200b漢。", 3, ["\u200b", "漢", "。"]),
        ("漢", 1, ["漢"]),
        ("漢字", 1, ["漢", "字"]),
    ],
)
def test_lines_are_broken_as_japanese_printing_breaks_them(text: str, width: int, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, width)] == lines


@given(MIXED, st.integers(1, 30), st.integers(1, 30))
def test_wrapping_loses_nothing_but_spaces_and_fits(text: str, width: int, first: int) -> None:
    lines = wrap(text, width, first=first)
    end = 0
    for k, line in enumerate(lines):
        assert not text[end : line.start].strip(" ")
        shown = text[line.start : line.end]
        assert display_width(shown) <= (min(first, width) if k == 0 else width) or sum(map(char_width, shown)) == 2
        end = line.end
    assert not text[end:].strip(" ")


@given(st.text(st.sampled_from("漢字カナ「」（）。、ーッ"), max_size=40), st.integers(12, 30))
def test_no_line_begins_or_ends_where_it_may_not_unless_nothing_else_is_left(text: str, width: int) -> None:
    for before, after in zip(lines := wrap(text, width), lines[1:], strict=False):
        allowed = text[after.start] not in NOT_FIRST and text[before.end - 1] not in NOT_LAST
        inside = text[before.start + 1 : before.end]
        forced = all(
            a in NOT_FIRST or b in NOT_LAST for a, b in zip(inside, text[before.start : before.end - 1], strict=True)
        )
        assert allowed or forced


def test_a_stretch_may_be_kept_whole() -> None:
    text = "leave at 8 a.m. or later"
    assert [text[a:b] for a, b in wrap(text, 11)] == ["leave at 8", "a.m. or", "later"]
    assert [text[a:b] for a, b in wrap(text, 11, whole=[Span(9, 15)])] == ["leave at", "8 a.m. or", "later"]
    assert [text[a:b] for a, b in wrap(text, 4, whole=[Span(0, 8)])][:2] == ["leav", "e at"]


@pytest.mark.parametrize(("width", "first"), [(0, None), (5, 0), (-1, 3)])
def test_a_line_without_width_is_refused(width: int, first: int | None) -> None:
    with pytest.raises(ValueError, match="at least one column"):
        wrap("text", width, first=first)


@pytest.mark.parametrize("unit", ["a", "あ", "「", "」", "a ", " ", "。", "９"])
def test_wrapping_takes_linear_time(unit: str, stopwatch: Stopwatch) -> None:
    stopwatch.assert_linear(lambda length: lambda: wrap(unit * (length // len(unit)), 40), 20_000)
