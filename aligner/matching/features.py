"""From evidence to figures: the features of every pair within a band, and of every segment left alone.

A feature is a number that a weight is learned for. Features of pairs are worked out for whole stretches of the band at
once, in dense blocks of a few rows; what a block of up to four segments holds is the set of its items (an item counts
once, however often its segments repeat it), and that is exact, not a sum over segments.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligner.matching.search import LONGEST, SHAPES
from aligner.model import Document, ParagraphKind
from aligner.text.scripts import LATIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.channel import Channel
    from aligner.evidence.meaning import Meaning

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

#: Length of a Latin letter in characters of Japanese: over the one-to-one beads of the news set 100 English letters
#: stand against 45 Japanese characters.
LATIN_LENGTH = 0.45
_MOST = 25.0  # no single channel outweighs everything else, as in lists of hundreds of names
_SHAPE_NAMES = {(1, 1): "1-1", (1, 2): "1-2", (2, 1): "2-1", (2, 2): "2-2", (1, 3): "1-3", (3, 1): "3-1"}
_SHAPE_GROUPS = (*_SHAPE_NAMES.values(), "larger")

CHANNEL_FEATURES = (
    "number.match", "number.only-en", "number.only-ja",
    "latin.match", "latin.only-ja",
    "code.match", "code.only-en",
    "name.match",
    "ja-word.match", "ja-word.cover", "en-word.match", "en-word.cover", "word.cover",
)  # fmt: skip
LENGTH_FEATURES = ("length.apart", "length.spread")
PARAGRAPH_FEATURES = (
    "paragraph.start-together", "paragraph.start-apart", "paragraph.end-apart", "paragraph.broken", "paragraph.tight",
)  # fmt: skip
KIND_FEATURES = ("kind.differs", "kind.same")
SHAPE_FEATURES = tuple(f"shape.{name}" for name in _SHAPE_GROUPS)
WEAKEST_FEATURES = ("weakest.en", "weakest.ja")
MEANING_FEATURES = (
    "meaning.margin",
    "meaning.likeness",
    "meaning.clear",
    "meaning.weakest-en",
    "meaning.weakest-ja",
)
PAIR_FEATURES = (
    CHANNEL_FEATURES + WEAKEST_FEATURES + LENGTH_FEATURES + PARAGRAPH_FEATURES + KIND_FEATURES + SHAPE_FEATURES
)
GAP_FEATURES = ("gap", "gap.length", "gap.dateline", "gap.heading", "gap.counterpart", "gap.evidence")
MEANING_GAP_FEATURES = ("gap.meaning", "gap.margin")


def pair_feature_names(*, meaning: bool) -> tuple[str, ...]:
    """The features of pairs in the order of `pair_features`' last axis."""
    return PAIR_FEATURES + (MEANING_FEATURES if meaning else ())


def gap_feature_names(*, meaning: bool) -> tuple[str, ...]:
    """The features of unpaired segments in the order of `gap_features`' last axis."""
    return GAP_FEATURES + (MEANING_GAP_FEATURES if meaning else ())


@dataclass(frozen=True)
class Side:
    """What matching needs of one document's segments.

    Attributes:
        length: (n,) in Japanese characters, a Latin letter counting `LATIN_LENGTH`.
        paragraph: (n,) index of the paragraph.
        special: (n,) 0 for running text, otherwise a code for the kind: heading, table, code, dateline.
        tight: (n,) whether a segment follows the one before it without the white space that the document's other
            segments have between them: a sign that a sentence was torn there.
    """

    length: Floats
    paragraph: Ints
    special: Ints
    tight: NDArray[np.bool_]

    @property
    def size(self) -> int:
        """Number of segments."""
        return len(self.length)

    @cached_property
    def starts(self) -> NDArray[np.bool_]:
        """(n + 1,) whether a paragraph starts at a boundary; the document's ends count as starts."""
        changes = self.paragraph[1:] != self.paragraph[:-1]
        return np.concatenate([[True], changes, [True]])[: self.size + 1] if self.size else np.array([True])

    @cached_property
    def length_before(self) -> NDArray[np.float64]:
        """(n + 1,) length of everything before a boundary."""
        return np.concatenate([[0.0], np.cumsum(self.length, dtype=np.float64)])

    @cached_property
    def starts_before(self) -> Ints:
        """(n + 1,) paragraphs that start after the first boundary and up to a boundary."""
        return np.concatenate([[0], np.cumsum(self.starts[1:])])

    @cached_property
    def tight_before(self) -> Ints:
        """(n + 1,) tight segments before a boundary."""
        return np.concatenate([[0], np.cumsum(self.tight)])


