from __future__ import annotations

from typing import Any

import pytest

from aligner.document.load import bitext_from_texts
from aligner.document.source import SourceText
from aligner.findings.text_kind import document_kinds, text_kinds
from aligner.model import LANGS, Bitext, Document, Lang, TextKind
from aligner.settings import Settings
from tests.samples import cases

CASES = cases("text_kinds")
FORMATS = {"txt": "plain", "md": "markdown"}


def read(case: dict[str, Any]) -> Bitext:
    name = FORMATS[case["suffix"]]
    en, ja = (SourceText(lang, case[lang], format=name) for lang in ("en", "ja"))
    return bitext_from_texts(en, ja, Settings())


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_both_sides_have_the_kind(case: dict[str, Any]) -> None:
    bitext = read(case)
    kinds = text_kinds(bitext)
    assert max(kinds.shares, key=kinds.shares.__getitem__) == case["expect"]
    assert sum(kinds.shares.values()) == pytest.approx(1.0)
    for lang in LANGS:
        of_side = document_kinds(bitext.side(lang))
        assert of_side == kinds.by_segment[lang]
        assert len(of_side) == len(bitext.side(lang).segments)
        assert max(set(of_side), key=of_side.count) == case["expect"]


def test_every_kind_has_a_case() -> None:
    assert {case["expect"] for case in CASES} == set(TextKind)


def test_a_file_of_two_kinds() -> None:
    """The stretches are divided at headings, and each has its own kind."""
    by_kind = {case["expect"]: case for case in CASES if case["expect"] in {"legal", "comic"}}
    texts = {lang: "\n\n".join(by_kind[kind][lang] for kind in ("comic", "legal")) for lang in ("en", "ja")}
    kinds = text_kinds(read({**texts, "suffix": "txt"}))
    assert set(kinds.shares) == {TextKind.LEGAL, TextKind.COMIC}
    for lang in LANGS:
        assert kinds.by_segment[lang][0] is TextKind.COMIC
        assert kinds.by_segment[lang][-1] is TextKind.LEGAL


def test_a_text_without_segments_is_prose() -> None:
    kinds = text_kinds(Bitext(Document(Lang.EN, "en", "", (), ()), Document(Lang.JA, "ja", "", (), ())))
    assert max(kinds.shares, key=kinds.shares.__getitem__) is TextKind.PROSE
    assert sum(kinds.shares.get(kind, 0.0) for kind in (TextKind.PROSE, TextKind.LIST)) == pytest.approx(1.0)
