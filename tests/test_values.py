"""What options and arguments say of values that they cannot take: in words, with an example."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.cli.main import run

ADDRESS = "https://example.org/page.html"
PAGE = f"{ADDRESS}: is a URL, and taiyaku reads and writes files; save the page first and give the file\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("en.txt").write_text("It rained all day.\n", "utf-8")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that refuses; nothing is written."""
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert not said.out
    assert said.err.count("\n") == 1
    assert sorted(Path().iterdir()) == [Path("en.txt")]
    return said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("align", ADDRESS, "en.txt"),
        ("align", "en.txt", ADDRESS),
        ("check", ADDRESS),
        ("review", ADDRESS, "--no-browser"),
        ("export", ADDRESS, "--format", "tsv"),
        ("explain", ADDRESS, "--bead", "1"),
        ("score", "en.txt", ADDRESS),
        ("align", "en.txt", "en.txt", "--glossary", ADDRESS),
    ],
)
def test_an_address_is_no_file(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, *arguments) == PAGE


def test_an_address_of_this_machine_is_a_path_with_something_before_it(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "align", "file:///home/me/my%20text.txt")
    assert said.endswith("; give the path alone: /home/me/my text.txt\n")


def test_what_is_written_goes_to_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "align", "en.txt", "-o", "s3://texts/out.json")
    assert said.startswith("s3://texts/out.json: is a URL")
    assert said.endswith("; name a file on this machine\n")


def test_an_encoder_is_downloaded_first(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "align", "en.txt", "--encoder", "https://example.org/model")
    assert said.endswith("; download the model first and give its folder\n")


def test_a_file_may_have_a_colon_in_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "align", "a:b.txt") == "a:b.txt: no such file; check the name and the folder\n"


@pytest.mark.parametrize("arguments", [("align", ""), ("align", "en.txt", ""), ("align", "en.txt", "-o", "")])
def test_an_empty_name_is_no_folder(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert "the name is empty; name a file" in refused(capsys, *arguments)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--date", "yesterday", "'yesterday' is not a date; use the form 2026-11-25 or 2026-11-25T09:30:00Z"),
        ("--date", "2026-13-45", "'2026-13-45' is not a date; use the form 2026-11-25 or 2026-11-25T09:30:00Z"),
        ("--min-confidence", "7", "7 is not a number from 0 to 1"),
        ("--min-confidence", "nan", "nan is not a number from 0 to 1"),
        ("--min-confidence", "high", "high is not a number from 0 to 1"),
        ("--width", "3", "3 is not a whole number, 20 or more"),
        ("--width", "3.5", "3.5 is not a whole number, 20 or more"),
        ("--width", "", "'' is not a whole number, 20 or more"),
    ],
)
def test_a_value_that_does_not_fit_is_told_what_would(
    option: str, value: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = refused(capsys, "align", "en.txt", f"{option}={value}")
    assert line == f"taiyaku align: Invalid value for '{option}': {said}; taiyaku align -h shows the options\n"


def test_a_limit_without_zero_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "batch", "pairs.tsv", "-o", "out", "--time-limit", "0")
    assert "0 is not a number above 0;" in said


@pytest.mark.parametrize("command", ["align", "pair"])
def test_an_option_without_its_value_names_its_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, command, "en.txt", "--format")
    assert said == (
        f"taiyaku {command}: Option '--format' requires an argument; taiyaku {command} -h shows the options\n"
    )


def test_a_name_too_long_for_a_file_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "align", "en.txt", "-o", "x" * 300 + ".json")
    assert "cannot be written: " in said
    assert said.endswith("; choose another name\n")


def test_a_file_is_no_folder_to_write_to(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "align", "en.txt", "-o", "en.txt/out.json")
    assert said == "en.txt/out.json: cannot be written, en.txt is a file; name a folder\n"
