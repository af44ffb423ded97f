"""What a scanner found, in a form to compare with: every block as its kind, the mark before its text, and its text."""

from __future__ import annotations

from aligner.document.formats import scan


def shown(text: str, kind: str) -> list[list[str]]:
    """(kind, what stands before the text, text) of every block; white space is one space.

    Of markup all of it stands before a text that there is none of.
    """
    found = []
    for block in scan(text, kind):
        inner = block.inner
        before = text[block.start : inner.start if inner else block.end]
        content = text[inner.start : inner.end] if inner else ""
        found.append([block.kind.value, " ".join(before.split()), " ".join(content.split())])
    return found
