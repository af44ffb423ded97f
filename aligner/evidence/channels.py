"""All evidence of two documents that has the form of shared items, one channel for each kind.

    number   equal values in any notation                            78.4 billion = 784億
    latin    Latin strings that are the same in both texts            GDP = GDP
    code     the same for strings that are never translated           utf_8, README
    name     renderings found by spelling and reading                 スプリント ~ sprint, 肇慶 ~ Zhaoqing
             and pairs of terms in the user's glossary
    ja-word  Japanese words, shared if a translation is present       投資 = investment
    en-word  English words, shared if a translation is present

The last two use the same dictionary in both directions, because words without a translation count on either side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from aligner.evidence import names
from aligner.evidence.channel import UNKNOWN_SHARE, Channel, Held, build_channel, hold
from aligner.evidence.glossary.finding import NO_TERMS
from aligner.evidence.name_candidates import (
    Mentions,
    chinese_mentions,
    english_mentions,
    katakana_mentions,
    loan_mentions,
    read_mentions,
    word_mentions,
)
from aligner.evidence.numbers import Number, matching_keys, read_numbers
from aligner.evidence.occurrences import Lines, Places, numbered, occurrences, spread, spread_flat, within
from aligner.evidence.spelling import plain
from aligner.evidence.words import Form, Words, read_words
from aligner.model import Bitext, Document, Lang

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from aligner.arrays import Bools, Floats64, Ints64
    from aligner.evidence.glossary.finding import Terms
    from aligner.parameters import Lexicon

_LATIN = re.compile(r"([A-Za-z_][A-Za-z0-9_]+)")
#: Assumed share of segments with a lone 0, 1, 2 or half, which articles and counters make common.
_WEAK_SHARE = 0.15
#: Identifiers, acronyms and file names, as opposed to words.
_CODE = re.compile(r"[A-Za-z]*(?:[0-9_]|[a-z][A-Z])\w*|[A-Z]{2,}s?")
#: Strings of a side: their places, the distinct strings, and the number of the string at each place.
Strings: TypeAlias = "tuple[Places, list[str], Ints64]"


@dataclass(frozen=True)
class Reading:
    """The words and numbers of one document.

    Attributes:
        lines: the segments.
        words: the words; offsets in the document.
        numbers: the numbers of each segment; offsets in the segment.
    """

    lines: Lines
    words: Words
    numbers: tuple[tuple[Number, ...], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each segment."""
        return self.lines.texts


def read_document(document: Document) -> Reading:
    """Reads the words and numbers of every segment."""
    lines = Lines.of(document)
    numbers = tuple(read_numbers(text, document.lang) for text in lines.texts)
    return Reading(lines, read_words(lines, document.lang), numbers)


def read_channels(
    bitext: Bitext, en: Reading, ja: Reading, lexicon: Lexicon, terms: Terms = NO_TERMS
) -> tuple[Channel, ...]:
    """The channels of a bitext, in the order of the module's table."""
    strings = [_latin_strings(reading.lines) for reading in (en, ja)]
    sizes = (len(en.texts), len(ja.texts))
    return (
        _number_channel(bitext, en, ja),
        _string_channel("latin", strings, sizes),
        _string_channel("code", [_codes(of_side) for of_side in strings], sizes),
        _name_channel(bitext, en, ja, terms),
        *_word_channels(en, ja, lexicon),
    )


def _number_channel(bitext: Bitext, en: Reading, ja: Reading) -> Channel:
    """A number has a key for each way to write it. Keys that the other text holds count, otherwise the first key.

    So 3割 and 30% share the key 3/10, and neither counts as missing a lone 3 or 30.
    """
    sides = [[matching_keys(number) for numbers in side.numbers for number in numbers] for side in (en, ja)]
    keys, key = numbered([key for side in sides for of_number in side for key in of_number])
    middle = sum(map(len, sides[0]))
    columns = key[:middle], key[middle:]
    chosen = [
        _shared_or_first(np.array([*map(len, side)], np.int64), np.isin(own, others))
        for side, own, others in zip(sides, columns, reversed(columns), strict=True)
    ]
    items, item = numbered(np.concatenate([own[rows] for own, (_, rows) in zip(columns, chosen, strict=True)]).tolist())
    split = len(chosen[0][0])
    held = [
        hold(_number_places(document, reading).take(numbers), ids, len(items))
        for document, reading, (numbers, _), ids in (
            (bitext.en, en, chosen[0], item[:split]),
            (bitext.ja, ja, chosen[1], item[split:]),
        )
    ]
    shares = np.array([_WEAK_SHARE if keys[k][0] == "weak" else UNKNOWN_SHARE for k in items])
    sizes = (len(en.texts), len(ja.texts))
    return build_channel("number", *held, items=len(items), segments=sizes, shares=shares)


