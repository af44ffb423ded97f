"""Explanations of beads as JSON: the evidence, and the alternatives that were considered.

Ids are those of the record. `report.explaining` words them for readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aligner.outputs.record import bead_to_json, evidence_to_json, json_text

if TYPE_CHECKING:
    from aligner.matching.alternatives import Alternative, Explanation
    from aligner.model import Finding, Record

SCHEMA = "taiyaku-explanation/1"


@dataclass(frozen=True, slots=True)
class Explained:
    """The explanation of some beads of a record.

    Attributes:
        record: the record.
        beads: the beads that were asked for, with their alternatives.
        kernel: the numeric libraries and processor kernel of this machine.
        finding: the finding that was asked for, if it was one.
    """

    record: Record
    beads: tuple[Explanation, ...]
    kernel: str
    finding: Finding | None = None

    @property
    def same_kernel(self) -> bool:
        """Whether the record was made with the same numeric libraries, so that figures agree to the last digit."""
        return self.record.settings.get("kernel") == self.kernel


def dump(explained: Explained) -> str:
    """The explanation as JSON text, one bead on each line, with a line end."""
    head = {
        "schema": SCHEMA,
        "finding": None if explained.finding is None else explained.finding.id,
        "kernel": {"record": explained.record.settings.get("kernel"), "here": explained.kernel},
    }
    entries = [f" {json_text(key)}: {json_text(value)}" for key, value in head.items()]
    beads = ",\n".join(f"  {json_text(_explanation(explanation))}" for explanation in explained.beads)
    return "{\n" + ",\n".join(entries) + ',\n "beads": [\n' + beads + "\n ]\n}\n"


def _explanation(explanation: Explanation) -> dict[str, Any]:
    return {
        **bead_to_json(explanation.bead),
        "runners_up": [_runner_up(alternative) for alternative in explanation.runners_up],
    }


def _runner_up(runner_up: Alternative) -> dict[str, Any]:
    return {
        "en": runner_up.en,
        "ja": runner_up.ja,
        "probability": runner_up.probability,
        "score": runner_up.score,
        "features": dict(sorted(runner_up.features.items())),
        "evidence": [evidence_to_json(evidence) for evidence in runner_up.evidence],
    }
