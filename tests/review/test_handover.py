"""What leaves a review: confirmed pairs, text still to be translated, queries, the protocol."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook

from aligner.cli.main import run
from aligner.findings.certainty import with_shown
from aligner.model import Bitext, FindingKind, Lang, ParagraphKind, Severity
from aligner.outputs import format_named
from aligner.outputs.options import Choices
from aligner.outputs.record import canonical, load
from aligner.review.decisions import commented, decided
from aligner.review.handover import FORMS, OFFERED, Review, form_named, prepared, review_of
from aligner.review.handover.items import gaps, queries
from aligner.review.model import Decision, Status
from aligner.review.refusal import RefusedError
from aligner.review.requests import Request
from aligner.review.service import ReviewService
from aligner.review.session_files import create_session, open_session
from aligner.review.state_records import state_of
from tests.outputs.records import Pair, document, finding, record
from tests.review.reviews import EN, JA, bead_with, demo, note_of, sentence_with

if TYPE_CHECKING:
    from collections.abc import Iterator

BODY = ParagraphKind.BODY
COMMENT = "<b>よろしい</b>ですか。=1+1"


def act(service: ReviewService, kind: str, **fields: object) -> None:
    service.act(Request(service.version, {"kind": kind, **fields}, "tab"))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with some of everything done."""
    path = tmp_path_factory.mktemp("review") / "demo.taiyaku"
    create_session(path, demo(), [], {})
    with closing(open_session(path, who="山田 花子")) as session:
        service = ReviewService(session)
        start = session.state
        act(service, "decide", findings=[note_of(start, FindingKind.NUMBER, "3.8億円").id], status="accepted")
        act(
            service,
            "edit",
            sentence=sentence_with(start, JA, "2430人"),
            text="ロンドンに上場し、従業員数は2340人です。",
        )
        moved = note_of(start, FindingKind.MOVED).id
        act(service, "decide", findings=[moved], status="aside", reason="query", comment=COMMENT)
        act(service, "insert", beads=[bead_with(start, EN, "Proven in service")], text="運用実績")
        act(service, "comment", bead=bead_with(start, EN, "The programme is worth"), text="「事業規模」でよいか")
        act(service, "confirm", beads=[bead_with(start, EN, "Financing")])
        act(service, "unlink", bead=bead_with(start, EN, "Smaller ports first"))
        act(service, "undo")
    return path


@pytest.fixture
def service(path: Path) -> Iterator[ReviewService]:
    with closing(open_session(path, alone=False)) as session:
        yield ReviewService(session)


