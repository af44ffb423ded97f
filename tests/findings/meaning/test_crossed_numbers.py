"""Two numbers that are exchanged between the texts they belong to."""

from __future__ import annotations

import pytest

import aligner
from aligner import Settings

FEES = "Admission is 1,200 yen for adults and 600 yen for children."


def crossed(english: str, japanese: str, *, meaning: bool = True) -> list[str]:
    """What is reported about numbers with the texts of each other."""
    record = aligner.align_segments([english], [japanese], settings=Settings(meaning=meaning))
    return [finding.message["en"] for finding in record.findings if finding.detail["relation"] == "crossed"]


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        pytest.param(FEES, "入場料は大人600円、子供1,200円です。", id="before the numbers"),
        pytest.param(
            "The group earned 17.4 billion yen in beverages and 39.8 billion yen in cosmetics.",
            "部門別の売上高は、飲料が398億円、化粧品が174億円でした。",
            id="amounts of money",
        ),
        pytest.param(
            "We counted 340 birds on the lake, 85 birds in the forest.",
            "鳥の数は、湖で85羽、森で340羽だった。",
            id="a comma between them",
        ),
    ],
)
def test_exchanged_numbers_are_reported(english: str, japanese: str) -> None:
    assert len(crossed(english, japanese)) == 1


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        pytest.param(FEES, "入場料は大人1,200円、子供600円です。", id="the same order"),
        pytest.param(FEES, "入場料は、子供が600円、大人が1,200円です。", id="numbers and texts in the other order"),
        pytest.param(FEES, "入場料は大人600円、子供600円です。", id="a wrong number, which is another finding"),
        pytest.param("It has 12 rooms and 30 seats.", "客室が12、座席が30ある。", id="without an exchange"),
        pytest.param(
            "Of the 90 members, 60 voted for the plan.",
            "計画には会員90人のうち60人が賛成した。",
            id="a part of a whole",
        ),
        pytest.param(
            "The membership fee came to 70 dollars, a rise of 20 dollars.",
            "会費は20ドル値上げの70ドルになった。",
            id="a word that is joined to the number before it",
        ),
        pytest.param("The lot is 15 m by 20 m.", "土地は20メートルと15メートルである。", id="numbers without texts"),
    ],
)
def test_other_pairs_are_not(english: str, japanese: str) -> None:
    assert crossed(english, japanese) == []


def test_it_needs_sentence_meaning() -> None:
    assert crossed(FEES, "入場料は大人600円、子供1,200円です。", meaning=False) == []


def test_the_finding_names_one_number_and_both_texts() -> None:
    (message,) = crossed(FEES, "入場料は大人600円、子供1,200円です。")
    assert all(quoted in message for quoted in ("1,200 yen", "for adults", "子供"))
