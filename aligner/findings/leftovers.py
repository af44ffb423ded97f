"""Words of a clause that the other side of its pair has neither in the lexicon nor by meaning.

A clause is often translated in other words. So every content word of it is looked for on the other side: first as an
item of a channel (a translation, a name, a number), then by meaning, among the words that translate nothing else. What
is left over is the reason for a finding.

The rule: names, numbers and code are hard. Only their channel finds them; meaning does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.findings.clauses import OWN
from aligner.findings.neighbours import Texts, clauses_of, likeness
from aligner.model import Lang, Span
from aligner.text.passages import passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.arrays import Floats32, Ints64
    from aligner.evidence.channel import Held
    from aligner.evidence.words import Form
    from aligner.findings.inspection import Inspection
    from aligner.model import Bead

#: The channels with the items of a language, and those of them whose items may be hard.
_OWN = {lang: ("number", *channels) for lang, channels in OWN.items()}
_HARD, _NAME = frozenset({"number", "code", "latin"}), "name"
#: Minimum cosine of two words of which one may translate the other. Of 200 removed clauses that are found, 88% have a
#: word left over; of 84 clauses on sound pairs that are reported wrongly, 68%. At 0.3 these are 63% and 35%.
_ALIKE = 0.4
#: Beads on either side whose content is compared with the clause. A choice.
_BESIDE = 2
#: Text between two words of one phrase.
_INSIDE = re.compile(r"[\s\-‐・の]*")
#: Text that is not translated: addresses.
_OPAQUE = re.compile(r"(?<=\])\([^()\s]*\)|<[^<>\s][^<>]*>|https?://[!-~]+")


class Place(NamedTuple):
    """A clause or several: the bead, the side, and document offsets."""

    bead: Bead
    lang: Lang
    start: int
    end: int


class Leftover(NamedTuple):
    """What the other side lacks of a clause.

    Attributes:
        words: the spans of the content words that are left over, in order.
        hard: how many of them are names, numbers or code.
        coverage: share of the content words that the other side has; 1 for a clause without any.
        alike: cosine of the clause and the part of the other side that is closest to it; 0 without sentence meaning.
        neighbour: the same for the beads beside the pair, less what their own side has of it; at least 0.
    """

    words: tuple[Span, ...]
    hard: int
    coverage: float
    alike: float
    neighbour: float


class _Word(NamedTuple):
    """A content word or a number: document offsets, whether a channel finds it there, and whether it is hard."""

    start: int
    end: int
    held: bool
    hard: bool


def left_over(inspection: Inspection, places: Sequence[Place]) -> list[Leftover]:
    """Return for every place the content words that the other side lacks."""
    texts = Texts()
    compared = [_Compared(inspection, place, texts) for place in places]
    vectors = texts.vectors(inspection)
    return [one.result(vectors) for one in compared]


def phrases(text: str, words: Sequence[Span]) -> list[Span]:
    """Return the spans of words, in order, with neighbouring words joined into one span.

    >>> phrases("the north wall and the roof", [Span(4, 9), Span(10, 14), Span(23, 27)])
    [Span(start=4, end=14), Span(start=23, end=27)]
    """
    joined: list[Span] = []
    for word in words:
        if joined and _INSIDE.fullmatch(text, joined[-1].end, word.start):
            joined[-1] = Span(joined[-1].start, word.end)
        else:
            joined.append(word)
    return joined


class _Compared:
    """A place with the texts that it is compared with, by their numbers in `Texts`."""

    def __init__(self, inspection: Inspection, place: Place, texts: Texts) -> None:
        bead, lang = place.bead, place.lang
        bitext = inspection.alignment.bitext
        document, other = bitext.side(lang), lang.other
        here, there = bead.side(lang), bead.side(other)
        whole = _words(inspection, lang, here, there)
        self.words = [one for one in whole if place.start <= one.start < place.end]
        others = _words(inspection, other, there, here)
        self.unheld = {one.start: texts.add(document.text[one.start : one.end]) for one in self.words if not one.held}
        self.free = [texts.add(bitext.side(other).text[one.start : one.end]) for one in others if not one.held]
        self.text = texts.add(document.text[place.start : place.end])
        self.parts = [texts.add(part) for part in clauses_of(inspection, bead, other)]
        near = inspection.alignment.beads[max(bead.id - _BESIDE, 0) : bead.id + _BESIDE + 1]
        self.near = [
            (texts.add(part), texts.add(passage(document, beside.side(lang))) if beside.paired else None)
            for beside in near
            if beside.id != bead.id
            for part in clauses_of(inspection, beside, other)
        ]

    def result(self, vectors: Floats32 | None) -> Leftover:
        """Return what is left over; ``vectors`` are those of `Texts`, None without sentence meaning."""
        alike: set[int] = set()
        closest = neighbour = 0.0
        if vectors is not None:
            alike = {
                start
                for start, text in self.unheld.items()
                if max(likeness(vectors, self.free, text), default=-1.0) >= _ALIKE
            }
            closest = max(likeness(vectors, self.parts, self.text), default=0.0)
            beside = likeness(vectors, [part for part, _ in self.near], self.text)
            for value, (part, own) in zip(beside, self.near, strict=True):
                has = 0.0 if own is None else max(likeness(vectors, [part], own)[0], 0.0)
                neighbour = max(neighbour, value - has)
        left = [one for one in self.words if not one.held and (one.hard or one.start not in alike)]
        return Leftover(
            tuple(Span(one.start, one.end) for one in left),
            sum(one.hard for one in left),
            round(1 - len(left) / len(self.words), 4) if self.words else 1.0,
            round(closest, 4),
            round(neighbour, 4),
        )


def found_nearby(
    inspection: Inspection, lang: Lang, segments: Sequence[int], others: Sequence[int]
) -> tuple[int, float]:
    """Return what some segments of the other side lack of segments of this side, by the lexicon alone.

    Returns:
        how many names, numbers and words of code they lack, and the share of content words that they have.
    """
    words = _words(inspection, lang, segments, others)
    held = sum(one.held for one in words)
    return sum(one.hard and not one.held for one in words), round(held / len(words), 4) if words else 1.0


def _words(inspection: Inspection, lang: Lang, segments: Sequence[int], others: Sequence[int]) -> list[_Word]:
    """Return the content words of segments of one side, compared with segments of the other side."""
    document = inspection.alignment.bitext.side(lang)
    rows, numbers = inspection.reading(lang).words.rows, inspection.reading(lang).numbers
    items = _items(inspection, lang, segments, others)
    words = []
    for k in segments:
        start = document.segments[k].start
        opaque = {start + at for match in _OPAQUE.finditer(document.segment_text(k)) for at in range(*match.span())}
        first: dict[str, int] = {}  # a channel has only the first mention of an item in a segment
        for word in rows.get(k, ()):
            mention = first.setdefault(word.form.lemma, word.start)
            if word.form.content and word.start not in opaque:
                held, channels = items.get(mention, (False, frozenset()))
                words.append(_Word(word.start, word.end, held, _is_hard(word.form, channels)))
        ends = {word.end for word in words}
        for number in numbers[k]:
            held, channels = items.get(start + number.start, (True, frozenset()))
            if start + number.end not in ends and start + number.start not in opaque:
                figures = any(map(str.isdigit, document.text[start + number.start : start + number.end]))
                words.append(_Word(start + number.start, start + number.end, held, figures and bool(channels)))
    return sorted(words)


def _is_hard(form: Form, channels: frozenset[str]) -> bool:
    return not _HARD.isdisjoint(channels) or (_NAME in channels and form.name)


def _items(
    inspection: Inspection, lang: Lang, segments: Sequence[int], others: Sequence[int]
) -> dict[int, tuple[bool, frozenset[str]]]:
    """Return for every place of an item: whether the other side has it, and the names of its channels."""
    items: dict[int, tuple[bool, frozenset[str]]] = {}
    for channel in inspection.prepared.channels:
        if channel.name in _OWN[lang]:
            own, other = (channel.en, channel.ja) if lang is Lang.EN else (channel.ja, channel.en)
            there = set(other.item[_rows(other, others)].tolist())
            for row in _rows(own, segments).tolist():
                place = int(own.start[row])
                held, channels = items.get(place, (False, frozenset()))
                items[place] = held or int(own.item[row]) in there, channels | {channel.name}
    return items


def _rows(held: Held, segments: Sequence[int]) -> Ints64:
    chosen = np.array(segments, np.int64)
    return held.rows(chosen, chosen + 1)[1]
