from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

import pytest

from aligner.batch.files import WORK, Folder, beside, check_readable, is_folder, list_files, read_bytes, stamps
from aligner.errors import InputError, OutputError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.txt", "a/c.txt", ".hidden", "a/.git/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


def test_files_are_listed_in_order_without_hidden_ones(tree: Path) -> None:
    assert list_files(str(tree)) == ["a/c.txt", "b.txt"]
    assert list_files(f"file://{tree}/") == ["a/c.txt", "b.txt"]


def test_a_stamp_changes_with_the_file(tree: Path) -> None:
    before = stamps(str(tree))
    (tree / "b.txt").write_text("longer than before", "utf-8")
    after = stamps(str(tree))
    assert [name for name, _ in after] == ["a/c.txt", "b.txt"]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False]


def test_files_are_read_from_paths_and_urls(tree: Path) -> None:
    with zipfile.ZipFile(tree / "x.zip", "w") as archive:
        archive.writestr("en/a.txt", "inside")
    assert read_bytes(str(tree / "b.txt"), 100) == b"b.txt"
    assert read_bytes(str(tree / "b.txt"), 2) == b"b.t", "one more than allowed shows that there is more"
    assert read_bytes(f"file://{tree}/b.txt", 100) == b"b.txt"
    inside = f"zip://en::file://{tree}/x.zip"
    assert read_bytes(beside(inside, "a.txt"), 100) == b"inside"
    assert list_files(inside) == ["a.txt"]
    assert is_folder(inside)
    assert not is_folder(str(tree / "b.txt"))


@pytest.mark.parametrize(
    ("folder", "name", "whole"),
    [
        ("s3://bucket/v1/", "a.txt", "s3://bucket/v1/a.txt"),
        ("zip://::file:///x.zip", "a.txt", "zip://a.txt::file:///x.zip"),
        ("data", "s3://bucket/a.txt", "s3://bucket/a.txt"),
    ],
)
def test_names_are_joined_to_urls(folder: str, name: str, whole: str) -> None:
    assert beside(folder, name) == whole


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("none.txt", "no such file"),
        ("a", "is a folder"),
        ("zip://a.txt::file:///none.zip", "no such file|cannot be"),
    ],
)
def test_what_cannot_be_read_is_named(name: str, problem: str, tree: Path) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        read_bytes(name if "://" in name else str(tree / name), 100)
    assert caught.value.name is not None


def test_a_closed_file_is_named(tree: Path) -> None:
    (tree / "b.txt").chmod(0)
    if os.access(tree / "b.txt", os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(InputError, match="may not be read"):
        read_bytes(str(tree / "b.txt"), 100)


@pytest.mark.parametrize("name", ["nosuch://x/y", "hf://datasets/x"])
def test_a_url_without_a_file_system_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"nosuch|hf"):
        check_readable(name)


@pytest.mark.parametrize(("name", "problem"), [("none", "no such folder"), ("b.txt", "is a file")])
def test_what_is_no_folder_cannot_be_listed(name: str, problem: str, tree: Path) -> None:
    with pytest.raises(InputError, match=problem):
        list_files(str(tree / name))


@pytest.mark.parametrize("url", [False, True], ids=["path", "url"])
def test_a_file_is_written_whole_and_replaced(url: bool, tmp_path: Path) -> None:
    folder = Folder(f"file://{tmp_path}/out" if url else str(tmp_path / "out"))
    assert folder.names() == set()
    assert folder.read("t/a") is None
    folder.write("t/a", b"one")
    folder.write("t/a", b"two")
    assert folder.read("t/a") == b"two"
    assert folder.names() == {"t", WORK}
    assert folder.names("t") == {"a"}
    assert folder.names(WORK) == set(), "nothing temporary is left"
    folder.remove("t")
    folder.remove("t")
    assert folder.names() == {WORK}
    folder.check()


def test_what_was_there_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fsspec.implementations.local import LocalFileSystem

    folder = Folder(str(tmp_path))
    folder.write("a", b"one")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(LocalFileSystem, "mv", full)
    with pytest.raises(OutputError, match=r"cannot be written: No space left on device"):
        folder.write("a", b"two")
    assert folder.read("a") == b"one"
    assert folder.names(WORK) == set()


def test_a_folder_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(OutputError, match="is a file, or lies in one; name a folder"):
        Folder(str(tmp_path / "file")).check()
    with pytest.raises(OutputError, match="nosuch"):
        Folder("nosuch://x").names()


class Broken:
    """A file system that has gone away."""

    def __init__(self, error: Exception, *, folder: bool | None = None) -> None:
        self._error, self._folder = error, folder

    def isdir(self, _: str) -> bool:
        if self._folder is None:
            raise self._error
        return self._folder

    def find(self, _: str, **__: object) -> dict[str, object]:
        raise self._error


def test_a_file_system_that_fails_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def meets(system: Broken) -> None:
        monkeypatch.setattr("fsspec.core.url_to_fs", lambda _: (system, "corpus/en"))

    meets(Broken(RuntimeError("no\nanswer")))
    with pytest.raises(InputError, match=r"^s3://corpus/en: cannot be looked at: no answer$"):
        is_folder("s3://corpus/en")
    meets(Broken(OSError(5, "Input/output error"), folder=True))
    with pytest.raises(InputError, match=r"^s3://corpus/en: cannot be listed: Input/output error$"):
        list_files("s3://corpus/en")


def test_a_folder_is_the_same_for_processes_that_run_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Folder("out").place == str(tmp_path / "out")
    assert Folder("s3://corpus/out").place == "s3://corpus/out"
    assert Folder("out", "/elsewhere/out").place == "/elsewhere/out"


@pytest.mark.parametrize(
    ("method", "arguments", "said"),
    [
        ("read", ("run.json",), "out: cannot be read: Permission denied; "),
        ("write", ("a", b""), "out: cannot be written: "),
    ],
)
def test_a_closed_folder_says_what_could_not_be_done(
    method: str, arguments: tuple[object, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.chdir(tmp_path)
    for name in ("cat_file", "open", "makedirs"):
        monkeypatch.setattr(f"fsspec.implementations.local.LocalFileSystem.{name}", closed)
    with pytest.raises(OutputError) as caught:
        getattr(Folder("out"), method)(*arguments)
    assert str(caught.value).startswith(said)
    assert str(caught.value).endswith("Permission denied; check the permissions, or name another folder")
