"""English sentence boundaries.

Every mark in the text becomes a ``Candidate`` with its surroundings. The first rule (`english_rules`) that applies
decides whether the sentence ends there, and gives the boundary its name. A line break counts as a space.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.sentences.boundary import (
    END_OF_PARAGRAPH,
    Boundary,
    hide_verbatim,
    last_content,
    name_of,
)
from aligner.document.sentences.english_rules import BRACKET_RULES, MARK_RULES, STOP_RULES, Candidate
from aligner.document.sentences.quotes import quotes_by_place

if TYPE_CHECKING:
    from collections.abc import Iterator

# One character for one character, so offsets are unchanged. Marks of both widths become ASCII: 。 in English is a stop.
_PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"。": ".", "｡": ".", "‥": "…", "‼": "!", "⁇": "?", "⁈": "?", "⁉": "!", "’": "'"}
)
_CLOSERS = "\"')\\]}”»›」』】〉》*_"
_OPENERS = "\"'“‘„«‹([{「『（【〈《*_`¿¡<"
_CANDIDATE = re.compile(
    rf"""
    (?P<marks> \.(?:\s\.){{2,}} | [.?!…]+ | [)\]](?=\s+[A-Z]) )
    (?P<close>
        (?: </\w{{1,10}}> | \]\([^()\s]{{0,300}}\) | \[\d{{1,3}}\] | [{_CLOSERS}¹²³⁰⁴-⁹\ufe0e\ufe0f] )*
        (?: \s{{1,4}}["')\]}}”»」』)](?=\s|\Z) )?      # a stray quote, with space on both sides
    )
    (?P<gap> \s* )
    """,
    re.VERBOSE,
)
_WINDOW = 80  # characters on either side that a rule sees
_CONTENT = re.compile(r"\w")
_WORD_START = re.compile(r"[\s(\[{\"“‘«「『*_]")


def boundaries(text: str) -> Iterator[Boundary]:
    """Yield the ends of the sentences of a paragraph; the last one is the end of the paragraph.

    >>> [b.rule for b in boundaries("He left at 5 p.m. The U.S. Army came. “Why?” he asked.")]
    ['clock', 'punkt', 'stop']
    """
    plain = quotes_by_place(hide_verbatim(text.translate(_PLAIN)))
    end = last_content(plain)
    start = searched = 0
    last = END_OF_PARAGRAPH
    for match in _CANDIDATE.finditer(plain):
        closed = bool(match["close"].strip())
        if match.end("close") >= end:  # only marks and brackets from here on
            last = name_of(match["marks"], closed=closed)
            break
        # Without content there is nothing to end. Only new text is searched, so that "! ! ! …" takes linear time.
        content = _CONTENT.search(plain, max(start, searched), match.start())
        searched = content.start() if content else match.start()
        if content is None:
            continue
        rule = _decide(_candidate(plain, start, content.group(), match))
        if rule:
            start = match.end("close")
            yield Boundary(start, f"{rule}+close" if closed else rule)
    yield Boundary(len(text), last)


def _candidate(plain: str, start: int, first: str, match: re.Match[str]) -> Candidate:
    so_far = plain[max(start, match.start() - _WINDOW) : match.start()]
    tokens = so_far.rsplit(maxsplit=2)
    if so_far[-1:].isspace():
        tokens.append("")
    ahead = plain[match.end() : match.end() + _WINDOW]
    bare = ahead.lstrip(_OPENERS)
    word = _WORD_START.split(tokens[-1])[-1].lstrip("'") if tokens else ""
    return Candidate(
        so_far=so_far,
        first=first,
        word=word,
        key=word.lower(),
        before=tokens[-2] if len(tokens) > 1 else "",
        marks=match["marks"],
        close=match["close"],
        gap=match["gap"],
        opener=ahead[: len(ahead) - len(bare)],
        ahead=bare,
    )


def _decide(at: Candidate) -> str:
    """Return the name of the rule that ends the sentence here, or an empty string."""
    rules = STOP_RULES if at.marks in (".", "..") else BRACKET_RULES if at.marks in (")", "]") else MARK_RULES
    name, ends = next((name, verdict) for name, rule in rules if (verdict := rule(at)) is not None)
    return name if ends else ""
