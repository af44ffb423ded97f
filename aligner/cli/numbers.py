"""Formats the numbers of a text as a table or as JSON."""

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
    """Return a table with one number on each line; columns are padded by display width."""
    numbers = _read(text, lang)
    if not numbers:
        return "no numbers\n"
    rows: list[Sequence[str]] = [COLUMNS]
    rows += [
        (
            f"{number.start}–{number.end}",
            fit(number.text),
            str(number.kind),
            "" if number.value is None else str(number.value),
            number.unit or "",
            _more(number),
        )
        for number in numbers
    ]
    widths = [max(display_width(row[k]) for row in rows) for k in range(len(COLUMNS))]
    return "".join(
        "  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows
    )


def numbers_as_json(text: str, lang: Lang | None) -> str:
    """Return an array of numbers, each on its own line. Exact values are strings."""
    entries = [json_text(_entry(number)) for number in _read(text, lang)]
    return "[\n " + ",\n ".join(entries) + "\n]\n" if entries else "[]\n"


def standard_input() -> str:
    """Return the text of standard input.

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
    """Return the other attributes of a number: fields, limits, how exact it is, its role in a change."""
    attributes = [f"{key} {value}" for key, value in number.parts.items()]
    if number.low is not None:
        attributes.append(f"{'≥' if number.low.included else '>'} {number.low.value}")
    if number.high is not None:
        attributes.append(f"{'≤' if number.high.included else '<'} {number.high.value}")
    if number.approximate is not Approximation.NONE:
        attributes.append(str(number.approximate))
    if number.role is not Role.NONE:
        attributes.append(str(number.role))
    if number.in_name:
        attributes.append("in a name")
    if number.rule:
        attributes.append(f"rule {number.rule}")
    if not number.certain:
        attributes.append("uncertain")
    return ", ".join(attributes)


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
