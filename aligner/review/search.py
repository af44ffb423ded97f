"""Finding things: filters for findings, the next one, and text in either language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from aligner.review.views import level, units
from aligner.text.folding import fold, fold_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.model import Lang, Span
    from aligner.review.model import Finding
    from aligner.review.state import State
    from aligner.review.views import Views


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings are wanted; an empty set asks for nothing in particular."""

    kinds: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    text: str = ""

    def takes(self, views: Views, note: Finding) -> bool:
        """Whether a finding is wanted."""
        confidence = note.detail.get("confidence")
        sure = level(float(confidence) if isinstance(confidence, (int, float)) else 1.0)
        told = (
            (self.kinds, str(note.kind)),
            (self.severities, str(note.severity)),
            (self.levels, sure),
            (self.statuses, str(views.state.decision(note.id).status)),
        )
        if any(wanted and value not in wanted for wanted, value in told):
            return False
        if not self.text:
            return True
        wanted_text = _plain(self.text)
        texts = (*note.message.values(), views.state.decision(note.id).comment, *views.texts(note))
        return any(wanted_text in _plain(text) for text in texts)


def find_notes(views: Views, wanted: Filter) -> list[Finding]:
    """The findings that are wanted, in document order."""
    return [note for note in views.findings if wanted.takes(views, note)]


def next_note(
    views: Views, wanted: Filter, *, place: int, after: int | None, forward: bool
) -> tuple[Finding | None, int, int]:
    """The next finding in document order, its number among those wanted (from 1), and how many there are.

    After a finding or, where none is named, from a place of the table on; it goes round at the end.
    """
    found = find_notes(views, wanted)
    if not found:
        return None, 0, 0
    order = {note.id: k for k, note in enumerate(views.findings)}
    if after is not None and after in order:
        at = order[after]
        ahead = [k for k, note in enumerate(found) if (order[note.id] > at if forward else order[note.id] < at)]
    else:
        ahead = [
            k
            for k, note in enumerate(found)
            if (views.note_place(note) >= place if forward else views.note_place(note) <= place)
        ]
    k = 0 if forward else -1
    k = ahead[k] if ahead else k % len(found)
    return found[k], k + 1, len(found)


def search_text(
    state: State, wanted: str, langs: tuple[Lang, ...], first: int = 0, count: int = 0
) -> tuple[int, list[dict[str, Any]]]:
    """How often a text stands in some languages, and so many of the places, in the order of the table.

    Case, width and white space do not count. Of the others only the number is worked out.
    """
    needle = _plain(wanted)
    total = 0
    hits: list[dict[str, Any]] = []
    for place, bead in enumerate(state.table if needle else ()):
        for lang in langs:
            for k in state.beads[bead].side(lang):
                text = state.segments[lang][k].text
                here = _plain(text).count(needle)
                if here and total < first + count and total + here > first:
                    where = {"place": place, "bead": bead, "lang": str(lang), "sentence": k}
                    spans = list(_hits(text, needle))[max(first - total, 0) : first + count - total]
                    hits += ({**where, "start": units(text, start), "end": units(text, end)} for start, end in spans)
                total += here
    return total, hits


def _hits(text: str, needle: str) -> Iterator[Span]:
    """The stretches of a text that read like a needle."""
    folded = fold_width(text)
    read = [(char, k) for k, whole in enumerate(folded.text) for char in fold(whole) if not char.isspace()]
    plain = "".join(char for char, _ in read)
    at = plain.find(needle)
    while at >= 0:
        end = at + len(needle)
        yield folded.span(read[at][1], read[end - 1][1] + 1)
        at = plain.find(needle, end)


@lru_cache(maxsize=1 << 15)
def _plain(text: str) -> str:
    """A text as it is compared; those of long documents are kept, since they are looked through at every letter."""
    return "".join(fold(text).split())
