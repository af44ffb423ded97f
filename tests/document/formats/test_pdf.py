"""PDF files: reading order, paragraphs and their kinds, what stands at the edges of pages, and what is refused."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfiumError
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import aligner
from aligner.cli.main import run
from aligner.document.formats import format_of
from aligner.document.formats.pdf import pages as pdf_pages
from aligner.document.formats.pdf import read
from aligner.document.formats.pdf import reader as pdf_reader
from aligner.document.formats.pdf.pages import read_pages
from aligner.document.reading import texts_from_bytes
from aligner.errors import InputError
from aligner.model import Counted, ParagraphKind
from aligner.settings import Settings
from tests.document.formats.pdf_pages import BOLD, GOTHIC, MINCHO, Put, column, pdf, typeset, vertical
from tests.document.formats.rendering import MARKDOWN, PLAIN, paragraphs, source_file

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.document.formats.pdf.glyphs import PageGlyphs
    from tests.growth import Stopwatch

BODY, HEADING, LIST, TABLE = ParagraphKind.BODY, ParagraphKind.HEADING, ParagraphKind.LIST, ParagraphKind.TABLE

Shown = tuple[int, ParagraphKind, str, str | None]


def shown(data: bytes, **choices: object) -> list[Shown]:
    (source,) = read(data, "a.pdf", Settings(**choices))  # type: ignore[arg-type]
    assert source.counted is Counted.PAGE
    return [
        (block.line or 0, block.kind, source.text[block.start : block.end], block.origin)
        for block in source.blocks or ()
    ]


def texts(data: bytes, **choices: object) -> list[str]:
    return [text for _, _, text, _ in shown(data, **choices)]


@pytest.fixture
def upright() -> None:
    """For tests of characters one below another: how they stand is told by a font of the system, not by these files."""
    try:
        texts(pdf(vertical(500, 700, "港")))
    except InputError:
        if os.environ.get("CI"):
            pytest.fail("no font for Japanese is installed, and CI needs one")
        pytest.skip("no font for Japanese is installed")


def edges(number: int) -> list[Put]:
    """Head and page number."""
    return [Put(60, 800, "Tide Tables 2020", 8), Put(290, 30, f"- {number} -", 9)]


PAGES = [
    [
        *edges(1),
        Put(60, 760, "Chapter 1: Records", 16, BOLD),
        *column(
            60,
            720,
            "The harbour office of Tidewater keeps a record of every vessel that en-",
            "ters the port, and of the weather at the time of its arrival. The re-",
            "cord goes back to 1871 and fills well-known shelves.",
        ),
        Put(272.5, 696, "1", 6),
        *column(
            60,
            660,
            "The next paragraph is long, and it reaches the end of its line, as lines do here,",
            "and goes on in the next line, and then ends.",
        ),
        *column(60, 612, "• First thing", "• Second thing that is long, and has to go on in the line below, where it"),
        Put(68, 584, "ends."),
        *column(60, 552, "The last paragraph of this page is not at its end when the page ends, and it goes"),
        *column(60, 100, "1 Shelves of oak,", "that is.", size=8, step=11),
    ],
    [
        *edges(2),
        Put(60, 760, "on over the page, where it ends."),
        Put(60, 720, "Opening hours", 10, BOLD),
        Put(60, 700, "Day"),
        Put(200, 700, "Hours"),
        Put(60, 684, "Friday"),
        Put(200, 684, "9 to 5"),
        Put(60, 640, "(1) Bring this book."),
    ],
    [*edges(3), Put(60, 760, "The third page."), Put(60, 730, "It has two paragraphs.")],
]


def test_a_document() -> None:
    assert shown(pdf(*PAGES)) == [
        (1, HEADING, "Chapter 1: Records", None),
        (
            1,
            BODY,
            (
                "The harbour office of Tidewater keeps a record of every vessel that enters the port, and of the "
                "weather at the time of its arrival. The record goes back to 1871 and fills well-known shelves."
            ),
            None,
        ),
        (
            1,
            BODY,
            (
                "The next paragraph is long, and it reaches the end of its line, as lines do here, and goes on in the "
                "next line, and then ends."
            ),
            None,
        ),
        (1, LIST, "First thing", None),
        (1, LIST, "Second thing that is long, and has to go on in the line below, where it ends.", None),
        (
            1,
            BODY,
            (
                "The last paragraph of this page is not at its end when the page ends, and it goes on over the page, "
                "where it ends."
            ),
            None,
        ),
        (1, BODY, "1 Shelves of oak, that is.", "footnote 1"),
        (2, HEADING, "Opening hours", None),
        (2, TABLE, "Day | Hours", "table 1, row 1"),
        (2, TABLE, "Friday | 9 to 5", "table 1, row 2"),
        (2, LIST, "(1) Bring this book.", None),
        (3, BODY, "The third page.", None),
        (3, BODY, "It has two paragraphs.", None),
    ]


def test_a_paragraph_knows_the_page_it_comes_to() -> None:
    (source,) = read(pdf(*PAGES), "a.pdf", Settings())
    block = (source.blocks or ())[5]
    ((offset, page),) = block.places
    assert (source.text[offset : offset + 13], page) == ("on over the p", 2)
    assert (block.place_of(block.start), block.place_of(block.end)) == (1, 2)


def test_heads_and_page_numbers_stay_where_all_is_wanted() -> None:
    found = texts(pdf(*PAGES), whole_page=True)
    assert found[0] == "Tide Tables 2020"
    assert any("2 -" in text for text in found)


def test_heads_that_change_with_the_chapter_are_found_where_others_stand() -> None:
    heads = ["Ebb", "Ebb", "Flood", "Flood", "Spring tides"]
    data = pdf(*([Put(60, 800, head, 8), *column(60, 740, f"Page of {head}.", "More.")] for head in heads))
    assert not {"Ebb", "Flood", "Spring tides"} & set(texts(data))


def test_titles_of_chapters_are_no_heads() -> None:
    weather = ("rain", "wind", "fog")
    pages = [[Put(60, 760, f"Chapter {k}", 16, BOLD), *column(60, 720, f"{it} came.")] for k, it in enumerate(weather)]
    assert texts(pdf(*pages)) == [text for k, it in enumerate(weather) for text in (f"Chapter {k}", f"{it} came.")]


def test_figures_that_do_not_go_with_the_pages_are_text() -> None:
    data = pdf(*([Put(60, 780, f"{number} ships came.")] for number in (7, 12, 3)))
    assert texts(data) == ["7 ships came.", "12 ships came.", "3 ships came."]


def test_a_single_page_with_a_number() -> None:
    data = pdf([*column(60, 740, "The first line of the text is so long that", "it goes on."), Put(290, 30, "1")])
    assert texts(data) == ["The first line of the text is so long that it goes on."]


LEFT = (
    "The left column begins with",
    "this sentence, which goes on",
    "over a few lines and ends at",
    "the foot of its column in the",
)
RIGHT = (
    "middle of a sentence. Here the",
    "right column has more to say,",
    "and says it in as many lines,",
    "until it comes to its end.",
)


def test_columns_are_read_one_after_the_other() -> None:
    page = [
        Put(60, 780, "A title that stands above both of the columns", 16, BOLD),
        *column(60, 740, *LEFT),
        *column(220, 740, *RIGHT),
        Put(60, 660, "A line below that crosses both of the columns of this page again."),
        *column(60, 630, *LEFT[:3], "the foot."),
        *column(220, 630, "Right."),
    ]
    joined = " ".join((*LEFT, *RIGHT))
    assert texts(pdf(page))[:2] == ["A title that stands above both of the columns", joined]
    assert texts(pdf(page))[2].startswith("A line below that")


def test_a_column_that_is_hardly_begun() -> None:
    page = [*column(60, 740, *LEFT, *RIGHT[:3], "until it ends in this line."), *column(220, 740, "Right.")]
    assert texts(pdf(page)) == [" ".join((*LEFT, *RIGHT[:3], "until it ends in this line.")), "Right."]


def test_columns_of_short_lines_at_heights_of_their_own() -> None:
    left = column(60, 740, *(f"Left {k}." for k in range(8)))
    right = column(160, 734, *(f"Right {k}." for k in range(8)))
    assert " ".join(texts(pdf([*left, *right]))) == " ".join(it.text for it in (*left, *right))
    level = column(160, 740, *(f"Right {k}." for k in range(8)))
    assert texts(pdf([*left, *level]))[0] == "Left 0. | Right 0."


def test_a_gutter_of_another_page() -> None:
    full = [*column(60, 740, *LEFT, *LEFT), *column(220, 740, *RIGHT, *RIGHT)]
    few = [*column(60, 740, "A few lines on", "the last page."), *column(220, 740, "And one more.")]
    assert texts(pdf(full, few))[-2:] == ["A few lines on the last page.", "And one more."]


def test_indents_start_paragraphs() -> None:
    lines = column(60, 740, *("This line is as long as the column is wide, or nearly so, and full." for _ in range(4)))
    lines[2] = lines[2]._replace(x=75)
    assert len(texts(pdf(lines))) == 2


def test_japanese_lines_join_without_a_space() -> None:
    data = pdf(
        column(
            60,
            700,
            "　潮位計の記録は1871年にさかのぼり、港に入った船のすべてと、その時の天",
            "候とが書き留められている。記録は棚に収められており、Tidewater の事務",
            "所で見ることができる。",
            "　次の段落である。",
            font=MINCHO,
        )
    )
    assert texts(data) == [
        (
            "潮位計の記録は1871年にさかのぼり、港に入った船のすべてと、その時の天候とが書き留められている。"
            "記録は棚に収められており、Tidewater の事務所で見ることができる。"
        ),
        "次の段落である。",
    ]


def test_readings_above_characters_are_left_out() -> None:
    data = pdf([Put(60, 700, "漢字を読む人。", 12, MINCHO), Put(60, 712, "かんじ", 6, MINCHO)])
    assert texts(data) == ["漢字を読む人。"]


VERTICAL_LINES = (
    "　潮位計の記録は明治四年にさかのぼり、港に入った船のすべてと、",
    "その時の天候とが書き留められている。「記録」は、棚に収められて",
    "おり、事務所で見ることができるのだ。",
    "　二段落目はここから始まるのである。",
)
VERTICAL_TEXTS = [
    (
        "潮位計の記録は明治四年にさかのぼり、港に入った船のすべてと、その時の天候とが書き留められている。"
        "「記録」は、棚に収められており、事務所で見ることができるのだ。"
    ),
    "二段落目はここから始まるのである。",
]


def test_vertical_text_is_read_from_right_to_left() -> None:
    assert texts(pdf(vertical(500, 700, *VERTICAL_LINES))) == VERTICAL_TEXTS


@pytest.mark.usefixtures("upright")
def test_two_tiers_of_vertical_text() -> None:
    upper = [line[:14] for line in (VERTICAL_LINES[1] * 3, VERTICAL_LINES[0][1:] * 3, VERTICAL_LINES[1][3:] * 3)]
    page = [*vertical(500, 700, *upper), *vertical(500, 500, *upper)]
    assert texts(pdf(page)) == ["".join((*upper, *upper))]


@pytest.mark.usefixtures("upright")
def test_numbers_side_by_side_in_a_column_and_letters_on_their_side() -> None:
    page = [
        *vertical(500, 700, "港は"),
        Put(495, 671.2, "12", 9.6, "Courier"),
        *vertical(500, 668, "時に開き"),
        Put(497, 627, "ABC", 10, "Courier", -90),
        *vertical(500, 608, "社が来る。"),
        *vertical(482, 700, "次の行である。"),
    ]
    assert texts(pdf(page)) == ["港は12時に開きABC社が来る。次の行である。"]


def test_horizontal_heads_on_vertical_pages() -> None:
    pages = [
        [Put(60, 800, "港の記録", 8, GOTHIC), Put(300, 30, str(number), 9), *vertical(500, 700, *lines)]
        for number, lines in ((9, VERTICAL_LINES), (10, VERTICAL_LINES[1:]), (11, VERTICAL_LINES[2:]))
    ]
    assert "".join(texts(pdf(*pages))) == "".join(
        line.strip("　") for start in range(3) for line in VERTICAL_LINES[start:]
    )
    assert "港の記録" in texts(pdf(*pages), whole_page=True)


@pytest.mark.usefixtures("upright")
def test_text_in_another_direction_follows_the_page() -> None:
    page = column(60, 700, "The text stands upright, as it", "does on most pages.")
    assert texts(pdf([Put(30, 300, "Draft of May", 10, angle=90), *page])) == [
        "The text stands upright, as it does on most pages.",
        "Draft of May",
    ]
    aside = [Put(30, 600 - 10 * k, char, 10, MINCHO) for k, char in enumerate("縦の見出し")]
    assert texts(pdf([*aside, *page]))[-1] == "縦の見出し"


@pytest.mark.usefixtures("upright")
def test_bullets_below_one_another_are_no_vertical_line() -> None:
    page = [Put(60, 700 - 14 * k, "・", 10, MINCHO) for k in range(3)]
    page += [Put(74, 700 - 14 * k, f"{k + 1}番目の項目です。", 10, MINCHO) for k in range(3)]
    assert shown(pdf(page)) == [(1, LIST, f"{k + 1}番目の項目です。", None) for k in range(3)]


def test_turned_pages() -> None:
    page = [Put(100, 100, "A page that lies on its side, and", angle=90), Put(114, 100, "goes on here.", angle=90)]
    assert texts(pdf(page, rotate=90)) == ["A page that lies on its side, and goes on here."]


@pytest.mark.parametrize(
    ("puts", "text"),
    [
        ([Put(60, 700, "of 10"), Put(82, 704, "2", 6), Put(86, 700, "m")], "of 10²m"),
        ([Put(60, 700, "CO"), Put(74, 697, "2", 6), Put(78, 700, "rises")], "CO₂ rises"),
        ([Put(60, 700, "ten"), Put(80, 700, "words")], "ten words"),
        (column(60, 700, "an e-", "mail to state-of-", "the-art offices, and an email and state-of-the-art"), None),
        (column(60, 700, "the Anglo-", "Japanese pact"), "the Anglo-Japanese pact"),
        (column(60, 700, "and/", "or the years 1990–", "2000"), "and/or the years 1990–2000"),
    ],
)
def test_how_pieces_join(puts: list[Put], text: str | None) -> None:
    found = " ".join(texts(pdf(puts)))
    assert found == (text or "an email to state-of-the-art offices, and an email and state-of-the-art")


def test_ligatures_and_presentation_forms() -> None:
    assert texts(pdf([Put(60, 700, "︿はい﹀︒", 10, MINCHO)]))[0][0] in "〈︿"


def scanned(pages: int, written: int) -> bytes:
    """Pages with a picture each, and some with text."""
    from PIL import Image

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for page in range(pages):
        canvas.drawImage(ImageReader(Image.new("RGB", (4, 4))), 60, 60, 400, 600)
        if page < written:
            canvas.drawString(60, 700, "Written.")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\x89PNG", "a.pdf: is no PDF file"),
        (pdf(*PAGES)[:-900], "a.pdf: is cut short"),
        (b"%PDF-1.7\n nothing %%EOF", "a.pdf: is damaged"),
        (pdf([Put(60, 700, "x")], encrypt=StandardEncryption("secret")), "a.pdf: is protected with a password"),
        (scanned(3, 0), r"a.pdf: has no text layer \(scanned pages\?\); .*OCR"),
        (scanned(9, 2), r"a.pdf: has no text layer on 7 of 9 pages \(3, 4, 5, 6, 7, …\); .*OCR"),
        (pdf([]), "has no text layer"),
        (pdf([Put(60, 700, "   ")]), "has no text layer"),
    ],
)
def test_what_cannot_be_read(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        read(data, "a.pdf", Settings())
    assert "\n" not in str(caught.value)


def test_a_few_pages_without_text_are_plates() -> None:
    assert texts(scanned(3, 2)) == ["Written.", "Written."]


def test_restrictions_without_a_password_do_not_matter() -> None:
    assert texts(pdf([Put(60, 700, "Read me.")], encrypt=StandardEncryption("", "owner", canCopy=0))) == ["Read me."]


def test_fonts_that_do_not_say_what_they_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    def unmapped(data: bytes, name: str) -> list[PageGlyphs]:
        (page,) = pages(data, name)
        page.unmapped = 1
        return [page]

    pages = pdf_reader._pages
    monkeypatch.setattr(pdf_reader, "_pages", unmapped)
    with pytest.raises(InputError, match=r"fonts do not say which characters.*OCR"):
        read(pdf([Put(60, 700, "abc")]), "a.pdf", Settings())


def test_too_many_glyphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MOST_GLYPHS", 3)
    with pytest.raises(InputError, match="more than 3 characters"):
        list(read_pages(pdf([Put(60, 700, "abcd")]), "a.pdf"))


def test_a_page_that_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise PdfiumError("no page")

    monkeypatch.setattr(pdf_pages, "page_glyphs", broken)
    with pytest.raises(InputError, match=r"cannot be read \(no page\)"):
        list(read_pages(pdf([Put(60, 700, "abcd")]), "a.pdf"))


def test_a_page_full_of_scraps_is_read_in_time(stopwatch: Stopwatch) -> None:
    scraps = [Put(20 + 12 * (k % 45), 20 + 0.3 * k, f"w{k}", 5) for k in range(2500)]
    with stopwatch.limit(30):
        assert "w2499" in " ".join(texts(pdf(scraps)))


def test_told_by_content() -> None:
    data = pdf([Put(60, 700, "Read me.")])
    assert format_of("a.txt", data).name == "pdf"
    assert texts_from_bytes(data, "a", Settings())[0].text == "Read me.\n"


def test_without_the_package_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [it for it in sys.modules if it.startswith(("pypdfium2", "aligner.document.formats.pdf"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(InputError, match=r"pip install 'taiyaku\[pdf\]'"):
        texts_from_bytes(pdf([]), "a.pdf", Settings())


Pairs = set[tuple[str, str]]


def pairs(*files: Path) -> Pairs:
    """The pairs of an alignment as texts, without white space; what stands in heads is alone on its page."""
    bitext = (result := aligner.align_files(*files)).record.alignment.bitext
    source, target = bitext.side(bitext.source), bitext.side(bitext.source.other)
    return {
        (
            "".join("".join(source.segment_text(k).split()) for k in bead.source),
            "".join("".join(target.segment_text(k).split()) for k in bead.target),
        )
        for bead in result.beads
    }


def without_macrons(text: str) -> str:
    """The text in letters that the fonts of the tests have."""
    return text.translate(str.maketrans("ōū", "ou"))


#: The share of pairs that are found as in plain text. Two columns of short utterances side by side look like a table.
COLUMNS = {"dialogue-lost-property": 0.4, "manual-dehumidifier": 0.9, "tutorial-tidemark": 0.9}


@pytest.mark.slow
@pytest.mark.parametrize("name", [*PLAIN, *MARKDOWN])
@pytest.mark.parametrize("columns", [1, 2])
def test_a_document_as_pdf_has_the_same_pairs(name: str, columns: int, tmp_path: Path) -> None:
    wanted = {
        (without_macrons(en), without_macrons(ja)) for en, ja in pairs(source_file(name, "en"), source_file(name, "ja"))
    }
    for lang in ("en", "ja"):
        parts = [(kind, without_macrons(text)) for kind, text in paragraphs(name, lang)]
        (tmp_path / f"{lang}.pdf").write_bytes(typeset(parts, lang, columns=columns, heads=columns == 1))
    found = pairs(tmp_path / "en.pdf", tmp_path / "ja.pdf")
    assert len(wanted & found) >= (COLUMNS.get(name, 0.95) if columns == 2 else 0.97) * len(wanted)


def test_findings_name_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for lang, font, filler, text in (
        ("en", "Times-Roman", "Ferries leave from pier two.", "Adults pay 300 yen for the ferry."),
        ("ja", MINCHO, "フェリーは二番桟橋から出ます。", "大人のフェリー料金は380円です。"),
    ):
        data = pdf([Put(60, 700, filler, 10, font)], [Put(60, 700, text, 10, font)])
        (tmp_path / f"{lang}.pdf").write_bytes(data)
    assert run(["check", str(tmp_path / "en.pdf"), str(tmp_path / "ja.pdf"), "--lang", "en"]) == 1
    assert "English page 2" in capsys.readouterr().out
