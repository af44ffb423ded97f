from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pptx
import pytest
from pptx.util import Inches

from aligner.document.formats import format_of
from aligner.document.formats.powerpoint import read
from aligner.errors import InputError
from aligner.model import Counted
from aligner.settings import Settings
from tests.document.formats.office_files import SPACES, compound, package, relations
from tests.document.formats.office_files import found as seen

if TYPE_CHECKING:
    from pptx.presentation import Presentation


def found(data: bytes) -> list[tuple[int, str, str | None, str]]:
    """Slide, kind, origin and text of every paragraph."""
    (source,) = read(data, "a.pptx", Settings())
    assert source.counted is Counted.SLIDE
    return seen(source)


def saved(presentation: Presentation) -> bytes:
    file = io.BytesIO()
    presentation.save(file)
    return file.getvalue()


def deck(*slides: str, **parts: str) -> bytes:
    """A presentation of slides whose shapes are given."""
    names = [f"slide{k}" for k in range(1, len(slides) + 1)]
    ids = "".join(f'<p:sldId id="{255 + k}" r:id="rId{k}"/>' for k in range(1, len(slides) + 1))
    made = {
        f"ppt/slides/{name}.xml": f"<p:sld {SPACES}><p:cSld><p:spTree>{content}</p:spTree></p:cSld></p:sld>"
        for name, content in zip(names, slides, strict=True)
    }
    return package(
        {
            "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f"<p:presentation {SPACES}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(*(("slide", f"slides/{name}.xml") for name in names)),
            **made,
            **parts,
        }
    )


def shape(*paragraphs: str, role: str = "") -> str:
    held = f"<p:nvSpPr><p:nvPr><p:ph {role}/></p:nvPr></p:nvSpPr>" if role else ""
    return f"<p:sp>{held}<p:txBody><a:bodyPr/>{''.join(paragraphs)}</p:txBody></p:sp>"


def para(text: str, properties: str = "") -> str:
    return f"<a:p>{properties}<a:r><a:t>{text}</a:t></a:r></a:p>"


