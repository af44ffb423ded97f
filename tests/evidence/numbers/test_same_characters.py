from __future__ import annotations

from pathlib import Path

import pytest

from aligner.evidence.numbers import read_numbers
from aligner.evidence.numbers.comparison.certainty import doubts
from aligner.evidence.numbers.comparison.differences import Relation
from aligner.evidence.numbers.comparison.pairing import Comparison, compare_numbers
from aligner.model import Lang
from tests.benchmarks.unchanged_strings import FRAMES, corpus_texts, differences, failures, strings

SHARED = Path(__file__).resolve().parents[3] / "../shared/corpora"
TRIES = 3_000


def compare(en: str, ja: str) -> Comparison:
    return compare_numbers(en, ja, read_numbers(en, Lang.EN), read_numbers(ja, Lang.JA))


@pytest.mark.slow
def test_strings_of_the_corpus_that_both_texts_hold_draw_no_finding() -> None:
    assert list(failures(corpus_texts(), TRIES)) == []


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpora are not here")
def test_strings_of_other_texts_that_both_texts_hold_draw_no_finding() -> None:
    texts = [path.read_text("utf-8") for path in sorted(SHARED.glob("*/*.??")) if "-" not in path.parent.name]
    assert list(failures(texts, TRIES)) == []


@pytest.mark.parametrize(
    "string",
    [
        "7/21/533",
        "17/18",
        "localhost:16686",
        "37:40",
        "@taro12",
        "v2.1.7",
        "G.711",
        "240,240A",
        "784億元",
        "2018-05-03T10:00Z",
        "0x7f",
        "3,4/5-6",
    ],
)
def test_a_string_that_both_texts_hold_draws_no_finding(string: str) -> None:
    assert not any(differences(string, frame) for frame in FRAMES)


@pytest.mark.parametrize(
    ("en", "ja"),
    [
        ("The Nikkei 225 fell.", "日経225は下落した。"),
        ("Open localhost:16686 and localhost:4318.", "localhost:4318とlocalhost:16686を開く。"),
        ("Set it to １２：３０ sharp.", "12:30ちょうどに設定する。"),
    ],
)
def test_its_place_and_its_width_do_not_matter(en: str, ja: str) -> None:
    assert compare(en, ja).differences == ()


def test_a_string_pairs_as_often_as_both_texts_hold_it() -> None:
    compared = compare("Use port 7/21/533, then 7/21/533.", "7/21/533を使い、次に7/21/534を使う。")
    assert compared.differences


@pytest.mark.parametrize(
    ("en", "ja", "relation"),
    [
        ("It cost 78.4 billion yuan.", "費用は78.4億元だった。", Relation.SCALE),
        ("It is 30 miles away.", "30キロ離れている。", Relation.UNIT),
        ("Sales rose 4.1%.", "売上高は4.1%減った。", Relation.DIRECTION),
        ("It ended 1 - 5.", "1 - 0で終わった。", Relation.DIGIT),
    ],
)
def test_what_stands_beside_the_same_figure_is_still_compared(en: str, ja: str, relation: Relation) -> None:
    assert [difference.relation for difference in compare(en, ja).differences] == [relation]


def test_strings_are_taken_with_the_words_around_them() -> None:
    assert strings(["It weighs 12.5 kg now."]) == ["12.5", "12.5 kg now", "weighs 12.5"]


@pytest.mark.parametrize(("text", "doubted"), [("an x86 chip", 0), ("at 92:30 sharp", 1), ("at 12:30 sharp", 0)])
def test_strings_of_digits_that_no_rule_reads_are_in_doubt(text: str, doubted: int) -> None:
    assert len(doubts(text, read_numbers(text, Lang.EN), "")) == doubted


def test_an_unread_string_hides_a_number_that_may_be_its_counterpart() -> None:
    assert compare("He finished in 37:40.", "彼は37分40秒でゴールした。").differences == ()
    assert compare("It began at 92:30.", "2時30分に始まった。").differences
