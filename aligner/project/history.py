"""Findings about a translation that is older than its original: what changed in the original, sentence by sentence.

The translation is aligned with the version that it was made from (`origins`). What changed in the original since then
(`sentence_changes`) belongs to the sentences of the translation that are paired with the old sentences.

Rule: these findings are of the kind ``outdated`` with the relations of `Change`. They never fail a check, because
the translation was right. Findings of the present alignment that such a change explains are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from aligner.findings.build import new_finding
from aligner.findings.certainty import rule_of
from aligner.findings.word_changes import say_changes, word_changes
from aligner.messages import say
from aligner.model import NO_LANGUAGE, FindingKind, Lang
from aligner.project.sentence_changes import SentenceChange, sentence_changes
from aligner.text.passages import passage
from aligner.text.width import truncate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aligner.model import Document, Finding, Json, Record
    from aligner.project.commits import Commit
    from aligner.project.origins import Origin

#: Columns of a quoted version of a sentence.
_QUOTED = 200
#: Number of changes before and after an added sentence among which the sentence is searched that it was a part of.
_BESIDE = 2
#: Confidence from which a pair of the present alignment shows that an added sentence has a translation already.
_SURE = 0.5


class Change(StrEnum):
    """The relations of findings about changes of an original."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


#: The certainty of a finding: how often translators changed the translation (`tests.benchmarks.history`).
_CERTAINTY = {Change.CHANGED: 0.95, Change.ADDED: 0.95, Change.REMOVED: 0.95, Change.REWORDED: 0.7}


def is_change(finding: Finding) -> bool:
    """Whether a finding is about a change of the original since the translation."""
    return finding.kind is FindingKind.OUTDATED and finding.detail.get("relation") in list(Change)


@dataclass(frozen=True, slots=True)
class _Place:
    """A change with its places: sentences of the old and the new original, and of the translation."""

    change: Change
    old: tuple[int, ...]
    new: tuple[int, ...]
    target: tuple[int, ...]

    def followed_by(self, other: _Place) -> bool:
        """Whether another change continues this one: the next sentence was also added, or also removed."""
        if self.change is not other.change or self.change not in (Change.ADDED, Change.REMOVED):
            return False
        mine, others = (self.new, other.new) if self.new else (self.old, other.old)
        return others[0] == mine[-1] + 1

    def joined(self, other: _Place) -> _Place:
        """Return both changes as one."""
        target = tuple(sorted({*self.target, *other.target}))
        return _Place(self.change, self.old + other.old, self.new + other.new, target)


def _compared(compare: Callable[[], str]) -> str:
    return compare()


def with_history(
    record: Record,
    old: Record,
    origin: Origin,
    read: Callable[[str], bytes],
    stored: Callable[[Callable[[], str]], str] = _compared,
) -> Record:
    """Return a record with a finding for every change of its original, without the findings that a change explains.

    Args:
        record: the alignment with the present original.
        old: the alignment of the same translation with the version that it was made from.
        origin: that version.
        read: returns the content of a file by its id.
        stored: returns a comparison that was stored, or calls its argument to compare.
    """
    return _History(record, old, origin, read).record(stored)


