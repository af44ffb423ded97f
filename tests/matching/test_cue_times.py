"""When subtitles are shown: the clocks of two files, and what blocks of cues have in common."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

import aligner
from aligner.document.load import bitext_from_texts
from aligner.document.source import Extract, SourceText
from aligner.matching.cue_times import Seconds, Times, measure_times, read_times, shared_and_apart
from aligner.matching.feature_names import pair_feature_names
from aligner.matching.features import pair_features
from aligner.matching.match_input import Material
from aligner.matching.search import full_band
from aligner.matching.shapes import LONG_SHAPES, SHAPES, Shapes
from aligner.matching.side import read_side
from aligner.matching.tile import Tile
from aligner.model import Counted, EvidenceKind, Lang, Span
from aligner.outputs.record import dump, load
from aligner.pipeline import run
from aligner.settings import Settings
from tests.matching.materials import side
from tests.matching.test_features import no_channels
from tests.samples import sample

Cues = list[tuple[int, int, str]]


def subtitles(name: str, cues: Cues, lang: Lang | None = None) -> SourceText:
    """Cues of (start, end, text) in milliseconds."""
    extract = Extract(name, lang=lang, counted=Counted.CUE)
    for k, (start, end, text) in enumerate(cues, 1):
        extract.add(text, line=k, time=Span(start, end))
    return extract.source()


def shown(size: int, seed: int = 0) -> Seconds:
    """Cues of one to four seconds with pauses between."""
    draw = Random(seed)
    found, now = [], 5.0
    for _ in range(size):
        end = now + draw.uniform(1, 4)
        found.append((now, end))
        now = end + draw.uniform(0, 2)
    return np.array(found)


def test_what_is_shown_together_has_its_time_parted_by_length() -> None:
    extract = Extract("a", lang=Lang.EN, counted=Counted.CUE)
    extract.add("Yes.", line=1, time=Span(1000, 3000))
    extract.add("I do not think so. Why?", line=1, time=Span(1000, 3000))
    extract.add("Because.", line=2, time=Span(3000, 4000))
    other = subtitles("b", [(0, 1, "はい。")], Lang.JA)
    document = bitext_from_texts(extract.source(), other, Settings()).en
    times = read_times(document, [4.0, 13.0, 4.0, 8.0])
    assert times is not None
    edges = [1.0, 1.416667, 2.583333, 3.0, 4.0]
    assert times.ravel().tolist() == pytest.approx([*edges[:1], *np.repeat(edges[1:-1], 2), *edges[-1:]], abs=1e-5)
    assert read_side(document).paragraph.tolist() == [0, 1, 1, 1], "a new one where another speaks within a cue"


def test_documents_without_times_have_none() -> None:
    plain = bitext_from_texts(SourceText("a", "One. Two.\n"), SourceText("b", "一つ。\n"), Settings())
    assert read_side(plain.en).times is None
    assert measure_times(None, shown(3), [(0, 0)]) is None
    assert measure_times(shown(3), None, [(0, 0)]) is None


def aligned_starts(times: Times) -> float:
    """How far the starts of both sides lie apart, on average over those whose clock is known."""
    apart = np.abs(times.en[1:, 0, 0] - times.ja[1:, 0, 0])
    return float(apart[times.known[1:]].mean())


@pytest.mark.parametrize(("rate", "offset"), [(1.0, 90.0), (25 / 23.976, -3.0), (23.976 / 25, 0.0), (1.1, 7.5)])
def test_offset_and_rate_are_found_from_anchors_though_some_are_wrong(rate: float, offset: float) -> None:
    en = shown(120)
    ja = (en - offset) / rate
    anchors = [(k, k) for k in range(0, 120, 2)]
    anchors[10], anchors[30], anchors[31] = (20, 21), (61, 60), (62, 63)
    times = measure_times(en, ja, anchors)
    assert times is not None
    assert times.known.all()
    assert aligned_starts(times) < 0.25


def test_an_offset_may_change_where_something_was_cut_out() -> None:
    en = shown(100)
    en[50:] += 60
    times = measure_times(en, shown(100) + 3, [(k, k) for k in range(100)])
    assert times is not None
    assert times.known.sum() > 90
    apart = np.abs(times.en[1:, 0, 0] - times.ja[1:, 0, 0])
    assert (apart[times.known[1:]] < 0.01).mean() > 0.95


def test_the_clocks_of_different_films_are_not_compared() -> None:
    for seed in range(1, 20):
        ja = shown(80, seed) * 1.3 + Random(seed).uniform(0, 60)
        assert measure_times(shown(80), ja, [(k, k) for k in range(0, 80, 2)]) is None


@pytest.mark.parametrize("anchors", [[], [(3, 3)]])
def test_hardly_any_anchor_tells_nothing(anchors: list[tuple[int, int]]) -> None:
    assert measure_times(shown(20), shown(20) + 10, anchors) is None


def test_files_made_from_each_other_need_no_anchor() -> None:
    en = shown(20)
    times = measure_times(en, np.delete(en, [3, 4, 11], axis=0), [])
    assert times is not None
    assert times.known.all()
    assert measure_times(en, en[:2], []) is None


def test_anchors_at_one_moment_give_no_rate() -> None:
    same = np.tile([[4.0, 5.0]], (9, 1))
    times = measure_times(same + 30, same, [(k, k) for k in range(9)])
    assert times is not None
    assert aligned_starts(times) == 0


@pytest.mark.parametrize("shapes", [SHAPES, LONG_SHAPES])
def test_the_features_of_blocks_are_those_of_their_cues(shapes: Shapes) -> None:
    en, ja = shown(6, 1), shown(7, 2)
    ja[3, 1] = ja[5, 1]  # one is shown while others come and go
    times = _times(en, ja, shapes.longest)
    material = Material(side([9] * 6), side([9] * 7), no_channels(), times=times, shapes=shapes)
    low, width = full_band(6, 7)
    found = pair_features(material, Tile(low, width, range(7), shapes))
    names = pair_feature_names(meaning=False, timed=True)
    assert names[-2:] == ("time.overlap", "time.apart")
    for row in range(1, 7):
        for column in range(1, 8):
            for s, (m, n) in enumerate(shapes):
                if row >= m and column >= n:
                    first = en[row - m, 0], en[row - m : row, 1].max()
                    second = ja[column - n, 0], ja[column - n : column, 1].max()
                    wanted = shared_and_apart(np.array(first), np.array(second))
                    assert found[row, s, column, -2:] == pytest.approx([float(each) for each in wanted], abs=1e-5)


def _times(en: Seconds, ja: Seconds, longest: int) -> Times:
    times = measure_times(en, en, [], longest)
    other = measure_times(ja, ja, [], longest)
    assert times is not None
    assert other is not None
    return Times(times.en, other.ja, other.known)


def test_what_is_shared_and_how_far_apart() -> None:
    overlap, apart = shared_and_apart(np.array([[0.0, 2.0], [0.0, 1.0]]), np.array([[1.0, 3.0], [5.0, 5.0]]))
    assert overlap.tolist() == pytest.approx([1 / 3, 0.0])
    assert apart.tolist() == pytest.approx([np.log(3.0), np.log(10.0)])


def dialogue(shift: int = 0) -> tuple[Cues, Cues]:
    """The dialogue of ``corpus/`` as cues, and the Japanese some milliseconds later."""
    source = sample("dialogue-lost-property")
    en: Cues = []
    ja: Cues = []
    now = 0
    for left, right in source.beads:
        end = now + 2000 * max(len(left), len(right))
        for cues, segments, texts, late in ((en, left, source.en, 0), (ja, right, source.ja, shift)):
            for k, segment in enumerate(segments):
                edges = [now + late + (end - now) * part // len(segments) for part in (k, k + 1)]
                cues.append((edges[0], edges[1], texts[segment]))
        now = end + 500
    return en, ja


def test_times_are_evidence_that_adds_up_and_loads_back() -> None:
    en, ja = dialogue(shift=7300)
    bitext = bitext_from_texts(subtitles("en.srt", en), subtitles("ja.srt", ja), Settings())
    record = run(bitext, Settings(meaning=False), aligner.__version__)
    assert load(dump(record)) == load(dump(load(dump(record))))
    timed = 0
    for bead in record.alignment.beads:
        assert sum(evidence.weight for evidence in bead.evidence) == pytest.approx(bead.score, abs=0.01)
        found = [evidence for evidence in bead.evidence if evidence.kind is EvidenceKind.TIME]
        assert len(found) <= bead.paired
        assert all(evidence.note.startswith("shown together for ") for evidence in found)
        timed += len(found)
    assert timed > 30
    result = aligner.Result(record)
    answer = aligner.explain(result, finding=0, settings=Settings(meaning=False))
    assert any("time.apart" in other.features for bead in answer.beads for other in bead.runners_up)


def test_times_tell_equal_lines_apart() -> None:
    """Of three times "Yes." the Japanese lacks the second; only the times say which."""
    en = [(1000 * k, 1000 * k + 900, text) for k, text in enumerate(["Yes.", "Yes.", "Yes.", "The boat is late."])]
    ja = [(0, 900, "うん。"), (2000, 2900, "うん。"), (3000, 3900, "船が遅れている。")]
    settings = Settings(meaning=False)
    timed = run(bitext_from_texts(subtitles("en", en), subtitles("ja", ja), settings), settings, "0")
    assert [(bead.en, bead.ja) for bead in timed.alignment.beads] == [
        ((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,)),
    ]  # fmt: skip
