"""The words that exclude each other: opposites, and the members of closed sets such as colours and directions.

Owns how the tables are read (``opposites.tsv``, ``siblings.tsv``). Read next: `opposites`, which compares a pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import permutations
from typing import TYPE_CHECKING

from aligner.evidence.stemmer import stem
from aligner.evidence.words import split_words
from aligner.model import Lang
from aligner.text.scripts import HAN_RUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.evidence.words import Form

#: The mark before a word of a table that is compared as it is, not by its stem.
_EXACT = "="
#: What separates the English words of a member of a set from its Japanese words.
_LANGUAGES = "|"
#: The fifth column of two words that describe one event from two sides.
_CONVERSE = "converse"
#: Columns of a row of opposites without a mark.
_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Concept:
    """What words of both languages mean.

    Attributes:
        stems: stems of its English words, or the words themselves where the table asks for them.
        words: its Japanese words.
        lemmas: the lemmas that each of these is written with.
        kanji: those of its Japanese words that are one character; they also stand inside compounds (左岸).
    """

    stems: frozenset[str]
    words: tuple[str, ...]
    lemmas: tuple[tuple[str, ...], ...]
    kanji: frozenset[str]


@dataclass(frozen=True, slots=True)
class Contrast:
    """A concept beside another one that excludes it.

    Attributes:
        relation: "word" for opposites, "sibling" for members of one set.
        concept: the concept that one side has.
        other: the concept that the other side has in its place.
        is_converse: whether both describe one event from two sides: lend and borrow.
    """

    relation: str
    concept: Concept
    other: Concept
    is_converse: bool = False


@cache
def contrasts() -> Mapping[str, Sequence[Contrast]]:
    """English stem → the contrasts of the concepts it stands for."""
    table: dict[str, list[Contrast]] = {}
    for contrast in (*_opposites(), *_siblings()):
        for word in contrast.concept.stems:
            table.setdefault(word, []).append(contrast)
    return table


def contrasts_of(form: Form) -> Iterator[Contrast]:
    """Yield the contrasts of the concepts that an English word stands for."""
    for key in keys(form):
        yield from contrasts().get(key, ())


def keys(form: Form) -> set[str]:
    """The keys under which the tables may have an English word: its stem, and its singular."""
    return {form.lemma, form.text.casefold().removesuffix("s")}


def _rows(name: str) -> Iterator[list[str]]:
    for line in files(__package__).joinpath(name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _opposites() -> Iterator[Contrast]:
    for row in _rows("opposites.tsv"):
        english, japanese, other_english, other_japanese = row[:_COLUMNS]
        one, other = _concept(english, japanese), _concept(other_english, other_japanese)
        is_converse = _CONVERSE in row[_COLUMNS:]
        yield Contrast("word", one, other, is_converse)
        yield Contrast("word", other, one, is_converse)


def _siblings() -> Iterator[Contrast]:
    for row in _rows("siblings.tsv"):
        members = [_concept(*member.split(_LANGUAGES)) for member in row]
        yield from (Contrast("sibling", one, other) for one, other in permutations(members, 2))


def _concept(english: str, japanese: str) -> Concept:
    words = tuple(japanese.split())
    stems = frozenset(word.removeprefix(_EXACT) if word[0] == _EXACT else stem(word) for word in english.split())
    lemmas = (tuple(word.lemma for word in split_words(written, Lang.JA)) for written in words)
    kanji = frozenset(word for word in words if len(word) == 1 and HAN_RUN.fullmatch(word))
    return Concept(stems, words, tuple(filter(None, lemmas)), kanji)
