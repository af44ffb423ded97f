"""Pairs that the input file itself holds. They are kept as they are, and scored like any others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.matching.search import Step
    from aligner.model import Bitext, Document

#: Prior odds that a pair of a translation memory or of a string file is right.
_ODDS = 50.0


def given_steps(bitext: Bitext) -> list[Step] | None:
    """The pairs by unit key, and the segments without a counterpart, in canonical order; None without units.

    Both documents have the same order of keys (`document.units`), so that no two pairs cross.
    """
    if not bitext.given:
        return None
    en, ja = _keys(bitext.en), _keys(bitext.ja)
    shared = en.keys() & ja.keys()
    steps: list[Step] = []
    i = j = 0
    for key in (key for key in en if key in shared):
        steps += ((k, k + 1, j, j) for k in range(i, en[key]))
        steps += ((en[key], en[key], k, k + 1) for k in range(j, ja[key]))
        i, j = en[key] + 1, ja[key] + 1
        steps.append((i - 1, i, j - 1, j))
    steps += ((k, k + 1, j, j) for k in range(i, len(bitext.en.segments)))
    steps += ((i, i, k, k + 1) for k in range(j, len(bitext.ja.segments)))
    return steps


def given_confidence(step: Step, probability: float) -> float:
    """The probability that a given pair is right, from its posterior in the search.

    Bayes' rule with prior odds of ``_ODDS`` to one. A unit without a counterpart in the file is certain.

    >>> round(given_confidence((0, 1, 0, 1), 0.5), 3), round(given_confidence((0, 1, 0, 1), 1e-6), 6)
    (0.98, 5e-05)
    """
    if step[0] == step[1] or step[2] == step[3]:
        return 1.0
    return _ODDS * probability / (1 + (_ODDS - 1) * probability)


def _keys(document: Document) -> dict[str, int]:
    """Unit key → segment, in document order."""
    units = (document.paragraphs[segment.paragraph].unit for segment in document.segments)
    return {unit.key: k for k, unit in enumerate(units) if unit is not None}
