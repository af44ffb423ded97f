"""Terms of the user's glossary that were not used, and terms it rules out that were.

Looked for in pairs that are sure. Where the direction is known, every term of the original is followed into the
translation; while it is assumed, both ways. ``detail.relation`` is ``not-used`` or ``forbidden``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from aligner.evidence.glossary.terms import Status
from aligner.findings.spots import Spot, finding_at
from aligner.messages import say
from aligner.model import Bead, Finding, FindingKind, Lang, Severity, Span
from aligner.text.folding import fold
from aligner.text.scripts import JAPANESE, KATAKANA, KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.evidence.glossary.terms import Entry
    from aligner.findings.inspection import Inspection

#: In a pair less sure than this a term that is not there says nothing about the translation.
_SURE = 0.7


def find_terminology_findings(inspection: Inspection) -> list[Finding]:
    """A finding for every pair and every term that was not rendered as the glossary has it."""
    if not inspection.prepared.terms.glossary.entries:
        return []
    mentioned = {lang: _by_segment(inspection, lang) for lang in Lang}
    beads = (bead for bead in inspection.alignment.beads if bead.paired and bead.confidence >= _SURE)
    return [found for bead in beads for found in _check(inspection, bead, mentioned)]


def _by_segment(inspection: Inspection, lang: Lang) -> Mapping[int, Mapping[str, Span]]:
    """Segment → the terms it mentions, each with its first place."""
    mentions = inspection.prepared.terms.side(lang)
    found: dict[int, dict[str, Span]] = defaultdict(dict)
    places = mentions.places
    rows = (column.tolist() for column in (places.segment, places.start, places.end, mentions.key))
    for segment, start, end, key in zip(*rows, strict=True):
        found[segment].setdefault(mentions.keys[key], Span(start, end))
    return found


def _check(
    inspection: Inspection, bead: Bead, mentioned: Mapping[Lang, Mapping[int, Mapping[str, Span]]]
) -> Iterator[Finding]:
    here: dict[Lang, dict[str, Span]] = {lang: {} for lang in Lang}
    for lang in Lang:
        for segment in bead.side(lang):
            for term, span in mentioned[lang].get(segment, {}).items():
                here[lang].setdefault(term, span)
    glossary = inspection.prepared.terms.glossary
    ruled_out: set[Entry] = set()
    for lang in Lang if inspection.direction is None else (inspection.direction,):
        for term in here[lang]:
            entries = glossary.renderings(lang)[term]
            allowed = [entry for entry in entries if entry.status is Status.ALLOWED]
            wrong = [entry for entry in entries if entry not in allowed and entry.side(lang.other) in here[lang.other]]
            for entry in wrong:
                if entry not in ruled_out:
                    yield _forbidden(inspection, bead, lang, entry, allowed, here)
            ruled_out.update(wrong)
            if allowed and not wrong and not any(_used(inspection, bead, lang.other, entry, here) for entry in allowed):
                yield _not_used(inspection, bead, lang, allowed, here)


def _used(
    inspection: Inspection, bead: Bead, lang: Lang, entry: Entry, here: Mapping[Lang, Mapping[str, Span]]
) -> bool:
    """Whether a term stands in a text, as words or, where its words are cut or joined otherwise there, as a string."""
    term = entry.side(lang)
    if term in here[lang]:
        return True
    wanted = _string(term)
    texts = map(inspection.alignment.bitext.side(lang).segment_text, bead.side(lang))
    return wanted is not None and any(wanted.search(_squeezed(text)) for text in texts)


def _squeezed(text: str) -> str:
    return _JOINTS.sub("", fold(text))


_JOINTS = re.compile(r"[\s・\-]")


@lru_cache(maxsize=10_000)
def _string(term: str) -> re.Pattern[str] | None:
    """Finds a term in squeezed text. Katakana that goes on is another word (サーバ, サーバー), and so is one English word
    in another (sign, design): only a term of several words may be run together there.
    """
    squeezed = _squeezed(term)
    if not JAPANESE.search(squeezed) and squeezed == fold(term):
        return None
    first, last = (KATAKANA_RUN.fullmatch(char) is not None for char in (squeezed[0], squeezed[-1]))
    before, after = f"(?<![{KATAKANA}])" if first else "", f"(?![{KATAKANA}])" if last else ""
    return re.compile(before + re.escape(squeezed) + after)


def _not_used(
    inspection: Inspection, bead: Bead, lang: Lang, allowed: Sequence[Entry], here: Mapping[Lang, Mapping[str, Span]]
) -> Finding:
    term = allowed[0].side(lang)
    message = say(
        "terms.not_used",
        source=inspection.direction,
        side=lang,
        term=_quoted(term, lang),
        wanted=_listed(allowed, lang.other),
        line=allowed[0].line,
    )
    spots = [Spot(lang, bead.side(lang), here[lang][term]), Spot(lang.other, bead.side(lang.other))]
    return _finding(inspection, bead, "not-used", Severity.WARNING, message, spots, allowed)


def _forbidden(
    inspection: Inspection,
    bead: Bead,
    lang: Lang,
    entry: Entry,
    allowed: Sequence[Entry],
    here: Mapping[Lang, Mapping[str, Span]],
) -> Finding:
    message = say(
        "terms.forbidden_instead" if allowed else "terms.forbidden",
        source=inspection.direction,
        side=lang.other,
        term=_quoted(entry.side(lang), lang),
        used=_quoted(entry.side(lang.other), lang.other),
        wanted=_listed(allowed, lang.other),
        line=entry.line,
    )
    spots = [Spot(each, bead.side(each), here[each][entry.side(each)]) for each in Lang]
    return _finding(inspection, bead, "forbidden", Severity.ERROR, message, spots, [entry, *allowed])


def _finding(
    inspection: Inspection,
    bead: Bead,
    relation: str,
    severity: Severity,
    message: Mapping[str, str],
    spots: Sequence[Spot],
    entries: Sequence[Entry],
) -> Finding:
    texts = [inspection.alignment.bitext.side(spot.lang).segment_text(k) for spot in spots for k in spot.segments]
    return finding_at(
        inspection.alignment.bitext,
        FindingKind.TERMINOLOGY,
        relation,
        severity,
        message,
        spots,
        confidence=bead.confidence,
        about=[entries[0].en, entries[0].ja, *texts],
        glossary=[{"en": entry.en, "ja": entry.ja, "status": str(entry.status), "line": entry.line} for entry in entries],
    )


def _quoted(term: str, lang: Lang) -> Mapping[str, str]:
    """A term amid a message of either language."""
    return {"en": f"“{term}”" if lang is Lang.EN else term, "ja": f" {term} " if lang is Lang.EN else f"〈{term}〉"}


def _listed(entries: Sequence[Entry], lang: Lang) -> Mapping[str, str]:
    quoted = [_quoted(entry.side(lang), lang) for entry in entries]
    return {"en": " or ".join(each["en"] for each in quoted), "ja": "か".join(each["ja"] for each in quoted)}
