"""Reads an XLIFF file to its source texts and translations; the package's guide says what is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.formats.pairs import Pairs, lang_of
from aligner.document.formats.xliff.version_1 import is_deleted
from aligner.document.formats.xliff.version_1 import units as units_of_1
from aligner.document.formats.xliff.version_2 import units as units_of_2
from aligner.document.formats.xml import line_of, local_name, parse
from aligner.errors import InputError
from aligner.model import Reason

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from aligner.document.source import SourceText
    from aligner.model import Lang
    from aligner.settings import Settings

#: An original packed into the file, far longer than any text.
_PACKED = re.compile(r"(?<=>)[A-Za-z0-9+/=\s]{1000,}(?=</)")


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the source texts and their translations.

    Raises:
        InputError: when the file is no XLIFF that can be read, is not between English and Japanese, or holds no
            translation.
    """
    root, encoding = parse(data, name, encoding=settings.encoding, without=_PACKED)
    if local_name(root) != "xliff":
        raise InputError(f"is no XLIFF file: its root is <{local_name(root)}>", name=name, line=line_of(root))
    version = root.get("version", "")
    if version.startswith("2"):
        source, target = _languages(root, "srcLang", "trgLang", name)
        units = units_of_2(root)
    elif version in {"1.0", "1.1", "1.2"}:
        source, target = _languages_of_files(root, name)
        units = units_of_1(root)
    else:
        raise InputError(
            f"is XLIFF {version or 'of no version'}; versions 1.2 and 2.x are read", name=name, line=line_of(root)
        )
    pairs = Pairs(name, source, target, encoding=encoding, format_name="xliff")
    for unit in units:
        if unit.translate:
            pairs.add(unit.key, unit.source, unit.target, origin=unit.origin, state=unit.state)
        else:
            pairs.leave_out(unit.source.text, Reason.UNTRANSLATABLE, line=unit.source.line)
    for mark in root.iter("{*}mrk"):
        if is_deleted(mark):
            pairs.leave_out("".join(mark.itertext()), Reason.DELETED, line=line_of(mark))
    return pairs.sources()


def _languages_of_files(root: Element, name: str) -> tuple[Lang, Lang]:
    """Return the languages of the files in a document, all of which have the same."""
    files = list(root.iterchildren("{*}file"))
    if not files:
        raise InputError("holds no <file>; check that it is the whole document", name=name, line=line_of(root))
    first = _languages(files[0], "source-language", "target-language", name)
    for file in files[1:]:
        if _languages(file, "source-language", "target-language", name) != first:
            raise InputError(
                "goes the other way than the file before it; split the document", name=name, line=line_of(file)
            )
    return first


def _languages(element: Element, source: str, target: str, name: str) -> tuple[Lang, Lang]:
    """Source and target language; a target that is not named is the other one.

    Raises:
        InputError: unless one is English and the other Japanese.
    """
    codes = element.get(source) or "?", element.get(target)
    from_lang, to_lang = lang_of(codes[0]), lang_of(codes[1]) if codes[1] else None
    if from_lang is None or (codes[1] and to_lang is not from_lang.other):
        raise InputError(
            f"is from {codes[0]} to {codes[1] or '?'}; taiyaku compares English and Japanese",
            name=name,
            line=line_of(element),
        )
    return from_lang, from_lang.other
