"""Every export that lists beads, read back: what other programs would get out of it.

Each reader takes the files as written and gives rows; what a format does not say is None. Replaced characters are put
back from the notes beside them.
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from docx import Document
from lxml import etree
from openpyxl import load_workbook
from pyarrow import parquet

from aligner.model import Bead, Lang
from aligner.outputs import comma_separated, record, tsv
from aligner.outputs.options import Listing
from aligner.outputs.rows import kind_of, rows
from aligner.outputs.table import COLUMNS
from aligner.outputs.xliff21 import METADATA
from aligner.text.replacing import restored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lxml.etree import _Element as Element

    from aligner.model import Record

_T = TypeVar("_T")
Sides = tuple[_T, _T]


@dataclass(frozen=True)
class Read:
    """A bead as a file tells it; pairs are English and Japanese, findings are told by their messages."""

    texts: Sides[str] | None = None
    segments: Sides[str] | None = None
    lines: Sides[str] | None = None
    kind: str | None = None
    confidence: float | None = None
    findings: tuple[str, ...] | None = None
    finding_kinds: tuple[str, ...] | None = None
    noted: bool = False  # whether replaced characters had to be put back


def expected(made: Record, listing: Listing) -> list[Read]:
    """What there is to tell of a record."""
    return [
        Read(
            texts=_sides(row.texts.__getitem__),
            segments=_sides(row.segments),
            lines=_sides(row.place),
            kind=str(row.kind),
            confidence=round(row.bead.confidence, 6),
            findings=tuple(it.message["en"] for it in row.findings),
            finding_kinds=tuple(f"{it.severity} {it.kind}" for it in row.findings),
        )
        for row in rows(made, listing)
    ]


def _sides(of: Callable[[Lang], _T]) -> Sides[_T]:
    return of(Lang.EN), of(Lang.JA)


def read_json(files: Mapping[str, bytes]) -> list[Read]:
    return expected(record.load(files[""].decode()), Listing())


def read_jsonl(files: Mapping[str, bytes]) -> list[Read]:
    read = []
    for line in files[""].decode().split("\n")[:-1]:
        it = json.loads(line)
        sides = "en", "ja"
        read.append(
            Read(
                texts=(it["en_text"], it["ja_text"]),
                segments=_pair(" ".join(map(str, it[side])) for side in sides),
                lines=_pair(_place(it[f"{side}_lines"]) for side in sides),
                kind=_kind(it["en"], it["ja"], moved=it["moved"]),
                confidence=it["confidence"],
                finding_kinds=tuple(f"{found['severity']} {found['kind']}" for found in it["findings"]),
            )
        )
    return read


def read_table(rows: Sequence[tuple[str, ...]]) -> list[Read]:
    assert rows[0] == COLUMNS
    return [
        Read(
            texts=(row[7], row[8]),
            segments=(row[3], row[4]),
            lines=(row[5], row[6]),
            kind=row[1],
            confidence=float(row[2]),
            **_told(row[9].split(" / ") if row[9] else ()),
        )
        for row in rows[1:]
    ]


def read_tsv(files: Mapping[str, bytes]) -> list[Read]:
    return read_table(tsv.parse(files[""].decode()))


def read_csv(files: Mapping[str, bytes]) -> list[Read]:
    return read_table(comma_separated.parse(files[""].decode()))


def read_vecalign(files: Mapping[str, bytes]) -> list[Read]:
    read = []
    for line in files[""].decode().splitlines():
        en, ja, cost = line.split(":")
        sides = _pair(" ".join(map(str, ast.literal_eval(side))) for side in (en, ja))
        read.append(Read(segments=sides, confidence=round(1 - float(cost), 6)))
    return read


def read_ladder(files: Mapping[str, bytes]) -> list[Read]:
    rungs = [line.split("\t") for line in files[""].decode().splitlines()]
    return [
        Read(
            segments=_pair(
                " ".join(map(str, range(int(a), int(b)))) for a, b in zip(below[:2], above[:2], strict=True)
            ),
            confidence=float(below[2]),
        )
        for below, above in pairwise(rungs)
    ]


def read_moses(files: Mapping[str, bytes]) -> list[Read]:
    en, ja = (files[part].decode().split("\n")[:-1] for part in (".en", ".ja"))
    return [Read(texts=texts) for texts in zip(en, ja, strict=True)]


def read_tmx(files: Mapping[str, bytes]) -> list[Read]:
    def variant(unit: Element, lang: Lang) -> dict[str, str]:
        for it in unit.iterfind("tuv"):
            if it.get("{http://www.w3.org/XML/1998/namespace}lang") == lang:
                return {"text": it.findtext("seg") or "", **_props(it)}
        return {"text": "", "x-lines": "", "x-segments": ""}

    read = []
    for unit in etree.fromstring(files[""], etree.XMLParser(huge_tree=True)).iter("tu"):
        en, ja = variant(unit, Lang.EN), variant(unit, Lang.JA)
        read.append(
            Read(
                texts=_pair(restored(it["text"], it.get("x-replaced", "")) for it in (en, ja)),
                noted="x-replaced" in en | ja,
                segments=_pair(it["x-segments"] for it in (en, ja)),
                lines=_pair(it["x-lines"] for it in (en, ja)),
                kind=_props(unit)["x-kind"],
                confidence=float(_props(unit)["x-confidence"]),
                **_told(note.text or "" for note in unit.iterfind("note")),
            )
        )
    return read


def _props(element: Element) -> dict[str, str]:
    return {str(it.get("type")): it.text or "" for it in element.iterfind("prop")}


def read_xliff(files: Mapping[str, bytes]) -> list[Read]:
    root = etree.fromstring(files[""], etree.XMLParser(huge_tree=True))
    file = root[0]
    source = str(file.get("source-language"))
    read = []
    for unit in root.iter("{*}trans-unit"):
        said = {str(it.get("context-type")): it.text or "" for it in unit.iter("{*}context")}
        texts = {source: unit.findtext("{*}source") or "", _other(source): unit.findtext("{*}target") or ""}
        read.append(
            Read(
                texts=_pair(restored(texts[side], said.get(f"x-{side}-replaced", "")) for side in Lang),
                noted=any(type_.endswith("replaced") for type_ in said),
                segments=_pair(said.get(f"x-{side}-segments", "") for side in Lang),
                lines=_pair(said.get(f"x-{side}-lines", "") for side in Lang),
                kind=said["x-kind"],
                confidence=float(said["x-confidence"]),
                **_told(note.text or "" for note in unit.iterfind("{*}note")),
            )
        )
    return read


def read_xliff21(files: Mapping[str, bytes]) -> list[Read]:
    root = etree.fromstring(files[""], etree.XMLParser(huge_tree=True))
    source = str(root.get("srcLang"))
    read = []
    for unit in root.iter("{*}unit"):
        said = {str(it.get("type")): it.text or "" for it in unit.iter(f"{{{METADATA}}}meta")}
        texts = {source: _with_code_points(unit, "source"), _other(source): _with_code_points(unit, "target")}
        read.append(
            Read(
                texts=_pair(texts[side] for side in Lang),
                noted=unit.find("{*}segment/{*}source/{*}cp") is not None,
                segments=_pair(said.get(f"{side}-segments", "") for side in Lang),
                lines=_pair(said.get(f"{side}-lines", "") for side in Lang),
                kind=said["kind"],
                confidence=float(said["confidence"]),
                **_told(note.text or "" for note in unit.iter("{*}note")),
            )
        )
    return read


def _with_code_points(unit: Element, tag: str) -> str:
    content = unit.find(f"{{*}}segment/{{*}}{tag}")
    if content is None:
        return ""
    inner = ((chr(int(str(it.get("hex")), 16)), it.tail or "") for it in content)
    return (content.text or "") + "".join(char + tail for char, tail in inner)


def _other(lang: str) -> str:
    return Lang(lang).other


def read_xlsx(files: Mapping[str, bytes]) -> list[Read]:
    """As Excel reads it: escapes undone, rows that go on joined by their number."""
    sheet = load_workbook(BytesIO(files[""])).worksheets[0]
    heads = [str(cell.value) for cell in sheet[1]]
    beads: dict[object, dict[str, str]] = {}
    for row in sheet.iter_rows(min_row=2):
        assert all(cell.data_type in {"s", "n"} for cell in row)
        cells = {head: _unescaped(cell.value) for head, cell in zip(heads, row, strict=True)}
        bead = beads.setdefault(cells["Bead"], dict.fromkeys(heads, ""))
        for head in heads:
            if head in {"English", "Japanese", "Findings"} or not bead[head]:
                bead[head] += cells[head]
    kinds = {"Pair": "pair", "In a different place": "moved", "Only in English": "en-only"}
    read = []
    for bead in beads.values():
        notes = dict(line.split(": ", 1) for line in bead.get("Replaced characters", "").split("\n") if line)
        read.append(
            Read(
                texts=_pair(restored(bead[side], notes.get(side, "")) for side in ("English", "Japanese")),
                noted=bool(notes),
                lines=(bead["Lines (English)"], bead["Lines (Japanese)"]),
                kind=kinds.get(bead["Kind"], "ja-only"),
                confidence=float(bead["Confidence"]),
                findings=_without_numbers(bead["Findings"]),
            )
        )
    return read


def _unescaped(value: object) -> str:
    if value is None:
        return ""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), str(value))


def read_docx(files: Mapping[str, bytes]) -> list[Read]:
    table = Document(BytesIO(files[""])).tables[0]
    columns = [cell.text for cell in table.rows[0].cells]
    read = []
    for row in table.rows[1:]:
        cells = dict(zip(columns, (cell.text for cell in row.cells), strict=True))
        said, _, replaced = cells["Finding"].partition("Replaced characters\n")
        notes = dict(line.split(": ", 1) for line in replaced.split("\n") if line)
        findings = "\n".join(line for line in said.split("\n") if not line.startswith("Certainty: "))
        read.append(
            Read(
                texts=_pair(restored(cells[side], notes.get(side, "")) for side in ("English", "Japanese")),
                noted=bool(notes),
                findings=_without_numbers(findings),
            )
        )
    return read


def _without_numbers(said: str) -> tuple[str, ...]:
    """The findings of a cell, without the number that the report gives them and their severity."""
    return tuple(it.split(": ", 1)[1] for it in re.split(r"(?:^|\n)\d+\. ", said.strip("\n"))[1:])


def _told(findings: Iterable[str]) -> dict[str, Any]:
    """Findings as ``severity kind: message``."""
    parted = [it.split(": ", 1) for it in findings]
    return {"findings": tuple(message for _, message in parted), "finding_kinds": tuple(kind for kind, _ in parted)}


def read_parquet(files: Mapping[str, bytes]) -> list[Read]:
    return [
        Read(
            texts=_pair(restored(it[side], it[f"{side}_replaced"] or "") for side in Lang),
            noted=it["en_replaced"] is not None,
            segments=_pair(" ".join(map(str, it[f"{side}_ids"])) for side in Lang),
            lines=_pair(_place(it[f"{side}_lines"]) for side in Lang),
            kind=it["kind"],
            confidence=it["confidence"],
            findings=tuple(found["message_en"] for found in it["findings"]),
            finding_kinds=tuple(f"{found['severity']} {found['kind']}" for found in it["findings"]),
        )
        for it in parquet.read_table(BytesIO(files[""])).to_pylist()
    ]


def read_markdown(files: Mapping[str, bytes]) -> list[Read]:
    """The table, whose texts are on one line, with the numbers of the findings; these are listed above it."""
    lines = files[""].decode().split("\n")
    listed = (re.fullmatch(r"(\d+)\. \*\*\w+\*\* (?:\(.*?\) )?(.*)", line) for line in lines)
    findings = {it[1]: re.sub(r"\\(.)", r"\1", it[2]) for it in listed if it}
    table = [line for line in lines if line.startswith("| ")]
    places = {"English": (0, 1), "Japanese": (2, 3)}
    if "| Japanese | Lines |" in table[0]:
        places = {"English": (2, 3), "Japanese": (0, 1)}
    read = []
    for line in table[1:]:
        cells = [re.sub(r"\\(.)", r"\1", cell) for cell in re.split(r" (?<!\\)\| ", line[2:-2])]
        said = [_numbers(it) for it in cells[4].split(", ") if it]
        read.append(
            Read(
                texts=_pair(cells[column] for _, column in places.values()),
                lines=_pair(cells[column] for column, _ in places.values()),
                findings=tuple(findings[str(number)] for numbers in said for number in numbers),
            )
        )
    return read


def _numbers(said: str) -> range:
    """``3`` or ``3–5``."""
    first, _, last = said.partition("–")
    return range(int(first), int(last or first) + 1)


def _pair(values: Iterable[str]) -> Sides[str]:
    """Two values, the English one first."""
    en, ja = values
    return en, ja


def _place(lines: Sequence[int] | None) -> str:
    if lines is None:
        return ""
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}–{lines[1]}"


def _kind(en: Sequence[int], ja: Sequence[int], *, moved: bool) -> str:
    return str(kind_of(Bead(0, tuple(en), tuple(ja), 1.0, moved=moved)))


READERS: Mapping[str, Callable[[Mapping[str, bytes]], list[Read]]] = {
    "json": read_json,
    "jsonl": read_jsonl,
    "vecalign": read_vecalign,
    "ladder": read_ladder,
    "tsv": read_tsv,
    "csv": read_csv,
    "md": read_markdown,
    "tmx": read_tmx,
    "xliff": read_xliff,
    "xliff21": read_xliff21,
    "xlsx": read_xlsx,
    "docx": read_docx,
    "moses": read_moses,
    "parquet": read_parquet,
}
