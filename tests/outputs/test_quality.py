"""The lines of a report that say how good a translation is."""

from __future__ import annotations

from aligner.model import Lang
from aligner.outputs.html import dump as html
from aligner.outputs.report.build import dump as report
from aligner.outputs.report.layout import Page
from aligner.outputs.report.quality import quality
from tests.findings.counted import INFO, SOME, STYLE, made


def test_the_report_answers_in_eight_lines() -> None:
    lines = quality(Page(made(SOME)))
    assert lines == [
        "Counted in 100 words of the English, without code.",
        "Errors, more certain: 2, or 20.0 per 1,000 words (95% interval 2.2 to 72.2).",
        "Errors, less certain: 1, or 10.0 per 1,000 words (95% interval 0.1 to 55.6).",
        "Warnings, more certain: 1, or 10.0 per 1,000 words (95% interval 0.1 to 55.6).",
        "Warnings, less certain: none (95% interval up to 36.7 per 1,000 words).",
        "Together: 4 findings, of which about 3 can be expected to be right.",
        "Most frequent error types (MQM): Accuracy/Mistranslation/Number (3); Accuracy/Omission (1).",
        lines[-1],
    ]
    assert "not visible to a program" in lines[-1]
    assert "Quality (an estimate from what a program can see)\n  - Counted in 100 words" in report(made(SOME))


def test_the_report_answers_in_japanese() -> None:
    lines = quality(Page(made(SOME, Lang.JA), Lang.JA))
    assert lines[0] == "原文230字を対象に集計（コードを除く）。2.3字を1語として100語に換算。"
    assert lines[1] == "要修正（確度の高い指摘）：2件、1,000語あたり20.0件（95%信頼区間：2.2～72.2件）。"
    assert lines[4] == "要確認（確度の低い指摘）：なし（95%信頼区間：1,000語あたり36.7件以下）。"


def test_without_findings_the_report_says_what_the_most_may_be() -> None:
    lines = quality(Page(made([(INFO, STYLE, 0.9)])))
    assert len(lines) == 6
    assert all("none (95% interval up to 36.7" in line for line in lines[1:5])


def test_the_html_report_has_it_in_both_languages() -> None:
    page = html(made(SOME))
    (lines,) = [part.split("</ul>")[0] for part in page.split('<ul class="quality">')[1:]]
    assert lines.count("<li>") == 8
    assert "Counted in 100 words of the English" in lines
    assert "原文100語を対象に集計" in lines
