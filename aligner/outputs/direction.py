"""States the direction of a record that only assumes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.findings.kinds import kinds

if TYPE_CHECKING:
    from aligner.model import Finding, Lang, Record


def directed(record: Record, source: Lang) -> Record:
    """The record with the language of the original stated.

    While the direction is assumed, findings are worded neutrally and have the same severity in both directions, so they
    do not change. If the assumption was wrong, kinds and relations that depend on the direction are swapped: an
    omission becomes an addition.

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
    kind = kinds()[finding.kind]
    relation = kind.relations.get(str(finding.detail.get("relation")))
    if relation is None:
        return replace(finding, kind=kind.mirror)
    # A translator's note is an addition in either direction: the mirror kind has no such relation.
    turned = kind.mirror if relation.mirror in kinds()[kind.mirror].relations else kind.kind
    return replace(finding, kind=turned, detail={**finding.detail, "relation": relation.mirror})
