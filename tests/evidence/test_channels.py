from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aligner.evidence.channels import read_channels, read_document
from aligner.matching.bead_items import one_sided_items, shared_items
from aligner.model import Bitext, Lang
from aligner.parameters import Lexicon
from tests.samples import LEXICON, NAMES, bitext, sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.evidence.channel import Channel
    from tests.growth import Stopwatch

NAMED = ["number", "latin", "code", "name", "ja-word", "en-word"]
EMPTY = Lexicon({}, {}, {})


def channels(both: Bitext, lexicon: Lexicon = LEXICON) -> dict[str, Channel]:
    found = read_channels(both, read_document(both.en), read_document(both.ja), lexicon)
    assert [channel.name for channel in found] == NAMED
    return {channel.name: channel for channel in found}


def shared(name: str, en: str, ja: str, *, before: str = "") -> set[tuple[str, str]]:
    """What a channel finds in both of two sentences, as they stand in the texts."""
    both = bitext([before, en], [before, ja])
    (found,) = shared_items([channels(both)[name]], [(1, 2, 1, 2)])
    return {(both.en.text[slice(*item.en)], both.ja.text[slice(*item.ja)]) for item in found}


@pytest.mark.parametrize(
    ("name", "en", "ja", "wanted"),
    [
        ("number", "It cost 78.4 billion yuan.", "784億元かかった。", {("78.4 billion yuan", "784億元")}),
        ("number", "Thirty percent left.", "3割が去った。", {("Thirty percent", "3割")}),
        ("latin", "The GDP rose.", "ＧＤＰが伸びた。", {("GDP", "ＧＤＰ")}),
        ("latin", "See readme.", "READMEを参照。", {("readme", "README")}),
        ("code", "Use utf_8 here.", "utf_8を使う。", {("utf_8", "utf_8")}),
        ("code", "See readme.", "READMEを参照。", set()),
        ("name", "A sprint in Zhaoqing", "肇慶でスプリント", {("Zhaoqing", "肇慶"), ("sprint", "スプリント")}),
        ("name", "Two sprints", "ｽﾌﾟﾘﾝﾄ二回", {("sprints", "ｽﾌﾟﾘﾝﾄ")}),
        ("name", "Two sprints", "スプーン二本", set()),
        ("en-word", "The railway opened.", "鉄道が開業した。", {("railway", "鉄道"), ("opened", "開業")}),
        ("ja-word", "The railway opened.", "鉄道が開業した。", {("railway", "鉄道"), ("opened", "開業")}),
        ("en-word", "Snow.", "駅だ。", set()),
    ],
)
def test_items_of_both_sides(name: str, en: str, ja: str, wanted: set[tuple[str, str]]) -> None:
    assert shared(name, en, ja) >= wanted
    assert bool(shared(name, en, ja)) is bool(wanted)


def test_a_word_is_looked_at_from_its_own_side() -> None:
    both = bitext(["The railway station."], ["鉄道と雪。"])
    found = channels(both)
    assert len(set(found["en-word"].en.item.tolist())) == 2
    for lang in Lang:
        (alone,) = one_sided_items(found[f"{lang}-word"], [(0, 1, 0, 1)])
        assert {item.lang for item in alone} == {lang}


def test_a_number_counts_by_the_keys_the_other_side_knows() -> None:
    both = bitext(["Thirty percent of 30 trains."], ["30本の列車の3割。"])
    channel = channels(both)["number"]
    assert one_sided_items(channel, [(0, 1, 0, 1)]) == [[]]
    assert [len(items) for items in shared_items([channel], [(0, 1, 0, 1)])] == [2]


def test_a_lone_one_tells_little() -> None:
    both = bitext(["1 train and 42 buses"], ["列車1本とバス42台"])
    (found,) = shared_items([channels(both)["number"]], [(0, 1, 0, 1)])
    weights = {both.en.text[slice(*item.en)]: item.weight for item in found}
    one, many = (next(w for text, w in weights.items() if text.startswith(number)) for number in ("1", "42"))
    assert one < many / 2


@pytest.mark.parametrize("name", NAMES)
def test_every_occurrence_lies_in_its_segment(name: str) -> None:
    source = sample(name)
    both = bitext(source.en, source.ja)
    for channel in channels(both).values():
        for document, held in ((both.en, channel.en), (both.ja, channel.ja)):
            for k, start, end in zip(held.segment.tolist(), held.start.tolist(), held.end.tolist(), strict=True):
                segment = document.segments[k]
                assert segment.start <= start < end <= segment.end
            assert held.item.max(initial=-1) < len(channel.weight)
        assert (channel.weight >= 0).all()


def test_nothing_is_shared_without_text_or_lexicon() -> None:
    assert all(len(channel.en) == len(channel.ja) == 0 for channel in channels(bitext([], [])).values())
    found = channels(bitext(["The railway."], ["鉄道。"]), EMPTY)
    assert len(found["en-word"].en) == len(found["ja-word"].ja) == 0


def test_a_name_over_and_over_takes_linear_time(stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        both = bitext(["The project."] * size, ["プロジェクト。"] * size)
        readings = read_document(both.en), read_document(both.ja)
        return lambda: read_channels(both, *readings, EMPTY)

    stopwatch.assert_linear(work, 1000)
