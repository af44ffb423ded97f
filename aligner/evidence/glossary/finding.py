"""Finds the terms of a glossary in a document, in any inflection.

A term is a sequence of words. English words are compared by stem, abbreviations in capitals as written (US is not us).
Japanese words that inflect are compared by dictionary form (見積もる, 見積もった), all others as written, since a
glossary prescribes spelling (サーバ is not サーバー). Of overlapping terms the longest counts.
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
#: Characters that may separate two words of a term.
_BETWEEN = {Lang.EN: re.compile(r"[\s\-\u2010\u2011]{0,3}"), Lang.JA: re.compile(r"[\s・\-]?")}
#: Words that a glossary adds to a term and a text may omit: "to sign", 開発する, 高品質な.
_LEADING = frozenset({"to", "a", "an", "the"})
_TRAILING = frozenset({"為る", "だ"})


@dataclass(frozen=True)
class Terms:
    """A glossary and the mentions of its terms; the key of a mention is the term as in the glossary."""

    glossary: Glossary
    en: Mentions
    ja: Mentions

    def side(self, lang: Lang) -> Mentions:
        """The mentions in a language."""
        return self.en if lang is Lang.EN else self.ja

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The pairs of allowed terms of which both occur in the texts."""
        for entry in self.glossary.entries:
            if entry.status is Status.ALLOWED and entry.en in self.en.number and entry.ja in self.ja.number:
                yield entry.en, entry.ja


_NOWHERE = Mentions([], Places(*np.zeros((3, 0), np.int64)), np.zeros(0, np.int64))
NO_TERMS = Terms(NO_GLOSSARY, _NOWHERE, _NOWHERE)


def read_terms(glossary: Glossary, en: Words, ja: Words, bitext: Bitext) -> Terms:
    """Finds the glossary's terms in both documents, given their words."""
    if not glossary.entries:
        return NO_TERMS
    mentions = (
        find_terms(glossary.terms(lang), lang, words, bitext.side(lang).text)
        for lang, words in ((Lang.EN, en), (Lang.JA, ja))
    )
    return Terms(glossary, *mentions)


def find_terms(terms: Iterable[str], lang: Lang, words: Words, text: str) -> Mentions:
    """Finds terms in a document, in order and without overlap.

    Args:
        terms: the terms.
        lang: the language of the terms and the document.
        words: the words of the document's segments.
        text: the document's text.
    """
    mentions = list(_mentions(_patterns(terms, lang), lang, words, text))
    keys, key = numbered([mention.term for mention in mentions])
    rows = [(mention.segment, mention.start, mention.end) for mention in mentions]
    return Mentions(keys, Places(*np.array(rows, np.int64).reshape(-1, 3).T), key)


class _Mention(NamedTuple):
    segment: int
    start: int
    end: int
    term: str


#: First key of a term → (keys, term), longest first.
_Patterns = dict[str, list[tuple[tuple[str, ...], str]]]


def _patterns(terms: Iterable[str], lang: Lang) -> _Patterns:
    by_first_key: _Patterns = defaultdict(list)
    for term in terms:
        if keys := _term_keys(term, lang):
            by_first_key[keys[0]].append((keys, term))
    for patterns in by_first_key.values():
        patterns.sort(key=lambda pattern: (-len(pattern[0]), pattern))
    return by_first_key


def _term_keys(term: str, lang: Lang) -> tuple[str, ...]:
    """The key of every word of a term, without words that a text may omit."""
    forms = [word.form for word in split_words(term, lang)]
    if lang is Lang.EN and len(forms) > 1 and forms[0].text.casefold() in _LEADING:
        forms = forms[1:]
    if lang is Lang.JA and len(forms) > 1 and forms[-1].lemma in _TRAILING:
        forms = forms[:-1]
    return tuple(_keys(form, lang)[0] for form in forms)


def _keys(form: Form, lang: Lang) -> tuple[str, ...]:
    """The keys by which a word is compared; the first is the key of the word as part of a term."""
    if lang is Lang.JA:
        return (form.lemma if form.part in _INFLECTING else form.text.casefold(),)
    spelled = "=" + form.text
    return (spelled, form.lemma) if len(form.text) > 1 and form.text.isupper() else (form.lemma,)


def _mentions(patterns: _Patterns, lang: Lang, words: Words, text: str) -> Iterator[_Mention]:
    keys = [_keys(form, lang) for form in words.forms]
    segments, forms, row = words.places.segment.tolist(), words.form.tolist(), list(words)
    known = [any(key in patterns for key in form_keys) for form_keys in keys]
    end = 0
    for k, form in enumerate(forms):
        if not known[form] or k < end:
            continue
        # The other words of a term are compared only where its first word occurs.
        following_keys = [keys[other] for other in forms[k : k + _LONGEST]]
        for term_keys, term in _candidates(patterns, keys[form]):
            size = len(term_keys)
            if (
                size <= len(following_keys)
                and all(map(_holds, following_keys, term_keys))
                and _together(row[k : k + size], lang, text)
            ):
                yield _Mention(segments[k], row[k].start, row[k + size - 1].end, term)
                end = k + size
                break


#: Number of words in the longest term that is found.
_LONGEST = 12


def _holds(keys: Sequence[str], wanted: str) -> bool:
    return wanted in keys


def _candidates(
    patterns: Mapping[str, list[tuple[tuple[str, ...], str]]], keys: Sequence[str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    for key in keys:
        yield from patterns.get(key, ())


def _together(row: Sequence[Word], lang: Lang, text: str) -> bool:
    """Whether only separators that a term allows are between the words."""
    between = (text[one.end : other.start] for one, other in pairwise(row))
    return all(_BETWEEN[lang].fullmatch(gap) for gap in between)
