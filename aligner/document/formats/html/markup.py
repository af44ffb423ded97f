"""From the bytes of a page to its tree: encoding, HTML or XHTML, and what is refused before it is parsed.

HTML is read as forgivingly as browsers read it (libxml2); XHTML as XML, and as HTML where it is not well-formed, as
most of what calls itself XHTML is not. Line ends are made one kind first, as HTML does, so that lines are counted
right.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from aligner.document.decoding import Decoded, decode
from aligner.document.formats import xml
from aligner.document.plausibility import plausibility
from aligner.document.source import check_text
from aligner.errors import InputError, SettingsError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Browsers look for the declaration in the first 1024 bytes; pages with long comments have it later.
_HEAD = 4096
_CHARSET = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
#: Declared for pages in any encoding, by servers and editors that did not ask; any bytes are valid in them.
_SAY_NOTHING = {"iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii", "iso-8859-15"}
_LABELS = {"x-sjis": "cp932", "shift-jis": "cp932", "windows-31j": "cp932", "ms_kanji": "cp932", "x-euc-jp": "euc_jp"}
#: The least plausibility of a page in the encoding that it declares.
_LEAST_PLAUSIBLE = 0.5
_PROLOG = re.compile(r"\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*)*", re.DOTALL)
_DOCTYPE = re.compile(r"""<!DOCTYPE(?:[^\["'>]|"[^"]*"|'[^']*')*\[""", re.IGNORECASE)
_XHTML = re.compile(r"""<html\b[^>]*\sxmlns\s*=\s*["']http://www\.w3\.org/1999/xhtml["']""", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_XML_OWN = {"amp;", "lt;", "gt;", "quot;", "apos;"}


class Page(NamedTuple):
    """The root of a page and the encoding it was in."""

    root: Element
    encoding: str


def parse(data: bytes, name: str, stated: str | None) -> Page:
    """Return the tree of a page.

    Args:
        data: its bytes.
        name: the file, for messages.
        stated: the encoding that the user named.

    Raises:
        InputError: when it is in no encoding known, has characters that no text has, declares entities, or nests
            or swells beyond reason.
    """
    text, encoding = _decoded(data, name, stated)
    check_text(text, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    start = _PROLOG.match(text)
    place = start.end() if start else 0
    if doctype := _DOCTYPE.match(text, place):
        line = text.count("\n", 0, doctype.end()) + 1
        raise InputError(
            "declares a document type with entities of its own, which is not safe to read; "
            "remove what stands in [ ] after <!DOCTYPE",
            name=name,
            line=line,
        )
    if text.count("<") > xml.MOST_TAGS:
        raise InputError(f"holds more than {xml.MOST_TAGS:,} tags; split the file", name=name)
    return Page(_xhtml(text, name) if _XHTML.search(text, place, place + _HEAD) else _html(text, name), encoding)


def _decoded(data: bytes, name: str, stated: str | None) -> Decoded:
    """Return the text by byte order mark, the user's word, the page's own, or as any text is decoded; in this order."""
    match = _CHARSET.search(data[:_HEAD])
    if stated is not None or match is None or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(data, name, stated)
    said = (match[1] or match[2]).decode("ascii").lower()
    said = _LABELS.get(said, said)
    if said in _SAY_NOTHING or said.startswith(("utf-16", "utf-32")):
        return decode(data, name)
    try:
        decoded = decode(data, name, said)
    except (InputError, SettingsError) as error:
        return _undeclared(data, name, error)
    return decoded if plausibility(decoded.text) >= _LEAST_PLAUSIBLE else _undeclared(data, name, None)


def _undeclared(data: bytes, name: str, error: Exception | None) -> Decoded:
    """Return the text of a page in another encoding than it declares, or the error of that encoding if none fits."""
    try:
        return decode(data, name)
    except InputError:
        if isinstance(error, InputError):
            raise error from None
        raise


def _html(text: str, name: str) -> Element:
    """Return the tree of HTML. Its size is bounded by that of the file: HTML has no entities that swell."""
    # The encoding given outweighs whatever the page declares.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    for error in parser.error_log:
        if "depth" in error.message:
            raise InputError(
                "elements nest more than 2,048 deep; fix the page or save it again", name=name, line=error.line
            )
    if root is None:
        raise InputError("holds no elements and no text; check that it is the page you meant", name=name)
    return root


def _xhtml(text: str, name: str) -> Element:
    """Return the tree of XHTML; as HTML where it is not well-formed."""
    text = _ENTITY.sub(_character, text)
    try:
        return xml.parse(text.encode(), name, encoding="utf-8").root
    except InputError:
        return _html(text, name)


def _character(entity: re.Match[str]) -> str:
    """Return the character of an entity that HTML has and XML has not."""
    return entity[0] if entity[1] in _XML_OWN else html5.get(entity[1], entity[0])
