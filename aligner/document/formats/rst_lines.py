"""Single lines of reStructuredText: marks of items, adornments, and lines without their marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.blocks import Line
from aligner.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+$")
_BULLET = re.compile(r"[-*+•‣⁃](?:\s+|$)")
_ENUMERATOR = re.compile(r"\(?(?:#|\d{1,4}|[A-Za-z]|[ivxlc]{1,8}|[IVXLC]{1,8})[.)](?:\s+|$)")
_FIELD = re.compile(r":[^:\s`](?:[^:`\n]{0,80}[^:\s`])?:(?:\s+|$)")
#: Options with their arguments; an argument after an equals sign belongs to the characters of the option.
_OPTION = re.compile(r"(?:(?:--?|/)[A-Za-z0-9?][^\s,]{0,80}+(?: [<\w][^\s,]{0,40}+)?+(?:, )?+){1,6}+(?:\s{2,}|$)")
_LINE_BLOCK = re.compile(r"\|(?:\s+|$)")
_VERSION = re.compile(r"\S+(?:\s+|$)(?:\d[\w.]*(?:\s+|$))?")
#: From this length on, an adornment counts at any width of the title.
_LONG_ENOUGH = 4


def item_mark(lines: Sequence[Line], k: int) -> int:
    """Length of the mark of an item at a line: bullet, number, field, option, bar; 0 for none."""
    text = lines[k].text
    following = lines[k + 1] if k + 1 < len(lines) else None
    for pattern in (_BULLET, _FIELD):
        if match := pattern.match(text):
            return match.end()
    if match := _LINE_BLOCK.match(text):
        return match.end() if match.end() < len(text) else 0
    below = following is not None and following.text != "" and following.indent > lines[k].indent
    listed = following is None or not following.text or below or _ENUMERATOR.match(following.text)
    if listed and (match := _ENUMERATOR.match(text)) and (match.end() < len(text) or below):
        return match.end()
    if (match := _OPTION.match(text)) and (match.end() < len(text) or below):
        return match.end()
    return 0


def rest_of(line: Line, mark: int) -> Line:
    """Return a line without the mark it begins with."""
    return Line(line.start + mark, line.end, line.indent + display_width(line.text[:mark]), line.text[mark:])


def without_colons(line: Line) -> Line:
    """Return a line without the two colons at its end; one colon is kept after a word."""
    text = line.text[:-1] if line.text[-3:-2].strip(": ") else line.text[:-2].rstrip(": ")
    return Line(line.start, line.start + len(text), line.indent, text)


def run_end(lines: Sequence[Line], k: int) -> int:
    """Index past the last line before a blank one."""
    while k < len(lines) and lines[k].text:
        k += 1
    return k


def is_adornment(text: str) -> bool:
    """Return whether a line repeats one punctuation character; two colons announce a listing."""
    return text != "::" and _ADORNMENT.match(text) is not None


def is_line_block(text: str) -> bool:
    """Return whether a line belongs to a verse or address."""
    return _LINE_BLOCK.match(text) is not None


def underlines(adornment: Line, title: Line) -> bool:
    """Return whether a line underlines the line before it as a title; full-width characters take two columns."""
    text = adornment.text
    if adornment.indent != title.indent or not is_adornment(text):
        return False
    return len(text) >= _LONG_ENOUGH or len(text) >= display_width(title.text)


def is_line_of(char: str, text: str) -> bool:
    """Return whether a line consists of one character only."""
    return text.startswith(char) and not text.strip(char)


def version_mark(text: str) -> int:
    """Length of the version at the start of an argument, including the space after it."""
    match = _VERSION.match(text)
    return match.end() if match else 0
