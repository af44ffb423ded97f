"""Numbers in a Japanese text, exactly as it states them.

The first pass detects them (``scan``), the second joins those that belong together (ranges, dollars and cents,
9～17時), and the third adds their context (about, at most, by so much). The passes use no dictionary: they
are fast, and give the same result on every machine.

Rule: text without evidence of a number is not a number.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from aligner.evidence.numbers.grammar.certainty import is_odd_share
from aligner.evidence.numbers.japanese import eras
from aligner.evidence.numbers.japanese.context import in_context
from aligner.evidence.numbers.japanese.joining import joined
from aligner.evidence.numbers.japanese.lexicon import not_numbers
from aligner.evidence.numbers.japanese.numerals import NUMERAL_CHARS
from aligner.evidence.numbers.japanese.patterns import ANYTHING, heads
from aligner.evidence.numbers.japanese.presence import may_hold_number
from aligner.evidence.numbers.japanese.rules import grammar, named
from aligner.evidence.numbers.japanese.spacing import close_gaps
from aligner.evidence.numbers.japanese.words import WORDS, regex
from aligner.evidence.numbers.number import Number, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aligner.evidence.numbers.japanese.rules import Grammar


def read_japanese(text: str) -> tuple[Number, ...]:
    """Every number in a Japanese text, in order and without overlap; spans lie in the untouched text.

    >>> [(n.text, str(n.value), n.unit) for n in read_japanese("売上高は 784 億元、３割５厘増")]
    [('784 億元', '78400000000', 'CNY'), ('３割５厘', '30.5', 'percent')]
    """
    if not may_hold_number(text):
        return ()
    numbers = _numbers(text)
    return numbers if _MISSPELT.search(text) is None else tuple(map(_with_typo, numbers))


def _with_typo(number: Number) -> Number:
    """A number with the kanji written by mistake for a scale, 憶 for 億, in parts ``typo``."""
    typo = _MISSPELT.search(number.text)
    return number if typo is None else replace(number, parts={**number.parts, "typo": typo.group()})


_MISSPELT = regex("<<misspelt_scales>>")


def _numbers(text: str) -> tuple[Number, ...]:
    closed = close_gaps(text)
    readings = in_context(closed.text, joined(closed.text, list(scan(closed.text))))
    if closed.text == text:
        return tuple(number if _is_whole(text, number) else replace(number, certain=False) for number in readings)
    numbers = []
    for number in readings:
        start, end = closed.span(number.start, number.end)
        numbers.append(number.placed(start, end, text[start:end], certain=_is_whole(closed.text, number)))
    return tuple(numbers)


def _is_whole(text: str, number: Number) -> bool:
    """Whether a number takes in all the figures that touch it; what only touches a code or a mark is none of it."""
    start, end = number.start, number.end
    if number.kind is NumberKind.CODE or number.rule == "mark":
        return True
    if number.rule == "slashed" and is_odd_share(number.value):
        return False
    if text[end : end + 1] in _TOUCHING and text[end - 1].isdecimal() and _GOES_ON.match(text, end):
        return False
    if "relative" in number.parts and text.startswith(tuple(WORDS.anaphoric), start):
        return False
    if number.unit == "hour" and text.startswith(_MAYBE_MINUTES, end):
        return False
    came = start and text[start - 1] in _TOUCHING and text[start].isdecimal()
    return not (came and _CAME_FROM.search(text, max(0, start - 2), start))


_TOUCHING = frozenset("0123456789.,")
#: Minutes or another word: 一時間十分 is an hour and ten minutes, or a good hour.
_MAYBE_MINUTES = tuple(WORDS.maybe_minutes)
#: Signs that join figures into one whole: 12,34.
_GOES_ON = re.compile("[.,]?[0-9]")
_CAME_FROM = re.compile(r"[0-9][.,]?\Z")


@cache
def _trigger() -> re.Pattern[str]:
    """A character at which a rule may start, or the first of two that start a word of a rule."""
    rules = grammar()
    alone = rules.alone | {char for char, after in _era_heads() if after == ANYTHING}
    pairs = rules.pairs | {head for head in _era_heads() if head[1] != ANYTHING}
    firsts, seconds = ({pair[k] for pair in pairs} - (alone if k == 0 else set()) for k in (0, 1))
    return re.compile(f"{_class(alone)}|{_class(firsts)}(?={_class(seconds)})")


def _class(chars: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(chars)))}]"


@cache
def _era_heads() -> frozenset[tuple[str, str]]:
    return frozenset(heads("@eras|@short|同"))


@cache
def _era_first() -> frozenset[str]:
    return frozenset(char for char, _ in _era_heads())


#: No rule but that of amounts reads more numerals than these before what makes them its own.
_LONGEST_RUN = 24
_PLAIN_RUN = re.compile(f"[0-9.{NUMERAL_CHARS}元正]{{1,{_LONGEST_RUN}}}")
_NUMERAL_RUN = re.compile(f"[0-9,.]+|[{NUMERAL_CHARS}]+")


def scan(text: str) -> Iterator[Number]:
    """The numbers of a text one after the other, each read alone."""
    pos = 0
    era: str | None = None
    trigger, first, rules = _trigger(), _era_first(), grammar()
    while (match := trigger.search(text, pos)) is not None:
        at = match.start()
        reading: Number | int | None = not_numbers().end(text, at)
        if reading is None and text[at] in first and (dated := eras.read_era(text, at, era)) is not None:
            reading, era = named(dated[0], "era"), dated[1]
            while (later := eras.read_later(text, reading)) is not None:
                yield reading
                reading = named(later, "era")
        if reading is None:
            reading = _read(rules, text, at)
        if isinstance(reading, Number):
            yield reading
            pos = reading.end
        else:
            pos = reading


def _read(rules: Grammar, text: str, at: int) -> Number | int:
    """The number at an offset, or the offset from which to go on."""
    run = _PLAIN_RUN.match(text, at)
    follows: str | None = None
    if run is not None and run.end() - at < _LONGEST_RUN and "." not in run.group():
        follows = text[run.end() : run.end() + 1]
        follows = follows if follows in rules.follows else ANYTHING
    for reader, rule in rules.at(text[at], follows):
        reading = reader(text, at)
        if reading is not None:
            return named(reading, rule) if isinstance(reading, Number) else reading
    run = _NUMERAL_RUN.match(text, at)
    return run.end() if run else at + 1