#: Share of the segments within paragraphs from which white space before them is the rule.
_SPACED = 0.6
_SPECIAL = (ParagraphKind.HEADING, ParagraphKind.TABLE, ParagraphKind.CODE, ParagraphKind.DATELINE)


def read_side(document: Document) -> Side:
    """The lengths, paragraphs and kinds of a document's segments."""
    length, special = [], []
    for segment in document.segments:
        text = document.text[segment.start : segment.end]
        latin = len(LATIN.findall(text))
        length.append(len("".join(text.split())) - latin * (1 - LATIN_LENGTH))
        kind = document.paragraphs[segment.paragraph].kind
        special.append(_SPECIAL.index(kind) + 1 if kind in _SPECIAL else 0)
    paragraphs = [segment.paragraph for segment in document.segments]
    return Side(
        np.array(length, np.float32),
        np.array(paragraphs, np.int64),
        np.array(special, np.int64),
        _tight_starts(document),
    )


def _tight_starts(document: Document) -> NDArray[np.bool_]:
    """See `Side.tight`; nothing is tight where white space is not the rule."""
    segments = document.segments
    inside = [k > 0 and segments[k - 1].paragraph == segment.paragraph for k, segment in enumerate(segments)]
    closed = np.array([k > 0 and segments[k - 1].end == segment.start for k, segment in enumerate(segments)], np.bool_)
    neighbours = sum(inside)
    spaced = neighbours - int(closed.sum()) >= _SPACED * neighbours
    return closed & spaced


@dataclass(frozen=True)
class Material:
    """Everything two documents offer for matching."""

    en: Side
    ja: Side
    channels: tuple[Channel, ...]
    meaning: Meaning | None = None

    @cached_property
    def spreads(self) -> tuple[_Spread, ...]:
        """The channels made ready for blocks."""
        return tuple(_Spread(channel, self.en.size, self.ja.size) for channel in self.channels)

    @cached_property
    def ratio(self) -> float:
        """Length of the Japanese over that of the English, pulled towards 1 by 400 characters of ordinary text."""
        return math.sqrt(float((self.ja.length.sum() + 400) / (self.en.length.sum() + 400)))


