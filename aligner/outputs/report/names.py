"""Names that prove an alignment: as often in the English as in the Japanese of every pair."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from aligner.model import Alignment, Bead, EvidenceKind, Lang
from aligner.text.folding import fold
from aligner.text.passages import passage

#: Names that occur in fewer pairs prove little.
PAIRS_NEEDED = 3
#: Names a reader wants to hear of.
NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class NameCount:
    """A name and its rendering, the pairs in which both occur equally often, and what stands in unpaired text."""

    en: str
    ja: str
    pairs: int
    unpaired: dict[Lang, int]


def even_names(alignment: Alignment) -> list[NameCount]:
    """The most frequent names that occur equally often on both sides of every pair that has them."""
    found = (_counted(alignment, en, ja) for en, ja in _renderings(alignment))
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


def _counted(alignment: Alignment, en: str, ja: str) -> NameCount | None:
    """The counts of a name, None where some pair has it more often on one side."""
    count = {Lang.EN: _counter(en), Lang.JA: _counter(ja)}
    pairs = 0
    unpaired = dict.fromkeys(Lang, 0)

    def counts(bead: Bead) -> dict[Lang, int]:
        return {
            lang: count[lang](passage(alignment.bitext.side(lang), bead.side(lang))) for lang in Lang
        }

    for bead in alignment.beads:
        here = counts(bead)
        if not bead.paired:
            for lang in Lang:
                unpaired[lang] += here[lang]
        elif here[Lang.EN] != here[Lang.JA]:
            return None
        elif here[Lang.EN]:
            pairs += 1
    return NameCount(en, ja, pairs, unpaired)


def _counter(name: str) -> Callable[[str], int]:
    """Counts a name in a text, width and case folded; a Latin one as a whole word."""
    folded = fold(name)
    pattern = re.compile(rf"(?<![a-z0-9]){re.escape(folded)}(?![a-z0-9])")
    return lambda text: len(pattern.findall(fold(text)))
