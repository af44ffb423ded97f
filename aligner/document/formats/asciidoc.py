"""AsciiDoc: a scanner of blocks that keeps offsets.

The blocks are those of Asciidoctor. A document is a sequence of blocks. Lines of attributes and a title may precede a
block, and delimiter lines surround larger blocks. Inline markup is not parsed, attributes are not replaced, and
included files are not read.

Rule: a delimiter that is never closed surrounds nothing, so that a mistake cannot hide the rest of a page. Read next:
`asciidoc_lines` (single lines), `asciidoc_tables` (rows and cells), `asciidoc_blocks` (collects the blocks).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from aligner.document.blocks import Block, markup, split_lines
from aligner.document.formats import asciidoc_lines
from aligner.document.formats.asciidoc_blocks import Collector
from aligner.document.formats.asciidoc_lines import Fence
from aligner.document.formats.asciidoc_tables import columns, rows
from aligner.document.formats.front_matter import front_matter, front_matter_end
from aligner.document.layout import is_stopped
from aligner.document.split_languages import part_blocks
from aligner.model import ParagraphKind, Reason, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.document.blocks import Line

#: Maximum depth of tables inside tables. A cell of a deeper table is read as text.
_DEEPEST = 3
_AUTHOR = re.compile(r"\{author|[^\W\d_][\w.'-]*+(?: [\w.'-]++){0,3}+(?: <[^<>\s]++>)?+(?:; .*)?$")
_REVISION = re.compile(r"v?\d[\w.]*+(?:,.*)?$|\d{4}-\d\d?-\d\d?$|\{rev")
#: The first line of front matter. A line of ``---`` without it is a rule.
_FRONT_MATTER = re.compile(r"[\w-]+\s*[:=](?:\s|$)|#")


def scan(text: str, *, mixed: bool = False) -> list[Block]:
    """Return the blocks of an AsciiDoc document."""
    blocks = _Scanner(text, list(split_lines(text))).blocks(whole=True)
    return part_blocks(text, blocks) if mixed else blocks


class _Scanner(Collector):
    """Scans a document line by line, and keeps which blocks are open."""

    def __init__(self, text: str, lines: Sequence[Line], depth: int = 0) -> None:
        super().__init__()
        self._text = text
        self._lines = lines
        self._depth = depth
        self._places: dict[str, list[int]] = defaultdict(list)
        for k, line in enumerate(lines):
            if line.text and asciidoc_lines.delimiter(line.text):
                self._places[line.text].append(k)
        #: Delimiters of the open blocks, the innermost last, and whether they are quotations.
        self._open: dict[str, bool] = {}
        self._style = ""
        self._columns = 0  # of the next table, if it states them
        #: Whether the next paragraph belongs to a list item: to a term, or after ``+``.
        self._attached = False

    def blocks(self, *, whole: bool = False) -> list[Block]:
        """Return the blocks; a ``whole`` document begins with its header."""
        k = self._header() if whole else 0
        while k < len(self._lines):
            k = self._next(k) if self._lines[k].text else k + 1
        return self.done

    def _next(self, k: int) -> int:
        """Scan the construct at a line, and return the index of the next line."""
        line = self._lines[k]
        if not asciidoc_lines.is_flush(line, self._text):
            return self._item(k) or (self._paragraph(k) if self._attached else self._literal(k))
        return self._unseen(k) or self._fenced(k) or self._titled(k) or self._item(k) or self._paragraph(k)

    # Lines without text, or lines of which only a part is text.

    def _unseen(self, k: int) -> int:
        """Scan a comment, directive, attribute or macro, and return the next index; 0 if the line is none of these."""
        line = self._lines[k]
        text = line.text
        if asciidoc_lines.is_comment(text):
            self.hide(line, Reason.COMMENT)
        elif text == "+":
            self.hide(line)
            self._attached = True
        elif (inside := asciidoc_lines.preprocessor(text)) is not None:
            self.part(line, inside, ParagraphKind.BODY)
        elif (alt := asciidoc_lines.macro(text)) is not None:
            self.part(line, alt, ParagraphKind.BODY)
        elif (style := asciidoc_lines.style(text)) is not None:
            self._style = style or self._style
            self._columns = columns(text) or self._columns
            quoted = asciidoc_lines.attribution(text) if style in ("quote", "verse") else None
            self.part(line, quoted or Span(0, 0), ParagraphKind.QUOTE)
        elif asciidoc_lines.is_break(text):
            self.hide(line)
        else:
            return self._attribute(k)
        return k + 1

    def _attribute(self, k: int) -> int:
        """Scan an attribute, whose value may continue on further lines."""
        entry = asciidoc_lines.attribute(self._lines[k].text)
        if entry is None:
            return 0
        end = k + 1
        while end < len(self._lines) and self._lines[end - 1].text.endswith(" \\") and self._lines[end].text:
            end += 1
        value, shown = entry
        if shown:
            self.prose(self._lines[k:end], ParagraphKind.BODY, mark=value)
        else:
            self.add(markup(self._lines[k].start, self._lines[end - 1].end, reason=Reason.METADATA))
        return end

    # Blocks between delimiters.

    def _fenced(self, k: int) -> int:
        """Scan a delimiter line, together with its content if that is code, a comment or a table.

        Returns the index of the next line; 0 if the line is not a delimiter.
        """
        line = self._lines[k]
        opened = asciidoc_lines.delimiter(line.text)
        if opened is None:
            return 0
        fence, closing = opened
        style, self._style = self._style, ""
        stated, self._columns = self._columns, 0
        self._attached = False
        end = self._closing(closing, k)
        if fence in (Fence.BLOCKS, Fence.QUOTE) and style not in asciidoc_lines.VERBATIM | {asciidoc_lines.COMMENT}:
            self.hide(line)
            if line.text in self._open:
                while self._open.popitem()[0] != line.text:
                    pass
            elif end is not None:
                self._open[line.text] = fence is Fence.QUOTE
            return k + 1
        if end is None:
            self.hide(line)
            return k + 1
        if fence is Fence.COMMENT or style == asciidoc_lines.COMMENT:
            self.add(markup(line.start, self._lines[end].end, reason=Reason.COMMENT))
        elif fence is Fence.TABLE:
            self._table(k, end, stated)
        else:
            self.code(self._lines[k + 1 : end], line.start, self._lines[end].end)
        return end + 1

    def _closing(self, delimiter: str, k: int) -> int | None:
        """Return the index of the next line that equals a delimiter."""
        places = self._places.get(delimiter, [])
        after = bisect_right(places, k)
        return places[after] if after < len(places) else None

    def _table(self, k: int, end: int, columns_stated: int) -> None:
        """Add the rows of a table. A cell alone on its lines is read as text, or as blocks if its style is ``a``."""
        self.hide(self._lines[k])
        for row in rows(self._lines[k + 1 : end], self._lines[k].text[0], columns_stated):
            printed = [line for line in row.lines if line.text]
            if not printed:
                continue
            first = row.lines[0]
            empty = row.mark >= len(first.text)
            if row.several:
                self.prose(printed, ParagraphKind.TABLE, mark=row.mark)
            elif row.blocks and self._depth < _DEEPEST:
                if row.mark:
                    self.add(markup(first.start, first.start + row.mark))
                inside = [_rest(first, row.mark), *row.lines[1:]]
                self.done += _Scanner(self._text, inside, self._depth + 1).blocks()
            elif empty and len(printed) == 1:
                self.hide(first)
            else:
                running = len(printed) > 1 or is_stopped(first.text)
                self._paragraphs(row.lines, ParagraphKind.BODY if running else ParagraphKind.TABLE, row.mark)
        self.hide(self._lines[end])

    def _paragraphs(self, lines: Sequence[Line], kind: ParagraphKind, mark: int) -> None:
        """Add the paragraphs of a cell, which blank lines separate."""
        group: list[Line] = []
        for line in (*lines, None):
            if line is not None and line.text:
                group.append(line)
            elif group:
                self.prose(group, kind, mark=mark)
                group, mark = [], 0

    # Titles, lists and paragraphs.

    def _titled(self, k: int) -> int:
        """Scan the title of a section or of a block."""
        line = self._lines[k]
        if (title := asciidoc_lines.section(line.text)) is not None:
            self.part(line, title, ParagraphKind.HEADING)
        elif mark := asciidoc_lines.block_title(line.text):
            self.part(line, Span(mark, len(line.text)), ParagraphKind.HEADING)
            return k + 1  # the attributes before it are those of the block
        elif k + 1 < len(self._lines) and asciidoc_lines.is_underlined(line, self._lines[k + 1]):
            self.prose([line], ParagraphKind.HEADING)
            self.hide(self._lines[k + 1])
            k += 1
        else:
            return 0
        self._style, self._attached = "", False
        return k + 1

    def _item(self, k: int) -> int:
        """Scan an item of a list or a term, and return the index after its text; 0 if there is none."""
        line = self._lines[k]
        if mark := asciidoc_lines.item_mark(line.text):
            self._attached = False
            end = self._end(k, items=True)
            self.prose(self._lines[k:end], ParagraphKind.LIST, mark=mark)
            return end
        defined = asciidoc_lines.term(line.text)
        if defined is None:
            return 0
        label = Span(line.start, line.start + defined.start)
        self.add(Block(line.start, line.start + defined.end, ParagraphKind.LIST, label, line.start))
        rest = line.text[defined.end :]
        if not rest.strip():
            self._attached = True
            return k + 1
        self._attached = False
        end = self._end(k, items=True)
        start = defined.end + len(rest) - len(rest.lstrip())
        self.prose([_rest(line, start), *self._lines[k + 1 : end]], ParagraphKind.LIST)
        return end

    def _paragraph(self, k: int) -> int:
        """Scan a paragraph of text, or of code or a comment if its style is one of these."""
        style, self._style = self._style, ""
        line = self._lines[k]
        end = self._end(k, items=self._attached)
        if style in asciidoc_lines.VERBATIM:
            self.code(self._lines[k:end], self._lines[k].start, self._lines[end - 1].end)
        elif style == asciidoc_lines.COMMENT:
            self.add(markup(line.start, self._lines[end - 1].end, reason=Reason.COMMENT))
        elif (mark := asciidoc_lines.lead_mark(line.text)) == len(line.text):
            self.hide(line, Reason.DEFINITION)
            self._style = style
            return k + 1
        else:
            self.prose(self._lines[k:end], self._prose_kind(style), mark=mark)
        self._attached = False
        return end

    def _literal(self, k: int) -> int:
        """Scan an indented paragraph, which is kept as it is."""
        self._style = ""
        end = k + 1
        while end < len(self._lines) and self._lines[end].text:
            end += 1
        self.code(self._lines[k:end], self._lines[k].start, self._lines[end - 1].end)
        return end

    def _prose_kind(self, style: str) -> ParagraphKind:
        if self._attached:
            return ParagraphKind.LIST
        quoted = style in ("quote", "verse") or any(self._open.values())
        return ParagraphKind.QUOTE if quoted else ParagraphKind.BODY

    def _end(self, k: int, *, items: bool) -> int:
        """Return the index past the lines of a paragraph: up to a blank line or the start of another block."""
        end = k + 1
        while end < len(self._lines) and self._lines[end].text and not self._interrupts(self._lines[end], items=items):
            end += 1
        return end

    def _interrupts(self, line: Line, *, items: bool) -> bool:
        """Whether a line ends the paragraph before it; in a list, items do too."""
        text = line.text
        if (items or text[0] in "*.") and (asciidoc_lines.item_mark(text) or (items and asciidoc_lines.term(text))):
            return True
        return asciidoc_lines.is_flush(line, self._text) and (
            text == "+"
            or asciidoc_lines.is_comment(text)
            or asciidoc_lines.delimiter(text) is not None
            or asciidoc_lines.style(text) is not None
            or asciidoc_lines.preprocessor(text) is not None
            or asciidoc_lines.lead_mark(text) == len(text)
        )

    # The header.

    def _header(self) -> int:
        """Scan front matter, the title of the document, and the lines of author and revision below it."""
        k = self._front_matter()
        while k < len(self._lines) and (not self._lines[k].text or self._lines[k].text.startswith((":", "//"))):
            if not self._lines[k].text:
                k += 1
            else:
                k = self._unseen(k) or self._fenced(k) or self._paragraph(k)
        if k == len(self._lines) or not re.match(r"[=#]\s", self._lines[k].text):
            return k
        k = self._titled(k)
        if k < len(self._lines) and _AUTHOR.match(self._lines[k].text):
            self.hide(self._lines[k], Reason.METADATA)
            k += 1
        if k < len(self._lines) and _REVISION.match(self._lines[k].text):
            self.hide(self._lines[k], Reason.METADATA)
            k += 1
        return k

    def _front_matter(self) -> int:
        """Scan the lines between two ``---`` at the start, as site generators have them; return the next index."""
        ends = front_matter_end(self._lines)
        if ends is None or not _FRONT_MATTER.match(self._lines[ends[0] + 1].text):
            return 0
        self.done += front_matter(self._lines[ends[0] : ends[1] + 1])
        return ends[1] + 1


def _rest(line: Line, start: int) -> Line:
    """Return a line without its first characters."""
    return line._replace(start=line.start + start, text=line.text[start:])
