"""Findings inside a pair: a clause that the other side does not cover, an older source, a summary.

A bead gets one sort of finding: it may be out of date, it is condensed, or clauses of it are missing. Only beads of
high confidence are checked, because otherwise their boundaries may be wrong.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from aligner.findings.build import new_finding, sides
from aligner.findings.clauses import Divided, divide
from aligner.findings.condensed import condensed_side
from aligner.findings.inspection import LIKELY
from aligner.findings.leftovers import Leftover, Place, left_over, phrases
from aligner.findings.length_excess import Excess
from aligner.findings.outdated import Strings, one_sided_strings
from aligner.findings.translator_additions import aside_kind
from aligner.findings.uncovered_clauses import Stretch, find_uncovered
from aligner.messages import say
from aligner.model import Finding, FindingKind, Json, Lang, Severity
from aligner.text.scripts import JAPANESE, LATIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.findings.inspection import Inspection

#: Confidence of a bead from which a finding is more than a note, and from which it is certain. A missing clause itself
#: lowers the confidence of its bead, so the first is low: at 0.8, six of 60 findings on sound pairs become notes, most
#: of them right; at 0.3, one more becomes a warning.
_FAIRLY_SURE, _SURE = 0.6, 0.9
#: Log-odds of a clause from which it is a warning. Japanese spells out more that English leaves unsaid than the other
#: way round.
_WARNING = {Lang.EN: 0.0, Lang.JA: 1.5}
#: Minimum number of content words of a reported clause, unless it has lost a name or code (fewer in brackets are a
#: reading, a year, the original term), and its minimum length in Japanese characters. The findings are 60 on sound
#: pairs and 182 of 596 removed clauses. With half the first value, three more notes on sound pairs are reported, and
#: five more clauses are detected. With twice the first value, 35 of the 60 and 67 of the clauses are lost. With half
#: the second value, nine more notes are reported, and 18 more clauses are detected. With twice the second value, 107
#: clauses are lost. With 8 characters, `tests.benchmarks.clauses` detects 0.30 instead of 0.28, and reports 0.009
#: instead of 0.008 of sound pairs.
_FEWEST, _SHORTEST = 3, 11.0
#: A clause with words that the other side lacks is a warning if its log-odds, twice the share of those words added and
#: four times its likeness to the closest part of the other side subtracted, reach the first value. A clause without
#: such words is reported from the second log-odds. With both, of 150 warnings on removed clauses 81% remain, and of 45
#: false ones on sound pairs 38%; 1.3% of 617 removed clauses are no longer reported.
_SUPPORTED, _PARAPHRASED = 1.0, 0.8
_WORDS, _LIKENESS = 2.0, 4.0
#: Maximum number of phrases that a message quotes instead of their clause. A choice.
_PHRASES = 5
#: Characters of a text that are quoted.
_QUOTED = {Lang.EN: 90, Lang.JA: 45}


def find(inspection: Inspection) -> list[Finding]:
    """Return the findings inside pairs, in order of the beads."""
    beads = [divided for divided in divide(inspection) if divided.bead.confidence >= LIKELY]
    findings: list[Finding] = []
    excess = Excess(inspection)
    uncovered = find_uncovered(inspection, beads, excess)
    whole = [
        _about_the_pair(inspection, divided, stretches, excess)
        for divided, stretches in zip(beads, uncovered, strict=True)
    ]
    # A finding about the pair itself replaces those about its parts.
    parts = [() if finding else stretches for finding, stretches in zip(whole, uncovered, strict=True)]
    left = _left_over(inspection, beads, parts)
    for divided, finding, stretches in zip(beads, whole, parts, strict=True):
        findings += [finding] if finding else []
        findings += (
            _partial(inspection, divided, stretch, leftover, excess)
            for stretch in stretches
            if (leftover := left.get((stretch.lang, stretch.start))) and _is_supported(stretch, leftover)
        )
        findings += _notes(inspection, divided)
    return findings


def _about_the_pair(
    inspection: Inspection, divided: Divided, stretches: Sequence[Stretch], excess: Excess
) -> Finding | None:
    """Return the finding that a pair is of an older original, or a summary; None if it is neither."""
    if divided.bead.confidence >= _SURE and (strings := one_sided_strings(inspection, divided)):
        return _outdated(inspection, divided, strings)
    longer = condensed_side(divided, stretches, excess, inspection.direction)
    return _condensed(inspection, divided, longer) if longer else None


def _left_over(
    inspection: Inspection, beads: Sequence[Divided], uncovered: Sequence[Sequence[Stretch]]
) -> Mapping[tuple[Lang, int], Leftover]:
    """Return side and start of a stretch → what is left over of it, for those with enough content."""
    kept = [
        (divided.bead, stretch)
        for divided, stretches in zip(beads, uncovered, strict=True)
        for stretch in stretches
        if _has_content(inspection, stretch)
    ]
    places = [Place(bead, stretch.lang, stretch.start, stretch.end) for bead, stretch in kept]
    leftovers = left_over(inspection, places)
    return {(stretch.lang, stretch.start): leftover for (_, stretch), leftover in zip(kept, leftovers, strict=True)}


def _is_supported(stretch: Stretch, left: Leftover) -> bool:
    """Whether words are left over, or the score alone is enough. Text in brackets is a note in any case."""
    return bool(left.words) or stretch.score >= _PARAPHRASED or stretch.parts[0].aside


def _has_content(inspection: Inspection, stretch: Stretch) -> bool:
    """Whether a stretch has enough content to report, and is neither a gloss nor a translator's note."""
    words = sum(part.words for part in stretch.parts)
    if not stretch.parts[0].aside:
        lost = any(part.lost for part in stretch.parts)
        return (lost or words >= _FEWEST) and sum(part.length for part in stretch.parts) >= _SHORTEST
    text = _text(inspection, stretch.lang, stretch.start, stretch.end)
    in_language = LATIN if stretch.lang is Lang.EN else JAPANESE
    return words >= _FEWEST and in_language.search(text) is not None and aside_kind(text, stretch.lang) is None


