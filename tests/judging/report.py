"""Precision of findings as readers judged them, with intervals, and how far the readers agree.

    python -m tests.judging.report [FILE or FOLDER …]

Precision is the share of findings that are true or defensible. Intervals hold 95% (Wilson 1927).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from tests.judging.verdicts import VERDICTS, Verdict, read_verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

HERE = Path(__file__).resolve().parent / "verdicts"
#: Normal quantile of a 95% interval.
_Z = 1.96


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The interval of a share that holds 95% (Wilson 1927).

    >>> low, high = wilson(90, 100)
    >>> round(low, 3), round(high, 3)
    (0.826, 0.945)
    >>> wilson(0, 0)
    (0.0, 1.0)
    """
    if not count:
        return 0.0, 1.0
    share = hits / count
    centre = share + _Z**2 / (2 * count)
    half = _Z * sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    scale = 1 + _Z**2 / count
    return max((centre - half) / scale, 0.0), min((centre + half) / scale, 1.0)


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa (1960) of two readers' verdicts: agreement beyond chance, 1 for full agreement.

    >>> round(kappa([("T", "T"), ("T", "T"), ("F", "F"), ("F", "T")]), 2)
    0.5
    """
    count = len(pairs)
    if not count:
        return 1.0
    seen = sum(one == two for one, two in pairs) / count
    first, second = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    chance = sum(first[verdict] * second[verdict] for verdict in VERDICTS) / count**2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def table(title: str, verdicts: Iterable[Verdict], group: Callable[[Verdict], str]) -> Iterator[str]:
    """Lines with the precision of every group."""
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[group(verdict)].append(verdict)
    yield f"\n{title}: n, true, defensible, false, precision (95%)"
    for name, members in sorted(groups.items()):
        counts = Counter(member.verdict for member in members)
        hits = counts["T"] + counts["D"]
        low, high = wilson(hits, len(members))
        shown = " ".join(f"{counts[verdict]:5}" for verdict in VERDICTS)
        yield f"  {name or '-':28} {len(members):5} {shown}  {hits / len(members):.2f} ({low:.2f}–{high:.2f})"


def report(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """All lines of the report."""
    both = [(verdict.first, verdict.second) for verdict in verdicts if verdict.second]
    merged = [(one.replace("D", "T"), two.replace("D", "T")) for one, two in both]
    yield f"{len(verdicts)} findings; {len(both)} judged by two readers, kappa {kappa(both):.2f}, "
    yield f"with true and defensible taken together {kappa(merged):.2f}"
    yield from table("By severity", verdicts, lambda verdict: verdict.severity)
    yield from table("By kind", verdicts, lambda verdict: verdict.kind)
    yield from table("By kind and relation", verdicts, lambda verdict: verdict.rule)
    yield from table("By kind of text", verdicts, lambda verdict: verdict.text_kind)
    causes = Counter(verdict.cause for verdict in verdicts if not verdict.true)
    yield "\nCauses of false findings: " + ", ".join(f"{cause or '-'} {count}" for cause, count in causes.most_common())


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[HERE])
    paths = parser.parse_args().paths
    print("\n".join(report([verdict for path in paths for verdict in read_verdicts(path)])))


if __name__ == "__main__":
    main()
