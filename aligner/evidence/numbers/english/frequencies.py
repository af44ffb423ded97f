"""How often, said without a figure: ``once a week``, ``every other day``, ``on alternate Sundays`` is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.reading import Reading
from aligner.evidence.numbers.english.unit_forms import read_unit
from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens

_ADVERBS = frozenset({"daily", "weekly", "monthly", "yearly", "annually", "hourly"})
_TIME = frozenset({"time", "months"})


def read_every_other(tokens: Tokens, at: int) -> Reading | None:
    """``every other week``, ``alternate weeks``: each second one."""
    noun = at + 1 + (tokens[at].low == "every")
    if noun == at + 2 and tokens[at + 1].low != "other":
        return None
    unit = read_unit(tokens, noun)
    if unit is None or tokens[noun].glued or units()[unit.unit].unit_class not in _TIME:
        return None
    return Reading(at, unit.end, value=2, unit=unit.unit, parts={"interval": "each"})


def read_once(tokens: Tokens, at: int) -> Reading | None:
    """``once a week``, ``once every three years``, ``once daily``; elsewhere ``once`` is no number."""
    after = tokens[at + 1].low
    timed = after in {"a", "an", "per", "each", "every"} and _is_time(tokens, at + 2)
    if not timed and after not in _ADVERBS and not (after == "every" and tokens[at + 2].low == "other"):
        return None
    return Reading(at, at + 1, value=1, unit="time", parts={"word": "once"})


def _is_time(tokens: Tokens, at: int) -> bool:
    """Whether a length of time follows, a figure or number word before it perhaps."""
    found = (read_unit(tokens, noun) for noun in (at, at + 1))
    return any(unit is not None and units()[unit.unit].unit_class in _TIME for unit in found)
