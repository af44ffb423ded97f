from __future__ import annotations

import os
import threading
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aligner.errors import InputError
from aligner.project import records as module
from aligner.project.cache import Cache, key_of
from aligner.project.records import Job, Records
from aligner.settings import Settings
from tests.outputs.records import harbour

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.model import Record

KEY = "ab" + "0" * 62
JOB = Job(("en.md", b"One.\n"), ("ja.md", "一。\n".encode()))


def test_an_entry_is_read_as_it_was_written(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    assert cache.read(KEY) is None
    assert cache.write(KEY, "港の\nrecord")
    assert (cache.read(KEY), cache.has(KEY)) == ("港の\nrecord", True)
    assert (tmp_path / "cache" / ".gitignore").read_text() == "*\n", "version control ignores it"


@pytest.mark.parametrize(
    "damage",
    [b"", b"no zip", zlib.compress(b"cut off")[:-3], zlib.compress(b"\xff\xfe")],
    ids=["empty", "other", "cut", "bytes"],
)
def test_a_damaged_entry_counts_as_missing(damage: bytes, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.write(KEY, "whole")
    (tmp_path / KEY[:2] / f"{KEY[2:]}.z").write_bytes(damage)
    assert cache.read(KEY) is None


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cache = Cache(tmp_path / "file")
    assert not cache.write(KEY, "x")
    assert cache.read(KEY) is None
    cache.trim()


def test_entries_that_were_not_used_for_long_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=1500)
    names = ["aa", "bb", "cc"]
    for day, name in enumerate(names):
        cache.write(name + "0" * 62, os.urandom(500).hex() * 2)
        os.utime(tmp_path / name / ("0" * 62 + ".z"), (day, day))
    cache.read("aa" + "0" * 62)
    cache.trim()
    assert [name for name in names if cache.has(name + "0" * 62)] == ["aa", "cc"]


def test_two_runs_may_write_the_same_entry_at_once(tmp_path: Path) -> None:
    texts = [letter * 200_000 for letter in "abcd"]
    threads = [threading.Thread(target=Cache(tmp_path).write, args=(KEY, text)) for text in texts for _ in range(5)]
    for thread in threads:
        thread.start()
    seen = {Cache(tmp_path).read(KEY) for _ in range(50)}
    for thread in threads:
        thread.join()
    assert seen <= {None, *texts}
    assert [path.suffix for path in (tmp_path / "ab").iterdir()] == [".z"], "nothing is left over"


def test_a_key_depends_on_names_contents_and_settings(tmp_path: Path) -> None:
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("pier\t桟橋\n", "utf-8")
    keys = {
        key_of(settings, *contents)
        for settings in (Settings(), Settings(profile="docs"), Settings(glossary=glossary))
        for contents in (
            [("a", b"1")],
            [("b", b"1")],
            [("a", b"2")],
            [("a", b"1"), ("b", b"")],
            [("a", b""), ("1b", b"")],
        )
    }
    assert len(keys) == 15
    assert key_of(Settings(), ("a", b"1")) in keys


class Counted:
    """Stands in for the alignment, and counts."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def __call__(self, job: Job) -> Record:
        self.jobs.append(job)
        if job.source[1] == b"broken":
            raise InputError("is broken")
        return harbour()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    made = Counted()
    monkeypatch.setattr(module, "align", made)
    return made


def test_a_job_is_aligned_once_and_then_read(tmp_path: Path, counted: Counted) -> None:
    shown: list[tuple[int, int]] = []
    for _ in range(2):
        made = Records(Cache(tmp_path), on_page=lambda *numbers: shown.append(numbers))
        made.prepare([JOB, JOB])
        assert made.get(JOB) == harbour()
        made.finish()
    assert counted.jobs == [JOB]
    assert shown == [(1, 1)]


def test_an_entry_that_is_no_record_is_made_again(tmp_path: Path, counted: Counted) -> None:
    Records(Cache(tmp_path)).get(JOB)
    (entry,) = tmp_path.glob("??/*.z")
    entry.write_bytes(zlib.compress(b'{"schema": "taiyaku/0"}'))
    assert Records(Cache(tmp_path)).get(JOB) == harbour()
    assert len(counted.jobs) == 2


def test_an_error_is_not_kept(tmp_path: Path, counted: Counted) -> None:
    broken = replace(JOB, source=("en.md", b"broken"))
    for _ in range(2):
        with pytest.raises(InputError, match="is broken"):
            Records(Cache(tmp_path)).get(broken)
    assert len(counted.jobs) == 2


def test_several_processes_give_the_same_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FEWEST", 2)
    jobs = [
        Job(
            ("en.md", f"The ferry leaves at {hour}. It is full.".encode()),
            ("ja.md", f"{hour}時に出ます。満員です。".encode()),
        )
        for hour in (7, 8)
    ]
    broken = Job(("en.md", b"\x00\x01"), ("ja.md", b"\x00"))
    shown: list[tuple[int, int]] = []
    made = Records(None, 2, lambda *numbers: shown.append(numbers))
    made.prepare([*jobs, broken])
    assert shown == [(1, 3), (2, 3), (3, 3)]
    assert [made.get(job) for job in jobs] == [module.align(job) for job in jobs]
    with pytest.raises(InputError):
        made.get(broken)
    assert not list(tmp_path.iterdir())


def test_a_few_jobs_start_no_process(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ProcessPoolExecutor", None)
    made = Records(None, 2)
    jobs = [replace(JOB, source=(f"{number}.md", b"en")) for number in range(7)]
    made.prepare(jobs)
    assert counted.jobs == []
    assert [made.get(job) for job in jobs] == [harbour()] * 7
    with pytest.raises(TypeError):
        made.prepare([*jobs, JOB])
