"""Front matter of a Markdown text, in YAML or TOML: which of its values are text for readers.

Rule: the values stay where they are. Keys, addresses, dates and settings are metadata; titles and descriptions are
paragraphs.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.document.blocks import Block, Line, markup
from aligner.model import ParagraphKind, Reason, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Front matter has at most so many lines.
_MOST_LINES = 200
_HEADINGS = (
    "title|linkTitle|linktitle|subtitle|short_title|headline|label|nav_title"
    "|sidebar_label|sidebarLabel|pagination_label"
)
_BODIES = (
    "description|summary|tagline|excerpt|abstract|lead|intro|caption|alt|text|details|message|subject|og_description"
)
_FIELD = re.compile(
    rf"(?:-[ \t]++)?+(?:(?P<heading>{_HEADINGS})|(?P<body>{_BODIES}))[ \t]*+[:=][ \t]*+(?P<value>\S.*+)?+$"
)
_QUOTED = re.compile(r"\"(?P<double>(?:[^\"\\]|\\.)*+)\"|'(?P<single>(?:[^']|'')*+)'")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?+\d?+$")
_COMMENT = re.compile(r"[ \t]++#.*+$")
#: Values that are no text.
_NO_TEXT = re.compile(r"[\[{&*!]|true$|false$|null$|~$|https?://\S++$|[\d.:-]++$")


def front_matter_end(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Return the indices of the first and the last line of front matter; None if there is none."""
    texts = [line.text for line in lines[:_MOST_LINES]]
    first = next((k for k, text in enumerate(texts) if text), 0)
    if not texts or texts[first] not in ("---", "+++"):
        return None
    for k in range(first + 1, len(texts)):
        if texts[k] in (texts[first], "..."):
            inside = [text for text in texts[first + 1 : k] if text]
            return (first, k) if inside and any(mark in inside[0] for mark in ":=#") else None
    return None


def front_matter(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the blocks of front matter, given all its lines."""
    done = lines[0].start
    k = 0
    while k < len(lines):
        line = lines[k]
        k += 1
        match = _FIELD.match(line.text)
        if match is None:
            continue
        if _BLOCK_SCALAR.match(match["value"] or ""):
            content = _indented(lines, k, line.indent)
            k += len(content)
            span = Span(content[0].start, content[-1].end) if content else None
            marks = tuple(Span(a.end, b.start) for a, b in pairwise(content))
        else:
            span, marks = _value(line, match), ()
        if span is not None:
            yield markup(done, span.start, reason=Reason.METADATA)
            kind = ParagraphKind.HEADING if match["heading"] else ParagraphKind.BODY
            yield Block(*span, kind, span, span.start, marks, origin=match["heading"] or match["body"])
            done = span.end
    yield markup(done, lines[-1].end, reason=Reason.METADATA)


def _indented(lines: Sequence[Line], k: int, indent: int) -> list[Line]:
    """Return the lines of a block scalar, which are indented more than its key, up to a blank one."""
    content: list[Line] = []
    while k + len(content) < len(lines) and (line := lines[k + len(content)]).text and line.indent > indent:
        content.append(line)
    return content


def _value(line: Line, match: re.Match[str]) -> Span | None:
    """Return the span of a value without its quotation marks; None if it is no text."""
    value = match["value"] or ""
    start = line.start + match.start("value") if value else 0
    if quoted := _QUOTED.match(value):
        group = quoted.lastgroup or ""
        span = Span(start + quoted.start(group), start + quoted.end(group))
        value = quoted[group]
    else:
        value = _COMMENT.sub("", value)
        span = Span(start, start + len(value))
    return span if any(map(str.isalpha, value)) and not _NO_TEXT.match(value) else None
