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
    read_clock,
    read_named_time,
    read_past,
    read_spoken_time,
)
from aligner.evidence.numbers.english.codes import read_code
from aligner.evidence.numbers.english.context import complete
from aligner.evidence.numbers.english.dates import read_day_alone, read_day_and_month, read_numeric_date
from aligner.evidence.numbers.english.lexicon import lexicon
from aligner.evidence.numbers.english.magnitudes import read_couple, read_magnitude, read_word
from aligner.evidence.numbers.english.measures import read_measure, read_unit_and_half
from aligner.evidence.numbers.english.multiples import read_multiple
from aligner.evidence.numbers.english.neighbours import join
from aligner.evidence.numbers.english.ordinals import read_ground_floor, read_ordinal
from aligner.evidence.numbers.english.reading import exact
from aligner.evidence.numbers.english.sections import read_list_marker, read_roman, read_section
from aligner.evidence.numbers.english.tokens import Kind, past_hyphen, tokenise
from aligner.evidence.numbers.english.years import (
    read_century,
    read_decade,
    read_fiscal_year,
    read_quarter,
    read_spoken_year,
    read_year,
)
from aligner.evidence.numbers.number import Number
from aligner.evidence.numbers.units import forms
from aligner.model import Lang
from aligner.text.folding import fold_width

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.reading import Reader, Reading
    from aligner.evidence.numbers.english.tokens import Tokens
    from aligner.text.folding import Folded

#: The readers by the kind of token they may start at, in the order in which they are tried.
_READERS: dict[Kind, tuple[Reader, ...]] = {
    Kind.CODE: (read_code,),
    Kind.DATE: (read_numeric_date,),
    Kind.CLOCK: (read_clock,),
    Kind.SIGN: (read_list_marker, read_section, read_measure),
    Kind.FIGURE: (
        read_code,
        read_clock,
        read_past,
        read_fiscal_year,
        read_day_and_month,
        read_quarter,
        read_decade,
        read_century,
        read_day_alone,
        read_list_marker,
        read_year,
        read_ordinal,
        read_measure,
    ),
    Kind.WORD: (
        read_code,
        read_clock,
        read_named_time,
        read_past,
        read_spoken_time,
        read_fiscal_year,
        read_day_and_month,
        read_quarter,
        read_decade,
        read_century,
        read_spoken_year,
        read_section,
        read_roman,
        read_year,
        read_ground_floor,
        read_ordinal,
        read_unit_and_half,
        read_multiple,
        read_couple,
        read_magnitude,
        read_measure,
        read_word,
    ),
}
#: Signs at which a number may start: brackets of list markers, section marks, minus signs; money is added.
_SIGNS = frozenset("([§#№¶-−–") | {"§§"}


def read_english(text: str) -> tuple[Number, ...]:
    """Every number in an English text, in order, without overlap; spans are offsets into the untouched text.

    >>> [(n.text, n.value, n.unit) for n in read_english("This time, 279 projects, 78.4 billion yuan.")]
    [('279', 279, None), ('78.4 billion yuan', 78400000000, 'CNY')]
    """
    folded = fold_width(text)
    tokens = tokenise(folded.text)
    readings = join(tokens, _readings(tokens))
    for reading in readings:
        complete(tokens, reading)
    _mark_repeats(tokens, readings)
    return tuple(_number(text, folded, tokens, reading) for reading in readings)


def _readings(tokens: Tokens) -> list[Reading]:
    """The readings of a text, left to right."""
    found: list[Reading] = []
    at = 0
    while at < tokens.length:
        idiom = tokens.phrase_from(at, lexicon().idioms)
        if idiom is not None:
            at += idiom[0]
            continue
        reading = _read(tokens, at)
        if reading is None:
            at += 1
        else:
            found.append(reading)
            at = reading.end
    return found


def _read(tokens: Tokens, at: int) -> Reading | None:
    token = tokens[at]
    if token.kind is Kind.WORD and not _may_start(tokens, at):
        return None
    if token.kind is Kind.SIGN and token.low not in _SIGNS and token.low not in forms(Lang.EN, before=True):
        return None
    for reader in _READERS[token.kind]:
        reading = reader(tokens, at)
        if reading is not None:
            return reading
    return None


def _may_start(tokens: Tokens, at: int) -> bool:
    """A quick look: whether a word can start a number, so that most words are passed over at once."""
    low, after = tokens[at].low, tokens[at + 1]
    if low in {"a", "an"}:
        return tokens[past_hyphen(tokens, at + 1)].low in _after_article() or _adds_fraction(tokens, at)
    if low in _starters() or low.removesuffix("'s").removesuffix("s") in _starters():
        return True
    joined = after.glued and after.low in {"-", "$", "¥"}
    return joined or (tokens[at].text[0] in "IVX" and low.strip("ivx's") == "")


def _adds_fraction(tokens: Tokens, at: int) -> bool:
    """Whether an article may count, as in ``a year and a half``."""
    return any(token.low == "and" for token in tokens[at + 2 : at + 5])


@cache
def _after_article() -> frozenset[str]:
    words = lexicon()
    return frozenset({"hundred", "few", "couple", "quarter"}).union(words.scales, words.groups, words.denominators)


@cache
def _starters() -> frozenset[str]:
    words = lexicon()
    tables = (
        *(words.small, words.tens, words.scales, words.groups, words.magnitudes, words.ordinals, words.words),
        *(words.multiples, words.months, words.short_months, words.weekdays, words.short_weekdays),
        *(words.decades, words.labels, words.sets["codes.names"], words.sets["date_cues.fiscal"]),
        words.sets["starters.words"],
    )
    dotted = (label.rstrip(".") for label in words.labels)
    return frozenset(form.split()[0] for form in forms(Lang.EN, before=True)).union(dotted, *tables)


def _mark_repeats(tokens: Tokens, readings: list[Reading]) -> None:
    """An amount said again in brackets, ``$500 (five hundred dollars)``, is marked ``parts["repeat"]``."""
    for before, after in pairwise(readings):
        bracketed = tokens[after.first - 1].low == "(" and after.first - 1 == before.end
        if bracketed and after.value is not None and after.value == before.value:
            after.parts["repeat"] = 1


def _number(text: str, folded: Folded, tokens: Tokens, reading: Reading) -> Number:
    start, end = folded.span(tokens[reading.first].start, tokens[reading.end - 1].end)
    return Number(
        start=start,
        end=end,
        text=text[start:end],
        kind=reading.kind,
        value=None if reading.value is None else exact(reading.value),
        low=reading.low,
        high=reading.high,
        parts=reading.parts,
        unit=reading.unit,
        approximate=reading.approximate,
        role=reading.role,
        in_name=reading.in_name,
    )
