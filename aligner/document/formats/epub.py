"""EPUB books: the chapters in reading order, each read as XHTML.

The package is read according to "EPUB 3.3" and "Open Publication Structure 2.0.1": ``META-INF/container.xml`` names the
package document, whose spine is the reading order. Tables of contents, the cover, and pictures in the spine are left
out. A place is the number of a file in the spine; the origin of a paragraph is the file and the line in it.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from aligner.document.formats import xml
from aligner.document.formats.html.choice import Chapter
from aligner.document.formats.html.inline import lang_named
from aligner.document.formats.html.markup import parse
from aligner.document.formats.html.measures import measure
from aligner.document.formats.html.walk import language_said, passages
from aligner.document.formats.packages import Package
from aligner.document.languages import bears_out
from aligner.document.source import Extract, SourceText
from aligner.errors import InputError
from aligner.model import Counted, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from aligner.document.formats.html.walk import Passage
    from aligner.model import Lang
    from aligner.settings import Settings

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
#: Methods that obfuscate fonts only, not text.
_OF_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/xml", ""})
_NO_CHAPTERS = frozenset({"cover", "toc"})


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A file of the spine: its number, its name in the package, its paragraphs, and what is left out of it."""

    number: int
    member: str
    lang: Lang | None
    passages: tuple[Passage, ...]
    skipped: tuple[tuple[str, Reason], ...] = ()


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText]:
    """Return the text of a book.

    Raises:
        InputError: it is not a book, is damaged, encrypted or too large, or holds no text.
    """
    package = Package(data, name, settings)
    _refuse_encrypted(package)
    where, book = _package_document(package)
    chapters = list(_chapters(package, where, book, settings))
    said = None if settings.source_lang or settings.target_lang else _language(book)
    text = "".join(passage.text for chapter in chapters for passage in chapter.passages)
    extract = Extract(name, lang=said if said and bears_out(text, said) else None, counted=Counted.FILE)
    for chapter in chapters:
        own = chapter.lang if chapter.lang is not said else None
        for paragraph in chapter.passages:
            places = (chapter.member, f"line {paragraph.line}", paragraph.origin)
            origin = ", ".join(filter(None, places))
            extract.add(paragraph.text, paragraph.kind, line=chapter.number, origin=origin, lang=paragraph.lang or own)
        for skipped, reason in chapter.skipped:
            extract.leave_out(skipped, reason, line=chapter.number)
    if not text:
        raise InputError("holds no text: its pages are pictures; recognise their text (OCR) first", name=name)
    return (extract.source(),)


def _refuse_encrypted(package: Package) -> None:
    """Raise InputError if more than fonts is encrypted."""
    if _ENCRYPTION not in package:
        return
    for element in xml.parse(package.read(_ENCRYPTION), package.name).root.iter("{*}EncryptionMethod"):
        if element.get("Algorithm") not in _OF_FONTS:
            raise InputError("is encrypted (DRM); get a copy without protection from its publisher", name=package.name)


def _package_document(package: Package) -> tuple[str, Element]:
    """Return the name and the root of the package document."""
    root = xml.parse(package.read(_CONTAINER), package.name).root
    member = next((path for element in root.iter("{*}rootfile") if (path := element.get("full-path"))), None)
    if member is None:
        raise InputError(f"is no EPUB book: {_CONTAINER} names no package document", name=package.name)
    return member, xml.parse(package.read(member), package.name).root


def _language(book: Element) -> Lang | None:
    return next((lang for element in book.iter("{*}language") if (lang := lang_named(element.text or ""))), None)


def _chapters(package: Package, where: str, book: Element, settings: Settings) -> Iterator[_Chapter]:
    """Yield the files of the spine. Tables of contents and covers have no paragraphs."""
    items = {element.get("id"): element for element in book.iter("{*}item")}
    left_out = {
        _member(where, element.get("href", ""))
        for element in book.iter("{*}reference")
        if element.get("type") in _NO_CHAPTERS
    }
    references = list(book.iter("{*}itemref"))
    read: set[str] = set()
    if not references:
        raise InputError(f"is no EPUB book: {where} has no reading order", name=package.name)
    for number, reference in enumerate(references, 1):
        item = items.get(reference.get("idref"))
        if item is None:
            raise InputError(f"{where} does not say which file {reference.get('idref')!r} is", name=package.name)
        member = _member(where, item.get("href", ""))
        if item.get("media-type", "") in _PAGES and member not in read:  # a spine may name a file only once
            read.add(member)
            chapter = _chapter(package, number, member, settings)
            is_contents = member in left_out or "nav" in item.get("properties", "").split()
            yield _without_text(chapter) if is_contents else chapter


def _without_text(chapter: _Chapter) -> _Chapter:
    """Return a table of contents or a cover, all of which is left out."""
    listed = tuple((passage.text, Reason.NAVIGATION) for passage in chapter.passages)
    return replace(chapter, passages=(), skipped=(*chapter.skipped, *listed))


def _chapter(package: Package, number: int, member: str, settings: Settings) -> _Chapter:
    data = package.read(member)
    try:
        root = parse(data, package.name, settings.encoding).root
    except InputError as error:
        place = member if error.line is None else f"{member}, line {error.line}"
        raise InputError(f"{place}: {error.problem}", name=package.name) from None
    skipped: list[tuple[str, Reason]] = []
    taken = passages(root, Chapter(), measure(root), lambda text, reason, _line: skipped.append((text, reason)))
    return _Chapter(number, member, language_said(root), tuple(taken), tuple(skipped))


def _member(where: str, href: str) -> str:
    """Return the package member that a link in a document refers to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(where), unquote(urlsplit(href).path)))
