"""Every cover of a small lattice, one by one: the definition that the search is checked against."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.search import Lattice, Step, full_band
from aligner.matching.shapes import SHAPES, Shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

Cover = tuple[float, tuple[Step, ...]]


def random_lattice(rows: int, columns: int, seed: int, *, whole: bool = False, shapes: Shapes = SHAPES) -> Lattice:
    """A lattice over the full band; ``whole`` scores are small integers, so that ties abound."""
    draw = np.random.default_rng(seed)
    low, width = full_band(rows, columns)
    shape = (rows + 1, len(shapes), width)
    pair = draw.integers(-1, 2, shape).astype(np.float32) if whole else draw.normal(0, 2, shape).astype(np.float32)
    for s, (m, n) in enumerate(shapes):
        pair[:m, s] = pair[:, s, :n] = -np.inf
    if whole:
        en_gap, ja_gap = (draw.integers(-1, 1, size).astype(np.float64) for size in (rows, columns))
        return Lattice(low, pair, en_gap, ja_gap, -1.0, 0.0, -1.0, shapes)
    gaps = draw.normal(-0.5, 1, rows), draw.normal(-0.5, 1, columns)
    en_open, ja_open, ja_after_en = (float(draw.normal(-1)) for _ in range(3))
    return Lattice(low, pair, *gaps, en_open, ja_open, ja_after_en, shapes)


def banded(full: Lattice, low: np.ndarray[tuple[int], np.dtype[np.int64]], width: int) -> Lattice:
    """The part of a full lattice that lies within a band."""
    pair = np.full((full.rows + 1, len(full.shapes), width), -np.inf, np.float32)
    for row, start in enumerate(low.tolist()):
        inside = min(width, full.columns + 1 - start)
        pair[row, :, :inside] = full.pair[row, :, start : start + inside]
    return replace(full, low=low, pair=pair)


def covers(lattice: Lattice) -> Iterator[Cover]:
    """(score, steps) of every cover within the band, in the one order that runs of gaps may have."""
    stack: list[tuple[int, int, str, float, tuple[Step, ...]]] = [(0, 0, "pair", 0.0, ())]
    while stack:
        i, j, state, total, path = stack.pop()
        if (i, j) == (lattice.rows, lattice.columns):
            yield total, path
        for s, (m, n) in enumerate(lattice.shapes):
            if i + m <= lattice.rows and holds(lattice, i + m, j + n):
                score = float(lattice.scores(i + m)[s, j + n - int(lattice.low[i + m])])
                stack.append((i + m, j + n, "pair", total + score, (*path, (i, i + m, j, j + n))))
        if i < lattice.rows and state != "ja" and holds(lattice, i + 1, j):
            score = float(lattice.en_gap[i]) + (0.0 if state == "en" else lattice.en_open)
            stack.append((i + 1, j, "en", total + score, (*path, (i, i + 1, j, j))))
        if j < lattice.columns and holds(lattice, i, j + 1):
            score = float(lattice.ja_gap[j]) + ja_opening(lattice, state)
            stack.append((i, j + 1, "ja", total + score, (*path, (i, i, j, j + 1))))


def ja_opening(lattice: Lattice, before: str) -> float:
    """What a Japanese segment left alone costs beside itself, by what stands before it."""
    return {"ja": 0.0, "en": lattice.ja_after_en}.get(before, lattice.ja_open)


def holds(lattice: Lattice, row: int, column: int) -> bool:
    """Whether a boundary lies in the document and the band."""
    start = int(lattice.low[row])
    return start <= column < start + lattice.width and column <= lattice.columns


def score_of(lattice: Lattice, path: list[Step]) -> float:
    """The total score of a path, added up step by step."""
    total, before = 0.0, ""
    for first, row, left, column in path:
        if first < row and left < column:
            shape = lattice.shapes.index((row - first, column - left))
            total += float(lattice.scores(row)[shape, column - int(lattice.low[row])])
            before = "pair"
        elif first < row:
            total += float(lattice.en_gap[first]) + (0.0 if before == "en" else lattice.en_open)
            before = "en"
        else:
            total += float(lattice.ja_gap[left]) + ja_opening(lattice, before)
            before = "ja"
    return total
