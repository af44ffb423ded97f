"""An alternative encoder: a sentence-transformers model in a folder on disk, such as LaBSE.

It needs the extra ``labse``. Nothing is downloaded: the user names the folder of the model, and the libraries are set
to offline mode before they are imported. Blocks are encoded as joined text, every distinct text once, which costs about
four times as much as single segments. The model truncates texts that are too long for it.
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


#: Every sentence-transformers model lists its parts in this file. Without it the library would combine parts by
#: default, with a pooling that the model was not trained with.
_PARTS = "modules.json"
#: Environment variables that the libraries read on import.
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
        vectors = np.asarray(
            self._model.encode(list(texts), convert_to_numpy=True, show_progress_bar=False), np.float32
        )
        length = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
        return np.asarray(vectors / np.maximum(length, np.finfo(np.float32).tiny)[:, None], np.float32)


class JoinedSegments:
    """An `aligner.evidence.encoder.Embedded` that encodes joined texts."""

    def __init__(self, en: Sequence[str], ja: Sequence[str], encoder: SentenceTransformerEncoder) -> None:
        self._en, self._ja, self._encoder = en, ja, encoder

    def blocks(self, longest: int) -> tuple[Floats32, Floats32]:
        """See `Embedded.blocks`."""
        sides = [_joined(self._en, " ", longest), _joined(self._ja, "", longest)]
        place = {text: k for k, text in enumerate(dict.fromkeys(text for side in sides for *_, text in side))}
        vectors = self._encoder.vectors(list(place) or [""])  # an empty text still gives the number of dimensions
        out = [
            np.zeros((len(segments) + 1, longest, vectors.shape[1]), np.float32) for segments in (self._en, self._ja)
        ]
        for blocks, side in zip(out, sides, strict=True):
            for end, m, text in side:
                blocks[end, m - 1] = vectors[place[text]]
        return out[0], out[1]

    def parts(self, cuts: Sequence[Cut]) -> tuple[Floats32, Floats32]:
        """See `Embedded.parts`."""
        vectors = self._encoder.vectors([cut.part for cut in cuts] + [cut.rest for cut in cuts])
        return vectors[: len(cuts)], vectors[len(cuts) :]


def _joined(segments: Sequence[str], joint: str, longest: int) -> list[tuple[int, int, str]]:
    """(end, size, text) of every block of at most ``longest`` segments."""
    sizes = range(1, min(longest, len(segments)) + 1)
    return [(end, m, joint.join(segments[end - m : end])) for m in sizes for end in range(m, len(segments) + 1)]


def sentence_transformer(folder: Path) -> SentenceTransformerEncoder:
    """The encoder in a folder, loaded once per process.

    Raises:
        SettingsError: the folder does not exist or holds no such model, or sentence-transformers is not installed.
    """
    check_model(folder)
    return _load(folder.resolve())


def check_model(folder: Path) -> None:
    """Raises SettingsError for a folder that does not exist or holds no such model."""
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
