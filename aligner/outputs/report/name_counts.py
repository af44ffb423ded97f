"""Names as proof of an alignment: they stand as often in the English as in the Japanese of a pair.

A name is what the evidence of a pair found on both sides and the English always writes with a capital letter; loan
words, which the evidence holds as well and a sentence or a heading may begin with, are left out. One rendering of each
name is followed through the document, the most frequent one, and only the most frequent names, so that the work stays
linear in the text.
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

#: Names that are followed through a document, those in most pairs. A choice: three of them are told of.
FOLLOWED = 30
#: Pairs in which a name has to stand for its evenness to prove anything, and names a reader wants to hear of.
PAIRS_NEEDED = 3
TOLD = 3


_WORD = re.compile(r"[^\W\d_]+")
_LOWER_CASE = re.compile(r"(?<!\w)[a-z]+(?!\w)")


class Name(NamedTuple):
    """A name as it stands in the English and in the Japanese."""

    en: str
    ja: str


@dataclass(frozen=True, slots=True)
class NameCount:
    """A name, the pairs that hold it, those that hold it equally often, and how often it stands unpaired."""

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
        """The most frequent names among those that some pair holds more often on one side."""
        return tuple(it for it in self.counts if it.even < it.pairs)[:TOLD]

    @property
    def telling(self) -> tuple[NameCount, ...]:
        """The most frequent names among those that are even in every pair."""
        return tuple(it for it in self.counts if it.even == it.pairs >= PAIRS_NEEDED)[:TOLD]


def check_names(alignment: Alignment) -> NameCheck:
    """Find the names of all pairs and count them."""
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
    counted = (_counted(texts, paired, name) for name in _followed(by_bead))
    # What is uneven in most pairs is no name, but a part of longer words: Seto and 瀬戸 of Setouchi and 瀬戸内.
    return NameCheck(by_bead, tuple(it for it in counted if 2 * it.even >= it.pairs))


def pattern(name: str) -> re.Pattern[str]:
    """Finds a name in a text, a Latin one as a whole word."""
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])")


def _followed(by_bead: Mapping[int, Sequence[Name]]) -> list[Name]:
    """The most frequent rendering of each name, the most frequent names first."""
    counts = Counter(name for names in by_bead.values() for name in names)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    first: dict[str, Name] = {}
    for name in ranked:
        first.setdefault(fold(name.en), name)
    return list(first.values())[:FOLLOWED]


def _counted(texts: Sequence[Mapping[Lang, str]], paired: Sequence[bool], name: Name) -> NameCount:
    """A name's counts over the folded texts of all beads."""
    patterns = {Lang.EN: pattern(fold(name.en)), Lang.JA: pattern(fold(name.ja))}
    pairs = even = 0
    unpaired = dict.fromkeys(Lang, 0)
    for text, is_pair in zip(texts, paired, strict=True):
        here = {lang: len(patterns[lang].findall(text[lang])) for lang in Lang}
        if is_pair:
            pairs += any(here.values())
            even += here[Lang.EN] == here[Lang.JA] > 0
        else:
            for lang in Lang:
                unpaired[lang] += here[lang]
    return NameCount(name, pairs, even, unpaired)
