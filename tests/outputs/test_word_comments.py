from __future__ import annotations

import io
import re
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx as word_library
import pytest
from lxml import etree

import aligner.api
from aligner.cli.main import run
from aligner.document.formats.word import read
from aligner.document.load import bitext_from_mixed, bitext_from_texts
from aligner.document.source import SourceText
from aligner.errors import InputError, OutputError
from aligner.model import FindingKind, Lang, Severity
from aligner.outputs import format_named
from aligner.outputs.options import Choices, Original
from aligner.outputs.record import load
from aligner.review.requests import Request
from aligner.review.service import ReviewService
from aligner.review.session_files import open_session
from aligner.settings import Settings
from tests.document.formats.office_files import STRICT_W, W, docx, p, r, table
from tests.outputs.records import Pair, finding, record
from tests.review.reviews import sentence_with, session_file

if TYPE_CHECKING:
    from aligner.model import Bitext, Finding, Record

SETTINGS = Settings()
FORM = format_named("docx-comments")
EN = "It rained.\n\nIt snowed.\n\nIt froze.\n\nIt thawed."


def bitext(target: bytes, english: str = EN) -> Bitext:
    """English text, and the Japanese of a document."""
    return bitext_from_texts(SourceText("en.txt", english), read(target, "ja.docx", SETTINGS)[0], SETTINGS)


def number(en: tuple[int, ...], ja: tuple[int, ...], start: int = 0, end: int = 0) -> Finding:
    """A finding, about a stretch of the Japanese text where one is given."""
    made = finding(FindingKind.NUMBER, Severity.ERROR, en, ja, ("Number differs.", "数値の不一致です。"))
    return replace(made, detail={**made.detail, "ja": {"start": start, "end": end} if end else None})


def omission(en: tuple[int, ...]) -> Finding:
    return finding(FindingKind.OMISSION, Severity.WARNING, en, (), ("Missing.", "訳抜けです。"))


def commented(made: Record, target: bytes, **choices: Any) -> bytes:
    return FORM.dump(made, Choices(original=Original("ja.docx", target), **choices))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def marked(data: bytes, part: str = "word/document.xml") -> str:
    """The text of a document with its comments in it: [0:what it covers]."""
    root = etree.fromstring(parts(data)[part])
    shown = []
    for element in root.iter():
        name = etree.QName(element).localname
        id_ = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        shown.append(
            {"t": element.text or "", "commentRangeStart": f"[{id_}:", "commentRangeEnd": "]", "p": "/"}.get(name, "")
        )
        if name == "commentReference":
            shown.append(f"^{id_}")
    return "".join(shown).strip("/")


def without_marks(data: bytes) -> bytes:
    """The document in canonical form, with every mark of a comment taken out."""
    root = etree.fromstring(data)
    for mark in [*root.iter("{*}commentRangeStart", "{*}commentRangeEnd")]:
        mark.getparent().remove(mark)
    for reference in [*root.iter("{*}commentReference")]:
        run = reference.getparent()
        assert len(run) == 1
        run.getparent().remove(run)
    return bytes(etree.tostring(root, method="c14n"))


LINK = '<w:hyperlink r:id="rId8">' + r("溶けた") + "</w:hyperlink>"
BODY = "<w:p>" + r("雨が") + r("降った。", "<w:b/>") + "</w:p>" + p("凍った。") + "<w:p>" + LINK + r("。") + "</w:p>"
PAIRS = (Pair((0,), (0,)), Pair((1,), ()), Pair((2,), (1,)), Pair((3,), (2,)))


