"""Reads a web page to its text; the package's guide says what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.document.formats.html.choice import MainText, WholePage, measure
from aligner.document.formats.html.markup import parse
from aligner.document.formats.html.walk import language_said, passages
from aligner.document.languages import bears_out
from aligner.document.source import Extract, SourceText
from aligner.errors import InputError

if TYPE_CHECKING:
    from aligner.settings import Settings


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText]:
    """The text of a page.

    Raises:
        InputError: when its encoding cannot be found, it nests beyond reason, or no text stands in it.
    """
    page = parse(data, name, settings.encoding)
    measures = measure(page.root)
    choice = WholePage() if settings.whole_page else MainText(page.root, measures)
    found = list(passages(page.root, choice, measures))
    said = language_said(page.root) if settings.source_lang is None and settings.target_lang is None else None
    lang = said if said and bears_out("".join(passage.text for passage in found), said) else None
    extract = Extract(name, encoding=page.encoding, format_name="html", lang=lang)
    for it in found:
        extract.add(it.text, it.kind, line=it.line, origin=it.origin, lang=it.lang, places=it.places)
    if not found:
        hint = "" if settings.whole_page else ", or take all of the page with --whole-page"
        raise InputError(
            f"holds no text outside scripts and menus; save the page as shown by a browser{hint}", name=name
        )
    return (extract.source(),)
