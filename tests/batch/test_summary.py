from __future__ import annotations

import json
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest

from aligner.batch.corpus.filters import Filters
from aligner.batch.page import page
from aligner.batch.statistics import WORST, Survey, added
from aligner.batch.summary import Corpus, Work, as_json, as_mapping
from aligner.model import Lang


def row(number: int, **changed: Any) -> dict[str, Any]:
    counts = {"errors": number, "warnings": 0, "en_only": 0, "ja_only": 0, "pairs": 5, "confidence": 0.75}
    return {"document": f"d{number}", "source": f"en/{number}", "target": f"ja/{number}", **counts, **changed}


def one(number: int, **changed: Any) -> Survey:
    return Survey(
        aligned=1,
        sums=Counter({"pairs": 4, "errors": number}),
        confidence=3.0,
        kinds=Counter({("omission", "error"): number}),
        kernels=Counter({"numpy 2": 1}),
        worst=[row(number, **changed)],
    )


SURVEY = added([one(1), one(3), one(2)])


def summary(survey: Survey = SURVEY, corpus: Corpus | None = None, seconds: float = 10.0) -> dict[str, Any]:
    work = Work(2, seconds, 3, 1)
    return as_mapping(survey, form="jsonl", settings={"meaning": True}, alone=2, corpus=corpus, work=work)


def test_counts_add_up_and_the_worst_come_first() -> None:
    made = summary()
    assert made["documents"] == {"pairs": 3, "aligned": 3, "failed": 0, "left_alone": 2}
    assert made["totals"]["pairs"] == 12
    assert made["totals"]["confidence"] == 0.75
    assert [it["errors"] for it in made["worst"]] == [3, 2, 1]
    assert made["findings"] == [{"kind": "omission", "severity": "error", "count": 6}]
    assert made["kernels"] == {"numpy 2": 3}
    assert made["run"] == {"workers": 2, "seconds": 10.0, "aligned": 3, "kept": 1, "pairs_per_second": 0.3}
    assert json.loads(as_json(made)) == made


def test_the_order_in_which_parts_are_counted_does_not_matter_for_the_worst() -> None:
    many = [one(number % 7) for number in range(2 * WORST)]
    assert added(many).worst == added(many[::-1]).worst
    assert len(added(many).worst) == WORST


def test_a_run_of_nothing_has_no_mean() -> None:
    made = summary(
        Survey(failed=1, failures=[{"document": "d", "source": "a", "target": "b", "reason": "r"}]), seconds=0
    )
    assert made["totals"]["confidence"] is None
    assert made["run"]["pairs_per_second"] == 0
    assert b"\xe2\x80\x93" in page(made, Lang.EN)


class Reader(HTMLParser):
    """Checks that elements end as they began, and keeps the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("lang", list(Lang))
def test_the_page_is_whole_and_shows_all_there_is(lang: Lang) -> None:
    failed = {"document": "d", "target": "<b>", "reason": "no such file"}
    failures = [failed | {"source": f"en/{k:03}"} for k in range(150)]
    broken = Survey(failed=200, failures=failures, kernels=Counter({"other": 1}))
    corpus = Corpus(Filters(), Counter({"": 10, "near-duplicate": 2, "copy": 1}))
    reader = Reader()
    content = page(summary(added([SURVEY, broken]), corpus), lang).decode()
    reader.feed(content)
    assert reader.open == []
    assert f'<html lang="{lang}">' in content
    assert "<b>" not in content, "names are text"
    assert '<td lang="en">no such file</td>' in content, "a reading aloud in Japanese would spell it"
    assert "en/3" in reader.text
    assert "en/099" in reader.text
    assert "en/100" not in reader.text
    wanted = {
        Lang.EN: ["and 100 more", "near duplicate", "2 different environments", "--retry-failed", "Missing", "Error"],
        Lang.JA: ["ほか100件", "ほぼ重複", "2種類の計算環境", "--retry-failed", "訳抜け", "要修正"],
    }
    for text in wanted[lang]:
        assert text in reader.text


def test_a_page_of_a_clean_run_has_no_empty_tables() -> None:
    content = page(summary(added([one(0)])), Lang.EN).decode()
    assert content.count("<table") == 1, "the totals alone"


def test_the_page_may_load_nothing() -> None:
    content = page(summary(), Lang.EN).decode()
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in content
    assert "http" not in content.replace("http-equiv", "")
