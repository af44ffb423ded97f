"""The places of a finding that occurs several times (`recurring`).

``detail.places`` has an entry for each of them: the segments (``en``, ``ja``), the ``spans`` that it points at, and the
``fingerprint`` that the place has as a finding by itself. The rule: the first place is the one that the message, and
``en`` and ``ja`` of ``detail``, are about; the others follow in document order. The segments of the finding are those
of all its places. Only this module knows the form of the entries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from aligner.findings.locations import list_lines, sheet_of
from aligner.messages import say
from aligner.model import Bitext, Finding, Json, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator


#: The keys of the spans in ``detail``.
_SIDES = ("en", "ja")


class Place(NamedTuple):
    """A place of a finding: its segments on both sides, and the spans that it points at, as in ``detail``."""

    en: tuple[int, ...]
    ja: tuple[int, ...]
    spans: Mapping[str, Json]
    fingerprint: str

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The segments on one side."""
        return self.en if lang is Lang.EN else self.ja


class Placed(Protocol):
    """A finding of a record or of a review."""

    @property
    def en(self) -> tuple[int, ...]:
        """Its English segments."""
        ...

    @property
    def ja(self) -> tuple[int, ...]:
        """Its Japanese segments."""
        ...

    @property
    def fingerprint(self) -> str:
        """Its fingerprint."""
        ...

    @property
    def detail(self) -> Mapping[str, Json]:
        """The data for programs."""
        ...


def place_of(finding: Placed) -> Place:
    """Return the place of a finding that has only one."""
    spans = {lang: finding.detail[lang] for lang in _SIDES if isinstance(finding.detail.get(lang), Mapping)}
    return Place(finding.en, finding.ja, spans, finding.fingerprint)


class Parts(NamedTuple):
    """The parts of a finding that depend on its places."""

    en: tuple[int, ...]
    ja: tuple[int, ...]
    message: Mapping[str, str]
    detail: Mapping[str, Json]


def with_places(message: Mapping[str, str], detail: Mapping[str, Json], places: Sequence[Place]) -> Parts:
    """Return the parts of a finding with these places.

    Args:
        message: its message, which is about the first place. It ends with the number of the other ones.
        detail: its detail, with or without places.
        places: its places, at least one.
    """
    en, ja = (tuple(sorted({k for place in places for k in place.side(lang)})) for lang in Lang)
    before, after = (_say_more(number) for number in (len(places_in(detail)), len(places)))
    said = {lang: text.removesuffix(before[lang]) + after[lang] for lang, text in message.items()}
    entries: list[Json] = [place._asdict() for place in places]
    rest = {key: value for key, value in detail.items() if key not in _SIDES}
    own = {key: places[0].spans.get(key) for key in detail if key in _SIDES}
    return Parts(en, ja, said, {**rest, **own, "places": entries})


def _say_more(places: int) -> Mapping[str, str]:
    """Return the end of the message of a finding with so many places."""
    return say("places.recurs", more=places - 1) if places > 1 else {"en": "", "ja": ""}


def places_in(detail: Mapping[str, Json]) -> list[Place]:
    """Return the places in the ``detail`` of a finding; none if it occurs only once."""
    return list(_read(detail.get("places")))


def _read(entries: Json) -> Iterator[Place]:
    """Yield the entries that have the right form, because a record can come from elsewhere."""
    for entry in entries if isinstance(entries, (list, tuple)) else ():
        if isinstance(entry, Mapping):
            en, ja = (_segments(entry.get(lang)) for lang in _SIDES)
            spans = entry.get("spans")
            if en or ja:
                yield Place(en, ja, spans if isinstance(spans, Mapping) else {}, str(entry.get("fingerprint", "")))


def _segments(ids: Json) -> tuple[int, ...]:
    return tuple(k for k in ids if isinstance(k, int)) if isinstance(ids, (list, tuple)) else ()


def at_places(finding: Finding) -> list[Finding]:
    """Return a finding for each place, its own place first. A finding that occurs once is returned as it is."""
    return [_at(finding, place) for place in places_in(finding.detail)] or [finding]


def at_own_place(finding: Finding) -> Finding:
    """Return a finding as if it occurred only at its own place."""
    places = places_in(finding.detail)
    return _at(finding, places[0]) if places else finding


def _at(finding: Finding, place: Place) -> Finding:
    detail = {key: value for key, value in finding.detail.items() if key not in ("places", *_SIDES)}
    return replace(finding, en=place.en, ja=place.ja, detail={**detail, **place.spans})


def say_other_places(bitext: Bitext, finding: Finding, most: int | None = None) -> dict[str, str] | None:
    """Say where else a finding occurs: "Also in: Japanese lines 3, 9, 12". Return None if it occurs only once.

    The places are those in the translation. If a place has no translation, they are those in the original.

    Args:
        bitext: both texts.
        finding: the finding.
        most: the maximum number of places that are named; None for all.
    """
    others = at_places(finding)[1:]
    if not others:
        return None
    lang = bitext.source.other if all(other.side(bitext.source.other) for other in others) else bitext.source
    document = bitext.side(lang)
    firsts = [other.side(lang)[0] for other in others if other.side(lang)]
    lines = list(dict.fromkeys((sheet_of(document, segment), document.segments[segment].line) for segment in firsts))
    listed = list_lines(document, lines[:most])
    place = say("places.side", source=bitext.stated_source, side=lang, place=listed)
    more = len(lines) - len(lines[:most])
    return say("places.also_more", places=place, more=more) if more else say("places.also", places=place)
