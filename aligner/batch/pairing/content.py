"""Pairs documents by content, one to one, with the evidence for each pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.batch.pairing.assignment import assign
from aligner.batch.pairing.nearest import find_candidates
from aligner.batch.pairing.similarity import confidences, weigh

if TYPE_CHECKING:
    from aligner.batch.pairing.nearest import Candidates
    from aligner.batch.pairing.profile_table import Side
    from aligner.batch.pairing.similarity import Evidence

#: Minimum confidence of a pair.
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """Two documents by their numbers, the probability that they are translations of each other, and the evidence."""

    en: int
    ja: int
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """The result of comparing the documents of two languages.

    Attributes:
        pairs: the paired documents, in the order of the English one.
        next_en: for each unpaired English document its best candidate, by number.
        next_ja: the same for the Japanese documents.
    """

    pairs: tuple[Match, ...]
    next_en: dict[int, Match]
    next_ja: dict[int, Match]


def match_documents(en: Side, ja: Side, least: float = LEAST) -> Matches:
    """Pair the documents of two sides, either of which may be empty."""
    if not len(en) or not len(ja):
        return Matches((), {}, {})
    candidates = find_candidates(en.parts, ja.parts)
    evidence = weigh(candidates, en, ja)
    confidence = confidences(evidence)
    chosen = assign(candidates.en, candidates.ja, confidence, least)
    pairs = [_match(k, candidates, evidence, confidence) for k in chosen.tolist()]
    rest: tuple[dict[int, Match], dict[int, Match]] = {}, {}
    paired = {match.en for match in pairs}, {match.ja for match in pairs}
    for k in np.lexsort((candidates.ja, candidates.en, -confidence)).tolist():
        for side, number in enumerate((int(candidates.en[k]), int(candidates.ja[k]))):
            if number not in paired[side] and number not in rest[side]:
                rest[side][number] = _match(k, candidates, evidence, confidence)
    return Matches(tuple(sorted(pairs, key=lambda match: match.en)), *rest)


def _match(
    k: int, candidates: Candidates, evidence: Evidence, confidence: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> Match:
    numbers, names = evidence.shared[k]
    reasons = (
        f"meaning {candidates.likeness[0, k]:.2f} ({candidates.margins[0, k]:+.2f} over others)",
        f"numbers {numbers:.0%}",
        f"names {names:.0%}",
        f"length x{evidence.ratio[k]:.2f}",
    )
    return Match(int(candidates.en[k]), int(candidates.ja[k]), float(confidence[k]), reasons)
