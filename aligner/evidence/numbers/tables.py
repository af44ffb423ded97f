"""The unit and the scale that a table gives its figures: 12.3 under "(Billions of yen)" is 12.3 billion yen.

A declaration stands in the line above or below the table, in a caption, in the header cell of a column, in the label
of a row, or in a note on the whole text ("in thousands, unless otherwise stated"). The nearest one counts. The rule
kept here: only a cell that holds a bare figure and nothing else takes a scale, and the text is not changed. A table is
known by its rows, whatever format it comes from: cells are divided by bars, tabs or wide spaces.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from aligner.evidence.numbers.number import Number, NumberKind
from aligner.evidence.numbers.units import find, units
from aligner.model import Document, Lang, ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: A text without any of these declares nothing.
_HINT = {
    Lang.EN: re.compile(
        r"\b(?:thousand|million|billion|trillion|mn|bn|tn|mil|bil|yen|jpy|usd|eur|dollar|euro)s?\b|[$€£¥%]",
        re.IGNORECASE,
    ),
    Lang.JA: re.compile("[千万億兆]|単位|円|[％%]"),
}
_BRACKETS = re.compile(r"[(（\[［]([^()（）\[\]［］]{1,80})[)）\]］]")
_UNIT_OF = re.compile(r"単位\s*[:：]?\s*([^\s()（）。]+)")
_IN = re.compile(
    r"\b(?:in|are)\s+((?:hundreds |tens )?(?:thousands|millions|billions|trillions)(?: of [\w.$ ]+?)?)"
    r"(?=[,.;)]|\s+unless|\s+except|$)"
)
_SCALE_JA = re.compile("(?:単位)?[:：は]?([十百千万億兆]{0,3})(.{0,4})")
_EDGES = " \t　()（）[]［］:：.。*※"
_CELLS = re.compile(r"[^|]+")
_COLUMNS = re.compile(r"(?:(?!\t|  |　　).)+")
#: What may stand beside the figure of a cell, and what a figure without a scale word consists of.
_BESIDE = re.compile(r"[\s()（）△▲¥￥$€£+−–*-]*")
_FIGURE = re.compile(r"[-+−▲△(（]?[¥￥$€£]?[0-9０-９][0-9０-９,.，．]*[)）]?")
_LABEL = re.compile(r"\D*\s")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
#: Longer paragraphs are no captions; so many of them are looked at before a table.
_CAPTION = 160
_CAPTIONS = 2


@dataclass(frozen=True, slots=True)
class Scale:
    """What a table declares of its figures.

    Attributes:
        factor: what one stands for: 1,000,000 for millions.
        unit: canonical name of the unit, or None.
        text: the words of the declaration.
    """

    factor: int
    unit: str | None
    text: str

    def of(self, number: Number) -> Number:
        """A bare figure of the table with its unit and scale."""
        value = number.value
        if number.kind is NumberKind.DATE or value is None:
            value = int(number.parts["year"])
        kind = NumberKind.CARDINAL if number.kind is NumberKind.DATE else number.kind
        parts: dict[str, int | str] = {"scale": self.text, "factor": self.factor}
        return replace(number, kind=kind, value=value * self.factor, unit=self.unit or number.unit, parts=parts)


def scaled_numbers(document: Document, numbers: Sequence[Sequence[Number] | None]) -> dict[int, tuple[Number, ...]]:
    """The numbers of the table rows that have a scale, by segment; segments without one are not among them.

    Args:
        document: a text with its paragraphs and segments.
        numbers: the numbers of each segment, with offsets into it; None for a segment that is not looked at.
    """
    if _HINT[document.lang].search(document.text) is None:
        return {}
    scaled: dict[int, tuple[Number, ...]] = {}
    default: Scale | None = None
    segment = 0
    while segment < len(document.segments):
        end = segment
        while end < len(document.segments) and _is_row(document, end):
            end += 1
        if end == segment:
            default = _default(document.segment_text(segment), document.lang) or default
            segment += 1
            continue
        caption = _caption(document, segment, end) or default
        scaled |= dict(_rows(document, range(segment, end), numbers, caption))
        segment = end
    return scaled


def _is_row(document: Document, segment: int) -> bool:
    """Whether a segment is the row of a table: one of such a paragraph, or a line with columns."""
    kind = document.paragraphs[document.segments[segment].paragraph].kind
    if kind is ParagraphKind.TABLE:
        return True
    text = document.segment_text(segment)
    return kind is ParagraphKind.BODY and len(_cells(text)) > 1 and "\n" not in text.strip()


def _cells(text: str) -> list[Span]:
    pattern = _CELLS if "|" in text else _COLUMNS
    spans = (Span(*match.span()) for match in pattern.finditer(text))
    return [span for span in spans if text[span.start : span.end].strip() or pattern is _CELLS]


def _caption(document: Document, first: int, end: int) -> Scale | None:
    """What the lines right above or below a table declare."""
    above = range(first - 1, max(first - 1 - _CAPTIONS, -1), -1)
    for k in (*above, end):
        if k == len(document.segments) or _is_row(document, k):
            continue
        text = document.segment_text(k)
        if len(text) <= _CAPTION and (scale := declared(text, document.lang)):
            return scale
    return None


def _default(text: str, lang: Lang) -> Scale | None:
    """What a note declares of all the tables after it."""
    folded = text.casefold()
    if not any(words in folded for words in _table()["words"]["everywhere"]):
        return None
    if lang is Lang.JA:
        return declared(text, lang)
    found = _IN.search(folded)
    return _parsed(found[1], lang) if found else declared(text, lang)


def _rows(
    document: Document, rows: range, numbers: Sequence[Sequence[Number] | None], caption: Scale | None
) -> Iterator[tuple[int, tuple[Number, ...]]]:
    """The rows of a table in which a figure has a scale."""
    columns: dict[int, Scale] = {}
    unscaled: set[int] = set()
    for k in rows:
        text, found = document.segment_text(k), numbers[k] or ()
        cells = _cells(text)
        figures = {id(n): c for n in found if (c := _cell_of(n, text, cells)) is not None}
        if k == rows.start or not figures:
            for c, cell in enumerate(cells):
                words = text[cell.start : cell.end]
                if scale := declared(words, document.lang):
                    columns[c] = scale
                elif _is_unscaled(words, document.lang):
                    unscaled.add(c)
        if not figures or not cells:
            continue
        label = text[cells[0].start : cells[0].end]
        of_row = declared(label, document.lang)
        general = None if _is_unscaled(label, document.lang) else caption
        row = []
        for number in found:
            column = figures.get(id(number))
            scale = (
                None if column is None else of_row or columns.get(column) or (None if column in unscaled else general)
            )
            fits = scale is not None and _fits(number, scale) and not (k == rows.start and _YEAR.fullmatch(number.text))
            row.append(scale.of(number) if fits and scale else number)
        if row != list(found):
            yield k, tuple(row)


def _cell_of(number: Number, text: str, cells: Sequence[Span]) -> int | None:
    """The cell that holds a bare figure and nothing else, or a label and the figure after it."""
    if _FIGURE.fullmatch(number.text) is None:
        return None
    for k, cell in enumerate(cells):
        if cell.start <= number.start and number.end <= cell.end:
            before, after = text[cell.start : number.start], text[number.end : cell.end]
            labelled = k == 0 and _LABEL.fullmatch(before) is not None
            alone = labelled or _BESIDE.fullmatch(before) is not None
            return k if alone and _BESIDE.fullmatch(after) is not None else None
    return None


def _fits(number: Number, scale: Scale) -> bool:
    """Whether a figure takes a scale: it has no other unit of its own."""
    if number.kind is NumberKind.DATE:
        return set(number.parts) == {"year"}
    return number.kind is NumberKind.CARDINAL and number.value is not None and number.unit in {None, scale.unit}


def _is_unscaled(label: str, lang: Lang) -> bool:
    folded = label.casefold()
    return any(word in folded for word in _table()["unscaled"][lang])


def declared(text: str, lang: Lang) -> Scale | None:
    """What a caption or a cell declares, as a whole or in brackets.

    >>> declared("(Billions of yen)", Lang.EN), declared("売上高（百万円）", Lang.JA)
    (Scale(factor=1000000000, unit='JPY', text='Billions of yen'), Scale(factor=1000000, unit='JPY', text='百万円'))
    """
    if _HINT[lang].search(text) is None:
        return None
    wholes = [text, *_BRACKETS.findall(text), *(_UNIT_OF.findall(text) if lang is Lang.JA else ())]
    return next((scale for whole in wholes if (scale := _parsed(whole, lang))), None)


def _parsed(text: str, lang: Lang) -> Scale | None:
    """A text that is nothing but a declaration."""
    text = text.strip(_EDGES)
    return _parsed_japanese(text) if lang is Lang.JA else _parsed_english(text)


def _parsed_japanese(text: str) -> Scale | None:
    for part in re.split("[、,，/／・ 　]", text):
        match = _SCALE_JA.fullmatch(part.strip(_EDGES))
        if match is None or not (match[1] or match[2]):
            continue
        unit = find(match[2].replace("％", "%"), Lang.JA) if match[2] else None
        if (match[2] and unit is None) or not _declares(match[1], unit):
            continue
        factor = 1
        for char in match[1]:
            factor *= _table()["scales"][char]
        return Scale(factor, unit, (match[1] + match[2]).strip())
    return None


def _parsed_english(text: str) -> Scale | None:
    folded = text.casefold()
    for word in _table()["words"]["exceptions"]:
        folded = folded.partition(word)[0]
    folded = folded.strip(_EDGES + ",;")
    factor, scales, rest = 1, "", []
    for word in re.findall(r"[a-z$.]+|[€£¥%]|[0-9,.]+", folded):
        bare = word.rstrip(".")
        if bare in _table()["scales"] or bare == "100":
            scales += bare
            factor *= _table()["scales"].get(bare, 100)
        elif bare not in _table()["words"]["filler"]:
            rest.append(word)
    unit = _english_unit(rest)
    if (rest and unit is None) or not _declares(scales, unit):
        return None
    return Scale(factor, unit, text[: len(folded)] if text.casefold().startswith(folded) else text)


def _english_unit(words: Sequence[str]) -> str | None:
    name = " ".join(words)
    spellings = (name, name.replace("us ", "u.s. "), name.upper()) if name else ()
    return next((unit for spelling in spellings if (unit := find(spelling, Lang.EN))), None)


def _declares(scale: str, unit: str | None) -> bool:
    """Whether a scale and a unit are worth a declaration: a bare word such as 人 or 千 is a label like any other."""
    if unit is None:
        return len(scale) > 1
    return bool(scale) or units()[unit].is_money or units()[unit].unit_class == "ratio"


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("tables.toml").read_text("utf-8"))
