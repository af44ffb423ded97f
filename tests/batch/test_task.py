from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aligner import __version__
from aligner.batch import task
from aligner.batch.completed_parts import open_store
from aligner.batch.files import WORK, Folder
from aligner.batch.manifest import read_manifest
from aligner.batch.plan import Measure, fingerprint, make_parts, measure_files
from aligner.batch.task import Job, Trail, align_part, check_version, measure
from aligner.batch.worker_pool import Limits
from aligner.errors import SettingsError
from aligner.settings import MIB, Settings
from tests.batch.documents import write_manifest

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.batch.plan import Pair, Part
    from aligner.batch.schema import Outcome
    from aligner.batch.store import Store

#: The same for all tests, so that they share one process.
PLAIN, ROOMY = Settings(meaning=False), Limits(600, 4096 * MIB)


def plan_of(root: Path, count: int = 3) -> Part:
    """A part of small pairs."""
    manifest = read_manifest(str(write_manifest(root, count)))
    places = [manifest.place(name) for entry in manifest.pairs for name in (entry.source, entry.target)]
    (part,) = make_parts(manifest, measure_files(places, MIB), fingerprint(PLAIN))
    return part


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(Folder(str(tmp_path / "out")), "jsonl")


def test_a_part_is_aligned_and_written(store: Store, tmp_path: Path) -> None:
    part = plan_of(tmp_path)
    report = align_part(part, {}, Job(store, PLAIN, ROOMY))
    assert (report.aligned, report.kept) == (3, 0)
    rows = store.rows("documents", part.name)
    assert [row["source"] for row in rows] == ["en/000.txt", "en/001.txt", "en/002.txt"]
    assert [(row["document"], row["key"]) for row in rows] == [(pair.document, pair.key) for pair in part.pairs]
    assert {row["document"] for row in store.rows("beads", part.name)} == {pair.document for pair in part.pairs}


def test_what_is_there_is_taken_over(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = plan_of(tmp_path)
    align_part(part, {}, Job(store, PLAIN, ROOMY))
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("part*")}
    monkeypatch.setattr(task, "_align", None)
    earlier = {pair.key: part.name for pair in part.pairs}
    report = align_part(part, earlier, Job(store, PLAIN, ROOMY))
    assert (report.aligned, report.kept) == (0, 3)
    assert before == {path: path.read_bytes() for path in (tmp_path / "out").rglob("part*")}


def test_what_was_taken_for_there_and_is_not_is_aligned(store: Store, tmp_path: Path) -> None:
    part = plan_of(tmp_path)
    report = align_part(part, {part.pairs[0].key: "part-gone"}, Job(store, PLAIN, ROOMY))
    assert (report.aligned, report.kept) == (3, 0)


def test_memories_are_made_again_under_another_name(tmp_path: Path) -> None:
    """The id of a pair stands in its units."""
    store = open_store(Folder(str(tmp_path / "out")), "tmx")
    part = plan_of(tmp_path)
    job = Job(store, PLAIN, ROOMY)
    align_part(part, {}, job)
    for lang in ("en", "ja"):
        (tmp_path / lang).rename(tmp_path / f"{lang}2")
    text = (tmp_path / "pairs.tsv").read_text("utf-8")
    (tmp_path / "pairs.tsv").write_text(text.replace("en/", "en2/").replace("ja/", "ja2/"), "utf-8")
    manifest = read_manifest(str(tmp_path / "pairs.tsv"))
    places = [manifest.place(name) for entry in manifest.pairs for name in (entry.source, entry.target)]
    (moved,) = make_parts(manifest, measure_files(places, MIB), fingerprint(PLAIN))
    assert [pair.key for pair in moved.pairs] == [pair.key for pair in part.pairs]
    report = align_part(moved, {pair.key: part.name for pair in part.pairs}, job)
    assert (report.aligned, report.kept) == (3, 0)


def test_a_file_that_changed_since_the_plan_fails(store: Store, tmp_path: Path) -> None:
    part = plan_of(tmp_path)
    (tmp_path / "en/001.txt").write_text("Something else.", "utf-8")
    (tmp_path / "ja/002.txt").unlink()
    report = align_part(part, {}, Job(store, PLAIN, ROOMY))
    assert report.aligned == 3
    reasons = [row["reason"] for row in store.rows("documents", part.name)]
    assert reasons == [
        None,
        "en/001.txt: has changed since the run began; run it again",
        "ja/002.txt: no such file; check the name and the folder",
    ]


def test_a_pair_that_has_cost_workers_their_lives_is_blamed(store: Store, tmp_path: Path) -> None:
    part = plan_of(tmp_path)
    job = Job(store, PLAIN, ROOMY)
    real = task._align
    begun: list[str] = []

    class WorkerIsKilledError(Exception):
        pass

    def killing(pair: Pair, *rest: Any) -> Outcome:
        begun.append(pair.names[0])
        if pair.names[0] == "en/001.txt":
            raise WorkerIsKilledError
        return real(pair, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(task, "_align", killing)
        for _ in range(2):
            with pytest.raises(WorkerIsKilledError):
                align_part(part, {}, job, careful=True)
        report = align_part(part, {}, job, careful=True)
    assert begun == ["en/000.txt", "en/001.txt"] * 2 + ["en/000.txt", "en/002.txt"]
    assert report.aligned == 3
    assert store.rows("documents", part.name)[1]["reason"] == "the worker was killed while aligning it"
    assert store.folder.names(WORK) == set(), "no trail is left"


def test_a_pair_to_blame_stays_so_when_another_one_kills(store: Store) -> None:
    for _ in range(2):
        assert not Trail(store, "part").begin("a")
    trail = Trail(store, "part")
    assert trail.begin("a")
    assert not trail.begin("b")
    again = Trail(store, "part")
    assert again.begin("a")
    assert not again.begin("b")
    last = Trail(store, "part")
    assert last.begin("a")
    assert last.begin("b")


def test_workers_of_another_version_do_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"a worker has taiyaku {__version__}, and the run was started by 9.9"):
        check_version("9.9")
    with pytest.raises(SettingsError, match=r"9\.9"):
        measure([], 1, "9.9")
    with pytest.raises(SettingsError, match=r"9\.9"):
        align_part(plan_of(tmp_path), {}, Job(store, PLAIN, ROOMY, "9.9"))
    assert measure([str(tmp_path / "none")], 1, __version__) == [Measure("", 0)]
