"""The nouns: spans, documents, beads, evidence, findings.

Everything here is frozen and checks its own invariants, so a later stage can neither lose a sentence nor point outside
a text. Offsets are Unicode code points into the untouched text, end exclusive. Inside the program the two sides are
English and Japanese; which of them is the source only changes names and order of what is shown.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


class Lang(StrEnum):
    """One of the two languages, and so one of the two sides."""

    EN = "en"
    JA = "ja"

    @property
    def other(self) -> Lang:
        """The language on the other side."""
        return Lang.JA if self is Lang.EN else Lang.EN


class Span(NamedTuple):
    """A stretch of a document's text: code-point offsets, end exclusive."""

    start: int
    end: int


class ParagraphKind(StrEnum):
    """What a paragraph is in its document."""

    BODY = "body"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    QUOTE = "quote"
    DATELINE = "dateline"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of text: a paragraph proper, a heading, a list item, a table row, a code block, a dateline.

    ``markup`` is what no reader sees: comments, link definitions, anchors, front matter. ``origin`` locates the
    paragraph in a structured file (part, cell, page), where there is one.
    """

    id: int
    start: int
    end: int
    kind: ParagraphKind = ParagraphKind.BODY
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """What is aligned: a sentence, heading, list item, table row or code block; may be empty when given as such.

    ``line`` is the 1-based line of the file on which it starts; ``rule`` names the rule that ended it.
    """

    id: int
    paragraph: int
    start: int
    end: int
    line: int
    rule: str = ""


@dataclass(frozen=True)
class Document:
    """One language's text with its paragraphs and segments, in order and without overlap.

    In a mixed file both documents carry the whole text and their paragraphs interleave. What lies between segments is
    white space, markup, or the other language.

    Raises:
        ValueError: when ids are not consecutive, or spans overlap or leave the text or their paragraph.
    """

    lang: Lang
    name: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    segments: tuple[Segment, ...]
    encoding: str = "utf-8"

    def __post_init__(self) -> None:
        end = 0
        for k, paragraph in enumerate(self.paragraphs):
            if paragraph.id != k or not end <= paragraph.start <= paragraph.end <= len(self.text):
                raise ValueError(f"paragraph {k} is out of order or leaves the text: {paragraph}")
            end = paragraph.end
        end = 0
        for k, segment in enumerate(self.segments):
            if segment.id != k or not end <= segment.start <= segment.end:
                raise ValueError(f"segment {k} is out of order: {segment}")
            inside = self.paragraphs[segment.paragraph]
            if not inside.start <= segment.start <= segment.end <= inside.end:
                raise ValueError(f"segment {k} leaves its paragraph: {segment}, {inside}")
            end = segment.end

    @cached_property
    def sha256(self) -> str:
        """Digest of the text in UTF-8, hexadecimal (lone surrogates, which UTF-8 cannot hold, as ``?``)."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()

    def segment_text(self, segment: int) -> str:
        """The untouched text of a segment."""
        found = self.segments[segment]
        return self.text[found.start : found.end]

    def line_of(self, offset: int) -> int:
        """The 1-based line that holds an offset."""
        return bisect_right(self._line_starts, offset)

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.text)


_LINE_END = re.compile(r"\r\n?|\n")


def line_starts(text: str) -> list[int]:
    r"""Offsets at which lines start; ``\n``, ``\r\n`` and a lone ``\r`` end a line, as in editors.

    >>> line_starts("a\r\nb\rc\n")
    [0, 3, 5, 7]
    """
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


@dataclass(frozen=True, slots=True)
class Bitext:
    """An English and a Japanese document that are to be aligned.

    ``source`` is the language of the original: stated by the user when ``source_known``, otherwise assumed to be that
    of the first text. ``mixed`` says that one file holds both.
    """

    en: Document
    ja: Document
    source: Lang = Lang.EN
    source_known: bool = False
    mixed: bool = False

    def __post_init__(self) -> None:
        if self.en.lang is not Lang.EN or self.ja.lang is not Lang.JA:
            raise ValueError("the documents of a bitext are English and Japanese, in this order")

    def side(self, lang: Lang) -> Document:
        """The document in a language."""
        return self.en if lang is Lang.EN else self.ja


