"""Where the terms of a glossary stand in a document, whatever their inflection.

A term is a row of words. English words are compared by stem, an abbreviation in capitals as it is written (US is not
us); Japanese words that inflect by their dictionary form (見積もる, 見積もった), all others as they are spelled,
since a glossary is about spelling (サーバ is not サーバー). Of terms that overlap the longest counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.evidence.glossary.terms import NO_GLOSSARY, Status
from aligner.evidence.name_candidates import Mentions
from aligner.evidence.occurrences import Places, numbered
from aligner.evidence.words import split_words
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aligner.evidence.glossary.terms import Glossary
    from aligner.evidence.words import Form, Word, Words
    from aligner.model import Bitext

_INFLECTING = frozenset({"動詞", "形容詞", "助動詞"})
#: What may stand between two words of a term.
_BETWEEN = {Lang.EN: re.compile(r"[\s\-\u2010\u2011]{0,3}"), Lang.JA: re.compile(r"[\s・\-]?")}
#: Words that a glossary gives with a term and a text does without: "to sign", 開発する, 高品質な.
_LEADING = frozenset({"to", "a", "an", "the"})
_TRAILING = frozenset({"為る", "だ"})


@dataclass(frozen=True)
class Terms:
    """A glossary and where its terms stand; mentions are keyed by the term as the glossary has it."""

    glossary: Glossary
    en: Mentions
    ja: Mentions

    def side(self, lang: Lang) -> Mentions:
        """The mentions in a language."""
        return self.en if lang is Lang.EN else self.ja

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The terms that may render each other and stand in both texts."""
        for entry in self.glossary.entries:
            if entry.status is Status.ALLOWED and entry.en in self.en.number and entry.ja in self.ja.number:
                yield entry.en, entry.ja


_NOWHERE = Mentions([], Places(*np.zeros((3, 0), np.int64)), np.zeros(0, np.int64))
NO_TERMS = Terms(NO_GLOSSARY, _NOWHERE, _NOWHERE)


def read_terms(glossary: Glossary, en: Words, ja: Words, bitext: Bitext) -> Terms:
    """The glossary's terms in both documents, given their words."""
    if not glossary.entries:
        return NO_TERMS
    found = (
        find_terms(glossary.terms(lang), lang, words, bitext.side(lang).text)
        for lang, words in ((Lang.EN, en), (Lang.JA, ja))
    )
    return Terms(glossary, *found)


def find_terms(terms: Iterable[str], lang: Lang, words: Words, text: str) -> Mentions:
    """Where some terms stand in a document, in order and without overlap.

    Args:
        terms: what is looked for.
        lang: its language, and that of the document.
        words: the words of the document's segments.
        text: the document's text.
    """
    found = list(_mentions(_patterns(terms, lang), lang, words, text))
    keys, key = numbered([mention.term for mention in found])
    rows = [(mention.segment, mention.start, mention.end) for mention in found]
    return Mentions(keys, Places(*np.array(rows, np.int64).reshape(-1, 3).T), key)


class _Mention(NamedTuple):
    segment: int
    start: int
    end: int
    term: str


#: First key of a term → (keys, term), longest first.
_Patterns = dict[str, list[tuple[tuple[str, ...], str]]]


def _patterns(terms: Iterable[str], lang: Lang) -> _Patterns:
    found: _Patterns = defaultdict(list)
    for term in terms:
        if keys := _term_keys(term, lang):
            found[keys[0]].append((keys, term))
    for patterns in found.values():
        patterns.sort(key=lambda pattern: (-len(pattern[0]), pattern))
    return found


def _term_keys(term: str, lang: Lang) -> tuple[str, ...]:
    """The key of every word of a term, without what a text may do without."""
    forms = [word.form for word in split_words(term, lang)]
    if lang is Lang.EN and len(forms) > 1 and forms[0].text.casefold() in _LEADING:
        forms = forms[1:]
    if lang is Lang.JA and len(forms) > 1 and forms[-1].lemma in _TRAILING:
        forms = forms[:-1]
    return tuple(_keys(form, lang)[0] for form in forms)


def _keys(form: Form, lang: Lang) -> tuple[str, ...]:
    """What a word is compared by, its own way of being a term first."""
    if lang is Lang.JA:
        return (form.lemma if form.part in _INFLECTING else form.text.casefold(),)
    spelled = "=" + form.text
    return (spelled, form.lemma) if len(form.text) > 1 and form.text.isupper() else (form.lemma,)


def _mentions(patterns: _Patterns, lang: Lang, words: Words, text: str) -> Iterator[_Mention]:
    keys = [_keys(form, lang) for form in words.forms]
    segments, forms, row = words.places.segment.tolist(), words.form.tolist(), list(words)
    known = [any(key in patterns for key in some) for some in keys]
    end = 0
    for k, form in enumerate(forms):
        if not known[form] or k < end:
            continue
        # All but the first word of a term are compared where it could be.
        near = [keys[other] for other in forms[k : k + _LONGEST]]
        for term_keys, term in _candidates(patterns, keys[form]):
            size = len(term_keys)
            if size <= len(near) and all(map(_holds, near, term_keys)) and _together(row[k : k + size], lang, text):
                yield _Mention(segments[k], row[k].start, row[k + size - 1].end, term)
                end = k + size
                break


#: Words of the longest term that is looked for.
_LONGEST = 12


def _holds(keys: Sequence[str], wanted: str) -> bool:
    return wanted in keys


def _candidates(
    patterns: Mapping[str, list[tuple[tuple[str, ...], str]]], keys: Sequence[str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for key in keys:
        yield from patterns.get(key, ())


def _together(row: Sequence[Word], lang: Lang, text: str) -> bool:
    """Whether words follow one another with no more between them than a term has."""
    between = (text[one.end : other.start] for one, other in pairwise(row))
    return all(_BETWEEN[lang].fullmatch(gap) for gap in between)
