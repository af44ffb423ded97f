"""Numbers in a Japanese text, exactly as it states them.

One pass finds them (``scan``), one joins what belongs together (ranges, dollars and cents, 午前9時～午後5時), one adds what
the words around them say (about, at most, by so much). Only characters decide, no dictionary of words: fast, and the
same on every machine. The rule kept here: what is not shown to be a number is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from aligner.evidence.numbers.japanese.amounts import MINUS, VULGAR, read_amount
from aligner.evidence.numbers.japanese.clock import read_time
from aligner.evidence.numbers.japanese.codes import read_code
from aligner.evidence.numbers.japanese.context import in_context
from aligner.evidence.numbers.japanese.dates import Context, read_date, read_era
from aligner.evidence.numbers.japanese.joining import joined
from aligner.evidence.numbers.japanese.lexicon import (
    eras,
    fixed_first,
    fixed_number,
    not_numbers,
    short_eras,
    units_before,
)
from aligner.evidence.numbers.japanese.names import read_mark, read_memorial, read_monarch
from aligner.evidence.numbers.japanese.numerals import NUMERAL_CHARS, TWENTIES
from aligner.evidence.numbers.japanese.sections import read_ordinal, read_section
from aligner.evidence.numbers.japanese.spacing import close_gaps
from aligner.evidence.numbers.japanese.vague import read_vague
from aligner.evidence.numbers.number import Number


def read_japanese(text: str) -> tuple[Number, ...]:
    """Every number in a Japanese text, in order and without overlap; spans lie in the untouched text.

    >>> [(n.text, str(n.value), n.unit) for n in read_japanese("売上高は 784 億元、３割５厘増")]
    [('784 億元', '78400000000', 'CNY'), ('３割５厘', '30.5', 'percent')]
    """
    closed = close_gaps(text)
    found = in_context(closed.text, joined(closed.text, list(scan(closed.text))))
    numbers = []
    for number in found:
        span = closed.span(number.start, number.end)
        numbers.append(replace(number, start=span.start, end=span.end, text=text[span.start : span.end]))
    return tuple(numbers)


@cache
def _trigger() -> re.Pattern[str]:
    """A character at which a number may start."""
    first = (
        set(NUMERAL_CHARS)
        | set(VULGAR)
        | set(
            "0123456789.第数何幾氷零マ▲△−-午朝早未昼夕夜深晩紀前西月火水木金土日同%&§図表写式例注別付附問〒"
        )
    )
    first |= (
        {name[0] for name in eras()}
        | set(short_eras())
        | fixed_first()
        | units_before().first
        | set(TWENTIES)
    )
    marks = "①-⑳㉑-㉟㊱-㊿⑴-⒇❶-❿Ⅰ-Ⅻⅰ-ⅻ"
    return re.compile(f"[{''.join(re.escape(char) for char in sorted(first))}{marks}A-Za-z]")


def scan(text: str) -> Iterator[Number]:
    """The numbers of a text one after the other, each read alone."""
    pos = 0
    context = Context()
    trigger = _trigger()
    while (match := trigger.search(text, pos)) is not None:
        at = match.start()
        skipped = not_numbers().end(text, at)
        if skipped is not None:
            pos = skipped
            continue
        dated = read_era(text, at, context)
        if dated is not None:
            number, context = dated
        else:
            found = _read(text, at)
            if isinstance(found, int):
                pos = found
                continue
            number = found
        yield number
        pos = number.end


_RULES = (
    read_mark,
    read_date,
    read_time,
    read_ordinal,
    read_section,
    read_monarch,
    read_memorial,
    read_vague,
)
_NUMERAL_RUN = re.compile(f"[0-9,.]+|[{NUMERAL_CHARS}]+")


def _read(text: str, at: int) -> Number | int:
    """The number at an offset, or the offset from which to go on."""
    code = read_code(text, at)
    if code is not None:
        return code
    for rule in _RULES:
        found = rule(text, at)
        if found is not None:
            return found
    fixed = fixed_number(text, at)
    if fixed is not None:
        told, end = fixed
        return Number(
            at, end, text[at:end], told.kind, value=told.value, unit=told.unit, parts=told.parts,
            approximate=told.approximate, in_name=told.in_name,
        )  # fmt: skip
    amount = read_amount(text, at)
    if amount is not None:
        return amount
    run = None if MINUS.match(text, at) else _NUMERAL_RUN.match(text, at)
    return run.end() if run else at + 1
