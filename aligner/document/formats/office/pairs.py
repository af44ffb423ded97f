"""Rows that hold a text beside its translation, as the two texts of a file of pairs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.languages import leaning
from aligner.document.source import Extract, SourceText, is_printed
from aligner.model import Counted, Lang, ParagraphKind, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.document.formats.office.columns import Columns

#: Headings of columns of pairs.
_LABEL = re.compile(
    r"(?:en|ja|jp)(?:[-_ ](?:us|gb|uk|jp))?|english|japanese|source|target|original|translation|(?:source|target) text"
    r"|英語|日本語|英文|和文|英訳|和訳|原文|訳文|翻訳|対訳|原語|訳語",
    re.IGNORECASE,
)
#: From this lean on (`leaning`), a cell is in the language of the other column.
_AGAINST = 0.5


class PairedRow(NamedTuple):
    """A row of a table of pairs: its key in the file, its number, and by column text and place."""

    key: str
    number: int
    texts: Mapping[int, str]
    origins: Mapping[int, str]


def paired_texts(
    name: str, tables: Sequence[tuple[Sequence[PairedRow], Columns]], *, form: str, counted: Counted
) -> tuple[SourceText, ...]:
    """Return the two texts of tables of pairs, that of the left column first; labels over the columns are left out.

    Raises:
        InputError: when a column holds nothing.
    """
    first = min(Lang, key=tables[0][1].of)
    made = []
    for lang in (first, first.other):
        extract = Extract(name, format_name=form, lang=lang, counted=counted)
        for rows, columns in tables:
            for k, row in enumerate(rows):
                if k == 0 and _is_heading(row, columns):
                    continue
                text = row.texts.get(columns.of(lang), "")
                if is_printed(text):
                    origin = row.origins[columns.of(lang)]
                    extract.add(text, ParagraphKind.BODY, line=row.number, origin=origin, unit=Unit(row.key))
        made.append(extract.source())
    return tuple(made)


def _is_heading(row: PairedRow, columns: Columns) -> bool:
    """Return whether a first row names the columns: by a label, or in a language that is not the column's."""
    for lang in Lang:
        text = row.texts.get(columns.of(lang), "").strip()
        lean = leaning(text)
        if _LABEL.fullmatch(text) or (lean >= _AGAINST if lang is Lang.JA else lean <= -_AGAINST):
            return True
    return False
