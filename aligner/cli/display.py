"""Shows reports and checks: in colour on a terminal, as plain text elsewhere."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, TypedDict

from rich.console import Console

from aligner.cli.write_output import write_standard_output
from aligner.outputs.report.build import findings_only, plain_text, report
from aligner.outputs.report.layout import Page
from aligner.project.check_formats import text as check_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.text import Text

    from aligner.model import Lang, Record
    from aligner.project.results import Check

#: Width in columns if there is no terminal and the user sets none.
USUAL_WIDTH = 80


def show_report(
    record: Record, lang: Lang, width: int | None, *, everything: bool, min_certainty: float | None = None
) -> None:
    """Write the whole report to standard output."""
    show(report, record, lang, width, everything=everything, min_certainty=min_certainty)


def show_findings(
    record: Record, lang: Lang, width: int | None, *, everything: bool, min_certainty: float | None = None
) -> None:
    """Write the findings of a report to standard output."""
    show(findings_only, record, lang, width, everything=everything, min_certainty=min_certainty)


def show(
    compose: Callable[[Page], Iterator[Text]],
    record: Record,
    lang: Lang,
    width: int | None,
    *,
    everything: bool,
    min_certainty: float | None = None,
) -> None:
    """Write the lines that ``compose`` makes of a record to standard output."""

    def lines(setting: _Setting) -> Iterator[Text]:
        return compose(Page(record, lang, everything=everything, min_certainty=min_certainty, **setting))

    _show(lines, width)


def show_check(check: Check, lang: Lang, width: int | None, *, everything: bool) -> None:
    """Write the result of checking several pairs to standard output."""
    _show(lambda setting: check_page.lines(check, lang, everything=everything, **setting), width)


def show_ignored(check: Check, lang: Lang, width: int | None, *, everything: bool) -> None:
    """Write to standard output what the ignore marks of one pair do; nothing if it has none."""
    if check.pairs[0].reasons or check.pairs[0].idle_marks:
        _show(lambda setting: check_page.marks(check, lang, everything=everything, **setting), width)


class _Setting(TypedDict):
    """Width in columns, and whether to write plain text."""

    width: int
    plain: bool


def _show(compose: Callable[[_Setting], Iterator[Text]], width: int | None) -> None:
    console = _terminal()
    if width is None:
        width = USUAL_WIDTH if console is None else shutil.get_terminal_size((USUAL_WIDTH, 24)).columns
    lines = compose({"width": width, "plain": console is None})
    if console is None:
        text = plain_text(lines)
    else:
        with console.capture() as capture:
            for line in lines:
                console.print(line, soft_wrap=True)
        text = capture.get()
    write_standard_output(text.encode("utf-8", "replace"))


def _terminal() -> Console | None:
    """Return the terminal of standard output if it can show colours; otherwise None."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    return console if console.is_terminal and console.color_system is not None else None
