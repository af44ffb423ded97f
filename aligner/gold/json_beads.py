"""Reads the beads of JSON files: a corpus's ``gold.json`` and a record.

The classes are the parts of these files that are read.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from aligner.errors import InputError
from aligner.gold.beads import Beads, Indices, check_unique, without_overlap
from aligner.gold.files import file_text
from aligner.model import Lang, Span
from aligner.text.untrusted_json import decode

if TYPE_CHECKING:
    from pathlib import Path

GOLD_SCHEMA = "taiyaku-gold/1"
RECORD_SCHEMA = "taiyaku/1"


class _Head(msgspec.Struct):
    schema: str


class _RecordSide(msgspec.Struct):
    text: str
    sha256: str
    segments: list[_Segment]


class _Segment(msgspec.Struct):
    start: int
    end: int


class _RecordBead(msgspec.Struct):
    en: tuple[int, ...]
    ja: tuple[int, ...]


class _Record(msgspec.Struct):
    """The fields of a record that are read."""

    en: _RecordSide
    ja: _RecordSide
    beads: list[_RecordBead]


class _GoldSide(msgspec.Struct):
    file: str
    sha256: str


class _GoldBead(msgspec.Struct):
    en: tuple[Span, ...]
    ja: tuple[Span, ...]


class _Gold(msgspec.Struct):
    """The fields of ``gold.json`` that are read."""

    en: _GoldSide
    ja: _GoldSide
    beads: list[_GoldBead]


def read_json(text: str, path: Path) -> Beads:
    """The beads of a JSON text.

    Raises:
        InputError: when it is of another schema, or something is missing, of another type, or contradicts the rest.
    """
    schema = decode(text, _Head).schema
    if schema == RECORD_SCHEMA:
        return _read_record(decode(text, _Record), path.name)
    if schema == GOLD_SCHEMA:
        return _read_gold(decode(text, _Gold), path)
    raise InputError(f"its schema is {schema!r}; expected {GOLD_SCHEMA!r} or {RECORD_SCHEMA!r}")


def _read_record(record: _Record, name: str) -> Beads:
    sides = {Lang.EN: record.en, Lang.JA: record.ja}
    indices: list[Indices] = [(bead.en, bead.ja) for bead in record.beads]
    for side, lang in enumerate(Lang):
        segments = range(len(sides[lang].segments))
        for k, bead in enumerate(indices):
            if not all(index in segments for index in bead[side]):
                raise InputError(f"$.beads[{k}].{lang}: not ids of existing segments")
        check_unique((index for bead in indices for index in bead[side]), lang)
    en, ja = ([Span(segment.start, segment.end) for segment in sides[lang].segments] for lang in Lang)
    return Beads(
        name,
        tuple(indices),
        without_overlap((tuple(en[k] for k in bead.en), tuple(ja[k] for k in bead.ja)) for bead in record.beads),
        {lang: sides[lang].text for lang in Lang},
        {lang: sides[lang].sha256 for lang in Lang},
    )


def _read_gold(gold: _Gold, path: Path) -> Beads:
    sides = {Lang.EN: gold.en, Lang.JA: gold.ja}
    texts = {lang: file_text(path.parent / sides[lang].file) for lang in Lang}
    for lang, text in texts.items():
        if hashlib.sha256(text.encode()).hexdigest() != sides[lang].sha256:
            file = path.parent / sides[lang].file
            raise InputError(f"not the text that {path.name} was made for: another sha256", name=str(file))
    for k, bead in enumerate(gold.beads):
        for lang, spans in ((Lang.EN, bead.en), (Lang.JA, bead.ja)):
            if not all(0 <= span.start <= span.end <= len(texts[lang]) for span in spans):
                raise InputError(f"$.beads[{k}].{lang}: not pairs of offsets into the text")
    digests = {lang: sides[lang].sha256 for lang in Lang}
    return Beads(path.name, None, without_overlap((bead.en, bead.ja) for bead in gold.beads), texts, digests)
