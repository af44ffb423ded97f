"""reStructuredText: a scanner of blocks that keeps offsets.

It follows docutils, where indents decide everything: a body is a sequence of constructs with the same indent, and the
text that is indented below one of them is another body. It is more lenient with real pages (adornments that are too
short for Japanese titles, items whose second line is indented by one too many), and does not parse inline markup. Marks
of items, fields and notes are outside the segments. Adornments, options, comments, targets and pictures become blocks
of kind ``markup``. Blocks are the units that gettext tools divide a page into.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.document.blocks import Block, Line, markup, split_lines
from aligner.document.datelines import is_dateline
from aligner.document.formats.markdown_leaves import between
from aligner.document.formats.rst_explicit import (
    Explicit,
    Shown,
    indented_end,
    read_explicit,
    reason_of,
    until_blank,
)
from aligner.document.formats.rst_lines import (
    is_adornment,
    is_line_block,
    is_line_of,
    item_mark,
    rest_of,
    run_end,
    underlines,
    version_mark,
    without_colons,
)
from aligner.document.formats.rst_tables import grid, is_border, is_grid, ruled, ruled_end
from aligner.document.split_languages import part_blocks
from aligner.model import ParagraphKind, Reason, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: A bullet that begins no paragraph for docutils without a blank line, but is always meant as an item inside another.
_NESTED = re.compile(r"[*+•]\s+\S")
_ANONYMOUS = re.compile(r"__\s")
#: Deeper nesting is read as text, so that a page of marks takes linear time.
_DEEPEST = 12
#: Columns by which the second line of an item may be off, beyond which it defines what the first one names.
_OFF = 3


def scan(text: str, *, mixed: bool = False) -> list[Block]:
    """Return the blocks of a reStructuredText document."""
    scanner = _Scanner()
    scanner.body(list(split_lines(text)), ParagraphKind.BODY, 0)
    return part_blocks(text, scanner.done) if mixed else scanner.done


class _Scanner:
    """Scans body by body; a mark belongs to the block after it."""

    def __init__(self) -> None:
        self.done: list[Block] = []
        self._mark: Span | None = None
        self._no_table_before = 0

    def body(self, lines: Sequence[Line], prose: ParagraphKind, depth: int) -> None:
        """Add the blocks of some lines, whose least indent is the body's."""
        base = min((line.indent for line in lines if line.text), default=0)
        k = 0
        while k < len(lines):
            if not lines[k].text:
                k += 1
            elif depth >= _DEEPEST:
                k = self._paragraph(lines, k, prose)
            elif lines[k].indent > base:
                k = self._quotation(lines, k, base, prose, depth)
            else:
                k = self._construct(lines, k, prose, depth)

    def _construct(self, lines: Sequence[Line], k: int, prose: ParagraphKind, depth: int) -> int:
        """Scan the construct at a line, and return the index of the next line."""
        text = lines[k].text
        if text.startswith("..") and (len(text) == 2 or text[2].isspace()):
            return self._explicit(lines, k, read_explicit(lines, k), prose, depth)
        if is_adornment(text):
            return self._adornment(lines, k)
        if is_grid(text) or is_border(text):
            return self._table(lines, k) or self._paragraph(lines, k, prose)
        if text.startswith(">>> "):
            end = run_end(lines, k)
            self._code(lines[k:end])
            return end
        if _ANONYMOUS.match(text):
            self._hide(lines[k].start, lines[k].end)
            return k + 1
        return self._item(lines, k, prose, depth) or self._text(lines, k, prose, depth)

    def _table(self, lines: Sequence[Line], k: int) -> int:
        """Scan the rows of a table, and return the index after it; 0 if it is not a table."""
        if is_grid(lines[k].text):
            blocks, end = grid(lines, k)
            self._add_all(blocks)
            return end
        if lines[k].start < self._no_table_before:
            return 0
        below = ruled_end(lines, k)
        if below is None:
            # The lines ahead are not searched again.
            self._no_table_before = lines[-1].end
            return 0
        self._add_all(ruled(lines[k:below]))
        return below

    def _item(self, lines: Sequence[Line], k: int, prose: ParagraphKind, depth: int) -> int:
        """Scan an item of any list, and return the index after it; 0 if there is no item."""
        mark = item_mark(lines, k)
        if not mark:
            return 0
        line = lines[k]
        if is_line_block(line.text):
            end = until_blank(lines, k)
            self._begin(line.start, line.start + mark)
            self._prose([rest_of(line, mark), *lines[k + 1 : end]], prose)
            return end
        end = indented_end(lines, k)
        kind = prose if prose is ParagraphKind.TABLE else ParagraphKind.LIST
        self._marked(lines, range(k, end), mark, kind, depth)
        return end

    def _marked(self, lines: Sequence[Line], which: range, mark: int, prose: ParagraphKind, depth: int) -> None:
        """Add the body of lines whose first one begins with a mark."""
        line = lines[which.start]
        self._begin(line.start, line.start + mark)
        inside = [rest_of(line, mark), *lines[which.start + 1 : which.stop]]
        if inside[0].text and len(inside) > 1 and inside[1].text and inside[1].indent < inside[0].indent + _OFF:
            inside[0] = inside[0]._replace(indent=inside[1].indent)
        self.body(inside, prose, depth + 1)
        self._settle()

    def _quotation(self, lines: Sequence[Line], k: int, base: int, prose: ParagraphKind, depth: int) -> int:
        end = k + 1
        while end < len(lines) and (not lines[end].text or lines[end].indent > base):
            end += 1
        self.body(lines[k:end], ParagraphKind.QUOTE if prose is ParagraphKind.BODY else prose, depth + 1)
        return end

    def _adornment(self, lines: Sequence[Line], k: int) -> int:
        """Read a title between two lines, or a rule. Return the index of the next line."""
        char = lines[k].text[0]
        self._hide(lines[k].start, lines[k].end)
        if k + 2 < len(lines) and lines[k + 1].text and is_line_of(char, lines[k + 2].text):
            self._title(lines[k + 1])
            self._hide(lines[k + 2].start, lines[k + 2].end)
            return k + 3
        return k + 1

    def _text(self, lines: Sequence[Line], k: int, prose: ParagraphKind, depth: int) -> int:
        """Read a title, a term with its definition, or a paragraph. Return the index of the next line."""
        line = lines[k]
        following = lines[k + 1] if k + 1 < len(lines) else None
        if following is not None and following.text and following.indent == line.indent and underlines(following, line):
            self._title(line)
            self._hide(following.start, following.end)
            return k + 2
        if following is None or not following.text or following.indent <= line.indent or line.text.endswith("::"):
            return self._paragraph(lines, k, prose)
        self._prose([line], ParagraphKind.LIST if prose is ParagraphKind.BODY else prose)
        end = indented_end(lines, k)
        self.body(lines[k + 1 : end], ParagraphKind.LIST if prose is ParagraphKind.BODY else prose, depth + 1)
        return end

    def _paragraph(self, lines: Sequence[Line], k: int, prose: ParagraphKind) -> int:
        """Read a paragraph, and the listing that its two colons announce. Return the index of the next line."""
        end = k + 1
        while end < len(lines) and lines[end].text and lines[end].indent <= lines[k].indent:
            if prose is ParagraphKind.LIST and _NESTED.match(lines[end].text):
                break
            end += 1
        last = lines[end - 1]
        if not last.text.endswith("::"):
            self._prose(lines[k:end], prose)
            return end
        own = [*lines[k : end - 1], without_colons(last)]
        if own[-1].text:
            self._prose(own, prose, end=last.end)
        elif len(own) > 1:
            self._prose(own[:-1], prose, end=last.end)
        else:
            self._hide(last.start, last.end)
        return self._listing(lines, end, lines[k].indent)

    def _listing(self, lines: Sequence[Line], k: int, indent: int) -> int:
        """Read the text after two colons: indented or quoted with the same mark. Return the next index."""
        start = k
        while start < len(lines) and not lines[start].text:
            start += 1
        if start == len(lines):
            return k
        end = start
        if lines[start].indent > indent:
            while end < len(lines) and (not lines[end].text or lines[end].indent > indent):
                end += 1
        elif start > k and is_adornment(lines[start].text[0] * 2):
            char = lines[start].text[0]
            while end < len(lines) and lines[end].text.startswith(char):
                end += 1
        if end > start:
            self._code(lines[start:end])
        return end if end > start else k

    def _explicit(self, lines: Sequence[Line], k: int, explicit: Explicit, prose: ParagraphKind, depth: int) -> int:
        """Explicit markup: its visible parts, and the rest as markup."""
        line = lines[k]
        if explicit.shown is Shown.NOTHING:
            self._hide(line.start, lines[explicit.end - 1].end, reason_of(line.text))
            return explicit.end
        if explicit.shown is Shown.CODE:
            self._listing_directive(lines, k, explicit)
            return explicit.end
        if explicit.shown is Shown.CONTENT and not explicit.options:
            self._marked(lines, range(k, explicit.end), explicit.mark, prose, depth)
            return explicit.end
        self._head(lines, k, explicit, prose)
        if explicit.options:
            self._hide(lines[explicit.options.start].start, lines[explicit.options.stop - 1].end, Reason.ATTRIBUTE)
        content = lines[explicit.content : explicit.end]
        if explicit.name == "csv-table":
            self._add_all(_block([row], ParagraphKind.TABLE) for row in content if row.text)
        elif content:
            self.body(content, ParagraphKind.TABLE if explicit.name.endswith("list-table") else prose, depth + 1)
        return explicit.end

    def _head(self, lines: Sequence[Line], k: int, explicit: Explicit, prose: ParagraphKind) -> None:
        """The argument of a directive."""
        line = lines[k]
        head = [rest_of(line, explicit.mark) if i == k else lines[i] for i in explicit.head]
        version = version_mark(head[0].text) if explicit.shown is Shown.VERSION and head else 0
        if version:
            self._hide(line.start, line.start + explicit.mark + version)
            head = [rest_of(head[0], version), *head[1:]] if head[0].text[version:] else head[1:]
        elif explicit.shown is Shown.BELOW or not head:
            self._hide(line.start, max([line.end, *(lines[i].end for i in explicit.head)]))
            return
        else:
            self._begin(line.start, line.start + explicit.mark)
        if not head:
            return
        if explicit.shown is Shown.SIGNATURE:
            self._add_all(_block([line], ParagraphKind.CODE) for line in head)
        elif explicit.shown is Shown.TITLE:
            self._add(_block(head, ParagraphKind.HEADING))
        else:
            self._prose(head, prose)

    def _listing_directive(self, lines: Sequence[Line], k: int, explicit: Explicit) -> None:
        """A directive for code. Its argument names the language; for mathematics it is part of the content."""
        content = [line for line in lines[explicit.content : explicit.end] if line.text]
        if explicit.name == "math" and explicit.head:
            content = [rest_of(lines[k], explicit.mark), *(lines[i] for i in explicit.head[1:]), *content]
        if not content:
            self._hide(lines[k].start, lines[explicit.end - 1].end)
            return
        self._begin(lines[k].start, content[0].start)
        self._code(content)

    def _title(self, line: Line) -> None:
        self._add(_block([line], ParagraphKind.HEADING))

    def _prose(self, lines: Sequence[Line], kind: ParagraphKind, *, end: int | None = None) -> None:
        if kind is ParagraphKind.BODY and len(lines) == 1 and is_dateline(lines[0].text):
            kind = ParagraphKind.DATELINE
        self._add(_block(lines, kind, end=end))

    def _code(self, lines: Sequence[Line]) -> None:
        printed = [line for line in lines if line.text]
        span = Span(printed[0].start, printed[-1].end)
        self._add(Block(span.start, span.end, ParagraphKind.CODE, span, span.start))

    def _begin(self, start: int, end: int) -> None:
        """Remembers a mark, with which the next block begins."""
        self._settle()
        self._mark = Span(start, end)

    def _settle(self) -> None:
        """Add a mark without a following block as markup."""
        if self._mark is not None:
            self.done.append(markup(*self._mark))
            self._mark = None

    def _hide(self, start: int, end: int, reason: Reason = Reason.MARKUP) -> None:
        self._add(markup(start, end, reason=reason))

    def _add_all(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._add(block)

    def _add(self, block: Block) -> None:
        if self._mark is not None:
            block = replace(block, start=self._mark.start)
            self._mark = None
        self.done.append(block)


def _block(lines: Sequence[Line], kind: ParagraphKind, *, end: int | None = None) -> Block:
    """Return the block of some lines; ``end`` may lie after the text of the last one."""
    inner = Span(lines[0].start, lines[-1].end)
    return Block(inner.start, inner.end if end is None else end, kind, inner, inner.start, between(list(lines)))
