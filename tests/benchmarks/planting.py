"""Errors in figures as translators and typists make them, put into one text of a pair that says the same figure.

Reads figures by their digits alone, so that the readers it is to measure have no say in what is planted: a figure is
a run of digits with what marks thousands and decimals, and the scale word after it (``1.2 million``, ``120万``). Not
figures of the text are those glued to Latin letters before them (``utf_8``, ``i16``), in code, links and tags, and the
number of a list item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.model import Lang, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random


class Slip(StrEnum):
    """A way to get a figure wrong."""

    DIGIT = "digit"  # 279 for 276
    SWAP = "swap"  # 297 for 279
    TEN = "ten"  # 2,790 for 279
    SCALE = "scale"  # 78.4億 for 78.4万, million for billion
    DROP = "drop"  # nothing for 279


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text: its place, the part of it that is digits, and what it is worth."""

    span: Span
    digits: Span
    value: Fraction


@dataclass(frozen=True, slots=True)
class Shared:
    """A figure that both texts of a pair give."""

    en: Figure
    ja: Figure

    def side(self, lang: Lang) -> Figure:
        """The figure of one text."""
        return self.en if lang is Lang.EN else self.ja


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with a slip in it, and where that stands; an empty span where a figure was taken out."""

    text: str
    span: Span


_DIGITS = r"(?<![A-Za-z_%\d.])\d+(?:,\d{3})*(?:\.\d+)?(?![\d_])"
_SCALES = {
    Lang.EN: {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
    Lang.JA: {"千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12},
}
_FIGURE = {
    Lang.EN: re.compile(rf"({_DIGITS})(?:[ -]({'|'.join(_SCALES[Lang.EN])})\b)?", re.IGNORECASE),
    Lang.JA: re.compile(rf"({_DIGITS})(?: ?([千万億兆])(?! ?\d))?"),
}
#: Full-width digits and marks as the others write them, one for one.
_NARROW = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
#: Code, addresses, the targets of links, tags, and the marker of a list item or numbered heading.
_NO_TEXT = re.compile(r"`+[^`]*`+|\w+://\S+|\]\([^)]*\)|<[^>\s][^>]*>|^[#\s*]*\d+[.)]\s")
#: What a translator leaves out together with the figure it counts.
_COUNTER = re.compile("(?:年度?|月|日|時間?|分|秒|人|歳|円|個|件|回|番|号|つ|世紀|%|％|ドル)?")


def figures(text: str, lang: Lang) -> list[Figure]:
    """The figures of a text in digits, in order."""
    found = []
    narrow = _NO_TEXT.sub(lambda code: "\0" * len(code.group()), text.translate(_NARROW))
    for match in _FIGURE[lang].finditer(narrow):
        scale = _SCALES[lang][match[2].casefold()] if match[2] else 1
        value = Fraction(match[1].replace(",", "")) * scale
        found.append(Figure(Span(*match.span()), Span(*match.span(1)), value))
    return found


def shared(en: str, ja: str) -> list[Shared]:
    """The figures that both texts give, each with its nearest in order, one to one."""
    left = figures(ja, Lang.JA)
    found = []
    for figure in figures(en, Lang.EN):
        same = next((other for other in left if other.value == figure.value), None)
        if same is not None:
            left.remove(same)
            found.append(Shared(figure, same))
    return found


def plant(text: str, figure: Figure, slip: Slip, lang: Lang, draw: Random) -> Planted | None:
    """The text with a slip in the figure, or None where the figure leaves no room for it."""
    if slip is Slip.DROP:
        if _told_twice(text, figure):
            return None
        counter = _COUNTER.match(text, figure.span.end) if lang is Lang.JA else None
        end = counter.end() if counter else figure.span.end
        return Planted(text[: figure.span.start] + text[end:], Span(figure.span.start, figure.span.start))
    written = text[slice(*figure.digits)].translate(_NARROW)
    scale = text[figure.digits.end : figure.span.end]
    if slip is Slip.SCALE:
        others = [scale.replace(scale.strip(" -"), other) for other in _beside(scale.strip(" -"), lang)]
        wrong = [written + other for other in others if scale]
    else:
        wrong = [new + scale for new in _SLIPS[slip](written) if not re.match(r"0\d", new) and new != written]
    if not wrong:
        return None
    new = draw.choice(wrong)
    start = figure.span.start
    return Planted(text[:start] + new + text[figure.span.end :], Span(start, start + len(new)))


def _told_twice(text: str, figure: Figure) -> bool:
    """Whether brackets tell the same beside the figure: of 寛永11年（1634年） either may go."""
    before = text[: figure.span.start].rstrip(" 約")[-1:]
    return before in {"(", "（"} or _GLOSSED.match(text, figure.span.end) is not None


_GLOSSED = re.compile(r"年?\s*[(（][^)）]*\d")


def _beside(scale: str, lang: Lang) -> list[str]:
    """The scale words next to one."""
    words = list(_SCALES[lang])
    at = words.index(scale.casefold()) if scale.casefold() in words else -1
    return [words[k] for k in (at - 1, at + 1) if at >= 0 and 0 <= k < len(words)]


def _other_digit(written: str) -> Iterator[str]:
    for k, char in enumerate(written):
        if char.isdecimal():
            yield from (written[:k] + new + written[k + 1 :] for new in "0123456789" if new != char)


def _exchanged(written: str) -> Iterator[str]:
    places = [k for k, char in enumerate(written) if char.isdecimal()]
    for one, other in pairwise(places):
        if written[one] != written[other]:
            chars = list(written)
            chars[one], chars[other] = chars[other], chars[one]
            yield "".join(chars)


def _tenfold(written: str) -> Iterator[str]:
    """Ten times as much and a tenth, thousands marked as before."""
    marked = "," in written
    whole, point, rest = written.replace(",", "").partition(".")
    if point:
        yield _marked(whole + rest[0], marked=marked) + ("." + rest[1:] if rest[1:] else "")
    else:
        yield _marked(whole + "0", marked=marked)
        if whole.endswith("0") and len(whole) > 1:
            yield _marked(whole[:-1], marked=marked)


def _marked(whole: str, *, marked: bool) -> str:
    return f"{int(whole):,}" if marked else whole.lstrip("0") or "0"


_SLIPS = {Slip.DIGIT: _other_digit, Slip.SWAP: _exchanged, Slip.TEN: _tenfold}
