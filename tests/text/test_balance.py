from __future__ import annotations

import pytest

from aligner.text.balance import stray_marks

#: Texts that follow each other, and the marks among them that have no partner.
STRAYS: list[tuple[list[str], str]] = [
    (["The gate (left) is “open”.", "門（左）は「開」。"], ""),
    (["門（左は「開」。"], "（"),
    (["門「左）は開。"], "「）"),
    (["He said (and", "meant it)."], ""),
    (["(", "a", "b", "c", "word)"], "()"),
    (["「一。", *["二。"] * 20, "三」"], ""),
    (["“One.", "“Two.", "“Three.”"], ""),
    (['"One', 'two" three'], ""),
    (['One " two', *["three"] * 9], '"'),
    (['A 5" board'], ""),
    (["1) one a) two ii) three", "ア）四 :) ^_^)"], ""),
    (["(see 2) and b)", "（半角と全角)"], ""),
    (["（『「」』【】）〔〕《》〈〉[]"], ""),
    ([], ""),
]


@pytest.mark.parametrize(("texts", "strays"), STRAYS, ids=range(len(STRAYS)))
def test_marks_without_partner(texts: list[str], strays: str) -> None:
    found = stray_marks(texts)
    assert "".join(stray.mark for stray in found) == strays
    assert all(texts[stray.text][stray.start] == stray.mark for stray in found)
