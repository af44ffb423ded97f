"""What came of a run, as JSON for programs and as a page for people.

All but the object ``run`` (how long it took, on how many workers) is told from the output and comes out the same
whoever made it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aligner.batch.statistics import SUMS
from aligner.outputs.record import DECIMALS
from aligner.version import __version__

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from aligner.batch.corpus.filters import Filters
    from aligner.batch.statistics import Survey
    from aligner.model import Json

SCHEMA = "taiyaku-batch-summary/1"


@dataclass(frozen=True, slots=True)
class Corpus:
    """What became of the sentence pairs: by reason, and "" for those that are in the corpus."""

    filters: Filters
    counts: Counter[str]


@dataclass(frozen=True, slots=True)
class Work:
    """What a run took.

    Attributes:
        workers: threads that aligned, when it began.
        seconds: from the first pair to the last.
        aligned: pairs of documents that were aligned in it, failed ones included.
        kept: those that were there already.
    """

    workers: int
    seconds: float
    aligned: int
    kept: int

    @property
    def rate(self) -> float:
        """Pairs of documents a second."""
        return self.aligned / self.seconds if self.seconds else 0.0


def as_mapping(
    survey: Survey, *, form: str, settings: Mapping[str, Json], alone: int, corpus: Corpus | None, work: Work
) -> dict[str, Any]:
    """The summary as JSON values.

    Args:
        survey: the counts.
        form: of the output.
        settings: what results depend on.
        alone: files of the manifest that were left alone.
        corpus: what became of the sentence pairs, where a corpus was made.
        work: what the run took.
    """
    pairs = survey.sums["pairs"]
    made: dict[str, Any] = {
        "schema": SCHEMA,
        "version": __version__,
        "format": form,
        "settings": dict(settings),
        "documents": {
            "pairs": survey.aligned + survey.failed,
            "aligned": survey.aligned,
            "failed": survey.failed,
            "left_alone": alone,
        },
        "totals": {
            **{name: survey.sums[name] for name in SUMS},
            "confidence": round(survey.confidence / pairs, DECIMALS) if pairs else None,
        },
        "findings": [
            {"kind": kind, "severity": severity, "count": count}
            for (kind, severity), count in sorted(survey.kinds.items(), key=lambda entry: (-entry[1], entry[0]))
        ],
        "kernels": dict(sorted(survey.kernels.items())),
        "worst": survey.worst,
        "failures": survey.failures,
    }
    if corpus is not None:
        made["corpus"] = {
            "pairs": corpus.counts[""],
            "left_out": {reason: count for reason, count in sorted(corpus.counts.items()) if reason},
            "filters": {name: getattr(corpus.filters, name) for name in corpus.filters.__slots__},
        }
    made["run"] = {
        "workers": work.workers,
        "seconds": round(work.seconds, 3),
        "aligned": work.aligned,
        "kept": work.kept,
        "pairs_per_second": round(work.rate, 3),
    }
    return made


def as_json(summary: Mapping[str, Any]) -> bytes:
    """The summary as a file."""
    return (json.dumps(summary, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
