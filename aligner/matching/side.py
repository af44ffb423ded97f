"""Lengths, paragraphs, kinds and times of one document's segments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.cue_times import read_times
from aligner.model import Document, ParagraphKind
from aligner.text.scripts import LATIN

if TYPE_CHECKING:
    from aligner.arrays import Bools, Floats32, Floats64, Ints64

#: Length of a Latin letter in characters of Japanese: in the 1–1 beads of the news set, 100 English letters correspond
#: to 45 Japanese characters.
LATIN_LENGTH = 0.45
#: This character represents all characters beyond it; none of those is a Latin letter or white space.
_LAST_CHAR = 0xFFFF


@dataclass(frozen=True)
class Side:
    """The segments of one document, without their words.

    Attributes:
        length: (n,) length in Japanese characters; a Latin letter counts `LATIN_LENGTH`.
        paragraph: (n,) index of the paragraph; successive subtitles of one speaker share one.
        special: (n,) 0 for running text, otherwise a code for the kind: heading, table, code, dateline.
        tight: (n,) whether no white space separates a segment from the one before it, in a document whose other
            segments are separated by white space: a sign that a sentence was split there.
        unstopped: (n,) 0 for a segment that ends with punctuation. For one that ends with a word, the share of segments
            that do not: in prose, a sign of a heading or a list item; in a table or a chat, hardly a sign of anything.
        times: (n, 2) start and end of the display time in seconds; None for documents other than subtitles.
    """

    length: Floats32
    paragraph: Ints64
    special: Ints64
    tight: Bools
    unstopped: Floats32
    times: Floats64 | None = None

    @property
    def size(self) -> int:
        """Number of segments."""
        return len(self.length)

    @cached_property
    def starts(self) -> Bools:
        """(n + 1,) whether a paragraph starts at a boundary; both ends of the document count as starts."""
        changes = self.paragraph[1:] != self.paragraph[:-1]
        return np.concatenate([[True], changes, [True]])[: self.size + 1] if self.size else np.array([True])

    @cached_property
    def length_before(self) -> Floats64:
        """(n + 1,) total length before a boundary."""
        return np.concatenate([[0.0], np.cumsum(self.length, dtype=np.float64)])

    @cached_property
    def starts_before(self) -> Ints64:
        """(n + 1,) number of paragraphs that start after the first boundary and up to a boundary."""
        return np.concatenate([[0], np.cumsum(self.starts[1:])])

    @cached_property
    def tight_before(self) -> Ints64:
        """(n + 1,) number of tight segments before a boundary."""
        return np.concatenate([[0], np.cumsum(self.tight)])

    @cached_property
    def unstopped_before(self) -> Floats64:
        """(n + 1,) sum of `unstopped` before a boundary."""
        return np.concatenate([[0.0], np.cumsum(self.unstopped, dtype=np.float64)])


#: White space between segments is the rule from this share of the segments within paragraphs on.
_SPACED = 0.6
#: Characters that may follow the last word or its punctuation.
_CLOSING = " \u3000)]）］】〕*_`"
_SPECIAL = (ParagraphKind.HEADING, ParagraphKind.TABLE, ParagraphKind.CODE, ParagraphKind.DATELINE)
#: Codes of `Side.special`.
HEADING, DATELINE = (_SPECIAL.index(kind) + 1 for kind in (ParagraphKind.HEADING, ParagraphKind.DATELINE))


def measured(text: str, start: Ints64, end: Ints64) -> list[float]:
    """The lengths of spans of a text in characters of Japanese, without white space."""
    chars = np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32), _LAST_CHAR)
    latin, white = (np.append(0, np.cumsum(table[chars], dtype=np.int32)) for table in _latin_and_white())
    letters = latin[end] - latin[start]
    lengths: list[float] = (end - start - (white[end] - white[start]) - letters * (1 - LATIN_LENGTH)).tolist()
    return lengths


@cache
def _latin_and_white() -> tuple[Bools, Bools]:
    """For every character up to `_LAST_CHAR`, whether it is a Latin letter and whether it is white space."""
    chars = "".join(map(chr, range(_LAST_CHAR + 1)))
    latin, white = np.zeros((2, len(chars)), np.bool_)
    latin[[match.start() for match in LATIN.finditer(chars)]] = True
    white[[match.start() for match in re.finditer(r"\s", chars)]] = True
    return latin, white


def read_side(document: Document) -> Side:
    """Reads the lengths, paragraphs, kinds and times of a document's segments."""
    spans = np.array([(segment.start, segment.end) for segment in document.segments], np.int64).reshape(-1, 2)
    length = measured(document.text, *spans.T)
    kinds = [document.paragraphs[segment.paragraph].kind for segment in document.segments]
    special = [_SPECIAL.index(kind) + 1 if kind in _SPECIAL else 0 for kind in kinds]
    times = read_times(document, length)
    paragraphs = [segment.paragraph for segment in document.segments] if times is None else _speakers(document)
    return Side(
        np.array(length, np.float32),
        np.array(paragraphs, np.int64),
        np.array(special, np.int64),
        _tight_starts(document),
        _unstopped(document) if times is None else np.zeros(len(length), np.float32),
        times,
    )


def _speakers(document: Document) -> list[int]:
    """Paragraphs of subtitles: a new one begins where the speaker changes within a cue.

    A paragraph does not end with its cue: sentences continue in the next cue, and translators divide them elsewhere.
    """
    paragraphs = [0]
    for before, segment in pairwise(document.segments):
        speaker_changes = before.paragraph != segment.paragraph and before.line == segment.line
        paragraphs.append(paragraphs[-1] + speaker_changes)
    return paragraphs[: len(document.segments)]


def _tight_starts(document: Document) -> Bools:
    """`Side.tight`; all False where white space between segments is not the rule."""
    segments = document.segments
    inside = [k > 0 and segments[k - 1].paragraph == segment.paragraph for k, segment in enumerate(segments)]
    closed = np.array([k > 0 and segments[k - 1].end == segment.start for k, segment in enumerate(segments)], np.bool_)
    neighbours = sum(inside)
    spaced = neighbours - int(closed.sum()) >= _SPACED * neighbours
    return closed & spaced


def _unstopped(document: Document) -> Floats32:
    """`Side.unstopped`. A segment is no heading if the next one begins in lower case: the sentence continues there."""
    texts = [document.segment_text(k) for k in range(len(document.segments))]
    if not texts:
        return np.zeros(0, np.float32)
    worded = np.array([text.rstrip(_CLOSING)[-1:].isalnum() for text in texts], np.bool_)
    continued = [*(next(filter(str.isalnum, text), "").islower() for text in texts[1:]), False]
    return (worded & ~np.array(continued, np.bool_)).astype(np.float32) * np.float32(1 - worded.mean())
