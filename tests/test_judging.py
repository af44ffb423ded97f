"""The commands that measure precision: findings drawn, judged by two readers, collected and reported."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from aligner.parameters import load_certainty_weights
from tests.judging import collect, draw, learn, report
from tests.judging.verdicts import VERDICTS, Verdict, read_verdicts, write_verdicts

_BARE = Verdict("", "", "", "", "", "", "", "", {}, "", "T")
CORPUS = Path(__file__).resolve().parents[1] / "corpus"


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sheets")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sys, "argv", ["draw", str(CORPUS / "demo-press-release"), "-o", str(folder), "--text-kind", "news"]
        )
        draw.main()
    return folder


def test_the_texts_show_no_claim(sheets: Path) -> None:
    texts, claims = (sheets / name for name in ("texts.md", "claims.md"))
    messages = [line.split("\t")[3] for line in claims.read_text("utf-8").splitlines()]
    assert messages
    assert not any(message in texts.read_text("utf-8") for message in messages)
    assert "\n> [" in texts.read_text("utf-8")


def test_the_same_seed_draws_the_same(sheets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sys, "argv", ["draw", str(CORPUS / "demo-press-release"), "-o", str(tmp_path), "--text-kind", "news"]
    )
    draw.main()
    assert all((tmp_path / path.name).read_bytes() == path.read_bytes() for path in sheets.iterdir())


def test_verdicts_hold_no_text_and_come_back(sheets: Path, tmp_path: Path) -> None:
    items = [json.loads(line)["item"] for line in (sheets / "keys.jsonl").read_text("utf-8").splitlines()]
    for name, verdicts in (("a.tsv", "TFD"), ("b.tsv", "TTD")):
        lines = [f"{item}\t{verdicts[k % 3]}\tneighbour\n" for k, item in enumerate(items)]
        (sheets / name).write_text("".join(lines), "utf-8")
    (sheets / "settled.tsv").write_text(f"{items[1]}\tT\n", "utf-8")
    verdicts_ = collect.collect(sheets)
    write_verdicts(tmp_path / "news.tsv", verdicts_)
    assert read_verdicts(tmp_path) == verdicts_
    assert [one.verdict for one in verdicts_[:3]] == ["T", "T", "D"]
    lines = list(report.report(verdicts_))
    assert f"{len(items)} findings; {len(items)} judged by two readers" in lines[0]
    assert any("demo" not in line and "news" in line for line in lines)


@pytest.mark.parametrize(
    ("given", "counts"),
    [(("T", "F", ""), "F"), (("D", "T", ""), "D"), (("F", "T", "T"), "T"), (("T", "", ""), "T")],
)
def test_the_stricter_verdict_counts_until_a_third_reader_settles(given: tuple[str, str, str], counts: str) -> None:
    first, second, settled = given
    assert replace(_BARE, first=first, second=second, settled=settled).verdict == counts


@pytest.mark.parametrize("row", ["X", ""])
def test_what_is_no_verdict_is_refused(row: str, tmp_path: Path) -> None:
    write_verdicts(tmp_path / "news.tsv", [replace(_BARE, first=row)])
    with pytest.raises(ValueError, match=r"news.tsv:2: unknown verdict or cause"):
        read_verdicts(tmp_path)


def test_readers_that_agree_by_chance_alone_have_no_kappa() -> None:
    pairs = [(one, two) for one in VERDICTS for two in VERDICTS]
    assert report.kappa(pairs) == pytest.approx(0)


def test_the_verdicts_of_the_repository_are_well_formed() -> None:
    assert all(verdict.document and verdict.kind for verdict in read_verdicts(report.HERE))


def test_no_finding_of_the_repository_is_counted_twice() -> None:
    known = Counter(
        (verdict.document.rpartition("@")[2], verdict.fingerprint) for verdict in read_verdicts(report.HERE)
    )
    assert known.total() > 1500
    assert [finding for finding, count in known.items() if count > 1] == []


def test_what_is_learned_is_what_the_program_has() -> None:
    verdicts = [verdict for verdict in read_verdicts(report.HERE) if not verdict.gone]
    learned, shipped = learn.learn(verdicts), load_certainty_weights()
    for part in ("estimates", "rules", "facts"):
        # The last of three decimals may differ between versions of the numeric library.
        assert getattr(learned, part) == pytest.approx(getattr(shipped, part), abs=0.002)
