r"""Word's fields: of each its result is text, its code is not, and of some not even the result.

A field is a run that begins it, its code, a run that parts code and result, the result, and a run that ends it; fields
nest. What a field works out from the pages (page numbers, tables of contents, indexes) no translator writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from aligner.document.formats.office.names import descendants, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Fields whose results are worked out from the pages.
_WORKED_OUT = frozenset({
    "index", "numpages", "page", "pageref", "section", "sectionpages", "toa", "toc",
})  # fmt: skip
_STEPS = {"begin": 1, "end": -1}
#: EQ fields set what no plain text can: readings over kanji, and characters in circles.
_READING = re.compile(r"\\s\\up\s*+-?\d++\s*+\([^()]*+\)\s*+[,;]\s*+([^()]*+)\)")
_ENCLOSED = re.compile(r"\\o\\ac\s*+\([^(),;]*+[,;]\s*+([^()]*+)\)")


@dataclass(slots=True)
class _Field:
    """An open field: the code so far, and whether its result has begun."""

    code: str = ""
    result: bool = False

    @property
    def shown(self) -> bool:
        return self.result and not is_worked_out(self.code)


class Fields:
    """The fields that are open at the place that is being read.

    Where begins and ends do not match, no result is left out: a lost end must not cost the rest of the document.
    """

    def __init__(self, story: Element) -> None:
        steps = [_STEPS.get(value(mark, "fldCharType") or "", 0) for mark in descendants(story, "w:fldChar")]
        depths = list(accumulate(steps, initial=0))
        self._sound = min(depths) == depths[-1] == 0
        self._open: list[_Field] = []

    @property
    def shows(self) -> bool:
        """Whether text at this place is seen."""
        if not self._sound:
            return not self._open or self._open[-1].result
        return all(field.shown for field in self._open)

    def mark(self, kind: str | None) -> str:
        """Take note of a mark (``begin``, ``separate``, ``end``); gives the text that a field without result shows."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].result = True
        elif kind == "end" and self._open:
            ended = self._open.pop()
            if not ended.result and self.shows:
                return equation_text(ended.code)
        return ""

    def code(self, text: str) -> None:
        """Take note of a piece of the code."""
        if self._open and not self._open[-1].result:
            self._open[-1].code += text

    def end_paragraph(self) -> None:
        """Forget a field whose code does not end with its paragraph, where it will never be ended."""
        if not self._sound:
            self._open = [field for field in self._open if field.result]


def is_worked_out(code: str) -> bool:
    """Return whether the result of a field with some code is worked out from the pages."""
    return (code.split() or [""])[0].lower() in _WORKED_OUT


def equation_text(code: str) -> str:
    r"""Return the visible text of an EQ field: the base without its reading, the enclosed character; "" otherwise.

    >>> equation_text(r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(ひがし),東)"), equation_text(r"eq \o\ac(○,印)")
    ('東', '印')
    """
    if (code.split() or [""])[0].lower() != "eq":
        return ""
    return "".join(_READING.findall(code) or _ENCLOSED.findall(code))
