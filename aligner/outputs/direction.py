"""Stating the direction of a record that only assumes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.model import FindingKind

if TYPE_CHECKING:
    from aligner.model import Finding, Lang, Record

_TURNED = {FindingKind.OMISSION: FindingKind.ADDITION, FindingKind.ADDITION: FindingKind.OMISSION}


def directed(record: Record, source: Lang) -> Record:
    """The record with the language of the original stated.

    While it is assumed, findings are worded neutrally and weigh the same both ways, so they can stay; only what is an
    omission and what an addition is turned round where the assumption was wrong.

    Raises:
        InputError: when the other direction was stated as the texts were aligned.
    """
    alignment = record.alignment
    bitext = alignment.bitext
    if bitext.source is source:
        turned = record.findings
    elif bitext.source_known:
        raise InputError(f"was aligned with {bitext.source} as the original; align again with --source-lang {source}")
    else:
        turned = tuple(map(_turned, record.findings))
    stated = replace(bitext, source=source, source_known=True)
    return replace(record, alignment=replace(alignment, bitext=stated), findings=turned)


def _turned(finding: Finding) -> Finding:
    return replace(finding, kind=_TURNED.get(finding.kind, finding.kind))
