"""XLIFF 2.0 and later: ``unit`` and its ``segment``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.formats.inline import InlineText
from aligner.document.formats.xliff.units import Unit, Ways, local_attributes, part_of, state_of
from aligner.document.formats.xml import line_of, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

    from aligner.document.formats.pairs import UnitText


def units(root: Element) -> Iterator[Unit]:
    """Yield the segments of all files."""
    for number, file in enumerate(root.iterchildren("{*}file"), 1):
        for element, ways in _units(file, Ways().inside(root)):
            yield from _segments(element, ways, f"{number}", part_of(file, number))


def _units(element: Element, around: Ways) -> Iterator[tuple[Element, Ways]]:
    ways = around.inside(element)
    if local_name(element) in {"file", "group"}:
        for child in element:
            yield from _units(child, ways)
    elif local_name(element) == "unit":
        yield element, ways


def _segments(element: Element, ways: Ways, file: str, part: str) -> Iterator[Unit]:
    data = {data.get("id", ""): (data.text or "").strip() for data in element.iterfind("{*}originalData/{*}data")}
    segments = list(element.iterchildren("{*}segment"))
    id_ = element.get("id", "")
    origin = f"{part}#{element.get('name') or id_}"
    for number, segment in enumerate(segments, 1):
        source, target = segment.find("{*}source"), segment.find("{*}target")
        if source is not None:
            name = segment.get("id", str(number))
            yield Unit(
                f"{file}/{id_}/{name}",
                _text(source, data, ways),
                None if target is None else _text(target, data, ways),
                origin if len(segments) == 1 else f"{origin}/{name}",
                state_of(local_attributes(segment)),
                ways.translate,
            )


def _text(element: Element, data: Mapping[str, str], ways: Ways) -> UnitText:
    into = InlineText(preserve=ways.inside(element).preserve)
    _walk(into, element, data)
    return into.unit_text(line_of(element))


def _walk(into: InlineText, element: Element, data: Mapping[str, str]) -> None:
    into.words(element.text)
    for child in element:
        name, id_ = local_name(child), child.get("id", "")
        if name == "pc":
            into.code(_name(child, data, "Start", f"<{id_}>"))
            _walk(into, child, data)
            into.code(_name(child, data, "End", f"</{id_}>"))
        elif name == "ph":
            if child.get("subType") == "xlf:lb":
                into.line_break()
            into.code(_name(child, data, "", f"<{id_}/>"))
        elif name in {"sc", "ec"}:
            into.code(_name(child, data, "", f"<{id_}>" if name == "sc" else f"</{child.get('startRef') or id_}>"))
        elif name == "cp":
            into.words(_character(child.get("hex", "")))
        elif name not in {"sm", "em"}:  # marks that only annotate
            _walk(into, child, data)
        into.words(child.tail)


def _name(element: Element, data: Mapping[str, str], end: str, otherwise: str) -> str:
    """Return the text of a code: as displayed, its equivalent, or from the original's data."""
    shown = element.get(f"disp{end}") or element.get(f"equiv{end}")
    return shown or data.get(element.get(f"dataRef{end}", ""), "") or otherwise


def _character(code: str) -> str:
    """Return a character that XML cannot hold; one that no text can hold is U+FFFD."""
    if not re.fullmatch("[0-9A-Fa-f]{1,6}", code):
        return ""
    number = int(code, 16)
    return chr(number) if 0 < number < 0xD800 or 0xDFFF < number < 0x110000 else "\ufffd"
