"""Reads a PO file to its originals and translations, or to one side of two files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.decoding import Decoded, decode
from aligner.document.formats.pairs import Pairs, UnitText, lang_of, side_text
from aligner.document.formats.po.entries import Entry, parse_entries
from aligner.errors import InputError, SettingsError
from aligner.model import Reason, Unit

if TYPE_CHECKING:
    from aligner.document.source import SourceText
    from aligner.model import Lang
    from aligner.settings import Settings

_HEAD = 8192
_CHARSET = re.compile(rb"^\"Content-Type:[^\"]*?charset=([\w.:-]+)", re.IGNORECASE | re.MULTILINE)
_LANGUAGE = re.compile(r"^Language:[ \t]*([\w@.-]+)", re.IGNORECASE | re.MULTILINE)
#: A msgid that is a name for the text, as some programs have it: "menu.file.open", "ERROR_NO_DISK".
_KEY = re.compile(r"[A-Za-z0-9]++[._:/-][A-Za-z0-9_-]++(?:[.:/][A-Za-z0-9_-]++)*+")
#: Share of such msgids, and number of entries, from which they are names rather than texts.
_MOSTLY, _FEWEST = 0.8, 4


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the originals and their translations.

    Raises:
        InputError: when the file is no PO, is for another language, holds no translation, or its originals are keys.
    """
    text, encoding = _decoded(data, name, settings)
    target, entries = _used(parse_entries(text, name), name)
    if _are_keys(entries):
        raise InputError(
            "its msgids are keys, no text to compare with; give the PO file of the other language as well", name=name
        )
    pairs = Pairs(name, None, target, encoding=encoding, format_name="po")
    for entry in entries:
        unit = _unit(entry)
        pairs.add(
            unit.key,
            _original(entry),
            entry.translation,
            origin=_origin(entry),
            state=unit.state,
            previous=unit.previous,
        )
        if "msgid_plural" in entry.texts:
            singular = entry.texts["msgid"]
            pairs.leave_out(singular.text, Reason.REPEATED, line=singular.line)
    return pairs.sources()


def read_side(data: bytes, name: str, settings: Settings) -> SourceText:
    """One of two files: its translations, or where it has none its originals.

    Raises:
        InputError: when the file is no PO or is for another language.
    """
    text, encoding = _decoded(data, name, settings)
    lang, entries = _used(parse_entries(text, name), name)
    units = [
        (_unit(entry), entry.translation, _origin(entry))
        for entry in entries
        if entry.translation and entry.translation.text
    ]
    if units:
        return side_text(name, lang, units, encoding=encoding, format_name="po")
    units = [(Unit(_unit(entry).key), _original(entry), _origin(entry)) for entry in entries]
    return side_text(name, None, units, encoding=encoding, format_name="po")


def _decoded(data: bytes, name: str, settings: Settings) -> Decoded:
    """Return the text, in the charset that the header names."""
    declared = _CHARSET.search(data[:_HEAD])
    charset = declared.group(1).decode() if declared else "CHARSET"
    if settings.encoding or charset == "CHARSET" or declared is None:
        return decode(data, name, settings.encoding)
    try:
        return decode(data, name, charset)
    except SettingsError:
        raise InputError(
            f"declares the charset {charset!r}, which is unknown; fix the header or name the encoding with --encoding",
            name=name,
            line=data.count(b"\n", 0, declared.start()) + 1,
        ) from None


def _used(entries: list[Entry], name: str) -> tuple[Lang | None, list[Entry]]:
    """Return the language of the translations as the header has it, and the entries without the header.

    Raises:
        InputError: when the language is neither English nor Japanese, or an entry is there twice.
    """
    lang: Lang | None = None
    kept: list[Entry] = []
    seen: dict[str, int] = {}
    for entry in entries:
        original = entry.texts["msgid"]
        if not original.text and "msgctxt" not in entry.texts:
            lang = _language(entry.translation, name)
            continue
        before = seen.setdefault(_unit(entry).key, original.line)
        if before != original.line:
            raise InputError(
                f"this msgid stands in line {before} already; remove one of the two entries, or give them contexts",
                name=name,
                line=original.line,
            )
        kept.append(entry)
    return lang, kept


def _language(header: UnitText | None, name: str) -> Lang | None:
    match = _LANGUAGE.search(header.text) if header else None
    if header is None or match is None:
        return None
    lang = lang_of(match[1])
    if lang is None:
        raise InputError(
            f"is a translation into {match[1]}; taiyaku compares English and Japanese", name=name, line=header.line
        )
    return lang


def _original(entry: Entry) -> UnitText:
    """Return the plural where there is one."""
    return entry.texts.get("msgid_plural") or entry.texts["msgid"]


def _unit(entry: Entry) -> Unit:
    """Key, state and previous original."""
    context, original = entry.texts.get("msgctxt"), entry.texts["msgid"].text
    key = original if context is None else f"{context.text}\x04{original}"  # as in compiled catalogues
    if "fuzzy" not in entry.flags:
        return Unit(key)
    return Unit(key, "fuzzy", entry.previous.get("msgid_plural" if "msgid_plural" in entry.texts else "msgid"))


def _origin(entry: Entry) -> str | None:
    """Return its context, otherwise its place in the program."""
    context = entry.texts.get("msgctxt")
    return context.text if context else entry.reference


def _are_keys(entries: list[Entry]) -> bool:
    keys = sum(_KEY.fullmatch(entry.texts["msgid"].text) is not None for entry in entries)
    return len(entries) >= _FEWEST and keys >= _MOSTLY * len(entries)
