"""Paragraphs that correspond, derived from the beads."""

from __future__ import annotations

import sys
from collections import defaultdict, deque
from itertools import accumulate
from typing import TYPE_CHECKING

from aligner.model import Bead, Bitext, Lang, ParagraphLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Lowest confidence of a bead that links paragraphs, so that a doubtful bead links none.
LINKING = 0.5


def link_paragraphs(bitext: Bitext, beads: Sequence[Bead]) -> tuple[ParagraphLink, ...]:
    """The links in English order. Every paragraph that holds segments is in exactly one, which may be one-sided.

    A link's confidence is the mean confidence of the beads that link its paragraphs, or of all its beads if one-sided.
    """
    owners = {lang: [segment.paragraph for segment in bitext.side(lang).segments] for lang in Lang}
    linking = [bead for bead in beads if bead.paired and not bead.moved and bead.confidence >= LINKING]
    groups = _linked(owners, linking)
    confidences: dict[tuple[Lang, int], list[float]] = defaultdict(list)
    linked = set()
    for bead in linking:
        root = groups.root((Lang.EN, owners[Lang.EN][bead.en[0]]))
        confidences[root].append(bead.confidence)
        linked.add(root)
    for bead in beads:
        for lang in Lang:
            for k in bead.side(lang):
                root = groups.root((lang, owners[lang][k]))
                if root not in linked:
                    confidences[root].append(bead.confidence)
    links = []
    for root, members in groups.members().items():
        en = tuple(sorted(p for lang, p in members if lang is Lang.EN))
        ja = tuple(sorted(p for lang, p in members if lang is Lang.JA))
        mean = sum(confidences[root]) / len(confidences[root])
        links.append(ParagraphLink(en, ja, round(mean, 6)))
    return _in_order(links)


def _linked(owners: Mapping[Lang, Sequence[int]], linking: Iterable[Bead]) -> _Groups:
    groups = _Groups()
    for lang in Lang:
        for paragraph in dict.fromkeys(owners[lang]):
            groups.root((lang, paragraph))
    for bead in linking:
        ends = [(lang, owners[lang][k]) for lang in Lang for k in bead.side(lang)]
        for end in ends[1:]:
            groups.join(ends[0], end)
    return groups


def _in_order(links: Sequence[ParagraphLink]) -> tuple[ParagraphLink, ...]:
    """Orders links by English paragraph; a Japanese-only link follows the link of the Japanese paragraph before it."""
    english = sorted((link for link in links if link.en), key=lambda link: link.en)
    alone = deque(sorted((link for link in links if not link.en), key=lambda link: link.ja))
    none: tuple[int, ...] = (sys.maxsize,)
    # For each position the first Japanese paragraph of all links from there on.
    later = [*accumulate((link.ja or none for link in reversed(english)), min, initial=none)][::-1]
    ordered: list[ParagraphLink] = []
    while alone and alone[0].ja < later[0]:
        ordered.append(alone.popleft())
    for link, following in zip(english, later[1:], strict=True):
        ordered.append(link)
        while alone and link.ja and link.ja < alone[0].ja < following:
            ordered.append(alone.popleft())
    return (*ordered, *alone)


class _Groups:
    """Groups of paragraphs (union–find); a group's root is its first member."""

    def __init__(self) -> None:
        self.parent: dict[tuple[Lang, int], tuple[Lang, int]] = {}

    def root(self, member: tuple[Lang, int]) -> tuple[Lang, int]:
        self.parent.setdefault(member, member)
        while self.parent[member] != member:
            self.parent[member] = self.parent[self.parent[member]]
            member = self.parent[member]
        return member

    def join(self, a: tuple[Lang, int], b: tuple[Lang, int]) -> None:
        low, high = sorted((self.root(a), self.root(b)))
        self.parent[high] = low

    def members(self) -> dict[tuple[Lang, int], list[tuple[Lang, int]]]:
        groups: dict[tuple[Lang, int], list[tuple[Lang, int]]] = defaultdict(list)
        for member in self.parent:
            groups[self.root(member)].append(member)
        return groups
