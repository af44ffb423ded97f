"""What is written back: changes of a document's text, and translations of units that had none.

Rule: spans are offsets into the text of the document as its reader returned it, and they do not overlap.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A word, white space, or any other character by itself. Japanese has no spaces, so its characters are compared.
_TOKEN = re.compile(r"\s+|[A-Za-z0-9_]+|.", re.DOTALL)
#: Texts are compared token by token up to this product of their numbers of tokens (0.5 s).
_COMPARED = 4_000_000


class Change(NamedTuple):
    """A passage of the document's text that gets other words; an insertion where ``start`` equals ``end``."""

    start: int
    end: int
    text: str


class NewParagraph(NamedTuple):
    """A paragraph that is inserted.

    Attributes:
        at: where the paragraph before it ends; 0 at the start of the text.
        text: its text.
        before: the characters before it, in a file whose text is the document's text.
        after: the characters after it, the same.
    """

    at: int
    text: str
    before: str
    after: str = ""


class Fill(NamedTuple):
    """The translation of a unit that had none.

    Attributes:
        key: the key of the unit.
        line: the line of its original.
        text: the translation.
    """

    key: str
    line: int
    text: str


class Edits(NamedTuple):
    """Everything that is written back."""

    changes: Sequence[Change] = ()
    paragraphs: Sequence[NewParagraph] = ()
    fills: Sequence[Fill] = ()


def compared(old: str, new: str, offset: int = 0) -> Iterator[Change]:
    """Yield the changes that turn one text into another, as small as whole words and characters allow.

    Args:
        old: the text before.
        new: the text after.
        offset: where the old text begins in the document.
    """
    for start, end, text in _differences(old, new):
        yield Change(start + offset, end + offset, text)


def _differences(old: str, new: str) -> Iterator[Change]:
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    start = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    most = min(len(a), len(b)) - start
    rest = next((k for k in range(most) if a[-1 - k] != b[-1 - k]), most)
    a, b = a[: len(a) - rest], b[: len(b) - rest]
    starts = [0]
    for token in a:
        starts.append(starts[-1] + len(token))
    if len(a) == start == len(b):
        return
    if (len(a) - start) * (len(b) - start) > _COMPARED:
        yield Change(starts[start], starts[-1], "".join(b[start:]))
        return
    matcher = SequenceMatcher(None, a[start:], b[start:], autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            yield Change(starts[start + i], starts[start + i_end], "".join(b[start + j : start + j_end]))
