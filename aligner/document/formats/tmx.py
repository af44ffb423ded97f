"""TMX 1.4, the exchange format of translation memories, read unit by unit, so that large files need no tree.

English and Japanese are read. Of several variants of one language, that of ``srclang`` is used, otherwise the first in
the unit. The header names the original language, or leaves it open (``*all*``).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.formats.inline import InlineText, code_content
from aligner.document.formats.pairs import Pairs, UnitText, lang_of
from aligner.document.formats.xml import XML_LANG, decode_xml, line_of, local_name, stream
from aligner.errors import InputError
from aligner.model import Lang, Reason

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from aligner.document.source import SourceText
    from aligner.settings import Settings

_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})


class _Unit(NamedTuple):
    """The texts of a unit by language, and its name."""

    texts: dict[Lang, UnitText]
    first: Lang | None
    id: str | None
    others: tuple[UnitText, ...] = ()


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the source texts and their translations.

    Raises:
        InputError: the file is not TMX, or holds no English or no Japanese.
    """
    srclang = ""
    languages: Counter[str] = Counter()
    units: list[_Unit] = []
    root = ""
    text, encoding = decode_xml(data, name, settings.encoding)
    for element in stream(text, name, "{*}header", "{*}tu"):
        root = root or local_name(element.getroottree().getroot())
        if local_name(element) == "header":
            srclang = element.get("srclang", "")
        else:
            languages.update(_code(variant) for variant in element.iterchildren("{*}tuv"))
            units.append(_unit(element, srclang))
    if root != "tmx":
        raise InputError("holds no translation units of a TMX file; check that it is the file you meant", name=name)
    if not languages:
        raise InputError("holds no units; check that it is the file you meant", name=name)
    for lang in Lang:
        if not any(lang in unit.texts for unit in units):
            there = ", ".join(f"{code} ({number:,})" for code, number in languages.most_common(5))
            raise InputError(
                f"holds no {lang.english}, its languages are {there}; give a memory of English and Japanese", name=name
            )
    original = lang_of(srclang)
    first = original or next((unit.first for unit in units if unit.first), Lang.EN)
    pairs = Pairs(name, first, encoding=encoding, format_name="tmx", known=original is not None)
    for number, unit in enumerate(units, 1):
        nothing = UnitText("", 1)
        pairs.add(unit.id or str(number), unit.texts.get(first, nothing), unit.texts.get(first.other), origin=unit.id)
        for other in unit.others:
            pairs.leave_out(other.text, Reason.LANGUAGE, line=other.line)
    return pairs.sources()


def _code(variant: Element) -> str:
    return variant.get(XML_LANG) or variant.get("lang") or ""


def _unit(element: Element, srclang: str) -> _Unit:
    texts: dict[Lang, UnitText] = {}
    others: list[UnitText] = []
    first: Lang | None = None
    for variant in element.iterchildren("{*}tuv"):
        lang, segment = lang_of(_code(variant)), variant.find("{*}seg")
        if segment is None:
            continue
        into = InlineText()
        _walk(into, segment)
        text = into.unit_text(line_of(segment))
        first = first or lang
        if lang is None:
            others.append(text)
        elif lang not in texts or _code(variant).lower() == srclang.lower():
            others += [texts[lang]] if lang in texts else []
            texts[lang] = text
        else:
            others.append(text)
    return _Unit(texts, first, element.get("tuid"), tuple(others))


def _walk(into: InlineText, element: Element) -> None:
    into.words(element.text)
    for child in element:
        name = local_name(child)
        if name in _CODES:
            number = child.get("i") or child.get("x") or ""
            opens, closes = name == "bpt" or child.get("pos") == "begin", name == "ept" or child.get("pos") == "end"
            named = f"<{number}>" if opens else f"</{number}>" if closes else f"<{number}/>"
            into.code(code_content(child) or named)
        else:  # hi
            _walk(into, child)
        into.words(child.tail)
