"""JavaScript between the paragraphs of a Markdown text: imports, exports, and the expressions of MDX.

Sites built of components have them in their pages. They are code that no reader sees. Each function takes the lines of
the text and the position of the first one, and returns the index past the last one, or None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.document.blocks import Line

#: How a line with an import or an export begins.
STATEMENTS = ("import ", "export ")
_STATEMENT = re.compile(
    r"import\s+(?:[\w*{][^'\"]{0,2000}\sfrom\s*)?(['\"])[^'\"\n]{1,300}\1"
    r"|export\s+(?:default\b|(?:async\s+)?function\b|class\s|(?:const|let|var)\s+[\w{\[][^=\n]*=|\{|\*\s)"
)
_BRACKETS = re.compile(r"[(\[{}\])]")
_OPENING = "([{"
#: Ends of a line after which a statement goes on.
_CONTINUED = (",", "=", "=>", "+", "(", "&&", "||", "?")
#: Largest number of lines of a statement or an expression.
_MOST_LINES = 200


def statement_end(lines: Sequence[Line], k: int) -> int | None:
    """Return the index past imports and exports on consecutive lines."""
    if not _STATEMENT.match("\n".join(line.text for line in lines[k : k + _MOST_LINES])):
        return None
    depth = 0
    for end in range(k, min(k + _MOST_LINES, len(lines))):
        depth += _depth(lines[end].text)
        following = lines[end + 1].text if end + 1 < len(lines) else ""
        goes_on = following.startswith((*STATEMENTS, ".")) or lines[end].text.endswith(_CONTINUED)
        if depth <= 0 and not goes_on:
            return end + 1
    return None


def expression_end(lines: Sequence[Line], k: int) -> int | None:
    """Return the index past an expression in braces that ends a line; None if text follows the braces."""
    depth = 0
    for end in range(k, min(k + _MOST_LINES, len(lines))):
        depth += _depth(lines[end].text)
        if depth <= 0:
            return end + 1 if lines[end].text.endswith("}") else None
    return None


def _depth(text: str) -> int:
    """Return how many more brackets a line opens than it closes."""
    return sum(1 if bracket in _OPENING else -1 for bracket in _BRACKETS.findall(text))