class _Spread:
    """A channel's items by segment, with how far back the same item stood before.

    An item of segment p whose last mention lies d segments back is new to a block that starts at s exactly when
    p - d < s. So a block's weight is a sum over its segments in which segment number k (from 0) counts the items with
    d > k, and the weight shared by two blocks the same in two dimensions.
    """

    def __init__(self, channel: Channel, rows: int, columns: int) -> None:
        self.name = channel.name
        self.rows, self.columns = rows, columns
        self.weight = channel.weight
        self.en, self.en_back = _with_distance(channel.en_presence)
        self.ja, self.ja_back = _with_distance(channel.ja_presence)
        order = np.lexsort((self.ja[:, 0], self.ja[:, 1]))
        self.ja_by_item, self.ja_by_item_back = self.ja[order], self.ja_back[order]
        self.ja_key = self.ja_by_item[:, 1] * (columns + 1) + self.ja_by_item[:, 0]
        self.en_total = _block_totals(self.en, self.en_back, self.weight, rows)
        self.ja_total = _block_totals(self.ja, self.ja_back, self.weight, columns)

    def shared(self, first: int, last: int, left: int, right: int) -> Floats:
        """Weight shared by blocks ending at boundaries in those ranges: (last - first, right - left, shapes).

        ``first`` and ``left`` are at least LONGEST below the first boundary wanted or 0; rows of blocks that start
        before ``first`` or ``left`` are incomplete and must not be read.
        """
        height, breadth = last - first, right - left
        a, b = np.searchsorted(self.en[:, 0], [first, last])
        en, back = self.en[a:b], self.en_back[a:b]
        base = en[:, 1] * (self.columns + 1)
        low = np.searchsorted(self.ja_key, base + left)
        counts = np.searchsorted(self.ja_key, base + min(right, self.columns)) - low
        which = np.repeat(np.arange(len(en)), counts)
        ja = np.repeat(low - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) + np.arange(len(which))
        cell = (
            ((back[which] - 1) * LONGEST + self.ja_by_item_back[ja] - 1) * height + en[which, 0] - first
        ) * breadth + (self.ja_by_item[ja, 0] - left)
        found = np.bincount(cell, self.weight[en[which, 1]], LONGEST * LONGEST * height * breadth)
        exact = found.reshape(LONGEST, LONGEST, height, breadth).astype(np.float32)
        # Items with a distance of more than k: summed from the greatest distance down.
        beyond = exact[::-1].cumsum(axis=0)[::-1][:, ::-1].cumsum(axis=1)[:, ::-1]
        return _block_sums(beyond)


def _block_sums(cells: Floats) -> Floats:
    """(k, l, rows, columns) of single segments → (rows, columns, shapes) of blocks that end at a boundary."""
    _, _, height, breadth = cells.shape
    across = np.zeros((LONGEST, LONGEST, height, breadth), np.float32)  # [k, n - 1]: blocks in columns only
    for n in range(1, LONGEST + 1):
        for place in range(n):
            shift = min(n - place, breadth)
            across[:, n - 1, :, shift:] += cells[:, place, :, : breadth - shift]
    sums = np.zeros((height, breadth, len(SHAPES)), np.float32)
    for s, (m, n) in enumerate(SHAPES):
        for place in range(m):
            shift = min(m - place, height)
            sums[shift:, :, s] += across[place, n - 1, : height - shift]
    return sums


def _with_distance(presence: Ints) -> tuple[Ints, Ints]:
    """(segment, item) rows sorted by segment, and for each how many segments back the item stood, LONGEST at most."""
    order = np.lexsort((presence[:, 0], presence[:, 1]))
    segments, items = presence[order, 0], presence[order, 1]
    back = np.full(len(order), LONGEST)
    same = items[1:] == items[:-1]
    back[1:][same] = np.minimum(segments[1:] - segments[:-1], LONGEST)[same]
    distance = np.empty(len(order), np.int64)
    distance[order] = back
    return presence, distance


def _block_totals(presence: Ints, back: Ints, weight: NDArray[np.float64], size: int) -> Floats:
    """(size + 1, LONGEST): weight of the items of the block of 1 to LONGEST segments that ends at a boundary."""
    exact = np.zeros((LONGEST, size), np.float32)
    np.add.at(exact, (back - 1, presence[:, 0]), weight[presence[:, 1]])
    beyond = exact[::-1].cumsum(axis=0)[::-1]
    totals = np.zeros((size + 1, LONGEST), np.float32)
    for n in range(1, LONGEST + 1):
        for place in range(n):
            shift = n - place
            totals[shift:, n - 1] += beyond[place, : size + 1 - shift]
    return totals


def _sizes() -> tuple[Ints, Ints]:
    return np.array([m for m, _ in SHAPES]), np.array([n for _, n in SHAPES])


