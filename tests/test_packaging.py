"""What is built of the tree: the same bytes every time, and in the wheel what the program needs and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections import Counter
from email.parser import Parser
from pathlib import Path, PurePosixPath

import pytest

import aligner

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
#: A day on which nothing happened; the date of every file in what is built.
EPOCH = "1700000000"
KINDS = {".gz", ".html", ".css", ".js", ".json", ".npz", ".py", ".svg", ".toml", ".tsv", ".txt", ".typed", ""}
NAMED = {"aligner/py.typed", "aligner/parameters/NOTICE", "aligner/demo/en.txt", "aligner/demo/ja.txt"}


def build(tree: Path, place: Path, *forms: str) -> Path:
    command = [sys.executable, "-m", "build", "--no-isolation", *forms, "--outdir", str(place), str(tree)]
    made = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=made, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return place


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source distribution, and the wheel made of it."""
    return build(ROOT, tmp_path_factory.mktemp("first"))


def only(place: Path, pattern: str) -> Path:
    (found,) = place.glob(pattern)
    return found


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(only(built, "*.whl"))


@pytest.mark.slow
def test_the_same_tree_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = build(ROOT, tmp_path, "--sdist", "--wheel")
    for pattern in ("*.tar.gz", "*.whl"):  # this wheel is made of the tree, the other one of the source distribution
        first, second = only(built, pattern), only(again, pattern)
        assert first.name == second.name
        assert first.read_bytes() == second.read_bytes(), f"{first.name} differs from one build to the next"


def test_the_wheel_holds_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    info = f"taiyaku-{aligner.__version__}.dist-info"
    assert {PurePosixPath(name).parts[0] for name in names} == {"aligner", info}
    assert {PurePosixPath(name).suffix for name in names if name.startswith("aligner/")} == KINDS
    assert set(names) >= NAMED
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]
    assert Counter(names).most_common(1)[0][1] == 1


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    listed = subprocess.run(["git", "ls-files", "aligner"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout, so nobody knows what belongs to it")
    there = {name for name in wheel.namelist() if name.startswith("aligner/") and not name.startswith("aligner/demo/")}
    assert {name for name in listed.stdout.split("\n") if name and (ROOT / name).exists()} <= there


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    info = f"taiyaku-{aligner.__version__}.dist-info"
    told = Parser().parsestr(wheel.read(f"{info}/METADATA").decode())
    assert (told["Name"], told["Version"]) == ("taiyaku", aligner.__version__)
    assert told["Requires-Python"] == ">=3.11"
    assert told["License-Expression"] == "Apache-2.0 AND CC-BY-SA-4.0"
    for version in ("3.11", "3.12", "3.13"):
        assert f"Programming Language :: Python :: {version}" in told.get_all("Classifier", [])
    licences = {name for name in wheel.namelist() if name.startswith(f"{info}/licenses/")}
    assert licences == {f"{info}/licenses/LICENSE", f"{info}/licenses/aligner/parameters/NOTICE"}
    assert b"taiyaku = aligner.__main__:main" in wheel.read(f"{info}/entry_points.txt")
