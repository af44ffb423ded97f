"""The command ``export``: a stored record, or a review, in any format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aligner.cli.commands import LANGUAGES, OUTPUT, READER
from aligner.cli.option_types import READ
from aligner.cli.output_options import delivery_of
from aligner.errors import InputError, OutputError
from aligner.model import Lang
from aligner.settings import MIB, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.model import Record

#: Maximum size of a record in bytes. It contains some twenty reasons for every sentence; the longest are smaller.
LARGEST_RECORD = 1024 * MIB


@click.command(short_help="Write a stored record in any format.")
@click.argument("record", type=READ)
@OUTPUT
@click.option("--source-lang", type=LANGUAGES, help="Language of the original, if the record only assumes it.")
@click.option(
    "--in-place",
    is_flag=True,
    help="Write the format translation over the translated file, which is kept as NAME.bak.",
)
@READER
def export(*, record: Path, source_lang: str | None, in_place: bool, **choices: Any) -> None:
    """Write RECORD (made with align --format json) in another format. The result is the same as that of align.

    RECORD may be a review session (NAME.taiyaku). Then tmx and moses contain its confirmed pairs unless --beads is
    given, and the formats translation, to-translate, to-translate-md, queries, queries-docx and protocol exist too.
    translation is a copy of the translated file with the edits of the review.
    - is standard input.
    """
    from aligner.outputs.direction import directed
    from aligner.review.start_session import is_session

    if is_session(record):
        from aligner.cli.export_review import hand_over

        hand_over(record, source_lang, in_place=in_place, **choices)
        return
    if in_place:
        raise OutputError("--in-place writes the edits of a review; give a review session (NAME.taiyaku)")
    _check_format(choices["format_name"])
    delivery, _ = delivery_of([record], **choices)
    made = read_record(record)
    if source_lang is not None:
        try:
            made = directed(made, Lang(source_lang))
        except InputError as error:
            raise InputError(error.problem, name=str(record)) from None
    delivery.write(made)


def _check_format(name: str | None) -> None:
    """Raise OutputError if only a review can be written in this format."""
    from aligner.review import handover

    if name is not None and (name == handover.TRANSLATION or handover.form_named(name) is not None):
        raise OutputError(f"the format {name} writes a review; give a review session (NAME.taiyaku)")


def read_record(path: Path) -> Record:
    """Read the record in a file; ``-`` is standard input.

    Raises:
        InputError: when the file cannot be read or is not a record.
    """
    from aligner.document.reading import read_bytes, source_from_bytes
    from aligner.outputs.record import load

    settings = Settings(encoding="utf-8", max_size=LARGEST_RECORD, input_format="plain")
    data = read_bytes(path, settings)
    if len(data) <= LARGEST_RECORD:
        _check_utf8(data, str(path))
    return load(source_from_bytes(data, str(path), settings).text, name=str(path))


def _check_utf8(data: bytes, name: str) -> None:
    """Raise InputError if the bytes are not UTF-8, without guessing their encoding."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = "is not UTF-8, so it is no record; give one that align --format json wrote"
        raise InputError(problem, name=name, line=line) from None
