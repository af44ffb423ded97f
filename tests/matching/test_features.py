from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.evidence.channel import Channel
from aligner.evidence.meaning import Meaning
from aligner.matching.feature_names import (
    ANSWER_FEATURES,
    CHANNEL_FEATURES,
    GAP_FEATURES,
    MEANING_FEATURES,
    PAIR_FEATURES,
    WEAKEST_FEATURES,
    pair_feature_names,
)
from aligner.matching.features import gap_features, pair_features
from aligner.matching.lengths import Lengths
from aligner.matching.match_input import Material
from aligner.matching.prepare import Prepared, prepare
from aligner.matching.search import band_around, full_band
from aligner.matching.shapes import LONG_SHAPES, LONGEST, SHAPES
from aligner.matching.side import Side, read_side
from aligner.matching.tile import Tile, tiles
from aligner.matching.unmatched_words import MISSED, MOST_UNANSWERED
from aligner.model import Document, Lang, Paragraph, ParagraphKind, Segment
from aligner.parameters import load_parameters
from tests.matching.materials import Held, block, holdings, side
from tests.samples import bitext, document, sample, standing

if TYPE_CHECKING:
    from aligner.arrays import Ints64

CHANNELS = ("number", "latin", "code", "name", "ja-word", "en-word")
MOST = 25.0


def channel(name: str, en: Held, ja: Held, weight: list[float]) -> Channel:
    english, japanese = (standing((k, item) for k, items in enumerate(side) for item in items) for side in (en, ja))
    return Channel(name, english, japanese, np.array(weight))


def weigh(items: set[int], weight: list[float]) -> float:
    return sum(weight[item] for item in items)


def cover(held: dict[str, tuple[Held, Held]], weight: list[float], lang: str, segment: int, other: set[int]) -> float:
    """How much of a segment a block of the other side covers, by numbers, names and its own words."""
    match = own = 0.0
    for name in ("number", "name", f"{lang}-word"):
        en, ja = held[name]
        mine, theirs = (en, ja) if lang == "en" else (ja, en)
        match += sum(weigh(mine[segment] & theirs[k], weight) for k in other)
        own += weigh(mine[segment], weight)
    # What several segments of the block repeat does not cover more than there is.
    return (min(match, own) + 1) / (own + 3)


def unanswered(held: dict[str, tuple[Held, Held]], weight: list[float], lang: str, k: int, other: set[int]) -> float:
    """How much rather the known words of a segment would have been answered, were a block its translation."""
    en, ja = held[f"{lang}-word"]
    mine, theirs = (en, ja) if lang == "en" else (ja, en)
    match = sum(weigh(mine[k] & theirs[other_k], weight) for other_k in other)
    missing = MISSED * len(mine[k]) - min(match, weigh(mine[k], weight))
    return max(0.0, min(missing, MOST_UNANSWERED))


@pytest.mark.property
@settings(max_examples=40)
@given(st.data())
def test_channel_features_equal_those_of_sets(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(1, 9)), data.draw(st.integers(1, 9))
    weight = [1.0, 2.5, 4.0, 7.25]
    held = {name: (data.draw(holdings(rows)), data.draw(holdings(columns))) for name in CHANNELS}
    channels = tuple(channel(name, en, ja, weight) for name, (en, ja) in held.items())
    shapes = data.draw(st.sampled_from([SHAPES, LONG_SHAPES]))
    material = Material(side([10.0] * rows), side([10.0] * columns), channels, shapes=shapes)
    low, width = full_band(rows, columns)
    found = pair_features(material, Tile(low, width, range(rows + 1), shapes))
    names = pair_feature_names(meaning=False)
    for row in range(rows + 1):
        for column in range(columns + 1):
            for s, (m, n) in enumerate(shapes):
                if row < m or column < n:
                    continue
                wanted = {}
                for name, (en, ja) in held.items():
                    left, right = block(en, row, m), block(ja, column, n)
                    both = weigh(left & right, weight)
                    wanted[f"{name}.match"] = min(both, MOST)
                    wanted[f"{name}.only-en"] = math.log1p(weigh(left - right, weight))
                    wanted[f"{name}.only-ja"] = math.log1p(weigh(right - left, weight))
                    own = right if name == "ja-word" else left
                    wanted[f"{name}.cover"] = both / (weigh(own, weight) + 3)
                wanted["word.cover"] = math.sqrt(wanted["ja-word.cover"] * wanted["en-word.cover"])
                segments = [(k, set(range(column - n, column))) for k in range(row - m, row)]
                wanted["weakest.en"] = min(cover(held, weight, "en", k, other) for k, other in segments) if m > 1 else 0
                segments = [(k, set(range(row - m, row))) for k in range(column - n, column)]
                wanted["weakest.ja"] = min(cover(held, weight, "ja", k, other) for k, other in segments) if n > 1 else 0
                ends = {"en": (range(row - m, row), range(column - n, column))}
                ends["ja"] = (ends["en"][1], ends["en"][0])
                for lang, (own_side, other) in ends.items():
                    found_missing = (unanswered(held, weight, lang, k, set(other)) for k in own_side)
                    wanted[f"unanswered.{lang}"] = sum(found_missing)
                for name in (*CHANNEL_FEATURES, *WEAKEST_FEATURES, *ANSWER_FEATURES):
                    value = found[row, s, column, names.index(name)]
                    assert value == pytest.approx(wanted[name], abs=1e-4), (name, row, column, (m, n))


