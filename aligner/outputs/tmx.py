"""Translation Memory eXchange, TMX 1.4b: one unit for each bead, by default for beads with both sides.

Every unit carries as ``prop`` its kind (``x-kind``: pair, moved, en-only, ja-only) and confidence
(``x-confidence``), every variant the lines and segments it comes from (``x-lines``, ``x-segments``), and a
``note`` for every finding. A character that XML cannot hold is U+FFFD in the segment, and ``x-replaced`` beside it
says which it was (``aligner.text.replacing``). ``srclang`` is the language of the original, stated or assumed.
Only a date that is given is written, so that the same record gives the same bytes.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from aligner.model import Lang
from aligner.outputs.options import Level, Listing
from aligner.outputs.rows import rows, worded
from aligner.outputs.xml_files import LANG, add, file_bytes, root
from aligner.text.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from lxml.etree import _Element as Element

    from aligner.model import Record
    from aligner.outputs.rows import Row

_PAIRS = Listing()


def dump(
    record: Record,
    *,
    lang: Lang = Lang.EN,
    listing: Listing = _PAIRS,
    date: datetime | None = None,
    codes: Mapping[Lang, str] | None = None,
) -> bytes:
    """The translation memory; ``lang`` is the language of the notes, ``codes`` replace ``en`` and ``ja``."""
    bitext = record.alignment.bitext
    sides = (bitext.source, bitext.source.other)
    named = {side: (codes or {}).get(side, str(side)) for side in Lang}
    top = root("tmx", {"version": "1.4"})
    header = add(top, "header", attributes=_header(record.version, named[bitext.source], str(lang), date))
    for side in sides:
        _prop(header, f"x-file-{side}", bitext.side(side).name)
    _prop(header, "x-direction", "stated" if bitext.source_known else "assumed")
    body = add(top, "body")
    texts = []
    for row in rows(record, listing, usual=Level.PAIRED):
        unit = _unit(body, row, lang)
        texts += [_variant(unit, row, side, named[side]) for side in sides if row.bead.side(side)]
    return file_bytes(top, ["seg"], texts)


def _header(version: str, source: str, lang: str, date: datetime | None) -> dict[str, str]:
    required = {
        "creationtool": "taiyaku",
        "creationtoolversion": version,
        "segtype": "sentence",
        "o-tmf": "taiyaku/1",
        "adminlang": lang,
        "srclang": source,
        "datatype": "plaintext",
    }
    return required | ({} if date is None else {"creationdate": f"{date.astimezone(UTC):%Y%m%dT%H%M%SZ}"})


def _unit(body: Element, row: Row, lang: Lang) -> Element:
    """A unit with its notes; several sentences together are marked as a block."""
    several = any(len(row.bead.side(side)) > 1 for side in Lang)
    unit = add(body, "tu", attributes={"tuid": str(row.bead.id), **({"segtype": "block"} if several else {})})
    for finding in row.findings:
        add(unit, "note", worded(finding, lang), {LANG: str(lang)})
    _prop(unit, "x-kind", str(row.kind))
    _prop(unit, "x-confidence", row.confidence)
    return unit


def _variant(unit: Element, row: Row, side: Lang, code: str) -> str:
    """Adds one side of a unit and returns the text of its segment."""
    variant = add(unit, "tuv", attributes={LANG: code})
    _prop(variant, "x-lines", row.place(side))
    _prop(variant, "x-segments", row.segments(side))
    text, note = replaced(row.texts[side])
    if note:
        _prop(variant, "x-replaced", note)
    add(variant, "seg", text)
    return text


def _prop(parent: Element, type_: str, value: str) -> None:
    add(parent, "prop", value, {"type": type_})
