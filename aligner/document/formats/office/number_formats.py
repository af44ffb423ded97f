"""The number formats of workbooks: figures, percentages and dates as a cell shows them (ISO/IEC 29500-1, 18.8.30-31).

No format causes an error. A number for which a format has no valid part is shown in the format General.
"""

from __future__ import annotations

import operator
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.formats.office.date_formats import Token, dated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_JAPANESE = {
    27: "[$-411]ge.m.d", 28: '[$-411]ggge"年"m"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"', 34: 'yyyy"年"m"月"', 35: 'm"月"d"日"',
}  # fmt: skip
#: Built-in formats by their number. Those that depend on the language of the system are shown as ISO dates.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss", 48: "##0.0E+0", 49: "@", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00",
    **_JAPANESE, 36: _JAPANESE[27], 50: _JAPANESE[27], 51: _JAPANESE[28], 52: _JAPANESE[34], 53: _JAPANESE[35],
    54: _JAPANESE[28], 55: _JAPANESE[34], 56: _JAPANESE[35], 57: _JAPANESE[27], 58: _JAPANESE[28],
}  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<date>y+|m+|d+|h+|s+|e+(?![+-])|g+|aaaa?|AM/PM|A/P)|(?P<power>E[+-])|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]{1,15})")
_COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_ELAPSED = re.compile("h+|m+|s+", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?", re.DOTALL)
#: Longest format and figure that are read. Excel allows 255 characters, and 15 digits.
_LONGEST = 255
_FIGURE = re.compile(r"-?[0-9]{0,25}(?:\.[0-9]{0,25})?(?:[eE][+-]?[0-9]{1,3})?")
_GENERAL_DIGITS = 11
#: Stands for the word General in a format. Maximum number of sections, and of digits before the point.
_GENERAL = "\0"
_SECTIONS = 4
_MOST_DIGITS = 25


class _Section(NamedTuple):
    """The part of a format for some numbers: its tokens, and the condition in brackets, if it has one."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None

    def applies_to(self, number: Decimal) -> bool:
        """Return whether a number meets the condition."""
        if self.condition is None:
            return True
        sign, limit = self.condition
        return _COMPARISONS[sign](number, limit)


def displayed(value: str, code: str, *, from_1904: bool = False) -> str:
    """Return a number as a cell with a format shows it; "" if it is not a number, or the format hides it.

    Args:
        value: the number, as the file has it.
        code: the format; "" for General.
        from_1904: whether days are counted from 1904, and not from 1900.

    >>> [displayed("-1234567.5", code) for code in ("#,##0", "#,##0,;△#,##0,", '0.0"百万円"')]
    ['-1,234,568', '△1,235', '-1234567.5百万円']
    >>> [displayed("0.125", "0.0%"), displayed("45382", 'ggge"年"m"月"d"日"'), displayed("0.75", "h:mm AM/PM")]
    ['12.5%', '令和6年3月31日', '6:00 PM']
    """
    if not value or len(value) > _LONGEST or _FIGURE.fullmatch(value) is None:
        return ""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return ""
    sections = _sections(code[:_LONGEST])
    if not sections:
        return _general(number)
    section, is_absolute = _chosen(sections, number)
    shown = abs(number) if is_absolute else number
    kinds = {token.kind for token in section.tokens}
    if kinds & {"date", "elapsed"}:
        return dated(section.tokens, shown, from_1904=from_1904) or _general(number)
    if not kinds & {"digit", "general"}:
        return "".join(token.text for token in section.tokens if token.kind == "text").strip()
    return _figure(section.tokens, shown).strip()


@lru_cache(1024)
def _sections(code: str) -> tuple[_Section, ...]:
    """Return the sections of a format, none for General."""
    if code.lower() in {"", "general", "@"}:
        return ()
    sections: list[_Section] = []
    tokens: list[Token] = []
    condition = None
    for match in _TOKEN.finditer(code.replace("General", _GENERAL)):
        if match["plain"] == ";":
            sections.append(_Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif (compared := _CONDITION.fullmatch(match["bracket"] or "")) and _is_decimal(compared[2]):
            condition = compared[1], Decimal(compared[2])
        elif (token := _token(match)) is not None:
            tokens.append(token)
    return (*sections, _Section(tuple(tokens), condition))[:_SECTIONS]


def _token(match: re.Match[str]) -> Token | None:
    """Return a piece of a format; None for colours, spaces and the like."""
    group = match.lastgroup
    if group is None:
        return None
    text = match[group]
    if group == "bracket":
        if currency := _CURRENCY.fullmatch(text):
            return Token("text", currency[1])
        return Token("elapsed", text.lower()) if _ELAPSED.fullmatch(text) else None
    if group == "plain":
        kinds = ("general", _GENERAL), ("digit", "0#?.,/"), ("percent", "%％")
        return Token(next((kind for kind, chars in kinds if text in chars), "text"), text)
    if group == "date":
        return Token("date", text.lower())
    return Token("power" if group == "power" else "text", text)


def _is_decimal(text: str) -> bool:
    return text.count(".") <= 1 and any(map(str.isdigit, text))


def _chosen(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section, bool]:
    """Return the section for a number, and whether it shows the number without its sign."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        return next((section for section in numeric if section.applies_to(number)), numeric[-1]), False
    if number < 0 and len(numeric) > 1:
        return numeric[1], True
    if number == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], False


