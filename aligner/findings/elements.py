"""The elements of a page that are no sentences: images, list items, table rows, tabs, code blocks, links and notes.

They are read from the paragraphs and from the text between the segments, in Markdown and MDX, reStructuredText,
AsciiDoc and HTML. The rule: an element has a key, by which the corresponding element of the other text is recognised.
The key of an image or a link is its address, that of a note its kind. Elements that consist of segments have none; they
correspond if their segments do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from aligner.findings.mark_pairs import placed_links
from aligner.model import Document, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterator


class ElementKind(StrEnum):
    """The kind of an element."""

    IMAGE = "image"
    ITEM = "item"
    TAB = "tab"
    ROW = "row"
    LISTING = "listing"
    LINK = "link"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Element:
    """An element, with its place in the document.

    ``segment`` is the segment that it consists of or is in, otherwise None. ``key`` is empty for elements that
    correspond only if their segments do.
    """

    kind: ElementKind
    start: int
    end: int
    segment: int | None
    key: str = ""


_OF_PARAGRAPH = {
    ParagraphKind.LIST: ElementKind.ITEM,
    ParagraphKind.TABLE: ElementKind.ROW,
    ParagraphKind.CODE: ElementKind.LISTING,
}
#: Maximum number of elements of a paragraph.
_MOST = 200
#: Maximum number of characters of an image's text.
_LONGEST_TEXT = 500
_IMAGE = re.compile(
    r"""!\[[^\[\]]{0,500}\]\(\s*<?(?P<inline>[^\s()<>]{1,500})
    | !\[\[(?P<embedded>[^\[\]|]{1,200})
    | <(?:img|Image)\b[^<>]{0,500}?\bsrc\s*=\s*["'{]{1,2}(?P<tag>[^"'{}\s]{1,500})
    | ^[ \t]*\.\.[ \t]+(?:image|figure)::[ \t]*(?P<rst>\S{1,500})
    | (?<![\w:/])image::?(?P<asciidoc>[^\s:\[\]]{1,500})\[
    | \{\{[<%][ \t]*(?:figure|img|image)\b[^{}]{0,300}?\bsrc\s*=\s*"(?P<hugo>[^"]{1,300})"
    """,
    re.VERBOSE | re.MULTILINE,
)
_NOTES = (
    r"admonition|attention|caution|danger|error|hint|important|note|seealso|tip|warning|todo|info|details|aside|alert|"
    r"success|question|example|quote|abstract|summary|failure|bug|check|callout|notice|pageinfo"
)
_TAB = re.compile(
    r"""^[ \t]*===[!+]?[ \t]+["'] | <(?:Tab|TabItem|TabPanel)\b | \{\{[<%][ \t]*tab\b
    | ^[ \t]*\.\.[ \t]+(?:tab|tab-item|group-tab)::
    | ^[ \t]*(?::{3,}|`{3,})[ \t]*\{tab-item\} | ^[ \t]*/{3,}[ \t]+tab\b""",
    re.VERBOSE | re.MULTILINE,
)
_NOTE = re.compile(
    rf"""^[ \t>]*(?:
      :{{3,}}[ \t]*\{{?(?P<colons>{_NOTES})\b
    | (?:!!!|\?\?\?\+?)[ \t]+(?P<marks>[\w-]+)
    | /{{3,}}[ \t]+(?P<slashes>{_NOTES})\b
    | \[!(?P<callout>\w+)\]
    | \.\.[ \t]+(?P<rst>{_NOTES})::
    | (?P<asciidoc>NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ ]
    | \[(?P<block>NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*$
    | `{{3,}}[ \t]*\{{(?P<fenced>{_NOTES})\}}
    | \{{\{{[<%][ \t]*(?P<shortcode>{_NOTES})\b
    | <(?P<component>Aside|Note|Tip|Warning|Caution|Danger|Info|Callout|Admonition|Alert)\b
    )""",
    re.VERBOSE | re.MULTILINE,
)


def elements(document: Document) -> list[Element]:
    """Return the elements of a document, in order of their kinds and places."""
    return sorted(_elements(document), key=lambda element: (element.kind, element.start))


def _elements(document: Document) -> Iterator[Element]:
    first: dict[int, int] = {}
    for number, of in enumerate(document.segments):
        first.setdefault(of.paragraph, number)
    for paragraph in document.paragraphs:
        segment = first.get(paragraph.id)
        kind = _OF_PARAGRAPH.get(paragraph.kind)
        start = document.segments[segment].start if segment is not None else paragraph.end
        outset = _with_indent(document.text, paragraph.start)
        # Without a mark before it, a paragraph of a text file continues an item, or an indent alone makes it code.
        is_marked = not document.is_file or bool(document.text[paragraph.start : start].strip())
        if kind and segment is not None and (is_marked or kind is ElementKind.ROW):
            yield Element(kind, paragraph.start, paragraph.end, segment)
        if kind is not ElementKind.LISTING or not is_marked:
            yield from _inside(document, outset, paragraph.end, segment)
        else:
            yield from _notes(document, outset, start)
    yield from _links(document)


def _with_indent(text: str, start: int) -> int:
    """Return the start of the line of an offset if only an indent is before it, otherwise the offset."""
    line = text.rfind("\n", 0, start) + 1
    return start if text[line:start].strip(" \t>") else line


def _inside(document: Document, start: int, end: int, segment: int | None) -> Iterator[Element]:
    """Yield the images, tabs and notes of a paragraph."""
    for match in islice(_IMAGE.finditer(document.text, start, end), _MOST):
        yield Element(ElementKind.IMAGE, *match.span(), segment, _file(match[match.lastgroup or 0]))
    for match in islice(_TAB.finditer(document.text, start, end), _MOST):
        yield Element(ElementKind.TAB, *match.span(), None, "tab")
    yield from _notes(document, start, end)


def _notes(document: Document, start: int, end: int) -> Iterator[Element]:
    for match in islice(_NOTE.finditer(document.text, start, end), _MOST):
        yield Element(ElementKind.NOTE, *match.span(), None, match[match.lastgroup or 0].lower())


def _file(address: str) -> str:
    """Return the name of a file without its folders and suffix: the translation may have its own copy."""
    return address.partition("?")[0].rpartition("/")[2].rpartition(".")[0].lower() or address


def _links(document: Document) -> Iterator[Element]:
    """Yield the links in segments. One inside the page may have the address of the page in the other text."""
    for segment, link in placed_links(document):
        if not _ends_image(document.text, link.start):
            yield Element(ElementKind.LINK, link.start, link.end, segment, link.key)


def _ends_image(text: str, target: int) -> bool:
    """Whether the target of a link that starts at an offset is that of an image: ``![text](target)``."""
    opening = text.rfind("[", max(target - _LONGEST_TEXT, 0), target)
    return opening > 0 and text[opening - 1] == "!"
