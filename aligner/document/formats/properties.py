r"""Java's ``.properties``: ``key = value``, ``\u`` escapes, values that continue after a backslash at a line end.

Old files are ISO-8859-1 with all other characters escaped, new ones UTF-8. Both are read, and so is Shift_JIS.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.decoding import decode
from aligner.document.formats.strings import String, texts_of
from aligner.errors import InputError
from aligner.model import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.document.source import SourceText
    from aligner.settings import Settings

_CONTINUED = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_ENTRY = re.compile(r"(?P<key>(?:\\.|[^\s=:\\])*)[ \t\f]*[=:]?[ \t\f]*(?P<value>.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(u+([0-9A-Fa-f]{4})|.|$)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the text of the file.

    Raises:
        InputError: an escape is malformed, a key occurs twice, or there is no entry.
    """
    text, encoding = decode(data, name, settings.encoding)
    strings: dict[str, String] = {}
    for raw, line in _logical_lines(text):
        match = _ENTRY.fullmatch(raw)
        if match is None:
            continue
        key = _unescaped(match["key"], name, line)
        if key in strings:
            raise InputError(
                f"the key {key} stands in line {strings[key].line} already; remove one of the two", name=name, line=line
            )
        strings[key] = String((key,), _unescaped(match["value"], name, line), line)
    return texts_of(list(strings.values()), name, encoding=encoding, format_name="properties")


def _logical_lines(text: str) -> Iterator[tuple[str, int]]:
    """Each entry with its continuation lines, and the number of its first line."""
    begun, first = "", 0
    for number, raw in enumerate(LINE_END.split(text), 1):
        line = raw.lstrip(" \t\f")
        if not first and (not line or line[0] in "#!"):
            continue
        first = first or number
        if _CONTINUED.search(line):
            begun += line[:-1]
            continue
        yield begun + line, first
        begun, first = "", 0
    if first:
        yield begun, first


def _unescaped(text: str, name: str, line: int) -> str:
    r"""Return a text with its escapes replaced.

    >>> _unescaped(r"\u6771\u4eac\tC\:\\dir \ud83d\ude00", "a.properties", 1)
    '東京\tC:\\dir 😀'
    """

    def character(match: re.Match[str]) -> str:
        if match[2]:
            return chr(int(match[2], 16))
        if match[1].startswith("u"):
            raise InputError(r"\u without four hexadecimal digits; fix the escape", name=name, line=line)
        return _ESCAPED.get(match[1], match[1])

    halves = _ESCAPE.sub(character, text)
    return halves.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass") if "\\u" in text else halves
