"""Finds expressions that recur in a text: sequences of content words, and single nouns, by their dictionary forms."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.evidence.occurrences import first_rows, numbered
from aligner.findings.wording.variants import Use
from aligner.model import Lang, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aligner.arrays import Bools, Ints64
    from aligner.evidence.occurrences import Places
    from aligner.evidence.words import Form, Words
    from aligner.findings.inspection import Inspection
    from aligner.model import Bead

#: Maximum words of an expression.
_LONGEST = 3
#: Minimum letters of an English word in an expression.
_SHORT = 3
#: Text that may be between the words of an expression.
_BETWEEN = {Lang.EN: frozenset(" -\n"), Lang.JA: frozenset({""})}
_NOUN = frozenset({"名詞", "接頭辞", "接尾辞"})
#: Suffixes of adjectives, participles and adverbs, which are translated freely.
_NO_NOUN = re.compile(r"(?:al|ous|tive|ing|ed|ly|ful)s?$")


class Place(NamedTuple):
    """The first occurrence of an expression in a pair."""

    bead: int
    use: Use


class Expression(NamedTuple):
    """An expression by the dictionary forms of its words, with its place in every pair that contains it."""

    words: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def text(self) -> str:
        """The most frequent form."""
        texts = [place.use.text for place in self.places]
        return max(dict.fromkeys(texts), key=texts.count)


def repeated_expressions(
    inspection: Inspection,
    lang: Lang,
    beads: Sequence[Bead],
    *,
    least: int,
    wanted: Callable[[tuple[str, ...], int], bool],
) -> list[Expression]:
    """Return the expressions that occur in at least ``least`` of the pairs, in order of first occurrence.

    ``wanted`` selects them by the dictionary forms of their words and the number of pairs.
    """
    document, words = inspection.alignment.bitext.side(lang), inspection.reading(lang).words
    pair, held = _held(words, lang, beads, len(document.segments))
    places, form = words.places.take(held), words.form[held]
    lemmas, lemma_of = numbered(form.lemma for form in words.forms)
    lemma = lemma_of[form]
    # A word that occurs in fewer pairs is part of no expression.
    often = np.bincount(lemma[first_rows(pair * len(lemmas) + lemma)], minlength=len(lemmas)) >= least
    fit = np.fromiter((_is_fit(form, lang) for form in words.forms), np.bool_, len(words.forms))
    counts = fit[form] & often[lemma]
    first, last, key = _groups(lemma, counts, _follows(counts, places, document.text, lang))
    rows = _firsts(pair[last], key)
    columns = (first, last, pair[last], places.segment[last], places.start[first], places.end[last])
    groups: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for key_of_group, group in zip(
        key[rows].tolist(), zip(*(column[rows].tolist() for column in columns), strict=True), strict=True
    ):
        groups[key_of_group].append(group)
    expressions = []
    for same in groups.values():
        if len(same) >= least:
            (low, high, *_), *_ = same
            expressed = tuple([lemmas[k] for k in lemma[low : high + 1].tolist()])
            if wanted(expressed, len(same)):
                at = [_place(document.text, beads[k].id, segment, Span(*span)) for _, _, k, segment, *span in same]
                expressions.append(Expression(expressed, tuple(at)))
    return [expression for expression in expressions if _is_term(expression, lang)]


def _held(words: Words, lang: Lang, beads: Sequence[Bead], segments: int) -> tuple[Ints64, Ints64]:
    """Return the words of some pairs, pair by pair: the index of the pair, and the row of the word."""
    pair_of = np.full(segments, -1)
    for place, bead in enumerate(beads):
        pair_of[list(bead.side(lang))] = place
    pair = pair_of[words.places.segment]
    rows = np.argsort(pair, kind="stable")[np.count_nonzero(pair < 0) :]
    return pair[rows], rows


def _is_fit(form: Form, lang: Lang) -> bool:
    """Whether a word can be part of a term."""
    return form.content and (len(form.text) >= _SHORT if lang is Lang.EN else form.part in _NOUN)


def _follows(counts: Bools, places: Places, text: str, lang: Lang) -> Bools:
    """Return which counted words follow another counted word of the same expression."""
    follows: Bools = counts & np.append(False, counts[:-1]) & (np.diff(places.segment, prepend=-1) == 0)
    rows = np.flatnonzero(follows)
    between = zip(places.end[rows - 1].tolist(), places.start[rows].tolist(), strict=True)
    follows[rows] = [text[end:start] in _BETWEEN[lang] for end, start in between]
    return follows


def _groups(lemma: Ints64, counts: Bools, follows: Bools) -> tuple[Ints64, Ints64, Ints64]:
    """Return groups of one to `_LONGEST` consecutive words, by end, the longest first: first word, last word, key.

    Groups of the same dictionary forms have the same key.
    """
    number = np.unique(lemma[counts])
    own = np.searchsorted(number, lemma) + 1
    key, ends, columns = own, counts, []
    for size in range(1, _LONGEST + 1):
        last = np.flatnonzero(ends)
        columns.append((last - size + 1, last, key[last]))
        ends = follows & np.append(False, ends[:-1])
        # There are thousands of recurring words, so three of their indices fit in 64 bits.
        key = np.append(0, key[:-1]) * (len(number) + 1) + own
    first, last, key = map(np.concatenate, zip(*columns, strict=True))
    order = np.lexsort((first, last))
    return first[order], last[order], key[order]


def _firsts(pair: Ints64, key: Ints64) -> Ints64:
    """Return the rows of the first occurrence of each group in each pair, in order."""
    kind = np.unique(key, return_inverse=True)[1]
    return np.sort(first_rows(pair * (len(kind) + 1) + kind))


def _place(text: str, bead: int, segment: int, span: Span) -> Place:
    return Place(bead, Use(" ".join(text[slice(*span)].split()), segment, span))


def _is_term(expression: Expression, lang: Lang) -> bool:
    """Whether words can be an expression: not a name, and a single word only if it is a noun with one form."""
    texts = {place.use.text for place in expression.places}
    if lang is Lang.JA:
        return len(expression.words) > 1 or len(min(texts, key=len)) > 1
    if not any(re.split(r"[ \-]", text)[-1].islower() for text in texts):
        return False
    forms = {text.casefold().removesuffix("s") for text in texts}
    return len(expression.words) > 1 or (len(forms) == 1 and not _NO_NOUN.search(forms.pop()))
