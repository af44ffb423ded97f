"""Encoders that remember give what the encoder gives, and embed nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.evidence.encoder import Cut
from aligner.evidence.sentence_transformer import SentenceTransformerEncoder
from aligner.evidence.subword_tokenizer import Pieces
from aligner.evidence.universal_encoder import universal_encoder
from aligner.model import Lang
from aligner.review.encoder_cache import remembering

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

TEXTS = ["The harbour opened.", "港が開いた。", "It took 14 years.", "The harbour opened."]


class Model:
    """A model that embeds a text by its letters, and counts what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def encode(self, texts: list[str], **_: Any) -> Any:
        self.given += texts
        return np.array([[len(text) + 1.0, text.count("o") + 1.0] for text in texts] or np.zeros((0, 2)), np.float32)


def test_the_built_in_encoder_is_the_same_to_the_last_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = universal_encoder()
    known = remembering(plain)
    cuts = [Cut(Lang.EN, 0, 2, "The harbour", "opened. 港が開いた。")]
    for _ in range(2):
        assert np.array_equal(known.embed(TEXTS, []).blocks(3)[0], plain.embed(TEXTS, []).blocks(3)[0])
        for mine, theirs in zip(known.embed(TEXTS, []).parts(cuts), plain.embed(TEXTS, []).parts(cuts), strict=True):
            assert np.array_equal(mine, theirs)
    cut: list[str] = []
    encode = Pieces.encode

    def counting(self: Pieces, texts: list[str]) -> Iterator[list[int]]:
        cut.extend(texts)
        return encode(self, texts)

    monkeypatch.setattr(Pieces, "encode", counting)
    known.embed([*TEXTS, "Dogs travel free."], []).blocks(2)
    assert cut == ["Dogs travel free."]
    assert np.array_equal(known.embed([], []).blocks(2)[0], plain.embed([], []).blocks(2)[0])


def test_only_so_much_is_remembered() -> None:
    known = remembering(universal_encoder(), most=2)
    assert np.array_equal(known.embed(TEXTS, []).blocks(1)[0], universal_encoder().embed(TEXTS, []).blocks(1)[0])
    assert len(known.memory.known) == 2  # type: ignore[attr-defined]


def test_one_from_a_folder_remembers_vectors() -> None:
    model = Model()
    plain, known = SentenceTransformerEncoder(Model()), remembering(SentenceTransformerEncoder(model), most=4)
    for _ in range(2):
        assert np.array_equal(known.embed(TEXTS, []).blocks(1)[0], plain.embed(TEXTS, []).blocks(1)[0])
    assert len(model.given) == 3
    known.embed(["a", "b"], []).blocks(1)
    assert len(known.memory.known) == 4  # type: ignore[attr-defined]
    assert known.vectors([]).shape == (0, 2)


def test_any_other_is_left_as_it_is() -> None:
    other: Any = object()
    assert remembering(other) is other
