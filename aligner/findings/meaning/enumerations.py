"""An item of an enumeration that only one side has: "tea, rice and salt" beside 茶と塩.

Both sides are read for enumerations (`enumeration_items`). A finding needs an English and a Japanese one of which one
has an item more, while every item of the shorter one translates an item of the longer one. What stands before the
first and after the last pair of items that translate each other is not compared. The item that is left must have no
translation near the other enumeration.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.spelling import plain
from aligner.findings.meaning.enumeration_items import (
    JOINED,
    english_enumerations,
    is_translated,
    japanese_enumerations,
    strength,
)
from aligner.findings.meaning.name_words import Side, has_rendering
from aligner.findings.meaning.pair_words import pair_finding, segments_with, sure_pairs
from aligner.model import FindingKind, Lang, Span
from aligner.text.scripts import HAN_RUN, KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.enumeration_items import Item
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.model import Finding

#: An estimate. The certainty corrects it by readers' verdicts (`findings.certainty`).
_CERTAINTY = 0.6
#: Words before or after an enumeration that names only some of the items.
_OPEN = {
    Lang.EN: (
        re.compile(r"(?:such as|including|includes?|like|e\.g\.|example,?)\W{0,3}$"),
        re.compile(r"\W{0,3}(?:etc|and so|among)\b"),
    ),
    Lang.JA: (
        re.compile("(?:ほか|他|はじめ)、?$"),
        re.compile("[」』）]?(?:、|の)?(?:など|等|ほか|他|その他|といった|をはじめ|を始め)"),
    ),
}
#: Items that both sides have, of the shortest enumeration that is compared.
_FEWEST = 2
#: First words of an item that names nothing particular: and so on, and others.
_OTHERS = frozenset(
    {
        *("so", "other", "others", "more", "etc", "thing", "all", "everything", "such", "like", "things", "stuff"),
        *("various", "any", "some", "not", "then", "even", "also"),
    }
)
#: Items that both sides have, of an enumeration whose last item is compared. After fewer, "and" may join a clause.
_FEWEST_BEFORE_LAST = 3
#: Maximum items of an enumeration that is compared. A longer one is a table.
_MOST_ITEMS = 12
#: Share of the best translation of an item below which another translation of it is noise of the lexicon.
_FAINT = 0.3
#: Function words that a noun phrase begins with.
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "our", "your", "their", "my"})
#: Characters around an enumeration in which an item of the other side may be translated.
_REACH = {Lang.EN: 60, Lang.JA: 30}


class Uneven(NamedTuple):
    """An item that one side lacks.

    Attributes:
        lang: the side that has it.
        span: where it stands.
        others: where the items stand that the other side has.
        kept: number of items that both sides have.
    """

    lang: Lang
    span: Span
    others: Span
    kept: int


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every enumeration with an item that only one side has."""
    segments = segments_with(inspection.alignment.bitext.en, JOINED)
    return [
        _finding(inspection, pair, uneven)
        for pair in sure_pairs(inspection, {Lang.EN: segments, Lang.JA: frozenset()})
        if (uneven := uneven_enumeration(pair))
    ]


def uneven_enumeration(pair: PairWords) -> Uneven | None:
    """The first item of an enumeration that only one side has."""
    for part in pair.parts:
        english = [items for items in english_enumerations(part) if len(items) <= _MOST_ITEMS]
        japanese = [items for items in japanese_enumerations(part) if _FEWEST <= len(items) <= _MOST_ITEMS]
        strings = Counter(part.bitext.ja.text[slice(*item.span)] for items in japanese for item in items)
        if max(strings.values(), default=0) > 1:
            continue  # It is not clear which enumeration an item belongs to.
        for one, other in product(english, japanese):
            if abs(len(one) - len(other)) == 1 and (uneven := _compare(part, one, other)):
                return uneven
        for one, other in product(english, japanese):
            if max(len(one), len(other)) <= _FEWEST:
                continue
            rivals = [*product([one], japanese), *product(english, [other])]
            scores = _scores(part, one, other)
            if any(map(any, scores)) and not any(_is_even(part, *rival) for rival in rivals):
                uneven = _between_anchors(part, one, other, scores)
                if uneven:
                    return uneven
    return None