def _partial(inspection: Inspection, divided: Divided, stretch: Stretch, left: Leftover, excess: Excess) -> Finding:
    lang, source = stretch.lang, inspection.direction
    text = _text(inspection, lang, stretch.start, stretch.end)
    aside = stretch.parts[0].aside
    support = stretch.score + _WORDS * (1 - left.coverage) - _LIKENESS * left.alike
    warned = (
        not aside
        and stretch.score >= _WARNING[lang]
        and support >= _SUPPORTED
        and divided.bead.confidence >= _FAIRLY_SURE
    )
    name = "aside" if aside else "neutral" if source is None else "partly_missing" if lang is source else "extra"
    words = [] if aside else _words(inspection, lang, left)
    return _finding(
        inspection,
        divided,
        kind=FindingKind.PARTIAL,
        severity=None if warned or aside else Severity.INFO,
        message=say(
            f"clauses.{name}_words" if words else f"clauses.{name}",
            source=source,
            side=lang,
            text=_quoted(text, lang),
            words=_joined(words),
        ),
        detail={**_detail(inspection, lang, left), "excess": round(excess.of(divided, lang), 4)},
        relation="aside" if aside else "clause" if lang is inspection.alignment.bitext.source else "extra",
        confidence=min(stretch.confidence, divided.bead.confidence),
        spans={lang: (stretch.start, stretch.end)},
    )


def _words(inspection: Inspection, lang: Lang, left: Leftover) -> list[Mapping[str, str]]:
    """Return quotations of the words that are left over; none if they are the whole clause, or many."""
    spans = phrases(inspection.alignment.bitext.side(lang).text, left.words)
    if left.coverage == 0 or len(spans) > _PHRASES:
        return []
    return [_quoted(_text(inspection, lang, span.start, span.end), lang) for span in spans]


def _detail(inspection: Inspection, lang: Lang, left: Leftover) -> dict[str, Json]:
    """Return the words that are left over and the figures for the certainty of the finding."""
    words: list[Json] = [
        {"text": _text(inspection, lang, word.start, word.end), "start": word.start, "end": word.end}
        for word in left.words
    ]
    return {
        "left": words,
        "hard": left.hard,
        "coverage": left.coverage,
        "neighbour": left.neighbour,
        "alike": left.alike,
    }


