"""The result of an alignment, by direction: source and target instead of English and Japanese.

Inside the program, sides are English and Japanese. A result contains the whole record, so nothing is lost, and a result
that is read back from JSON equals the original.
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
        source: indices of segments of the source; empty if the target has no counterpart.
        target: indices of segments of the target; empty if the source has no counterpart.
        confidence: probability that the bead is right.
        moved: whether the bead breaks the order of the others.
        evidence: the reasons for it, with spans in the English and the Japanese text.
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
        kind: its kind; ``docs/findings.md`` explains every kind.
        severity: error, warning or info.
        source: indices of the segments of the source that it is about.
        target: indices of the segments of the target that it is about.
        message: the message by language, ``en`` and ``ja``.
        fingerprint: 16 hexadecimal digits that depend on the text of the finding and not on its position.
        detail: data for programs, such as ``relation`` (one of a closed list for each kind).
        certainty: probability that a reviser who reads both texts calls it worth reporting (``docs/findings.md``).
    """

    kind: FindingKind
    severity: Severity
    source: tuple[int, ...]
    target: tuple[int, ...]
    message: Mapping[str, str]
    fingerprint: str
    detail: Mapping[str, Json]
    certainty: float


@dataclass(frozen=True)
class Result:
    """The result of an alignment: its beads, its findings, and the whole record.

    >>> import aligner
    >>> result = aligner.align_segments(["一晩中雪が降った。"], ["Snow fell all night.", "The trains stopped."])
    >>> [(bead.source, bead.target) for bead in result.beads]
    [((0,), (0,)), ((), (1,))]
    >>> aligner.Result.from_json(result.to_json()) == result
    True

    Attributes:
        record: the whole result by language, as the output formats write it.
    """

    record: Record

    @cached_property
    def beads(self) -> tuple[DirectedBead, ...]:
        """The beads in source order. A bead with only a target comes after the bead of the target segment before it."""
        source = self.record.alignment.bitext.source
        return tuple(
            DirectedBead(bead.side(source), bead.side(source.other), bead.confidence, bead.moved, bead.evidence)
            for bead in in_source_order(self.record.alignment)
        )

    @cached_property
    def findings(self) -> tuple[DirectedFinding, ...]:
        """The findings; those shown by default come first, then errors before warnings, then in document order."""
        source = self.record.alignment.bitext.source
        return tuple(_directed(finding, source) for finding in self.record.findings)

    def to_json(self) -> str:
        """Return the record as JSON, schema ``taiyaku/1``."""
        return json_record.dump(self.record)

    @classmethod
    def from_json(cls, text: str) -> Result:
        """Read a result that `to_json` wrote.

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
        finding.certainty,
    )
