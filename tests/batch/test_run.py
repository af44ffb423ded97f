from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from aligner.batch.corpus.filters import Filters
from aligner.batch.engine import Killed
from aligner.batch.engine_choice import EngineChoice
from aligner.batch.files import Folder
from aligner.batch.folders import PAIRS, Folders
from aligner.batch.manifest import read_manifest
from aligner.batch.pairing.find_pairs import PairingOptions
from aligner.batch.plan import make_parts
from aligner.batch.run import BatchRun, run
from aligner.batch.schema import failure
from aligner.batch.store import FORMS
from aligner.batch.worker_pool import Limits
from aligner.errors import InputError, OutputError, SettingsError
from aligner.settings import MIB, Settings
from tests.batch.documents import contents, english, write_folders, write_manifest
from tests.batch.inline import Inline, Silent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aligner.batch.engine import Call

#: The same for all tests, so that they share one process.
PLAIN, ROOMY = Settings(meaning=False), Limits(600, 4096 * MIB)
COUNT = 8
CORPUS = Filters(confidence=0.1, near=0.8)


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two or three pairs make a part."""
    monkeypatch.setattr("aligner.batch.plan._LEAST", 2**14)


@dataclass(frozen=True)
class Place:
    """Pairs, and where runs over them go."""

    root: Path

    def batch_run(self, out: str, **changed: Any) -> BatchRun:
        made = BatchRun(
            read_manifest(str(self.root / "pairs.tsv")), Folder(str(self.root / out)), "jsonl", PLAIN, ROOMY
        )
        return replace(made, **changed)

    def run(self, out: str = "out", engine: Inline | None = None, **changed: Any) -> dict[str, Any]:
        inline = engine or Inline()
        return run(self.batch_run(out, **changed), Silent(), lambda _: inline)

    def made(self, out: str = "out") -> dict[str, bytes]:
        return contents(self.root / out)

    def rows(self, out: str = "out") -> list[dict[str, Any]]:
        lines = [
            line
            for path in sorted((self.root / out / "documents").iterdir())
            for line in path.read_text("utf-8").splitlines()
        ]
        return [json.loads(line) for line in lines]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    write_manifest(tmp_path, COUNT)
    return Place(tmp_path)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an undisturbed run makes."""
    root = tmp_path_factory.mktemp("usual")
    write_manifest(root, COUNT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aligner.batch.plan._LEAST", 2**14)
        Place(root).run(filters=CORPUS)
    return contents(root / "out")


def test_every_pair_has_its_rows_once(place: Place) -> None:
    progress = Silent()
    summary = run(place.batch_run("out"), progress, lambda _: Inline())
    rows = place.rows()
    assert [row["source"] for row in rows] == [f"en/{k:03}.txt" for k in range(COUNT)]
    assert {row["status"] for row in rows} == {"aligned"}
    assert len({row["document"] for row in rows}) == COUNT
    assert len(list((place.root / "out/documents").iterdir())) > 2
    assert summary["documents"] == {"pairs": COUNT, "aligned": COUNT, "failed": 0, "left_alone": 0}
    assert summary["totals"]["pairs"] == sum(row["pairs"] for row in rows)
    assert json.loads((place.root / "out/summary.json").read_text("utf-8")) == summary
    assert set(progress.stages) == {"reading", "aligning", "counting"}
    assert progress.done == progress.stages
    assert progress.pairs == COUNT
    assert not (place.root / "out/_work").exists()


@pytest.mark.parametrize("form", FORMS)
def test_the_order_of_work_does_not_matter(form: str, place: Place) -> None:
    place.run("one", form=form, filters=CORPUS)
    place.run("two", Inline(backwards=True), form=form, filters=CORPUS)
    assert place.made("one") == place.made("two")
    one, two = (json.loads((place.root / out / "summary.json").read_text("utf-8")) for out in ("one", "two"))
    del one["run"], two["run"]
    assert one == two


def test_a_cluster_gives_the_same_bytes(place: Place, cluster: str, usual: dict[str, bytes]) -> None:
    run(place.batch_run("out", engine=EngineChoice(scheduler=cluster), filters=CORPUS), Silent())
    assert place.made() == usual


@pytest.mark.parametrize("workers", [1, 3])
def test_any_number_of_processes_gives_the_same_bytes(workers: int, place: Place, usual: dict[str, bytes]) -> None:
    run(place.batch_run("out", engine=EngineChoice(workers), filters=CORPUS), Silent())
    assert place.made() == usual


class StoppedError(Exception):
    pass


def stopping(after: int) -> Callable[[Call], None]:
    """Stop a run when so many parts were begun."""
    begun = 0

    def before(call: Call) -> None:
        nonlocal begun
        begun += call.function.__name__ == "align_part"
        if begun > after:
            raise StoppedError

    return before


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_run_that_was_stopped_goes_on(after: int, place: Place, usual: dict[str, bytes]) -> None:
    with pytest.raises(StoppedError):
        place.run(engine=Inline(before=stopping(after)), filters=CORPUS)
    assert not (place.root / "out/summary.json").exists()
    there = len(list((place.root / "out/documents").glob("*")))
    assert there == after
    engine = Inline()
    summary = place.run(engine=engine, filters=CORPUS)
    assert engine.calls.count("align_part") == len(list((place.root / "out/documents").glob("*"))) - after
    assert summary["run"]["aligned"] + summary["run"]["kept"] == COUNT
    assert place.made() == usual


def test_a_run_that_is_done_does_nothing_but_count(place: Place) -> None:
    first = place.run()
    before = place.made()
    engine = Inline()
    second = place.run(engine=engine)
    assert set(engine.calls) == {"measure", "survey"}
    assert second["run"]["aligned"] == 0
    assert second["run"]["kept"] == COUNT
    assert place.made() == before
    del first["run"], second["run"]
    assert first == second


def test_what_changed_is_aligned_and_the_rest_taken_over(place: Place) -> None:
    place.run()
    (place.root / "en/003.txt").write_text(english(103), "utf-8")
    manifest = place.root / "pairs.tsv"
    manifest.write_text(manifest.read_text("utf-8").replace("en/005.txt\tja/005.txt\n", ""), "utf-8")
    summary = place.run()
    assert summary["run"]["aligned"] == 1
    assert summary["run"]["kept"] == COUNT - 2
    place.run("fresh")
    assert place.made() == place.made("fresh"), "nothing tells that it was made in two goes"


def test_other_settings_are_another_result(place: Place) -> None:
    place.run()
    before = place.rows()
    summary = place.run(settings=replace(PLAIN, profile="strict"))
    assert summary["run"]["aligned"] == COUNT
    assert summary["settings"]["profile"] == "strict"
    assert not {row["key"] for row in place.rows()} & {row["key"] for row in before}
    assert len(place.rows()) == COUNT


def test_a_pair_that_fails_is_a_row_and_stops_nothing(place: Place) -> None:
    (place.root / "en/002.txt").write_bytes(b"\0" * 200)
    (place.root / "ja/004.txt").unlink()
    (place.root / "ja/006.txt").write_text("Only English in it.", "utf-8")
    summary = place.run(filters=CORPUS)
    failed = {row["source"]: row["reason"] for row in place.rows() if row["status"] == "failed"}
    assert set(failed) == {"en/002.txt", "en/004.txt", "en/006.txt"}
    assert failed["en/002.txt"].startswith("en/002.txt: ")
    assert failed["en/004.txt"] == "ja/004.txt: no such file; check the name and the folder"
    assert (
        failed["en/006.txt"]
        == "ja/006.txt: is in English, as is the other text; give one English and one Japanese text"
    )
    assert summary["documents"]["failed"] == 3
    assert [row["source"] for row in summary["failures"]] == sorted(failed)
    page = (place.root / "out/summary.html").read_text("utf-8")
    assert "ja/004.txt: no such file" in page


def test_what_failed_is_tried_again_only_where_that_is_asked_for(place: Place, usual: dict[str, bytes]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aligner.batch.task._align", lambda *_: failure("took longer than 1 seconds"))
        assert place.run()["documents"]["failed"] == COUNT
    assert {row["reason"] for row in place.rows()} == {"took longer than 1 seconds"}
    assert place.run(filters=CORPUS)["documents"]["failed"] == COUNT
    again = place.run(retry=True, filters=CORPUS)
    assert (again["documents"]["failed"], again["run"]["aligned"]) == (0, COUNT)
    assert place.made() == usual


def test_a_file_that_is_there_now_is_aligned(place: Place) -> None:
    """Its key is another, so it needs no --retry-failed."""
    content = (place.root / "ja/004.txt").read_bytes()
    (place.root / "ja/004.txt").unlink()
    assert place.run()["documents"]["failed"] == 1
    (place.root / "ja/004.txt").write_bytes(content)
    summary = place.run()
    assert (summary["documents"]["failed"], summary["run"]["aligned"]) == (0, 1)


def test_a_file_that_was_too_large_is_aligned_once_more_is_allowed(place: Place, usual: dict[str, bytes]) -> None:
    assert place.run(settings=replace(PLAIN, max_size=10), filters=CORPUS)["documents"]["failed"] == COUNT
    assert all("is larger than 10 bytes" in row["reason"] for row in place.rows())
    assert place.run(filters=CORPUS)["documents"]["failed"] == 0
    assert place.made() == usual


def test_a_full_disk_stops_the_run_and_the_next_goes_on(place: Place, usual: dict[str, bytes]) -> None:
    real = Folder.write
    room = 6

    def full(folder: Folder, name: str, data: bytes) -> None:
        nonlocal room
        if "part-" in name:
            room -= 1
            if room < 0:
                raise OutputError(f"{folder.name}: cannot be written: No space left on device")
        real(folder, name, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Folder, "write", full)
        with pytest.raises(OutputError, match="No space left on device"):
            place.run(filters=CORPUS)
    place.run(filters=CORPUS)
    assert place.made() == usual


def test_parts_that_kill_workers_are_done_with_care(place: Place, usual: dict[str, bytes]) -> None:
    killed: list[str] = []

    def killing(call: Call) -> Killed | None:
        if call.function.__name__ == "align_part" and len(killed) < 2:
            killed.append(call.arguments[0].name)
            return Killed()
        return None

    engine = Inline(before=killing)
    place.run(engine=engine, filters=CORPUS)
    assert engine.calls.count("_align_carefully") == 2
    assert place.made() == usual


@pytest.mark.parametrize("function", ["align_part", "measure"])
def test_workers_that_are_always_killed_stop_the_run(function: str, place: Place) -> None:
    def killing(call: Call) -> Killed | None:
        return Killed() if call.function.__name__ in {function, "_align_carefully"} else None

    with pytest.raises(SettingsError, match="workers are killed whatever they do"):
        place.run(engine=Inline(before=killing))


def test_folders_are_paired_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folders(tmp_path, 4)
    (tmp_path / "en/alone.txt").write_text("Nobody translated this.", "utf-8")
    how = PairingOptions(PLAIN, by_content=False)
    folders = Folders(str(tmp_path / "en"), str(tmp_path / "ja"), how)
    place = Place(tmp_path)

    def go(pairs: Folders = folders) -> dict[str, Any]:
        return run(BatchRun(pairs, Folder(str(tmp_path / "out")), "jsonl", PLAIN, ROOMY), Silent(), lambda _: Inline())

    assert go()["documents"] == {"pairs": 4, "aligned": 4, "failed": 0, "left_alone": 1}
    assert [row["source"] for row in place.rows()] == [f"{tmp_path}/en/{k:03}.txt" for k in range(4)]
    assert json.loads((tmp_path / "out" / PAIRS).read_text("utf-8"))["pairs"][0][3] == ["same path"]
    with monkeypatch.context() as patch:
        patch.setattr("aligner.batch.folders.find_pairs", None)
        assert go()["run"]["kept"] == 4
    (tmp_path / "ja/alone.txt").write_text("これを訳した人はいません。", "utf-8")
    assert go()["documents"]["pairs"] == 5, "another file has come"
    strict = replace(folders, how=replace(how, by_path=False))
    with pytest.raises(InputError, match="no two files are translations of each other"):
        go(strict)


def test_a_file_of_both_languages_is_a_pair_by_itself(tmp_path: Path) -> None:
    write_folders(tmp_path, 1)
    both = (tmp_path / "en/000.txt").read_text("utf-8") + "\n" + (tmp_path / "ja/000.txt").read_text("utf-8")
    (tmp_path / "both.txt").write_text(both, "utf-8")
    (tmp_path / "pairs.tsv").write_text("source\ttarget\nboth.txt\tboth.txt\n", "utf-8")
    place = Place(tmp_path)
    assert place.run()["documents"]["aligned"] == 1
    assert place.rows()[0]["mixed"] is True


def test_input_and_output_may_be_urls(place: Place) -> None:
    rows = [f"file://{place.root}/en/{k:03}.txt\tfile://{place.root}/ja/{k:03}.txt" for k in range(3)]
    (place.root / "pairs.tsv").write_text("\n".join(["source\ttarget", *rows]) + "\n", "utf-8")
    run(replace(place.batch_run(""), out=Folder(f"file://{place.root}/out")), Silent(), lambda _: Inline())
    assert [row["status"] for row in place.rows()] == ["aligned"] * 3
    assert place.rows()[0]["source"] == f"file://{place.root}/en/000.txt"


def test_documents_of_the_same_content_are_two(place: Place) -> None:
    for lang in ("en", "ja"):
        (place.root / lang / "copy.txt").write_bytes((place.root / lang / "001.txt").read_bytes())
    with (place.root / "pairs.tsv").open("a", encoding="utf-8") as file:
        file.write("en/copy.txt\tja/copy.txt\n")
    place.run()
    same = [row for row in place.rows() if row["source"] in {"en/001.txt", "en/copy.txt"}]
    assert same[0]["key"] == same[1]["key"]
    assert same[0]["document"] != same[1]["document"]


def test_paths_in_settings_are_seen_from_the_root(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    monkeypatch.chdir(place.root)
    Path("terms.tsv").write_text("bridge\t橋\n", "utf-8")
    seen: list[Path | None] = []

    def before(call: Call) -> None:
        if call.function.__name__ == "align_part":
            seen.append(call.arguments[2].settings.glossary)
            raise StoppedError

    with pytest.raises(StoppedError):
        place.run(engine=Inline(before=before), settings=replace(PLAIN, glossary=Path("terms.tsv")))
    assert seen == [place.root / "terms.tsv"]


def test_a_plan_is_made_of_pairs_alone(place: Place) -> None:
    with (place.root / "pairs.tsv").open("a", encoding="utf-8") as file:
        file.write("en/alone.txt\t\n")
    manifest = read_manifest(str(place.root / "pairs.tsv"))
    assert len(manifest.entries) == COUNT + 1
    assert place.run()["documents"]["left_alone"] == 1
    assert make_parts(replace(manifest, entries=manifest.entries[-1:]), [], "x") == []
