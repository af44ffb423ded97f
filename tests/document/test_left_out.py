"""What a reader leaves out is counted, and the report and the record show it in both languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import aligner
from aligner.cli.main import run
from aligner.document.load import document_from_text
from aligner.document.reading import source_from_bytes
from aligner.model import Lang, LeftOut, Reason
from aligner.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = """<html lang="en"><body><nav><a href="a">Home</a> <a href="b">All boats</a></nav><main>
<h1>Fares</h1><p>A day ticket costs 900 yen.</p><p hidden>It cost 800 yen.</p></main></body></html>"""
JAPANESE = """<html lang="ja"><body><nav><a href="a">ホーム</a> <a href="b">全便</a></nav><main>
<h1>料金</h1><p>一日券は900円です。</p></main></body></html>"""


def left_out(data: str, name: str, lang: Lang = Lang.EN) -> list[tuple[str, int, int, int, str]]:
    document = document_from_text(source_from_bytes(data.encode(), name, Settings()), lang, Settings())
    return [(str(it.reason), it.words, it.characters, it.line, it.option) for it in document.left_out]


@pytest.fixture
def pages(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "en.html").write_text(ENGLISH, "utf-8")
    (tmp_path / "ja.html").write_text(JAPANESE, "utf-8")
    return tmp_path / "en.html", tmp_path / "ja.html"


def test_amounts_are_by_reason_and_option() -> None:
    assert left_out(ENGLISH, "a.html") == [
        ("hidden", 4, 13, 2, "--whole-page"),
        ("navigation", 3, 12, 1, "--whole-page"),
    ]
    assert left_out(JAPANESE, "a.html", Lang.JA) == [("navigation", 2, 5, 1, "--whole-page")]


def test_a_text_format_has_reasons_too() -> None:
    text = "---\nslug: boats\n---\n<!-- two words -->\n\n# Boats\n\n[a]: /boats\n\n---\n\nText.\n"
    assert left_out(text, "a.md") == [
        ("metadata", 2, 16, 1, ""),
        ("comment", 2, 15, 4, ""),
        ("definition", 2, 10, 8, ""),
    ]


VTT = """WEBVTT

NOTE Said by nobody

STYLE
::cue { color: yellow }

00:01.000 --> 00:02.000
It is late.
"""
ASS = r"""[Events]
Comment: 0,0:00:00.00,0:00:01.00,D,,0,0,0,,not shown
Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,It is late.
Dialogue: 1,0:00:01.00,0:00:02.00,D,,0,0,0,,It is late.
Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,fx,{\k20}It
"""
TEX = "\\section[Fares]{The fares of the boats}\n\nText.\n\n\\newcommand{\\fare}{It is high.}\n\n\\mypart{One}\n"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (VTT, "a.vtt", [("code", 3), ("comment", 3)]),
        (ASS, "a.ass", [("repeated", 4), ("comment", 2)]),
        (TEX, "a.tex", [("definition", 5), ("metadata", 2), ("navigation", 1)]),
        ("---\ntitle: Boats\nlayout: page\n---\n= Boats\n\nText.\n", "a.adoc", [("metadata", 3)]),
    ],
    ids=["WebVTT", "SubStation Alpha", "LaTeX", "AsciiDoc"],
)
def test_each_format_has_its_reasons(text: str, name: str, expected: list[tuple[str, int]]) -> None:
    assert [(reason, words) for reason, words, *_ in left_out(text, name)] == expected


def test_nothing_is_reported_where_all_is_read() -> None:
    assert left_out("# Boats\n\n---\n\nText.\n", "a.md") == []


def test_a_file_with_both_languages_has_each_amount_on_one_side(tmp_path: Path) -> None:
    path = tmp_path / "both.html"
    menus = '<nav><a href="a">Boats</a></nav><nav><a href="b">全便</a></nav>'
    path.write_text(f"<body>{menus}<p lang=en>It is nine. Boats leave.<p lang=ja>九時です。船が出ます。", "utf-8")
    bitext = aligner.align_files(path).record.alignment.bitext
    assert [[(it.reason, it.words) for it in bitext.side(lang).left_out] for lang in Lang] == [
        [(Reason.NAVIGATION, 1)],
        [(Reason.NAVIGATION, 1)],
    ]


def test_the_record_keeps_it(pages: tuple[Path, Path]) -> None:
    result = aligner.align_files(*pages)
    written = result.to_json()
    assert json.loads(written)["ja"]["left_out"] == [
        {"reason": "navigation", "words": 2, "characters": 5, "line": 1, "option": "--whole-page"}
    ]
    assert aligner.Result.from_json(written).record.alignment.bitext.ja.left_out == (
        LeftOut(Reason.NAVIGATION, 2, 5, 1, "--whole-page"),
    )


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        (
            "en",
            (
                "hidden text: 4 words (--whole-page reads it); navigation: 3 words (",
                "navigation: 5 characters (--whole-page reads it).",
            ),
        ),
        ("ja", ("和文で読まなかったテキスト：ナビゲーション5字（--whole-pageで読み込めます）。",)),
    ],
)
def test_the_report_says_it(
    pages: tuple[Path, Path],
    lang: str,
    shown: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    for command in ("align", "check"):
        run([command, *map(str, pages), "--lang", lang])
        printed = " ".join(capsys.readouterr().out.split())
        assert all(line in printed for line in shown), printed
