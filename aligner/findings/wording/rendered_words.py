"""Which words of the other side two sentences render, by the lexicon.

The rule: a word that the lexicon does not know proves nothing.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from aligner.findings.inspection import Inspection

#: Minimum share of the words of the other side that each sentence renders, of those that both together render. The
#: halves of a sentence that was divided render about half each. A choice.
_WHOLE = 0.8
#: Maximum number of places in which two sentences of one form differ. A second translation of a sentence differs in
#: more. A choice.
_CHANGES = 2


def render_the_same(inspection: Inspection, lang: Lang, sentences: tuple[int, int], other: Sequence[int]) -> bool:
    """Whether two sentences render the same words of the other side.

    Args:
        inspection: both texts.
        lang: the side of the sentences.
        sentences: their segments.
        other: the segments of the other side that they are paired with.
    """
    partner = _all_content(inspection, lang.other, other)
    rendered = [
        {word for word in partner if _translates(inspection, lang, _content(inspection, lang, k), word)}
        for k in sentences
    ]
    return min(map(len, rendered)) >= _WHOLE * len(rendered[0] | rendered[1])


def are_parallel(inspection: Inspection, lang: Lang, sentences: tuple[int, int], other: Sequence[int]) -> bool:
    """Whether two sentences are one form about two things: a word that differs is not in the other side."""
    rows = [inspection.reading(lang).words.rows.get(k, ()) for k in sentences]
    one, two = ([word.lemma for word in row] for row in rows)
    content = frozenset().union(*(_content(inspection, lang, k) for k in sentences))
    changes = [
        one[start:end] + two[first:last]
        for tag, start, end, first, last in SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    if len(changes) > _CHANGES:
        return False
    partner = _all_content(inspection, lang.other, other)
    return any(
        not any(_translates(inspection, lang, {word}, there) for there in partner)
        for change in changes
        for word in change
        if word in content and _is_known(inspection, lang, word)
    )


def _all_content(inspection: Inspection, lang: Lang, segments: Sequence[int]) -> frozenset[str]:
    return frozenset().union(*(_content(inspection, lang, k) for k in segments))


def _content(inspection: Inspection, lang: Lang, segment: int) -> frozenset[str]:
    """The dictionary forms of the content words of a segment."""
    row = inspection.reading(lang).words.rows.get(segment, ())
    return frozenset(word.lemma for word in row if word.form.content)


def _translates(inspection: Inspection, lang: Lang, words: AbstractSet[str], there: str) -> bool:
    """Whether one of some words of a side and a word of the other side translate each other."""
    translations = inspection.lexicon.translations
    if lang is Lang.JA:
        return there in words or not words.isdisjoint(translations.get(there, ()))
    return there in words or any(there in translations.get(word, ()) for word in words)


def _is_known(inspection: Inspection, lang: Lang, word: str) -> bool:
    """Whether the lexicon knows a word, so that its absence means something."""
    lexicon = inspection.lexicon
    return bool(lexicon.translations.get(word)) if lang is Lang.EN else word in lexicon.ja_share
