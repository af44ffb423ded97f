"""Builds documents from segments: all of a side, or some neighbours, with their paragraphs.

Rule: the text consists of the sentences and the characters between them, and of nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Document, Lang, Paragraph, Segment, Span, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.review.model import Place, PlacedUnit
    from aligner.review.state import State


class Laid(NamedTuple):
    """A document made from sentences, and the number that each has in it."""

    document: Document
    number: Mapping[int, int]

    def span(self, place: Place) -> Span:
        """A place as a span, within the text."""
        start = self.document.segments[self.number[place.segment]].start
        length = len(self.document.text)
        first = min(max(start + place.start, 0), length)
        return Span(first, min(max(start + place.end, first), length))


def document_of(state: State, lang: Lang, ids: Sequence[int], *, whole: bool = True) -> Laid:
    """The document of some segments of a side, with the text between them.

    Args:
        state: what holds them.
        lang: the side.
        ids: the sentences, in order.
        whole: whether these are all sentences. Then blocks without sentences, and the text after the last one, are
        included.
    """
    about, sentences, blocks = state.about[lang], state.segments[lang], state.paragraphs[lang]
    pieces: list[str] = []
    starts: dict[int, int] = {}
    held: dict[int, list[int]] = {}
    at = 0
    for id_ in ids:
        segment = sentences[id_]
        pieces += (segment.lead, segment.text)
        starts[id_] = at + len(segment.lead)
        at = starts[id_] + len(segment.text)
        held.setdefault(segment.paragraph, []).append(id_)
    text = "".join((*pieces, about.tail if whole else ""))
    laid = []
    for block in blocks.values():
        if block.id in held:
            first, last = held[block.id][0], held[block.id][-1]
            before, after = (block.before, block.after) if whole else _around(state, lang, held[block.id], starts)
            end = starts[last] + len(sentences[last].text)
            laid.append((starts[first] - before, min(end + after, len(text)), block.id))
        elif whole:
            here = len(text) if block.next is None else starts[block.next]
            laid.append((here - block.before, here - block.after, block.id))
    laid.sort()
    number = {block: k for k, (_, _, block) in enumerate(laid)}
    paragraphs = tuple(
        Paragraph(k, start, end, blocks[b].kind, blocks[b].origin, _unit(blocks[b].unit), blocks[b].time)
        for k, (start, end, b) in enumerate(laid)
    )
    segments = tuple(
        Segment(k, number[segment.paragraph], starts[id_], starts[id_] + len(segment.text), segment.line, segment.rule)
        for k, id_ in enumerate(ids)
        for segment in (sentences[id_],)
    )
    document = Document(lang, about.name, text, paragraphs, segments, about.encoding, about.counted, about.left_out)
    return Laid(document, {id_: k for k, id_ in enumerate(ids)})


def _unit(unit: PlacedUnit | None) -> Unit | None:
    return None if unit is None else Unit(unit.key, unit.state, unit.previous, unit.tags)


def _around(state: State, lang: Lang, held: Sequence[int], starts: Mapping[int, int]) -> tuple[int, int]:
    """The characters of a block before its first and after its last included sentence, if only some are included.

    Text before a segment belongs to that segment. Text after it belongs to the next one.
    """
    order, position, sentences = state.order[lang], state.position[lang], state.segments[lang]
    at, end = position[held[0]], position[held[-1]] + 1
    block = state.paragraphs[lang][sentences[held[0]].paragraph]
    begins = at == 0 or sentences[order[at - 1]].paragraph != block.id
    ends = end < len(order) and order[end] in starts and sentences[order[end]].paragraph != block.id
    return block.before if begins else 0, block.after if ends else 0
