"""The picture of a report at the head of the README: of the demonstration document, as a terminal shows it.

    python -m tests.benchmarks.report_picture docs/images

Two files, for light and for dark pages. Letters are the reader's own: the widths of the columns are fixed in the
picture, so that Japanese takes two columns whatever font there is.
"""

from __future__ import annotations

import argparse
import io
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from aligner.api import align_files
from aligner.model import Lang
from aligner.outputs.report.build import report
from aligner.outputs.report.layout import Page
from aligner.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.color import Color

DEMO = Path("corpus/demo-press-release")
WIDTH = 100
#: The head is shown up to the first of these lines, and what is to be looked at from the second to before the third.
HEAD_ENDS, BEGINS, ENDS = "Checked", "Findings: ", "4  "
#: Of a column and of a line, in pixels.
COLUMN, LINE = 8.0, 20
MARGIN, SIZE, WIDE_SIZE = 20, 13, 15
FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', monospace"
DARK = TerminalTheme(
    (22, 27, 34),
    (201, 209, 217),
    [
        (72, 79, 88),
        (255, 123, 114),
        (86, 211, 100),
        (227, 179, 65),
        (121, 192, 255),
        (210, 168, 255),
        (86, 212, 221),
        (201, 209, 217),
    ],
)
LIGHT = TerminalTheme(
    (255, 255, 255),
    (31, 35, 40),
    [
        (36, 41, 47),
        (207, 34, 46),
        (17, 99, 41),
        (125, 78, 0),
        (9, 105, 218),
        (130, 80, 223),
        (27, 124, 131),
        (87, 96, 106),
    ],
)


@dataclass(frozen=True)
class Cell:
    """A stretch of one style in a line, by columns."""

    column: int
    text: str
    style: Style


def lines() -> list[Text]:
    """What is shown of the report on the demonstration document, under the command that gives it."""
    made = list(report(Page(align_files(DEMO / "en.txt", DEMO / "ja.txt").record, Lang.EN, WIDTH, plain=False)))
    places = [next(k for k, line in enumerate(made) if line.plain.startswith(it)) for it in (HEAD_ENDS, BEGINS, ENDS)]
    summary = next(k for k, line in enumerate(made) if not line.plain.strip()) + 1
    head = made[summary : places[0]]
    findings = made[places[1] : places[2]]
    return [Text("$ taiyaku align en.txt ja.txt", "dim"), Text(), *head, *findings, Text("…", "dim")]


def cells(line: Text, console: Console) -> Iterator[Cell]:
    """The stretches of a line, as rich has them."""
    column = 0
    for segment in Segment.filter_control(line.render(console)):
        if segment.text.strip("\n"):
            yield Cell(column, segment.text, segment.style or Style())
        column += display_width(segment.text)


def colour(value: Color | None, theme: TerminalTheme, *, foreground: bool = True) -> str:
    """A colour as the page writes it."""
    if value is None or value.is_default:
        return theme.foreground_color.hex if foreground else theme.background_color.hex
    return value.get_truecolor(theme, foreground=foreground).hex


def drawn(cell: Cell, row: int, theme: TerminalTheme) -> Iterator[str]:
    """A stretch as SVG: what lies behind it, and its letters at their columns."""
    x, y = MARGIN + cell.column * COLUMN, MARGIN + row * LINE
    width = display_width(cell.text) * COLUMN
    front, back = cell.style.color, cell.style.bgcolor
    if cell.style.reverse:
        front, back = back, front
    ink = colour(front, theme, foreground=not cell.style.reverse)
    if back is not None or cell.style.reverse:
        ground = colour(back, theme, foreground=cell.style.reverse is True)
        yield f'<rect x="{x:g}" y="{y}" width="{width:g}" height="{LINE}" fill="{ground}"/>'
    weight = ' font-weight="bold"' if cell.style.bold else ""
    faint = ' opacity="0.7"' if cell.style.dim else ""
    under = ' text-decoration="underline"' if cell.style.underline else ""
    for start, text in runs(cell.text):
        at, long = x + start * COLUMN, display_width(text) * COLUMN
        size = f' font-size="{WIDE_SIZE}"' if display_width(text[0]) == 2 else ""
        yield (
            f'<text x="{at:g}" y="{y + LINE - 5}" fill="{ink}"{weight}{faint}{under}{size} textLength="{long:g}" '
            f'lengthAdjust="spacing" xml:space="preserve">{escape(text)}</text>'
        )


def runs(text: str) -> Iterator[tuple[int, str]]:
    """Letters of one width together, with the column each run begins at; white space alone is left out."""
    column = start = 0
    run = ""
    for char in text.rstrip("\n"):
        wide = display_width(char) == 2
        if run and wide != (display_width(run[0]) == 2):
            if run.strip():
                yield start, run
            start, run = column, ""
        run += char
        column += display_width(char)
    if run.strip():
        yield start, run


def picture(shown: Sequence[Text], theme: TerminalTheme, title: str) -> str:
    """The whole picture."""
    console = Console(
        file=io.StringIO(), width=WIDTH, force_terminal=True, color_system="truecolor", legacy_windows=False
    )
    width, height = round(2 * MARGIN + WIDTH * COLUMN), 2 * MARGIN + len(shown) * LINE
    ground, ink = theme.background_color.hex, theme.foreground_color.hex
    place = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {place} font-family="{FONTS}" font-size="{SIZE}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8" fill="{ground}" stroke="{ink}"/>',
    ]
    for row, line in enumerate(shown):
        for cell in cells(line, console):
            parts += drawn(cell, row, theme)
    return "\n".join([*parts, "</svg>", ""])


def main(arguments: list[str]) -> None:
    """Write both pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.report_picture")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    shown = lines()
    title = "Report of taiyaku align: " + " ".join(line.plain.strip() for line in shown[2:4])
    for name, theme in (("report", LIGHT), ("report-dark", DARK)):
        (folder / f"{name}.svg").write_text(picture(shown, theme, title), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
