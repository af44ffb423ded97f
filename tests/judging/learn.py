"""Learn the weights of the certainty of findings from readers' verdicts, and print how far it can be trusted.

    python -m tests.judging.learn [FILE or FOLDER …] [--write]

A logistic regression with a Gaussian prior (ridge) over the rule and the facts of every finding. A verdict T or D
counts as right. The table of reliability is of kinds of text that were left out, each in turn. ``--write`` writes
aligner/parameters/certainty.toml.
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.findings.certainty import SHOWN_FROM, certainty, log_odds
from aligner.model import Severity
from aligner.parameters import CertaintyWeights
from tests.judging.report import HERE, wilson
from tests.judging.verdicts import Verdict, read_verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

TARGET = Path(__file__).resolve().parents[2] / "aligner" / "parameters" / "certainty.toml"
#: Precision (1 / variance) of the prior of a weight: a rule's own weight needs a few verdicts before it moves.
PRIOR = 1.0
#: Steps of Newton's method. It converges in fewer than ten.
STEPS = 30
#: A step of which no part is larger changes nothing.
SMALLEST = 1e-9
#: A rule or fact with fewer verdicts has no separate weight.
FEWEST = 3
_BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def columns(verdict: Verdict) -> dict[str, float]:
    """The columns of a verdict's row in the regression, by name, without its offset."""
    facts = {f"fact {name}": value for name, value in verdict.facts.items()}
    estimate = offset(verdict)
    estimates = {"estimate all": estimate, f"estimate {verdict.kind}": estimate}
    return {**estimates, f"rule {verdict.kind}": 1.0, f"rule {verdict.rule}": 1.0, **facts}


def offset(verdict: Verdict) -> float:
    """The log-odds of the finder's estimate."""
    return log_odds(float(verdict.estimate))


def learn(verdicts: Sequence[Verdict]) -> CertaintyWeights:
    """The most probable weights (Newton's method)."""
    rows = [columns(verdict) for verdict in verdicts]
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    offsets = np.array([offset(verdict) for verdict in verdicts])
    right = np.array([float(verdict.true) for verdict in verdicts])
    weights = _most_probable(matrix, offsets, right)
    learned = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    parts: dict[str, dict[str, float]] = {"estimate": {}, "rule": {}, "fact": {}}
    for name, weight in learned.items():
        part, _, rest = name.partition(" ")
        parts[part][rest] = weight
    return CertaintyWeights(parts["estimate"], parts["rule"], parts["fact"])


def _most_probable(matrix: Floats, offsets: Floats, right: Floats) -> Floats:
    """The weights with the highest posterior, by Newton's method; a step that makes it lower is halved."""

    def loss(weights: Floats) -> float:
        total = offsets + matrix @ weights
        return float(np.sum(np.logaddexp(0, total) - right * total) + PRIOR * weights @ weights / 2)

    weights = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        expected = 1 / (1 + np.exp(-(offsets + matrix @ weights)))
        gradient = matrix.T @ (right - expected) - PRIOR * weights
        curvature = (matrix * (expected * (1 - expected))[:, None]).T @ matrix + PRIOR * np.eye(len(weights))
        step = np.linalg.solve(curvature, gradient)
        while loss(weights + step) > loss(weights) and np.abs(step).max() > SMALLEST:
            step = step / 2
        weights = weights + step
    return weights


def predict(verdict: Verdict, weights: CertaintyWeights) -> float:
    """The certainty of a judged finding."""
    return certainty(verdict.rule, float(verdict.estimate), verdict.facts, weights)


def left_out(verdicts: Sequence[Verdict]) -> list[float]:
    """The certainty of every finding from the verdicts about other kinds of text."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, verdict in enumerate(verdicts):
        groups[verdict.text_kind].append(number)
    predicted = [0.0] * len(verdicts)
    for kind, members in groups.items():
        weights = learn([verdict for verdict in verdicts if verdict.text_kind != kind])
        for number in members:
            predicted[number] = predict(verdicts[number], weights)
    return predicted


def reliability(verdicts: Sequence[Verdict], predicted: Sequence[float]) -> Iterable[str]:
    """Lines that compare certainty and share of right findings, and what is shown of every severity."""
    pairs = list(zip(verdicts, predicted, strict=True))
    yield "certainty: n, mean certainty, share true or defensible (95%)"
    error = 0.0
    for low, high in itertools.pairwise(_BINS):
        members = [(verdict.true, value) for verdict, value in pairs if low <= value < high]
        if members:
            share, mean = (sum(column) / len(members) for column in zip(*members, strict=True))
            error += abs(share - mean) * len(members) / len(pairs)
            share_line = _share([true for true, _ in members])
            yield f"  {low:.2f}–{min(high, 1):.2f} {len(members):5}  {mean:.2f}  {share_line}"
    yield f"expected error {error:.3f}"
    yield "shown by default: n of all, precision (95%), before; share of the true ones kept"
    for severity in Severity:
        group = [(verdict.true, value) for verdict, value in pairs if verdict.severity == severity]
        shown = [true for true, value in group if value >= SHOWN_FROM[severity]]
        if shown:
            before = [true for true, _ in group]
            kept = sum(shown) / max(sum(before), 1)
            yield f"  {severity:8} {len(shown):4} of {len(group):4}  {_share(shown)}, {_share(before)}; {kept:.2f}"


def _share(right: Sequence[bool]) -> str:
    """The share of right findings, with its interval."""
    low, high = wilson(sum(right), len(right))
    return f"{sum(right) / len(right):.2f} ({low:.2f}–{high:.2f})"


def as_toml(weights: CertaintyWeights, count: int, kinds: int) -> str:
    """The file of the weights."""
    lines = [
        "# Weights of the certainty of findings (`aligner/findings/certainty.py`), in log-odds. Made by",
        "# `python -m tests.judging.learn --write`",
        f"# from {count} judged findings in {kinds} kinds of text.",
        "",
        "[estimates]",
        *(f"{name} = {weight}" for name, weight in sorted(weights.estimates.items())),
        "",
        "[rules]",
        *(f'"{name}" = {weight}' for name, weight in sorted(weights.rules.items())),
        "",
        "[facts]",
        *(f'"{name}" = {weight}' for name, weight in sorted(weights.facts.items())),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Learn, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[HERE])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    verdicts = [verdict for path in arguments.paths for verdict in read_verdicts(path) if not verdict.gone]
    kinds = len({verdict.text_kind for verdict in verdicts})
    print(f"{len(verdicts)} findings in {kinds} kinds of text, each left out in turn")
    print("\n".join(reliability(verdicts, left_out(verdicts))))
    if arguments.write:
        TARGET.write_text(as_toml(learn(verdicts), len(verdicts), kinds), "utf-8")


if __name__ == "__main__":
    main()
