"""Detects the kind of an Office file before it is opened, including old and password-protected files."""

from __future__ import annotations

from typing import NamedTuple

from aligner.errors import InputError

#: Old Office files and protected new ones are compound files; the names of their streams are in UTF-16.
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"


class Kind(NamedTuple):
    """A kind of Office file: name, suffix, old suffix, root of the main part, marks of old and new files."""

    name: str
    suffix: str
    old_suffix: str
    root: str
    stream: str
    member: bytes


WORD = Kind("Word document", ".docx", ".doc", "w:document", "WordDocument", b"word/document")
EXCEL = Kind("Excel workbook", ".xlsx", ".xls", "s:workbook", "Workbook", b"xl/workbook")
POWERPOINT = Kind(
    "PowerPoint presentation", ".pptx", ".ppt", "p:presentation", "PowerPoint Document", b"ppt/presentation"
)
#: By the names of their formats.
KINDS = {"docx": WORD, "xlsx": EXCEL, "pptx": POWERPOINT}


def looks_like(data: bytes, kind: Kind) -> bool:
    """Return whether a file is of a kind by its directory, also if old or protected (then any passes for Word)."""
    if data.startswith(_COMPOUND):
        return _has_stream(data, kind.stream) or (kind is WORD and _has_stream(data, "EncryptedPackage"))
    return data.startswith(_ZIP) and kind.member in data


def refuse_others(data: bytes, name: str, kind: Kind) -> None:
    """Raise InputError for a file that is not a package: old, protected, or of another kind."""
    if data.startswith(_COMPOUND):
        if _has_stream(data, "EncryptedPackage"):
            raise InputError("is protected with a password; open it, take the password off and save it", name=name)
        old = next((kind for kind in KINDS.values() if _has_stream(data, kind.stream)), kind)
        raise InputError(f"is in the old format {old.old_suffix}; open it and save it as {old.suffix}", name=name)
    if not data.startswith(b"PK"):
        raise InputError(f"is no {kind.name}, whatever its name says; check its suffix", name=name)


def _has_stream(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data
