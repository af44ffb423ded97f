"""The command ``explain``: why segments of a record were paired, and the alternatives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from aligner.cli.commands import READER, language
from aligner.cli.exporting import read_record
from aligner.cli.option_types import ENCODER, READ, Count
from aligner.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.model import Record

_PLACE = re.compile(r"(en|ja):(\d{1,9})", re.ASCII)


def _place(_context: click.Context, option: click.Parameter, value: str | None) -> tuple[str, int] | None:
    if value is None:
        return None
    match = _PLACE.fullmatch(value)
    if match is None:
        raise click.BadParameter(f"{value!r} is not a {option.name}; write en:12 or ja:3")
    return match[1], int(match[2])


@click.command(short_help="Show why segments were paired, and the alternatives.")
@click.argument("record", type=READ)
@click.option("--line", callback=_place, metavar="LANG:N", help="The text at a line of the report, such as en:9.")
@click.option("--number", type=Count(min=1), metavar="N", help="A finding, by its number in the report.")
@click.option("--bead", type=Count(min=0), metavar="N", help="A bead, by its id in the record.")
@click.option("--segment", callback=_place, metavar="LANG:N", help="A segment, by its id in the record.")
@click.option("--finding", type=Count(min=0), metavar="N", help="A finding, by its id in the record.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--parameters", type=READ, metavar="FILE", help="Parameters that the record was made with.")
@click.option("--encoder", type=ENCODER, metavar="DIR", help="Encoder that the record was made with.")
@click.option("--glossary", type=READ, metavar="FILE", help="Glossary that the record was made with.")
@READER
def explain(
    *,
    record: Path,
    format_name: str,
    parameters: Path | None,
    encoder: Path | None,
    glossary: Path | None,
    lang: str | None,
    width: int | None,
    everything: bool,
    **asked: Any,
) -> None:
    """Show the evidence for and against a bead of RECORD (made with align --format json), and its alternatives.

    Choose the bead by what the report shows (--line, --number) or by an id in the record (--bead, --segment,
    --finding). - is standard input.
    """
    if sum(value is not None for value in asked.values()) != 1:
        raise click.UsageError("give exactly one of --line, --number, --bead, --segment and --finding")
    from aligner import api
    from aligner.errors import InputError
    from aligner.outputs import explanation

    made = read_record(record)
    if (number := asked.pop("number")) is not None:
        asked["finding"] = _reported(made, number, str(record))
    settings = Settings(parameters=parameters, encoder=encoder, glossary=glossary)
    try:
        explained = api.explain(api.Result(made), settings=settings, **asked)
    except InputError as error:
        raise error if error.name else InputError(error.problem, name=str(record)) from None
    if format_name == "json":
        from aligner.cli.write_output import write_standard_output

        write_standard_output(explanation.dump(explained).encode("utf-8", "replace"))
        return
    from aligner.cli.display import show
    from aligner.outputs.report.explaining import explanations

    show(lambda page: explanations(page, explained), made, language(lang), width, everything=everything)


def _reported(record: Record, number: int, name: str) -> int:
    """Return the id of the finding that has this number in the report."""
    from aligner.errors import InputError
    from aligner.outputs.report.layout import numbered

    findings = dict(numbered(record))
    if number not in findings:
        there = f"its findings are numbered 1 to {len(findings)}" if findings else "it has no findings"
        raise InputError(f"the report has no finding {number}; {there}", name=name)
    return findings[number].id
