"""The conditions that a sentence pair must meet to be in a corpus. Others are kept apart, with the reason."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from aligner.document.languages import count_letters

if TYPE_CHECKING:
    from aligner.batch.schema import Row

#: Characters of English for one of Japanese: the median over four sets of human translations (news 2.2, encyclopedia
#: 2.4, verse 2.5, documentation 2.3).
USUAL_RATIO = 2.35
#: If the longer side has fewer characters, the length ratio says nothing.
_SHORT = 30
#: Minimum share of a side's letters in its own language. Japanese contains Latin names and code; English hardly ever
#: contains Japanese.
_ENGLISH, _JAPANESE = 0.8, 0.2


class Reason(StrEnum):
    """Why a pair is left out."""

    CONFIDENCE = "confidence"
    LENGTH = "length"
    LANGUAGE = "language"
    COPY = "copy"
    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near-duplicate"


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of a corpus.

    Attributes:
        confidence: the minimum confidence.
        ratio: the maximum factor between the length ratio of a pair and the usual one; 0 for no limit.
        languages: whether each side must be in its language and not a copy of the other side.
        duplicates: whether repeated pairs are left out.
        near: the Jaccard similarity of character n-grams from which two pairs count as duplicates; 0 for none.
    """

    confidence: float = 0.5
    ratio: float = 3.0
    languages: bool = True
    duplicates: bool = True
    near: float = 0.8


def check(row: Row, filters: Filters) -> Reason | None:
    """Return why a bead with both sides is left out, or None if it is not."""
    if row["confidence"] < filters.confidence:
        return Reason.CONFIDENCE
    en, ja = row["en"], row["ja"]
    if filters.languages:
        if _folded(en) == _folded(ja):
            return Reason.COPY
        if not _in_languages(en, ja):
            return Reason.LANGUAGE
    if filters.ratio and max(len(en), len(ja) * USUAL_RATIO) >= _SHORT:
        off = abs(math.log(max(len(en), 1) / max(len(ja), 1) / USUAL_RATIO))
        if off > math.log(filters.ratio):
            return Reason.LENGTH
    return None


def normal_form(en: str, ja: str) -> str:
    """Return a pair without differences of width, case and white space, for comparison.

    >>> normal_form("GDP rose.", "ＧＤＰは 増えた。") == normal_form("gdp  rose.", "GDPは増えた。")
    True
    """
    return f"{' '.join(_folded(en).split())}\t{''.join(_folded(ja).split())}"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _in_languages(en: str, ja: str) -> bool:
    """Whether both sides are in their language; a side without letters (12:30) is in any language."""
    left, right = count_letters(en), count_letters(ja)
    return (not sum(left) or left.latin >= _ENGLISH * sum(left)) and (
        not sum(right) or right.japanese >= _JAPANESE * sum(right)
    )
