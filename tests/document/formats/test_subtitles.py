"""SubRip, WebVTT and SubStation Alpha: what is shown when, from tidy files and from those of the wild."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import aligner
from aligner.cli.main import run
from aligner.document.formats import format_of
from aligner.document.formats.subtitles import plain, utterances
from aligner.document.reading import source_from_bytes
from aligner.errors import InputError
from aligner.model import Counted, Span
from aligner.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings()


def cues(data: str | bytes, name: str = "a.srt") -> list[tuple[int, str, str]]:
    """(place, times, text) of every paragraph."""
    source = source_from_bytes(data if isinstance(data, bytes) else data.encode(), name, SETTINGS)
    assert source.counted is Counted.CUE
    return [
        (block.line or 0, f"{block.time.start}-{block.time.end}" if block.time else "", text)
        for block in source.blocks or ()
        for text in [source.text[block.start : block.end]]
    ]


TIDY = """1
00:00:01,000 --> 00:00:02,500
Where is the boat?

2
00:00:03,000 --> 00:00:05,000
- It left.
- At nine?

"""
FOUND = [(1, "1000-2500", "Where is the boat?"), (2, "3000-5000", "It left."), (2, "3000-5000", "At nine?")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TIDY, id="tidy"),
        pytest.param("\ufeff" + TIDY, id="byte order mark"),
        pytest.param(TIDY.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(TIDY.replace("\n", "\r\r\n"), id="doubled line ends"),
        pytest.param(TIDY.replace("\n", "\r"), id="CR"),
        pytest.param(TIDY.replace("\n\n", "\n"), id="no blank lines"),
        pytest.param(TIDY.replace("\n\n", "\n\n\n\n"), id="more blank lines"),
        pytest.param(TIDY.replace(",", "."), id="points"),
        pytest.param(TIDY.replace("00:00:", "0:0:").replace(",000", ""), id="short times"),
        pytest.param(TIDY.replace(" --> ", "-->"), id="no spaces"),
        pytest.param(TIDY.replace(" --> ", " – > "), id="another arrow"),
        pytest.param(TIDY.replace("500\n", "500 X1:10 X2:20 Y1:1 Y2:2\n"), id="a place on the screen"),
        pytest.param(TIDY.replace("1\n0", "0").replace("2\n0", "0"), id="no numbers"),
        pytest.param(TIDY.replace("2\n0", "1\n0"), id="numbers that begin again"),
        pytest.param(TIDY.replace("- It left", "-It left").replace("- At", "–At"), id="dashes"),
        pytest.param(TIDY.replace("Where is", "{\\an8}<i>Where</i> is"), id="styles"),
        pytest.param(TIDY.rstrip(), id="no end of line"),
        pytest.param(TIDY.replace("boat?\n", "boat?\n\n"), id="a blank line more"),
        pytest.param(TIDY.replace("2\n00", "2\n\n00"), id="a blank line after the number"),
        pytest.param(TIDY.replace("1\n00", "1 \n 00").replace("boat?", "boat? "), id="blanks around"),
    ],
)
def test_subrip_as_it_is_found(text: str) -> None:
    assert cues(text) == FOUND


def test_the_numbers_are_those_of_the_file_and_the_order_is_that_of_time() -> None:
    text = "7\n00:00:09,000 --> 00:00:10,000\nlater\n\n12\n00:00:01,000 --> 00:00:02,000\nsooner\n"
    assert cues(text) == [(12, "1000-2000", "sooner"), (7, "9000-10000", "later")]


def test_text_that_looks_like_a_number_stays_text() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nHow many?\n42\n\n2\n00:00:03,000 --> 00:00:04,000\n-5 degrees.\n"
    assert cues(text) == [(1, "1000-2000", "How many?\n42"), (2, "3000-4000", "-5 degrees.")]


def test_a_blank_line_within_a_cue_does_not_end_it() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nAbove\n\nbelow\n\n2\n00:00:03,000 --> 00:00:04,000\nNext.\n"
    assert [said for _, _, said in cues(text)] == ["Above\nbelow", "Next."]


def test_a_cue_that_ends_before_it_begins_is_shown_for_no_time() -> None:
    assert cues("1\n00:00:05,000 --> 00:00:04,000\nA.\n") == [(1, "5000-5000", "A.")]


def test_cues_that_show_nothing_are_no_paragraphs() -> None:
    shown = ["", "<i></i>", "A."]
    text = "".join(f"{k}\n00:00:0{2 * k - 1},000 --> 00:00:0{2 * k},000\n{one}\n\n" for k, one in enumerate(shown, 1))
    assert cues(text) == [(3, "5000-6000", "A.")]


def test_japanese_encodings_and_the_origin() -> None:
    text = "1\n00:01:02,500 --> 00:01:04,000\n（花子）船は？\n－出たよ。\n"
    source = source_from_bytes(text.encode("cp932"), "a.srt", SETTINGS)
    assert source.encoding == "cp932"
    assert [(source.text[b.start : b.end], b.origin, b.time) for b in source.blocks or ()] == [
        ("（花子）船は？", "00:01:02,500", Span(62500, 64000)),
        ("出たよ。", "00:01:02,500", Span(62500, 64000)),
    ]


WEBVTT = """WEBVTT - boats
Kind: captions

