"""Numbers in English text.

``read_english`` walks the tokens of a text once. At each token the readers are tried in a fixed order, the most specific
first: idioms that are no numbers, codes, dates, times, sections, measures, ordinals. Then neighbours are joined and the
words around each number are read. Only what the English text says is reported; nothing is known here of Japanese.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english_context import complete, join
from aligner.evidence.numbers.english_dates import DATE_READERS, read_year
from aligner.evidence.numbers.english_labels import LABEL_READERS, ORDINAL_READERS, read_code
from aligner.evidence.numbers.english_lexicon import lexicon
from aligner.evidence.numbers.english_measures import MEASURE_READERS
from aligner.evidence.numbers.english_reading import exact
from aligner.evidence.numbers.english_times import TIME_READERS
from aligner.evidence.numbers.english_tokens import Kind, tokenise
from aligner.evidence.numbers.number import Number
from aligner.evidence.numbers.units import forms
from aligner.model import Lang
from aligner.text.folding import fold_width

if TYPE_CHECKING:
    from aligner.evidence.numbers.english_reading import Reader, Reading
    from aligner.evidence.numbers.english_tokens import Tokens
    from aligner.text.folding import Folded

_READERS: tuple[Reader, ...] = (
    read_code,
    *TIME_READERS,
    *DATE_READERS,
    *LABEL_READERS,
    read_year,
    *ORDINAL_READERS,
    *MEASURE_READERS,
)


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
    while at < len(tokens):
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
    for reader in _READERS:
        reading = reader(tokens, at)
        if reading is not None and reading.first >= at - 1:
            return reading
    return None


def _may_start(tokens: Tokens, at: int) -> bool:
    """A quick look: whether a word can start a number, so that most words are passed over at once."""
    low = tokens[at].low
    if low in _starters() or low.removesuffix("'s").removesuffix("s") in _starters():
        return True
    after = tokens[at + 1]
    return (after.glued and after.low in {"-", "$", "¥", "."}) or (tokens[at].text[0] in "IVX" and low.strip("ivx's") == "")


@cache
def _starters() -> frozenset[str]:
    words = lexicon()
    before = {form.split()[0] for form in forms(Lang.EN, before=True)}
    tables = (
        words.small, words.tens, words.scales, words.groups, words.magnitudes, words.ordinals, words.words,
        words.multiples, words.months, words.short_months, words.weekdays, words.short_weekdays, words.decades,
        words.labels, words.sets["codes.names"], words.sets["date_cues.fiscal"],
    )  # fmt: skip
    others = "a an half quarter minus negative q ad ce noon midday noontime midnight twice couple last past next few several \
        ground hour decades centuries millennia century hundred".split()
    return frozenset(before).union(others, *tables)


def _mark_repeats(tokens: Tokens, readings: list[Reading]) -> None:
    """An amount said again in brackets, ``$500 (five hundred dollars)``, is marked ``parts["repeat"]``."""
    for before, after in zip(readings, readings[1:], strict=False):
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
