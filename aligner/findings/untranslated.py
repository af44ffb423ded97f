"""Text left in the language of the other side: whole sentences, clauses within a sentence, titles in tags.

Only running text is reported. Names, code, quotations, titles, addresses, licences and references are the same in both
languages on purpose. So is a line of few words, unless it is a sentence that equals its counterpart.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from aligner.document.languages import function_words
from aligner.findings.build import new_finding, sides
from aligner.findings.locations import say_place
from aligner.findings.untranslated_units import LeftUnits
from aligner.messages import say
from aligner.model import (
    NO_LANGUAGE,
    Bead,
    Document,
    Finding,
    FindingKind,
    Lang,
    ParagraphKind,
    Segment,
    Severity,
    Span,
)
from aligner.text.prose import own_prose, without_marks
from aligner.text.scripts import ENGLISH_WORD, HAN, HIRAGANA, HIRAGANA_CHAR, JAPANESE, KATAKANA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.findings.inspection import Inspection

_SKIPPED = NO_LANGUAGE | {ParagraphKind.DATELINE}
_ENGLISH_RUN = re.compile(r"[A-Za-z]+(?:(?:['’-]|[,;:]?[ \n]+)(?:[A-Za-z]+|[0-9]+(?:[.,][0-9]+)*))*")
_JAPANESE_RUN = re.compile(f"[{HIRAGANA}{KATAKANA}{HAN}、]+")
_ATTRIBUTE = re.compile(r"\b(?:title\w*|alt|label|summary|caption)\s*=\s*\"([^\"\n]{1,300})\"")
_TITLE = re.compile(r":{3,}[ \t]*\w+[ \t]+(\S.*)")
#: Minimum length of a span, of a clause, and of a whole sentence that is an error, in English words and Japanese
#: characters. With half the values, names and terms kept on purpose are reported in 4,945 pairs (# of channels, out of
#: band). With twice the values, none is lost, but a sentence of twelve words is no longer an error.
_LEAST, _LEAST_CLAUSE, _LONG = {Lang.EN: 4, Lang.JA: 8}, {Lang.EN: 5, Lang.JA: 10}, {Lang.EN: 8, Lang.JA: 15}


@dataclass(frozen=True, slots=True)
class _Left:
    """A span left in the other language, with document offsets."""

    bead: Bead
    segment: Segment
    span: Span
    whole: bool
    size: int


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every span left in the other language; consecutive whole segments make one."""
    bitext = inspection.alignment.bitext
    findings: list[Finding] = []
    for lang in Lang:
        document = bitext.side(lang)
        every = list(_left(inspection, document))
        findings += (_finding(inspection, document, run, len(every)) for run in _runs(every))
        findings += _attributes(inspection, document)
    return findings


def _runs(every: Sequence[_Left]) -> Iterator[Sequence[_Left]]:
    """Yield consecutive whole segments together, and every other span by itself."""
    run: list[_Left] = []
    for left in every:
        if run and not (left.whole and run[-1].whole and left.segment.id == run[-1].segment.id + 1):
            yield run
            run = []
        run.append(left)
    if run:
        yield run


def _left(inspection: Inspection, document: Document) -> Iterator[_Left]:
    foreign, bitext = document.lang.other, inspection.alignment.bitext
    units = LeftUnits(document, inspection.lexicon)
    for bead in inspection.alignment.beads:
        for k in bead.side(document.lang):
            segment = document.segments[k]
            kind = document.paragraphs[segment.paragraph].kind
            if kind in _SKIPPED:
                continue
            text = document.segment_text(k)
            partner = " ".join(bitext.side(foreign).segment_text(other) for other in bead.side(foreign))
            short = bitext.given or (foreign is Lang.EN and _is_short_sentence(text))
            if short and (size := units.size(text, partner)):
                yield _Left(bead, segment, Span(segment.start, segment.end), whole=True, size=size)
                continue
            if not _may_hold(text, foreign):
                continue
            purpose = foreign is Lang.EN and _same_on_purpose(_line(document, segment))
            heading = kind is ParagraphKind.HEADING
            if size := 0 if purpose else _whole(text, foreign, partner, heading=heading):
                yield _Left(bead, segment, Span(segment.start, segment.end), whole=True, size=size)
            elif clause := _clause(own_prose(text), foreign):
                start, end, size = clause
                yield _Left(bead, segment, Span(segment.start + start, segment.start + end), whole=False, size=size)


