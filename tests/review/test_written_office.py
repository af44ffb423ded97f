"""The edited translation as a Word, PowerPoint or Excel file: only the text elements of the edited words differ."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import docx as python_docx
import pptx
import pytest

from aligner.errors import OutputError
from aligner.review import editing
from tests.document.formats.office_files import docx, p, package, r, relations, table
from tests.review.writing_back import added, edited, replaced

if TYPE_CHECKING:
    from pathlib import Path

BOLD = "<w:b/>"
STYLE = '<w:pStyle w:val="List"/>'
ENGLISH = docx(
    p("Opening the door")
    + f"<w:p>{r('Open the ')}{r('red door', BOLD)}{r(' right now. Close the window.')}</w:p>"
    + table(("Number", "Seven doors"), ("Colour", "All are red"))
    + p("The first thing is here.")
    + p("The second thing is there.")
)
JAPANESE = (
    p("ドアの開け方")
    + f"<w:p>{r('今すぐ')}{r('赤いドア', BOLD)}{r('を開けます。窓を閉めます。')}</w:p>"
    + table(("数", "七つのドア"), ("色", "すべて赤"))
    + p("最初のものはここです。", STYLE)
)
TWO = p("次のものはそこです。", STYLE)


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist()}


def check_only(before: bytes, after: bytes, part: str, old: str, new: str) -> None:
    """Check that two packages differ in some words of one part, and in nothing else."""
    was, now = members(before), members(after)
    assert list(was) == list(now)
    assert now[part].decode() == was[part].decode().replace(old, new)
    assert {name for name in was if was[name] != now[name]} == {part}


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (("窓を閉め", "窓 & <戸> を閉め"), "窓を閉め", "窓 &amp; &lt;戸&gt; を閉め"),
        (("赤いドア", "青いドア"), "赤いドア", "青いドア"),
        (("すべて赤", "すべて青"), "すべて赤", "すべて青"),
        (
            ("窓を閉め", "窓を\n閉め"),
            "窓を閉め",
            '窓を</w:t><w:br/><w:t xml:space="preserve">閉め',
        ),
    ],
)
def test_only_the_edited_words_of_a_document_differ(tmp_path: Path, edit: tuple[str, str], old: str, new: str) -> None:
    before = docx(JAPANESE + TWO)
    content = edited(tmp_path, ".docx", (ENGLISH, before), replaced(*edit))
    check_only(before, content, "word/document.xml", old, new)


def test_an_edit_across_runs_leaves_the_runs(tmp_path: Path) -> None:
    before = docx(JAPANESE + TWO)
    content = edited(tmp_path, ".docx", (ENGLISH, before), replaced("今すぐ赤いドアを開け", "本日ただちに青い扉を開け"))
    part = members(content)["word/document.xml"].decode()
    assert part.count("<w:r>") == members(before)["word/document.xml"].decode().count("<w:r>")
    # New words have the formatting of the run in which their edit begins.
    assert r("本日ただちに青") + r("い扉", BOLD) in part


def test_a_new_paragraph_of_a_document_has_the_style_of_the_one_before(tmp_path: Path) -> None:
    before = docx(JAPANESE)
    action = added("second thing", "次のものはそこです。")
    content = edited(tmp_path, ".docx", (ENGLISH, before), action, gap="second thing")
    old = p("最初のものはここです。", STYLE)
    check_only(before, content, "word/document.xml", old, old + TWO)


def test_a_note_and_hidden_text(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    hidden = r("見えない", "<w:vanish/>")

    def made(first: str, second: str, note: str) -> bytes:
        body = f"<w:p>{r(first)}{hidden}{r(second)}{reference}</w:p>"
        return docx(body, footnotes=f'<w:footnote w:id="2">{p(note)}</w:footnote>')

    before = made("窓を", "閉めます。", "注は短いです。")
    texts = made("Close ", "the window.", "The note is short."), before
    content = edited(tmp_path, ".docx", texts, replaced("窓を閉め", "窓をすぐ閉め"), replaced("短い", "長い"))
    parts, was = members(content), members(before)
    assert parts["word/footnotes.xml"] == was["word/footnotes.xml"].replace("短い".encode(), "長い".encode())
    document = was["word/document.xml"].decode()
    assert parts["word/document.xml"].decode() == document.replace("窓を", "窓をすぐ")


def test_white_space_at_the_end_of_a_text_is_kept(tmp_path: Path) -> None:
    """A text element without the attribute loses the white space at its ends."""
    plain = r("ドア").replace(' xml:space="preserve"', "")
    before = docx(f"<w:p>{plain}{r('を開けます。')}</w:p>")
    content = edited(tmp_path, ".docx", (docx(p("Open the door.")), before), replaced("ドア", "ドア A "))
    check_only(before, content, "word/document.xml", plain, r("ドア A "))


def test_word_opens_what_was_written(tmp_path: Path) -> None:
    def made(*texts: str) -> bytes:
        document = python_docx.Document()
        document.add_heading(texts[0], 1)
        paragraph = document.add_paragraph("A ")
        paragraph.add_run(texts[1]).bold = True
        paragraph.add_run(texts[2])
        document.add_paragraph(texts[3], "List Bullet")
        file = BytesIO()
        document.save(file)
        return file.getvalue()

    before = made("見出し", "重要", "な文です。", "項目は一つです。")
    texts = made("The heading", "weighty", " sentence is here.", "There is one item."), before
    content = edited(tmp_path, ".docx", texts, replaced("重要な", "大切な"), replaced("一つ", "二つ"))
    paragraphs = python_docx.Document(BytesIO(content)).paragraphs
    assert [paragraph.text for paragraph in paragraphs] == ["見出し", "A 大切な文です。", "項目は二つです。"]
    assert [run.bold for run in paragraphs[1].runs] == [None, True, None]
    assert {name for name, part in members(before).items() if members(content)[name] != part} == {"word/document.xml"}


def slides(*texts: str) -> bytes:
    presentation = pptx.Presentation()
    for text in texts:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = text
        slide.placeholders[1].text = f"{text}: 1"
        slide.notes_slide.notes_text_frame.text = f"{text}. {text}"
    file = BytesIO()
    presentation.save(file)
    return file.getvalue()


def test_a_slide(tmp_path: Path) -> None:
    before = slides("開始の挨拶", "終わりの挨拶")
    texts = slides("Opening words", "Closing words"), before

    content = edited(tmp_path, ".pptx", texts, replaced("終わりの挨拶: 1", "閉会 & 挨拶: 1"))
    check_only(before, content, "ppt/slides/slide2.xml", "終わりの挨拶: 1", "閉会 &amp; 挨拶: 1")
    (tmp_path / "ja.taiyaku").unlink()
    with pytest.raises(OutputError, match="a line end cannot be written into a slide"):
        edited(tmp_path, ".pptm", texts, replaced("終わりの挨拶: 1", "閉会\n挨拶: 1"))


def sheet(*texts: str, shared: bool = True) -> bytes:
    """A workbook of a column, whose equal texts are shared or stand in their cells."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strings = list(dict.fromkeys(texts))
    cells = (
        f'<c t="s"><v>{strings.index(text)}</v></c>' if shared else f'<c t="inlineStr"><is><t>{text}</t></is></c>'
        for text in texts
    )
    rows = "".join(f"<row>{cell}</row>" for cell in cells)
    listed = "".join(f"<si><t>{text}</t><rPh><t>ブン</t></rPh></si>" for text in strings)
    sheets = '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
    targets = ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
    return package({
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{space}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(*targets),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{listed if shared else ""}</sst>',
    })  # fmt: skip


@pytest.mark.parametrize(("shared", "part"), [(True, "xl/sharedStrings.xml"), (False, "xl/worksheets/sheet1.xml")])
def test_a_cell(tmp_path: Path, part: str, *, shared: bool) -> None:
    before = sheet("最初の文です。", "次の文です。", "最後の文です。", "同じ文です。", "同じ文です。", shared=shared)
    texts = sheet("It is first.", "It is next.", "It is last.", "It is equal.", "It is equal again."), before
    content = edited(tmp_path, ".xlsx", texts, replaced("次の文", "二番目の <文>"))
    check_only(before, content, part, "次の文", "二番目の &lt;文&gt;")


def test_a_cell_that_shares_its_text_is_refused(tmp_path: Path) -> None:
    texts = sheet("It is equal.", "It is equal again."), sheet("同じ文です。", "同じ文です。")
    with pytest.raises(OutputError, match="would be read back with other words"):
        edited(tmp_path, ".xlsx", texts, lambda state: editing.edit(state, 1, "違う文です。"))
