"""A page with findings of any severity and certainty, for tests of the estimate of its quality."""

from __future__ import annotations

from dataclasses import replace

from aligner.document.load import bitext_from_texts
from aligner.document.source import SourceText
from aligner.model import FindingKind, Lang, Record, Severity
from aligner.settings import Settings
from tests.outputs.records import Pair, finding, record

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
SAID = ("Differs.", "不一致。")


def made(findings: list[tuple[Severity, FindingKind, float]], source: Lang = Lang.EN, *, known: bool = True) -> Record:
    """A page of 100 words and 230 characters beside code, with findings of some certainty."""
    en = "\n\n".join(["The harbour opens at nine every day of the week."] * 10 + ["```\nopen harbour now\n```"])
    ja = "\n\n".join(["港は週のうち毎日九時に門を開き夜まで閉めない。"] * 10 + ["```\nopen harbour now\n```"])
    files = SourceText("en.md", en), SourceText("ja.md", ja)
    texts = files if source is Lang.EN else files[::-1]
    bitext = bitext_from_texts(*texts, Settings(source_lang=source if known else None))
    beads = [Pair((k,), (k,)) for k in range(len(bitext.en.segments))]
    reported = [
        replace(finding(kind, severity, (0,), (0,), SAID), certainty=certainty)
        for severity, kind, certainty in findings
    ]
    return record(bitext, beads, findings=reported)


OMISSION, NUMBER, STYLE = FindingKind.OMISSION, FindingKind.NUMBER, FindingKind.STYLE
SOME = [(ERROR, OMISSION, 0.9), (ERROR, NUMBER, 0.8), (ERROR, NUMBER, 0.3), (WARNING, NUMBER, 0.7), (INFO, STYLE, 0.9)]
