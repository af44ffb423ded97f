"""Writes a review for the command ``export``: in the formats of reviews, or in any format with its decisions."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aligner.cli.commands import language
from aligner.cli.output_options import delivery_of
from aligner.cli.write_output import check_output, write_file, write_standard_output
from aligner.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.review.handover import Form


def hand_over(path: Path, source_lang: str | None, **choices: Any) -> None:
    """Write a review in a format of reviews or in any other format.

    Raises:
        InputError: when the session cannot be read.
        OutputError: when it cannot be written in this format or place.
    """
    from aligner.review import handover
    from aligner.review.session_files import open_session

    if source_lang is not None:
        raise OutputError("a review keeps the direction that it started with; leave out --source-lang")
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
