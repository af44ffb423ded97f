from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from aligner.text.passages import on_one_line
from aligner.text.replacing import replaced, restored


@pytest.mark.property
@given(st.text(st.characters(), max_size=30) | st.text("\0\x08\x0b\x1f\ud800\udfff\ufffd\ufffe\uffffa𠮷", max_size=12))
def test_what_is_replaced_fits_into_xml_and_comes_back(text: str) -> None:
    fit, note = replaced(text)
    etree.Element("x").text = fit  # raises for what XML cannot hold
    assert len(fit) == len(text)
    assert restored(fit, note) == text
    assert (fit == text) == (not note)


@pytest.mark.parametrize("note", ["nothing", "5 U+0007", "0 U+0007", "1 u+7", "1 U+0007,2 U+0007"])
def test_a_note_that_does_not_fit_the_text_is_refused(note: str) -> None:
    with pytest.raises(ValueError, match="names no replaced character"):
        restored("a\ufffdb", note)


@pytest.mark.property
@given(st.text(st.sampled_from("a あ\r\n\t\v\u2028\x85"), max_size=20))
def test_a_text_on_one_line_has_no_line_end_for_any_program(text: str) -> None:
    joined = on_one_line(text)
    assert len(joined.splitlines()) <= 1
    assert on_one_line(joined) == joined
    assert "".join(joined.split()) == "".join(text.split())
