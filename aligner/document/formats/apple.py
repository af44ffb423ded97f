r"""Apple's ``.strings``: ``"key" = "value";`` with comments in between."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from aligner.document.decoding import decode
from aligner.document.formats.strings import String, texts_of
from aligner.errors import InputError
from aligner.model import line_starts

if TYPE_CHECKING:
    from aligner.document.source import SourceText
    from aligner.settings import Settings

_PASSED = re.compile(r"(?:\s+|/\*.*?\*/|//[^\n\r]*)*", re.DOTALL)
_ENTRY = re.compile(
    r'(?:"(?P<key>(?:[^"\\]|\\.)*)"|(?P<bare>[\w.-]+))\s*=\s*"(?P<value>(?:[^"\\]|\\.)*)"\s*;', re.DOTALL
)
_ESCAPE = re.compile(r"\\(?:U([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the text of the file.

    Raises:
        InputError: it holds something other than entries, a key twice, or nothing.
    """
    text, encoding = decode(data, name, settings.encoding)
    lines = line_starts(text)
    strings: dict[str, String] = {}
    at = _after(text, 0)
    while at < len(text):
        line = bisect_right(lines, at)
        match = _ENTRY.match(text, at)
        if match is None:
            raise InputError('expected "key" = "value"; here; fix the line', name=name, line=line)
        key = match["bare"] or _unescaped(match["key"])
        if key in strings:
            raise InputError(
                f"the key {key} stands in line {strings[key].line} already; remove one of the two", name=name, line=line
            )
        strings[key] = String((key,), _unescaped(match["value"]), bisect_right(lines, match.start("value")))
        at = _after(text, match.end())
    return texts_of(list(strings.values()), name, encoding=encoding, format_name="apple")


def _after(text: str, at: int) -> int:
    """Return the offset after white space and comments."""
    match = _PASSED.match(text, at)
    return match.end() if match else at


def _unescaped(text: str) -> str:
    r"""Return a text with its escapes replaced.

    >>> _unescaped(r"\"\U6771\"\n")
    '"東"\n'
    """
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else _ESCAPED.get(match[2], match[2]), text)
