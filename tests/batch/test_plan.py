from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aligner.batch import plan
from aligner.batch.manifest import Entry, Manifest
from aligner.batch.plan import Measure, described, fingerprint, make_parts, measure_files
from aligner.errors import SettingsError
from aligner.model import Lang
from aligner.settings import MIB, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aligner.batch.plan import Part


def parts_of(sizes: Sequence[int], order: Sequence[int] | None = None, made: str = "x") -> list[Part]:
    """The parts of pairs of files of some sizes, named in order of their number."""
    order = order or range(len(sizes))
    entries = tuple(Entry(f"en/{k:05}", f"ja/{k:05}") for k in order)
    measures = [Measure(f"{side}{k}", sizes[k] // 2) for k in order for side in ("en", "ja")]
    return make_parts(Manifest(entries), measures, made)


def test_parts_hold_every_pair_once_in_the_order_of_names() -> None:
    parts = parts_of([30_000] * 500)
    names = [pair.names[0] for part in parts for pair in part.pairs]
    assert names == [f"en/{k:05}" for k in range(500)]
    assert [part.name[:11] for part in parts] == [f"part-{k:06}" for k in range(len(parts))]
    assert len({part.name for part in parts}) == len(parts)


def test_the_order_of_the_manifest_does_not_matter() -> None:
    order = list(range(300))
    random.Random(1).shuffle(order)
    assert parts_of([20_000] * 300, order) == parts_of([20_000] * 300)


def test_parts_are_of_even_cost_and_a_large_pair_is_a_part_of_its_own() -> None:
    sizes = [10_000 + 97 * k % 20_000 for k in range(2000)]
    sizes[700] = 5_000_000
    parts = parts_of(sizes)
    costs = [part.cost for part in parts if len(part.pairs) > 1]
    assert max(costs) <= plan._LEAST
    assert sorted(costs)[len(costs) // 10] > plan._LEAST * 0.6
    (large,) = [part for part in parts if part.cost > 5_000_000]
    assert len(large.pairs) == 1


def test_there_are_about_a_thousand_parts_of_much() -> None:
    parts = parts_of([400_000] * 3000)
    assert plan._PARTS / 2.5 < len(parts) <= plan._PARTS * 1.5


def test_small_files_do_not_make_endless_parts() -> None:
    assert max(len(part.pairs) for part in parts_of([0] * 9000)) <= plan._PAIRS


def test_keys_depend_on_contents_settings_and_version() -> None:
    def key(digest: str = "a", made: str = "x", target: str = "ja") -> str:
        entry = Entry("en", target)
        (part,) = make_parts(Manifest((entry,)), [Measure(digest, 1), Measure("b", 1)], made)
        return part.pairs[0].key

    assert key() == key()
    assert len({key(), key(digest="c"), key(made="y"), key(target="en")}) == 4
    # Names count only where there is no content.
    assert key(target="other") == key()
    assert key(digest="", target="other") == key(digest="")


def test_settings_count_by_what_they_mean(tmp_path: Path) -> None:
    usual = Settings()
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("pump\tポンプ\n", "utf-8")
    named = replace(usual, glossary=glossary)
    prints = [
        fingerprint(each) for each in (usual, replace(usual, meaning=False), replace(usual, source_lang=Lang.JA), named)
    ]
    assert len(set(prints)) == 4
    assert fingerprint(replace(usual, max_size=MIB)) == prints[0], "what fails because of it can be tried again"
    assert fingerprint(usual, "9.9") != prints[0]
    glossary.write_text("pump\t送水機\n", "utf-8")
    assert fingerprint(named) != prints[3]
    (tmp_path / "copy.tsv").write_bytes(glossary.read_bytes())
    assert fingerprint(replace(usual, glossary=tmp_path / "copy.tsv")) == fingerprint(named)
    assert described(usual)["parameters"] is not None
    assert described(usual)["glossary"] is None


def test_an_encoder_counts_by_its_files(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model/weights").write_bytes(b"12")
    one = fingerprint(Settings(encoder=tmp_path / "model"))
    (tmp_path / "model/weights").write_bytes(b"123")
    assert fingerprint(Settings(encoder=tmp_path / "model")) != one
    with pytest.raises(SettingsError, match="no such folder"):
        fingerprint(Settings(encoder=tmp_path / "none"))
    with pytest.raises(SettingsError, match="no such file"):
        fingerprint(Settings(glossary=tmp_path / "none"))


def test_files_are_measured_and_what_cannot_be_read_is_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    found = measure_files([str(tmp_path / "a"), str(tmp_path / "none")], 10)
    assert found == [Measure.of(b"abc"), Measure("", 0)]
    assert measure_files([str(tmp_path / "a")], 1) == [Measure.of(b"ab")]
