"""Texts: languages, spans, paragraphs, segments, documents, and the pair of documents to align."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from aligner.model.left_out import LeftOut  # noqa: TC001 - the JSON record is decoded by these annotations


class Lang(StrEnum):
    """A language, and so a side of the alignment."""

    EN = "en"
    JA = "ja"

    @property
    def other(self) -> Lang:
        """The language on the other side."""
        return Lang.JA if self is Lang.EN else Lang.EN

    @property
    def english(self) -> str:
        """Its English name."""
        return "English" if self is Lang.EN else "Japanese"


#: Both languages, for inner loops: iterating over the enumeration takes ten times as long.
LANGS = (Lang.EN, Lang.JA)


class Span(NamedTuple):
    """A span of a document's text: code-point offsets, end exclusive."""

    start: int
    end: int


class TextKind(StrEnum):
    """A kind of text."""

    PROSE = "prose"
    DIALOGUE = "dialogue"
    COMIC = "comic"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    FRONT_MATTER = "front-matter"
    LEGAL = "legal"
    TRANSCRIPT = "transcript"
    CATALOGUE = "catalogue"


class AnchorRule(StrEnum):
    """A site generator, by whose rule headings get their anchors."""

    GITHUB = "github"
    HUGO = "hugo"
    VITEPRESS = "vitepress"
    MKDOCS = "mkdocs"
    ASCIIDOCTOR = "asciidoctor"


class ParagraphKind(StrEnum):
    """The role of a paragraph in its document."""

    BODY = "body"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    QUOTE = "quote"
    DATELINE = "dateline"
    MARKUP = "markup"


#: Kinds of paragraph that are no text of a language: nobody translates them, and most findings leave them out.
NO_LANGUAGE = frozenset({ParagraphKind.CODE, ParagraphKind.MARKUP})


class Counted(StrEnum):
    """What the places of a document count: lines, or its pages, slides or rows in a file without lines."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    PAGE = "page"
    SLIDE = "slide"
    ROW = "row"
    CUE = "cue"
    FILE = "file"


class Tag(NamedTuple):
    """An inline tag that is not part of a unit's text: its offset from the paragraph's start, and its name."""

    at: int
    name: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What the file itself says about the correspondence of a paragraph, as translation memories do.

    Attributes:
        key: paragraphs of the two documents with the same key are translations of each other.
        state: the state of the translation, as the file calls it (``fuzzy``, ``needs-review-translation``); "" for none
            that matters.
        previous: the older original that the translation was made from, if the file keeps it.
        tags: the inline tags, in order; they are not part of the text.
    """

    key: str
    state: str = ""
    previous: str | None = None
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of text: a paragraph proper, a heading, a list item, a table row, a code block, a dateline.

    ``markup`` is what no reader sees: comments, link definitions, anchors, front matter. ``origin`` locates the
    paragraph in a structured file (part, cell, page), where there is one. ``unit`` is there where the file itself
    says what the paragraph corresponds to, ``time`` (start and end in milliseconds) where it is a subtitle.
    """

    id: int
    start: int
    end: int
    kind: ParagraphKind = ParagraphKind.BODY
    origin: str | None = None
    unit: Unit | None = None
    time: Span | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit of alignment: a sentence, heading, list item, table row or code block; a given segment may be empty.

    ``line`` is the 1-based line of the file on which it starts, or the place that the document counts instead
    (``Document.counted``). ``rule`` names the rule that ended it.
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

    Both documents of a mixed file contain the whole text, and their paragraphs alternate. Between segments there
    is white space, markup, or the other language. For a file that is not plain text (Word, XLIFF), ``text`` is the text
    extracted from it, paragraph by paragraph, and the segments have their places in the file. ``left_out`` has the
    amount of text of the file that is in no segment, by reason.

    Raises:
        ValueError: when ids are not consecutive, or spans overlap or leave the text or their paragraph.
    """

    lang: Lang
    name: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    segments: tuple[Segment, ...]
    encoding: str = "utf-8"
    counted: Counted = Counted.LINE
    left_out: tuple[LeftOut, ...] = ()

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
            if not 0 <= segment.paragraph < len(self.paragraphs):
                raise ValueError(f"segment {k} names paragraph {segment.paragraph}, which does not exist")
            inside = self.paragraphs[segment.paragraph]
            if not inside.start <= segment.start <= segment.end <= inside.end:
                where = f"{segment.start} to {segment.end} is not within {inside.start} to {inside.end}"
                raise ValueError(f"segment {k} leaves its paragraph: {where}")
            end = segment.end

    @cached_property
    def sha256(self) -> str:
        """Digest of the text in UTF-8, hexadecimal (lone surrogates, which UTF-8 cannot hold, as ``?``)."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()

    def segment_text(self, segment: int) -> str:
        """The untouched text of a segment; the same string every time, so that asking costs nothing."""
        return self._segment_texts[segment]

    def segment_at(self, offset: int) -> int | None:
        """The last segment that starts at an offset or before it; None where none does."""
        before = bisect_right(self._segment_starts, offset) - 1
        return None if before < 0 else before

    def line_of(self, offset: int) -> int:
        """The 1-based line of the file, or other place that is counted, that holds an offset of the text.

        Counted from the last segment that starts before it, whose own line is known. A unit is one place: line ends in
        it are none of the file's.
        """
        before = self.segment_at(offset)
        if before is None:
            return bisect_right(self._line_starts, offset)
        segment = self.segments[before]
        if self.counted is not Counted.LINE or self.paragraphs[segment.paragraph].unit is not None:
            return segment.line
        line = segment.line + bisect_right(self._line_starts, offset) - bisect_right(self._line_starts, segment.start)
        # Line ends of a text that was taken out of a file (a <br>) need not be any in the file.
        following = self.segments[before + 1 : before + 2]
        return min(line, following[0].line) if following else line

    @cached_property
    def is_file(self) -> bool:
        """Whether the text is the file as it is, so that the line of every segment is its line in the text."""
        return self.counted is Counted.LINE and all(
            segment.line == bisect_right(self._line_starts, segment.start) for segment in self.segments
        )

    @cached_property
    def _segment_texts(self) -> list[str]:
        return [self.text[segment.start : segment.end] for segment in self.segments]

    @cached_property
    def _segment_starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.text)


#: A line end, wherever lines are counted.
LINE_END = re.compile(r"\r\n?|\n")


def line_starts(text: str) -> list[int]:
    r"""Offsets at which lines start; ``\n``, ``\r\n`` and a lone ``\r`` end a line, as in editors.

    >>> line_starts("a\r\nb\rc\n")
    [0, 3, 5, 7]
    """
    return [0, *(match.end() for match in LINE_END.finditer(text))]


@dataclass(frozen=True)
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

    @property
    def stated_source(self) -> Lang | None:
        """The language of the original where it is known."""
        return self.source if self.source_known else None

    @cached_property
    def given(self) -> bool:
        """Whether the file itself pairs the texts, so that all text of both sides is in units."""
        return bool(self.en.segments or self.ja.segments) and all(
            document.paragraphs[segment.paragraph].unit is not None
            for document in (self.en, self.ja)
            for segment in document.segments
        )
