"""Formats that a file's first bytes tell, whatever its name says. What is not sure is left to the suffix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD = 4096
#: A document type or root element of HTML, after a byte order mark, an XML declaration and comments.
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:(?:<\?[^>]*>|<!--.*?-->)\s*)*<(?:!doctype\s+html\b|html[\s>])", re.DOTALL | re.IGNORECASE
)

#: By format: whether the first bytes (all of them, and in lower case without white space before) are of it.
_SIGNS: dict[str, Callable[[bytes], bool]] = {
    "epub": lambda head: head.startswith(b"PK\x03\x04") and b"mimetypeapplication/epub+zip" in head,
    "pdf": lambda head: head.startswith(b"%PDF-"),
    "html": lambda head: _WEB_PAGE.match(head) is not None,
}


def recognise(data: bytes) -> str | None:
    """The name of the format that some content shows; None where it shows none."""
    head = data[:_HEAD]
    return next((name for name, shows in _SIGNS.items() if shows(head)), None)
