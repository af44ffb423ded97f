"""Text as DrawingML has it (``a:p``): in the shapes of slides, and in diagrams of any Office file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.document.formats.office.extracted import Piece
from aligner.document.formats.office.formulas import formula_text
from aligner.document.formats.office.names import child, chosen, descendants, named, reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from aligner.document.formats.office.parts import Parts

_TELLING = ("a:t", "m:t")
#: Fields that the program fills in; their types begin like that.
_FILLED_IN = ("slidenum", "datetime", "header", "footer")
_BULLETS = ("a:buChar", "a:buAutoNum", "a:buBlip")


def pieces(paragraph: Element) -> Iterator[Piece]:
    """Yield the visible text of a paragraph, without soft hyphens; a line break is a line end."""
    for inner in paragraph:
        name = named(inner)
        if name == "a:r" or (name == "a:fld" and not inner.get("type", "").startswith(_FILLED_IN)):
            text = child(inner, "a:t")
            shown = ("" if text is None else text.text or "").replace("\u00ad", "").replace("\v", "\n")
            yield Piece(shown, inner)
        elif name == "a:br":
            yield Piece("\n", inner)
        elif name == "mc:AlternateContent":
            form = chosen(inner, *_TELLING)
            yield from pieces(form) if form is not None else ()
        elif next(descendants(inner, "m:t"), None) is not None:
            yield Piece(formula_text(inner), inner)


def has_bullet(paragraph: Element) -> bool | None:
    """Return whether a paragraph has a bullet or number; None where it does not say itself."""
    properties = child(paragraph, "a:pPr")
    if child(properties, "a:buNone") is not None:
        return False
    return True if any(child(properties, name) is not None for name in _BULLETS) else None


def diagram_paragraphs(parts: Parts, part: str, drawing: Element) -> Iterator[Element]:
    """Yield the paragraphs of the diagrams (SmartArt) of a drawing in a part, from where their text is kept."""
    for ids in descendants(drawing, "dgm:relIds"):
        relation = parts.relations(part).get(reference(ids, "dm") or "")
        if relation is not None and parts.take(relation.target):
            for point in descendants(parts.root(relation.target), "dgm:t"):
                yield from (inner for inner in point if named(inner) == "a:p")
