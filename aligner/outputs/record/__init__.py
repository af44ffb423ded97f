"""The JSON record, schema ``taiyaku/1``: a whole alignment in one file.

    files      reads and writes a record as text
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

from aligner.outputs.record.canonical import DECIMALS, SCHEMA, canonical
from aligner.outputs.record.files import dump, load
from aligner.outputs.record.layout import json_text
from aligner.outputs.record.writing import bead_to_json, evidence_to_json

__all__ = ["DECIMALS", "SCHEMA", "bead_to_json", "canonical", "dump", "evidence_to_json", "json_text", "load"]
