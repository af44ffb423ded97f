"""Files of pairs from end to end: a realistic catalogue, re-alignment, direction, and what two files may be."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

import aligner
from aligner.cli.main import run
from aligner.document.formats.detect import recognise
from aligner.document.load import bitext_from_file, bitext_from_texts
from aligner.document.reading import read_texts
from aligner.document.source import SourceText
from aligner.errors import InputError
from aligner.model import Lang
from aligner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.growth import Stopwatch

NO_MEANING = Settings(meaning=False)
THINGS = [
    ("harbour", "港"), ("ferry", "フェリー"), ("ticket", "切符"), ("map", "地図"), ("office", "事務所"),
    ("lighthouse", "灯台"), ("timetable", "時刻表"), ("bridge", "橋"), ("market", "市場"), ("museum", "博物館"),
]  # fmt: skip
SAYINGS = [
    ("Open the {} settings", "{}の設定を開く"),
    ("The {} could not be loaded.", "{}を読み込めませんでした。"),
    ("Delete the {}?", "{}を削除しますか?"),
    ("No {} was found.", "{}が見つかりませんでした。"),
    ("Choose another {}.", "別の{}を選んでください。"),
    ("This {} was changed %d times.", "この{}は%d回変更されました。"),
    ("Search %s for a {}", "%sで{}を検索"),
    ("Your {} expires in 30 days.", "{}の有効期限は30日後です。"),
    ("Print the {} on <b>one page</b>", "{}を<b>1ページ</b>に印刷"),
    ("Show {} names in bold", "{}の名前を太字で表示"),
    ("Copy the {} to the clipboard", "{}をクリップボードにコピー"),
    ("The {} is read-only.", "この{}は読み取り専用です。"),
    ("Sort by {}", "{}で並べ替え"),
    ("Rename the {}…", "{}の名前を変更…"),
    ("A new {} is available for download.", "新しい{}をダウンロードできます。"),
    ("Are you sure you want to close the {} without saving?", "{}を保存せずに閉じてもよろしいですか?"),
    ("Import the {} from a file", "ファイルから{}を取り込む"),
    ("Hide this {} until tomorrow", "この{}を明日まで表示しない"),
    ("Share the {} with your team", "{}をチームと共有"),
    ("Zoom to the whole {}", "{}全体を表示"),
]


def entry(en: str, ja: str, comment: str = "") -> str:
    return f'\n#: src/app.c:7\n{comment}msgid "{en}"\nmsgstr "{ja}"\n'


def catalogue() -> tuple[str, dict[str, int]]:
    """A PO file of 200 entries, eight of them with a fault; the line of the translation of each faulty one."""
    pairs = [(en.format(thing), ja.format(word)) for en, ja in SAYINGS for thing, word in THINGS]
    faults: dict[int, tuple[str, Callable[[str], str]]] = {
        3: ("empty", lambda _: ""),
        58: ("placeholder", lambda ja: ja.replace("%d", "")),
        77: ("number", lambda ja: ja.replace("30", "60")),
        83: ("tag", lambda ja: ja.replace("</b>", "")),
        118: ("english", lambda _: pairs[158][0]),
        132: ("fuzzy", str),
        150: ("swapped 150", lambda _: pairs[165][1]),
        165: ("swapped 165", lambda _: pairs[150][1]),
    }
    text = 'msgid ""\nmsgstr ""\n"Language: ja\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    lines: dict[str, int] = {}
    for k, (en, ja) in enumerate(pairs):
        name, change = faults.get(k, ("", str))
        comment = '#, fuzzy\n#| msgid "Rename a lighthouse…"\n' if name == "fuzzy" else ""
        text += entry(en, change(ja), comment)
        if name:
            lines[name] = text.count("\n")
    return text, lines


def test_a_catalogue_of_200_entries_and_its_faults(tmp_path: Path) -> None:
    text, lines = catalogue()
    path = tmp_path / "ja.po"
    path.write_text(text, "utf-8")
    result = aligner.align_files(path)
    bitext = result.record.alignment.bitext
    assert (len(bitext.en.segments), len(bitext.ja.segments), bitext.source_known) == (200, 199, True)
    told = {
        (str(it.kind), str(it.detail["relation"])): [bitext.ja.segments[k].line for k in it.target]
        for it in result.findings
        if it.kind not in ("inconsistent", "moved")
    }
    assert told == {
        ("omission", "unit"): [],
        ("markup", "placeholder"): [lines["placeholder"]],
        ("number", "digit"): [lines["number"]],
        ("markup", "tag"): [lines["tag"]],
        ("untranslated", "segment"): [lines["english"]],
        ("outdated", "fuzzy"): [lines["fuzzy"]],
    }
    moved = [bitext.ja.segments[it.target[0]].line for it in result.findings if it.kind == "moved"]
    assert moved == [lines["swapped 150"], lines["swapped 165"]]
    (missing,) = [it for it in result.findings if it.kind == "omission"]
    assert bitext.en.segments[missing.source[0]].line == lines["empty"] - 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, the working one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


PAIRS = [
    ("The gate of the old castle is green. It was painted in spring.", "古い城の門は緑色です。春に塗られました。"),
    ("The shop sells fresh fish.", "売店では新鮮な魚を売っています。"),
    ("The boat leaves at noon.", "船は正午に出ます。"),
]


def tmx(pairs: Sequence[tuple[str, str]], srclang: str = "en") -> str:
    units = "\n".join(
        f'<tu><tuv xml:lang="en"><seg>{en}</seg></tuv><tuv xml:lang="ja"><seg>{ja}</seg></tuv></tu>' for en, ja in pairs
    )
    return f'<tmx version="1.4"><header srclang="{srclang}"/><body>\n{units}\n</body></tmx>'


def test_pairs_are_kept_or_taken_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(tmx(PAIRS), "utf-8")
    kept = aligner.align_files(path, settings=NO_MEANING)
    assert [(bead.source, bead.target) for bead in kept.beads] == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
    anew = aligner.align_files(path, settings=Settings(meaning=False, realign=True))
    assert [(bead.source, bead.target) for bead in anew.beads] == [((k,), (k,)) for k in range(4)]
    assert [segment.line for segment in anew.record.alignment.bitext.ja.segments] == [2, 2, 3, 4]


def test_what_the_user_states_overrules_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(tmx(PAIRS), "utf-8")
    for settings, source in ((NO_MEANING, Lang.EN), (Settings(meaning=False, source_lang=Lang.JA), Lang.JA)):
        bitext = aligner.align_files(path, settings=settings).record.alignment.bitext
        assert (bitext.source, bitext.source_known) == (source, True)
    path.write_text(tmx(PAIRS, "*all*"), "utf-8")
    bitext = aligner.align_files(path, settings=NO_MEANING).record.alignment.bitext
    assert (bitext.source, bitext.source_known) == (Lang.EN, False)


def test_two_texts_in_one_language_are_refused() -> None:
    texts = [SourceText(f"{k}.yml", "Hello", lang=Lang.EN) for k in range(2)]
    with pytest.raises(InputError, match=r"^1\.yml: should be the Japanese text but holds hardly any Japanese"):
        bitext_from_texts(texts[0], texts[1], Settings())


def test_a_template_and_a_translation_pair_by_their_msgids(tmp_path: Path) -> None:
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    (tmp_path / "app.pot").write_text(header + "".join(entry(en, "") for en, _ in [*PAIRS, ("New.", "")]), "utf-8")
    (tmp_path / "ja.po").write_text(header + "".join(entry(en, ja) for en, ja in reversed(PAIRS)), "utf-8")
    result = aligner.align_files(tmp_path / "app.pot", tmp_path / "ja.po", settings=NO_MEANING)
    assert [(bead.source, bead.target) for bead in result.beads] == [((k,), (k,)) for k in range(3)] + [((3,), ())]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.po", 'msgid "a\n', "a.po:1: is no line of a PO file"),
        ("a.xlf", "<xliff", "a.xlf:1: "),
        ("a.tmx", "<tmx><body><tu>", "a.tmx:1: ends in the middle of an element; get the whole file"),
        ("a.json", '{"a": }', "a.json:1: is no JSON"),
        ("a.yml", "a: [", "a.yml:"),
        ("a.csv", 'en,ja\n"a', "a.csv:2: a quotation mark opens a cell and is never closed; close it"),
        ("a.json", "PK\x03\x04\0\0\0\0\x01\x02", "a.json"),
        ("a.po", "\x89PNG\r\n\x1a\n\0\0\0", "a.po"),
        ("a.json", '{"a": "Only English."}', "a.json: holds hardly any Japanese"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    name: str, text: str, said: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / name).write_text(text, "utf-8")
    assert run(["align", name, "-o", "out.json"]) == 2
    error = capsys.readouterr().err
    assert error.startswith(said)
    assert error.count("\n") == 1
    assert not (folder / "out.json").exists()


@pytest.mark.parametrize(
    "head", [b" " * 5000, b"<??>" * 2000, b"<!---->" * 1000, b"#\n" * 3000, b"<!DOCTYPE x>" * 400, b"<" + b"a" * 5000]
)
def test_what_looks_like_the_start_of_a_format_takes_no_time(head: bytes, stopwatch: Stopwatch) -> None:
    with stopwatch.limit(1):
        assert recognise(head) is None


def test_reading_takes_time_in_proportion(tmp_path: Path, stopwatch: Stopwatch) -> None:
    chance = random.Random(5)

    def work(size: int) -> Callable[[], object]:
        pairs = [(f"{chance.random()} {en}", f"{chance.random()} {ja}") for en, ja in PAIRS * (size // 3)]
        path = tmp_path / f"{size}.tmx"
        path.write_text(tmx(pairs), "utf-8")
        return lambda: bitext_from_file(read_texts(path, Settings()), Settings()).given

    stopwatch.assert_linear(work, 2_000)
