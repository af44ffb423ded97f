"""How a pair is divided into parts that are compared: sentence by sentence, or clause by clause.

Owns where a sentence and a clause end. A sentence beside several ones is divided into its clauses, if each clause has
words in common with one of these. Read next: `sentence_pairs`, which aligns the sentences.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.findings.meaning.sentence_pairs import align_sentences
from aligner.model import LANGS, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.evidence.words import Word
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.findings.meaning.sentence_pairs import Part

    #: Sentences or clauses of each side, each with its offset in the document.
    Texts = Mapping[Lang, Sequence[tuple[int, str]]]

#: A sentence with the marks that end it.
_SENTENCE = {
    Lang.EN: re.compile(r"(?:[^.!?]|[.!?](?![\"')]*(?:\s|$)))+[.!?]*[\"')]*"),
    Lang.JA: re.compile("[^。！？?]+[。！？?]*[」』）]*"),
}
#: What is before a clause that has its own subject: ", and you may", ますが、.
_CLAUSE_START = {
    Lang.EN: re.compile(
        r";\s+|,\s+(?=(?:and|but|or|so|yet|while|whereas)\s+(?:I|you|he|she|it|we|they|th(?:is|at|ese|ose|ere|e)|an?|no"
        r"|its|their|your|his|her|our|my|each|any|all|such)\b)",
        re.IGNORECASE,
    ),
    Lang.JA: re.compile("(?:[るたいすんだ]が|[るたいす]し|けれども?)、|；"),
}


def split_sentences(texts: Sequence[tuple[int, str]], lang: Lang) -> Sequence[tuple[int, str]]:
    """The sentences of some texts, each with its offset in the document."""
    return [
        (start + match.start(), match.group())
        for start, text in texts
        for match in _SENTENCE[lang].finditer(text)
        if match.group().strip()
    ]


def by_sentence(pair: PairWords) -> Sequence[PairWords]:
    """The sentences of a pair that translate each other; the pair itself if it cannot be divided."""
    if all(len(sentences) == 1 for sentences in pair.sentences.values()):
        return [pair]
    parts = _aligned(pair, pair.sentences)
    if len(parts) == 1:
        return [pair]
    # Sentences that share no words stand in their places if all others are paired one to one.
    is_parallel = all(len(part.en) == len(part.ja) == 1 for part in parts)
    return [_part(pair, pair.sentences, part) for part in parts if part.links or is_parallel]


def by_clause(pair: PairWords) -> Sequence[PairWords]:
    """The clauses of a sentence beside the sentences that translate them; the pair itself if it cannot be divided."""
    fewer, more = sorted(LANGS, key=lambda lang: len(pair.sentences[lang]))
    if len(pair.sentences[fewer]) == len(pair.sentences[more]):
        return [pair]
    clauses = [clause for sentence in pair.sentences[fewer] for clause in _clauses(*sentence, fewer)]
    if len(clauses) == len(pair.sentences[fewer]):
        return [pair]
    texts = {fewer: clauses, more: pair.sentences[more]}
    parts = _aligned(pair, texts)
    return [_part(pair, texts, part) for part in parts] if all(part.links for part in parts) else [pair]


def _clauses(start: int, sentence: str, lang: Lang) -> Iterator[tuple[int, str]]:
    bounds = [0, *(match.end() for match in _CLAUSE_START[lang].finditer(sentence)), len(sentence)]
    return ((start + low, sentence[low:high]) for low, high in pairwise(bounds) if sentence[low:high].strip())


def _aligned(pair: PairWords, texts: Texts) -> Sequence[Part]:
    return align_sentences(_links(pair, texts), len(texts[Lang.EN]), len(texts[Lang.JA]))


def _links(pair: PairWords, texts: Texts) -> set[tuple[int, int, int]]:
    """The words that translate each other: number, English text, Japanese text."""
    words_of = {lang: [words_within(pair.prose[lang], *text) for text in texts[lang]] for lang in LANGS}
    japanese: dict[str, set[int]] = {}
    for k, words in enumerate(words_of[Lang.JA]):
        for word in words:
            if word.content:
                japanese.setdefault(word.lemma, set()).add(k)
    return {
        (word.start, k, other)
        for k, words in enumerate(words_of[Lang.EN])
        for word in words
        if word.content
        for lemma in pair.lexicon.translations.get(word.lemma, {}).keys() & japanese.keys()
        for other in japanese[lemma]
    }


def _part(pair: PairWords, texts: Texts, part: Part) -> PairWords:
    """Some sentences or clauses of both sides as a pair."""
    own = {lang: [texts[lang][k] for k in numbers] for lang, numbers in ((Lang.EN, part.en), (Lang.JA, part.ja))}
    words = {lang: [word for text in own[lang] for word in words_within(pair.words[lang], *text)] for lang in LANGS}
    return replace(pair, texts=own, words=words)


def words_within(words: Sequence[Word], start: int, text: str) -> Sequence[Word]:
    """The words that begin in a text."""
    return [word for word in words if start <= word.start < start + len(text)]