def test_findings_are_comments_at_their_words_and_at_the_place_of_what_is_missing() -> None:
    target = docx(BODY)
    made = record(
        bitext(target),
        PAIRS,
        findings=[
            number((0,), (0,), 2, 4),
            number((2,), (1,)),
            omission((1,)),
            number((3,), (2,)),
        ],
    )
    out = commented(made, target)
    assert marked(out) == "雨が[0:降っ]^0た。[2:]^2/[1:凍った。]^1/[3:溶けた。]^3"
    document = word_library.Document(io.BytesIO(out))
    assert [(it.comment_id, it.author, it.initials, it.timestamp, it.text) for it in document.comments] == [
        (0, "taiyaku", "T", None, "Error: Number differs.\nEnglish: “It rained.”"),
        (1, "taiyaku", "T", None, "Error: Number differs.\nEnglish: “It froze.”"),
        (2, "taiyaku", "T", None, "Warning: Missing.\nEnglish: “It snowed.”"),
        (3, "taiyaku", "T", None, "Error: Number differs.\nEnglish: “It thawed.”"),
    ]


def test_only_comments_are_added() -> None:
    target = docx(BODY, styles="<w:docDefaults/>", parts={"word/vbaProject.bin": b"\0macro"})
    out = commented(record(bitext(target), PAIRS, findings=[number((0,), (0,)), omission((1,))]), target)
    before, after = parts(target), parts(out)
    assert list(after) == [*before, "word/comments.xml"]
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    main = "word/document.xml"
    assert (
        without_marks(after[main])
        == without_marks(before[main])
        == etree.tostring(etree.fromstring(before[main]), method="c14n")
    )
    for name, added in (("word/_rels/document.xml.rels", "Relationship"), ("[Content_Types].xml", "Override")):
        trees = [etree.fromstring(it[name]) for it in (before, after)]
        assert etree.QName(trees[1][-1]).localname == added
        trees[1].remove(trees[1][-1])
        assert etree.tostring(trees[0], method="c14n") == etree.tostring(trees[1], method="c14n")


def test_the_same_record_gives_the_same_bytes_and_a_date_is_an_option() -> None:
    target = docx(BODY)
    made = record(bitext(target), PAIRS, findings=[number((0,), (0,))])
    assert commented(made, target) == commented(made, target)
    dated = commented(made, target, date=datetime(2026, 1, 31, tzinfo=UTC), lang=Lang.JA)
    (comment,) = word_library.Document(io.BytesIO(dated)).comments
    assert comment.timestamp == datetime(2026, 1, 31, tzinfo=UTC)
    assert comment.text == "【要修正】数値の不一致です。\n英文：「It rained.」"


def test_comments_that_are_there_stay_and_keep_their_ids() -> None:
    target = docx(BODY)
    once = commented(record(bitext(target), PAIRS, findings=[number((0,), (0,))]), target)
    twice = commented(record(bitext(once), PAIRS, findings=[number((2,), (1,)), number((0,), (0,))]), once)
    assert marked(twice) == "[0:[2:雨が降った。]^2]^0/[1:凍った。]^1/溶けた。"
    assert len(word_library.Document(io.BytesIO(twice)).comments) == 3
    assert list(parts(twice)) == list(parts(once))


def test_what_is_missing_at_the_start_is_marked_before_the_first_paragraph() -> None:
    target = docx(p("凍った。") + p("溶けた。"))
    pairs = (Pair((0,), ()), Pair((1,), ()), Pair((2,), (0,)), Pair((3,), (1,)))
    everywhere = finding(FindingKind.STYLE, Severity.INFO, (), (), ("Mixed.", "混在。"))
    out = commented(record(bitext(target), pairs, findings=[omission((0, 1)), everywhere]), target)
    assert marked(out) == "[0:]^0[1:]^1凍った。/溶けた。"


def test_a_note_and_a_text_box_are_marked_where_they_hang() -> None:
    note = '<w:footnote w:id="1">' + p("雪が降った。") + "</w:footnote>"
    box = "<w:r><w:pict><w:txbxContent>" + p("凍った。") + "</w:txbxContent></w:pict></w:r>"
    body = "<w:p>" + r("雨が降った") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + r("。") + box + "</w:p>"
    target = docx(body, footnotes=note)
    made = bitext(target, "It rained.\n\nIt snowed.\n\nIt froze.")
    pairs = [Pair((k,), (k,)) for k in range(3)]
    out = commented(record(made, pairs, findings=[number((1,), (1,)), number((2,), (2,))]), target)
    assert marked(out).startswith("雨が降った[0:]^0。[1:/凍った。]^1")
    first, second = word_library.Document(io.BytesIO(out)).comments
    assert first.text == "Error: Number differs.\nfootnote 1\nEnglish: “It snowed.”"
    assert second.text == "Error: Number differs.\ntext box 1\nEnglish: “It froze.”"


