"""The command ``explain``: why a pair of a record is what it is, and what else was considered."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from aligner.cli.commands import READER, language
from aligner.cli.exporting import read_record
from aligner.settings import Settings

_SEGMENT = re.compile(r"(en|ja):(\d{1,9})", re.ASCII)


def _segment(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, int] | None:
    if value is None:
        return None
    found = _SEGMENT.fullmatch(value)
    if found is None:
        raise click.BadParameter(f"{value!r} is not a segment; write en:12 or ja:3")
    return found[1], int(found[2])


@click.command(short_help="Show why a pair is what it is, and what else was considered.")
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--bead", type=click.IntRange(min=0), metavar="N", help="A bead, by its id in the record.")
@click.option("--segment", callback=_segment, metavar="LANG:N", help="A segment, such as en:12 or ja:3, and its bead.")
@click.option("--finding", type=click.IntRange(min=0), metavar="N", help="A finding, and the beads it touches.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--parameters", type=click.Path(path_type=Path), metavar="FILE", help="Those the record was made with.")
@click.option("--encoder", type=click.Path(path_type=Path), metavar="DIR", help="The one the record was made with.")
@click.option("--glossary", type=click.Path(path_type=Path), metavar="FILE", help="The one the record was made with.")
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
    """Show the evidence for and against a bead of RECORD (made with align --format json), and its runners-up.

    Ask for one of --bead, --segment and --finding. - is standard input.
    """
    if sum(value is not None for value in asked.values()) != 1:
        raise click.UsageError("say what to explain: one of --bead, --segment and --finding")
    from aligner import api
    from aligner.errors import InputError
    from aligner.outputs import explanation

    made = read_record(record)
    settings = Settings(parameters=parameters, encoder=encoder, glossary=glossary)
    try:
        explained = api.explain(api.Result(made), settings=settings, **asked)
    except InputError as error:
        raise InputError(error.problem, name=str(record)) from None
    if format_name == "json":
        from aligner.cli.writing import write_standard_output

        write_standard_output(explanation.dump(explained).encode("utf-8", "replace"))
        return
    from aligner.cli.showing import show
    from aligner.outputs.report.explaining import explanations

    show(lambda page: explanations(page, explained), made, language(lang), width, everything=everything)
