"""Where a text that was edited in a review corresponds to the text of its file.

The two texts are compared line by line. Lines that differ are compared character by character. Equal stretches map
exactly. A position inside a changed stretch maps to the whole stretch.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.model import Document

#: Changed lines are compared by characters up to this product of their lengths in both texts (0.1 s).
_COMPARED = 250_000


#: A line with the empty lines after it, so that few lines of a text are alike: comparing like lines is quadratic.
_LINE = re.compile(r"[^\n]*\n+|[^\n]+\Z")


class _Stretch(NamedTuple):
    """A stretch of the edited text and the stretch of the file's text that it came from."""

    edited: Span
    original: Span
    equal: bool


class EditedText:
    """An edited document beside the text of its file."""

    def __init__(self, document: Document, original: str) -> None:
        self._document = document
        self._stretches = list(_stretches(document.text, original))

    def span(self, span: Span) -> Span:
        """The span of the file's text that corresponds to a span of the edited text."""
        inside = [
            stretch
            for stretch in self._stretches
            if stretch.edited.start <= span.end and span.start <= stretch.edited.end
        ]
        touched = [
            stretch for stretch in inside if stretch.edited.start < span.end and span.start < stretch.edited.end
        ] or inside
        if not touched:
            return Span(0, 0)
        return Span(_offset(touched[0], span.start, end=False), _offset(touched[-1], span.end, end=True))

    def changed(self) -> list[int]:
        """The segments that hold an edit, in order."""
        changed: set[int] = set()
        for edited, _, equal in self._stretches:
            if equal:
                continue
            if edited.start == edited.end:  # deleted: in the first segment that touches the place
                touched = [
                    segment.id for segment in self._document.segments if segment.start <= edited.start <= segment.end
                ][:1]
            else:
                touched = [
                    segment.id
                    for segment in self._document.segments
                    if segment.start < edited.end and edited.start < segment.end
                ]
            changed.update(touched)
        return sorted(changed)


def _offset(stretch: _Stretch, offset: int, *, end: bool) -> int:
    if not stretch.equal:
        return stretch.original.end if end else stretch.original.start
    inside = min(max(offset, stretch.edited.start), stretch.edited.end)
    return stretch.original.start + inside - stretch.edited.start


def _stretches(edited: str, original: str) -> Iterator[_Stretch]:
    if edited == original:
        yield _Stretch(Span(0, len(edited)), Span(0, len(original)), equal=True)
        return
    a, b = _LINE.findall(edited), _LINE.findall(original)
    starts_a, starts_b = _starts(a), _starts(b)
    for tag, i, i_end, j, j_end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        lines = _Stretch(Span(starts_a[i], starts_a[i_end]), Span(starts_b[j], starts_b[j_end]), tag == "equal")
        yield from _refined(lines, edited, original)


def _refined(lines: _Stretch, edited: str, original: str) -> Iterator[_Stretch]:
    """Lines that differ, compared by characters."""
    a, b = edited[slice(*lines.edited)], original[slice(*lines.original)]
    if lines.equal or len(a) * len(b) > _COMPARED:
        yield lines
        return
    for tag, i, i_end, j, j_end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield _Stretch(
            Span(lines.edited.start + i, lines.edited.start + i_end),
            Span(lines.original.start + j, lines.original.start + j_end),
            tag == "equal",
        )


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts
