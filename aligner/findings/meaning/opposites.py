"""A word that is translated by its opposite, or by another word of its set: an increase by 減少, red by 青.

The words are data (`opposite_words`). A finding needs all of this: one side of a sure pair has a word; the other side
has a translation of its opposite and none of the word itself; no other word explains that translation; no negation is
about it, because a negation of the opposite has the same meaning (did not fall, 上昇した). If only one side has a
negation, nothing is compared.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.evidence.words import split_words
from aligner.findings.meaning.opposite_words import Contrast, contrasts, contrasts_of, keys
from aligner.findings.meaning.pair_words import pair_finding, sure_pairs
from aligner.model import FindingKind, Lang, Span
from aligner.text.scripts import HAN_RUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.opposite_words import Concept
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.model import Finding

#: An estimate. The certainty corrects it by readers' verdicts (`findings.certainty`).
_CERTAINTY = 0.7
#: Prefixes that deny the word after them.
_NEGATING = frozenset("不非無未反")
#: Maximum English words of a sentence. In a longer one, an opposite often has another meaning.
_LONGEST = 50
#: Characters of a compound that a kanji stands in.
_COMPOUND = 2
#: English stems that state a relation between two other words.
_RELATIONS = frozenset(
    {"front", "rear", "behind", "befor", "after", "prior", "later", "earlier", "abov", "below", "insid", "outsid"}
)
#: The kanji of these relations in Japanese compounds (食前), and of periods, which they count from another one (前日).
_RELATION_KANJI = frozenset("前後上下内外表裏先日年月週期時回代世半")
#: English content words next to a word, and Japanese characters around one, in which its role is compared.
_NEIGHBOURS, _AROUND = 4, 10
#: Characters between a relation and the noun that it is about.
_GOVERNED = {Lang.EN: 30, Lang.JA: 8}
#: Characters between a word and another one that turns its meaning.
_NEAR_EN, _NEAR_JA = 5, 3
#: Auxiliaries that turn giving into receiving: 貸してもらう.
_FAVOUR = re.compile("(?:し)?て(?:もら|貰|いただ|頂|くれ|くだ|下さ)")
#: What the passive of a verb is formed with: the members are sent the alert.
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
#: Particles after the subject of a sentence.
_SUBJECT = re.compile("[はがも]")
#: "Before" without a noun or a clause after it means "earlier", which Japanese often leaves out.
_ADVERB = re.compile(r"before(?=\W*$|[,;:.!?)]|\s+(?:and|but|or)\b)", re.IGNORECASE)
#: What follows a word of the table in a fixed expression that does not mean it: 必要に応じて, 送信元.
_FIXED = re.compile("に応じ|とし|らか|[元先]")
#: A number after 後 shows that it means "left": あと200円.
_REMAINDER = re.compile(r"\s?[0-9０-９]")


class _Turned(NamedTuple):
    """An English word, the Japanese words with the opposite meaning, and the contrast between them."""

    english: Word
    japanese: Sequence[Word]
    contrast: Contrast


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every word whose translation has the opposite meaning."""
    words = inspection.reading(Lang.EN).words
    known = [k for k, form in enumerate(words.forms) if not contrasts().keys().isdisjoint(keys(form))]
    segments = frozenset(words.places.segment[np.isin(words.form, known)].tolist())
    return [
        _finding(inspection, pair, turned)
        for pair in sure_pairs(inspection, {Lang.EN: segments, Lang.JA: frozenset()}, by_part=True)
        if (turned := next(opposites_in(pair), None))
    ]


def opposites_in(pair: PairWords) -> Iterator[_Turned]:
    """The English words of a pair whose translation has the opposite meaning, sentence by sentence."""
    for part in pair.parts:
        yield from _turned(part)


def _turned(pair: PairWords) -> Iterator[_Turned]:
    english = {key: word for word in reversed(pair.prose[Lang.EN]) for key in keys(word.form)}
    text = "".join(text for _, text in pair.texts[Lang.JA])
    candidates = [
        (word, contrast)
        for key, word in english.items()
        if not (word.form.name and word is not pair.prose[Lang.EN][0])
        for contrast in contrasts().get(key, ())
        if not contrast.other.stems & english.keys()
        and (contrast.relation == "word" or any(written in text for written in contrast.other.words))
    ]
    if not candidates or len(pair.words[Lang.EN]) > _LONGEST:
        return
    for word, contrast in candidates:
        if _is_said(pair, contrast.concept, contrast.other, text):
            continue
        for place in _places(pair, contrast, word):
            if _is_turned(pair, contrast, word, place):
                yield _Turned(word, place, contrast)
                break


