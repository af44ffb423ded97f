"""Gold sets: a folder each of `DOCUMENT.en`, `.ja` (a segment a line) and `.gold` (a bead a line, `[0, 1]:[0]`).

A set's domain is its name up to the first hyphen, but documents made longer for their length keep the domain of what
they were made of.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from aligner.gold.scores import one_sided_apart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Bead: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]

_MADE_OF = {"scale": "kftt"}


@dataclass(frozen=True)
class GoldDocument:
    """The segments of both sides, and the gold beads with one-sided ones taken apart into single segments."""

    name: str
    en: list[str]
    ja: list[str]
    beads: frozenset[Bead]

    @property
    def size(self) -> int:
        """Segments, both sides counted."""
        return len(self.en) + len(self.ja)


def read_set(folder: Path, limit: int | None = None) -> Iterator[GoldDocument]:
    """The first documents of a set, by name.

    Raises:
        SystemExit: when there are none.
    """
    paths = sorted(folder.glob("*.gold"))[:limit]
    if not paths:
        raise SystemExit(f"{folder}: no gold documents")
    for path in paths:
        yield read_document(path)


def read_document(path: Path) -> GoldDocument:
    """The document whose gold a file is."""
    en, ja = (
        [line for line in path.with_suffix(suffix).read_text("utf-8").split("\n") if line.strip()]
        for suffix in (".en", ".ja")
    )
    beads: list[Bead] = []
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            english, japanese = line.split(":")[:2]
            beads.append((tuple(ast.literal_eval(english)), tuple(ast.literal_eval(japanese))))
    return GoldDocument(path.stem, en, ja, frozenset(one_sided_apart(beads)))


def parameters_without(folder: Path | None, name: str) -> Path | None:
    """The parameters learned without a set's own domain, FOLDER/DOMAIN.json; without a folder None, those that ship."""
    domain = name.partition("-")[0]
    return None if folder is None else folder / f"{_MADE_OF.get(domain, domain)}.json"
