"""Two neighbouring sentences in exchanged order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.findings.meaning import exchanged
from tests.findings.wording.texts import inspect

EN = "A red lamp on the tower warns ships of fog.\n\nThe captain pays the fee in the office near the bridge."
LAMP, FEE = "塔の赤いランプが船に霧を警告します。", "船長は橋の近くの事務所で料金を支払います。"
BLOCK = [[[0, 1], [0, 1]]]


@pytest.mark.parametrize(
    ("japanese", "count"),
    [
        pytest.param((FEE, LAMP), 1, id="exchanged"),
        pytest.param((LAMP, FEE), 0, id="in order"),
        pytest.param((FEE, FEE), 0, id="one sentence twice"),
        pytest.param((FEE, "それは昔からの習わしです。"), 0, id="one sentence of another text"),
    ],
)
def test_a_block_of_two_sentences(japanese: tuple[str, str], count: int) -> None:
    findings = exchanged.find(inspect(EN, "\n\n".join(japanese), pairs=BLOCK))
    assert [finding.detail["relation"] for finding in findings] == ["exchanged"] * count


def test_an_unlikely_block_is_not_compared() -> None:
    inspection = inspect(EN, f"{FEE}\n\n{LAMP}", pairs=BLOCK)
    beads = tuple(replace(bead, confidence=0.3) for bead in inspection.alignment.beads)
    assert not exchanged.find(replace(inspection, alignment=replace(inspection.alignment, beads=beads)))
