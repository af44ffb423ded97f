"""The arithmetic of the benchmarks; the aligners they run are not needed."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

import pytest

import aligner
from aligner.evidence.words import _english_form, split_words
from aligner.model import Lang, Span
from aligner.parameters import load_parameters
from tests.benchmarks import alarms, aligners, builds, clauses
from tests.benchmarks.gold_sets import GoldDocument, parameters_without, read_set
from tests.benchmarks.planted import Measured, pairs_of
from tests.benchmarks.planted import measure as measure_planted
from tests.benchmarks.planted_clauses import plant as plant_clause
from tests.benchmarks.planted_wording import FLAWS, Texts, corpus_texts, table
from tests.benchmarks.planted_wording import measure as measure_planted_wording
from tests.benchmarks.planting import Slip, figures, plant, shared
from tests.benchmarks.reliability import BINS, Reliability, judged, page, together
from tests.benchmarks.tally import Counts, Tally, count
from tests.samples import CORPUS, sample

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.gold_sets import Bead

pytestmark = pytest.mark.slow


def test_a_set_is_read_with_its_gaps_apart(tmp_path: Path) -> None:
    (tmp_path / "a.en").write_text("One.\n\nTwo.\nThree.\n", "utf-8")
    (tmp_path / "a.ja").write_text("一。\n", "utf-8")
    (tmp_path / "a.gold").write_text("[0]:[0]\n[1, 2]:[]\n", "utf-8")
    (document,) = read_set(tmp_path)
    assert (document.name, document.en, document.ja) == ("a", ["One.", "Two.", "Three."], ["一。"])
    assert document.beads == {((0,), (0,)), ((1,), ()), ((2,), ())}
    assert document.size == 4
    with pytest.raises(SystemExit, match="no gold documents"):
        list(read_set(tmp_path / "empty"))


def test_parameters_are_those_without_the_sets_domain(tmp_path: Path) -> None:
    assert parameters_without(None, "ntrex-gaps") is None
    assert parameters_without(tmp_path, "ntrex-gaps") == tmp_path / "ntrex.json"
    assert parameters_without(tmp_path, "scale") == tmp_path / "kftt.json"


def test_counts_and_scores() -> None:
    gold = frozenset({((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((), (2,))})
    found = frozenset({((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), ()), ((), (2,))})
    counts = count(gold, found)
    assert counts == Counts(3, 5, 1, 2, 2, 3, 2)
    tally = Tally([counts], segments=7, seconds=2.0)
    assert tally.strict == pytest.approx(2 * 0.6 * 0.5 / 1.1)
    assert (tally.gap_precision, tally.gap_recall) == pytest.approx((2 / 3, 1.0))
    assert tally.gap_f1 == pytest.approx(0.8)
    assert tally.speed == 3.5
    assert tally.strict_interval == (tally.strict, tally.strict)


def test_an_interval_spans_what_other_samples_of_the_documents_give() -> None:
    good, bad = Counts(10, 10, 10, 10, 0, 0, 0), Counts(0, 10, 0, 10, 0, 0, 0)
    tally = Tally([good] * 9 + [bad])
    low, high = tally.strict_interval
    assert low < tally.strict < high <= 1.0
    assert low > 0.6
    assert Tally([good] * 90 + [bad] * 10).strict_interval[0] > low
    assert Tally([Counts(0, 0, 0, 0, 0, 0, 0)]).strict == 0.0


def test_the_calibration_error_is_the_distance_of_confidence_from_what_is_right() -> None:
    found = Reliability()
    for k in range(10):
        found.add(0.85, right=k < 6)
    for _ in range(30):
        found.add(1.0, right=True)
    assert list(found.rows()) == [("0.8–0.9", 10, pytest.approx(0.85), 0.6), ("0.9–1.0", 30, 1.0, 1.0)]
    assert found.error == pytest.approx(0.25 * 10 / 40)
    assert Reliability().error == 0.0


@pytest.mark.parametrize("confidence", [0.0, 0.05, 0.1, 0.3, 0.7, 0.95, 1.0])
def test_every_confidence_is_in_one_bin(confidence: float) -> None:
    found = Reliability()
    found.add(confidence, right=True)
    assert sum(found.beads) == 1
    assert found.beads[min(int(confidence * BINS + 1e-9), BINS - 1)] == 1


def test_gaps_are_judged_one_by_one_and_counted_with_all() -> None:
    result = aligner.align_segments(["Snow."], [], settings=aligner.Settings(meaning=False))
    said = result.beads[0].confidence
    assert list(judged(result, frozenset({((0,), ())}))) == [("all beads", said, True), ("gaps", said, True)]
    assert [right for _, _, right in judged(result, frozenset())] == [False, False]


def test_the_page_gives_the_command_and_every_set() -> None:
    one = together([])
    one["all beads"].add(0.7, right=True)
    two = together([one, one])
    assert two["all beads"].beads[7] == 2
    written = page({"news": one, "plays": two}, "python -m x")
    assert "Made by `python -m x`." in written
    assert "| news | 0.300 (1) | – | – |" in written
    assert "| all sets | 0.300 (3) | – | – |" in written


def test_texts_are_forgotten_before_a_call_is_timed() -> None:
    split_words("784 trains", Lang.EN)
    assert _english_form.cache_info().currsize > 0
    held, seconds = aligners.timed(lambda: _english_form.cache_info().currsize)
    assert held == 0
    assert seconds >= 0.0


def test_what_others_remember_is_left_alone() -> None:
    @lru_cache(maxsize=10)
    def double(number: int) -> int:
        return 2 * number

    double(4)
    aligners.forget_texts()
    assert double.cache_info().currsize == 1


def test_planted_errors_are_wrong_figures_in_their_place() -> None:
    draw = Random(1)
    (both,) = shared("It drew 1,250 people.", "約１２５０人が来た。")
    assert both.en.value == 1250
    assert both.ja.span == Span(1, 5)
    for slip in (Slip.DIGIT, Slip.SWAP, Slip.TEN):
        planted = plant("It drew 1,250 people.", both.en, slip, Lang.EN, draw)
        assert planted is not None
        (there,) = figures(planted.text, Lang.EN)
        assert there.value != 1250
        assert there.span == planted.span
    assert plant("It drew 1,250 people.", both.en, Slip.SCALE, Lang.EN, draw) is None
    dropped = plant("約１２５０人が来た。", both.ja, Slip.DROP, Lang.JA, draw)
    assert dropped is not None
    assert dropped.text == "約が来た。"


def test_scale_words_are_mistaken_for_their_neighbours_and_glosses_stay() -> None:
    (yen,) = figures("784億円", Lang.JA)
    planted = plant("784億円", yen, Slip.SCALE, Lang.JA, Random(1))
    assert planted is not None
    assert planted.text in {"784万円", "784兆円"}
    year, _, western = figures("寛永11年に（1634年）、元和4年（1618年）", Lang.JA)[:3]
    assert plant("寛永11年（1634年）", figures("寛永11年（1634年）", Lang.JA)[0], Slip.DROP, Lang.JA, Random(1)) is None
    assert plant("寛永11年に（1634年）、元和4年（1618年）", year, Slip.DROP, Lang.JA, Random(1)) is not None
    assert western.value == 4


def test_what_is_planted_and_found_is_counted_by_kind() -> None:
    document = GoldDocument(
        "a",
        ["It drew 1,250 people in 2019.", "No figures.", "It has 40 doors."],
        ["2019年に1250人が来た。", "数値なし。", "扉は41枚ある。"],
        frozenset({((0,), (0,)), ((1,), (1,)), ((2,), (2,))}),
    )
    measured = Measured()
    measure_planted(pairs_of(document), measured)
    assert measured.with_digits == 2
    assert measured.drew == {"error": 1, "any": 1, "warning or above": 1}
    assert measured.planted[Slip.DIGIT] == 1
    assert measured.recall >= 0.5
    first, _, second = measured.lines("set")
    assert first.startswith("set: ")
    assert "error 1 (50.0%)" in second
    assert len(measured.alarms) == 1


def test_pairs_stand_in_the_order_of_the_english() -> None:
    beads = frozenset({((1,), (2,)), ((0,), (0,)), ((), (1,)), ((2,), ())})
    document = GoldDocument("a", ["a", "b", "c"], ["い", "ろ", "は"], beads)
    assert pairs_of(document).texts == (("a", "い"), ("", "ろ"), ("b", "は"), ("c", ""))


def test_builds_fail_on_what_a_translation_lost_and_on_nothing_else(tmp_path: Path) -> None:
    made = sample("letter-library-clean")
    (tmp_path / "a.en").write_text("\n".join(made.en), "utf-8")
    (tmp_path / "a.ja").write_text("\n".join(made.ja), "utf-8")
    (tmp_path / "a.gold").write_text("".join(f"{list(en)}:{list(ja)}\n" for en, ja in made.beads), "utf-8")
    found = builds.measure(tmp_path, aligner.Settings(source_lang=Lang.EN, meaning=False, segmented=True), 1, 1)
    assert found == {"cut": {"found": 1}, "lag": {"passes": 1}, "source": {"passes": 1}}


def test_the_alarms_of_a_set_are_counted_by_kind_over_its_gold_pairs(tmp_path: Path) -> None:
    (tmp_path / "a.en").write_text("It has 279 doors.\nSnow fell.\nA guest came.\n", "utf-8")
    (tmp_path / "a.ja").write_text("客が来た。\n扉は276枚ある。\n雪。\n", "utf-8")
    (tmp_path / "a.gold").write_text("[0]:[1]\n[1]:[]\n[2]:[0]\n[]:[2]\n", "utf-8")
    (document,) = read_set(tmp_path)
    beads = alarms.gold_alignment(document).beads
    assert [(bead.en, bead.ja, bead.moved) for bead in beads] == [
        ((0,), (1,), False),
        ((), (2,), False),
        ((1,), (), False),
        ((2,), (0,), True),
    ]
    wanted = alarms.Wanted(frozenset({"number", "moved"}))
    found = alarms.measure(tmp_path, load_parameters(None), wanted, None, meaning=False)
    assert list(found.rows()) == [
        (("moved", "moved", "info"), 1, 500.0),
        (("number", "digit", "error"), 1, 500.0),
    ]
    written = alarms.table({"doors": found, "nothing": alarms.Alarms()})
    assert "| doors | 2 | number | digit | error | 1 | 500.0 |" in written
    assert "| nothing | 0 | – | – | – | 0 | 0.0 |" in written
    assert "扉は276枚ある。" in found.read[0]


def test_a_sample_is_spread_evenly_and_never_larger_than_what_there_is() -> None:
    assert alarms.sample(list("abcdef"), 3) == ["a", "c", "e"]
    assert alarms.sample(["a"], 3) == ["a"]
    assert alarms.sample(["a"], 0) == []


EN_LOST = "The pump starts by itself when the tank is full, unless the emergency valve on the north wall is open."
JA_WHOLE = "北側の壁の緊急弁が開いていない限り、タンクが満水になるとポンプは自動的に始動します。"


def test_clauses_are_taken_out_of_one_side_of_some_pairs() -> None:
    pairs = 40
    beads: frozenset[Bead] = frozenset({*(((k,), (k,)) for k in range(pairs)), ((pairs,), ())})
    document = GoldDocument("made", [EN_LOST] * (pairs + 1), [JA_WHOLE] * pairs, beads)
    changed, planted = plant_clause(document, Random(1))
    assert (changed, planted) == plant_clause(document, Random(1))
    assert 0 < len(planted) < pairs
    for (en, ja), gone in ((tuple(k[0] for k in bead), gone) for bead, gone in planted.items()):
        here, there = (changed.en[en], changed.ja[ja]) if gone.lang is Lang.EN else (changed.ja[ja], changed.en[en])
        assert gone.text not in here
        assert there in (EN_LOST, JA_WHOLE)
    untouched = [bead[0][0] for bead in beads if all(bead) and bead not in planted]
    assert all((changed.en[k], changed.ja[k]) == (EN_LOST, JA_WHOLE) for k in untouched)


def test_findings_are_counted_on_planted_and_untouched_beads() -> None:
    en = [EN_LOST, "The harbour is closed today.", "Lunch is served at noon in the hall."]
    ja = [
        "ポンプはタンクが満水になると自動的に始動します。",
        "港は本日閉鎖されています。",
        "昼食は正午に広間で出されます。",
    ]
    result = aligner.align_segments(en, ja)
    beads: list[Bead] = [((k,), (k,)) for k in range(3)]
    found = clauses.judge(result, [*beads, ((9,), ())], {beads[0]: "ja"})
    assert (len(found.planted), len(found.untouched), found.placed, found.warned) == (1, 2, 1, 1)
    assert (found.recall(), found.recall(0.9999), found.alarms()) == (1.0, 0.0, 0.0)
    found += clauses.judge(result, beads, {})
    assert (found.recall(), found.alarms()) == (1.0, 0.2)
    shown = clauses.page({"made": found}, "command")
    assert "| made | 1 | 1.00 | 1.00 | 1.00 | 0.00 | 5 | 0.200 |" in shown
    assert clauses.page({"none": clauses.Found()}, "command")


def test_a_planted_flaw_stands_where_it_is_said_and_nowhere_else() -> None:
    texts = corpus_texts(CORPUS)["demo-press-release"]
    for _, places in FLAWS.values():
        for place in places(texts)[:5]:
            flaw = place(Random(0))
            assert flaw.text != texts[flaw.lang]
            assert flaw.text[: flaw.start] == texts[flaw.lang][: flaw.start]
            assert flaw.start < flaw.end


def test_planted_flaws_are_looked_for_at_their_place() -> None:
    texts: Texts = {
        Lang.EN: "The key hangs on the wall of the office.\n\nThe gate is green.\n",
        Lang.JA: "鍵は事務所の壁に掛けてある。\n\n門は緑色である。\n",
    }
    recalls = measure_planted_wording({"made up": texts}, 1, meaning=False)
    assert (recalls["word doubled, English"].planted, recalls["word doubled, English"].found) == (1, 1)
    assert recalls["name changed"].planted == 0
    assert "| word doubled, English | 1 | 1 | 1.00 |" in table(recalls)
    assert "| name changed | 0 | 0 | – |" in table(recalls)