@cache
def prepared(name: str = "encyclopedia-kirigaura-ware") -> Prepared:
    source = sample(name)
    return prepare(bitext(source.en, source.ja), load_parameters().lexicon, None)


@cache
def material_with_meaning() -> tuple[Material, Ints64, int]:
    """A real document in a narrow band, with unit vectors made up."""
    found = prepared()
    low, width = band_around(np.linspace(0, found.ja.size, found.en.size + 1), found.ja.size, 12)
    draw = np.random.default_rng(3)
    vectors = []
    for size in (found.en.size, found.ja.size):
        made = draw.normal(size=(size + 1, LONGEST, 16)).astype(np.float32)
        vectors.append(made / np.linalg.norm(made, axis=-1, keepdims=True))
    meaning = Meaning(vectors[0], vectors[1], low, width)
    return Material(found.en, found.ja, found.channels, meaning=meaning), low, width


def test_features_of_rows_worked_alone_are_those_worked_together() -> None:
    material, low, width = material_with_meaning()
    whole = Tile(low, width, range(material.en.size + 1))
    together, valid = pair_features(material, whole), whole.valid(material.ja.size)
    for size in (1, 5, 32):
        apart = np.concatenate([pair_features(material, tile) for tile in tiles(low, width, size)])
        # Meaning by its place in a tile, in the last bits; by tenths, hence ten times as much.
        assert np.allclose(apart[valid], together[valid], rtol=0, atol=5e-6)


def test_features_of_a_pair_do_not_depend_on_the_band_but_for_its_background() -> None:
    material, low, width = material_with_meaning()
    without = Material(material.en, material.ja, material.channels)
    rows, columns = material.en.size, material.ja.size
    whole = pair_features(without, Tile(*full_band(rows, columns), range(rows + 1)))
    tile = Tile(low, width, range(rows + 1))
    narrow, valid = pair_features(without, tile), tile.valid(columns)
    for row in range(rows + 1):
        inside = whole[row, :, low[row] : low[row] + width]
        assert np.array_equal(narrow[row, :, : inside.shape[1]][valid[row]], inside[valid[row]])


def test_names_match_the_last_axis() -> None:
    material, low, width = material_with_meaning()
    assert pair_features(material, Tile(low, width, range(3))).shape[-1] == len(pair_feature_names(meaning=True))
    assert gap_features(material)[0].shape == (material.en.size, len(GAP_FEATURES))
    assert gap_features(material)[1].shape == (material.ja.size, len(GAP_FEATURES))
    assert set(pair_feature_names(meaning=True)) == {*PAIR_FEATURES, *MEANING_FEATURES}


def of_pair(material: Material, en: range, ja: range) -> dict[str, float]:
    """The features of one pair, by name."""
    low, width = full_band(material.en.size, material.ja.size)
    found = pair_features(material, Tile(low, width, range(en.stop, en.stop + 1)))
    values = found[0, SHAPES.index((len(en), len(ja))), ja.stop]
    return dict(zip(pair_feature_names(meaning=material.meaning is not None), values.tolist(), strict=True))


def no_channels() -> tuple[Channel, ...]:
    return tuple(channel(name, [], [], []) for name in CHANNELS)


