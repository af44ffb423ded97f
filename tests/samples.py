"""The documents of ``corpus/`` as lists of segments, longer ones made of them, and parameters made by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from aligner.evidence.channel import Held
from aligner.findings.inspection import Inspection
from aligner.matching.feature_names import GAP_FEATURES, pair_feature_names
from aligner.matching.prepare import prepare
from aligner.model import Bitext, Document, Lang, Paragraph, ParagraphKind, Segment
from aligner.parameters import Lexicon, Weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aligner.model import Alignment

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
CASES = Path(__file__).resolve().parent / "cases"
NAMES = tuple(sorted(path.name for path in CORPUS.iterdir() if path.is_dir()))

Indices = tuple[int, ...]


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file in `tests/cases`."""
    found: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return found


def labelled(name: str, *marks: pytest.MarkDecorator) -> list[Any]:
    """The same, each by its label, for `pytest.mark.parametrize`."""
    return [pytest.param(case, id=case["label"], marks=marks) for case in cases(name)]


@dataclass(frozen=True)
class Sample:
    """A document's segments as its gold cuts them, and the gold beads over them."""

    name: str
    en: tuple[str, ...]
    ja: tuple[str, ...]
    beads: tuple[tuple[Indices, Indices], ...]


@cache
def sample(name: str) -> Sample:
    """A document of ``corpus/``; line breaks inside segments become spaces."""
    gold = json.loads((CORPUS / name / "gold.json").read_text("utf-8"))
    sides: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, dict[tuple[int, int], int]] = {}
    for lang in ("en", "ja"):
        text = (CORPUS / name / gold[lang]["file"]).read_bytes().decode("utf-8")
        spans = sorted((start, end) for bead in gold["beads"] for start, end in bead[lang])
        sides[lang] = tuple(" ".join(text[start:end].split()) for start, end in spans)
        numbers[lang] = {span: k for k, span in enumerate(spans)}
    beads = tuple(
        (
            tuple(numbers["en"][start, end] for start, end in bead["en"]),
            tuple(numbers["ja"][start, end] for start, end in bead["ja"]),
        )
        for bead in gold["beads"]
    )
    return Sample(name, sides["en"], sides["ja"], beads)


def long_sample(segments: int, name: str = "letter-library-clean") -> tuple[list[str], list[str]]:
    """A document over and over until the English has so many segments, every copy with numbers of its own."""
    source = sample(name)
    en: list[str] = []
    ja: list[str] = []
    copy = 0
    while len(en) < segments:
        copy += 1
        number = 1000 + 37 * copy
        en += [f"{number}: {text}" for text in source.en]
        ja += [f"{number}：{text}" for text in source.ja]
    return en, ja


Block = tuple[ParagraphKind, tuple[str, ...]]


def document(lang: Lang, *blocks: Block) -> Document:
    """A document of paragraphs, a blank line between two, a line per segment."""
    return laid_out(lang, lang, blocks, "\n")


def laid_out(
    lang: Lang, name: str, blocks: Iterable[tuple[ParagraphKind, Iterable[str]]], joint: str, *, rule: str = ""
) -> Document:
    """A document of paragraphs, a blank line between two and something between the segments of one."""
    text = ""
    paragraphs: list[Paragraph] = []
    segments: list[Segment] = []
    for kind, sentences in blocks:
        text += "\n\n" if text else ""
        start = len(text)
        for k, sentence in enumerate(sentences):
            text += joint if k else ""
            line = text.count("\n") + 1
            segments.append(Segment(len(segments), len(paragraphs), len(text), len(text) + len(sentence), line, rule))
            text += sentence
        paragraphs.append(Paragraph(len(paragraphs), start, len(text), kind))
    return Document(lang, name, text, tuple(paragraphs), tuple(segments))


def bitext(en: tuple[str, ...] | list[str], ja: tuple[str, ...] | list[str]) -> Bitext:
    """Two documents of one paragraph each."""
    english, japanese = (
        document(lang, (ParagraphKind.BODY, tuple(texts))) if texts else document(lang)
        for lang, texts in ((Lang.EN, en), (Lang.JA, ja))
    )
    return Bitext(english, japanese)


def standing(rows: Iterable[tuple[int, int]]) -> Held:
    """What segments hold, as (segment, item); all items stand at the same place."""
    segment, item = np.array(sorted(set(rows)), np.int64).reshape(-1, 2).T
    return Held(segment, item, np.zeros_like(item), np.ones_like(item))


#: Enough to tell a bead of the tests from nonsense; round figures, not learned ones.
_PAIR = {
    "number.match": 0.6, "number.only-en": -0.3, "number.only-ja": -0.3, "latin.match": 0.3, "latin.only-ja": -0.3,
    "code.match": 0.3, "code.only-en": -0.1, "name.match": 0.3,
    "ja-word.match": 0.1, "ja-word.cover": 1.1, "en-word.match": 0.1, "en-word.cover": 0.4, "word.cover": 0.8,
    "weakest.en": 0.5, "weakest.ja": 0.5,
    "unanswered.en": -0.1, "unanswered.ja": -0.1,
    "length.apart": -0.5, "length.spread": -0.4,
    "paragraph.start-together": 0.3, "paragraph.start-apart": -0.1, "paragraph.end-apart": -0.1,
    "paragraph.broken": -0.2, "paragraph.tight": 0.2, "paragraph.unstopped": -0.2,
    "kind.differs": -0.5, "kind.same": 0.5,
    "shape.1-1": 1.5, "shape.1-2": -0.6, "shape.2-1": -0.6, "shape.2-2": -1.0, "shape.1-3": -1.0,
    "shape.3-1": -1.0, "shape.larger": -1.5,
    "meaning.margin": 0.7, "meaning.likeness": 0.2, "meaning.clear": 1.3, "meaning.standing": 0.2,
    "meaning.low": 0.1, "meaning.very-low": 0.1, "meaning.weakest-en": 0.3,
    "meaning.weakest-ja": 0.3,
}  # fmt: skip
_GAP = {"gap": -0.5, "gap.full": 0.1, "gap.dateline": 0.3, "gap.heading": -0.1}


def weights(*, meaning: bool = False) -> Weights:
    """Weights for every feature there is."""
    pair = {name: _PAIR[name] for name in pair_feature_names(meaning=meaning)}
    gap = {name: _GAP[name] for name in GAP_FEATURES}
    return Weights(pair, gap, gap, -1.2, -1.5, -1.0, {"bias": -2.0, "gain": 1.0})


#: A handful of words, by stem and lemma.
LEXICON = Lexicon(
    {
        "railway": {"鉄道": 0.6, "列車": 0.2},
        "station": {"駅": 0.7},
        "snow": {"雪": 0.8},
        "open": {"開く": 0.4, "開業": 0.3},
    },
    {"railway": 0.002, "station": 0.003, "snow": 0.002, "open": 0.01},
    {"鉄道": 0.002, "列車": 0.002, "駅": 0.003, "雪": 0.002, "開く": 0.01, "開業": 0.004},
)


def inspection(alignment: Alignment, lexicon: Lexicon = LEXICON, *, source: Lang | None = None) -> Inspection:
    """An alignment as finders see it, read with a handful of words, without meaning; ``source`` states the original."""
    if source is not None:
        alignment = replace(alignment, bitext=replace(alignment.bitext, source=source, source_known=True))
    return Inspection(alignment, prepare(alignment.bitext, lexicon, None), lexicon, None)
