"""How many things a text lists: 3 of "Iraq, Turkey and Syria".

Rule: a small count that one text adds to a list is no number that the other text lacks (イラク、トルコ、シリアの3か国).
"""

from __future__ import annotations

import re

from aligner.model import Lang

#: Where a list may begin or end.
_CLAUSE = re.compile(r"[.;:!?()。；：！？（）「」\n]")
_SEPARATOR = {
    Lang.EN: re.compile(r",\s+(?:and|or|nor)\s+|,\s+|\s+(?:and|or|nor|&)\s+|[+/]"),
    Lang.JA: re.compile("[、，・／/+]\\s*|,\\s+|および|及び|ならびに|並びに|または|又は|(?<=[一-龥ァ-ヶーA-Z])[とや]"),
}
#: Fewer things are not counted, and more are seldom listed.
_LEAST, _MOST = 3, 12


def lists_as_many(text: str, lang: Lang, count: int) -> bool:
    """Whether a clause of a text lists as many things. The words before a list may end with a comma too.

    >>> lists_as_many("It lies in Iraq, Turkey and Syria.", Lang.EN, 3), lists_as_many("It lies in Iraq.", Lang.EN, 3)
    (True, False)
    """
    if not _LEAST <= count <= _MOST:
        return False
    lengths = (len(_SEPARATOR[lang].split(clause)) for clause in _CLAUSE.split(text))
    return any(length - 1 <= count <= length for length in lengths if length > 1)