def _shared_or_first(sizes: Ints64, shared: Bools) -> tuple[Ints64, Ints64]:
    """The shared keys of each group of ``sizes`` keys, or its first key if none is shared: (group, row)."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    unshared = np.bincount(group, shared, len(sizes)) == 0
    rows = np.flatnonzero(shared | (unshared[group] & (within(sizes) == 0)))
    return group[rows], rows


def _number_places(document: Document, reading: Reading) -> Places:
    rows = [
        (segment.id, segment.start + number.start, segment.start + number.end)
        for segment, numbers in zip(document.segments, reading.numbers, strict=True)
        for number in numbers
    ]
    return Places(*np.array(rows, np.int64).reshape(-1, 3).T)


def _latin_strings(lines: Lines) -> Strings:
    strings, starts, ends = occurrences(_LATIN, lines.folded.text)
    return lines.places(starts, ends, folded=True), *numbered(strings)


def _codes(strings: Strings) -> Strings:
    """The strings that are never translated."""
    places, kinds, kind = strings
    code = np.array([_CODE.fullmatch(text) is not None for text in kinds], np.bool_)
    number = np.cumsum(code) - 1
    kept = code[kind]
    return places.take(kept), [text for text, is_code in zip(kinds, code, strict=True) if is_code], number[kind[kept]]


def _string_channel(name: str, strings: Sequence[Strings], sizes: tuple[int, int]) -> Channel:
    """Items are strings; case is ignored."""
    (_, english, _), (_, japanese, _) = strings
    items, item = numbered([text.casefold() for text in (*english, *japanese)])
    held = [
        hold(places, ids[kind], len(items))
        for (places, _, kind), ids in zip(strings, (item[: len(english)], item[len(english) :]), strict=True)
    ]
    return build_channel(name, *held, items=len(items), segments=sizes)


def _name_channel(bitext: Bitext, en: Reading, ja: Reading, terms: Terms) -> Channel:
    """Items are renderings: an English key with a Japanese string that renders it, or a pair of the glossary."""
    english = english_mentions(en.lines, en.words)
    starts = english.places.start.tolist()
    upper = {key for key, start in zip(english.key.tolist(), starts, strict=True) if bitext.en.text[start].isupper()}
    capitalised = {english.keys[key] for key in upper}
    loans, read = loan_mentions(ja.words), read_mentions(ja.words)
    katakana = katakana_mentions(ja.lines)
    chinese = chinese_mentions(ja.lines, names.pinyin_names(capitalised))
    ways = (
        (loans, names.match_loans(_stems(en.words), loans.keys)),
        (read, names.match_readings(english.keys, capitalised, read.keys)),
        (katakana, names.match_katakana(english.keys, katakana.keys)),
        (chinese, names.match_pinyin(capitalised, chinese.keys)),
    )
    places: list[Places] = []
    rendered: list[tuple[int, str]] = []
    for mentions, renderings in ways:
        rendering_keys = [(english.number[rendering.en], mentions.number[rendering.ja]) for rendering in renderings]
        en_keys, ja_keys = np.array(rendering_keys, np.int64).reshape(-1, 2).T
        which, rows = mentions.rows(ja_keys)
        rendering_places = mentions.places.take(rows)
        starts, ends = rendering_places.start.tolist(), rendering_places.end.tolist()
        spans = zip(en_keys[which].tolist(), starts, ends, strict=True)
        rendered += [(key, bitext.ja.text[start:end]) for key, start, end in spans]
        places.append(rendering_places)
    # A pair of strings that two methods find is one item.
    items, item = numbered(rendered)
    which, rows = english.rows(np.array([key for key, _ in items], np.int64))
    sides = ((english.places.take(rows), which), (Places.joined(places), item))
    known = {(english.keys[key], string) for key, string in items}
    pairs = [(en, ja) for en, ja in terms.pairs() if (plain(en), ja) not in known]
    size = len(items) + len(pairs)
    held = []
    for lang, (own, ids) in zip(Lang, sides, strict=True):
        mentions = terms.side(lang)
        numbers = [mentions.number[en if lang is Lang.EN else ja] for en, ja in pairs]
        which, rows = mentions.rows(np.array(numbers, np.int64))
        joined = Places.joined([own, mentions.places.take(rows)])
        held.append(hold(*_in_order(joined, np.concatenate([ids, which + len(items)])), size))
    return build_channel("name", *held, items=size, segments=(len(en.texts), len(ja.texts)))


def _in_order(places: Places, item: Ints64) -> tuple[Places, Ints64]:
    order = np.lexsort((places.end, places.start))
    return places.take(order), item[order]


def _stems(words: Words) -> dict[str, str]:
    """Key of a name (`plain`) → stem of the English word; of words with the same key, the last one mentioned."""
    stems: dict[str, str] = {}
    last = np.zeros(len(words.forms), np.int64)
    np.maximum.at(last, words.form, np.arange(len(words.form)))
    for number in np.argsort(-last).tolist():
        form = words.forms[number]
        if form.content and len(form.text) > 2:
            stems.setdefault(plain(form.text), form.lemma)
    return stems


def _word_channels(en: Reading, ja: Reading, lexicon: Lexicon) -> tuple[Channel, Channel]:
    english, japanese = (word_mentions(side.words, _content_lemma) for side in (en, ja))
    stems, lemmas = _translations(english.keys, japanese.number, lexicon)
    back = np.argsort(lemmas, kind="stable")
    sizes = (len(en.texts), len(ja.texts))
    pairs = stems, lemmas
    mine, theirs, weights = _coverage(japanese, english, pairs, lexicon.ja_share, lexicon.ja_share)
    ja_word = build_channel("ja-word", theirs, mine, items=len(weights), segments=sizes, shares=weights)
    pairs = lemmas[back], stems[back]
    mine, theirs, weights = _coverage(english, japanese, pairs, lexicon.translations, lexicon.en_share)
    en_word = build_channel("en-word", mine, theirs, items=len(weights), segments=sizes, shares=weights)
    return ja_word, en_word


def _content_lemma(form: Form) -> str | None:
    return form.lemma if form.content else None


def _translations(stems: Sequence[str], number: Mapping[str, int], lexicon: Lexicon) -> tuple[Ints64, Ints64]:
    """Every stem with every lemma in the other text that translates it: (number of the stem, rising; of the lemma)."""
    lemmas = [
        [lemma for lemma in map(number.get, lexicon.translations.get(stem, ())) if lemma is not None] for stem in stems
    ]
    return spread(np.arange(len(stems)), lemmas)


def _coverage(
    own: Mentions,
    other: Mentions,
    translations: tuple[Ints64, Ints64],
    known: Container[str],
    shares: Mapping[str, float],
) -> tuple[Held, Held, Floats64]:
    """A channel of the known words of one side; the other side holds such an item where it has a translation of it.

    Args:
        own: the words of one side.
        other: the words of the other side.
        translations: numbers of words of ``other``, rising, each with the number of a word of ``own`` that translates
            it.
        known: the words of ``own`` that are items.
        shares: the share of ordinary segments that hold a word.
    """
    is_item = np.array([word in known for word in own.keys], np.bool_)
    items, item = np.flatnonzero(is_item), np.cumsum(is_item) - 1
    mine = np.flatnonzero(is_item[own.key])
    word, translation = (words[is_item[translations[1]]] for words in translations)
    entries = np.bincount(word, minlength=len(other.keys)), item[translation]
    theirs, held = spread_flat(other.key, *entries)
    share = np.array([shares.get(own.keys[k], UNKNOWN_SHARE) for k in items.tolist()], np.float64)
    return (
        hold(own.places.take(mine), item[own.key[mine]], len(items)),
        hold(other.places.take(theirs), held, len(items)),
        share,
    )