class EvidenceKind(StrEnum):
    """What a reason for or against a bead rests on."""

    NUMBER = "number"
    NAME = "name"
    WORD = "word"
    MEANING = "meaning"
    LENGTH = "length"
    SHAPE = "shape"
    PARAGRAPH = "paragraph"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A reason for (``weight`` > 0) or against (< 0) a bead, in log-odds, with the spans it rests on.

    A span is None where the reason concerns the whole bead, or where one side has nothing to show.
    """

    kind: EvidenceKind
    en: Span | None
    ja: Span | None
    weight: float
    note: str


@dataclass(frozen=True, slots=True)
class Bead:
    """A group of consecutive English segments and the group of Japanese ones that says the same; either may be empty.

    ``confidence`` is the probability that the bead is right; ``score`` its log-odds, the sum of ``features`` times the
    published weights. ``moved`` marks a bead that breaks the order of the others.
    """

    id: int
    en: tuple[int, ...]
    ja: tuple[int, ...]
    confidence: float
    score: float = 0.0
    moved: bool = False
    features: Mapping[str, float] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if not self.en and not self.ja:
            raise ValueError("a bead needs a segment")
        for side in (self.en, self.ja):
            if side and side != tuple(range(side[0], side[0] + len(side))):
                raise ValueError(f"the segments of a bead are consecutive, not {side}")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"a confidence lies in 0..1, not {self.confidence}")

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The segments on one side."""
        return self.en if lang is Lang.EN else self.ja

    @property
    def paired(self) -> bool:
        """Whether both sides hold segments."""
        return bool(self.en and self.ja)


@dataclass(frozen=True, slots=True)
class ParagraphLink:
    """Paragraphs that correspond, one side possibly empty; derived from the confident beads that were not moved."""

    en: tuple[int, ...]
    ja: tuple[int, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The beads of a bitext; refuses to exist unless they cover both segment sequences exactly once.

    Beads are in canonical order: by English position, a Japanese one-sided bead right after the bead of the segment
    before it.
    """

    bitext: Bitext
    beads: tuple[Bead, ...]
    links: tuple[ParagraphLink, ...] = ()

    def __post_init__(self) -> None:
        if [bead.id for bead in self.beads] != list(range(len(self.beads))):
            raise ValueError("bead ids are not consecutive")
        for lang in Lang:
            covered = sorted(k for bead in self.beads for k in bead.side(lang))
            if covered != list(range(len(self.bitext.side(lang).segments))):
                raise ValueError(f"the beads do not cover every {lang} segment exactly once")


class FindingKind(StrEnum):
    """What a translator should look at; the names follow MQM where it has one."""

    OMISSION = "omission"
    ADDITION = "addition"
    PARTIAL = "partial"
    OUTDATED = "outdated"
    CONDENSED = "condensed"
    UNTRANSLATED = "untranslated"
    NUMBER = "number"
    MOVED = "moved"
    CODE = "code"
    MARKUP = "markup"
    NAME = "name"
    TERMINOLOGY = "terminology"
    INCONSISTENT = "inconsistent"
    DUPLICATE = "duplicate"
    TORN = "torn"
    STYLE = "style"
    PUNCTUATION = "punctuation"


class Severity(StrEnum):
    """How much a finding matters: 要修正, 要確認, 参考."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a translator should look at, with its place on both sides, its wording and what it rests on.

    ``message`` holds the wording by language (``en``, ``ja``); ``detail`` what a program needs, ``relation`` among it.
    The fingerprint depends on content, not on position.
    """

    id: int
    kind: FindingKind
    severity: Severity
    en: tuple[int, ...]
    ja: tuple[int, ...]
    message: Mapping[str, str]
    fingerprint: str = ""
    detail: Mapping[str, Json] = field(default_factory=dict)

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The segments concerned on one side."""
        return self.en if lang is Lang.EN else self.ja


@dataclass(frozen=True, slots=True)
class Record:
    """A finished alignment with its findings and the settings it was made with: what the outputs write."""

    version: str
    settings: Mapping[str, Json]
    alignment: Alignment
    findings: tuple[Finding, ...] = ()
