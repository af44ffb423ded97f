"""Readings that together say one thing: ranges, scores, dollars with cents, and fields that one unit at the end serves.

10～12% is one range, 3－1 in a sports report one score, 12ドル50セント one amount, 9～17時 two times of day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from aligner.evidence.numbers.japanese.lexicon import is_money
from aligner.evidence.numbers.japanese.numerals import LARGE_SCALES, SMALL_SCALES, plain
from aligner.evidence.numbers.number import Bound, Exact, Number, NumberKind
from aligner.evidence.numbers.units import units

_WAVES = frozenset(
    {"~", "〜", "～", "―", "–", "—", "─", "ー", "から", "ないし", "乃至", " ~ ", " 〜 ", " – "}
)
_HYPHENS = frozenset({"-", "−", "‐", "‑"})
_AFTER_RANGE = re.compile(
    r"まで(?!上|増|減|下|引|回復|拡|縮|伸|落|達|高|低)|の(?:間|範囲)|程度|ほど|くらい|ぐらい|以|未満|[)、。」』]|[でだ](?!け)|かか|がか|の[^増減上下]|前後|か[かけ]|$|[にへ](?:及|わた|位置|ある|い[たる]|設定|分け|収|制限)"
)
_SPORT = re.compile(
    "勝|敗|引き分|リード|スコア|試合|ゴール|得点|セット|逆転|先制|同点|下し|破っ|破り|破る|完封|ゲーム|開幕|決勝|対戦|点差"
)


def joined(text: str, found: list[Number]) -> list[Number]:
    """The readings of a text with those that belong together made one."""
    result: list[Number] = []
    for number in found:
        previous = result[-1] if result else None
        if previous is None or number.start - previous.end > 3:
            result.append(number)
            continue
        result[-1:] = _pair(text, previous, number)
    return result


def _pair(text: str, first: Number, second: Number) -> Iterable[Number]:
    """One or two readings for two neighbours."""
    between = text[first.end : second.start]
    if not between:
        whole = _with_part(text, first, second)
        return (first, second) if whole is None else (whole,)
    between = between.strip() or between
    if between in _WAVES or between in _HYPHENS:
        served = _served(text, first, second)
        if served is not None:
            return served
        span = _span(text, first, second, between)
        if span is not None:
            return (span,)
    if between in _HYPHENS or between in ("―", "–", "—", "ー"):
        score = _score(text, first, second)
        if score is not None:
            return (score,)
    return first, second


def _merged(text: str, first: Number, second: Number, **changes: object) -> Number:
    return replace(second, start=first.start, text=text[first.start : second.end], **changes)  # type: ignore[arg-type]


def _with_part(text: str, first: Number, second: Number) -> Number | None:
    """12ドル50セント: a currency and its hundredth."""
    if first.value is None or second.value is None or not (is_money(first.unit) and is_money(second.unit)):
        return None
    one, part = units()[first.unit or ""], units()[second.unit or ""]
    cents = second.unit == "USD_cent" and first.unit in ("USD", "AUD", "CAD", "NZD", "HKD", "SGD", "EUR")
    factor = Fraction(1, 100) if cents else None
    if (
        factor is None
        and one.unit_class == part.unit_class
        and one.factor
        and part.factor
        and part.factor < one.factor
    ):
        factor = part.factor / one.factor
    if factor is None:
        return None
    total = Fraction(first.value) + Fraction(second.value) * factor
    return _merged(text, first, second, value=_decimal(total), unit=first.unit)


def _decimal(value: Fraction) -> Exact:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return plain(exact) if Fraction(exact) == value else value


def _bare(number: Number) -> bool:
    return (
        number.kind is NumberKind.CARDINAL
        and number.unit is None
        and number.value is not None
        and not number.in_name
    )


_SERVING = ("year", "month", "day", "hour", "decade", "century", "fiscal_year")


def _served(text: str, first: Number, second: Number) -> tuple[Number, Number] | None:
    """A bare figure before a date or time of one field takes that field: 9～17時, 1930～40年代, 10～12日."""
    if not isinstance(first.value, int) or first.kind is not NumberKind.CARDINAL:
        return None
    if second.unit == "year" and isinstance(second.value, int) and first.value >= 1000 > 100 > second.value:
        return _year(first, first.value), _year(second, first.value // 100 * 100 + second.value)
    if first.unit == "year" and second.parts.keys() == {"year"} and first.value >= 100:
        return _year(first, first.value), second
    if not _bare(first) or second.kind not in (NumberKind.DATE, NumberKind.TIME):
        return None
    if text[first.start : first.end] != str(first.value):
        return None
    fields = [key for key in second.parts if key in _SERVING]
    if not fields or second.parts.keys() - {*_SERVING, "half", "weekday"}:
        return None
    field = fields[0] if second.kind is NumberKind.TIME or len(fields) > 1 else fields[-1]
    parts: dict[str, int | str] = {field: first.value}
    if (
        field == "decade"
        and first.value >= 1000
        and isinstance(decade := second.parts[field], int)
        and decade < 100
    ):
        second = replace(second, parts={field: first.value // 100 * 100 + decade})
    lone = first.value if second.value is not None else None
    unit = second.unit if lone is not None else None
    return replace(first, kind=second.kind, parts=parts, value=lone, unit=unit), second


def _year(number: Number, year: int) -> Number:
    return replace(number, kind=NumberKind.DATE, value=year, unit=None, parts={"year": year})


def _span(text: str, first: Number, second: Number, between: str) -> Number | None:
    """A range of two amounts; the unit of the second, and its scale, serve both."""
    kinds = {first.kind, second.kind}
    if (
        not kinds <= {NumberKind.CARDINAL, NumberKind.RANGE, NumberKind.MULTIPLE}
        or second.in_name
        or first.in_name
    ):
        return None
    if first.unit is not None and first.unit != second.unit:
        return None
    if (
        between in _HYPHENS
        and first.unit is None
        and second.unit is None
        and NumberKind.MULTIPLE not in kinds
    ):
        return None
    low, high = _end(first, upper=False), _end(second, upper=True)
    if low is None or high is None:
        return None
    low = Bound(_scaled_alike(text, first, second, low.value), low.included)
    if not low.value < high.value:
        return None
    serves_both = first.unit is None and second.unit is not None
    if between == "から" and not serves_both and not _AFTER_RANGE.match(text, second.end):
        return None
    approximate = first.approximate if first.kind is NumberKind.RANGE else second.approximate
    return _merged(
        text, first, second, kind=NumberKind.RANGE, value=None, low=low, high=high, approximate=approximate
    )


def _end(number: Number, *, upper: bool) -> Bound | None:
    if number.value is not None:
        return Bound(number.value, included=True)
    return number.high if upper else number.low


def _scaled_alike(text: str, first: Number, second: Number, low: Exact) -> Exact:
    """3～5万人 starts at 30,000, where 3 is below 5; 1000～2万円 at 1000; 3～5割 at 30 percent."""
    if first.unit is not None or second.value is None or not text[first.end - 1].isascii():
        return low
    figures = text[second.start : second.end]
    if second.unit == "percent" and "割" in figures:
        return low * 10
    scale = 1
    for char in figures:
        scale *= LARGE_SCALES.get(char, 1) * SMALL_SCALES.get(char, 1)
    return low * scale if scale > 1 and Fraction(low) * scale < Fraction(second.value) else low


def _figure(value: Exact) -> int | str:
    return value if isinstance(value, int) else str(value)


def _score(text: str, first: Number, second: Number) -> Number | None:
    """3-1: a score where sport is spoken of, or both are small and nothing is counted."""
    if not _bare(first) or not _bare(second) or first.value is None or second.value is None:
        return None
    around = text[max(0, first.start - 14) : first.start] + text[second.end : second.end + 14]
    if not (0 <= first.value < 200 and 0 <= second.value < 200) or not (
        _SPORT.search(around) or first.value >= second.value
    ):
        return None
    parts = {"a": _figure(first.value), "b": _figure(second.value)}
    return _merged(text, first, second, kind=NumberKind.SCORE, value=None, parts=parts)
