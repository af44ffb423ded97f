"""What matching needs of one document's segments besides what they say: lengths, paragraphs, kinds."""

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

#: Length of a Latin letter in characters of Japanese: over the one-to-one beads of the news set 100 English letters
#: stand against 45 Japanese characters.
LATIN_LENGTH = 0.45
#: Stands for all characters beyond it; none of them is a Latin letter or white space.
_LAST_CHAR = 0xFFFF


@dataclass(frozen=True)
class Side:
    """What matching needs of one document's segments.

    Attributes:
        length: (n,) in Japanese characters, a Latin letter counting `LATIN_LENGTH`.
        paragraph: (n,) index of the paragraph; subtitles that follow each other are of one.
        special: (n,) 0 for running text, otherwise a code for the kind: heading, table, code, dateline.
        tight: (n,) whether a segment follows the one before it without the white space that the document's other
            segments have between them: a sign that a sentence was torn there.
        times: (n, 2) when a segment is shown, from and to, in seconds; None for what is no subtitles.
    """

    length: Floats32
    paragraph: Ints64
    special: Ints64
    tight: Bools
    times: Floats64 | None = None

    @property
    def size(self) -> int:
        """Number of segments."""
        return len(self.length)

    @cached_property
    def starts(self) -> Bools:
        """(n + 1,) whether a paragraph starts at a boundary; the document's ends count as starts."""
        changes = self.paragraph[1:] != self.paragraph[:-1]
        return np.concatenate([[True], changes, [True]])[: self.size + 1] if self.size else np.array([True])

    @cached_property
    def length_before(self) -> Floats64:
        """(n + 1,) length of everything before a boundary."""
        return np.concatenate([[0.0], np.cumsum(self.length, dtype=np.float64)])

    @cached_property
    def starts_before(self) -> Ints64:
        """(n + 1,) paragraphs that start after the first boundary and up to a boundary."""
        return np.concatenate([[0], np.cumsum(self.starts[1:])])

    @cached_property
    def tight_before(self) -> Ints64:
        """(n + 1,) tight segments before a boundary."""
        return np.concatenate([[0], np.cumsum(self.tight)])


#: Share of the segments within paragraphs from which white space before them is the rule.
_SPACED = 0.6
_SPECIAL = (ParagraphKind.HEADING, ParagraphKind.TABLE, ParagraphKind.CODE, ParagraphKind.DATELINE)
#: Codes of `Side.special`.
HEADING, DATELINE = (_SPECIAL.index(kind) + 1 for kind in (ParagraphKind.HEADING, ParagraphKind.DATELINE))


def measured(text: str, start: Ints64, end: Ints64) -> list[float]:
    """The lengths of stretches of a text in characters of Japanese, without white space."""
    chars = np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32), _LAST_CHAR)
    latin, white = (np.append(0, np.cumsum(table[chars], dtype=np.int32)) for table in _latin_and_white())
    letters = latin[end] - latin[start]
    lengths: list[float] = (end - start - (white[end] - white[start]) - letters * (1 - LATIN_LENGTH)).tolist()
    return lengths


@cache
def _latin_and_white() -> tuple[Bools, Bools]:
    """For every character up to `_LAST_CHAR` whether it is a Latin letter, and whether it is white space."""
    chars = "".join(map(chr, range(_LAST_CHAR + 1)))
    latin, white = np.zeros((2, len(chars)), np.bool_)
    latin[[found.start() for found in LATIN.finditer(chars)]] = True
    white[[found.start() for found in re.finditer(r"\s", chars)]] = True
    return latin, white


def read_side(document: Document) -> Side:
    """The lengths, paragraphs and kinds of a document's segments."""
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
        times,
    )


def _speakers(document: Document) -> list[int]:
    """Paragraphs of subtitles: a new one begins where another speaks within a cue.

    The end of a cue is none of a paragraph: sentences run over cues, and a translator parts them elsewhere.
    """
    found = [0]
    for before, segment in pairwise(document.segments):
        apart = before.paragraph != segment.paragraph and before.line == segment.line
        found.append(found[-1] + apart)
    return found[: len(document.segments)]


def _tight_starts(document: Document) -> Bools:
    """See `Side.tight`; nothing is tight where white space is not the rule."""
    segments = document.segments
    inside = [k > 0 and segments[k - 1].paragraph == segment.paragraph for k, segment in enumerate(segments)]
    closed = np.array([k > 0 and segments[k - 1].end == segment.start for k, segment in enumerate(segments)], np.bool_)
    neighbours = sum(inside)
    spaced = neighbours - int(closed.sum()) >= _SPACED * neighbours
    return closed & spaced
