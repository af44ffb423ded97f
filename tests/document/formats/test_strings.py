"""Files of strings: keys, lines, languages; JSON, YAML, properties, Android, Apple; and what is refused."""

from __future__ import annotations

import json

import pytest

import aligner
from aligner.document.formats.strings import Path, key_of
from aligner.document.reading import texts_from_bytes
from aligner.model import Lang
from aligner.settings import Settings
from tests.document.formats.units import Seen, pair, refused, seen, side

JSON = """{
  "menu": {
    "open": "Open",
    "count": 3,
    "items": ["Dock", {"title": "Ferry \\u2708\\n\\"late\\""}, null, true]
  },
  "a.b c": "Odd key",
  "page_one": "{{count}} page",
  "page_other": "{{count}} pages",
  "empty": ""
}
"""


def test_json_by_path_with_lines() -> None:
    assert seen(side(JSON, "en.json")) == [
        Seen("menu.open", "Open", 3, "menu.open"),
        Seen("menu.items[0]", "Dock", 5, "menu.items[0]"),
        Seen("menu.items[1].title", 'Ferry ✈\n"late"', 5, "menu.items[1].title"),
        Seen("a.b c", "Odd key", 7, "a.b c"),
        Seen("page_other", "{{count}} pages", 9, "page_other"),
    ]


def test_arb_without_what_is_said_about_its_messages() -> None:
    arb = '{"@@locale": "en", "hi": "Hi {name}", "@hi": {"description": "Greets", "placeholders": {"name": {}}}}'
    assert seen(side(arb, "app_en.arb")) == [Seen("hi", "Hi {name}", 1, "hi")]


def test_keys_with_an_at_sign_are_keys_unless_they_are_about_another() -> None:
    assert [it.key for it in seen(side('{"@click": "Press", "@": "At", "hi": "Hi"}', "en.json"))] == [
        "@click",
        "@",
        "hi",
    ]


def test_messages_of_a_browser_extension() -> None:
    messages = '{"hi": {"message": "Hi $NAME$", "description": "Greets", "placeholders": {"name": {"content": "$1"}}}}'
    assert seen(side(messages, "_locales/en/messages.json")) == [Seen("hi", "Hi $NAME$", 1, "hi")]


BOTH = """{
  "ja": {"hi": "こんにちは", "bye": "さようなら"},
  "en": {"bye": "Bye", "hi": "Hi", "new": "New"}
}"""


def test_a_file_of_both_languages_is_a_file_of_pairs() -> None:
    source, target = pair(BOTH, "strings.json")
    assert (source.lang, target.lang, source.original) == (Lang.JA, Lang.EN, False)
    assert seen(source) == [Seen("hi", "こんにちは", 2, "hi"), Seen("bye", "さようなら", 2, "bye")]
    assert seen(target) == [Seen("hi", "Hi", 3, "hi"), Seen("bye", "Bye", 3, "bye"), Seen("new", "New", 3, "new")]


def test_the_language_may_stand_anywhere_in_the_path_and_others_beside_it() -> None:
    rows = '[{"en": "Hi", "ja": "やあ", "fr": "Salut"}, {"en": "Bye", "ja": "では", "fr": "Au revoir"}]'
    source, target = pair(rows, "rows.json")
    assert [(it.key, it.text) for it in seen(source)] == [("[0]", "Hi"), ("[1]", "Bye")]
    assert [(it.key, it.text) for it in seen(target)] == [("[0]", "やあ"), ("[1]", "では")]
    assert refused(rows, "rows.json", alone=False) == "rows.json: holds both languages in pairs already; give it alone"


def test_keys_that_merely_look_like_languages_are_none() -> None:
    assert seen(side('{"ok": {"en": "Go"}, "no": {"it": "Stop"}}', "en.json")) == [
        Seen("ok.en", "Go", 1, "ok.en"),
        Seen("no.it", "Stop", 1, "no.it"),
    ]


YAML = """# A locale of Rails.
ja:
  menu: &menu
    open: 開く
    "close": '閉じる'
  count: 3
  on: true
  day: 2024-01-01
  text: !!str 12
  long: >-
    二行に
    わたる
  list:
    - 一
    - {two: 二}
  again: *menu
  merged:
    <<: *menu
    open: ひらく
  pages:
    one: 1枚
    other: "%{count}枚"
"""


def test_yaml_of_rails_by_path_without_its_language() -> None:
    source = side(YAML, "config/locales/ja.yml")
    assert source.lang is Lang.JA
    assert seen(source) == [
        Seen("menu.open", "開く", 4, "menu.open"),
        Seen("menu.close", "閉じる", 5, "menu.close"),
        Seen("text", "12", 9, "text"),
        Seen("long", "二行に わたる", 10, "long"),
        Seen("list[0]", "一", 14, "list[0]"),
        Seen("list[1].two", "二", 15, "list[1].two"),
        Seen("again.open", "開く", 16, "again.open"),
        Seen("again.close", "閉じる", 16, "again.close"),
        Seen("merged.close", "閉じる", 18, "merged.close"),
        Seen("merged.open", "ひらく", 19, "merged.open"),
        Seen("pages.other", "%{count}枚", 22, "pages.other"),
    ]


