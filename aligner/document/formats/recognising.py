"""Formats that a file's first bytes tell, whatever its name says. What is not sure is left to the suffix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD = 4096
_SUBRIP = re.compile(rb"(?:\xef\xbb\xbf)?\s*\d{1,9}\s*[\r\n]\s*\d{1,3}:\d\d:\d\d[,.]\d{3}\s*-->")
_LATEX = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|%[^\r\n]*[\r\n])*\\documentclass")

#: By format: whether the first bytes (all of them, and in lower case without white space before) are of it.
_SIGNS: dict[str, Callable[[bytes], bool]] = {
    "webvtt": lambda head: re.match(rb"(?:\xef\xbb\xbf)?WEBVTT(?:\s|$)", head) is not None,
    "ass": lambda head: re.match(rb"(?:\xef\xbb\xbf)?\s*\[script info\]", head, re.IGNORECASE) is not None,
    "latex": lambda head: _LATEX.match(head) is not None,
    "srt": lambda head: _SUBRIP.match(head) is not None,
}


def recognise(data: bytes) -> str | None:
    """The name of the format that some content shows; None where it shows none."""
    head = data[:_HEAD]
    return next((name for name, shows in _SIGNS.items() if shows(head)), None)
