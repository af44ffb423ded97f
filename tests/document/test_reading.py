"""What can be read, and the one clear line for what cannot."""

from __future__ import annotations

import io
import sys
import zipfile
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from aligner.document.reading import read_source, source_from_bytes
from aligner.document.source import SourceText, checked
from aligner.errors import InputError, SettingsError
from aligner.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings()


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "boats.md"
    path.write_bytes("\ufeff# Boats\r\n".encode())
    assert read_source(path, SETTINGS) == SourceText(str(path), "# Boats\r\n", "utf-8-sig", "markdown")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO("船".encode("euc_jp")))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert read_source("-", Settings(encoding="euc-jp")) == SourceText("-", "船", "euc_jp")


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (str, "no such file"),
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_text("\ufeff \n\u3000\u200b\n", "utf-8"), "is empty"),
        (lambda path: path.write_bytes(b"x" * 101), r"larger than 100 bytes.*--max-size"),
        (lambda path: path.write_bytes(b"GIF89a..."), "GIF image.*save it as plain text"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0"), "PNG image"),
        (lambda path: path.write_bytes(b"{\\rtf1 text}"), "rich text"),
        (lambda path: path.write_bytes(bytes(range(1, 32)) * 3), "binary"),
        (lambda path: path.write_bytes(b"one\ntwo\0two\n" + b"line " * 17), "^[^:]*:2: NUL"),
        (lambda path: path.write_bytes(b"one\n\x81\xff two"), "^[^:]*:2: byte"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(make: object, problem: str, tmp_path: Path) -> None:
    assert callable(make)
    path = tmp_path / "boats.txt"
    make(path)
    with pytest.raises(InputError, match=problem) as caught:
        read_source(path, Settings(max_size=100))
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "boats.txt"
    path.write_bytes(b"x" * 100)
    assert len(read_source(path, Settings(max_size=100)).text) == 100


def test_the_limit_is_named_in_megabytes() -> None:
    with pytest.raises(InputError, match="larger than 2 MB"):
        source_from_bytes(b"x" * (2 * 1024 * 1024 + 1), "a", Settings(max_size=2 * 1024 * 1024))


def test_a_word_document_is_called_one() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(InputError, match="Word document"):
        source_from_bytes(packed.getvalue(), "a.docx", SETTINGS)


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (PermissionError(13, "denied"), "may not be read"),
        (OSError(5, "disk on fire"), "disk on fire"),
        (ValueError("embedded null byte"), "embedded null byte"),
    ],
)
def test_trouble_with_the_disk(error: Exception, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("aligner.text.input_files.os.open", fail)
    with pytest.raises(InputError, match=problem):
        read_source("boats.txt", SETTINGS)


def test_unknown_encoding() -> None:
    with pytest.raises(SettingsError, match="klingon"):
        source_from_bytes(b"a", "a", Settings(encoding="klingon"))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        ("\n\t", "is empty"),
        ("one\r\ntwo\ud83d", "text:2: lone surrogate U\\+D83D"),
        ("one\rtwo\0", "text:2: NUL"),
        ("\x01\x02\x03\x04", "binary"),
    ],
)
def test_a_text_given_as_such_is_checked_too(text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        checked(SourceText("text", text))


def test_a_text_given_as_such_is_left_alone() -> None:
    assert checked(SourceText("text", "\ufeffa\x07\x1b[1m")).text == "\ufeffa\x07\x1b[1m"