def test_mappings_may_be_merged_from_a_list_and_scalars_named() -> None:
    text = "a: &a {x: one, y: two}\nb: &b {y: three}\nn: &n 1\ns: &s four\nc:\n  <<: [*a, *b]\n  z: *s\n  m: *n\n"
    assert [(it.key, it.text) for it in seen(side(text, "en.yaml"))][3:] == [
        ("s", "four"),
        ("c.x", "one"),
        ("c.y", "two"),
        ("c.z", "four"),
    ]


PROPERTIES = """# a comment
! another
plain=Plain text
spaced key\\ with\\:colon : value
   indented = runs \\
      on \\
      here
none
escaped=\\u6771\\u4eac\\ttab \\\\ C\\:
empty=
pair \\ud83d\\ude00
last=trail\\"""


def test_properties_with_escapes_and_continued_lines() -> None:
    assert seen(side(PROPERTIES, "a.properties")) == [
        Seen("plain", "Plain text", 3, "plain"),
        Seen("spaced", "key with:colon : value", 4, "spaced"),
        Seen("indented", "runs on here", 5, "indented"),
        Seen("escaped", "東京\ttab \\ C:", 9, "escaped"),
        Seen("pair", "😀", 11, "pair"),
        Seen("last", "trail", 12, "last"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
def test_properties_in_several_encodings(encoding: str) -> None:
    data = "title = 港の時刻表です\n".encode(encoding)
    assert seen(side(data, "ja.properties"))[0].text == "港の時刻表です"


def test_properties_of_old_are_latin_1() -> None:
    assert seen(side("name=Caf\u00e9 du port\n".encode("latin-1"), "en.properties"))[0].text == "Café du port"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('Wait "two  spaces"  now', "Wait two  spaces now"),
        ('"a" and  "b  c"', "a and b  c"),
        ('"a \\"b\\"  c"', 'a "b"  c'),
        ('a " lone  mark', "a  lone mark"),
        ("it\\'s  here", "it's here"),
    ],
)
def test_quotation_marks_of_android_keep_spaces(written: str, shown: str) -> None:
    (text,) = texts_from_bytes(
        f'<resources><string name="a">{written}</string></resources>'.encode(), "s.xml", Settings()
    )
    assert text.text == f"{shown}\n"


ANDROID = """<?xml version="1.0" encoding="utf-8"?>
<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2">
  <!-- a comment -->
  <string name="hi">Don\\'t  wait,
     <xliff:g id="name">%1$s</xliff:g>\\n\\u266a</string>
  <string name="bold">It is <b>late</b>.</string>
  <string name="quoted">"  two  spaces "</string>
  <string name="id" translatable="false">DOCK</string>
  <string name="ref">@string/hi</string>
  <string-array name="days"><item>Monday</item><item>Tuesday</item></string-array>
  <plurals name="boats"><item quantity="one">%d boat</item><item quantity="other">%d boats</item></plurals>
  <color name="sea">#00f</color>
</resources>
"""


def test_android_resources() -> None:
    assert seen(side(ANDROID, "res/values/strings.xml")) == [
        Seen("hi", "Don't wait, %1$s\n♪", 4, "hi"),
        Seen("bold", "It is late.", 6, "bold", tags=((6, "<b>"), (10, "</b>"))),
        Seen("quoted", "two  spaces", 7, "quoted"),
        Seen("days[0]", "Monday", 10, "days[0]"),
        Seen("days[1]", "Tuesday", 10, "days[1]"),
        Seen("boats.other", "%d boats", 11, "boats.other"),
    ]


