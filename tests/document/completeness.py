"""Proof that a reader loses nothing: what of a file is in no segment, in no skipped text, and in no mark.

A text format is proved by its blocks, since they are spans of the file (`unexplained`). Any other format is proved
against an oracle: the same file's visible text, extracted in another way (`ORACLES`). A new format needs an entry in
`MARKS` or in `ORACLES`.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import polib
import pypdfium2
import yaml
from docutils import nodes
from docutils.core import publish_doctree
from lxml import etree

from aligner.document.formats import scan
from aligner.document.reading import texts_from_bytes
from aligner.model import Reason
from aligner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aligner.document.source import SourceText

_TAG = r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|\{\{.*?\}\}|\{%.*?%\}"
_MARKDOWN = (
    rf"{_TAG}|\{{[^{{}}]*\}}|\[[ xX]\]|\[\^[^\]]*\]:|\[!\w+\][+-]?(?:[ \t]+\w+$)?|!\[\[[^\]]*\]\]|\[\[?_?toc_?\]?\]"
    r"|^\W*\d+[.)]|^\([\w.-]+\)=|\^[\w-]+$|^\s*:?[\w-]+:.*$|^[>\s]*[`~]{3,}.*$"
    r"|(?:!!!|\?\?\?\+?)\s+[\w\s-]*|/{3}\s*\w+(?:\s*\|\s*\w+)?|:{3,}\s*[\w-]*(?:\s*\w+)?"
)
#: The marks of each text format: what of a block outside its segment is no text.
MARKS = {
    "plain": re.compile(r"^[`~]{3,}.*$|^\W*(?:\d+|\w)[.)]", re.MULTILINE),
    "markdown": re.compile(_MARKDOWN, re.MULTILINE | re.DOTALL | re.IGNORECASE),
    "asciidoc": re.compile(
        r"^\[.*\]$|^:!?[\w-]+!?:|^[a-z]+::\S*?\[.*$|^\w+:\s*[\"']?(?=\0)|\[\[[^\[\]]*\]\]|\(\(\([^()]*\)\)\)"
        r"|^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):|^\s*(?:\d+|[A-Za-z]|[ivxlc]+)[.)]\s|\[[ xX*]\]|<\d+>|^`{3}\w*"
        r"|\d+(?:\.\d+)?[+*]|[a-z]?\|",
        re.MULTILINE,
    ),
    "mdx": re.compile(_MARKDOWN, re.MULTILINE | re.DOTALL | re.IGNORECASE),
}


def unexplained(text: str, kind: str) -> list[str]:
    """The lines of a text that keep letters or digits when segments, skipped texts and marks are taken out of it."""
    pieces: list[str] = []
    end = 0
    for start, stop in _explained(text, kind):
        pieces += (text[end:start], "\0" + "\n" * text.count("\n", start, stop))
        end = stop
    left = MARKS[kind].sub("", "".join([*pieces, text[end:]]))
    return [line for line in left.splitlines() if any(map(str.isalnum, line))]


def _explained(text: str, kind: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of segments, apart from the marks in them, and of texts that are skipped for a reason."""
    for block in scan(text, kind):
        if block.inner is not None:
            start = block.lead
            for mark in block.marks:
                yield start, mark.start
                start = mark.end
            yield start, block.inner.end
        elif block.reason is not Reason.MARKUP:
            yield block.start, block.end


def lost_characters(data: bytes, name: str, kind: str) -> Counter[str]:
    """The letters and digits that an oracle sees in a file, and neither its segments nor its skipped texts hold."""
    sources = texts_from_bytes(data, name, Settings())
    held = "\n".join(_held(source) + "".join(piece.text for piece in source.skipped) for source in sources)
    seen = ORACLES[kind](data)
    return _characters(seen) - _characters(_typeset(held) if kind == "latex" else held)


def _held(source: SourceText) -> str:
    """The text of an extract, or what the scanner of a text format takes and what it skips for a reason."""
    if source.blocks is not None:
        return source.text
    return "\n".join(source.text[start:end] for start, end in _explained(source.text, source.format))