class _History:
    def __init__(self, record: Record, old: Record, origin: Origin, read: Callable[[str], bytes]) -> None:
        self._record, self._old_record, self._origin = record, old, origin
        self._folded = lru_cache(maxsize=None)(lambda blob: "".join(read(blob).decode("utf-8", "replace").split()))
        bitext, old_bitext = record.alignment.bitext, old.alignment.bitext
        self._lang = bitext.source
        self._new, self._old = bitext.side(self._lang), old_bitext.side(self._lang)
        self._target = bitext.side(self._lang.other)
        comparable = self._target.segments == old_bitext.side(self._lang.other).segments and not bitext.given
        self._changes = sentence_changes(self._old, self._new) if comparable else []
        self._translation = _translations(old, self._lang, 0.0)
        self._present = _translations(record, self._lang, _SURE)
        # A sentence of which no version was ever translated is missing because of the translation, not of a change.
        self._now = {change.new for change in self._changes if change.old is None or change.old in self._translation}
        self._then = {
            k for change in self._changes if change.old is not None for k in self._translation.get(change.old, ())
        }

    def record(self, stored: Callable[[Callable[[], str]], str]) -> Record:
        if not self._changes:
            return self._record
        text = stored(lambda: msgspec.json.encode(self._places()).decode())
        try:
            places = msgspec.json.decode(text, type=list[_Place])
        except msgspec.DecodeError:  # the entry of the cache is damaged
            places = self._places()
        kept = [finding for finding in self._record.findings if not self._explains(finding)]
        return replace(self._record, findings=(*kept, *map(self._finding, places)))

    def _places(self) -> list[_Place]:
        places: list[_Place] = []
        for place in filter(None, map(self._place, self._changes)):
            if places and places[-1].followed_by(place):
                places[-1] = places[-1].joined(place)
            else:
                places.append(place)
        return places

    def _place(self, change: SentenceChange) -> _Place | None:
        """Return a change with its places; None if nothing is to be done in the translation."""
        if change.old is None:
            return self._added(change.new) if change.new is not None else None
        target = self._translation.get(change.old, ())
        if not target:
            return None  # it was never translated; another finding reports that
        if change.new is None:
            return _Place(Change.REMOVED, (change.old,), (), target)
        kind = Change.CHANGED if change.replaced else self._kind(change.old, change.new, target)
        return None if kind is None else _Place(kind, (change.old,), (change.new,), target)

    def _added(self, new: int) -> _Place | None:
        text = self._new.segment_text(new)
        before = {k for side in self._translation.values() for k in side}
        is_there = any(k not in before for k in self._present.get(new, ())) or self._is_part(new)
        return None if is_there or not any(map(str.isalnum, text)) else _Place(Change.ADDED, (), (new,), ())

    def _is_part(self, added: int) -> bool:
        """Whether an added sentence was a part of a translated sentence whose change is beside it."""
        from aligner.project.significance import is_part

        at = self._changes.index(SentenceChange(None, added))
        return any(
            is_part(
                self._new.segment_text(added),
                self._old.segment_text(change.old),
                "" if change.new is None else self._new.segment_text(change.new),
                self._lang,
            )
            for change in self._changes[max(0, at - _BESIDE) : at + _BESIDE + 1]
            if change.old is not None and self._translation.get(change.old)
        )

    def _kind(self, old: int, new: int, target: Sequence[int]) -> Change | None:
        # Loaded here: a stored comparison needs neither the readers of numbers nor a dictionary.
        from aligner.project.significance import has_new_code, same_code, same_lines, significance

        before, after = self._old.segment_text(old), self._new.segment_text(new)
        translation = passage(self._target, target)
        if self._new.paragraphs[self._new.segments[new].paragraph].kind in NO_LANGUAGE:
            done = same_code(before, after) or has_new_code(before, after, translation, self._lang)
            return None if done else Change.REWORDED if same_lines(before, after) else Change.CHANGED
        found = significance(before, after, self._lang, translation)
        return None if found is None else Change(found)

    def _explains(self, finding: Finding) -> bool:
        """Whether a finding of the present alignment is a consequence of a change, and not of the translation."""
        source, target = finding.side(self._lang), finding.side(self._lang.other)
        if not target:
            return bool(source) and self._now.issuperset(source)
        if self._now.isdisjoint(source) and self._then.isdisjoint(target):
            return False
        return not any(
            rule_of(other) == rule_of(finding) and not set(target).isdisjoint(other.side(self._lang.other))
            for other in self._old_record.findings
        )

    def _finding(self, place: _Place) -> Finding:
        old, new = _text(self._old, place.old), _text(self._new, place.new)
        commit = self._commit(old, new)
        changes = word_changes(old, new, self._lang) if old and new else []
        since = self._since(commit)
        message = say(
            f"history.{place.change}",
            since=since,
            old=_quoted(old, self._lang),
            new=_quoted(new, self._lang),
            changes=say_changes(changes, self._lang),
        )
        stated: Json = None if commit is None else {"commit": commit.id, "date": commit.day, "author": commit.author}
        detail: dict[str, Json] = {"old": old or None, "new": new or None, "since": stated}
        detail["changes"] = [list(change) for change in changes]
        return new_finding(
            FindingKind.OUTDATED,
            place.change,
            message,
            {self._lang: place.new, self._lang.other: place.target},
            confidence=_CERTAINTY[place.change],
            about=(place.change, old, new),
            detail=detail,
        )

    def _since(self, commit: Commit | None) -> dict[str, str]:
        if commit is None:
            return dict(say("history.uncommitted"))
        return dict(say("history.commit", day=commit.day, author=commit.author, commit=commit.id[:8]))

    def _commit(self, old: str, new: str) -> Commit | None:
        """Return the commit that made a change; None if it is not committed yet, or if no commit has both versions."""
        gone, come = "".join(old.split()), "".join(new.split())
        for edit in self._origin.since:
            before, after = (blob and self._folded(blob) for blob in (edit.old, edit.new))
            if (come and come in (after or "") and come not in (before or "")) or (
                not come and gone in (before or "") and gone not in (after or "")
            ):
                return edit.commit
        return None


def _translations(record: Record, lang: Lang, least: float) -> dict[int, tuple[int, ...]]:
    """Return each sentence of the original that is paired → the sentences of the translation."""
    return {
        segment: bead.side(lang.other)
        for bead in record.alignment.beads
        if bead.paired and bead.confidence >= least
        for segment in bead.side(lang)
    }


def _text(document: Document, segments: Sequence[int]) -> str:
    return "\n".join(document.segment_text(k) for k in segments)


def _quoted(text: str, lang: Lang) -> dict[str, str]:
    shown = truncate(" ".join(text.split()), _QUOTED)
    return {"en": f"“{shown}”" if lang is Lang.EN else f"〈{shown}〉", "ja": f"〈{shown}〉"}
