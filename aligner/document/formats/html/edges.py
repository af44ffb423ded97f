"""Menus and footers without a name that states it: blocks of links before the first text of a page and after the last.

A site has its menus around the text. A list of links inside the text, or one that a heading introduces, is content.
Rule: only links and sentences are counted. This module is used for pages that do not mark their main text.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from lxml import etree

from aligner.document.formats.html.elements import BLOCKS, HEADINGS, name_of
from aligner.model import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from aligner.document.formats.html.measures import Measure, Measures

#: Blocks of running text, which are never boilerplate (see `choice`).
_TEXTS = frozenset({"p", "blockquote", "dl", "pre", "figure", "figcaption"}) | HEADINGS
#: At most this share of a page's text can be at an edge.
_MOST = 1 / 2


def edges(root: Element, measures: Measures) -> dict[Element, Reason]:
    """Return the elements at the edges of a page that are not part of its text, with the reason."""
    parts = list(_parts(root, measures))
    boilerplate = [_is_boilerplate(part, measures[part]) for part in parts]
    texts = [k for k, is_boilerplate in enumerate(boilerplate) if not is_boilerplate]
    if not texts:
        return {}
    first = next((k for k in texts if _begins_text(parts[k], measures[parts[k]])), texts[0])
    last = texts[-1]
    if last + 1 < len(parts) and name_of(parts[last]) in HEADINGS:  # what a heading introduces
        last += 1
    at_edge = [*compress(parts[:first], boilerplate), *parts[last + 1 :]]
    if sum(measures[part].text for part in at_edge) > _MOST * measures[root].text:
        return {}
    return {part: Reason.SITE if measures[part].copyright else Reason.NAVIGATION for part in at_edge}


def _parts(root: Element, measures: Measures) -> Sequence[Element]:
    """Return the outermost blocks that have text directly in them or are boilerplate, in order."""
    parts: list[Element] = []
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        measure = measures[element]
        if not measure.text or name_of(element) not in BLOCKS or name_of(element) in {"html", "body", "head"}:
            continue
        if measure.own or _is_boilerplate(element, measure):
            parts.append(element)
            walk.skip_subtree()
    return parts


def _is_boilerplate(element: Element, measure: Measure) -> bool:
    """Return whether a block consists of links for the most part, or begins with a notice of copyright."""
    if measure.titles or measure.prose:
        return False
    if name_of(element) in _TEXTS:
        return measure.copyright
    return measure.copyright or 4 * measure.linked >= 3 * measure.text


def _begins_text(element: Element, measure: Measure) -> bool:
    return measure.prose > 0 or measure.titles > 0 or name_of(element) in HEADINGS
