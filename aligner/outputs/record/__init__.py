"""The JSON record, schema ``taiyaku/1``: a whole alignment in one file.

    canonical  a record with the precision that the file has
    writing    from a record to the values of its JSON
    layout     from values to text
    reading    from text back to a record, with its checks

All other outputs can be made from the record. `docs/taiyaku-1.schema.json` is its published schema.

Rules: the same record gives the same bytes. Keys have the order of the schema, and mappings are sorted by key. Exact
numbers are strings. Floats (confidence, score, feature, weight) are rounded to six decimals. A ``canonical`` record is
already rounded, so it does not change when it is written and read: ``load(dump(x)) == x``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.outputs.record.canonical import DECIMALS, SCHEMA, canonical
from aligner.outputs.record.layout import json_text, laid_out
from aligner.outputs.record.reading import record_from_json
from aligner.outputs.record.writing import bead_to_json, evidence_to_json, record_to_json

if TYPE_CHECKING:
    from aligner.model import Record

__all__ = ["DECIMALS", "SCHEMA", "bead_to_json", "canonical", "dump", "evidence_to_json", "json_text", "load"]


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
