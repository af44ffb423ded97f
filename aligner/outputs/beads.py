"""Beads in the order in which the outputs list them (by the source), with their paragraphs and their findings."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from aligner.model import Alignment, Bead, Finding, Lang, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping


def in_source_order(alignment: Alignment) -> tuple[Bead, ...]:
    """The beads by their place in the source text; a bead without source text follows the target text before it.

    Without target text before it, it comes first. With English as the source this is the canonical order.
    """
    source = alignment.bitext.source
    target = source.other
    ends_with = {bead.side(target)[-1]: bead for bead in alignment.beads if bead.side(target)}
    places: dict[int, tuple[int, int, int]] = {}

    def place(bead: Bead) -> tuple[int, int, int]:
        """Source position, 0 for a bead with source text, and the target position for a bead without."""
        if bead.side(source):
            return bead.side(source)[-1], 0, 0
        first = bead.side(target)[0]
        before = ends_with.get(first - 1)
        return (places[before.id][0] if before else -1), 1, first

    for bead in sorted(alignment.beads, key=lambda bead: bead.side(target)[:1]):
        places[bead.id] = place(bead)
    return tuple(sorted(alignment.beads, key=lambda bead: places[bead.id]))


def findings_by_bead(record: Record) -> Mapping[int, tuple[Finding, ...]]:
    """The findings that touch each bead's segments, by bead id, in the order of the record."""
    owner = {
        (lang, segment): bead.id for bead in record.alignment.beads for lang in Lang for segment in bead.side(lang)
    }
    by_bead: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in record.findings:
        touched = {owner[lang, segment] for lang in Lang for segment in finding.side(lang)}
        for bead_id in touched:
            by_bead[bead_id].append(finding)
    return {bead.id: tuple(by_bead[bead.id]) for bead in record.alignment.beads}


def paragraph_blocks(alignment: Alignment) -> Callable[[Bead], Hashable]:
    """Return a function that gives the paragraph link of a bead or, if no link contains it, its paragraph."""
    source = alignment.bitext.source
    link_of = {
        (lang, paragraph): k
        for k, link in enumerate(alignment.links)
        for lang, side in ((Lang.EN, link.en), (Lang.JA, link.ja))
        for paragraph in side
    }

    def block(bead: Bead) -> Hashable:
        lang = source if bead.side(source) else source.other
        paragraph = alignment.bitext.side(lang).segments[bead.side(lang)[0]].paragraph
        return link_of.get((lang, paragraph), (lang, paragraph))

    return block
