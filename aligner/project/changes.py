"""What of a translation is new since it was looked at last: its sentences compared by content, not by date or line.

A finding is laid to a change when it lies in sentences that are new, or beside a place where sentences were taken
out. So what a change of the original alone brings about is never laid to the translation, and re-wrapping a text or
moving a paragraph past untouched ones changes little.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.model import Document

#: Characters of a digest: 24 bits tell a page's sentences apart, and a page's digests stay a short line.
DIGEST = 4


def digests(document: Document) -> tuple[str, ...]:
    """A short digest of every sentence; white space and width do not count."""
    return tuple(_digest(document.segment_text(k)) for k in range(len(document.segments)))


def _digest(text: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return base64.urlsafe_b64encode(hashlib.sha256(folded.encode("utf-8", "replace")).digest())[:DIGEST].decode()


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new in a translation.

    Attributes:
        new: sentences that were not there.
        cuts: sentences before which something was taken out; the number of sentences stands for the end.
    """

    new: frozenset[int]
    cuts: frozenset[int]

    def touch(self, sentences: Sequence[int]) -> bool:
        """Whether one of some sentences is new, or something was taken out beside or between them."""
        first, last = min(sentences), max(sentences)
        return not self.new.isdisjoint(sentences) or any(first <= cut <= last + 1 for cut in self.cuts)

    def hold(self, place: int) -> bool:
        """Whether the place before a sentence lies within what is new, or something was taken out there.

        New text on one side alone does not count: whoever translates half of what is missing leaves the other half
        missing, as it was.
        """
        return place in self.cuts or {place - 1, place} <= self.new


def compare(old: Sequence[str], new: Sequence[str]) -> Changes:
    """What is new, by the digests of the sentences before and now.

    >>> compare("abcd", "abxd")
    Changes(new=frozenset({2}), cuts=frozenset())
    >>> compare("abcd", "abd")
    Changes(new=frozenset(), cuts=frozenset({2}))
    """
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    matcher = SequenceMatcher(None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False)
    added: set[int] = set()
    cuts: set[int] = set()
    for tag, before, after, first, last in matcher.get_opcodes():
        if tag == "equal":
            continue
        added.update(range(start + first, start + last))
        if after - before > last - first:  # fewer than before: one was taken out at either end or in between
            cuts.update(range(start + first, start + last + 1))
    return Changes(frozenset(added), frozenset(cuts))
