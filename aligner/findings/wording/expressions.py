"""Expressions that come back in a text: rows of content words, and single nouns, by their dictionary forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.wording.variants import Use
from aligner.model import Lang, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.model import Bead

#: Words of the longest expression that is followed.
_LONGEST = 3
#: Letters of an English word that is part of a term.
_SHORT = 3
#: What stands between the words of an expression.
_BETWEEN = {Lang.EN: re.compile(r"[ \-\n]"), Lang.JA: re.compile("")}
_NOUN = frozenset({"名詞", "接頭辞", "接尾辞"})
#: Suffixes of adjectives, participles and adverbs, which are rendered freely.
_NO_NOUN = re.compile(r"(?:al|ous|tive|ing|ed|ly|ful)s?$")


class Place(NamedTuple):
    """An expression where it stands first in a pair."""

    bead: int
    use: Use


class Expression(NamedTuple):
    """An expression by the dictionary forms of its words, with its place in every pair that holds it."""

    words: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def text(self) -> str:
        """It as it stands most often."""
        texts = [place.use.text for place in self.places]
        return max(dict.fromkeys(texts), key=texts.count)


def rows(inspection: Inspection, lang: Lang) -> Mapping[int, Sequence[Word]]:
    """Segment → its words."""
    prepared = inspection.prepared
    return (prepared.en_reading if lang is Lang.EN else prepared.ja_reading).words.rows


def repeated_expressions(
    inspection: Inspection,
    lang: Lang,
    beads: Sequence[Bead],
    words: Mapping[int, Sequence[Word]],
    *,
    least: int,
    wanted: Callable[[tuple[str, ...], int], bool],
) -> list[Expression]:
    """The expressions that stand in at least so many of some pairs, in order of first mention.

    Only those that are ``wanted``, by the dictionary forms of their words and the number of pairs.
    """
    # A word that stands in fewer is part of none.
    often = Counter(
        lemma for bead in beads for lemma in {word.form.lemma for k in bead.side(lang) for word in words.get(k, ())}
    )
    common = {lemma for lemma, pairs in often.items() if pairs >= least}
    text = inspection.alignment.bitext.side(lang).text
    found: dict[tuple[str, ...], list[tuple[int, int, Span]]] = defaultdict(list)
    for bead in beads:
        seen: set[tuple[str, ...]] = set()
        for segment in bead.side(lang):
            for group in _groups(words.get(segment, ()), common, lang, text):
                key = tuple([word.form.lemma for word in group])
                if key not in seen:
                    seen.add(key)
                    found[key].append((bead.id, segment, Span(group[0].start, group[-1].end)))
    expressions = (
        Expression(key, tuple(_place(text, *place) for place in places))
        for key, places in found.items()
        if len(places) >= least and wanted(key, len(places))
    )
    return [expression for expression in expressions if _is_term(expression, lang)]


def _place(text: str, bead: int, segment: int, span: Span) -> Place:
    return Place(bead, Use(" ".join(text[slice(*span)].split()), segment, span))


def _groups(row: Sequence[Word], common: AbstractSet[str], lang: Lang, text: str) -> Iterator[Sequence[Word]]:
    """One to `_LONGEST` common content words in a row, nothing between them but what is between words."""
    start = 0
    between = _BETWEEN[lang]
    for k, word in enumerate(row):
        form = word.form
        counts = form.content and form.lemma in common
        if not counts or (len(form.text) < _SHORT if lang is Lang.EN else form.part not in _NOUN):
            start = k + 1
        elif k > start and not between.fullmatch(text[row[k - 1].end : word.start]):
            start = k
        for first in range(max(start, k + 1 - _LONGEST), k + 1):
            yield row[first : k + 1]


def _is_term(expression: Expression, lang: Lang) -> bool:
    """Whether it may be one: not a name, and a single word only if it is a noun of one form."""
    texts = {place.use.text for place in expression.places}
    if lang is Lang.JA:
        return len(expression.words) > 1 or len(min(texts, key=len)) > 1
    if not any(re.split(r"[ \-]", text)[-1].islower() for text in texts):
        return False
    forms = {text.casefold().removesuffix("s") for text in texts}
    return len(expression.words) > 1 or (len(forms) == 1 and not _NO_NOUN.search(forms.pop()))
