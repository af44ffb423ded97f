"""Dates in English: days, months, weekdays, years, decades, centuries, quarters, fiscal years.

Every function reads at one token and returns None where there is no date. Names of months and weekdays count only with a
capital letter; those that are words or given names as well (May, March) only beside a figure or after a word that dates.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english_amounts import past_hyphen, read_amount
from aligner.evidence.numbers.english_lexicon import lexicon
from aligner.evidence.numbers.english_reading import Reading
from aligner.evidence.numbers.english_tokens import Kind
from aligner.evidence.numbers.number import Bound, NumberKind

if TYPE_CHECKING:
    from aligner.evidence.numbers.english_reading import Reader
    from aligner.evidence.numbers.english_tokens import Tokens

Parts = dict[str, int | str]
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_DASHES = frozenset({"-", "–", "—", "~", "〜", "−", "/"})
_NUMERIC = re.compile(r"\d+")


def cue(tokens: Tokens, at: int, name: str) -> bool:
    """Whether the token before ``at`` is in a list of the lexicon."""
    return tokens[at - 1].low in lexicon().sets[name]


def capital(tokens: Tokens, at: int) -> bool:
    """Whether a token starts with a capital letter."""
    return tokens[at].text[:1].isupper()


def ordinal(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """(rank, end) of an ordinal: ``14th``, ``fourteenth``, ``twenty-first``, ``two hundredth``."""
    token, words = tokens[at], lexicon()
    if token.kind is Kind.FIGURE:
        after = tokens[at + 1]
        if isinstance(token.value, int) and after.glued and after.low in _SUFFIXES:
            return token.value, at + 2
        return None
    if token.low in words.ordinals:
        return words.ordinals[token.low], at + 1
    if token.low in words.tens:
        ones = past_hyphen(tokens, at + 1)
        rank = words.ordinals.get(tokens[ones].low, 0)
        return (words.tens[token.low] + rank, ones + 1) if 0 < rank < 10 else None
    return _large_ordinal(tokens, at)


def _large_ordinal(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """``two hundredth``, ``one hundred and first``."""
    amount = read_amount(tokens, at) if tokens[at].kind is Kind.WORD else None
    if amount is None or not isinstance(amount.value, int) or amount.value < 1:
        return None
    last = past_hyphen(tokens, amount.end)
    last += tokens[last].low == "and"
    rank = lexicon().ordinals.get(tokens[last].low, 0)
    if rank >= 100 and amount.value < 100:
        return amount.value * rank, last + 1
    if 0 < rank < 100 and amount.value % 100 == 0:
        return amount.value + rank, last + 1
    return None


def _month(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """(month, end) of a month's name, its dot included; no question yet whether it is meant as one."""
    words, low = lexicon(), tokens[at].low.removesuffix("'s")
    if not capital(tokens, at):
        return None
    if low in words.months:
        return words.months[low], at + 1
    if low in words.short_months:
        return words.short_months[low], at + 1 + (tokens[at + 1].low == "." and tokens[at + 1].glued)
    return None


