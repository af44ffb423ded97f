"""The enumerations of a pair: "tea, rice and salt", 茶と米と塩.

Owns what separates the items of an enumeration in each language, where it ends, and how well two items translate each
other. Read next: `enumerations`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.spelling import plain
from aligner.findings.meaning.name_words import INSIDE, Side, has_rendering, sound_likeness, sounds_alike
from aligner.model import Lang, Span
from aligner.text.kana import romanise
from aligner.text.scripts import KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.words import Word
    from aligner.findings.meaning.pair_words import PairWords

_ITEM = r"[`*\"“”]?[\w'’-]+(?: [\w'’-]+){0,3}[`*\"“”]?"
_ENUMERATION = re.compile(rf"{_ITEM}(?:, {_ITEM})*,? (?:and|or|as well as) {_ITEM}")
#: The conjunctions, of which every English enumeration has one.
JOINED = re.compile(r" (?:and|or|as well as) ")
_BETWEEN_ITEMS = re.compile(r",? (?:and|or|as well as) |, ")
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
#: Suffixes that end an open enumeration.
_OPENING = frozenset({"等"})
_JOINING = frozenset({"助詞", "接続詞"})
#: Classes of words that an item is made of, besides の.
_NOMINAL = frozenset({"名詞", "代名詞", "接頭辞", "接尾辞", "形状詞", "記号", "連体詞"})


class Item(NamedTuple):
    """An item of an enumeration: where it stands, and its content words."""

    span: Span
    words: Sequence[Word]


def english_enumerations(pair: PairWords) -> Iterator[Sequence[Item]]:
    """The enumerations of the English side. The first item is cut to its last word."""
    document = pair.bitext.en.text
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
                end = items[0].span.end
                first = [word for word in items[0].words if " " not in document[word.end : end]]
                if first:
                    yield [Item(Span(first[0].start, end), first), *items[1:]]


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
        if (
            word.lemma not in _FORMAL
            and word.text not in _OPENING
            and (word.form.part in _NOMINAL or (word.text == "の" and current))
        ):
            current.append(word)
        else:
            # A clause stands before 以外 or 場合.
            yield items if word.lemma in _FORMAL and not current else [*items, *_japanese_item(current)]
            items, current, separators = [], [], []
    yield [*items, *_japanese_item(current)]


def _japanese_item(words: Sequence[Word]) -> list[Item]:
    content = [word for word in words if word.content]
    return [Item(Span(content[0].start, content[-1].end), content)] if content else []


def strength(pair: PairWords, english: Item, japanese: Item) -> float:
    """How well an English item translates a Japanese one: the sum over its words of the best translation, 0 to 1."""
    return sum(
        max((_weight(pair, word, other) for other in japanese.words), default=0.0)
        or float(word.form.name and is_translated(pair, Item(english.span, [word]), japanese))
        for word in english.words
    )


def _weight(pair: PairWords, english: Word, japanese: Word) -> float:
    """Probability of a translation in the lexicon; 1 for the same letters; the likeness of a name in katakana."""
    key = plain(english.text)
    if plain(japanese.text) == key or japanese.form.origin == key:
        return 1.0
    weight = pair.lexicon.translations.get(english.lemma, {}).get(japanese.lemma, 0.0)
    if KATAKANA_RUN.fullmatch(japanese.text):
        likeness = sound_likeness(key, romanise(japanese.text))
        return max(weight, likeness if likeness >= INSIDE else 0.0)
    return weight


def is_translated(pair: PairWords, english: Item, japanese: Item) -> bool:
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