def pair_features(material: Material, low: Ints, width: int, rows: range) -> Floats:
    """(len(rows), width, shapes, features) of the pairs that end at the boundaries of some rows of a band.

    Cells outside the document, and pairs that would start before it, hold whatever; `valid_pairs` tells them.
    """
    first, last = max(rows.start - LONGEST, 0), rows.stop
    left = max(int(low[rows.start]) - LONGEST, 0)
    right = min(int(low[rows.stop - 1]) + width, material.ja.size + 1)
    columns = np.minimum(low[rows.start : rows.stop, None] + np.arange(width), material.ja.size)
    row_index = np.arange(rows.start, rows.stop)
    gather = (row_index[:, None] - first, columns - left)
    planes: list[Floats] = []
    dense = {spread.name: spread.shared(first, last, left, right) for spread in material.spreads}
    planes += _channel_planes(material, {name: found[gather] for name, found in dense.items()}, row_index, columns)
    planes += [plane[gather] for plane in _weakest_planes(material, dense, range(first, last), range(left, right))]
    planes += _length_planes(material, row_index, columns)
    planes += _paragraph_planes(material, row_index, columns)
    planes += _kind_planes(material, row_index, columns)
    planes += _shape_planes((len(row_index), width))
    if material.meaning is not None:
        planes += [plane[gather] for plane in _meaning_planes(material.meaning, range(first, last), range(left, right))]
    return np.stack(planes, axis=-1)


def valid_pairs(low: Ints, width: int, rows: range, columns: int) -> NDArray[np.bool_]:
    """(len(rows), width, shapes): whether a pair ends inside the document and starts there."""
    ends = low[rows.start : rows.stop, None] + np.arange(width)
    m, n = _sizes()
    row_index = np.arange(rows.start, rows.stop)
    return np.asarray(
        (row_index[:, None, None] >= m) & (ends[:, :, None] >= n) & (ends[:, :, None] <= columns), np.bool_
    )


def _channel_planes(material: Material, shared: dict[str, Floats], rows: Ints, columns: Ints) -> list[Floats]:
    m, n = _sizes()
    totals = {
        spread.name: (spread.en_total[rows][:, None, m - 1], spread.ja_total[columns][:, :, n - 1])
        for spread in material.spreads
    }
    planes: dict[str, Floats] = {}
    for name, match in shared.items():
        en, ja = totals[name]
        planes[f"{name}.match"] = np.minimum(match, _MOST)
        # Logarithms: a list of dates or a gloss that one side lacks should not outweigh all that both share.
        planes[f"{name}.only-en"] = np.log1p(np.maximum(en - match, 0.0))
        planes[f"{name}.only-ja"] = np.log1p(np.maximum(ja - match, 0.0))
        # The share of a side's words that the other covers; the 3 nats are about one word that says nothing.
        own = ja if name == "ja-word" else en
        planes[f"{name}.cover"] = match / (own + 3.0)
    planes["word.cover"] = np.sqrt(planes["ja-word.cover"] * planes["en-word.cover"])
    return [planes[name] for name in CHANNEL_FEATURES]


def _length_planes(material: Material, rows: Ints, columns: Ints) -> list[Floats]:
    m, n = _sizes()
    en_sum, ja_sum = material.en.length_before, material.ja.length_before
    en = (en_sum[rows][:, None] - en_sum[np.maximum(rows[:, None] - m, 0)])[:, None, :] * material.ratio
    ja = ja_sum[columns][:, :, None] - ja_sum[np.maximum(columns[:, :, None] - n, 0)]
    apart = np.abs(np.log((ja + 5.0) / (en + 5.0))).astype(np.float32)
    # Gale and Church's (1993) variance grows with length; 6.8 is theirs for European pairs, and near enough. The
    # logarithm, since glosses and readings in brackets make one side much longer without making the pair wrong.
    spread = np.log1p((ja - en) ** 2 / (6.8 * (ja + en + 2.0) / 2)).astype(np.float32)
    return [apart, spread]


