"""The names of a pair: which words of each side may be names.

An English name is capitalised inside a sentence or known, and the document never writes it in lower case. A Japanese
name is a string of Latin letters, a run of katakana, or a proper noun in kanji. A run of katakana is read whole, since
the dictionary often divides an unknown name (ドン + ガラ). Read next: `name_claims`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.words import Form, Word
from aligner.findings.meaning.name_words import known_names
from aligner.model import Lang
from aligner.text.scripts import HAN_RUN, KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.pair_words import PairWords

LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]+")
ACRONYM = re.compile(r"[A-Z][A-Z0-9]+s?")
#: A capitalised word inside a sentence.
_INNER = re.compile(r"(?<=[a-z,] )[A-Z]\w+")
#: Letters of the shortest English name, and of the shortest katakana name.
_SHORTEST, _SHORTEST_KATAKANA = 3, 3
#: Share of capitalised words among the content words from which a segment is a title.
_TITLE = 0.7
#: A part of a run of katakana.
_PART = re.compile("[^・゠=]+")
#: An adjective or a people that is named after a place or a person (Kievan, Scythians).
_DERIVED = re.compile("[A-Z].{2,}(?:ish|ic|ian|ean|an|ese|ine)s?")
_MODIFIES = re.compile(r" (?![a-z]+ed\b|said\b)[A-Za-z]{3,}")
#: Characters beside a string of Latin letters that is code, markup or a part of a longer string.
_CODE_BEFORE, _CODE_AFTER = frozenset("<>/$&#%@_=+\\"), frozenset("=_(/\\>")
#: Classes of words that a Japanese word in katakana is divided into, if none is a loan word (ガラガラヘビ).
_NATIVE = frozenset({"名詞", "副詞", "接頭辞", "接尾辞"})
#: What follows a name of a person.
_HONORIFIC = re.compile("[ 　]?(?:氏|さん|様|夫人|卿)")
#: What follows the name of an era: 元禄2年.
_YEAR = re.compile("[0-9０-９元一二三四五六七八九十]+年|年間")


class Katakana(NamedTuple):
    """A run of katakana, as one word.

    Attributes:
        word: the whole run.
        parts: the words that the dictionary divides it into.
        is_name: whether it may be a name: any but a single common word and a Japanese word (ガラガラヘビ).
    """

    word: Word
    parts: Sequence[Word]
    is_name: bool


class Habits(NamedTuple):
    """How the document writes words.

    Attributes:
        common: English words that it also writes in lower case; they are not names.
        inner: English words that it capitalises inside a sentence.
        given: Japanese given names, which follow a family name elsewhere.
    """

    common: frozenset[str]
    inner: frozenset[str]
    given: frozenset[str]


def read_habits(inspection: Inspection) -> Habits:
    """How a document writes words."""
    english = inspection.reading(Lang.EN).words.forms
    common = frozenset(form.text.casefold() for form in english if form.text.islower())
    japanese = inspection.reading(Lang.JA).words
    given = frozenset(
        word.text
        for before, word in pairwise(japanese)
        if word.form.name
        and before.end == word.start
        and HAN_RUN.fullmatch(word.text)
        and HAN_RUN.fullmatch(before.text)
    )
    return Habits(common, frozenset(_INNER.findall(inspection.alignment.bitext.en.text)), given)


def capitalised_words(pair: PairWords) -> list[Word]:
    """The capitalised words of the English side."""
    return [
        word
        for word in pair.prose[Lang.EN]
        if word.form.name and (word.content or ACRONYM.fullmatch(word.text) is not None)
    ]


def english_names(pair: PairWords, habits: Habits) -> list[Word]:
    """The names of the English side; none of a title."""
    capitalised = capitalised_words(pair)
    if len(capitalised) > _TITLE * sum(word.content for word in pair.words[Lang.EN]) + 1:
        return []
    return [word for word in capitalised if _is_name(word, pair, habits)]


def _is_name(word: Word, pair: PairWords, habits: Habits) -> bool:
    if len(word.text) < _SHORTEST or not word.text.isalnum() or word.text.casefold() in habits.common:
        return False
    text = pair.bitext.en.text
    before = text[max(word.start - 2, 0) : word.start]
    if _is_code(word, text) or (word.text not in known_names() and _is_derived(word, text)):
        return False
    return (
        (before[-1:] == " " and before[:1].isalnum())
        or before[:1] == ","
        or word.text in habits.inner
        or ACRONYM.fullmatch(word.text) is not None
        or word.lemma not in pair.lexicon.translations
    )


def _is_derived(word: Word, text: str) -> bool:
    """Whether a capitalised word is an adjective or a people: Kievan princes, the Scythians."""
    return _DERIVED.fullmatch(word.text) is not None and (
        _MODIFIES.match(text, word.end) is not None or text[max(word.start - 4, 0) : word.start].casefold() == "the "
    )


def _is_code(word: Word, text: str) -> bool:
    before, after = text[max(word.start - 1, 0) : word.start], text[word.end : word.end + 1]
    return before.isdecimal() or not _CODE_BEFORE.isdisjoint(before) or not _CODE_AFTER.isdisjoint(after)


def japanese_names(pair: PairWords, habits: Habits) -> Iterator[Word]:
    """The names of the Japanese side in Latin letters and in kanji that are no part of a longer word or an era."""
    words, text = pair.prose[Lang.JA], pair.bitext.ja.text
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        if LATIN.fullmatch(word.text):
            if any(letter.isupper() for letter in word.text) and not _is_code(word, text):
                yield word
        elif (
            word.form.name
            and len(word.text) > 1
            and HAN_RUN.fullmatch(word.text)
            and word.form.reading
            # 織江 in 黛織江 is a given name; the other side uses the family name of the same person.
            and word.text not in habits.given
            and not _YEAR.match(text, word.end)
        ):
            joined = [
                other
                for other in (before, after)
                if other and (other.end == word.start or other.start == word.end) and HAN_RUN.fullmatch(other.text)
            ]
            if all(other.form.name or other.form.part == "接尾辞" for other in joined):
                yield word


#: What follows the name of a country in a time zone: イギリス時間.
TIME = "時間"


def katakana_runs(pair: PairWords) -> Iterator[Katakana]:
    """The runs of katakana of the Japanese side, divided at middle dots."""
    words = pair.prose[Lang.JA]
    for start, text in pair.texts[Lang.JA]:
        for run in KATAKANA_RUN.finditer(text):
            for part in _PART.finditer(text, *run.span()):
                low, high = start + part.start(), start + part.end()
                inside = [word for word in words if word.start < high and word.end > low]
                # The name of a country before 時間 renders a time zone: BST, Eastern Time.
                is_zone = text.startswith(TIME, part.end())
                is_name = (
                    len(part.group()) >= _SHORTEST_KATAKANA
                    and not is_zone
                    and (
                        (len(inside) > 1 and any(word.form.origin or word.form.part not in _NATIVE for word in inside))
                        or any(word.form.name for word in inside)
                        or _HONORIFIC.match(text, part.end()) is not None
                    )
                )
                form = Form(part.group(), part.group(), reading=part.group(), name=True, part="名詞")
                yield Katakana(Word(low, high, form), inside, is_name)
