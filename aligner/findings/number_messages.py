"""Messages about a difference between numbers.

If scale words hide the size of a figure, it is also written as the other language writes it (784億元 for 78.4 billion
yuan), so that a translator sees at once what it means. The rule: the original's number comes first, and a ratio ("one
tenth") is that of the second to the first. If the direction is not known, English comes first.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from aligner.evidence.numbers.comparison.dates import differing_fields
from aligner.evidence.numbers.comparison.differences import Relation
from aligner.evidence.numbers.comparison.figures import main_figure
from aligner.evidence.numbers.comparison.limits import limit
from aligner.evidence.numbers.comparison.weekdays import states_other_weekday, weekday_by_calendar
from aligner.evidence.numbers.number import Number, Role
from aligner.evidence.numbers.units import units
from aligner.findings.number_figures import scale_words, write
from aligner.messages import say
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aligner.evidence.numbers.comparison.differences import Difference

#: Side and whether the end is included, as `limit` gives them.
Limit: TypeAlias = "tuple[str, bool]"
#: A value in a message: a text, or a text by language.
Quoted: TypeAlias = "str | Mapping[str, str]"

_SHARES = {10: "tenth", 100: "hundredth", 1000: "thousandth"}


def word(difference: Difference, source: Lang | None) -> dict[str, str]:
    """Return the message about a difference in both languages; ``source`` is None if the direction is not known."""
    en, ja = difference.en, difference.ja
    if en is None or ja is None:
        return _one_sided(en, ja, source)
    relation = Relation.ORDER if "several" in en.parts else difference.relation
    return _WORDINGS.get(relation, _two_numbers)(relation, en, ja, source)


def _two_numbers(relation: Relation, en: Number, ja: Number, source: Lang | None) -> dict[str, str]:
    """The message of most relations: both numbers, each as its text has it."""
    return _against(relation.replace("-", "_"), source, _quoted(en, ja))


def _quoted(en: Number, ja: Number) -> dict[Lang, Quoted]:
    return {Lang.EN: spaced(en.text), Lang.JA: ja.text}


def _say(name: str, source: Lang | None, quoted: Mapping[Lang, Quoted], **values: Quoted) -> dict[str, str]:
    """Return a message about both texts, the original first."""
    first = source or Lang.EN
    about = {"first": quoted[first], "second": quoted[first.other]}
    return say(f"numbers.{name}", source=source, side=first, **about, **values)


def _era(_: Relation, en: Number, ja: Number, source: Lang | None) -> dict[str, str]:
    return _against("era", source, {**_quoted(en, ja), Lang.JA: _with_year(ja)})


def _change(_: Relation, en: Number, ja: Number, source: Lang | None) -> dict[str, str]:
    return _against("change", source, {**_quoted(en, ja), Lang.JA: {"en": ja.text, "ja": f"〈{ja.text}〉"}})


def _multiple(_: Relation, en: Number, ja: Number, source: Lang | None) -> dict[str, str]:
    return _against("multiple", source, _quoted(en, ja), hint=_multiple_hint(en))


def _misprint(_: Relation, __: Number, ja: Number, source: Lang | None) -> dict[str, str]:
    """A Japanese scale word that is written with another character of the same sound."""
    wrong = str(ja.parts["typo"])
    return say("numbers.misprint", source=source, side=Lang.JA, number=ja.text, wrong=wrong, right=_RIGHT[wrong])


#: Wrong characters of scale words, as the Japanese reader names them in ``parts["typo"]``, with the right ones.
_RIGHT = {"憶": "億"}


def _weekday(_: Relation, en: Number, ja: Number, source: Lang | None) -> dict[str, str]:
    """A weekday that differs or that is not that of its date, with the one that the calendar gives."""
    weekday = weekday_by_calendar(en, ja)
    wrong = [
        lang
        for lang, number in ((Lang.EN, en), (Lang.JA, ja))
        if weekday is not None and states_other_weekday(number, weekday)
    ]
    key = "by_calendar" if len(wrong) == 1 else "by_calendar_both"
    calendar = say(f"numbers.{key}", source=source, side=wrong[0], weekday=say(f"numbers.day_{weekday}"))
    name = "weekday" if "weekday" in differing_fields(en, ja) else "weekday_wrong"
    return _against(name, source, _quoted(en, ja), calendar=calendar)


def _against(name: str, source: Lang | None, quoted: Mapping[Lang, Quoted], **values: Quoted) -> dict[str, str]:
    """Return a message that compares two numbers. A Japanese number that comes first is written 原文の500万円."""
    if source is Lang.JA:
        number = quoted[Lang.JA]
        en, ja = (number, number) if isinstance(number, str) else (number["en"], number["ja"])
        quoted = {**quoted, Lang.JA: {"en": en, "ja": f"の{ja}"}}
    return _say(name, source, quoted, **values)


def _with_year(ja: Number) -> Quoted:
    """Return an era year with the western year."""
    year = ja.parts.get("year", ja.parts.get("fiscal_year"))
    return ja.text if year is None else say("numbers.era_year", text=ja.text, year=str(year))


def spaced(english: str) -> dict[str, str]:
    """Return English words for both languages, with spaces around them in Japanese."""
    return {"en": english, "ja": f" {english} "}


def _one_sided(en: Number | None, ja: Number | None, source: Lang | None) -> dict[str, str]:
    side = Lang.JA if en is None else Lang.EN
    number = en or ja
    key = "only" if source is None else "missing" if side is source else "added"
    text = "" if number is None else number.text
    return say(
        f"numbers.{key}",
        source=source,
        side=side,
        number={"en": text, "ja": _set_apart(text) if key == "missing" else text},
    )


def _set_apart(text: str) -> str:
    """Return a number for a Japanese sentence, with a space next to each Latin letter at its ends: 4,500 people が."""
    return f"{' ' if _LATIN.match(text) else ''}{text}{' ' if _LATIN.match(text[-1:]) else ''}"


_LATIN = re.compile("[A-Za-z]")


def _differs(relation: Relation, en: Number, ja: Number, source: Lang | None) -> dict[str, str]:
    how: Quoted = ""
    if relation is Relation.SWAPPED:
        how = say("numbers.swapped")
    elif relation is Relation.SCALE:
        how = _times(ja, en) if source is Lang.JA else _times(en, ja)
    quoted = {Lang.EN: _glossed(en, Lang.JA), Lang.JA: _glossed(ja, Lang.EN)}
    return _against("differs", source, quoted, how=how, hint=_scale_hint(en, ja) if relation is Relation.SCALE else "")


def _glossed(number: Number, lang: Lang) -> Quoted:
    """Return a number as written, and in the notation of the other language if it has scale words."""
    value = main_figure(number)
    text: Quoted = number.text if lang is Lang.EN else {"en": number.text, "ja": f" {number.text}"}
    if "scale" in number.parts:
        return say("numbers.in_scale", text=text, scale=str(number.parts["scale"]))
    if value is None or not scale_words(number.text):
        return number.text if lang is Lang.EN else spaced(number.text)
    written = write(value, lang)
    if lang is Lang.JA and number.unit and units()[number.unit].ja:
        written += units()[number.unit].ja[0]
    return say("numbers.as_other", text=text, value=written)


def _times(one: Number, other: Number) -> Quoted:
    """Return the ratio of the second number to the first in words."""
    first, second = main_figure(one), main_figure(other)
    if not first or not second:
        return ""
    ratio = second / first
    if ratio > 1:
        return say("numbers.times", times=ratio.numerator)
    known = _SHARES.get(ratio.denominator)
    return say(f"numbers.{known}") if known else say("numbers.fraction", times=ratio.denominator)


def _scale_hint(en: Number, ja: Number) -> Quoted:
    """Return a hint at a scale word of each language that may have been confused: billion and 億."""
    english, japanese = scale_words(en.text), scale_words(ja.text)
    if not english or not japanese:
        return ""
    return say("numbers.scale_words", en_word=spaced(english[0]), ja_word=japanese[0])


def _multiple_hint(en: Number) -> Quoted:
    """Return an increase by a percentage as a multiple. The usual mistake is a multiple that is one too small."""
    if en.role is not Role.BY or en.unit != "percent" or en.value is None:
        return ""
    times = write(1 + Fraction(en.value) / 100, Lang.JA)
    return say("numbers.multiple_hint", share=en.text, times={"en": f"{times} times as much", "ja": f"{times}倍"})


def _bound(_: Relation, en: Number, ja: Number, source: Lang | None) -> dict[str, str]:
    """Return the message about two limits as phrases. In the texts, the words of a limit may be far from the figure."""
    one, other, figure = limit(en), limit(ja), main_figure(en)
    if one is None or other is None or figure is None:
        return _against("differs", source, {Lang.EN: spaced(en.text), Lang.JA: ja.text}, how="", hint="")
    limits = {Lang.EN: _english_limit(en, one), Lang.JA: ja.text + _japanese_limit(ja, other)}
    first = source or Lang.EN
    if one[0] != other[0]:
        ends = {lang: say(f"numbers.{_SIDES[end]}") for lang, (end, _) in zip(Lang, (one, other), strict=True)}
        quoted = {lang: say(f"numbers.quoted_{lang}", limit=limits[lang]) for lang in Lang}
        return _say("bound_side", source, quoted, first_end=ends[first], second_end=ends[first.other])
    english = say("numbers.english_limit", limit=limits[Lang.EN], right=_right(en, ja, one, figure))
    named = {lang: {"en": write(figure, Lang.EN) if lang is first else "it", "ja": ja.text} for lang in Lang}
    reach = {
        lang: say(f"numbers.{'included' if included else 'excluded'}", limit=text, figure=named[lang])
        for lang, (_, included), text in zip(Lang, (one, other), (english["en"], limits[Lang.JA]), strict=True)
    }
    reaches = {Lang.EN: {"en": reach[Lang.EN]["en"], "ja": english["ja"]}, Lang.JA: reach[Lang.JA]}
    return _say("bound", source, reaches)


_SIDES = {"low": "lower", "high": "upper"}
_LIMIT_EN = {
    ("low", True): "at least",
    ("low", False): "more than",
    ("high", True): "at most",
    ("high", False): "under",
}
_LIMIT_JA = {("low", True): "以上", ("low", False): "超", ("high", True): "以下", ("high", False): "未満"}


def _english_limit(en: Number, bound: Limit) -> str:
    """Return the limit of the English text as a phrase; of an age, or "five-story", only with the figure."""
    figure = main_figure(en)
    odd = "-" in en.text or (en.unit is not None and units()[en.unit].unit_class == "age")
    named = write(figure, Lang.EN) if odd and figure is not None else en.text
    return f"{'over' if en.parts.get('limit') == 'over' else _LIMIT_EN[bound]} {named}"


def _japanese_limit(ja: Number, bound: Limit) -> str:
    if ja.unit is None and bound == ("low", False):
        return "より大きい"
    timed = ja.unit is not None and units()[ja.unit].unit_class in {"time", "months"}
    return "以内" if timed and bound == ("high", True) else _LIMIT_JA[bound]


def _right(en: Number, ja: Number, bound: Limit, figure: Fraction) -> str:
    """Return the correct Japanese limit: under 6 is 6歳未満, more than 3 people is 4人以上, over 18 is 19歳以上."""
    unit = ja.unit or en.unit
    counts = unit is not None and (units()[unit].is_counter or units()[unit].unit_class == "age")
    aged = counts and units()[str(unit)].unit_class == "age"
    if bound == ("low", False) and counts and figure.denominator == 1 and (aged or figure < _FEW):
        return f"{write(figure + 1, Lang.JA)}{units()[str(unit)].ja[0]}以上"
    return ja.text + _japanese_limit(ja, bound)


#: From this figure, "more than N" is written as N超; below it, as N+1以上.
_FEW = 10


#: The messages of relations that need more than the two numbers.
_WORDINGS: Mapping[Relation, Callable[[Relation, Number, Number, Lang | None], dict[str, str]]] = {
    **dict.fromkeys((Relation.DIGIT, Relation.SWAPPED, Relation.SCALE, Relation.VALUE), _differs),
    **dict.fromkeys((Relation.BOUND, Relation.EDGE, Relation.LOOSE_BOUND), _bound),
    Relation.MISPRINT: _misprint,
    Relation.WEEKDAY: _weekday,
    Relation.ERA: _era,
    Relation.CHANGE: _change,
    Relation.MULTIPLE: _multiple,
}