def _paragraph_planes(material: Material, rows: Ints, columns: Ints) -> list[Floats]:
    m, n = _sizes()
    en_start = material.en.starts[np.maximum(rows[:, None] - m, 0)][:, None, :]
    ja_start = material.ja.starts[np.maximum(columns[:, :, None] - n, 0)]
    en_end, ja_end = material.en.starts[rows][:, None, None], material.ja.starts[columns][:, :, None]
    breaks = material.en.starts_before, material.ja.starts_before
    en_broken = breaks[0][np.maximum(rows - 1, 0)][:, None] - breaks[0][np.maximum(rows[:, None] - m, 0)]
    ja_broken = breaks[1][np.maximum(columns - 1, 0)][:, :, None] - breaks[1][np.maximum(columns[:, :, None] - n, 0)]
    broken = np.maximum(en_broken[:, None, :], 0) + np.maximum(ja_broken, 0)
    shape = broken.shape
    ends_apart = np.broadcast_to(en_end ^ ja_end, shape)
    tight = _tight_inside(material.en, rows, m)[:, None, :] + _tight_inside(material.ja, columns, n)
    planes = (en_start & ja_start, en_start ^ ja_start, ends_apart, broken, tight)
    return [np.asarray(plane, np.float32) for plane in planes]


def _tight_inside(side: Side, ends: Ints, sizes: Ints) -> Ints:
    """(*ends, shapes): the tight boundaries inside the blocks that end there."""
    before = side.tight_before
    starts = np.minimum(np.maximum(ends[..., None] - sizes, 0) + 1, side.size)
    return np.asarray(before[ends][..., None] - before[starts], np.int64)


def _kind_planes(material: Material, rows: Ints, columns: Ints) -> list[Floats]:
    """Told by the first segments of both blocks."""
    m, n = _sizes()
    if not material.en.size or not material.ja.size:
        empty = np.zeros((*columns.shape, len(SHAPES)), np.float32)
        return [empty, empty]
    en = material.en.special[np.clip(rows[:, None] - m, 0, None)][:, None, :]
    ja = material.ja.special[np.clip(columns[:, :, None] - n, 0, None)]
    return [np.asarray(en != ja, np.float32), np.asarray((en == ja) & (en > 0), np.float32)]


def _shape_planes(cells: tuple[int, int]) -> list[Floats]:
    planes = []
    for group in _SHAPE_GROUPS:
        one = np.array([_SHAPE_NAMES.get(shape, "larger") == group for shape in SHAPES], np.float32)
        planes.append(np.broadcast_to(one, (*cells, len(SHAPES))))
    return planes


def _meaning_planes(meaning: Meaning, rows: range, columns: range) -> list[Floats]:
    """Dense: (rows, columns, shapes) each."""
    margins, likeness = meaning.margins(rows, columns)
    margin = _by_shape(margins)
    # In tenths, so that all weights are of one order of magnitude.
    return [
        10 * margin,
        10 * _by_shape(likeness),
        10 * np.maximum(margin - 0.1, 0.0),
        10 * _weakest(margins[:, 0], axis=0),
        10 * _weakest(margins[:, :, :, 0].transpose(0, 2, 1), axis=1),
    ]


def _by_shape(blocks: Floats) -> Floats:
    """(rows, m, columns, n) → (rows, columns, shapes)."""
    return np.stack([blocks[:, m - 1, :, n - 1] for m, n in SHAPES], axis=-1)


def _weakest_planes(material: Material, dense: dict[str, Floats], rows: range, columns: range) -> list[Floats]:
    """How much of its worst covered segment a block's other side covers; dense, 0 where a side has one segment only.

    A sentence that was left out is easily swallowed by its neighbour's bead; it shows in that nothing there answers it.
    """
    planes = []
    for axis, words in enumerate(("en-word", "ja-word")):
        chosen = [spread for spread in material.spreads if spread.name in ("number", "name", words)]
        match = np.sum([dense[spread.name] for spread in chosen], axis=0)
        places = (rows, columns)[axis]
        own = np.sum([(spread.en_total, spread.ja_total)[axis][places, 0] for spread in chosen], axis=0)
        # One nat in three where nothing is known of a segment, which says neither.
        cover = (match + 1.0) / np.expand_dims(own + 3.0, (1 - axis, 2))
        alone = [SHAPES.index((1, k) if axis == 0 else (k, 1)) for k in range(1, LONGEST + 1)]
        planes.append(_weakest(cover[:, :, alone], axis=axis))
    return planes


