"""Text without a counterpart that a pair beside it holds."""

from __future__ import annotations

import pytest

from aligner.evidence.universal_encoder import universal_encoder
from aligner.findings import gaps
from aligner.findings.gap_runs import find_gaps
from aligner.findings.inspection import Inspection
from aligner.findings.neighbours import HELD, held_nearby
from aligner.matching.prepare import prepare
from aligner.model import Alignment, Bead, Severity
from aligner.parameters import load_parameters
from tests.samples import bitext, inspection

#: A sentence whose second half the translation has as a sentence of its own.
HELD_CASES = [
    (
        "The rooms were cold, and nobody had lit the stove in the hall.",
        "部屋は寒かった。",
        "広間のストーブには誰も火を入れていなかった。",
    ),
    (
        "Turn the handle to the left until the lid opens, then pour the water slowly into the tank.",
        "ふたが開くまでハンドルを左に回します。",
        "その後、水をタンクにゆっくり注ぎます。",
    ),
    (
        "The council approved the budget, although two members voted against the plan.",
        "議会は予算を承認した。",
        "しかし、2人の議員は計画に反対票を投じた。",
    ),
]
#: The same pairs beside a sentence that is in none of them.
MISSING_CASES = [
    (HELD_CASES[0][0], "部屋は寒く、広間のストーブには誰も火を入れていなかった。", "翌朝、三隻の船が港に入った。"),
    (HELD_CASES[1][0], HELD_CASES[1][1], "保証期間はお買い上げの日から一年間です。"),
    (HELD_CASES[2][0], "2人の議員が反対票を投じたが、議会は予算を承認した。", "図書館は来月まで休館する。"),
    (
        HELD_CASES[2][0],
        "2人の議員が反対票を投じたが、議会は予算を承認した。",
        "しかし、2人の議員は計画に反対票を投じた。",
    ),
]


def inspected(en: str, ja: str, alone: str, confidence: float) -> Inspection:
    """A pair and a Japanese sentence after it, both of one confidence, with sentence meaning."""
    both = bitext((en,), (ja, alone))
    alignment = Alignment(both, (Bead(0, (0,), (0,), confidence), Bead(1, (), (1,), confidence)))
    encoder, lexicon = universal_encoder(), load_parameters().lexicon
    return Inspection(alignment, prepare(both, lexicon, encoder), lexicon, encoder)


@pytest.mark.parametrize(("en", "ja", "alone"), HELD_CASES)
def test_a_sentence_that_the_pair_beside_it_holds_is_at_most_a_warning(en: str, ja: str, alone: str) -> None:
    both = inspected(en, ja, alone, 0.55)
    (held,) = held_nearby(both, find_gaps(both.alignment))
    assert held >= 0.6
    assert all(finding.severity is Severity.WARNING for finding in gaps.find(both))
    surely = inspected(en, ja, alone, 0.3)
    assert held_nearby(surely, find_gaps(surely.alignment))[0] >= HELD
    assert gaps.find(surely) == []


@pytest.mark.parametrize(("en", "ja", "alone"), MISSING_CASES)
def test_a_sentence_that_is_nowhere_is_reported(en: str, ja: str, alone: str) -> None:
    both = inspected(en, ja, alone, 0.7)
    (finding,) = gaps.find(both)
    assert finding.detail["neighbour"] == pytest.approx(held_nearby(both, find_gaps(both.alignment))[0], abs=1e-4)
    assert held_nearby(both, find_gaps(both.alignment))[0] < 0.6


def test_a_sure_gap_is_reported_whatever_its_neighbours_are() -> None:
    both = inspected(*HELD_CASES[0], 0.99)
    assert len(gaps.find(both)) == 1


def test_without_meaning_nothing_is_held() -> None:
    both = bitext((HELD_CASES[0][0],), HELD_CASES[0][1:])
    alignment = Alignment(both, (Bead(0, (0,), (0,), 0.55), Bead(1, (), (1,), 0.55)))
    (held,) = held_nearby(inspection(alignment), find_gaps(alignment))
    assert 0 < held < 0.6


def test_a_long_run_is_no_part_of_a_sentence() -> None:
    both = bitext((HELD_CASES[0][0],), [HELD_CASES[0][1], *[HELD_CASES[0][2]] * 5])
    beads = (Bead(0, (0,), (0,), 0.5), *(Bead(k, (), (k,), 0.5) for k in range(1, 6)))
    alignment = Alignment(both, beads)
    assert held_nearby(inspection(alignment), find_gaps(alignment)) == [0.0]


LEFT = ("The pump must be drained before the first frost.", "Otherwise the valves will crack.")


@pytest.mark.parametrize(
    ("here", "there", "held"),
    [
        (LEFT, (" ".join(LEFT),), 1.0),  # a paragraph that was left untranslated
        (LEFT, ("The pump must be drained before the first frost. Otherwise, the valves will freeze.",), 0.0),
        (("Linux 6.1", "FreeBSD 13.2"), ("ＬＩＮＵＸ 6.1、FreeBSD 13.2",), 1.0),  # a list on one line
        (("Yes.", "No."), ("Yes. No.",), 0.0),  # too short to be the same text
    ],
)
def test_text_whose_characters_stand_on_the_other_side_is_not_missing(
    here: tuple[str, ...], there: tuple[str, ...], held: float
) -> None:
    both = bitext((*here, "The end."), (*there, "終わり。"))
    size, other = len(here), len(there)
    beads = (
        *(Bead(k, (k,), (), 0.9) for k in range(size)),
        *(Bead(size + k, (), (k,), 0.9) for k in range(other)),
        Bead(size + other, (size,), (other,), 0.9),
    )
    alignment = Alignment(both, beads)
    found = inspection(alignment)
    english = next(gap for gap in find_gaps(alignment) if gap.beads[0].en)
    assert round(held_nearby(found, [english])[0], 1) == held
