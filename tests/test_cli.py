from __future__ import annotations

import builtins
import io
import json
import os
import stat
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aligner import __version__, api
from aligner.__main__ import main
from aligner.cli import demo, write_output
from aligner.cli.demo import demo_texts
from aligner.cli.exit_codes import INTERRUPTED, PIPE_CLOSED
from aligner.cli.main import run
from aligner.errors import InputError, OutputError
from aligner.messages import say
from aligner.model import Lang, Record, Severity
from aligner.outputs import FORMATS, Format
from aligner.outputs.record import load
from aligner.settings import MIB, Settings
from tests.outputs.records import MADE

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
HARBOUR = load((ROOT / "tests" / "golden" / "harbour.json").read_text("utf-8"))


@dataclass
class Aligner:
    """Stands in for the API: keeps what it was called with and hands out one record."""

    record: Record = HARBOUR
    source: Path | None = None
    target: Path | None = None
    settings: Settings | None = None
    error: BaseException | None = None

    def __call__(self, source: Path, target: Path | None = None, *, settings: Settings) -> api.Result:
        self.source, self.target, self.settings = source, target, settings
        if self.error is not None:
            raise self.error
        return api.Result(self.record)


@pytest.fixture
def aligned(monkeypatch: pytest.MonkeyPatch) -> Aligner:
    stand_in = Aligner()
    monkeypatch.setattr(api, "align_files", stand_in)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return stand_in