def cells(content: bytes) -> list[list[str]]:
    (table,) = Document(BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_memory_holds_the_confirmed_pairs_and_no_other(service: ReviewService) -> None:
    content, media, name = service.export("tmx", Lang.JA)
    assert (media, name) == ("application/x-tmx+xml", "demo.tmx")
    segments = [it.text for it in etree.fromstring(content).iter("seg")]
    assert segments == ["Proven in service", "運用実績", "Financing", "資金計画"]


def test_other_formats_hold_everything_as_it_stands(service: ReviewService) -> None:
    for name in ("xliff", "xlsx", "docx", "html"):
        content, _, file = service.export(name, Lang.EN)
        assert file == f"demo{dict(OFFERED)[name]}"
        assert len(content) > 1000
    text = service.export("xliff", Lang.EN)[0].decode()
    assert "2340人" in text
    assert "2430人" not in text
    # What was set aside is no finding any more, what is to be mended is.
    assert "記載順の相違" not in service.export("xliff", Lang.JA)[0].decode()
    assert "数値の不一致" in service.export("xliff", Lang.JA)[0].decode()
    record = load(service.export("json", Lang.EN)[0].decode())
    assert "2340人" in record.alignment.bitext.ja.text


@pytest.mark.parametrize("accepted", [True, False])
def test_a_less_certain_finding_leaves_the_review_only_if_somebody_accepted_it(accepted: bool, tmp_path: Path) -> None:
    made = demo()
    unsure = [replace(one, certainty=0.1) if one.kind is FindingKind.NUMBER else one for one in made.findings]
    create_session(tmp_path / "a.taiyaku", replace(made, findings=tuple(unsure)), [], {})
    with closing(open_session(tmp_path / "a.taiyaku")) as session:
        service = ReviewService(session)
        if accepted:
            number = note_of(session.state, FindingKind.NUMBER, "3.8億円").id
            act(service, "decide", findings=[number], status="accepted")
        for name in ("xliff", "docx"):
            record, choices = prepared(session.state, format_named(name), Choices())
            kinds = {one.kind for one in with_shown(record, choices.min_certainty).findings}
            assert (FindingKind.NUMBER in kinds) is accepted
            assert FindingKind.OMISSION in kinds
        record, _ = prepared(session.state, format_named("xliff"), Choices(min_certainty=0.99))
        assert FindingKind.NUMBER in {one.kind for one in record.findings}


def test_what_is_to_be_translated_is_what_was_found_and_not_settled(
    service: ReviewService, path: Path, tmp_path: Path
) -> None:
    state = service.views()[1].state
    found = gaps(state)
    assert [gap.source[0].split()[0] for gap in found] == ["None", "The"]
    assert found[1].before == ("Proven in service", "運用実績")
    assert found[1].after[0] == "Financing"
    assert sum(gap.words for gap in found) == 65
    copy = Path(shutil.copy(path, tmp_path / "copy.taiyaku"))
    with closing(open_session(copy)) as session:
        writer = ReviewService(session)
        note = note_of(session.state, FindingKind.OMISSION, "None of these ports")
        act(writer, "decide", findings=[note.id], status="aside", reason="intended-omission")
        assert [gap.source[0].split()[0] for gap in gaps(session.state)] == ["The"]


def test_it_comes_as_word_and_as_markdown_in_both_languages(service: ReviewService) -> None:
    content, _, name = service.export("to-translate", Lang.JA)
    assert name == "demo-to-translate.docx"
    rows = cells(content)
    assert rows[0] == ["番号", "箇所", "原文", "訳文", "コメント"]
    (second,) = (row for row in rows if row[0] == "2")
    assert second[2].startswith("The charging system was tested for 14 months")
    assert [row[3] for row in rows if row[0] in {"1", "2"}] == ["", ""]
    text = service.export("to-translate-md", Lang.EN)[0].decode()
    assert text.startswith("# To be translated\n\nen.txt / ja.txt\n\n2 places, 65 words in total.\n")
    assert "> None of these ports" in text
    assert str(Path.cwd()) not in text


def test_what_is_left_in_the_original_is_to_be_translated_too() -> None:
    en = [["Dogs travel free of charge on all ferries.", "1. Not a list", "Bring a coat."]]
    bitext = Bitext(document(EN, "en.txt", [(BODY, en[0])]), document(JA, "ja.txt", [(BODY, [*en[0][:2], "上着。"])]))
    pairs = [Pair((k,), (k,)) for k in range(3)]
    found = [
        finding(FindingKind.UNTRANSLATED, Severity.ERROR, (0,), (0,), ("Left in English", "未訳")),
        finding(FindingKind.UNTRANSLATED, Severity.INFO, (1,), (1,), ("Left in English", "未訳")),
        finding(FindingKind.PARTIAL, Severity.WARNING, (2,), (2,), ("Partly missing", "一部訳抜け")),
    ]
    state = state_of(canonical(record(bitext, pairs, findings=found)))
    state = decided(commented(state, 0, "犬の*件*"), [1], Decision(Status.ACCEPTED))
    assert [gap.target for gap in gaps(state)] == [("Dogs travel free of charge on all ferries.",), ("1. Not a list",)]
    text = form_named("to-translate-md").dump(Review("x", state, ()), JA).decode()  # type: ignore[union-attr]
    assert "> 1\\. Not a list" in text
    assert "コメント: 犬の\\*件\\*" in text


def test_queries_are_what_has_a_comment_or_a_decision_that_concerns_the_client(service: ReviewService) -> None:
    state = service.views()[1].state
    assert [query.comment for query in queries(state)] == ["「事業規模」でよいか", COMMENT]
    rows = cells(service.export("queries-docx", Lang.JA)[0])
    assert rows[0] == ["番号", "箇所", "原文", "訳文", "種類", "コメント", "回答"]
    assert rows[1][1] == "原文3行目\n訳文5行目"
    assert rows[2][4] == "要確認（照会）"
    assert rows[2][5].startswith(COMMENT)
    assert [row[6] for row in rows[1:]] == ["", ""]
    sheet = load_workbook(BytesIO(service.export("queries", Lang.EN)[0])).active
    assert sheet is not None
    heads, *lines = sheet.iter_rows(values_only=True)
    assert heads == ("No.", "Place", "English", "Japanese", "Kind", "Comment", "Answer")
    assert [line[0] for line in lines] == [1, 2]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_protocol_tells_everything_and_runs_nothing(service: ReviewService) -> None:
    page = service.export("protocol", Lang.JA)[0].decode()
    assert "山田 花子" in page
    for told in ("指摘の判定：要対応", "訳文の修正", "訳文の追加", "対応の確定", "（取り消し済み）", "元に戻す：操作7"):
        assert told in page, told
    assert "2430人" in page
    assert "2340人" in page
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    assert not re.search(r"<script|\son\w+=|https?://", page)
    assert page.count('class="undone"') == 1
    english = service.export("protocol", Lang.EN)[0].decode()
    assert "Review record" in english


def test_forms_are_the_same_bytes_every_time(path: Path) -> None:
    with closing(open_session(path, alone=False)) as session:
        for form in FORMS:
            assert form.dump(review_of(session), Lang.EN) == form.dump(review_of(session), Lang.EN)


def test_what_there_is_not_is_refused(service: ReviewService, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="no such form"):
        service.export("exe", Lang.EN)
    assert form_named("tmx") is None
    fresh = tmp_path / "fresh.taiyaku"
    create_session(fresh, demo(), [], {})
    with closing(open_session(fresh)) as session, pytest.raises(RefusedError, match="no pair is confirmed yet"):
        ReviewService(session).export("tmx", Lang.EN)


def test_the_command_line_hands_over_too(path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def export(*options: str) -> int:
        return run(["export", str(path), *options])

    assert export("-o", str(tmp_path / "x.tmx")) == 0
    assert len(list(etree.parse(tmp_path / "x.tmx").iter("tu"))) == 2
    assert export("-o", str(tmp_path / "x.tmx"), "--beads", "paired") == 0
    assert len(list(etree.parse(tmp_path / "x.tmx").iter("tu"))) > 20
    for form in FORMS:
        assert export("--format", form.name, "-o", str(tmp_path / f"x{form.suffix}"), "--lang", "ja") == 0
    assert export("--format", "protocol", "--lang", "en") == 0
    assert export("--format", "to-translate-md", "-o", "-") == 0
    assert export("--format", "report", "--lang", "en") == 0
    capfd.readouterr()
    for options, problem in (
        (("--format", "queries", "-o", str(path)), "is one of the texts"),
        (("--format", "none"), "there is no format"),
        (("--format", "tmx", "--source-lang", "en"), "leave out --source-lang"),
        (("--format", "protocol", "-o", str(tmp_path / "none" / "x.html")), "there is no folder"),
    ):
        assert export(*options) == 2
        error = capfd.readouterr().err
        assert problem in error
        assert error.count("\n") == 1