APPLE = """/* A note
   of two lines */
"hi" = "Hi \\"%@\\"\\n";
// another
bye.key =
  "Bye \\U2708";
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_apple_strings(encoding: str) -> None:
    assert seen(side(APPLE.encode(encoding), "en.lproj/Localizable.strings")) == [
        Seen("hi", 'Hi "%@"', 3, "hi"),
        Seen("bye.key", "Bye ✈", 6, "bye.key"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.json", '{"a": "b"\n "c": "d"}', "x.json:2: is no JSON: expected , or }; fix the file"),
        ("x.json", '{"a": ["b"\n "c"]}', "x.json:2: is no JSON: expected , or ]; fix the file"),
        (
            "x.json",
            '{"a": "b",\n}',
            "x.json:2: is no JSON: expected a key in double quotes (or a comma too many before it)",
        ),
        ("x.json", '{"a" "b"}', "x.json:1: is no JSON: expected : after the key; fix the file"),
        (
            "x.json",
            "{\n'a': 1}",
            "x.json:2: is no JSON: expected a key in double quotes (or a comma too many before it)",
        ),
        (
            "x.json",
            '{"a":\n b}',
            "x.json:2: is no JSON: a value is missing or not in double quotes; fix the file",
        ),
        ("x.json", '{"a": "b', "x.json:1: is no JSON: unterminated string starting at; fix the file"),
        ("x.json", '{"a": "b\nc"}', "x.json:1: is no JSON: invalid control character at; fix the file"),
        ("x.json", '{"a": "b"} x', "x.json:1: more text after the end of the JSON value; remove it"),
        ("x.json", '{\n // c\n"a": "b"}', "x.json:2: holds a comment, which JSON does not have; remove it"),
        (
            "x.json",
            '{"m": {"a": "b",\n"c": "d",\n"a": "e"}}',
            "x.json:3: the key m.a stands in line 1 already; remove one of the two",
        ),
        ("x.json", "[" * 200, "x.json:1: nests deeper than 100 levels; check that it is a file of strings"),
        ("x.json", '"text"', "x.json: holds no strings; check that it is the file you meant"),
        ("x.json", '{"a": 1, "b": {}, "c": []}', "x.json: holds no strings; check that it is the file you meant"),
        (
            "x.yml",
            "a: b\nc: d\na: e\n",
            "x.yml:3: the key a stands in line 1 already; remove one of the two",
        ),
        ("x.yml", "a: b\n---\nc: d\n", "x.yml:2: starts a second document; put each in a file of its own"),
        ("x.yml", "a: *b\n", "x.yml:1: *b stands for nothing, or for what it is part of; write the text out"),
        ("x.yml", "a: &b [x, *b]\n", "x.yml:1: *b stands for nothing, or for what it is part of; write the text out"),
        ("x.yml", "? [a]\n: b\n", "x.yml:1: a key that is no plain text; write it as one"),
        ("x.yml", "[" * 200, "x.yml:1: nests deeper than 100 levels; check that it is a file of strings"),
        ("x.yml", "a: 1\n", "x.yml: holds no strings; check that it is the file you meant"),
        (
            "x.properties",
            "a=b\nc=d\na=e",
            "x.properties:3: the key a stands in line 1 already; remove one of the two",
        ),
        ("x.properties", "a=b\nc=\\u12", "x.properties:2: \\u without four hexadecimal digits; fix the escape"),
        ("x.properties", "# nothing", "x.properties: holds no strings; check that it is the file you meant"),
        ("x.strings", '"a" = "b"\n', 'x.strings:1: expected "key" = "value"; here; fix the line'),
        (
            "x.strings",
            '"a" = "b";\n"a" = "c";',
            "x.strings:2: the key a stands in line 1 already; remove one of the two",
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(name: str, text: str, message: str) -> None:
    assert refused(text, name) == message


@pytest.mark.parametrize("text", ["a: [b\n", "a: b: c\n", "a: \x07\n", "\tb: c\n", "a: @b\n"])
def test_what_is_no_yaml_is_said_to_be_none(text: str) -> None:
    assert refused(text, "x.yml").startswith("x.yml")
    assert "is no YAML: " in refused(text, "x.yml")
    assert "\n" not in refused(text, "x.yml")


def test_aliases_cannot_swell_a_file() -> None:
    text = "a0: &a0 [text, text]\n" + "".join(f"a{k}: &a{k} [*a{k - 1}, *a{k - 1}]\n" for k in range(1, 40))
    assert refused(text, "x.yml").endswith("its aliases (*) multiply its text, which is not safe to read; write it out")


def test_no_tag_makes_an_object() -> None:
    text = 'a: !!python/object/apply:os.system ["true"]\nb: !ruby/sym x\nc: plain\n'
    assert [it.text for it in seen(side(text, "x.yml"))] == ["true", "plain"]


def test_a_record_of_ours_is_no_file_of_strings() -> None:
    record = aligner.align_segments(["Hi."], ["やあ。"], settings=aligner.Settings(meaning=False)).to_json()
    assert refused(record, "out.json") == (
        "out.json: is a taiyaku/1 file of this program, not a file of strings; give it to taiyaku export or "
        "taiyaku explain"
    )


def test_resources_of_another_kind() -> None:
    assert pair_root("<resource/>") == "x.xml:1: is no Android resource file: its root is <resource>"


def pair_root(text: str) -> str:
    return refused(text, "x.xml", aligner.Settings(input_format="android"))


def test_paths_are_written_so_that_no_two_are_alike() -> None:
    paths: list[Path] = [("a", "b"), ("x", "a.b"), ("a", 0), ("x", "a[0]"), (0, "a"), ("a", "b", "c"), ("x", "")]
    assert len({key_of(path) for path in paths}) == len(paths)


@pytest.mark.parametrize("text", [json.dumps({"a": "x\u2028y"}, ensure_ascii=False), '{"a": "\\ud83d\\ude00"}'])
def test_any_json_string_is_read(text: str) -> None:
    assert seen(side(text, "x.json"))[0].text == json.loads(text)["a"]