def _general(number: Decimal) -> str:
    """Return a number as General shows it: with at most eleven digits."""
    size = number.adjusted() if number else 0
    if not -_GENERAL_DIGITS < size < 2 * _GENERAL_DIGITS:
        return f"{number:.5E}"
    return _plain(_rounded(number, max(0, _GENERAL_DIGITS - 1 - max(size, 0))))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(number: Decimal, places: int) -> Decimal:
    """Return a number with some decimal places, rounded as Excel rounds."""
    try:
        return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:  # more digits than the context of decimals allows
        return number


def _figure(tokens: tuple[Token, ...], number: Decimal) -> str:
    """Return a number by the placeholders of a section."""
    digits = [k for k, token in enumerate(tokens) if token.kind in {"digit", "general"}]
    before = "".join(token.text for token in tokens[: digits[0]] if token.kind in {"text", "percent"})
    after = "".join(token.text for token in tokens[digits[-1] + 1 :] if token.kind in {"text", "percent"})
    if number and number.adjusted() > _MOST_DIGITS:
        return _general(number)
    number *= 100 ** sum(token.kind == "percent" for token in tokens)
    inner = tokens[digits[0] : digits[-1] + 1]
    pattern = "".join(token.text for token in inner if token.kind == "digit")
    sign = "-" if number < 0 else ""
    if any(token.kind == "general" for token in inner):
        return f"{sign}{before}{_general(abs(number))}{after}"
    if any(token.kind == "power" for token in inner):
        power = next(k for k, token in enumerate(inner) if token.kind == "power")
        places = sum(token.text in "0#?" for token in inner[:power]) - sum(token.kind == "digit" for token in inner[:1])
        return f"{sign}{before}{float(abs(number)):.{min(places, 15)}E}{after}"
    if "/" in pattern:
        return f"{sign}{before}{_fraction(abs(number), pattern)}{after}"
    whole, _, decimals = pattern.partition(".")
    whole_digits = whole.rstrip(",")
    number = number.scaleb(-3 * (len(whole) - len(whole_digits) + decimals.count(",")))
    decimals = decimals.replace(",", "")
    text = f"{_rounded(abs(number), len(decimals)):f}"
    sign = sign if any(char in "123456789" for char in text) else ""
    integer, _, fraction = text.partition(".")
    kept = len(decimals.rstrip("#?")) if decimals else 0
    fraction = fraction[:kept] + fraction[kept:].rstrip("0")
    least = sum(char == "0" for char in whole_digits)
    integer = integer.lstrip("0").rjust(least, "0")
    literals = [token.text for token in inner if token.kind == "text"]
    if "," in whole_digits:
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", integer)
    elif literals and not decimals:
        integer = _spread(inner, integer)
    return f"{sign}{before}{integer}{'.' + fraction if fraction else ''}{after}"


def _spread(tokens: tuple[Token, ...], digits: str) -> str:
    """Return digits with the marks between their places, as in the number of a telephone."""
    shown: list[str] = []
    rest = digits
    for token in reversed(tokens):
        if token.kind != "digit":
            shown.append(token.text)
        elif rest:
            shown.append(rest[-1])
            rest = rest[:-1]
    return rest + "".join(reversed(shown))


def _fraction(number: Decimal, pattern: str) -> str:
    """Return a number as a whole and a fraction."""
    whole, part = divmod(number, 1)
    size = sum(char in "0#?" for char in pattern.rpartition("/")[2])
    ratio = Fraction(part).limit_denominator(10 ** min(max(size, 1), 4) - 1)
    if not ratio or ratio == 1:
        return f"{int(whole) + int(ratio)}"
    return f"{int(whole)} {ratio}" if whole else f"{ratio}"
