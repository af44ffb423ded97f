"""Reads the beads of gold and predicted files, in every supported format.

- A corpus's ``gold.json`` (``taiyaku-gold/1``): spans of two texts in the same folder, with their digests.
- A record (``taiyaku/1``): segments and their spans, with the texts.
- Vecalign's format: segment numbers, ``[0, 1]:[0]``, whatever follows a second colon.
- Hunalign's ladder: rungs, ``ENGLISH<TAB>JAPANESE<TAB>QUALITY``, between which the beads lie.
- Spans as TSV, ``en_start en_end ja_start ja_end``, an empty pair of cells for a gap; without the texts.
- TMX, and Moses' plain pair of files (by their common name or one of them): the texts of the beads alone.

In every format a segment belongs to one bead; a file that has it in two is refused.
"""

from __future__ import annotations

import hashlib
import re
from codecs import BOM_UTF8
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from aligner.errors import InputError, unreadable
from aligner.gold.passages import moses_files, read_moses, read_tmx
from aligner.model import Lang, Span
from aligner.text.untrusted_json import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from aligner.gold.passages import Passage

#: Segment numbers of a bead, English and Japanese.
Indices: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]
#: Spans of a bead, English and Japanese.
Spans: TypeAlias = tuple[tuple[Span, ...], tuple[Span, ...]]

STDIN = "-"
GOLD_SCHEMA = "taiyaku-gold/1"
RECORD_SCHEMA = "taiyaku/1"

_RUNG = re.compile(r"(\d{1,9})\t(\d{1,9})\t-?[\d.]+(?:[eE][-+]?\d+)?\s*", re.ASCII)
#: The highest rung: every segment below it takes memory.
_HIGHEST_RUNG = 1_000_000
_OFFSET = re.compile(r"\d{1,12}", re.ASCII)
_VECALIGN = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::.*)?")


@dataclass(frozen=True, slots=True)
class Beads:
    """The beads of a file: as segment numbers, as spans, or (a record) both in the same order; or as texts alone.

    ``texts`` and ``sha256`` are by language, and empty where the file does not have them.
    """

    name: str
    indices: tuple[Indices, ...] | None
    spans: tuple[Spans, ...] | None
    texts: Mapping[Lang, str]
    sha256: Mapping[Lang, str]
    passages: tuple[Passage, ...] | None = None


def read_beads(path: Path) -> Beads:
    """The beads of a file; its form is found from its first characters.

    Raises:
        InputError: when it cannot be read, is of no known form, or contradicts itself.
    """
    try:
        if files := moses_files(path):
            return Beads(path.name, None, None, {}, {}, read_moses(*map(_read, files)))
        if _is_xml(content := _bytes(path)):
            return Beads(path.name, None, None, {}, {}, read_tmx(content))
        text = _decoded(content, path)
        start = text.lstrip()[:1]
        if start == "{":
            return _read_json(text, path)
        if start == "[":
            return Beads(path.name, _read_vecalign(text), None, {}, {})
        if start.isdigit() and _is_ladder(text):
            return Beads(path.name, _read_ladder(text), None, {}, {})
        if start.isdigit():
            return Beads(path.name, None, _read_table(text), {}, {})
    except InputError as error:
        if error.name is not None:
            raise
        raise InputError(error.problem, name=str(path), line=error.line) from None
    raise InputError(
        "not beads: expected a record or gold.json, lines such as [0, 1]:[0], a ladder, a table of spans, or TMX",
        name=str(path),
    )


def _read(path: Path) -> str:
    """The text of a UTF-8 file, with its line ends."""
    return _decoded(_bytes(path), path)


def _bytes(path: Path) -> bytes:
    if str(path) == STDIN:
        raise InputError("standard input is not read here; give a file", name=STDIN)
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(error, str(path), "the disk") from None


def _is_xml(content: bytes) -> bool:
    """Whether a file begins as XML does. A byte order mark means UTF-16, which only XML is read in."""
    return content.startswith((b"\xff\xfe", b"\xfe\xff")) or content.removeprefix(BOM_UTF8).lstrip()[:1] == b"<"


