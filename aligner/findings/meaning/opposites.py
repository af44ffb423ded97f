"""A word that is translated by its opposite: an increase that became 減少, an export that became 輸入.

The opposites are data (``opposites.tsv``). A finding needs all of this: one side of a sure pair has a word; the
other side has a translation of its opposite and none of the word itself; no other word explains that translation; no
negation is about it, because a negation of the opposite has the same meaning (did not fall, 上昇した). If only one side
has a negation, nothing is compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.evidence.stemmer import stem
from aligner.evidence.words import split_words
from aligner.findings.meaning.pair_words import pair_finding, sure_pairs
from aligner.model import FindingKind, Lang, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.evidence.words import Form, Word
    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.model import Finding

#: An estimate. Readers found a smaller share on human translations (tests/judging/verdicts).
_CERTAINTY = 0.7
#: A word of the table that is compared as it is, not by its stem.
_EXACT = "="
#: Prefixes that deny the word after them.
_NEGATING = frozenset("不非無未反")
#: Maximum English words of a sentence. In a longer one, an opposite often has another meaning.
_LONGEST = 50
#: Characters of a compound that a kanji stands in.
_COMPOUND = 2
#: English stems that state a relation between two other words.
_RELATIONS = frozenset({"befor", "after", "prior", "later", "earlier", "abov", "below", "insid", "outsid"})
#: English content words next to a word, and Japanese characters around one, in which its role is compared.
_NEIGHBOURS, _AROUND = 4, 10
#: Characters between a word and another one that turns its meaning.
_NEAR_EN, _NEAR_JA = 5, 3
#: Auxiliaries that turn giving into receiving: 貸してもらう.
_FAVOUR = re.compile("(?:し)?て(?:もら|貰|いただ|頂|くれ|くだ|下さ)")
#: Scripts of which one character stands for a word: 増 in 増収.
_FIRST_KANJI, _LAST_KANJI = "一", "鿿"


@dataclass(frozen=True, slots=True)
class Concept:
    """One of two opposites.

    Attributes:
        stems: stems of its English words, or the words themselves where the table asks for them.
        words: its Japanese words.
        lemmas: the lemmas that each of these is written with.
        kanji: those of its Japanese words that are one character; they also stand inside compounds (左岸).
    """

    stems: frozenset[str]
    words: tuple[str, ...]
    lemmas: tuple[tuple[str, ...], ...]
    kanji: frozenset[str]


class _Turned(NamedTuple):
    """An English word, the Japanese words that say the opposite, and whether these are in the table as a whole."""

    english: Word
    japanese: Sequence[Word]
    is_word: bool


@cache
def _opposites() -> Mapping[str, Sequence[tuple[Concept, Concept]]]:
    """English stem → the concepts it stands for, each with its opposite."""
    table: dict[str, list[tuple[Concept, Concept]]] = {}
    for line in files(__package__).joinpath("opposites.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            english, japanese, other_english, other_japanese = line.split("\t")
            one, other = _concept(english, japanese), _concept(other_english, other_japanese)
            for concept, opposite in ((one, other), (other, one)):
                for word in concept.stems:
                    table.setdefault(word, []).append((concept, opposite))
    return table


def _concept(english: str, japanese: str) -> Concept:
    words = tuple(japanese.split())
    stems = frozenset(word.removeprefix(_EXACT) if word[0] == _EXACT else stem(word) for word in english.split())
    lemmas = (tuple(word.lemma for word in split_words(written, Lang.JA)) for written in words)
    kanji = frozenset(word for word in words if len(word) == 1 and _FIRST_KANJI <= word <= _LAST_KANJI)
    return Concept(stems, words, tuple(filter(None, lemmas)), kanji)


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every word whose translation says the opposite."""
    words = inspection.reading(Lang.EN).words
    known = [k for k, form in enumerate(words.forms) if not _opposites().keys().isdisjoint(_keys(form))]
    segments = frozenset(words.places.segment[np.isin(words.form, known)].tolist())
    return [
        _finding(inspection, pair, turned)
        for pair in sure_pairs(inspection, {Lang.EN: segments, Lang.JA: frozenset()})
        if (turned := next(opposites_in(pair), None))
    ]


def opposites_in(pair: PairWords) -> Iterator[_Turned]:
    """The English words of a pair whose translation says the opposite, sentence by sentence."""
    for part in pair.parts:
        yield from _turned(part)


