"""One small module per input format. Each has ``scan(text, *, mixed)``: the blocks of a text, in order.

With ``mixed`` the text holds both languages: every block then says in which one it is, and none holds both.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from aligner.document.blocks import Block


class Format(StrEnum):
    """How a text is marked up."""

    PLAIN = "plain"
    MARKDOWN = "markdown"


def format_of(name: str) -> Format:
    """The format a file's name tells: Markdown by its suffix, otherwise plain text.

    >>> format_of("Guide.ja.MD"), format_of("notes.txt")
    (<Format.MARKDOWN: 'markdown'>, <Format.PLAIN: 'plain'>)
    """
    return Format.MARKDOWN if name.lower().endswith((".md", ".markdown", ".mdown", ".mkd")) else Format.PLAIN


def scanner(kind: Format) -> Callable[..., list[Block]]:
    """The ``scan`` of a format."""
    from aligner.document.formats import markdown, plain

    return markdown.scan if kind is Format.MARKDOWN else plain.scan
