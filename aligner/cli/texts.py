"""The commands for single texts: `align`, `numbers`, `score` and `demo`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from aligner.cli.commands import LANGUAGES, OUTPUT, READER, SETTINGS, language, options, settings_of
from aligner.cli.option_types import READ
from aligner.model import Lang
from aligner.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.model import Record

_TEXTS = options(
    click.argument("source", type=READ),
    click.argument("target", type=READ, required=False),
)


@click.command(short_help="Align two texts, or one file that holds both, and print a report.")
@_TEXTS
@OUTPUT
@SETTINGS
@READER
def align(*, source: Path, target: Path | None, **choices: Any) -> None:
    """Align SOURCE and TARGET (English and Japanese, in either order) and print a report.

    One file may hold both languages. - is standard input.
    """
    from aligner.cli.output_options import delivery_of

    delivery, choices = delivery_of([source, target], translation=target or source, **choices)
    settings = settings_of(**choices)
    delivery.write(aligned(source, target, settings), settings)


@click.command(short_help="Show every number in a text, with its value.")
@click.argument("text")
@click.option("--text-lang", type=LANGUAGES, help="Language of the text. Default: detected from its script.")
@click.option("--format", "format_name", type=click.Choice(["table", "json"]), default="table", show_default=True)
def numbers(text: str, text_lang: str | None, format_name: str) -> None:
    """Show every number in TEXT: its place, kind, exact value and unit. - is standard input."""
    from aligner.cli.numbers import numbers_as_json, numbers_as_table, standard_input
    from aligner.cli.write_output import write_standard_output

    text = standard_input() if text == "-" else os.fsencode(text).decode("utf-8", "replace")
    shown = numbers_as_json if format_name == "json" else numbers_as_table
    write_standard_output(shown(text, None if text_lang is None else Lang(text_lang)).encode("utf-8", "replace"))


@click.command(short_help="Score predicted beads against gold.")
@click.argument("gold", type=READ)
@click.argument("predicted", type=READ)
@click.option("--format", "format_name", type=click.Choice(["table", "json"]), default="table", show_default=True)
def score(gold: Path, predicted: Path, format_name: str) -> None:
    """Score PREDICTED against GOLD: strict and lax precision, recall, F1; gap F1; crossing F1.

    Both are records, gold.json files, tables of spans, lines such as [0, 1]:[0], or hunalign ladders. One of them may
    be TMX or the name of a pair of plain files (NAME.en, NAME.ja), whose texts are looked up in the other.
    """
    from aligner.cli.scores import scores_as_json, scores_as_table
    from aligner.cli.write_output import write_standard_output
    from aligner.gold.reading import read_beads
    from aligner.gold.scores import score as score_beads

    scores = score_beads(read_beads(gold), read_beads(predicted))
    shown = scores_as_json if format_name == "json" else scores_as_table
    write_standard_output(shown(scores).encode())


@click.command(short_help="Show the report on a sample document.")
@READER
def demo(*, lang: str | None, width: int | None, everything: bool) -> None:
    """Align the document that comes with the program and print the report."""
    from aligner.cli.demo import demo_texts
    from aligner.cli.display import show_report

    with demo_texts() as (source, target):
        record = aligned(source, target, Settings())
    show_report(record, language(lang), width, everything=everything)


def aligned(source: Path, target: Path | None, settings: Settings) -> Record:
    """Align two files, or one that holds both languages, and show the progress on a terminal."""
    if settings.meaning and settings.encoder is None:
        from aligner.evidence.universal_encoder import load_ahead

        load_ahead()  # while the rest of the program is imported and the texts are read
    from aligner import api

    if not sys.stderr.isatty():
        return api.align_files(source, target, settings=settings).record
    from aligner.cli.progress import Stages

    with Stages() as stages:
        return api.align_files(source, target, settings=settings, on_stage=stages.begin).record