def test_a_row_of_a_table_is_marked_at_the_cell() -> None:
    target = docx(p("雨が降った。") + table(("速さ", "3"), ("重さ", "5")))
    made = bitext(target, "It rained.\n\nSpeed | 3\n\nWeight | 6")
    text = made.ja.text
    five, bar = text.index("5"), text.index(" |", text.index("重"))
    pairs = tuple(Pair((k,), (k,)) for k in range(3))
    found = [number((2,), (2,), five, five + 1), number((2,), (2,), bar, bar + 3), number((1,), (1,))]
    out = commented(record(made, pairs, findings=found), target)
    assert marked(out) == "雨が降った。/[2:速さ]^2/3/[1:重さ]^1/[0:5]^0"


def test_typed_bullets_and_white_space_do_not_shift_the_marks() -> None:
    target = docx(p("  ・雨が降った。") + "<w:p>" + r("  ") + r("・雪が") + r("降った。凍った。") + "</w:p>")
    made = bitext(target, "It rained.\n\nIt snowed. It froze.")
    start = made.ja.text.index("降った。凍")
    pairs = [Pair((0,), (0,)), Pair((1, 2), (1, 2))]
    out = commented(record(made, pairs, findings=[number((1,), (1,), start, start + 3)]), target)
    assert marked(out) == "  ・雨が降った。/  ・雪が[0:降った]^0。凍った。"


def test_runs_are_split_where_comments_begin_and_end_and_keep_their_properties() -> None:
    target = docx("<w:p>" + r("雨が降った。雪も降った。", "<w:b/>") + "</w:p>")
    made = bitext(target, "It rained. It snowed.")
    spans = [(3, 5), (0, 5), (6, 7), (2, 4)]
    found = [number((0,), (0,), 3, 5), number((0,), (0,), 0, 5), number((1,), (1,), 6, 7), number((0,), (0,), 2, 4)]
    out = commented(record(made, [Pair((0,), (0,)), Pair((1,), (1,))], findings=found), target)
    document = word_library.Document(io.BytesIO(out))
    (paragraph,) = document.paragraphs
    assert paragraph.text == "雨が降った。雪も降った。"
    assert {run.bold for run in paragraph.runs if run.text} == {True}
    assert [covered(out, id_) for id_ in range(4)] == [made.ja.text[start:end] for start, end in spans]
    assert read(out, "ja.docx", SETTINGS)[0].text == made.ja.text


def test_edits_of_a_review_are_comments_and_findings_keep_their_places() -> None:
    target = docx(p("雨が降った。雪も降った。") + p("凍った。") + p("溶けた。"))
    english = "It rained. It snowed.\n\nIt froze.\n\nIt thawed.\n\nIt ended."
    before = bitext(target, english)
    text = before.ja.text.replace("雪も", "雪がたくさん").replace("溶けた。", "溶けた。\n\n終わった。")
    after = bitext_from_texts(SourceText("en.txt", english), SourceText("ja.docx", text), SETTINGS)
    pairs = [Pair((k,), (k,)) for k in range(5)]
    place = text.index("凍")
    made = record(after, pairs, findings=[number((2,), (2,), place, place + 1)])
    with pytest.raises(OutputError, match="is not the document that was aligned"):
        commented(made, target)
    out = FORM.dump(made, Choices(original=Original("ja.docx", target, aligned=before)))
    assert marked(out) == "雨が降った。[1:雪も降った。]^1/[0:凍]^0った。/溶けた。[2:]^2"
    comments = [it.text for it in word_library.Document(io.BytesIO(out)).comments]
    assert comments[1:] == ["Changed in the review to: 雪がたくさん降った。", "Changed in the review to: 終わった。"]


