"""Markdown: a scanner of blocks that keeps offsets.

Follows CommonMark's way of reading (containers that continue or end, then new containers, then one leaf), with
tables, footnotes, front matter and ``:::`` containers as the common generators have them. It does not parse
what is inside a line. Marks of headings, items, quotations and tables lie outside the segments; comments,
link definitions, anchors, lines of tags and front matter become blocks of kind ``markup``, which hold no
segment.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from aligner.document.blocks import Block, Line, markup, split_lines
from aligner.document.formats.front_matter import front_matter, front_matter_end
from aligner.document.formats.markdown_containers import BREAK, CODE_INDENT, Containers, Cursor
from aligner.document.formats.markdown_html import RawText, definition_end, is_tag
from aligner.document.formats.markdown_leaves import (
    FOOTNOTE,
    Leaf,
    between,
    code_block,
    heading,
    listing,
    prose_blocks,
    row,
)
from aligner.document.formats.markdown_marks import Mark, directive_of, is_option, mark_of
from aligner.document.formats.markdown_tags import (
    closes_block,
    is_only_shortcodes,
    opens_block,
    with_texts,
)
from aligner.document.formats.markdown_unseen import Unseen
from aligner.document.split_languages import part_blocks
from aligner.model import ParagraphKind, Reason, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_ATX = re.compile(r"(#{1,6})(?:[ \t　]+|$)")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_SETEXT = re.compile(r"(?:=+|-+)$")
_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
#: A definition of the term in the line above.
_DEFINITION = re.compile(r":[ \t]+(?=\S)")
_FOOTNOTE_ALONE = re.compile(r"\[\^[^\]\s]+\]:$")


def scan(text: str, *, mixed: bool = False, components: bool = False) -> list[Block]:
    """Return the blocks of a Markdown text.

    With ``components`` (MDX), an indent is no code, and expressions are markup.
    """
    blocks = list(_Scanner(text, components=components).blocks())
    return part_blocks(text, blocks) if mixed else blocks


class _Scanner:
    """Reads line by line; the containers and the leaf are those that the next line may continue."""

    def __init__(self, text: str, *, components: bool) -> None:
        self._text = text
        self._lines = list(split_lines(text))
        self._code_indent = sys.maxsize if components else CODE_INDENT
        self._containers = Containers(self._code_indent)
        self._components = components
        self._leaf: Leaf | None = None
        self._comment_ends_ahead = True
        self._raw = RawText(self._lines)
        self._unseen = Unseen(text, self._lines, components=components)
        self._in_html = False  # from a line that begins with a tag to the next blank one, an indent means nothing
        self._empty_item = False  # whether the line before was the mark of an item alone
        self._directives: list[str] = []  # fences of directives whose content is Markdown
        self._options = False  # whether the line before opened a container, whose options may follow
        self._done: list[Block] = []

    def blocks(self) -> Iterator[Block]:
        """Return the blocks, in order."""
        k = self._front_matter()
        while k < len(self._lines):
            k = self._read(k)
        self._close()
        return iter(self._done)

    def _front_matter(self) -> int:
        """Number of lines the front matter takes."""
        ends = front_matter_end(self._lines)
        if ends is None:
            return 0
        self._done += front_matter(self._lines[ends[0] : ends[1] + 1])
        return ends[1] + 1

    def _read(self, k: int) -> int:
        """Read line k and perhaps some after it. Return the index of the next line to read."""
        line, leaf = self._lines[k], self._leaf
        if leaf is not None and leaf.kind == "comment":
            leaf.lines.append(line)
            if "-->" in line.text:
                self._close()
            return k + 1
        cursor = Cursor.of(self._text, line)
        matched = self._containers.match(cursor)
        if leaf is not None and leaf.kind == "fence":
            if matched == len(self._containers) or not line.text:
                self._continue_fence(leaf, cursor, line)
                return k + 1
            self._close()
        return self._read_prose(k, cursor, matched)

    def _continue_fence(self, leaf: Leaf, cursor: Cursor, line: Line) -> None:
        content = self._text[cursor.printed() : line.end]
        leaf.lines.append(Line(cursor.printed(), line.end, 0, content))
        if content.startswith(leaf.fence) and not content.strip(leaf.fence[0]) and cursor.indent() < self._code_indent:
            self._close()

    def _read_prose(self, k: int, cursor: Cursor, matched: int) -> int:
        """Read a line outside code: it opens containers and blocks, or continues the open paragraph."""
        paragraph = self._paragraph() is not None
        opened = self._containers.open(cursor, matched, in_paragraph=paragraph)
        if opened:
            self._close()
            self._containers.keep(matched, opened)
        start = self._lines[k].start
        rest = self._text[cursor.printed() : cursor.end]
        if not rest:
            self._read_blank(matched, opened=bool(opened))
            return k + 1
        self._empty_item = False
        fits = opened or matched == len(self._containers)
        if not fits and paragraph and not self._opens_leaf(rest, cursor):
            self._continue("paragraph", start).add(cursor)
            return k + 1
        if not fits:
            self._close()
            self._containers.keep(matched, [])
        return self._read_leaf(k, cursor, start, rest)

    def _read_blank(self, matched: int, *, opened: bool) -> None:
        """Read a blank line. It ends a paragraph, a table, and unmatched quotations; a listing continues."""
        self._in_html = False
        if self._empty_item and not opened:
            self._containers.close_empty_item()
        self._empty_item = opened
        if self._leaf is not None and self._leaf.kind != "code":
            self._close()
        if not opened:
            self._containers.keep_items(matched)

    def _opens_leaf(self, rest: str, cursor: Cursor) -> bool:
        """Return whether a line cannot be the lazy continuation of a paragraph."""
        if cursor.indent() >= self._code_indent:
            return False
        if self._components and is_tag(rest):
            return True
        if (
            any(pattern.match(rest) for pattern in (_ATX, _FENCE, BREAK, FOOTNOTE, _DEFINITION))
            or mark_of(rest) is not None
        ):
            return True
        return rest.startswith("<!--") or opens_block(rest) or is_only_shortcodes(rest)

    def _read_leaf(self, k: int, cursor: Cursor, start: int, rest: str) -> int:
        """Read a line inside its containers, and return the index of the next line to read."""
        paragraph = self._paragraph()
        self._in_html = self._in_html or (paragraph is None and rest.startswith("<"))
        if cursor.indent() >= self._code_indent and paragraph is None and not self._in_html:
            if self._options and is_option(rest, indented=True):
                self._mark(start, cursor.end)
                return k + 1
            self._continue("code", start).add(cursor)
            return k + 1
        if paragraph is not None and _SETEXT.match(rest):
            self._underline(paragraph, cursor)
            return k + 1
        lazy = paragraph is not None and not self._in_html and cursor.indent() >= self._code_indent
        if not lazy and (end := self._read_mark(k, cursor, start, rest)) is not None:
            return end
        leaf, paragraph = self._leaf, self._paragraph()
        if leaf is not None and leaf.kind == "table":
            self._done.append(row(start, Line(cursor.printed(), cursor.end, 0, rest)))
        elif paragraph is not None and "|" in rest and _DELIMITER_ROW.match(rest):
            self._begin_table(paragraph, cursor, start)
        elif paragraph is None and (end := definition_end(self._lines, k, rest)) is not None:
            self._mark(start, self._lines[end - 1].end, Reason.DEFINITION)
            return end
        else:
            footnote = paragraph is None and FOOTNOTE.match(rest)
            self._continue("paragraph", start).add(cursor)
            if footnote:
                self._containers.add_aside()
            elif closes_block(rest):
                self._close()
        return k + 1

    def _read_definition(self, cursor: Cursor) -> None:
        """Read the first line of a definition: its mark is that of an item, and the paragraph before it its term."""
        self._close()
        before = cursor.column
        cursor.take(cursor.printed() + 1)
        cursor.skip(cursor.indent())
        self._containers.add_item(cursor.column - before)

    def _read_mark(self, k: int, cursor: Cursor, start: int, rest: str) -> int | None:
        """Read a mark that ends an open block (heading, fence, break, comment, tags). Return the next line, or None."""
        options, self._options = self._options, False
        if _ATX.match(rest):
            self._close()
            self._done.append(heading(self._text, start, cursor.printed(), cursor.end))
        elif directive := directive_of(rest):
            self._directives.append(directive[0])
            self._open_mark(start, cursor, directive[1])
        elif self._ends_directive(rest):
            self._directives.pop()
            self._mark(start, cursor.end)
        elif fence := _FENCE.match(rest):
            self._close()
            self._leaf = Leaf("fence", start, self._containers.prose, fence=fence[1] or fence[2], opened=cursor.end)
        elif BREAK.match(rest) or (options and is_option(rest, indented=False)):
            self._mark(start, cursor.end)
            self._options = options and not BREAK.match(rest)
        elif mark := mark_of(rest):
            self._open_mark(start, cursor, mark)
        elif rest.startswith("<!--") and self._has_comment_end(cursor):
            self._comment(cursor, start, rest)
        elif raw := self._raw.end(k, rest):
            return self._read_raw(k, start, *raw)
        elif (end := self._unseen.formula_end(k, rest)) is not None:
            self._close()
            self._done.append(code_block(self._lines[k + 1 : end - 1], start, self._lines[end - 1].end))
            return end
        else:
            return self._read_unseen(k, cursor, start, rest)
        return k + 1

    def _ends_directive(self, rest: str) -> bool:
        """Return whether a line closes the innermost fenced directive."""
        fence = self._directives[-1] if self._directives else ""
        return bool(fence) and rest.startswith(fence) and not rest.strip(fence[0])

    def _open_mark(self, start: int, cursor: Cursor, mark: Mark) -> None:
        """Keep the blocks of a line that is a mark, and open what it opens."""
        self._close()
        printed = cursor.printed()
        if mark.title is None:
            self._done.append(markup(start, cursor.end, reason=mark.reason))
        else:
            inner = Span(printed + mark.title.start, printed + mark.title.end)
            title = Block(*inner, ParagraphKind.HEADING, inner, inner.start)
            self._done += [markup(start, inner.start), title]
            if inner.end < cursor.end:
                self._done.append(markup(inner.end, cursor.end))
        if mark.indented:
            self._containers.add_aside()
        self._options = mark.container

    def _read_unseen(self, k: int, cursor: Cursor, start: int, rest: str) -> int | None:
        """Read tags, shortcodes, comments, imports, expressions, or the marks of notes and definitions."""
        if (end := self._unseen.tags_end(k, rest)) is not None:
            self._close()
            self._done += with_texts(self._text, start, self._lines[end - 1].end)
            return end
        in_block, in_container = self._leaf is not None, bool(self._containers)
        if skipped := self._unseen.skipped_end(k, rest, in_block=in_block, in_container=in_container):
            end, reason = skipped
            self._mark(start, self._lines[end - 1].end, reason)
            return end
        if _FOOTNOTE_ALONE.match(rest):
            self._mark(start, cursor.end)
            self._containers.add_aside()
            return k + 1
        if _DEFINITION.match(rest):
            self._read_definition(cursor)
        elif opens_block(rest):
            self._close()
        return None

    def _read_raw(self, k: int, start: int, name: str, end: int) -> int:
        """Preformatted text is a listing between its tags; scripts and styles are seen by no reader."""
        lines = self._lines[k:end]
        inside = [line for line in lines if line.text and not is_tag(line.text)]
        self._close()
        if name == "pre" and inside:
            self._done.append(code_block(inside, start, lines[-1].end))
        else:
            self._done.append(markup(start, lines[-1].end, reason=Reason.CODE))
        return end

    def _mark(self, start: int, end: int, reason: Reason = Reason.MARKUP) -> None:
        self._close()
        self._done.append(markup(start, end, reason=reason))

    def _paragraph(self) -> Leaf | None:
        """Return the open leaf if it is a paragraph."""
        return self._leaf if self._leaf is not None and self._leaf.kind == "paragraph" else None

    def _continue(self, kind: str, start: int) -> Leaf:
        """Return the open leaf, if it is of a kind, otherwise a new one."""
        if self._leaf is None or self._leaf.kind != kind:
            self._close()
            self._leaf = Leaf(kind, start, self._containers.prose)
        return self._leaf

    def _has_comment_end(self, cursor: Cursor) -> bool:
        """Return whether the comment is closed somewhere; once none is, the rest is not searched again."""
        if self._comment_ends_ahead:
            self._comment_ends_ahead = self._text.find("-->", cursor.pos) >= 0
        return self._comment_ends_ahead

    def _comment(self, cursor: Cursor, start: int, rest: str) -> None:
        """Read a comment; text after its end on the same line is a paragraph."""
        self._close()
        end = rest.find("-->")
        if end < 0:
            self._continue("comment", start).add(cursor)
            return
        after = cursor.printed() + end + 3
        self._done.append(markup(start, after, reason=Reason.COMMENT))
        cursor.take(after)
        if cursor.printed() < cursor.end:
            self._continue("paragraph", cursor.printed()).add(cursor)

    def _underline(self, leaf: Leaf, cursor: Cursor) -> None:
        """The open paragraph turns out to be a heading."""
        self._leaf = None
        inner = Span(leaf.lines[0].start, leaf.lines[-1].end)
        heading = Block(leaf.start, inner.end, ParagraphKind.HEADING, inner, inner.start, between(leaf.lines))
        self._done += [heading, markup(cursor.printed(), cursor.end)]

    def _begin_table(self, leaf: Leaf, cursor: Cursor, start: int) -> None:
        """The delimiter row makes the last line of the open paragraph the first row."""
        header = leaf.lines.pop()
        header_start = header.start if leaf.lines else leaf.start
        self._close()
        self._done += [row(header_start, header), markup(start, cursor.end)]
        self._leaf = Leaf("table", start, self._containers.prose)

    def _close(self) -> None:
        """Ends the open leaf and keeps its block."""
        leaf, self._leaf = self._leaf, None
        if leaf is None or not (leaf.lines or leaf.fence):
            return
        if leaf.kind == "comment":
            self._done.append(markup(leaf.start, leaf.lines[-1].end, reason=Reason.COMMENT))
        elif leaf.kind == "paragraph":
            self._done += prose_blocks(self._text, leaf)
        else:
            self._done.append(listing(leaf))
