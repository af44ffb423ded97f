"""A name that is another one in the translation: PostgreSQL beside SQLite, Germany beside フランス.

A finding needs all of this in a sure pair: one side has exactly one name without a rendering on the other side or in
the neighbouring pairs, the other side has one such name too, and both are of one sort: rows of one class of the table
of known names, strings of Latin letters of one shape, a name and katakana, or a Japanese name in Latin letters and one
in kanji.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.spelling import japanese_spelling, plain
from aligner.findings.changed_names import is_mistaken
from aligner.findings.meaning.name_words import (
    APART,
    NEAR,
    KnownName,
    Side,
    has_rendering,
    known_names,
    names_by_segment,
    sounds_alike,
)
from aligner.findings.meaning.pair_words import pair_finding, sure_pairs
from aligner.model import LANGS, FindingKind, Lang, Span
from aligner.text.kana import romanise
from aligner.text.scripts import HAN_RUN, KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.model import Finding

#: An estimate; of eight that were read seven were true.
_CERTAINTY = 0.7
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]+")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]+")
#: Letters of the shortest English name, and of the shortest katakana name.
_SHORTEST, _SHORTEST_KATAKANA = 3, 3
#: A capitalised word inside a sentence.
_INNER = re.compile(r"(?<=[a-z,] )[A-Z]\w+")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
#: What follows the name of an era: 元禄2年.
_YEAR = re.compile("[0-9０-９元一二三四五六七八九十]+年|年間")
#: What a Japanese name in Latin letters looks like.
_JAPANESE_NAME = re.compile(
    r"(?:(?:[kgsztdnhbpmyrwfj]|ch|sh|ts|[kgsnhbpmr]y)?[aeiouāīūēō]|n(?![aeiouy])|(?:k(?=k)|s(?=s)|t(?=[tc])|p(?=p)))+",
    re.IGNORECASE,
)


class Replaced(NamedTuple):
    """Where the name of each side stands that has no rendering on the other one."""

    en: Span
    ja: Span


class _Habits(NamedTuple):
    """How the document writes words.

    Attributes:
        common: English words that it also writes in lower case.
        inner: English words that it capitalises inside a sentence.
        rendered: names that some pair has on both sides.
        given: Japanese given names, which follow a family name elsewhere.
    """

    common: frozenset[str]
    inner: frozenset[str]
    rendered: frozenset[str]
    given: frozenset[str]


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every name that is another one on the other side."""
    segments = frozenset(range(len(inspection.alignment.bitext.en.segments)))
    inner = frozenset(_INNER.findall(inspection.alignment.bitext.en.text))
    habits = _Habits(_common_words(inspection), inner, _rendered(inspection), _given_names(inspection))
    known = {
        lang: names_by_segment(inspection.alignment.bitext.side(lang), inspection.reading(lang).words) for lang in LANGS
    }
    return [
        _finding(inspection, pair, replaced)
        for pair in sure_pairs(inspection, {Lang.EN: segments, Lang.JA: frozenset()})
        if (replaced := _known(inspection, pair, known) or _unknown(inspection, pair, habits))
    ]


def _common_words(inspection: Inspection) -> frozenset[str]:
    """Words that the document also writes in lower case; they are not names."""
    forms = inspection.reading(Lang.EN).words.forms
    return frozenset(form.text.casefold() for form in forms if form.text.islower())


def _rendered(inspection: Inspection) -> frozenset[str]:
    """The names of both sides that some pair of the document has on both of them, as the name channel found them."""
    bitext = inspection.alignment.bitext
    channel = next(channel for channel in inspection.prepared.channels if channel.name == "name")
    bead_of = {(lang, k): bead.id for bead in inspection.alignment.beads for lang in LANGS for k in bead.side(lang)}
    strings: dict[tuple[int, int], dict[Lang, str]] = defaultdict(dict)
    for lang, held in ((Lang.EN, channel.en), (Lang.JA, channel.ja)):
        columns = (column.tolist() for column in (held.item, held.segment, held.start, held.end))
        for item, segment, start, end in zip(*columns, strict=True):
            strings[item, bead_of.get((lang, segment), -1)][lang] = bitext.side(lang).text[start:end]
    return frozenset(text for both in strings.values() if len(both) == len(LANGS) for text in both.values())