def _compare(pair: PairWords, english: Sequence[Item], japanese: Sequence[Item]) -> Uneven | None:
    """The item of the longer enumeration that is left when every item of the shorter one has its translation.

    The first item is not compared, since it may be the end of a longer phrase.
    """
    lang = Lang.EN if len(english) > len(japanese) else Lang.JA
    longer, shorter = (english, japanese) if lang is Lang.EN else (japanese, english)
    others = Span(shorter[0].span.start, shorter[-1].span.end)
    left = list(longer)
    for item in shorter:
        ordered = ((one, item) if lang is Lang.EN else (item, one) for one in left)
        match = next((k for k, (one, other) in enumerate(ordered) if is_translated(pair, one, other)), None)
        if match is None:
            return None
        del left[match]
    (item,) = left
    if item is longer[0] or (item is longer[-1] and len(shorter) < _FEWEST_BEFORE_LAST):
        return None
    if item is not longer[-1] and _is_grouped(pair, longer, longer.index(item), lang):
        return None
    if _is_open(pair, others, lang.other) or not _is_clear(pair, item, lang, is_last=item is longer[-1]):
        return None
    if _is_elsewhere(pair, item, lang, others):
        return None
    return Uneven(lang, item.span, others, len(shorter))


def _scores(pair: PairWords, english: Sequence[Item], japanese: Sequence[Item]) -> Sequence[Sequence[float]]:
    """How well each English item (row) translates each Japanese one (column)."""
    return [[strength(pair, one, other) for other in japanese] for one in english]


def _is_even(pair: PairWords, english: Sequence[Item], japanese: Sequence[Item]) -> bool:
    """Whether two enumerations have as many items and all but one translate each other."""
    return len(english) == len(japanese) <= sum(map(any, _scores(pair, english, japanese))) + 1


def _between_anchors(
    pair: PairWords, english: Sequence[Item], japanese: Sequence[Item], scores: Sequence[Sequence[float]]
) -> Uneven | None:
    """The item between two items with a translation, where all other items between them have theirs in the same order.

    What stands before and after them may be the rest of the sentence. An open enumeration is compared as well.
    """
    columns = list(zip(*scores, strict=True))
    links = [
        (k, j)
        for k, row in enumerate(scores)
        for j, score in enumerate(row)
        if score and row.count(score) == columns[j].count(score) == 1 and score == max(row) == max(columns[j])
    ]
    for (k, j), (last, end) in product(links, links):
        if min(last - k, end - j) < 1 or abs((last - k) - (end - j)) != 1:
            continue
        lang = Lang.EN if last - k > end - j else Lang.JA
        windows = {Lang.EN: english[k : last + 1], Lang.JA: japanese[j : end + 1]}
        inside = [row[j : end + 1] for row in scores[k : last + 1]]
        left = _left_over(inside if lang is Lang.EN else list(zip(*inside, strict=True)))
        if left is None:
            continue
        item, shorter = windows[lang][left], windows[lang.other]
        others = Span(shorter[0].span.start, shorter[-1].span.end)
        if (
            _is_clear(pair, item, lang, is_last=False)
            and not _is_grouped(pair, windows[lang], left, lang)
            and not _is_elsewhere(pair, item, lang, others)
        ):
            return Uneven(lang, item.span, others, len(shorter))
    return None


def _is_grouped(pair: PairWords, items: Sequence[Item], place: int, lang: Lang) -> bool:
    """Whether an item may form one group with a neighbour: "sun and moon and stars", 恒星、星雲・星団."""
    text = pair.bitext.side(lang).text
    gaps = [text[one.span.end : other.span.start] for one, other in pairwise(items)]
    if lang is Lang.EN:
        return "," not in gaps[place - 1]
    dotted = ["・" in gap for gap in gaps]
    return any(dotted) and not all(dotted)


