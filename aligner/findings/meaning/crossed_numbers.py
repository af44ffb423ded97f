"""Numbers that are exchanged between the two things they belong to: 39.8 billion in drinks and 17.4 billion in food.

All numbers of such a pair agree, so the comparison of numbers finds nothing. The text that a number belongs to stands
after it (*4 rows in red*) or before it (赤で4段). Rule: in each language, the texts of both numbers stand on the same
side, and the sentence meaning of each text fits the text at the other number.
``detail.relation`` is ``crossed``.
"""

from __future__ import annotations

import re
from itertools import combinations, groupby
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers import NumberKind
from aligner.findings.cosines import cosine
from aligner.findings.meaning.pair_words import pair_finding
from aligner.model import LANGS, FindingKind, Lang, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.evidence.encoder import Encoder
    from aligner.evidence.numbers import Number
    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.findings.number_check import NumberPair
    from aligner.model import Finding

#: An estimate, from planted exchanges and from human translations.
_CERTAINTY = 0.8
#: How much better the exchanged texts must fit than those in place: the difference between two sums of two cosines.
#: Of 71 places in gold sets and documents of 20 kinds, none is above it; of the same places exchanged, half are.
_MARGIN = 0.5
#: Most characters of the text of a number, and most numbers of a pair that are compared.
_LONGEST = {Lang.EN: 70, Lang.JA: 35}
_MOST = 6
#: What the text of a number has at least.
_WORD = {Lang.EN: re.compile("[A-Za-z]{3}"), Lang.JA: re.compile("[ァ-ヴ一-龥]")}
#: Where the text of a number ends.
_END = {
    Lang.EN: re.compile(r"[,;:.!?()|<>\n]|\b(?:and|while|but|or|then|against)\b", re.IGNORECASE),
    Lang.JA: re.compile("[、。；：！？（）「」・|<>\n]"),
}

#: A word that is joined to the number before it.
_COMPOUND = re.compile("[ァ-ヴ一-龥]")


class _Text(NamedTuple):
    """The text of a number, and whether it stands after it."""

    text: str
    is_after: bool


class _Counted(NamedTuple):
    """Two matching numbers with the text of each."""

    numbers: Mapping[Lang, Number]
    texts: Mapping[Lang, _Text]


def find(inspection: Inspection) -> list[Finding]:
    """A finding for the first two numbers of a pair that are exchanged; none without sentence meaning."""
    encoder = inspection.encoder
    if encoder is None:
        return []
    of_bead = {bead: list(pairs) for bead, pairs in groupby(inspection.number_check.pairs, key=lambda pair: pair.bead)}
    findings = (
        _crossed(inspection, encoder, part, of_bead[words.bead.id])
        for words in inspection.pair_words
        if len(of_bead.get(words.bead.id, ())) > 1
        for part in words.parts
    )
    return [finding for finding in findings if finding is not None]


def _crossed(inspection: Inspection, encoder: Encoder, part: PairWords, pairs: Sequence[NumberPair]) -> Finding | None:
    candidates = list(_counted(part, pairs))[:_MOST]
    for first, second in combinations(candidates, 2):
        if _may_cross(first, second) and _margin(encoder, first, second) >= _MARGIN:
            return _finding(inspection, part, first, second)
    return None


def _counted(part: PairWords, pairs: Sequence[NumberPair]) -> Iterator[_Counted]:
    """The amounts of a pair that have a text in both languages."""
    matched = [{Lang.EN: pair.en, Lang.JA: pair.ja} for pair in pairs]
    inside = [numbers for numbers in matched if all(_is_inside(part, numbers[lang], lang) for lang in LANGS)]
    bounds = {lang: [Span(numbers[lang].start, numbers[lang].end) for numbers in inside] for lang in LANGS}
    for numbers in inside:
        if any(numbers[lang].kind is not NumberKind.CARDINAL or numbers[lang].in_name for lang in LANGS):
            continue
        texts = {lang: _text_of(part, numbers[lang], bounds[lang], lang) for lang in LANGS}
        if all(len(text.text) <= _LONGEST[lang] and _WORD[lang].search(text.text) for lang, text in texts.items()):
            yield _Counted(numbers, texts)


def _is_inside(part: PairWords, number: Number, lang: Lang) -> bool:
    return any(start <= number.start < start + len(text) for start, text in part.texts[lang])


def _text_of(part: PairWords, number: Number, bounds: Sequence[Span], lang: Lang) -> _Text:
    """The text after a number if it says something, else the text before it; neither goes beyond a mark or a number."""
    start, text = next((at, text) for at, text in part.texts[lang] if at <= number.start < at + len(text))
    low = max((span.end - start for span in bounds if start <= span.end <= number.start), default=0)
    high = min((span.start - start for span in bounds if span.start >= number.end), default=len(text))
    after = _END[lang].split(text[number.end - start : high], maxsplit=1)[0]
    is_after = after.startswith("の") if lang is Lang.JA else _says_something(part, number, len(after))
    between = text[low : number.start - start]
    if lang is Lang.JA and low and _COMPOUND.match(between):
        between = ""  # 5円増配の85円: 増配 belongs to the number before it
    before = _END[lang].split(between)[-1]
    return _Text((after if is_after else before).strip(), is_after)


def _says_something(part: PairWords, number: Number, length: int) -> bool:
    """Whether a content word stands in the English text after a number."""
    return any(word.content and number.end <= word.start < number.end + length for word in part.words[Lang.EN])


def _may_cross(first: _Counted, second: _Counted) -> bool:
    """Whether two numbers differ and have their texts on the same side."""
    return all(
        first.texts[lang].is_after is second.texts[lang].is_after
        and first.texts[lang].text != second.texts[lang].text
        and first.numbers[lang].value != second.numbers[lang].value
        and first.numbers[lang].unit == second.numbers[lang].unit
        for lang in LANGS
    )


def _margin(encoder: Encoder, first: _Counted, second: _Counted) -> float:
    """How much better the texts fit if they are exchanged."""
    texts = [counted.texts[lang].text for lang in LANGS for counted in (first, second)]
    en, other_en, ja, other_ja = encoder.vectors(texts)
    return cosine(en, other_ja) + cosine(other_en, ja) - cosine(en, ja) - cosine(other_en, other_ja)


def _finding(inspection: Inspection, part: PairWords, first: _Counted, second: _Counted) -> Finding:
    spans = {}
    for lang in LANGS:
        numbers = first.numbers[lang], second.numbers[lang]
        spans[lang] = Span(min(number.start for number in numbers), max(number.end for number in numbers))
    return pair_finding(
        inspection,
        part,
        FindingKind.NUMBER,
        "crossed",
        spans,
        message="crossed",
        certainty=_CERTAINTY,
        number=first.numbers[Lang.EN].text,
        en_text=first.texts[Lang.EN].text,
        ja_text=first.texts[Lang.JA].text,
    )
