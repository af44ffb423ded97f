"""The summary of a run as JSON.

The rule: everything but the object ``run`` (time, number of workers) is read from the output, so it is the same for any
engine. Read next: `page`, the same for people.
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
    """The number of sentence pairs by the reason to leave them out; "" counts those in the corpus."""

    filters: Filters
    counts: Counter[str]


@dataclass(frozen=True, slots=True)
class Work:
    """The work of a run.

    Attributes:
        workers: the number of workers.
        seconds: the time from the first pair to the last.
        aligned: the number of document pairs that were aligned, failed ones included.
        kept: the number of pairs whose results existed before.
    """

    workers: int
    seconds: float
    aligned: int
    kept: int

    @property
    def rate(self) -> float:
        """Document pairs per second."""
        return self.aligned / self.seconds if self.seconds else 0.0


def as_mapping(
    survey: Survey, *, form: str, settings: Mapping[str, Json], alone: int, corpus: Corpus | None, work: Work
) -> dict[str, Any]:
    """Return the summary as JSON values.

    Args:
        survey: the counts.
        form: the format of the output.
        settings: the settings that results depend on.
        alone: the number of unpaired files in the manifest.
        corpus: the counts of the corpus, if one was made.
        work: the work of the run.
    """
    pairs = survey.sums["pairs"]
    summary: dict[str, Any] = {
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
        summary["corpus"] = {
            "pairs": corpus.counts[""],
            "left_out": {reason: count for reason, count in sorted(corpus.counts.items()) if reason},
            "filters": {name: getattr(corpus.filters, name) for name in corpus.filters.__slots__},
        }
    summary["run"] = {
        "workers": work.workers,
        "seconds": round(work.seconds, 3),
        "aligned": work.aligned,
        "kept": work.kept,
        "pairs_per_second": round(work.rate, 3),
    }
    return summary


def as_json(summary: Mapping[str, Any]) -> bytes:
    """Return the summary as the bytes of a file."""
    return (json.dumps(summary, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