def _left_over(scores: Sequence[Sequence[float]]) -> int | None:
    """The row that is left when all other rows have their column in order; rows are the items of the longer side."""
    columns = list(zip(*scores, strict=True))
    return next(
        (
            left
            for left in range(1, len(scores) - 1)
            if all(score < _FAINT * max(column) for score, column in zip(scores[left], columns, strict=True))
            and all(row[column] for column, row in enumerate([*scores[:left], *scores[left + 1 :]]))
        ),
        None,
    )


def _is_open(pair: PairWords, span: Span, lang: Lang) -> bool:
    """Whether an enumeration names only some of the items: パンや牛乳など."""
    text, (before, after) = pair.bitext.side(lang).text, _OPEN[lang]
    return bool(before.search(text, max(span.start - _REACH[lang], 0), span.start) or after.match(text, span.end))


def _is_clear(pair: PairWords, item: Item, lang: Lang, *, is_last: bool) -> bool:
    """Whether an item is one that a translation names: no "and so on", no particle that was taken for a noun."""
    if lang is Lang.EN:
        words = [word for word in pair.prose[lang] if item.span.start <= word.start < item.span.end]
        leading = words[0].text.casefold()
        if leading in _OTHERS:
            return False
        return (
            (words[0] in item.words or leading in _ARTICLES)
            and all(word in item.words for word in words[1:])
            and item.words[0].text.casefold() not in _OTHERS
            and any(word.form.name or pair.is_known(word, lang) for word in item.words)
        )
    if any(word.form.part == "連体詞" for word in item.words):
        return False
    # Before the last item, と may mean "with"; one character before a particle may be a part of an idiom: 手を結ぶ.
    if is_last and (pair.bitext.ja.text[item.span.start - 1] == "と" or item.span.end - item.span.start == 1):
        return False
    return any(HAN_RUN.search(word.text) or KATAKANA_RUN.search(word.text) or word.form.name for word in item.words)


def _is_elsewhere(pair: PairWords, item: Item, lang: Lang, others: Span) -> bool:
    """Whether any word of an item may have a translation near the enumeration of the other side, or in a compound."""
    reach = _REACH[lang.other]
    low, high = others.start - reach, others.end + reach
    words = [word for word in pair.prose[lang.other] if low <= word.start < high]
    there = Side("".join(text for _, text in pair.texts[lang.other]), pair.prose[lang.other])
    near = {word.start for word in words}
    written = {plain(word.text) for word in words}
    return any(
        plain(word.text) in written
        or any(other.start in near for other in pair.counterparts(word, lang))
        or ((word.form.name or KATAKANA_RUN.fullmatch(word.text)) and has_rendering(word, lang, there, pair.lexicon))
        for word in item.words
    ) or _is_in_compound(pair, item, lang, words)


def _is_in_compound(pair: PairWords, item: Item, lang: Lang, words: Sequence[Word]) -> bool:
    """Whether the other side has the counterpart of an item as a part of a Japanese compound: 下水 in 上下水道.

    The compound is near the other enumeration if the item is English. If the item is Japanese, it is the item itself.
    """
    english, japanese = (item.words, words) if lang is Lang.EN else (words, item.words)
    text = pair.bitext.ja.text
    stretch = text[japanese[0].start : japanese[-1].end] if japanese else ""
    return any(
        len(lemma) > 1 and lemma in stretch
        for word in english
        if word.content
        for lemma in pair.lexicon.translations.get(word.lemma, ())
    )


def _finding(inspection: Inspection, pair: PairWords, uneven: Uneven) -> Finding:
    return pair_finding(
        inspection,
        pair,
        FindingKind.ENUMERATION,
        "missing" if uneven.lang is inspection.alignment.bitext.source else "extra",
        {uneven.lang: uneven.span, uneven.lang.other: uneven.others},
        message="enumeration",
        certainty=_CERTAINTY,
        side=uneven.lang,
        evidence={"matched_items": uneven.kept},
    )
