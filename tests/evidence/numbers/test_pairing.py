from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aligner.evidence.numbers import agree, read_numbers
from aligner.evidence.numbers.comparison import interpretations, matching
from aligner.evidence.numbers.comparison.differences import Relation
from aligner.evidence.numbers.comparison.pairing import Comparison, compare_numbers
from aligner.evidence.numbers.comparison.table import sameness
from aligner.model import Lang
from tests.samples import cases

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = cases("numbers_agree")
NOTES = {Relation.CONVERTED, Relation.CALENDAR}


def compare(en: str, ja: str) -> Comparison:
    return compare_numbers(en, ja, read_numbers(en, Lang.EN), read_numbers(ja, Lang.JA))


def test_there_are_enough_cases_and_a_third_must_be_found() -> None:
    differing = [case for case in CASES if not case["expected"]["agree"]]
    assert len(CASES) >= 120
    assert len(differing) * 3 >= len(CASES)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail(strict=True)] if "known_failure" in case else [])
        for case in CASES
    ],
)
def test_snippets(case: dict[str, Any]) -> None:
    compared = compare(case["input"]["en"], case["input"]["ja"])
    relations = [found.relation for found in compared.differences if found.relation not in NOTES]
    expected = case["expected"]
    assert bool(relations) is not expected["agree"], relations
    if "relation" in expected:
        assert expected["relation"] in relations
    if "sameness" in expected:
        assert expected["sameness"] in {agreement.sameness for agreement in compared.agreements}


def test_no_case_has_its_label_twice() -> None:
    labels = [case["label"] for case in CASES]
    assert len(labels) == len(set(labels))


def test_agreements_come_in_english_order_and_keep_the_numbers_as_they_were_read() -> None:
    en, ja = "From 12,300 to 11,700 yen in 38 shops.", "38店で12,300円から11,700円に。"
    compared = compare(en, ja)
    starts = [agreement.en.start for agreement in compared.agreements]
    assert starts == sorted(starts)
    assert all(agreement.en in read_numbers(en, Lang.EN) for agreement in compared.agreements)
    assert all(agreement.ja in read_numbers(ja, Lang.JA) for agreement in compared.agreements)


def test_an_empty_side_is_compared_too() -> None:
    assert compare("", "") == Comparison((), ())
    assert [found.relation for found in compare("", "1,500円").differences] == [Relation.ADDED]


def test_work_grows_with_the_numbers_and_not_with_their_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def counted(rule: Callable[..., Any]) -> Callable[..., Any]:
        def count(*args: Any, **rest: Any) -> Any:
            nonlocal calls
            calls += 1
            return rule(*args, **rest)

        return count

    monkeypatch.setattr(matching, "agree", counted(agree))
    monkeypatch.setattr(interpretations, "sameness", counted(sameness))
    count = 400
    en = read_numbers(" ".join(f"{k:,} km" for k in range(100, 100 + count)), Lang.EN)
    ja = read_numbers("、".join(f"{k}キロ" for k in range(100, 100 + count)), Lang.JA)
    assert len(compare_numbers("", "", en, ja).agreements) >= count - 2
    assert calls < 40 * count


def test_a_long_text_that_does_not_correspond_is_no_trouble() -> None:
    en, ja = "On March 3, 1999, 37 fell. " * 150, "昭和3年（1934年）5月2日に51が。" * 150
    relations = {difference.relation for difference in compare(en, ja).differences}
    assert Relation.ADDED in relations
