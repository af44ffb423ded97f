from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from aligner.matching import match as module
from aligner.matching.band import WIDTH
from aligner.matching.feature_names import GAP_FEATURES, pair_feature_names
from aligner.matching.features import gap_features, pair_features
from aligner.matching.match import match, search, step_confidence, weighed
from aligner.matching.prepare import Prepared, encoder_of, kernel, prepare
from aligner.matching.score import score
from aligner.matching.search import Step, best_path, full_band
from aligner.matching.shapes import SHAPES
from aligner.matching.tile import Tile
from aligner.parameters import Weights, load_parameters
from tests.samples import NAMES, bitext, long_sample, sample, weights

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.growth import Stopwatch

pytestmark = pytest.mark.slow

SHARED = Path(__file__).resolve().parents[3] / "shared"
SHIPPED = load_parameters()
PLAIN = SHIPPED.without_meaning


def prepared(en: list[str] | tuple[str, ...], ja: list[str] | tuple[str, ...]) -> Prepared:
    return prepare(bitext(en, ja), SHIPPED.lexicon, None)


def shape_counts(en: list[str], ja: list[str]) -> Counter[tuple[int, int]]:
    both = bitext(en, ja)
    found = match(both, prepare(both, SHIPPED.lexicon, None), PLAIN)
    return Counter((len(bead.en), len(bead.ja)) for bead in found.beads)


def full_search(found: Prepared, learned: Weights = PLAIN) -> list[Step]:
    low, width = full_band(found.en.size, found.ja.size)
    material, _ = found.within(low, width)
    return best_path(weighed(material, learned, low, width)[0])


@pytest.mark.parametrize("name", ["story-nine-minutes", "encyclopedia-kirigaura-ware"])
def test_the_band_finds_the_path_of_the_full_search(name: str) -> None:
    found = prepared(*long_sample(230, name))
    _, lattice, _, path = search(found, PLAIN)
    assert lattice.width < found.ja.size
    assert path == full_search(found)


@pytest.mark.parametrize("name", NAMES)
def test_the_strip_finds_the_path_of_the_full_search(name: str) -> None:
    source = sample(name)
    found = prepared(source.en, source.ja)
    assert search(found, PLAIN)[3] == full_search(found)


@pytest.mark.parametrize("name", NAMES)
def test_so_it_does_with_meaning(name: str) -> None:
    source = sample(name)
    found = prepare(bitext(source.en, source.ja), SHIPPED.lexicon, encoder_of(SHIPPED))
    assert SHIPPED.with_meaning is not None
    assert search(found, SHIPPED.with_meaning)[3] == full_search(found, SHIPPED.with_meaning)


@pytest.mark.skipif(not SHARED.exists(), reason="the gold corpora are not at hand (../shared)")
@pytest.mark.parametrize("name", ["ntrex-gaps", "kftt-gaps", "bible-merge"])
def test_so_it_does_on_longer_documents(name: str) -> None:
    differ = []
    narrower = 0
    for path in sorted((SHARED / "corpora" / name).glob("*.gold"))[:5]:
        en, ja = (
            [line for line in path.with_suffix(end).read_text("utf-8").split("\n") if line.strip()]
            for end in (".en", ".ja")
        )
        found = prepared(en, ja)
        _, lattice, _, steps = search(found, PLAIN)
        narrower += lattice.width <= found.ja.size
        if steps != full_search(found):
            differ.append(path.name)
    assert not differ
    assert narrower or name == "ntrex-gaps"  # whose documents are hardly wider than the room beside the anchors


def test_a_band_widens_where_a_stretch_is_missing() -> None:
    en, ja = long_sample(320)
    del en[60:185]
    _, lattice, _, path = search(prepared(en, ja), PLAIN)
    assert lattice.width > 2 * WIDTH
    alone = {j for i, end, j, _ in path if i == end}
    assert len(alone & set(range(50, 180))) > 100


def test_a_band_stops_widening_where_there_is_no_more_room(monkeypatch: pytest.MonkeyPatch) -> None:
    en, ja = long_sample(320)
    del en[60:185]
    monkeypatch.setattr(module, "WIDEST", WIDTH)
    _, lattice, _, path = search(prepared(en, ja), PLAIN)
    assert lattice.width < 2 * WIDTH
    assert path[-1][1::2] == (len(en), len(ja))


def test_identical_segments_keep_step() -> None:
    both = bitext(["Yes."] * 70, ["はい。"] * 70)
    beads = match(both, prepare(both, SHIPPED.lexicon, None), PLAIN).beads
    assert all(bead.en == bead.ja for bead in beads)
    assert sum(len(bead.en) == 1 for bead in beads) > 60


@pytest.mark.parametrize(("en", "ja"), [(0, 0), (1, 0), (0, 1), (0, 9), (9, 0)])
def test_empty_sides_are_all_gaps(en: int, ja: int) -> None:
    wanted = Counter({(1, 0): en, (0, 1): ja})
    assert shape_counts(["One train."] * en, ["列車。"] * ja) == +wanted


def test_a_confidence_is_the_posterior_of_its_step() -> None:
    source = sample("demo-press-release")
    _, lattice, found, path = search(prepared(source.en, source.ja), PLAIN)
    for step in path:
        first, row, left, column = step
        if first == row:
            wanted = found.ja_gap[left]
        elif left == column:
            wanted = found.en_gap[first]
        else:
            wanted = found.pair[row][SHAPES.index((row - first, column - left)), column - lattice.low[row]]
        assert step_confidence(lattice, found, step) == wanted
        assert 0.0 <= wanted <= 1.0 + 1e-6
    assert sum(step_confidence(lattice, found, step) for step in path) > 0.7 * len(path)


def test_scores_are_features_times_weights() -> None:
    source = sample("letter-library-clean")
    found = prepared(source.en, source.ja)
    rows, columns = found.en.size, found.ja.size
    low, width = full_band(rows, columns)
    material, _ = found.within(low, width)
    learned = weights()
    lattice = score(material, learned, low, width)
    tile = Tile(low, width, range(rows + 1))
    names = pair_feature_names(meaning=False)
    wanted = pair_features(material, tile) @ np.array([learned.pair[name] for name in names])
    valid = tile.valid(columns)
    assert np.allclose(lattice.pair[valid], wanted[valid], atol=1e-4)
    assert (lattice.pair[~valid] == -np.inf).all()
    gap = np.array([learned.en_gap[name] for name in GAP_FEATURES])
    en, ja = gap_features(material)
    assert np.allclose(lattice.en_gap, en @ gap)
    assert np.allclose(lattice.ja_gap, ja @ gap)
    openings = lattice.en_open, lattice.ja_open, lattice.ja_after_en
    assert openings == (learned.en_open, learned.ja_open, learned.ja_after_en)


def test_most_gold_beads_are_found_without_meaning() -> None:
    right = whole = 0
    for name in NAMES:
        source = sample(name)
        both = bitext(source.en, source.ja)
        beads = match(both, prepare(both, SHIPPED.lexicon, None), PLAIN).beads
        right += len({(bead.en, bead.ja) for bead in beads} & set(source.beads))
        whole += len(source.beads)
    assert right >= 0.8 * whole


def test_the_kernel_is_named() -> None:
    assert kernel().startswith("numpy ")


def test_time_grows_with_the_length(stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        evidence = prepared(*long_sample(size))
        return lambda: search(evidence, PLAIN)

    stopwatch.assert_linear(work, 500)
