"""Paragraphs of plain text: divides stretches of lines without a blank line into blocks.

`line_types` gives the type of each line, and `layout` whether it continues in the next. This module combines them with
the neighbouring lines: a single row is not a table, and a line that begins with a dash in the middle of a wrapped
sentence is not a list item.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.document.blocks import Block, Line, markup
from aligner.document.layout import Wrap, Wraps, continues, is_japanese, is_stopped, pair
from aligner.document.line_types import Look, Looks, heading_mark, look_of, quoted
from aligner.document.listings import is_listing
from aligner.document.rows import has_cells, row_ends
from aligner.model import Lang, ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_ITEMS = (Look.BULLET, Look.ENUMERATOR)
_CELLS = (Look.TABS, Look.PIPES)
_UNDERLINE = frozenset("=-~^\"'─━―＝")
#: From this indent on, a stretch may be a code listing, as in Markdown.
_CODE_INDENT = 4
#: Longest heading in characters, as in `headings`.
_LONGEST_HEADING = 100


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one language without a blank line between."""

    lines: tuple[Line, ...]
    lang: Lang | None = None


class ParagraphFinder:
    """Finds the blocks of stretches, using the wrapping of the whole file."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        """Measures the wrapping of the file, separately for Japanese and other lines."""
        runs: dict[bool, list[list[Line]]] = {True: [], False: []}
        for stretch in stretches:
            for run in _prose_runs(stretch.lines):
                runs[is_japanese(run[0].text)].append(run)
        self._wraps = {japanese: Wraps(of_script) for japanese, of_script in runs.items()}

    def blocks(self, stretch: Stretch) -> Iterator[Block]:
        """Yield the blocks of a stretch, in order."""
        looks = _looks(stretch.lines)
        if _is_listing(stretch.lines, looks[0].look):
            first, last = stretch.lines[0], stretch.lines[-1]
            yield _block(first.start, last.end, ParagraphKind.CODE, stretch.lang)
            return
        yield from self._structure(stretch.lines, looks, stretch.lang, quoted=False)

    def _structure(
        self, lines: Sequence[Line], looks: Sequence[Looks], lang: Lang | None, *, quoted: bool
    ) -> Iterator[Block]:
        wrap = self._wraps[is_japanese(lines[0].text)].of(lines)
        margin = _first_line_indent(lines)
        rows = row_ends(lines, looks)
        k = 0
        while k < len(lines):
            look = looks[k].look
            if look is Look.RULE:
                yield markup(lines[k].start, lines[k].end, lang)
                end = k + 1
            elif look is Look.QUOTED:
                end = _run_end(looks, k)
                yield from self._quotation(lines[k:end], looks[k:end], lang)
            elif look in _CELLS:
                end = k + 1
                yield _row(lines[k], look, lang)
            elif k in rows:
                end = rows[k]
                yield _entry(lines[k:end], lang)
            elif look is Look.PROMPT:
                end = _run_end(looks, k)
                yield _block(lines[k].start, lines[end - 1].end, ParagraphKind.CODE, lang)
            else:
                end = _paragraph_end(lines, looks, k, wrap, margin)
                underlined = end == k + 1 and _is_underline(lines, looks, end)
                yield _paragraph(
                    lines[k:end],
                    looks[k],
                    lang,
                    heading=underlined,
                    quoted=quoted,
                    alone=_is_alone(looks, lines, k),
                )
            k = end

    def _quotation(self, lines: Sequence[Line], looks: Sequence[Looks], lang: Lang | None) -> Iterator[Block]:
        """The blocks inside a quotation. A paragraph starts at its mark, its segment after the mark."""
        run: list[Line] = []
        outside: dict[int, int] = {}
        for line, look in zip(lines, looks, strict=True):
            inner = Line(line.start + look.mark, line.end, line.indent, line.text[look.mark :])
            outside[inner.start] = line.start
            if inner.text:
                run.append(inner)
            elif run:
                yield from self._quoted(run, outside, lang)
                run = []
        if run:
            yield from self._quoted(run, outside, lang)

    def _quoted(self, run: Sequence[Line], outside: Mapping[int, int], lang: Lang | None) -> Iterator[Block]:
        for block in self._structure(run, _looks(run), lang, quoted=True):
            yield replace(block, start=outside.get(block.start, block.start))


def _prose_runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines that may hold a wrapped paragraph: items and plain lines, no tables or rules."""
    run: list[Line] = []
    for line in lines:
        look = look_of(line.text).look
        if look is not Look.PLAIN:
            if len(run) > 1:
                yield run
            run = []
        if look is Look.PLAIN or look in _ITEMS:
            run.append(line)
    if len(run) > 1:
        yield run


def _is_listing(lines: Sequence[Line], first: Look) -> bool:
    """Return whether a stretch is a code listing: it begins at a prompt, or is indented code."""
    least = min(line.indent for line in lines)
    if first is Look.PROMPT:
        return least == lines[0].indent
    return least >= _CODE_INDENT and is_listing(line.text for line in lines)


