"""Common parts of both languages: boundaries, and text whose stops end no sentence (code, addresses, tags).

Rule: offsets never change here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

END_OF_PARAGRAPH = "end of paragraph"

#: Marks that may end a sentence, by the name a boundary gets from them.
_NAMES = {"?": "question", "!": "exclamation", "…": "ellipsis", ".": "stop", "。": "stop"}


class Boundary(NamedTuple):
    """The end of a sentence (exclusive), and the name of the rule that ended it."""

    end: int
    rule: str


def name_of(marks: str, *, closed: bool) -> str:
    """Return the rule name of a run of marks; ``+close`` if quotes or brackets close after it.

    >>> name_of("?!", closed=True), name_of("...", closed=False), name_of("…。", closed=False)
    ('question+close', 'ellipsis', 'stop')
    """
    if marks.count(".") > 2:
        name = "ellipsis"
    else:
        name = next(_NAMES[mark] for mark in ("?", "!", "。", ".", "…") if mark in marks)
    return f"{name}+close" if closed else name


def last_content(text: str) -> int:
    """Offset past the last letter or digit, or 0. The characters after it are not a sentence.

    >>> last_content("Go. ”")
    2
    """
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] == "_"):
        end -= 1
    return end


def starts_none(ahead: str, marks: tuple[str, ...]) -> bool:
    """Whether the following text begins with a mark that starts no sentence; a role does start one (:class:`list`).

    >>> [starts_none(ahead, (":", ",")) for ahead in (", and", ": he", ":class:`list` is")]
    [True, True, False]
    """
    return ahead.startswith(marks) and not (ahead[:1] == ":" and ahead[1:2].isalnum())


# Every repetition is bounded or cannot fail late, so that the time is linear for any input.
_VERBATIM = re.compile(
    r"""
      ``(?!\s) (?: [^`'] | '(?!') | (?<![\w.,!?…。])'' ){1,300} (?<!\s)``        # inline code, not ``a'' and ``b''
    | (?<!`)`(?![\s`]) (?: [^`']{1,300} | [^`]{1,300}(?<![(\[{]) ) (?<![\s「『（])`(?!`)  # inline code, not `a' and `b'
    | \\(?:verb|lstinline)\*?+(?P<bar>[^\w\s*\[{])[^\n]{0,200}?(?P=bar)        # code in LaTeX, between any two marks
    | (?P<stop>[.?!…。！？]?)\\(?:footnote|thanks)(?:\[\d{1,4}\])?                 # a note in LaTeX
        \{(?:[^{}]++|\{[^{}]{0,200}+\}){0,20}+\}
    | (?<!<)<[A-Za-z/]                                                         # a tag with its attributes
      (?: "[^"<>]{0,300}" | '[^'<>]{0,300}' | [^<>"'.?!…。] | [.?!…。](?![\s<>]) ){0,500} >(?!>)
    | <![^<>]{0,500}>                                                          # a comment
    | (?<=\[)(?P<link>[^\[\]\n]{1,200})(?=\][(\[])                             # the text of a link: it is not divided
    | (?:https?|ftp|file):// (?: [^\s<>"「」『』（）()、。，．“”«»!?] | [!?](?=[!-~]) )+      # an address
    """,
    re.VERBOSE,
)
_MARKS = re.compile(r"[.?!…。]")
_TRAILING = ".,;:!?…"


def hide_verbatim(text: str) -> str:
    """Return the text with the marks inside code, tags, addresses and texts of links replaced; offsets are unchanged.

    >>> hide_verbatim("see `a. B` or http://x.org/?q=1.")
    'see `a_ B` or http://x_org/_q=1.'
    """

    def hide(match: re.Match[str]) -> str:
        verbatim = match.group()
        if match["stop"] is not None:
            return _hide_note(verbatim, match["stop"])
        kept = len(verbatim.rstrip(_TRAILING + "。" if match["link"] else _TRAILING))
        return _MARKS.sub("_", verbatim[:kept]) + verbatim[kept:]

    return _VERBATIM.sub(hide, text)


def _hide_note(note: str, stop: str) -> str:
    r"""Return a note with the marks inside it replaced. After a stop, the sentence ends after the note if that does.

    >>> _hide_note(r".\footnote{A. B.}", "."), _hide_note(r".\footnote{A. B}", ".")
    ('_\\footnote{A_ B}.', '.\\footnote{A_ B}')
    """
    inside = _MARKS.sub("_", note[len(stop) :])
    last = note[-2]
    if stop and _MARKS.fullmatch(last):
        return f"_{inside[:-2]}}}{last}"
    return stop + inside
