"""An item of an enumeration that only one side has: "tea, rice and salt" beside 茶と塩.

A finding needs an English enumeration of which all items but one at most have a translation on the Japanese side, one
to one and in the same order, with nothing but nouns between them. An item in the middle without a translation is
missing where its neighbours have only one separator between them in Japanese. Where two neighbours have two separators
between them, the Japanese has an item more.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.spelling import plain
from aligner.findings.meaning.name_words import INSIDE, Side, has_rendering, sounds_alike
from aligner.findings.meaning.pair_words import pair_finding, segments_with, sure_pairs
from aligner.model import FindingKind, Lang, Span
from aligner.text.kana import romanise
from aligner.text.scripts import KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.model import Finding

#: An estimate. Readers found a smaller share on human translations (tests/judging/verdicts).
_CERTAINTY = 0.6
_ITEM = r"[\w'’-]+(?: [\w'’-]+){0,2}"
_ENUMERATION = re.compile(rf"{_ITEM}(?:, {_ITEM})*,? (?:and|or) {_ITEM}")
_BETWEEN_ITEMS = re.compile(r",? (?:and|or) |, ")
#: Items that both sides have, of the shortest enumeration that is compared.
_FEWEST = 2
_COMMA = re.compile("[、，,・／]")
#: Japanese words that separate items.
_SEPARATORS = frozenset({"と", "や", "及び", "および", "並びに", "ならびに", "又は", "または", "若しくは", "もしくは"})
#: Maximum characters between two neighbouring items; an item between them may be missing.
_LONGEST_GAP = 20
#: Words that are never between items: verbs, and particles of cases and topics.
_CLAUSE, _TOPIC = (
    frozenset({"動詞", "助動詞", "副詞", "形容詞"}),
    frozenset({"は", "が", "を", "に", "で", "も", "から"}),
)
_JOINING = frozenset({"助詞", "接続詞"})


class Item(NamedTuple):
    """An item of an English enumeration: where it stands, its words, and the Japanese words that may translate one."""

    span: Span
    words: Sequence[Word]
    translations: Sequence[Word]


class Uneven(NamedTuple):
    """An item that one side lacks: the side that has it, where it stands, and the items that both have."""

    lang: Lang
    span: Span
    kept: Sequence[Item]


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
    for start, text in pair.texts[Lang.EN]:
        for match in _ENUMERATION.finditer(text):
            items = _assigned(list(_items(pair, Span(start + match.start(), start + match.end()))))
            uneven = _compare(pair, items)
            if uneven:
                return uneven
    return None


def _items(pair: PairWords, span: Span) -> Iterator[Item]:
    """The items of an enumeration. The first and the last one may be part of a longer phrase."""
    text = pair.bitext.en.text
    bounds = [span.start]
    for match in _BETWEEN_ITEMS.finditer(text, span.start, span.end):
        bounds += [match.start(), match.end()]
    bounds.append(span.end)
    stretches = list(zip(bounds[::2], bounds[1::2], strict=True))
    for k, (start, end) in enumerate(stretches):
        words = [word for word in pair.prose[Lang.EN] if start <= word.start < end and word.content]
        if k == 0:
            words = words[-1:]
        elif k == len(stretches) - 1:
            words = words[:1]
        if words:
            translations = [other for word in words for other in _translations(pair, word)]
            yield Item(Span(start, end), words, translations)


def _assigned(items: Sequence[Item]) -> list[Item]:
    """The items with one translation each, or none, so that most have one and all stand in the same order."""
    chains: list[list[tuple[int, Word]]] = [[]]
    for k, item in enumerate(items):
        for word in item.translations:
            before = [chain for chain in chains if not chain or (chain[-1][0] < k and chain[-1][1].start < word.start)]
            longest: list[tuple[int, Word]] = max(before, key=len)
            chains.append([*longest, (k, word)])
    chain: list[tuple[int, Word]] = max(chains, key=len)
    best = dict(chain)
    return [item._replace(translations=[best[k]] if k in best else []) for k, item in enumerate(items)]


def _translations(pair: PairWords, word: Word) -> Iterator[Word]:
    """The Japanese words that translate a word, or render it if it is a name."""
    yield from pair.counterparts(word, Lang.EN)
    if word.form.name:
        key = plain(word.text)
        for other in pair.prose[Lang.JA]:
            if (KATAKANA_RUN.fullmatch(other.text) and sounds_alike(key, romanise(other.text), INSIDE)) or plain(
                other.text
            ) == key:
                yield other


def _compare(pair: PairWords, items: Sequence[Item]) -> Uneven | None:
    kept = [item for item in items if item.translations]
    if len(kept) < max(_FEWEST, len(items) - 1):
        return None
    neighbours = list(pairwise(item.translations[0] for item in kept))
    if not all(_is_phrase(pair, one, other) for one, other in neighbours):
        return None
    counts = [_separators(pair, one, other) for one, other in neighbours]
    if len(kept) == len(items):
        return _extra(pair, kept, counts)
    (lost,) = (k for k, item in enumerate(items) if not item.translations)
    japanese = Side("".join(text for _, text in pair.texts[Lang.JA]), pair.prose[Lang.JA])
    is_name = [word.form.name for word in items[lost].words]
    if any(is_name) and any(has_rendering(word, Lang.EN, japanese, pair.lexicon) for word in items[lost].words):
        return None
    if 0 < lost < len(items) - 1 and all(len(separators) == 1 for separators in counts):
        return Uneven(Lang.EN, items[lost].span, kept)
    return None


def _extra(pair: PairWords, kept: Sequence[Item], counts: Sequence[Sequence[Span]]) -> Uneven | None:
    """An item that only the Japanese side has: between two items stands another one that nothing translates."""
    if sorted(map(len, counts)) != [1] * (len(counts) - 1) + [2]:
        return None
    (first, second) = next(separators for separators in counts if len(separators) == 2)
    words = [word for word in pair.prose[Lang.JA] if first.end <= word.start < second.start and word.content]
    if not words or any(True for word in words for _ in pair.counterparts(word, Lang.JA)):
        return None
    english = Side("".join(text for _, text in pair.texts[Lang.EN]), pair.prose[Lang.EN])
    if any(word.form.name and has_rendering(word, Lang.JA, english, pair.lexicon) for word in words):
        return None
    return Uneven(Lang.JA, Span(words[0].start, words[-1].end), kept)


def _is_phrase(pair: PairWords, one: Word, other: Word) -> bool:
    """Whether two Japanese words can be neighbouring items: they stand near, with nothing but nouns between them."""
    if other.start - one.end > _LONGEST_GAP:
        return False
    between = [word for word in pair.prose[Lang.JA] if one.end <= word.start < other.start]
    return (
        one.form.part != "動詞"
        and other.form.part != "動詞"
        and not any(word.form.part in _CLAUSE or word.text in _TOPIC for word in between)
    )


def _separators(pair: PairWords, one: Word, other: Word) -> list[Span]:
    """The separators between two Japanese words, where neighbouring ones count as one."""
    text = pair.bitext.ja.text
    found = [Span(*match.span()) for match in _COMMA.finditer(text, one.end, other.start)]
    found += [
        Span(word.start, word.end)
        for word in pair.prose[Lang.JA]
        if one.end <= word.start < other.start and word.text in _SEPARATORS and word.form.part in _JOINING
    ]
    separate: list[Span] = []
    for span in sorted(found):
        if separate and span.start == separate[-1].end:
            separate[-1] = Span(separate[-1].start, span.end)
        else:
            separate.append(span)
    return separate


def _finding(inspection: Inspection, pair: PairWords, uneven: Uneven) -> Finding:
    (first, *_), (last, *_) = uneven.kept[0].translations, uneven.kept[-1].translations
    english = Span(uneven.kept[0].words[0].start, uneven.kept[-1].span.end)
    others = Span(first.start, last.end) if uneven.lang is Lang.EN else english
    return pair_finding(
        inspection,
        pair,
        FindingKind.ENUMERATION,
        "missing" if uneven.lang is inspection.alignment.bitext.source else "extra",
        {uneven.lang: uneven.span, uneven.lang.other: others},
        message="enumeration",
        certainty=_CERTAINTY,
        side=uneven.lang,
    )