def _looks(lines: Sequence[Line]) -> list[Looks]:
    """Return the type of each line, corrected by the lines around it.

    A single table row, a mark without text and ``...`` without a prompt before it are plain lines. ``>>>`` in a stretch
    with a quoted line is a mark of quotation, not a prompt.
    """
    looks = [look_of(line.text) for line in lines]
    quotes = any(look.look is Look.QUOTED for look in looks)
    for k, (look, line) in enumerate(zip(looks, lines, strict=True)):
        if look.look in _CELLS:
            has_neighbour = (k and looks[k - 1].look is look.look) or (
                k + 1 < len(looks) and looks[k + 1].look in (look.look, Look.RULE)
            )
            framed = line.text[0] == "|" and line.text[-1] == "|"
            if not has_neighbour and not framed:
                looks[k] = Looks(Look.PLAIN)
        elif look.look in _ITEMS and look.mark >= len(line.text):
            looks[k] = Looks(Look.PLAIN)
        elif look.look is Look.PROMPT and line.text.startswith(">>>") and quotes:
            looks[k] = quoted(line.text)
        elif look.look is Look.PROMPT and line.text.startswith("...") and not (k and looks[k - 1].look is Look.PROMPT):
            looks[k] = Looks(Look.PLAIN)
    return looks


def _run_end(looks: Sequence[Looks], start: int) -> int:
    end = start + 1
    while end < len(looks) and looks[end].look is looks[start].look:
        end += 1
    return end


def _first_line_indent(lines: Sequence[Line]) -> int | None:
    """Return the indent of first lines, if the first line is indented and others are not."""
    first = lines[0].indent
    return first if first >= 2 and min(line.indent for line in lines) < first else None


def _paragraph_end(
    lines: Sequence[Line], looks: Sequence[Looks], start: int, wrap: Wrap | None, margin: int | None
) -> int:
    """Index past the last line of the paragraph that starts at a line."""
    item = looks[start].look in _ITEMS
    if looks[start].look is Look.HEADING:
        return start + 1
    end = start + 1
    while end < len(lines):
        before, line, look = lines[end - 1], lines[end], looks[end].look
        if margin is not None and line.indent >= margin:
            break
        if look is Look.PLAIN:
            hanging = item and line.indent > lines[start].indent
            if not hanging and not continues(before, line, wrap):
                break
        elif look not in (*_ITEMS, Look.HEADING) or item or not _is_torn(before, line, wrap):
            break
        end += 1
    return end


def _is_torn(before: Line, line: Line, wrap: Wrap | None) -> bool:
    """Return whether a line that looks like an item is the continuation of a wrapped line."""
    current = pair(before, line)
    return wrap is not None and not is_stopped(before.text) and current.low <= wrap.column < current.high


def _is_underline(lines: Sequence[Line], looks: Sequence[Looks], k: int) -> bool:
    """Return whether a line is a rule that underlines the line before it, which marks a heading in plain text."""
    if k >= len(lines) or looks[k].look is not Look.RULE:
        return False
    text = lines[k].text
    return (
        len(text) >= 3
        and text[0] in _UNDERLINE
        and set(text) == {text[0]}
        and len(lines[k - 1].text) <= _LONGEST_HEADING
    )


def _is_alone(looks: Sequence[Looks], lines: Sequence[Line], k: int) -> bool:
    """Return whether no neighbour has the same mark, so that ■ marks a heading and not an item."""
    mark = lines[k].text[0]
    return not any(
        0 <= near < len(lines) and looks[near].look is Look.BULLET and lines[near].text[0] == mark
        for near in (k - 1, k + 1)
    )


def _block(start: int, end: int, kind: ParagraphKind, lang: Lang | None) -> Block:
    return Block(start, end, kind, Span(start, end), start, lang=lang)


def _row(line: Line, look: Look, lang: Lang | None) -> Block:
    """Return a table row; the bars around it are not part of its segment."""
    start, end = line.start, line.end
    if look is Look.PIPES:
        inside = line.text.lstrip("|｜ \t　")
        start = line.end - len(inside)
        end = start + len(inside.rstrip("|｜ \t　"))
    inner = Span(start, end) if end > start else None
    return Block(line.start, line.end, ParagraphKind.TABLE, inner, start, lang=lang)


def _entry(lines: Sequence[Line], lang: Lang | None) -> Block:
    """Return the block of a row: an item with a name and a value, or a row of a table. A value may have sentences."""
    start, end = lines[0].start, lines[-1].end
    kind = ParagraphKind.TABLE if has_cells(lines[0]) else ParagraphKind.LIST
    return Block(start, end, kind, Span(start, end), start, lang=lang)


def _paragraph(
    lines: Sequence[Line], look: Looks, lang: Lang | None, *, heading: bool, quoted: bool, alone: bool
) -> Block:
    """Return a paragraph, list item or heading. An enumerator stays with its text, a bullet does not."""
    first, end = lines[0], lines[-1].end
    start, mark, lead = first.start, look.mark, first.start
    kind = ParagraphKind.BODY
    if quoted:
        kind = ParagraphKind.QUOTE
    short = len(lines) == 1 and len(first.text) <= _LONGEST_HEADING and not is_stopped(first.text)
    if look.look is Look.HEADING or heading or (short and alone and heading_mark(first.text)):
        kind = ParagraphKind.HEADING
        mark = mark or heading_mark(first.text)
        lead += mark
    elif look.look in _ITEMS:
        kind = ParagraphKind.LIST
        lead += mark if look.look is Look.BULLET else 0
    marks = tuple(_marks_between(lines)) if quoted else ()
    return Block(start, end, kind, Span(start + mark, end), lead, marks, lang)


def _marks_between(lines: Iterable[Line]) -> Iterator[Span]:
    """Yield the spans between the lines of a quoted paragraph: line end, quote mark, indent."""
    before: Line | None = None
    for line in lines:
        if before is not None:
            yield Span(before.end, line.start)
        before = line
