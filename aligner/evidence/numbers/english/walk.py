"""Numbers in English text.

``read_english`` walks the tokens of a text once. At each token the readers are tried in a fixed order, the
most specific first: idioms that are no numbers, codes, dates, times, sections, measures, ordinals. Then
neighbours are joined and the words around each number are read. Only what the English text says is
reported; nothing is known here of Japanese.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.clock import (
    NAMED_TIMES,
    PART_OF_DAY,
    PAST,
    TO,
    read_clock,
    read_named_time,
    read_past,
    read_spoken_time,
)
from aligner.evidence.numbers.english.codes import read_code
from aligner.evidence.numbers.english.context import complete
from aligner.evidence.numbers.english.dates import read_day_alone, read_day_and_month, read_numeric_date
from aligner.evidence.numbers.english.decades import read_century, read_decade
from aligner.evidence.numbers.english.frequencies import read_every_other, read_once
from aligner.evidence.numbers.english.lexicon import lexicon
from aligner.evidence.numbers.english.magnitudes import ages, read_age_group, read_couple, read_magnitude, read_word
from aligner.evidence.numbers.english.measures import MINUS, read_measure, read_unit_and_half
from aligner.evidence.numbers.english.multiples import read_multiple
from aligner.evidence.numbers.english.neighbours import join
from aligner.evidence.numbers.english.ordinals import SUFFIXES, read_ground_floor, read_ordinal
from aligner.evidence.numbers.english.presence import may_hold_number
from aligner.evidence.numbers.english.reading import exact
from aligner.evidence.numbers.english.sections import ROMANS, read_list_marker, read_roman, read_section
from aligner.evidence.numbers.english.tokens import DASHES, HYPHENS, Kind, past_hyphen, tokenise
from aligner.evidence.numbers.english.years import (
    read_fiscal_year,
    read_quarter,
    read_spoken_year,
    read_year,
    read_year_of_century,
)
from aligner.evidence.numbers.number import Number
from aligner.evidence.numbers.units import forms
from aligner.model import Lang
from aligner.text.folding import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aligner.evidence.numbers.english.reading import Reader, Reading
    from aligner.evidence.numbers.english.tokens import Tokens
    from aligner.text.folding import Folded

#: What may start at a token that needs no second look.
_READERS: dict[Kind, tuple[Reader, ...]] = {
    Kind.CODE: (read_code,),
    Kind.DATE: (read_numeric_date,),
    Kind.CLOCK: (read_clock,),
}
#: What may start at any figure.
_AT_FIGURE: tuple[Reader, ...] = (read_year, read_measure)


@cache
def _by_word_after() -> Mapping[str, tuple[Reader, ...]]:
    """For every word and sign that makes more of a figure before it, the readers to try at the figure, in order."""
    months = {*lexicon().months, *lexicon().short_months}
    dated = {*SUFFIXES, *DASHES, *HYPHENS, "to", "and", "of", *months, *(f"{month}'s" for month in months)}
    before: tuple[tuple[Reader, Iterable[str]], ...] = (
        (read_code, "/-"),
        (read_clock, {"o'clock", "oclock", "am", "pm", "a", "p", "in", *PART_OF_DAY}),
        (read_past, {*PAST, *TO, "minutes", "minute"}),
        (read_fiscal_year, {"fiscal", "financial", "business"}),
        (read_day_and_month, dated),
        (read_quarter, SUFFIXES),
        (read_decade, {"s", "'", "’"}),
        (read_century, SUFFIXES),
        (read_day_alone, SUFFIXES),
        (read_list_marker, ".)"),
    )
    table = _table(before)
    last: dict[str, tuple[Reader, ...]] = dict.fromkeys(SUFFIXES, (read_year, read_ordinal, read_measure))
    return {word: (*readers, *last.get(word, _AT_FIGURE)) for word, readers in table.items()}


def _table(starts: Iterable[tuple[Reader, Iterable[str]]]) -> dict[str, tuple[Reader, ...]]:
    """Readers with their words turned into words with their readers."""
    table: dict[str, tuple[Reader, ...]] = {}
    for reader, words in starts:
        for word in words:
            table[word] = (*table.get(word, ()), reader)
    return table


#: What joins any word before it to a code or an amount: UTF-8, HK$5.
_TOUCHING = frozenset({"-", "$", "¥"})


@cache
def _by_word() -> Mapping[str, tuple[Reader, ...]]:
    """For every word and sign at which a number may start, the readers to try, in order."""
    words = lexicon()
    spelt = {*words.small, *words.tens}
    amounts = {*spelt, "a", "an", "half", "quarter"}
    ranks = {*amounts, *words.ordinals}
    weekdays = {*words.weekdays, *(f"{day}s" for day in words.weekdays), *words.short_weekdays}
    money = (form.split()[0] for form in forms(Lang.EN, before=True))
    calendar = {*weekdays, *words.months, *words.short_months}
    named = (phrase.replace("-", " ").split()[0] for phrase in words.sets["codes.names_with_figures"])
    romans = {numeral for numeral in ROMANS if set(numeral) <= set("ivx")}
    starts: tuple[tuple[Reader, Iterable[str]], ...] = (
        (read_code, {*named, *(name.rstrip(".") for name in words.sets["codes.names"])}),
        (read_clock, words.small),
        (read_named_time, NAMED_TIMES),
        (read_past, amounts),
        (read_spoken_time, words.small),
        (read_fiscal_year, words.sets["date_cues.fiscal"]),
        (read_day_and_month, {*ranks, *calendar, *(f"{word}'s" for word in calendar)}),
        (read_quarter, {*ranks, "q"}),
        (read_age_group, ages()),
        (read_decade, {*words.decades, "eighteen", "nineteen"}),
        (read_century, ranks),
        (read_spoken_year, spelt),
        (read_list_marker, "(["),
        (read_section, {label.rstrip(".") for label in words.labels}),
        (read_roman, {*romans, *(f"{numeral}'s" for numeral in romans)}),
        (read_year, {"ad", "ce"}),
        (read_year_of_century, "'’"),
        (read_ground_floor, {"ground"}),
        (read_ordinal, ranks),
        (read_every_other, {"every", "alternate"}),
        (read_once, {"once"}),
        (read_unit_and_half, {"a", "an", "hour"}),
        (read_multiple, {*words.multiples, "twice"}),
        (read_couple, {"couple", "a", "last", "past", "next"}),
        (read_magnitude, {*words.magnitudes, "a", "several", "few", "decades", "centuries", "millennia"}),
        (read_measure, {*amounts, *MINUS, "(", "minus", "negative", *money}),
        (read_word, {*words.words, *words.sets["teenagers.words"], "century"}),
    )
    return _table(starts)


def read_english(text: str) -> tuple[Number, ...]:
    """Every number in an English text, in order, without overlap; spans are offsets into the untouched text.

    >>> [(n.text, n.value, n.unit) for n in read_english("This time, 279 projects, 78.4 billion yuan.")]
    [('279', 279, None), ('78.4 billion yuan', 78400000000, 'CNY')]
    """
    folded = fold_width(text)
    if not may_hold_number(folded.text):
        return ()
    tokens = tokenise(folded.text)
    readings = join(tokens, _readings(tokens))
    for reading in readings:
        complete(tokens, reading)
    _mark_repeats(tokens, readings)
    return tuple(_number(text, folded, tokens, reading) for reading in readings)


def _readings(tokens: Tokens) -> list[Reading]:
    """The readings of a text, left to right."""
    found: list[Reading] = []
    idioms, starts, after_figure = lexicon().idioms, _by_word(), _by_word_after()
    at = 0
    while at < tokens.length:
        token = tokens[at]
        if token.low in idioms.first and (idiom := tokens.phrase_from(at, idioms)) is not None:
            at += idiom[0]
            continue
        if token.kind is Kind.WORD:
            readers = starts.get(token.low, ())
            if readers or tokens[at + 1].glued:
                readers = _at_word(tokens, at, readers)
        elif token.kind is Kind.FIGURE:
            readers = after_figure.get(tokens[at + 1].low, _AT_FIGURE)
        else:
            readers = starts.get(token.low, ()) if token.kind is Kind.SIGN else _READERS[token.kind]
        reading = _read(tokens, at, readers) if readers else None
        if reading is None:
            at += 1
        else:
            found.append(reading)
            at = reading.end
    return found


def _at_word(tokens: Tokens, at: int, readers: tuple[Reader, ...]) -> tuple[Reader, ...]:
    """The readers to try at a word, by what follows it."""
    token, after = tokens[at], tokens[at + 1]
    if token.low in {"a", "an"}:
        counts = tokens[past_hyphen(tokens, at + 1)].low in _after_article() or _adds_fraction(tokens, at)
        return readers if counts else ()
    if after.glued and (after.low in _TOUCHING or (after.low == "‑" and readers)):
        return (read_code, *readers, read_measure)
    return readers


def _read(tokens: Tokens, at: int, readers: tuple[Reader, ...]) -> Reading | None:
    for reader in readers:
        reading = reader(tokens, at)
        if reading is not None:
            return reading
    return None


def _adds_fraction(tokens: Tokens, at: int) -> bool:
    """Whether an article may count, as in ``a year and a half``."""
    return any(token.low == "and" for token in tokens[at + 2 : at + 5])


@cache
def _after_article() -> frozenset[str]:
    words = lexicon()
    return frozenset({"hundred", "few", "couple", "quarter"}).union(words.scales, words.groups, words.denominators)


def _mark_repeats(tokens: Tokens, readings: list[Reading]) -> None:
    """An amount said again in brackets, ``$500 (five hundred dollars)``, is marked ``parts["repeat"]``."""
    for before, after in pairwise(readings):
        bracketed = tokens[after.first - 1].low == "(" and after.first - 1 == before.end
        if bracketed and after.value is not None and after.value == before.value:
            after.parts["repeat"] = 1


def _number(text: str, folded: Folded, tokens: Tokens, reading: Reading) -> Number:
    start, end = folded.span(tokens[reading.first].start, tokens[reading.end - 1].end)
    value = None if reading.value is None else exact(reading.value)
    told = (reading.low, reading.high, reading.parts, reading.unit, reading.approximate, reading.role, reading.in_name)
    return Number(start, end, text[start:end], reading.kind, value, *told)
