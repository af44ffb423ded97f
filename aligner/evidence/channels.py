"""All the evidence of two documents that has the form of shared items, one channel each.

    number   equal values, however written                           78.4 billion = 784億
    latin    Latin strings of the Japanese text, as they stand        GDP = GDP
    code     the same for strings no translator would touch           utf_8, README
    name     renderings found by spelling and reading                 スプリント ~ sprint, 肇慶 ~ Zhaoqing
    ja-word  Japanese words, shared where a translation stands        投資 = investment
    en-word  English words, shared where a translation stands

The last two look at the same dictionary from both sides, because what a bead leaves uncovered matters on each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

import numpy as np

from aligner.evidence import names
from aligner.evidence.channel import UNKNOWN_SHARE, Channel, Occurrence, build_channel
from aligner.evidence.numbers import Key as NumberKey
from aligner.evidence.numbers import Number, matching_keys, read_numbers
from aligner.evidence.spelling import plain
from aligner.evidence.words import Word, split_words
from aligner.model import Bitext, Document, EvidenceKind, Lang
from aligner.text.folding import fold_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from aligner.parameters import Lexicon

_LATIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]+")
#: Share of segments taken to hold a lone 0, 1, 2 or half: articles and counters bring them everywhere.
_WEAK_SHARE = 0.15
#: What marks a string as an identifier, an acronym or a file's name rather than a word.
_CODE = re.compile(r"[A-Za-z]*(?:[0-9_]|[a-z][A-Z])\w*|[A-Z]{2,}s?")


@dataclass(frozen=True)
class Reading:
    """What was read from one document, by segment; offsets are relative to the segment."""

    texts: tuple[str, ...]
    words: tuple[tuple[Word, ...], ...]
    numbers: tuple[tuple[Number, ...], ...]


def read_document(document: Document) -> Reading:
    """The words and numbers of every segment."""
    texts = tuple(document.segment_text(k) for k in range(len(document.segments)))
    words = tuple(split_words(text, document.lang) for text in texts)
    return Reading(texts, words, tuple(read_numbers(text, document.lang) for text in texts))


K = TypeVar("K")


class _Items(Generic[K]):
    """Numbers items from 0 in order of first mention."""

    def __init__(self) -> None:
        self.ids: dict[K, int] = {}

    def __getitem__(self, key: K) -> int:
        return self.ids.setdefault(key, len(self.ids))


#: (segment, start, end, key), offsets in the document.
Key: TypeAlias = tuple[int, int, int, str]


def read_channels(bitext: Bitext, en: Reading, ja: Reading, lexicon: Lexicon) -> tuple[Channel, ...]:
    """The channels of a bitext, in the order of the module's table."""
    sizes = (len(en.texts), len(ja.texts))

    def shared(name: str, kind: EvidenceKind, keys: Callable[[Document, Reading], Iterator[Key]]) -> Channel:
        items = _Items[str]()
        sides = [
            [Occurrence(segment, start, end, items[key]) for segment, start, end, key in keys(document, reading)]
            for document, reading in ((bitext.en, en), (bitext.ja, ja))
        ]
        return build_channel(name, kind, *sides, items=len(items.ids), segments=sizes)

    return (
        _number_channel(bitext, en, ja),
        shared("latin", EvidenceKind.NAME, _latin_keys),
        shared("code", EvidenceKind.NAME, _code_keys),
        _name_channel(bitext, en, ja),
        *_word_channels(bitext, en, ja, lexicon),
    )


def _number_channel(bitext: Bitext, en: Reading, ja: Reading) -> Channel:
    """A number has a key for each way it may be written; those the other text knows count, or its first if none is.

    So 3割 and 30% meet in 3/10, and neither is missed for a lone 3 or 30.
    """
    english, japanese = _number_keys(bitext.en, en), _number_keys(bitext.ja, ja)
    known = [{key for *_, keys in side for key in keys} for side in (english, japanese)]
    items = _Items[NumberKey]()
    sides = [
        [
            Occurrence(segment, start, end, items[key])
            for segment, start, end, keys in side
            for key in ([key for key in keys if key in others] or keys[:1])
        ]
        for side, others in ((english, known[1]), (japanese, known[0]))
    ]
    shares = np.array([_WEAK_SHARE if key[0] == "weak" else UNKNOWN_SHARE for key in items.ids])
    sizes = (len(en.texts), len(ja.texts))
    return build_channel("number", EvidenceKind.NUMBER, *sides, items=len(items.ids), segments=sizes, shares=shares)


def _number_keys(document: Document, reading: Reading) -> list[tuple[int, int, int, tuple[NumberKey, ...]]]:
    return [
        (segment.id, segment.start + number.start, segment.start + number.end, matching_keys(number))
        for segment, numbers in zip(document.segments, reading.numbers, strict=True)
        for number in numbers
    ]


def _latin_strings(document: Document, reading: Reading) -> Iterator[tuple[int, int, int, str]]:
    for segment, text in zip(document.segments, reading.texts, strict=True):
        folded = fold_width(text)
        for found in _LATIN.finditer(folded.text):
            span = folded.span(found.start(), found.end())
            yield segment.id, segment.start + span.start, segment.start + span.end, found.group()