def covered(data: bytes, id_: int) -> str:
    """The text between the marks of a comment."""
    text, inside = "", False
    for element in etree.fromstring(parts(data)["word/document.xml"]).iter():
        name = etree.QName(element).localname
        if name.startswith("commentRange") and str(id_) in element.attrib.values():
            inside = name == "commentRangeStart"
        elif name == "t" and inside:
            text += element.text or ""
    return text


def test_a_file_with_both_languages_is_marked_on_either() -> None:
    target = docx(p("It rained all day.") + p("一日中雨が降った。") + p("Then it snowed."))
    made = bitext_from_mixed(read(target, "both.docx", SETTINGS)[0], SETTINGS)
    findings = [number((0,), (0,)), omission((1,))]
    out = commented(record(made, [Pair((0,), (0,)), Pair((1,), ())], findings=findings), target)
    assert marked(out) == "It rained all day./[0:一日中雨が降った。]^0/[1:Then it snowed.]^1"


def test_strict_documents_get_strict_comments() -> None:
    target = docx(p("雨が降った。"), space=STRICT_W)
    made = record(bitext(target, "It rained."), [Pair((0,), (0,))], findings=[number((0,), (0,))])
    out = parts(commented(made, target))
    assert marked(commented(made, target)) == "[0:雨が降った。]^0"
    assert W.encode() not in out["word/comments.xml"]
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in out["word/_rels/document.xml.rels"]


def test_a_document_without_relations_gets_them() -> None:
    plain = parts(docx(p("雨が降った。")))
    del plain["word/_rels/document.xml.rels"]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in plain.items():
            package.writestr(name, content)
    made = record(bitext(target.getvalue(), "It rained."), [Pair((0,), (0,))], findings=[number((0,), (0,))])
    out = commented(made, target.getvalue())
    assert len(word_library.Document(io.BytesIO(out)).comments) == 1


def test_the_translation_may_be_the_first_text() -> None:
    target = docx(p("雨が降った。"))
    sources = read(target, "ja.docx", SETTINGS)[0], SourceText("en.txt", "It rained.")
    made = record(bitext_from_texts(*sources, SETTINGS), [Pair((0,), (0,))], findings=[number((0,), (0,))])
    assert marked(commented(made, target)) == "[0:雨が降った。]^0"


def test_what_xml_cannot_hold_and_what_is_long_is_told_all_the_same() -> None:
    target = docx(p("雨が降った。"))
    long = "It rained \x07" + "and rained " * 100 + "."
    made = bitext(target, long)
    out = commented(record(made, [Pair((0,), (0,))], findings=[number((0,), (0,))]), target)
    (comment,) = word_library.Document(io.BytesIO(out)).comments
    assert "It rained \ufffdand rained" in comment.text
    assert comment.text.endswith("…”")


def test_documents_that_are_refused() -> None:
    target = docx(p("雨が降った。"))
    made = record(bitext(target, "It rained."), [Pair((0,), (0,))])
    with pytest.raises(
        OutputError, match=r"^docx-comments is a copy of the translated Word document; name it with --doc"
    ):
        FORM.dump(made)
    with pytest.raises(OutputError, match=r"^ja\.docx: is not the document that was aligned, or has changed since"):
        commented(made, docx(p("雪が降った。")))
    with pytest.raises(InputError, match=r"^ja\.docx: is no Word document"):
        commented(made, b"text")


PAIRED = docx(table(("It rained.", "雨が降った。"), ("It snowed.", "雪が降った。")))