def test_length_is_told_in_units_of_what_is_usual_in_the_document() -> None:
    lengths = Lengths(ratio=1.0, deviation=0.5, variance=4.0)
    material = Material(side([50, 50, 200]), side([50, 100, 150]), no_channels(), lengths)
    alike, longer = of_pair(material, range(1), range(1)), of_pair(material, range(1, 2), range(1, 2))
    assert alike["length.apart"] == pytest.approx(0.0, abs=1e-6)
    assert longer["length.apart"] == pytest.approx(math.log(105 / 55) / 0.5, abs=1e-6)
    assert alike["length.spread"] == pytest.approx(0.0, abs=1e-6)
    assert longer["length.spread"] == pytest.approx(math.log1p(50**2 / (152 / 2) / 4.0), abs=1e-6)
    empty = of_pair(Material(side([0]), side([0]), no_channels()), range(1), range(1))
    assert empty["length.apart"] == pytest.approx(0.0, abs=1e-6)


def test_paragraphs_start_and_end_together_or_apart() -> None:
    material = Material(side([9] * 4, [0, 0, 1, 1]), side([9] * 4, [0, 1, 1, 2]), no_channels())
    first = of_pair(material, range(1), range(1))
    assert first["paragraph.start-together"] == 1.0
    assert first["paragraph.end-apart"] == 1.0
    assert first["paragraph.broken"] == 0.0
    inside = of_pair(material, range(1, 2), range(1, 2))
    assert (inside["paragraph.start-together"], inside["paragraph.start-apart"]) == (0.0, 1.0)
    across = of_pair(material, range(4), range(4))
    assert across["paragraph.broken"] == 3.0
    assert across["paragraph.end-apart"] == 0.0


def test_a_tight_start_counts_inside_a_block_only() -> None:
    material = Material(side([9] * 3, tight=[0, 1, 1]), side([9] * 3, tight=[0, 0, 1]), no_channels())
    assert of_pair(material, range(1, 2), range(2, 3))["paragraph.tight"] == 0.0
    assert of_pair(material, range(2), range(1))["paragraph.tight"] == 1.0
    assert of_pair(material, range(3), range(1, 3))["paragraph.tight"] == 3.0


def test_a_heading_counts_inside_a_block_only() -> None:
    material = Material(side([9] * 3, unstopped=[0.8, 0, 0.8]), side([9] * 2, unstopped=[0.5, 0]), no_channels())
    assert of_pair(material, range(1), range(1))["paragraph.unstopped"] == 0.0
    assert of_pair(material, range(2), range(1))["paragraph.unstopped"] == pytest.approx(0.8)
    assert of_pair(material, range(1, 3), range(1))["paragraph.unstopped"] == 0.0
    assert of_pair(material, range(2), range(2))["paragraph.unstopped"] == pytest.approx(1.3)


def lines(lang: Lang, *texts: str) -> Side:
    """A document whose lines are its segments."""
    starts = [sum(len(text) + 1 for text in texts[:k]) for k in range(len(texts))]
    segments = tuple(
        Segment(k, 0, start, start + len(text), k + 1)
        for k, (start, text) in enumerate(zip(starts, texts, strict=True))
    )
    text = "\n".join(texts)
    return read_side(Document(lang, "a", text, (Paragraph(0, 0, len(text)),), segments))


@pytest.mark.parametrize(
    ("lang", "texts", "unstopped"),
    [
        (Lang.EN, ("Opening hours", "We open at nine.", "Closed on Monday!"), [2 / 3, 0, 0]),
        (Lang.EN, ("Opening hours (summer)", "“We open at nine.”", "Why?"), [2 / 3, 0, 0]),
        (Lang.EN, ("She opened the", "window of the room.", "It rained."), [0, 0, 0]),
        (Lang.EN, ("As he said,", "It rained.", "He left…"), [0, 0, 0]),
        (Lang.EN, ("one", "Two", "Three"), [0, 0, 0]),
        (Lang.JA, ("営業時間", "九時に開きます。", "月曜は休みです。"), [2 / 3, 0, 0]),
        (Lang.JA, ("営業時間（夏）", "「九時だ」", "月曜は休みです。"), [2 / 3, 0, 0]),
        (Lang.JA, ("そう言って、", "彼は出た。", "なぜ？"), [0, 0, 0]),
    ],
)
def test_a_heading_ends_with_a_word_among_sentences(lang: Lang, texts: tuple[str, ...], unstopped: list[float]) -> None:
    assert lines(lang, *texts).unstopped.tolist() == pytest.approx(unstopped)


def test_without_segments_nothing_is_a_heading() -> None:
    assert lines(Lang.EN).unstopped.size == 0