def _turned(pair: PairWords) -> Iterator[_Turned]:
    english = {key: word for word in reversed(pair.prose[Lang.EN]) for key in _keys(word.form)}
    candidates = [
        (word, concept, opposite)
        for key, word in english.items()
        if not (word.form.name and word is not pair.prose[Lang.EN][0])
        for concept, opposite in _opposites().get(key, ())
        if not opposite.stems & english.keys()
    ]
    if not candidates or len(pair.words[Lang.EN]) > _LONGEST:
        return
    text = "".join(text for _, text in pair.texts[Lang.JA])
    for word, concept, opposite in candidates:
        if _is_said(pair, concept, opposite, text):
            continue
        for place in _places(pair, concept, opposite):
            if (
                not _is_denied(pair, word, place)
                and not _is_explained(pair, concept, opposite, word, place)
                and (not _needs_role(word, place) or _in_same_role(pair, word, place))
            ):
                yield _Turned(word, place, _is_whole(opposite, place))
                break


def _places(pair: PairWords, concept: Concept, opposite: Concept) -> Iterator[Sequence[Word]]:
    """The Japanese words that say the opposite and not the concept: its words, then compounds with its kanji."""
    japanese = pair.prose[Lang.JA]
    for lemmas in opposite.lemmas:
        if lemmas not in concept.lemmas and (place := _place(japanese, lemmas)) is not None:
            yield place
    # 後半 says nothing about what is before or after.
    for word in () if concept.stems & _RELATIONS else japanese:
        if (
            word.form.part == "名詞"
            and not word.form.name
            and len(word.text) == _COMPOUND
            and opposite.kanji & set(word.text)
        ):
            yield [word]


def _needs_role(word: Word, place: Sequence[Word]) -> bool:
    """Whether a word has so many meanings that the words around it must translate each other too."""
    return word.lemma in _RELATIONS or len(place[0].text) == 1 or not (len(place) > 1 or len(place[0].text) > _COMPOUND)


def _in_same_role(pair: PairWords, word: Word, place: Sequence[Word]) -> bool:
    """Whether a content word near an English word has a translation near the Japanese one."""
    english = [one for one in pair.prose[Lang.EN] if one.content and one.lemma != word.lemma]
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


def _keys(form: Form) -> set[str]:
    """What an English word is looked up by: its stem, and itself in the singular."""
    return {form.lemma, form.text.casefold().removesuffix("s")}


def _place(words: Sequence[Word], lemmas: tuple[str, ...]) -> Sequence[Word] | None:
    """The first words with these lemmas in a row, without a prefix that denies them: 不適格."""
    size = len(lemmas)
    for k in range(len(words) - size + 1):
        if k and words[k - 1].end == words[k].start and words[k - 1].text in _NEGATING:
            continue
        if words[k].lemma == lemmas[0] and tuple(word.lemma for word in words[k : k + size]) == lemmas:
            return words[k : k + size]
    return None


def _is_said(pair: PairWords, concept: Concept, opposite: Concept, text: str) -> bool:
    """Whether the Japanese says anything of a concept: its words, a known translation, or a kanji that it alone has."""
    opposite_text = "".join(opposite.words)
    kanji = {word[0] for word in concept.words if _FIRST_KANJI <= word[0] <= _LAST_KANJI} - set(opposite_text)
    if any(character in text for character in kanji) or any(word in text for word in concept.words if len(word) > 1):
        return True
    if any(_place(pair.words[Lang.JA], lemmas) is not None for lemmas in concept.lemmas):
        return True
    there = pair.by_lemma[Lang.JA].keys()
    translations = pair.lexicon.translations
    own = {lemmas[0] for lemmas in opposite.lemmas}
    return any((translations.get(stem_, {}).keys() & there) - own for stem_ in concept.stems & _stems(pair))


def _is_explained(pair: PairWords, concept: Concept, opposite: Concept, word: Word, said: Sequence[Word]) -> bool:
    """Whether another English word of the pair is translated by the Japanese words.

    A word that is also translated by the same compound with the other kanji explains nothing: bank is 左岸 and 右岸.
    """
    lemma = said[0].lemma
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
        "word",
        spans,
        message="opposite",
        certainty=_CERTAINTY,
        evidence={
            "found_by": "word" if turned.is_word else "kanji",
            "en_negations": len(pair.polarity[Lang.EN].denials),
            "ja_negations": len(pair.polarity[Lang.JA].denials),
        },
    )
