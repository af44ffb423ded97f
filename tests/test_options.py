"""Every option of every command does what it says: each is turned, and what it should change is looked at.

A test walks the parser, so that an option that is added and never turned is noticed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from aligner import api
from aligner.batch.folders import Folders
from aligner.cli import sampling
from aligner.cli.commands import READER, SETTINGS, taiyaku
from aligner.cli.main import run
from aligner.model import Lang, TextKind
from aligner.outputs.record import load
from aligner.project.checking import Checking
from aligner.settings import MIB, Settings

if TYPE_CHECKING:
    from aligner.batch.pairing.find_pairs import PairingOptions
    from aligner.batch.run import BatchRun

TESTS = Path(__file__).parent
HARBOUR = load((TESTS / "golden" / "harbour.json").read_text("utf-8"))

#: The options that every command with settings has, each with a value and what it makes.
MADE_OF = {
    "--source-lang": (["ja"], Settings(source_lang=Lang.JA)),
    "--target-lang": (["en"], Settings(target_lang=Lang.EN)),
    "--no-meaning": ([], Settings(meaning=False)),
    "--segmented": ([], Settings(segmented=True)),
    "--realign": ([], Settings(realign=True)),
    "--whole-page": ([], Settings(whole_page=True)),
    "--input-format": (["markdown"], Settings(input_format="markdown")),
    "--encoding": (["cp932"], Settings(encoding="cp932")),
    "--max-size": (["64"], Settings(max_size=64 * MIB)),
    "--max-unpacked": (["65"], Settings(max_unpacked=65 * MIB)),
    "--max-ratio": (["9"], Settings(max_ratio=9)),
    "--max-members": (["8"], Settings(max_members=8)),
    "--parameters": (["p.json"], Settings(parameters=Path("p.json"))),
    "--encoder": (["LaBSE"], Settings(encoder=Path("LaBSE"))),
    "--profile": (["docs"], Settings(profile="docs")),
    "--text-kind": (["legal"], Settings(text_kind=TextKind.LEGAL)),
    "--glossary": (["terms.tsv"], Settings(glossary=Path("terms.tsv"))),
    "--rules": (["client.toml"], Settings(rules=Path("client.toml"))),
}
#: A command line of each such command, with what it hands its settings to.
HANDED_ON = {
    "align": "align en.txt",
    "check": "check en.txt",
    "status": "status",
    "review": "review en.txt",
    "pair": "pair . --by path",
    "batch": "batch pairs.tsv -o out",
}


class Stopped(KeyboardInterrupt):
    """What was to be seen has been seen."""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with what the commands are given."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    Path("pairs.tsv").write_text("en.txt\tja.txt\n", "utf-8")
    Path("en.txt").write_text("It rained\nall day.\n", "utf-8")
    Path("ja.txt").write_text("一日中\n雨が降った。\n", "utf-8")
    Path("taiyaku.toml").write_text('[[pairs]]\nfile = "en.txt"\n', "utf-8")
    Path("record.json").write_text((TESTS / "golden" / "harbour.json").read_text("utf-8"), "utf-8")


@pytest.fixture
def seen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """The settings with which any command begins its work; it does not go on."""
    request.getfixturevalue("files")
    found: list[Settings] = []

    def begins(*arguments: Any, settings: Settings | None = None, **_: Any) -> Any:
        held = [getattr(it, "settings", it) for it in arguments]
        found.append(settings or next(it for it in held if isinstance(it, Settings)))
        raise Stopped

    monkeypatch.setattr(api, "align_files", begins)
    monkeypatch.setattr(Checking, "check", begins)
    monkeypatch.setattr("aligner.review.start_session.session_for", begins)
    monkeypatch.setattr("aligner.batch.pairing.find_pairs.find_pairs", begins)
    monkeypatch.setattr("aligner.batch.run.run", begins)
    return found


def options_of(decorate: Any) -> set[str]:
    return {option.opts[-1] for option in decorate(click.Command("none")).params}


def long_options(command: click.Command) -> list[str]:
    return [option.opts[-1] for option in command.params if isinstance(option, click.Option)]


def test_every_command_with_settings_is_known_here() -> None:
    assert options_of(SETTINGS) == set(MADE_OF)
    having = {name for name, command in taiyaku.commands.items() if set(long_options(command)) >= options_of(SETTINGS)}
    assert having == set(HANDED_ON)


@pytest.mark.parametrize("command", HANDED_ON)
@pytest.mark.parametrize("option", MADE_OF)
def test_an_option_becomes_a_setting(option: str, command: str, seen: list[Settings]) -> None:
    value, settings = MADE_OF[option]
    assert run([*HANDED_ON[command].split(), option, *value]) == 130
    assert seen == [settings]


@pytest.mark.parametrize("name", sorted(taiyaku.commands))
def test_every_option_is_turned_in_some_test(name: str) -> None:
    given = "\n".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    shared = options_of(SETTINGS) | options_of(READER) | {"--help"}
    own = [it for it in taiyaku.commands[name].params if isinstance(it, click.Option) and it.opts[-1] not in shared]
    never = [it.opts[-1] for it in own if not any(re.search(rf'["\' \[]{opt}["\' =]', given) for opt in it.opts)]
    assert never == []


REPORTS = [
    ("align en.txt", "show_report"),
    ("check en.txt", "show_findings"),
    ("demo", "show_report"),
    ("export record.json", "show_report"),
    ("explain record.json --bead 0", "show"),
    ("check", "show_check"),
]


@pytest.mark.parametrize(("command", "shows"), REPORTS, ids=[command for command, _ in REPORTS])
@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("", (Lang.EN, None, False)),
        ("--lang ja", (Lang.JA, None, False)),
        ("--width 61", (Lang.EN, 61, False)),
        ("--all", (Lang.EN, None, True)),
    ],
)
@pytest.mark.usefixtures("files")
def test_how_a_report_is_shown_reaches_it(
    command: str, shows: str, option: str, told: tuple[Lang, int | None, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    got: list[tuple[Lang, int | None, bool]] = []
    monkeypatch.setattr(api, "align_files", lambda *_, **__: api.Result(HARBOUR))
    monkeypatch.setattr(api, "explain", lambda *_, **__: None)
    monkeypatch.setattr(
        f"aligner.cli.display.{shows}",
        lambda *given, everything, **_: got.append((given[-2], given[-1], everything)),
    )
    run([*command.split(), *option.split()])
    assert got == [told]


@pytest.mark.parametrize("command", ["align en.txt", "check en.txt", "export record.json"])
@pytest.mark.usefixtures("files")
def test_the_lowest_certainty_reaches_the_report(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    got: list[float | None] = []
    monkeypatch.setattr(api, "align_files", lambda *_, **__: api.Result(HARBOUR))
    for shows in ("show_report", "show_findings"):
        monkeypatch.setattr(f"aligner.cli.display.{shows}", lambda *_, min_certainty, **__: got.append(min_certainty))
    run([*command.split(), "--min-certainty", "0.8"])
    run(command.split())
    assert got == [0.8, None]


@pytest.fixture
def asked(seen: list[Settings], monkeypatch: pytest.MonkeyPatch) -> list[BatchRun]:
    """The runs that ``batch`` begins; none goes on."""
    found: list[BatchRun] = []

    def begins(run: BatchRun, _progress: object) -> None:
        found.append(run)
        raise Stopped

    assert not seen
    monkeypatch.setattr("aligner.batch.run.run", begins)
    return found


def how_of(run: BatchRun) -> PairingOptions:
    assert isinstance(run.pairs, Folders)
    return run.pairs.how


def test_how_a_batch_runs_and_pairs(asked: list[BatchRun]) -> None:
    batch = ["batch", ".", "-o", "out"]
    for options in ([], ["--retry-failed"], ["--sentences"], ["--by", "path"], ["--by", "content"]):
        assert run([*batch, *options]) == 130
    plain, retried, corpus, by_path, by_content = asked
    assert (plain.retry, retried.retry) == (False, True)
    assert plain.filters is None
    assert corpus.filters is not None
    ways = [how_of(it) for it in (plain, by_path, by_content)]
    assert [(how.by_path, how.by_content) for how in ways] == [(True, True), (True, False), (False, True)]


def test_patterns_and_the_least_confidence_reach_the_pairing(asked: list[BatchRun]) -> None:
    assert run(["batch", ".", "-o", "out", "--pattern", "en/*.txt", "ja/*.txt", "--min-pair-confidence", "0.25"]) == 130
    how = how_of(asked[0])
    assert [tuple(it.text for it in pair) for pair in how.patterns] == [("en/*.txt", "ja/*.txt")]
    assert how.least == 0.25


def test_align_writes_with_the_choices_of_its_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(api, "align_files", lambda *_, **__: api.Result(HARBOUR))

    def written(*options: str) -> str:
        assert run(["align", "x", *options]) == 0
        return capsys.readouterr().out

    plain = written("--format", "tmx")
    every, sure = (written("--format", "tmx", *it) for it in (["--beads", "all"], ["--min-confidence", "0.9"]))
    assert every.count("<tu ") > plain.count("<tu ") > sure.count("<tu ")
    assert 'creationdate="20260131T000000Z"' in written("--format", "tmx", "--date", "2026-01-31")
    assert "creationdate" not in plain
    assert 'xml:lang="en-GB"' in written("--format", "tmx", "--language-code", "en-GB")


@pytest.mark.usefixtures("files")
def test_the_lines_inside_a_text_are_joined_where_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    texts = []
    for options in ([], ["--one-line"]):
        texts_given = ["en.txt", "ja.txt", "--input-format", "markdown", "--no-meaning"]
        assert run(["align", *texts_given, "--format", "csv", *options]) == 0
        texts.append(capsys.readouterr().out)
    assert "It rained\nall day." in texts[0]
    assert "It rained all day.,一日中雨が降った。" in texts[1]


def test_a_sample_is_opened_at_a_port_and_written_in_a_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[dict[str, Any]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("aligner.batch.completed_parts.stored_form", lambda _: "jsonl")
    monkeypatch.setattr("aligner.batch.sampling.draw", lambda *_, **__: [])
    monkeypatch.setattr("aligner.batch.sampling.as_record", lambda *_: HARBOUR)
    monkeypatch.setattr(sampling, "_session", lambda *_: Path("s.taiyaku"))
    monkeypatch.setattr(sampling, "review", lambda **given: opened.append(given))
    assert run(["sample", "out", "--port", "8123"]) == 0
    assert opened == [{"source": Path("s.taiyaku"), "port": 8123, "no_browser": False}]
    pages = []
    for lang in ("en", "ja"):
        assert run(["sample", "out", "-o", f"{lang}.md", "--lang", lang]) == 0
        pages.append(Path(f"{lang}.md").read_text("utf-8"))
    assert "Number differs." in pages[0]
    assert "数値の不一致" in pages[1]
    assert capsys.readouterr().err == ""
