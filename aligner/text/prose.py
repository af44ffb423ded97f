"""What of a text is its author's own prose: without marks, quotations, brackets, titles, addresses; offsets stay."""

from __future__ import annotations

import re

from aligner.text.inline_marks import read_marks

#: Between these stands what is quoted, named or glossed, and may be in another language on purpose.
_QUOTED = re.compile(
    r"「[^「」]*」|『[^『』]*』|（[^（）]*）|\([^()]*\)|“[^“”]*”|\"[^\"\n]*\"|［[^［］]*］|【[^【】]*】|〈[^〈〉]*〉|《[^《》]*》"
    r"|\[[^\[\]]*\]|(?<![\w*])\*[^*\n]+\*(?!\w)|(?<!\w)_[^_\n]+_(?!\w)|(?<!\w)'[^'\n]+'(?!\w)"
)
_COMMENT = re.compile(r"<!--.{0,2000}?-->|\{/\*.{0,2000}?\*/\}|</?[A-Za-z][^<>]{0,500}>", re.DOTALL)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s　（）「」<>()\"]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+|(?:/[\w.-]+){2,}"
)
#: All of these hold one of these; most sentences hold none.
_SIGN = re.compile(r"[`<{%\[\]\\/@]|www\.")
#: What a link is called is prose within the same pages, and a title elsewhere.
_TITLE = re.compile(r"\[[^\[\]]*\](?=\(<?https?:)")
_LINK_BRACKET = re.compile(r"!?\[(?=[^\[\]]*\](?:\((?!<?https?:)|\[))|!\[|\](?=[(\[])")


def own_prose(text: str) -> str:
    """The text with everything else blanked out.

    >>> own_prose("See `vi` (or “ed”), [the list](/all).").split()
    ['See', ',', 'the', 'list', '.']
    """
    kept = list(without_marks(text))
    for _ in range(_DEPTH):
        spans = [found.span() for found in _QUOTED.finditer("".join(kept))]
        if not spans:
            break
        for start, end in spans:
            _blank(kept, start, end)
    return "".join(kept)


def without_marks(text: str) -> str:
    """The text with marks, addresses and titles of other pages blanked out, quotations and brackets kept."""
    if not _SIGN.search(text):
        return text
    kept = list(text)
    for found in _TITLE.finditer(text):
        _blank(kept, *found.span())
    for found in _LINK_BRACKET.finditer(text):
        _blank(kept, *found.span())
    for mark in read_marks(text):
        _blank(kept, mark.start, mark.end)
    for pattern in (_COMMENT, _ADDRESS):
        for found in pattern.finditer("".join(kept)):
            _blank(kept, *found.span())
    return "".join(kept)


#: Brackets within brackets.
_DEPTH = 3


def _blank(kept: list[str], start: int, end: int) -> None:
    kept[start:end] = [char if char in "\r\n" else " " for char in kept[start:end]]
