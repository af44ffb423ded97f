"""The data type of a number: what a text states in figures, exactly.

A number is parsed from one language only. ``comparison`` decides which numbers match.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Exact: TypeAlias = int | Decimal | Fraction


class NumberKind(StrEnum):
    """The use of a number."""

    CARDINAL = "cardinal"  # 279件, 78.4 billion yuan, 30%, half a year, two and a half hours
    ORDINAL = "ordinal"  # 14th, 第14次, Louis XVI, World War II, Chapter III
    MULTIPLE = "multiple"  # double, 1.5-fold, 3倍, 倍増: how many times as much
    RANGE = "range"  # 10～12, from 12,300 to 11,700, 2、3日, hundreds of: value is None, low and high are set
    DATE = "date"  # any of year, month, day, weekday, quarter, decade, century, fiscal year in parts
    TIME = "time"  # a time of day: hour, minute, second in parts
    SCORE = "score"  # 4–1, 3対1: parts "a" and "b" in the order written
    SECTION = "section"  # Article 27-2, 第27条の2, Fig. 3, §4.1, paragraph 3, (iv): where, not how many
    CODE = "code"  # versions, part numbers, telephone numbers, addresses, identifiers: text, not amounts


class Approximation(StrEnum):
    """How exact the text says the number is."""

    NONE = "none"
    ABOUT = "about"  # about, some, nearly; 約, ほぼ, 前後, ほど
    JUST_OVER = "just over"  # just over, a little more than; 強, 余り
    JUST_UNDER = "just under"  # just under, not quite; 弱, 足らず


class Role(StrEnum):
    """The role of a number in a change: rise *by* 3 points *from* 10 *to* 13."""

    NONE = "none"
    BY = "by"  # rose by 30%; 3割減, 30%増加
    FROM = "from"  # from 12,300; 12,300から
    TO = "to"  # fell to 30%; 3割に減少


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of an interval and whether it belongs to it: 6歳以下 includes 6, 6歳未満 does not."""

    value: Exact
    included: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    Attributes:
        start: code-point offset of its first character in the text it was read from.
        end: offset past its last character; unit and scale included (``78.4 billion yuan`` is one span).
        text: the untouched characters between them.
        kind: what it is used as.
        value: the exact amount, or None where there is none (a range, a full date, a time, a code). A lone year has its
            Gregorian year as value, an ordinal its rank, a percentage its figure (30, with unit ``percent``).
        low: the lower end of the interval it gives, None where open ("under 6" has only ``high``).
        high: the upper end.
        parts: fields of a date (``year month day weekday quarter half_year decade century fiscal_year era era_year``;
            ``relative`` is how far it is from now or from the time that is spoken of: ``week +1``), a time
            (``hour minute second``, hours 0 to 24 as in the text once a.m./p.m. is applied, and ``half`` = ``am`` or
            ``pm`` where it is stated), a score (``a b``), a section (``label`` and numbered levels), or a code
            (``code``). Japanese adds ``first_month`` and ``period`` (10～12月期), ``interval`` (2日おき ``between``,
            3日ごと ``each``), ``kaiki`` (三回忌, the second anniversary) and ``grade`` (中学3年生, the ninth).
            English marks ``interval`` too (every other day, ``each``) and ``limit``: ``over`` (over 18), ``not`` (not
            under 18).
        unit: canonical name from ``units.toml`` (``CNY``, ``percent``, ``kilometre``, ``person``), or None.
        approximate: how exact the text says it is.
        role: what it does in a change.
        in_name: it belongs to a name, title or fixed term (14th Five-Year Plan, Elizabeth II, 7-Eleven, 16進数).
        rule: name of the rule that read it, empty where its reader gives none.
        certain: whether it was read as a whole and in one way. What differs from an uncertain number is not reported.
    """

    start: int
    end: int
    text: str
    kind: NumberKind
    value: Exact | None = None
    low: Bound | None = None
    high: Bound | None = None
    parts: Mapping[str, int | str] = field(default_factory=dict)
    unit: str | None = None
    approximate: Approximation = Approximation.NONE
    role: Role = Role.NONE
    in_name: bool = False
    rule: str = ""
    certain: bool = True

    def placed(self, start: int, end: int, text: str = "", *, certain: bool = True) -> Number:
        """The same number at another place (what ``dataclasses.replace`` does, in half the time).

        Args:
            start: its new start.
            end: its new end.
            text: the characters there, if they are others.
            certain: False makes it uncertain.
        """
        amount = (text or self.text, self.kind, self.value, self.low, self.high, self.parts, self.unit)
        sure = self.certain and certain
        return Number(start, end, *amount, self.approximate, self.role, self.in_name, self.rule, sure)

    @property
    def is_worded_date(self) -> bool:
        """Whether it is a date without a figure: next week, 前半. It is compared, but not counted as a number."""
        return self.kind is NumberKind.DATE and self.parts.keys() <= {"relative", "half_year"}

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a number needs a span, not {self.start}..{self.end}")
        if isinstance(self.value, float):
            raise TypeError("a number's value is exact: int, Decimal or Fraction")