@pytest.fixture
def x(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of that name, in which a check looks for ignore marks."""
    (tmp_path / "x").write_text("潮 tide\n", "utf-8")
    monkeypatch.chdir(tmp_path)


def shell(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "aligner", *arguments],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=os.environ | environment,
    )


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_the_command_alone_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert out(capsys).startswith("Usage: taiyaku [OPTIONS] COMMAND")


@pytest.mark.slow
def test_version_is_told_without_loading_anything_heavy() -> None:
    code = (
        "import sys; from aligner.cli.main import run; run(['--version']);"
        "heavy = {'rich', 'numpy', 'nltk', 'fugashi', 'rapidfuzz', 'pypinyin', 'aligner.api'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, text=True)
    assert made.stdout == f"taiyaku {__version__}\n[]\n"


@pytest.mark.slow
def test_version_is_instant() -> None:
    """Counts the processor's time, which other processes on the machine do not lengthen."""

    def seconds() -> float:
        before = os.times()
        assert shell("--version").returncode == 0
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(seconds() for _ in range(3)) < 0.3


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_lists_the_commands(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([flag]) == 0
    said = out(capsys)
    for command in ("align", "check", "numbers", "score", "demo"):
        assert f"\n  {command} " in said


def test_align_prints_a_report(aligned: Aligner, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["align", "en.txt", "ja.txt"]) == 0
    assert out(capsys) == (ROOT / "tests" / "golden" / "harbour.en.80.txt").read_text("utf-8")
    assert (aligned.source, aligned.target, aligned.settings) == (Path("en.txt"), Path("ja.txt"), Settings())


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        (["--source-lang", "ja"], Settings(source_lang=Lang.JA)),
        (["--target-lang", "en"], Settings(target_lang=Lang.EN)),
        (["--no-meaning"], Settings(meaning=False)),
        (["--segmented"], Settings(segmented=True)),
        (["--whole-page"], Settings(whole_page=True)),
        (["--realign"], Settings(realign=True)),
        (["--input-format", "markdown"], Settings(input_format="markdown")),
        (["--profile", "docs"], Settings(profile="docs")),
        (["--glossary", "terms.tsv"], Settings(glossary=Path("terms.tsv"))),
        (["--encoding", "cp932"], Settings(encoding="cp932")),
        (["--max-size", "64"], Settings(max_size=64 * MIB)),
        (["--max-unpacked", "64"], Settings(max_unpacked=64 * MIB)),
        (["--max-ratio", "9", "--max-members", "8"], Settings(max_ratio=9, max_members=8)),
        (["--parameters", "p.json"], Settings(parameters=Path("p.json"))),
        (["--encoder", "LaBSE"], Settings(encoder=Path("LaBSE"))),
    ],
)
@pytest.mark.parametrize("command", ["align", "check"])
def test_options_become_settings(
    command: str,
    arguments: list[str],
    settings: Settings,
    aligned: Aligner,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run([command, "-", *arguments])
    assert out(capsys)
    assert (aligned.source, aligned.target, aligned.settings) == (Path("-"), None, settings)


@pytest.mark.parametrize(
    ("environment", "arguments", "japanese"),
    [
        ({}, [], False),
        ({"LANG": "ja_JP.UTF-8"}, [], True),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, [], False),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ja_JP.eucJP"}, [], True),
        ({"LANG": "ja_JP.UTF-8"}, ["--lang", "en"], False),
        ({}, ["--lang", "ja"], True),
    ],
)
@pytest.mark.usefixtures("aligned")
def test_the_report_is_in_the_language_asked_for_or_that_of_the_locale(
    environment: dict[str, str],
    arguments: list[str],
    japanese: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run(["align", "x", *arguments]) == 0
    assert out(capsys).startswith("翻訳の方向" if japanese else "Direction")


@pytest.mark.parametrize("name", ["json", "jsonl", "vecalign", "tsv", "csv", "md"])
@pytest.mark.usefixtures("aligned")
def test_every_format_is_the_same_on_standard_output_and_in_a_file(
    name: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    golden = (ROOT / "tests" / "golden" / f"harbour.{name}").read_bytes()
    assert run(["align", "x", "--format", name, "-o", "-"]) == 0
    assert capfdbinary.readouterr().out == golden
    assert run(["align", "x", "-o", str(tmp_path / f"made.{name}")]) == 0
    assert (tmp_path / f"made.{name}").read_bytes() == golden
    assert run(["align", "x", "--format", name, "-o", str(tmp_path / "other.name")]) == 0
    assert (tmp_path / "other.name").read_bytes() == golden


@pytest.fixture
def stored(tmp_path: Path) -> str:
    path = tmp_path / "stored.json"
    path.write_bytes((ROOT / "tests" / "golden" / "harbour.json").read_bytes())
    return str(path)


@pytest.mark.parametrize("form", MADE, ids=[form.name for form in MADE])
@pytest.mark.usefixtures("aligned")
def test_a_stored_record_is_written_as_the_live_one(form: Format, stored: str, tmp_path: Path) -> None:
    for command, name in (("align", "x"), ("export", stored)):
        assert run([command, name, "--format", form.name, "-o", str(tmp_path / command)]) == 0
    made = [
        {part: (tmp_path / f"{it}{part}").read_bytes() for part in form.parts or ("",)} for it in ("align", "export")
    ]
    assert made[0] == made[1] == form.files(HARBOUR)


def test_a_stored_record_is_shown_as_a_report(stored: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", stored, "--width", "80"]) == 0
    assert out(capsys) == (ROOT / "tests" / "golden" / "harbour.en.80.txt").read_text("utf-8")


def test_choices_reach_the_format(stored: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--beads", "all", "--min-confidence", "0.6", "--date", "2026-01-31", "--language-code", "en-GB"]
    assert run(["export", stored, "--format", "tmx", "--lang", "ja", "--source-lang", "ja", *arguments]) == 0
    said = out(capsys)
    assert 'creationdate="20260131T000000Z"' in said
    assert said.count('<tuv xml:lang="en-GB">') == 8
    assert 'srclang="ja"' in said
    assert "数値の不一致" in said
    assert run(["export", stored, "--format", "csv", "--one-line"]) == 0


def test_two_files_are_written_both_or_neither(
    stored: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made.en").write_text("old")
    assert run(["export", stored, "--format", "moses", "-o", str(tmp_path / "made")]) == 0
    assert (tmp_path / "made.ja").read_text("utf-8").startswith("黒崎の潮")
    assert (tmp_path / "made.en").read_text("utf-8").startswith("Tides")
    (tmp_path / "made.en").write_text("old")
    (tmp_path / "made.ja").unlink()
    write = write_output.write_file

    def full(path: Path, content: bytes) -> None:
        if path.suffix == ".ja":
            raise OutputError(f"{path}: cannot be written: No space left on device")
        write(path, content)

    monkeypatch.setattr(write_output, "write_file", full)
    for before in (b"old", None):
        if before is None:
            (tmp_path / "made.en").unlink()
        assert run(["export", stored, "--format", "moses", "-o", str(tmp_path / "made")]) == 2
        assert "No space left" in capsys.readouterr().err
        assert not (tmp_path / "made.ja").exists()
        assert ((tmp_path / "made.en").read_bytes() if (tmp_path / "made.en").exists() else None) == before


def test_nothing_binary_goes_to_a_terminal(
    stored: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(["export", stored, "--format", "xlsx"]) == 2
    assert capsys.readouterr().err == "xlsx cannot be shown on a terminal; write to a file with -o\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "moses"], "moses is several files, NAME.en and NAME.ja; give -o NAME"),
        (["--format", "json", "--date", "2026-01-01"], "json has no such choice; leave out --date"),
        (["--format", "tmx", "--date", "yesterday"], "taiyaku export: Invalid value for '--date'"),
        (
            ["--format", "tmx", "--language-code", "fr"],
            "taiyaku export: Invalid value for '--language-code': 'fr' is no",
        ),
        (["--format", "tmx", "--min-confidence", "2"], "taiyaku export: Invalid value for '--min-confidence'"),
        (
            ["--format", "tmx", "--min-confidence", "nan"],
            "taiyaku export: Invalid value for '--min-confidence': nan is no",
        ),
        (["--format", "tmx", "-o", "{tmp}/stored.json"], "{tmp}/stored.json: is one of the texts"),
        (["--format", "moses", "-o", "{tmp}/none/x"], "{tmp}/none/x.en: cannot be written, there is no folder"),
    ],
)
def test_what_cannot_be_exported_is_told_in_one_line(
    arguments: list[str], said: str, stored: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", stored, *(it.format(tmp=tmp_path) for it in arguments)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(said.format(tmp=tmp_path))
    assert error.count("\n") == 1
    assert [it.name for it in tmp_path.iterdir()] == ["stored.json"]


def test_a_direction_that_was_stated_is_not_turned(stored: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = Path(stored).read_text("utf-8").replace('"source_known": false', '"source_known": true')
    Path(stored).write_text(text, "utf-8")
    assert run(["export", stored, "--format", "tmx", "--source-lang", "ja"]) == 2
    assert capsys.readouterr().err == (
        f"{stored}: was aligned with en as the original; align again with --source-lang ja\n"
    )


@pytest.mark.parametrize(("content", "said"), [(b"{", ":1: not JSON"), (b"[]", ": not a usable taiyaku record")])
def test_what_is_no_record_is_not_exported(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.json").write_bytes(content)
    assert run(["export", str(tmp_path / "r.json"), "-o", str(tmp_path / "r.tmx")]) == 2
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'r.json'}{said}")
    assert not (tmp_path / "r.tmx").exists()


def test_help_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("align", "export"):
        assert run([command, "-h"]) == 0
        said = " ".join(out(capsys).split())
        assert ", ".join(form.name for form in FORMATS) in said


@pytest.mark.usefixtures("aligned")
def test_a_report_can_be_written_to_a_file(tmp_path: Path) -> None:
    assert run(["align", "x", "-o", str(tmp_path / "made.txt"), "--lang", "ja"]) == 0
    assert (tmp_path / "made.txt").read_bytes() == (ROOT / "tests/golden/harbour.ja.80.txt").read_bytes()


@pytest.mark.usefixtures("aligned")
def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "made.json"
    path.write_text("old")
    path.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    assert run(["align", "x", "-o", str(link)]) == 0
    assert link.is_symlink()
    assert path.read_text("utf-8").startswith("{")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(it.name for it in tmp_path.iterdir()) == ["link.json", "made.json"]


@pytest.mark.usefixtures("aligned")
def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert run(["align", "x", "--format", "vecalign", "-o", str(pipe)]) == 0
    assert os.read(reader, 100_000).startswith(b"[]:[0]:0.03")
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        (None, None, 0),
        (Severity.INFO, None, 0),
        (Severity.WARNING, None, 0),
        (Severity.ERROR, None, 1),
        (Severity.WARNING, "warning", 1),
        (Severity.ERROR, "warning", 1),
        (Severity.INFO, "warning", 0),
        (Severity.INFO, "info", 1),
        (None, "info", 0),
        (Severity.ERROR, "never", 0),
    ],
)
@pytest.mark.usefixtures("x")
def test_check_fails_on_findings_of_a_severity(
    severity: Severity | None,
    fail_on: str | None,
    code: int,
    aligned: Aligner,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = [replace(it, severity=severity) for it in HARBOUR.findings[:1] if severity is not None]
    aligned.record = replace(HARBOUR, findings=tuple(found))
    assert run(["check", "x", *(["--fail-on", fail_on] if fail_on else [])]) == code
    assert "Side by side" not in out(capsys)


@pytest.mark.usefixtures("aligned", "x")
def test_check_prints_only_findings(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "x"]) == 1
    assert out(capsys) == (ROOT / "tests" / "golden" / "harbour.check.en.txt").read_text("utf-8")


@pytest.mark.usefixtures("aligned")
def test_all_and_width_reach_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["align", "x", "--width", "140", "--all"]) == 0
    assert out(capsys) == (ROOT / "tests" / "golden" / "harbour.en.140.txt").read_text("utf-8")


@pytest.mark.usefixtures("aligned")
def test_a_terminal_gets_colours_and_no_brackets(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert run(["align", "x"]) == 0
    said = out(capsys)
    assert "\x1b[4mKurosaki\x1b[0m" in said
    assert "[Kurosaki]" not in said
    assert "-" * 100 in said


#: Arguments and how the one line begins that they are answered with; {tmp} is a folder with one file, "text".
ERRORS: Sequence[tuple[list[str], str]] = [
    (["align"], "taiyaku align: Missing argument 'SOURCE'; taiyaku align -h shows the options"),
    (["align", "a", "b", "c"], "taiyaku align: Got unexpected extra argument (c)"),
    (["align", "a", "--colour"], "taiyaku align: No such option"),
    (
        ["align", "a", "--source-lang", "fr"],
        "taiyaku align: Invalid value for '--source-lang': 'fr' is not one of",
    ),
    (["align", "a", "--width", "3"], "taiyaku align: Invalid value for '--width'"),
    (["align", "a", "--max-size", "0"], "taiyaku align: Invalid value for '--max-size'"),
    (["frobnicate"], "taiyaku: No such command"),
    (
        ["align", "a", "--source-lang", "en", "--target-lang", "en"],
        "source and target language are both en; one must be en, the other ja",
    ),
    (["align", "a", "--format", "rtf"], "there is no format 'rtf'; use one of report, json, jsonl"),
    (["align", "a", "-o", "{tmp}/a.rtf"], "{tmp}/a.rtf: the suffix names no format; use one of .txt"),
    (
        ["align", "a", "-o", "{tmp}/none/a.json"],
        "{tmp}/none/a.json: cannot be written, there is no folder {tmp}/none",
    ),
    (["align", "a", "-o", "{tmp}"], "{tmp}: is a folder; name a file"),
    (["align", "{tmp}/text", "-o", "{tmp}/text"], "{tmp}/text: is one of the texts; write to another file"),
    (
        ["align", "a", "-o", "/dev/full", "--format", "json"],
        "/dev/full: cannot be written: No space left on device",
    ),
    (["check", "a", "--fail-on", "typo"], "taiyaku check: Invalid value for '--fail-on'"),
    (["score", "{tmp}/none", "{tmp}/text"], "{tmp}/none: no such file; check the name and the folder"),
    (["score", "{tmp}/text", "{tmp}/text"], "{tmp}/text: not beads: expected a record or gold.json"),
]


@pytest.mark.parametrize(("arguments", "said"), ERRORS, ids=lambda it: " ".join(it) if isinstance(it, list) else "")
@pytest.mark.usefixtures("aligned")
def test_what_cannot_be_done_is_one_clear_line_and_exit_code_2(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text").write_text("text")
    before = sorted(tmp_path.iterdir())
    assert run([it.format(tmp=tmp_path) for it in arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(said.format(tmp=tmp_path))
    assert captured.err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (None, "missing.txt"),
        (b"", "empty.txt"),
        (b"\x00\x01\x02" * 50, "binary.txt"),
        (b"Only English here.\n", "en.txt"),
    ],
)
@pytest.mark.parametrize("command", ["align", "check"])
def test_a_text_that_cannot_be_used_is_told_by_name(
    command: str, content: bytes | None, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    made = tmp_path / "made.json"
    assert run([command, str(tmp_path / name), *(["-o", str(made)] if command == "align" else [])]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(str(tmp_path / name))
    assert captured.err.count("\n") == 1
    assert not made.exists()


@pytest.mark.slow
def test_the_demo_runs_from_end_to_end() -> None:
    made = shell("demo", LC_ALL="C.UTF-8")
    said = made.stdout.decode("utf-8")
    assert (made.returncode, made.stderr) == (0, b"")
    assert said.startswith("Direction: English to Japanese (assumed")
    assert say("report.pairs_only_correspond")["en"] in said
    assert "Error" in said


def test_an_error_of_the_program_itself_keeps_its_traceback(aligned: Aligner) -> None:
    aligned.error = ZeroDivisionError("a bug")
    with pytest.raises(ZeroDivisionError):
        run(["align", "x"])


def test_what_an_error_quotes_cannot_act_on_the_terminal(aligned: Aligner, capsys: pytest.CaptureFixture[str]) -> None:
    aligned.error = InputError("is\nnot a text", name="odd\x1b[2J.txt", line=3)
    assert run(["align", "x"]) == 2
    assert capsys.readouterr().err == "odd\ufffd[2J.txt:3: is not a text\n"


def test_an_interrupt_while_the_program_loads_exits_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(name: str, *rest: Any) -> object:
        if name == "aligner.cli.main":
            raise KeyboardInterrupt
        return usual(name, *rest)

    usual = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", interrupted)
    with pytest.raises(SystemExit, match=str(INTERRUPTED)):
        main()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("numbers 5 >&-", "standard output cannot be written: Bad file descriptor"),
        ("--version >&-", "standard output cannot be written: Bad file descriptor"),
        ("-h >/dev/full", "standard output cannot be written: No space left on device"),
        ("align - <&-", "-: is empty; give a file with text"),
    ],
)
def test_streams_that_are_closed_or_full_are_told_in_one_line(command: str, said: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m aligner {command}'], capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stderr, done.stdout) == (2, said + "\n", "")


@pytest.mark.parametrize("terminal", [False, True])
def test_progress_and_the_written_file_are_shown_on_a_terminal_only(
    terminal: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for lang, text in (("en", "The bridge opened in 1987."), ("ja", "橋は1987年に開通した。")):
        (tmp_path / lang).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    assert run(["align", "en", "ja", "--no-meaning", "-o", "out.json"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    if not terminal:
        assert captured.err == ""
        return
    assert "Checking the translation" in captured.err
    assert captured.err.endswith("Wrote out.json\n")


def test_stages_are_shown_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "both").write_text("The bridge opened in 1987.\n\n橋は1987年に開通した。\n", "utf-8")
    stages: list[str] = []
    api.align_files(tmp_path / "both", settings=Settings(meaning=False), on_stage=stages.append)
    assert stages == ["reading", "evidence", "matching", "findings"]


def test_an_interrupt_exits_with_130(aligned: Aligner) -> None:
    aligned.error = KeyboardInterrupt()
    assert run(["align", "x"]) == INTERRUPTED


@pytest.mark.usefixtures("aligned")
def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    assert run(["align", "x", "-o", str(tmp_path / "made.json")]) == 2
    assert (
        capsys.readouterr().err == f"{tmp_path}/made.json: cannot be written: Permission denied; choose another place\n"
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("aligned")
def test_a_closed_folder_is_noticed_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert run(["align", "x", "-o", str(tmp_path / "made.json")]) == 2
    assert "permission denied" in capsys.readouterr().err


def numbers_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(["numbers", *arguments, "--format", "json"]) == 0
    return json.loads(out(capsys))


def test_numbers_are_shown_with_span_value_and_unit(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["numbers", "総額784億元、279件"]) == 0
    head, first, second = out(capsys).splitlines()
    assert head.split() == ["span", "text", "kind", "value", "unit", "more"]
    assert first.split()[:5] == ["2–7", "784億元", "cardinal", "78400000000", "CNY"]
    assert second.split()[:4] == ["8–12", "279件", "cardinal", "279"]
    (date,) = numbers_of(capsys, "on 3 April 2021")
    assert date["kind"] == "date"
    assert date["parts"] == {"year": "2021", "month": "4", "day": "3"}
    (low,) = numbers_of(capsys, "children under 6 years old")
    assert low["high"] == {"value": "6", "included": False}


def test_numbers_say_what_a_value_alone_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["numbers", "約6歳未満、10～12人、エリザベス2世"]) == 0
    said = out(capsys)
    assert "< 6" in said
    assert "≥ 10, ≤ 12" in said


def test_numbers_say_what_they_do_in_a_change_and_whether_they_are_part_of_a_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["numbers", "Sales fell to about 30% under the 14th Five-Year Plan."]) == 0
    said = out(capsys)
    assert "about, to" in said
    assert "in a name" in said


def test_a_text_without_numbers_has_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert numbers_of(capsys, "no figure") == []
    assert run(["numbers", "数はない。"]) == 0
    assert out(capsys) == "no numbers\n"


def test_the_language_of_a_number_can_be_stated(capsys: pytest.CaptureFixture[str]) -> None:
    assert [it["value"] for it in numbers_of(capsys, "20 m", "--text-lang", "ja")] == ["20"]


def test_numbers_are_read_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("三百円".encode())))
    assert [it["value"] for it in numbers_of(capsys, "-")] == ["300"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"one\n\xff")))
    assert run(["numbers", "-"]) == 2
    assert capsys.readouterr().err == "-:2: is not UTF-8; save it as UTF-8\n"


def test_scores_are_a_table_or_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, found = tmp_path / "gold", tmp_path / "found"
    gold.write_text("[0]:[0]\n[1]:[1]\n[2]:[]\n")
    found.write_text("[0]:[0]:0.1\n[1]:[]:0.2\n[]:[1]:0.2\n[2]:[]:0\n")
    assert run(["score", str(gold), str(found)]) == 0
    assert out(capsys).splitlines() == [
        "           precision    recall        F1  right of found, right of wanted",
        "strict         0.500     0.500     0.500  2/4, 1/2",
        "lax            0.500     0.500     0.500  2/4, 1/2",
        "gap            0.333     1.000     0.500  1/3, 1/1 segments",
        "crossing           –         –         –  0/0, 0/0",
    ]
    assert run(["score", str(gold), str(found), "--format", "json"]) == 0
    made = json.loads(out(capsys))
    assert made["gap"]["recall"] == 1.0
    assert made["gap_unit"] == "segments"
    assert made["crossing"]["f1"] is None


def test_the_demo_is_a_document_of_the_corpus(aligned: Aligner, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo"]) == 0
    assert out(capsys).startswith("Direction")
    assert aligned.source is not None
    assert aligned.source.name == "en.txt"
    with demo_texts() as (source, target):
        assert source.read_text("utf-8")
        assert target.read_text("utf-8")


def test_an_installed_demo_is_preferred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "demo").mkdir()
    monkeypatch.setattr(demo, "files", lambda _: tmp_path)
    with demo_texts() as texts:
        assert texts == (tmp_path / "demo" / "en.txt", tmp_path / "demo" / "ja.txt")


def test_a_demo_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "INSTALLED", "nowhere")
    monkeypatch.setattr(demo, "CHECKOUT", "nowhere-*")
    assert run(["demo"]) == 2
    assert capsys.readouterr().err == "the demo document is not there; install taiyaku again\n"


@pytest.mark.slow
def test_standard_output_is_utf8_in_any_locale() -> None:
    made = shell("numbers", "784億元", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert (made.returncode, made.stderr) == (0, b"")
    assert "784億元" in made.stdout.decode("utf-8")


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    made = subprocess.run(
        [sys.executable, "-m", "aligner", "numbers", "1 2 3"],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
        cwd=ROOT,
    )
    os.close(write)
    assert (made.returncode, made.stderr) == (PIPE_CLOSED, b"")


class Refusing(io.RawIOBase):
    """A stream that fails as it is told."""

    def __init__(self, error: OSError) -> None:
        self.error = error

    @property
    def buffer(self) -> Refusing:
        return self

    def write(self, _: Any) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (BrokenPipeError(32, "Broken pipe"), PIPE_CLOSED, ""),
        (
            OSError(28, "No space left on device"),
            2,
            "standard output cannot be written: No space left on device\n",
        ),
    ],
)
def test_standard_output_that_refuses(
    error: OSError, code: int, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", Refusing(error))
        assert run(["numbers", "1"]) == code
    assert capsys.readouterr().err == said


@pytest.mark.slow
def test_a_full_disk_under_standard_output_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        made = subprocess.run(
            [sys.executable, "-m", "aligner", "numbers", "1"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=ROOT,
        )
    assert (made.returncode, made.stderr) == (
        2,
        b"standard output cannot be written: No space left on device\n",
    )
