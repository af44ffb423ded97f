from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import aligner
from aligner.cli.main import run as run_command
from aligner.document.formats import format_of
from aligner.document.formats.word import read
from aligner.errors import InputError
from aligner.model import Counted, Lang
from aligner.settings import Settings
from tests.document.formats.office_files import SPACES, STRICT_W, cell, compound, docx, p, package, r, relations, table
from tests.document.formats.office_files import found as seen

if TYPE_CHECKING:
    from pathlib import Path


def found(data: bytes) -> list[tuple[int, str, str | None, str]]:
    """Number, kind, origin and text of every paragraph."""
    (source,) = read(data, "a.docx", Settings())
    assert source.counted is Counted.PARAGRAPH
    return seen(source)


def texts(*content: str, **parts: Any) -> list[str]:
    """The texts of a document whose body holds some paragraphs."""
    return [text for *_, text in found(docx("".join(content), **parts))]


def para(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def style(id_: str, name: str, inside: str = "", based_on: str = "", kind: str = "paragraph") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>{base}{inside}</w:style>'


def styled(text: str, id_: str, more: str = "") -> str:
    return p(text, f'<w:pStyle w:val="{id_}"/>{more}')


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{result}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_paragraphs_are_counted_with_the_empty_ones_and_those_of_tables() -> None:
    body = p("It rained.") + p("") + table(("Speed", "3 m/s"), ("Weight", "5 kg")) + p("It stopped.")
    assert found(docx(body)) == [
        (1, "body", None, "It rained."),
        (3, "table", "table 1, row 1", "Speed | 3 m/s"),
        (5, "table", "table 1, row 2", "Weight | 5 kg"),
        (7, "body", None, "It stopped."),
    ]


def test_strict_files_are_read_like_the_others() -> None:
    assert found(docx(p("雪が降る。"), space=STRICT_W)) == [(1, "body", None, "雪が降る。")]


def test_headings_are_told_by_outline_level_style_and_name() -> None:
    styles = (
        "<w:docDefaults/>"
        + style("a", "Normal").replace("<w:style ", '<w:style w:default="1" ')
        + style("1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', "a")
        + style("chapter", "Chapter of the house", based_on="1")
        + style("running", "Run-in", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', "a")
        + style("2", "見出し 2")
        + style("x", "表題")
        + style("loop", "Loop", based_on="loop")
    )
    body = (
        styled("Floods", "1"),
        styled("Causes", "chapter"),
        styled("説明", "2"),
        styled("洪水", "x"),
        styled("Heading without styles", "Heading3"),
        p("Its own level", '<w:outlineLvl w:val="2"/>'),
        styled("Taken back, in running text.", "1", '<w:outlineLvl w:val="9"/>'),
        styled("In running text.", "running"),
        styled("Going round.", "loop"),
        styled("The buyer pays. The seller delivers.", "1"),
    )
    assert [kind for _, kind, *_ in found(docx("".join(body), styles=styles))] == ["heading"] * 6 + ["body"] * 4


def test_lists_are_told_by_their_numbering_and_marks_are_not_text() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    styles = (
        style("bullet", "List Bullet", f"<w:pPr>{number.format(3)}</w:pPr>")
        + style("inherits", "Sub-bullet", based_on="bullet")
        + style("h", "heading 1", f'<w:pPr><w:outlineLvl w:val="0"/>{number.format(1)}</w:pPr>')
    )
    body = (
        p("By its own.", number.format(2)),
        styled("By style.", "bullet"),
        styled("By inheritance.", "inherits"),
        styled("Not in the list.", "bullet", number.format(0)),
        styled("A numbered heading", "h"),
    )
    kinds = [kind for _, kind, *_ in found(docx("".join(body), styles=styles))]
    assert kinds == ["list", "list", "list", "body", "heading"]


def test_marks_that_were_typed_do_not_stay_with_the_text() -> None:
    body = "".join(
        map(p, ("■ 概要", "説明する。", "・傘を持つ。", "・ 靴をはく。", "(1) 出かける。", "第2章 帰り道", "・"))
    )
    assert found(docx(body)) == [
        (1, "heading", None, "概要"),
        (2, "body", None, "説明する。"),
        (3, "list", None, "傘を持つ。"),
        (4, "list", None, "靴をはく。"),
        (5, "list", None, "(1) 出かける。"),
        (6, "heading", None, "第2章 帰り道"),
        (7, "body", None, "・"),
    ]


def test_quotations_and_listings_are_told_by_their_styles() -> None:
    styles = style("q", "Intense Quote") + style("c", "HTML Preformatted")
    body = styled("It was so.", "q") + styled("print(1)", "c")
    assert [kind for _, kind, *_ in found(docx(body, styles=styles))] == ["quote", "code"]


def test_a_heading_without_style_is_told_by_what_surrounds_it() -> None:
    body = p("Opening hours") + p("The museum is open every day from nine to five, but not in the last week of May.")
    assert [kind for _, kind, *_ in found(docx(body))] == ["heading", "body"]


def test_tracked_changes_are_accepted() -> None:
    gone = '<w:r><w:delText xml:space="preserve">not </w:delText></w:r>'
    body = (
        para(r("It is "), f"<w:del>{gone}</w:del>", f"<w:ins>{r('really ')}</w:ins>", r("open.")),
        para("<w:moveFrom>" + r("It moved.") + "</w:moveFrom>", r("Stays.")),
        para("<w:moveTo>" + r("It moved.") + "</w:moveTo>"),
        para("<w:ins><w:del>" + gone + "</w:del></w:ins>", r("Nested.")),
    )
    assert texts(*body) == ["It is really open.", "Stays.", "It moved.", "Nested."]


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next() -> None:
    styles = style("1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    deleted = "<w:rPr><w:del/></w:rPr>"
    body = (
        styled("It rained ", "1", deleted) + p("all ", deleted) + p("day.") + p("Then it ", deleted) + table(("a",)),
        p("End", deleted),
    )
    assert found(docx("".join(body), styles=styles)) == [
        (1, "body", None, "It rained all day."),
        (2, "body", None, "Then it"),
        (3, "body", "table 1, row 1, cell 1", "a"),
        (4, "body", None, "End"),
    ]


def test_deleted_rows_and_cells_of_tables_are_gone() -> None:
    rows = (
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("old") + "</w:tc></w:tr>"
        "<w:tr><w:sdt><w:sdtContent><w:tc>"
        + p("Speed")
        + "</w:tc></w:sdtContent></w:sdt><w:tc><w:tcPr><w:cellDel/></w:tcPr>"
        + p("2")
        + "</w:tc>"
        "<w:tc>" + p("3") + "</w:tc></w:tr>"
    )
    assert found(docx(f"<w:tbl>{rows}</w:tbl>")) == [(1, "table", "table 1, row 1", "Speed | 3")]


def test_hidden_text_is_left_out() -> None:
    styles = (
        style("secret", "Secret", "<w:rPr><w:vanish/></w:rPr>", kind="character")
        + style("more", "More secret", based_on="secret", kind="character")
        + style("note", "Internal", "<w:rPr><w:vanish/></w:rPr>")
    )
    body = (
        para(r("Seen. "), r("Hidden. ", "<w:vanish/>"), r("Shown.", '<w:vanish w:val="0"/>')),
        para(
            r("Seen."),
            r(" Hidden.", '<w:rStyle w:val="more"/>'),
            r(" Shown.", '<w:rStyle w:val="secret"/><w:vanish w:val="false"/>'),
        ),
        styled("Hidden.", "note"),
    )
    assert texts(*body, styles=styles) == ["Seen. Shown.", "Seen. Shown."]


def test_what_surrounds_runs_does_not_hide_them() -> None:
    body = (
        para(
            '<w:hyperlink r:id="rId9">',
            r("A link"),
            "</w:hyperlink>",
            r(" and "),
            "<w:smartTag>",
            r("a tag"),
            "</w:smartTag>",
        ),
        "<w:sdt><w:sdtPr/><w:sdtContent>"
        + para("<w:sdt><w:sdtContent>", r("A control"), "</w:sdtContent></w:sdt>")
        + "</w:sdtContent></w:sdt>",
        "<w:customXml>" + para("<w:bdo>", r("Reversed"), "</w:bdo>") + "</w:customXml>",
    )
    assert texts(*body) == ["A link and a tag", "A control", "Reversed"]


def test_a_page_break_parts_words() -> None:
    assert texts(para(r("one"), '<w:r><w:br w:type="page"/></w:r>', r("two"))) == ["one\ntwo"]


def test_tabs_breaks_and_hyphens() -> None:
    body = para(
        r("a"), "<w:r><w:tab/></w:r>", r("b"), "<w:r><w:br/></w:r>", r("Wi"),
        "<w:r><w:noBreakHyphen/></w:r>", r("Fi ex"), "<w:r><w:softHyphen/></w:r>",
        r("am\u00adple"), '<w:r><w:br w:type="page"/></w:r>',
    )  # fmt: skip
    assert texts(body) == ["a\tb\nWi-Fi example"]


def test_spaces_count_only_where_they_are_to_be_kept() -> None:
    assert texts("<w:p><w:r><w:t> a </w:t></w:r><w:r><w:t xml:space='preserve'> b\n c </w:t></w:r></w:p>") == ["a b  c"]


def test_symbols_are_characters() -> None:
    def sym(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    body = para(sym("Symbol", "F0B3"), r("5 "), sym("Symbol", "61"), sym("Wingdings", "F0FC"), sym("Wingdings", "F099"))
    assert texts(body, para(sym("Symbol", "F035"), sym("Symbol", "x"), sym("Symbol", "0007"))) == ["≥5 α✓\uf099", "5"]


def test_of_a_field_the_result_is_text() -> None:
    body = (
        para(r("See "), field("REF fig \\h", r("Figure 2")), r(".")),
        para(
            '<w:fldSimple w:instr=" SEQ Figure ">',
            r("3"),
            "</w:fldSimple>",
            r(" shows. Page "),
            '<w:fldSimple w:instr="PAGE">',
            r("9"),
            "</w:fldSimple>",
        ),
        para(field("TOC \\o", r("Causes") + field("PAGEREF x", r("4")))),
        para(field('IF 1 = 1 "yes"', field("REF a", r("inner")) + r(" outer"))),
        para(r("Left: "), field("NUMPAGES", r("12"))),
    )
    assert texts(*body) == ["See Figure 2.", "3 shows. Page", "inner outer", "Left:"]


def test_a_table_of_contents_over_several_paragraphs_is_left_out() -> None:
    begin, *_ = field("TOC", "|").split("|")
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert texts(para(begin, r("One\t1")), para(r("Two\t2")), para(end), p("One")) == ["One"]
    assert texts(para(begin, r("One\t1")), p("A field that is never ended costs nothing.")) == [
        "One\t1",
        "A field that is never ended costs nothing.",
    ]
    unended = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r>'
    assert texts(para(unended, end, end), para(unended), p("Goes on.")) == ["Goes on."]


def test_hidden_marks_of_fields_are_marks() -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    body = para(
        r("Rain"),
        field('XE "rain"', r("never seen"))
        .replace("<w:r><w:f", f"<w:r>{hidden}<w:f")
        .replace("<w:r><w:i", f"<w:r>{hidden}<w:i"),
    )
    assert texts(body, para(r("."))) == ["Rainnever seen", "."]


def test_readings_over_kanji_are_left_out() -> None:
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt>"
        + r("とうきょう")
        + "</w:rt><w:rubyBase>"
        + r("東京")
        + "</w:rubyBase></w:ruby></w:r>"
    )
    code = r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(ひがし),東)"
    equation = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(para(ruby, r("へ行く。")), para(equation, r("へ行く。"))) == ["東京へ行く。", "東へ行く。"]
    assert texts(para("<w:r><w:ruby/></w:r>", equation.replace("EQ", "XE"), r("a"))) == ["a"]


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


K = run("k")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (f"<m:rad><m:e>{run('x')}</m:e></m:rad>", "√x"),
        (run("E=m") + f"<m:sSup><m:e>{run('c')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>", "E=mc^2"),
        (f"<m:f><m:fPr><m:ctrlPr/></m:fPr><m:num>{run('a+b')}</m:num><m:den>{run('2')}</m:den></m:f>", "(a+b)/2"),
        (
            f"<m:sSubSup><m:e>{run('x')}</m:e><m:sub>{run('i')}</m:sub><m:sup>{run('n+1')}</m:sup></m:sSubSup>",
            "x_i^(n+1)",
        ),
        (f"<m:rad><m:radPr/><m:deg/><m:e>{run('2x')}</m:e></m:rad>", "√2x"),
        (f"<m:d><m:e>{run('a')}</m:e><m:e>{run('b')}</m:e></m:d>", "(a|b)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr><m:e>{run("a")}</m:e></m:d>', "[a"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{run("1")}</m:sub><m:sup/><m:e>{K}</m:e></m:nary>',
            "∑_1 k",
        ),
        (f"<m:nary><m:sub/><m:sup/><m:e>{run('x')}</m:e></m:nary>", "∫ x"),
    ],
)
def test_formulas_are_lines_of_text(formula: str, text: str) -> None:
    assert texts(para(r("So "), f"<m:oMath>{formula}</m:oMath>", r("."))) == [f"So {text}."]


NOTE = '<w:footnote w:id="{}"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>'


def ref(id_: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{id_}"/></w:r>'


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    notes = NOTE.format(-1, "") + NOTE.format(7, r(" First note.")) + NOTE.format(3, r(" Second note."))
    end = '<w:endnote w:id="1">' + p("At the end.") + p("Its second paragraph.") + "</w:endnote>"
    body = para(r("It rained"), ref(7), r(" in May"), ref(3), r(".")) + para(
        r("It snowed."), ref(1, "endnote"), ref(99)
    )
    assert found(docx(body, footnotes=notes, endnotes=end)) == [
        (1, "body", None, "It rained in May."),
        (1, "body", "footnote 1", "First note."),
        (1, "body", "footnote 2", "Second note."),
        (2, "body", None, "It snowed."),
        (2, "body", "endnote 1", "At the end."),
        (2, "body", "endnote 1", "Its second paragraph."),
    ]


def test_a_note_that_refers_to_itself_is_read_once() -> None:
    notes = NOTE.format(1, r("See above.") + ref(1))
    assert texts(para(r("It rained."), ref(1), ref(1)), footnotes=notes) == ["It rained.", "See above."]


def box(text: str) -> str:
    return f"<w:txbxContent>{text}</w:txbxContent>"


def alternatives(choice: str, fallback: str = "") -> str:
    older = fallback and f"<mc:Fallback>{fallback}</mc:Fallback>"
    return f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>{older}</mc:AlternateContent>'


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    drawing = "<w:drawing><a:graphic><wps:txbx>" + box(p("In the box.")) + "</wps:txbx></a:graphic></w:drawing>"
    picture = "<w:pict><v:textbox>" + box(p("In the box.")) + "</v:textbox></w:pict>"
    both = alternatives(drawing, picture)
    empty = alternatives("<w:drawing/>", picture)
    nothing = alternatives("<w:drawing/>")
    body = para(r("Before"), f"<w:r>{both}{nothing}</w:r>", r(" and after.")) + para(r("Old."), f"<w:r>{empty}</w:r>")
    assert found(docx(body)) == [
        (1, "body", None, "Before and after."),
        (1, "body", "text box 1", "In the box."),
        (2, "body", None, "Old."),
        (2, "body", "text box 2", "In the box."),
    ]


def test_alternatives_may_stand_around_a_form_in_a_drawing_and_around_paragraphs() -> None:
    inner = alternatives("<wps:txbx>" + box(p("Boxed.")) + "</wps:txbx>")
    block = alternatives(p("New form."), p("Old form."))
    around = alternatives(r("A run."))
    assert texts(para(f"<w:r><w:drawing>{inner}</w:drawing></w:r>"), block, para(around)) == [
        "Boxed.",
        "New form.",
        "A run.",
    ]


def test_diagrams_follow_the_paragraph_that_holds_them() -> None:
    dgm = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    drawing = f'<w:r><w:drawing><a:graphic><dgm:relIds {dgm} r:dm="rId1"/></a:graphic></w:drawing></w:r>'
    point = "<dgm:pt><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    parts = {
        "word/_rels/document.xml.rels": relations(("diagramData", "data.xml")),
        "word/data.xml": f"<dgm:dataModel {dgm} {SPACES}>{point.format('Rain')}{point.format('Flood')}</dgm:dataModel>",
    }
    assert found(docx(para(r("See:"), drawing), parts=parts)) == [
        (1, "body", None, "See:"),
        (1, "list", "diagram 1", "Rain"),
        (1, "list", "diagram 1", "Flood"),
    ]


def test_boxes_in_notes_and_tables_in_boxes_name_the_whole_way() -> None:
    note = NOTE.format(1, r("Note.") + "<w:r><w:pict>" + box(table(("a", "b"))) + "</w:pict></w:r>")
    assert found(docx(para(r("It rained."), ref(1)), footnotes=note))[1:] == [
        (1, "body", "footnote 1", "Note."),
        (1, "table", "footnote 1, text box 1, table 1, row 1", "a | b"),
    ]


def test_a_table_that_lays_out_text_is_read_cell_by_cell() -> None:
    long = "Press the key. The lamp lights up."
    assert found(docx(table(("1", long), ("2", "Wait.")))) == [
        (1, "body", "table 1, row 1, cell 1", "1"),
        (2, "body", "table 1, row 1, cell 2", long),
        (3, "body", "table 1, row 2, cell 1", "2"),
        (4, "body", "table 1, row 2, cell 2", "Wait."),
    ]
    assert len(found(docx(table(("1", p("One.") + p("Two.")))))) == 3
    assert len(found(docx(table(("Only one column",), ("of cells",))))) == 2


def test_a_row_of_data_keeps_the_places_of_its_empty_cells_but_those_at_its_ends() -> None:
    rows = table(("", "Speed", "", "3 m/s", ""), ("", "", "", "", ""))
    assert found(docx(rows)) == [(2, "table", "table 1, row 1", "Speed |  | 3 m/s")]


def test_merged_cells_leave_empty_ones() -> None:
    def wide(text: str, columns: str) -> str:
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{p(text)}</w:tc>'

    rows = "".join(
        f"<w:tr>{row}</w:tr>"
        for row in (
            cell("Boat") + wide("2023", "2") + wide("2024", "2"),
            "".join(map(cell, ("Ferry", "1", "2", "3", "4"))),
            wide("All of them", "5"),
            cell("Raft") + wide("none", "x") + cell("5"),
        )
    )
    assert texts(f"<w:tbl>{rows}</w:tbl>") == [
        "Boat | 2023 |  | 2024",
        "Ferry | 1 | 2 | 3 | 4",
        "All of them",
        "Raft | none | 5",
    ]


def test_notes_of_a_row_follow_it() -> None:
    rows = table(("Speed", para(r("3 m/s"), ref(1))), ("Weight", "5 kg"))
    assert texts(rows, footnotes=NOTE.format(1, r("At most."))) == ["Speed | 3 m/s", "At most.", "Weight | 5 kg"]


def test_a_table_in_a_table_is_read_where_it_stands() -> None:
    outer = table(("Outer", p("Before.") + table(("a", "b"), ("c", "d")) + p("")))
    assert found(docx(outer)) == [
        (1, "body", "table 1, row 1, cell 1", "Outer"),
        (2, "body", "table 1, row 1, cell 2", "Before."),
        (3, "table", "table 1, row 1, cell 2, table 2, row 1", "a | b"),
        (5, "table", "table 1, row 1, cell 2, table 2, row 2", "c | d"),
    ]


MAIN = "word/document.xml"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (docx(""), r"^a\.docx: is empty; give a text with words in it"),
        (docx("<w:p>"), r"^a\.docx: its part 'word/document\.xml' is no well-formed XML \(.*; fix it"),
        (docx(p("a"))[:-40], r"^a\.docx: is damaged or cut short, or no zip package at all; open it in the program"),
        (b"It rained.", r"^a\.docx: is no Word document, whatever its name says; check its suffix"),
        (package({"a.txt": "a"}), r"^a\.docx: is no Word document of the usual kind; save it as \.docx"),
        (
            package({"_rels/.rels": relations(("officeDocument", "a.xml")), "a.xml": "<a/>"}),
            r"^a\.docx: is no Word document; check its suffix and --input-format",
        ),
        (
            package({"_rels/.rels": relations(("officeDocument", "http://x/a.xml"), mode=' TargetMode="External"')}),
            r"^a\.docx: is no Word document of the usual kind",
        ),
        (
            docx(p("a"), parts={MAIN: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            r"^a\.docx: its part 'word/document\.xml' declares a document type with entities",
        ),
        (compound("EncryptedPackage"), r"^a\.docx: is protected"),
        (
            compound("WordDocument"),
            r"^a\.docx: is in the old format \.doc; open it and save it as \.docx",
        ),
        (
            compound("Workbook"),
            r"^a\.docx: is in the old format \.xls; open it and save it as \.xlsx",
        ),
    ],
)  # fmt: skip
def test_files_that_are_refused(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as raised:
        read(data, "a.docx", Settings())
    assert "\n" not in str(raised.value)


def test_a_document_may_name_its_parts_as_it_likes() -> None:
    main = f'<w:document xmlns:w="{STRICT_W}"><w:body><w:p><w:r><w:t>Snow.</w:t></w:r></w:p></w:body></w:document>'
    data = package({"_rels/.rels": relations(("officeDocument", "/Word/Document2.XML")), "word/document2.xml": main})
    assert found(data) == [(1, "body", None, "Snow.")]


def test_a_document_without_a_body_is_empty() -> None:
    with pytest.raises(InputError, match="is empty"):
        read(docx("", parts={MAIN: f'<w:document xmlns:w="{STRICT_W}"/>'}), "a.docx", Settings())


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.docx", b"", "docx"),
        ("a.DOCM", b"", "docx"),
        ("a.bin", docx(p("a")), "docx"),
        ("a.txt", docx(p("a")), "docx"),
        ("a.doc", compound("WordDocument"), "docx"),
        ("a.txt", compound("EncryptedPackage"), "docx"),
    ],
)
def test_documents_are_told_by_content_and_suffix(name: str, data: bytes, kind: str) -> None:
    assert format_of(name, data).name == kind


def test_a_document_that_is_a_table_of_pairs_is_read_as_pairs() -> None:
    rows = (
        ("No.", "English", "日本語"),
        ("1", "It rained.", "雨が降った。"),
        ("2", p("It snowed.") + p("It froze."), "雪が降り、凍った。"),
        ("3", "", "溶けた。"),
    )
    english, japanese = read(docx(p("Weather") + table(*rows)), "a.docx", Settings())
    assert [english.lang, japanese.lang, english.counted] == [Lang.EN, Lang.JA, Counted.PARAGRAPH]
    made = [
        [
            (block.unit and block.unit.key, block.line, block.origin, source.text[block.start : block.end])
            for block in source.blocks or ()
        ]
        for source in (english, japanese)
    ]
    assert made == [
        [
            ("table 1, row 2", 5, "table 1, row 2, cell 2", "It rained."),
            ("table 1, row 3", 8, "table 1, row 3, cell 2", "It snowed.\nIt froze."),
        ],
        [
            ("table 1, row 2", 5, "table 1, row 2, cell 3", "雨が降った。"),
            ("table 1, row 3", 8, "table 1, row 3, cell 3", "雪が降り、凍った。"),
            ("table 1, row 4", 12, "table 1, row 4, cell 3", "溶けた。"),
        ],
    ]


def test_a_table_of_pairs_among_more_text_is_read_with_it_cell_by_cell() -> None:
    rows = (("English", "日本語"), ("It rained", "雨が降った"), ("It snowed", "雪が降った"))
    letter = "This is a letter about the weather of last week, when it rained and snowed all day."
    assert texts(p(letter), table(*rows)) == [letter, *(text for row in rows for text in row)]


def test_documents_are_aligned_from_files_and_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "en.docx").write_bytes(docx(p("The ferry leaves at 8 a.m. It costs 500 yen.") + p("Dogs are welcome.")))
    (tmp_path / "ja.docx").write_bytes(docx(p("フェリーは午前8時に出ます。料金は600円です。") + p("犬も乗れます。")))
    settings = Settings(meaning=False)
    result = aligner.align_files(tmp_path / "en.docx", tmp_path / "ja.docx", settings=settings)
    assert [(bead.source, bead.target) for bead in result.beads] == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
    assert [segment.line for segment in result.record.alignment.bitext.ja.segments] == [1, 1, 2]
    assert aligner.Result.from_json(result.to_json()) == result
    (tmp_path / "both.docx").write_bytes(docx(p("It rained. It snowed.") + p("雨だった。雪だった。") + p("It froze.")))
    mixed = aligner.align_files(tmp_path / "both.docx", settings=settings).record.alignment.bitext
    assert [[segment.line for segment in mixed.side(lang).segments] for lang in Lang] == [[1, 1, 3], [2, 2]]
    files = [str(tmp_path / name) for name in ("en.docx", "ja.docx")]
    assert run_command(["check", *files, "--no-meaning", "--lang", "en"]) == 1
    assert "English paragraph 1" in capsys.readouterr().out
    protected = tmp_path / "ja.docx"
    protected.write_bytes(compound("EncryptedPackage"))
    assert run_command(["check", *files]) == 2
    said = capsys.readouterr().err
    assert said == f"{protected}: is protected with a password; open it, take the password off and save it\n"


