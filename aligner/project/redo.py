"""What a script must translate again: the sentences on both sides, the action, and the reasons.

Errors, warnings and changes of the original are entries, unless they are accepted, ignored or less certain. The rule:
there is one entry for the same sentences, with every reason. Places are those of whole sentences, so that a script can
replace them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from aligner.findings.places import at_places
from aligner.model import FindingKind, Severity
from aligner.project.history import Change, is_change
from aligner.project.positions import Places, Region, region_of, span_of
from aligner.project.results import LISTED
from aligner.text.passages import passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.model import Document, Finding
    from aligner.project.results import Checked


class Action(StrEnum):
    """What to do with the sentences of an entry; the first one that applies to a reason counts for the entry.

    ``TRANSLATE``: translate the source sentences and put them at the target place, in place of what is there.
    ``REMOVE``: the source sentences were removed; remove their translation.
    ``REVISE``: correct the translation.
    ``CHECK``: a person decides. Only the wording of the original changed, or only the translation has the text.
    """

    TRANSLATE = "translate"
    REMOVE = "remove"
    REVISE = "revise"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Sentences:
    """Adjacent sentences of a file.

    Attributes:
        text: their text; empty for a place of insertion.
        region: their lines and columns.
        offsets: start and end in the text of the file, in code points; None if the file is not text.
    """

    text: str
    region: Region
    offsets: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Redo:
    """An entry.

    Attributes:
        action: what to do.
        source: the sentences of the original; None if there are none any more.
        target: the sentences of the translation, or the place where they belong.
        old: the sentences of the original that the translation translates, if they changed since.
        reasons: the findings.
    """

    action: Action
    source: Sentences | None
    target: Sentences
    old: str | None
    reasons: tuple[Finding, ...]


def redo(checked: Checked) -> list[Redo]:
    """Return what must be translated again in a pair, in the order of the translation."""
    if checked.record is None:
        return []
    places = Places(checked.record)
    groups: dict[tuple[tuple[int, ...], tuple[int, ...]], list[Finding]] = {}
    for place in _places(checked):
        groups.setdefault((place.side(places.source.lang), place.side(places.target.lang)), []).append(place)
    entries = [_entry(places, reasons) for reasons in groups.values()]
    return sorted(entries, key=lambda entry: entry.target.region)


def _places(checked: Checked) -> Iterator[Finding]:
    for finding in checked.findings(*LISTED):
        if is_change(finding) or finding.severity is not Severity.INFO:
            yield from at_places(finding)


def _entry(places: Places, reasons: list[Finding]) -> Redo:
    source, target = (reasons[0].side(document.lang) for document in (places.source, places.target))
    insertion = places.in_target(reasons[0])
    actions = [_action(reason, bool(source), bool(target)) for reason in reasons]
    return Redo(
        min(actions, key=list(Action).index),
        _sentences(places.source, source) if source else None,
        _sentences(places.target, target) if target else Sentences("", insertion, _offsets(places, reasons[0])),
        next(
            (old for reason in reasons if is_change(reason) and isinstance(old := reason.detail.get("old"), str)), None
        ),
        tuple(reasons),
    )


def _action(reason: Finding, has_source: bool, has_target: bool) -> Action:  # noqa: FBT001 - one for each side
    if is_change(reason):
        return {
            Change.ADDED: Action.TRANSLATE,
            Change.REMOVED: Action.REMOVE,
            Change.CHANGED: Action.REVISE,
            Change.REWORDED: Action.CHECK,
        }[Change(str(reason.detail["relation"]))]
    if not has_source:
        return Action.CHECK
    return Action.TRANSLATE if not has_target or reason.kind is FindingKind.UNTRANSLATED else Action.REVISE


def _sentences(document: Document, segments: tuple[int, ...]) -> Sentences:
    span = span_of(document, segments)
    offsets = (span.start, span.end) if document.is_file else None
    return Sentences(passage(document, segments), region_of(document, span), offsets)


def _offsets(places: Places, finding: Finding) -> tuple[int, int] | None:
    """Return the place of insertion in the translation as offsets."""
    if not places.target.is_file:
        return None
    offset = places.insertion_offset(finding)
    return offset, offset
