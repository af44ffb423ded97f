"""Formulas as a line of text: a/b, x^2, a_n, √(x). A sentence with a formula is kept whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.document.formats.office.names import child, named, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def formula_text(element: Element | None) -> str:
    """Return the text of a formula or a part of one."""
    if element is None:
        return ""
    name = named(element)
    if name == "m:t":
        return element.text or ""
    if name.endswith("Pr"):  # properties; their characters are not text
        return ""
    form = _FORMS.get(name)
    if form is not None:
        return form(element)
    return "".join(map(formula_text, element))


def _part(element: Element, name: str) -> str:
    return formula_text(child(element, name))


def _grouped(text: str) -> str:
    """In brackets where it is more than one letter or number."""
    return text if text.isalnum() or not text else f"({text})"


def _fraction(element: Element) -> str:
    return f"{_grouped(_part(element, 'm:num'))}/{_grouped(_part(element, 'm:den'))}"


def _scripts(element: Element) -> str:
    return _part(element, "m:e") + _marks(element)


def _marks(element: Element) -> str:
    below, above = _part(element, "m:sub"), _part(element, "m:sup")
    return (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")


def _root(element: Element) -> str:
    return f"{_part(element, 'm:deg')}√{_grouped(_part(element, 'm:e'))}"


def _brackets(element: Element) -> str:
    properties = child(element, "m:dPr")
    begin, parting, end = (
        usual if (stated := child(properties, name)) is None else value(stated) or ""
        for name, usual in (("m:begChr", "("), ("m:sepChr", "|"), ("m:endChr", ")"))
    )
    return begin + parting.join(formula_text(inner) for inner in element if named(inner) == "m:e") + end


def _operator(element: Element) -> str:
    sign = child(element, "m:naryPr", "m:chr")
    return f"{'∫' if sign is None else value(sign) or ''}{_marks(element)} {_part(element, 'm:e')}"


_FORMS = {
    "m:f": _fraction,
    "m:sSup": _scripts,
    "m:sSub": _scripts,
    "m:sSubSup": _scripts,
    "m:rad": _root,
    "m:d": _brackets,
    "m:nary": _operator,
}
