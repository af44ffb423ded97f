"""A negation that only one side of a sure pair has: "must not open" beside 開けてください.

The sides are compared sentence by sentence. A finding needs a negation that no negation of the other side accounts for,
and the translation of the word that it denies, in a clause where nothing denies or implies a negation. Where each side
is one short clause that is translated word by word, the denied word itself needs no translation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.findings.meaning.modality import NEGATED, contradiction_in
from aligner.findings.meaning.negation import is_negator
from aligner.findings.meaning.opposite_words import contrasts_of
from aligner.findings.meaning.pair_words import pair_finding, sure_pairs
from aligner.model import LANGS, FindingKind, Lang, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.negation import Denial
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.model import Finding

#: Estimates, for a denied word with a translation and without one. The certainty corrects them by readers' verdicts
#: (`findings.certainty`).
_CERTAINTY, _CERTAINTY_OF_CLAUSE = 0.6, 0.5
#: Classes of Japanese words, and words, that translate nearly anything.
_WEAK_PARTS = frozenset({"代名詞", "連体詞", "感動詞", "接頭辞", "接尾辞"})
_WEAK_JAPANESE = frozenset(
    {"為る", "言う", "成る", "有る", "居る", "物", "事", "人", "為", "呼ぶ", "然う", "そう", "何", "又"}
)
_WEAK_WORDS = _WEAK_JAPANESE | {"時", "訳", "国", "所", "置く", "make", "take", "get", "give", "put", "way", "thing"}
#: Characters after the negation of a main clause: ません|でした.
_ENDING = 4
#: Maximum words of a side of a sentence that is translated word by word.
_LONGEST_LITERAL = 35
#: Maximum content words of a side that is one clause, and minimum share of them with a translation.
_CLAUSE_WORDS, _MOST = 12, 0.6


class Lost(NamedTuple):
    """A negation that the other side lacks.

    Attributes:
        lang: the side that denies.
        denial: its negation.
        denied: the word that it denies.
        affirmed: that word's translation on the other side, which is affirmed; None where both sides are one clause.
        part: the sentences of both sides that are compared.
    """

    lang: Lang
    denial: Denial
    denied: Word | None
    affirmed: Word | None
    part: PairWords


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


def lost_negation(pair: PairWords) -> Lost | None:
    """The first negation that the other side lacks.

    Sentences may be divided elsewhere on each side, so the side must have more negations in the whole pair as well.
    """
    for lang in LANGS:
        if len(pair.polarity[lang].denials) > len(pair.polarity[lang.other].denials):
            return next(filter(None, (_lost_in(part, lang) for part in pair.parts)), None)
    return None


def _lost_in(pair: PairWords, lang: Lang) -> Lost | None:
    here, there = pair.polarity[lang], pair.polarity[lang.other]
    # One negation may be two on the other side: neither … nor, 知性は持たず魔法生物でもない.
    if there.denials or there.idioms or _unaccounted(pair, there.denying, lang.other):
        return None
    lost = (
        _affirmed(pair, denial, lang)
        for denial in here.denials
        if not _is_denied_twice(denial, (*here.denying, *here.idioms)) and not _is_opposite(pair, denial, lang)
    )
    return next(filter(None, lost), None)


def _unaccounted(pair: PairWords, cues: Sequence[Span], lang: Lang) -> list[Span]:
    """The cues of a side that translate no cue of the other side: "disabled" translates 無効, so it is not returned."""
    there = pair.polarity[lang.other].cues
    return [
        cue
        for cue in cues
        if not any(
            other.start < own.end and own.start < other.end
            for word in pair.prose[lang]
            if word.content and word.start < cue.end and cue.start < word.end
            for other in pair.counterparts(word, lang)
            for own in there
        )
    ]


def _is_opposite(pair: PairWords, denial: Denial, lang: Lang) -> bool:
    """Whether the other side has the opposite of a denied word: would float beside 沈みません."""
    japanese = {word.lemma for word in (denial.heads if lang is Lang.JA else pair.prose[Lang.JA])}
    english = denial.heads if lang is Lang.EN else pair.prose[Lang.EN]
    return any(
        contrast.relation == "word" and any(japanese.issuperset(lemmas) for lemmas in contrast.other.lemmas)
        for word in english
        for contrast in contrasts_of(word.form)
    )


def _is_denied_twice(denial: Denial, cues: Sequence[Span]) -> bool:
    """Whether a word beside a negation implies one too: not unlike, 欠かさない."""
    # 不自然ではない: the prefix stands right before the word that is denied.
    low = min([denial.span.start, *(head.start for head in denial.heads)]) - 1
    high = max([denial.span.end, *(head.end for head in denial.heads)])
    return any(cue.start < high and low < cue.end for cue in cues)


def _affirmed(pair: PairWords, denial: Denial, lang: Lang) -> Lost | None:
    """The translation of a denied word, if it stands in a clause where nothing denies or implies a negation.

    The nearest word with a translation is the one that is denied. Another one than the nearest counts only in a short
    sentence that is translated word by word.
    """
    heads = [word for word in denial.heads if pair.is_known(word, lang)]
    if not heads or (lang is Lang.JA and _is_weak(heads[0])):
        heads = []
    for head in heads:
        counterparts = list(pair.counterparts(head, lang))
        strong = [word for word in counterparts if not _is_weak(word)]
        # An untranslated word is no evidence for the meaning of the translation.
        if not strong or any(word.text.casefold() == head.text.casefold() for word in strong):
            continue
        lemmas = {word.lemma for word in counterparts}
        places = [word for word in pair.prose[lang.other] if word.lemma in lemmas]
        # The word may also stand where nothing denies it; that place has the translation.
        if len(places) < sum(word.lemma == head.lemma for word in pair.prose[lang]):
            return None
        if (head is not heads[0] and not _is_literal(pair, lang.other)) or any(
            _is_implied(pair, word, lang.other) for word in places
        ):
            return None
        return Lost(lang, denial, head, strong[0], pair)
    if _is_denied_twice(denial, pair.polarity[lang].cues):
        return None
    if (_is_one_clause(pair) or _is_main(pair, denial, lang)) and _is_literal(pair, lang.other):
        return Lost(lang, denial, denial.heads[0] if denial.heads else None, None, pair)
    return None


def _is_literal(pair: PairWords, lang: Lang) -> bool:
    """Whether a short sentence is translated word by word, and a side of it implies no negation.

    A Japanese sentence that implies no negation may be long: its words imply one less often than English ones.
    """
    is_short = max(map(len, pair.words.values())) <= _LONGEST_LITERAL
    if not (is_short or lang is Lang.JA) or _unaccounted(pair, pair.polarity[lang].cues, lang):
        return False
    return _links(pair) >= _MOST


def _links(pair: PairWords) -> float:
    """Share of the Japanese content words that have a translation on the English side; 0 for fewer than 2 of them."""
    words = [word for word in pair.words[Lang.JA] if word.content and not _is_weak(word)]
    linked = sum(any(True for _ in pair.counterparts(word, Lang.JA)) for word in words)
    return linked / len(words) if linked > 1 else 0.0


def _is_one_clause(pair: PairWords) -> bool:
    """Whether each side is one short clause, so that a negation denies all of it."""
    return all(
        sum(word.content for word in words) <= _CLAUSE_WORDS and pair.clause(words[0], lang).end >= words[-1].end
        for lang, words in pair.words.items()
        if words
    )


def _is_main(pair: PairWords, denial: Denial, lang: Lang) -> bool:
    """Whether a Japanese negation ends a sentence, so that it denies the main clause."""
    return lang is Lang.JA and pair.prose[lang][-1].end - denial.span.end <= _ENDING


def _is_implied(pair: PairWords, word: Word, lang: Lang) -> bool:
    """Whether the clause of a word has a negation or implies one; of several sentences, any of them."""
    polarity = pair.polarity[lang]
    spans = [*(denial.span for denial in polarity.denials), *_unaccounted(pair, polarity.cues, lang)]
    if any(len(sentences) > 1 for sentences in pair.sentences.values()):
        return bool(spans)
    clause = pair.clause(word, lang)
    return any(span.start < clause.end and clause.start < span.end for span in spans)


def _is_weak(word: Word) -> bool:
    """Whether a word translates too many others to be evidence for one of them."""
    return word.form.part in _WEAK_PARTS or word.lemma in _WEAK_WORDS


def _finding(inspection: Inspection, pair: PairWords, lost: Lost) -> Finding:
    here = [lost.denial.span, *([Span(lost.denied.start, lost.denied.end)] if lost.denied else [])]
    there = [lost.affirmed] if lost.affirmed else lost.part.words[lost.lang.other]
    spans = {
        lost.lang: Span(min(span.start for span in here), max(span.end for span in here)),
        lost.lang.other: Span(there[0].start, there[-1].end),
    }
    return pair_finding(
        inspection,
        pair,
        FindingKind.POLARITY,
        "negation",
        spans,
        message="polarity",
        certainty=_CERTAINTY if lost.affirmed else _CERTAINTY_OF_CLAUSE,
        side=lost.lang,
        evidence={
            "by_word": lost.affirmed is not None,
            "one_clause": _is_one_clause(lost.part),
            "literal": round(_links(lost.part), 4),
            "en_negations": len(lost.part.polarity[Lang.EN].denials),
            "ja_negations": len(lost.part.polarity[Lang.JA].denials),
        },
    )
