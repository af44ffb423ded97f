"""A finished alignment by direction: source and target, in whichever order the texts were given.

Inside the program sides are English and Japanese; this is the one place that turns them round, and nothing is lost on
the way: a result holds its record whole, and comes back from JSON equal to what it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from aligner.outputs import record as json_record
from aligner.outputs.beads import in_source_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.model import Evidence, Finding, FindingKind, Json, Lang, Record, Severity


@dataclass(frozen=True, slots=True)
class DirectedBead:
    """A bead as seen from the source.

    Attributes:
        source: indices of the segments of the first text; empty where it has no counterpart.
        target: indices of the segments of the second text; empty where it has no counterpart.
        confidence: probability that the bead is right.
        moved: whether it breaks the order of the others.
        evidence: the reasons, with spans in the English and the Japanese text.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float
    moved: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DirectedFinding:
    """A finding as seen from the source.

    Attributes:
        kind: what it is about; ``docs/findings.md`` explains every kind.
        severity: how much it matters.
        source: indices of the segments of the first text that it is about.
        target: indices of the segments of the second text that it is about.
        message: its wording by language, ``en`` and ``ja``.
        fingerprint: 16 hexadecimal digits that depend on the text it is about and not on where that text stands.
        detail: what a program needs, ``relation`` (one of a closed list for each kind) among it.
    """

    kind: FindingKind
    severity: Severity
    source: tuple[int, ...]
    target: tuple[int, ...]
    message: Mapping[str, str]
    fingerprint: str
    detail: Mapping[str, Json]


@dataclass(frozen=True)
class Result:
    """A finished alignment.

    >>> import aligner
    >>> result = aligner.align_segments(["一晩中雪が降った。"], ["Snow fell all night.", "The trains stopped."])
    >>> [(bead.source, bead.target) for bead in result.beads]
    [((0,), (0,)), ((), (1,))]
    >>> aligner.Result.from_json(result.to_json()) == result
    True

    Attributes:
        record: everything, by language; what the outputs write.
    """

    record: Record

    @cached_property
    def beads(self) -> tuple[DirectedBead, ...]:
        """The beads in source order; a one-sided target bead right after the bead of the target segment before it."""
        source = self.record.alignment.bitext.source
        return tuple(
            DirectedBead(bead.side(source), bead.side(source.other), bead.confidence, bead.moved, bead.evidence)
            for bead in in_source_order(self.record.alignment)
        )

    @cached_property
    def findings(self) -> tuple[DirectedFinding, ...]:
        """The findings, errors first, in document order within a severity."""
        source = self.record.alignment.bitext.source
        return tuple(_directed(finding, source) for finding in self.record.findings)

    def to_json(self) -> str:
        """The record as JSON, schema ``taiyaku/1``."""
        return json_record.dump(self.record)

    @classmethod
    def from_json(cls, text: str) -> Result:
        """The result that `to_json` wrote.

        Raises:
            InputError: when the text is not such a record.
        """
        return cls(json_record.load(text))


def _directed(finding: Finding, source: Lang) -> DirectedFinding:
    return DirectedFinding(
        finding.kind,
        finding.severity,
        finding.side(source),
        finding.side(source.other),
        finding.message,
        finding.fingerprint,
        finding.detail,
    )
