"""Names that prove an alignment: as often in the English as in the Japanese of every pair."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.model import Alignment, EvidenceKind, Lang
from aligner.text.folding import fold
from aligner.text.passages import passage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Names that occur in fewer pairs prove little.
PAIRS_NEEDED = 3
#: Names a reader wants to hear of.
NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class NameCount:
    """A name, its rendering, the pairs in which both occur equally often, and the count in unpaired text."""

    en: str
    ja: str
    pairs: int
    unpaired: dict[Lang, int]


def even_names(alignment: Alignment) -> list[NameCount]:
    """The most frequent names that occur equally often on both sides of every pair that has them."""
    texts = [
        {lang: fold(passage(alignment.bitext.side(lang), bead.side(lang))) for lang in Lang}
        for bead in alignment.beads
    ]
    paired = [bead.paired for bead in alignment.beads]
    found = (_counted(texts, paired, en, ja) for en, ja in _renderings(alignment))
    return [name for name in found if name is not None][:NAMES_SHOWN]


def _renderings(alignment: Alignment) -> list[tuple[str, str]]:
    """Name and rendering by the number of pairs whose evidence shows them, the most frequent first."""
    bitext = alignment.bitext
    counts: Counter[tuple[str, str]] = Counter()
    for bead in alignment.beads:
        shown = {
            (bitext.en.text[slice(*item.en)], bitext.ja.text[slice(*item.ja)])
            for item in bead.evidence
            if item.kind is EvidenceKind.NAME and item.en and item.ja
        }
        counts.update(shown)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return [names for names, count in ranked[: 4 * NAMES_SHOWN] if count >= PAIRS_NEEDED]


def _counted(
    texts: Sequence[Mapping[Lang, str]], paired: Sequence[bool], en: str, ja: str
) -> NameCount | None:
    """The counts of a name in the folded texts of all beads, None where some pair has it unevenly."""
    patterns = {Lang.EN: _pattern(en), Lang.JA: _pattern(ja)}
    pairs = 0
    unpaired = dict.fromkeys(Lang, 0)
    for text, is_pair in zip(texts, paired, strict=True):
        here = {lang: len(patterns[lang].findall(text[lang])) for lang in Lang}
        if not is_pair:
            for lang in Lang:
                unpaired[lang] += here[lang]
        elif here[Lang.EN] != here[Lang.JA]:
            return None
        elif here[Lang.EN]:
            pairs += 1
    return NameCount(en, ja, pairs, unpaired)


def _pattern(name: str) -> re.Pattern[str]:
    """Finds a name in a folded text, a Latin one as a whole word."""
    return re.compile(rf"(?<![a-z0-9]){re.escape(fold(name))}(?![a-z0-9])")
