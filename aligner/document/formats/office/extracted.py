"""The content of an Office file: paragraphs, their places, and pieces with their origin in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from aligner.model import ParagraphKind


class Piece(NamedTuple):
    """Some of a paragraph's text and the element that shows it; None for what only parts cells."""

    text: str
    node: Element | None


@dataclass(frozen=True, slots=True)
class Place:
    """The place of paragraphs: in words, and the element of the body that they are attached to, if any."""

    origin: str | None = None
    hung_on: Element | None = None

    def inside(self, what: str, hung_on: Element | None = None) -> Place:
        """Return a place in this one."""
        origin = what if self.origin is None else f"{self.origin}, {what}"
        return Place(origin, self.hung_on if self.hung_on is not None else hung_on)


@dataclass(slots=True)
class Found:
    """A paragraph, or a row of a table.

    Attributes:
        number: the place that the format counts: a paragraph of the body, a slide.
        place: its place in the file.
        kind: what it is.
        pieces: what it shows.
    """

    number: int
    place: Place
    kind: ParagraphKind
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that it shows."""
        return "".join(piece.text for piece in self.pieces)

    def leave_off(self, count: int) -> None:
        """Take some characters off the front."""
        while count and self.pieces:
            text, node = self.pieces[0]
            self.pieces[:1] = [Piece(text[count:], node)] if len(text) > count else []
            count -= min(count, len(text))
