"""The unit and the scale that a table gives its figures: 12.3 under "(Billions of yen)" is 12.3 billion yen.

A declaration is in the line above or below the table, in a caption, in the header cell of a column, in the label
of a row, or in a note on the whole text ("in thousands, unless otherwise stated"). The nearest one counts. A table
is recognised by its rows, in any file format: cells are divided by bars, tabs or wide spaces.

Rule: only a cell that contains nothing but a bare figure takes a scale, and the text is not changed.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

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
    r"\b(?:in|are) ((?:hundreds |tens )?(?:of )?(?:thousands|millions|billions|trillions)(?: of(?: [\w.$]+){1,3})?)"
)
_SCALE_JA = re.compile("(?:単位)?[:：は]?([十百千万億兆]{0,3})(.{0,4})")
_EDGES = " \t　()（）[]［］:：.。*※"
_CELLS = re.compile(r"[^|]+")
_COLUMN_MARKS = ("\t", "  ", "　　")
_COLUMNS = re.compile(r"(?:(?!\t|  |　　).)+")
#: What may stand beside the figure of a cell, and what a figure without a scale word consists of.
_BESIDE = re.compile(r"[\s()（）△▲¥￥$€£+−–*-]*")
_FIGURE = re.compile(r"[-+−▲△(（]?[¥￥$€£]?[0-9０-９][0-9０-９,.，．]*[)）]?")
_LABEL = re.compile(r"\D*\s")
#: The address of the cells of a row in a workbook: Sheet1!B12, Sheet1!A5:C5,F5. Maximum number of letters of a column.
_ADDRESS = re.compile("!((?:[A-Z]{1,3}([0-9]{1,7}):?,?)+)$")
_CELL = re.compile("([A-Z]{1,3})[0-9]{1,7}(?::([A-Z]{1,3})[0-9]{1,7})?")
_HAS_DIGIT = re.compile("[0-9０-９]")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
#: Maximum length of a caption in characters, and maximum number of paragraphs that are searched before a table.
_CAPTION = 160
_CAPTIONS = 2
#: Maximum number of columns under a merged cell.
_MOST_MERGED = 64


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

    A note that declares the scale of all tables is among them too, without the words of the declaration, which count
    nothing ("in thousands of dollars").

    Args:
        document: a text with its paragraphs and segments.
        numbers: the numbers of each segment, with offsets into it; None for a segment that is not looked at.
    """
    if not _has_tables(document) or _HINT[document.lang].search(document.text) is None:
        return {}
    scaled: dict[int, tuple[Number, ...]] = {}
    default: Scale | None = None
    segment = 0
    while segment < len(document.segments):
        end, sheet = segment, _sheet(document, segment)
        while end < len(document.segments) and _is_row(document, end) and _sheet(document, end) == sheet:
            end += 1
        if end == segment:
            note = _default(document.segment_text(segment), document.lang)
            if note is not None:
                default = note
                scaled[segment] = tuple(n for n in numbers[segment] or () if _HAS_DIGIT.search(n.text))
            segment += 1
            continue
        caption = _caption(document, segment, end) or default
        scaled |= dict(_scaled_rows(document, range(segment, end), numbers, caption))
        segment = end
    return scaled


def _has_tables(document: Document) -> bool:
    """Whether a text has table rows, or lines that may be some."""
    return any(paragraph.kind is ParagraphKind.TABLE for paragraph in document.paragraphs) or any(
        mark in document.text for mark in _COLUMN_MARKS
    )


def _is_row(document: Document, segment: int) -> bool:
    """Whether a segment is the row of a table: one of such a paragraph, or a line with columns."""
    kind = document.paragraphs[document.segments[segment].paragraph].kind
    if kind is ParagraphKind.TABLE or _address(document, segment) is not None:
        return True
    text = document.segment_text(segment)
    if not any(mark in text for mark in _COLUMN_MARKS):
        return False
    return kind is ParagraphKind.BODY and len(_cells(text)) > 1 and "\n" not in text.strip()


def _sheet(document: Document, segment: int) -> str:
    """The sheet of a workbook in which a segment is; "" in other files."""
    address = _address(document, segment)
    return address.string[: address.start()] if address else ""


def _cells(text: str) -> list[Span]:
    """The cells of a row: the text between bars, tabs or wide spaces."""
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
    words = match[1].split() if (match := _IN.search(folded)) else []
    parsed = (_parsed(" ".join(words[:size]), lang) for size in range(len(words), 0, -1))
    return next((scale for scale in parsed if scale), None) or declared(text, lang)


class _Cell(NamedTuple):
    """A cell: its segment, its text, where that starts in the segment, and its column."""

    segment: int
    text: str
    start: int
    column: int


