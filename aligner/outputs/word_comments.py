"""Findings as Word comments in a copy of the translated document.

The document is read again as for the alignment, so that every offset leads to the runs that show it. If its text is not
the aligned text, it is refused. Only comments, their marks and the declarations of the comments part are added, and
runs are split where a comment begins or ends. Every other part is copied byte for byte. A comment about missing text is
at the place where the text belongs.

The comments are written as XML and not with python-docx: that library cannot open strict documents, rewrites every part
that it has read, and would make its extra a requirement of this format.
"""

from __future__ import annotations

import posixpath
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from aligner.document.formats.office.kinds import WORD
from aligner.document.formats.office.names import named, value
from aligner.document.formats.office.parts import Parts, relations_of
from aligner.document.formats.word import paragraphs, source_of
from aligner.errors import OutputError
from aligner.findings.locations import say_origin
from aligner.findings.places import at_own_place, say_other_places
from aligner.model import Lang, Span
from aligner.outputs.edited_text import EditedText
from aligner.outputs.labels import Words
from aligner.outputs.office import EPOCH, fit
from aligner.outputs.report.quotations import points_of
from aligner.outputs.word_anchors import Anchors
from aligner.text.passages import passage
from aligner.text.width import truncate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from lxml.etree import _Element as Element

    from aligner.model import Document, Finding, Record
    from aligner.outputs.options import Original

#: Paragraphs in which Word allows no comments, by the beginnings of their origins.
HUNG = ("footnote", "endnote", "text box", "diagram")
AUTHOR, INITIALS = "taiyaku", "T"
#: Columns of the other text that a comment quotes.
QUOTED = 600
_PART_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
)
_CONTENT_TYPES = "[Content_Types].xml"


def dump(
    record: Record, *, lang: Lang = Lang.EN, date: datetime | None = None, original: Original | None = None
) -> bytes:
    """The document with a comment for every finding, at its first place, and for every edited segment.

    Args:
        record: the record, which may have been edited in a review.
        lang: the language of the comments.
        date: the date of the comments; None for none.
        original: the document.

    Raises:
        OutputError: when no document is given, or it is not the one that was aligned.
        InputError: when it cannot be read.
    """
    if original is None:
        raise OutputError("docx-comments is a copy of the translated Word document; name it with --document FILE")
    parts = Parts(original.data, original.name, original.settings, WORD)
    root = parts.root(parts.main)
    read = paragraphs(parts, root)
    source = source_of(read, original.name)
    side = _side_of(record, source.text, original)
    edited = EditedText(side, source.text)
    anchors = Anchors(read, source.blocks or ())
    comments = _Comments(parts, _space_of(root))
    words = Words(record.alignment.bitext, lang)
    for finding in record.findings:
        place, others = at_own_place(finding), say_other_places(record.alignment.bitext, finding)
        texts = _texts(record, place, words, side)
        id_ = comments.add([*texts, others[lang]] if others else texts, date)
        _mark(_place_of(record, place, side), edited, anchors, id_)
    for segment in edited.changed():
        id_ = comments.add([words("edited", text=side.segment_text(segment))], date)
        _mark(_Place(_span_of(side, (segment,))), edited, anchors, id_)
    return _packed(original.data, {parts.main: root, **comments.parts})


def _side_of(record: Record, text: str, original: Original) -> Document:
    """The side of the record that the document holds; the translation, where both are the same file."""
    bitext = record.alignment.bitext
    aligned = original.aligned or bitext
    for lang in (bitext.source.other, bitext.source):
        if aligned.side(lang).text == text:
            return bitext.side(lang)
    name = original.name
    if bitext.given:
        raise OutputError(f"{name}: holds both languages side by side; no comments go into it, use --format docx")
    raise OutputError(f"{name}: is not the document that was aligned, or has changed since; align it again")


def _texts(record: Record, finding: Finding, words: Words, side: Document) -> list[str]:
    """The paragraphs of a comment: the finding, the note that holds it, and the other text."""
    other = record.alignment.bitext.side(side.lang.other)
    texts = [words.finding(finding)]
    if segments := finding.side(side.lang):
        origin = side.paragraphs[side.segments[segments[0]].paragraph].origin or ""
        if origin.startswith(HUNG):  # the comment is at the anchor of the note
            texts.append(say_origin(origin)[words.lang])
    if quoted := passage(other, finding.side(other.lang)):
        quoted = truncate(" ".join(quoted.split()), QUOTED)
        texts.append(words("quoted", side=other.lang, text=quoted))
    return texts


class _Place(NamedTuple):
    """What a comment is about: a span of the text, or the place after it (or before it), where text is missing."""

    span: Span
    missing: bool = False
    before: bool = False


