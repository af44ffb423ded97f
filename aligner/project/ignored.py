"""Applies ignore marks to the findings of a pair, and reports the marks that have no effect.

The rule: a finding is ignored only if each of its places is in a block with a mark for its kind, in the translation or
in the original. The place of missing text is where it belongs in the translation. A mark therefore never hides a
finding in another block. The syntax of marks is in `document.ignore_marks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from aligner.document.ignore_marks import IgnoreMark, block_after, ignore_marks
from aligner.findings.kinds import is_kind_or_relation
from aligner.findings.places import at_places
from aligner.project.positions import Places
from aligner.project.results import rule_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aligner.model import Document, Finding, Record
    from aligner.project.pairs import Pair
    from aligner.settings import Settings


class Fault(StrEnum):
    """Why a mark has no effect."""

    NO_KIND = "no-kind"
    NO_REASON = "no-reason"
    UNKNOWN_KIND = "unknown-kind"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class IdleMark:
    """A mark, or a kind that it names, without effect.

    Attributes:
        path: the file, by its path in the project.
        line: its line.
        fault: why it has no effect.
        kind: the kind that is unknown, or that no finding there has; "" if the whole mark is wrong.
    """

    path: str
    line: int
    fault: Fault
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Ignored:
    """What the marks of a pair do.

    Attributes:
        reasons: the reason for each finding that is ignored, by its position in the record.
        idle: the marks without effect.
    """

    reasons: dict[int, str]
    idle: tuple[IdleMark, ...]


class _Block:
    """The block of a mark for one kind of finding."""

    def __init__(self, document: Document, path: str, mark: IgnoreMark, kind: str) -> None:
        self.path = path
        self.mark = mark
        self.kind = kind
        self.used = False
        self._segments = range(len(document.segments)) if mark.whole_file else block_after(document, mark)

    def names(self, finding: Finding) -> bool:
        """Whether the mark names the kind of a finding."""
        return self.kind in (str(finding.kind), rule_of(finding))

    def holds(self, segment: int) -> bool:
        """Whether a segment is in the block."""
        return self.mark.whole_file or segment in self._segments

    def holds_insertion(self, segment: int) -> bool:
        """Whether text that belongs before a segment has its place in the block, or between the mark and the block."""
        return self.holds(segment) or (not self._segments and segment == self._segments.start)


def ignored(record: Record, pair: Pair, texts: Iterable[tuple[str, bytes]], settings: Settings) -> Ignored:
    """Return which findings of a pair the marks in its files ignore, and which marks have no effect.

    Args:
        record: the alignment.
        pair: the files.
        texts: the names and contents of the files. A file without content has no marks.
        settings: the settings that the files were read with.
    """
    blocks: dict[str, list[_Block]] = {}
    idle: dict[IdleMark, None] = {}
    for path, document, data in _sides(record, pair, dict(texts)):
        side = blocks.setdefault(document.lang, [])
        for mark in ignore_marks(document, data, settings):
            wrong = list(_faults(path, mark))
            idle.update(dict.fromkeys(wrong))
            unknown = {fault.kind for fault in wrong}
            if "" not in unknown:
                side += [_Block(document, path, mark, kind) for kind in mark.kinds if kind not in unknown]
    if not any(blocks.values()):
        return Ignored({}, tuple(idle))
    places = Places(record)
    reasons = {
        position: reason
        for position, finding in enumerate(record.findings)
        if (reason := _reason(finding, blocks, places)) is not None
    }
    # In a file with both languages, one mark has a block on each side.
    all_blocks = [block for side in blocks.values() for block in side]
    used = {(block.path, block.mark, block.kind) for block in all_blocks if block.used}
    for block in all_blocks:
        if (block.path, block.mark, block.kind) not in used:
            idle[IdleMark(block.path, block.mark.line, Fault.UNUSED, block.kind)] = None
    return Ignored(reasons, tuple(sorted(idle, key=lambda mark: (mark.path, mark.line))))


def _sides(record: Record, pair: Pair, contents: Mapping[str, bytes]) -> Iterator[tuple[str, Document, bytes]]:
    """Yield the path, the text and the content of each side whose content is known."""
    bitext = record.alignment.bitext
    for path, lang in ((pair.original(), bitext.source), (pair.target, bitext.source.other)):
        document = bitext.side(lang)
        if document.name in contents:
            yield path, document, contents[document.name]


def _faults(path: str, mark: IgnoreMark) -> Iterator[IdleMark]:
    if not mark.kinds:
        yield IdleMark(path, mark.line, Fault.NO_KIND)
    elif not mark.reason:
        yield IdleMark(path, mark.line, Fault.NO_REASON)
    for rule in mark.kinds:
        if not is_kind_or_relation(rule):
            yield IdleMark(path, mark.line, Fault.UNKNOWN_KIND, rule)


def _reason(finding: Finding, blocks: dict[str, list[_Block]], places: Places) -> str | None:
    """Return why a finding is ignored; None if one of its places has no mark."""
    named = {lang: [block for block in side if block.names(finding)] for lang, side in blocks.items()}
    reasons = [_reason_at(place, named, places) for place in at_places(finding)]
    return None if None in reasons else reasons[0]


def _reason_at(place: Finding, named: dict[str, list[_Block]], places: Places) -> str | None:
    chosen: str | None = None
    for document in (places.target, places.source):
        blocks, segments = named.get(document.lang, ()), place.side(document.lang)
        if not segments and document is places.target:
            holding = [[block for block in blocks if block.holds_insertion(places.insertion(place))]]
        else:
            holding = [[block for block in blocks if block.holds(segment)] for segment in segments]
        for block in chain.from_iterable(holding):
            block.used = True
        if chosen is None and holding and all(holding):
            chosen = holding[0][0].mark.reason
    return chosen
