"""The state of a comparison after matching: which numbers agree, which are left, and which years are given twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.context import year_named
from aligner.evidence.numbers.comparison.figures import main_figure
from aligner.evidence.numbers.comparison.glosses import glossed, is_old, years_clash
from aligner.evidence.numbers.comparison.old_measures import is_metric
from aligner.evidence.numbers.number import Number, NumberKind
from aligner.model import LANGS, Lang

if TYPE_CHECKING:
    from collections.abc import Container
    from fractions import Fraction

    from aligner.evidence.numbers.comparison.context import Context

#: Text between a day of the old calendar and the same day of another one: 3月13日 (旧暦)（4月20日）.
_OLD_AND_NEW = re.compile(r"\s*+_?+(?:[(（]旧暦[)）])?+\s*+[(（〔\[]\s*+(?:同年|\w{0,4}[\s、])?")
#: Maximum number of numbers among which the parts of a sum are searched.
_ADDED = 12


@dataclass(frozen=True)
class MatchState:
    """Two texts with the positions of the numbers that agree."""

    context: Context
    en: frozenset[int]
    ja: frozenset[int]

    def agreed(self, lang: Lang) -> frozenset[int]:
        """The positions of one side's numbers that agree."""
        return self.en if lang is Lang.EN else self.ja

    def is_repeated_date(self, k: int, lang: Lang) -> bool:
        """Whether the number is a date that its text repeats beside it in another form, and that form matches.

        An era or regnal year and the western one that explains it (寛永11年（1634年）), of which one agrees; the
        date of another calendar before the one in brackets.
        """
        number = self.context.numbers(lang)[k]
        if lang is Lang.EN:
            return k + 1 < len(self.context.en) and self.context.repeats_date(number, self.context.en[k + 1])
        return (self._may_gloss(number) and self.glosses_one_of(k, self.ja)) or self._by_two_calendars(k)

    def _by_two_calendars(self, k: int) -> bool:
        """Whether a Japanese day is given by the old calendar and again, in brackets, by another one that agrees."""
        dates = self.context.ja
        return any(
            m in self.ja
            and "day" in dates[first].parts
            and "day" in dates[second].parts
            and _OLD_AND_NEW.fullmatch(self.context.ja_text, dates[first].end, dates[second].start) is not None
            for m, first, second in ((k + 1, k, k + 1), (k - 1, k - 1, k))
            if 0 <= m < len(dates)
        )

    def glosses_one_of(self, k: int, positions: Container[int | None]) -> bool:
        """Whether a Japanese year explains the number at one of these positions, or is explained by it."""
        beside = glossed(self.context.ja[k], self.context)
        return beside is not None and self.context.position(beside) in positions

    def glosses_a_year(self, number: Number) -> bool:
        """A Japanese year in brackets that explains the one before it."""
        beside = glossed(number, self.context)
        return beside is not None and beside.start < number.start and self._may_gloss(number)

    def _may_gloss(self, number: Number) -> bool:
        """Whether a year and the one beside it are one: no contradiction, no day of a calendar still in use."""
        beside = glossed(number, self.context)
        if beside is None or ("day" in number.parts and not is_old(beside)):
            return False
        regnal = number.kind is NumberKind.CARDINAL and number.unit in {"year", None}
        return regnal or not years_clash(number, beside)

    @cached_property
    def year_left(self) -> dict[Lang, bool]:
        """Whether each text has a year that agrees with none of the other."""
        return {
            lang: any(
                year_named(number)
                for k, number in enumerate(self.context.numbers(lang))
                if k not in self.agreed(lang) and not self.is_repeated_date(k, lang)
            )
            for lang in LANGS
        }

    @cached_property
    def metric_left(self) -> bool:
        """Whether the English text has a measure that agrees with none of the Japanese one."""
        return any(is_metric(number) for k, number in enumerate(self.context.en) if k not in self.en)

    @cached_property
    def figures_left(self) -> dict[Lang, dict[int, Fraction]]:
        """The first few figures of each text that agree with none of the other, by position; dates apart."""
        return {
            lang: {
                k: figure
                for k, number in enumerate(self.context.numbers(lang)[:_ADDED])
                if k not in self.agreed(lang)
                and number.kind is not NumberKind.DATE
                and (figure := main_figure(number)) is not None
            }
            for lang in LANGS
        }
