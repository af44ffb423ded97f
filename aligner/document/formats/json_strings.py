"""JSON files of strings: i18next and other nested ones, Flutter's ARB, the ``messages.json`` of browser extensions.

This module has its own parser, because that of the standard library does not give the line of a value. Numbers, truth
values and null are not texts. In ARB, entries that start with ``@`` describe others and are left out; in
``messages.json``, everything except ``message`` is. Messages with ICU plurals are read unchanged.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from json import JSONDecodeError, JSONDecoder
from typing import TYPE_CHECKING

from aligner.document.decoding import decode
from aligner.document.formats.strings import DEEPEST, Path, String, key_of, texts_of
from aligner.errors import InputError
from aligner.model import line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.document.source import SourceText
    from aligner.settings import Settings

_DECODER = JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_OTHER_VALUE = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")
#: This program's own files, which are not files of strings.
_OURS = re.compile(r'\s*\{\s*"schema"\s*:\s*"(taiyaku[\w-]*/\d+)"')


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the text of the file, or the two texts of one with both languages.

    Raises:
        InputError: it is not JSON, holds a key twice or no strings, or is a record of this program.
    """
    text, encoding = decode(data, name, settings.encoding)
    if ours := _OURS.match(text):
        raise InputError(
            f"is a {ours[1]} file of this program, not a file of strings; give it to taiyaku export or taiyaku explain",
            name=name,
        )
    strings = [string for string in _Parser(text, name).strings() if string.path]
    return texts_of(_of_messages(_without_metadata(strings)), name, encoding=encoding, format_name="json")


def _without_metadata(strings: list[String]) -> list[String]:
    """Return the strings without ARB's metadata: ``@@locale``, ``@greeting``."""
    names = {string.path[0] for string in strings}
    return [
        string
        for string in strings
        if not (about := _about(string.path[0])) or (about not in names and about[0] != "@")
    ]


def _about(name: str | int) -> str | None:
    """Return the subject of ARB metadata: ``greeting`` for ``@greeting``, the file for ``@@locale``."""
    return name[1:] if isinstance(name, str) and name.startswith("@") else None


def _of_messages(strings: list[String]) -> list[String]:
    """Return the messages of a browser extension by name; other strings are unchanged."""
    tops = {string.path[0] for string in strings}
    messages = [string for string in strings if string.path[1:] == ("message",)]
    if messages and len(messages) == len(tops):
        return [message._replace(path=message.path[:1]) for message in messages]
    return strings


class _Parser:
    """Parses JSON according to RFC 8259, and keeps the strings with their paths and lines."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._lines = line_starts(text)

    def strings(self) -> Iterator[String]:
        strings: list[String] = []
        at = self._value(self._space(0), (), strings)
        if (at := self._space(at)) != len(self._text):
            raise self._wrong("more text after the end of the JSON value; remove it", at)
        return iter(strings)

    def _value(self, at: int, path: Path, strings: list[String]) -> int:
        """Parses the value at an offset, and returns the offset after it."""
        char = self._text[at : at + 1]
        if char == '"':
            text, end = self._string(at)
            strings.append(String(path, text, self._line(at)))
            return end
        if char and char in "{[":
            if len(path) >= DEEPEST:
                raise self._wrong(f"nests deeper than {DEEPEST} levels; check that it is a file of strings", at)
            return self._object(at + 1, path, strings) if char == "{" else self._array(at + 1, path, strings)
        if other := _OTHER_VALUE.match(self._text, at):
            return other.end()
        raise self._wrong("is no JSON: a value is missing or not in double quotes; fix the file", at)

    def _object(self, at: int, path: Path, strings: list[String]) -> int:
        seen: dict[str, int] = {}
        at = self._space(at)
        if self._text.startswith("}", at):
            return at + 1
        while True:
            if not self._text.startswith('"', at):
                raise self._wrong("is no JSON: expected a key in double quotes (or a comma too many before it)", at)
            key, end = self._string(at)
            before = seen.setdefault(key, at)
            if before != at:
                shown, line = key_of((*path, key)), self._line(before)
                raise self._wrong(f"the key {shown} stands in line {line} already; remove one of the two", at)
            at = self._space(end)
            if not self._text.startswith(":", at):
                raise self._wrong("is no JSON: expected : after the key; fix the file", at)
            at = self._space(self._value(self._space(at + 1), (*path, key), strings))
            if self._text.startswith("}", at):
                return at + 1
            at = self._space(self._comma(at, "}"))

    def _array(self, at: int, path: Path, strings: list[String]) -> int:
        at = self._space(at)
        if self._text.startswith("]", at):
            return at + 1
        number = 0
        while True:
            at = self._space(self._value(at, (*path, number), strings))
            if self._text.startswith("]", at):
                return at + 1
            at = self._space(self._comma(at, "]"))
            number += 1

    def _comma(self, at: int, closing: str) -> int:
        if not self._text.startswith(",", at):
            raise self._wrong(f"is no JSON: expected , or {closing}; fix the file", at)
        return at + 1

    def _string(self, at: int) -> tuple[str, int]:
        try:
            text, end = _DECODER.raw_decode(self._text, at)
        except JSONDecodeError as error:
            raise self._wrong(
                f"is no JSON: {error.msg.lower()}; fix the file", min(error.pos, len(self._text))
            ) from None
        return text, end

    def _space(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        end = match.end() if match else at
        if self._text.startswith(("//", "/*"), end):
            raise self._wrong("holds a comment, which JSON does not have; remove it", end)
        return end

    def _line(self, at: int) -> int:
        return bisect_right(self._lines, at)

    def _wrong(self, problem: str, at: int) -> InputError:
        return InputError(problem, name=self._name, line=self._line(at))
