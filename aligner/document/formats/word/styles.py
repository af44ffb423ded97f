"""The styles and properties of Word's paragraphs and runs: heading, list, quotation, listing; hidden or not.

A property is the paragraph's own, otherwise that of its style, otherwise that of the style this one is based on. A
built-in style has its English name in every language version; other programs write what their users see (見出し 1), so
both are known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.formats.office.names import child, is_on, named, value
from aligner.model import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

#: Outline levels count from 0; the tenth is running text (ISO/IEC 29500-1, 17.3.1.20).
_RUNNING = 9
#: Lists are numbered from 1; 0 takes a paragraph out of the list of its style (17.9.18).
_NO_LIST = "0"
#: Styles that one is followed through to what it is based on; more are a circle.
_LONGEST_CHAIN = 20
_KINDS = (
    (
        ParagraphKind.HEADING,
        re.compile(r"(?:heading|見出し)\s*[1-9]|(?:sub)?title|toc heading|表題|副題|タイトル|目次の見出し"),
    ),
    (ParagraphKind.QUOTE, re.compile(r"(?:intense |block )?quote|quotations|block text|引用文(?:\s*2)?|ブロック")),
    (
        ParagraphKind.CODE,
        re.compile(
            r"(?:source |program )?code|code block|html preformatted|preformatted text|macro text|macro"
            r"|html 書式付き|マクロ文字列|ソースコード|コード"
        ),
    ),
)


class Styles:
    """The styles of a document; ``root`` is their part, None where it has none."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        self._kinds: dict[str | None, ParagraphKind] = {}
        self._hidden: dict[str | None, bool | None] = {}
        for style in root if root is not None else ():
            if named(style) != "w:style":
                continue
            id_ = value(style, "styleId") or ""
            self._by_id[id_] = style
            if value(style, "default") in {"1", "true", "on"}:
                self._default[value(style, "type") or ""] = id_

    def kind(self, properties: Element | None) -> ParagraphKind:
        """Return the kind of a paragraph with some properties (``w:pPr``)."""
        level = child(properties, "w:outlineLvl")
        if level is not None:
            return ParagraphKind.BODY if _level(level) == _RUNNING else ParagraphKind.HEADING
        style = self._style_of(properties)
        if style not in self._kinds:
            self._kinds[style] = self._kind_of_style(style)
        numbering = child(properties, "w:numPr", "w:numId")
        if self._kinds[style] in {ParagraphKind.BODY, ParagraphKind.LIST} and numbering is not None:
            return ParagraphKind.BODY if value(numbering) == _NO_LIST else ParagraphKind.LIST
        return self._kinds[style]

    def hides(self, run: Element | None, paragraph: Element | None) -> bool:
        """Return whether a run with some properties, in a paragraph with some, is hidden text."""
        own = child(run, "w:vanish")
        if own is not None:
            return is_on(own)
        character = child(run, "w:rStyle")
        of_run = None if character is None else self._hidden_by_style(value(character))
        return bool(self._hidden_by_style(self._style_of(paragraph)) if of_run is None else of_run)

    def _hidden_by_style(self, style: str | None) -> bool | None:
        """Return whether a style hides text; None where it does not say."""
        if style not in self._hidden:
            marks = (child(above, "w:rPr", "w:vanish") for above in self._chain(style))
            mark = next((mark for mark in marks if mark is not None), None)
            self._hidden[style] = None if mark is None else is_on(mark)
        return self._hidden[style]

    def _style_of(self, properties: Element | None) -> str | None:
        style = child(properties, "w:pStyle")
        return self._default.get("paragraph") if style is None else value(style)

    def _kind_of_style(self, style: str | None) -> ParagraphKind:
        chain = list(self._chain(style))
        level = next(
            (element for above in chain if (element := child(above, "w:pPr", "w:outlineLvl")) is not None), None
        )
        if level is not None and _level(level) != _RUNNING:
            return ParagraphKind.HEADING
        names = [
            style or "",
            *((value(element) or "") for above in chain if (element := child(above, "w:name")) is not None),
        ]
        for kind, pattern in _KINDS:
            if any(pattern.fullmatch(name.lower()) for name in names):
                return kind
        numbering = next(
            (element for above in chain if (element := child(above, "w:pPr", "w:numPr", "w:numId")) is not None), None
        )
        in_list = numbering is not None and value(numbering) != _NO_LIST
        return ParagraphKind.LIST if in_list else ParagraphKind.BODY

    def _chain(self, style: str | None) -> Iterator[Element]:
        """Yield a style and those that it is based on, one after the other."""
        for _ in range(_LONGEST_CHAIN):
            definition = self._by_id.get(style or "")
            if definition is None:
                return
            yield definition
            base = child(definition, "w:basedOn")
            style = None if base is None else value(base)


def _level(level: Element) -> int:
    stated = value(level) or ""
    return int(stated) if stated.isdecimal() and len(stated) < 3 else _RUNNING
