"""What a sentence pair has to be by itself to go into a corpus. What does not pass is kept, with the reason."""

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
#: Below so many characters on the longer side a ratio says nothing.
_SHORT = 30
#: Least share of a side's letters in its own language. Japanese holds Latin names and code, hardly ever the reverse.
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
    """What is asked of a pair.

    Attributes:
        confidence: least confidence.
        ratio: how many times longer or shorter than usual one side may be, for the other; 0 for any.
        languages: whether each side has to be in its language, and not a copy of the other.
        duplicates: whether a pair may occur only once.
        near: likeness (Jaccard's, over stretches of characters) from which two pairs are the same; 0 for none.
    """

    confidence: float = 0.5
    ratio: float = 3.0
    languages: bool = True
    duplicates: bool = True
    near: float = 0.8


def check(row: Row, filters: Filters) -> Reason | None:
    """Why a bead with both sides does not pass, if it does not."""
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
    """What two pairs have in common that are the same: width, case and white space do not count.

    >>> normal_form("GDP rose.", "ＧＤＰは 増えた。") == normal_form("gdp  rose.", "GDPは増えた。")
    True
    """
    return f"{' '.join(_folded(en).split())}\t{''.join(_folded(ja).split())}"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _in_languages(en: str, ja: str) -> bool:
    """Whether both sides are in their language; one without letters (12:30) is in any."""
    left, right = count_letters(en), count_letters(ja)
    return (not sum(left) or left.latin >= _ENGLISH * sum(left)) and (
        not sum(right) or right.japanese >= _JAPANESE * sum(right)
    )