def _table_rows(document: Document, segments: range) -> list[list[_Cell]]:
    """The rows of a table. In a workbook a row has several segments, whose addresses give the row and the columns."""
    rows: list[list[_Cell]] = []
    last = None
    for k in segments:
        text = document.segment_text(k)
        address = _address(document, k)
        if address is not None:
            if address[2] != last:
                rows.append([])
            columns = _columns(address[1])
            spans = _cells(text) if len(columns) > 1 else [Span(0, len(text))]
            # A text that contains bars itself is not divided into the cells of its address.
            spans = spans if len(spans) == len(columns) else [Span(0, len(text))]
        else:
            rows.append([])
            spans = _cells(text)
            columns = list(range(len(spans)))
        cells = zip(spans, columns, strict=False)
        rows[-1] += [_Cell(k, text[span.start : span.end], span.start, column) for span, column in cells]
        last = address and address[2]
    return [row for row in rows if row]


def _address(document: Document, segment: int) -> re.Match[str] | None:
    """The address of a segment in a workbook; None in other files."""
    return _ADDRESS.search(document.paragraphs[document.segments[segment].paragraph].origin or "")


def _columns(cells: str) -> list[int]:
    """The columns of an address, counted from 1.

    >>> _columns("A5:C5,AA5")
    [1, 2, 3, 27]
    """
    columns: list[int] = []
    for first, last in _CELL.findall(cells):
        columns += range(_number(first), _number(last or first) + 1)
    return columns


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _scaled_rows(
    document: Document, segments: range, numbers: Sequence[Sequence[Number] | None], caption: Scale | None
) -> Iterator[tuple[int, tuple[Number, ...]]]:
    """The rows of a table in which a figure has a scale, by segment."""
    rows = _table_rows(document, segments)
    figures = [
        [(cell, n) for cell in row if (n := _figure_of(cell, numbers[cell.segment] or ())) is not None] for row in rows
    ]
    used = sorted({cell.column for of_row in figures for cell, _ in of_row})
    columns: dict[int, Scale | None] = {}
    scaled: dict[int, dict[int, Number]] = {}
    is_begun = False
    are_years = [all(_YEAR.fullmatch(number.text) for _, number in of_row) for of_row in figures]
    for r, row in enumerate(rows):
        is_header = r == 0 or (are_years[r] and (not is_begun or len(figures[r]) != 1))
        is_begun = is_begun or not is_header
        if is_header:
            stated = _caption_of(row, document.lang, is_above_header=r + 1 < len(rows) and are_years[r + 1])
            if stated is not None:
                caption, columns = stated, {}
            else:
                columns |= _headers(row, used, document.lang)
        label = row[0].text
        of_row, plain = declared(label, document.lang), _is_unscaled(label, document.lang)
        for cell, number in figures[r]:
            scale = of_row or (None if plain else columns.get(cell.column, caption))
            is_year = is_header and _YEAR.fullmatch(number.text) is not None
            if scale is not None and _fits(number, scale) and not is_year:
                scaled.setdefault(cell.segment, {})[number.start] = scale.of(number)
    for k, changed in scaled.items():
        yield k, tuple(changed.get(number.start, number) for number in numbers[k] or ())


def _caption_of(row: Sequence[_Cell], lang: Lang, *, is_above_header: bool) -> Scale | None:
    """What a row without figures declares of the whole table: the only cell of a row, or its corner."""
    if len(row) == 1:
        return declared(row[0].text, lang) or _default(row[0].text, lang)
    declaring = [cell for cell in row if declared(cell.text, lang) is not None or _is_unscaled(cell.text, lang)]
    if len(declaring) != 1 or declaring[0] not in {row[0], row[-1] if is_above_header else row[0]}:
        return None
    # "(Millions of yen)" is about the table, "Sales (millions of yen)" about a column.
    return _parsed(declaring[0].text, lang)


def _headers(row: Sequence[_Cell], used: Sequence[int], lang: Lang) -> dict[int, Scale | None]:
    """What the cells of a header declare; None for a column that contains no amounts.

    A merged cell is followed by empty ones, or by none at the end of its row. It is the header of all its columns.
    """
    scales: dict[int, Scale | None] = {}
    named = [cell for cell in row if cell.text.strip()]
    if not named:
        return scales
    # The empty corner of a table is no cell in some formats, so that a header that declares something is first.
    is_short = bool(used) and row[-1].column < used[-1] and row[0].column == 0
    shift = int(is_short and declared(named[0].text, lang) is not None)
    for cell, following in zip(named, (*named[1:], None), strict=True):
        scale = declared(cell.text, lang)
        if scale is not None or _is_unscaled(cell.text, lang):
            start = bisect_left(used, cell.column + shift)
            end = len(used) if following is None else bisect_left(used, following.column + shift)
            scales |= dict.fromkeys(used[start : min(end, start + _MOST_MERGED)], scale)
    return scales


def _figure_of(cell: _Cell, numbers: Sequence[Number]) -> Number | None:
    """The bare figure that a cell holds alone, or after its label."""
    for number in numbers:
        start, end = number.start - cell.start, number.end - cell.start
        if start < 0 or end > len(cell.text) or _FIGURE.fullmatch(number.text) is None:
            continue
        before, after = cell.text[:start], cell.text[end:]
        labelled = cell.column == 0 and _LABEL.fullmatch(before) is not None
        if (labelled or _BESIDE.fullmatch(before)) and _BESIDE.fullmatch(after):
            return number
    return None


def _fits(number: Number, scale: Scale) -> bool:
    """Whether a figure takes a scale: it has no other unit."""
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
