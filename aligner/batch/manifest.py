"""Manifests: which files are translations of each other, as a table with a row for each pair.

TSV (the first line names the columns; without one the first two are source and target), JSON (an array of objects) or
JSON Lines. Names are URLs, or paths relative to the manifest's folder. A file that holds both languages is its own
translation. A row with one empty side is an unpaired file with the reason; a run skips it.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from aligner.batch.files import beside, check_readable, is_url, read_bytes
from aligner.errors import InputError, OutputError
from aligner.outputs.record import json_text
from aligner.text.untrusted_json import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

COLUMNS = ("source", "target", "confidence", "reasons")
STDIN = "-"
#: The start of an element of a JSON array, or the end of the array.
_ELEMENT = re.compile(r"[^\s,]")
#: What no cell of the table can hold: separators of cells and rows, and bytes that are not UTF-8.
_NO_CELL = re.compile("[\t\n\r\ud800-\udfff]|^ | $")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A row of a manifest.

    Attributes:
        source: the original, a path or URL; "" for an unpaired translation.
        target: the translation; the source again if one file holds both; "" for an unpaired original.
        confidence: the probability that they are translations of each other; None if a user stated the pair.
        reasons: the evidence for the pair, or the reason why a file is unpaired.
    """

    source: str
    target: str
    confidence: float | None = None
    reasons: tuple[str, ...] = ()

    @property
    def is_pair(self) -> bool:
        """Whether both files are there."""
        return bool(self.source and self.target)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Rows, and the folder that their paths are relative to ("" for the working folder)."""

    entries: tuple[Entry, ...]
    folder: str = ""

    @property
    def pairs(self) -> list[Entry]:
        """The rows that are pairs."""
        return [entry for entry in self.entries if entry.is_pair]

    def place(self, name: str) -> str:
        """Return where a file of a row is: a URL or an absolute path."""
        place = beside(self.folder, name)
        return place if is_url(place) else os.path.abspath(place)  # noqa: PTH100  # links stay as they are


def read_manifest(name: str) -> Manifest:
    """Read a manifest; ``-`` is standard input.

    Raises:
        InputError: if it cannot be read, or a row is wrong; the message names the line.
    """
    text = _decoded(sys.stdin.buffer.read() if name == STDIN else read_bytes(name), name)
    kind = _kind_of(name, text)
    rows = {"json": _json_rows, "jsonl": _json_lines, "tsv": _tsv_rows}[kind](text, name)
    entries: list[Entry] = []
    lines: dict[tuple[str, str], int] = {}
    for line, row in rows:
        entry = _entry(row, name, line)
        before = lines.setdefault((entry.source, entry.target), line)
        if before != line:
            raise InputError(f"this pair is already in line {before}; remove one of the two", name=name, line=line)
        entries.append(entry)
    if not any(entry.is_pair for entry in entries):
        raise InputError("holds no pairs; give rows of source and target", name=name)
    return Manifest(tuple(entries), "" if name == STDIN else _folder_of(name))


def write_manifest(entries: Iterable[Entry], *, form: str, folder: str = "") -> bytes:
    """Write rows as the bytes of a manifest.

    Args:
        entries: the rows.
        form: ``tsv``, ``json`` or ``jsonl``.
        folder: the folder that paths become relative to.

    Raises:
        OutputError: if TSV cannot hold a name.
    """
    rows = [_row(entry, folder) for entry in entries]
    if form == "json":
        return ("[\n" + ",\n".join(map(json_text, rows)) + "\n]\n").encode()
    if form == "jsonl":
        return "".join(json_text(row) + "\n" for row in rows).encode()
    lines = ["\t".join(COLUMNS)]
    for row in rows:
        if bad := next((row[key] for key in ("source", "target") if _NO_CELL.search(row[key])), None):
            raise OutputError(f"{bad!r}: TSV cannot hold this name; write the manifest as .json")
        confidence = "" if row["confidence"] is None else f"{row['confidence']:.4f}"
        reasons = "; ".join(" ".join(reason.split()) for reason in row["reasons"])
        lines.append("\t".join((row["source"], row["target"], confidence, reasons)))
    return ("\n".join(lines) + "\n").encode()


def form_of(name: str) -> str:
    """Return the format for a manifest's suffix; TSV for unknown suffixes."""
    suffix = posixpath.splitext(name)[1].lower()
    return {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}.get(suffix, "tsv")


