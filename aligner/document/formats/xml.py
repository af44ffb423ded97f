r"""Parses untrusted XML, with one clear line for every kind of error.

Rule: nothing is loaded from elsewhere, and only XML's five own entities are replaced. A document type with declarations
is refused, and so is a document that nests too deeply or expands too much. The encoding is determined here, from byte
order mark and declaration. So cp932 that is declared as Shift_JIS is read, and a wrong byte is reported with its line.

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

#: Largest number of tags, each of which takes some hundred bytes of memory; a long book has under a million.
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
    """The root of a document, without comments and processing instructions, and its encoding."""

    root: Element
    encoding: str


def parse(data: bytes, name: str, *, encoding: str | None = None, without: re.Pattern[str] | None = None) -> Parsed:
    """Return the tree of a document.

    Args:
        data: its bytes.
        name: the file, for messages.
        encoding: the encoding that the user names; it wins over the declaration.
        without: text that is removed before parsing, except for its line ends, such as an embedded file.

    Raises:
        InputError: it is not well-formed, is in another encoding than declared, declares a document type, uses an
            entity that XML does not have, nests too deeply or expands too much; the error has the line.
    """
    decoded = decode_xml(data, name, encoding)
    text = without.sub(lambda match: "\n" * match.group().count("\n"), decoded.text) if without else decoded.text
    try:
        root = etree.fromstring(text.encode(), etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        _refuse(error, name)
    return Parsed(root, decoded.encoding)


def stream(text: str, name: str, *tags: str) -> Iterator[Element]:
    """Yields the elements with some tags as they end, and empties each afterwards; for documents too long for a tree.

    The text must come from ``decode_xml``. Tags are in lxml's form: ``{*}tu`` in any name space. Raises as
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
    """Return the tag of an element without its name space; "" for an entity that was not replaced."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: Element) -> int:
    """Return the line of the file on which an element's tag ends (past line 65,535 libxml2 may be one line late)."""
    return int(element.sourceline or 1)


def decode_xml(data: bytes, name: str, stated: str | None = None) -> Decoded:
    """Return the text of a document, checked for content that must not reach the parser; raises as :func:`parse`."""
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
    match = _DECLARED.match(data)
    declared = match.group(1).decode() if match else "utf-8"
    if declared.lower().startswith(("utf-16", "utf16", "ucs-2", "iso-10646")):
        declared = "utf-8"  # the file is ASCII up to here, so it is not in that encoding; .NET declares it wrongly
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
    """Raise InputError with the parser's error in one line."""
    message, line = " ".join((error.msg or "").split()), error.lineno or 1
    kinds = etree.ErrorTypes
    if "XML_PARSE_HUGE" in message:
        what = "elements nest too deeply" if "depth" in message else "a single text or attribute is over 10 MB"
        problem = f"{what}; split the file"
    elif entity := _ENTITY.search(message):
        problem = f"uses the entity &{entity.group(1)};, which XML does not have; write the character itself"
    elif error.code == kinds.ERR_TAG_NOT_FINISHED:
        problem = "ends in the middle of an element; get the whole file"
    elif error.code == kinds.ERR_DOCUMENT_EMPTY:
        problem = "is not XML: no element stands in it; check that it is the file you meant"
    else:
        problem = f"is no well-formed XML ({_TRAIL.sub('', message).strip()}); fix it or export it again"
    raise InputError(problem, name=name, line=line) from None
