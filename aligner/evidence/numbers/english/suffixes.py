"""Letters that touch a figure: a scale (``4.5bn``), a unit (``210m``), or else a code (``3D``, ``1080p``).

``m`` and ``k`` are metres or millions, thousands or kilometres. The likelier reading is taken from the
words beside them, and the other is kept in ``parts["alternative"]`` as "value unit", for the comparison to
decide by the other text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.lexicon import WORDS, lexicon
from aligner.evidence.numbers.english.reading import Reading, scaled
from aligner.evidence.numbers.english.tokens import Kind
from aligner.evidence.numbers.english.unit_forms import read_unit
from aligner.evidence.numbers.number import NumberKind
from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens


def read_glued_letters(tokens: Tokens, reading: Reading) -> bool:
    """Letters that touch the figure: a scale (``4.5bn``), a unit, or else a code (``3D``, ``1080p``).

    Returns whether the reading is complete.
    """
    after = tokens[reading.end]
    plain = tokens[reading.end - 1].kind is Kind.FIGURE
    touches = after.glued or _apart_scale(tokens, reading)
    if reading.value is None or not plain or not touches or after.kind not in {Kind.WORD, Kind.CODE}:
        return False
    if after.low == "k" and tokens[reading.end + 1].low in WORDS.races:
        reading.unit, reading.end = "kilometre", reading.end + 1
        reading.parts["alternative"] = str(scaled(reading.value, 3))
        return True
    power = lexicon().scale_suffixes.get(after.low)
    if power is not None and after.kind is Kind.WORD and _is_scale(tokens, reading):
        _apply_scale(tokens, reading, power)
        return False
    if not after.glued or _stays(tokens, reading):
        return False
    reading.end += 1
    reading.kind, reading.rule = NumberKind.CODE, "code.letters"
    reading.value, reading.unit = None, None
    reading.parts = {"code": tokens.text[tokens[reading.first].start : after.end]}
    return True


def _stays(tokens: Tokens, reading: Reading) -> bool:
    """Whether the figure stays an amount: before a unit, a multiple (``3x``), a word whose space was lost."""
    after = tokens[reading.end]
    if read_unit(tokens, reading.end) is not None:
        _note_alternative(tokens, reading)
        return True
    lost = after.kind is Kind.WORD and after.text[0].isupper() and len(after.text) > 3
    return lost or after.low in WORDS.multiple_suffixes


def _apart_scale(tokens: Tokens, reading: Reading) -> bool:
    """A suffix apart from its figure: ``$4.5 bn``, ``€10 m``."""
    low = tokens[reading.end].low
    return (
        low in lexicon().scale_suffixes and (len(low) > 1 or (low == "m" and reading.unit is not None)) and low != "mm"
    )


def _is_scale(tokens: Tokens, reading: Reading) -> bool:
    """Whether a suffix is a scale rather than a unit of the same letters."""
    suffix, things = tokens[reading.end], WORDS.millions_things
    if reading.unit is not None and units()[reading.unit].is_money:
        return True
    if tokens[reading.end + 1].low == "/" and tokens[reading.end + 1].glued:
        return False
    if suffix.low in WORDS.sure_suffixes:
        return True
    if suffix.text == "M":
        return True
    return suffix.low == "m" and (tokens[reading.end + 1].low in things or _money_after(tokens, reading.end + 1))


def _money_after(tokens: Tokens, at: int) -> bool:
    unit = read_unit(tokens, at)
    return unit is not None and units()[unit.unit].is_money


def _apply_scale(tokens: Tokens, reading: Reading, power: int) -> None:
    figure, suffix = reading.value, tokens[reading.end]
    if figure is None:
        return
    reading.value, reading.scale, reading.end = scaled(figure, power), power, reading.end + 1
    if reading.unit is None and suffix.low in WORDS.doubtful_suffixes:
        reading.parts["alternative"] = f"{figure} {'metre' if suffix.low == 'm' else 'kilometre'}"


def _note_alternative(tokens: Tokens, reading: Reading) -> None:
    """``210m``: metres here, millions perhaps."""
    unit = read_unit(tokens, reading.end)
    if unit is not None and unit.unit == "metre" and tokens[reading.end].low == "m" and reading.value is not None:
        reading.parts["alternative"] = str(scaled(reading.value, 6))
