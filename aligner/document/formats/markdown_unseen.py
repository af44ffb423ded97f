"""Ranges of lines in a Markdown text that readers of the page do not see as text: tags, code, and comments of dialects.

Each method takes the index of a line and the text of that line inside its containers. It returns where the range ends
that begins there, or None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.formats.markdown_components import STATEMENTS, expression_end, statement_end
from aligner.document.formats.markdown_html import tags_end
from aligner.document.formats.markdown_tags import SHORTCODE_LINES, is_only_shortcodes, shortcode_end
from aligner.model import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.document.blocks import Line

#: Directives and labels that only MyST has, whose comments begin with a percent sign.
_MYST = re.compile(r"^(?:`{3,}|:{3,}|~{3,})\{[a-z-]+\}|^\([\w-]+\)=$", re.MULTILINE)
#: Comments of Obsidian are between two of these.
_PERCENTS = "%%"
#: Formulas are between two lines of these.
_FORMULA = "$$"
#: Maximum number of lines of such a comment or formula.
_COMMENT_LINES = 50


class Unseen:
    """Finds these ranges in one text.

    Args:
        text: the whole text.
        lines: its lines.
        components: whether the text is MDX, which has components and expressions.
    """

    def __init__(self, text: str, lines: Sequence[Line], *, components: bool) -> None:
        self._lines = lines
        self._components = components
        self._myst = _MYST.search(text) is not None

    def tags_end(self, k: int, rest: str) -> int | None:
        """Return the index past a range of tags and shortcodes."""
        if is_only_shortcodes(rest):
            return k + 1
        if rest.startswith("{{"):
            size = shortcode_end([rest, *(line.text for line in self._lines[k + 1 : k + SHORTCODE_LINES])])
            return None if size is None else k + size
        return tags_end(self._lines, k, rest) if rest[0] in "<{" else None

    def formula_end(self, k: int, rest: str) -> int | None:
        """Return the index past a formula between two lines of ``$$``."""
        if rest != _FORMULA:
            return None
        near = range(k + 1, min(k + _COMMENT_LINES, len(self._lines)))
        return next((end + 1 for end in near if self._lines[end].text == _FORMULA), None)

    def skipped_end(self, k: int, rest: str, *, in_block: bool, in_container: bool) -> tuple[int, Reason] | None:
        """Return the index past code or a comment, and the reason to skip it. Code is not inside another block."""
        if not in_block and (code := self._code_end(k, rest, in_container=in_container)) is not None:
            return code, Reason.CODE
        if self._myst and rest.startswith("% "):
            return k + 1, Reason.COMMENT
        comment = self._percents_end(k, rest) if rest.startswith(_PERCENTS) else None
        return None if comment is None else (comment, Reason.COMMENT)

    def _code_end(self, k: int, rest: str, *, in_container: bool) -> int | None:
        """Return the index past an import, an export or, in MDX, an expression."""
        if rest.startswith(STATEMENTS) and not in_container:
            return statement_end(self._lines, k)
        return expression_end(self._lines, k) if self._components and rest.startswith("{") else None

    def _percents_end(self, k: int, rest: str) -> int | None:
        """Return the index past a comment between two ``%%``; None if it ends inside a line or nowhere near."""
        signs = rest.count(_PERCENTS)
        if signs > 1:
            return k + 1 if signs == 2 and rest.endswith(_PERCENTS) else None
        near = range(k + 1, min(k + _COMMENT_LINES, len(self._lines)))
        return next((end + 1 for end in near if self._lines[end].text.endswith(_PERCENTS)), None)
