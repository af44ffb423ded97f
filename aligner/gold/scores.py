"""Precision, recall and F1 of predicted beads against gold, as the alignment literature defines them.

Strict and lax scores follow Vecalign (Thompson and Koehn 2019). Strictly, a bead is right if both its sides equal
those of a gold bead. Laxly, it is right if both its sides overlap those of a gold bead. Precision is over all predicted
beads, including one-sided ones. Recall is over two-sided gold beads. One-sided beads are first divided into single
segments, so that the grouping of a run of gaps does not change its score. Gap scores are over segments without a
counterpart. Crossing scores are over two-sided beads that break the order: the beads that are not on one longest run in
which both sides ascend.

If a file contains only texts (TMX, Moses' pair of files), their places in the texts of the other file are compared. Its
gaps are only the gaps that it lists.

Beads given as spans are compared over atoms. The texts are cut at every place where a gold or a predicted bead begins
or ends, and white space is dropped. The atoms replace the segments, and gaps are weighted by their characters. So the
boundaries of segments inside a bead do not change the scores.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.gold.passages import places
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aligner.gold.beads import Beads, Indices, Spans
    from aligner.model import Span


@dataclass(frozen=True, slots=True)
class Score:
    """Counts behind a precision and a recall.

    Attributes:
        found_right: predicted beads that are right.
        found: predicted beads.
        wanted_right: gold beads that were found.
        wanted: gold beads.
    """

    found_right: int
    found: int
    wanted_right: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of the predicted beads that are right; 0 without predicted beads."""
        return _ratio(self.found_right, self.found)

    @property
    def recall(self) -> float:
        """The share of the gold beads that were found; 0 without gold beads."""
        return _ratio(self.wanted_right, self.wanted)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return _ratio(2 * self.precision * self.recall, self.precision + self.recall)

    @property
    def void(self) -> bool:
        """Whether there was nothing to find and nothing was found, so that the ratios mean nothing."""
        return not self.found and not self.wanted


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores of one prediction; ``unit`` names what gaps are counted in."""

    strict: Score
    lax: Score
    gap: Score
    crossing: Score
    unit: str


def score(gold: Beads, predicted: Beads) -> Scores:
    """The scores of a prediction, by segment numbers where both give the same segments, otherwise by spans.

    Raises:
        InputError: when the two cannot be compared: other segments, other texts, numbers against spans.
    """
    gold, predicted = _placed(gold, predicted), _placed(predicted, gold)
    if gold.indices is not None and predicted.indices is not None and not _segmented_apart(gold, predicted):
        _require_same_segments(gold.indices, predicted)
        return _scores(gold.indices, predicted.indices, None)
    if gold.spans is None or predicted.spans is None:
        raise InputError(
            f"cannot be compared with {gold.name}: one has segment numbers, the other spans of text; "
            "give a record, which holds both",
            name=predicted.name,
        )
    texts = {lang: _text(gold, predicted, lang) for lang in Lang}
    return _score_spans(gold.spans, predicted.spans, texts)


def _placed(beads: Beads, other: Beads) -> Beads:
    """Beads that are texts alone, with their places in the texts of the other file."""
    if beads.passages is None:
        return beads
    if set(other.texts) != set(Lang):
        raise InputError(
            f"has only texts, and {other.name} does not say where they are; give a record or a gold.json",
            name=beads.name,
        )
    sides: list[list[tuple[Span, ...]]] = []
    for side, lang in enumerate(Lang):
        texts = [passage[side] for passage in beads.passages]
        spans_of = places(texts, other.texts[lang])
        sides.append([spans for spans in spans_of if spans is not None])
        if None in spans_of:
            lost = " ".join(texts[spans_of.index(None)].split())
            shown = f"{lost[:40]}…" if len(lost) > 40 else lost
            number = spans_of.index(None) + 1
            raise InputError(
                f"the {lang} text of pair {number} is not in that of {other.name}: {shown}", name=beads.name
            )
    return replace(beads, spans=tuple(zip(*sides, strict=True)), texts=other.texts, sha256=other.sha256, passages=None)


def _segmented_apart(gold: Beads, predicted: Beads) -> bool:
    """Whether both files have spans of segments, and the spans differ."""
    if gold.spans is None or predicted.spans is None:
        return False
    return any(
        sorted(span for bead in gold.spans for span in bead[side])
        != sorted(span for bead in predicted.spans for span in bead[side])
        for side in (0, 1)
    )


def _require_same_segments(gold: Sequence[Indices], predicted: Beads) -> None:
    for side, name in enumerate(("English", "Japanese")):
        wanted = {k for bead in gold for k in bead[side]}
        given = {k for bead in predicted.indices or () for k in bead[side]}
        if wanted != given:
            odd = min(wanted ^ given)
            where = "the gold does not have" if odd in given else "that the gold has is missing"
            problem = f"{name} segment {odd}, which {where}" if odd in given else f"{name} segment {odd} {where}"
            raise InputError(f"{problem}; both must cover the same segments", name=predicted.name)


def _text(gold: Beads, predicted: Beads, lang: Lang) -> str:
    """The text that the spans of both files refer to."""
    digests = {beads.sha256[lang] for beads in (gold, predicted) if lang in beads.sha256}
    if len(digests) > 1:
        raise InputError(f"was made for another {lang} text than {gold.name}", name=predicted.name)
    for beads in (gold, predicted):
        if lang in beads.texts:
            return beads.texts[lang]
    raise InputError(f"neither it nor {gold.name} has the text; give a record or a gold.json", name=predicted.name)


def _score_spans(gold: Sequence[Spans], predicted: Sequence[Spans], texts: Mapping[Lang, str]) -> Scores:
    atoms = [
        _Atoms((span for beads in (gold, predicted) for bead in beads for span in bead[side]), texts[lang])
        for side, lang in enumerate(Lang)
    ]

    def cut(beads: Sequence[Spans]) -> list[Indices]:
        indices = (
            (
                tuple(k for span in en for k in atoms[0].inside(*span)),
                tuple(k for span in ja for k in atoms[1].inside(*span)),
            )
            for en, ja in beads
        )
        return [bead for bead in indices if any(bead)]

    return _scores(cut(gold), cut(predicted), (atoms[0].sizes, atoms[1].sizes))


class _Atoms:
    """A text cut at every end of a span; atoms are numbered in order, those of white space left out."""

    def __init__(self, spans: Iterable[tuple[int, int]], text: str) -> None:
        ends = sorted({offset for span in spans for offset in span if offset <= len(text)})
        self._starts: list[int] = []
        self.sizes: list[int] = []
        for start, end in pairwise(ends):
            size = sum(not char.isspace() for char in text[start:end])
            if size:
                self._starts.append(start)
                self.sizes.append(size)

    def inside(self, start: int, end: int) -> range:
        """The atoms of a span."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))


