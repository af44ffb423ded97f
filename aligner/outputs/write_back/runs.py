r"""The words of a file with their place in it, for files whose text a reader extracts.

A run is a passage of the file that holds words: the value of a string, the text between two tags. Every character of
its text has a place in the file, where it may be written differently (``&amp;``, ``\u6771``). A writer returns the runs
of a file in order. `Stream` looks up the passages of a document in them, and returns what to replace in the file.

Rule: white space and invisible characters are ignored in the comparison, because readers join and split lines. A
passage with other characters between its words (a hidden text, a code) is not there, and is refused.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from aligner.errors import OutputError
from aligner.model import Counted, Span, line_starts
from aligner.outputs.write_back.files import Splice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aligner.model import Document
    from aligner.outputs.write_back.changes import Change

#: Characters that are ignored in the comparison.
_IGNORED = re.compile("[\\s\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")

#: What readers put between the cells of a row.
_BETWEEN_CELLS = " | "


class Run(NamedTuple):
    """A passage of a file with words.

    Attributes:
        text: its words.
        places: where each character begins in the file, and where the last one ends.
        escaped: returns new words as the file writes them here.
    """

    text: str
    places: Sequence[int]
    escaped: Callable[[str], str]


class Notation(NamedTuple):
    """How a passage of a file writes its words.

    Attributes:
        escaped: returns new words as the passage writes them.
        code: what is not written as the character that it is; None if every character is.
        decoded: returns the characters for a code; "" if it holds none.
    """

    escaped: Callable[[str], str]
    code: re.Pattern[str] | None = None
    decoded: Callable[[re.Match[str]], str] = str


def runs_of(raw: str, start: int, end: int, notation: Notation) -> Iterator[Run]:
    """Yield the runs of a passage of a file: its words between codes that hold no characters."""
    text: list[str] = []
    places = [start]
    at = start
    while at < end:
        match = notation.code.search(raw, at, end) if notation.code else None
        stop = match.start() if match else end
        text.append(raw[at:stop])
        places += range(at + 1, stop + 1)
        if match is None:
            break
        at = match.end()
        chars = notation.decoded(match)
        if chars:
            text.append(chars)
            places += [at] * len(chars)
            continue
        yield Run("".join(text), places, notation.escaped)
        text, places = [], [at]
    yield Run("".join(text), places, notation.escaped)


class Stream:
    """The runs of a file as one text, in which the passages of a document are looked up.

    Attributes:
        document: the document.
        turn: which of several equal passages is meant, in the order of their likelihood.
        ambiguous: whether a passage that was looked up had equal ones.
    """

    def __init__(self, raw: str, runs: Sequence[Run], document: Document) -> None:
        self.document = document
        self.turn, self.ambiguous = 0, False
        self._runs = [run for run in runs if run.places]
        self._starts = [0]
        for run in self._runs:
            self._starts.append(self._starts[-1] + len(run.text))
        self._text, self._index = _squeezed("".join(run.text for run in self._runs))
        self._lines = line_starts(raw)

    def splices(self, change: Change) -> list[Splice]:
        """Return what to replace in the file for a change of the document's text.

        Raises:
            OutputError: the passage cannot be found in the file.
        """
        passage, first = self._passage(change.start, change.end)
        words = self.document.text[passage.start : passage.end]
        _, index = _squeezed(words)
        start, end, text = _whole_space(words, change.start - passage.start, change.end - passage.start, change.text)
        before, upto = bisect_left(index, start), bisect_left(index, end)
        # A change that begins with white space begins right after the character before; any other at its own.
        follows = before > 0 and (start == end or words[start].isspace()) and not words[start - 1].isspace()
        begin = self._index[first + before - 1] + 1 if follows else self._index[first + min(before, len(index) - 1)]
        if end > start:
            ends_with_space = words[end - 1].isspace() and upto < len(index)
            stop = self._index[first + upto] if ends_with_space else self._index[first + upto - 1] + 1
        else:
            stop = begin
        return list(self._replaced(begin, max(begin, stop), text, after=follows))

    def end_of(self, offset: int) -> int:
        """Return where the paragraph that ends at an offset of the document ends in the file."""
        passage, first = self._passage(offset, offset)
        last = self._index[first + len(_squeezed(self.document.text[passage.start : passage.end])[0]) - 1]
        k = bisect_right(self._starts, last) - 1
        return self._runs[k].places[last - self._starts[k] + 1]

    def _passage(self, start: int, end: int) -> tuple[Span, int]:
        """Return the passage around a change, and where it begins among the characters that are compared.

        It is the paragraph; or the cell, if the reader put marks between the cells of a row.
        """
        text = self.document.text
        for paragraph in self.document.paragraphs:
            if not (paragraph.start <= start and end <= paragraph.end):
                continue
            whole = Span(paragraph.start, paragraph.end)
            if (first := self._located(whole, paragraph.id)) is not None:
                return whole, first
            left = text.rfind(_BETWEEN_CELLS, whole.start, start)
            right = text.find(_BETWEEN_CELLS, end, whole.end)
            cell = Span(whole.start if left < 0 else left + len(_BETWEEN_CELLS), whole.end if right < 0 else right)
            if cell != whole and (first := self._located(cell, paragraph.id)) is not None:
                return cell, first
        raise self._lost(start)

    def _located(self, passage: Span, paragraph: int) -> int | None:
        """Return where a passage begins among the characters that are compared; None if it is not there.

        Of several equal passages, the one on the line that the reader states is the most likely; otherwise the one with
        as many equal ones before it as in the document.
        """
        squeezed, _ = _squeezed(self.document.text[passage.start : passage.end])
        places = list(_occurrences(self._text, squeezed))
        if len(places) <= 1:
            return places[0] if places else None
        earlier, _ = _squeezed(self.document.text[: passage.start])
        number = min(sum(1 for _ in _occurrences(earlier, squeezed)), len(places) - 1)
        line = next(segment.line for segment in self.document.segments if segment.paragraph == paragraph)
        by_line = self.document.counted is Counted.LINE
        ranked = sorted(
            range(len(places)), key=lambda k: (abs(self._line(places[k]) - line) if by_line else 0, abs(k - number))
        )
        self.ambiguous = True
        return places[ranked[self.turn % len(ranked)]]

    def _line(self, place: int) -> int:
        char = self._index[place]
        k = bisect_right(self._starts, char) - 1
        return bisect_right(self._lines, self._runs[k].places[char - self._starts[k]])

    def _replaced(self, start: int, end: int, text: str, *, after: bool) -> Iterator[Splice]:
        """Delete some characters of the stream and insert a text where they begin."""
        at = start - 1 if after and start == end else min(start, self._starts[-1] - 1)
        k = bisect_right(self._starts, at) - 1
        run = self._runs[k]
        place = run.places[start - self._starts[k]]
        inserted = run.escaped(text) if text else ""
        if start == end:
            yield Splice(place, place, inserted)
        while start < end:
            stop = min(end, self._starts[k + 1])
            run = self._runs[k]
            yield Splice(run.places[start - self._starts[k]], run.places[stop - self._starts[k]], inserted)
            start, inserted = stop, ""
            k += 1

    def _lost(self, offset: int) -> OutputError:
        line = max((segment.line for segment in self.document.segments if segment.start <= offset), default=1)
        shown = self.document.text[offset : offset + 30].split("\n")[0]
        return OutputError(
            f"{self.document.name}:{line}: the place of {shown!r} in the file is not certain, so nothing is written; "
            "edit this sentence in the file"
        )


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Return a text without the characters that are ignored, and the offset of each that is left."""
    pieces: list[str] = []
    index: list[int] = []
    at = 0
    for match in _IGNORED.finditer(text):
        pieces.append(text[at : match.start()])
        index += range(at, match.start())
        at = match.end()
    pieces.append(text[at:])
    index += range(at, len(text))
    return "".join(pieces), index


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _whole_space(words: str, start: int, end: int, text: str) -> tuple[int, int, str]:
    """Return a change that cuts no white space in two."""
    first, last = start, end
    while 0 < first < len(words) and words[first].isspace() and words[first - 1].isspace():
        first -= 1
    while 0 < last < len(words) and words[last].isspace() and words[last - 1].isspace():
        last += 1
    return first, last, words[first:start] + text + words[end:last]
