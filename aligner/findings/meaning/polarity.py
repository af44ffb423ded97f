"""A negation that only one side of a sure pair has: "must not open" beside 開けてください.

The sides are compared sentence by sentence. A finding needs a negation that no negation of the other side accounts for,
and the translation of the word that it denies, in a clause where nothing denies or implies a negation. Where each side
is one short clause that is translated word by word, the denied word itself needs no translation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.findings.meaning.closeness import is_one_clause, is_weak, share_translated
from aligner.findings.meaning.cues import unexplained
from aligner.findings.meaning.modality import NEGATED, contradiction_in
from aligner.findings.meaning.negation import is_japanese_name, is_negator
from aligner.findings.meaning.opposite_words import contrasts_of
from aligner.findings.meaning.pair_words import pair_finding, sure_pairs
from aligner.findings.meaning.predicates import predicate_of
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
#: Characters after the negation of a main clause: ません|でした.
_ENDING = 4
#: Maximum translations of a Japanese word in Latin letters.
_FEW = 4
#: What makes an English clause a condition, whose negation is often translated freely.
_CONDITION = re.compile(r"\b(?:if|unless|when|whether|until)\b", re.IGNORECASE)
#: What makes a clause of a negation, at the end of a sentence: 見えないほど.
_CLAUSE_OF = re.compile("ほど|よう|まで|うち|限|くらい|ぐらい|か|の？")
#: Maximum words of a side of a sentence that is translated word by word.
_LONGEST_LITERAL = 35
#: Minimum share of words with a translation, and the same for a Japanese negation that ends its sentence.
_MOST, _MOST_OF_MAIN = 0.6, 0.4


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
        for pair in sure_pairs(inspection, segments, by_part=True)
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
    """The first negation that the other side lacks, clause by clause.

    Sentences may be divided elsewhere on each side, so the side must have more negations in the whole pair as well.
    """
    for lang in LANGS:
        if len(pair.polarity[lang].denials) > len(pair.polarity[lang.other].denials):
            return next(filter(None, (_lost_in(part, lang) for part in pair.clauses)), None)
    return None


def _lost_in(pair: PairWords, lang: Lang) -> Lost | None:
    here, there = pair.polarity[lang], pair.polarity[lang.other]
    # One negation may be two on the other side: neither … nor, 知性は持たず魔法生物でもない.
    if there.denials or there.idioms:
        return None
    lost = (
        _affirmed(pair, denial, lang)
        for denial in here.denials
        if not _unexplained(pair, there.denying, denial, lang)
        and not _is_denied_twice(denial, (*here.denying, *here.idioms))
        and not _is_opposite(pair, denial, lang)
        and not _is_kept(pair, denial, lang)
    )
    return next(filter(None, lost), None)


def _unexplained(pair: PairWords, cues: Sequence[Span], denial: Denial, lang: Lang) -> list[Span]:
    """The cues of the other side that may stand for a negation."""
    denied = frozenset(head.lemma for head in denial.heads)
    return unexplained(pair, cues, lang.other, denied, is_main=lang is Lang.EN or _is_main(pair, denial, lang))


def _is_opposite(pair: PairWords, denial: Denial, lang: Lang) -> bool:
    """Whether the other side has the opposite of a denied word: would float beside 沈みません."""
    japanese = {word.lemma for word in (denial.heads if lang is Lang.JA else pair.prose[Lang.JA])}
    english = denial.heads if lang is Lang.EN else pair.prose[Lang.EN]
    return any(
        contrast.relation == "word" and any(japanese.issuperset(lemmas) for lemmas in contrast.other.lemmas)
        for word in english
        for contrast in contrasts_of(word.form)
    )


def _is_kept(pair: PairWords, denial: Denial, lang: Lang) -> bool:
    """Whether an English negation is no English: it stands in the Japanese as it is, or in a Japanese expression.

    The first is a quotation (a "could not be found" error), the second has the particle *no* (kyokusui no en).
    """
    if lang is Lang.JA:
        return False
    if _is_no(pair, denial, lang) and _follows_japanese(pair, denial):
        return True
    written = re.compile(rf"\b{re.escape(_written(pair, denial, lang))}\b", re.IGNORECASE)
    return any(written.search(text) for _, text in pair.texts[Lang.JA])


def _follows_japanese(pair: PairWords, denial: Denial) -> bool:
    """Whether the word before a negation is Japanese in Latin letters. English words have more translations."""
    before = next((word for word in reversed(pair.prose[Lang.EN]) if word.end < denial.span.start), None)
    if before is None or not before.content or not is_japanese_name(before.text):
        return False
    return len(pair.lexicon.translations.get(before.lemma, {})) <= _FEW


def _is_no(pair: PairWords, denial: Denial, lang: Lang) -> bool:
    return _written(pair, denial, lang).casefold() == "no"


def _written(pair: PairWords, denial: Denial, lang: Lang) -> str:
    return pair.bitext.side(lang).text[denial.span.start : denial.span.end]


def _is_denied_twice(denial: Denial, cues: Sequence[Span]) -> bool:
    """Whether a word beside a negation implies one too: not unlike, 欠かさない."""
    # 不自然ではない: the prefix stands right before the word that is denied.
    low = min([denial.span.start, *(head.start for head in denial.heads)]) - 1
    high = max([denial.span.end, *(head.end for head in denial.heads)])
    return any(cue.start < high and low < cue.end for cue in cues)


def _affirmed(pair: PairWords, denial: Denial, lang: Lang) -> Lost | None:
    """What a negation denies, if the other side states it where nothing denies or implies a negation.

    The nearest word with a translation is the one that is denied. Without one, the whole clause is.
    """
    is_main = _is_main(pair, denial, lang)
    # "No" denies the noun after it only.
    heads = [word for word in denial.heads[: 1 if _is_no(pair, denial, lang) else None] if pair.is_known(word, lang)]
    if heads and is_weak(heads[0]):
        heads = heads[1:] if is_main or lang is Lang.EN else []
    for head in heads:
        counterparts = list(pair.counterparts(head, lang))
        strong = [word for word in counterparts if not is_weak(word)]
        # An untranslated word is no evidence for the meaning of the translation.
        if strong and not any(word.text.casefold() == head.text.casefold() for word in strong):
            is_stated = _is_stated(pair, denial, head, counterparts, lang, is_nearest=head is heads[0])
            return Lost(lang, denial, head, _at_same_place(pair, head, strong[0], lang), pair) if is_stated else None
    if _is_denied_twice(denial, pair.polarity[lang].cues):
        return None
    if (is_one_clause(pair) or is_main) and _is_literal(pair, denial, lang):
        return Lost(lang, denial, denial.heads[0] if denial.heads else None, None, pair)
    return None


def _at_same_place(pair: PairWords, head: Word, counterpart: Word, lang: Lang) -> Word:
    """The occurrence of a counterpart that has the position of the denied word among its own occurrences."""
    position = [word.start for word in pair.prose[lang] if word.lemma == head.lemma].index(head.start)
    places = [word for word in pair.prose[lang.other] if word.lemma == counterpart.lemma]
    return places[min(position, len(places) - 1)] if places else counterpart


def _is_stated(
    pair: PairWords, denial: Denial, head: Word, counterparts: Sequence[Word], lang: Lang, *, is_nearest: bool
) -> bool:
    """Whether the translations of a denied word stand where nothing denies or implies a negation.

    In Japanese, another word than the nearest counts only at the end of the sentence, or in a short sentence that is
    translated word by word.
    """
    lemmas = {word.lemma for word in counterparts}
    places = [word for word in pair.prose[lang.other] if word.lemma in lemmas]
    # The word may also stand where nothing denies it; that place has the translation.
    if len(places) < sum(word.lemma == head.lemma for word in pair.prose[lang]):
        return False
    if not is_nearest:
        # The nearest word denies too: 失っちゃいない, did not stop.
        if _is_denied_twice(denial, pair.polarity[lang].cues):
            return False
        is_main = _is_main(pair, denial, lang) and share_translated(pair) >= _MOST_OF_MAIN
        if lang is Lang.JA and not (is_main or _is_literal(pair, denial, lang)):
            return False
        if lang is Lang.EN:
            start = pair.clause(denial.span, lang).start
            if _CONDITION.search(pair.bitext.en.text, start, denial.span.start):
                return False
    return not _is_implied(pair, places, denial, lang, is_nearest=is_nearest)


def _is_literal(pair: PairWords, denial: Denial, lang: Lang) -> bool:
    """Whether a sentence is translated word by word, and the other side implies no negation.

    A Japanese sentence that implies no negation may be long: its words imply one less often than English ones. A
    Japanese negation that ends a sentence denies all of it, so fewer words must translate each other.
    """
    is_main = _is_main(pair, denial, lang)
    is_short = max(map(len, pair.words.values())) <= _LONGEST_LITERAL
    if not (is_short or is_main or lang is Lang.EN):
        return False
    if _unexplained(pair, pair.polarity[lang.other].cues, denial, lang):
        return False
    return share_translated(pair) >= (_MOST_OF_MAIN if is_main else _MOST)


def _is_main(pair: PairWords, denial: Denial, lang: Lang) -> bool:
    """Whether a Japanese negation ends a sentence, so that it denies the main clause."""
    if lang is Lang.EN or pair.prose[lang][-1].end - denial.span.end > _ENDING:
        return False
    return not _CLAUSE_OF.match(pair.bitext.ja.text, denial.span.end)


def _is_implied(pair: PairWords, places: Sequence[Word], denial: Denial, lang: Lang, *, is_nearest: bool) -> bool:
    """Whether a clause with a translation of the denied word implies a negation.

    The whole pair counts if there are several sentences, or if the word is not the nearest one to the negation.
    """
    spans = _unexplained(pair, pair.polarity[lang.other].cues, denial, lang)
    if not is_nearest or any(len(sentences) > 1 for sentences in pair.sentences.values()):
        return bool(spans)
    clauses = [pair.clause(word, lang.other) for word in places]
    return any(span.start < clause.end and clause.start < span.end for clause in clauses for span in spans)


def _finding(inspection: Inspection, pair: PairWords, lost: Lost) -> Finding:
    here = [lost.denial.span, *([Span(lost.denied.start, lost.denied.end)] if lost.denied else [])]
    other, words = lost.lang.other, lost.part.words[lost.lang.other]
    affirmed = predicate_of(lost.part, lost.affirmed, other) if lost.affirmed else Span(words[0].start, words[-1].end)
    spans = {
        lost.lang: Span(min(span.start for span in here), max(span.end for span in here)),
        other: affirmed,
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
            "one_clause": is_one_clause(lost.part),
            "literal": round(share_translated(lost.part), 4),
            "en_negations": len(lost.part.polarity[Lang.EN].denials),
            "ja_negations": len(lost.part.polarity[Lang.JA].denials),
        },
    )
