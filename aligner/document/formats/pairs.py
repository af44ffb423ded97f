"""Builds the two texts of a file of pairs, unit by unit.

A unit is one paragraph and one segment on either side, whatever the number of its sentences. Inline tags are not part
of its text. They are kept beside it, by name and position (`model.Tag`), so that a lost tag can be reported.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.source import Extract, is_printed
from aligner.errors import InputError, UntranslatedError
from aligner.model import Lang, Tag, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aligner.document.source import SourceText
    from aligner.model import Reason

_CODES = {"en": Lang.EN, "eng": Lang.EN, "ja": Lang.JA, "jpn": Lang.JA, "jp": Lang.JA}
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2})?")


def lang_of(code: str) -> Lang | None:
    """Return the language of a code with or without a region; None for other languages.

    >>> lang_of("en-GB"), lang_of("ja_JP"), lang_of("de")
    (<Lang.EN: 'en'>, <Lang.JA: 'ja'>, None)
    """
    return _CODES.get(re.split(r"[-_@.]", code.strip().lower(), maxsplit=1)[0])


def is_code(text: str, lang: Lang) -> bool:
    """Return whether a text is exactly the code of a language.

    >>> is_code("en_US", Lang.EN), is_code("en_ids", Lang.EN), is_code("entry", Lang.EN)
    (True, False, False)
    """
    return lang_of(text) is lang and _CODE.fullmatch(text) is not None


class UnitText(NamedTuple):
    """The text on one side of a unit, and its line in the file."""

    text: str
    line: int
    tags: tuple[Tag, ...] = ()


class Pairs:
    r"""Builds the two texts of a file of pairs.

    >>> pairs = Pairs("a.po", Lang.EN, encoding="utf-8", format_name="po")
    >>> pairs.add("open", UnitText("Open", 5), UnitText("開く", 6), origin="menu.c:12")
    >>> [(text.lang.value, text.text) for text in pairs.sources()]
    [('en', 'Open\n'), ('ja', '開く\n')]
    """

    def __init__(
        self,
        name: str,
        source: Lang | None,
        target: Lang | None = None,
        *,
        encoding: str,
        format_name: str,
        known: bool = True,
    ) -> None:
        """Start two texts; a language that is None is detected later. ``known``: whether the first is the original."""
        self._name = name
        other = target or (source.other if source else None)
        self._source = Extract(name, encoding=encoding, format_name=format_name, lang=source, original=known)
        self._target = Extract(name, encoding=encoding, format_name=format_name, lang=other)
        self._keys: dict[str, int] = {}
        self._translated = False

    def add(
        self,
        key: str,
        source: UnitText,
        target: UnitText | None,
        *,
        origin: str | None = None,
        state: str = "",
        previous: str | None = None,
    ) -> None:
        """Add a unit. If its key exists already, a number is appended to it."""
        self._keys[key] = number = self._keys.get(key, 0) + 1
        unit = Unit(key if number == 1 else f"{key}#{number}", state, previous)
        add_unit(self._source, source, replace(unit, state="", previous=None), origin)
        if target is not None and is_printed(target.text):
            self._translated = True
            add_unit(self._target, target, unit, origin)

    def leave_out(self, text: str, reason: Reason, *, line: int) -> None:
        """Record text of the file that is in no unit; see `Extract.leave_out`. It counts with the first text."""
        self._source.leave_out(text, reason, line=line)

    def sources(self) -> tuple[SourceText, SourceText]:
        """Return the two texts, the first one first.

        Raises:
            UntranslatedError: no unit is translated.
            InputError: no unit has text, or one holds characters that no text holds.
        """
        if not self._keys:
            raise InputError("holds no text to translate; check that it is the file you meant", name=self._name)
        source = self._source.source()
        if not self._translated:
            raise UntranslatedError(
                "holds no translation yet; translate some, or give the translation as a second file",
                name=self._name,
            )
        return source, self._target.source()


def add_unit(extract: Extract, side: UnitText, unit: Unit, origin: str | None) -> None:
    """Add one side of a unit to its text; positions of tags are counted from the first word."""
    body = side.text.strip()
    margin = side.text.index(body)
    tags = tuple(Tag(min(max(tag.at - margin, 0), len(body)), tag.name) for tag in side.tags)
    extract.add(body, line=side.line, origin=origin, unit=replace(unit, tags=tags))


def side_text(
    name: str,
    lang: Lang | None,
    units: Iterable[tuple[Unit, UnitText, str | None]],
    *,
    encoding: str,
    format_name: str,
) -> SourceText:
    """Return the text of a file with one side, from units with their text and origin."""
    extract = Extract(name, encoding=encoding, format_name=format_name, lang=lang)
    for unit, side, origin in units:
        add_unit(extract, side, unit, origin)
    return extract.source()