def _is_turned(pair: PairWords, contrast: Contrast, word: Word, place: Sequence[Word]) -> bool:
    """Whether Japanese words translate an English word by the other concept of a contrast."""
    if _ADVERB.match(pair.bitext.en.text, word.start) or _is_denied(pair, word, place):
        return False
    if _is_explained(pair, contrast.concept, contrast.other, word, place):
        return False
    if word.lemma in _RELATIONS and _REMAINDER.match(pair.bitext.ja.text, place[-1].end):
        return False
    if _FIXED.match(pair.bitext.ja.text, place[-1].end) or (contrast.is_converse and not _is_same_subject(pair, word)):
        return False
    return not _needs_role(word, place) or _in_same_role(pair, word, place)


def _is_same_subject(pair: PairWords, word: Word) -> bool:
    """Whether an English verb has the same subject as the Japanese sentence. If not, its converse may be right."""
    before = [other for other in pair.prose[Lang.EN] if other.start < word.start]
    if any(other.text.casefold() in _BE for other in before[-2:]):
        return False
    subject = next((other for other in reversed(before) if other.content), None)
    text = pair.bitext.ja.text
    return subject is not None and any(_SUBJECT.match(text, other.end) for other in pair.counterparts(subject, Lang.EN))


def _places(pair: PairWords, contrast: Contrast, relation: Word) -> Iterator[Sequence[Word]]:
    """The Japanese words that say the opposite and not the concept: its words, then compounds with its kanji."""
    concept, opposite = contrast.concept, contrast.other
    japanese = pair.prose[Lang.JA]
    for lemmas in opposite.lemmas:
        if lemmas not in concept.lemmas and (place := _place(japanese, lemmas)) is not None:
            yield place
    if contrast.relation == "sibling":
        return
    is_relation = bool(concept.stems & _RELATIONS)
    for word in japanese:
        if word.form.part != "名詞" or word.form.name or len(word.text) != _COMPOUND:
            continue
        # 後半 says nothing about what is before or after. 食後 does where the English has the meal.
        if is_relation and not _holds_its_noun(pair, relation, word):
            continue
        kanji = opposite.kanji & set(word.text)
        # 右岸 has the mirror image 左岸; 気温 has none.
        if any(_is_a_word(word.text.replace(one, other)) for one in kanji for other in concept.kanji):
            yield [word]


def _holds_its_noun(pair: PairWords, relation: Word, compound: Word) -> bool:
    """Whether a Japanese compound contains the noun that an English relation is about: before meals, 食後."""
    kanji = set(compound.text) - _RELATION_KANJI
    translations = pair.lexicon.translations
    return len(kanji) == 1 and any(
        kanji & set(lemma) for noun in _governed(pair, relation)[:1] for lemma in translations.get(noun.lemma, ())
    )


def _governed(pair: PairWords, relation: Word) -> Sequence[Word]:
    """The English content words that a relation may be about, nearest first."""
    words = (word for word in pair.prose[Lang.EN] if word.content and word.lemma != relation.lemma)
    return [word for word in words if 0 <= word.start - relation.end <= _GOVERNED[Lang.EN]]


@lru_cache(maxsize=10_000)
def _is_a_word(written: str) -> bool:
    """Whether the dictionary of Japanese has a word."""
    words = split_words(written, Lang.JA)
    return len(words) == 1 and words[0].form.reading is not None


def _needs_role(word: Word, place: Sequence[Word]) -> bool:
    """Whether a word has so many meanings that the words around it must translate each other too."""
    return word.lemma in _RELATIONS or len(place[0].text) == 1 or not (len(place) > 1 or len(place[0].text) > _COMPOUND)


def _in_same_role(pair: PairWords, word: Word, place: Sequence[Word]) -> bool:
    """Whether a content word near an English word has a translation near the Japanese one."""
    english = [one for one in pair.prose[Lang.EN] if one.content and one.lemma != word.lemma]
    if not english:
        return True  # there is nothing else that the Japanese word could be about
    governed = _governed(pair, word)
    if word.lemma in _RELATIONS and governed:
        if len(place[0].text) == _COMPOUND and _holds_its_noun(pair, word, place[0]):
            return True
        # The noun stands after an English relation, and before a Japanese one: after the meal, 食事の前.
        reach = range(place[0].start - _GOVERNED[Lang.JA], place[0].start)
        return any(other.start in reach for one in governed for other in pair.counterparts(one, Lang.EN))
    near = sorted(english, key=lambda one: max(one.start - word.end, word.start - one.end))[:_NEIGHBOURS]
    low, high = place[0].start - _AROUND, place[-1].end + _AROUND
    return any(low <= other.start and other.end <= high for one in near for other in pair.counterparts(one, Lang.EN))


def _is_whole(concept: Concept, place: Sequence[Word]) -> bool:
    return tuple(word.lemma for word in place) in concept.lemmas