def _notes(inspection: Inspection, divided: Divided) -> Iterator[Finding]:
    """Yield findings about translator's notes in brackets."""
    for part in (*divided.en, *divided.ja):
        lang = part.lang
        if part.aside and aside_kind(text := _text(inspection, lang, part.start, part.end), lang) == "note":
            yield _finding(
                inspection,
                divided,
                kind=FindingKind.PARTIAL,
                message=say("clauses.note", source=inspection.direction, side=lang, text=_quoted(text, lang)),
                relation="note",
                confidence=1.0,
                spans={lang: (part.start, part.end)},
            )


def _outdated(inspection: Inspection, divided: Divided, strings: Mapping[Lang, Strings]) -> Finding:
    text = {lang: [_text(inspection, lang, *span) for span in strings[lang]] for lang in Lang}
    many = any(len(names) > 1 for names in text.values())
    message = say(
        "clauses.outdated_lists" if many else "clauses.outdated",
        source=inspection.direction,
        en=_listed(text[Lang.EN]),
        ja=_listed(text[Lang.JA]),
    )
    return _finding(
        inspection,
        divided,
        kind=FindingKind.OUTDATED,
        message=message,
        relation="names",
        confidence=divided.bead.confidence,
        spans={lang: strings[lang][0] for lang in Lang},
    )


def _condensed(inspection: Inspection, divided: Divided, longer: Lang) -> Finding:
    longer_size, shorter_size = (len(divided.bead.side(lang)) for lang in (longer, longer.other))
    message = say(
        "clauses.condensed", source=inspection.direction, side=longer, longer=longer_size, shorter=shorter_size
    )
    severity = None if divided.bead.confidence >= _SURE else Severity.INFO
    spans = {lang: (divided.side(lang)[0].start, divided.side(lang)[-1].end) for lang in Lang}
    return _finding(
        inspection,
        divided,
        kind=FindingKind.CONDENSED,
        severity=severity,
        message=message,
        relation="summary",
        confidence=divided.bead.confidence,
        spans=spans,
    )


def _finding(
    inspection: Inspection,
    divided: Divided,
    *,
    kind: FindingKind,
    message: Mapping[str, str],
    relation: str,
    confidence: float,
    spans: Mapping[Lang, tuple[int, int]],
    severity: Severity | None = None,
    detail: Mapping[str, Json] = MappingProxyType({}),
) -> Finding:
    """Build a finding about a bead. Its fingerprint depends on the texts of its spans and of the bead."""
    bitext = inspection.alignment.bitext
    texts = [_text(inspection, lang, *span) for lang, span in spans.items()]
    whole = [bitext.side(lang).segment_text(k) for lang in Lang for k in divided.bead.side(lang)]
    places: dict[str, Json] = {}
    for lang in Lang:
        span = spans.get(lang)
        places[lang] = None if span is None else {"start": span[0], "end": span[1]}
    about = [*texts, *whole]
    return new_finding(
        kind,
        relation,
        message,
        sides(divided.bead),
        confidence=confidence,
        severity=severity,
        about=about,
        detail={**places, **detail},
    )


def _text(inspection: Inspection, lang: Lang, start: int, end: int) -> str:
    return inspection.alignment.bitext.side(lang).text[start:end]


def _quoted(text: str, lang: Lang) -> dict[str, str]:
    """Return a text for a message, on one line and truncated."""
    line = " ".join(text.split())
    if len(line) > _QUOTED[lang]:
        line = line[: _QUOTED[lang]].rstrip() + "…"
    return say(f"clauses.quoted_{lang}", text=line)


def _joined(quotations: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {"en": ", ".join(text["en"] for text in quotations), "ja": "".join(text["ja"] for text in quotations)}


def _listed(texts: Sequence[str]) -> dict[str, str]:
    return {"en": ", ".join(texts), "ja": "、".join(texts)}
