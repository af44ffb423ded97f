"""Dialogues of very short lines: a game script and a drama scene, with lines that are omitted, added and merged.

Both were written for this project. Every line of a file is a bead: the English and the Japanese segments, separated by
a tab; ``||`` separates segments of one side, and an empty side is a gap.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import aligner
from aligner.gold.scores import one_sided_apart

Bead = tuple[tuple[int, ...], tuple[int, ...]]

DIALOGUES = Path(__file__).with_name("dialogues")
NAMES = sorted(path.stem for path in DIALOGUES.glob("*.tsv"))
LABEL = {"en": ": ", "ja": "："}


@cache
def gold(name: str) -> tuple[list[str], list[str], list[Bead]]:
    """The English segments, the Japanese segments, and the beads."""
    en: list[str] = []
    ja: list[str] = []
    beads: list[Bead] = []
    for line in (DIALOGUES / f"{name}.tsv").read_text("utf-8").splitlines():
        english, japanese = ([text for text in side.split(" || ") if text] for side in line.split("\t"))
        beads.append(
            (tuple(range(len(en), len(en) + len(english))), tuple(range(len(ja), len(ja) + len(japanese)))),
        )
        en += english
        ja += japanese
    return en, ja, one_sided_apart(beads)


def found(en: list[str], ja: list[str]) -> set[Bead]:
    return set(one_sided_apart([(bead.source, bead.target) for bead in aligner.align_segments(en, ja).beads]))


def without_label(segment: str, lang: str) -> str:
    return segment.split(LABEL[lang], 1)[-1]


@pytest.mark.parametrize("name", NAMES)
def test_nineteen_beads_in_twenty_are_right(name: str) -> None:
    en, ja, beads = gold(name)
    wrong = set(beads) - found(en, ja)
    assert len(wrong) <= len(beads) // 20, sorted(wrong)


@pytest.mark.parametrize("name", NAMES)
def test_every_omitted_line_of_the_original_is_a_gap(name: str) -> None:
    en, ja, beads = gold(name)
    omitted = {bead for bead in beads if not bead[1]}
    assert omitted
    assert omitted <= found(en, ja)


def test_lines_without_labels_are_aligned_as_well() -> None:
    """Without speakers, words, order and neighbouring lines must be enough."""
    en, ja, beads = gold("game-flooded-mine")
    bare = found([without_label(line, "en") for line in en], [without_label(line, "ja") for line in ja])
    wrong = set(beads) - bare
    assert len(wrong) <= len(beads) // 20, sorted(wrong)
