"""Whether a figure is told as a rise or as a fall."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from aligner.evidence.numbers.number import Number, Role
from aligner.evidence.numbers.units import units
from aligner.model import Lang

#: How far from the figure its verb or noun may stand, in characters.
_REACH = {Lang.EN: 40, Lang.JA: 10}
_CLAUSE_END = re.compile(r"[,.;:()!?]\s|[、。，；：（）()]|\b(?:and|but|while|whereas|from)\b")


def direction(text: str, number: Number, lang: Lang) -> int:
    """1 for a rise, -1 for a fall, 0 where the text does not say or the figure is no share.

    Only ratios are looked at, and what is told as the change itself (by 300 units): of an amount of money or people it
    is seldom plain otherwise whether it is the change.
    """
    if number.role in {Role.FROM, Role.TO}:
        return 0
    ratio = number.unit is not None and units()[number.unit].unit_class == "ratio"
    if not ratio and number.role is not Role.BY:
        return 0
    if number.value is not None and number.value < 0:
        return -1
    if "change" in number.parts:
        return _sign(str(number.parts["change"]))
    reach = _REACH[lang]
    after = _CLAUSE_END.split(text[number.end : number.end + reach], maxsplit=1)[0]
    if lang is Lang.JA:
        found = _words(lang).search(after)
        return _sign(found.lastgroup) if found else 0
    before = _CLAUSE_END.split(text[max(0, number.start - reach) : number.start])[-1]
    return _nearest(before, after)


def _nearest(before: str, after: str) -> int:
    """The word that stands closest to the figure; on a tie the one before it, where English has its verbs."""
    words = _words(Lang.EN)
    near = [(len(before) - found.end(), _sign(found.lastgroup)) for found in words.finditer(before)]
    near += [(found.start(), _sign(found.lastgroup)) for found in words.finditer(after)]
    return min(near, key=lambda entry: entry[0])[1] if near else 0


def _sign(group: str | None) -> int:
    return {"up": 1, "down": -1}.get(group or "", 0)


@cache
def _words(lang: Lang) -> re.Pattern[str]:
    table = tomllib.loads(files(__package__).joinpath("directions.toml").read_text("utf-8"))[lang]
    groups = []
    for name in ("neither", "up", "down"):
        forms = "|".join(map(re.escape, sorted(table.get(name, ()), key=len, reverse=True)))
        if forms:
            groups.append(rf"(?P<{name}>\b(?:{forms})\b)" if lang is Lang.EN else f"(?P<{name}>{forms})")
    return re.compile("|".join(groups), re.IGNORECASE)
