"""The changes between two versions of a text, word by word, and how they are worded."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from aligner.messages import say
from aligner.model import Lang
from aligner.text.width import truncate

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Maximum columns of a quoted text, and maximum number of changes that are named.
_QUOTED, _NAMED = 60, 3
_WORDS = {
    Lang.EN: re.compile(r"\w+(?:['’.,-]\w+)*|\s+|."),
    Lang.JA: re.compile(r"[A-Za-z]+|\d[\d.,]*|\s+|.", re.DOTALL),
}


def word_changes(old: str, new: str, lang: Lang) -> list[tuple[str, str]]:
    """Return the changes from one text to another, word by word. White space alone is not a change.

    >>> word_changes("Saved in 3 seconds.", "It was saved in 5 seconds.", Lang.EN)
    [('Saved', 'It was saved'), ('3', '5')]
    """
    before, after = (_WORDS[lang].findall(text) for text in (old, new))
    changes: list[tuple[str, str]] = []
    end = 0
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        change = "".join(before[i:j]).strip(), "".join(after[k:m]).strip()
        # Changes with only white space between them are one change.
        between = "".join(before[end:i])
        if changes and not between.strip():
            change = (changes[-1][0] + between + change[0]).strip(), (changes[-1][1] + between + change[1]).strip()
            changes.pop()
        if change[0] or change[1]:
            changes.append(change)
            end = j
    return changes


def say_changes(changes: Sequence[tuple[str, str]], lang: Lang) -> dict[str, str]:
    """Return changes in words, in both languages; the first ones, and how many more there are."""
    named = []
    for old, new in changes[:_NAMED]:
        key = "changed" if old and new else "added" if new else "removed"
        named.append(say(f"units.{key}", old=quoted(old, lang), new=quoted(new, lang)))
    more = say("units.more", more=len(changes) - _NAMED) if len(changes) > _NAMED else {"en": "", "ja": ""}
    return {
        "en": ", ".join(message["en"] for message in named) + more["en"],
        "ja": "、".join(message["ja"] for message in named) + more["ja"],
    }


def quoted(text: str, lang: Lang) -> dict[str, str]:
    """Return a text in quotation marks, shortened, in both languages."""
    shown = truncate(" ".join(text.split()), _QUOTED)
    return {"en": f"“{shown}”" if lang is Lang.EN else f"〈{shown}〉", "ja": f"〈{shown}〉"}
