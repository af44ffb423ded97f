from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from aligner.errors import InputError
from aligner.project.baseline import SCHEMA, Accepted, Page, read_baseline, write_baseline
from aligner.project.pairs import Pair

if TYPE_CHECKING:
    from pathlib import Path

PAGES = {
    Pair("b.md", "ja/b.md"): Page(
        ("abcd", "efgh"), (Accepted("0f", "number.scale", "784億 \u2028 "), Accepted("0f", "number.scale", "x"))
    ),
    Pair("a.md", "ja/a.md"): Page(()),
}


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "b.jsonl"
    file.write_text(write_baseline(PAGES), "utf-8")
    assert read_baseline(file) == PAGES


def test_the_file_is_sorted_a_decision_a_line() -> None:
    turned = dict(reversed(PAGES.items()))
    assert write_baseline(turned) == write_baseline(PAGES)
    lines = [json.loads(line) for line in write_baseline(PAGES).splitlines()]
    assert lines == [
        {"schema": SCHEMA},
        {"source": "a.md", "target": "ja/a.md", "sentences": ""},
        {"source": "b.md", "target": "ja/b.md", "sentences": "abcdefgh"},
        {"source": "b.md", "target": "ja/b.md", "finding": "0f", "rule": "number.scale", "about": "784億 \u2028 "},
        {"source": "b.md", "target": "ja/b.md", "finding": "0f", "rule": "number.scale", "about": "x"},
    ]


HEAD = f'{{"schema": "{SCHEMA}"}}\n'
PAIR = '{"source": "a", "target": "b", "sentences": "abcd"}\n'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "1: not JSON"),
        ("[]\n", "1: expected `object`, got `array`"),
        (
            '{"schema": "taiyaku-baseline/2"}\n',
            "1: its schema is 'taiyaku-baseline/2', and this version of taiyaku reads",
        ),
        ('{"schema": "taiyaku/1"}\n', "1: its schema is 'taiyaku/1'"),
        (HEAD + PAIR + "<<<<<<< HEAD\n", "3: not JSON"),
        (HEAD + "\n{}\n", "3: object missing required field `source`"),
        (HEAD + '{"source": "a", "target": 1}\n', "2: $.target: expected `str`, got `int`"),
        (HEAD + PAIR + PAIR, "3: the pair of b stands here a second time"),
        (
            HEAD + '{"source": "a", "target": "b", "sentences": "abcde"}\n',
            "2: the digests of the sentences are cut off",
        ),
        (
            HEAD + '{"source": "a", "target": "b", "finding": "0f", "rule": "x", "about": ""}\n',
            "2: the line with the sentences of b is not above",
        ),
        (
            HEAD + PAIR + '{"source": "a", "target": "b", "finding": "0f"}\n',
            "3: needs either sentences, or finding, rule and about",
        ),
    ],
)
def test_a_broken_baseline_is_told_by_line(content: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "b.jsonl"
    file.write_text(content)
    with pytest.raises(InputError, match="^" + re.escape(f"{file}:{said}")):
        read_baseline(file)


def test_a_baseline_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "b.jsonl"
    file.write_bytes(HEAD.encode() + b"\xff")
    with pytest.raises(InputError, match=re.escape(f"{file}:2: not UTF-8")):
        read_baseline(file)


def test_a_baseline_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such baseline; --update-baseline writes it"):
        read_baseline(tmp_path / "b.jsonl")
    with pytest.raises(InputError, match="is a folder; give the file in it"):
        read_baseline(tmp_path)
