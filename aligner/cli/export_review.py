"""Writes a review for the command ``export``: in the formats of reviews, or in any format with its decisions."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aligner.cli.commands import language
from aligner.cli.output_options import delivery_of
from aligner.cli.write_output import check_output, write_file, write_files, write_standard_output
from aligner.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.review.handover import Form


def hand_over(path: Path, source_lang: str | None, *, in_place: bool = False, **choices: Any) -> None:
    """Write a review in a format of reviews or in any other format.

    ``in_place`` writes the edited translation over its file.

    Raises:
        InputError: when the session cannot be read.
        OutputError: when it cannot be written in this format or place.
    """
    from aligner.review import handover
    from aligner.review.session_files import open_session

    if source_lang is not None:
        raise OutputError("a review keeps the direction that it started with; leave out --source-lang")
    if choices["format_name"] == handover.TRANSLATION:
        _write_translation(path, None if str(choices["output"]) == "-" else choices["output"], in_place=in_place)
        return
    if in_place:
        raise OutputError(f"--in-place is for --format {handover.TRANSLATION}")
    form = handover.form_named(choices["format_name"] or "")
    if form is not None:
        _write_form(path, form, choices)
        return
    delivery, _ = delivery_of([path], **choices)
    with closing(open_session(path, alone=False)) as session:
        record, chosen = handover.prepared(session.state, delivery.form, delivery.choices)
        settings, aligned = session.settings, session.aligned
    replace(delivery, choices=chosen).write(record, settings, aligned=aligned)


def _write_form(path: Path, form: Form, choices: dict[str, Any]) -> None:
    from aligner.review.handover import review_of
    from aligner.review.session_files import open_session

    output: Path | None = None if str(choices["output"]) == "-" else choices["output"]
    if output is not None:
        check_output(output, [path])
    elif form.extra == "office" and sys.stdout.isatty():
        raise OutputError(f"{form.name} cannot be shown on a terminal; write to a file with -o")
    with closing(open_session(path, alone=False)) as session:
        content = form.dump(review_of(session), language(choices["lang"]), choices["date"])
    if output is None:
        write_standard_output(content)
    else:
        write_file(output, content)


def _write_translation(path: Path, output: Path | None, *, in_place: bool) -> None:
    """Write the edited translation: to a file of the same kind, to standard output, or over its file."""
    from aligner.review.session_files import open_session
    from aligner.review.written import translation_path, written_translation

    with closing(open_session(path, alone=False)) as session:
        own = translation_path(session)
        if in_place and output is not None:
            raise OutputError("--in-place writes over the translated file; leave out -o")
        if output is not None:
            check_output(output, [path, *(source.path for source in session.sources)])
            if output.suffix.lower() != own.suffix.lower():
                raise OutputError(f"{output}: a copy of {own} keeps its suffix; name a file with {own.suffix}")
        backup = own.with_name(f"{own.name}.bak")
        if in_place and backup.exists():
            raise OutputError(f"{backup}: is there already, so nothing is written; move it away first")
        content = written_translation(session).content
    if in_place:
        write_files({backup: own.read_bytes(), own: content})
    elif output is None:
        write_standard_output(content)
    else:
        write_file(output, content)
