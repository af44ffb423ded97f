"""Beads that are stored as texts alone (TMX, Moses' pair of files), and their places in a document.

Such a file says which texts correspond, but not where they are. ``places`` finds them in the texts of the other file of
a comparison. White space is ignored, because writers join lines. A text that occurs once is placed first. A repeated
text takes the first free place after the pair before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.model import Lang, Span
from aligner.text.replacing import restored

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lxml.etree import _Element as Element

#: The texts of a bead, English and Japanese; one of them may be empty.
Passage = tuple[str, str]

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: Elements whose text is part of a TMX segment; the others hold codes of some program.
_TEXT = frozenset({"seg", "hi", "sub"})
#: The place of an error at the end of a message of the library; own messages begin with it.
_PLACE = re.compile(r", line \d+(?:, column \d+)?$")
#: Characters of a text that are searched at once where other text interrupts it, and how far the search reaches.
_PROBE, _REACH = 8, 4000


def _without_place(message: str) -> str:
    """A message of the library without the place at its end.

    >>> _without_place("Premature end of data in tag tu line 3, line 7, column 16")
    'Premature end of data in tag tu line 3'
    """
    return _PLACE.sub("", " ".join(message.split()))


def read_tmx(content: bytes) -> tuple[Passage, ...]:
    """The units of a translation memory that hold English or Japanese; the first variant of a language counts.

    Raises:
        InputError: when the file is not XML or not TMX, or declares entities. Nothing outside the file is loaded.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"not XML: {_without_place(error.msg or '')}; write it again", line=error.lineno) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):
        raise InputError("declares entities, which are not read; replace them by their texts")
    if root.tag != "tmx":
        raise InputError(f"not TMX: its outermost element is {root.tag}")
    units = (_variants(unit) for unit in root.iter("tu"))
    return tuple((unit.get(Lang.EN, ""), unit.get(Lang.JA, "")) for unit in units if any(unit.values()))


def _variants(unit: Element) -> dict[Lang, str]:
    """The texts of a unit by language; characters that were replaced when the file was written are restored."""
    texts: dict[Lang, str] = {}
    for variant in unit.iter("tuv"):
        code = (variant.get(_XML_LANG) or variant.get("lang") or "").lower().replace("_", "-").split("-")[0]
        segment = variant.find("seg")
        if code not in set(Lang) or Lang(code) in texts or segment is None:
            continue
        text = "".join(_text(segment))
        for prop in variant.iterfind("prop[@type='x-replaced']"):
            try:
                text = restored(text, prop.text or "")
            except ValueError as error:
                raise InputError(str(error)) from None
        texts[Lang(code)] = text
    return texts


def _text(element: Element) -> Iterator[str]:
    if element.tag in _TEXT:
        yield element.text or ""
        for child in element:
            yield from _text(child)
            yield child.tail or ""


def moses_files(path: Path) -> tuple[Path, Path] | None:
    """The two files of a path, which is their common name or one of them; None where they do not exist."""
    base = path.with_suffix("") if path.suffix in {".en", ".ja"} else path
    if base is path and path.exists():
        return None
    en, ja = (base.with_name(f"{base.name}.{lang}") for lang in Lang)
    return (en, ja) if en.is_file() and ja.is_file() else None


def read_moses(en: str, ja: str) -> tuple[Passage, ...]:
    """The lines of two files, pair by pair. A pair of empty lines is ignored.

    Raises:
        InputError: when one has more lines than the other.
    """
    english, japanese = (text.removesuffix("\n").split("\n") for text in (en, ja))
    if len(english) != len(japanese):
        raise InputError(f"the English file has {len(english)} lines and the Japanese one {len(japanese)}")
    return tuple((one, other) for one, other in zip(english, japanese, strict=True) if one.strip() or other.strip())


def places(passages: Sequence[str], text: str) -> list[tuple[Span, ...] | None]:
    """The places of passages in a text, each at a place of its own; None for a passage that is not found.

    A passage has several spans where other text interrupts it, such as the other language of a mixed file, or markup.
    """
    return _Places(text).of(["".join(passage.split()) for passage in passages])


class _Places:
    """A text without white space, and which of its characters are taken."""

    def __init__(self, text: str) -> None:
        self._offsets = [k for k, char in enumerate(text) if not char.isspace()]
        self._text = "".join(text[k] for k in self._offsets)
        self._taken = bytearray(len(self._text))

    def of(self, passages: Sequence[str]) -> list[tuple[Span, ...] | None]:
        ranges_of: dict[int, list[tuple[int, int]]] = {}
        for k, passage in enumerate(passages):
            if passage and (start := self._text.find(passage)) >= 0 and self._text.find(passage, start + 1) < 0:
                self._take(ranges_of, k, [(start, start + len(passage))])
        after = 0
        for k, passage in enumerate(passages):
            if k not in ranges_of and passage:
                start = self._free(passage, after)
                self._take(
                    ranges_of, k, [(start, start + len(passage))] if start >= 0 else self._parted(passage, after)
                )
            if ranges_of.get(k):
                after = ranges_of[k][-1][1]
        return [self._spans(ranges_of[k]) if passage else () for k, passage in enumerate(passages)]

    def _take(self, ranges_of: dict[int, list[tuple[int, int]]], k: int, ranges: list[tuple[int, int]]) -> None:
        ranges_of[k] = ranges
        for start, end in ranges:
            self._taken[start:end] = b"\1" * (end - start)

    def _free(self, passage: str, after: int) -> int:
        """The first free place of a passage after an offset, otherwise the first free place; -1 for none."""
        for begin in (after, 0):
            start = self._text.find(passage, begin)
            while start >= 0 and 1 in self._taken[start : start + len(passage)]:
                start = self._text.find(passage, start + 1)
            if start >= 0:
                return start
        return -1

    def _parted(self, passage: str, after: int) -> list[tuple[int, int]]:
        """The ranges of a passage that other text interrupts; none where it is not found."""
        for begin in (after, 0):
            ranges: list[tuple[int, int]] = []
            done, at, reach = 0, begin, len(self._text)
            while done < len(passage):
                probe = passage[done : done + _PROBE]
                start = self._text.find(probe, at, reach)
                while start >= 0 and 1 in self._taken[start : start + len(probe)]:
                    start = self._text.find(probe, start + 1, reach)
                if start < 0:
                    break
                length = self._common(passage, done, start)
                ranges.append((start, start + length))
                done, at = done + length, start + length
                reach = at + _REACH
            if done == len(passage):
                return ranges
        return []

    def _common(self, passage: str, done: int, start: int) -> int:
        """The number of characters of a passage that match at a place, up to the first that is taken."""
        most = min(len(passage) - done, len(self._text) - start)
        free = self._taken.find(b"\1", start, start + most)
        most = most if free < 0 else free - start
        length = 0
        while length < most and passage[done + length] == self._text[start + length]:
            length += 1
        return length

    def _spans(self, ranges: list[tuple[int, int]]) -> tuple[Span, ...] | None:
        if not ranges:
            return None
        return tuple(Span(self._offsets[start], self._offsets[end - 1] + 1) for start, end in ranges)
