from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.evidence.numbers.english import read_english
from aligner.evidence.numbers.english.lexicon import lexicon
from aligner.evidence.numbers.english.numerals import number_words
from aligner.evidence.numbers.english.sections import roman
from aligner.evidence.numbers.english.tokens import Kind, tokenise
from aligner.evidence.numbers.number import Bound, Number
from tests.samples import cases, labelled

if TYPE_CHECKING:
    from tests.growth import Stopwatch


def plain(number: Number) -> dict[str, Any]:
    """A number as the case files write it: only the fields that say something."""
    found: dict[str, Any] = {"text": number.text, "kind": number.kind.value}
    if number.value is not None:
        found["value"] = str(number.value)
    for end, bound in (("low", number.low), ("high", number.high)):
        if isinstance(bound, Bound):
            found[end] = [str(bound.value), bound.included]
    for name in ("unit", "in_name"):
        if getattr(number, name):
            found[name] = getattr(number, name)
    for name in ("approximate", "role"):
        if getattr(number, name).value != "none":
            found[name] = getattr(number, name).value
    if number.parts:
        found["parts"] = dict(number.parts)
    return found


@pytest.mark.parametrize("case", labelled("numbers_en"))
def test_case(case: dict[str, Any]) -> None:
    assert [plain(number) for number in read_english(case["input"])] == case["expected"]


@pytest.mark.parametrize("case", labelled("numbers_en_known"))
@pytest.mark.xfail(strict=True, reason="known failure")
def test_known_failure(case: dict[str, Any]) -> None:
    assert [plain(number) for number in read_english(case["input"])] == case["expected"]


def test_a_third_of_the_cases_are_negatives() -> None:
    found = cases("numbers_en")
    assert len(found) >= 180
    assert sum(case["expected"] == [] for case in found) * 3 >= len(found)
    assert len({case["input"] for case in found}) == len(found)


PIECES = st.sampled_from(
    [
        *(
            "5",
            "14½",
            "1,200",
            "12:30",
            "2024-03-05",
            "0xFF",
            "3-2-15",
            "$",
            "£",
            "%",
            "-",
            "–",
            ".",
            ",",
            "(",
            ")",
        ),
        *(
            "one",
            "two",
            "hundred",
            "million",
            "half",
            "a",
            "and",
            "third",
            "twice",
            "May",
            "March",
            "first",
            "I",
            "V",
        ),
        *(
            "Louis",
            "Chapter",
            "Q",
            "FY",
            "km",
            "m",
            "bn",
            "a.m.",
            "pm",
            "to",
            "from",
            "between",
            "or",
            "more",
            "than",
        ),
        *(
            "quarter",
            "past",
            "nine",
            "of",
            "the",
            "hundreds",
            "couple",
            "doubled",
            "rose",
            "by",
            "〜",
            "ｶﾞ",
            "５",
            "\n",
        ),
        *(
            "point",
            "oh",
            "nineteen",
            "ninety",
            "fiscal",
            "year",
            "century",
            "BC",
            "feet",
            "inches",
            "'s",
            "s",
            "th",
        ),
    ]
)
SPACES = st.sampled_from(["", " ", " ", " "])


@pytest.mark.property
@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(PIECES, SPACES), max_size=14))
def test_spans_are_in_order_and_cut_the_untouched_text(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + space for piece, space in pieces)
    end = 0
    for number in read_english(text):
        assert end <= number.start < number.end <= len(text)
        assert number.text == text[number.start : number.end]
        end = number.end


@pytest.mark.property
@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for number in read_english(text):
        assert number.text == text[number.start : number.end]


ONES = list(lexicon().small)
TENS = list(lexicon().tens)


def spelt(n: int) -> str:
    """A number in words, the plain way: the oracle of the number-word grammar."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{ONES[n // 100]} hundred" + (f" and {spelt(n % 100)}" if n % 100 else "")
    for power, name in ((12, "trillion"), (9, "billion"), (6, "million"), (3, "thousand")):
        if n >= 10**power:
            rest = n % 10**power
            joint = " and " if rest < 100 else " "
            return f"{spelt(n // 10**power)} {name}" + (f"{joint}{spelt(rest)}" if rest else "")
    raise AssertionError


@pytest.mark.property
@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**15 - 1))
def test_number_words_are_read_back(n: int) -> None:
    tokens = tokenise(spelt(n))
    amount = number_words(tokens, 0)
    assert amount is not None
    assert (amount.value, amount.end) == (n, tokens.length)


def test_roman_numerals_are_read_back() -> None:
    digits = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL"}
    digits |= {10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
    for n in range(1, 400):
        rest, text = n, ""
        for value, sign in digits.items():
            text, rest = text + sign * (rest // value), rest % value
        assert roman(text) == roman(text.lower()) == n


def test_half_width_kana_do_not_shift_spans() -> None:
    (number,) = read_english("ﾌﾟﾛｼﾞｪｸﾄ has ２５ parts")
    assert (number.start, number.text, number.value) == (13, "２５", 25)


def test_every_figure_is_a_number_or_code_or_inside_one() -> None:
    text = "In 2019 the 3D printer (v2.1, 12V) made 1,400 parts, No. 7 to 9, at £5.50 each by 14:30 on 3/5/2024."
    covered = {k for number in read_english(text) for k in range(number.start, number.end)}
    assert {k for k, char in enumerate(text) if char.isdigit()} <= covered


@pytest.mark.parametrize("unit", ["a", "1", "5 ", "a.b", "1,", "(((", "one hundred and "])
def test_time_is_linear(unit: str, stopwatch: Stopwatch) -> None:
    stopwatch.assert_linear(lambda size: lambda: read_english((unit * size)[:size]), 5_000)


def test_a_line_of_a_million_characters(stopwatch: Stopwatch) -> None:
    with stopwatch.limit(15):
        assert len(read_english("word " * 199_999 + "42")) == 1


def test_tokens_are_safe_beyond_both_ends() -> None:
    tokens = tokenise("one")
    assert tokens[-1].kind is tokens[5].kind is Kind.END


def test_every_list_of_the_lexicon_is_casefolded() -> None:
    for name, words in lexicon().sets.items():
        assert name.startswith("signs.") or all(word == word.casefold() for word in words), name
