"""Ignore marks: comments in a file that say which findings a check ignores, and why.

    <!-- taiyaku-ignore number.unit, name: the Japanese edition uses metric units -->
    <!-- taiyaku-ignore-file style: a collection of letters -->

A mark is a comment in the syntax of the file's format (`SYNTAXES`), with nothing else on its lines. It applies to the
next block, and ``taiyaku-ignore-file`` applies to the whole file. The rule: this module only finds marks and their
blocks. Readers do not know marks, so a mark never changes an alignment. Read next: `project.ignored`, which applies
them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.document.formats import format_named, format_of
from aligner.model import LINE_END, Span, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.model import Document, Segment
    from aligner.settings import Settings

#: Start and end of each comment syntax, as patterns. A comment without an end ends with its line.
_SYNTAXES = {
    "xml": (r"<!--", r"-->"),
    "braces": (r"\{/\*", r"\*/\}"),
    "c": (r"/\*", r"\*/"),
    "slashes": (r"//", ""),
    "number-sign": (r"\#", ""),
    "exclamation": (r"!", ""),
    "percent": (r"%", ""),
    "dots": (r"\.\.", ""),
}
#: The comment syntaxes of each format that has comments and whose places are lines. Front matter has its own comments.
SYNTAXES = {
    "markdown": ("xml", "number-sign"),
    "mdx": ("braces", "xml", "number-sign"),
    "rst": ("dots",),
    "asciidoc": ("slashes", "number-sign"),
    "latex": ("percent",),
    "html": ("xml",),
    "po": ("number-sign",),
    "xliff": ("xml",),
    "tmx": ("xml",),
    "android": ("xml",),
    "yaml": ("number-sign",),
    "properties": ("number-sign", "exclamation"),
    "apple": ("c", "slashes"),
}
_NAME = "taiyaku-ignore"
#: Most characters of a mark in a comment with an end.
_LONGEST = 1000
_CONTENT = re.compile(r"(?P<kinds>[^:：]*)(?:[:：](?P<reason>.*))?", re.DOTALL)
_BETWEEN_KINDS = re.compile(r"[\s,、，]+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class IgnoreMark:
    """A mark, as it is written. A mark without kinds or without a reason has no effect.

    Attributes:
        line: the line on which it starts.
        end_line: the line on which it ends.
        whole_file: whether it applies to the whole file.
        kinds: the kinds of findings, each with or without a relation.
        reason: why they are ignored.
    """

    line: int
    end_line: int
    whole_file: bool
    kinds: tuple[str, ...]
    reason: str


def ignore_marks(document: Document, data: bytes, settings: Settings) -> list[IgnoreMark]:
    """Return the marks in a file, in order.

    Args:
        document: the text that was read from the file.
        data: the content of the file.
        settings: the settings it was read with.
    """
    if _NAME.encode() not in data:
        return []
    file_format = format_named(settings.input_format) if settings.input_format else format_of(document.name, data)
    syntaxes = SYNTAXES.get(file_format.name, ())
    text = document.text if file_format.is_text else data.decode(document.encoding or "utf-8", "replace")
    spans = sorted(match for syntax in syntaxes for match in _matches(text, syntax))
    # In a text format, a comment with text of a segment is an example in a listing, or a heading.
    segments = document.segments if file_format.is_text else ()
    starts = line_starts(text)
    return [
        _mark(content, bisect_right(starts, span.start), bisect_right(starts, span.end), whole_file=whole_file)
        for span, whole_file, content in spans
        if not _has_text(span, segments)
    ]


def _matches(text: str, syntax: str) -> Iterator[tuple[Span, bool, str]]:
    """Yield the span of each mark in a comment syntax, whether it applies to the whole file, and its content."""
    start, end = _SYNTAXES[syntax]
    content = rf"(?P<content>(?s:.){{0,{_LONGEST}}}?){end}" if end else r"(?P<content>[^\n]*)"
    pattern = rf"^[ \t]*(?P<mark>{start}[ \t\n]*{_NAME}(?P<file>-file)?(?![\w-]){content})[ \t]*$"
    # Every line end is one character before a line starts, so offsets stay the same.
    lines = LINE_END.sub(lambda match: " \n"[-len(match.group()) :], text)
    for match in re.finditer(pattern, lines, re.MULTILINE):
        yield Span(*match.span("mark")), match["file"] is not None, match["content"]


def _mark(content: str, line: int, end_line: int, *, whole_file: bool) -> IgnoreMark:
    match = _CONTENT.fullmatch(content)
    kinds = tuple(filter(None, _BETWEEN_KINDS.split(match["kinds"]))) if match else ()
    reason = " ".join((match["reason"] or "").split()) if match else ""
    return IgnoreMark(line, end_line, whole_file, kinds, reason)


def _has_text(span: Span, segments: Sequence[Segment]) -> bool:
    """Whether a segment has text inside a span."""
    before = bisect_left(segments, span.end, key=lambda segment: segment.start) - 1
    return before >= 0 and span.start < segments[before].end


def block_after(document: Document, mark: IgnoreMark) -> range:
    """Return the segments of the block that a mark applies to; an empty range at the end if nothing follows.

    The block is the next paragraph. In a format whose text is not extracted (``document.is_file``), the block ends at
    the next blank line, so that it can be a list or a table.
    """
    segments = document.segments
    following = [segment for segment in segments if segment.line > mark.end_line]
    if not following:
        return range(len(segments), len(segments))
    first = min(following, key=lambda segment: (segment.line, segment.id))
    paragraph = document.paragraphs[first.paragraph]
    last = first.id
    for segment in segments[first.id + 1 :]:
        if segment.paragraph != paragraph.id:
            following_paragraph = document.paragraphs[segment.paragraph]
            between = LINE_END.sub("\n", document.text[paragraph.end : following_paragraph.start])
            if not document.is_file or _BLANK_LINE.search(between):
                break
            paragraph = following_paragraph
        last = segment.id
    return range(first.id, last + 1)
