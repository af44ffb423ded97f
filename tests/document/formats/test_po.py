"""PO files: which texts, at which lines, with which state; and what is refused."""

from __future__ import annotations

import polib
import pytest

from aligner.document.formats.po.entries import parse_entries
from aligner.model import Lang
from aligner.settings import Settings
from tests.document.formats.units import Seen, pair, refused, seen, side

HEADER = """msgid ""
msgstr ""
"Project-Id-Version: harbour 1\\n"
"Language: ja\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""
PO = (
    HEADER
    + """
# A note of the translator's.
#. A note of the programmer's.
#: src/menu.c:12 src/other.c:3
msgctxt "menu"
msgid "Open"
msgstr "開く"

#: src/save.c:7
#, fuzzy, c-format
#| msgctxt "old"
#| msgid "The file %s "
#| "was saved."
msgid "The file %s was stored."
msgstr "ファイル %s を保存しました。"

#, c-format
msgid "%d boat"
msgid_plural "%d boats"
msgstr[0] "%d隻の船"

msgid ""
"First line.\\n"
"Second \\"line\\"."
msgstr ""
"一行目。\\n"
"二行目。"

msgid "Not yet."
msgstr ""

#, fuzzy
#~ msgid "Gone"
#~ msgstr "無し"

msgctxt "toolbar"
msgid "Open"
msgstr "ひらく"
"""
)


def test_every_entry_in_use_with_its_lines_and_state() -> None:
    source, target = pair(PO, "ja.po")
    assert (source.lang, target.lang, source.original) == (None, Lang.JA, True)
    assert seen(source) == [
        Seen("menu\x04Open", "Open", 12, "menu"),
        Seen("The file %s was stored.", "The file %s was stored.", 20, "src/save.c:7"),
        Seen("%d boat", "%d boats", 25, None),
        Seen('First line.\nSecond "line".', 'First line.\nSecond "line".', 28, None),
        Seen("Not yet.", "Not yet.", 35, None),
        Seen("toolbar\x04Open", "Open", 43, "toolbar"),
    ]
    assert seen(target) == [
        Seen("menu\x04Open", "開く", 13, "menu"),
        Seen(
            "The file %s was stored.",
            "ファイル %s を保存しました。",
            21,
            "src/save.c:7",
            "fuzzy",
            "The file %s was saved.",
        ),
        Seen("%d boat", "%d隻の船", 26, None),
        Seen('First line.\nSecond "line".', "一行目。\n二行目。", 31, None),
        Seen("toolbar\x04Open", "ひらく", 44, "toolbar"),
    ]


def test_another_parser_finds_the_same_entries() -> None:
    theirs = [
        (entry.msgctxt or None, entry.msgid, entry.msgid_plural or None, entry.msgstr or entry.msgstr_plural.get(0, ""))
        for entry in polib.pofile(PO)
        if not entry.obsolete
    ]
    ours = [
        (
            *(entry.texts[word].text if word in entry.texts else None for word in ("msgctxt", "msgid", "msgid_plural")),
            entry.translation.text if entry.translation else "",
        )
        for entry in parse_entries(PO, "ja.po")[1:]
    ]
    assert ours == theirs


def test_of_english_plurals_the_last_answers_to_the_plural() -> None:
    po = (
        HEADER.replace("ja", "en")
        + 'msgid "%d隻の船"\nmsgid_plural "%d隻の船"\nmsgstr[0] "A boat"\nmsgstr[1] "%d boats"\n'
    )
    assert [it.text for it in seen(pair(po, "en.po")[1])] == ["%d boats"]


def test_a_template_serves_as_the_original_beside_a_translation() -> None:
    template = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\n\nmsgid "New"\nmsgstr ""\n'
    assert seen(side(template, "app.pot")) == [Seen("New", "New", 4)]
    assert [it.text for it in seen(side(PO, "ja.po"))][:2] == ["開く", "ファイル %s を保存しました。"]


@pytest.mark.parametrize("charset", ["EUC-JP", "Shift_JIS", "ISO-2022-JP", "UTF-8"])
def test_the_header_names_the_charset(charset: str) -> None:
    data = PO.replace("UTF-8", charset).encode(charset)
    assert seen(pair(data, "ja.po")[1])[0].text == "開く"


def test_a_stated_encoding_overrules_the_header() -> None:
    data = PO.encode("cp932")
    assert refused(data, "ja.po").startswith("ja.po:13: byte ")
    assert seen(pair(data, "ja.po", Settings(encoding="cp932"))[1])[0].text == "開く"


def test_a_po_file_is_known_by_its_content() -> None:
    assert pair("\n# note\n" + PO, "ja.txt")[1].format == "po"


KEYS = HEADER + "".join(f'\nmsgid "menu.item{k}"\nmsgstr "項目{k}"\n' for k in range(4))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            HEADER.replace("ja", "fr") + PO[len(HEADER) :],
            "x.po:2: is a translation into fr; taiyaku compares English and Japanese",
        ),
        (
            HEADER.replace("UTF-8", "KLINGON") + PO[len(HEADER) :],
            (
                "x.po:5: declares the charset 'KLINGON', which is unknown; fix the header or name the encoding "
                "with --encoding"
            ),
        ),
        (
            HEADER + '\nmsgid "a b"\nmsgstr ""\n',
            "x.po: holds no translation yet; translate some, or give the translation as a second file",
        ),
        (HEADER, "x.po: holds no text to translate; check that it is the file you meant"),
        (KEYS, "x.po: its msgids are keys, no text to compare with; give the PO file of the other language as well"),
        (
            HEADER + '\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
            "x.po:11: this msgid stands in line 8 already; remove one of the two entries, or give them contexts",
        ),
        (
            HEADER + '\nmsgid "a"\nmsgstr "b\n',
            'x.po:9: is no line of a PO file; expected a keyword such as msgid and a text in "quotation marks"',
        ),
        (HEADER + '\nmsgid "a"\n# cut off', "x.po:8: the entry that starts here has no msgstr; add it"),
        (HEADER + '\nmsgctxt "a"\n', "x.po:8: the entry that starts here has no msgid; add it"),
        (HEADER + '\nmsgid "a"\nmsgid "b"\n', "x.po:9: msgid is out of place here; check the entry it belongs to"),
        (HEADER + '\nmsgstr "b"\n', "x.po:8: msgstr is out of place here; check the entry it belongs to"),
        (
            HEADER + '\n#: a.c:1\n"b"\nmsgid "x"\n',
            "x.po:9: a text without a keyword before it; write msgid or msgstr",
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, message: str) -> None:
    assert refused(text, "x.po") == message


def test_keys_are_no_hindrance_beside_another_file() -> None:
    assert [it.text for it in seen(side(KEYS, "ja.po"))] == ["項目0", "項目1", "項目2", "項目3"]
