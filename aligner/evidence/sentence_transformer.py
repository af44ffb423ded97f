"""Another encoder in place of the built-in one: a sentence-transformers model in a folder on disk, such as LaBSE.

It needs the extra ``labse``. Nothing is ever downloaded: the model is a folder the user names, and the libraries below
are told to keep off the network before they are imported. Blocks are embedded as joined text, every distinct text once,
which costs about four times what segments alone do; a text longer than the model reads is cut by the model.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.errors import SettingsError, missing_package, reason_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aligner.arrays import Floats32
    from aligner.evidence.encoder import Cut


#: Every sentence-transformers model lists its parts here. Without the list the library would put parts together on its
#: own, with a pooling the model was not made for.
_PARTS = "modules.json"
#: What the libraries read when they are imported.
_OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")


class SentenceTransformerEncoder:
    """An `aligner.evidence.encoder.Encoder` over a model that embeds texts.

    Args:
        model: a `sentence_transformers.SentenceTransformer`, or anything with its ``encode``.
    """

    def __init__(self, model: Any) -> None:
        self._model = model

    def embed(self, en: Sequence[str], ja: Sequence[str]) -> JoinedSegments:
        """See `Encoder.embed`."""
        return JoinedSegments(en, ja, self)

    def vectors(self, texts: Sequence[str]) -> Floats32:
        """See `Encoder.vectors`."""
        made = np.asarray(self._model.encode(list(texts), convert_to_numpy=True, show_progress_bar=False), np.float32)
        length = np.sqrt(np.einsum("ij,ij->i", made, made))
        return np.asarray(made / np.maximum(length, np.finfo(np.float32).tiny)[:, None], np.float32)


class JoinedSegments:
    """An `aligner.evidence.encoder.Embedded` that embeds every text anew, joined."""

    def __init__(self, en: Sequence[str], ja: Sequence[str], encoder: SentenceTransformerEncoder) -> None:
        self._en, self._ja, self._encoder = en, ja, encoder

    def blocks(self, longest: int) -> tuple[Floats32, Floats32]:
        """See `Embedded.blocks`."""
        sides = [_joined(self._en, " ", longest), _joined(self._ja, "", longest)]
        place = {text: k for k, text in enumerate(dict.fromkeys(text for side in sides for *_, text in side))}
        vectors = self._encoder.vectors(list(place) or [""])  # an empty text still tells the number of dimensions
        out = [np.zeros((len(some) + 1, longest, vectors.shape[1]), np.float32) for some in (self._en, self._ja)]
        for blocks, side in zip(out, sides, strict=True):
            for end, m, text in side:
                blocks[end, m - 1] = vectors[place[text]]
        return out[0], out[1]

    def parts(self, cuts: Sequence[Cut]) -> tuple[Floats32, Floats32]:
        """See `Embedded.parts`."""
        vectors = self._encoder.vectors([cut.part for cut in cuts] + [cut.rest for cut in cuts])
        return vectors[: len(cuts)], vectors[len(cuts) :]


def _joined(segments: Sequence[str], joint: str, longest: int) -> list[tuple[int, int, str]]:
    """Where every block of so many segments at most ends, its size, and its text."""
    sizes = range(1, min(longest, len(segments)) + 1)
    return [(end, m, joint.join(segments[end - m : end])) for m in sizes for end in range(m, len(segments) + 1)]


def sentence_transformer(folder: Path) -> SentenceTransformerEncoder:
    """The encoder of a folder, loaded once a process.

    Raises:
        SettingsError: when the folder is not there or holds no such model, or sentence-transformers is not installed.
    """
    check_model(folder)
    return _load(folder.resolve())


def check_model(folder: Path) -> None:
    """Raises SettingsError for a folder that is not there or holds no such model."""
    if folder.is_file():
        raise SettingsError(f"{folder}: is a file; --encoder names a folder that holds a sentence-transformers model")
    if not folder.is_dir():
        raise SettingsError(f"{folder}: no such folder; --encoder names one that holds a sentence-transformers model")
    try:
        there = (folder / _PARTS).is_file()
    except OSError as error:
        raise SettingsError(f"{folder}: cannot be read: {reason_of(error)}; check the permissions") from None
    if not there:
        raise SettingsError(
            f"{folder}: holds no sentence-transformers model ({_PARTS} is not there); give the folder of one"
        )


@cache
def _load(folder: Path) -> SentenceTransformerEncoder:
    for name in _OFFLINE:
        os.environ[name] = "1"
    try:
        from sentence_transformers import SentenceTransformer
    except ModuleNotFoundError as error:
        raise SettingsError(missing_package("another encoder", error, "labse")) from None
    try:
        return SentenceTransformerEncoder(SentenceTransformer(str(folder), local_files_only=True))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{folder}: the model cannot be loaded: {error}") from error
