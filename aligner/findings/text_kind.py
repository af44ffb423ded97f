"""Kinds of text: prose, dialogue, comic, list, table, code, front matter, legal, transcript, catalogue.

A kind is recognised from the text itself. Tables, code and list items are kinds of paragraph. The other kinds are
recognised for a stretch of text, from the share of segments with a signal: a stop, a speaker's label, a quotation, a
time, words of contracts. ``text_kinds.toml`` has the signals and the thresholds, with a reason for each rule.

The rule: the result depends on the texts alone, never on the alignment. Read next: ``text_kinds.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from aligner.document.line_types import is_timed
from aligner.model import LANGS, Bitext, Document, Lang, ParagraphKind, TextKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.model import Segment


#: Kinds in which people speak. They repeat words, break off, and mix registers.
SPEECH = frozenset({TextKind.DIALOGUE, TextKind.COMIC, TextKind.TRANSCRIPT})

#: The kinds of paragraph that are a kind of text by themselves.
_BY_PARAGRAPH = {ParagraphKind.CODE: TextKind.CODE, ParagraphKind.TABLE: TextKind.TABLE}
#: Kinds of a stretch in which a list item has the kind of the stretch: clauses of a contract, lines of speech.
_WITH_ITEMS = frozenset({TextKind.LEGAL, *SPEECH})
#: Minimum and maximum segments of a stretch. A share of fewer segments is no evidence; a long text may change its kind.
_FEWEST, _MOST = 6, 60
_LABEL = re.compile(
    r"(?:(?P<name>[^\s:：「」.。,、][^:：「」.。,、\n]{0,24}?)(?:[:：](?=\s*\S)|(?=「))"
    r"|[\[【](?P<bracketed>[^\[\]【】0-9０-９\n]{1,24})[\]】]\s*(?=\S))"
)
#: Share of segments with a filler above which a text is spoken.
_SPOKEN = 0.02
#: Maximum characters of a segment that are searched. The signals are at its beginning or its end, or are frequent.
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class TextKinds:
    """The kinds of text of a bitext.

    Attributes:
        shares: the share of the segments of both sides by kind, without kinds that do not occur; they sum to 1.
        by_segment: the kind of every segment, by side.
    """

    shares: Mapping[TextKind, float]
    by_segment: Mapping[Lang, tuple[TextKind, ...]]


class _Rule(NamedTuple):
    """A row of the table of rules: the kind, and the least and the greatest share of signals."""

    kind: TextKind
    least: Mapping[str, float]
    most: Mapping[str, float]


def text_kinds(bitext: Bitext, stated: TextKind | None = None) -> TextKinds:
    """Return the kinds of text of both sides. A bitext without segments is prose.

    Args:
        bitext: both texts.
        stated: the kind that the user states for all text except code and tables; None recognises it.
    """
    by_segment = {lang: document_kinds(bitext.side(lang), stated) for lang in LANGS}
    counts = Counter(kind for kinds in by_segment.values() for kind in kinds)
    total = counts.total()
    shares = {kind: counts[kind] / total for kind in TextKind if counts[kind]} or {TextKind.PROSE: 1.0}
    return TextKinds(shares, by_segment)


def document_kinds(document: Document, stated: TextKind | None = None) -> tuple[TextKind, ...]:
    """Return the kind of text of every segment of a document, in order; ``stated`` as in `text_kinds`."""
    if stated is not None:
        paragraphs = (document.paragraphs[segment.paragraph].kind for segment in document.segments)
        return tuple(_BY_PARAGRAPH.get(kind, stated) for kind in paragraphs)
    kinds: list[TextKind] = []
    speaking = speakers(document)
    for stretch in _stretches(document):
        kind = _stretch_kind(document, stretch, speaking)
        kinds += (_segment_kind(document, segment, kind) for segment in stretch)
    return tuple(kinds)


def _stretches(document: Document) -> Iterator[Sequence[Segment]]:
    """Yield the stretches: a heading and what follows it. Short ones are joined, long ones are divided."""
    start, total = 0, len(document.segments)
    for k, segment in enumerate(document.segments):
        heading = document.paragraphs[segment.paragraph].kind is ParagraphKind.HEADING
        if (k - start >= _MOST or (heading and k - start >= _FEWEST)) and total - k >= _FEWEST:
            yield document.segments[start:k]
            start = k
    if total:
        yield document.segments[start:]


def _segment_kind(document: Document, segment: Segment, stretch: TextKind) -> TextKind:
    paragraph = document.paragraphs[segment.paragraph].kind
    if paragraph in _BY_PARAGRAPH:
        return _BY_PARAGRAPH[paragraph]
    if paragraph is ParagraphKind.LIST and stretch not in _WITH_ITEMS:
        return TextKind.LIST
    return TextKind.PROSE if stretch is TextKind.LIST else stretch


def _stretch_kind(document: Document, stretch: Sequence[Segment], speakers: AbstractSet[int]) -> TextKind:
    """Return the kind of the first rule that holds; code and tables have no part in it."""
    running = [segment for segment in stretch if document.paragraphs[segment.paragraph].kind not in _BY_PARAGRAPH]
    if len(running) < _FEWEST:
        return TextKind.PROSE
    shares = _shares(document, running, speakers)
    for rule in _rules():
        if all(shares[signal] >= value for signal, value in rule.least.items()) and all(
            shares[signal] <= value for signal, value in rule.most.items()
        ):
            return rule.kind
    return TextKind.PROSE


def _shares(document: Document, segments: Sequence[Segment], speakers: AbstractSet[int]) -> dict[str, float]:
    """Return the share of segments with each signal."""
    texts = [document.segment_text(segment.id).strip()[:_LONGEST] for segment in segments]
    patterns, size = _signals()[document.lang], len(segments)
    marked = {name: {k for k, text in enumerate(texts) if pattern.search(text)} for name, pattern in patterns.items()}
    marked["spoken"] = marked["filler"] | marked["scene"]
    marked["binding"] = marked["legal"] | marked["duty"]
    shares = {name: len(numbers) / size for name, numbers in marked.items()}
    paragraphs = [document.paragraphs[segment.paragraph] for segment in segments]
    shares["short"] = sum(_is_short(text, document.lang) for text in texts) / size
    shares["speaker"] = sum(segment.id in speakers for segment in segments) / size
    timed = (
        paragraph.time is not None or is_timed(document.text[paragraph.start : paragraph.start + _TIME])
        for paragraph in paragraphs
    )
    shares["timed"] = sum(timed) / size
    shares["listed"] = sum(paragraph.kind is ParagraphKind.LIST for paragraph in paragraphs) / size
    shares["first"] = float(segments[0].id == 0)
    return shares


#: Maximum length of a time at the beginning of a line.
_TIME = 12


def _is_short(text: str, lang: Lang) -> bool:
    size = len(text.split()) if lang is Lang.EN else len(text)
    return size <= int(_table()["short"][lang])


def speakers(document: Document) -> AbstractSet[int]:
    """Return the segments that begin with a label that recurs: speakers have more than one turn."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for segment in document.segments:
        if match := _LABEL.match(document.segment_text(segment.id)):
            by_label[match["name"] or match["bracketed"]].append(segment.id)
    return {k for segments in by_label.values() if len(segments) > 1 for k in segments}


def is_spoken(document: Document) -> bool:
    """Whether a text has a filler in more than one of fifty segments, as spoken language does."""
    filler = _signals()[document.lang]["filler"]
    texts = (document.segment_text(segment.id)[:_LONGEST] for segment in document.segments)
    return sum(filler.search(text) is not None for text in texts) > _SPOKEN * len(document.segments)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("text_kinds.toml").read_text("utf-8"))


@cache
def _signals() -> Mapping[Lang, Mapping[str, re.Pattern[str]]]:
    """The patterns of the table by language and name."""
    signals = _table()["signals"]
    return {lang: {name: re.compile(row[lang]) for name, row in signals.items()} for lang in LANGS}


@cache
def _rules() -> Sequence[_Rule]:
    return [_Rule(TextKind(row["kind"]), row.get("least", {}), row.get("most", {})) for row in _table()["rules"]]
