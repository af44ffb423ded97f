"""Which words of a pair are names, and whether the other side has a rendering of them.

A name has a rendering where the other side has the same letters, its sound in katakana, its reading in kanji (Japanese
or Chinese), a translation of it in the lexicon, or a rendering that the table of known names lists
(``known_names.tsv``). Read next: `replaced_names`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.fuzz import partial_ratio

from aligner.evidence.spelling import japanese_spelling, kana_likeness, plain, skeleton, syllable
from aligner.model import Lang, Span
from aligner.text.kana import romanise
from aligner.text.scripts import HAN_RUN, KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.evidence.words import Word, Words
    from aligner.model import Document
    from aligner.parameters import Lexicon

#: Likeness from which katakana may render an English name. Inside a pair it is low: what may be a rendering is not
#: reported. Its neighbours hold many more strings.
INSIDE, NEAR = 0.6, 0.8
#: Likeness below which a name and katakana are clearly two names, and the same if both begin with the same sound.
_APART, _APART_SAME_START = 0.43, 0.38
#: Minimum ratio (rapidfuzz) of a reading that may be in a text.
_MAY_READ = 80
#: Minimum letters of a reading that may differ from the text.
_SHORTEST_ALIKE = 6
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.+#-]*")
LATIN_WORD = re.compile(r"[^\W\d_ぁ-ヿ一-鿿]{2}\w*")
#: Characters of the beginning by which a form is looked up.
_KEY = 2
#: Letters of a Latin string that is compared with the beginning of another one.
_BEGINNING = 3


@dataclass(frozen=True)
class Side:
    """The words of one side, as the names of the other side are looked up in it.

    Attributes:
        text: the text of all its segments.
        words: its words.
    """

    text: str
    words: Sequence[Word]

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemmas of its words."""
        return frozenset(word.lemma for word in self.words)

    @cached_property
    def origins(self) -> frozenset[str]:
        """The foreign words that its loan words come from."""
        return frozenset(word.form.origin for word in self.words if word.form.origin)

    @cached_property
    def spellings(self) -> Sequence[str]:
        """Its words in plain letters."""
        return [plain(word.text) for word in self.words]

    @cached_property
    def names(self) -> Sequence[str]:
        """Its capitalised words in plain letters, each alone and with the next word if that is capitalised too."""
        single = [plain(word.text) for word in self.words if word.form.name]
        joined = [
            plain(one.text + other.text) for one, other in pairwise(self.words) if one.form.name and other.form.name
        ]
        return [*single, *joined]

    @cached_property
    def latin(self) -> frozenset[str]:
        """Its strings in Latin letters."""
        strings = [match.group().casefold() for match in _LATIN.finditer(self.text)]
        return frozenset(part for string in strings for part in (string, *re.split("[-.#+]", string)) if part)

    @cached_property
    def katakana(self) -> Sequence[str]:
        """Its katakana in Latin letters, each run whole and in parts."""
        runs = [match.group() for match in KATAKANA_RUN.finditer(self.text)]
        return [romanise(part) for run in runs for part in {run.replace("・", ""), *re.split("[・゠=]", run)} if part]

    @cached_property
    def reading(self) -> str:
        """The reading of the whole side in Latin letters."""
        return japanese_spelling(romanise("".join(word.form.reading or "" for word in self.words)))

    @cached_property
    def pinyin(self) -> str:
        """The Chinese reading of its kanji."""
        return "".join(syllable(char) for run in HAN_RUN.finditer(self.text) for char in run.group())


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name of the table: its class, and its forms in both languages."""

    group: str
    forms: Mapping[Lang, Sequence[str]]

    def stands_in(self, text: str, lang: Lang) -> bool:
        """Whether a text may have any of its forms."""
        return any(form in text for form in self.forms[lang])

    def place(self, words: Sequence[Word], text: str, lang: Lang) -> Span | None:
        """Where one of its forms stands in a document, from the beginning of a word to the end of one."""
        ends = {word.end for word in words}
        for word in words:
            for form in self.forms[lang]:
                end = word.start + len(form)
                if end in ends and len(form) > 1 and text.startswith(form, word.start):
                    return Span(word.start, end)
        return None


@cache
def known_names() -> Mapping[str, Sequence[KnownName]]:
    """English or Japanese form → the names of the table that it may stand for."""
    table: dict[str, list[KnownName]] = defaultdict(list)
    for line in files(__package__).joinpath("known_names.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            group, english, japanese = line.split("\t")
            name = KnownName(group, {Lang.EN: english.split("|"), Lang.JA: japanese.split("|")})
            for form in (*name.forms[Lang.EN], *name.forms[Lang.JA]):
                table[form].append(name)
    return table


@cache
def _by_beginning(lang: Lang) -> Mapping[str, Sequence[tuple[str, KnownName]]]:
    """The first two characters of a form → the forms that begin so, with their names."""
    table: dict[str, list[tuple[str, KnownName]]] = defaultdict(list)
    for name in {id(name): name for same in known_names().values() for name in same}.values():
        for form in name.forms[lang]:
            table[form[:_KEY]].append((form, name))
    return table


def names_by_segment(document: Document, words: Words) -> Mapping[int, Sequence[KnownName]]:
    """The names of the table of which a form begins at a word of a segment, by segment."""
    forms = _by_beginning(document.lang)
    known = [k for k, form in enumerate(words.forms) if form.text[:_KEY] in forms]
    places = np.flatnonzero(np.isin(words.form, known))
    by_segment: dict[int, dict[int, KnownName]] = defaultdict(dict)
    starts, segments = words.places.start[places].tolist(), words.places.segment[places].tolist()
    for start, segment in zip(starts, segments, strict=True):
        for form, name in forms.get(document.text[start : start + _KEY], ()):
            if document.text.startswith(form, start):
                by_segment[segment][id(name)] = name
    return {segment: list(names.values()) for segment, names in by_segment.items()}


def has_rendering(word: Word, lang: Lang, there: Side, lexicon: Lexicon, likeness: float | None = INSIDE) -> bool:
    """Whether the other side may have a rendering of a word; katakana renders it from a likeness, with None never."""
    if any(name.stands_in(there.text, lang.other) for name in known_names().get(word.text, ())):
        return True
    if LATIN_WORD.fullmatch(word.text) and word.text.casefold() in there.text.casefold():
        return True
    search = _english_in_japanese if lang is Lang.EN else _japanese_in_english
    return search(word, there, lexicon, likeness)


def _english_in_japanese(word: Word, there: Side, lexicon: Lexicon, likeness: float | None) -> bool:
    key = plain(word.text)
    if not there.lemmas.isdisjoint(lexicon.translations.get(word.lemma, {})) or key in there.origins:
        return True
    if any(_begins_alike(key, other) for other in there.latin):
        return True
    spelled = japanese_spelling(key)
    if _may_read(spelled, there.reading, likeness) or key in there.pinyin:
        return True
    return likeness is not None and any(sounds_alike(key, kana, likeness) for kana in there.katakana)


def _japanese_in_english(word: Word, there: Side, lexicon: Lexicon, likeness: float | None) -> bool:
    key = plain(word.text)
    if any(word.lemma in lexicon.translations.get(stem, {}) for stem in there.lemmas):
        return True
    if _LATIN.match(word.text):
        return any(_begins_alike(key, other) for other in there.latin)
    if word.form.origin and (word.form.origin in there.lemmas or word.form.origin in there.latin):
        return True
    if KATAKANA_RUN.fullmatch(word.text):
        return likeness is not None and _katakana_in_english(word.text, there, likeness)
    letters = "".join(there.spellings)
    reading = japanese_spelling(romanise(word.form.reading or ""))
    pinyin = "".join(map(syllable, word.text))
    if not reading or _may_read(reading, japanese_spelling(letters), likeness):
        return True
    return pinyin in letters


def _katakana_in_english(text: str, there: Side, likeness: float) -> bool:
    parts = [romanise(part) for part in re.split("[・゠=]", text) if part]
    return any(sounds_alike(other, part, likeness) for other in there.names for part in parts) or any(
        sounds_alike(other, part, NEAR) for other in there.spellings for part in parts
    )


def _may_read(spelling: str, text: str, likeness: float | None) -> bool:
    """Whether a reading may stand in a text; a short one, and one in a neighbouring pair, must be equal."""
    if len(spelling) < _SHORTEST_ALIKE or likeness == NEAR:
        return spelling in text
    return partial_ratio(spelling, text, score_cutoff=_MAY_READ) > 0


def _begins_alike(one: str, other: str) -> bool:
    return one == other or (
        len(one) >= _BEGINNING and len(other) >= _BEGINNING and one[:_BEGINNING] == other[:_BEGINNING]
    )


def sounds_alike(english: str, kana: str, likeness: float) -> bool:
    """Whether an English word may sound like romanised katakana."""
    return sound_likeness(english, kana) >= likeness


def are_apart(english: str, kana: str) -> bool:
    """Whether an English name and romanised katakana are clearly two names.

    >>> are_apart("kavanaugh", "okonkuo"), are_apart("burnham", "baanamu"), are_apart("geoff", "jefu")
    (True, False, False)
    """
    if english[:2] == kana[:2] or japanese_spelling(english)[:2] == kana[:2]:
        return False
    starts = {_first_sound(key) for key in (english, kana)}
    # A final s is often voiced in katakana: Waters, ウォーターズ.
    likeness = max(sound_likeness(english, kana), sound_likeness(english.replace("z", "s"), kana.replace("z", "s")))
    return likeness < (_APART_SAME_START if len(starts) == 1 else _APART)


def _first_sound(spelling: str) -> str:
    """The class of the first consonant; nothing for a name that begins with a vowel or a glide."""
    return "" if spelling[:1] in "aeiouwy" else skeleton(spelling)[:1]


@lru_cache(maxsize=100_000)
def sound_likeness(english: str, kana: str) -> float:
    """Likeness in sound of an English word and romanised katakana, which writes ga as gya too."""
    if not english or not kana or not english.isascii():
        return 0.0
    return float(kana_likeness([english], [kana, kana.replace("y", "")]).max())
