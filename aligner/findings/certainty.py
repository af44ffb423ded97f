"""The certainty of findings, and which findings are certain enough to be shown.

Severity is how much a finding matters if it is true. Certainty is the probability that a reviser who reads both texts
calls it worth reporting. It is a logistic model of the rule (kind and relation) and a few facts, learned from readers'
verdicts on real findings (`tests/judging`). Its weights are in ``parameters/certainty.toml``.

A kind that the table of kinds calls `certain` has the estimate of its finder instead.

The rule: nothing else decides how certain a finding is. The estimate of the finder (``detail.confidence``) is one fact.
Read next: docs/findings.md, how far certainty can be trusted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from math import exp, log, log2
from typing import TYPE_CHECKING, Protocol

from aligner.findings.kinds import kinds
from aligner.model import Lang, Severity, TextKind
from aligner.parameters import load_certainty_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aligner.findings.text_kind import TextKinds
    from aligner.model import Alignment, Finding, Record
    from aligner.parameters import CertaintyWeights

#: Lowest certainty of a finding that is shown, by severity. A missed error costs more than reading a false one, a
#: missed note less. ``python -m tests.judging.learn`` prints the share of right findings among those shown.
SHOWN_FROM: Mapping[Severity, float] = {Severity.ERROR: 0.5, Severity.WARNING: 0.7, Severity.INFO: 0.6}
#: Lowest certainty of a finding that counts in the check of a project, whatever its severity. On kinds of text left out
#: of learning, fewer than one in ten of the errors above it are false.
COUNTED_FROM = 0.75
#: No estimate is more certain than this. There are too few verdicts to measure a smaller share of false findings.
_SUREST = 0.98
#: Characters that end a sentence, or what encloses it.
_ENDS = tuple('.!?。．！？」』"”)）')
#: Facts that finders may give in ``detail``; a finding without one has 0.
_DETAIL_FACTS = (
    "lowered", "neighbour", "hard", "coverage", "certain", "agreeing", "share",
    "room", "excess", "alike", "grammar", "small",
    "by_word", "one_clause", "literal", "en_negations", "ja_negations", "linked", "in_role", "converse", "compound",
    "matched_items",
)  # fmt: skip


def with_certainty(alignment: Alignment, kinds: TextKinds, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings of a text, each with its certainty."""
    weights = load_certainty_weights()
    surroundings = Surroundings.of(alignment, kinds, findings)
    return [replace(finding, certainty=_certainty(finding, surroundings, weights)) for finding in findings]


class Certain(Protocol):
    """A finding of a record or of a review."""

    @property
    def severity(self) -> Severity:
        """How much it matters if it is true."""
        ...

    @property
    def certainty(self) -> float:
        """How likely it is true."""
        ...


def is_shown(finding: Certain, least: float | None = None) -> bool:
    """Whether a finding is certain enough to be shown.

    Args:
        finding: the finding.
        least: lowest certainty of a finding that is shown; None for that of its severity.
    """
    return finding.certainty >= (SHOWN_FROM[finding.severity] if least is None else least)


def with_shown(record: Record, least: float | None = None) -> Record:
    """Return a record with only those findings that are certain enough to be shown (`is_shown`)."""
    return replace(record, findings=tuple(finding for finding in record.findings if is_shown(finding, least)))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the facts of a finding need of its text.

    Attributes:
        alignment: the beads.
        places: the place in ``alignment.beads`` of every segment's bead.
        counts: how often every rule is reported.
        kinds: the kinds of text.
    """

    alignment: Alignment
    places: Mapping[tuple[Lang, int], int]
    counts: Mapping[str, int]
    kinds: TextKinds

    @classmethod
    def of(cls, alignment: Alignment, kinds: TextKinds, findings: Iterable[Finding]) -> Surroundings:
        """Return the surroundings of all findings of a text."""
        places = {
            (lang, segment): place
            for place, bead in enumerate(alignment.beads)
            for lang in Lang
            for segment in bead.side(lang)
        }
        return cls(alignment, places, Counter(map(rule_of, findings)), kinds)


def rule_of(finding: Finding) -> str:
    """Return kind and relation of a finding: ``number.digit``."""
    return f"{finding.kind}.{finding.detail.get('relation', '')}"


def facts(finding: Finding, surroundings: Surroundings) -> dict[str, float]:
    """Return the facts of a finding that its certainty rests on, by name. Most are between -4 and 4.

    ``pair`` and ``around`` are log-odds of the least certain bead that the finding is about, and of the least certain
    one beside them. ``length`` is the binary logarithm of the characters of its segments, 0 for 32. ``often`` is that
    of the number of findings of its rule in 100 beads, with one added. ``sentences`` is the share of its segments that
    end as a sentence does, and ``in-dialogue`` and its like the share of them in that kind of text. The others are
    those of `_DETAIL_FACTS`.
    """
    beads = surroundings.alignment.beads
    bitext = surroundings.alignment.bitext
    places = {surroundings.places[lang, segment] for lang in Lang for segment in finding.side(lang)}
    beside = {near for place in places for near in (place - 1, place + 1)} - places
    around = [beads[place].confidence for place in beside if 0 <= place < len(beads)]
    texts = [bitext.side(lang).segment_text(k).rstrip() for lang in Lang for k in finding.side(lang)]
    kinds = Counter(surroundings.kinds.by_segment[lang][k] for lang in Lang for k in finding.side(lang))
    share = 100 * surroundings.counts[rule_of(finding)] / max(len(beads), 1)
    stated = {name: value for name in _DETAIL_FACTS if isinstance(value := finding.detail.get(name), (int, float))}
    return {
        "pair": log_odds(min((beads[place].confidence for place in places), default=1.0)),
        "around": log_odds(min(around, default=1.0)),
        "length": log2(sum(map(len, texts)) + 1) - 5,
        "often": log2(share + 1),
        "sentences": sum(text.endswith(_ENDS) for text in texts) / max(len(texts), 1),
        **{f"in-{kind}": count / kinds.total() for kind, count in kinds.items() if kind is not TextKind.PROSE},
        **{name: min(float(value), 4.0) for name, value in stated.items()},
    }


def certainty(rule: str, estimate: float, given: Mapping[str, float], weights: CertaintyWeights) -> float:
    """Return the certainty of a finding.

    Args:
        rule: its kind and relation.
        estimate: the probability that the finder gives it.
        given: its facts.
        weights: the learned weights. A rule without its own weight has that of its kind.
    """
    kind = rule.partition(".")[0]
    trust = 1 + weights.estimates.get("all", 0.0) + weights.estimates.get(kind, 0.0)
    total = log_odds(estimate) * trust + weights.rules.get(kind, 0.0) + weights.rules.get(rule, 0.0)
    total += sum(weights.facts.get(name, 0.0) * value for name, value in given.items())
    return round(min(1 / (1 + exp(-total)), _SUREST), 6)


def _certainty(finding: Finding, surroundings: Surroundings, weights: CertaintyWeights) -> float:
    if kinds()[finding.kind].is_certain:
        return round(min(estimate_of(finding), _SUREST), 6)
    return certainty(rule_of(finding), estimate_of(finding), facts(finding, surroundings), weights)


def estimate_of(finding: Finding) -> float:
    """Return the probability that the finder gives a finding; 1 where it gives none."""
    confidence = finding.detail.get("confidence")
    return float(confidence) if isinstance(confidence, (int, float)) else 1.0


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, which is first bounded so that they are finite."""
    bounded = min(max(probability, 1 - _SUREST), _SUREST)
    return log(bounded / (1 - bounded))
