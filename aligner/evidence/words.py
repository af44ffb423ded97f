"""Words with their spans: English by rule, Japanese by MeCab (fugashi) with UniDic.

A word's span lies in the untouched text. UniDic gives the dictionary form (lemma), the reading in katakana and, for
loan words, the foreign word it came from (プロジェクト ← project).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from aligner.evidence.occurrences import Lines, Places, numbered, occurrences
from aligner.evidence.stemmer import stem
from aligner.model import Lang
from aligner.text.wrapping import wraps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.arrays import Ints64

#: MeCab builds a lattice over the whole string; pieces of this many characters limit its memory.
_PIECE = 2000
_ENGLISH_WORD = re.compile(r"([A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9_]*(?:['’][a-z]+)?)")
_POSSESSIVE = re.compile(r"['’]s?$")
_BREAK_AFTER = re.compile(r"[。！？、\n\s]")

#: UniDic's classes of content words; auxiliaries, particles and marks are not content words.
_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "連体詞", "接頭辞", "接尾辞", "感動詞"})
_MARKS = frozenset({"補助記号", "記号", "空白"})
#: Fields of UniDic 2.1.2; an unknown word has only six.
_INFLECTION, _LEMMA, _SPELLING, _SOUND, _READING = 5, 7, 10, 11, 17
#: The characters that are white space to MeCab.
_SPACE = " \t\n\v"
#: Characters that are replaced by a space: MeCab stops at a NUL, which would lose the rest of the piece, and uses the
#: others as separators in its output.
_BLANKED = "\0\t\n"
#: The files of the dictionary that MeCab maps into memory.
_MAPPED = ("sys.dic", "matrix.bin", "char.bin", "unk.dic")


class Form(NamedTuple):
    """A word, independent of its position.

    Attributes:
        text: the word as written, width folded.
        lemma: English stem or Japanese dictionary form, case folded.
        reading: katakana, Japanese only.
        origin: the foreign word that it was borrowed from, Japanese loan words only.
        content: whether it is a content word (no particle, auxiliary or mark).
        name: whether it may be a name: capitalised in English, a proper noun or unknown word in Japanese.
        part: UniDic's part of speech (名詞, 動詞 …), Japanese only.
        inflection: UniDic's name of the inflected form (終止形-一般 …), Japanese only, empty without inflection.
        spelling: the dictionary form in the spelling used here (行なう, whose lemma is 行う), Japanese only.
        sound: the pronunciation of ``spelling`` (オコナウ), Japanese only.
        joins: whether it is a Japanese particle that ends a clause and joins it to the next (て, ので, ながら).
    """

    text: str
    lemma: str
    reading: str | None = None
    origin: str | None = None
    content: bool = True
    name: bool = False
    part: str = ""
    inflection: str = ""
    spelling: str = ""
    sound: str = ""
    joins: bool = False


class Word(NamedTuple):
    """A word in a text: code-point offsets, and its form."""

    start: int
    end: int
    form: Form

    @property
    def text(self) -> str:
        """The word as written, width folded."""
        return self.form.text

    @property
    def lemma(self) -> str:
        """English stem or Japanese dictionary form, case folded."""
        return self.form.lemma

    @property
    def content(self) -> bool:
        """Whether it is a content word."""
        return self.form.content


@dataclass(frozen=True)
class Words:
    """The words of a document's segments, without marks and white space.

    Attributes:
        forms: the distinct words, in order of first mention.
        places: the positions of the words, in order.
        form: (n,) the number in ``forms`` of the word at each place.
    """

    forms: tuple[Form, ...]
    places: Places
    form: Ints64

    def __iter__(self) -> Iterator[Word]:
        """Yields the words one by one, with offsets in the document."""
        places, forms = self.places, map(self.forms.__getitem__, self.form.tolist())
        return map(Word, places.start.tolist(), places.end.tolist(), forms)

    @cached_property
    def rows(self) -> Mapping[int, Sequence[Word]]:
        """Segment → its words, with offsets in the document; segments without words are missing."""
        words, segment = list(self), self.places.segment
        firsts = np.flatnonzero(np.diff(segment, prepend=-1))
        bounds = pairwise([*firsts.tolist(), len(words)])
        return {k: words[first:last] for k, (first, last) in zip(segment[firsts].tolist(), bounds, strict=True)}


def split_words(text: str, lang: Lang) -> tuple[Word, ...]:
    """The words of one text.

    >>> [(word.text, word.lemma) for word in split_words("Zhaoqing's projects", Lang.EN)]
    [('Zhaoqing', 'zhaoq'), ('projects', 'project')]
    >>> [(word.start, word.end, word.form.origin) for word in split_words("新規プロジェクト", Lang.JA)]
    [(0, 2, None), (2, 8, 'project')]
    """
    return tuple(read_words(Lines([text], [0]), lang))


def read_words(lines: Lines, lang: Lang) -> Words:
    """The words of every segment."""
    return _english(lines) if lang is Lang.EN else _japanese(lines)


def _english(lines: Lines) -> Words:
    strings, starts, _ = occurrences(_ENGLISH_WORD, lines.folded.text)
    distinct, form = numbered(strings)
    forms = tuple(map(_english_form, distinct))
    lengths = np.fromiter((len(form.text) for form in forms), np.int64, len(forms))
    return Words(forms, lines.places(starts, starts + lengths[form], folded=True), form)


@lru_cache(maxsize=100_000)
def _english_form(string: str) -> Form:
    word = _POSSESSIVE.sub("", string)
    lower = word.casefold()
    return Form(word, stem(lower), content=lower not in _function_words(), name=word[0].isupper())


@cache
def _tagger() -> Any:
    """MeCab, with one line of output for every token: white space before it, its surface, a tab, its features.

    Raises:
        MemoryError: the dictionary, which is mapped into memory, does not fit.
    """
    import fugashi
    import unidic_lite

    # The dictionary is named explicitly, so that another installed one cannot change results. The output type is
    # emptied, because that of the dictionary would override the given formats.
    line = r"%M\t%H\n"
    options = f"-d \"{unidic_lite.DICDIR}\" --output-format-type= --eos-format= -F '{line}' --unk-format='{line}'"
    try:
        return fugashi.Tagger(options)
    except RuntimeError as error:
        # MeCab reports a file that cannot be mapped as one that it cannot open.
        if all(Path(unidic_lite.DICDIR, file).is_file() for file in _MAPPED):
            raise MemoryError("there is not enough memory for the Japanese dictionary") from error
        raise


def _japanese(lines: Lines) -> Words:
    """Parses MeCab's output, one line for every token; tokens with equal lines are one form."""
    tagger = _tagger()
    origins: list[int] = []
    counts: list[int] = []
    text, kept_offsets, segments = _unwrapped(lines)

    def mecab_lines() -> Iterator[str]:
        """Yields line by line: all lines of a long document would take hundreds of megabytes."""
        for origin, piece in _pieces(text, segments):
            if output := tagger.parse(piece):
                output_lines = output.split("\n")
                origins.append(origin)
                counts.append(len(output_lines))
                yield from output_lines

    distinct, kind = numbered(mecab_lines())
    count = np.array(counts, np.int64)
    tokens = [_japanese_token(line) for line in distinct]
    space, size = np.array([(token.space, token.space + token.size) for token in tokens], np.int64).reshape(-1, 2).T
    ends = np.cumsum(size[kind])
    before = np.concatenate([[0], ends])
    # The tokens of a piece follow each other from its start on.
    origin_of = np.repeat(np.array(origins, np.int64) - before[np.cumsum(count) - count], count)
    starts, ends = origin_of + before[:-1] + space[kind], origin_of + ends
    number = np.cumsum([token.form is not None for token in tokens], dtype=np.int64) - 1
    kept = np.array([token.form is not None for token in tokens], np.bool_)[kind]
    starts, ends = starts[kept], ends[kept]
    if kept_offsets is not None:
        starts, ends = kept_offsets[starts], kept_offsets[ends - 1] + 1
    places = lines.places(starts, ends, folded=True)
    return Words(tuple(token.form for token in tokens if token.form), places, number[kind[kept]])