def torn(*ends: str) -> Side:
    """A paragraph whose sentences are parted by the given strings."""
    text = "".join(f"文。{end}" for end in ends)
    starts = [sum(len(f"文。{end}") for end in ends[:k]) for k in range(len(ends))]
    segments = tuple(Segment(k, 0, start, start + 2, 1) for k, start in enumerate(starts))
    return read_side(Document(Lang.JA, "ja", text, (Paragraph(0, 0, len(text)),), segments))


def test_a_start_is_tight_where_white_space_is_the_rule() -> None:
    assert torn(" ", "", " ", " ", "").tight.tolist() == [False, False, True, False, False]
    assert not torn("", "", " ", "").tight.any()
    assert not torn("").tight.any()


def test_the_weakest_segment_of_a_block_is_told_by_its_margin() -> None:
    material, *_ = material_with_meaning()
    found = of_pair(material, range(4, 7), range(5, 7))
    meaning = material.meaning
    assert meaning is not None
    margins = meaning.margins(np.arange(5, 8), np.tile(np.arange(6, 8), (3, 1)))[0]
    assert found["meaning.weakest-en"] == pytest.approx(10 * margins[:, 0, 1, -1].min(), abs=1e-4)
    assert found["meaning.weakest-ja"] == pytest.approx(10 * margins[-1, 2, 0].min(), abs=1e-4)
    assert found["meaning.margin"] == pytest.approx(10 * margins[-1, 2, 1, -1], abs=1e-4)


def test_kinds_are_told_by_the_first_segments() -> None:
    material = Material(side([9, 9], special=[1, 0]), side([9, 9], special=[1, 2]), no_channels())
    assert of_pair(material, range(1), range(1))["kind.same"] == 1.0
    assert of_pair(material, range(1, 2), range(1, 2))["kind.differs"] == 1.0
    both = of_pair(material, range(2), range(2))
    assert (both["kind.same"], both["kind.differs"]) == (1.0, 0.0)


def test_one_shape_is_told_of_every_pair() -> None:
    material = Material(side([9] * 4), side([9] * 4), no_channels())
    for m, n in SHAPES:
        shapes = {k: v for k, v in of_pair(material, range(m), range(n)).items() if k.startswith("shape.")}
        assert sum(shapes.values()) == 1.0
        assert shapes[f"shape.{m}-{n}" if f"shape.{m}-{n}" in shapes else "shape.larger"] == 1.0


def test_a_side_is_read_with_lengths_in_japanese_characters() -> None:
    found = read_side(
        document(
            Lang.JA,
            (ParagraphKind.HEADING, ("概 要",)),
            (ParagraphKind.BODY, ("ＡＢC数", "")),
            (ParagraphKind.DATELINE, ("1月",)),
        )
    )
    assert found.length.tolist() == pytest.approx([2, 1 + 3 * 0.45, 0, 2])
    assert found.paragraph.tolist() == [0, 1, 1, 2]
    assert found.special.tolist() == [1, 0, 0, 4]
    assert found.starts.tolist() == [True, True, False, True, True]
    assert found.length_before.tolist() == pytest.approx([0, 2, 4.35, 4.35, 6.35])
    assert found.starts_before.tolist() == [0, 1, 1, 2, 3]


def test_an_empty_side_has_one_boundary() -> None:
    assert side([]).starts.tolist() == [True]
    assert side([]).length_before.tolist() == [0.0]


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (0, 3), (3, 0)])
def test_features_of_an_empty_side_are_there_and_finite(rows: int, columns: int) -> None:
    material = Material(side([5.0] * rows), side([5.0] * columns), no_channels())
    low, width = full_band(rows, columns)
    tile = Tile(low, width, range(rows + 1))
    assert np.isfinite(pair_features(material, tile)).all()
    assert not tile.valid(columns).any()
    en, ja = gap_features(material)
    assert (len(en), len(ja)) == (rows, columns)


def test_a_gap_is_told_by_its_kind_and_how_much_of_a_sentence_it_is() -> None:
    material = Material(side([33.1, 7.5, 0.0], special=[0, 1, 4]), side([33.1, 33.1]), no_channels())
    en, ja = gap_features(material)
    assert [dict(zip(GAP_FEATURES, row, strict=True)) for row in en.tolist()] == [
        {"gap": 1.0, "gap.full": 1.0, "gap.dateline": 0.0, "gap.heading": 0.0},
        {"gap": 1.0, "gap.full": 0.5, "gap.dateline": 0.0, "gap.heading": 1.0},
        {"gap": 1.0, "gap.full": 0.0, "gap.dateline": 1.0, "gap.heading": 0.0},
    ]
    assert ja.tolist() == [[1.0, 1.0, 0.0, 0.0]] * 2
