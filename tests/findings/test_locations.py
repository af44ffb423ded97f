from __future__ import annotations

import pytest

from aligner.findings.fingerprints import fingerprint
from aligner.findings.locations import (
    lines_of,
    list_lines,
    measure,
    say_amount,
    say_lines,
    say_location,
    say_place,
    sheet_of,
)
from aligner.model import Counted, Document, Lang, Paragraph, Segment


def document(lang: Lang, *texts: str) -> Document:
    """One paragraph of segments, each on a line of its own but for the breaks inside it."""
    text = "\n".join(texts)
    starts = [sum(len(before) + 1 for before in texts[:k]) for k in range(len(texts))]
    segments = tuple(
        Segment(k, 0, start, start + len(found), text.count("\n", 0, start) + 1)
        for k, (start, found) in enumerate(zip(starts, texts, strict=True))
    )
    return Document(lang, lang, text, (Paragraph(0, 0, len(text)),), segments)


def test_lines_run_to_the_last_character() -> None:
    found = document(Lang.EN, "one", "two\nthree", "", "four")
    assert lines_of(found, (0,)) == (1, 1)
    assert lines_of(found, (1,)) == (2, 3)
    assert lines_of(found, (0, 1)) == (1, 3)
    assert lines_of(found, (2,)) == (4, 4)


def test_a_place_is_one_line_or_several() -> None:
    found = document(Lang.JA, "一", "二\n三")
    assert say_place(found, (0,), None) == {"en": "Japanese line 1", "ja": "和文1行目"}
    assert say_place(found, (0, 1), Lang.EN) == {"en": "Japanese lines 1–3", "ja": "訳文1～3行目"}


@pytest.mark.parametrize(
    ("counted", "origin", "en", "ja"),
    [
        (Counted.LINE, None, "line 1", "1行目"),
        (Counted.PARAGRAPH, "footnote 2", "paragraph 1 (footnote 2)", "第1段落（脚注2）"),
        (
            Counted.PARAGRAPH,
            "table 2, row 3, cell 1",
            "paragraph 1 (table 2, row 3, cell 1)",
            "第1段落（表2、3行目、1列目）",
        ),
        (Counted.SLIDE, "slide 1", "slide 1", "スライド1"),
        (Counted.SLIDE, "slide 1, notes", "slide 1 (notes)", "スライド1（ノート）"),
        (Counted.ROW, "Sheet1!B12", "row 1 (Sheet1!B12)", "1行目（Sheet1!B12）"),
    ],
)
def test_a_spot_names_what_it_is_within(counted: Counted, origin: str | None, en: str, ja: str) -> None:
    paragraph, segment = Paragraph(0, 0, 3, origin=origin), Segment(0, 0, 0, 3, 1)
    found = Document(Lang.EN, "a", "one", (paragraph,), (segment,), counted=counted)
    assert say_location(found, 0) == {"en": en, "ja": ja}


def workbook(*sheets: str) -> Document:
    """A cell a row, the rows of every sheet counted from 1."""
    rows = [sheets[:k].count(sheet) + 1 for k, sheet in enumerate(sheets)]
    paragraphs = [
        Paragraph(k, 4 * k, 4 * k + 3, origin=f"{sheet}!B{row}")
        for k, (sheet, row) in enumerate(zip(sheets, rows, strict=True))
    ]
    segments = [Segment(k, k, 4 * k, 4 * k + 3, row) for k, row in enumerate(rows)]
    return Document(Lang.EN, "a.xlsx", "one " * len(rows), tuple(paragraphs), tuple(segments), counted=Counted.ROW)


def test_rows_of_a_workbook_of_several_sheets_are_told_with_their_sheet() -> None:
    one, several = workbook("Menu", "Menu", "Menu"), workbook("Menu", "Menu", "Help!", "Help!")
    assert say_place(one, (0, 1), None)["en"] == "English rows 1–2"
    assert say_place(several, (2, 3), None) == {
        "en": "English rows 1–2 on sheet Help!",
        "ja": "英文シート〈Help!〉の1～2行目",
    }
    assert say_place(several, (1, 2), None) == {
        "en": "English row 2 on sheet Menu to row 1 on sheet Help!",
        "ja": "英文シート〈Menu〉の2行目～シート〈Help!〉の1行目",
    }
    assert say_lines(several, 2)["en"] == "row 2"
    assert say_lines(several, 2, of=1)["en"] == "row 2 on sheet Menu"
    assert say_location(several, 1)["en"] == "row 2 (Menu!B2)"
    assert list_lines(one, [(sheet_of(one, k), k + 1) for k in (0, 2)])["en"] == "rows 1, 3"
    assert list_lines(several, [(sheet_of(several, k), several.segments[k].line) for k in (0, 1, 3)]) == {
        "en": "rows 1, 2 on sheet Menu; row 2 on sheet Help!",
        "ja": "シート〈Menu〉の1、2行目、シート〈Help!〉の2行目",
    }


@pytest.mark.parametrize(
    ("lang", "text", "size"),
    [
        (Lang.EN, "It's a well-known 1,500.5 yen deal — really.", 7),
        (Lang.EN, "— * —", 0),
        (Lang.EN, "", 0),
        (Lang.JA, "港 の\n鍵　は赤い。", 7),
        (Lang.JA, " \n", 0),
    ],
)
def test_english_is_measured_in_words_and_japanese_in_characters(lang: Lang, text: str, size: int) -> None:
    assert measure(document(lang, text), (0,)) == size


def test_an_amount_is_said_in_the_unit_of_its_language() -> None:
    assert say_amount(document(Lang.EN, "one two", "three"), (0, 1)) == {"en": "3 words", "ja": "3語"}
    assert say_amount(document(Lang.JA, "鍵"), (0,)) == {"en": "1 character", "ja": "1字"}


def test_a_fingerprint_knows_neither_width_nor_white_space_but_the_kind_and_the_texts() -> None:
    one = fingerprint("omission", "ＧＤＰは 5％", "second")
    assert one == fingerprint("omission", "GDPは\n5%", "sec ond")
    assert len(one) == 16
    assert int(one, 16) >= 0
    assert one != fingerprint("addition", "ＧＤＰは 5％", "second")
    assert one != fingerprint("omission", "ＧＤＰは 5％second")
    assert one != fingerprint("omission", "second", "ＧＤＰは 5％")
    assert fingerprint("omission", "\ud800") == fingerprint("omission", "?")


def test_a_text_without_end_is_known_by_all_of_it_and_by_nothing_else() -> None:
    long = "GDPは 5% " * 3000
    one = fingerprint("omission", long)
    assert one == fingerprint("omission", long.replace(" ", "\n").replace("GDP", "ＧＤＰ"))
    assert len({one, fingerprint("omission", long + "x"), fingerprint("omission", "x" + long)}) == 3
    assert one != fingerprint("omission", long, long)
