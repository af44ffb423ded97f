"""Counts of names: in a correct alignment, a name occurs equally often on both sides of a pair.

A name is a word that the evidence of a pair matched on both sides and that is always capitalised in English. Loan words
are left out: the evidence contains them too, and they may begin a sentence or a heading. Only the most frequent names
are counted, each in its most frequent rendering, so that the work is linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Alignment, EvidenceKind, Lang
from aligner.text.folding import fold
from aligner.text.passages import passage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: The number of names that are counted: those that occur in the most pairs. A choice: three of them are shown.
COUNTED = 30
#: The minimum number of pairs with a name for equal counts to be meaningful, and the number of names that are shown.
PAIRS_NEEDED = 3
SHOWN = 3


_WORD = re.compile(r"[^\W\d_]+")
_LOWER_CASE = re.compile(r"(?<!\w)[a-z]+(?!\w)")


class Name(NamedTuple):
    """A name in English and in Japanese."""

    en: str
    ja: str


@dataclass(frozen=True, slots=True)
class NameCount:
    """A name, the pairs that hold it, the pairs that hold it equally often, and its occurrences in null beads."""

    name: Name
    pairs: int
    even: int
    unpaired: Mapping[Lang, int]


@dataclass(frozen=True, slots=True)
class NameCheck:
    """The names of each pair, by the id of its bead, and the counts of the most frequent ones."""

    by_bead: Mapping[int, tuple[Name, ...]]
    counts: tuple[NameCount, ...]

    @property
    def uneven(self) -> tuple[NameCount, ...]:
        """The most frequent names that occur more often on one side of some pair."""
        return tuple(count for count in self.counts if count.even < count.pairs)[:SHOWN]

    @property
    def even(self) -> tuple[NameCount, ...]:
        """The most frequent names that occur equally often on both sides of every pair."""
        return tuple(count for count in self.counts if count.even == count.pairs >= PAIRS_NEEDED)[:SHOWN]


def check_names(alignment: Alignment) -> NameCheck:
    """Finds the names of all pairs and counts them."""
    bitext = alignment.bitext
    common = set(_LOWER_CASE.findall(bitext.en.text))
    by_bead: dict[int, tuple[Name, ...]] = {}
    for bead in alignment.beads:
        names = {
            Name(bitext.en.text[slice(*item.en)], bitext.ja.text[slice(*item.ja)]): None
            for item in bead.evidence
            if item.kind is EvidenceKind.NAME and item.en and item.ja
        }
        by_bead[bead.id] = tuple(name for name in names if not common.issuperset(_WORD.findall(name.en.lower())))
    texts = [{lang: fold(passage(bitext.side(lang), bead.side(lang))) for lang in Lang} for bead in alignment.beads]
    paired = [bead.paired for bead in alignment.beads]
    counted = (_counted(texts, paired, name) for name in _most_frequent(by_bead))
    # A name that is uneven in most pairs is a part of longer words: Seto and 瀬戸 of Setouchi and 瀬戸内.
    return NameCheck(by_bead, tuple(count for count in counted if 2 * count.even >= count.pairs))


def pattern(name: str) -> re.Pattern[str]:
    """Finds a name in a text, a Latin one as a whole word."""
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])")


def _most_frequent(by_bead: Mapping[int, Sequence[Name]]) -> list[Name]:
    """The most frequent rendering of each name, the most frequent names first."""
    counts = Counter(name for names in by_bead.values() for name in names)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    first: dict[str, Name] = {}
    for name in ranked:
        first.setdefault(fold(name.en), name)
    return list(first.values())[:COUNTED]


def _counted(texts: Sequence[Mapping[Lang, str]], paired: Sequence[bool], name: Name) -> NameCount:
    """A name's counts over the folded texts of all beads."""
    patterns = {Lang.EN: pattern(fold(name.en)), Lang.JA: pattern(fold(name.ja))}
    pairs = even = 0
    unpaired = dict.fromkeys(Lang, 0)
    for text, is_pair in zip(texts, paired, strict=True):
        occurrences = {lang: len(patterns[lang].findall(text[lang])) for lang in Lang}
        if is_pair:
            pairs += any(occurrences.values())
            even += occurrences[Lang.EN] == occurrences[Lang.JA] > 0
        else:
            for lang in Lang:
                unpaired[lang] += occurrences[lang]
    return NameCount(name, pairs, even, unpaired)
