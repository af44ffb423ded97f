"""Lines of a Markdown text that are HTML or definitions, not prose: where such a range of lines ends.

Each function takes the lines of the text and the position of one of them. It returns the index past the last line of
the range that begins there, or None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.document.blocks import Line

#: Instructions, declarations, comments of HTML and of MDX, and white space.
UNSEEN = r"<\?(?:[^?<>]|\?(?!>))*+\?>|<![A-Z][^<>]*+>|\{/\*(?:[^*]|\*(?!/))*+\*/\}|<!--(?:[^-]|-(?!->))*+-->|\s++"
_TAGS = re.compile(rf"(?:{UNSEEN}|</?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>)++$")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
#: Largest number of lines of a tag.
_TAG_LINES = 30
_RAW = re.compile(r"<(script|style|pre|textarea)(?=[\s>]|$)", re.IGNORECASE)
_DEFINITION = re.compile(
    r"\[(?!\^)(?:[^\[\]\\]|\\.)++\]:[ \t]*+(?:\n[ \t]*+)?+(?:<[^<>\n]*+>|(?!<)\S++)"
    r"(?:(?:[ \t]++(?:\n[ \t]*+)?+|\n[ \t]*+)(?:\"[^\"\n]*+\"|'[^'\n]*+'|\([^()\n]*+\)))?$"
)
#: Largest number of lines of a link definition: label, address, title.
_DEFINITION_LINES = 3


def tags_end(lines: Sequence[Line], k: int, rest: str) -> int | None:
    """Lines with only tags and comments; the first one begins with ``rest``."""
    pieces = [rest]
    for end in range(k + 1, min(k + _TAG_LINES, len(lines)) + 1):
        if pieces[-1].endswith((">", "}")):
            return end if _TAGS.match("\n".join(pieces)) else None
        if end == len(lines) or not lines[end].text:
            return None
        pieces.append(lines[end].text)
    return None


def is_tag(text: str) -> bool:
    """Return whether a line is one tag.

    >>> is_tag("<pre class='log'>"), is_tag("<pre>let a;")
    (True, False)
    """
    return _TAG.fullmatch(text) is not None


def definition_end(lines: Sequence[Line], k: int, rest: str) -> int | None:
    """Return the index past a link definition, whose parts may be on separate lines; None if it is not one."""
    if not rest.startswith("["):
        return None
    ahead = [rest, *(line.text for line in lines[k + 1 : k + _DEFINITION_LINES])]
    blank = next((size for size, text in enumerate(ahead) if not text), len(ahead))
    sizes = range(blank, 0, -1)
    return next((k + size for size in sizes if _DEFINITION.match("\n".join(ahead[:size]))), None)


class RawText:
    """Elements whose content is not Markdown, including blank lines: scripts, styles, preformatted text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._unclosed: set[str] = set()  # elements that are never closed, which are not searched again

    def end(self, k: int, rest: str) -> tuple[str, int] | None:
        """Return the name of an element that begins with ``rest`` and the index past the line that closes it."""
        match = _RAW.match(rest)
        if match is None or (name := match.group(1).lower()) in self._unclosed:
            return None
        closing = f"</{name}>"
        if closing in rest.lower():
            return name, k + 1
        for end in range(k + 1, len(self._lines)):
            if closing in self._lines[end].text.lower():
                return name, end + 1
        self._unclosed.add(name)
        return None
