"""Reads and writes a record as JSON text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.outputs.record.canonical import canonical
from aligner.outputs.record.layout import laid_out
from aligner.outputs.record.reading import record_from_json
from aligner.outputs.record.writing import record_to_json

if TYPE_CHECKING:
    from aligner.model import Record


def dump(record: Record) -> str:
    """The record as JSON text with a line end; values that are not canonical are rounded."""
    return laid_out(record_to_json(canonical(record))) + "\n"


def load(text: str, *, name: str | None = None) -> Record:
    """The record that ``dump`` wrote.

    Args:
        text: JSON text.
        name: the file it comes from, for messages.

    Raises:
        InputError: when it is no JSON, another schema, or a record that contradicts itself.
    """
    try:
        return record_from_json(text)
    except RecursionError:
        raise InputError("not a usable taiyaku record: nested too deeply", name=name) from None
    except InputError as error:
        if error.line is None:
            remedy = "" if ";" in error.problem else "; give one that align --format json wrote"
            raise InputError(f"not a usable taiyaku record: {error.problem}{remedy}", name=name) from None
        raise InputError(
            f"{error.problem}; give a record that align --format json wrote", name=name, line=error.line
        ) from None
