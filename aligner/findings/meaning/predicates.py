"""The phrase that a message quotes for a word: the predicate that the word belongs to.

Owns how far a quotation reaches. A Japanese noun is quoted as far as the predicate of its clause (意見が分かれている),
and a verb with its endings (吐かせる). An English word is quoted from the verb before it, or as far as the verb after
it (waste will be left). Read next: `polarity`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.model import Lang, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.words import Word
    from aligner.findings.meaning.pair_words import PairWords

#: Maximum characters between a word and the end of its predicate.
_REACH = {Lang.EN: 40, Lang.JA: 20}
#: English words that are a predicate, or begin one.
_VERBS = re.compile(
    "am|is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should"
)
#: English words with which another clause begins.
_CLAUSES = re.compile(
    "that|which|who|whom|whose|because|when|where|if|after|before|while|until|although|though|since|and|but|or"
)
#: Classes of Japanese words that are a predicate.
_PREDICATES = frozenset({"動詞", "形容詞", "助動詞"})
#: Classes of Japanese words that end a predicate, and particles and verbs that do.
_ENDINGS = frozenset({"助動詞", "接尾辞"})
_PARTICLES = frozenset({"て", "で"})
_AUXILIARIES = frozenset({"居る", "有る", "為る", "出来る", "下さる", "置く", "仕舞う", "来る", "行く", "頂く", "貰う"})


def predicate_of(pair: PairWords, word: Word, lang: Lang) -> Span:
    """The span of the phrase that is quoted for a word, inside its clause."""
    clause = pair.clause(word, lang)
    words = [other for other in pair.prose[lang] if clause.start <= other.start and other.end <= clause.end]
    position = next((k for k, other in enumerate(words) if other.start == word.start), None)
    if position is None:
        return Span(word.start, word.end)
    return (_english if lang is Lang.EN else _japanese)(words, position)


def _english(words: Sequence[Word], position: int) -> Span:
    word = words[position]
    start = position
    for k in range(position - 1, -1, -1):
        written = words[k].text.casefold()
        if _CLAUSES.fullmatch(written) or word.start - words[k].start > _REACH[Lang.EN]:
            break
        if _VERBS.fullmatch(written):
            start = k
        elif start < position:
            break
    if start < position:
        return Span(words[start].start, word.end)
    return Span(word.start, _end_of_verb(words, position))


def _end_of_verb(words: Sequence[Word], position: int) -> int:
    """The end of the verb after a subject; the end of the word itself if no verb follows in its clause."""
    is_verb = False
    for other in words[position + 1 :]:
        written = other.text.casefold()
        if other.end - words[position].end > _REACH[Lang.EN] or (_CLAUSES.fullmatch(written) and not is_verb):
            break
        if is_verb and other.content:
            return other.end
        is_verb = is_verb or _VERBS.fullmatch(written) is not None
    return words[position].end


def _japanese(words: Sequence[Word], position: int) -> Span:
    start = position
    while start and words[start - 1].end == words[start].start and _is_one_noun(words[start - 1], words[start]):
        start -= 1
    end = words[position].end
    is_predicate = words[position].form.part in _PREDICATES
    for before, word in pairwise(words[position:]):
        if before.end != word.start or word.end - words[position].end > _REACH[Lang.JA]:
            break
        if is_predicate and not _is_ending(word):
            break
        is_predicate = is_predicate or word.form.part in _PREDICATES
        if is_predicate or _is_one_noun(before, word):
            end = word.end
    return Span(words[start].start, end)


def _is_one_noun(word: Word, after: Word) -> bool:
    """Whether two words in a row are one compound noun."""
    return word.form.part in {"名詞", "接頭辞"} and after.form.part in {"名詞", "接尾辞"}


def _is_ending(word: Word) -> bool:
    return word.form.part in _ENDINGS or word.text in _PARTICLES or word.lemma in _AUXILIARIES