def test_a_table_of_pairs_takes_no_comments() -> None:
    english, japanese = read(PAIRED, "a.docx", SETTINGS)
    made = record(bitext_from_texts(english, japanese, SETTINGS), [Pair((k,), (k,)) for k in (0, 1)])
    with pytest.raises(OutputError, match=r"^ja\.docx: holds both languages side by side"):
        commented(made, PAIRED)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two texts, whose alignment is made by hand."""
    monkeypatch.chdir(tmp_path)
    target = docx(BODY)
    Path("ja.docx").write_bytes(target)
    Path("en.txt").write_text(EN)
    made = record(bitext(target), PAIRS, findings=[number((0,), (0,))])
    monkeypatch.setattr(aligner.api, "align_files", lambda *_, **__: aligner.api.Result(made))
    Path("stored.json").write_text(aligner.api.Result(made).to_json())
    return tmp_path


COMMENTS = ["--format", "docx-comments"]
ALIGN = ["align", "en.txt", "ja.docx", "--lang", "en", *COMMENTS]


@pytest.mark.usefixtures("files")
def test_the_command_line_copies_the_translation() -> None:
    assert run([*ALIGN, "-o", "out.docx"]) == 0
    assert marked(Path("out.docx").read_bytes()) == "[0:雨が降った。]^0/凍った。/溶けた。"
    assert run(["export", "stored.json", "--lang", "en", *COMMENTS, "-o", "again.docx"]) == 0
    assert Path("again.docx").read_bytes() == Path("out.docx").read_bytes()
    Path("ja.docx").rename("moved.docx")
    assert run(["export", "stored.json", *COMMENTS, "-o", "third.docx", "--document", "moved.docx"]) == 0
    assert marked(Path("third.docx").read_bytes()) == "[0:雨が降った。]^0/凍った。/溶けた。"


def test_a_review_is_exported_after_an_edit(files: Path) -> None:
    path = session_file(files, load(Path("stored.json").read_text("utf-8")))
    with closing(open_session(path)) as session:
        sentence = sentence_with(session.state, Lang.JA, "凍った")
        action = {"kind": "edit", "sentence": sentence, "text": "凍りついた。"}
        ReviewService(session).act(Request(session.version, action, "tab"))
    assert run(["export", str(path), "--lang", "en", *COMMENTS, "-o", "out.docx"]) == 0
    out = Path("out.docx").read_bytes()
    assert ":凍った。]" in marked(out)
    comments = [it.text for it in word_library.Document(io.BytesIO(out)).comments]
    assert "Changed in the review to: 凍りついた。" in comments


@pytest.mark.usefixtures("files")
def test_check_writes_them_too(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", "en.txt", "ja.docx", "--lang", "en", *COMMENTS]
    assert run([*arguments, "-o", "out.docx"]) == 1
    assert "1 error" in capsys.readouterr().out
    assert marked(Path("out.docx").read_bytes()) == "[0:雨が降った。]^0/凍った。/溶けた。"
    assert run(arguments) == 2
    assert run(["check", "en.txt", "ja.docx", "--baseline", "b", "--update-baseline"]) == 0
    assert run([*arguments, "-o", "out.docx", "--baseline", "b"]) == 2
    assert (
        capsys.readouterr().err.count("docx-comments makes a copy of one document; use: taiyaku check SOURCE TARGET")
        == 2
    )


@pytest.mark.usefixtures("files")
def test_check_writes_nothing_where_a_text_cannot_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise InputError("is empty", name="en.txt")

    monkeypatch.setattr(aligner.api, "align_files", fail)
    assert run(["check", "en.txt", "ja.docx", *COMMENTS, "-o", "x.docx"]) == 2
    assert not Path("x.docx").exists()


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([*ALIGN, "-o", "ja.docx"], r"ja\.docx: is one of the texts; write to another file"),
        ([*ALIGN, "-o", "x.docm"], r"x\.docm: a copy of ja\.docx keeps its suffix; name a file with \.docx"),
        ([*ALIGN, "-o", "x.docx", "--document", "en.txt"], r"en\.txt: is not a Word document, and comments go"),
        (["align", "en.txt", "--document", "ja.docx", "--format", "tsv"], r"tsv does not copy a document; leave out"),
        (["export", "stored.json", *COMMENTS, "-o", "ja.docx"], r"ja\.docx: is one of the texts"),
    ],
)  # fmt: skip
def test_wrong_outputs_are_told(arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("ja.docx").read_bytes()
    assert run(arguments) == 2
    assert re.match(problem, capsys.readouterr().err)
    assert Path("ja.docx").read_bytes() == before