def _is_denied(pair: PairWords, word: Word, place: Sequence[Word]) -> bool:
    """Whether a negation is about a word or its translation: did not fall, 上昇した."""
    english, japanese = pair.polarity[Lang.EN], pair.polarity[Lang.JA]
    denied = {head.lemma for side in (english, japanese) for denial in side.denials for head in denial.heads}
    if word.lemma in denied or any(one.lemma in denied for one in place):
        return True
    if _is_turned_again(pair, word, place):
        return True
    if bool(english.denials) == bool(japanese.denials):
        return False
    clauses = ((pair.clause(word, Lang.EN), english), (pair.clause(place[0], Lang.JA), japanese))
    return any(clause.start <= denial.span.start < clause.end for clause, side in clauses for denial in side.denials)


def _is_turned_again(pair: PairWords, word: Word, place: Sequence[Word]) -> bool:
    """Whether a word beside an opposite turns it again: lost hope, 忘れずに, 貸していただく."""
    end = place[-1].end
    return (
        any(0 <= word.start - cue.end <= _NEAR_EN for cue in pair.polarity[Lang.EN].cues)
        or any(word.start < idiom.end and idiom.start < word.end for idiom in pair.polarity[Lang.EN].idioms)
        or any(idiom.start <= end + _NEAR_JA and end <= idiom.end for idiom in pair.polarity[Lang.JA].idioms)
        or _FAVOUR.match(pair.bitext.ja.text, end) is not None
    )


def _place(words: Sequence[Word], lemmas: tuple[str, ...]) -> Sequence[Word] | None:
    """The first words with these lemmas in a row, without a prefix that denies them: 不適格."""
    size = len(lemmas)
    for k in range(len(words) - size + 1):
        if k and words[k - 1].end == words[k].start and words[k - 1].text in _NEGATING:
            continue
        if words[k].form.name:
            continue
        if words[k].lemma == lemmas[0] and tuple(word.lemma for word in words[k : k + size]) == lemmas:
            return words[k : k + size]
    return None


def _is_said(pair: PairWords, concept: Concept, opposite: Concept, text: str) -> bool:
    """Whether the Japanese says anything of a concept: its words, a known translation, or a kanji that it alone has."""
    opposite_text = "".join(opposite.words)
    kanji = {word[0] for word in concept.words if HAN_RUN.match(word)} - set(opposite_text)
    if any(character in text for character in kanji) or any(word in text for word in concept.words if len(word) > 1):
        return True
    if any(_place(pair.words[Lang.JA], lemmas) is not None for lemmas in concept.lemmas):
        return True
    there = pair.by_lemma[Lang.JA].keys()
    translations = pair.lexicon.translations
    own = {lemmas[0] for lemmas in opposite.lemmas}
    return any((translations.get(stem_, {}).keys() & there) - own for stem_ in concept.stems & _stems(pair))


def _is_explained(pair: PairWords, concept: Concept, opposite: Concept, word: Word, said: Sequence[Word]) -> bool:
    """Whether another English word of the pair is translated by the Japanese words, by the lexicon or the tables.

    A word that is also translated by the same compound with the other kanji explains nothing: bank is 左岸 and 右岸.
    """
    lemma = said[0].lemma
    lemmas = tuple(word.lemma for word in said)
    others = (other for other in pair.words[Lang.EN] if other.lemma not in concept.stems and other.lemma != word.lemma)
    if any(lemmas in contrast.concept.lemmas for other in others for contrast in contrasts_of(other.form)):
        return True
    mirrored = {lemma.replace(old, new) for old in opposite.kanji & set(lemma) for new in concept.kanji}
    translations = (pair.lexicon.translations.get(stem_, {}) for stem_ in _stems(pair) - concept.stems - {word.lemma})
    return any(lemma in found and mirrored.isdisjoint(found) for found in translations)


def _stems(pair: PairWords) -> set[str]:
    return {word.lemma for word in pair.words[Lang.EN]}


def _finding(inspection: Inspection, pair: PairWords, turned: _Turned) -> Finding:
    spans = {
        Lang.EN: Span(turned.english.start, turned.english.end),
        Lang.JA: Span(turned.japanese[0].start, turned.japanese[-1].end),
    }
    return pair_finding(
        inspection,
        pair,
        FindingKind.OPPOSITE,
        turned.contrast.relation,
        spans,
        message="opposite" if turned.contrast.relation == "word" else "sibling",
        certainty=_CERTAINTY,
        evidence={
            "in_role": _in_same_role(pair, turned.english, turned.japanese),
            "converse": turned.contrast.is_converse,
            "compound": not _is_whole(turned.contrast.other, turned.japanese),
            "en_negations": len(pair.polarity[Lang.EN].denials),
            "ja_negations": len(pair.polarity[Lang.JA].denials),
        },
    )
