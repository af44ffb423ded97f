"""Names of the ways in which two numbers match."""

from __future__ import annotations

from enum import StrEnum


class Sameness(StrEnum):
    """The way in which two numbers match."""

    EQUAL = "equal"  # 279 and 279件, 78.4 billion yuan and 784億元, 14th and 第14次
    ERA = "era"  # 2019 and 令和元年
    CLOCK = "clock"  # 3 p.m. and 15時, midnight and 24時
    RATIO = "ratio"  # half and 50%, 30% and 3割, .305 and 3割5厘
    UNIT = "unit"  # 10 km and 10,000 m, half a year and 6か月
    CONVERTED = "converted"  # 30 miles and 48キロ: another system, rounded
    ROUNDED = "rounded"  # about 1,370 and 約1400
    VAGUE = "vague"  # hundreds of and 数百, a couple and 2、3
    PART = "part"  # March 3, 2024 and 2024年: one gives fewer fields of the same date or time
    CHANGE = "change"  # rose by half and 1.5倍, fell by 30% and 7割に
    SIGN = "sign"  # fell 3.2% and ▲3.2%: one has a sign, the other a word
    BOUND = "bound"  # more than 100 and 100以上: as good as the same in prose
    NAME = "name"  # the same code or name
