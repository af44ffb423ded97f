"""Words of a clause that the other side of its pair lacks."""

from __future__ import annotations

import pytest

from aligner.evidence.universal_encoder import universal_encoder
from aligner.findings.inspection import Inspection
from aligner.findings.leftovers import Leftover, Place, found_nearby, left_over, phrases
from aligner.matching.prepare import prepare
from aligner.model import Alignment, Bead, Lang, Span
from aligner.parameters import load_parameters
from tests.samples import bitext

PUMP = "ポンプはタンクが満水になると自動的に始動します。"


def inspected(en: str, ja: str, *, meaning: bool = True) -> Inspection:
    both = bitext((en,), (ja,))
    encoder, lexicon = (universal_encoder() if meaning else None), load_parameters().lexicon
    return Inspection(Alignment(both, (Bead(0, (0,), (0,), 0.9),)), prepare(both, lexicon, encoder), lexicon, encoder)


def of_clause(en: str, ja: str, clause: str, *, meaning: bool = True) -> tuple[list[str], Leftover]:
    """The words of an English clause that are left over, and the rest of the result."""
    both = inspected(en, ja, meaning=meaning)
    text = both.alignment.bitext.en.text
    start = text.index(clause)
    (left,) = left_over(both, [Place(both.alignment.beads[0], Lang.EN, start, start + len(clause))])
    return [text[word.start : word.end] for word in left.words], left


@pytest.mark.parametrize(
    ("en", "ja", "clause", "words", "hard"),
    [
        (
            "The pump starts by itself when the tank is full, unless 35 valves are open.",
            PUMP,
            "unless 35 valves are open.",
            {"valves", "35"},
            1,
        ),
        (
            "The pump starts by itself when the tank is full, as `valve_state` in BD-70 shows.",
            PUMP,
            "as `valve_state` in BD-70 shows.",
            {"valve_state"},
            1,
        ),
    ],
)
def test_what_is_lost_is_left_over(en: str, ja: str, clause: str, words: set[str], hard: int) -> None:
    left_words, left = of_clause(en, ja, clause)
    assert words <= set(left_words)
    assert left.hard >= hard
    assert left.coverage <= 0.5


@pytest.mark.parametrize(
    ("en", "ja", "clause"),
    [
        (
            "The lift was added to give better access for the disabled.",
            "バリアフリー対策としてエレベーターが増設された。",
            "The lift was added",
        ),
        ("The guests, who had come from Osaka, went home.", "大阪から来た客は帰宅した。", "who had come from Osaka"),
        (
            "See [the list](https://example.org/pumps_and_valves) first.",
            "まず一覧を参照。",
            "See [the list](https://example.org/pumps_and_valves) first.",
        ),
    ],
)
def test_what_is_said_in_other_words_is_not(en: str, ja: str, clause: str) -> None:
    words, left = of_clause(en, ja, clause)
    assert (words, left.hard, left.coverage) == ([], 0, 1.0)


@pytest.mark.parametrize(
    ("text", "words", "joined"),
    [
        ("the north wall", ["north", "wall"], ["north wall"]),
        ("a north-facing wall", ["north", "facing"], ["north-facing"]),
        ("the wall\n of it", ["wall"], ["wall"]),
        ("非常用の弁", ["非常用", "弁"], ["非常用の弁"]),
        ("弁が開いている", ["弁", "開い"], ["弁", "開い"]),
        ("walls, doors and lamps", ["walls", "doors", "lamps"], ["walls", "doors", "lamps"]),
        ("無", [], []),
    ],
)
def test_neighbouring_words_are_one_phrase(text: str, words: list[str], joined: list[str]) -> None:
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in words]
    assert [text[span.start : span.end] for span in phrases(text, spans)] == joined


def test_without_meaning_the_lexicon_decides() -> None:
    en, clause = "The pump starts by itself, unless the emergency valve is open.", "unless the emergency valve is open."
    words, left = of_clause(en, PUMP, clause, meaning=False)
    assert {"emergency", "valve"} <= set(words)
    assert (left.alike, left.neighbour) == (0.0, 0.0)


def test_a_neighbour_that_holds_the_clause_is_evidence() -> None:
    clause = "and nobody had lit the stove in the hall."
    both = bitext(
        (f"The rooms were cold, {clause}", "We left."),
        ("部屋は寒かった。", "広間のストーブには誰も火を入れていなかったので、私たちは帰った。"),
    )
    beads = (Bead(0, (0,), (0,), 0.9), Bead(1, (1,), (1,), 0.9))
    encoder, lexicon = universal_encoder(), load_parameters().lexicon
    seen = Inspection(Alignment(both, beads), prepare(both, lexicon, encoder), lexicon, encoder)
    start = both.en.text.index(clause)
    (left,) = left_over(seen, [Place(beads[0], Lang.EN, start, start + len(clause))])
    assert left.neighbour > 0.3


def test_the_share_of_words_nearby_is_counted_by_the_lexicon() -> None:
    both = inspected("The pump starts when the tank is full.", PUMP)
    assert found_nearby(both, Lang.EN, (0,), (0,))[1] > 0.7
    assert found_nearby(both, Lang.EN, (0,), ()) == (0, 0.0)