def test_a_presentation_as_a_program_makes_it() -> None:
    presentation = pptx.Presentation()
    first = presentation.slides.add_slide(presentation.slide_layouts[0])
    first.shapes.title.text = "洪水への備え"
    first.placeholders[1].text = "川の町のために"
    second = presentation.slides.add_slide(presentation.slide_layouts[1])
    body = second.placeholders[1].text_frame
    body.text = "砂袋を積む。"
    body.add_paragraph().text = "水位を見る。毎日見る。"
    second.shapes.title.text = "手順"
    second.notes_slide.notes_text_frame.text = "ゆっくり話す。"
    third = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = third.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    for row, texts in enumerate((("月", "雨量"), ("五月", "120 mm"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    group = third.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(1), Inches(3), Inches(2), Inches(1)).text_frame.text = "集めた雨水。"
    assert found(saved(presentation)) == [
        (1, "heading", "slide 1", "洪水への備え"),
        (1, "heading", "slide 1", "川の町のために"),
        (2, "heading", "slide 2", "手順"),
        (2, "list", "slide 2", "砂袋を積む。"),
        (2, "list", "slide 2", "水位を見る。毎日見る。"),
        (2, "body", "slide 2, notes", "ゆっくり話す。"),
        (3, "table", "slide 3, table 1, row 1", "月 | 雨量"),
        (3, "table", "slide 3, table 1, row 2", "五月 | 120 mm"),
        (3, "body", "slide 3", "集めた雨水。"),
    ]


def test_titles_come_first_and_what_the_program_fills_in_is_left_out() -> None:
    slide = (
        shape(para("Sandbags"), role='idx="1"')
        + shape(para("7"), role='type="sldNum"')
        + shape(para("2024"), role='type="dt"')
        + shape(para("Confidential"), role='type="ftr"')
        + shape(para("Floods"), role='type="title"')
        + "<p:pic/><p:sp/>"
    )
    assert found(deck(slide)) == [(1, "heading", "slide 1", "Floods"), (1, "list", "slide 1", "Sandbags")]


def test_bullets_are_told_by_the_paragraph_or_by_the_placeholder() -> None:
    none, some = "<a:pPr><a:buNone/></a:pPr>", '<a:pPr><a:buChar char="•"/></a:pPr>'
    slide = shape(para("Plain.", none), para("Item."), role='type="body"') + shape(para("Item.", some), para("・typed"))
    assert [kind for _, kind, *_ in found(deck(slide))] == ["body", "list", "list", "list"]
    assert found(deck(slide))[-1][-1] == "typed"


def test_a_title_of_several_sentences_is_text() -> None:
    slide = shape(para("It rained. It snowed."), role='type="title"')
    assert found(deck(slide)) == [(1, "body", "slide 1", "It rained. It snowed.")]


def test_text_as_it_is_seen() -> None:
    formula = (
        "<mc:AlternateContent><mc:Choice><a14:m xmlns:a14='x'><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></a14:m>"
        "</mc:Choice><mc:Fallback><a:r><a:t>[formula]</a:t></a:r></mc:Fallback></mc:AlternateContent>"
    )
    content = (
        "<a:r><a:t>ex\u00adample</a:t></a:r><a:br/><a:r/><a:r><a:t>is </a:t></a:r>" + formula + "<a:endParaRPr/>"
        '<a:fld type="slidenum"><a:t>4</a:t></a:fld><a:fld type="other"><a:t>!</a:t></a:fld>'
        "<mc:AlternateContent/>"
    )
    assert found(deck(shape(f"<a:p>{content}</a:p>"))) == [(1, "body", "slide 1", "example\nis a+b!")]


def test_alternatives_of_shapes_are_read_once() -> None:
    new, old = shape(para("New form.")), shape(para("Old form."))
    both = f"<mc:AlternateContent><mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    assert [text for *_, text in found(deck(both + "<mc:AlternateContent/>"))] == ["New form."]


def test_diagrams_are_read_from_where_their_text_is_kept() -> None:
    dgm = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    frame = f'<p:graphicFrame><a:graphicData><dgm:relIds {dgm} r:dm="rId1"/></a:graphicData></p:graphicFrame>'
    lost = frame.replace("rId1", "rId9")
    point = f"<dgm:pt><dgm:t><a:bodyPr/>{para('Rain')}{para('Flood')}</dgm:t></dgm:pt>"
    data = f"<dgm:dataModel {dgm} {SPACES}>{point}</dgm:dataModel>"
    parts = {
        "ppt/slides/_rels/slide1.xml.rels": relations(("diagramData", "../diagrams/data1.xml")),
        "ppt/diagrams/data1.xml": data,
    }
    assert found(deck(frame + lost, **parts)) == [
        (1, "list", "slide 1, diagram 1", "Rain"),
        (1, "list", "slide 1, diagram 1", "Flood"),
    ]


def test_slides_come_in_the_order_in_which_they_are_shown() -> None:
    data = deck(shape(para("First file")), shape(para("Second file")), "")
    swapped = deck(shape(para("Second file")), shape(para("First file")))
    assert [(slide, text) for slide, _, _, text in found(data)] == [(1, "First file"), (2, "Second file")]
    assert [(slide, text) for slide, _, _, text in found(swapped)] == [(1, "Second file"), (2, "First file")]


def test_a_slide_that_is_listed_twice_is_read_once() -> None:
    listed = '<p:sldId r:id="rId1"/>' * 2
    main = f"<p:presentation {SPACES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"
    data = deck(shape(para("a")), **{"ppt/presentation.xml": main})
    assert found(data) == [(1, "body", "slide 1", "a")]


def test_a_slide_that_is_not_there_is_passed_over() -> None:
    data = deck(
        shape(para("a")),
        **{"ppt/_rels/presentation.xml.rels": relations(("theme", "x"), ("slide", "slides/slide1.xml"))},
    )
    with pytest.raises(InputError, match=r"^a\.pptx: is empty"):
        read(data, "a.pptx", Settings())


def test_files_that_are_refused() -> None:
    with pytest.raises(InputError, match=r"^a\.pptx: is no PowerPoint presentation, whatever its name says"):
        read(b"Slides", "a.pptx", Settings())
    with pytest.raises(InputError, match=r"^a\.pptx: is in the old format \.ppt; open it and save it as \.pptx"):
        read(compound("PowerPoint Document"), "a.pptx", Settings())
    with pytest.raises(InputError, match=r"^a\.pptx: its part 'ppt/slides/slide1\.xml' is no well-formed XML"):
        read(deck("<a>"), "a.pptx", Settings())


def test_presentations_are_told_by_content_and_suffix() -> None:
    assert [format_of(name).name for name in ("a.pptx", "a.pptm", "a.ppsx")] == ["pptx"] * 3
    assert format_of("a.zip", deck("")).name == "pptx"
    assert format_of("a.ppt", compound("PowerPoint Document")).name == "pptx"


def test_tables_in_cells_are_read_once() -> None:
    def nested(depth: int) -> str:
        inner = nested(depth - 1) if depth else ""
        cell = f"<a:tc><a:txBody>{para(f'Cell {depth}.')}</a:txBody>{inner}</a:tc>"
        return f"<a:tbl><a:tr>{cell}<a:tc><a:txBody>{para('b')}</a:txBody></a:tc></a:tr></a:tbl>"

    shown = " ".join(text for *_, text in found(deck(f"<p:graphicFrame>{nested(40)}</p:graphicFrame>")))
    assert [shown.count(f"Cell {k}.") for k in range(41)] == [1] * 41
