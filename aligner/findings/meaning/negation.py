"""Where a sentence denies something, in English and Japanese.

Owns how negation is read. The words, the idioms, and the words that imply a negation are data (``negation.toml``).
Read next: `polarity`, which compares both sides.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.model import Lang, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.words import Form, Word

#: Content words after an English negator that it may deny, and the characters within which they stand.
_HEADS, _REACH = 2, 40
#: Characters between a Japanese word and the auxiliary that denies it (対応し|てい|ない).
_JAPANESE_REACH = 8
#: Negators that are values of programs, or particles of Japanese names, where they are written so.
_NAMES = frozenset({"none", "no", "nothing"})
_ENGLISH_CLAUSE_END = re.compile(r"[,;:.!?—–()]")
#: The one negative auxiliary that follows the plain form of a verb: 言うまい.
_UNLIKELY = "まい"
#: The particle of a prohibition: 触るな.
_PROHIBITING = "な"
#: Japanese words that lean on the word before them; the word that is denied stands before.
_LEANING = frozenset(
    {
        "為る",
        "居る",
        "有る",
        "成る",
        "出来る",
        "れる",
        "られる",
        "事",
        "物",
        "訳",
        "筈",
        "所",
        "様",
        "方",
        "置く",
        "仕舞う",
        "来る",
        "行く",
        "下さる",
        "頂く",
        "為さる",
        "致す",
        "御座る",
    }
)


@dataclass(frozen=True, slots=True)
class Denial:
    """A negation with the words that it may deny.

    Attributes:
        span: the negation in the document.
        heads: the content words that it may deny, nearest first.
    """

    span: Span
    heads: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Polarity:
    """The negations of a text.

    Attributes:
        denials: its negations.
        idiom: whether it holds an idiom whose negation has no counterpart (not only, かもしれない).
        implied: whether it holds a word that implies a negation (fail, 以外); the other side may well deny there.
    """

    denials: tuple[Denial, ...]
    idiom: bool
    implied: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    negators: frozenset[str]
    idioms: re.Pattern[str]
    implied: re.Pattern[str]


@cache
def _rules(lang: Lang) -> _Rules:
    table = tomllib.loads(files(__package__).joinpath("negation.toml").read_text("utf-8"))[str(lang)]
    idioms, implied = ("|".join(table[name]) for name in ("idioms", "implied"))
    if lang is Lang.EN:
        idioms, implied = rf"\b(?:{idioms})\b", rf"\b(?:{implied})\b|\?"
    negators = frozenset(table["negators"])
    return _Rules(negators, re.compile(idioms, re.IGNORECASE), re.compile(implied, re.IGNORECASE))


def read_polarity(text: str, start: int, words: Sequence[Word], lang: Lang) -> Polarity:
    """Read what a text denies.

    Args:
        text: the text of a segment.
        start: where it starts in the document.
        words: its words, with offsets in the document.
        lang: its language.
    """
    rules = _rules(lang)
    denials = tuple(_english(text, start, words) if lang is Lang.EN else _japanese(words))
    idiom = rules.idioms.search(text) is not None
    rest = _without(text, start, denials)
    return Polarity(denials, idiom, rules.implied.search(rest) is not None)


def is_negator(form: Form, lang: Lang) -> bool:
    """Whether a word may deny."""
    if lang is Lang.JA:
        return form.lemma in _rules(lang).negators or form.lemma == _PROHIBITING
    low = form.text.casefold().replace("’", "'")
    return low in _rules(lang).negators or low.endswith("n't")


def _without(text: str, start: int, denials: Sequence[Denial]) -> str:
    for denial in denials:
        low, high = denial.span.start - start, denial.span.end - start
        text = text[:low] + " " * (high - low) + text[high:]
    return text


def _english(text: str, start: int, words: Sequence[Word]) -> Iterator[Denial]:
    for position, word in enumerate(words):
        if not is_negator(word.form, Lang.EN):
            continue
        if word.text[0].isupper() and position and word.text.casefold() in _NAMES:
            continue
        heads: list[Word] = []
        for after in words[position + 1 :]:
            if after.start - word.end > _REACH or _ENGLISH_CLAUSE_END.search(
                text, word.end - start, after.start - start
            ):
                break
            if after.content:
                heads.append(after)
                if len(heads) == _HEADS:
                    break
        yield Denial(Span(word.start, word.end), tuple(heads))


def _japanese(words: Sequence[Word]) -> Iterator[Denial]:
    for position, word in enumerate(words):
        inflected = position > 0 and words[position - 1].form.inflection.startswith("未然形")
        if word.lemma in _rules(Lang.JA).negators and (
            word.form.part != "助動詞" or inflected or word.lemma == _UNLIKELY
        ):
            heads = [
                before
                for before in reversed(words[max(position - 8, 0) : position])
                if before.content and before.lemma not in _LEANING and word.start - before.end <= _JAPANESE_REACH
            ]
            yield Denial(Span(word.start, word.end), tuple(heads[:1]))
    for word, after in pairwise(words):
        # 触るな: a prohibition, where な ends the text.
        is_last = after is words[-1] and after.lemma == _PROHIBITING and after.form.part == "助詞"
        if is_last and word.form.part == "動詞" and word.form.inflection.startswith("終止形"):
            yield Denial(Span(after.start, after.end), (word,))
