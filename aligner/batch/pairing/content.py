"""Pairs documents by content, one to one, with the evidence for each pair.

The versions of a document are compared with other documents together, and then with each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.batch.pairing.assignment import assign
from aligner.batch.pairing.near_duplicates import clusters_of
from aligner.batch.pairing.nearest import find_candidates
from aligner.batch.pairing.similarity import confidences, weigh
from aligner.batch.pairing.versions import compare_versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.arrays import Floats64, Ints64
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
class Group:
    """Versions of one document that cannot be distinguished, by their numbers."""

    en: tuple[int, ...]
    ja: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """The result of comparing the documents of two languages.

    Attributes:
        pairs: the paired documents, in the order of the English one.
        next_en: for each unpaired English document its best candidate, by number.
        next_ja: the same for the Japanese documents.
        undecided: groups of versions of which each may belong to several of the other language.
    """

    pairs: tuple[Match, ...]
    next_en: dict[int, Match]
    next_ja: dict[int, Match]
    undecided: tuple[Group, ...] = ()


def match_documents(en: Side, ja: Side, least: float = LEAST) -> Matches:
    """Pair the documents of two sides, either of which may be empty."""
    if not len(en) or not len(ja):
        return Matches((), {}, {})
    clusters = clusters_of(en.sentences, en.parts), clusters_of(ja.sentences, ja.parts)
    candidates = find_candidates(en.parts, ja.parts)
    evidence = weigh(candidates, en, ja, clusters)
    confidence = confidences(evidence)
    chosen = assign(evidence.en, evidence.ja, confidence, least).tolist()
    pairs: list[Match] = []
    possible: list[Match] = []
    undecided: list[Group] = []
    members = tuple(_members(side) for side in clusters)
    for k in chosen:
        versions = members[0][int(evidence.en[k])], members[1][int(evidence.ja[k])]
        if len(versions[0]) == len(versions[1]) == 1:
            pairs.append(_match(k, candidates, evidence, confidence))
            continue
        settled = list(_settled(en, ja, versions, float(confidence[k])))
        sure = [match for match in settled if match.confidence >= least]
        pairs += sure
        possible += settled
        alone = _alone(versions, sure)
        if all(alone) and max(map(len, alone)) > 1:
            undecided.append(Group(*alone))
    possible += [
        _match(k, candidates, evidence, confidence)
        for k in np.lexsort((evidence.ja, evidence.en, -confidence)).tolist()
    ]
    return Matches(tuple(sorted(pairs, key=lambda match: match.en)), *_nearest(pairs, possible), tuple(undecided))


def _members(clusters: Ints64) -> dict[int, list[int]]:
    """Return the documents of each cluster."""
    members: dict[int, list[int]] = {}
    for document, cluster in enumerate(clusters.tolist()):
        members.setdefault(cluster, []).append(document)
    return members


def _settled(en: Side, ja: Side, versions: tuple[list[int], list[int]], confidence: float) -> Iterator[Match]:
    """Yield the possible pairs of versions of one document, the most probable first.

    ``confidence`` is the probability that both sides are versions of the same document.
    """
    compared = compare_versions(en, ja, *versions)
    probability = np.minimum(compared.probability * confidence, 1.0)
    for place in np.argsort(-probability, axis=None, kind="stable").tolist():
        i, j = divmod(place, len(versions[1]))
        yield Match(versions[0][i], versions[1][j], float(probability[i, j]), compared.reasons(i, j))


def _alone(versions: tuple[list[int], list[int]], sure: list[Match]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the versions of both sides that are in no pair."""
    paired = {match.en for match in sure}, {match.ja for match in sure}
    en, ja = (
        tuple(document for document in side if document not in taken)
        for side, taken in zip(versions, paired, strict=True)
    )
    return en, ja


def _nearest(pairs: list[Match], possible: list[Match]) -> tuple[dict[int, Match], dict[int, Match]]:
    """Return the first possible pair of each document of both sides that is in no pair."""
    paired = {match.en for match in pairs}, {match.ja for match in pairs}
    rest: tuple[dict[int, Match], dict[int, Match]] = {}, {}
    for match in possible:
        for side, number in enumerate((match.en, match.ja)):
            if number not in paired[side] and number not in rest[side]:
                rest[side][number] = match
    return rest


def _match(k: int, candidates: Candidates, evidence: Evidence, confidence: Floats64) -> Match:
    """Return the pair of the best candidate of a pair of clusters."""
    best = int(evidence.best[k])
    numbers, names = evidence.shared[k]
    reasons = (
        f"meaning {candidates.likeness[0, best]:.2f} ({candidates.margins[0, best]:+.2f} over others)",
        f"numbers {numbers:.0%}",
        f"names {names:.0%}",
        f"length x{evidence.ratio[k]:.2f}",
    )
    return Match(int(candidates.en[best]), int(candidates.ja[best]), float(confidence[k]), reasons)
