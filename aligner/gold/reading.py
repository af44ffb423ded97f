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

import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.gold.beads import Beads, Indices, Spans, check_unique, without_overlap
from aligner.gold.files import decoded, file_bytes, file_text
from aligner.gold.json_beads import read_json
from aligner.gold.passages import moses_files, read_moses, read_tmx
from aligner.model import Lang, Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_RUNG = re.compile(r"(\d{1,9})\t(\d{1,9})\t-?[\d.]+(?:[eE][-+]?\d+)?\s*", re.ASCII)
#: The highest rung: every segment below it takes memory.
_HIGHEST_RUNG = 1_000_000
_OFFSET = re.compile(r"\d{1,12}", re.ASCII)
_VECALIGN = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::.*)?")


def read_beads(path: Path) -> Beads:
    """The beads of a file; its form is found from its first characters.

    Raises:
        InputError: when it cannot be read, is of no known form, or contradicts itself.
    """
    try:
        if files := moses_files(path):
            return Beads(path.name, None, None, {}, {}, read_moses(*map(file_text, files)))
        if _is_xml(content := file_bytes(path)):
            return Beads(path.name, None, None, {}, {}, read_tmx(content))
        text = decoded(content, path)
        start = text.lstrip()[:1]
        if start == "{":
            return read_json(text, path)
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


def _is_xml(content: bytes) -> bool:
    """Whether a file begins as XML does. A byte order mark means UTF-16, which only XML is read in."""
    return content.startswith((b"\xff\xfe", b"\xfe\xff")) or content.removeprefix(BOM_UTF8).lstrip()[:1] == b"<"


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
        check_unique((k for bead in beads for k in bead[side]), lang)
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
    return without_overlap(beads)


def _lines(text: str) -> Iterable[tuple[int, str]]:
    return ((k, line) for k, line in enumerate(text.splitlines(), 1) if line.strip())


def _cells(cells: list[str], line: int) -> tuple[Span, ...]:
    """One side of a row of spans; two empty cells are a gap."""
    if cells == ["", ""]:
        return ()
    if not all(_OFFSET.fullmatch(cell) for cell in cells) or int(cells[0]) > int(cells[1]):
        raise InputError("expected two offsets, the smaller first, or two empty cells", line=line)
    return (Span(int(cells[0]), int(cells[1])),)


def _refuse_empty(en: tuple[object, ...], ja: tuple[object, ...], line: int) -> None:
    if not en and not ja:
        raise InputError("a bead without segments", line=line)
