"""English sentence ends.

Every mark in the text becomes a ``Candidate`` with its surroundings; the first rule (`english_rules`) that has an
opinion says whether the sentence ends there, and its name goes with the boundary. A line break is a space.
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
from aligner.document.sentences.english_rules import MARK_RULES, STOP_RULES, Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

# One character for one: offsets stay. Marks of both widths become ASCII: 。 inside English is a stop too.
_PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"。": ".", "｡": ".", "‥": "…", "‼": "!", "⁇": "?", "⁈": "?", "⁉": "!", "’": "'"}
)
_CLOSERS = "\"')\\]}”»›」』】〉》*_"
_OPENERS = "\"'“‘„«‹([{「『（【〈《*_`¿¡<"
_CANDIDATE = re.compile(
    rf"""
    (?P<marks> \.(?:\s\.){{2,}} | [.?!…]+ )
    (?P<close>
        (?: </\w{{1,10}}> | \]\([^()\s]{{0,300}}\) | \[\d{{1,3}}\] | [{_CLOSERS}¹²³⁰⁴-⁹\ufe0e\ufe0f] )*
        (?: \s{{1,4}}["')\]}}”»」』)](?=\s|\Z) )?      # a stray quote, with space on both sides
    )
    (?P<gap> \s* )
    """,
    re.VERBOSE,
)
_WINDOW = 80  # as far as a rule looks to either side; longer words than this are no words
_CONTENT = re.compile(r"\w")
_WORD_START = re.compile(r"[\s(\[{\"“‘«「『*_]")


def boundaries(text: str) -> Iterator[Boundary]:
    """Where the sentences of a paragraph end, the last one at its end.

    >>> [b.rule for b in boundaries("He left at 5 p.m. The U.S. Army came. “Why?” he asked.")]
    ['clock', 'punkt', 'stop']
    """
    plain = hide_verbatim(text.translate(_PLAIN))
    end = last_content(plain)
    start = searched = 0
    last = END_OF_PARAGRAPH
    for found in _CANDIDATE.finditer(plain):
        closed = bool(found["close"].strip())
        if found.end("close") >= end:  # nothing but marks and brackets from here on
            last = name_of(found["marks"], closed=closed)
            break
        # Nothing to end yet? Look only at what was not looked at before, so that "! ! ! …" stays linear.
        content = _CONTENT.search(plain, max(start, searched), found.start())
        searched = content.start() if content else found.start()
        if content is None:
            continue
        rule = _decide(_candidate(plain, start, content.group(), found))
        if rule:
            start = found.end("close")
            yield Boundary(start, f"{rule}+close" if closed else rule)
    yield Boundary(len(text), last)


def _candidate(plain: str, start: int, first: str, found: re.Match[str]) -> Candidate:
    so_far = plain[max(start, found.start() - _WINDOW) : found.start()]
    tokens = so_far.rsplit(maxsplit=2)
    if so_far[-1:].isspace():
        tokens.append("")
    ahead = plain[found.end() : found.end() + _WINDOW]
    bare = ahead.lstrip(_OPENERS)
    word = _WORD_START.split(tokens[-1])[-1].lstrip("'") if tokens else ""
    return Candidate(
        so_far=so_far,
        first=first,
        word=word,
        key=word.lower(),
        before=tokens[-2] if len(tokens) > 1 else "",
        marks=found["marks"],
        close=found["close"],
        gap=found["gap"],
        opener=ahead[: len(ahead) - len(bare)],
        ahead=bare,
    )


def _decide(at: Candidate) -> str:
    """The name of the rule that ends the sentence here, or nothing."""
    rules = STOP_RULES if at.marks in (".", "..") else MARK_RULES
    name, ends = next((name, verdict) for name, rule in rules if (verdict := rule(at)) is not None)
    return name if ends else ""
