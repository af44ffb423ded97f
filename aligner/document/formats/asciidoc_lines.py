"""Single lines of AsciiDoc: what the text of a line shows about it, without the lines around it.

Rule: every pattern decides at the start of a line and takes linear time. A span here has offsets into the text of its
line. `asciidoc` puts the lines together.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from aligner.model import Span
from aligner.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.document.blocks import Line

#: Styles whose block is kept as it is, and the style of a comment.
VERBATIM = frozenset(
    {
        *("source", "listing", "literal", "pass", "stem", "latexmath", "asciimath"),
        *("plantuml", "mermaid", "ditaa", "graphviz", "a2s", "d2", "vega", "console"),
    }
)
COMMENT = "comment"

_SECTION = re.compile(r"(?:={1,6}|#{1,6})\s+(?=\S)")
_TITLE = re.compile(r"\.(?=[^.\s])")
_ATTRIBUTE = re.compile(r":!?(\w[\w-]{0,80})!?:(?:\s+|$)")
_BLOCK_ATTRIBUTES = re.compile(r"\[(?:[\w.#%,\"'{ ].*)?\]$|\[\[[^\[\]]*\]\]$")
_STYLE = re.compile(r"\[\s*([A-Za-z][\w-]*)")
_PREPROCESSOR = re.compile(r"(ifn?def|ifeval|endif|include)::\S*?\[(.*)\]$")
_MACRO = re.compile(r"([a-z][\w-]{0,40})::\S*?\[(.*)\]$")
_BREAK = re.compile(r"(?:'{3,}|<{3,}|-{3}|\*{3}|_{3}|- - -|\* \* \*)$")
_BULLET = re.compile(r"(?:\*{1,6}|-|•)\s+(?:\[[ xX*]\]\s+)?(?=\S)")
_NUMBER = re.compile(r"(?:\.{1,6}|\d{1,4}\.|[A-Za-z]\.|[ivxlcIVXLC]{1,6}\))\s+(?=\S)")
_CALLOUT = re.compile(r"<(?:\d{1,3}|\.)>\s+(?=\S)")
_TERM = re.compile(r"(?<=[^\s:;])(?:;;|:{2,4})(?=\s|$)")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+(?=\S)")
#: A beginning of a paragraph that is not shown: entries of the index, anchors.
_UNSEEN = re.compile(r"(?:(?:\(\(\([^()]*\)\)\)|indexterm2?:\[[^\]]*\]|\[\[[\w:.-]+(?:,[^\]]*)?\]\](?!\]))\s*)+")
_UNDERLINE = re.compile(r"([=\-~^+])\1+$")
_DELIMITER = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|={4,}|\*{4,}|_{4,}|--)$")
_FENCE = re.compile(r"(`{3,})[\w+-]*$")
_TABLE = re.compile(r"[|,:!]={3,}$")
#: Largest difference between the lengths of a title and its underline.
_OFF = 2
#: Names of attributes whose value is text.
_SHOWN = re.compile(r"(?:doc|nav)?title|description|.*[-_](?:title|caption|label|text|signifier)")
#: The text of a picture: the first value, quoted or not, or a named one.
_ALT = re.compile(r"\s*\"([^\"]+)\"|\s*([^,=\"]+)(?=,|$)|(?:.*?,)?\s*(?:alt|title)=\"([^\"]+)\"")


class Fence(Enum):
    """What a delimiter line surrounds."""

    CODE = auto()
    COMMENT = auto()
    TABLE = auto()
    BLOCKS = auto()  # examples, sidebars, open blocks
    QUOTE = auto()


_FENCES: Mapping[str, Fence] = {
    "-": Fence.CODE,
    ".": Fence.CODE,
    "+": Fence.CODE,
    "/": Fence.COMMENT,
    "=": Fence.BLOCKS,
    "*": Fence.BLOCKS,
    "_": Fence.QUOTE,
}


def is_flush(line: Line, text: str) -> bool:
    """Return whether a line begins at the margin. An ideographic space is the indent of a Japanese paragraph."""
    return line.start == 0 or text[line.start - 1] not in " \t"


def delimiter(text: str) -> tuple[Fence, str] | None:
    """Return what a delimiter line surrounds, and the line that closes it; None for any other line."""
    if fence := _FENCE.match(text):
        return Fence.CODE, fence.group(1)
    if _TABLE.match(text):
        return Fence.TABLE, text
    if _DELIMITER.match(text):
        return (Fence.BLOCKS if text == "--" else _FENCES[text[0]]), text
    return None


def is_comment(text: str) -> bool:
    """Return whether a line is a comment, not a delimiter of comments."""
    return text.startswith("//") and not text.startswith("///")


def section(text: str) -> Span | None:
    """Return the title in a line with marks before it, and perhaps after it; None for any other line."""
    mark = _SECTION.match(text)
    if mark is None:
        return None
    title = text.rstrip(text[0])
    closed = title[-1].isspace() and len(title.rstrip()) > mark.end()
    return Span(mark.end(), len(title.rstrip()) if closed else len(text))


def is_underlined(title: Line, below: Line) -> bool:
    """Return whether a line underlines a title. Japanese titles are underlined by characters or by columns."""
    if not _UNDERLINE.match(below.text) or not any(char.isalnum() for char in title.text):
        return False
    length = len(below.text)
    return min(abs(length - len(title.text)), abs(length - display_width(title.text))) <= _OFF


def block_title(text: str) -> int:
    """Length of the mark of a block's title; 0 for none."""
    mark = _TITLE.match(text)
    return mark.end() if mark else 0