def _row(entry: Entry, folder: str) -> dict[str, Any]:
    source, target = (_seen_from(folder, name) for name in (entry.source, entry.target))
    confidence = None if entry.confidence is None else round(entry.confidence, 4)
    return {"source": source, "target": target, "confidence": confidence, "reasons": list(entry.reasons)}


def _seen_from(folder: str, name: str) -> str:
    if not name or is_url(name):
        return name
    if is_url(folder):
        return str(Path(name).absolute())
    return Path(os.path.relpath(name, folder or ".")).as_posix()


def _folder_of(name: str) -> str:
    """Return the folder of a manifest."""
    first, chain, rest = name.partition("::")
    return posixpath.dirname(first) + chain + rest if is_url(name) else os.path.dirname(name)  # noqa: PTH120


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("is not UTF-8; save the manifest in UTF-8", name=name, line=line) from None


def _kind_of(name: str, text: str) -> str:
    """Return the format of a manifest by its suffix, or else by its first character."""
    form = form_of(name)
    if form == "tsv" and posixpath.splitext(name)[1].lower() not in {".tsv", ".txt", ".tab"}:
        start = text.lstrip()[:1]
        return {"[": "json", "{": "jsonl"}.get(start, "tsv")
    return form


def _tsv_rows(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    lines = text.split("\n")
    first = lines[0].rstrip("\r").split("\t")
    headed = {"source", "target"} <= {cell.strip().casefold() for cell in first}
    columns: Sequence[str] = [cell.strip().casefold() for cell in first] if headed else COLUMNS
    for number, line in enumerate(lines[headed:], 1 + headed):
        cells = line.rstrip("\r").split("\t")
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) < 2:
            raise InputError("has one column; give source and target, separated by a tab", name=name, line=number)
        row: dict[str, Any] = dict(zip(columns, cells, strict=False))
        row["reasons"] = [reason for reason in row.get("reasons", "").split("; ") if reason]
        if row.get("confidence", "").strip():
            try:
                row["confidence"] = float(row["confidence"])
            except ValueError:
                problem = f"confidence is {row['confidence']!r}, not a number from 0 to 1"
                raise InputError(problem, name=name, line=number) from None
        else:
            row["confidence"] = None
        yield number, row


class _JsonRow(msgspec.Struct):
    source: str = ""
    target: str = ""
    confidence: float | None = None
    reasons: list[str] = []


def _json_rows(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the elements of an array, each with the line on which it starts."""
    try:
        rows = decode(text, list[msgspec.Raw])
    except InputError as error:
        raise InputError(f"not a usable manifest: {error.problem}", name=name, line=error.line) from None
    for number, row in zip(_element_lines(text), rows, strict=True):
        yield number, _json_row(bytes(row), name, number)


def _element_lines(text: str) -> Iterator[int]:
    """Yield the lines on which the elements of a JSON array start."""
    decoder = json.JSONDecoder()
    place, line = text.index("[") + 1, text.count("\n", 0, text.index("["))
    while (match := _ELEMENT.search(text, place)) and match[0] != "]":
        line += text.count("\n", place, match.start())
        yield line + 1
        place = decoder.raw_decode(text, match.start())[1]
        line += text.count("\n", match.start(), place)


def _json_lines(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _json_row(line, name, number)


def _json_row(text: str | bytes, name: str, number: int) -> dict[str, Any]:
    try:
        return msgspec.structs.asdict(decode(text, _JsonRow))
    except InputError as error:
        raise InputError(error.problem, name=name, line=number) from None


def _entry(row: dict[str, Any], name: str, line: int) -> Entry:
    sides = {side: str(row.get(side, "")).strip() for side in ("source", "target")}
    if not any(sides.values()):
        raise InputError("names no file; give source and target", name=name, line=line)
    confidence = row["confidence"]
    if confidence is not None and not 0 <= confidence <= 1:
        raise InputError(f"confidence is {confidence}, not a number from 0 to 1", name=name, line=line)
    for side, given in sides.items():
        if is_url(given):
            try:
                check_readable(given)
            except InputError as error:
                raise InputError(f"{side} {given}: {error.problem}", name=name, line=line) from None
    return Entry(sides["source"], sides["target"], confidence, tuple(row["reasons"]))
