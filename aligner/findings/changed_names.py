"""E-mail addresses and acronyms that differ between the two sides of a pair.

``detail.relation`` is one of:

    address      an e-mail address or the name of a site
    acronym      an acronym in Latin letters: WHO and WTO

Each is reported only if one side has one and the other side has another one in its place. What is missing altogether
is reported by the finders of missing text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from aligner.findings.build import Location, build_finding
from aligner.findings.inspection import LIKELY
from aligner.messages import say
from aligner.model import LANGS, NO_LANGUAGE, FindingKind, Lang, Span
from aligner.text.addresses import is_japanese_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.findings.inspection import Inspection
    from aligner.model import Bead, Finding

_ADDRESS = re.compile(
    r"(?P<mail>[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+)"
    r"|(?<![\w/@.:-])(?P<site>www(?:\.[A-Za-z0-9-]{1,63}){2,})"
)
_ACRONYM = re.compile(r"(?<![A-Za-z0-9_.&/@-])(?P<name>[A-Z]{2,7})(?:s|es)?(?![A-Za-z0-9_&/@-])")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
#: Minimum similarity of two acronyms of which one was mistaken for the other (WHO, WTO). Acronyms of other languages
#: (NATO, OTAN) are less alike or have the same letters.
_ALIKE = 0.5
#: Maximum share of words in capitals in a text with acronyms. Titles in capitals have more.
_LOUD = 0.4
#: Pairs on either side that may hold what a pair lacks.
_NEAR = 1


class _Place(NamedTuple):
    """A name in a text: its segment, its span in the document, and the name."""

    segment: int
    span: Span
    name: str


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every address and acronym that differs."""
    findings: list[Finding] = []
    beads = inspection.alignment.beads
    for place, bead in enumerate(beads):
        if not bead.paired or bead.confidence < LIKELY:
            continue
        near = beads[max(place - _NEAR, 0) : place + _NEAR + 1]
        for relation, pattern in (("address", _ADDRESS), ("acronym", _ACRONYM)):
            left = {lang: _left(inspection, bead, near, lang, pattern) for lang in LANGS}
            if len(left[Lang.EN]) == 1 == len(left[Lang.JA]):
                en, ja = left[Lang.EN][0], left[Lang.JA][0]
                if _is_changed(relation, en.name, ja.name):
                    findings.append(_finding(inspection, bead, relation, {Lang.EN: en, Lang.JA: ja}))
    return findings


def _left(
    inspection: Inspection, bead: Bead, near: Sequence[Bead], lang: Lang, pattern: re.Pattern[str]
) -> list[_Place]:
    """Return the names of a side that neither the other side nor its neighbours have, each once."""
    places = list(_places(inspection, bead, lang, pattern))
    if not places:
        return []
    other = inspection.alignment.bitext.side(lang.other)
    there = " ".join(other.segment_text(k) for one in near for k in one.side(lang.other)).casefold()
    left = {place.name.casefold(): place for place in reversed(places)}
    return [place for name, place in left.items() if name not in there]


def _places(inspection: Inspection, bead: Bead, lang: Lang, pattern: re.Pattern[str]) -> Iterator[_Place]:
    document = inspection.alignment.bitext.side(lang)
    for k in bead.side(lang):
        segment, text = document.segments[k], document.segment_text(k)
        if document.paragraphs[segment.paragraph].kind in NO_LANGUAGE:
            continue
        if pattern is _ACRONYM and lang is Lang.EN and len(_CAPITALS.findall(text)) > _LOUD * len(text.split()):
            continue
        for match in pattern.finditer(text):
            group = match.lastgroup or 0
            start, end = match.span(group)
            name = match[group].rstrip(".-")
            yield _Place(k, Span(segment.start + start, segment.start + end), name)


def _is_changed(relation: str, en: str, ja: str) -> bool:
    """Whether one name was written for the other, and is not its form in the other language."""
    if relation == "address":
        return ("@" in en) == ("@" in ja) and not is_japanese_site("https://" + ja.rpartition("@")[2])
    return is_mistaken(en, ja)


def is_mistaken(en: str, ja: str) -> bool:
    """Whether an acronym was probably mistaken for another one: a letter differs, or two are exchanged.

    >>> is_mistaken("WHO", "WTO"), is_mistaken("NATO", "OTAN"), is_mistaken("US", "USA")
    (True, False, False)
    """
    if en.startswith(ja) or ja.startswith(en) or en[::-1] == ja:
        return False
    return len(en) == len(ja) and DamerauLevenshtein.normalized_similarity(en, ja) >= _ALIKE


def _finding(inspection: Inspection, bead: Bead, relation: str, places: Mapping[Lang, _Place]) -> Finding:
    en, ja = places[Lang.EN], places[Lang.JA]
    return build_finding(
        inspection.alignment.bitext,
        FindingKind.NAME,
        relation,
        say(f"damage.{relation}", source=inspection.direction, en=en.name, ja=ja.name),
        locations=[Location(lang, bead.side(lang), places[lang].span) for lang in LANGS],
        confidence=bead.confidence,
        about=[relation, en.name, ja.name],
    )
