"""Whether a pair beside a gap holds the content of the gap.

A translator often divides a sentence in two. The alignment may leave the second part alone, although the sentence of
the pair beside it says the same. So every sentence of a gap is compared with the sentences, the clauses, and the joined
clauses of the pairs beside it.

The rule: the estimate is a probability, a logistic function of four features of a sentence and a pair beside it.

    alike    cosine of the sentence and the part of the pair that is closest to it, on the other side
    apart    how much closer the sentence is to that part than the text that the pair already has on its own side
    doubt    one minus the confidence of the pair
    alone    one minus the confidence that the sentence stands alone

Text near the gap that only the other side has is compared as well, because two sentences may be exchanged.

The same characters need no estimate: a gap whose text stands near on the other side, as text that was left
untranslated or was put on one line, is held there.

`leftovers` uses the same texts and vectors for clauses inside a pair.
"""

from __future__ import annotations

import math
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.clauses import split_clauses
from aligner.findings.cosines import cosines
from aligner.text.passages import passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.arrays import Floats32
    from aligner.findings.gap_runs import Gap
    from aligner.findings.inspection import Inspection
    from aligner.model import Bead, Lang

#: Weights of the features, fitted on 1,068 sentences without a counterpart in 291 documents of nine domains, 72 of
#: which belong to a pair beside them. With domains left out, the area under the curve is 0.93.
_WEIGHTS = {"alike": 1.9, "apart": 4.8, "doubt": 2.5, "alone": 6.6}
_BIAS = -4.9
#: Probability from which nothing is reported, and from which a finding is at most a warning. Below the first one, the
#: certainty of the finding rests on the probability: at 0.6, a sentence that was really missing was not reported.
HELD, MAY_BE_HELD = 0.9, 0.3
#: Doubts (`_doubts`) below which the pair is not compared: with a cosine of 0.9, 0.4 above that of the pair's own text,
#: the probability is below `MAY_BE_HELD`. Most gaps are so sure, and the encoder takes most of the time.
_WORTH = 0.42
#: Pairs that are compared on either side, and beads among which they are looked for. A choice.
_BEADS, _FAR = 2, 8
#: Beads on either side in which text without a counterpart is compared with that of the other side. A choice.
_ACROSS = 4
#: Minimum number of characters that do not stand there by chance. A choice: a short sentence has more.
_FEWEST_CHARACTERS = 12
#: Maximum number of sentences of a gap that is compared. A longer run is not a part of a sentence beside it.
_MOST = 4


