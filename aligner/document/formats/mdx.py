"""MDX: Markdown with components. An indent is no code there, because what is inside a component is indented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.document.formats import markdown

if TYPE_CHECKING:
    from aligner.document.blocks import Block


def scan(text: str, *, mixed: bool = False) -> list[Block]:
    """Return the blocks of an MDX text."""
    return markdown.scan(text, mixed=mixed, components=True)