def attribute(text: str) -> tuple[int, bool] | None:
    """Return the offset of the value of an attribute, and whether it is text; None for any other line."""
    entry = _ATTRIBUTE.match(text)
    if entry is None:
        return None
    return entry.end(), _SHOWN.fullmatch(entry.group(1)) is not None and entry.end() < len(text)


def style(text: str) -> str | None:
    """Return the style that a line of block attributes sets, "" for none; None for any other line."""
    if not text.startswith("[") or not _BLOCK_ATTRIBUTES.match(text):
        return None
    named = _STYLE.match(text)
    return named.group(1).lower() if named else ""


def attribution(text: str) -> Span | None:
    """Return the author and the work in the attributes of a quotation."""
    comma = text.find(",")
    start = comma + 1 + len(text[comma + 1 :]) - len(text[comma + 1 :].lstrip(" \"'"))
    end = len(text[:-1].rstrip(" \"'"))
    return Span(start, end) if 0 <= comma < start < end else None


def preprocessor(text: str) -> Span | None:
    """Return the text inside a condition, empty for any other directive; None for any other line."""
    directive = _PREPROCESSOR.match(text) if text.endswith("]") else None
    if directive is None:
        return None
    if directive.group(1) not in ("ifdef", "ifndef"):
        return Span(0, 0)
    return Span(*directive.span(2))


def macro(text: str) -> Span | None:
    """Return the alternative text of a picture or film, empty for any other block macro; None for any other line."""
    called = _MACRO.match(text) if text.endswith("]") else None
    if called is None:
        return None
    alt = _ALT.match(called.group(2)) if called.group(1) in ("image", "video", "audio") else None
    if alt is None or alt.lastindex is None:
        return Span(0, 0)
    start, end = alt.span(alt.lastindex)
    return Span(called.start(2) + start, called.start(2) + end)


def is_break(text: str) -> bool:
    """Return whether a line is a rule or a page break."""
    return _BREAK.match(text) is not None


def item_mark(text: str) -> int:
    """Length of the mark of a list item: bullet, box, number, callout; 0 for none."""
    for pattern in (_BULLET, _NUMBER, _CALLOUT):
        if mark := pattern.match(text):
            return mark.end()
    return 0


def term(text: str) -> Span | None:
    """Return the mark after the term that a line defines; None for any other line."""
    mark = _TERM.search(text)
    return Span(*mark.span()) if mark else None


def lead_mark(text: str) -> int:
    """Length of the hidden beginning of a paragraph: index entries, anchors, ``NOTE:``."""
    unseen = _UNSEEN.match(text)
    start = unseen.end() if unseen else 0
    label = _ADMONITION.match(text, start)
    return label.end() if label else start
