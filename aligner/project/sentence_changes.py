"""Which sentences of an original changed between two versions.

Sentences are compared by content. White space and line ends do not count, and a sentence that only moved has not
changed.
Read next: `significance`, which decides how much a change matters to a translation.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from aligner.model import NO_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.model import Document, ParagraphKind

#: Likeness (rapidfuzz ratio) from which two sentences are versions of one. Two sentences about one subject reach 55.
_ALIKE = 60.0
#: Targets of links, tags and attributes in braces.
_MARKS = re.compile(r"(?<=\])\([^()\s]{0,1000}\)|<[^<>]{0,1000}>|\{[^{}\n]{0,300}\}")
#: Most pairs of sentences that are compared within a stretch. In a longer one, every sentence is removed or added.
_MOST_PAIRS = 250_000


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A change of an original: the sentence before and after.

    Attributes:
        old: index in the old document; None if the sentence was added.
        new: index in the new document; None if the sentence was removed.
        replaced: whether the two sentences are not alike; the new one is at the place of the old one.
    """

    old: int | None
    new: int | None
    replaced: bool = False


def sentence_changes(old: Document, new: Document) -> list[SentenceChange]:
    """Return what changed from one version to the next, in the order of the text."""
    before, after = _keys(old), _keys(new)
    moved = _Moved(before, after)
    changes: list[SentenceChange] = []
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" or "".join(before[first:last]) == "".join(after[start:end]):
            continue  # sentences that are only divided in another way
        removed = [k for k in range(first, last) if before[k] and not moved.away(before[k])]
        added = [k for k in range(start, end) if after[k] and not moved.here(after[k])]
        changes += _paired(old, new, removed, added)
    return changes


def _keys(document: Document) -> list[str]:
    return ["".join(document.segment_text(k).split()) for k in range(len(document.segments))]


class _Moved:
    """Counts the sentences that both versions have, so that one that moved is neither removed nor added."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        old, new = Counter(before), Counter(after)
        self._removed, self._added = old - new, new - old

    def away(self, key: str) -> bool:
        """Whether a removed sentence is elsewhere in the new version."""
        return not _take(self._removed, key)

    def here(self, key: str) -> bool:
        """Whether an added sentence was elsewhere in the old version."""
        return not _take(self._added, key)


def _take(counts: Counter[str], key: str) -> bool:
    counts[key] -= 1
    return counts[key] >= 0


def _paired(old: Document, new: Document, removed: Sequence[int], added: Sequence[int]) -> Iterator[SentenceChange]:
    """Yield the changes of a stretch: the pairs of sentences that are most alike, in order, and the rest."""
    pairs = sorted(_best_pairs(old, new, removed, added))
    first, start = 0, 0
    for k, m in pairs:
        last, end = removed.index(k), added.index(m)
        yield from _unpaired(old, new, removed[first:last], added[start:end])
        yield SentenceChange(k, m)
        first, start = last + 1, end + 1
    yield from _unpaired(old, new, removed[first:], added[start:])


def _unpaired(old: Document, new: Document, removed: Sequence[int], added: Sequence[int]) -> Iterator[SentenceChange]:
    """Yield the changes between two pairs. A single sentence of the same kind in place of another replaces it."""
    if len(removed) == len(added) == 1 and _kind(old, removed[0]) is _kind(new, added[0]):
        yield SentenceChange(removed[0], added[0], replaced=True)
        return
    yield from (SentenceChange(k, None) for k in removed)
    yield from (SentenceChange(None, m) for m in added)


def _kind(document: Document, segment: int) -> ParagraphKind:
    return document.paragraphs[document.segments[segment].paragraph].kind


def _best_pairs(
    old: Document, new: Document, removed: Sequence[int], added: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of sentences in the same order in both, with the highest sum of likeness, from the last one."""
    if len(removed) * len(added) > _MOST_PAIRS:
        return
    likeness = [[_likeness(old, new, k, m) for m in added] for k in removed]
    best = [[0.0] * (len(added) + 1) for _ in range(len(removed) + 1)]
    for i, row in enumerate(likeness):
        for j, value in enumerate(row):
            together = best[i][j] + value if value >= _ALIKE else 0.0
            best[i + 1][j + 1] = max(together, best[i][j + 1], best[i + 1][j])
    i, j = len(removed), len(added)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            yield removed[i], added[j]


def _likeness(old: Document, new: Document, k: int, m: int) -> float:
    """Return how alike two sentences are, without addresses and tags; 0 for a paragraph of code and one of text."""
    one, other = _kind(old, k) in NO_LANGUAGE, _kind(new, m) in NO_LANGUAGE
    if one is not other:
        return 0.0
    texts = old.segment_text(k), new.segment_text(m)
    return max(ratio(*texts), 0.0 if one else ratio(*(_MARKS.sub("", text) for text in texts)))
