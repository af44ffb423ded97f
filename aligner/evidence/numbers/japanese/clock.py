"""Times of day in Japanese: 15時, 午後4時40分, 8時半, 12:34, 25時."""

from __future__ import annotations

from aligner.evidence.numbers.japanese.dates import Parts, number
from aligner.evidence.numbers.japanese.words import WORDS, regex, word_class
from aligner.evidence.numbers.number import Number, NumberKind

_K = "〇零○◯一二三四五六七八九十"
_CLOCK = regex(
    r"(?P<half><<part_of_day>>)?の?"
    rf"(?P<h>[0-9]{{1,2}}(?![0-9])|[{_K}]{{1,3}})時(?!<<no_hour>>)"
    rf"(?:(?P<mi>[0-9]{{1,2}}(?![0-9])|[{_K}]{{1,3}})分(?!(?:<<no_minute>>)|の[0-9一二三四五六七八九])"
    rf"(?:(?P<s>[0-9]{{1,2}}|[{_K}]{{1,3}})秒)?(?P<to>前(?!後))?|(?P<thirty>半))?"
)
_DIGITAL = regex(
    r"(?P<half>午前|午後|<<latin_halves>>)? ?(?P<h>[0-2]?[0-9]):(?P<mi>[0-5][0-9])(?![0-9])"
    r"(?::(?P<s>[0-5][0-9])(?![0-9]))?(?!:)(?P<z> ?(?:<<latin_halves>>)(?![A-Za-z]))?"
)
_HALVES = {**word_class("part_of_day"), **word_class("latin_halves")}


def read_time(text: str, pos: int) -> Number | None:
    """15時, 午後4時40分, 8時半, 12:34, 25時; hours as in the text once 午後 is applied."""
    match = _DIGITAL.match(text, pos) or _CLOCK.match(text, pos)
    if match is None:
        return None
    groups = {name: group for name, group in match.groupdict().items() if group}
    hour = number(groups["h"])
    minute = 30 if "thirty" in groups else number(groups["mi"]) if "mi" in groups else None
    if hour > 30 or (minute or 0) > 59:
        return None
    half, hour = _half_day(groups, hour)
    parts: Parts = {"hour": hour}
    if minute is not None:
        parts["minute"] = minute
    if "s" in groups:
        parts["second"] = number(groups["s"])
    if "to" in groups and minute in (5, 10, 15, 20):
        parts |= {"hour": hour - 1 if hour else 23, "minute": 60 - minute}
    if half:
        parts["half"] = half
    return Number(match.start(), match.end(), match.group(), NumberKind.TIME, parts=parts)


def _half_day(groups: dict[str, str], hour: int) -> tuple[str | None, int]:
    """The half of the day where it is stated, and the hour by the 24-hour clock.

    午後12時 is noon as clocks show it, 夜12時 midnight; 深夜 is before midnight from 9 on, else after it.
    """
    word = (groups.get("half") or groups.get("z", "").strip()) or None
    if word is None or hour > 12:
        return None, hour
    if _HALVES[word] == "am":
        return "am", 0 if hour == 12 and word in WORDS.midnight_words else hour
    if word == "深夜" or word in WORDS.evening_words:
        if hour == 12:
            return None, 24
        evening = hour >= (9 if word == "深夜" else 5)
        return ("pm", hour + 12) if evening else ("am", hour)
    if word == "昼" and hour in (10, 11):
        return "am", hour
    return "pm", hour if hour == 12 else hour + 12
