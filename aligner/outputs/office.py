"""Shared by the Office formats: texts as cells hold them, and packages whose bytes depend on the record alone.

The libraries write the current time into the packages, for every part and for the document. This module removes both.
It writes a date only if one is given.
"""

from __future__ import annotations

import re
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from aligner.text.replacing import replaced

if TYPE_CHECKING:
    from datetime import datetime

#: The earliest time that a zip file can store.
EPOCH = (1980, 1, 1, 0, 0, 0)
CORE_PROPERTIES = "docProps/core.xml"

_LINE_END = re.compile(r"\r\n?")


def fit(text: str) -> tuple[str, str]:
    r"""A text as a cell can hold it, its line ends as line feeds, and the note of what was replaced in it.

    >>> fit("one\r\ntwo\x07")
    ('one\ntwo�', '7 U+0007')
    """
    return replaced(_LINE_END.sub("\n", text))


def reproducible(package: bytes, title: str, date: datetime | None) -> bytes:
    """The package without the clock: the parts have no time, and the document has its title and the given date."""
    file = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, EPOCH)
            part.compress_type = ZIP_DEFLATED
            part.create_system = 0  # as on any system
            new.writestr(part, _core_properties(title, date) if name == CORE_PROPERTIES else old.read(name))
    return file.getvalue()


def _core_properties(title: str, date: datetime | None) -> bytes:
    dates = ""
    if date is not None:
        when = f"{date.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        dates = "".join(
            f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{when}</dcterms:{what}>' for what in ("created", "modified")
        )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(fit(title)[0])}</dc:title><dc:creator>taiyaku</dc:creator>{dates}</cp:coreProperties>"
    ).encode()
