"""Translations of units that had none, in files of pairs: PO, XLIFF and TMX.

Rule: a file is read once for all units. A unit is found by the key that the reader gives it, in PO by its line.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from aligner.errors import OutputError
from aligner.model import line_starts
from aligner.outputs.write_back.files import Splice
from aligner.outputs.write_back.markup import Token, escaped, margin_of, tokens
from aligner.outputs.write_back.strings_files import PO_TEXT, writer_of_po

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.outputs.write_back.changes import Fill
    from aligner.outputs.write_back.files import TextFile

_UNITS = frozenset({"trans-unit", "unit", "segment"})
_PREFIX = re.compile(r"<([\w.-]++:)?")
_NAME = re.compile(r"<([\w:.-]++)")


def fill_po(file: TextFile, fills: Sequence[Fill], lang: str) -> Iterator[Splice]:
    """Yield the translations of entries that had none: in the last of their empty forms."""
    del lang
    written = writer_of_po(file)
    lines = line_starts(file.text)
    places: dict[int, int | None] = {}
    source, word = 0, ""
    for match in PO_TEXT.finditer(file.text):
        word = match["word"] or word
        if match["word"] and word.startswith("msgid"):
            source = bisect_right(lines, match.start("text"))
        elif word.startswith("msgstr"):
            if match["word"]:
                places[source] = match.start("text")
            if match["text"]:
                places[source] = None
    for fill in fills:
        place = places.get(fill.line)
        if place is None:
            raise _no_place(file, fill)
        yield Splice(place, place, written(fill.text))


def fill_xliff(file: TextFile, fills: Sequence[Fill], lang: str) -> Iterator[Splice]:
    """Yield the translations of units that had none: in their target, or in a new one after their source."""
    del lang
    units = dict(_units_of_xliff(file.text))
    for fill in fills:
        tags = units.get(fill.key, ())
        words = escaped(file)(fill.text)
        own = [tag for tag in tags if tag.kind != "close" and tag.name in {"target", "mrk"}]
        after = [tag for tag in tags if tag.kind == "close" and tag.name in {"source", "seg-source"}]
        if own:
            yield _filled(file.text, own[0], words)
        elif after:
            source = next(tag for tag in tags if tag.name == "source")
            prefix = _PREFIX.match(file.text, source.start)
            name = ((prefix[1] or "") if prefix else "") + "target"
            text = f"{margin_of(file, source.start)}<{name}>{words}</{name}>"
            yield Splice(after[-1].end, after[-1].end, text)
        else:
            raise _no_place(file, fill)


def _units_of_xliff(raw: str) -> Iterator[tuple[str, Sequence[Token]]]:
    """Yield the keys of the units of an XLIFF file with their tags; of a segment of a unit, its mark in the target."""
    file = number = 0
    unit = key = ""
    tags: list[Token] = []
    for token in tokens(raw):
        if token.kind == "open" and token.name == "file":
            file += 1
        elif token.kind == "open" and token.name in _UNITS:
            name = _attribute(token, "id")
            number = number + 1 if token.name == "segment" else 0
            unit, tags = (unit, []) if token.name == "segment" else (f"{file}/{name or ''}", [])
            key = f"{unit}/{name or number}" if token.name == "segment" else unit
        elif token.kind == "close" and token.name in _UNITS:
            if tags:
                yield key, tags
            tags = []
        elif token.kind not in {"text", "cdata"} and not {"alt-trans", "matches"}.intersection(token.around):
            if token.name == "mrk" and token.kind != "close" and _attribute(token, "mtype") == "seg":
                if "target" in token.around:
                    yield f"{unit}/{_attribute(token, 'mid') or ''}", [token]
            elif token.name in {"source", "seg-source", "target"}:
                tags.append(token)


def fill_tmx(file: TextFile, fills: Sequence[Fill], lang: str) -> Iterator[Splice]:
    """Yield the translations of units that had none: in their empty variant, or in a new one after the last."""
    empty: dict[str, Token] = {}
    variants: dict[str, tuple[int, int]] = {}
    used = ""
    number, name, code, start = 0, "", "", 0
    for token in tokens(file.text):
        if token.kind == "open" and token.name == "tu":
            number += 1
            name = _attribute(token, "tuid") or str(number)
        elif token.kind == "open" and token.name == "tuv":
            code, start = _attribute(token, "lang") or "", token.start
        elif token.kind == "close" and token.name == "tuv":
            variants[name] = start, token.end
        elif token.kind != "close" and token.name == "seg" and re.split("[-_]", code.lower())[0] == lang:
            used = used or code
            empty[name] = token
    for fill in fills:
        words = escaped(file)(fill.text)
        if fill.key in empty:
            yield _filled(file.text, empty[fill.key], words)
        elif fill.key in variants:
            start, end = variants[fill.key]
            variant = f'<tuv xml:lang="{used or lang}"><seg>{words}</seg></tuv>'
            yield Splice(end, end, margin_of(file, start) + variant)
        else:
            raise _no_place(file, fill)


def _attribute(token: Token, name: str) -> str | None:
    """Return an attribute of a tag, whatever its prefix."""
    match = re.search(rf"""(?:\s|\s[\w-]{{1,20}}:){name}\s{{0,9}}=\s{{0,9}}(?:"([^"]*)"|'([^']*)')""", token.rest)
    return None if match is None else html.unescape(match[1] if match[1] is not None else match[2])


def _filled(raw: str, token: Token, words: str) -> Splice:
    """Return the content of an empty element."""
    if token.kind == "open":
        return Splice(token.end, token.end, words)
    tag = raw[token.start : token.end]
    name = _NAME.match(tag)
    return Splice(token.start, token.end, f"{tag[:-2].rstrip()}>{words}</{name[1] if name else token.name}>")


def _no_place(file: TextFile, fill: Fill) -> OutputError:
    problem = f"there is no place for the translation of {fill.key[:40]!r}"
    return OutputError(f"{file.name}:{fill.line}: {problem}; add it by hand")
