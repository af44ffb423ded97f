"""The headline of a document: texts that are no translation of each other, and a text that is much too short."""

from __future__ import annotations

import pytest

import aligner
from aligner.findings.relatedness import Relation, headline
from aligner.model import Alignment, Bead, Bitext, Document, Lang, Paragraph, ParagraphKind, Segment
from aligner.outputs import format_named
from aligner.outputs.options import Choices
from tests.samples import CORPUS

WORDS, LETTERS = "The ferry leaves the pier at nine ", "フェリーは九時に桟橋を出る。"


def document(lang: Lang, sizes: list[int], kind: ParagraphKind = ParagraphKind.BODY) -> Document:
    """Return a document whose segments have a number of words, or of 2.3 characters."""
    texts = [
        " ".join((WORDS * size).split()[:size]) if lang is Lang.EN else (LETTERS * size)[: round(2.3 * size)]
        for size in sizes
    ]
    starts = [sum(len(text) + 1 for text in texts[:k]) for k in range(len(texts))]
    text = "\n".join(texts)
    segments = tuple(
        Segment(k, 0, start, start + len(part), k + 1, "given")
        for k, (start, part) in enumerate(zip(starts, texts, strict=True))
    )
    return Document(lang, f"{lang}.txt", text, (Paragraph(0, 0, len(text), kind),), segments, "utf-8")


def alignment(en: list[int], ja: list[int], confidences: list[float]) -> Alignment:
    """Return pairs of the first segments with some confidences, and null beads for the rest."""
    pairs = len(confidences)
    beads = [Bead(k, (k,), (k,), confidence) for k, confidence in enumerate(confidences)]
    beads += [Bead(len(beads) + k, (k + pairs,), (), 0.9) for k in range(len(en) - pairs)]
    beads += [Bead(len(beads) + k, (), (k + pairs,), 0.9) for k in range(len(ja) - pairs)]
    return Alignment(Bitext(document(Lang.EN, en), document(Lang.JA, ja), Lang.EN), tuple(beads), ())


@pytest.mark.parametrize(
    ("en", "ja", "confidences", "relation"),
    [
        # Translations, with gaps and with some uncertain pairs.
        ([20, 20, 20], [20, 20, 20], [0.99, 0.99, 0.99], None),
        ([20, 20, 20, 20], [20, 20, 20, 20], [0.99], None),
        ([20, 20, 20], [20, 20, 20], [0.95, 0.4, 0.4], None),
        # Unrelated texts: no pair, or pairs that are not certain.
        ([20, 20, 20], [20, 20, 20], [], Relation.UNRELATED),
        ([20, 20, 20], [20, 20, 20], [0.7, 0.5], Relation.UNRELATED),
        ([20] * 10, [20] * 10, [0.95], Relation.UNRELATED),
        # A short text needs more: hardly any pair at all.
        ([10, 10], [10, 10], [0.3], None),
        ([10, 10], [10, 10], [], Relation.UNRELATED),
        ([5, 5], [5, 5], [], None),
        # Length.
        ([20] * 20, [20] * 4, [0.99] * 4, Relation.SHORT),
        ([20] * 4, [20] * 20, [0.99] * 4, Relation.SHORT),
        ([20] * 20, [20] * 3, [], Relation.SHORT),
        ([20] * 10, [20] * 5, [0.99] * 5, None),
        ([20] * 4, [20], [0.99], None),
    ],
)
def test_the_relation_of_two_texts(
    en: list[int], ja: list[int], confidences: list[float], relation: Relation | None
) -> None:
    made = headline(alignment(en, ja, confidences))
    assert (made and made.relation) == relation


def test_the_messages_state_the_shares() -> None:
    unrelated = headline(alignment([20] * 10, [20] * 10, [0.95]))
    assert unrelated is not None
    assert "a certain counterpart was found for 10% of the text" in unrelated.message["en"]
    assert unrelated.matched == {Lang.EN: 0.1, Lang.JA: 0.1}
    short = headline(alignment([20] * 20, [20] * 4, [0.99] * 4))
    assert short is not None
    assert short.side is Lang.JA
    assert short.message["en"].startswith("The Japanese is 20% of the expected length. It looks like a summary")
    assert short.message["ja"].startswith("和文の長さは、想定される長さの20%です")
    other = headline(alignment([20] * 20, [20] * 3, []))
    assert other is not None
    assert "hardly any of it has a counterpart" in other.message["en"]


def test_code_does_not_count() -> None:
    made = alignment([20, 20, 20], [20, 20, 20], [])
    code = Bitext(
        document(Lang.EN, [20, 20, 20], ParagraphKind.CODE),
        document(Lang.JA, [20, 20, 20], ParagraphKind.CODE),
        Lang.EN,
    )
    assert headline(Alignment(code, made.beads, ())) is None


def test_the_headline_comes_first_in_every_output() -> None:
    english = (CORPUS / "demo-press-release" / "en.txt").read_text("utf-8")
    japanese = (CORPUS / "news-mountain-railway" / "mixed.txt").read_text("utf-8")
    other = "\n\n".join(part for part in japanese.split("\n\n") if not part.isascii() and "、" in part)
    record = aligner.align(english, other).record
    made = headline(record.alignment)
    assert made is not None
    for name in ("report", "md", "html"):
        text = " ".join(format_named(name).dump(record, Choices()).decode().split())
        assert text.index(made.message["en"][:40]) < text.index("Only in ")
    assert made.message["en"].encode() in format_named("json").dump(record, Choices())
