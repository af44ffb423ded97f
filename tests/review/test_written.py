"""The edited translation in a file of the same kind: only the edited words differ."""

from __future__ import annotations

import json
import re
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.cli.main import run
from aligner.errors import OutputError
from aligner.model import Lang
from aligner.review import editing
from aligner.review.refusal import RefusedError
from aligner.review.service import ReviewService
from aligner.review.session_files import open_session
from tests.review.writing_back import added, edited, edited_pairs, perform, replaced, session_of, write_both, written

if TYPE_CHECKING:
    from aligner.review.state import State

MARKDOWN = (
    "# Guide\n\nOpen the door. Close the window.\n\n- The first item is red.\n- The second item is blue.\n\nIt ends.\n",
    "# ガイド\n\nドアを開けます。窓を閉めます。\n\n- 最初の項目は赤です。\n- 次の項目は青です。\n\n終わりです。\n",
)
CUES = (
    (
        "1\n00:00:01,000 --> 00:00:02,000\nHello, my friend.\n\n2\n00:00:03,000 --> 00:00:04,500\n"
        "<i>Where is the\nstation?</i>\n\n3\n00:00:05,000 --> 00:00:06,500\n- Go left.\n- Thank you.\n"
    ),
    (
        "1\n00:00:01,000 --> 00:00:02,000\nこんにちは、友よ。\n\n2\n00:00:03,000 --> 00:00:04,500\n"
        "<i>駅は\nどこですか？</i>\n\n3\n00:00:05,000 --> 00:00:06,500\n- 左へ。\n- ありがとう。\n"
    ),
)
PO = """msgid ""
msgstr ""
"Language: ja\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#: a.c:1
msgid "Open the \\"file\\" now."
msgstr "今すぐ「ファイル」を開く。"

msgid ""
"A long\\n"
"line is here."
msgstr ""
"長い\\n"
"行です。"

msgid "Close the window."
msgstr ""

msgid "Save all of it."
msgstr "全部保存。"
"""
XLIFF = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.txt" source-language="en" target-language="ja" datatype="plaintext"><body>
<trans-unit id="1">
  <source>Open the <g id="1">file</g> now.</source>
  <target><g id="1">ファイル</g>を今開く。</target>
</trans-unit>
<trans-unit id="2">
  <source>Close the window.</source>
</trans-unit>
<trans-unit id="3">
  <source>Save it.</source>
  <target state="new"/>
</trans-unit>
</body></file></xliff>
"""
TMX = """<?xml version="1.0"?>
<tmx version="1.4"><header srclang="en"/><body>
<tu>
 <tuv xml:lang="en-US"><seg>Open the <ph>{0}</ph> file.</seg></tuv>
 <tuv xml:lang="ja-JP"><seg><ph>{0}</ph>ファイルを開く。</seg></tuv>
</tu>
<tu>
 <tuv xml:lang="en-US"><seg>Close it.</seg></tuv>
