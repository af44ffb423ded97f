"""A negation that only one side of a sure pair has: "must not open" beside 開けてください.

A finding needs a word that one side denies and the other side affirms: the denied word has a translation on the other
side, and nothing there denies or implies a negation. Idioms (not only, かもしれない) are not compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.findings.meaning.modality import NEGATED, contradiction_in
from aligner.findings.meaning.negation import is_negator
from aligner.findings.meaning.pair_words import pair_finding, sure_pairs
from aligner.model import LANGS, FindingKind, Lang, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.negation import Polarity
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.model import Finding

#: An estimate. Readers found a smaller share on human translations (tests/judging/verdicts).
_CERTAINTY = 0.6


#: Classes of Japanese words, and words, that translate nearly anything.
_WEAK_PARTS = frozenset({"代名詞", "連体詞", "感動詞", "接頭辞", "接尾辞"})
_WEAK_WORDS = frozenset({"為る", "言う", "成る", "有る", "居る", "物", "事", "人", "呼ぶ"})


class _Lost(NamedTuple):
    """A negation of one side: where it stands, the word it denies, and that word's translation, which is affirmed."""

    lang: Lang
    span: Span
    denied: Word
    affirmed: Word


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every negation that the other side lacks."""
    segments = {lang: _with_negator(inspection, lang) for lang in LANGS}
    return [
        _finding(inspection, pair, lost)
        for pair in sure_pairs(inspection, segments)
        # A prohibition beside a permission is reported as such.
        if (lost := lost_negation(pair)) and not _is_of_modality(pair)
    ]


def _is_of_modality(pair: PairWords) -> bool:
    contradiction = contradiction_in(pair)
    return contradiction is not None and contradiction.relation in NEGATED


def _with_negator(inspection: Inspection, lang: Lang) -> frozenset[int]:
    """The segments that hold a word that may deny."""
    words = inspection.reading(lang).words
    negators = [k for k, form in enumerate(words.forms) if is_negator(form, lang)]
    return frozenset(words.places.segment[np.isin(words.form, negators)].tolist())


def lost_negation(pair: PairWords) -> _Lost | None:
    """The first negation that the other side lacks."""
    for lang in LANGS:
        here, there = pair.polarity[lang], pair.polarity[lang.other]
        if here.denials and not (here.idiom or there.denials or there.idiom or there.implied):
            return next(_affirmed(pair, here, lang), None)
    return None


def _affirmed(pair: PairWords, polarity: Polarity, lang: Lang) -> Iterator[_Lost]:
    """The denied words that have a translation on the other side.

    The first word after a negation that the lexicon has is the one that is denied: "not exceed the fees" says nothing
    about the fees.
    """
    for denial in polarity.denials:
        head = next((word for word in denial.heads if pair.is_known(word, lang)), None)
        if head is not None:
            for counterpart in pair.counterparts(head, lang):
                # An untranslated word is no evidence for the meaning of the translation.
                is_left = counterpart.text.casefold() == head.text.casefold()
                if not (is_left or _is_weak(counterpart)):
                    yield _Lost(lang, denial.span, head, counterpart)


def _is_weak(word: Word) -> bool:
    """Whether a word translates too many others to be evidence for one of them."""
    return word.form.part in _WEAK_PARTS or word.lemma in _WEAK_WORDS


def _finding(inspection: Inspection, pair: PairWords, lost: _Lost) -> Finding:
    spans = {
        lost.lang: Span(min(lost.span.start, lost.denied.start), max(lost.span.end, lost.denied.end)),
        lost.lang.other: Span(lost.affirmed.start, lost.affirmed.end),
    }
    return pair_finding(
        inspection,
        pair,
        FindingKind.POLARITY,
        "negation",
        spans,
        message="polarity",
        certainty=_CERTAINTY,
        side=lost.lang,
    )
