"""How many things a text lists: 3 of "Iraq, Turkey and Syria".

Rule: if one text adds the count of the things that both texts list, the other text does not lack that number
(イラク、トルコ、シリアの3か国).
"""

from __future__ import annotations

import re

from aligner.model import Lang

#: Where a list may begin or end.
_CLAUSE = re.compile(r"[.;:!?()。；：！？（）「」\n]")
_SEPARATOR = {
    Lang.EN: re.compile(r",\s++(?:(?:and|or|nor)\s+)?|(?<!\s)\s++(?:and|or|nor|&)\s+|[+/]"),
    Lang.JA: re.compile("[、，・／/+]\\s*|,\\s+|および|及び|ならびに|並びに|または|又は|(?<=[一-龥ァ-ヶーA-Z])[とや]"),
}
#: Minimum and maximum number of things in a list.
_LEAST, _MOST = 3, 12


def lists_as_many(text: str, lang: Lang, count: int) -> bool:
    """Whether a clause of a text lists ``count`` things, or has one part more.

    The additional part is the words before the list, which may end with a comma.

    >>> lists_as_many("It lies in Iraq, Turkey and Syria.", Lang.EN, 3), lists_as_many("It lies in Iraq.", Lang.EN, 3)
    (True, False)
    """
    if not _LEAST <= count <= _MOST:
        return False
    lengths = (len(_SEPARATOR[lang].split(clause)) for clause in _CLAUSE.split(text))
    return any(length - 1 <= count <= length for length in lengths if length > 1)
