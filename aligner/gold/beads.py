"""The beads of a file, and the checks that every format shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from aligner.errors import InputError
from aligner.model import Lang, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aligner.gold.passages import Passage

#: Segment numbers of a bead, English and Japanese.
Indices: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]
#: Spans of a bead, English and Japanese.
Spans: TypeAlias = tuple[tuple[Span, ...], tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Beads:
    """The beads of a file: as segment numbers, as spans, or (a record) both in the same order; or as texts alone.

    ``texts`` and ``sha256`` are by language, and empty where the file does not have them.
    """

    name: str
    indices: tuple[Indices, ...] | None
    spans: tuple[Spans, ...] | None
    texts: Mapping[Lang, str]
    sha256: Mapping[Lang, str]
    passages: tuple[Passage, ...] | None = None


def without_overlap(beads: Iterable[Spans]) -> tuple[Spans, ...]:
    """The beads.

    Raises:
        InputError: when the spans of two beads overlap.
    """
    beads = tuple(beads)
    for side, lang in enumerate(Lang):
        end = 0
        for span in sorted(span for bead in beads for span in bead[side]):
            if span.start < end:
                raise InputError(f"two beads claim the {lang.english} text at offset {span.start}")
            end = max(end, span.end)
    return beads


def check_unique(indices: Iterable[int], lang: Lang) -> None:
    """Raises InputError when a segment is in two beads."""
    seen: set[int] = set()
    for k in indices:
        if k in seen:
            raise InputError(f"{lang.english} segment {k} is in two beads; a segment belongs to one")
        seen.add(k)