def _is_short_sentence(text: str) -> bool:
    """Whether a text ends like a sentence and is too short for the rules of running text: Thank you.

    A text that ends within brackets is a part of a line, cut at an abbreviation.
    """
    return _ends(text) and text.count("(") == text.count(")") and len(ENGLISH_WORD.findall(text)) < _LEAST[Lang.EN]


def _ends(text: str) -> bool:
    return text.rstrip(" *_").endswith((".", "!", "?"))


def _may_hold(text: str, foreign: Lang) -> bool:
    """Whether a segment can contain the other language. This is a fast test, because few segments do."""
    if foreign is Lang.EN:
        return len(ENGLISH_WORD.findall(text)) >= _LEAST[foreign]
    return len(HIRAGANA_CHAR.findall(text)) >= _FEWEST_KANA


#: Minimum hiragana of a Japanese sentence, and minimum words of an English one.
_FEWEST_KANA = _FEWEST_WORDS = 3


def _whole(text: str, foreign: Lang, partner: str, *, heading: bool) -> int:
    """Return the amount of the other language if a segment is entirely in it; otherwise 0.

    Args:
        text: the segment.
        foreign: the other language.
        partner: the text it is paired with. A sentence or heading that equals it is untranslated, even if it is all in
            quotation marks or every word is capitalised.
        heading: whether it is a heading.
    """
    prose = own_prose(text)
    if foreign is Lang.JA:
        letters = len(JAPANESE.findall(prose))
        return letters if len(ENGLISH_WORD.findall(prose)) < _FEWEST_WORDS and _is_japanese(prose, foreign) else 0
    bare = without_marks(text)
    every, words = _words(bare), _words(prose)
    if JAPANESE.search(bare):
        return 0
    if len(words) >= _LEAST[foreign] and _is_english(words):
        return len(words)
    if _plain(text) != _plain(partner):
        return 0
    if len(every) >= _LONG[foreign] and _is_english(every):
        return len(every)
    sentence = heading or _ends(text)
    grammar = _function_words(words[1:]) if heading else _beyond_titles(words[1:])
    return len(words) if len(words) >= _LEAST[foreign] and sentence and grammar else 0


def _words(text: str) -> list[str]:
    """Return the words of running text, without identifiers, paths and references: ``ssl_verify``, ``sh(1)``."""
    return [match[1] for piece in text.split() if (match := _RUNNING.fullmatch(piece))]


#: A word with the marks that running text puts around it.
_RUNNING = re.compile(r"""[("'“‘\[*_]*([A-Za-z]+(?:['’-][A-Za-z]+)*)[.,;:!?)"'”’\]*_…—–-]*""")


def _plain(text: str) -> str:
    return "".join(text.casefold().split())


def _is_english(words: Sequence[str]) -> bool:
    """Whether words form a sentence: they include function words, and a word that is not a name."""
    content = [word for word in words if word.islower() and word not in function_words()]
    return bool(_function_words(words)) and len(content) >= (1 if len(words) < _LONG[Lang.EN] else 2)


def _function_words(words: Sequence[str]) -> list[str]:
    return [word for word in words if word.lower() in function_words()]


def _beyond_titles(words: Sequence[str]) -> bool:
    """Whether a function word is one that names and titles of books do not have: Qi Rui and Wan Haoyi has none."""
    return any(word.lower() not in _title_words() for word in _function_words(words))


@cache
def _title_words() -> frozenset[str]:
    return frozenset(_table()["titles"]["words"].split())


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("aligner.findings").joinpath("untranslated.toml").read_text("utf-8"))


def _is_japanese(text: str, foreign: Lang) -> bool:
    return len(JAPANESE.findall(text)) >= _LEAST[foreign] and len(HIRAGANA_CHAR.findall(text)) >= _FEWEST_KANA


def _clause(prose: str, foreign: Lang) -> tuple[int, int, int] | None:
    """Return start, end and size of the first long span of the other language within a sentence."""
    if foreign is Lang.EN and not JAPANESE.search(prose):
        return None
    for run in (_ENGLISH_RUN if foreign is Lang.EN else _JAPANESE_RUN).finditer(prose):
        if foreign is Lang.JA:
            size = len(run[0])
            if size >= _LEAST_CLAUSE[foreign] and len(HIRAGANA_CHAR.findall(run[0])) >= _FEWEST_KANA:
                return run.start(), run.end(), size
            continue
        words = _words(run[0])
        if len(words) >= _LEAST_CLAUSE[foreign] and _is_english(words):
            return run.start(), run.end(), len(words)
    return None


def _line(document: Document, segment: Segment) -> str:
    """Return the paragraph of a segment if it is short, because a reference contains stops; otherwise the segment."""
    paragraph = document.paragraphs[segment.paragraph]
    place = segment if paragraph.end - paragraph.start > _LONGEST_LINE else paragraph
    return document.text[place.start : place.end]


