"""The number formats of a workbook's cells (its part ``styles``), and what a cell with a number shows.

A figure has the form that readers of the sheet see. Truth values and errors are not figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.document.formats.office.names import child, descendants, named
from aligner.document.formats.office.number_formats import BUILT_IN, displayed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from aligner.document.formats.office.parts import Parts

#: Maximum length of a date in characters.
_LONGEST = 40


class CellFormats:
    """The formats of the cells of a workbook, by the number that cells refer to."""

    def __init__(self, parts: Parts) -> None:
        properties = child(parts.root(parts.main), "s:workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        styles = parts.related(parts.main, "styles")
        own: dict[str, str] = {}
        self._codes: list[str] = []
        if styles is None:
            return
        for entry in descendants(styles, "s:numFmt"):
            own[entry.get("numFmtId", "")] = entry.get("formatCode", "")
        cells = child(styles, "s:cellXfs")
        for entry in cells if cells is not None else ():
            if named(entry) == "s:xf":
                number = entry.get("numFmtId", "0")
                built_in = BUILT_IN.get(int(number), "") if number.isdecimal() and len(number) < 4 else ""
                self._codes.append(own.get(number, built_in))

    def shown(self, cell: Element) -> str:
        """Return the figure that a cell shows; "" if it has no figure."""
        content = child(cell, "s:v")
        value = "" if content is None else (content.text or "").strip()
        kind = cell.get("t", "n")
        if kind == "d" and len(value) <= _LONGEST:
            return value.partition("T")[0]
        if kind != "n":
            return ""
        style = cell.get("s", "0")
        number = int(style) if style.isdecimal() and len(style) < 7 else 0
        code = self._codes[number] if number < len(self._codes) else ""
        return displayed(value, code, from_1904=self._from_1904)
