"""Whether a text presents a figure as a rise or as a fall."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from aligner.evidence.numbers.number import Number, Role
from aligner.evidence.numbers.units import units
from aligner.model import Lang, Span

#: ¥2.4 billion less than a year earlier, 20% less experience: the amount is the change itself.
_COMPARED = re.compile(
    r"\s+(?:(?P<more>more|higher|larger)|less|fewer|lower|smaller)\b(?:(?P<than>\s+than\b)|(?!\s+or\b))"
)
_STOP = re.compile(r"[.,;!?]\s|[、。；]")
#: How far from the figure its verb or noun may stand, in characters.
_REACH = {Lang.EN: 40, Lang.JA: 10}
_CLAUSE_END = re.compile(r"[,.;:()!?]\s|[、。，；：（）()]|\b(?:and|but|while|whereas|from)\b")


def direction(text: str, number: Number, lang: Lang) -> int:
    """1 for a rise, -1 for a fall, 0 if the text gives none or the figure is not a share.

    Only ratios and explicit changes (by 300 units) have a direction. For other amounts of money or people, it is seldom
    clear whether the amount is the change.
    """
    if number.role in {Role.FROM, Role.TO}:
        return 0
    ratio = number.unit is not None and units()[number.unit].unit_class == "ratio"
    if (compared := _compared(text, number, lang)) is not None and (ratio or compared["than"]):
        return 1 if compared["more"] else -1
    if not ratio and number.role is not Role.BY:
        return 0
    if number.value is not None and number.value < 0:
        return -1
    if "change" in number.parts:
        return _sign(str(number.parts["change"]))
    nearest = _nearest(text, number, lang)
    return nearest.sign if nearest else 0


def is_worded_as_less(text: str, number: Number, lang: Lang) -> bool:
    """Whether words mark an amount as negative that has a sign in the other text: a loss of ¥45 million, △45百万円."""
    reach = _REACH[Lang.EN]
    before, after = text[max(0, number.start - reach) : number.start], text[number.end : number.end + reach]
    less = _any_of("less", lang)
    return less.search(_STOP.split(before)[-1]) is not None or less.search(_STOP.split(after)[0]) is not None


def direction_words(text: str, number: Number, lang: Lang) -> Span | None:
    """The position of the word that marks a figure as a rise or a fall, or None."""
    if (compared := _compared(text, number, lang)) is not None:
        return Span(compared.start(), compared.end())
    nearest = _nearest(text, number, lang)
    return nearest.span if nearest and nearest.sign else None


def _compared(text: str, number: Number, lang: Lang) -> re.Match[str] | None:
    """The English words after a figure that make it a change: less than, 20% more."""
    return _COMPARED.match(text, number.end) if lang is Lang.EN else None


class _Word(NamedTuple):
    """A word of rise or fall: its distance from the figure, its sign, and its position."""

    apart: int
    sign: int
    span: Span


def _nearest(text: str, number: Number, lang: Lang) -> _Word | None:
    """The word that stands closest to the figure; on a tie the one before it, where English has its verbs."""
    reach = _REACH[lang]
    after = _CLAUSE_END.split(text[number.end : number.end + reach], maxsplit=1)[0]
    if lang is Lang.JA:
        word = _words(lang).search(after)
        return _word(word, word.start(), number.end) if word else None
    start = max(0, number.start - reach)
    before = _CLAUSE_END.split(text[start : number.start])[-1]
    start = number.start - len(before)
    near = [_word(word, len(before) - word.end(), start) for word in _words(Lang.EN).finditer(before)]
    near += [_word(word, word.start(), number.end) for word in _words(Lang.EN).finditer(after)]
    return min(near, key=lambda word: word.apart) if near else None


def _word(match: re.Match[str], apart: int, offset: int) -> _Word:
    return _Word(apart, _sign(match.lastgroup), Span(offset + match.start(), offset + match.end()))


def _sign(group: str | None) -> int:
    return {"up": 1, "down": -1}.get(group or "", 0)


@cache
def _words(lang: Lang) -> re.Pattern[str]:
    names = ("neither", "up", "down")
    return re.compile("|".join(f"(?P<{name}>{_any_of(name, lang).pattern})" for name in names), re.IGNORECASE)


@cache
def _any_of(name: str, lang: Lang) -> re.Pattern[str]:
    """Any word of one list, the longest first; English ones whole."""
    words = "|".join(map(re.escape, sorted(_table()[lang][name], key=len, reverse=True)))
    return re.compile(rf"\b(?:{words})\b" if lang is Lang.EN else words, re.IGNORECASE)


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("directions.toml").read_text("utf-8"))
