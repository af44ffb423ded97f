"""How a difference between numbers is put in words.

Figures are written as the other language writes them where scale words hide the size (784億元 for 78.4
billion yuan), so that a translator sees at once what was meant.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.differences import Relation, main_figure
from aligner.evidence.numbers.comparison.limits import limit
from aligner.evidence.numbers.number import Number, Role
from aligner.evidence.numbers.units import units
from aligner.messages import say
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.evidence.numbers.comparison.pairing import Difference

_SCALES_JA = ((10**16, "京"), (10**12, "兆"), (10**8, "億"), (10**4, "万"))
_SCALES_EN = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_SHARES = {10: "tenth", 100: "hundredth", 1000: "thousandth"}


def word(difference: Difference, source: Lang | None) -> dict[str, str]:
    """The message about a difference in both languages; ``source`` where the direction is known."""
    en, ja = difference.en, difference.ja
    if en is None or ja is None:
        return _one_sided(en, ja, source)
    if difference.relation in {Relation.BOUND, Relation.LOOSE_BOUND}:
        return _bound(en, ja, source)
    if difference.relation is Relation.ERA:
        year = ja.parts.get("year", ja.parts.get("fiscal_year"))
        known = say("numbers.era_year", year=str(year)) if year is not None else ""
        return say("numbers.era", source=source, en=spaced(en.text), ja=ja.text, year=known)
    if difference.relation is Relation.MULTIPLE:
        return say("numbers.multiple", source=source, en=spaced(en.text), ja=ja.text, hint=_multiple_hint(en))
    if difference.relation in _DIFFERS:
        return _differs(difference.relation, en, ja, source)
    return say(f"numbers.{difference.relation.replace('-', '_')}", source=source, en=spaced(en.text), ja=ja.text)


def spaced(english: str) -> dict[str, str]:
    """English words for both languages, set apart by spaces in Japanese."""
    return {"en": english, "ja": f" {english} "}


_DIFFERS = frozenset({Relation.DIGIT, Relation.SWAPPED, Relation.SCALE, Relation.VALUE})


def _one_sided(en: Number | None, ja: Number | None, source: Lang | None) -> dict[str, str]:
    side = Lang.JA if en is None else Lang.EN
    number = en or ja
    key = "only" if source is None else "missing" if side is source else "added"
    return say(f"numbers.{key}", source=source, side=side, number="" if number is None else number.text)


def _differs(relation: Relation, en: Number, ja: Number, source: Lang | None) -> dict[str, str]:
    how: dict[str, str] | str = ""
    if relation is Relation.SWAPPED:
        how = say("numbers.swapped")
    elif relation is Relation.SCALE:
        how = _times(en, ja)
    return say(
        "numbers.differs",
        source=source,
        en=_glossed(en, Lang.JA),
        ja=_glossed(ja, Lang.EN),
        how=how,
        hint=_scale_hint(en, ja) if relation is Relation.SCALE else "",
    )


def _glossed(number: Number, lang: Lang) -> dict[str, str] | str:
    """A number as it stands, with its value as the other language writes it where scale words hide it."""
    value = main_figure(number)
    if value is None or not _scale_words(number.text):
        return number.text if lang is Lang.EN else spaced(number.text)
    written = write(value, lang)
    if lang is Lang.JA and number.unit and units()[number.unit].ja:
        written += units()[number.unit].ja[0]
    text = number.text if lang is Lang.EN else {"en": number.text, "ja": f" {number.text}"}
    return say("numbers.as_other", text=text, value=written)


def write(value: Fraction, lang: Lang) -> str:
    """A figure as a language writes large ones.

    >>> write(Fraction(78_400_000_000), Lang.JA), write(Fraction(7_840_000_000), Lang.EN)
    ('784億', '7.84 billion')
    >>> write(Fraction(12_345_678), Lang.JA), write(Fraction("0.25"), Lang.EN), write(Fraction(1, 3), Lang.EN)
    ('1234万5678', '0.25', '1/3')
    """
    if value < 0:
        return "-" + write(-value, lang)
    if value.denominator != 1:
        return _decimal(value) or str(value)
    return _write_en(value) if lang is Lang.EN else _write_ja(value.numerator)


def _write_en(value: Fraction) -> str:
    for scale, name in _SCALES_EN:
        if value >= scale and (short := _decimal(value / scale, places=3)):
            whole, point, rest = short.partition(".")
            return f"{int(whole):,}{point}{rest} {name}"
    return f"{value.numerator:,}"


def _write_ja(value: int) -> str:
    if value < 10**4:
        return str(value)
    written = ""
    for scale, name in _SCALES_JA:
        part, value = divmod(value, scale)
        written += f"{part}{name}" if part else ""
    return written + (str(value) if value else "")


def _decimal(value: Fraction, places: int = 9) -> str:
    """A fraction in decimal, or "" where it does not end within so many places."""
    shifted = value * 10**places
    if shifted.denominator != 1:
        return ""
    whole, rest = divmod(shifted.numerator, 10**places)
    return f"{whole}.{rest:0{places}}".rstrip("0").rstrip(".")


def _times(en: Number, ja: Number) -> dict[str, str] | str:
    first, second = main_figure(en), main_figure(ja)
    if not first or not second:
        return ""
    ratio = second / first
    if ratio > 1:
        return say("numbers.times", times=ratio.numerator)
    known = _SHARES.get(ratio.denominator)
    return say(f"numbers.{known}") if known else say("numbers.fraction", times=ratio.denominator)


def _scale_words(text: str) -> list[str]:
    """The scale words in a number, biggest first."""
    names = (*(name for _, name in _SCALES_JA), *(name for _, name in _SCALES_EN))
    return [name for name in names if name in text.casefold()]


def _scale_hint(en: Number, ja: Number) -> dict[str, str] | str:
    """A word of each language that may have been taken for the other: billion and 億."""
    english, japanese = _scale_words(en.text), _scale_words(ja.text)
    if not english or not japanese:
        return ""
    return say("numbers.scale_words", en_word=spaced(english[0]), ja_word=japanese[0])


def _multiple_hint(en: Number) -> dict[str, str] | str:
    """What an increase by a percentage makes as a multiple: the usual slip is one too few."""
    if en.role is not Role.BY or en.unit != "percent" or en.value is None:
        return ""
    times = write(1 + Fraction(en.value) / 100, Lang.JA)
    return say("numbers.multiple_hint", share=en.text, times={"en": f"{times} times as much", "ja": f"{times}倍"})


def _bound(en: Number, ja: Number, source: Lang | None) -> dict[str, str]:
    """Limits as phrases of their own: the words that make them stand apart from the figures in the texts."""
    one, other, figure = limit(en), limit(ja), main_figure(en)
    if one is None or other is None or figure is None:
        return say("numbers.differs", source=source, en=spaced(en.text), ja=ja.text, how="", hint="")
    counted = write(figure, Lang.JA) + _counter(en, ja)
    english, japanese = f"{_LIMIT_EN[one]} {write(figure, Lang.EN)}", counted + _LIMIT_JA[other]
    if one[0] != other[0]:
        return say(
            "numbers.bound_side",
            source=source,
            en={"en": english, "ja": f"{english} "},
            ja=japanese,
            en_end=say("numbers.lower" if one[0] == "low" else "numbers.upper"),
            ja_end=say("numbers.lower" if other[0] == "low" else "numbers.upper"),
        )
    return say(
        "numbers.bound_included" if other[1] else "numbers.bound_excluded",
        source=source,
        en={"en": english, "ja": f"{english} "},
        ja=japanese,
        right=counted + _LIMIT_JA[one],
        figure={"en": write(figure, Lang.EN), "ja": counted},
    )


_LIMIT_EN = {
    ("low", True): "at least",
    ("low", False): "more than",
    ("high", True): "at most",
    ("high", False): "under",
}
_LIMIT_JA = {("low", True): "以上", ("low", False): "超", ("high", True): "以下", ("high", False): "未満"}


def _counter(en: Number, ja: Number) -> str:
    """The unit as Japanese writes it, from whichever side has one."""
    unit = ja.unit or en.unit
    return units()[unit].ja[0] if unit and units()[unit].ja else ""