def test_what_nests_or_repeats_beyond_reason_is_read_or_refused_in_one_line() -> None:
    deep = "a"
    for _ in range(55):
        deep = table((deep if deep.startswith("<w:") else p(deep),))
    assert [text for *_, text in found(docx(deep))] == ["a"]
    linked = "<w:hyperlink>" * 200 + r("a") + "</w:hyperlink>" * 200
    assert texts(para(linked)) == ["a"]
    with pytest.raises(InputError, match=r"^a\.docx: its part 'word/document\.xml' elements nest too deeply"):
        read(docx(para("<w:hyperlink>" * 300 + "</w:hyperlink>" * 300)), "a.docx", Settings())
    bomb = docx(p(" " * 3_000_000))
    with pytest.raises(InputError, match=r"^a\.docx: its part 'word/document\.xml' unpacks to more than 200 times"):
        read(bomb, "a.docx", Settings())


def test_a_chain_of_notes_is_read_to_its_end() -> None:
    notes = "".join(NOTE.format(k, r(f"Note {k}.") + ref(k + 1)) for k in range(1, 3000))
    shown = texts(para(r("It rained."), ref(1)) + p("It snowed."), footnotes=notes)
    assert sorted(shown[1:-1]) == sorted(f"Note {k}." for k in range(1, 3000))
    assert (shown[0], shown[-1]) == ("It rained.", "It snowed.")


def test_a_level_of_thousands_of_digits_is_no_level() -> None:
    assert found(docx(p("It rained.", f'<w:outlineLvl w:val="{"1" * 5000}"/>'))) == [(1, "body", None, "It rained.")]