def _scores(
    gold: Sequence[Indices], predicted: Sequence[Indices], sizes: tuple[Sequence[int], Sequence[int]] | None
) -> Scores:
    wanted, predicted_beads = set(one_sided_apart(gold)), set(one_sided_apart(predicted))
    pairs_wanted, pairs_found = _two_sided(wanted), _two_sided(predicted_beads)
    strict_found, lax_found = _hits(wanted, predicted_beads)
    strict_wanted, lax_wanted = _hits(pairs_found, pairs_wanted)
    crossing_wanted, crossing_found = out_of_order(pairs_wanted), out_of_order(pairs_found)

    def size(beads: Iterable[Indices]) -> int:
        if sizes is None:
            return len(set(beads))
        return sum(sizes[0][k] for en, _ in beads for k in en) + sum(sizes[1][k] for _, ja in beads for k in ja)

    gaps_wanted, gaps_found = wanted - pairs_wanted, predicted_beads - pairs_found
    both = size(gaps_wanted & gaps_found)
    return Scores(
        strict=Score(strict_found, len(predicted_beads), strict_wanted, len(pairs_wanted)),
        lax=Score(lax_found, len(predicted_beads), lax_wanted, len(pairs_wanted)),
        gap=Score(both, size(gaps_found), both, size(gaps_wanted)),
        crossing=Score(
            len(crossing_found & pairs_wanted),
            len(crossing_found),
            len(crossing_wanted & pairs_found),
            len(crossing_wanted),
        ),
        unit="segments" if sizes is None else "characters",
    )


def one_sided_apart(beads: Iterable[Indices]) -> list[Indices]:
    """One-sided beads as single segments.

    >>> one_sided_apart([((0,), (0,)), ((1, 2), ())])
    [((0,), (0,)), ((1,), ()), ((2,), ())]
    """
    apart: list[Indices] = []
    for en, ja in beads:
        if en and ja:
            apart.append((en, ja))
        else:
            apart += [((k,), ()) for k in en]
            apart += [((), (k,)) for k in ja]
    return apart


def out_of_order(beads: Iterable[Indices]) -> set[Indices]:
    """The two-sided beads that are not on one longest run in which English and Japanese both ascend.

    >>> out_of_order([((0,), (1,)), ((1,), (2,)), ((2,), (0,))])
    {((2,), (0,))}
    """
    ordered = sorted(_two_sided(beads))
    tails: list[int] = []  # the lowest Japanese start with which a run of each length can end
    tail_at: list[int] = []
    before: list[int] = []
    for k, (_, ja) in enumerate(ordered):
        length = bisect_left(tails, ja[0])
        before.append(tail_at[length - 1] if length else -1)
        if length == len(tails):
            tails.append(ja[0])
            tail_at.append(k)
        else:
            tails[length], tail_at[length] = ja[0], k
    kept = set()
    k = tail_at[-1] if tail_at else -1
    while k >= 0:
        kept.add(ordered[k])
        k = before[k]
    return set(ordered) - kept


def _two_sided(beads: Iterable[Indices]) -> set[Indices]:
    return {bead for bead in beads if all(bead)}


def _hits(truth: set[Indices], beads: set[Indices]) -> tuple[int, int]:
    """How many beads are right strictly, and how many at least laxly."""
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for en, ja in truth:
        for k in en:
            partners[k].update(ja)
    strict = len(beads & truth)
    lax = sum(any(not partners[k].isdisjoint(ja) for k in en) for en, ja in beads - truth)
    return strict, strict + lax


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
