"""What the texts around numbers add to them when two texts are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from aligner.evidence.numbers.number import NumberKind
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Number

#: Words of rules, where a limit means exactly what it says.
_RULE_EN = re.compile(
    r"\b(?:must|shall|may not|not exceed|required|prohibited|maximum|minimum|limit(?:ed)?|threshold)\b",
    re.IGNORECASE,
)
_RULE_JA = re.compile("なければなら|ものとする|してはなら|禁止|上限|下限|必須|義務|制限")
_YEAR_WORDS = {
    Lang.EN: re.compile(r"\b(?:last|this|next|that|same|following|previous|every)\s+year\b", re.IGNORECASE),
    Lang.JA: re.compile("元年|同[年\\d]|[昨今来翌前毎当]年|一昨年|去年|年号|年間"),
}


@dataclass(frozen=True)
class Context:
    """Two corresponding texts with their numbers."""

    en_text: str
    ja_text: str
    en: tuple[Number, ...]
    ja: tuple[Number, ...]

    @cached_property
    def strict(self) -> bool:
        """Whether the texts lay down a rule, so that limits are told apart in full."""
        return bool(_RULE_EN.search(self.en_text) or _RULE_JA.search(self.ja_text))

    def numbers(self, lang: Lang) -> tuple[Number, ...]:
        """The numbers of one side."""
        return self.en if lang is Lang.EN else self.ja

    def text(self, lang: Lang) -> str:
        """The text of one side."""
        return self.en_text if lang is Lang.EN else self.ja_text

    def apart(self, en: int, ja: int) -> Fraction:
        """How far two numbers, by their positions in order, stand apart: 0 the same relative place, 1 opposite ends."""
        return abs(Fraction(2 * en + 1, 2 * len(self.en)) - Fraction(2 * ja + 1, 2 * len(self.ja)))

    def year_of(self, number: Number, lang: Lang) -> int | None:
        """The year a date is of: its own, else the nearest that its text names."""
        own = number.parts.get("year")
        if isinstance(own, int):
            return own
        near = [
            (abs(other.start - number.start), year) for other in self.numbers(lang) if (year := _year(other))
        ]
        return min(near)[1] if near else None

    @cached_property
    def tells_year(self) -> dict[Lang, bool]:
        """Whether each text names a year, if only by another event (同年, the following year)."""
        return {
            lang: bool(words.search(self.text(lang))) or any(_year(number) for number in self.numbers(lang))
            for lang, words in _YEAR_WORDS.items()
        }


def _year(number: Number) -> int | None:
    """The year a number names; a lone figure of three or four digits counts as one."""
    year = number.parts.get("year")
    if isinstance(year, int):
        return year
    lone = number.kind is NumberKind.CARDINAL and number.unit is None and isinstance(number.value, int)
    return int(number.value) if lone and number.value is not None and 500 <= number.value <= 2100 else None
