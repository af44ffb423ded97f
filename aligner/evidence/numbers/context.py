"""What the texts around numbers add to them when two texts are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Number

#: Words of rules, where a limit means exactly what it says.
_RULE_EN = re.compile(
    r"\b(?:must|shall|may not|not exceed|required|prohibited|maximum|minimum|limit(?:ed)?|threshold)\b",
    re.IGNORECASE,
)
_RULE_JA = re.compile("なければなら|ものとする|してはなら|禁止|上限|下限|必須|義務|制限")


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
