"""The author's own prose in a text: marks, quotations, brackets, titles and addresses are blanked; offsets are kept."""

from __future__ import annotations

import re

from aligner.text.inline_marks import read_marks

#: Quoted, named or glossed text, which may be in another language on purpose.
_QUOTED = re.compile(
    r"「[^「」]*」|『[^『』]*』|（[^（）]*）|\([^()]*\)|“[^“”]*”|\"[^\"\n]*\"|［[^［］]*］|【[^【】]*】|〈[^〈〉]*〉|《[^《》]*》"
    r"|\[[^\[\]]*\]|(?<![\w*])\*[^*\n]+\*(?!\w)|(?<!\w)_[^_\n]+_(?!\w)|(?<!\w)'[^'\n]+'(?!\w)"
)
_COMMENT = re.compile(r"<!--.{0,2000}?-->|\{/\*.{0,2000}?\*/\}|</?[A-Za-z][^<>]{0,500}>", re.DOTALL)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s　（）「」<>()\"]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+|(?:/[\w.-]+){2,}"
)
#: All patterns below need one of these characters; most sentences have none.
_SIGN = re.compile(r"[`<{%\[\]\\/@]|www\.")
#: The text of a link is prose if it leads to the same site, and a title otherwise.
_TITLE = re.compile(r"\[[^\[\]]*\](?=\(<?https?:)")
_LINK_BRACKET = re.compile(r"!?\[(?=[^\[\]]*\](?:\((?!<?https?:)|\[))|!\[|\](?=[(\[])")


def own_prose(text: str) -> str:
    """The text with everything but the author's prose replaced by spaces.

    >>> own_prose("See `vi` (or “ed”), [the list](/all).").split()
    ['See', ',', 'the', 'list', '.']
    """
    kept = list(without_marks(text))
    for _ in range(_DEPTH):
        spans = [match.span() for match in _QUOTED.finditer("".join(kept))]
        if not spans:
            break
        for start, end in spans:
            _blank(kept, start, end)
    return "".join(kept)


def without_marks(text: str) -> str:
    """The text with marks, addresses and titles of other pages replaced by spaces; quotations and brackets are kept."""
    if not _SIGN.search(text):
        return text
    kept = list(text)
    for match in _TITLE.finditer(text):
        _blank(kept, *match.span())
    for match in _LINK_BRACKET.finditer(text):
        _blank(kept, *match.span())
    for mark in read_marks(text):
        _blank(kept, mark.start, mark.end)
    for pattern in (_COMMENT, _ADDRESS):
        for match in pattern.finditer("".join(kept)):
            _blank(kept, *match.span())
    return "".join(kept)


#: Largest depth of nested brackets.
_DEPTH = 3


def _blank(kept: list[str], start: int, end: int) -> None:
    kept[start:end] = [char if char in "\r\n" else " " for char in kept[start:end]]
