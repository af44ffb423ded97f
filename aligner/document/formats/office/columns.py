"""Tables that hold a text and its translation side by side: which column is in which language, by script."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aligner.document.languages import leaning
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Cells of a column that are in its language: so many at least, and this share of those in either (a heading aside).
_FEWEST = 2
_MOST = 0.8
#: From here a cell is surely in its language (`leaning`): two words, or a word of Japanese.
_SURE = 0.5
#: Maximum number of letters of a unit or a code.
_LETTERS = 3


class Columns(NamedTuple):
    """Two columns of one table: that of the English text and that of the Japanese."""

    en: int
    ja: int

    def of(self, lang: Lang) -> int:
        """Return the column of a language."""
        return self.en if lang is Lang.EN else self.ja


def bilingual_columns(rows: Sequence[Mapping[int, str]]) -> Columns | None:
    """Return the columns that hold the two languages; None where there are none such.

    Args:
        rows: the texts of each row by their columns; a heading, and rows with less in them, are tolerated.

    Of several columns in one language that with the most cells is taken, and the leftmost of such.
    """
    counts: dict[int, dict[Lang, int]] = {}
    for row in rows:
        for column, text in row.items():
            lean = 0.0 if _is_measure(text) else leaning(text)
            if abs(lean) >= _SURE:
                lang = Lang.EN if lean > 0 else Lang.JA
                counts.setdefault(column, dict.fromkeys(Lang, 0))[lang] += 1
    best: dict[Lang, int] = {}
    for lang in Lang:
        fitting = [
            column
            for column, count in counts.items()
            if count[lang] >= _FEWEST and count[lang] >= min(sum(count.values()) - 1, _MOST * sum(count.values()))
        ]
        if not fitting:
            return None
        best[lang] = max(fitting, key=lambda column: (sum(counts[column].values()), -column))
    both = sum(bool(row.get(best[Lang.EN], "").strip() and row.get(best[Lang.JA], "").strip()) for row in rows)
    either = sum(bool(row.get(best[Lang.EN], "").strip() or row.get(best[Lang.JA], "").strip()) for row in rows)
    return Columns(best[Lang.EN], best[Lang.JA]) if both >= max(_FEWEST, either / 2) else None


def _is_measure(text: str) -> bool:
    """Return whether a cell is a figure with a unit, or a code. These are the same in both languages.

    >>> [_is_measure(text) for text in ("200 mm", "A-101", "iPhone 15", "It rained.")]
    [True, True, False, False]
    """
    letters = sum(char.isalpha() for char in text)
    return letters <= _LETTERS and text.isascii() and any(map(str.isdigit, text))
