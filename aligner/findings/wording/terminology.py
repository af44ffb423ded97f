"""Terms of the user's glossary that were not used, and forbidden terms that were used.

Only sure pairs are checked. If the direction is known, terms of the original are checked in the translation; if it is
assumed, terms of both texts are checked. ``detail.relation`` is ``not-used`` or ``forbidden``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from aligner.evidence.glossary.terms import Status
from aligner.findings.build import Location, build_finding
from aligner.messages import say
from aligner.model import Bead, Finding, FindingKind, Lang, Span
from aligner.text.folding import fold
from aligner.text.scripts import JAPANESE, KATAKANA, KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.evidence.glossary.terms import Entry
    from aligner.findings.inspection import Inspection

#: Segment → term → its first place there.
_Mentioned: TypeAlias = "Mapping[int, Mapping[str, Span]]"

#: Minimum confidence of a pair. In a less sure pair, a missing term says nothing about the translation.
_SURE = 0.7


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every pair and every term whose rendering is not that of the glossary."""
    if not inspection.prepared.terms.glossary.entries:
        return []
    mentioned = {lang: _by_segment(inspection, lang) for lang in Lang}
    pairs = (bead for bead in inspection.alignment.beads if bead.paired and bead.confidence >= _SURE)
    return [finding for bead in pairs for finding in _Pair(inspection, bead, mentioned).findings()]


def _by_segment(inspection: Inspection, lang: Lang) -> _Mentioned:
    """Return segment → its terms, each with its first place."""
    mentions = inspection.prepared.terms.side(lang)
    by_segment: dict[int, dict[str, Span]] = defaultdict(dict)
    places = mentions.places
    rows = (column.tolist() for column in (places.segment, places.start, places.end, mentions.key))
    for segment, start, end, key in zip(*rows, strict=True):
        by_segment[segment].setdefault(mentions.keys[key], Span(start, end))
    return by_segment


class _Pair:
    """A pair and the terms in it."""

    def __init__(self, inspection: Inspection, bead: Bead, mentioned: Mapping[Lang, _Mentioned]) -> None:
        self._bead = bead
        self._source = inspection.direction
        self._bitext = inspection.alignment.bitext
        self._glossary = inspection.prepared.terms.glossary
        self._here: dict[Lang, dict[str, Span]] = {lang: {} for lang in Lang}
        for lang in Lang:
            for segment in reversed(bead.side(lang)):
                self._here[lang] |= mentioned[lang].get(segment, {})

    def findings(self) -> Iterator[Finding]:
        """Yield the findings about terms of the original or, if the direction is not known, of either text."""
        ruled_out: set[Entry] = set()
        for lang in Lang if self._source is None else (self._source,):
            for term in sorted(self._here[lang], key=self._here[lang].__getitem__):
                entries = self._glossary.renderings(lang)[term]
                allowed = [entry for entry in entries if entry.status is Status.ALLOWED]
                wrong = [
                    entry
                    for entry in entries
                    if entry not in allowed and entry.side(lang.other) in self._here[lang.other]
                ]
                yield from (self._forbidden(lang, entry, allowed) for entry in wrong if entry not in ruled_out)
                ruled_out.update(wrong)
                if allowed and not wrong and not any(self._is_used(lang.other, entry) for entry in allowed):
                    yield self._not_used(lang, allowed)

    def _is_used(self, lang: Lang, entry: Entry) -> bool:
        """Whether a text contains a term, as words or, if the words are divided differently, as a string."""
        term = entry.side(lang)
        if term in self._here[lang]:
            return True
        wanted = _string(term)
        texts = map(self._bitext.side(lang).segment_text, self._bead.side(lang))
        return wanted is not None and any(wanted.search(_squeezed(text)) for text in texts)

    def _not_used(self, lang: Lang, allowed: Sequence[Entry]) -> Finding:
        term = allowed[0].side(lang)
        message = say(
            "terms.not_used",
            source=self._source,
            side=lang,
            term=_quoted(term, lang),
            wanted=_listed(allowed, lang.other),
            line=allowed[0].line,
        )
        locations = [
            Location(lang, self._bead.side(lang), self._here[lang][term]),
            Location(lang.other, self._bead.side(lang.other)),
        ]
        return self._finding("not-used", message, locations, allowed)

    def _forbidden(self, lang: Lang, entry: Entry, allowed: Sequence[Entry]) -> Finding:
        message = say(
            "terms.forbidden_instead" if allowed else "terms.forbidden",
            source=self._source,
            side=lang.other,
            term=_quoted(entry.side(lang), lang),
            used=_quoted(entry.side(lang.other), lang.other),
            wanted=_listed(allowed, lang.other),
            line=entry.line,
        )
        locations = [Location(side, self._bead.side(side), self._here[side][entry.side(side)]) for side in Lang]
        return self._finding("forbidden", message, locations, [entry, *allowed])

    def _finding(
        self,
        relation: str,
        message: Mapping[str, str],
        locations: Sequence[Location],
        entries: Sequence[Entry],
    ) -> Finding:
        texts = [self._bitext.side(location.lang).segment_text(k) for location in locations for k in location.segments]
        return build_finding(
            self._bitext,
            FindingKind.TERMINOLOGY,
            relation,
            message,
            locations=locations,
            confidence=self._bead.confidence,
            about=[relation, entries[0].en, entries[0].ja, *texts],
            glossary=[
                {"en": entry.en, "ja": entry.ja, "status": str(entry.status), "line": entry.line} for entry in entries
            ],
        )


def _squeezed(text: str) -> str:
    return _JOINTS.sub("", fold(text))


_JOINTS = re.compile(r"[\s・\-]")


@lru_cache(maxsize=10_000)
def _string(term: str) -> re.Pattern[str] | None:
    """Finds a term in squeezed text.

    Katakana that goes on is another word (サーバ, サーバー), and so is one English word in another (sign, design):
    only a term of several words may be run together there.
    """
    squeezed = _squeezed(term)
    if not JAPANESE.search(squeezed) and squeezed == fold(term):
        return None
    first, last = (KATAKANA_RUN.fullmatch(char) is not None for char in (squeezed[0], squeezed[-1]))
    before, after = f"(?<![{KATAKANA}])" if first else "", f"(?![{KATAKANA}])" if last else ""
    return re.compile(before + re.escape(squeezed) + after)


def _quoted(term: str, lang: Lang) -> Mapping[str, str]:
    """Return a term, quoted for a message in either language."""
    return {"en": f"“{term}”" if lang is Lang.EN else term, "ja": f" {term} " if lang is Lang.EN else f"〈{term}〉"}


def _listed(entries: Sequence[Entry], lang: Lang) -> Mapping[str, str]:
    quoted = [_quoted(entry.side(lang), lang) for entry in entries]
    return {"en": " or ".join(term["en"] for term in quoted), "ja": "か".join(term["ja"] for term in quoted)}
