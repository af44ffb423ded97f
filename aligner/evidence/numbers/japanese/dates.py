"""Dates and times of day in Japanese: eras, calendar dates, quarters, fiscal years, decades, centuries, clocks.

Eras become Gregorian years here and keep ``era`` and ``era_year`` beside the year. A bare N日 is written alike for the
day of the month and for a length of time: it is read as a date, and its value and unit give the other reading.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from aligner.evidence.numbers.japanese.lexicon import eras, short_eras
from aligner.evidence.numbers.japanese.numerals import parse_numeral
from aligner.evidence.numbers.number import Number, NumberKind

Parts = dict[str, int | str]

_K = "〇零○◯一二三四五六七八九十"
_YEAR = rf"(?:[0-9]{{1,4}}(?![0-9])|[{_K}百千]{{1,8}})"
_MONTH = r"(?:1[0-2]|0?[1-9](?![0-9])|十[一二]?|[一二三四五六七八九正])"
_DAY = rf"(?:[0-9]{{1,2}}(?![0-9])|[{_K}廿卅]{{1,4}})"
_NUMBER = rf"(?:[0-9]{{1,4}}(?![0-9])|[{_K}百千]{{1,6}})"
_WEEKDAY = r"(?:、?\(?(?P<w>[月火水木金土日])(?:曜日?|(?=[・)]))(?:・[祝休振][日]?|・祝日)?\)?)"
_MONTH_DAY = (
    rf"(?P<m>{_MONTH})月(?!間|々|面|額|給|謝)"
    rf"(?:(?P<d>{_DAY})日(?!間|目|分|連続)(?:{_WEEKDAY})?|(?P<last>末日|晦日)|(?P<period>期)(?![待限])|末|上旬|中旬|下旬|初旬)?"
)
_SPAN_MONTHS = rf"(?P<m1>{_MONTH})月?[~〜–—―-](?P<m2>{_MONTH})月期"
_QUARTER = r"の?第(?P<q>[1-4一二三四])・?四半期"
_ON_OR_AFTER = r"(?:[ 、]{0,1}の?)"
WEEKDAYS = {day: k for k, day in enumerate("月火水木金土日", start=1)}

_YEAR_IN_BRACKETS = re.compile(r"^\([0-9]+年[)頃~〜]")
_IN_YEAR = re.compile("に(?![一1]|わた|及|も|渡|か|な)")
_AFTER_LENGTH = re.compile(
    r"間|ぶり|振り|以内|以上|以下|未満|余|足らず|連続|目|おき|置き|ごと|毎|分|ほど|程度|前(?![半期])|あまり|後(?!半)|越し|がかり|来|半|待|もの|も[たか経続の]|の(?:間|後|道のり|猶予|歴史)"
    r"|を超|弱|強|に[1-9一二三四五六七八九]+[回度]|の[0-9]+割|かか|かけ|しか|だけ|遅れ|早[くい]|ほか|契約|計画|生|長|若|老"
)
_BEFORE_LENGTH = re.compile(
    r"(?:約|およそ|ほぼ|わずか|過去|今後|この|ここ|最長|最短|最大|少なくとも|計|延べ|丸|まる|向こう|あと|さらに|もう|毎|中|たった|ほんの|連続|懲役|禁錮|禁固|任期|創業|在職|享年|期間は|期限は|期間|生後|徒歩)$"
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the text so far gives to a date: the era named last, for 同20年."""

    era: str | None = None


def number(text: str) -> int:
    """The value of a short numeral; 元 is 1, 正 (of 正月) too."""
    if text in ("元", "正"):
        return 1
    numeral = parse_numeral(text, 0)
    return int(numeral.value) if numeral is not None and numeral.value is not None else 0


@cache
def _era_date() -> re.Pattern[str]:
    names = "|".join(sorted(eras(), key=lambda name: (-len(name), name)))
    short = "".join(short_eras())
    return re.compile(
        rf"(?:(?P<era>{names})(?:時代|[ _]?\((?:元号|日本)\))?|(?P<short>[{short}])(?=[0-9元]{{1,2}}[年.])|(?P<same>同)(?=[0-9元{_K}]{{1,4}}年))"
        rf"(?P<y>元|[0-9]{{1,2}}(?![0-9])|[{_K}]{{1,4}})"
        rf"(?:(?P<fy>年度)(?:{_QUARTER.replace('<q>', '<q2>')})?|年(?![間生代])(?:{_ON_OR_AFTER}{_MONTH_DAY}|{_QUARTER})?|年代"
        rf"|(?<=[0-9])\.(?P<dm>1[0-2]|0?[1-9])(?:\.(?P<dd>[0-9]{{1,2}}))?(?![0-9.]))"
    )