class Texts:
    """Texts whose vectors are needed, each once, with numbers."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def add(self, text: str) -> int:
        """Return the number of a text, and add the text if it is new."""
        return self._numbers.setdefault(text, len(self._numbers))

    def vectors(self, inspection: Inspection) -> Floats32 | None:
        """(texts, dimensions) unit vectors by number; None without texts and without sentence meaning."""
        if inspection.encoder is None or inspection.vectors is None or not self._numbers:
            return None
        return inspection.encoder.vectors(list(self._numbers))


def likeness(vectors: Floats32, ones: Sequence[int], other: int) -> list[float]:
    """Return the cosines of some texts and another one, given their numbers."""
    return cosines(vectors[list(ones)], vectors[other])


def clauses_of(inspection: Inspection, bead: Bead, lang: Lang) -> list[str]:
    """Return the sentences of one side of a bead, their clauses, and every two clauses in succession as one text."""
    document = inspection.alignment.bitext.side(lang)
    rows = inspection.reading(lang).words.rows
    texts = []
    for k in bead.side(lang):
        text, start = document.segment_text(k), document.segments[k].start
        clauses = split_clauses(text, rows.get(k, ()), lang, start)
        texts.append(text)
        if len(clauses) > 1:
            texts += [text[clause.start : clause.end] for clause in clauses]
            texts += [text[one.start : two.end] for one, two in pairwise(clauses)]
    return texts


class _Comparison(NamedTuple):
    """A sentence of a gap and a pair beside it, with the numbers of their texts.

    ``own`` is the text of the pair on the side of the gap, and ``parts`` are those of the other side. Text of the other
    side that has no counterpart either has no ``own``.
    """

    gap: int
    sentence: int
    bead: Bead
    confidence: float
    text: int
    own: int | None
    parts: tuple[int, ...]


def held_nearby(inspection: Inspection, gaps: Sequence[Gap]) -> list[float]:
    """Return for every gap the probability that the other side holds all of its sentences near it.

    It is 1 for a gap whose characters stand there, and otherwise 0 for a gap of more than four sentences. Without
    sentence meaning, `alike` and `apart` are 0.
    """
    texts = Texts()
    comparisons = [one for k, gap in enumerate(gaps) for one in _comparisons(inspection, k, gap, texts)]
    vectors = texts.vectors(inspection) if comparisons else None
    best: dict[tuple[int, int], float] = {}
    for one in comparisons:
        key = one.gap, one.sentence
        best[key] = max(best.get(key, 0.0), _probability(one, vectors))
    return [
        1.0
        if _stands_nearby(inspection, gap)
        else min((best.get((k, sentence), 0.0) for sentence in gap.segments), default=0.0)
        for k, gap in enumerate(gaps)
    ]


def _stands_nearby(inspection: Inspection, gap: Gap) -> bool:
    """Whether the beads around a gap have the characters of each of its segments on the other side."""
    bitext, beads = inspection.alignment.bitext, inspection.alignment.beads
    own = [_characters(bitext.side(gap.lang).segment_text(k)) for k in gap.segments]
    if sum(map(len, own)) < _FEWEST_CHARACTERS or not all(own):
        return False
    first, last = gap.beads[0].id, gap.beads[-1].id
    other = bitext.side(gap.lang.other)
    near = beads[max(first - _FAR, 0) : last + 1 + _FAR]
    there = _characters(
        "".join(other.segment_text(k) for k in sorted(k for bead in near for k in bead.side(other.lang)))
    )
    return all(text in there for text in own)


def _characters(text: str) -> str:
    """The letters and digits of a text, without case and width."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _comparisons(inspection: Inspection, k: int, gap: Gap, texts: Texts) -> Iterator[_Comparison]:
    if len(gap.segments) > _MOST:
        return
    document = inspection.alignment.bitext.side(gap.lang)
    least = min(alone.confidence for alone in gap.beads)
    beside = [
        (bead, texts.add(passage(document, bead.side(gap.lang))), tuple(map(texts.add, clauses)))
        for bead in pairs_beside(inspection, gap)
        if _doubts(bead.confidence, least) >= _WORTH and (clauses := clauses_of(inspection, bead, gap.lang.other))
    ]
    free = [
        (bead, None, tuple(map(texts.add, clauses_of(inspection, bead, gap.lang.other))))
        for bead in unpaired_beside(inspection, gap)
    ]
    for alone in gap.beads:
        for sentence in alone.side(gap.lang):
            text = texts.add(document.segment_text(sentence))
            for bead, own, parts in (*beside, *free):
                if own is not None and _doubts(bead.confidence, alone.confidence) < _WORTH:
                    continue
                yield _Comparison(k, sentence, bead, alone.confidence, text, own, parts)


def _doubts(pair: float, alone: float) -> float:
    """Return what the doubts add to the score, given the confidences of a pair and of a sentence that stands alone."""
    return _WEIGHTS["doubt"] * (1 - pair) + _WEIGHTS["alone"] * (1 - alone)


def pairs_beside(inspection: Inspection, gap: Gap) -> list[Bead]:
    """Return the pairs beside a gap, at most two on either side."""
    beads = inspection.alignment.beads
    first, last = gap.beads[0].id, gap.beads[-1].id
    before = [bead for bead in beads[max(first - _FAR, 0) : first] if bead.paired]
    after = [bead for bead in beads[last + 1 : last + 1 + _FAR] if bead.paired]
    return [*before[-_BEADS:], *after[:_BEADS]]


def unpaired_beside(inspection: Inspection, gap: Gap) -> list[Bead]:
    """Return the beads near a gap that have text of the other side only. It may stand there in another order."""
    beads = inspection.alignment.beads
    first, last = gap.beads[0].id, gap.beads[-1].id
    near = beads[max(first - _ACROSS, 0) : last + 1 + _ACROSS]
    return [bead for bead in near if not bead.paired and bead.side(gap.lang.other)]


def _probability(one: _Comparison, vectors: Floats32 | None) -> float:
    features = {"alike": 0.0, "apart": 0.0, "doubt": 1 - one.bead.confidence, "alone": 1 - one.confidence}
    if vectors is not None:
        by_part = likeness(vectors, one.parts, one.text)
        alike = max(by_part)
        closest = one.parts[by_part.index(alike)]
        own = 0.0 if one.own is None else likeness(vectors, [one.own], closest)[0]
        features |= {"alike": alike, "apart": alike - own}
    score = _BIAS + sum(_WEIGHTS[name] * value for name, value in features.items())
    return round(1 / (1 + math.exp(-score)), 6)
