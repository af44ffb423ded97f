from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from aligner.evidence.numbers import read_numbers
from aligner.evidence.numbers.comparison.differences import Relation
from aligner.evidence.numbers.comparison.pairing import Comparison, compare_numbers
from aligner.model import Lang

CASES = json.loads((Path(__file__).resolve().parents[2] / "cases/numbers_agree.json").read_text("utf-8"))
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
        pytest.param(
            case, id=case["label"], marks=[pytest.mark.xfail(strict=True)] if "known_failure" in case else []
        )
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


def test_thousands_of_numbers_are_compared_in_time_that_grows_with_them() -> None:
    count = 1_500
    en = read_numbers(" ".join(f"{k:,} km" for k in range(100, 100 + count)), Lang.EN)
    ja = read_numbers("、".join(f"{k}キロ" for k in range(100, 100 + count)), Lang.JA)
    started = time.perf_counter()
    compared = compare_numbers("", "", en, ja)
    assert time.perf_counter() - started < 3
    assert len(compared.agreements) >= count - 2
