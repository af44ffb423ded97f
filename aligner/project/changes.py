"""What is new in a translation since an earlier version. Sentences are compared by content, not by date or line.

A finding belongs to a change if it is in a new sentence, or beside a place where sentences were removed. A change of
only the original is therefore never a change of the translation. Wrapping lines again or moving a paragraph changes
little.
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

#: Characters of a digest. They hold 24 bits: enough to distinguish the sentences of a page, and still a short line.
DIGEST = 4


def digests(document: Document) -> tuple[str, ...]:
    """Return a short digest of every sentence. White space and character width are ignored."""
    return tuple(_digest(document.segment_text(k)) for k in range(len(document.segments)))


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(folded(text).encode("utf-8", "replace")).digest())[:DIGEST].decode()


def folded(text: str) -> str:
    """Return a text without white space and differences of character width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new in a translation.

    Attributes:
        new: indices of new sentences.
        cuts: indices of sentences before which something was removed; the number of sentences means the end.
    """

    new: frozenset[int]
    cuts: frozenset[int]

    def touch(self, sentences: Sequence[int]) -> bool:
        """Whether one of the sentences is new, or something was removed beside or between them."""
        first, last = min(sentences), max(sentences)
        return not self.new.isdisjoint(sentences) or any(first <= cut <= last + 1 for cut in self.cuts)

    def hold(self, place: int) -> bool:
        """Whether the place before a sentence is between two new sentences, or something was removed there.

        New text on only one side of the place does not count: if half of a missing passage is translated now, the
        other half was missing before.
        """
        return place in self.cuts or {place - 1, place} <= self.new


def compare(old: Sequence[str], new: Sequence[str]) -> Changes:
    """Return what is new, from the digests of the old and the new sentences.

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
        if after - before > last - first:  # fewer sentences: one was removed at an end or in between
            cuts.update(range(start + first, start + last + 1))
    return Changes(frozenset(added), frozenset(cuts))
