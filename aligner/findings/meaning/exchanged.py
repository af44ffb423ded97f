"""Two neighbouring sentences in exchanged order.

The alignment puts such sentences into one block of two and two. In such a block, the first English sentence must
share words with the second Japanese one, and the second with the first. Sentences in the same position must share
hardly any words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.build import Location, build_finding
from aligner.findings.inspection import LIKELY
from aligner.findings.locations import say_place
from aligner.messages import say
from aligner.model import LANGS, FindingKind, Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.findings.inspection import Inspection
    from aligner.model import Bead, Finding

#: Minimum number of words that each crossed pair shares, and its minimum ratio to the words of the straight pairs.
_FEWEST, _TIMES = 1, 3.0
#: Share of true ones among findings on human translations (tests.benchmarks.exchanged).
_CERTAINTY = 0.7


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every block of two and two sentences whose order is exchanged."""
    return [_finding(inspection, bead) for bead in inspection.alignment.beads if _is_exchanged(inspection, bead)]


def _is_exchanged(inspection: Inspection, bead: Bead) -> bool:
    if not (len(bead.en) == len(bead.ja) == 2) or bead.confidence < LIKELY:
        return False
    lemmas = {lang: [_lemmas(inspection, lang, segment) for segment in bead.side(lang)] for lang in LANGS}
    shared = _shared(inspection, lemmas)
    crossed = (shared[0][1], shared[1][0])
    straight = shared[0][0] + shared[1][1]
    return min(crossed) >= _FEWEST and sum(crossed) >= _TIMES * max(straight, 1)


def _lemmas(inspection: Inspection, lang: Lang, segment: int) -> frozenset[str]:
    return frozenset(word.lemma for word in inspection.reading(lang).words.rows.get(segment, ()) if word.content)


def _shared(inspection: Inspection, lemmas: Mapping[Lang, Sequence[AbstractSet[str]]]) -> list[list[int]]:
    """How many words each English sentence shares with each Japanese one alone."""
    english, japanese = (
        [own - other for own, other in ((first, second), (second, first))] for first, second in lemmas.values()
    )
    translations = inspection.lexicon.translations
    shared = []
    for words in english:
        linked = [frozenset(translations.get(word, ())) | {word} for word in words]
        hits = [[not others.isdisjoint(options) for others in japanese] for options in linked]
        only = [row for row in hits if sum(row) == 1]
        shared.append([sum(row[k] for row in only) for k in range(len(japanese))])
    return shared


def _finding(inspection: Inspection, bead: Bead) -> Finding:
    bitext = inspection.alignment.bitext
    source = inspection.direction
    places = {lang: say_place(bitext.side(lang), bead.side(lang), source) for lang in LANGS}
    return build_finding(
        bitext,
        FindingKind.MOVED,
        "exchanged",
        say("meaning.exchanged", source=source, en_place=places[Lang.EN], ja_place=places[Lang.JA]),
        locations=[Location(lang, bead.side(lang)) for lang in LANGS],
        confidence=round(_CERTAINTY * bead.confidence, 6),
    )
