"""Excel workbooks (``.xlsx``, ``.xlsm``, templates): the cells with text, sheet by sheet and row by row.

The results of formulas are read. The labels and figures of a row are one paragraph, with the figures as they are shown;
other cells with text are a paragraph each. Figures in rows without a label are left out, as are truth values, hidden
sheets and columns, comments, drawings, names of sheets and readings over kanji. Hidden rows are read, because a filter
hides rows too. Sheets with one column in English and one in Japanese are read as pairs, row by row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.document.formats.office.cell_formats import CellFormats
from aligner.document.formats.office.columns import bilingual_columns
from aligner.document.formats.office.kinds import EXCEL
from aligner.document.formats.office.names import child, descendants, named, reference
from aligner.document.formats.office.pairs import PairedRow, paired_texts
from aligner.document.formats.office.parts import Parts
from aligner.document.formats.office.sentences import is_running
from aligner.document.layout import is_stopped
from aligner.document.source import Extract, SourceText, is_printed
from aligner.errors import InputError
from aligner.model import Counted, ParagraphKind, Reason
from aligner.settings import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from aligner.settings import Settings

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: Excel's escapes for characters that XML cannot hold: _x000D_; an underscore may be escaped too.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: Maximum number of words of a label that ends with a stop.
_ABBREVIATED = 3
#: A workbook is one of pairs if sheets of pairs hold at least this share of the rows with text.
_PAIRED = 0.5


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet: its name, and the texts and the figures of each row by column."""

    name: str
    rows: Mapping[int, Mapping[int, str]]
    figures: Mapping[int, Mapping[int, str]]

    def origin(self, row: int, *columns: int) -> str:
        """Return the address of some cells of a row, in order: Sheet1!B12, Sheet1!A5:C5,F5."""
        runs: list[list[int]] = []
        for column in columns:
            if runs and column == runs[-1][-1] + 1:
                runs[-1].append(column)
            else:
                runs.append([column])
        places = ([f"{_letters(column)}{row}" for column in dict.fromkeys((run[0], run[-1]))] for run in runs)
        return f"{self.name}!{','.join(':'.join(place) for place in places)}"


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the text of a workbook, or the two texts of one with pairs; places count the rows of a sheet.

    Raises:
        InputError: it is not a workbook, is old, protected or damaged, or holds no text.
    """
    parts = Parts(data, name, settings, EXCEL)
    sheets = list(_sheets(parts, len(data), settings))
    columns = [(sheet, bilingual_columns(list(sheet.rows.values()))) for sheet in sheets]
    paired = [(sheet, pair) for sheet, pair in columns if pair is not None]
    if sum(len(sheet.rows) for sheet, _ in paired) > _PAIRED * sum(len(sheet.rows) for sheet in sheets):
        return paired_texts(
            name, [(_paired_rows(sheet), pair) for sheet, pair in paired], form="xlsx", counted=Counted.ROW
        )
    extract = Extract(name, format_name="xlsx", counted=Counted.ROW)
    for sheet in sheets:
        for row in sorted(sheet.rows.keys() | sheet.figures.keys()):
            texts, figures = sheet.rows.get(row, {}), sheet.figures.get(row, {})
            joined = _row_of_data(texts, figures)
            others = [column for column in texts if column not in joined]
            for column in sorted({*others, *list(joined)[:1]}):
                if column in joined:
                    text, kind, origin = " | ".join(joined.values()), ParagraphKind.TABLE, sheet.origin(row, *joined)
                else:
                    text, origin = texts[column], sheet.origin(row, column)
                    kind = ParagraphKind.BODY if _is_prose(text) else ParagraphKind.TABLE
                extract.add(text, kind, line=row, origin=origin)
            if figures and not joined:
                extract.leave_out(" ".join(figures.values()), Reason.FIGURE_ONLY, line=row)
    return (extract.source(),)


def _row_of_data(texts: Mapping[int, str], figures: Mapping[int, str]) -> dict[int, str]:
    """Return the labels and figures of a row by column; nothing if it has no label or no figure."""
    cells = {column: " ".join(text.split()) for column, text in texts.items() if _is_label(text)}
    labels = {column for column, text in cells.items() if not _is_figure(text)}
    shown = {column: text for column, text in figures.items() if is_printed(text)}
    if not labels or not (shown or len(labels) < len(cells)):
        return {}
    return dict(sorted({**cells, **shown}.items()))


def sheets_of(data: bytes, name: str, settings: Settings) -> list[tuple[str, Mapping[int, Mapping[int, str]]]]:
    """Return the visible sheets with text, each as its name and the texts of its rows by column, for a glossary.

    Raises:
        InputError: as for `read`.
    """
    sheets = _sheets(Parts(data, name, settings, EXCEL), len(data), settings)
    return [(sheet.name, sheet.rows) for sheet in sheets if sheet.rows]


def _is_figure(text: str) -> bool:
    """Return whether a text is a figure, perhaps with a unit: 2024年, FY2024, 25 kg; not a label with a number (箱 2)."""
    begins = any(map(str.isdigit, text.partition(" ")[0]))
    return begins and sum(map(str.isalpha, text)) <= sum(map(str.isdigit, text))


def _is_label(text: str) -> bool:
    """Return whether a cell may name the figures of its row: no sentence, but perhaps "Tidewater Co., Ltd."."""
    return not _is_prose(text) or (
        len(text.split()) <= _ABBREVIATED and text.strip().endswith(".") and "\n" not in text
    )


def _is_prose(text: str) -> bool:
    """Return whether a cell holds sentences rather than a label."""
    return is_running(text) or is_stopped(text.strip()) or "\n" in text


def _paired_rows(sheet: _Sheet) -> list[PairedRow]:
    return [
        PairedRow(f"{sheet.name}!{row}", row, cells, {column: sheet.origin(row, column) for column in cells})
        for row, cells in sheet.rows.items()
    ]


def _sheets(parts: Parts, size: int, settings: Settings) -> Iterator[_Sheet]:
    """Yield the visible sheets with text or figures, in order.

    Raises:
        InputError: they hold more characters than the limits, which is possible if many cells refer to one long string.
    """
    # A workbook may repeat its texts, but not more often than a zip package may repeat its bytes.
    by_ratio = max(MIB, size * settings.max_ratio)
    limit, option = min((settings.max_unpacked, "--max-unpacked"), (by_ratio, "--max-ratio"))
    total = 0
    formats = CellFormats(parts)
    relations = parts.relations(parts.main)
    shared = _shared_strings(parts)
    for entry in descendants(parts.root(parts.main), "s:sheet"):
        relation = relations.get(reference(entry) or "")
        if relation is None or relation.kind != "worksheet" or entry.get("state", "visible") != "visible":
            continue
        if not parts.take(relation.target):
            continue
        rows: dict[int, Mapping[int, str]] = {}
        figures: dict[int, Mapping[int, str]] = {}
        for number, texts, shown in _rows(parts, relation.target, shared, formats):
            if texts:
                rows[number] = texts
            if shown:
                figures[number] = shown
            total += sum(map(len, (*texts.values(), *shown.values())))
            if total > limit:
                raise InputError(
                    f"its cells hold more than {limit:,} characters; raise {option} if you trust it", name=parts.name
                )
        if rows or figures:
            yield _Sheet(entry.get("name", ""), rows, figures)


def _shared_strings(parts: Parts) -> Sequence[str]:
    """Return the texts that cells refer to by number."""
    target = next(
        (relation.target for relation in parts.relations(parts.main).values() if relation.kind == "sharedStrings"), None
    )
    if target is None:
        return []
    return [_rich_text(entry) for entry in parts.stream(target, "{*}si")]


def _rows(
    parts: Parts, part: str, shared: Sequence[str], formats: CellFormats
) -> Iterator[tuple[int, dict[int, str], dict[int, str]]]:
    """Yield the rows of a sheet: number, and the texts and the figures by column."""
    hidden: list[range] = []
    number = 0
    for element in parts.stream(part, "{*}col", "{*}row"):
        if named(element) == "s:col":
            if element.get("hidden") in {"1", "true"}:
                hidden.append(range(_number(element.get("min")), _number(element.get("max")) + 1))
            continue
        number = _number(element.get("r")) or number + 1
        texts: dict[int, str] = {}
        figures: dict[int, str] = {}
        column = 0
        for cell in element:
            place = _CELL.fullmatch(cell.get("r", ""))
            column = _column(place.group(1)) if place else column + 1
            if any(column in columns for columns in hidden):
                continue
            if is_printed(text := _cell_text(cell, shared)):
                texts[column] = text
            elif figure := formats.shown(cell):
                figures[column] = figure
        if texts or figures:
            yield number, texts, figures


def _cell_text(cell: Element, shared: Sequence[str]) -> str:
    """Return the text of a cell; "" if it holds something else."""
    kind = cell.get("t")
    if kind == "inlineStr":
        inline = child(cell, "s:is")
        return "" if inline is None else _rich_text(inline)
    shown = child(cell, "s:v")
    if shown is None:
        return ""
    if kind == "s":
        place = _number(shown.text)
        return shared[place] if place < len(shared) else ""
    return _unescaped(shown.text or "") if kind == "str" else ""


def _rich_text(element: Element) -> str:
    """Return the text of a string in one or several formats, without readings over kanji."""
    texts = (
        inner if named(inner) == "s:t" else child(inner, "s:t") for inner in element if named(inner) in {"s:t", "s:r"}
    )
    return _unescaped("".join(inner.text or "" for inner in texts if inner is not None))


def _unescaped(text: str) -> str:
    r"""Return a text with Excel's escapes replaced, without soft hyphens, and with ``\n`` as line end."""
    plain = _ESCAPED.sub(lambda code: _character(int(code.group(1), 16)), text) if "_x" in text else text
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad", "")


def _character(code: int) -> str:
    """Return the character of a code; "" for control characters and halves of surrogate pairs."""
    char = chr(code)
    return char if char.isprintable() or char in "\t\n\r" else ""


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else 0


def _column(letters: str) -> int:
    """Return the number of a column, counted from 1.

    >>> _column("A"), _column("AB"), _letters(28)
    (1, 28, 'AB')
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