def _place_of(record: Record, finding: Finding, side: Document) -> _Place:
    """The place of a finding: its words where they are known, otherwise the place where they belong."""
    segments = finding.side(side.lang)
    if segments:
        return _Place(_exact(finding, side.lang, _span_of(side, segments)))
    if record.alignment.bitext.mixed and (there := finding.side(side.lang.other)):
        return _Place(_span_of(record.alignment.bitext.side(side.lang.other), there))
    before = _segment_before(record, finding, side)
    return _Place(_span_of(side, (before or 0,)), missing=True, before=before is None)


def _mark(place: _Place, edited: EditedText, anchors: Anchors, id_: int) -> None:
    span = edited.span(place.span)
    if place.missing or span.start == span.end:
        anchors.point(span, id_, before=place.before)
    else:
        anchors.cover(span, id_)


def _span_of(document: Document, segments: Sequence[int]) -> Span:
    return Span(document.segments[segments[0]].start, document.segments[segments[-1]].end)


def _exact(finding: Finding, lang: Lang, span: Span) -> Span:
    """The words of a span that a finding is about, if it names them."""
    inside = [point for point in points_of(finding)[lang] if span.start <= point.start < point.end <= span.end]
    return Span(inside[0].start, inside[-1].end) if inside else span


def _segment_before(record: Record, finding: Finding, side: Document) -> int | None:
    """The last segment of the pairs before missing text; None at the start, or for a finding about a whole text."""
    missing = finding.side(side.lang.other)
    before = None
    for bead in record.alignment.beads if missing else ():
        if missing[0] in bead.side(side.lang.other):
            break
        if bead.paired and not bead.moved:
            before = bead.side(side.lang)[-1]
    return before


class _Comments:
    """The comments part of a document, with its existing comments and its declarations.

    ``space`` is the name space of the document's elements.

    Attributes:
        parts: the parts that change, by their names.
    """

    def __init__(self, parts: Parts, space: str) -> None:
        self._space = space
        existing = next(
            (relation.target for relation in parts.relations(parts.main).values() if relation.kind == "comments"), None
        )
        self.parts: dict[str, Element] = {}
        if existing is not None:
            self._root = parts.root(existing)
            self.parts[existing] = self._root
        else:
            self._root = etree.Element(f"{self._space}comments", nsmap={"w": self._space.strip("{}")})
            self._announce(parts)
        ids = [value(comment, "id") or "" for comment in self._root if named(comment) == "w:comment"]
        self._next = 1 + max((int(id_) for id_ in ids if id_.isdecimal()), default=-1)

    def _announce(self, parts: Parts) -> None:
        """Make the new part known to the main part and to the file as a whole."""
        member = posixpath.join(posixpath.dirname(parts.main), "comments.xml")
        root = parts.relations_root(parts.main)
        taken = {relation.get("Id") for relation in root}
        id_ = next(name for k in range(len(taken) + 1) if (name := f"taiyaku{k}") not in taken)
        attributes = {"Id": id_, "Type": _RELATION[self._space == _STRICT], "Target": "comments.xml"}
        etree.SubElement(root, f"{_space_of(root)}Relationship", attributes)
        types = parts.root(_CONTENT_TYPES)
        attributes = {"PartName": f"/{member}", "ContentType": _PART_TYPE}
        etree.SubElement(types, f"{_space_of(types)}Override", attributes)
        self.parts |= {member: self._root, relations_of(parts.main): root, _CONTENT_TYPES: types}

    def add(self, texts: list[str], date: datetime | None) -> int:
        """Adds a comment with paragraphs and returns its id."""
        id_, self._next = self._next, self._next + 1
        comment = self._element(self._root, "comment")
        comment.set(f"{self._space}id", str(id_))
        comment.set(f"{self._space}author", AUTHOR)
        comment.set(f"{self._space}initials", INITIALS)
        if date is not None:
            comment.set(f"{self._space}date", f"{date.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
        for k, text in enumerate(texts):
            paragraph = self._element(comment, "p")
            if k == 0:
                self._element(self._element(paragraph, "r"), "annotationRef")
            shown = self._element(self._element(paragraph, "r"), "t")
            shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            shown.text = fit(text)[0]
        return id_

    def _element(self, parent: Element, name: str) -> Element:
        return etree.SubElement(parent, self._space + name)


def _space_of(element: Element) -> str:
    return str(element.tag).rpartition("}")[0] + "}"


def _packed(data: bytes, changed: Mapping[str, Element]) -> bytes:
    """The package with parts replaced or added; all others keep their content, order and time."""
    new = {
        name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for name, root in changed.items()
    }
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as package:
        for entry in old.infolist():
            member = entry.orig_filename.replace("\\", "/")
            kept = ZipInfo(member, entry.date_time)
            kept.compress_type, kept.create_system = entry.compress_type, 0
            package.writestr(kept, new.pop(member) if member in new else old.read(entry))
        for name, content in new.items():
            added = ZipInfo(name, EPOCH)
            added.compress_type, added.create_system = ZIP_DEFLATED, 0
            package.writestr(added, content)
    return file.getvalue()