def _characters(text: str) -> Counter[str]:
    return Counter(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


class _Page(HTMLParser):
    """The text of a page as a browser can show it, with the texts of pictures, the title and the description."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self._unseen += tag in {"script", "style", "template"}
        if tag == "img" or (tag == "meta" and named.get("name") == "description"):
            self.shown.append(named.get("alt") or named.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in {"script", "style", "template"}

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.shown.append(data)


def _page(data: bytes) -> str:
    page = _Page()
    page.feed(data.decode())
    page.close()
    return "".join(page.shown)


def _elements(*names: str) -> Callable[[bytes], str]:
    """An oracle for the text of some elements of an XML file."""

    def text(data: bytes) -> str:
        root = etree.fromstring(data)
        return " ".join("".join(element.itertext()) for name in names for element in root.iter("{*}" + name))

    return text


def _members(part: str, oracle: Callable[[bytes], str]) -> Callable[[bytes], str]:
    """An oracle for the members of a package whose name matches a pattern."""

    def text(data: bytes) -> str:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return " ".join(oracle(package.read(name)) for name in package.namelist() if re.search(part, name))

    return text


def _strings(value: Any) -> str:
    """The strings in decoded data."""
    if isinstance(value, dict):
        value = list(value.values())
    return " ".join(map(_strings, value)) if isinstance(value, list) else value if isinstance(value, str) else ""


def _cells(data: bytes) -> str:
    text = data.decode("utf-8-sig")
    rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=text.partition("\n")[0].count))
    return " ".join(cell for row in rows for cell in row)


def _messages(data: bytes) -> str:
    return " ".join(
        entry.msgid + entry.msgstr + entry.msgid_plural for entry in polib.pofile(data.decode()) if not entry.obsolete
    )


def _cues(data: bytes) -> str:
    """The lines of SubRip that are neither numbers nor times, without tags."""
    lines = data.decode("utf-8-sig").splitlines()
    return re.sub(
        r"<[^>]*>|\{\\[^}]*\}", "", "\n".join(line for line in lines if not re.match(r"\d+$|\d+:.*-->", line))
    )


def _captions(data: bytes) -> str:
    """The lines of cues in WebVTT without tags: what follows a line of times up to a blank line."""
    text = html.unescape(re.sub(r"<[^>]*>", "", data.decode().replace("\r\n", "\n")))
    return " ".join(re.findall(r"-->.*\n((?:.+\n?)*)", text))


def _dialogue(data: bytes) -> str:
    """The text of dialogue and comments without overrides and drawings."""
    events = data.decode("utf-8-sig").partition("[Events]")[2].partition("\n[")[0]
    texts = re.findall(r"^(?:Dialogue|Comment):(?:[^,]*,){9}(.*)$", events, re.MULTILINE)
    drawn = re.compile(r"\{[^}]*\\p[1-9].*?(?:\{[^}]*\\p0[^}]*\}|$)")
    return re.sub(r"\{[^}]*\}|\\[Nnh]", " ", "\n".join(drawn.sub("", text) for text in texts))


def _units(data: bytes) -> str:
    """The originals and translations in XLIFF without what is inside codes, and without proposals."""
    root = etree.fromstring(data)
    for name in ("bpt", "ept", "ph", "it", "x", "alt-trans", "matches"):
        for code in list(root.iter("{*}" + name)):
            tail = code.tail
            code.clear()
            code.tail = tail
    elements = [element for name in ("source", "target") for element in root.iter("{*}" + name)]
    return re.sub(r"\{\w+>|<\w+\}|\{\d+\}", "", " ".join("".join(element.itertext()) for element in elements))


def _chapters(data: bytes) -> str:
    """The pages of a book."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return " ".join(_page(package.read(name)) for name in package.namelist() if name.endswith("html"))


def _doctree(data: bytes) -> str:
    """The text of a page as docutils reads it, without marks: names of fields, options and notes, and its messages."""
    settings = {"report_level": 5, "halt_level": 5, "docinfo_xform": False, "doctitle_xform": False}
    tree = publish_doctree(data.decode(), settings_overrides=settings)
    marks = (nodes.system_message, nodes.field_name, nodes.option_group, nodes.label, nodes.substitution_definition)
    for node in [node for kind in marks for node in tree.findall(kind)]:
        if node.parent is not None:
            node.parent.remove(node)
    return tree.astext()


#: Commands of LaTeX with the arguments of which a page shows nothing, and the beginnings and ends of environments.
_SILENT = re.compile(
    r"\\(?:label|[\w]*ref|[\w]*cite[\w]*|bibitem|index|[hv]space\*?|includegraphics|input|include|usepackage|pagestyle|"
    r"thispagestyle|bibliography(?:style)?|documentclass|setcounter|setlength|url|cline|color|textcolor|fontsize|"
    r"(?:re)?newcommand|begin|end|\\)(?:\s*(?:\[[^\[\]]*\]|\{[^{}]*\}))*"
)


def _typeset(text: str) -> str:
    """The words of a LaTeX text: without comments, commands, and what precedes and follows the document."""
    text = re.sub(r"(?<!\\)((?:\\\\)*)%.*", r"\1", text).replace("\\captionof{table}", "")
    body = text.partition("\\begin{document}")[2].partition("\\end{document}")[0] or text
    return re.sub(r"\\(?:[A-Za-z@]+\*?|.)", " ", _SILENT.sub(" ", body))


def _segments(data: bytes) -> str:
    """The segments of a translation memory without what is inside codes."""
    root = etree.fromstring(data)
    for code in [element for name in ("bpt", "ept", "ph", "it", "ut") for element in root.iter(name)]:
        code.text = None
    return " ".join("".join(segment.itertext()) for segment in root.iter("seg"))


def _resources(data: bytes) -> str:
    """The strings of Android resources; references to others are no text."""
    texts = ["".join(element.itertext()) for element in etree.fromstring(data).iter("string", "item")]
    return _resolved(" ".join(text for text in texts if not text.startswith("@string/")))


def _resolved(text: str) -> str:
    """A text with its escapes resolved."""
    text = re.sub(r"\\[uU]([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), text)
    return re.sub(r"\\(.)", lambda match: " " if match[1] in "nt" else match[1], text)


def _properties(data: bytes) -> str:
    lines = re.sub(r"\\\n\s*", "", data.decode("latin-1")).splitlines()
    values = [re.match(r"\s*(?![#!\s])(?:[^\\=:\s]|\\.)*\s*[=:]?\s*(.*)", line) for line in lines]
    text = _resolved(" ".join(value[1] for value in values if value))
    return text.encode("utf-16", "surrogatepass").decode("utf-16")


def _pages(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(page.get_textpage().get_text_range() for page in document)


#: Format → what readers of a file see of it, extracted without this program.
ORACLES: dict[str, Callable[[bytes], str]] = {
    "html": _page,
    "docx": _members(r"word/(?:document|footnotes|endnotes|comments|header\d|footer\d)\.xml$", _elements("t")),
    "pptx": _members(r"slides/slide\d+\.xml$", _elements("t")),
    "xlsx": _members(r"(?:sheet\d+|sharedStrings)\.xml$", _elements("t")),
    "po": _messages,
    "tmx": _segments,
    "android": _resources,
    "apple": lambda data: _resolved(" ".join(re.findall(r'=\s*"((?:[^"\\]|\\.)*)"\s*;', data.decode()))),
    "properties": _properties,
    "json": lambda data: _strings(json.loads(data)),
    "yaml": lambda data: _strings(yaml.safe_load(data)),
    "table": _cells,
    "srt": _cues,
    "webvtt": _captions,
    "ass": _dialogue,
    "xliff": _units,
    "epub": _chapters,
    "rst": _doctree,
    "latex": lambda data: _typeset(data.decode()),
    "pdf": _pages,
}
