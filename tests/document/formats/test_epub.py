"""Books: reading order, what is left out, languages and places, and what is refused."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

import aligner
from aligner.cli.main import run
from aligner.document.formats import format_of
from aligner.document.formats.epub import read
from aligner.document.reading import texts_from_bytes
from aligner.errors import InputError
from aligner.model import Counted, Lang, ParagraphKind, Reason
from aligner.settings import Settings
from tests.document.formats.rendering import MARKDOWN, PLAIN, beads, html_of, plain_beads

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.document.source import SourceText

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""


def chapter(body: str, lang: str = "en") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{lang}">\n'
        f"<head><title>A book</title></head>\n<body>\n{body}\n</body></html>"
    )


def opf(items: str, spine: str, *, lang: str = "en", guide: str = "") -> str:
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>{lang}</dc:language></metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine>{guide}</package>"
    )


def item(number: int, href: str, kind: str = "application/xhtml+xml", more: str = "") -> str:
    return f'<item id="i{number}" href="{href}" media-type="{kind}" {more}/>'


def refs(*numbers: int) -> str:
    return "".join(f'<itemref idref="i{number}"/>' for number in numbers)


def packed(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, content in {"META-INF/container.xml": CONTAINER, **members}.items():
            archive.writestr(name, content)
    return out.getvalue()


def one_chapter(body: str, lang: str = "en") -> bytes:
    return packed({"OEBPS/book.opf": opf(item(1, "a.xhtml"), refs(1), lang=lang), "OEBPS/a.xhtml": chapter(body, lang)})


def book(data: bytes, **choices: object) -> SourceText:
    (source,) = read(data, "a.epub", Settings(**choices))  # type: ignore[arg-type]
    return source


BOOK = packed(
    {
        "OEBPS/book.opf": opf(
            item(1, "cover.xhtml")
            + item(2, "nav.xhtml", more='properties="nav"')
            + item(3, "text/part%202.xhtml")
            + item(4, "text/part1.xhtml")
            + item(5, "plate.svg", "image/svg+xml")
            + item(6, "toc.html")
            + item(7, "notes.xhtml", more='properties="scripted"')
            + '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
            refs(1, 2, 4, 5, 3, 6, 7),
            guide='<guide><reference type="toc" title="Contents" href="toc.html#top"/></guide>',
        ),
        "OEBPS/cover.xhtml": chapter('<section epub:type="cover"><p>Tides, the book</p></section>'),
        "OEBPS/nav.xhtml": chapter('<nav epub:type="toc"><ol><li>One</li></ol></nav>'),
        "OEBPS/toc.html": chapter("<p>Contents</p>"),
        "OEBPS/plate.svg": "<svg/>",
        "OEBPS/text/part1.xhtml": chapter(
            '<h1>One</h1><p>The tide<a epub:type="noteref" href="../notes.xhtml#n1">1</a>\nebbs.</p>\n'
            '<span epub:type="pagebreak" title="7">7</span>\n'
            "<table>\n<tr><td>Ebb</td><td>6:12</td></tr></table>"
        ),
        "OEBPS/text/part 2.xhtml": chapter("<h1>Two</h1><aside>A box.</aside><nav><p>Back</p></nav>"),
        "OEBPS/notes.xhtml": chapter('<aside epub:type="footnote"><p>It always does.&#160;So there.</p></aside>'),
    }
)


def test_a_file_that_the_spine_names_again_and_again_is_read_once() -> None:
    again = packed(
        {"OEBPS/book.opf": opf(item(1, "a.xhtml"), refs(*[1] * 20_000)), "OEBPS/a.xhtml": chapter("<p>Ebb.</p>")}
    )
    assert book(again).text == "Ebb.\n"


def test_a_book() -> None:
    source = book(BOOK)
    assert (source.lang, source.counted, source.format) == (Lang.EN, Counted.FILE, "plain")
    assert [
        (block.line, block.kind, source.text[block.start : block.end], block.origin) for block in source.blocks or ()
    ] == [
        (3, ParagraphKind.HEADING, "One", "OEBPS/text/part1.xhtml, line 6"),
        (3, ParagraphKind.BODY, "The tide ebbs.", "OEBPS/text/part1.xhtml, line 6"),
        (3, ParagraphKind.TABLE, "Ebb | 6:12", "OEBPS/text/part1.xhtml, line 10, table 1, row 1"),
        (5, ParagraphKind.HEADING, "Two", "OEBPS/text/part 2.xhtml, line 6"),
        (5, ParagraphKind.BODY, "A box.", "OEBPS/text/part 2.xhtml, line 6"),
        (7, ParagraphKind.BODY, "It always does.\xa0So there.", "OEBPS/notes.xhtml, line 6, footnote 1"),
    ]


def test_languages_of_a_book_and_of_its_chapters() -> None:
    members = {
        "OEBPS/book.opf": opf(item(1, "a.xhtml") + item(2, "b.xhtml"), refs(1, 2), lang="ja-JP"),
        "OEBPS/a.xhtml": chapter("<p>潮が引く。</p><p lang='en'>Ebb</p>", "ja"),
        "OEBPS/b.xhtml": chapter("<p>The tide ebbs.</p><p lang='ja'>引</p>", "en"),
    }
    source = book(packed(members))
    assert source.lang is None  # half of it is not in the language that the book says
    assert [block.lang for block in source.blocks or ()] == [None, Lang.EN, Lang.EN, Lang.JA]
    assert book(one_chapter("<p>潮が引く。</p>", "ja")).lang is Lang.JA
    assert book(one_chapter("<p>潮が引く。</p>", "ja"), source_lang="ja").lang is None


def test_a_book_is_told_by_its_content() -> None:
    assert format_of("book.zip", BOOK).name == "epub"
    assert format_of("book.epub", b"PK").name == "epub"
    assert texts_from_bytes(BOOK, "book", Settings())[0].counted is Counted.FILE


def encrypted(algorithm: str) -> bytes:
    return packed(
        {
            "META-INF/encryption.xml": (
                '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
                f'xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="{algorithm}"/></EncryptedData>'
                "</encryption>"
            ),
            "OEBPS/book.opf": opf(item(1, "a.xhtml"), refs(1)),
            "OEBPS/a.xhtml": chapter("<p>text</p>"),
        }
    )


def test_obfuscated_fonts_are_no_protection_of_the_text() -> None:
    assert book(encrypted("http://www.idpf.org/2008/embedding")).text == "text\n"


BOMB = (
    '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>&b;</p></body></html>'
)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"PK\x03\x04", "a.epub: is damaged or cut short"),
        (BOOK[:-60], "a.epub: is damaged or cut short"),
        (encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc"), r"a.epub: is encrypted \(DRM\)"),
        (packed({"META-INF/container.xml": "<container/>"}), "names no package document"),
        (packed({"META-INF/container.xml": "<a"}), "ends in the middle|no well-formed XML"),
        (packed({}), "has no 'OEBPS/book.opf' in it"),
        (packed({"OEBPS/book.opf": opf("", "")}), "OEBPS/book.opf has no reading order"),
        (packed({"OEBPS/book.opf": opf("", refs(9))}), "does not say which file 'i9' is"),
        (packed({"OEBPS/book.opf": opf(item(1, "a.xhtml"), refs(1))}), "has no 'OEBPS/a.xhtml' in it"),
        (packed({"OEBPS/book.opf": opf(item(1, "../../../etc/passwd"), refs(1))}), "has no '../../etc/passwd' in it"),
        (one_chapter("<p><img src='1.png' alt='A page'/></p>"), r"holds no text: .*\(OCR\)"),
        (
            packed({"OEBPS/book.opf": opf(item(1, "a.xhtml"), refs(1)), "OEBPS/a.xhtml": BOMB}),
            "a.epub: OEBPS/a.xhtml, line 1: declares a document type",
        ),
        (
            packed({"OEBPS/book.opf": opf(item(1, "a.xhtml"), refs(1)), "OEBPS/a.xhtml": " "}),
            "a.epub: OEBPS/a.xhtml: holds no elements",
        ),
    ],
)
def test_what_cannot_be_read(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        book(data)
    assert str(caught.value).startswith("a.epub")
    assert "\n" not in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*PLAIN, *MARKDOWN])
def test_a_document_as_a_book_has_the_same_beads(name: str, tmp_path: Path) -> None:
    for lang in ("en", "ja"):
        (tmp_path / f"{lang}.epub").write_bytes(one_chapter(html_of(name, lang), lang))
    assert beads(tmp_path / "en.epub", tmp_path / "ja.epub") == plain_beads(name)


def test_findings_name_the_file_in_the_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "en.epub").write_bytes(one_chapter("<h1>Fares</h1><p>Adults pay 300 yen for the ferry.</p>"))
    (tmp_path / "ja.epub").write_bytes(one_chapter("<h1>料金</h1><p>大人のフェリー料金は380円です。</p>", "ja"))
    assert run(["check", str(tmp_path / "en.epub"), str(tmp_path / "ja.epub"), "--lang", "ja"]) == 1
    assert "英文ファイル1" in capsys.readouterr().out


def test_a_book_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "both.epub"
    path.write_bytes(
        one_chapter("<p>The tide ebbs at 6.</p><p>潮は6時に引く。</p><p>It turns at 9.</p><p>9時に変わる。</p>")
    )
    result = aligner.align_files(path)
    assert [(bead.source, bead.target) for bead in result.beads] == [((0,), (0,)), ((1,), (1,))]


def test_contents_and_what_is_hidden_are_stated() -> None:
    pages = {"toc.xhtml": chapter("<p>Tides</p>"), "a.xhtml": chapter("<p>It ebbs.</p><p hidden='hidden'>Draft.</p>")}
    items = item(1, "toc.xhtml", more='properties="nav"') + item(2, "a.xhtml")
    book = {f"OEBPS/{name}": page for name, page in pages.items()} | {"OEBPS/book.opf": opf(items, refs(1, 2))}
    (source,) = read(packed(book), "a.epub", Settings())
    assert source.text == "It ebbs.\n"
    assert {(piece.text.strip(), piece.reason, piece.line) for piece in source.skipped} >= {
        ("Tides", Reason.NAVIGATION, 1),
        ("Draft.", Reason.HIDDEN, 2),
    }