STYLE
::cue { color: yellow }

REGION
id:top

NOTE This is said by
nobody --

intro
00:01.000 --> 00:02.500 align:start position:10%
<v.loud Ann>Where is
the boat?</v>

NOTE short

00:03.000 --> 00:05.000 line:0
<v Ben>It <b>left</b>.
<v Cleo Marsh>At <00:00:04.000><c.time>nine</c> &amp; a half?

01:00:06.000 --> 01:00:07.000
NOTE: no note
"""


def test_webvtt() -> None:
    source = source_from_bytes(WEBVTT.encode(), "a.vtt", SETTINGS)
    assert [(b.line, b.origin, b.time, source.text[b.start : b.end]) for b in source.blocks or ()] == [
        (1, "00:00:01,000, Ann", Span(1000, 2500), "Where is\nthe boat?"),
        (2, "00:00:03,000, Ben", Span(3000, 5000), "It left."),
        (2, "00:00:03,000, Cleo Marsh", Span(3000, 5000), "At nine & a half?"),
        (3, "01:00:06,000", Span(3606000, 3607000), "NOTE: no note"),
    ]


def test_webvtt_without_blank_lines_keeps_its_text() -> None:
    text = "WEBVTT\n1\n00:01.000 --> 00:02.000\nA.\n2\n00:03.000 --> 00:04.000\nB.\n"
    assert cues(text, "a.vtt") == [(1, "1000-2000", "A."), (2, "3000-4000", "B.")]


ASS = r"""[Script Info]
Title: Boats

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not shown
Dialogue: 0,0:00:01.00,0:00:02.50,Default,Ann,0,0,0,,{\an8\i1}Where, then,{\i0}\Nis the boat?
Dialogue: 0,0:00:06.00,0:00:06.04,Sign,,0,0,0,,{\pos(10,20)}PIER 3
Dialogue: 0,0:00:06.04,0:00:06.08,Sign,,0,0,0,,{\pos(11,20)}PIER 3
Dialogue: 1,0:00:06.08,0:00:09.00,Sign,,0,0,0,,{\pos(12,20)}PIER 3
Dialogue: 0,0:00:03.00,0:00:05.00,Default,,0,0,0,,It left.
Dialogue: 1,0:00:03.00,0:00:05.00,Default,,0,0,0,,It left.
Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,It left.
Dialogue: 0,0:00:09.00,0:00:10.00,Default,,0,0,0,fx,{\k20}la
Dialogue: 0,0:00:09.00,0:00:10.00,Default,,0,0,0,,{\p1}m 0 0 l 100 0{\p0}

