"""Reads a web page to its text; the package's guide says what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.document.formats.html.choice import MainText, WholePage
from aligner.document.formats.html.markup import parse
from aligner.document.formats.html.measures import measure
from aligner.document.formats.html.walk import language_said, passages
from aligner.document.languages import bears_out
from aligner.document.source import Extract, SourceText
from aligner.errors import InputError
from aligner.model import Reason

if TYPE_CHECKING:
    from aligner.settings import Settings

#: Text that ``--whole-page`` reads; nothing reads the others.
_OPTIONAL = frozenset({Reason.NAVIGATION, Reason.SITE, Reason.ASIDE, Reason.CONTROL, Reason.HIDDEN, Reason.ATTRIBUTE})


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText]:
    """Return the text of a page.

    Raises:
        InputError: when its encoding cannot be found, it nests beyond reason, or it has no text.
    """
    page = parse(data, name, settings.encoding)
    measures = measure(page.root)
    choice = WholePage() if settings.whole_page else MainText(page.root, measures)
    skipped: list[tuple[str, Reason, int]] = []
    page_passages = list(passages(page.root, choice, measures, lambda *piece: skipped.append(piece)))
    said = language_said(page.root) if settings.source_lang is None and settings.target_lang is None else None
    lang = said if said and bears_out("".join(passage.text for passage in page_passages), said) else None
    extract = Extract(name, encoding=page.encoding, format_name="html", lang=lang)
    for part in page_passages:
        extract.add(part.text, part.kind, line=part.line, origin=part.origin, lang=part.lang, places=part.places)
    for text, reason, line in skipped:
        optional = reason in _OPTIONAL and not settings.whole_page
        extract.leave_out(text, reason, line=line, option="--whole-page" if optional else "")
    if not page_passages:
        hint = "" if settings.whole_page else ", or take all of the page with --whole-page"
        raise InputError(
            f"holds no text outside scripts and menus; save the page as shown by a browser{hint}", name=name
        )
    return (extract.source(),)
