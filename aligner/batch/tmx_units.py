"""Translation units of many document pairs in one TMX file.

`aligner.outputs.tmx` writes the units of a single pair. Here each unit also gets the id of its pair (as ``x-document``,
and in front of its own id) and the language of its original, in which pairs may differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DOCUMENT = "x-document"
_HEAD = """\
<?xml version='1.0' encoding='UTF-8'?>
<tmx version="1.4">
  <header {attributes}/>
  <body>
"""
_TAIL = "  </body>\n</tmx>\n"
_HEADER = (
    'creationtool="taiyaku" creationtoolversion="{version}" segtype="sentence" o-tmf="taiyaku/1" adminlang="en" '
    'srclang="*all*" datatype="plaintext"'
)


def units_of(memory: bytes, document: str) -> str:
    """Return the units of a pair's TMX file, marked with the pair, as text for the common file."""
    top = _parsed(memory)
    header = top.find("header")
    source = "*all*" if header is None else header.get("srclang", "*all*")
    units = []
    for unit in top.iter("tu"):
        unit.set("tuid", f"{document}-{unit.get('tuid')}")
        unit.set("srclang", source)
        mark = etree.Element("prop", {"type": _DOCUMENT})
        mark.text, mark.tail = document, "\n      "
        unit.insert(len(unit.findall("note")), mark)
        units.append(_serialised(unit))
    return "".join(units)


def one_file(units: Iterable[str], version: str) -> bytes:
    """Return the common file of some texts of units."""
    return (_HEAD.format(attributes=_HEADER.format(version=version)) + "".join(units) + _TAIL).encode()


def units_by_document(memory: bytes) -> dict[str, str]:
    """Return the units of a common file by the id of their pair."""
    by_document: dict[str, list[str]] = {}
    for document, unit in _marked(_parsed(memory)):
        by_document.setdefault(document, []).append(_serialised(unit))
    return {document: "".join(units) for document, units in by_document.items()}


def _marked(top: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for unit in top.iter("tu"):
        mark = unit.find(f"prop[@type='{_DOCUMENT}']")
        if mark is not None:
            yield mark.text or "", unit


def _parsed(memory: bytes) -> etree._Element:
    return etree.fromstring(memory, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _serialised(unit: etree._Element) -> str:
    written: str = etree.tostring(unit, encoding="unicode", with_tail=False)
    return f"    {written}\n"
