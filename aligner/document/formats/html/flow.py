"""Running text as CSS lays it out: white space collapsed, lines broken where the page breaks them.

Implements "The White Space Processing Rules" and "Segment Break Transformation Rules" of CSS Text Level 3: runs of
white space become one space, and a line end of the file between two wide characters (Japanese) becomes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.model import Lang

_PIECE = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+")
_SPACES = " \t\n\r\f"
_SOFT_HYPHEN = "\xad"
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af\uffa0-\uffdc]")


class _What(Enum):
    TEXT = auto()
    BREAK = auto()
    CELL = auto()


class _Run(NamedTuple):
    what: _What
    text: str
    line: int
    lang: Lang | None


class Laid(NamedTuple):
    """A paragraph as it is laid out.

    Attributes:
        text: what is shown; line ends where the page breaks lines.
        line: line of the file on which it starts.
        places: offsets at which a later line begins, with that line.
        lang: its language, where one is said of all of it.
    """

    text: str
    line: int
    places: tuple[tuple[int, int], ...] = ()
    lang: Lang | None = None


class Flow:
    """Collects the text of one block, piece by piece, until it is laid out."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def __bool__(self) -> bool:
        return bool(self._runs)

    def text(self, text: str, line: int, lang: Lang | None) -> None:
        """Add text that starts on a line of the file."""
        self._runs.append(_Run(_What.TEXT, text, line, lang))

    def line_break(self) -> None:
        """Add a line break (``<br>``); two in a row end the paragraph."""
        self._runs.append(_Run(_What.BREAK, "", 0, None))

    def cell(self) -> None:
        """Begin the next cell of a row."""
        self._runs.append(_Run(_What.CELL, "", 0, None))

    def lay_out(self, base: Lang | None) -> list[Laid]:
        """Return the paragraphs and clear the flow.

        Args:
            base: the language of the block, if it is stated.
        """
        runs, self._runs = self._runs, []
        return [laid for part in _parts(runs) if (laid := _Line(base).set(part)).text]

    def verbatim(self, base: Lang | None) -> list[Laid]:
        """Return the text with all its white space, as in ``<pre>``, and clear the flow."""
        runs, self._runs = self._runs, []
        text = "".join("\n" if run.what is _What.BREAK else run.text for run in runs)
        printed = next((run for run in runs if run.text.strip()), None)
        if printed is None:
            return []
        blank = printed.text[: len(printed.text) - len(printed.text.lstrip())]
        return [Laid(text.strip("\n"), printed.line + blank.count("\n"), (), base)]

    def ends_line(self) -> bool:
        """Return whether preformatted text so far ends with a line end."""
        return not self._runs or self._runs[-1].what is _What.BREAK or self._runs[-1].text.endswith("\n")


def _parts(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    """Yield the runs of each paragraph: separated by two line breaks, or by one at which the language changes."""
    part: list[_Run] = []
    breaks = 0
    lang: Lang | None = None
    for run in runs:
        if run.what is _What.BREAK:
            breaks += 1
            continue
        if run.what is _What.TEXT and not run.text.strip(_SPACES):
            part.append(run)
            continue
        if breaks > 1 or (breaks and run.lang is not lang):
            yield part
            part = []
        elif breaks and part:
            part.append(_Run(_What.BREAK, "", 0, None))
        breaks, lang = 0, run.lang
        part.append(run)
    yield part


class _Line:
    """Sets one paragraph, word by word."""

    def __init__(self, base: Lang | None) -> None:
        self._base = base
        self._pieces: list[str] = []
        self._length = 0
        self._gap = ""  # what is between the last word and the next: a space, the file's line end, or a break
        self._line = 0
        self._first = 0
        self._places: list[tuple[int, int]] = []
        self._langs: set[Lang | None] = set()

    def set(self, runs: Sequence[_Run]) -> Laid:
        """Return the paragraph of some runs."""
        for run in runs:
            if run.what is _What.CELL:
                self._put(" | ", self._line)
                self._gap = ""
            elif run.what is _What.BREAK:
                self._gap = "break"
            else:
                self._text(run)
        lang = next(iter(self._langs)) if len(self._langs) == 1 else None
        return Laid("".join(self._pieces), self._first, tuple(self._places), self._base or lang)

    def _text(self, run: _Run) -> None:
        line = run.line
        for piece in _PIECE.findall(run.text):
            if piece[0] not in _SPACES:
                word = piece.replace(_SOFT_HYPHEN, "")
                if word:
                    self._word(word, line)
                    self._langs.add(run.lang)
                continue
            line += piece.count("\n")
            if self._gap != "break":
                self._gap = "line" if "\n" in piece else self._gap or "space"

    def _word(self, word: str, line: int) -> None:
        before = self._pieces[-1][-1] if self._pieces else ""
        joins = self._gap == "line" and before and _is_wide(before) and _is_wide(word[0])
        if self._gap and not joins and before not in ("", " "):
            self._put("\n" if self._gap == "break" else " ", self._line)
        self._gap = ""
        if not self._first:
            self._first = line
        elif line != self._line:
            self._places.append((self._length, line))
        self._line = line
        self._put(word, line)

    def _put(self, text: str, line: int) -> None:
        self._pieces.append(text)
        self._length += len(text)
        self._line = self._line or line


def _is_wide(char: str) -> bool:
    """Return whether a line end beside a character is nothing: wide, full-width and half-width ones, but no Hangul."""
    return unicodedata.east_asian_width(char) in "WFH" and not _HANGUL.match(char)
