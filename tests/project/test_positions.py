from __future__ import annotations

from dataclasses import replace

from aligner.document.load import bitext_from_texts
from aligner.document.source import Extract
from aligner.model import Bitext, Document, FindingKind, Lang, ParagraphKind, Record, Severity
from aligner.pipeline import run
from aligner.project.positions import Places, Region, quoted
from aligner.settings import Settings
from tests.outputs.records import Pair, document, finding, harbour, record

BODY = ParagraphKind.BODY


def shown(document: Document, region: Region) -> str:
    """What stands in a region of one line."""
    assert region.start_line == region.end_line
    line = document.text.splitlines()[region.start_line - 1]
    return line[region.start_column - 1 : region.end_column - 1]


def test_a_finding_stands_where_its_sentences_do() -> None:
    made = harbour()
    places = Places(made)
    number = made.findings[1]
    assert shown(places.target, places.in_target(number)) == "岸壁の長さは1.2キロで、費用は78.4億円に上った。"
    region = places.in_source(number)
    assert region is not None
    assert shown(places.source, region).startswith("Its quay is 1.2 kilometres long")
    assert shown(places.source, region).endswith("78.4 billion yen.")


def test_what_a_finding_points_at_is_told_exactly() -> None:
    made = harbour()
    start = made.alignment.bitext.ja.text.index("78.4億円")
    pointed = replace(made.findings[1], detail={"ja": {"start": start, "end": start + 6}, "en": {"start": 0, "end": 3}})
    places = Places(made)
    assert shown(places.target, places.in_target(pointed)) == "78.4億円"
    assert places.in_source(pointed) == places.in_source(made.findings[1]), "what it points at lies elsewhere"


def test_what_is_missing_belongs_after_what_comes_before_it() -> None:
    made = harbour()
    places = Places(made)
    heading, talk = made.findings[2:4]
    assert places.insertion(heading) == 6
    region = places.in_target(heading)
    assert region[:2] == region[2:]
    before = places.target.text.splitlines()[region.start_line - 1][: region.start_column - 1]
    assert before.endswith("黒崎は長くこの日を待っていた。")
    assert places.insertion(talk) == 8
    assert places.in_target(talk).start_line == 9


def test_from_the_other_side_it_is_the_same() -> None:
    made = harbour(source=Lang.JA)
    places = Places(made)
    assert places.source.lang is Lang.JA
    byline = made.findings[0]
    assert places.insertion(byline) == 0
    assert places.in_target(byline) == Region(1, 1, 1, 1)
    assert places.in_source(made.findings[2]) is None


def lines(ja: str) -> Record:
    bitext = Bitext(document(Lang.EN, "en", [(BODY, ["One."])]), document(Lang.JA, "ja", [(BODY, [ja])]))
    return record(
        bitext, [Pair((0,), (0,))], findings=[finding(FindingKind.STYLE, Severity.INFO, (), (0,), ("x", "x"))]
    )


def test_columns_count_utf16_and_lines_end_as_in_editors() -> None:
    for text, region in {
        "𠮷野で": Region(1, 1, 1, 5),
        "一\r\n𠮷": Region(1, 1, 2, 3),
        "一\r二\n三四": Region(1, 1, 3, 3),
    }.items():
        made = lines(text)
        assert Places(made).in_target(made.findings[0]) == region


def test_a_quotation_is_cut_at_its_length() -> None:
    side = lines("港は\n開いた。").alignment.bitext.ja
    assert quoted(side, [0], 20) == "港は開いた。"
    assert quoted(side, [0], 4) == "港は開…"


def test_text_that_was_taken_out_of_a_file_has_lines_and_no_columns() -> None:
    """The paragraphs of a web page stand on lines of their own in the text, but not in the file."""
    english = Extract("en.html")
    japanese = Extract("ja.html")
    for k, (en, ja) in enumerate((("The gate is green.", "門は緑色です。"), ("It cost 300 yen.", "200円でした。"))):
        english.add(en, line=10 + 3 * k)
        japanese.add(ja, line=20 + 3 * k)
    bitext = bitext_from_texts(english.source(), japanese.source(), Settings(source_lang=Lang.EN, meaning=False))
    assert not bitext.ja.is_file
    made = run(bitext, Settings(source_lang=Lang.EN, meaning=False), "0")
    (found,) = [it for it in made.findings if it.kind == "number"]
    region = Places(made).in_target(found)
    assert (region.start_line, region.start_column) == (23, 1)
