"""Words with their spans: English by rule, Japanese by fugashi with UniDic.

A word's span lies in the untouched text. UniDic gives the dictionary form (lemma), the reading in katakana and, for
loan words, the foreign word it came from (プロジェクト ← project).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from aligner.model import Lang
from aligner.text.folding import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterator

#: MeCab builds a lattice over the whole string it is given; pieces of this many characters keep its memory flat.
_PIECE = 2000
_ENGLISH_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9_]*(?:['’][a-z]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_BREAK_AFTER = re.compile(r"[。！？、\n\s]")

#: UniDic's classes of words that carry meaning of their own; auxiliaries, particles and marks do not.
_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "連体詞", "接頭辞", "接尾辞", "感動詞"})
_MARKS = frozenset({"補助記号", "記号", "空白"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a segment.

    Attributes:
        start: code-point offset in the text the words were taken from.
        end: offset past its last character.
        text: the word as written, width folded.
        lemma: English stem or Japanese dictionary form, case folded.
        reading: katakana, Japanese only.
        origin: foreign word it was borrowed from, Japanese loan words only.
        content: whether it carries meaning of its own (no particle, auxiliary or mark).
        name: whether it may be a name: capitalised in English, a proper noun or unknown word in Japanese.
    """

    start: int
    end: int
    text: str
    lemma: str
    reading: str | None = None
    origin: str | None = None
    content: bool = True
    name: bool = False


def split_words(text: str, lang: Lang) -> tuple[Word, ...]:
    """The words of a text in order, without marks and white space.

    >>> [(word.text, word.lemma) for word in split_words("Zhaoqing's projects", Lang.EN)]
    [('Zhaoqing', 'zhaoq'), ('projects', 'project')]
    >>> [(word.text, word.origin) for word in split_words("新規プロジェクト", Lang.JA)]
    [('新規', None), ('プロジェクト', 'project')]
    """
    return tuple(_english(text) if lang is Lang.EN else _japanese(text))


def _english(text: str) -> Iterator[Word]:
    folded = fold_width(text)
    function = _function_words()
    for found in _ENGLISH_WORD.finditer(folded.text):
        word = _POSSESSIVE.sub("", found.group())
        span = folded.span(found.start(), found.start() + len(word))
        lower = word.casefold()
        yield Word(span.start, span.end, word, stem(lower), content=lower not in function, name=word[0].isupper())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Porter's stem of a lower-case English word (NLTK's implementation, its extended mode)."""
    return str(_stemmer().stem(word)) if word.isascii() else word


@cache
def _stemmer() -> Any:
    from nltk.stem.porter import PorterStemmer

    return PorterStemmer()


@cache
def _tagger() -> Any:
    import fugashi
    import unidic_lite

    # The dictionary is named, so that another one installed beside it cannot change results.
    return fugashi.Tagger(f'-d "{unidic_lite.DICDIR}"')


def _japanese(text: str) -> Iterator[Word]:
    folded = fold_width(text)
    tagger = _tagger()
    for piece_start, piece in _pieces(folded.text):
        at = piece_start
        for node in tagger(piece):
            at += len(node.white_space)
            surface = node.surface
            start, at = at, at + len(surface)
            feature = node.feature
            if feature.pos1 in _MARKS:
                continue
            lemma, _, origin = (feature.lemma or surface).partition("-")
            span = folded.span(start, at)
            yield Word(
                span.start,
                span.end,
                surface,
                lemma.casefold(),
                reading=feature.kana,
                origin=origin.casefold() if origin.isascii() and origin else None,
                content=feature.pos1 in _CONTENT and feature.pos2 != "数詞",
                name=feature.pos2 == "固有名詞" or node.is_unk,
            )


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces that end after a mark or white space where there is one, with their offsets."""
    start = 0
    while start < len(text):
        end = min(start + _PIECE, len(text))
        if end < len(text):
            breaks = [found.end() for found in _BREAK_AFTER.finditer(text, start, end)]
            end = breaks[-1] if breaks else end
        # MeCab stops at a NUL, which would lose the rest of the piece.
        yield start, text[start:end].replace("\0", " ")
        start = end


@cache
def _function_words() -> frozenset[str]:
    """Words that say little of what a sentence is about. Closed classes, so the list is complete enough."""
    return frozenset(files("aligner.evidence").joinpath("function_words.txt").read_text("utf-8").split())
