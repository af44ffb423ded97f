"""The commands as users call them, in this process; runs go to the cluster that all tests share."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from rich.console import Console

from aligner.batch import dask_engine
from aligner.batch.corpus.filters import Filters
from aligner.batch.engine_choice import EngineChoice
from aligner.batch.worker_pool import Limits
from aligner.cli import progress
from aligner.cli.batching import batch
from aligner.cli.main import run
from aligner.errors import OutputError
from aligner.model import Lang
from aligner.settings import MIB
from tests.batch.documents import contents, write_folders, write_manifest

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from aligner.batch.run import BatchRun
    from aligner.review.service import ReviewService

COUNT = 5


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a manifest and its files."""
    write_manifest(tmp_path, COUNT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


def test_a_manifest_of_pairs_is_printed_or_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "en/x.txt").write_text("Only here.", "utf-8")
    assert run(["pair", "en", "ja", "--by", "path"]) == 0
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert lines[0] == "source\ttarget\tconfidence\treasons"
    assert lines[1] == "en/000.txt\tja/000.txt\t0.9800\tsame path"
    assert lines[-1] == "en/x.txt\t\t\tno other path is like it"
    assert captured.err == "", "quiet when it is no terminal"
    (here / "lists").mkdir()
    assert run(["pair", "en", "ja", "--by", "path", "-o", "lists/pairs.json"]) == 0
    assert json.loads((here / "lists/pairs.json").read_text("utf-8"))[0]["source"] == "../en/000.txt"
    assert run(["pair", ".", "--pattern", "en/*.txt", "ja/*.txt", "--by", "path", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {tuple(row["reasons"]) for row in rows[:COUNT]} == {("pattern",)}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["pair", "none"], "none: no such folder; check the name"),
        (["pair", "en", "ja", "--pattern", "/x", "y"], "--pattern /x: must be relative"),
        (["pair", "en", "ja", "--pattern", "*.txt", "a.txt"], "--pattern *.txt a.txt: both need the same wildcards"),
        (["pair", "en", "ja", "--no-meaning"], "content is compared by meaning; leave out --no-meaning"),
        (["pair", "en", "ja", "-o", "none/pairs.tsv"], "none/pairs.tsv: cannot be written, there is no folder none"),
        (["batch", "none.tsv", "-o", "out"], "none.tsv: no such file"),
        (["batch", "en", "none", "-o", "out"], "none: no such folder; give one manifest or two folders"),
        (["batch", "pairs.tsv", "-o", "en"], "en: is not empty (000.txt) and is not the output of taiyaku batch"),
        (["batch", "pairs.tsv", "-o", "pairs.tsv"], "pairs.tsv: is a file, or lies in one; name a folder"),
        (["batch", "pairs.tsv", "-o", "nosuch://x"], "nosuch://x: "),
        (["batch", "nosuch://x", "-o", "out"], "nosuch://x: "),
        (
            ["batch", "pairs.tsv", "-o", "out", "--workers", "2", "--scheduler", "x"],
            "--workers sets the processes of this machine",
        ),
        (["batch", "pairs.tsv", "-o", "out", "--glossary", "none.tsv"], "none.tsv: no such file"),
        (
            ["batch", "pairs.tsv", "-o", "out", "--scheduler", "tcp://127.0.0.1:1"],
            "tcp://127.0.0.1:1: no Dask scheduler",
        ),
        (["batch", "pairs.tsv"], "taiyaku batch: Missing option"),
        (["sample", "en"], "en: is not the output of taiyaku batch"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    arguments: list[str], told: str, here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_engine, "_ANSWER", 0.5)
    before = sorted(here.rglob("*"))
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(told)
    assert captured.err.count("\n") == 1
    left = {path.relative_to(here).parts[0] for path in here.rglob("*") if path not in before}
    assert left <= {"out"}


def test_a_run_tells_what_came_of_it(here: Path, cluster: str, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["batch", "pairs.tsv", "--no-meaning", "--scheduler", cluster, "--format", "jsonl"]
    assert run([*base, "-o", "out"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    first, last = captured.out.splitlines()
    assert first.startswith("5 document pairs: 5 aligned, 0 failed. ")
    assert last == "Summary: out/summary.html"
    assert '<html lang="en">' in (here / "out/summary.html").read_text("utf-8")
    # A file goes, and a corpus is wanted.
    (here / "ja/003.txt").unlink()
    assert run([*base, "-o", "out", "--lang", "ja", "--min-confidence", "0.1", "--near-duplicates", "0.9"]) == 1
    out = capsys.readouterr().out
    assert "文書5組：照合済み4組、失敗1組。" in out
    assert "対訳コーパス：" in out
    assert '<html lang="ja">' in (here / "out/summary.html").read_text("utf-8")
    summary = json.loads((here / "out/summary.json").read_text("utf-8"))
    assert summary["run"]["kept"] == 4
    assert summary["corpus"]["filters"] == {
        "confidence": 0.1,
        "ratio": 3.0,
        "languages": True,
        "duplicates": True,
        "near": 0.9,
    }
    # And what was made is sampled.
    assert run(["sample", "out", "-n", "3", "-o", "-"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4
    assert run(["sample", "out", "-n", "3", "--sentences", "-o", "sample.tsv"]) == 0
    assert len((here / "sample.tsv").read_text("utf-8").splitlines()) == 4
    assert run(["sample", "out", "-n", "3", "-o", "sample.json"]) == 0
    assert json.loads((here / "sample.json").read_text("utf-8"))["schema"] == "taiyaku/1"


def test_a_sample_is_judged_in_the_review_page(
    here: Path, cluster: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, str]] = []

    def serve(desk: ReviewService, listening: socket.socket, _opened: object) -> None:
        seen.append((desk.overview().sides[Lang.EN].sentences, listening.getsockname()[0]))

    monkeypatch.setattr("aligner.review.web.serving.serve", serve)
    assert run(["batch", "pairs.tsv", "-o", "out/", "--no-meaning", "--scheduler", cluster]) == 0
    assert capsys.readouterr().out.endswith("Summary: out/summary.html\n")
    for _ in range(2):
        assert run(["sample", "out/", "-n", "3", "--no-browser"]) == 0
    assert seen == [(3, "127.0.0.1")] * 2
    (session,) = here.glob("*.taiyaku")
    assert session.name.startswith("out-sample-")
    assert run(["sample", "out", "-n", "3", "--seed", "other"]) == 0
    assert len(list(here.glob("out-sample-*.taiyaku"))) == 2, "another sample is another review"


def test_help_lists_every_option_once_under_its_heading(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["batch", "-h"]) == 0
    shown = capsys.readouterr().out
    for option in batch.params:
        if isinstance(option, click.Option):
            assert len(re.findall(rf"^ +(?:-o, )?{option.opts[-1]}(?= )", shown, re.MULTILINE)) == 1, option.opts
    headings = re.findall(r"^(\S.*):$", shown, re.MULTILINE)
    assert headings == [
        "Output",
        "Work",
        "Parallel corpus (any of these makes one)",
        "Pairing of folders",
        "Reading and aligning",
    ]
    assert shown.index("Parallel corpus") < shown.index("--sentences") < shown.index("Pairing of folders")


def test_the_work_is_as_large_as_was_asked_for(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[BatchRun] = []

    def stopped(run: BatchRun, _: object) -> None:
        asked.append(run)
        raise KeyboardInterrupt

    monkeypatch.setattr("aligner.batch.run.run", stopped)
    base = ["batch", str(here / "pairs.tsv"), "-o", "out"]
    assert run([*base, "--workers", "3", "--threads", "2", "--time-limit", "9.5", "--memory-limit", "500"]) == 130
    assert asked[0].limits == Limits(9.5, 500 * MIB, 2)
    assert asked[0].engine == EngineChoice(3, None)
    assert run([*base, "--threads", "1000"]) == 130
    assert asked[1].engine == EngineChoice(1, None), "one process at least, however many cores it takes"


def test_files_are_not_paired_by_content_that_are_less_sure_than_wanted(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def paired(*options: str) -> int:
        assert run(["pair", "en", "ja", "--by", "content", *options]) == 0
        rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()[1:]]
        return sum(bool(source and target) for source, target, *_ in rows)

    assert here.is_dir()
    assert paired() > 0
    assert paired("--min-pair-confidence", "1") == 0


def test_the_filters_have_their_usual_values() -> None:
    usual = {option.name: option.default for option in batch.params}
    filters = Filters()
    assert usual["min_confidence"] == filters.confidence
    assert usual["max_length_ratio"] == filters.ratio
    assert usual["near_duplicates"] == filters.near


def test_folders_are_paired_and_aligned(here: Path, cluster: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_folders(here / "tree", 3)
    filters = ["--keep-duplicates", "--any-language", "--max-length-ratio", "0"]
    assert run(["batch", "tree", "-o", "out", "--no-meaning", "--scheduler", cluster, *filters]) == 0
    assert "3 document pairs" in capsys.readouterr().out
    made = json.loads((here / "out/summary.json").read_text("utf-8"))["corpus"]["filters"]
    assert made == {"confidence": 0.5, "ratio": 0.0, "languages": False, "duplicates": False, "near": 0.0}
    one = contents(here / "out")
    assert run(["batch", "tree/en", "tree/ja", "-o", "out2", "--no-meaning", "--scheduler", cluster, *filters]) == 0
    assert contents(here / "out2") == one


def test_settings_that_no_worker_can_use_stop_the_run(
    here: Path, cluster: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "terms.tsv").write_text("one column\n", "utf-8")
    base = ["batch", "pairs.tsv", "-o", "out", "--no-meaning", "--scheduler", cluster]
    assert run([*base, "--glossary", "terms.tsv"]) == 2
    assert "terms.tsv" in capsys.readouterr().err
    assert run([*base, "--profile", "none"]) == 2
    assert "none" in capsys.readouterr().err
    assert run(base) == 0, "and another goes on in the same place"


@pytest.mark.usefixtures("here")
def test_an_interrupt_says_how_to_go_on(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("aligner.batch.run.run", interrupted)
    assert run(["batch", "pairs.tsv", "-o", "out"]) == 130
    assert (
        capsys.readouterr().err == "stopped; finished pairs are kept in out. Run the same command again to continue\n"
    )


def test_a_full_disk_says_how_to_go_on(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OutputError("out: cannot be written: No space left on device")

    monkeypatch.setattr("aligner.batch.run.run", full)
    (here / "out").mkdir()
    (here / "out/run.json").write_text('{"schema": "taiyaku-batch/1", "format": "parquet"}', "utf-8")
    assert run(["batch", "pairs.tsv", "-o", "out"]) == 2
    assert capsys.readouterr().err == (
        "out: cannot be written: No space left on device. "
        "Finished pairs are kept. Run the same command again to continue\n"
    )


def test_a_terminal_shows_how_far_a_run_is(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    out = io.StringIO()
    monkeypatch.setattr(progress, "Console", lambda **_: Console(file=out, force_terminal=True, width=100))
    with progress.Bar() as bar:
        bar.advance(1)
        bar.set(1, 2)
        bar.begin("pairing", 0)
        bar.set(3, 4)
        bar.begin("aligning", 10)
        bar.advance(5, 1200)
        bar._progress.refresh()
    shown = out.getvalue()
    assert "Finding pairs" in shown
    assert "3 of 4 files" in shown
    assert "Aligning" in shown
    assert "50%" in shown
    assert "1,200 pairs" in shown


@pytest.mark.usefixtures("here")
def test_without_its_packages_a_command_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['fsspec', 'fsspec.core', 'distributed']))\n"
        "from aligner.cli.main import run; sys.exit(run(sys.argv[1:]))"
    )
    made = subprocess.run(
        [sys.executable, "-c", code, "batch", "pairs.tsv", "-o", "out"],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ":".join(filter(None, sys.path)), "PATH": ""},
    )
    assert made.returncode == 2
    assert "needs the package fsspec, which is not installed; pip install 'taiyaku[batch]'" in made.stderr
