"""Reduces a result to what is new: findings that count, and changes of the original that were made since the revision.

A pull request shows only these. A change of the original before the revision is not part of the pull request.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.project.changes import folded
from aligner.project.history import is_change
from aligner.project.results import Standing

if TYPE_CHECKING:
    from aligner.model import Finding
    from aligner.project.results import Checked


def only_new(checked: Checked, old_original: bytes | None) -> Checked:
    """Return a result with only the new findings, and without marks.

    Args:
        checked: the whole result.
        old_original: the original at the revision; None if there was none, or if there is no revision.
    """
    if checked.record is None:
        return checked
    text = "" if old_original is None else folded(old_original.decode("utf-8", "replace"))
    kept = [
        (finding, standing)
        for finding, standing in zip(checked.record.findings, checked.standings, strict=True)
        if standing is Standing.NEW
        or (is_change(finding) and standing is Standing.ELSEWHERE and text and _is_since(finding, text))
    ]
    record = replace(checked.record, findings=tuple(finding for finding, _ in kept))
    return replace(checked, record=record, standings=tuple(standing for _, standing in kept), reasons={}, idle_marks=())


def _is_since(finding: Finding, text: str) -> bool:
    """Whether a sentence changed after a version of the original: that version lacks it, or has the removed one."""
    new, old = finding.detail.get("new"), finding.detail.get("old")
    if isinstance(new, str):
        return folded(new) not in text
    return isinstance(old, str) and folded(old) in text
