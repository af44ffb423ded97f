"""XLIFF 1.2: ``trans-unit``, and inside it the segments that a tool has cut (``mrk mtype="seg"``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.formats.inline import InlineText, code_content
from aligner.document.formats.pairs import UnitText
from aligner.document.formats.xliff.units import Unit, Ways, local_attributes, part_of, state_of
from aligner.document.formats.xml import line_of, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_PHRASE = "memsource.com/mxlf"
#: Phrase writes its codes into the text: {1}, {b>bold<b}.
_WRITTEN_CODE = re.compile(r"(\{\w{1,20}>|<\w{1,20}\}|\{\d{1,4}\})")
_CODES = frozenset({"x", "bx", "ex", "bpt", "ept", "ph", "it"})


def units(root: Element) -> Iterator[Unit]:
    """Yield the segments of all files."""
    written = any(_PHRASE in (uri or "") for uri in root.nsmap.values())
    for number, file in enumerate(root.iterchildren("{*}file"), 1):
        part = part_of(file, number)
        for body in file.iterchildren("{*}body"):
            for element, ways in _trans_units(body, Ways(written=written).inside(file)):
                yield from _segments(element, ways, f"{number}", part)


def is_deleted(element: Element) -> bool:
    """Return whether a reviewer has crossed an element out, in Trados."""
    return "deleted" in element.get("mtype", "")


def _trans_units(element: Element, around: Ways) -> Iterator[tuple[Element, Ways]]:
    ways = around.inside(element)
    if local_name(element) in {"body", "group"}:
        for child in element:
            yield from _trans_units(child, ways)
    elif local_name(element) == "trans-unit":
        yield element, ways


def _segments(element: Element, ways: Ways, file: str, part: str) -> Iterator[Unit]:
    """Yield the segments of a unit; where the translation is not cut like the original, the unit as a whole."""
    source, seg_source, target, seg_defs = (
        element.find(f"{{*}}{name}") for name in ("source", "seg-source", "target", "seg-defs")
    )
    if source is None:
        return
    id_ = element.get("id", "")
    cut, there = _cut(seg_source), _cut(target)
    if cut and (there or target is None or not "".join(target.itertext()).strip()):
        states = {} if seg_defs is None else {seg_def.get("id"): seg_def for seg_def in seg_defs}
        for mid in dict.fromkeys([*cut, *there]):
            yield Unit(
                f"{file}/{id_}/{mid}",
                _text(cut[mid], ways) if mid in cut else UnitText("", line_of(source)),
                _text(there[mid], ways) if mid in there else None,
                # Trados counts segments through the file, and calls its units by nothing a reader knows.
                f"{part}#{mid}" if states else f"{part}#{id_}/{mid}",
                state_of(local_attributes(element, target, states.get(mid))),
                ways.translate,
            )
        return
    yield Unit(
        f"{file}/{id_}",
        _text(source, ways),
        None if target is None else _text(target, ways),
        f"{part}#{element.get('resname') or id_}",
        state_of(local_attributes(element, target)),
        ways.translate,
    )


def _cut(element: Element | None) -> dict[str, Element]:
    """Return the segments that an element was cut into, by their ids."""
    if element is None:
        return {}
    return {mark.get("mid", ""): mark for mark in element.iter("{*}mrk") if mark.get("mtype") == "seg"}


def _text(element: Element, ways: Ways) -> UnitText:
    into = InlineText(preserve=ways.inside(element).preserve)
    _walk(into, element, ways)
    return into.unit_text(line_of(element))


def _walk(into: InlineText, element: Element, ways: Ways) -> None:
    _words(into, element.text, ways)
    for child in element:
        name = local_name(child)
        if name in _CODES:
            _code(into, child, name)
        elif name == "g":
            opening = child.get("equiv-text") or f"<{child.get('id', '')}>"
            into.code(opening)
            _walk(into, child, ways)
            into.code(f"</{child.get('id', '')}>")
        elif not is_deleted(child):
            _walk(into, child, ways)
        _words(into, child.tail, ways)


def _words(into: InlineText, text: str | None, ways: Ways) -> None:
    if not ways.written:
        into.words(text)
        return
    for k, piece in enumerate(_WRITTEN_CODE.split(text or "")):
        (into.code if k % 2 else into.words)(piece)


def _code(into: InlineText, element: Element, name: str) -> None:
    """Add a code by its equivalent text, otherwise by its id as an opening, closing or single tag."""
    if element.get("ctype") == "lb":
        into.line_break()
    pair = element.get("rid") or element.get("id", "")
    opens = name in {"bx", "bpt"} or element.get("pos") == "open"
    closes = name in {"ex", "ept"} or element.get("pos") == "close"
    named = f"<{pair}>" if opens else f"</{pair}>" if closes else f"<{element.get('id', '')}/>"
    into.code(element.get("equiv-text") or code_content(element) or named)
