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
    is_length,
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
        rf"(?:(?P<era>{names})(?:<<after_era>>)?|(?!{_MAGNITUDE})(?P<short>[{short}])(?=[0-9元]{{1,2}}[年.])"
        rf"|(?P<same>同)(?=[0-9元{KANJI}]{{1,4}}年))"
        rf"(?:{_DATE}|(?P<first>元|[0-9]{{1,2}})(?=[・、~〜–-][0-9]{{1,2}}年(?P<decades>代)?(?!<<no_era_year>>)))"
    )


#: The magnitude of an earthquake: M5.6 is not June of the fifth year of 明治.
_MAGNITUDE = r"M[0-9]\.[0-9](?![0-9.])"
_DATE = (
    rf"(?P<y>元|[0-9]{{1,2}}(?![0-9])|[{KANJI}]{{1,4}})"
    rf"(?:(?P<fy>年度)(?:{QUARTER.replace('<q>', '<q2>')}|{HALF.replace('<hy>', '<hy2>')})?"
    rf"|年(?!(?:<<no_era_year>>)(?!ま))(?:{JOINT}{MONTH_DAY}|{QUARTER}|{HALF})?|(?P<decade>年代)"
    rf"|(?<=[0-9])\.(?P<dm>1[0-2]|0?[1-9])(?:\.(?P<dd>[0-9]{{1,2}}))?(?![0-9.]))"
)
#: A later year of an era right before it: 昭和35年度から50年度, 応永32・33年.
_LATER = regex(rf"(?=[0-9]{{1,2}}年){_DATE}")
_LATER_LINK = regex("(?:<<era_links>>)(?=[0-9]{1,2}年(?:<<era_spans>>))|[・~〜–-]")


def read_later(text: str, before: Number) -> Number | None:
    """A date of the same era right after another: 昭和35年度から50年度, 応永32・33年."""
    link, era = _LATER_LINK.match(text, before.end), before.parts.get("era")
    match = None if link is None or era is None else _LATER.match(text, link.end())
    if match is None or number(match["y"]) <= int(before.parts["era_year"]) or is_length(text, *match.span()):
        return None
    return _dated(match, str(era))


def read_era(text: str, pos: int, last: str | None) -> tuple[Number, str | None] | None:
    """An era date at an offset and its era, to which a later 同20年 refers; ``last`` was named before."""
    match = _era_date().match(text, pos)
    if match is None:
        return None
    groups = groups_of(match)
    era = groups.get("era") or _short_eras().get(groups.get("short", "")) or last
    date = _dated(match, era)
    return None if date is None else (date, era)


def _dated(match: re.Match[str], era: str | None) -> Number | None:
    """The date of a match in an era; None if no such day exists."""
    groups = groups_of(match)
    era_year = number(groups.get("first") or groups["y"])
    more = calendar_parts(groups)
    if not era_year or more is None:
        return None
    parts: Parts = {}
    if era is not None:
        parts = {"era": era}
        if "decade" not in groups and "decades" not in groups:
            parts = {"fiscal_year" if "fy" in groups else "year": _eras()[era] + era_year - 1, **parts}
    parts |= {"era_year": era_year, **more}
    last_day(parts, groups)
    lone = parts.keys() <= WORDS.lone_parts
    stated_year = parts.get("year", parts.get("fiscal_year"))
    return dated(match, parts, stated_year if lone and isinstance(stated_year, int) else None)