_WESTERN = re.compile(
    rf"(?P<bc>紀元前|(?<![〜~0-9年日月時分間以の])前(?=[0-9{_K}百千]{{1,6}}年))?(?P<ad>西暦)?(?P<y>{_YEAR})"
    rf"(?:(?P<fy>年度)(?:{_QUARTER.replace('<q>', '<q2>')})?"
    rf"|年(?P<rest>{_ON_OR_AFTER}(?:{_SPAN_MONTHS}|{_MONTH_DAY})|{_QUARTER})?)"
)
_MONTHS = re.compile(rf"{_SPAN_MONTHS}|{_MONTH_DAY}")
_LONE_QUARTER = re.compile(rf"{_QUARTER}|(?P<q2>[1-4])Q(?![A-Za-z0-9])|Q(?P<q3>[1-4])(?![A-Za-z0-9])")
_ISO = re.compile(
    r"(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>[0-9]{1,2})(?![0-9]|[-/.][0-9])"
    + rf"(?:{_WEEKDAY})?"
)
_SLASH = re.compile(rf"(?P<m>1[0-2]|0?[1-9])/(?P<d>[0-9]{{1,2}})(?![0-9/]|\.[0-9])(?:\s?{_WEEKDAY})?")
_NOT_A_SLASH_DATE = re.compile(
    r"の|に|程度|以[上下]|倍|インチ|カップ|サイズ|スケール|ほど|ず|秒|[a-zA-Z]|量|ポンド"
)
_DAY_ALONE = re.compile(rf"(?P<d>{_DAY})日(?![本系米英独仏中韓朝露印豪銀経程誌記])(?:(?=\(){_WEEKDAY})?")
_DECADE = re.compile(rf"(?P<y>[0-9]{{2,4}}|[{_K}百千]{{2,6}})年代")
_CENTURY = re.compile(
    rf"(?P<bc>紀元前|前)?(?P<c>{_NUMBER})世紀(?!間|以上|ぶり|近く|余|足らず|弱|強|に?わた|にも及)"
)
_WEEKDAY_ALONE = re.compile(r"(?P<w>[月火水木金土日])曜日?(?![大病])")


def _made(
    text: str,
    match: re.Match[str],
    kind: NumberKind,
    parts: Parts,
    value: int | None = None,
    unit: str | None = None,
) -> Number:
    return Number(match.start(), match.end(), match.group(), kind, value=value, parts=parts, unit=unit)


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name: group for name, group in match.groupdict().items() if group}


def _calendar_parts(groups: dict[str, str]) -> Parts | None:
    """Month, day, weekday, quarter of a match; None where there is no such day."""
    parts: Parts = {}
    if quarter := groups.get("q") or groups.get("q2"):
        parts["quarter"] = number(quarter)
    if "m2" in groups:
        parts |= {"first_month": number(groups["m1"]), "month": number(groups["m2"])}
    elif "m" in groups or "dm" in groups:
        parts["month"] = number(groups.get("m") or groups["dm"])
    if "d" in groups or "dd" in groups:
        parts["day"] = day = number(groups.get("d") or groups["dd"])
        if not 1 <= day <= 31:
            return None
    if "w" in groups:
        parts["weekday"] = WEEKDAYS[groups["w"]]
    return parts


def _last_day(parts: Parts, groups: dict[str, str]) -> None:
    """末日 is the 28th to 31st, where month (and for February the year) tell which."""
    if "last" not in groups:
        return
    month, year = parts["month"], parts.get("year")
    if isinstance(month, int) and (month != 2 or isinstance(year, int)):
        parts["day"] = calendar.monthrange(year if isinstance(year, int) and year > 0 else 2001, month)[1]


def read_era(text: str, pos: int, context: Context) -> tuple[Number, Context] | None:
    """令和6年2月19日, 昭和元年度, H30年, 同20年 after another era."""
    match = _era_date().match(text, pos)
    if match is None:
        return None
    groups = _groups(match)
    if "short" in groups and pos and (text[pos - 1].isascii() and text[pos - 1].isalnum()):
        return None
    era = groups.get("era") or short_eras().get(groups.get("short", "")) or context.era
    era_year = number(groups["y"])
    if not era_year:
        return None
    parts: Parts = {}
    if era is not None:
        year = eras()[era] + era_year - 1
        parts = {"fiscal_year" if "fy" in groups else "year": year, "era": era}
    parts["era_year"] = era_year
    more = _calendar_parts(groups)
    if more is None:
        return None
    parts |= more
    _last_day(parts, groups)
    lone = parts.keys() <= {"year", "fiscal_year", "era", "era_year"}
    value = eras()[era] + era_year - 1 if lone and era is not None else None
    found = _made(text, match, NumberKind.DATE, parts, value)
    return found, Context(era)


def read_date(text: str, pos: int) -> Number | None:
    """A date that starts at an offset with a numeral (or 紀元前, 西暦, 第, Q, a weekday)."""
    for rule in _DATE_RULES:
        found = rule(text, pos)
        if found is not None:
            return found
    return None


def _iso(text: str, pos: int) -> Number | None:
    match = _ISO.match(text, pos)
    if match is None or (parts := _calendar_parts(_groups(match))) is None:
        return None
    return _made(text, match, NumberKind.DATE, {"year": int(match["y"])} | parts)


