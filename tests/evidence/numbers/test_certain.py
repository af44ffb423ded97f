"""A number is certain where it was read as a whole and in one way."""

from __future__ import annotations

import pytest

from aligner.evidence.numbers import read_numbers
from aligner.model import Lang


@pytest.mark.parametrize(
    "text",
    [
        "It took 3/4 of an hour.",
        "Pages 10-12 and 15.",
        "The ratio is 16:9.",
        "It cost $1,250.50.",
        "In 1950-53 he was abroad.",
        "Version 2.1.7 is out.",
        "A fifth of 12,000 people.",
        "Bring 2, 3 or 4.",
    ],
)
def test_english_read_as_a_whole_is_certain(text: str) -> None:
    numbers = read_numbers(text, Lang.EN)
    assert numbers
    assert all(number.certain for number in numbers)


@pytest.mark.parametrize(
    "text",
    [
        "In 17/18 they won.",
        "A profit of 1,018,30 ryo.",
        "The forty-forth item.",
        "One hour and half using it.",
        "See #release-4-2 there.",
    ],
)
def test_english_read_in_part_is_uncertain(text: str) -> None:
    assert not all(number.certain for number in read_numbers(text, Lang.EN))


@pytest.mark.parametrize(
    "text",
    [
        "1台25ユーロで売る。",
        "3分の2が残る。",
        "10～12％になる。",
        "価格は1,250円だ。",
        "第3日曜に開く。",
        "12:30に着く。",
        "二時間十五分煮る。",
    ],
)
def test_japanese_read_as_a_whole_is_certain(text: str) -> None:
    numbers = read_numbers(text, Lang.JA)
    assert numbers
    assert all(number.certain for number in numbers)


@pytest.mark.parametrize(
    "text", ["41,43,44系統のバス", "17/18シーズンに勝った。", "利益は1,018,30両だ。", "二時間十分に煮る。"]
)
def test_japanese_read_in_part_is_uncertain(text: str) -> None:
    assert not all(number.certain for number in read_numbers(text, Lang.JA))
