"""A finding with several places, in every output that lists findings."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import openpyxl
import pytest

from aligner.errors import InputError
from aligner.findings.places import place_of, with_places
from aligner.messages import say
from aligner.model import Lang
from aligner.outputs.html import dump as html
from aligner.outputs.markdown import dump as markdown
from aligner.outputs.record import canonical, dump, load
from aligner.outputs.report.build import dump as report
from aligner.outputs.xlsx import dump as workbook
from tests.document.formats.office_files import docx, p
from tests.findings.recurring_links import LINKS, joined, only
from tests.outputs.records import Pair, record
from tests.outputs.test_word_comments import bitext, commented, marked, number, parts

MADE = joined()


def test_the_record_keeps_the_places() -> None:
    assert load(dump(MADE)) == canonical(MADE)
    (finding,) = json.loads(dump(MADE))["findings"]
    first = finding["detail"]["places"][0]
    assert sorted(first) == ["en", "fingerprint", "ja", "spans"]
    assert first["spans"]["ja"]["text"] == LINKS[0][1]


def test_a_record_with_places_elsewhere_is_refused() -> None:
    broken = dump(MADE).replace('"places": [{"en": [1]', '"places": [{"en": [77]')
    with pytest.raises(InputError, match=re.escape("$.findings[0].detail.places: not segments of the finding")):
        load(broken)


@pytest.mark.parametrize("places", ["3", '{"en": [1]}', "[1, null]", '[{"en": "x"}]'])
def test_places_of_another_form_do_not_matter(places: str) -> None:
    odd = load(re.sub(r'"places": \[\{.*\}\], "relation"', f'"places": {places}, "relation"', dump(MADE)))
    assert "Also in" not in report(odd)
    assert report(odd).count("  Read page") == 3


def test_the_report_quotes_the_first_place_and_names_the_others() -> None:
    findings = report(MADE).split("Findings: ")[1].split("Quality")[0]
    assert findings.count("Read page") == 1
    assert "The same occurs in 2 other places." in " ".join(findings.split())
    assert findings.endswith("\n   Also in: Japanese lines 5, 7\n\n")
    assert "ほかの箇所：訳文5、7行目" in report(MADE, lang=Lang.JA)


def test_a_report_names_only_some_of_many_places() -> None:
    many = [(f"https://example.org/harbour/{k}", f"https://example.org/minato/{k}") for k in range(12)]
    named = dict.fromkeys(("en", "ja"), "Japanese lines 5, 7, 9, 11, 13, 15, 17, 19")
    assert say("places.also_more", places=named, more=3)["en"] in report(joined(many))


def test_the_html_report_links_every_place() -> None:
    (links,) = re.findall(r'<p class="places">(.*?)</p>', html(MADE))
    assert re.findall(r'href="#r(\d+)"', links) == ["2", "2", "3", "3", "4", "4"]
    assert html(MADE).count('data-p="1"') == 6
    assert 'data-r="2 3 4"' in html(MADE)


def test_markdown_names_the_other_places() -> None:
    assert "(English line 3, Japanese line 3) Link differs." in markdown(MADE)
    assert "Also in: Japanese lines 5, 7\n" in markdown(MADE)


def test_the_workbook_has_one_row_with_all_places() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(MADE))).worksheets[1]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][3:5] == (3, 3)
    assert str(rows[1][5]).endswith("The same occurs in 2 other places.\nAlso in: Japanese lines 5, 7")


def test_a_comment_stands_at_the_first_place_and_names_the_others() -> None:
    target = docx(p("雨が降った。") + p("雪が降った。") + p("凍った。") + p("溶けた。"))
    findings = [number((k,), (k,)) for k in range(3)]
    parts_of_it = with_places(findings[0].message, findings[0].detail, list(map(place_of, findings)))
    many = replace(findings[0], **parts_of_it._asdict())
    made = record(bitext(target), [Pair((k,), (k,)) for k in range(4)], findings=[many])
    written = commented(made, target)
    assert marked(written) == "[0:雨が降った。]^0/雪が降った。/凍った。/溶けた。"
    comment = parts(written)["word/comments.xml"].decode()
    assert "The same occurs in 2 other places." in comment
    assert "Also in: Japanese paragraphs 2, 3" in comment


@pytest.mark.parametrize("lang", Lang)
def test_a_finding_with_places_is_one_finding_everywhere(lang: Lang) -> None:
    assert len(MADE.findings) == 1
    assert only(MADE).side(lang) == (1, 2, 3)
