"""Showing a report: in colour on a terminal, as plain text anywhere else."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from rich.console import Console

from aligner.cli.writing import write_standard_output
from aligner.outputs.report import findings_only, plain_text, report
from aligner.outputs.report.setting import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.text import Text

    from aligner.model import Lang, Record

#: Width where there is no terminal, and none is asked for.
USUAL_WIDTH = 80


def show_report(record: Record, lang: Lang, width: int | None, *, everything: bool) -> None:
    """The whole report on standard output."""
    show(report, record, lang, width, everything=everything)


def show_findings(record: Record, lang: Lang, width: int | None, *, everything: bool) -> None:
    """The findings alone on standard output."""
    show(findings_only, record, lang, width, everything=everything)


def show(
    compose: Callable[[Page], Iterator[Text]],
    record: Record,
    lang: Lang,
    width: int | None,
    *,
    everything: bool,
) -> None:
    """Lines about a record on standard output."""
    console = _terminal()
    if width is None:
        width = USUAL_WIDTH if console is None else shutil.get_terminal_size((USUAL_WIDTH, 24)).columns
    page = Page(record, lang, width, plain=console is None, everything=everything)
    if console is None:
        text = plain_text(compose(page))
    else:
        with console.capture() as capture:
            for line in compose(page):
                console.print(line, soft_wrap=True)
        text = capture.get()
    write_standard_output(text.encode("utf-8", "replace"))


def _terminal() -> Console | None:
    """The terminal, if standard output is one that can show colours."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    return console if console.is_terminal and console.color_system is not None else None