</tu>
</body></tmx>
"""


def json_file(first: str, second: str) -> str:
    return f'{{\n  "menu": {{"open": "{first}", "n": 3}},\n  "save": "{second}"\n}}\n'


def properties(first: str, second: str) -> str:
    return f"# note\nopen = {first}\nsave:{second}\n"


def apple(first: str, second: str) -> str:
    return f'/* note */\n"open" = "{first}";\n"save" = "{second}";\n'


def android(first: str, second: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<resources>\n'
        f'  <string name="open">{first}</string>\n  <string name="save">{second}</string>\n</resources>\n'
    )


def yaml_file(code: str, open_: str, close: str, save: str, long: str) -> str:
    return f"{code}:\n  open: {open_}\n  close: '{close}'\n  save: \"{save}\"\n  long: |\n    {long}\n    end\n"


YAML = (yaml_file("en", "Open it", "Close it", "Save it", "Long"), yaml_file("ja", "開く", "閉じる", "保存", "長い文"))
HTML = (
    (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n<h1>The guide</h1>\n'
        '<p id="x" class="k">Open the <b>door</b> right now.\n  Close the window &amp; wait.</p>\n'
        "<p>These are the final words.</p>\n<p>Another thing was said.</p>\n</body></html>\n"
    ),
    (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n<h1>ガイド</h1>\n'
        '<p id="x" class="k">今すぐ<b>ドア</b>を開けて\n  ください。窓を閉めて&amp;待ちます。</p>\n'
        '<p class="last">最後の言葉です。</p>\n</body></html>\n'
    ),
)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_a_text_keeps_its_encoding_and_its_line_ends(tmp_path: Path, encoding: str, ends: str) -> None:
    english, japanese = MARKDOWN
    before = japanese.replace("\n", ends)
    content = edited(tmp_path, ".md", (english, before.encode(encoding)), replaced("窓を閉め", "窓をすべて閉じ"))
    assert content == before.replace("窓を閉め", "窓をすべて閉じ").encode(encoding)


def test_bytes_that_an_encoding_would_write_differently_stay(tmp_path: Path) -> None:
    """The sign ¬ has three codes in cp932; Python writes another one than this file has."""
    before = "A に ¬ を書きます。次は窓を閉めます。\n".encode("cp932").replace("¬".encode("cp932"), b"\xee\xf9")
    content = edited(tmp_path, ".txt", ("Write ¬ there. Close the window.\n", before), replaced("窓を", "窓は"))
    assert content == before.replace("窓を".encode("cp932"), "窓は".encode("cp932"))


@pytest.mark.parametrize(
    ("suffix", "japanese"),
    [
        (".txt", "見出し\n\n窓を閉めます。\n"),
        (".md", "# 見出し\n\n**窓**を閉めます。\n"),
        (".rst", "見出し\n======\n\n窓を閉めます。\n"),
        (".adoc", "= 見出し\n\n窓を閉めます。\n"),
        (".tex", "\\section{見出し}\n\n窓を閉めます。\n"),
    ],
)
def test_every_format_whose_text_is_the_file(tmp_path: Path, suffix: str, japanese: str) -> None:
    english = japanese.replace("見出し", "Heading").replace("閉めます。", " is closed.").replace("窓", "The window")
    words = "必ず & <すぐ> {0} に閉めます"
    content = edited(tmp_path, suffix, (english.replace("を", ""), japanese), replaced("閉めます", words))
    assert content.decode() == japanese.replace("閉めます", words)


def test_a_new_paragraph_takes_the_place_and_marks_of_its_original(tmp_path: Path) -> None:
    english, japanese = MARKDOWN
    before = japanese.replace("- 次の項目は青です。\n", "").replace("\n", "\r\n")
    action = added("second item", "次の項目は青です。")
    content = edited(tmp_path, ".md", (english, before), action, gap="second item")
    assert content.decode() == japanese.replace("\n", "\r\n")


def test_a_sentence_joins_the_paragraph_of_its_neighbour(tmp_path: Path) -> None:
    english, japanese = MARKDOWN
    before = japanese.replace("窓を閉めます。", "")
    content = edited(tmp_path, ".md", (english, before), added("Close", "窓を閉めます。"), gap="Close")
    assert content.decode() == japanese


def test_a_split_alone_changes_nothing(tmp_path: Path) -> None:
    path = session_of(*write_both(tmp_path, ".md", *MARKDOWN))

    def action(state: State) -> State:
        (id_,) = [k for k, segment in state.segments[Lang.JA].items() if "次の" in segment.text]
        return editing.split(state, Lang.JA, id_, 3)

    perform(path, action)
    assert written(path).decode() == MARKDOWN[1]


def test_a_character_that_the_encoding_lacks_is_named(tmp_path: Path) -> None:
    texts = MARKDOWN[0], MARKDOWN[1].encode("cp932")
    with pytest.raises(OutputError, match=r"ja\.md:3: its encoding cp932 has no 🐟 \(U\+1F41F\)"):
        edited(tmp_path, ".md", texts, replaced("窓を閉め", "窓🐟を閉め"))


def test_an_edit_that_would_be_read_differently_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"ja\.md:8: .* would be read back with other words"):
        edited(tmp_path, ".md", MARKDOWN, replaced("終わりです", "[終わり]: 終わりです"))


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp932"])
def test_subtitles(tmp_path: Path, encoding: str, ends: str) -> None:
    before = CUES[1].replace("\n", ends)
    actions = replaced("どこですか", "一体どこ\nなのですか"), replaced("ありがとう", "どうもありがとう")
    content = edited(tmp_path, ".srt", (CUES[0], before.encode(encoding)), *actions)
    after = before.replace("どこですか", f"一体どこ{ends}なのですか").replace("ありがとう", "どうもありがとう")
    assert content == after.encode(encoding)


def test_a_tag_in_a_subtitle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="would be read back with other words"):
        edited(tmp_path, ".srt", CUES, replaced("友よ", "<b>友</b>よ"))


def test_web_subtitles_have_references(tmp_path: Path) -> None:
    english, japanese = ("WEBVTT\n\nNOTE x\n\n" + re.sub(",(?=[05]00)", ".", text) for text in CUES)
    content = edited(tmp_path, ".vtt", (english, japanese), replaced("友よ", "友 & <君> よ"))
    assert content.decode() == japanese.replace("友よ", "友 &amp; &lt;君> よ")


def test_styled_subtitles_break_lines_in_their_way(tmp_path: Path) -> None:
    def lines(first: str, second: str) -> str:
        fields = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
        dialogue = "".join(
            f"Dialogue: 0,0:00:0{k}.00,0:00:0{k}.50,D,,0,0,0,,{text}\n" for k, text in enumerate((first, second))
        )
        return f"[Script Info]\nTitle: x\n\n[Events]\nFormat: {fields}\n{dialogue}"

    texts = lines("Hello, friend.", r"{\i1}Where is\Nthe station?"), lines("やあ、友よ。", r"{\i1}駅は\Nどこですか？")
    content = edited(tmp_path, ".ass", texts, replaced("ですか", "\nでしょう"))
    assert content.decode() == texts[1].replace("ですか", r"\Nでしょう")


def test_a_po_file(tmp_path: Path) -> None:
    content = edited_pairs(tmp_path, ".po", PO, replaced("行です", '一行\n"です"'), gap="Close")
    assert content.decode() == PO.replace("行です", r"一行\n\"です\"")


def test_an_entry_without_a_translation_gets_one(tmp_path: Path) -> None:
    content = edited_pairs(tmp_path, ".po", PO, added("Close", '窓を"閉じる"。'), gap="Close")
    before = 'msgid "Close the window."\nmsgstr "'
    assert content.decode() == PO.replace(before, before + r"窓を\"閉じる\"。")


@pytest.mark.parametrize(
    ("suffix", "make", "written_as"),
    [
        (".json", json_file, r"\"すぐ\" <b> & {0} \\ \nに"),
        (".properties", properties, '"すぐ" <b> & {0} \\\\ \\nに'),
        (".strings", apple, r"\"すぐ\" <b> & {0} \\ \nに"),
        (".xml", android, r"\"すぐ\" &lt;b&gt; &amp; {0} \\ \nに"),
    ],
)
def test_strings_are_escaped_as_their_format_does(tmp_path: Path, suffix: str, make: object, written_as: str) -> None:
    assert callable(make)
    english, japanese = make("Open the file", "Save {name} now"), make("ファイルを開く", "{name}を今保存")
    content = edited(tmp_path, suffix, (english, japanese), replaced("今保存", '今"すぐ" <b> & {0} \\ \nに保存'))
    assert content.decode() == japanese.replace("今保存", f"今{written_as}保存")


@pytest.mark.parametrize(("suffix", "make"), [(".json", json_file), (".properties", properties)])
def test_a_file_of_escapes_gets_escapes(tmp_path: Path, suffix: str, make: object) -> None:
    assert callable(make)
    english, japanese = make("Open the file", "Save it now"), make("ファイルを開く", "今保存する")
    before = japanese.encode("ascii", "backslashreplace")
    content = edited(tmp_path, suffix, (english, before), replaced("保存", "必ず😀保存"))
    assert content.isascii()
    lines, lines_before = content.splitlines(), before.splitlines()
    assert [k for k, line in enumerate(lines) if line != lines_before[k]] == [2]
    if suffix == ".json":
        assert json.loads(content)["save"] == "今必ず😀保存する"


def test_strings_in_utf_16(tmp_path: Path) -> None:
    texts = apple("Open", "Save it").encode("utf-16"), apple("開く", "保存する").encode("utf-16")
    content = edited(tmp_path, ".strings", texts, replaced("保存する", "全部保存する"))
    assert content == apple("開く", "全部保存する").encode("utf-16")


@pytest.mark.parametrize(
    ("old", "new", "written_as"),
    [
        ("開く", "今開く", "今開く"),
        ("閉じる", "'閉': じる", "''閉'': じる"),
        ("保存", '"保存"\nする', r"\"保存\"\nする"),
        ("長い文", "長い\n文", "長い\n    文"),
    ],
)
def test_a_yaml_file(tmp_path: Path, old: str, new: str, written_as: str) -> None:
    content = edited(tmp_path, ".yml", YAML, replaced(old, new))
    assert content.decode() == YAML[1].replace(old, written_as)


def test_a_value_without_quotation_marks_takes_no_mark(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"ja\.yml:2: .* needs quotation marks in YAML"):
        edited(tmp_path, ".yml", YAML, replaced("開く", "今: 開く"))


@pytest.mark.parametrize(
    ("suffix", "english", "japanese", "after"),
    [
        (
            ".json",
            '{"menu": {"open": "Open", "close": "Close the door"}, "save": "Save"}',
            '{\r\n  "menu": {\r\n    "open": "開く"\r\n  },\r\n  "save": "保存"\r\n}\r\n',
            (
                '{\r\n  "menu": {\r\n    "open": "開く",\r\n    "close": "\\"閉じる\\""\r\n  },\r\n'
                '  "save": "保存"\r\n}\r\n'
            ),
        ),
        (
            ".json",
            '{"menu.open": "Open", "menu.close": "Close the door", "save": "Save"}',
            '{"menu.open": "開く", "save": "保存"}',
            '{"menu.open": "開く", "menu.close": "\\"閉じる\\"", "save": "保存"}',
        ),
        (
            ".yml",
            'menu:\n  open: Open\n  close: "Close the door"\nsave: Save\n',
            "menu:\n  open: 開く # now\nsave: 保存\n",
            'menu:\n  open: 開く # now\n  close: "\\"閉じる\\""\nsave: 保存\n',
        ),
        (
            ".properties",
            "open = Open\nmenu\\ close = Close the door\nsave = Save\n",
            "open = 開く\nsave = 保存\n",
            'open = 開く\nmenu\\ close = "閉じる"\nsave = 保存\n',
        ),
        (
            ".strings",
            '"open" = "Open";\n"the \\"close\\"" = "Close the door";\n"save" = "Save";\n',
            '"open" = "開く";\n"save" = "保存";\n',
            '"open" = "開く";\n"the \\"close\\"" = "\\"閉じる\\"";\n"save" = "保存";\n',
        ),
        (
            ".xml",
            '<resources><string name="open">Open</string>\n <string name="close">Close the door</string></resources>',
            '<resources>\n  <string name="open"><b>開く</b></string>\n</resources>\n',
            (
                '<resources>\n  <string name="open"><b>開く</b></string>\n'
                '  <string name="close">\\"閉じる\\"</string>\n</resources>\n'
            ),
        ),
    ],
)
def test_a_key_that_only_the_original_has(tmp_path: Path, suffix: str, english: str, japanese: str, after: str) -> None:
    content = edited(tmp_path, suffix, (english, japanese), added("Close the door", '"閉じる"'), gap="Close the door")
    assert content.decode() == after


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ('{"open": "Open", "menu": {"close": "Close the door"}}', '{"open": "開く"}'),
        ('{"close": "Close the door", "open": "Open"}', '{"open": "開く"}'),
        ('{"a": {"open": "Open"}, "close": "Close the door"}', '{"a": {"open": "開く"}}'),
    ],
)
def test_a_key_of_another_mapping_is_refused(tmp_path: Path, english: str, japanese: str) -> None:
    with pytest.raises(OutputError, match=r"has no entry '.*close'; add it to the file"):
        edited(tmp_path, ".json", (english, japanese), added("Close", "閉じる"), gap="Close")


def test_an_xliff_file_keeps_its_tags(tmp_path: Path) -> None:
    content = edited_pairs(tmp_path, ".xlf", XLIFF.replace('<target state="new"/>', "<target>保存。</target>"),
                           replaced("今開く", "今すぐ <開く> & 待つ"), gap="Close")  # fmt: skip
    after = XLIFF.replace('<target state="new"/>', "<target>保存。</target>")
    assert content.decode() == after.replace("を今開く", "を今すぐ &lt;開く&gt; &amp; 待つ")


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        ("Close", "window.</source>\n", "window.</source>\n  <target>窓を&lt;閉じる&gt;。</target>\n"),
        ("Save", '<target state="new"/>', '<target state="new">窓を&lt;閉じる&gt;。</target>'),
    ],
)
def test_a_unit_without_a_target_gets_one(tmp_path: Path, source: str, old: str, new: str) -> None:
    other = "Save" if source == "Close" else "Close"
    text = XLIFF.replace("Close the window.", "Close <x id='2'/>the window.") if other == "Close" else XLIFF
    text = re.sub(rf"<trans-unit[^>]*>\s*<source>{other}.*?</trans-unit>\n", "", text, flags=re.DOTALL)
    content = edited_pairs(tmp_path, ".xlf", text, added(source, "窓を<閉じる>。"), gap=source)
    assert content.decode() == text.replace(old, new)


XLIFF_2 = (
    '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="ja"><file id="f">'
    '<unit id="a&amp;b"><segment id="s"><source>Open it.</source><target>開く。</target></segment>'
    "<segment><source>Close it.</source></segment></unit></file></xliff>"
)
CUT = (
    '<xliff version="1.2"><file original="a" source-language="en" target-language="ja"><body><trans-unit id="1">'
    '<source>Open it. Close it.</source><seg-source><mrk mtype="seg" mid="1">Open it.</mrk> '
    '<mrk mtype="seg" mid="2">Close it.</mrk></seg-source><target><mrk mtype="seg" mid="1">開く。</mrk> '
    '<mrk mtype="seg" mid="2" /></target></trans-unit></body></file></xliff>'
)
EMPTY = (
    '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>Open it.</seg></tuv>'
    '<tuv xml:lang="ja"><seg>開く。</seg></tuv></tu><tu tuid="x"><tuv xml:lang="en"><seg>Close it.</seg></tuv>'
    '<tuv xml:lang="ja"><seg/></tuv></tu></body></tmx>'
)


@pytest.mark.parametrize(
    ("suffix", "text", "old", "new"),
    [
        (".xlf", XLIFF_2, "Close it.</source>", "Close it.</source><target>閉じる。</target>"),
        (".sdlxliff", CUT, '<mrk mtype="seg" mid="2" />', '<mrk mtype="seg" mid="2">閉じる。</mrk>'),
        (".tmx", EMPTY, "<seg/>", "<seg>閉じる。</seg>"),
    ],
)
def test_units_without_a_translation_in_a_file_of_one_line(
    tmp_path: Path, suffix: str, text: str, old: str, new: str
) -> None:
    content = edited_pairs(tmp_path, suffix, text, added("Close", "閉じる。"), replaced("開く", "開ける"), gap="Close")
    assert content.decode() == text.replace(old, new).replace("開く", "開ける")


def test_a_memory(tmp_path: Path) -> None:
    actions = replaced("を開く", "を今 & 開く"), added("Close", "閉じる。")
    content = edited_pairs(tmp_path, ".tmx", TMX, *actions, gap="Close").decode()
    variant = "<seg>Close it.</seg></tuv>\n"
    after = TMX.replace("を開く", "を今 &amp; 開く")
    assert content == after.replace(variant, f'{variant} <tuv xml:lang="ja-JP"><seg>閉じる。</seg></tuv>\n')


def test_a_page_keeps_its_tags(tmp_path: Path) -> None:
    texts = HTML[0].replace("<p>Another thing was said.</p>\n", ""), HTML[1]
    content = edited(tmp_path, ".html", texts, replaced("ドアを開けて", "扉を必ず<開いて>"))
    assert content.decode() == HTML[1].replace("<b>ドア</b>を開けて", "<b>扉</b>を必ず&lt;開いて&gt;")


def test_a_new_paragraph_of_a_page_is_like_the_one_before(tmp_path: Path) -> None:
    content = edited(tmp_path, ".html", HTML, added("Another", "別の話 & 続き。"), gap="Another")
    before = '<p class="last">最後の言葉です。</p>\n'
    assert content.decode() == HTML[1].replace(before, before + '<p class="last">別の話 &amp; 続き。</p>\n')


def test_a_page_in_another_encoding_has_references_for_what_it_lacks(tmp_path: Path) -> None:
    english, japanese = HTML[0].replace("<p>Another thing was said.</p>\n", ""), HTML[1].replace("utf-8", "Shift_JIS")
    content = edited(tmp_path, ".html", (english, japanese.encode("cp932")), replaced("最後", "🐟最後"))
    assert content == japanese.replace("最後", "&#128031;最後").encode("cp932")


def test_words_at_several_places_are_replaced_at_the_right_one(tmp_path: Path) -> None:
    texts = (json_file("Open it now", "Open it now"), json_file("今開く", "今開く"))
    path = session_of(*write_both(tmp_path, ".json", *texts))
    perform(path, lambda state: editing.edit(state, 1, "すぐ開く"))
    assert written(path).decode() == json_file("今開く", "すぐ開く")


def test_a_heading_that_is_also_the_title_is_replaced_where_it_is_read(tmp_path: Path) -> None:
    page = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>\n"
    texts = page.format("The guide", "It is a long sentence."), page.format("ガイド", "これは長い文です。")
    content = edited(tmp_path, ".html", texts, replaced("ガイド", "手引き"))
    assert content.decode() == texts[1].replace("<h1>ガイド", "<h1>手引き")


def test_a_cell_of_a_row_that_is_read_as_one_paragraph(tmp_path: Path) -> None:
    row = "<tr><td>{0}</td><td>{1}</td></tr>"
    page = "<html><body><p>{0}</p><table>{1}{2}</table></body></html>\n"
    texts = (
        page.format("A long sentence is here.", row.format("Width", "Ten metres"), row.format("Height", "Two metres")),
        page.format("ここには長い文があります。", row.format("幅", "十メートル"), row.format("高さ", "二メートル")),
    )
    content = edited(tmp_path, ".html", texts, replaced("二メートル", "三メートル"))
    assert content.decode() == texts[1].replace("二メートル", "三メートル")


def test_a_format_that_cannot_be_written_back_names_those_that_can(tmp_path: Path) -> None:
    english, japanese = "key,text\na,Open the file\nb,Save it\n", "key,text\na,ファイルを開く\nb,保存する\n"
    with pytest.raises(OutputError, match=r"of the format table, only into plain, markdown.*export it as docx, xlsx"):
        edited(tmp_path, ".csv", (english, japanese), replaced("保存", "全部保存"))


def test_a_file_that_changed_is_refused(tmp_path: Path) -> None:
    path = session_of(*write_both(tmp_path, ".md", *MARKDOWN))
    perform(path, replaced("窓を", "窓は"))
    (tmp_path / "ja.md").write_text(MARKDOWN[1] + "\n追記。\n", "utf-8")
    with pytest.raises(OutputError, match=r"ja\.md: has changed since it was aligned"):
        written(path)


def test_the_command_line_writes_a_copy_or_the_file_with_a_backup(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = session_of(*write_both(tmp_path, ".md", *MARKDOWN))
    perform(path, replaced("窓を閉め", "窓を閉じ"))
    after = MARKDOWN[1].replace("窓を閉め", "窓を閉じ").encode()
    own, copy = tmp_path / "ja.md", tmp_path / "out.md"
    export = ["export", str(path), "--format", "translation"]
    assert run([*export, "-o", str(copy)]) == 0
    assert copy.read_bytes() == after
    assert run(export) == 0
    assert capfd.readouterr().out.encode() == after
    for options, problem in (
        (["-o", str(own)], "is one of the texts"),
        (["-o", str(tmp_path / "out.txt")], "keeps its suffix"),
        (["-o", str(copy), "--in-place"], "leave out -o"),
    ):
        assert run([*export, *options]) == 2
        assert problem in capfd.readouterr().err
    assert run(["export", str(path), "--format", "tmx", "--in-place"]) == 2
    assert own.read_bytes() == MARKDOWN[1].encode()
    assert run([*export, "--in-place"]) == 0
    assert own.read_bytes() == after
    assert (tmp_path / "ja.md.bak").read_bytes() == MARKDOWN[1].encode()
    capfd.readouterr()
    assert run([*export, "--in-place"]) == 2
    assert "has changed since it was aligned" in capfd.readouterr().err


@pytest.mark.parametrize("form", ["translation", "queries"])
def test_a_record_has_no_formats_of_reviews(form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "record.json"
    path.write_text("{}", "utf-8")
    assert run(["export", str(path), "--format", form, "-o", str(tmp_path / "a")]) == 2
    assert f"the format {form} writes a review; give a review session (NAME.taiyaku)" in capfd.readouterr().err


def test_an_existing_backup_is_not_replaced(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = session_of(*write_both(tmp_path, ".md", *MARKDOWN))
    perform(path, replaced("窓を閉め", "窓を閉じ"))
    (tmp_path / "ja.md.bak").write_text("older", "utf-8")
    assert run(["export", str(path), "--format", "translation", "--in-place"]) == 2
    assert "ja.md.bak: is there already" in capfd.readouterr().err
    assert (tmp_path / "ja.md").read_text("utf-8") == MARKDOWN[1]


def test_the_page_offers_it_where_it_can_be_written(tmp_path: Path) -> None:
    path = session_of(*write_both(tmp_path, ".md", *MARKDOWN))
    perform(path, replaced("窓を閉め", "窓を閉じ"))
    with closing(open_session(path)) as session:
        service = ReviewService(session)
        (offer,) = [form for form in service.overview().formats if form.format == "translation"]
        assert offer.suffix == ".md"
        content, _, name = service.export("translation", Lang.EN)
        assert (content.decode(), name) == (MARKDOWN[1].replace("窓を閉め", "窓を閉じ"), "ja-edited.md")
        (tmp_path / "ja.md").unlink()
        with pytest.raises(RefusedError, match="has changed since it was aligned"):
            service.export("translation", Lang.EN)


WORDS = st.text(st.sampled_from("あ亜ア漢字ａA b1、（）"), min_size=1, max_size=12).filter(str.strip)


@given(
    sentences=st.lists(WORDS, min_size=1, max_size=6),
    edits=st.dictionaries(st.integers(0, 5), WORDS, min_size=1, max_size=3),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"]),
    ends=st.sampled_from(["\n", "\r\n"]),
)
def test_only_the_edited_sentences_of_a_text_differ(
    sentences: list[str], edits: dict[int, str], encoding: str, ends: str
) -> None:
    """Against an oracle: the file built from the edited sentences."""

    def built(words: list[str]) -> bytes:
        return "".join(f"　第{k}文は{word.strip()}です。{ends}{ends}" for k, word in enumerate(words)).encode(encoding)

    english = "".join(f"Sentence {k} is written here.\n\n" for k in range(len(sentences)))
    after = [edits.get(k, word) for k, word in enumerate(sentences)]
    with tempfile.TemporaryDirectory() as folder:
        path = session_of(*write_both(Path(folder), ".txt", english, built(sentences)))

        def action(state: State) -> State:
            for k, word in enumerate(after):
                state = editing.edit(state, k, f"第{k}文は{word.strip()}です。")
            return state

        with closing(open_session(path)) as session:
            if action(session.state) == session.state:
                return
            session.act(session.version, "tab", "edit", {}, action)
        assert written(path) == built(after)
