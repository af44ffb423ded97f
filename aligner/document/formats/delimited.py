"""CSV and TSV: a file of pairs if it has a column in each language; otherwise the rows are the paragraphs.

Columns are recognised by a heading with the languages, otherwise by script. This program's own TSV and CSV are read
back as pairs. Other columns are left out, except a ``key`` or ``id`` column, which names the pairs.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.decoding import decode
from aligner.document.formats.cells import Row, rows, separator_of
from aligner.document.formats.pairs import Pairs, UnitText, is_code
from aligner.document.source import Extract
from aligner.model import Counted, Lang, ParagraphKind, Reason
from aligner.text.formulas import unguarded
from aligner.text.scripts import JAPANESE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.document.source import SourceText
    from aligner.settings import Settings

_NAMES = {
    Lang.EN: frozenset({"english", "英語", "英文"}),
    Lang.JA: frozenset({"japanese", "日本語", "和文", "邦文"}),
}
#: Headings that mark the original and not a language.
_ORIGINAL = frozenset({"source", "original", "source text", "原文", "ソース"})
_TRANSLATION = frozenset({"target", "translation", "target text", "訳文", "訳", "翻訳", "ターゲット"})
_KEY = frozenset({"key", "id", "string id", "キー", "id番号"})
#: Headings of the table that this program writes (`outputs.table`).
_OURS = ("id", "kind", "confidence", "en_ids", "ja_ids", "en_lines", "ja_lines", "en", "ja", "findings")
#: Escapes in this program's TSV; a backslash that escapes nothing prevents a spreadsheet from running a formula.
_ESCAPE = re.compile(r"\\([\\tnr]?)")
_ESCAPED = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r", "": ""}
#: A column is in a language if at least this share of its cells is.
_MOSTLY = 0.6
_LETTERS = re.compile(r"[A-Za-z]{2}")


class _Columns(NamedTuple):
    """The columns of a table; ``heading``: whether the first row names them; ``original``: which is the original."""

    en: int
    ja: int
    key: int | None
    heading: bool
    original: Lang | None


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the text of the table, or the two texts of a table with a column in each language.

    Raises:
        InputError: a quotation mark is never closed, or the table is empty.
    """
    text, encoding = decode(data, name, settings.encoding)
    if tuple(text.split("\n", 1)[0].rstrip("\r").split("\t")) == _OURS:
        table = [Row(line, _own_cells(raw)) for line, raw in enumerate(text.split("\n"), 1) if raw.strip()]
    else:
        separator = separator_of(text, name, "\t" if name.lower().endswith((".tsv", ".tab")) else ",")
        table = list(rows(text, name, separator))
        if table and table[0].cells == _OURS:
            table = [row._replace(cells=tuple(map(unguarded, row.cells))) for row in table]
    columns = _columns(table)
    if columns is None:
        extract = Extract(name, encoding=encoding, format_name="table", counted=Counted.LINE)
        for row in table:
            shown = " | ".join(" ".join(cell.split()) for cell in row.cells if cell.strip())
            extract.add(shown, ParagraphKind.TABLE, line=row.line)
        return (extract.source(),)
    source = columns.original or (Lang.EN if columns.en < columns.ja else Lang.JA)
    pairs = Pairs(name, source, encoding=encoding, format_name="table", known=columns.original is not None)
    used = {columns.en, columns.ja, columns.key}
    if columns.heading:
        pairs.leave_out(" ".join(table[0].cells), Reason.COLUMN, line=table[0].line)
    for number, row in enumerate(table[columns.heading :], 1):
        sides = {Lang.EN: _cell(row, columns.en), Lang.JA: _cell(row, columns.ja)}
        key = "" if columns.key is None else _cell(row, columns.key).text.strip()
        pairs.add(key or str(number), sides[source], sides[source.other], origin=key or None)
        others = " ".join(cell for column, cell in enumerate(row.cells) if column not in used)
        pairs.leave_out(others, Reason.COLUMN, line=row.line)
        pairs.leave_out(key, Reason.METADATA, line=row.line)
    return pairs.sources()


def _own_cells(line: str) -> tuple[str, ...]:
    return tuple(_ESCAPE.sub(lambda match: _ESCAPED[match[1]], cell) for cell in line.rstrip("\r").split("\t"))


def _cell(row: Row, column: int) -> UnitText:
    return UnitText(row.cells[column] if column < len(row.cells) else "", row.line)


def _columns(table: Sequence[Row]) -> _Columns | None:
    """Return the two columns of a table of pairs; None for other tables."""
    if not table:
        return None
    names = [cell.strip().lower() for cell in table[0].cells]
    named = {lang: _named(names, lang) for lang in Lang}
    key = next((k for k, name in enumerate(names) if name in _KEY), None)
    en, ja = named[Lang.EN], named[Lang.JA]
    if en is not None and ja is not None:
        return _Columns(en, ja, key, heading=True, original=None)
    en, ja = (_of_script(table, lang, taken=key) for lang in Lang)
    if en is None or ja is None or en == ja:
        return None
    roles = {heading: role for role, known in ((0, _ORIGINAL), (1, _TRANSLATION)) for heading in known}
    role = {lang: roles.get(names[column]) for lang, column in ((Lang.EN, en), (Lang.JA, ja)) if column < len(names)}
    original = next((lang for lang, number in role.items() if number == 0), None)
    heading = any(number is not None for number in role.values()) or key is not None or _is_heading(table, ja)
    return _Columns(en, ja, key, heading, original)


def _named(names: Sequence[str], lang: Lang) -> int | None:
    return next((k for k, name in enumerate(names) if name in _NAMES[lang] or is_code(name, lang)), None)


def _of_script(table: Sequence[Row], lang: Lang, *, taken: int | None) -> int | None:
    """Return the column with most cells in a language; of several the one with the most text."""
    cells: Counter[int] = Counter()
    own: Counter[int] = Counter()
    size: Counter[int] = Counter()
    for row in table:
        for column, cell in enumerate(row.cells):
            if cell.strip() and column != taken:
                cells[column] += 1
                if _is_in(cell, lang):
                    own[column] += 1
                    size[column] += len(cell)
    mostly = [column for column in own if own[column] >= _MOSTLY * cells[column]]
    return max(mostly, key=lambda column: (size[column], -column), default=None)


def _is_in(cell: str, lang: Lang) -> bool:
    japanese = JAPANESE.search(cell) is not None
    return japanese if lang is Lang.JA else not japanese and _LETTERS.search(cell) is not None


def _is_heading(table: Sequence[Row], ja: int) -> bool:
    """Return whether the first row is a heading: only it has no Japanese in the Japanese column."""
    cells = [row.cells[ja] if ja < len(row.cells) else "" for row in table]
    return len(cells) > 2 and not _is_in(cells[0], Lang.JA) and all(_is_in(cell, Lang.JA) for cell in cells[1:] if cell)
