from __future__ import annotations

import pytest

from aligner.findings.translator_additions import aside_kind
from aligner.model import Lang


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("（訳注：港の北側）", "note"),
        ("（訳者注:港の北側）", "note"),
        ("※編注：港の北側", "note"),
        ("これは利用規約の参考訳です。", "notice"),
        ("本翻訳は参考のために提供されます。", "notice"),
        ("翻訳：港町翻訳の会", "credit"),
        ("〒999-0001 港町", "address"),
        ("訳のわからない機械が注文を取った。", None),
        ("翻訳の仕事は時間がかかる。", None),
        ("会社側の注意を促した。", None),
        ("翻訳者は三人いる。", None),
        ("", None),
    ],
)
def test_japanese(text: str, kind: str | None) -> None:
    assert aside_kind(text, Lang.JA) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[Translator's note: the north side]", "note"),
        ("(TN: the north side)", "note"),
        ("This is a courtesy translation.", "notice"),
        ("Translated by the Harbour Group", "credit"),
        ("Newtown, MA 02100", "address"),
        ("P.O. Box 17", "address"),
        ("12 Quay Street", "address"),
        ("The translator noted the hour.", None),
        ("He lived in 12345 different rooms.", None),
        ("12 streets were closed.", None),
    ],
)
def test_english(text: str, kind: str | None) -> None:
    assert aside_kind(text, Lang.EN) == kind