[Fonts]
Dialogue: no event
"""


def test_substation_alpha() -> None:
    assert cues(ASS, "a.ass") == [
        (1, "1000-2500", "Where, then,\nis the boat?"),
        (5, "3000-5000", "It left."),
        (7, "5000-6000", "It left."),
        (2, "6000-9000", "PIER 3"),
    ]


def test_the_older_form_and_a_missing_format_line() -> None:
    old = (
        "[Script Info]\nScriptType: v4.00\n[Events]\nFormat: Marked, Start, End, Style, Name, Text\n"
        "Dialogue: Marked=0,0:00:01.00,0:00:02.00,Default,,Boats, ahoy\\hthere\n"
    )
    assert cues(old, "a.ssa") == [(1, "1000-2000", "Boats, ahoy\xa0there")]
    bare = "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,One, two\n"
    assert cues(bare, "a.ass") == [(1, "1000-2000", "One, two")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("One line.", ["One line."]),
        ("What?\n- Nothing.", ["What?", "Nothing."]),
        ("― 行くよ\n― うん", ["行くよ", "うん"]),
        ("— and then he left", ["— and then he left"]),
        ("- and then\nhe left", ["and then\nhe left"]),
        ("He was—\n— gone.", ["He was—\n— gone."]),
        ("- -5.\n- Cold.", ["-5.", "Cold."]),
        ("-", ["-"]),
    ],
)
def test_dashes(text: str, words: list[str]) -> None:
    assert list(utterances(text)) == words


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ('<font color="#fff">A</font><br />B', "A\nB"),
        ("{y:i}A {really}", "A {really}"),
        ("A < B > C <unknown>", "A < B > C <unknown>"),
        ("<ruby>塩<rt>しお</rt>田<rt>た</ruby>へ", "塩田へ"),
        ("AT&T &lt;i&gt; &nosuch; &#x4e00;&#0;", "AT&T <i> &nosuch; 一\ufffd"),
        ("\u202aA\u202c", "A"),
    ],
)
def test_what_only_says_how_it_looks_is_left_out(raw: str, text: str) -> None:
    assert plain(raw) == text


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        ("Only prose.", "a.srt", "a.srt: holds no subtitles"),
        ("WEBVTT\n", "a.vtt", "a.vtt: holds no subtitles"),
        ("[Script Info]\n", "a.ass", "a.ass: holds no subtitles"),
        ("", "a.srt", "a.srt: is empty"),
        ("1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n", "a.srt", "a.srt: is empty; give a text with words in it"),
        ("1\n00:00:01,000 --> 0:a\nA\n", "a.srt", "a.srt:2: cannot read the times '00:00:01,000 --> 0:a'; write them"),
        ("WEBVTT\n\n-00:01.000 --> 00:02.000\nA\n", "a.vtt", "a.vtt:3: cannot read the times"),
        ("[Events]\nDialogue: 0,0:00:01.00,later,Default,,0,0,0,,A\n", "a.ass", "a.ass:2: cannot read the line of"),
        ("[Events]\nDialogue: 0,0:00:01.00,0:00:02.00\n", "a.ass", "a.ass:2: cannot read the line of dialogue"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n\x81\xff\n", "a.srt", "a.srt:3: byte"),
        ("1\n00:00:01,000 --> 00:00:02,000\nA\0B\n", "a.srt", "a.srt: is a binary file"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(data: str | bytes, name: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        cues(data, name)
    assert str(caught.value).startswith(problem)
    assert "\n" not in str(caught.value)


def test_content_tells_the_format_whatever_the_suffix() -> None:
    assert format_of("a.txt", b"1\r\n00:00:01,000 --> 00:00:02,000\r\nA\r\n").name == "srt"
    assert format_of("a.srt", b"\xef\xbb\xbfWEBVTT\n\n").name == "webvtt"
    assert format_of("a.srt", b"[Script Info]\n").name == "ass"
    assert format_of("a.SSA").name == "ass"
    assert format_of("a.txt", b"1\nA line\n").name == "plain"


EN = """1
00:00:01,000 --> 00:00:02,500
Where is the boat?

2
00:00:03,000 --> 00:00:05,000
- It left at nine.
- Then we wait in the café on the quay.

3
00:00:06,000 --> 00:00:08,000
The next one sails on Thursday.
"""
JA = EN.replace("Where is the boat?", "船はどこですか。").replace("- It left at nine.", "－九時に出ました。")
JA = JA.replace("- Then we wait in the café on the quay.", "－では波止場の喫茶店で待ちましょう。").replace(
    "The next one sails on Thursday.", "次の便は木曜日です。"
)


def test_two_files_are_aligned_and_findings_name_the_subtitle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    en, ja = tmp_path / "en.srt", tmp_path / "ja.srt"
    en.write_text(EN, "utf-8")
    ja.write_text(JA.replace("－では波止場の喫茶店で待ちましょう。\n", ""), "utf-8")
    result = aligner.align_files(en, ja, settings=Settings(meaning=False))
    assert [(bead.source, bead.target) for bead in result.beads] == [
        ((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,)),
    ]  # fmt: skip
    assert aligner.Result.from_json(result.to_json()) == result
    assert run(["check", str(en), str(ja), "--no-meaning"]) in (0, 1)
    assert "English subtitle 2" in capsys.readouterr().out


def test_one_file_of_subtitles_in_both_languages(tmp_path: Path) -> None:
    both = tmp_path / "both.srt"
    both.write_text(
        "1\n00:00:01,000 --> 00:00:02,500\nWhere is the boat?\n船はどこですか。\n\n"
        "2\n00:00:03,000 --> 00:00:05,000\nIt left at nine.\n九時に出ました。\n",
        "utf-8",
    )
    result = aligner.align_files(both, settings=Settings(meaning=False))
    assert [(bead.source, bead.target) for bead in result.beads] == [((0,), (0,)), ((1,), (1,))]
    bitext = result.record.alignment.bitext
    for document in (bitext.en, bitext.ja):
        assert [segment.line for segment in document.segments] == [1, 2]
        assert [paragraph.time for paragraph in document.paragraphs] == [Span(1000, 2500), Span(3000, 5000)]
