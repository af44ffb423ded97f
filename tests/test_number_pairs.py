"""How many of fifty tricky English–Japanese pairs are judged right, each as a document of one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.findings.numbers import find_number_findings
from aligner.model import Alignment, Bead, Bitext, Document, Lang, Paragraph, Segment, Severity

PAIRS = Path(__file__).resolve().parents[1] / "../shared/cases/number_pairs.tsv"
#: Of fifty.
FLOOR = 50


def one_sentence(lang: Lang, text: str) -> Document:
    return Document(lang, str(lang), text, (Paragraph(0, 0, len(text)),), (Segment(0, 0, 0, len(text), 1),))


def differs(en: str, ja: str) -> bool:
    bitext = Bitext(one_sentence(Lang.EN, en), one_sentence(Lang.JA, ja))
    findings = find_number_findings(Alignment(bitext, (Bead(0, (0,), (0,), 0.99),)))
    return any(finding.severity is not Severity.INFO for finding in findings)


@pytest.mark.skipif(not PAIRS.exists(), reason="the shared number pairs are not here")
def test_tricky_pairs_are_judged_right() -> None:
    rows = [line.split("\t") for line in PAIRS.read_text("utf-8").splitlines() if line]
    wrong = [row for row in rows if differs(row[1], row[2]) != (row[0] == "differ")]
    assert len(rows) - len(wrong) >= FLOOR, "\n".join(" | ".join(row) for row in wrong)
