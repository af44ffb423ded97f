"""Numbers in English text.

``read_english`` walks the tokens of a text once. At each token the rules of the grammar that may start there are
tried in the order of their priority. Then neighbours are joined and the words around each number are read. The
result depends only on the English text.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.certainty import is_certain
from aligner.evidence.numbers.english.context import complete
from aligner.evidence.numbers.english.lexicon import lexicon
from aligner.evidence.numbers.english.neighbours import join
from aligner.evidence.numbers.english.patterns import FIGURE
from aligner.evidence.numbers.english.presence import may_hold_number
from aligner.evidence.numbers.english.rules import grammar
from aligner.evidence.numbers.english.tokens import Kind, past_hyphen, tokenise
from aligner.evidence.numbers.exact import exact
from aligner.evidence.numbers.number import Number
from aligner.text.folding import fold_width

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.reading import Reading
    from aligner.evidence.numbers.english.rules import Entry, Grammar
    from aligner.evidence.numbers.english.tokens import Token, Tokens
    from aligner.text.folding import Folded


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
    readings: list[Reading] = []
    idioms, rules, starts = lexicon().idioms, grammar(), _starts()
    at_word, before, at_figure, at_kind = rules.at_word, rules.before, rules.at_figure, rules.at_kind
    at, end, word = 0, tokens.length, Kind.WORD
    while at < end:
        token = tokens[at]
        kind, low = token.kind, token.low
        if kind is word and low not in starts and not tokens[at + 1].glued:  # most words
            at += 1
            continue
        if low in idioms.first and (idiom := tokens.phrase_from(at, idioms)) is not None:
            at += idiom[0]
            continue
        if kind is word:
            readers = at_word.get(low, ())
            if readers or tokens[at + 1].glued:
                readers = _at_word(rules, tokens, at, readers)
        elif kind is Kind.FIGURE:
            readers = before.get(tokens[at + 1].low, at_figure)
        elif kind is Kind.SIGN:
            readers = at_word.get(low, ())
            if low in rules.after_word and not _follows(tokens[at + 1], rules.after_word[low]):
                readers = ()
        else:
            readers = at_kind[kind.value]
        reading = _read(tokens, at, readers) if readers else None
        if reading is None:
            at += 1
        else:
            readings.append(reading)
            at = reading.end
    return readings


@cache
def _starts() -> frozenset[str]:
    """The words at which an idiom or a rule may start."""
    return frozenset(grammar().at_word).union(lexicon().idioms.first)


def _at_word(rules: Grammar, tokens: Tokens, at: int, readers: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The readers to try at a word, by what follows it."""
    low, after = tokens[at].low, tokens[at + 1]
    if (followed := rules.after_word.get(low)) is not None:
        return readers if _follows(tokens[past_hyphen(tokens, at + 1)], followed) else ()
    return rules.with_touching(readers, after.low) if after.glued and after.low in rules.touching else readers


def _follows(token: Token, words: frozenset[str]) -> bool:
    return token.low in words or (token.kind is Kind.FIGURE and FIGURE in words)


def _read(tokens: Tokens, at: int, readers: tuple[Entry, ...]) -> Reading | None:
    for reader, rule in readers:
        reading = reader(tokens, at)
        if reading is not None:
            reading.rule = reading.rule or rule
            return reading
    return None


def _mark_repeats(tokens: Tokens, readings: list[Reading]) -> None:
    """Marks an amount that is repeated in brackets with ``parts["repeat"]``: ``$500 (five hundred dollars)``."""
    for before, after in pairwise(readings):
        bracketed = tokens[after.first - 1].low == "(" and after.first - 1 == before.end
        if bracketed and after.value is not None and after.value == before.value:
            after.parts["repeat"] = 1


def _number(text: str, folded: Folded, tokens: Tokens, reading: Reading) -> Number:
    start, end = folded.span(tokens[reading.first].start, tokens[reading.end - 1].end)
    value = None if reading.value is None else exact(reading.value)
    fields = reading.low, reading.high, reading.parts, reading.unit, reading.approximate, reading.role, reading.in_name
    certain = is_certain(tokens, reading)
    return Number(start, end, text[start:end], reading.kind, value, *fields, reading.rule, certain)
