"""Glossary files: two columns of terms in a text file or a workbook, or TBX.

    # comment
    en → ja → status          a heading may name the columns, in any order
    server → サーバー
    server → サーバ → forbidden

Columns are separated by tabs, in a file named ``.csv`` by commas. Without a heading, the column with more Japanese is
the Japanese one. Every error names the file and the line, and says what to do.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.formats.detect import recognise
from aligner.document.formats.excel import sheets_of
from aligner.document.formats.office.columns import bilingual_columns
from aligner.document.reading import read_bytes, source_from_bytes
from aligner.errors import InputError
from aligner.evidence.glossary.tbx import is_tbx, read_tbx
from aligner.evidence.glossary.terms import NO_GLOSSARY, Entry, Glossary, Status
from aligner.text.scripts import count_scripts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.document.source import SourceText
    from aligner.settings import Settings

#: Columns of a workbook that are read.
_MOST_COLUMNS = 100


def load_glossary(settings: Settings) -> Glossary:
    """Loads the glossary that the settings name, or an empty one.

    Raises:
        InputError: the file cannot be read, or one of its lines is not an entry.
    """
    if settings.glossary is None:
        return NO_GLOSSARY
    path = str(settings.glossary)
    data = read_bytes(path, settings)
    if recognise(data) == "xlsx":
        return _glossary(_read_workbook(data, path, settings), path, data)
    source = _read(data, path, settings)
    read = read_tbx if is_tbx(source.text) else _read_columns
    return _glossary(read(source.text, path), path, source.text.encode("utf-8"))


def _read(data: bytes, path: str, settings: Settings) -> SourceText:
    """The file's text; ``--encoding`` is used only where the encoding cannot be detected."""
    try:
        return source_from_bytes(data, path, replace(settings, encoding=None, input_format="plain"))
    except InputError:
        if settings.encoding is None:
            raise
        return source_from_bytes(data, path, replace(settings, input_format="plain"))


def _glossary(read: Iterator[Entry], path: str, content: bytes) -> Glossary:
    entries = _consistent(read, path)
    if not entries:
        raise InputError("holds no pair of an English and a Japanese term; give one a line", name=path)
    return Glossary(entries, path.replace("\\", "/").rpartition("/")[2], hashlib.sha256(content).hexdigest())


def _consistent(entries: Iterator[Entry], name: str) -> tuple[Entry, ...]:
    """Each pair once; a pair with two statuses is an error."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        before = seen.setdefault((entry.en, entry.ja), entry)
        if before.status is not entry.status:
            raise InputError(
                f"{entry.en} = {entry.ja} is {entry.status} here and {before.status} in line {before.line}; "
                "remove one of the two",
                name=name,
                line=entry.line,
            )
    return tuple(seen.values())


class _Row(NamedTuple):
    line: int
    cells: list[str]


class _Columns(NamedTuple):
    """The positions of the columns, and whether a heading names them."""

    en: int
    ja: int
    status: int | None
    named: bool


def _read_columns(text: str, name: str) -> Iterator[Entry]:
    rows = list(_rows(text, name))
    columns = _heading(rows[0].cells) if rows else None
    if columns is not None:
        rows = rows[1:]
    else:
        columns = _by_script(rows)
    for row in rows:
        yield _entry(row, columns, name)


def _read_workbook(data: bytes, name: str, settings: Settings) -> Iterator[Entry]:
    """The entries of the sheets whose first row names the columns; without any, of the first sheet with two languages.

    A row without a term in one of the languages is left out, because workbooks list terms that are not translated yet.
    """
    sheets = [[_Row(k, _cells(row)) for k, row in rows.items()] for _, rows in sheets_of(data, name, settings)]
    named = [(rows[1:], columns) for rows in sheets if (columns := _heading(rows[0].cells)) is not None]
    for rows, columns in named or [(rows, pair) for rows in sheets if (pair := _by_languages(rows))][:1]:
        for row in rows:
            if max(columns.en, columns.ja) < len(row.cells) and row.cells[columns.en] and row.cells[columns.ja]:
                yield _entry(row, columns, name)


def _cells(row: Mapping[int, str]) -> list[str]:
    return [" ".join(row.get(column, "").split()) for column in range(1, min(max(row), _MOST_COLUMNS) + 1)]


def _by_languages(rows: Sequence[_Row]) -> _Columns | None:
    """The columns with English and with Japanese terms; other columns may precede them or lie between them."""
    pair = bilingual_columns([dict(enumerate(row.cells)) for row in rows])
    return None if pair is None else _Columns(pair.en, pair.ja, None, named=False)


def _rows(text: str, name: str) -> Iterator[_Row]:
    """The rows other than blank ones and comments."""
    lines = text.splitlines()
    if name.casefold().endswith(".csv"):
        without_comments = ("\n" if line.startswith("#") else line + "\n" for line in lines)
        reader = csv.reader(without_comments, strict=True, skipinitialspace=True)
        start = 0
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield _Row(start + 1, [cell.strip() for cell in cells])
                start = reader.line_num
        except csv.Error as error:
            raise InputError(
                f"not CSV: {error}; close the quotation mark, or double it inside a cell", name=name, line=start + 1
            ) from None
        return
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            yield _Row(number, [cell.strip() for cell in line.split("\t")])


def _heading(cells: Sequence[str]) -> _Columns | None:
    names = _words("columns")
    positions = {names[cell.casefold()]: k for k, cell in reversed(list(enumerate(cells))) if cell.casefold() in names}
    if not {"en", "ja"} <= positions.keys():
        return None
    return _Columns(positions["en"], positions["ja"], positions.get("status"), named=True)


def _by_script(rows: Sequence[_Row]) -> _Columns:
    """The first two columns; the one with more Japanese is the Japanese one."""
    japanese = [sum(count_scripts(row.cells[k])[1] for row in rows if len(row.cells) > k) for k in (0, 1)]
    en, ja = (1, 0) if japanese[0] > japanese[1] else (0, 1)
    return _Columns(en, ja, 2, named=False)


def _entry(row: _Row, columns: _Columns, name: str) -> Entry:
    def problem(text: str) -> InputError:
        return InputError(text, name=name, line=row.line)

    if len(row.cells) == 1:
        raise problem("one column where two are needed; part English and Japanese by a tab (in a .csv file by a comma)")
    en, ja = (row.cells[k] if k < len(row.cells) else "" for k in (columns.en, columns.ja))
    for term, language in ((en, "English"), (ja, "Japanese")):
        if not any(char.isalnum() for char in term):
            raise problem(f"no {language} term; give one or remove the line")
    if count_scripts(en)[1] and not count_scripts(ja)[1]:
        raise problem(f"{en!r} stands where English should; swap the columns of this line")
    status = row.cells[columns.status] if columns.status is not None and columns.status < len(row.cells) else ""
    known = _words("status").get(status.casefold())
    # Without a heading a third column may hold anything: notes, a subject.
    if known is None and columns.named:
        raise problem(f"unknown status {status!r}; use preferred, admitted, deprecated or forbidden")
    return Entry(en, ja, row.line, Status(known or Status.ALLOWED))


@cache
def _words(table: str) -> Mapping[str, str]:
    """Word → meaning, from a table of `columns.toml`."""
    text = files("aligner.evidence.glossary").joinpath("columns.toml").read_text("utf-8")
    return {word: meaning for meaning, words in tomllib.loads(text)[table].items() for word in words}
