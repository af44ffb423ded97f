"""Japanese eras: 令和6年2月19日, 昭和元年度, H30年, 同20年.

An era year becomes a Gregorian one, and keeps ``era`` and ``era_year`` beside it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from aligner.evidence.numbers.japanese.dates import (
    HALF,
    JOINT,
    KANJI,
    MONTH_DAY,
    QUARTER,
    Parts,
    calendar_parts,
    dated,
    groups_of,
    last_day,
    number,
)
from aligner.evidence.numbers.japanese.words import WORDS, regex, table

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from aligner.evidence.numbers.number import Number


@cache
def _eras() -> Mapping[str, int]:
    """Era → Gregorian year of its first year."""
    return dict(table("eras.toml")["start"])


@cache
def _short_eras() -> Mapping[str, str]:
    """Letter or kanji → the modern era it stands for."""
    return dict(table("eras.toml")["short"])


@cache
def _era_date() -> re.Pattern[str]:
    names = "|".join(sorted(_eras(), key=lambda name: (-len(name), name)))
    short = "".join(_short_eras())
    return regex(
        rf"(?:(?P<era>{names})(?:<<after_era>>)?|(?P<short>[{short}])(?=[0-9元]{{1,2}}[年.])"
        rf"|(?P<same>同)(?=[0-9元{KANJI}]{{1,4}}年))"
        rf"(?P<y>元|[0-9]{{1,2}}(?![0-9])|[{KANJI}]{{1,4}})"
        rf"(?:(?P<fy>年度)(?:{QUARTER.replace('<q>', '<q2>')}|{HALF.replace('<hy>', '<hy2>')})?"
        rf"|年(?!(?:<<no_era_year>>)(?!ま))(?:{JOINT}{MONTH_DAY}|{QUARTER}|{HALF})?|(?P<decade>年代)"
        rf"|(?<=[0-9])\.(?P<dm>1[0-2]|0?[1-9])(?:\.(?P<dd>[0-9]{{1,2}}))?(?![0-9.]))"
    )


def read_era(text: str, pos: int, last: str | None) -> tuple[Number, str | None] | None:
    """An era date at an offset and its era, to which a later 同20年 refers; ``last`` was named before."""
    match = _era_date().match(text, pos)
    if match is None:
        return None
    groups = groups_of(match)
    era = groups.get("era") or _short_eras().get(groups.get("short", "")) or last
    era_year = number(groups["y"])
    if not era_year:
        return None
    parts: Parts = {}
    if era is not None and "decade" in groups:
        parts = {"era": era}
    elif era is not None:
        year = _eras()[era] + era_year - 1
        parts = {"fiscal_year" if "fy" in groups else "year": year, "era": era}
    parts["era_year"] = era_year
    more = calendar_parts(groups)
    if more is None:
        return None
    parts |= more
    last_day(parts, groups)
    lone = parts.keys() <= WORDS.lone_parts
    stated_year = parts.get("year", parts.get("fiscal_year"))
    return dated(match, parts, stated_year if lone and isinstance(stated_year, int) else None), era
