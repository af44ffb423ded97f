"""Formats that a file's bytes tell, whatever its name says. What is not sure is left to the suffix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.formats.office.kinds import KINDS, looks_like

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD = 4096
#: The root of an XML file, whatever stands before it. No part is ever given up again, so that looking takes no time.
_ROOT = rb"(?:\xef\xbb\xbf)?\s*+(?:<\?(?>.*?\?>)\s*+|<!--(?>.*?-->)\s*+|<!DOCTYPE[^>]*+>\s*+)*+<(?:\w++:)?%s[\s>/]"
_PO = re.compile(rb'(?:\xef\xbb\xbf)?(?:\s++|#[^\n]*+\n)*+msg(?:id|ctxt)\s+"')

_SUBRIP = re.compile(rb"(?:\xef\xbb\xbf)?\s*\d{1,9}\s*[\r\n]\s*\d{1,3}:\d\d:\d\d[,.]\d{3}\s*-->")
_LATEX = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|%[^\r\n]*[\r\n])*\\documentclass")

#: A document type or root element of HTML, after a byte order mark, an XML declaration and comments.
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?(?>.*?\?>)\s*+|<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html\b|html[\s>])",
    re.DOTALL | re.IGNORECASE,
)


def _is_root(tag: bytes) -> Callable[[bytes], bool]:
    """Whether the first element is of some name; UTF-16 is read without its zeros."""
    root = re.compile(_ROOT % tag, re.DOTALL)
    return lambda head: (
        root.match(head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")) is not None
    )


#: By format: whether the first bytes are of it.
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
    """The name of the format that some content shows; None where it shows none."""
    for name, kind in KINDS.items():
        if looks_like(data, kind):
            return name
    head = data[:_HEAD]
    return next((name for name, shows in _SIGNS.items() if shows(head)), None)