class _Token(NamedTuple):
    """A line of MeCab's output: lengths of white space and surface, and the word's form unless it is a mark."""

    space: int
    size: int
    form: Form | None


@lru_cache(maxsize=100_000)
def _japanese_token(line: str) -> _Token:
    spaced_surface, features = line.split("\t")
    surface = spaced_surface.lstrip(_SPACE)
    fields = next(csv.reader([features])) if '"' in features else features.split(",")
    space, known = len(spaced_surface) - len(surface), len(fields) > _READING
    if fields[0] in _MARKS:
        return _Token(space, len(surface), None)
    lemma, _, origin = ((fields[_LEMMA] if known else "") or surface).partition("-")
    form = Form(
        surface,
        lemma.casefold(),
        reading=fields[_READING] if known else None,
        origin=origin.casefold() if origin.isascii() and origin else None,
        content=fields[0] in _CONTENT and fields[1] != "数詞",
        name=fields[1] == "固有名詞" or not known,
        part=fields[0],
        inflection=fields[_INFLECTION].removeprefix("*"),
        spelling=fields[_SPELLING] if known else surface,
        sound=fields[_SOUND] if known else "",
        joins=fields[1] == "接続助詞",
    )
    return _Token(space, len(surface), form)


def _unwrapped(lines: Lines) -> tuple[str, Ints64 | None, list[int]]:
    """The folded text without line breaks from wrapping, the folded offset of every kept character, and segment starts.

    The offsets are None where nothing was removed.
    """
    text, starts = lines.folded.text, lines.folded_starts()
    if text.count("\n") + text.count("\r") < len(starts) - 1:
        return text, None, starts
    kept_chars = np.ones(len(text), np.bool_)
    pieces, end = [], 0
    for first, following in pairwise(starts):
        for wrap in wraps(text[first : following - 1]):
            pieces.append(text[end : first + wrap.start])
            end = first + wrap.end
            kept_chars[first + wrap.start : end] = False
    if not pieces:
        return text, None, starts
    offsets = np.flatnonzero(kept_chars)
    segments = np.searchsorted(offsets, starts[:-1]).tolist()
    return "".join([*pieces, text[end:]]), offsets, [*segments, len(offsets) + 1]


def _pieces(text: str, segments: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The segments in pieces, with their offsets; a piece ends after a mark or white space if it holds one."""
    for char in _BLANKED:
        text = text.replace(char, " ")
    for first, following in pairwise(segments):
        start, last = first, following - 1
        while start < last:
            end = min(start + _PIECE, last)
            if end < last:
                breaks = [match.end() for match in _BREAK_AFTER.finditer(text, start, end)]
                end = breaks[-1] if breaks else end
            yield start, text[start:end]
            start = end


@cache
def _function_words() -> frozenset[str]:
    """Function words: closed classes, so the list is nearly complete."""
    return frozenset(files("aligner.evidence").joinpath("function_words.txt").read_text("utf-8").split())