def _weakest(single: Floats, *, axis: int) -> Floats:
    """(rows, columns, sizes of the other block) of single segments → (rows, columns, shapes): the least over a block.

    ``axis`` 0 looks at the English segments of a block, 1 at the Japanese ones.
    """
    found = np.zeros((*single.shape[:2], len(SHAPES)), np.float32)
    least = single
    for size in range(2, LONGEST + 1):
        before = np.full_like(single, np.inf)
        shift = size - 1
        if axis == 0:
            before[shift:] = single[:-shift] if shift < len(single) else single[:0]
        elif shift < single.shape[1]:
            before[:, shift:] = single[:, :-shift]
        least = np.minimum(least, before)
        for other in range(1, LONGEST + 1):
            shape = (size, other) if axis == 0 else (other, size)
            found[:, :, SHAPES.index(shape)] = np.where(np.isfinite(least[:, :, other - 1]), least[:, :, other - 1], 0)
    return found


def gap_features(material: Material, low: Ints, width: int) -> tuple[Floats, Floats]:
    """Features of leaving segments alone: (English segments, features) and (Japanese segments, features)."""
    best_en = np.zeros(material.en.size, np.float32)
    best_ja = np.zeros(material.ja.size, np.float32)
    one = SHAPES.index((1, 1))
    chosen = [spread for spread in material.spreads if spread.name != "latin"]
    own_en = sum((spread.en_total[:, 0] for spread in chosen), np.zeros(material.en.size + 1, np.float32))
    own_ja = sum((spread.ja_total[:, 0] for spread in chosen), np.zeros(material.ja.size + 1, np.float32))
    for rows in chunks(material.en.size):
        first, left = max(rows.start - 1, 0), max(int(low[rows.start]) - 1, 0)
        right = min(int(low[rows.stop - 1]) + width, material.ja.size + 1)
        match = sum(
            (spread.shared(first, rows.stop, left, right)[..., one] for spread in chosen),
            np.zeros((rows.stop - first, right - left), np.float32),
        )
        share = match / (own_en[first : rows.stop, None] + own_ja[left:right] + 6.0) * 2
        for row in rows:
            if row:
                best_en[row - 1] = share[row - first].max(initial=0.0)
        if left < right:
            np.maximum.at(best_ja, np.arange(max(left, 1), right) - 1, share[:, max(left, 1) - left :].max(axis=0))
    sides = []
    for side, best, own in ((material.en, best_en, own_en), (material.ja, best_ja, own_ja)):
        planes = [
            np.ones(side.size),
            np.log(side.length + 5.0) - 3.5,  # about 0 for a sentence of 30 characters
            side.special == _SPECIAL.index(ParagraphKind.DATELINE) + 1,
            side.special == _SPECIAL.index(ParagraphKind.HEADING) + 1,
            best,
            np.minimum(own[1:], _MOST) / 10,
        ]
        sides.append([np.asarray(plane, np.float32) for plane in planes])
    if material.meaning is not None:
        for planes, (nearest, margin) in zip(sides, material.meaning.nearest(), strict=True):
            planes += [10 * nearest, 10 * margin]
    en, ja = (np.stack(planes, axis=-1) for planes in sides)
    return en, ja


def chunks(rows: int, size: int = 32) -> Sequence[range]:
    """The rows 0 to ``rows`` in stretches."""
    return [range(start, min(start + size, rows + 1)) for start in range(0, rows + 1, size)]
