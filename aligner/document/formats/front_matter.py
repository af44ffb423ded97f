"""Front matter of Markdown and AsciiDoc, in YAML or TOML: which of its values are text for readers.

Rule: titles and descriptions are paragraphs of the untouched text. Keys, addresses, dates and settings are metadata.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.document.blocks import Block, Line, markup
from aligner.model import ParagraphKind, Reason, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Maximum number of lines of front matter.
_MOST_LINES = 200
_HEADINGS = r"\w*[Tt]itle|\w*[Ll]abel|headline"
_BODIES = r"\w*[Dd]escription|summary|tagline|excerpt|abstract|lead|intro|caption|alt|text|details|message|subject"
_FIELD = re.compile(
    rf"(?:-[ \t]++)?+(?:(?P<heading>{_HEADINGS})|(?P<body>{_BODIES}))[ \t]*+(?P<sign>[:=])[ \t]*+(?P<value>\S.*+)?+$"
)
_QUOTED = re.compile(r"\"(?P<double>(?:[^\"\\]|\\.)*+)\"|'(?P<single>(?:[^']|'')*+)'")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?+\d?+$")
_COMMENT = re.compile(r"(?<![ \t])[ \t]++#.*+$")
#: The first line of a mapping or of a list below a key.
_NESTED = re.compile(r"(?:-[ \t]|[\w-]++[ \t]*+:(?:[ \t]|$))")
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
        content = _continued(lines, k, line, match)
        k += len(content)
        span, marks = _value(line, match, content)
        if span is not None:
            yield markup(done, span.start, reason=Reason.METADATA)
            kind = ParagraphKind.HEADING if match["heading"] else ParagraphKind.BODY
            yield Block(*span, kind, span, span.start, marks, origin=match["heading"] or match["body"])
            done = span.end
    yield markup(done, lines[-1].end, reason=Reason.METADATA)


def _continued(lines: Sequence[Line], k: int, line: Line, match: re.Match[str]) -> list[Line]:
    """Return the lines below a key that belong to its value: a block scalar, or a plain value over lines."""
    value = match["value"] or ""
    is_block = _BLOCK_SCALAR.match(value) is not None
    if match["sign"] == "=" or value[:1] in tuple("\"'[{&*"):
        return []
    end = k
    while end < len(lines) and (not lines[end].text or lines[end].indent > line.indent):
        end += 1
    content = list(lines[k:end])
    while content and not content[-1].text:
        content.pop()
    plain = bool(content) and bool(content[0].text) and _NESTED.match(content[0].text) is None
    return content if is_block or plain else []


def _value(line: Line, match: re.Match[str], content: Sequence[Line]) -> tuple[Span | None, tuple[Span, ...]]:
    """Return the span of a value without its quotation marks, and the gaps between its lines; None if it is no text."""
    value = match["value"] or ""
    start = line.start + match.start("value") if value else 0
    pieces: list[Span] = [Span(part.start, part.end) for part in content if part.text]
    if quoted := _QUOTED.match(value):
        group = quoted.lastgroup or ""
        pieces = [Span(start + quoted.start(group), start + quoted.end(group))]
        value = quoted[group]
    elif value and not _BLOCK_SCALAR.match(value):
        value = _COMMENT.sub("", value)
        pieces = [Span(start, start + len(value)), *pieces]
    text = value if not content else value + "".join(part.text for part in content)
    if not pieces or not any(map(str.isalpha, text)) or (not content and _NO_TEXT.match(value)):
        return None, ()
    gaps = tuple(Span(before.end, after.start) for before, after in pairwise(pieces))
    return Span(pieces[0].start, pieces[-1].end), gaps