#: A longer paragraph, in characters, is running text: its sentences are checked one by one. A choice: with half
#: and with twice the value, the findings in 4,945 pairs are the same.
_LONGEST_LINE = 400


def _same_on_purpose(text: str) -> bool:
    """Whether a line is part of a licence, an address or a reference."""
    words = ENGLISH_WORD.findall(text)
    plain, dense = _purposes()
    few = len(_function_words(words)) < _GRAMMAR * len(words)
    return any(pattern.search(text) for pattern in plain) or (few and any(pattern.search(text) for pattern in dense))


#: Minimum share of function words in running text.
_GRAMMAR = 0.3


@cache
def _purposes() -> tuple[tuple[re.Pattern[str], ...], ...]:
    return tuple(tuple(re.compile(pattern) for pattern in _table()[part].values()) for part in ("plain", "dense"))


def _finding(inspection: Inspection, document: Document, run: Sequence[_Left], every: int) -> Finding:
    """Build the finding about a run; ``every`` is the number of spans of the side that are left."""
    here, source = document.lang, inspection.direction
    segments = tuple(left.segment.id for left in run)
    size = sum(left.size for left in run)
    first, last = run[0], run[-1]
    if first.whole:
        key = "segment_en" if here is Lang.JA else "segment_ja"
        message = say(f"untranslated.{key}", source=source, side=here, place=say_place(document, segments, source))
    else:
        key = "clause_en" if here is Lang.JA else "clause_ja"
        message = say(f"untranslated.{key}", source=source, side=here, text=_shown(document, first.span))
    heading = document.paragraphs[first.segment.paragraph].kind is ParagraphKind.HEADING
    sure = first.whole and (len(run) > 1 or size >= _LONG[here.other]) and not heading
    beads = list(dict.fromkeys(left.bead.id for left in run))
    others = tuple(k for bead in beads for k in inspection.alignment.beads[bead].side(here.other))
    return new_finding(
        FindingKind.UNTRANSLATED,
        "segment" if first.whole else "clause",
        message,
        {here: segments, here.other: others},
        confidence=min(left.bead.confidence for left in run),
        # The original may contain any language.
        severity=Severity.INFO if source is here else None if sure else Severity.WARNING,
        about=[document.segment_text(k) for k in segments],
        detail={
            str(here): {"start": first.span.start, "end": last.span.end},
            str(here.other): None,
            "words" if here is Lang.JA else "characters": size,
            "share": round(every / len(document.segments), 4),
            "small": _small(" ".join(document.segment_text(k) for k in segments)) if here is Lang.JA else 1.0,
        },
    )


def _small(text: str) -> float:
    """Return the share of the content words of English text that are in lower case. Names and titles have few."""
    content = [word for word in _words(without_marks(text)) if word.lower() not in function_words()]
    return round(sum(word.islower() for word in content) / max(len(content), 1), 4)


#: Maximum characters of a quoted span.
_LONGEST = 60


def _shown(document: Document, span: Span) -> str:
    text = " ".join(document.text[slice(*span)].split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _attributes(inspection: Inspection, document: Document) -> Iterator[Finding]:
    """Yield titles in tags and directives that are English sentences in the Japanese text."""
    if document.lang is Lang.EN or not document.segments:
        return
    owners = [bead for bead in inspection.alignment.beads for _ in bead.ja]
    owners.sort(key=lambda bead: bead.ja)
    starts = [segment.start for segment in document.segments]
    for paragraph in document.paragraphs:
        if paragraph.kind is not ParagraphKind.MARKUP:
            continue
        text = document.text[paragraph.start : paragraph.end]
        for match in (*_ATTRIBUTE.finditer(text), *_TITLE.finditer(text)):
            words = ENGLISH_WORD.findall(match[1])
            left = not JAPANESE.search(match[1]) and len(words) >= _LEAST[Lang.EN] and _is_english(words)
            if not left or _same_on_purpose(match[1]):
                continue
            bead = owners[min(bisect_left(starts, paragraph.start), len(owners) - 1)]
            start = paragraph.start + match.start(1)
            line = document.line_of(start)
            yield new_finding(
                FindingKind.UNTRANSLATED,
                "title",
                say("untranslated.title", source=inspection.direction, side=Lang.JA, text=match[1], line=line),
                sides(bead),
                confidence=bead.confidence,
                about=["title", match[1]],
                detail={"en": None, "ja": {"start": start, "end": start + len(match[1])}},
            )
