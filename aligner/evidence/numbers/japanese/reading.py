"""Numbers in a Japanese text, exactly as it states them.

One pass finds them (``scan``), one joins what belongs together (ranges, dollars and cents, 9～17時), one
adds what the words around them say (about, at most, by so much). Only characters decide, no dictionary: fast,
and the same on every machine. The rule kept here: what is not shown to be a number is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import TypeAlias

from aligner.evidence.numbers.japanese import clock, codes, dates, eras, names
from aligner.evidence.numbers.japanese.amounts import MINUS_FIRST, VULGAR, read_amount
from aligner.evidence.numbers.japanese.context import in_context
from aligner.evidence.numbers.japanese.joining import joined
from aligner.evidence.numbers.japanese.lexicon import fixed_first, not_numbers, units_before
from aligner.evidence.numbers.japanese.numerals import NUMERAL_CHARS
from aligner.evidence.numbers.japanese.presence import may_hold_number
from aligner.evidence.numbers.japanese.sections import read_ordinal, read_section
from aligner.evidence.numbers.japanese.spacing import close_gaps
from aligner.evidence.numbers.japanese.vague import read_vague
from aligner.evidence.numbers.number import Number

#: What reads one kind of thing at an offset: a number, the offset after something skipped whole, or None.
Rule: TypeAlias = Callable[[str, int], Number | int | None]


def read_japanese(text: str) -> tuple[Number, ...]:
    """Every number in a Japanese text, in order and without overlap; spans lie in the untouched text.

    >>> [(n.text, str(n.value), n.unit) for n in read_japanese("売上高は 784 億元、３割５厘増")]
    [('784 億元', '78400000000', 'CNY'), ('３割５厘', '30.5', 'percent')]
    """
    if not may_hold_number(text):
        return ()
    closed = close_gaps(text)
    found = in_context(closed.text, joined(closed.text, list(scan(closed.text))))
    if closed.text == text:
        return tuple(found)
    numbers = []
    for number in found:
        span = closed.span(number.start, number.end)
        numbers.append(replace(number, start=span.start, end=span.end, text=text[span.start : span.end]))
    return tuple(numbers)


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    """For every character at which a number may start, the rules to try, in order."""
    numerals = {*"0123456789.", *NUMERAL_CHARS}
    rules: tuple[tuple[Rule, set[str] | frozenset[str]], ...] = (
        (codes.read_code, codes.first() | numerals),
        (names.read_mark, names.MARKS | set("0123456789")),
        (dates.read_date, dates.FIRST | numerals),
        (clock.read_time, clock.FIRST | numerals),
        (read_ordinal, {"第"}),
        (read_section, numerals),
        (names.read_monarch, numerals),
        (names.read_memorial, numerals),
        (read_vague, set("数何幾")),
        (names.read_fixed, fixed_first()),
        (read_amount, numerals | set(VULGAR) | MINUS_FIRST | units_before().first),
    )
    table: dict[str, tuple[Rule, ...]] = dict.fromkeys(eras.first(), ())
    for rule, first in rules:
        for char in first:
            table[char] = (*table.get(char, ()), rule)
    return table


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(f"[{''.join(re.escape(char) for char in sorted(_rules()))}]")


_NUMERAL_RUN = re.compile(f"[0-9,.]+|[{NUMERAL_CHARS}]+")


def scan(text: str) -> Iterator[Number]:
    """The numbers of a text one after the other, each read alone."""
    pos = 0
    era: str | None = None
    trigger, first = _trigger(), eras.first()
    while (match := trigger.search(text, pos)) is not None:
        at = match.start()
        found: Number | int | None = not_numbers().end(text, at)
        if found is None and text[at] in first and (dated := eras.read_era(text, at, era)) is not None:
            found, era = dated
        if found is None:
            found = _read(text, at)
        if isinstance(found, Number):
            yield found
            pos = found.end
        else:
            pos = found


def _read(text: str, at: int) -> Number | int:
    """The number at an offset, or the offset from which to go on."""
    rules = _rules()[text[at]]
    run = _PLAIN_RUN.match(text, at)
    if run is not None and run.end() - at < _LONGEST_RUN and "." not in run.group():
        follows = text[run.end() : run.end() + 1]
        rules = _rules_before(text[at], follows if follows in _follows() else "")
    for rule in rules:
        found = rule(text, at)
        if found is not None:
            return found
    run = _NUMERAL_RUN.match(text, at)
    return run.end() if run else at + 1


#: No rule but that of amounts reads more numerals than these before what makes them its own.
_LONGEST_RUN = 24
_PLAIN_RUN = re.compile(f"[0-9.{NUMERAL_CHARS}元正]{{1,{_LONGEST_RUN}}}")
#: What follows the numerals of a rule: of a date 年, of a time 時.
_FOLLOWING: dict[Rule, frozenset[str]] = {
    codes.read_code: frozenset("丁番-‐‑–−/_"),
    names.read_mark: frozenset(")"),
    dates.read_date: frozenset("年月日世/~〜–—―-Q・半"),
    clock.read_time: frozenset("時:"),
    read_section: frozenset("編章節款条項号"),
    names.read_monarch: frozenset("世"),
    names.read_memorial: frozenset("回周"),
}


@cache
def _follows() -> frozenset[str]:
    return frozenset().union(*_FOLLOWING.values())


@cache
def _rules_before(char: str, follows: str) -> tuple[Rule, ...]:
    """The rules to try at a numeral, by what follows the run of numerals that it starts."""
    return tuple(rule for rule in _rules()[char] if rule not in _FOLLOWING or follows in _FOLLOWING[rule])