def _side(pair: PairWords, lang: Lang) -> Side:
    return Side("\n".join(text for _, text in pair.texts[lang]), pair.prose[lang])


def _near(inspection: Inspection, pair: PairWords, lang: Lang) -> Side:
    """One side of the neighbouring pairs."""
    beads = inspection.alignment.beads[max(pair.bead.id - 1, 0) : pair.bead.id + 2]
    segments = [segment for bead in beads if bead.id != pair.bead.id for segment in bead.side(lang)]
    rows, document = inspection.reading(lang).words.rows, inspection.alignment.bitext.side(lang)
    words = [word for segment in segments for word in rows.get(segment, ())]
    return Side("\n".join(map(document.segment_text, segments)), words)


def _known(
    inspection: Inspection, pair: PairWords, known: Mapping[Lang, Mapping[int, Sequence[KnownName]]]
) -> Replaced | None:
    """Two names of one class of the table, each the only one of its class without a rendering."""
    if not all(any(segment in known[lang] for segment in pair.bead.side(lang)) for lang in LANGS):
        return None
    sides = {lang: _side(pair, lang) for lang in LANGS}
    left: dict[Lang, dict[str, dict[Span, KnownName]]] = {lang: {} for lang in LANGS}
    for lang in LANGS:
        document = pair.bitext.side(lang).text
        # A country in brackets is an explanation for readers of one side.
        text = _ASIDE.sub("", sides[lang].text)
        names = {id(name): name for segment in pair.bead.side(lang) for name in known[lang].get(segment, ())}
        for name in names.values():
            if not name.stands_in(text, lang) or name.stands_in(sides[lang.other].text, lang.other):
                continue
            place = name.place(sides[lang].words, document, lang)
            if place:
                left[lang].setdefault(name.group, {})[place] = name
    for group, english in left[Lang.EN].items():
        japanese = left[Lang.JA].get(group, {})
        if len(english) == len(japanese) == 1:
            ((one, name),) = english.items()
            ((other, other_name),) = japanese.items()
            near = {lang: _near(inspection, pair, lang).text for lang in LANGS}
            if is_mistaken(pair.bitext.en.text[one.start : one.end], pair.bitext.ja.text[other.start : other.end]):
                continue  # `changed_names` reports it
            # Both names in the neighbouring pairs mean that the pair holds parts of two others.
            if not (name.stands_in(near[Lang.JA], Lang.JA) and other_name.stands_in(near[Lang.EN], Lang.EN)):
                return Replaced(one, other)
    return None


def _unknown(inspection: Inspection, pair: PairWords, habits: _Habits) -> Replaced | None:
    """The only name of each side that has no rendering on the other one, of those with a rendering elsewhere if any."""
    japanese = list(_japanese_names(pair.prose[Lang.JA], pair.bitext.ja.text))
    english = _english_names(pair, habits) if japanese else []
    if not english:
        return None
    left: list[Word] = []
    # 織江 in 黛織江 is a given name; the other side uses the family name of the same person.
    japanese = [word for word in japanese if word.text not in habits.given]
    for lang, words in ((Lang.JA, japanese), (Lang.EN, english)):
        there = _side(pair, lang.other)
        without = _distinct([word for word in words if not has_rendering(word, lang, there, pair.lexicon)])
        without = [word for word in without if word.text in habits.rendered] or without
        if len(without) != 1:
            return None
        left += without
    other, one = left
    if not _of_one_sort(one, other, pair, habits.rendered):
        return None
    if all(
        has_rendering(word, lang, _near(inspection, pair, lang.other), pair.lexicon, NEAR)
        for lang, word in ((Lang.JA, other), (Lang.EN, one))
    ):
        return None
    return Replaced(Span(one.start, one.end), Span(other.start, other.end))