def _decoded(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError("not UTF-8, as gold and records are; save it as UTF-8", name=str(path), line=line) from None


def _read_vecalign(text: str) -> tuple[Indices, ...]:
    beads: list[Indices] = []
    for number, line in _lines(text):
        match = _VECALIGN.fullmatch(line)
        if match is None:
            raise InputError("not a bead; expected a line such as [0, 1]:[0]", line=number)
        try:
            en, ja = (tuple(int(cell) for cell in match[k].split(",") if cell.strip()) for k in (1, 2))
        except ValueError:
            raise InputError("not a bead; numbers are separated by commas", line=number) from None
        _refuse_empty(en, ja, number)
        beads.append((en, ja))
    for side, lang in enumerate(Lang):
        _refuse_repeated((k for bead in beads for k in bead[side]), lang)
    return tuple(beads)


def _is_ladder(text: str) -> bool:
    """Whether the first line is a rung: two positions and a quality."""
    return _RUNG.fullmatch(next(line for _, line in _lines(text))) is not None


def _read_ladder(text: str) -> tuple[Indices, ...]:
    beads: list[Indices] = []
    at = None
    for number, line in _lines(text):
        match = _RUNG.fullmatch(line)
        if match is None:
            raise InputError("not a rung; expected two positions and a quality, separated by tabs", line=number)
        rung = int(match[1]), int(match[2])
        if max(rung) > _HIGHEST_RUNG:
            raise InputError(f"a rung above {_HIGHEST_RUNG:,}; no document has so many segments", line=number)
        if at is None and rung != (0, 0):
            raise InputError("the first rung of a ladder is 0, 0", line=number)
        if at is not None:
            if rung == at or rung[0] < at[0] or rung[1] < at[1]:
                raise InputError("a rung that is not above the one before it", line=number)
            beads.append((tuple(range(at[0], rung[0])), tuple(range(at[1], rung[1]))))
        at = rung
    return tuple(beads)


def _read_table(text: str) -> tuple[Spans, ...]:
    beads: list[Spans] = []
    for number, line in _lines(text):
        cells = [cell.strip() for cell in line.split("\t")]
        cells += [""] * (4 - len(cells))
        en, ja = _cells(cells[:2], number), _cells(cells[2:4], number)
        _refuse_empty(en, ja, number)
        beads.append((en, ja))
    return _apart(beads)


def _lines(text: str) -> Iterable[tuple[int, str]]:
    return ((k, line) for k, line in enumerate(text.splitlines(), 1) if line.strip())


def _cells(cells: list[str], line: int) -> tuple[Span, ...]:
    """One side of a row of spans; two empty cells are a gap."""
    if cells == ["", ""]:
        return ()
    if not all(_OFFSET.fullmatch(cell) for cell in cells) or int(cells[0]) > int(cells[1]):
        raise InputError("expected two offsets, the smaller first, or two empty cells", line=line)
    return (Span(int(cells[0]), int(cells[1])),)


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


def _read_json(text: str, path: Path) -> Beads:
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
        _refuse_repeated((index for bead in indices for index in bead[side]), lang)
    spans = {lang: [Span(segment.start, segment.end) for segment in sides[lang].segments] for lang in Lang}
    return Beads(
        name,
        tuple(indices),
        _apart((tuple(spans[Lang.EN][k] for k in en), tuple(spans[Lang.JA][k] for k in ja)) for en, ja in indices),
        {lang: sides[lang].text for lang in Lang},
        {lang: sides[lang].sha256 for lang in Lang},
    )


def _read_gold(gold: _Gold, path: Path) -> Beads:
    sides = {Lang.EN: gold.en, Lang.JA: gold.ja}
    texts = {lang: _read(path.parent / sides[lang].file) for lang in Lang}
    for lang, text in texts.items():
        if hashlib.sha256(text.encode()).hexdigest() != sides[lang].sha256:
            file = path.parent / sides[lang].file
            raise InputError(f"not the text that {path.name} was made for: another sha256", name=str(file))
    for k, bead in enumerate(gold.beads):
        for lang, spans in ((Lang.EN, bead.en), (Lang.JA, bead.ja)):
            if not all(0 <= span.start <= span.end <= len(texts[lang]) for span in spans):
                raise InputError(f"$.beads[{k}].{lang}: not pairs of offsets into the text")
    digests = {lang: sides[lang].sha256 for lang in Lang}
    return Beads(path.name, None, _apart((bead.en, bead.ja) for bead in gold.beads), texts, digests)


def _apart(beads: Iterable[Spans]) -> tuple[Spans, ...]:
    """The beads; refused where the spans of two of them overlap."""
    beads = tuple(beads)
    for side, lang in enumerate(Lang):
        end = 0
        for span in sorted(span for bead in beads for span in bead[side]):
            if span.start < end:
                raise InputError(f"two beads claim the {_NAMES[lang]} text at offset {span.start}")
            end = max(end, span.end)
    return beads


def _refuse_repeated(indices: Iterable[int], lang: Lang) -> None:
    seen: set[int] = set()
    for k in indices:
        if k in seen:
            raise InputError(f"{_NAMES[lang]} segment {k} is in two beads; a segment belongs to one")
        seen.add(k)


def _refuse_empty(en: tuple[object, ...], ja: tuple[object, ...], line: int) -> None:
    if not en and not ja:
        raise InputError("a bead without segments", line=line)


_NAMES: Mapping[Lang, Literal["English", "Japanese"]] = {Lang.EN: "English", Lang.JA: "Japanese"}
