"""Lines of a Markdown text that are HTML or definitions rather than prose: where such a stretch ends.

Each function is given the lines of the text and the place of one in them, and answers with the index past the last
line of the stretch that begins there, or None where none does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.document.blocks import Line

_TAGS = re.compile(
    r"(?:</?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<!--(?:[^-]|-(?!->))*-->|\{/\*(?:[^*]|\*(?!/))*\*/\}|\s+)+$"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
#: A tag runs over so many lines at most.
_TAG_LINES = 30
_RAW = re.compile(r"<(script|style|pre|textarea)(?=[\s>]|$)", re.IGNORECASE)
_DEFINITION = re.compile(
    r"\[(?!\^)(?:[^\[\]\\]|\\.)+\]:[ \t]*\n?[ \t]*(?:<[^<>\n]*>|(?!<)\S+)"
    r"(?:(?:[ \t]+|[ \t]*\n[ \t]*)(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?$"
)
#: A link definition runs over so many lines at most: label, address, title.
_DEFINITION_LINES = 3


def tags_end(lines: Sequence[Line], k: int, rest: str) -> int | None:
    """Lines that hold nothing but tags and comments, the first of them from ``rest`` on."""
    pieces = [rest]
    for end in range(k + 1, min(k + _TAG_LINES, len(lines)) + 1):
        if pieces[-1].endswith((">", "}")):
            return end if _TAGS.match("\n".join(pieces)) else None
        if end == len(lines) or not lines[end].text:
            return None
        pieces.append(lines[end].text)
    return None


def is_tag(text: str) -> bool:
    """Whether a line is one tag.

    >>> is_tag("<pre class='log'>"), is_tag("<pre>let a;")
    (True, False)
    """
    return _TAG.fullmatch(text) is not None


def definition_end(lines: Sequence[Line], k: int, rest: str) -> int | None:
    """A link definition; its address and its title may stand on lines of their own."""
    if not rest.startswith("["):
        return None
    ahead = [rest, *(line.text for line in lines[k + 1 : k + _DEFINITION_LINES])]
    blank = next((size for size, text in enumerate(ahead) if not text), len(ahead))
    sizes = range(blank, 0, -1)
    return next((k + size for size in sizes if _DEFINITION.match("\n".join(ahead[:size]))), None)


class RawText:
    """Elements whose content is no Markdown, blank lines and all: scripts, styles, preformatted text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._unclosed: set[str] = set()  # so that what is never closed is not searched for again

    def end(self, k: int, rest: str) -> tuple[str, int] | None:
        """The name of an element that begins with ``rest`` and the index past the line that closes it."""
        found = _RAW.match(rest)
        if found is None or (name := found.group(1).lower()) in self._unclosed:
            return None
        closing = f"</{name}>"
        if closing in rest.lower():
            return name, k + 1
        for end in range(k + 1, len(self._lines)):
            if closing in self._lines[end].text.lower():
                return name, end + 1
        self._unclosed.add(name)
        return None