def _given_names(inspection: Inspection) -> frozenset[str]:
    """Names in kanji that also stand right after other kanji in the document, as in a full name."""
    words = inspection.reading(Lang.JA).words
    return frozenset(
        word.text
        for before, word in pairwise(words)
        if word.form.name
        and before.end == word.start
        and HAN_RUN.fullmatch(word.text)
        and HAN_RUN.fullmatch(before.text)
    )


def _distinct(words: Sequence[Word]) -> list[Word]:
    return list({word.text: word for word in reversed(words)}.values())


def _japanese_names(words: Sequence[Word], text: str) -> Iterator[Word]:
    """The names of the Japanese side; kanji only if they are not part of a longer word or an era."""
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        if _LATIN.fullmatch(word.text):
            if any(letter.isupper() for letter in word.text):
                yield word
        elif not word.form.name:
            continue
        elif KATAKANA_RUN.fullmatch(word.text):
            around = text[word.start - 1 : word.start] + text[word.end : word.end + 1]
            if len(word.text) >= _SHORTEST_KATAKANA and not KATAKANA_RUN.search(around.replace("・", "")):
                yield word
        elif len(word.text) > 1 and HAN_RUN.fullmatch(word.text) and word.form.reading:
            joined = [
                other
                for other in (before, after)
                if other and (other.end == word.start or other.start == word.end) and HAN_RUN.fullmatch(other.text)
            ]
            if all(other.form.name or other.form.part == "接尾辞" for other in joined) and not _YEAR.match(
                text, word.end
            ):
                yield word


def _is_capitalised(word: Word) -> bool:
    return word.form.name and (word.content or _ACRONYM.fullmatch(word.text) is not None)


def _english_names(pair: PairWords, habits: _Habits) -> list[Word]:
    """The names of the English side: capitalised inside a sentence, or known, and never in lower case."""
    names = []
    capitalised = [word for word in pair.prose[Lang.EN] if _is_capitalised(word)]
    if 2 * len(capitalised) > sum(word.content for word in pair.words[Lang.EN]) + 2:
        return []  # a title
    text = pair.bitext.en.text
    for word in capitalised:
        if len(word.text) < _SHORTEST or not word.text.isalnum() or word.text.casefold() in habits.common:
            continue
        before = text[max(word.start - 2, 0) : word.start]
        inside = (before[-1:] == " " and before[:1].isalnum()) or before[:1] == ","
        if (
            inside
            or word.text in habits.inner
            or _ACRONYM.fullmatch(word.text)
            or word.lemma not in pair.lexicon.translations
        ):
            names.append(word)
    return names


def _of_one_sort(english: Word, japanese: Word, pair: PairWords, rendered: frozenset[str]) -> bool:
    """Whether two names may stand for each other; kanji have many readings, so such a name must be read elsewhere."""
    if all(word.text in known_names() for word in (english, japanese)):
        return False
    if _LATIN.fullmatch(japanese.text):
        acronyms = [_ACRONYM.fullmatch(word.text) is not None for word in (english, japanese)]
        mistaken = acronyms[0] and is_mistaken(english.text, japanese.text)  # `changed_names` reports it
        return acronyms[0] == acronyms[1] and not mistaken
    translations = pair.lexicon.translations.get(english.lemma, {})
    if KATAKANA_RUN.fullmatch(japanese.text):
        if _ACRONYM.fullmatch(english.text) or not all(KATAKANA_RUN.fullmatch(lemma) for lemma in translations):
            return False
        key, kana = plain(english.text), romanise(japanese.text)
        return japanese_spelling(key)[:2] != kana[:2] and key[:2] != kana[:2] and not sounds_alike(key, kana, APART)
    if rendered.isdisjoint({english.text, japanese.text}):
        return False
    return not translations and _JAPANESE_NAME.fullmatch(plain(english.text)) is not None


def _finding(inspection: Inspection, pair: PairWords, replaced: Replaced) -> Finding:
    spans = {Lang.EN: replaced.en, Lang.JA: replaced.ja}
    return pair_finding(inspection, pair, FindingKind.NAME, "replaced", spans, message="replaced", certainty=_CERTAINTY)
