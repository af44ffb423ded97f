r"""Reads XML that nobody has vouched for, with one clear line for every way in which it can be wrong.

Rules: nothing is loaded from elsewhere, no entity but XML's own five is ever put in, a document type with declarations
of its own is refused, and so is what nests or swells beyond all reason. The encoding is settled here, by byte order
mark and declaration, so that cp932 that calls itself Shift_JIS is read and a wrong byte is named with its line.

>>> parse("<a>\n<b>東京</b></a>".encode(), "a.xml").root[0].sourceline
2
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from lxml import etree

from aligner.document.decoding import Decoded, decode
from aligner.errors import InputError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

#: Tags in a document, each some hundred bytes in memory; a long book has under a million.
MOST_TAGS = 6_000_000
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_CHUNK = 1 << 16
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']""", re.ASCII)
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_DOCTYPE = re.compile(r"""<!DOCTYPE(?:[^\["'>]|"[^"]*"|'[^']*')*""")
_ENTITY = re.compile(r"Entity '([^']+)' not defined")
_TRAIL = re.compile(r",? line \d+, column \d+\s*$")
_SAFE: dict[str, Any] = {
    "encoding": "utf-8",
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


class Parsed(NamedTuple):
    """The root of a document, without comments and processing instructions, and the encoding it was in."""

    root: Element
    encoding: str


def parse(data: bytes, name: str, *, encoding: str | None = None, without: re.Pattern[str] | None = None) -> Parsed:
    """The tree of a document.

    Args:
        data: its bytes.
        name: the file, for messages.
        encoding: what the user says the bytes are in, whatever they declare.
        without: what is taken out before anything is parsed, but for its line ends, such as a file packed into another.

    Raises:
        InputError: when it is not well-formed or in another encoding than it says, declares a document type of its
            own, uses an entity that XML does not have, or nests or swells beyond reason; with the line.
    """
    decoded = decode_xml(data, name, encoding)
    text = without.sub(lambda found: "\n" * found.group().count("\n"), decoded.text) if without else decoded.text
    try:
        root = etree.fromstring(text.encode(), etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        _refuse(error, name)
    return Parsed(root, decoded.encoding)


def stream(text: str, name: str, *tags: str) -> Iterator[Element]:
    """The elements of some tags as they end, each emptied after its turn; for documents too long for a tree.

    The text is as ``decode_xml`` gives it, tags as lxml matches them: ``{*}tu`` in any name space. Raises as
    :func:`parse`.
    """
    parser = etree.XMLPullParser(events=("end",), tag=tags, **_SAFE)
    try:
        for start in range(0, len(text), _CHUNK):
            parser.feed(text[start : start + _CHUNK].encode())
            yield from _emptied(parser)
        parser.close()
    except etree.XMLSyntaxError as error:
        _refuse(error, name)
    yield from _emptied(parser)


def _emptied(parser: etree.XMLPullParser) -> Iterator[Element]:
    for _, element in parser.read_events():
        yield element
        element.clear(keep_tail=True)
        parent = element.getparent()
        while parent is not None and parent[0] is not element:
            del parent[0]


def local_name(element: Element) -> str:
    """The tag of an element without its name space; "" for an entity that was left as it stands."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: Element) -> int:
    """The line of the file on which an element's tag ends (past line 65,535 libxml2 may be one line late)."""
    return int(element.sourceline or 1)


def decode_xml(data: bytes, name: str, stated: str | None = None) -> Decoded:
    """The text of a document, checked for what must never reach the parser; raises as :func:`parse`."""
    decoded = decode(data, name, stated) if stated else _by_declaration(data, name)
    text = decoded.text
    start = _PROLOG.match(text)
    doctype = _DOCTYPE.match(text, start.end() if start else 0)
    if doctype and text.startswith("[", doctype.end()):
        raise InputError(
            "declares a document type with entities or rules of its own, which is not safe to read; "
            "remove what stands in [ ] after <!DOCTYPE",
            name=name,
            line=text.count("\n", 0, doctype.end()) + 1,
        )
    if text.count("<") > MOST_TAGS:
        raise InputError(f"holds more than {MOST_TAGS:,} tags; split the file", name=name)
    return decoded


def _by_declaration(data: bytes, name: str) -> Decoded:
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    if data.startswith(marks) or b"\0" in data[:4]:
        return decode(data, name)
    found = _DECLARED.match(data)
    declared = found.group(1).decode() if found else "utf-8"
    if declared.lower().startswith(("utf-16", "utf16", "ucs-2", "iso-10646")):
        declared = "utf-8"  # what could be read as ASCII up to here is not in it: .NET writes that
    try:
        return decode(data, name, declared)
    except SettingsError:
        raise InputError(
            f"declares the encoding {declared!r}, which is unknown; save the file as UTF-8 or name its encoding "
            "with --encoding",
            name=name,
            line=1,
        ) from None


def _refuse(error: etree.XMLSyntaxError, name: str) -> NoReturn:
    """Words what the parser found, in one line, though it quotes the file."""
    found, line = " ".join((error.msg or "").split()), error.lineno or 1
    kinds = etree.ErrorTypes
    if "XML_PARSE_HUGE" in found:
        what = "elements nest too deeply" if "depth" in found else "a single text or attribute is over 10 MB"
        problem = f"{what}; split the file"
    elif entity := _ENTITY.search(found):
        problem = f"uses the entity &{entity.group(1)};, which XML does not have; write the character itself"
    elif error.code == kinds.ERR_TAG_NOT_FINISHED:
        problem = "ends in the middle of an element; get the whole file"
    elif error.code == kinds.ERR_DOCUMENT_EMPTY:
        problem = "is not XML: no element stands in it; check that it is the file you meant"
    else:
        problem = f"is no well-formed XML ({_TRAIL.sub('', found).strip()}); mend it or export it again"
    raise InputError(problem, name=name, line=line) from None
