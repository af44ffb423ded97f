"""How good a translation is: an estimate from what the program can see.

Errors and warnings are counted by severity and certainty, as MQM counts them: per 1,000 words of the original. Notes
are not counted, because most of them are right as they stand. Faults of the original are not counted either. A finding
with several places counts once, because its places are not independent. The rule: the estimate depends on the alignment
and its findings alone, so every output can make it again.

Source: Multidimensional Quality Metrics (https://themqm.org), error counts by type and severity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.certainty import is_shown
from aligner.findings.kinds import kinds, mqm_type
from aligner.findings.locations import measure
from aligner.model import NO_LANGUAGE, Lang, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.findings.kinds import MqmType
    from aligner.model import Alignment, Document, Finding

#: Japanese characters without white space that count as one English word: the median of 14 kinds of text (``corpus/``
#: and gold sets). They have from 1.7 (an encyclopedia) to 3.0 (manuals).
CHARACTERS_A_WORD = 2.3
#: Severities that are counted.
COUNTED = (Severity.ERROR, Severity.WARNING)
#: The standard normal quantile of a two-sided interval of 95%.
_NORMAL = 1.96


class Rate(NamedTuple):
    """A number of findings, and how many that is per 1,000 words, with the ends of the 95% interval of the latter."""

    findings: int
    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Quality:
    """The estimate.

    Attributes:
        words: words of the original, without code and markup.
        characters: characters of a Japanese original, from which the words are calculated; None for an English one.
        rates: by severity and whether a finding is certain enough to be shown.
        expected: how many of the findings that are counted are right: the sum of their certainties.
        types: the counted findings by error type, the most frequent first.
    """

    words: int
    characters: int | None
    rates: dict[tuple[Severity, bool], Rate]
    expected: float
    types: tuple[tuple[MqmType, int], ...]


def estimate(alignment: Alignment, findings: Sequence[Finding]) -> Quality | None:
    """Return the estimate; None if the original has no words."""
    original = alignment.bitext.side(alignment.bitext.source)
    amount = measure(original, translatable(original))
    characters = amount if original.lang is Lang.JA else None
    words = amount if characters is None else round(characters / CHARACTERS_A_WORD)
    if not words:
        return None
    source = original.lang
    counted = [finding for finding in findings if finding.severity in COUNTED and not _is_in_original(finding, source)]
    numbers = Counter((finding.severity, is_shown(finding)) for finding in counted)
    types = Counter(mqm_type(finding.kind, str(finding.detail.get("relation", ""))) for finding in counted)
    return Quality(
        words,
        characters,
        {(level, sure): _rate(numbers[level, sure], words) for level in COUNTED for sure in (True, False)},
        round(sum(finding.certainty for finding in counted), 2),
        tuple(sorted(types.items(), key=lambda item: (-item[1], item[0].name))),
    )


def _is_in_original(finding: Finding, source: Lang) -> bool:
    """Whether a finding is about the wording of the original: it has a place there, and none in the translation."""
    pointed = [isinstance(finding.detail.get(lang), Mapping) for lang in (source, source.other)]
    return kinds()[finding.kind].is_form and pointed == [True, False]


def translatable(document: Document) -> list[int]:
    """Return the segments that have a language, so that a translation has a counterpart for them."""
    return [
        segment.id for segment in document.segments if document.paragraphs[segment.paragraph].kind not in NO_LANGUAGE
    ]


def _rate(findings: int, words: int) -> Rate:
    low, high = poisson_interval(findings)
    return Rate(findings, *(round(1000 * number / words, 2) for number in (findings, low, high)))


def poisson_interval(count: int) -> tuple[float, float]:
    """Return the 95% interval of the mean of a Poisson distribution, of which one value is known.

    Source: Byar's approximation (Breslow and Day 1987, Statistical Methods in Cancer Research II, formula 2.13). It
    differs from the exact interval by at most 0.021 at either end.

    >>> [round(end, 2) for end in poisson_interval(10)]
    [4.79, 18.39]
    """
    low = count * (1 - 1 / (9 * count) - _NORMAL / (3 * sqrt(count))) ** 3 if count else 0.0
    more = count + 1
    return low, more * (1 - 1 / (9 * more) + _NORMAL / (3 * sqrt(more))) ** 3
