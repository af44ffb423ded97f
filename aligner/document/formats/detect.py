"""Formats that are recognised by the bytes of a file, whatever its name. Uncertain cases are left to the suffix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.formats.office.kinds import KINDS, looks_like

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD = 4096
#: The root of an XML file, after anything that may precede it. Matches never backtrack, so that the time is short.
_ROOT = rb"(?:\xef\xbb\xbf)?\s*+(?:<\?(?>.*?\?>)\s*+|<!--(?>.*?-->)\s*+|<!DOCTYPE[^>]*+>\s*+)*+<(?:\w++:)?%s[\s>/]"
_PO = re.compile(rb'(?:\xef\xbb\xbf)?(?:\s++|#[^\n]*+\n)*+msg(?:id|ctxt)\s+"')

_SUBRIP = re.compile(rb"(?:\xef\xbb\xbf)?\s*+\d{1,9}+[^\S\r\n]*+[\r\n]\s*+\d{1,3}:\d\d:\d\d[,.]\d{3}\s*-->")
_LATEX = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|%[^\r\n]*[\r\n])*\\documentclass")

#: A document type or root element of HTML, after a byte order mark, an XML declaration and comments.
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?(?>.*?\?>)\s*+|<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html\b|html[\s>])",
    re.DOTALL | re.IGNORECASE,
)


def _is_root(tag: bytes) -> Callable[[bytes], bool]:
    """Tests whether the first element has a name; zeros are removed first, for UTF-16."""
    root = re.compile(_ROOT % tag, re.DOTALL)
    return lambda head: (
        root.match(head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")) is not None
    )


#: Format → test of the first bytes.
_SIGNS: dict[str, Callable[[bytes], bool]] = {
    "xliff": _is_root(b"xliff"),
    "tmx": _is_root(b"tmx"),
    "android": _is_root(b"resources"),
    "po": lambda head: _PO.match(head) is not None,
    "webvtt": lambda head: re.match(rb"(?:\xef\xbb\xbf)?WEBVTT(?:\s|$)", head) is not None,
    "ass": lambda head: re.match(rb"(?:\xef\xbb\xbf)?\s*\[script info\]", head, re.IGNORECASE) is not None,
    "latex": lambda head: _LATEX.match(head) is not None,
    "srt": lambda head: _SUBRIP.match(head) is not None,
    "epub": lambda head: head.startswith(b"PK\x03\x04") and b"mimetypeapplication/epub+zip" in head,
    "pdf": lambda head: head.startswith(b"%PDF-"),
    "html": lambda head: _WEB_PAGE.match(head) is not None,
}


def recognise(data: bytes) -> str | None:
    """Return the name of the format of some bytes; None if it is not certain."""
    for name, kind in KINDS.items():
        if looks_like(data, kind):
            return name
    head = data[:_HEAD]
    return next((name for name, shows in _SIGNS.items() if shows(head)), None)
