"""XLIFF 1.2, the version that translation tools support best: one ``trans-unit`` for each bead.

A pair that is sure and has no finding of warning or above is ``translated``, any other pair
``needs-review-translation``. Text without translation has no target; text without original has an empty source, as
the schema requires one. Other properties are in a ``context-group``: kind, confidence, lines and segments
of both sides, and which character was replaced by U+FFFD (``x-en-replaced``, ``aligner.text.replacing``).
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from aligner.model import Lang, Severity
from aligner.outputs.options import EVERYTHING, Listing
from aligner.outputs.report.statistics import Certainty, certainty
from aligner.outputs.rows import rows, worded
from aligner.outputs.xml_files import LANG, SPACE, add, file_bytes, root
from aligner.text.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from lxml.etree import _Element as Element

    from aligner.model import Finding, Record
    from aligner.outputs.rows import Row

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
#: XLIFF's priorities run from 1, the highest, to 10.
PRIORITIES = {Severity.ERROR: "1", Severity.WARNING: "4", Severity.INFO: "7"}


def dump(
    record: Record,
    *,
    lang: Lang = Lang.EN,
    listing: Listing = EVERYTHING,
    date: datetime | None = None,
    codes: Mapping[Lang, str] | None = None,
) -> bytes:
    """The file; ``lang`` is the language of the notes, ``codes`` replace ``en`` and ``ja``."""
    bitext = record.alignment.bitext
    source = bitext.source
    named = {side: (codes or {}).get(side, str(side)) for side in Lang}
    top = root(_tag("xliff"), {"version": "1.2"}, {None: NAMESPACE})
    attributes = {
        "original": bitext.side(source).name,
        "source-language": named[source],
        "target-language": named[source.other],
        "datatype": "plaintext",
        "tool-id": "taiyaku",
    }
    if date is not None:
        attributes["date"] = f"{date.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    file = add(top, _tag("file"), attributes=attributes)
    header = add(file, _tag("header"))
    tool = {"tool-id": "taiyaku", "tool-name": "taiyaku", "tool-version": record.version}
    add(header, _tag("tool"), attributes=tool)
    add(header, _tag("note"), bitext.side(source.other).name, {"from": "taiyaku: file of the translation"})
    body = add(file, _tag("body"))
    texts = [text for row in rows(record, listing) for text in _unit(body, row, source, named, lang)]
    return file_bytes(top, [_tag("source"), _tag("target")], texts)


def is_settled(row: Row) -> bool:
    """Whether a bead has high certainty and no finding of warning or above."""
    return certainty(row.bead) is Certainty.HIGH and row.worst in {None, Severity.INFO}


def _unit(body: Element, row: Row, source: Lang, named: Mapping[Lang, str], lang: Lang) -> list[str]:
    """A unit; returns the texts of its source and target."""
    target = source.other
    unit = add(body, _tag("trans-unit"), attributes={"id": str(row.bead.id), SPACE: "preserve"})
    original = add(unit, _tag("source"), row.texts[source], {LANG: named[source]})
    texts = [original.text or ""]
    if row.bead.side(target):
        state = "translated" if row.bead.paired and is_settled(row) else "needs-review-translation"
        translation = add(unit, _tag("target"), row.texts[target], {LANG: named[target], "state": state})
        texts.append(translation.text or "")
    group = add(unit, _tag("context-group"), attributes={"purpose": "information"})
    for type_, said in _contexts(row):
        add(group, _tag("context"), said, {"context-type": type_})
    for finding in row.findings:
        about = _annotated(finding, source)
        add(
            unit,
            _tag("note"),
            worded(finding, lang),
            {LANG: str(lang), "from": "taiyaku", "priority": PRIORITIES[finding.severity], "annotates": about},
        )
    return texts


def _contexts(row: Row) -> Iterator[tuple[str, str]]:
    yield "x-kind", str(row.kind)
    yield "x-confidence", row.confidence
    for side in Lang:
        if row.bead.side(side):
            yield f"x-{side}-lines", row.place(side)
            yield f"x-{side}-segments", row.segments(side)
        if note := replaced(row.texts[side])[1]:
            yield f"x-{side}-replaced", note


def _annotated(finding: Finding, source: Lang) -> str:
    """Which side a finding is about."""
    if finding.en and finding.ja:
        return "general"
    return "source" if finding.side(source) else "target"


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
