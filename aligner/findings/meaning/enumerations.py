"""An item of an enumeration that only one side has: "tea, rice and salt" beside 茶と塩.

Both sides are read for enumerations. A finding needs an English and a Japanese one of which one has an item more, while
all items of the shorter one but one at most translate items of the longer one, in the same order. The item that is left
must have no translation near the other enumeration.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.spelling import plain
from aligner.findings.meaning.name_words import INSIDE, Side, has_rendering, sounds_alike
from aligner.findings.meaning.pair_words import pair_finding, segments_with, sure_pairs
from aligner.model import FindingKind, Lang, Span
from aligner.text.kana import romanise
from aligner.text.scripts import HAN_RUN, KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.model import Finding

#: An estimate. Readers found a smaller share on human translations (tests/judging/verdicts).
_CERTAINTY = 0.6
_ITEM = r"[`*\"“”]?[\w'’-]+(?: [\w'’-]+){0,3}[`*\"“”]?"
_ENUMERATION = re.compile(rf"{_ITEM}(?:, {_ITEM})*,? (?:and|or|as well as) {_ITEM}")
_BETWEEN_ITEMS = re.compile(r",? (?:and|or|as well as) |, ")
#: Items that both sides have, of the shortest enumeration that is compared.
_FEWEST = 2
#: What separates Japanese items, besides words, and the quotation marks that may stand around an item.
_COMMA, _QUOTE = re.compile("[、，,・／]"), re.compile('[「」『』“”‘’"`*_\\s、，,・／]*')
#: Japanese words that separate items.
_SEPARATORS = frozenset(
    {"と", "や", "及び", "および", "並びに", "ならびに", "又は", "または", "若しくは", "もしくは", "か"}
)
_JOINING = frozenset({"助詞", "接続詞"})
#: Classes of words that an item is made of, besides の.
_NOMINAL = frozenset({"名詞", "代名詞", "接頭辞", "接尾辞", "形状詞", "記号", "連体詞"})
#: Last items that stand for any others.
_OTHERS = frozenset(
    {"so", "other", "others", "more", "etc", "thing", "all", "everything", "such", "like", "things", "stuff"}
)
#: Function words that a noun phrase begins with.
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "our", "your", "their", "my"})
#: Characters around an enumeration in which an item of the other side may be translated.
_REACH = {Lang.EN: 60, Lang.JA: 30}


class Item(NamedTuple):
    """An item of an enumeration: where it stands, and its content words."""

    span: Span
    words: Sequence[Word]


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
    segments = segments_with(inspection.alignment.bitext.en, _ENUMERATION)
    return [
        _finding(inspection, pair, uneven)
        for pair in sure_pairs(inspection, {Lang.EN: segments, Lang.JA: frozenset()})
        if (uneven := uneven_enumeration(pair))
    ]


def uneven_enumeration(pair: PairWords) -> Uneven | None:
    """The first item of an enumeration that only one side has."""
    for part in pair.parts:
        japanese = [items for items in japanese_enumerations(part) if len(items) >= _FEWEST]
        for english in english_enumerations(part) if japanese else ():
            for other in japanese:
                if abs(len(english) - len(other)) == 1 and (uneven := _compare(part, english, other)):
                    return uneven
    return None


def english_enumerations(pair: PairWords) -> Iterator[Sequence[Item]]:
    """The enumerations of the English side. The first item is cut to its last word."""
    for start, text in pair.texts[Lang.EN]:
        for match in _ENUMERATION.finditer(text):
            bounds = [match.start()]
            for between in _BETWEEN_ITEMS.finditer(text, match.start(), match.end()):
                bounds += [between.start(), between.end()]
            bounds.append(match.end())
            stretches = zip(bounds[::2], bounds[1::2], strict=True)
            items = [_english_item(pair, Span(start + low, start + high)) for low, high in stretches]
            if all(item.words for item in items):
                # The first item may be the end of a longer phrase.
                first = items[0].words[-1]
                yield [Item(Span(first.start, items[0].span.end), [first]), *items[1:]]


def _english_item(pair: PairWords, span: Span) -> Item:
    words = [word for word in pair.prose[Lang.EN] if span.start <= word.start < span.end]
    return Item(span, [word for word in words if word.content or word.form.name])


def japanese_enumerations(pair: PairWords) -> Iterator[Sequence[Item]]:
    """The enumerations of the Japanese side: noun phrases with nothing between them but separators."""
    text = pair.bitext.ja.text
    items: list[Item] = []
    current: list[Word] = []
    end = pair.texts[Lang.JA][0][0]
    for word in pair.prose[Lang.JA]:
        gap = text[end : word.start]
        if not _QUOTE.fullmatch(gap):
            yield [*items, *_japanese_item(current)]
            items, current = [], []
        elif _COMMA.search(gap):
            items, current = [*items, *_japanese_item(current)], []
        if word.text in _SEPARATORS and word.form.part in _JOINING:
            items, current = [*items, *_japanese_item(current)], []
        elif word.form.part in _NOMINAL or (word.text == "の" and current):
            current.append(word)
        else:
            yield [*items, *_japanese_item(current)]
            items, current = [], []
        end = word.end
    yield [*items, *_japanese_item(current)]


def _japanese_item(words: Sequence[Word]) -> list[Item]:
    content = [word for word in words if word.content]
    return [Item(Span(content[0].start, content[-1].end), content)] if content else []


def _compare(pair: PairWords, english: Sequence[Item], japanese: Sequence[Item]) -> Uneven | None:
    """The item of the longer enumeration that is left when the items of the shorter one are matched, in order.

    One item of the shorter one may be unmatched, since the lexicon does not have all words.
    """
    lang = Lang.EN if len(english) > len(japanese) else Lang.JA
    longer, shorter = (english, japanese) if lang is Lang.EN else (japanese, english)
    others = Span(shorter[0].span.start, shorter[-1].span.end)
    best: tuple[int, Item] | None = None
    for left in range(1, len(longer)):
        rest = [item for k, item in enumerate(longer) if k != left]
        pairs = zip(rest, shorter, strict=True) if lang is Lang.EN else zip(shorter, rest, strict=True)
        matched = [_is_translated(pair, one, other) for one, other in pairs]
        count = sum(matched)
        # An unmatched neighbour may be the translation of both: 上下水道.
        is_sure = count >= max(_FEWEST, len(shorter) - 1) and all(matched[left - 1 : left + 1])
        if is_sure and count > (best[0] if best else 0) and not _is_elsewhere(pair, longer[left], lang, others):
            best = count, longer[left]
    if best is None or not _is_clear(pair, best[1], lang, is_last=best[1] is longer[-1]):
        return None
    return Uneven(lang, best[1].span, others, best[0])


def _is_clear(pair: PairWords, item: Item, lang: Lang, *, is_last: bool) -> bool:
    """Whether an item is one that a translation names: no "and so on", no particle that was taken for a noun."""
    if lang is Lang.EN:
        words = [word for word in pair.prose[lang] if item.span.start <= word.start < item.span.end]
        leading = words[0].text.casefold()
        return (
            (words[0] in item.words or leading in _ARTICLES)
            and all(word in item.words for word in words[1:])
            and item.words[0].text.casefold() not in _OTHERS
            and any(word.form.name or pair.is_known(word, lang) for word in item.words)
        )
    if any(word.form.part == "連体詞" for word in item.words):
        return False
    return any(HAN_RUN.search(word.text) or KATAKANA_RUN.search(word.text) for word in item.words) and (
        # One character before a particle may be a part of an idiom: 手を結ぶ.
        item.span.end - item.span.start > 1 or not is_last
    )


def _is_translated(pair: PairWords, english: Item, japanese: Item) -> bool:
    """Whether an English item and a Japanese one share a word, or the sound or the letters of one."""
    for word in english.words:
        translations, key = pair.lexicon.translations.get(word.lemma, {}), plain(word.text)
        for other in japanese.words:
            if other.lemma in translations or plain(other.text) == key or other.form.origin == key:
                return True
            if KATAKANA_RUN.fullmatch(other.text) and sounds_alike(key, romanise(other.text), INSIDE):
                return True
    there = Side("".join(word.text for word in japanese.words), japanese.words)
    return any(word.form.name and has_rendering(word, Lang.EN, there, pair.lexicon) for word in english.words)


def _is_elsewhere(pair: PairWords, item: Item, lang: Lang, others: Span) -> bool:
    """Whether any word of an item may have a translation near the enumeration of the other side."""
    reach = _REACH[lang.other]
    words = [word for word in pair.prose[lang.other] if others.start - reach <= word.start < others.end + reach]
    there = Side("".join(text for _, text in pair.texts[lang.other]), pair.prose[lang.other])
    near = {word.start for word in words}
    return any(
        any(other.start in near for other in pair.counterparts(word, lang))
        or ((word.form.name or KATAKANA_RUN.fullmatch(word.text)) and has_rendering(word, lang, there, pair.lexicon))
        for word in item.words
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
