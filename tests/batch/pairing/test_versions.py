from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from aligner.batch.pairing.find_pairs import PairingOptions, find_pairs
from aligner.batch.pairing.near_duplicates import MOST_VERSIONS, clusters_of
from aligner.batch.pairing.profile import PARTS
from aligner.batch.pairing.versions import pair_probabilities
from aligner.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.batch.manifest import Entry

BY_CONTENT = PairingOptions(Settings(), by_path=False)
EN = [
    "The pump moves clean water from the lake to the tank.",
    "Clean the filter every month, or the motor becomes hot.",
    "Close both valves before you open the cover.",
    "The lamp on the front is green while the pump runs.",
    "Call the harbour office if the lamp becomes red.",
    "Keep children away from the machine.",
]
JA = [
    "ポンプは湖からタンクへきれいな水を送ります。",
    "フィルターは毎月掃除してください。怠るとモーターが熱くなります。",
    "カバーを開ける前に、両方のバルブを閉めてください。",
    "ポンプの運転中は、前面のランプが緑色に点灯します。",
    "ランプが赤くなったら、港湾事務所に電話してください。",
    "お子様を機械に近づけないでください。",
]
#: What each version adds: a sentence and a string, a number, a sentence without any string.
ADDED = [
    ("Run `pump --drain` after the winter.", "冬が終わったら `pump --drain` を実行してください。"),
    ("The tank holds 480 litres.", "タンクの容量は480リットルです。"),
    ("Birds like to build nests under the roof of the shed.", "鳥は小屋の屋根の下に巣を作ることがあります。"),
]


def write(folder: Path, name: str, sentences: list[str]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n\n".join(sentences) + "\n", "utf-8")


def paired(entries: list[Entry], root: Path) -> set[tuple[str, str]]:
    return {
        (entry.source.removeprefix(f"{root}/en/"), entry.target.removeprefix(f"{root}/ja/"))
        for entry in entries
        if entry.is_pair
    }


def test_versions_are_paired_by_what_differs(tmp_path: Path) -> None:
    for name, other, (en, ja) in zip("abc", "zxy", ADDED, strict=True):
        write(tmp_path / "en", f"{name}.txt", [*EN, en])
        write(tmp_path / "ja", f"{other}.txt", [*JA, ja])
    entries = find_pairs(f"{tmp_path}/en", f"{tmp_path}/ja", BY_CONTENT)
    assert paired(entries, tmp_path) == {("a.txt", "z.txt"), ("b.txt", "x.txt"), ("c.txt", "y.txt")}
    assert entries[0].reasons[0] == "one of 3 x 3 versions"


def test_equal_versions_are_reported_as_a_group(tmp_path: Path) -> None:
    for name in "abc":
        write(tmp_path / "en", f"{name}.txt", EN)
        write(tmp_path / "ja", f"{name}{name}.txt", JA)
    entries = find_pairs(f"{tmp_path}/en", f"{tmp_path}/ja", BY_CONTENT)
    assert paired(entries, tmp_path) == set()
    assert len(entries) == 6
    for entry in entries:
        assert entry.reasons[0].startswith("one of 3 versions that cannot be distinguished; its translation may be ")


def test_words_of_the_path_settle_equal_versions(tmp_path: Path) -> None:
    for edition in ("cloud", "server"):
        for lang, text in (("en", EN), ("ja", JA)):
            (tmp_path / lang / edition).mkdir(parents=True)
            write(tmp_path / lang / edition, {"en": "pump.txt", "ja": "ponpu.txt"}[lang], text)
    entries = find_pairs(f"{tmp_path}/en", f"{tmp_path}/ja", BY_CONTENT)
    assert paired(entries, tmp_path) == {(f"{name}/pump.txt", f"{name}/ponpu.txt") for name in ("cloud", "server")}


def test_documents_on_one_subject_are_no_versions() -> None:
    random = np.random.default_rng(1)
    parts = random.normal(size=(3, PARTS, 16)).astype(np.float32)
    own = [np.arange(10 * k, 10 * k + 10, dtype=np.uint64) for k in range(3)]
    assert clusters_of(own, parts).tolist() == [0, 1, 2]
    assert clusters_of([own[0], own[1], own[0]], parts[[0, 1, 0]]).tolist() == [0, 1, 0]


@pytest.mark.parametrize("count", [MOST_VERSIONS, MOST_VERSIONS + 1])
def test_too_many_versions_are_left_as_documents(count: int) -> None:
    sentences = [np.arange(k, k + 20, dtype=np.uint64) for k in range(count)]
    parts = np.ones((count, PARTS, 16), np.float32)
    clusters = clusters_of(sentences, parts)
    assert len(set(clusters.tolist())) == (1 if count == MOST_VERSIONS else count)


@pytest.mark.parametrize("shape", [(1, 1), (1, 3), (3, 1), (2, 3), (4, 3)])
def test_probabilities_are_those_of_all_matchings(shape: tuple[int, int]) -> None:
    """Compared with a sum over every matching, written out."""
    scores = np.random.default_rng(sum(shape)).normal(size=shape) * 2
    wanted, total = np.zeros(shape), 0.0
    places = [*range(shape[1]), *[-1] * shape[0]]
    for chosen in set(permutations(places, shape[0])):
        held = [(i, j) for i, j in enumerate(chosen) if j >= 0]
        weight = float(np.exp(sum(scores[place] for place in held)))
        total += weight
        for place in held:
            wanted[place] += weight
    assert np.allclose(pair_probabilities(scores), wanted / total)
