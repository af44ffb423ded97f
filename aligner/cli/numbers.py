"""The numbers of a text, as a table or as JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.evidence.numbers import read_numbers
from aligner.evidence.numbers.number import Approximation, Bound, Number, Role
from aligner.model import Lang
from aligner.outputs.record import json_text
from aligner.outputs.report.highlight import fit
from aligner.text.scripts import count_scripts
from aligner.text.width import display_width, pad

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("span", "text", "kind", "value", "unit", "more")


def numbers_as_table(text: str, lang: Lang | None) -> str:
    """A line a number, columns padded by display width."""
    found = _read(text, lang)
    if not found:
        return "no numbers\n"
    rows: list[Sequence[str]] = [COLUMNS]
    rows += [
        (
            f"{it.start}–{it.end}",
            fit(it.text),
            str(it.kind),
            "" if it.value is None else str(it.value),
            it.unit or "",
            _more(it),
        )
        for it in found
    ]
    widths = [max(display_width(row[k]) for row in rows) for k in range(len(COLUMNS))]
    return "".join(
        "  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows
    )


def numbers_as_json(text: str, lang: Lang | None) -> str:
    """An array of numbers, each on its own line; exact numbers are strings."""
    entries = [json_text(_entry(it)) for it in _read(text, lang)]
    return "[\n " + ",\n ".join(entries) + "\n]\n" if entries else "[]\n"


def standard_input() -> str:
    """What stands on standard input.

    Raises:
        InputError: when it is not UTF-8.
    """
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError("is not UTF-8; save it as UTF-8", name="-", line=line) from None


def _read(text: str, lang: Lang | None) -> Sequence[Number]:
    if lang is None:
        lang = Lang.JA if count_scripts(text)[1] else Lang.EN
    return read_numbers(text, lang)


def _more(number: Number) -> str:
    """What a value alone does not say: fields, limits, how exact it is, what it does in a change."""
    said = [f"{key} {value}" for key, value in number.parts.items()]
    if number.low is not None:
        said.append(f"{'≥' if number.low.included else '>'} {number.low.value}")
    if number.high is not None:
        said.append(f"{'≤' if number.high.included else '<'} {number.high.value}")
    if number.approximate is not Approximation.NONE:
        said.append(str(number.approximate))
    if number.role is not Role.NONE:
        said.append(str(number.role))
    if number.in_name:
        said.append("in a name")
    if number.rule:
        said.append(f"rule {number.rule}")
    if not number.certain:
        said.append("uncertain")
    return ", ".join(said)


def _entry(number: Number) -> dict[str, object]:
    return {
        "start": number.start,
        "end": number.end,
        "text": number.text,
        "kind": str(number.kind),
        "value": None if number.value is None else str(number.value),
        "low": _bound(number.low),
        "high": _bound(number.high),
        "parts": {key: str(value) for key, value in number.parts.items()},
        "unit": number.unit,
        "approximate": str(number.approximate),
        "role": str(number.role),
        "in_name": number.in_name,
        "rule": number.rule,
        "certain": number.certain,
    }


def _bound(bound: Bound | None) -> dict[str, object] | None:
    return None if bound is None else {"value": str(bound.value), "included": bound.included}
