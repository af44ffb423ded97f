"""Which sentences of a pair translate each other, by the words that they share.

Owns the division of a pair with several sentences into parts. A part has one sentence of each side, or one beside two
or three. The division is the one with the most linked words; every merged sentence costs some. Read next: `pair_words`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

#: Sentences of each side that a part may have.
_SHAPES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
#: What a merged sentence costs, in linked words. Without a cost, one part with all sentences would always be best.
_MERGE_COST = 1.5
#: Maximum sentences of a side. The time is linear in their product.
_MOST = 12


class Part(NamedTuple):
    """Sentences of both sides that translate each other, as ranges of their numbers, and the words they share."""

    en: range
    ja: range
    links: int


def align_sentences(links: Collection[tuple[int, int, int]], en: int, ja: int) -> Sequence[Part]:
    """The parts of a pair, in order; one part if the sentences cannot be divided.

    Args:
        links: for each linked word, its number and the English and the Japanese sentence that it links. A word that
            links several sentences has several entries, and counts once in a part.
        en: the number of English sentences.
        ja: the number of Japanese sentences.

    >>> [(list(part.en), list(part.ja)) for part in align_sentences({(0, 0, 0), (1, 0, 0), (2, 1, 2), (3, 1, 1)}, 2, 3)]
    [([0], [0]), ([1], [1, 2])]
    """
    whole = [Part(range(en), range(ja), len({word for word, _, _ in links}))]
    if max(en, ja) > _MOST:
        return whole
    best: dict[tuple[int, int], tuple[float, tuple[Part, ...]]] = {(0, 0): (0.0, ())}
    for k in range(en + 1):
        for n in range(ja + 1):
            ends = [
                (score + part.links - _MERGE_COST * (height + width - 2), (*parts, part))
                for height, width in _SHAPES
                if (k - height, n - width) in best
                for score, parts in [best[k - height, n - width]]
                for part in [_part(links, range(k - height, k), range(n - width, n))]
            ]
            if ends:
                best[k, n] = max(ends, key=lambda end: end[0])
    return best.get((en, ja), (0.0, whole))[1]


def _part(links: Collection[tuple[int, int, int]], en: range, ja: range) -> Part:
    return Part(en, ja, len({word for word, here, there in links if here in en and there in ja}))
