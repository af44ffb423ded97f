"""One small module per input format. Each has ``scan(text, *, mixed)``: the blocks of a text, in order.

With ``mixed`` the text holds both languages: every block then says in which one it is, and none holds both.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from aligner.document.formats import markdown, plain

if TYPE_CHECKING:
    from aligner.document.blocks import Block


class Format(StrEnum):
    """How a text is marked up."""

    PLAIN = "plain"
    MARKDOWN = "markdown"


_SCANNERS = {Format.PLAIN: plain.scan, Format.MARKDOWN: markdown.scan}
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")


def format_of(name: str) -> Format:
    """The format a file's name tells: Markdown by its suffix, otherwise plain text.

    >>> format_of("Guide.ja.MD"), format_of("notes.txt")
    (<Format.MARKDOWN: 'markdown'>, <Format.PLAIN: 'plain'>)
    """
    return Format.MARKDOWN if name.lower().endswith(_MARKDOWN_SUFFIXES) else Format.PLAIN


def scan(text: str, kind: Format, *, mixed: bool = False) -> list[Block]:
    """The blocks of a text in a format."""
    return _SCANNERS[kind](text, mixed=mixed)