def _day(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """(day, end) of a day of the month: ``19``, ``19th``, ``nineteenth``; not 19%, 19.5 or 19:00."""
    found = ordinal(tokens, at)
    if found is None:
        token = tokens[at]
        if not isinstance(token.value, int) or len(token.text) > 2 or tokens[at + 1].glued and tokens[at + 1].low in "%:":
            return None
        found = token.value, at + 1
    return found if 1 <= found[0] <= 31 else None


def _year(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """(year, end) of a year of four plain digits."""
    token = tokens[at]
    after = tokens[at + 1]
    if token.kind is not Kind.FIGURE or len(token.text) != 4 or not token.text.isdecimal():
        return None
    if after.glued and (after.kind in {Kind.WORD, Kind.CODE} or after.low in "%:"):
        return None
    return int(token.text), at + 1


def _year_after(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A year after a day or month, a comma or ``of`` before it allowed; three digits only where nothing is counted."""
    at += tokens[at].low in {",", "of"}
    token, after = tokens[at], tokens[at + 1]
    old = token.kind is Kind.FIGURE and token.text.isdecimal() and len(token.text) == 3 and token.text[0] != "0"
    if old and tokens[at - 1].low != "," and after.kind in {Kind.SIGN, Kind.END} and after.low not in {"%", "-", "/"}:
        return int(token.text), at + 1
    return _year(tokens, at)


def read_numeric_date(tokens: Tokens, at: int) -> Reading | None:
    """``2024-03-05``, ``2024/3/5``, ``5.3.2024``; ``3/5/2024`` is read month first, with the other reading noted."""
    token = tokens[at]
    if token.kind is not Kind.DATE:
        return None
    first, second, third = (int(part) for part in _NUMERIC.findall(token.text))
    parts: Parts
    if len(_NUMERIC.match(token.text).group()) == 4:  # type: ignore[union-attr]
        parts = {"year": first, "month": second, "day": third}
    elif "." in token.text or first > 12:
        parts = {"year": third, "month": second, "day": first}
    else:
        parts = {"year": third, "month": first, "day": second}
        if second <= 12 and first != second:
            parts["alternative"] = f"{second}/{first}"
    if not (1 <= int(parts["month"]) <= 12 and 1 <= int(parts["day"]) <= 31):
        return Reading(at, at + 1, NumberKind.CODE, parts={"code": token.text})
    return Reading(at, at + 1, NumberKind.DATE, parts=parts)


def read_day_and_month(tokens: Tokens, at: int) -> Reading | None:
    """A calendar date or a part of one, with its weekday: ``Tuesday, 5 January 1989``, ``March 31``, ``in May``."""
    parts: Parts = {}
    start = at
    weekday = _weekday(tokens, at)
    if weekday is not None:
        parts["weekday"], at = weekday
        at += tokens[at].low == ","
        at += tokens[at].low == "the"
        at += tokens[at].low == "on"
    found = _month_first(tokens, at, parts) or _day_first(tokens, at, parts)
    if found is None:
        if weekday is None:
            return None
        found = weekday[1], {"weekday": weekday[0]}
    end, parts = found
    period = _period(tokens, start)
    if period and "month" in parts:
        parts["period"] = period
    return Reading(start, end, NumberKind.DATE, parts=parts)


def _period(tokens: Tokens, at: int) -> str:
    """What a date ends: ``the fiscal year ended March 31``, ``the three months to December``."""
    if not cue(tokens, at, "date_cues.ended"):
        return ""
    noun = tokens[at - 2].low
    if noun in {"year", "fy"}:
        return "fiscal_year" if noun == "fy" or tokens[at - 1].low != "to" else "year"
    return noun if noun in {"quarter", "months", "period"} else ""


def _weekday(tokens: Tokens, at: int) -> tuple[int, int] | None:
    words, low = lexicon(), tokens[at].low.removesuffix("'s")
    day = words.weekdays.get(low) or words.weekdays.get(low.removesuffix("s"))
    if day:
        return day, at + 1
    day = words.short_weekdays.get(low)
    if day is None or not capital(tokens, at):
        return None
    end = at + 1 + (tokens[at + 1].low == ".")
    after = end + (tokens[end].low == ",")
    dated = _day(tokens, after) or _month(tokens, after) or tokens[after].kind is Kind.CLOCK
    return (day, end) if dated else None


def _month_first(tokens: Tokens, at: int, parts: Parts) -> tuple[int, Parts] | None:
    found = _month(tokens, at)
    if found is None:
        return None
    month, end = found
    parts = parts | {"month": month}
    the = end + (tokens[end].low == "the")
    day = _day(tokens, the)
    if day is not None and not _year(tokens, the) and not _measured(tokens, day[1]):
        parts["day"], end = day
        last = _last_day(tokens, end, int(day[0]))
        if last is not None:
            parts["last_day"], end = last
        year = _year_after(tokens, end)
    else:
        year = _year_after(tokens, end)
        if year is None and not _is_month_alone(tokens, at, end):
            return None
    if year is not None:
        parts["year"], end = year
    return end, parts


def _measured(tokens: Tokens, at: int) -> bool:
    """Whether what looked like a day is a figure of its own: ``In May 30 people``, ``in March 12 million``."""
    low = tokens[at].low
    return low in lexicon().scales or low in {"percent", "people", "per"}


def _last_day(tokens: Tokens, at: int, first: int) -> tuple[int, int] | None:
    """The second day of ``May 3–5``."""
    if tokens[at].low not in _DASHES:
        return None
    last = _day(tokens, at + 1)
    return last if last is not None and last[0] > first else None


def _is_month_alone(tokens: Tokens, at: int, end: int) -> bool:
    words, low = lexicon(), tokens[at].low.removesuffix("'s")
    if low in words.short_months and low not in words.months:
        return False
    dated = cue(tokens, at, "date_cues.month") or tokens[at - 1].low in _DASHES
    if low not in words.sets["date_cues.ambiguous"]:
        return True
    following = _month(tokens, end + 1) if tokens[end].low in {"and", "to", "or", *_DASHES} else None
    if low in {"april", "june", "august"} and not dated:
        return following is not None
    return (dated and not (capital(tokens, end) and tokens[end].kind is Kind.WORD)) or following is not None


def _day_first(tokens: Tokens, at: int, parts: Parts) -> tuple[int, Parts] | None:
    """``5 January 1989``, ``the 4th of July``, ``3–5 May``."""
    day = _day(tokens, at)
    if day is None:
        return None
    end = day[1]
    last = _last_day(tokens, end, day[0])
    if last is None and tokens[end].low in {"to", "and"}:
        last = _day(tokens, end + 1)
        last = last if last is not None and _month(tokens, last[1]) else None
    if last is not None:
        end = last[1]
    end += tokens[end].low == "of"
    end = past_hyphen(tokens, end)
    month = _month(tokens, end)
    if month is None:
        return None
    parts = parts | {"day": day[0], "month": month[0]}
    if last is not None:
        parts["last_day"] = last[0]
    year = _year_after(tokens, past_hyphen(tokens, month[1]))
    if year is not None:
        parts["year"] = year[0]
    return (month[1] if year is None else year[1]), parts


def read_quarter(tokens: Tokens, at: int) -> Reading | None:
    """``the first quarter of 2024``, ``Q1``, ``third straight quarter`` (an ordinal)."""
    rank = ordinal(tokens, at)
    if rank is not None:
        end = past_hyphen(tokens, rank[1])
        if tokens[end].low in lexicon().sets["date_cues.straight"] and tokens[end + 1].low in {"quarter", "quarters"}:
            return Reading(at, end + 2, NumberKind.ORDINAL, value=rank[0], unit="quarter")
        end += tokens[end].low in {"fiscal", "financial"}
        if tokens[end].low.removesuffix("'s") != "quarter" or not 1 <= rank[0] <= 4:
            return None
        if tokens[past_hyphen(tokens, end + 1)].low in {"final", "finals", "century", "mile", "hour"}:
            return None
        quarter, end = rank[0], end + 1
    elif tokens[at].text == "Q" and tokens[at + 1].glued and tokens[at + 1].value in {1, 2, 3, 4}:
        quarter, end = int(tokens[at + 1].text), at + 2
    else:
        return None
    parts: Parts = {"quarter": quarter}
    after = end + (tokens[end].low in {"of", "in", ","})
    fiscal = read_fiscal_year(tokens, after + (tokens[after].low in {"the", "its"}))
    if fiscal is not None:
        return Reading(at, fiscal.end, NumberKind.DATE, parts=parts | fiscal.parts)
    year = _year(tokens, after)
    if year is not None and 1800 <= year[0] <= 2200:
        parts["year"], end = year
    return Reading(at, end, NumberKind.DATE, parts=parts)


def read_fiscal_year(tokens: Tokens, at: int) -> Reading | None:
    """``FY2023``, ``fiscal 2023``, ``fiscal year 2023``, ``the 2023 fiscal year``."""
    low = tokens[at].low
    if low in lexicon().sets["date_cues.fiscal"]:
        end = at + 1 + (tokens[at + 1].low == "year")
        token = tokens[end]
        year = _year(tokens, end) or (
            (2000 + int(token.text), end + 1) if low == "fy" and token.text.isdecimal() and len(token.text) == 2 else None
        )
    else:
        year = _year(tokens, at)
        fiscal = year is not None and tokens[year[1]].low in {"fiscal", "financial", "business"}
        year = (year[0], year[1] + 2) if year and fiscal and tokens[year[1] + 1].low == "year" else None
    if year is None:
        return None
    return Reading(at, year[1], NumberKind.DATE, value=year[0], parts={"fiscal_year": year[0]})


def read_decade(tokens: Tokens, at: int) -> Reading | None:
    """``the 1990s``, ``'90s``, ``the nineties``, ``nineteen-nineties``; ``in her nineties`` is an age."""
    words, token = lexicon(), tokens[at]
    century, end = 1900, at
    if token.low in {"eighteen", "nineteen"}:
        century, end = words.small[token.low] * 100, past_hyphen(tokens, at + 1)
    decade = words.decades.get(tokens[end].low)
    if decade is not None:
        end += 1
    elif isinstance(token.value, int) and end == at and token.value % 10 == 0 and _plural(tokens, at + 1):
        decade, end = token.value, at + 2
        if tokens[end].low == "s" and tokens[end - 1].low in {"'", "’"}:
            end += 1
        if decade >= 1000:
            return Reading(at, end, NumberKind.DATE, parts={"decade": decade})
    else:
        return None
    if century == 1900 and not tokens[at].low.startswith(("eigh", "nine")) or end - at == 1:
        owner = at - 1 if tokens[at - 1].low not in {"early", "mid", "late", "-"} else at - 2
        owner -= tokens[owner].low in {"mid", "early", "late"}
        if tokens[owner].low in words.sets["date_cues.possessives"] and 20 <= decade <= 90:
            return Reading(
                at, end, NumberKind.RANGE, low=Bound(decade, included=True), high=Bound(decade + 10, included=False), unit="year_of_age"
            )
        if decade > 90 or decade < 20:
            return None
        if tokens[at - 1].low not in {"the", "'", "’", "early", "mid", "late", "-"}:
            bounds = Bound(decade, included=True), Bound(decade + 10, included=False)
            return Reading(at, end, NumberKind.RANGE, low=bounds[0], high=bounds[1]) if token.value else None
    return Reading(at, end, NumberKind.DATE, parts={"decade": century + decade})


def _plural(tokens: Tokens, at: int) -> bool:
    """A glued ``s`` or ``'s``."""
    return tokens[at].glued and tokens[at].low == "s" or (
        tokens[at].low in {"'", "’"} and tokens[at].glued and tokens[at + 1].low == "s"
    )


def read_century(tokens: Tokens, at: int) -> Reading | None:
    """``the 18th century``, ``eighteenth-century``; in ``18th and 19th centuries`` each of the two."""
    rank = ordinal(tokens, at)
    if rank is None:
        return None
    end = past_hyphen(tokens, rank[1])
    noun = end
    if tokens[end].low in {"and", "to", "or", *_DASHES}:
        other = ordinal(tokens, end + 1)
        noun = past_hyphen(tokens, other[1]) if other else end
    if tokens[noun].low.removesuffix("'s") not in {"century", "centuries"}:
        return None
    end = end + 1 if noun == end else rank[1]
    before_christ = noun == end - 1 and _era(tokens, end) == "bc"
    return Reading(
        at, end, NumberKind.DATE, parts={"century": -rank[0] if before_christ else rank[0]}
    )


def _era(tokens: Tokens, at: int) -> str:
    """``bc`` or ``ad`` where a year is followed by either, in any spelling."""
    letters = tokens[at].low + ("".join(tokens[at + k].low for k in (1, 2)) if tokens[at + 1].low == "." else "")
    for era in ("bc", "ad"):
        if letters in lexicon().sets[f"date_cues.eras_{era}"] and tokens[at].text.isupper():
            return era
    return ""


def read_year(tokens: Tokens, at: int) -> Reading | None:
    """A lone year: ``in 1999``, ``(1573``, ``AD 645``, ``300 BC``, ``since 794``."""
    token = tokens[at]
    if tokens[at].text in {"AD", "CE"} and isinstance(tokens[at + 1].value, int):
        year = int(tokens[at + 1].text) if tokens[at + 1].text.isdecimal() else 0
        return Reading(at, at + 2, NumberKind.DATE, value=year, parts={"year": year}) if year else None
    if token.kind is not Kind.FIGURE or not token.text.isdecimal() or len(token.text) > 4:
        return None
    year, end = int(token.text), at + 1
    era = _era(tokens, end)
    if era:
        value = -year if era == "bc" else year
        end += 1 if tokens[end + 1].low != "." else 3
        return Reading(at, end, NumberKind.DATE, value=value, parts={"year": value})
    return Reading(at, end, NumberKind.DATE, value=year, parts={"year": year}) if _looks_like_year(tokens, at) else None


#: Years that are written without a cue in running text, and those that are hardly ever amounts.
_FIRST_BARE, _LAST_BARE = 1600, 2099
_FIRST_SURE, _LAST_SURE = 1901, 2049


def _looks_like_year(tokens: Tokens, at: int) -> bool:
    token, after = tokens[at], tokens[at + 1]
    year = int(token.text)
    old = len(token.text) == 3
    cued = (
        cue(tokens, at, "date_cues.old_year" if old else "date_cues.year")
        or (after.low in _DASHES and tokens[at + 2].kind is Kind.FIGURE)
        or _ends_span(tokens, at)
        or (not old and tokens[at - 1].low == "(" and after.low == ")")
    )
    if len(token.text) < 3 or token.text[0] == "0" or after.glued and after.kind in {Kind.WORD, Kind.CODE}:
        return False
    if after.low in {"%", "°", "/", "x", "×"} or tokens[at - 1].low in {"$", "¥", "£", "€", "/", "#"}:
        return False
    if old:
        return cued and (after.kind in {Kind.SIGN, Kind.END} or after.low in {"when", "the", "by", "he", "she", "it", "they", "and", "after", "to", "as", "from", "a", "in", "at", "on", "under", "during", "until", "but", "for"})
    if _FIRST_SURE <= year <= _LAST_SURE and year != 2000:
        return not (year % 100 == 0 and not cued and _plural_noun(tokens, at + 1))
    return (cued or _FIRST_BARE <= year <= _LAST_BARE) and not _plural_noun(tokens, at + 1) and year < 2100


def _ends_span(tokens: Tokens, at: int) -> bool:
    """Whether a figure ends a span of years: ``1573–1600``."""
    before = tokens[at - 2]
    return tokens[at - 1].low in _DASHES and before.text.isdecimal() and len(before.text) in {3, 4}


def _plural_noun(tokens: Tokens, at: int) -> bool:
    """A word that looks like a plural noun, so that the figure before it counts things."""
    low = tokens[at].low
    if low in {"people", "men", "women", "children", "million", "billion", "percent", "yuan", "yen", "won"}:
        return True
    return tokens[at].text.islower() and len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "'s")) and low not in {"this", "does", "always"}


def read_spoken_year(tokens: Tokens, at: int) -> Reading | None:
    """``nineteen ninety-nine``, ``twenty twenty-four``, ``nineteen oh five``."""
    words = lexicon()
    head = words.small.get(tokens[at].low) or words.tens.get(tokens[at].low, 0)
    if head == 2:
        return _two_thousand(tokens, at)
    if not 11 <= head <= 20 or tokens[at + 1].low == "-":
        return None
    if head < 16 and not cue(tokens, at, "date_cues.old_year"):
        return None
    low = tokens[at + 1].low
    if low == "oh":
        rest, end = words.ones.get(tokens[at + 2].low, 0), at + 3
    else:
        tail = read_amount(tokens, at + 1) if low in words.tens or words.small.get(low, 0) >= 10 else None
        rest, end = (int(tail.value), tail.end) if tail is not None and isinstance(tail.value, int) else (0, at)
    if not rest or rest > 99 or tokens[end].low.rstrip("s") in {"minute", "hour", "day", "second", "euro", "dollar", "pound"}:
        return None
    year = head * 100 + rest
    return Reading(at, end, NumberKind.DATE, value=year, parts={"year": year})


def _two_thousand(tokens: Tokens, at: int) -> Reading | None:
    """``in two thousand and five``."""
    amount = read_amount(tokens, at) if cue(tokens, at, "date_cues.old_year") else None
    if amount is None or not isinstance(amount.value, int) or not 2000 <= amount.value <= _LAST_SURE:
        return None
    if _plural_noun(tokens, amount.end) or tokens[amount.end].low == "dollars":
        return None
    return Reading(at, amount.end, NumberKind.DATE, value=amount.value, parts={"year": amount.value})


def read_day_alone(tokens: Tokens, at: int) -> Reading | None:
    """``on the 14th``: a day of the month, unless a noun follows (``on the 14th floor``)."""
    found = ordinal(tokens, at)
    if found is None or tokens[at].kind is not Kind.FIGURE or not 1 <= found[0] <= 31:
        return None
    after = tokens[found[1]]
    closed = after.kind in {Kind.END, Kind.SIGN} and after.low not in {"-", "–", "/", "&"}
    closed = closed or after.low in {"and", "to", "for", "when", "after", "at", "in", "with", "because", "but"}
    if not closed or tokens[at - 1].low != "the" or tokens[at - 2].low not in {"on", "until", "by", "before", "since"}:
        return None
    return Reading(at, found[1], NumberKind.DATE, value=found[0], parts={"day": found[0]})


#: In the order in which they are tried at a token.
DATE_READERS: tuple[Reader, ...] = (
    read_numeric_date,
    read_fiscal_year,
    read_day_and_month,
    read_quarter,
    read_decade,
    read_century,
    read_spoken_year,
    read_day_alone,
)