def _slash(text: str, pos: int) -> Number | None:
    match = _SLASH.match(text, pos)
    if match is None or (parts := _calendar_parts(_groups(match))) is None:
        return None
    if "w" not in _groups(match) and (
        _NOT_A_SLASH_DATE.match(text, match.end()) or (pos and text[pos - 1] in "0123456789./")
    ):
        return None
    return _made(text, match, NumberKind.DATE, parts)


def _western(text: str, pos: int) -> Number | None:
    match = _WESTERN.match(text, pos)
    if match is None:
        return None
    groups = _groups(match)
    figures = groups["y"]
    year = number(figures)
    rest = groups.get("rest", "")
    if not year and "ad" not in groups:
        return None
    if "fy" in groups:
        return _fiscal(text, match, year)
    if not rest and "bc" not in groups and "ad" not in groups and not _is_lone_year(text, match, year):
        return None
    if rest and year < 32 and not figures.isdecimal() and "ad" not in groups:
        return None
    parts = _calendar_parts(groups)
    if parts is None:
        return None
    if year < 65 and rest and "bc" not in groups and "ad" not in groups:
        # The year of an era that is named elsewhere, or the last two figures of a Gregorian one.
        return _made(text, match, NumberKind.DATE, {"era_year": year} | parts)
    parts = {"year": -year if "bc" in groups else year} | parts
    _last_day(parts, groups)
    lone = parts.keys() == {"year"}
    if "period" in groups or "m2" in groups:
        parts["period"] = "期"
    return _made(text, match, NumberKind.DATE, parts, int(parts["year"]) if lone else None)


def _fiscal(text: str, match: re.Match[str], year: int) -> Number | None:
    if (
        year < 20
        or (year < 1000 and not match["y"].isdecimal())
        or text.startswith(("ぶり", "連続", "分の", "間"), match.end())
    ):
        return None
    parts = {"fiscal_year": year} | (_calendar_parts(_groups(match)) or {})
    return _made(text, match, NumberKind.DATE, parts, year if len(parts) == 1 else None)


def _is_lone_year(text: str, match: re.Match[str], year: int) -> bool:
    """Whether a year without month is one, not a length of time: 1995年 yes, 20年 no, 300年 no, 794年 yes."""
    if _AFTER_LENGTH.match(text, match.end()) and not text.startswith(("後半", "以上", "生"), match.end()):
        return False
    figures = match["y"]
    positional = figures.isdecimal() or not set(figures) & set("十百千")
    if year >= 1000:
        return year < 3000 and (positional or year % 100 != 0) and not (year % 1000 == 0 and not positional)
    if year < 100 or _BEFORE_LENGTH.search(text, max(0, match.start() - 6), match.start()):
        return False
    if _YEAR_IN_BRACKETS.search(
        text, match.start() - 1 if match.start() else 0, match.end() + 1
    ) or _IN_YEAR.match(text, match.end()):
        return True
    return year % 10 != 0 and (positional or year > 500)


def _months(text: str, pos: int) -> Number | None:
    match = _MONTHS.match(text, pos)
    if match is None:
        return None
    groups = _groups(match)
    parts = _calendar_parts(groups)
    if parts is None:
        return None
    _last_day(parts, groups)
    if "period" in groups or "m2" in groups:
        parts["period"] = "期"
    return _made(text, match, NumberKind.DATE, parts)


def _quarter(text: str, pos: int) -> Number | None:
    match = _LONE_QUARTER.match(text, pos)
    if match is None or (match["q"] is None and pos and text[pos - 1].isascii() and text[pos - 1].isalnum()):
        return None
    quarter = number(match["q"] or match["q2"] or match["q3"])
    return _made(text, match, NumberKind.DATE, {"quarter": quarter})


def _day(text: str, pos: int) -> Number | None:
    """N日 alone: the day of a month unless what is around it says a length."""
    match = _DAY_ALONE.match(text, pos)
    if match is None or (parts := _calendar_parts(_groups(match))) is None:
        return None
    if "weekday" not in parts and (
        _AFTER_LENGTH.match(text, match.end()) or _BEFORE_LENGTH.search(text, max(0, pos - 6), pos)
    ):
        return None
    day = int(parts["day"])
    return _made(text, match, NumberKind.DATE, parts, *((day, "day") if len(parts) == 1 else ()))


def _decade(text: str, pos: int) -> Number | None:
    match = _DECADE.match(text, pos)
    if match is None or not (decade := number(match["y"])) or decade % 10:
        return None
    return _made(text, match, NumberKind.DATE, {"decade": decade})


def _century(text: str, pos: int) -> Number | None:
    match = _CENTURY.match(text, pos)
    if match is None or not (century := number(match["c"])):
        return None
    return _made(text, match, NumberKind.DATE, {"century": -century if match["bc"] else century})


def _weekday(text: str, pos: int) -> Number | None:
    match = _WEEKDAY_ALONE.match(text, pos)
    if match is None:
        return None
    return _made(text, match, NumberKind.DATE, {"weekday": WEEKDAYS[match["w"]]})


_DATE_RULES: tuple[Callable[[str, int], Number | None], ...] = (
    _iso,
    _decade,
    _century,
    _western,
    _quarter,
    _months,
    _day,
    _weekday,
    _slash,
)
