"""What both languages share: a boundary, and the stretches whose stops end nothing (code, addresses, tags).

Offsets into a text never shift here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

END_OF_PARAGRAPH = "end of paragraph"

#: Marks that may end a sentence, by the name a boundary gets from them.
_NAMES = {"?": "question", "!": "exclamation", "…": "ellipsis", ".": "stop", "。": "stop"}


class Boundary(NamedTuple):
    """Where a sentence ends (exclusive) and the name of the rule that says so."""

    end: int
    rule: str


def name_of(marks: str, *, closed: bool) -> str:
    """The rule name of a run of marks; ``+close`` when quotes or brackets close after it.

    >>> name_of("?!", closed=True), name_of("...", closed=False), name_of("…。", closed=False)
    ('question+close', 'ellipsis', 'stop')
    """
    if marks.count(".") > 2:
        name = "ellipsis"
    else:
        name = next(_NAMES[mark] for mark in ("?", "!", "。", ".", "…") if mark in marks)
    return f"{name}+close" if closed else name


def last_content(text: str) -> int:
    """Offset past the last letter or figure, or 0. What follows it is no sentence of its own.

    >>> last_content("Go. ”")
    2
    """
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] == "_"):
        end -= 1
    return end


def starts_none(ahead: str, marks: tuple[str, ...]) -> bool:
    """Whether what follows starts no sentence, by the mark it begins with; a role does (:class:`list`).

    >>> [starts_none(ahead, (":", ",")) for ahead in (", and", ": he", ":class:`list` is")]
    [True, True, False]
    """
    return ahead.startswith(marks) and not (ahead[:1] == ":" and ahead[1:2].isalnum())


# Every repeat is bounded or cannot fail late, so that no input takes more than linear time.
_VERBATIM = re.compile(
    r"""
      ``[^`]{1,300}``  |  `[^`]{1,300}`                    # inline code
    | <[A-Za-z/!][^<>]{0,500}>                             # a tag with its attributes
    | (?:https?|ftp|file)://[^\s<>"「」『』（）()、。，．“”]+  # an address
    """,
    re.VERBOSE,
)
_MARKS = re.compile(r"[.?!…。]")
_TRAILING = ".,;:!?…"


def hide_verbatim(text: str) -> str:
    """The text with the marks inside code, tags and addresses made harmless; every offset stays.

    >>> hide_verbatim("see `a. B` or http://x.org/?q=1.")
    'see `a_ B` or http://x_org/_q=1.'
    """

    def hide(match: re.Match[str]) -> str:
        found = match.group()
        kept = len(found.rstrip(_TRAILING))
        return _MARKS.sub("_", found[:kept]) + found[kept:]

    return _VERBATIM.sub(hide, text)
