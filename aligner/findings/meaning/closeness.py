"""How closely the two sides of a pair translate each other.

Owns which words are no evidence for a translation, and what counts as one clause. Read next: `polarity`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.evidence.words import Word
    from aligner.findings.meaning.pair_words import PairWords

#: Classes of Japanese words, and words, that translate nearly anything.
_WEAK_PARTS = frozenset({"代名詞", "連体詞", "感動詞", "接頭辞", "接尾辞"})
_WEAK_JAPANESE = frozenset(
    {"為る", "様", "言う", "成る", "有る", "居る", "物", "事", "人", "為", "呼ぶ", "然う", "そう", "何", "又"}
)
_WEAK_WORDS = _WEAK_JAPANESE | {"時", "訳", "国", "所", "置く", "make", "take", "get", "give", "put", "way", "thing"}
#: Maximum content words of a side that is one clause.
_CLAUSE_WORDS = 12


def is_weak(word: Word) -> bool:
    """Whether a word translates too many others to be evidence for one of them."""
    return word.form.part in _WEAK_PARTS or word.lemma in _WEAK_WORDS


def share_translated(pair: PairWords) -> float:
    """Share of the Japanese content words that have a translation on the English side; 0 for fewer than 2 of them."""
    words = [word for word in pair.words[Lang.JA] if word.content and not is_weak(word)]
    linked = sum(any(True for _ in pair.counterparts(word, Lang.JA)) for word in words)
    return linked / len(words) if linked > 1 else 0.0


def is_one_clause(pair: PairWords) -> bool:
    """Whether each side is one short clause, so that a negation denies all of it."""
    return all(
        sum(word.content for word in words) <= _CLAUSE_WORDS and pair.clause(words[0], lang).end >= words[-1].end
        for lang, words in pair.words.items()
        if words
    )
