"""Errors of meaning, sentence by sentence: what is reported, and what must not be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aligner.findings.meaning import enumerations, modality, opposites, polarity, replaced_names, scope
from aligner.model import LANGS
from tests.findings.wording.texts import inspect
from tests.samples import cases

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aligner.findings.inspection import Inspection
    from aligner.model import Finding

FINDERS = {
    "polarity": polarity.find,
    "modality": modality.find,
    "enumerations": enumerations.find,
    "opposites": opposites.find,
    "replaced_names": replaced_names.find,
    "scope": scope.find,
}


def quoted(finding: Finding) -> set[str]:
    """The words that a finding points at on both sides."""
    places = (finding.detail[lang] for lang in LANGS)
    return {str(place["text"]) for place in places if isinstance(place, dict)}


@pytest.mark.parametrize(
    ("find", "case"),
    [
        pytest.param(find, case, id=f"{name}: {case['label']}")
        for name, find in FINDERS.items()
        for case in cases(f"meaning_{name}")
    ],
)
def test_a_case(find: Callable[[Inspection], Sequence[Finding]], case: dict[str, Any]) -> None:
    findings = find(inspect(case["en"], case["ja"], case.get("pairs")))
    assert [quoted(finding) for finding in findings] == ([set(case["expect"])] if case["expect"] else [])


def test_an_unsure_pair_is_not_compared() -> None:
    from dataclasses import replace

    inspection = inspect("The valve does not open below five degrees.", "弁は5度未満で開きます。")
    beads = tuple(replace(bead, confidence=0.8) for bead in inspection.alignment.beads)
    unsure = replace(inspection, alignment=replace(inspection.alignment, beads=beads))
    assert polarity.find(inspection)
    assert not polarity.find(unsure)
