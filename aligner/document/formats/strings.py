"""The common parts of string files: texts by key, and the language of each.

Two string files are paired by their keys. A key is a path (``menu.items[0].title``). If every path has a language code
at the same depth (``ja.menu.open`` in Rails, ``{"en": …, "ja": …}``), the code is not part of the key. A file with the
codes of both languages is a file of pairs. Of plural forms only ``other`` is kept if it exists, because it is the only
form that Japanese has too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from aligner.document.formats.pairs import Pairs, UnitText, lang_of, side_text
from aligner.document.left_out import SkippedText
from aligner.errors import InputError
from aligner.model import Lang, Reason, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aligner.document.source import SourceText
    from aligner.model import Tag

#: The path of a text: keys of mappings and positions in lists.
Path: TypeAlias = "tuple[str | int, ...]"
#: Largest nesting depth; Python's own limit is about ten times that.
DEEPEST = 100

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_](?:[A-Za-z]{2}|[A-Z][a-z]{3}))?")
_FORMS = frozenset({"zero", "one", "two", "few", "many"})
_PLAIN = re.compile(r"[^\s.\[\]]+")


class String(NamedTuple):
    """A text, its path, and its line in the file."""

    path: Path
    text: str
    line: int
    tags: tuple[Tag, ...] = ()


def texts_of(
    strings: Sequence[String],
    name: str,
    *,
    encoding: str,
    format_name: str,
    skipped: Iterable[SkippedText] = (),
) -> tuple[SourceText, ...]:
    """Return the text of a string file, or the two texts of one with both languages.

    ``skipped`` has what the reader of the format left out. Plural forms that are left out here are added to it.

    Raises:
        InputError: there are no strings.
    """
    if not strings:
        raise InputError("holds no strings; check that it is the file you meant", name=name)
    kept = _without_forms(strings)
    first, *others = _texts_of(kept, name, encoding=encoding, format_name=format_name)
    places = {(string.line, string.text) for string in kept}
    others_left = [string for string in strings if (string.line, string.text) not in places]
    forms = tuple(SkippedText(string.text, Reason.REPEATED, string.line) for string in others_left)
    return replace(first, skipped=(*first.skipped, *forms, *skipped)), *others


def _texts_of(kept: list[String], name: str, *, encoding: str, format_name: str) -> tuple[SourceText, ...]:
    depth = _language_depth(kept)
    if depth is None:
        return (_side(kept, name, None, encoding=encoding, format_name=format_name),)
    sides: dict[Lang, list[String]] = {}
    for string in kept:
        lang = lang_of(str(string.path[depth]))
        if lang is not None:
            path = string.path[:depth] + string.path[depth + 1 :]
            sides.setdefault(lang, []).append(string._replace(path=path))
    if len(sides) == 1:
        ((lang, own),) = sides.items()
        return (_side(own, name, lang, encoding=encoding, format_name=format_name),)
    return _pairs(sides, name, encoding=encoding, format_name=format_name).sources()


def key_of(path: Path) -> str:
    """Return a path in its usual form; a single key is unchanged.

    >>> key_of(("a", "b", 0, "c")), key_of(("a b", "c.d")), key_of(("a.b",))
    ('a.b[0].c', '["a b"]["c.d"]', 'a.b')
    """
    if len(path) == 1 and isinstance(path[0], str):
        return path[0]
    shown = ""
    for step in path:
        if isinstance(step, int):
            shown += f"[{step}]"
        elif _PLAIN.fullmatch(step):
            shown += f".{step}" if shown else step
        else:
            shown += f'["{step}"]'
    return shown


def _side(strings: Iterable[String], name: str, lang: Lang | None, *, encoding: str, format_name: str) -> SourceText:
    units = (
        (Unit(key), UnitText(string.text, string.line, string.tags), key)
        for string in strings
        for key in (key_of(string.path),)
    )
    return side_text(name, lang, units, encoding=encoding, format_name=format_name)


def _pairs(sides: dict[Lang, list[String]], name: str, *, encoding: str, format_name: str) -> Pairs:
    """Return the pairs of a file of both languages, in the order of the one that comes first."""
    source = next(iter(sides))
    pairs = Pairs(name, source, encoding=encoding, format_name=format_name, known=False)
    there = {string.path: string for string in sides[source.other]}
    for string in sides[source]:
        other = there.pop(string.path, None)
        key = key_of(string.path)
        pairs.add(key, _text(string), None if other is None else _text(other), origin=key)
    for string in there.values():
        key = key_of(string.path)
        pairs.add(key, UnitText("", string.line), _text(string), origin=key)
    return pairs


def _text(string: String) -> UnitText:
    return UnitText(string.text, string.line, string.tags)


def _language_depth(strings: Sequence[String]) -> int | None:
    """Return the depth at which every path has a language code: of one or both languages, or of more besides both."""
    for depth in range(min(len(string.path) for string in strings)):
        steps = {string.path[depth] for string in strings}
        langs = {lang_of(step) for step in steps if isinstance(step, str) and _LANGUAGE.fullmatch(step)}
        ours = langs - {None}
        coded = all(isinstance(step, str) and _LANGUAGE.fullmatch(step) for step in steps)
        if ours and coded and (len(ours) == 2 or langs == ours):
            return depth
    return None


def _without_forms(strings: Sequence[String]) -> list[String]:
    """Return the strings without the plural forms beside ``other``: ``one``, ``few``; ``x_one`` beside ``x_other``."""
    paths = {string.path for string in strings}
    return [string for string in strings if not (other := _other(string.path)) or other not in paths]


def _other(path: Path) -> Path | None:
    """Return the path of the form ``other``, for a path that ends in another plural form."""
    last = path[-1] if path else None
    if not isinstance(last, str):
        return None
    stem, mark, form = last.rpartition("_")
    return (*path[:-1], f"{stem}{mark}other") if form in _FORMS else None
