"""Files that are named and are none: nothing waits for them."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from aligner.cli.main import run
from aligner.errors import InputError
from aligner.text.input_files import open_input

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no such files there")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "en.txt"
    path.write_text("The harbour is closed today.\n", "utf-8")
    return path


def test_a_pipe_without_a_writer_is_empty(pipe: Path) -> None:
    with open_input(pipe) as file:
        assert file.read() == b""


def test_a_pipe_with_a_writer_is_read_to_its_end(pipe: Path) -> None:
    content = b"text\n" * 100_000
    held = os.open(pipe, os.O_RDWR)  # the pipe has a writer before it is read

    def write() -> None:
        with os.fdopen(held, "wb") as file:
            file.write(content)

    thread = threading.Thread(target=write)
    with open_input(pipe) as file:
        thread.start()
        assert file.read() == content
    thread.join()


def test_the_null_device_is_empty_and_others_are_refused() -> None:
    with open_input(os.devnull) as file:
        assert file.read() == b""
    with pytest.raises(InputError, match="is a device"):
        open_input("/dev/zero")


def test_a_terminal_is_refused() -> None:
    master, terminal = os.openpty()
    try:
        with pytest.raises(InputError, match="is a device"):
            open_input(os.ttyname(terminal))
    finally:
        os.close(master)
        os.close(terminal)


@pytest.mark.parametrize("device", ["pipe", "/dev/zero"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["align", "{text}", "{device}"],
        ["align", "{device}", "{text}"],
        ["align", "{text}", "{text}", "--glossary", "{device}"],
        ["review", "{text}", "{device}", "--no-browser"],
        ["review", "{device}", "--no-browser"],
        ["export", "{device}"],
        ["align", "{text}", "{text}", "--parameters", "{device}"],
        ["score", "{device}", "{device}"],
        ["batch", "{device}", "-o", "{out}"],
        ["check", "{text}", "{device}"],
        ["check", "{text}", "{text}", "--baseline", "{device}"],
    ],
)
def test_a_command_gives_one_line_and_exit_code_2(
    arguments: list[str], device: str, text: Path, pipe: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = {"text": text, "device": pipe if device == "pipe" else device, "out": text.with_name("out")}
    assert run([argument.format(**named) for argument in arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1
