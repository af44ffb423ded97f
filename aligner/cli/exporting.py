"""The command ``export``, and how every result leaves: in which format, with which choices, to where.

Whatever can be wrong with the output is found before the work.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aligner.cli.commands import LANGUAGES, OUTPUT, READER, language
from aligner.cli.writing import check_output, write_files, write_standard_output
from aligner.errors import InputError, OutputError
from aligner.model import Lang
from aligner.outputs import Format, format_for, format_named
from aligner.outputs.choices import Choices, Level, Listing
from aligner.settings import MIB, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.model import Record

#: A record holds its texts and, for every sentence, some twenty reasons; records of the longest texts stay below this.
LARGEST_RECORD = 1024 * MIB


@click.command(short_help="Write a stored record in any format.")
@click.argument("record", type=click.Path(path_type=Path))
@OUTPUT
@click.option("--source-lang", type=LANGUAGES, help="Language of the original, where the record only assumes it.")
@READER
def export(*, record: Path, source_lang: str | None, **choices: Any) -> None:
    """Write RECORD (made with align --format json) in another format; what comes out is what align itself writes.

    - is standard input.
    """
    from aligner.outputs.direction import directed

    delivery, _ = delivery_of([record], **choices)
    made = read_record(record)
    if source_lang is not None:
        try:
            made = directed(made, Lang(source_lang))
        except InputError as error:
            raise InputError(error.problem, name=str(record)) from None
    delivery.write(made)


def read_record(path: Path) -> Record:
    """The record of a file; ``-`` is standard input.

    Raises:
        InputError: when it cannot be read or is none.
    """
    from aligner.document.reading import read_source
    from aligner.outputs.record import load

    settings = Settings(encoding="utf-8", max_size=LARGEST_RECORD, input_format="plain")
    return load(read_source(path, settings).text, name=str(path))


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a record goes, and how.

    Attributes:
        form: the format.
        choices: what was chosen about it.
        output: the file, or what the names of the files begin with; None for standard output.
        width: width of a report in columns, None for that of the terminal.
        everything: whether a report shows long lists whole.
    """

    form: Format
    choices: Choices
    output: Path | None
    width: int | None = None
    everything: bool = False

    @property
    def paths(self) -> Mapping[str, Path]:
        """The files, by what is added to their common name."""
        if self.output is None:
            return {}
        return {part: self.output.with_name(self.output.name + part) for part in self.form.parts or ("",)}

    def check(self, inputs: Sequence[Path | None]) -> None:
        """Find out before the work whether its result could be written.

        Raises:
            OutputError: when it could not.
        """
        self.form.check(self.choices)
        for path in self.paths.values():
            check_output(path, inputs)
        if self.output is None:
            self.form.check_single()
        if self.output is None and self.form.binary and sys.stdout.isatty():
            raise OutputError(f"{self.form.name} is nothing for a terminal; write to a file with -o")

    def write(self, record: Record) -> None:
        """Write a record."""
        from aligner.cli.showing import show_report

        if self.output is not None:
            contents = self.form.files(record, self.choices)
            write_files({path: contents[part] for part, path in self.paths.items()})
        elif self.form.name == "report":
            show_report(record, self.choices.lang, self.width, everything=self.everything)
        else:
            write_standard_output(self.form.dump(record, self.choices))


def delivery_of(
    inputs: Sequence[Path | None],
    *,
    format_name: str | None,
    output: Path | None,
    lang: str | None,
    width: int | None,
    everything: bool,
    beads: str | None,
    min_confidence: float,
    one_line: bool,
    date: datetime | None,
    codes: Mapping[Lang, str],
    **rest: Any,
) -> tuple[Delivery, dict[str, Any]]:
    """The delivery that the options `OUTPUT` and `READER` describe, checked, and the other options.

    Raises:
        OutputError: when nothing could be written that way.
    """
    if output is not None and str(output) == "-":
        output = None
    if format_name is not None:
        form = format_named(format_name)
    elif output is None:
        form = format_named("report")
    else:
        check_output(output, inputs)
        form = format_for(output)
    choices = Choices(
        lang=language(lang),
        listing=Listing(None if beads is None else Level(beads), min_confidence, one_line),
        date=None if date is None else date.replace(tzinfo=UTC),
        codes=codes,
    )
    delivery = Delivery(form, choices, output, width, everything)
    delivery.check(inputs)
    return delivery, rest
