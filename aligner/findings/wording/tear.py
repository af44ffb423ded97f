"""A place where a text is torn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from aligner.model import Span


class Tear(NamedTuple):
    """The segment, the stretch of the document that shows it, and how it is torn (`torn` lists the relations)."""

    segment: int
    span: Span
    relation: str
