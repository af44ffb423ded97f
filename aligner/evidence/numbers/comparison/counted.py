"""What a number counts, and numbers exchanged between two counted things.

"48 teachers in 21 schools" and 21人の教師が48校 hold the same numbers of other things. Rule: numbers are
exchanged only where both nouns are known on both sides, and each number has the noun of the other.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.number import NumberKind
from aligner.model import Lang, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aligner.evidence.numbers.comparison.context import Context
    from aligner.evidence.numbers.comparison.contradictions import Matched

#: How many English words after a number may name what it counts, and how many characters around a Japanese one.
_WORDS, _REACH = 4, 8
#: Exchanged numbers are looked for among so many.
_PAIRS = 12
_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")
_CLAUSE_END = re.compile(r"[.;:!?()]|,\s|\b(?:and|in|at|from|by|for|with|or|to)\b")
_JA_END = re.compile("[、。；：！？()（）「」0-9０-９]")
_NOUN_BEFORE = re.compile("[一-龥々ァ-ヶー]+[がはの]?$")
#: How many characters after the last number are shown.
_SHOWN = 30
_LINKS = ("の", "が", "は")
_PARTICLES = re.compile("[がはをもの、]?(?:約|およそ|計|合計|大さじ|小さじ|カップ)*$")


class Counted(NamedTuple):
    """The nouns that a number may count: the narrow ones and the wide ones."""

    narrow: frozenset[str]
    wide: frozenset[str]

    def may_be(self, other: Counted) -> bool:
        """Whether two numbers may count the same thing."""
        if self.narrow and other.narrow:
            return bool(self.narrow & other.narrow)
        return bool((self.narrow | self.wide) & (other.narrow | other.wide))


def exchanged(context: Context, matched: Sequence[Matched]) -> Iterator[tuple[int, int]]:
    """The numbers that agree and are exchanged between two counted things, two pairs at a time."""
    pairs = [(i, j) for i, j, _ in matched if _counts(context, i, j)][:_PAIRS]
    if len(pairs) < 2:
        return
    english = {pair: counted_in_english(context, pair[0]) for pair in pairs}
    pairs = [pair for pair in pairs if any(english[pair])]
    if len(pairs) < 2:
        return
    japanese = {pair: counted_in_japanese(context, pair[1]) for pair in pairs}
    for first, second in combinations([pair for pair in pairs if any(japanese[pair])], 2):
        en, other_en, ja, other_ja = english[first], english[second], japanese[first], japanese[second]
        if context.en[first[0]].value == context.en[second[0]].value or en.may_be(other_en) or ja.may_be(other_ja):
            continue
        crosswise = en.may_be(other_ja) and other_en.may_be(ja)
        if crosswise and not (en.may_be(ja) or other_en.may_be(other_ja)):
            yield from (first, second)
            return


def _counts(context: Context, i: int, j: int) -> bool:
    return context.en[i].kind is context.ja[j].kind is NumberKind.CARDINAL


def counted_in_english(context: Context, i: int) -> Counted:
    """What an English number counts: a noun among the words after it."""
    number = context.en[i]
    end = context.en[i + 1].start if i + 1 < len(context.en) else len(context.en_text)
    after = _CLAUSE_END.split(context.en_text[number.end : end], maxsplit=1)[0]
    words = _WORD.findall(f"{number.text} {after}")[: _WORDS + 1]
    return _narrowed(row for word in words for row in _english().get(word.casefold(), ()))


def counted_in_japanese(context: Context, j: int) -> Counted:
    """What a Japanese number counts: its counter, the noun after it, or the noun before it."""
    number, text = context.ja[j], context.ja_text
    last = max((k for k, char in enumerate(number.text) if char.isdecimal()), default=-1)
    after = _JA_END.split(text[number.end : number.end + _REACH], maxsplit=1)[0]
    after = after[after[:1] in _LINKS :]
    rows = (*_japanese().get(number.text[last + 1 :], ()), *_longest(after[:k] for k in range(len(after), 0, -1)))
    if (counted := _narrowed(rows)).narrow:
        return counted
    before = _JA_END.split(text[max(0, number.start - _REACH) : number.start])[-1]
    leading = _PARTICLES.sub("", before)
    return _narrowed((*rows, *_longest(leading[k:] for k in range(len(leading)))))


def with_nouns(text: str, span: Span, lang: Lang) -> Span:
    """A span of numbers with the English noun after it, or the Japanese one before it."""
    if lang is Lang.EN:
        after = _CLAUSE_END.split(text[span.end : span.end + _SHOWN], maxsplit=1)[0]
        return Span(span.start, span.end + len(after.rstrip()))
    noun = _NOUN_BEFORE.search(text[max(0, span.start - _REACH) : span.start])
    return Span(span.start - (len(noun.group()) if noun else 0), span.end)


def _longest(candidates: Iterable[str]) -> tuple[str, ...]:
    """The rows of the first candidate that is a Japanese noun."""
    return next((_japanese()[name] for name in candidates if name in _japanese()), ())


def _narrowed(rows: Iterable[str]) -> Counted:
    """Nouns with the wider ones that they belong to."""
    nouns = frozenset(rows)
    wide = frozenset(row for row in nouns if row in _wide())
    return Counted(nouns - wide, wide | {_table()[row]["of"] for row in nouns if "of" in _table()[row]})


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    noun: dict[str, dict[str, str]] = tomllib.loads(files(__package__).joinpath("counted.toml").read_text("utf-8"))[
        "noun"
    ]
    return noun


@cache
def _wide() -> frozenset[str]:
    return frozenset(row["of"] for row in _table().values() if "of" in row)


@cache
def _english() -> Mapping[str, tuple[str, ...]]:
    """English word, singular and plural → rows of the table."""
    return _by_form(Lang.EN)


@cache
def _japanese() -> Mapping[str, tuple[str, ...]]:
    """Japanese noun or counter → rows of the table."""
    return _by_form(Lang.JA)


def _by_form(lang: Lang) -> Mapping[str, tuple[str, ...]]:
    by_form: dict[str, tuple[str, ...]] = {}
    for row, entry in _table().items():
        for form in entry[lang]:
            for spelling in (form, form + "s") if lang is Lang.EN else (form,):
                by_form[spelling] = (*by_form.get(spelling, ()), row)
    return by_form
