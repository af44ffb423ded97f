"""Japanese eras that a text names: 大同年間, 元禄期, 文政の頃.

Rule: an era without a year gives its own years. An English text that adds them (806 to 810) adds nothing.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

_DATA = "aligner.evidence.numbers.japanese"


class Era(NamedTuple):
    """An era of a text: its first year, the first year of the next one, and whether the text gives a year of it."""

    first: int
    last: int
    dated: bool = False

    def begins_or_ends(self, year: int) -> bool:
        """Whether a year is one of its two limits; a lunar year ends in the next western one."""
        return not self.dated and any(limit - 1 <= year <= limit + 1 for limit in (self.first, self.last))

    def touches_century(self, century: int) -> bool:
        """Whether it has years of a century."""
        return not self.dated and self.first <= century * 100 and self.last > (century - 1) * 100


def eras_named(japanese: str) -> tuple[Era, ...]:
    """The eras that a Japanese text names.

    >>> eras_named("大同の廃止時に")
    (Era(first=806, last=810, dated=False),)
    """
    return tuple(
        {_eras()[match["name"]]._replace(dated=match["year"] is not None) for match in _name().finditer(japanese)}
    )


def first_year(era: str) -> int | None:
    """The first year of an era, or None if there is no era of this name."""
    return _eras()[era].first if era in _eras() else None


@cache
def _eras() -> dict[str, Era]:
    starts: dict[str, int] = tomllib.loads(files(_DATA).joinpath("eras.toml").read_text("utf-8"))["start"]
    years = sorted(set(starts.values()))
    following = dict(pairwise(years))
    return {name: Era(first, following.get(first, _OPEN_END)) for name, first in starts.items()}


@cache
def _name() -> re.Pattern[str]:
    names = "|".join(sorted(_eras(), key=len, reverse=True))
    return re.compile(rf"(?P<name>{names})(?P<year>[ _]?(?:\((?:元号|日本)\))?[0-9０-９元〇一二三四五六七八九十])?")


#: The end of the present era.
_OPEN_END = 9999
