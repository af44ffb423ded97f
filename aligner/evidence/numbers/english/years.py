"""Years in English and the parts they have: quarters, fiscal years, years in figures and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.amounts import read_amount
from aligner.evidence.numbers.english.lexicon import WORDS, lexicon
from aligner.evidence.numbers.english.reading import Reading
from aligner.evidence.numbers.english.tokens import Kind, cue
from aligner.evidence.numbers.english.unit_forms import read_unit
from aligner.evidence.numbers.number import NumberKind
from aligner.evidence.numbers.units import units

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens

_NO_PLURAL_ENDS = tuple(WORDS.no_plural_ends)


def four_digits(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """(year, end) of a year of four plain digits."""
    token = tokens[at]
    after = tokens[at + 1]
    if token.kind is not Kind.FIGURE or len(token.text) != 4 or not token.text.isdecimal():
        return None
    if after.glued and (
        after.kind in {Kind.WORD, Kind.CODE} or after.low == "%" or (after.low == ":" and tokens[at + 2].glued)
    ):
        return None
    return int(token.text), at + 1


def read_era(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """An era after a year or century, as a term of patterns."""
    era = era_after(tokens, at)
    return (era, at + 1) if era else None


def era_after(tokens: Tokens, at: int) -> str:
    """``bc`` or ``ad`` where a year is followed by either, in any spelling."""
    if tokens[at].text in WORDS.signs_eras:
        return "bc" if tokens[at].text.startswith("BC") else "ad"
    letters = tokens[at].low + ("".join(tokens[at + k].low for k in (1, 2)) if tokens[at + 1].low == "." else "")
    if not tokens[at].text.isupper():
        return ""
    return "bc" if letters in WORDS.date_cues_eras_bc else "ad" if letters in WORDS.date_cues_eras_ad else ""


def read_year(tokens: Tokens, at: int) -> Reading | None:
    """A lone year: ``in 1999``, ``(1573``, ``AD 645``, ``300 BC``, ``since 794``."""
    token = tokens[at]
    if tokens[at].text in WORDS.signs_eras_ad and isinstance(tokens[at + 1].value, int):
        year = int(tokens[at + 1].text) if tokens[at + 1].text.isdecimal() else 0
        return Reading(at, at + 2, NumberKind.DATE, value=year, parts={"year": year}) if year else None
    if token.kind is not Kind.FIGURE or not token.text.isdecimal() or len(token.text) > 4:
        return None
    year, end = int(token.text), at + 1
    era = era_after(tokens, end)
    if era:
        value = -year if era == "bc" else year
        end += 1 if len(tokens[end].low) > 1 else 3
        end += tokens[end].low == "." and tokens[end].glued and tokens[end + 1].text.islower()
        return Reading(at, end, NumberKind.DATE, value=value, parts={"year": value})
    if _opens_before_christ(tokens, at, year):
        return Reading(at, end, NumberKind.DATE, value=-year, parts={"year": -year})
    year = _short_year(tokens, at) or (year if _looks_like_year(tokens, at) else 0)
    return Reading(at, end, NumberKind.DATE, value=year, parts={"year": year}) if year else None


def _opens_before_christ(tokens: Tokens, at: int, year: int) -> bool:
    """Whether a year begins a span that ends with a later year before Christ: ``475–221 BC``."""
    last = tokens[at + 2].value if tokens[at + 1].low in WORDS.dashes else None
    return isinstance(last, int) and 0 < last < year and era_after(tokens, at + 3) == "bc"


def _short_year(tokens: Tokens, at: int) -> int:
    """The second year of ``1950–53``, or 0."""
    before, last = tokens[at - 2], tokens[at].value
    if len(tokens[at].text) != 2 or tokens[at - 1].low not in WORDS.dashes or not tokens[at].glued:
        return 0
    if four_digits(tokens, at - 2) is None or not isinstance(last, int) or not _looks_like_year(tokens, at - 2):
        return 0
    first = int(before.text)
    return first - first % 100 + last if last > first % 100 else 0


def read_year_of_century(tokens: Tokens, at: int) -> Reading | None:
    """``the flood of '82``: a year without its century, after a word of dates."""
    figure, after = tokens[at + 1], tokens[at + 2]
    if not figure.text.isdecimal() or len(figure.text) != 2 or not figure.glued or tokens[at].glued:
        return None
    quoted = after.glued and after.low in {"'", "’", "s"}
    if quoted or not cue(tokens, at, "date_cues.year") or _plural_noun(tokens, at + 2) or _has_measure(tokens, at + 2):
        return None
    year = int(figure.text)
    return Reading(at, at + 2, NumberKind.DATE, value=year, parts={"year": year})


#: Years that are written without a cue in running text, and those that are hardly ever amounts.
_FIRST_BARE, _LAST_BARE = 1600, 2099
_FIRST_SURE, _LAST_SURE = 1901, 2049


def _looks_like_year(tokens: Tokens, at: int) -> bool:
    token, after = tokens[at], tokens[at + 1]
    if len(token.text) < 3 or token.text[0] == "0" or (after.glued and after.kind in {Kind.WORD, Kind.CODE}):
        return False
    year = int(token.text)
    old = len(token.text) == 3
    cued = (
        cue(tokens, at, "date_cues.old_year" if old else "date_cues.year")
        or (after.low in WORDS.dashes and tokens[at + 2].kind is Kind.FIGURE and (not old or tokens[at - 1].low == "("))
        or _ends_span(tokens, at)
        or (not old and tokens[at - 1].low == "(" and after.low == ")")
    )
    if _has_measure(tokens, at + 1) or (after.low in WORDS.dashes and _has_measure(tokens, at + 3)):
        return False
    if after.low in {"%", "°", "/", "x", "×"} or tokens[at - 1].low in {"$", "¥", "£", "€", "/", "#"}:
        return False
    if old:
        return cued and (after.kind in {Kind.SIGN, Kind.END} or after.low in WORDS.after_old_year)
    if _FIRST_SURE <= year <= _LAST_SURE and year != 2000:
        return not (year % 100 == 0 and not cued and _plural_noun(tokens, at + 1))
    return (cued or _FIRST_BARE <= year <= _LAST_BARE) and not _plural_noun(tokens, at + 1) and year < 2100


def _has_measure(tokens: Tokens, at: int) -> bool:
    """Whether a unit of measure follows, so that the figure before it is an amount: ``2024 MB``."""
    unit = read_unit(tokens, at)
    return unit is not None and not units()[unit.unit].is_counter and tokens[unit.end - 1].low not in WORDS.unsure_units


def _ends_span(tokens: Tokens, at: int) -> bool:
    """Whether a figure ends a span of years: ``1573–1600``."""
    before, old = tokens[at - 2], len(tokens[at].text) == 3
    spanned = tokens[at - 1].low in WORDS.dashes and before.text.isdecimal() and len(before.text) in {3, 4}
    return spanned and (not old or tokens[at - 3].low == "(")


def _plural_noun(tokens: Tokens, at: int) -> bool:
    """A word that looks like a plural noun, so that the figure before it counts things."""
    low = tokens[at].low
    if low in WORDS.plurals:
        return True
    return (
        tokens[at].text.islower()
        and len(low) > 3
        and low.endswith("s")
        and not low.endswith(_NO_PLURAL_ENDS)
        and low not in WORDS.no_plurals
    )


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
    if not rest or rest > 99 or tokens[end].low.rstrip("s") in WORDS.no_spoken_year:
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