def _latin_keys(document: Document, reading: Reading) -> Iterator[Key]:
    for segment, start, end, text in _latin_strings(document, reading):
        yield segment, start, end, text.casefold()


def _code_keys(document: Document, reading: Reading) -> Iterator[Key]:
    for segment, start, end, text in _latin_strings(document, reading):
        if _CODE.fullmatch(text):
            yield segment, start, end, text.casefold()


def _name_channel(bitext: Bitext, en: Reading, ja: Reading) -> Channel:
    """Items are renderings: an English key with the Japanese key that renders it."""
    english = _mentions(bitext.en, en, names.english_mentions)
    stems = {
        plain(word.text): word.lemma for words in en.words for word in words if word.content and len(word.text) > 2
    }
    capitalised = {
        key for key, found in english.items() if any(bitext.en.text[start].isupper() for _, start, _ in found)
    }
    ways: list[
        tuple[
            Callable[[str, Sequence[Word]], Iterator[names.Mention]],
            Callable[[Iterable[str]], Iterator[names.Rendering]],
        ]
    ] = [
        (lambda _, words: names.loan_mentions(words), lambda found: names.match_loans(stems, found)),
        (
            lambda _, words: names.read_mentions(words),
            lambda found: names.match_readings(english, capitalised, found),
        ),
        (
            lambda text, _: names.katakana_mentions(text),
            lambda found: names.match_katakana(english, found),
        ),
        (lambda text, _: names.chinese_mentions(text), lambda found: names.match_pinyin(capitalised, found)),
    ]
    items = _Items[tuple[str, str]]()
    left: set[Occurrence] = set()
    right: set[Occurrence] = set()
    for mention, match in ways:
        japanese = _mentions(bitext.ja, ja, mention)
        for rendering in match(japanese):
            # The same pair of strings found two ways is one item.
            rendered = set()
            for segment, start, end in japanese[rendering.ja]:
                item = items[(rendering.en, bitext.ja.text[start:end])]
                right.add(Occurrence(segment, start, end, item))
                rendered.add(item)
            left.update(Occurrence(*place, item) for item in rendered for place in english[rendering.en])
    sizes = (len(en.texts), len(ja.texts))
    return build_channel("name", EvidenceKind.NAME, left, right, items=len(items.ids), segments=sizes)


def _mentions(
    document: Document, reading: Reading, find: Callable[[str, Sequence[Word]], Iterator[names.Mention]]
) -> Mapping[str, list[tuple[int, int, int]]]:
    """Key → (segment, start, end) of its mentions, offsets in the document."""
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for segment, text, words in zip(document.segments, reading.texts, reading.words, strict=True):
        for mention in find(text, words):
            found[mention.key].append((segment.id, segment.start + mention.start, segment.start + mention.end))
    return found


def _word_channels(bitext: Bitext, en: Reading, ja: Reading, lexicon: Lexicon) -> tuple[Channel, Channel]:
    english, japanese = _lemmas(bitext.en, en), _lemmas(bitext.ja, ja)
    known_ja = [lemma for lemma in japanese if lemma in lexicon.ja_share]
    known_en = [stem for stem in english if stem in lexicon.translations]
    back: dict[str, list[str]] = defaultdict(list)
    for stem in known_en:
        for lemma in lexicon.translations[stem]:
            if lemma in japanese:
                back[lemma].append(stem)
    forth = {stem: [lemma for lemma in lexicon.translations[stem] if lemma in japanese] for stem in known_en}
    sizes = (len(en.texts), len(ja.texts))
    return (
        _coverage(
            "ja-word", known_ja, lexicon.ja_share, japanese, english, translations=back, sizes=sizes, own=Lang.JA
        ),
        _coverage(
            "en-word", known_en, lexicon.en_share, english, japanese, translations=forth, sizes=sizes, own=Lang.EN
        ),
    )


def _coverage(
    name: str,
    words: Sequence[str],
    shares: Mapping[str, float],
    own_places: Mapping[str, list[tuple[int, int, int]]],
    other_places: Mapping[str, list[tuple[int, int, int]]],
    *,
    translations: Mapping[str, Sequence[str]],
    sizes: tuple[int, int],
    own: Lang,
) -> Channel:
    """A channel whose items are the words of one side; a segment of the other holds one where a translation stands."""
    mine: list[Occurrence] = []
    theirs: list[Occurrence] = []
    for item, word in enumerate(words):
        mine += [Occurrence(*place, item) for place in own_places[word]]
        theirs += [Occurrence(*place, item) for other in translations.get(word, ()) for place in other_places[other]]
    share = np.array([shares.get(word, UNKNOWN_SHARE) for word in words])
    en, ja = (mine, theirs) if own is Lang.EN else (theirs, mine)
    return build_channel(name, EvidenceKind.WORD, en, ja, items=len(words), segments=sizes, shares=share)


def _lemmas(document: Document, reading: Reading) -> Mapping[str, list[tuple[int, int, int]]]:
    """Content lemma → (segment, start, end) of its occurrences, offsets in the document."""
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for segment, words in zip(document.segments, reading.words, strict=True):
        for word in words:
            if word.content:
                found[word.lemma].append((segment.id, segment.start + word.start, segment.start + word.end))
    return found
