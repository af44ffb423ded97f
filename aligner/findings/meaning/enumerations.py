"""An item of an enumeration that only one side has: "tea, rice and salt" beside 茶と塩.

Both sides are read for enumerations. A finding needs an English and a Japanese one of which one has an item more, while
every item of the shorter one translates an item of the longer one. The item that is left must have no translation
near the other enumeration, and the other enumeration must not be open (など, etc.).
"""

from __future__ import annotations

import re
from itertools import product
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

#: An estimate. The certainty corrects it by readers' verdicts (`findings.certainty`).
_CERTAINTY = 0.6
_ITEM = r"[`*\"“”]?[\w'’-]+(?: [\w'’-]+){0,3}[`*\"“”]?"
_ENUMERATION = re.compile(rf"{_ITEM}(?:, {_ITEM})*,? (?:and|or|as well as) {_ITEM}")
#: The conjunctions, of which every English enumeration has one.
_JOINED = re.compile(r" (?:and|or|as well as) ")
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
_BETWEEN_ITEMS = re.compile(r",? (?:and|or|as well as) |, ")
#: Items that both sides have, of the shortest enumeration that is compared.
_FEWEST = 2
#: What separates Japanese items, besides words, and the quotation marks that may stand around an item.
_COMMA, _QUOTE = (
    re.compile("[、，,／]|[」』][「『]|(?<![ァ-ヴー])・|・(?![ァ-ヴー])"),
    re.compile('[「」『』“”‘’"`*_\\s、，,・／]*'),
)
#: Japanese words that separate items.
_SEPARATORS = frozenset(
    {
        *("と", "や", "か", "及び", "および", "並びに", "ならびに", "又は", "または", "若しくは", "もしくは"),
        *("あるいは", "或いは", "そして", "それに", "それから", "さらに"),
    }
)
#: Separators after which a comma begins another phrase (戦士と騎士、平和を好む人々).
_CLOSING = frozenset({"と", "及び", "および", "又は", "または"})
#: Separators after which と means "with".
_BEFORE_WITH = frozenset({"や"})
#: Nouns that end a clause or lean on the phrase before them. They are no items.
_FORMAL = frozenset(
    {
        *("時", "場合", "為", "際", "事", "物", "所", "以外", "後", "前", "上", "中", "間", "他", "一緒", "共", "同様"),
        *("同じ", "通り", "方", "点", "内", "外", "以上", "以下", "毎", "結果", "一方", "様々", "同格"),
    }
)
_JOINING = frozenset({"助詞", "接続詞"})
#: Classes of words that an item is made of, besides の.
_NOMINAL = frozenset({"名詞", "代名詞", "接頭辞", "接尾辞", "形状詞", "記号", "連体詞"})
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
    segments = segments_with(inspection.alignment.bitext.en, _JOINED)
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
        for one, other in product(english, japanese):
            if abs(len(one) - len(other)) == 1 and (uneven := _compare(part, one, other)):
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
    separators: list[str] = []
    end = pair.texts[Lang.JA][0][0]
    for word in pair.prose[Lang.JA]:
        gap = text[end : word.start]
        is_comma = _COMMA.search(text, end, word.start + 1) is not None
        end = word.end
        is_joining = word.text in _SEPARATORS and word.form.part in _JOINING
        if (
            not _QUOTE.fullmatch(gap)
            or (is_comma and not is_joining and not _CLOSING.isdisjoint(separators))
            or (word.text == "と" and not _BEFORE_WITH.isdisjoint(separators))
        ):
            yield [*items, *_japanese_item(current)]
            items, current, separators = [], [], []
        elif is_comma or is_joining:
            items, current = [*items, *_japanese_item(current)], []
            separators.append(word.text if is_joining else gap)
        if is_joining:
            continue
        if word.lemma not in _FORMAL and (word.form.part in _NOMINAL or (word.text == "の" and current)):
            current.append(word)
        else:
            # A clause stands before 以外 or 場合.
            yield items if word.lemma in _FORMAL and not current else [*items, *_japanese_item(current)]
            items, current, separators = [], [], []
    yield [*items, *_japanese_item(current)]


def _japanese_item(words: Sequence[Word]) -> list[Item]:
    content = [word for word in words if word.content]
    return [Item(Span(content[0].start, content[-1].end), content)] if content else []


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
        match = next((k for k, (one, other) in enumerate(ordered) if _is_translated(pair, one, other)), None)
        if match is None:
            return None
        del left[match]
    (item,) = left
    if item is longer[0] or (item is longer[-1] and len(shorter) < _FEWEST_BEFORE_LAST):
        return None
    if _is_open(pair, others, lang.other) or not _is_clear(pair, item, lang, is_last=item is longer[-1]):
        return None
    if _is_elsewhere(pair, item, lang, others):
        return None
    return Uneven(lang, item.span, others, len(shorter))


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
