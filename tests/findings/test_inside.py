from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import aligner
from aligner.model import FindingKind, Severity
from tests.samples import sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.model import Finding

CASES = json.loads((Path(__file__).parents[1] / "cases" / "inside.json").read_text("utf-8"))
KINDS = (FindingKind.PARTIAL, FindingKind.OUTDATED, FindingKind.CONDENSED)
#: Ordinary pairs around the one that is looked at, by which lengths are measured.
AROUND = sample("letter-library-clean")
BEFORE = [bead for bead in AROUND.beads if len(bead[0]) == len(bead[1]) == 1][:8]


def findings(en: str, ja: str, **options: Any) -> list[Finding]:
    """What is found inside a pair that stands among ordinary ones."""
    before_en, before_ja = ([AROUND.en[one[0]] for one, _ in BEFORE], [AROUND.ja[two[0]] for _, two in BEFORE])
    half = len(BEFORE) // 2
    texts = [*before_en[:half], en, *before_en[half:]], [*before_ja[:half], ja, *before_ja[half:]]
    result = aligner.align_segments(*texts, settings=aligner.Settings(**options))
    return [found for found in result.record.findings if found.kind in KINDS and half in found.en]


def told(found: Sequence[Finding], en: str, ja: str) -> list[list[str]]:
    rows = []
    for one in found:
        lang = "en" if one.detail["en"] is not None else "ja"
        rows.append([one.kind, one.severity, one.detail["relation"], lang, quoted(one, lang)])
    return rows
