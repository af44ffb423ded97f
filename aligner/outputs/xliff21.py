"""XLIFF 2.1: a ``unit`` a bead, with one ``segment``.

A pair that is sure and has no finding of warning or above is ``translated``, any other ``initial`` with the
sub-state ``taiyaku:needs-review``. Text without translation has no target; text without original has an empty
source, because the schema requires one. Findings are ``notes``. Kind, confidence, lines and segments are metadata
(module ``mda``). A character that XML cannot hold is written ``<cp hex="0008"/>``, as the standard provides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.errors import OutputError
from aligner.model import Lang
from aligner.outputs.options import EVERYTHING, Listing
from aligner.outputs.rows import rows, worded
from aligner.outputs.xliff import PRIORITIES, is_settled
from aligner.outputs.xml_files import LANG, SPACE, add, file_bytes, root
from aligner.text.replacing import UNFIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from aligner.model import Finding, Record
    from aligner.outputs.rows import Row

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"


def dump(
    record: Record,
    *,
    lang: Lang = Lang.EN,
    listing: Listing = EVERYTHING,
    codes: Mapping[Lang, str] | None = None,
) -> bytes:
    """The file; ``lang`` is the language of the notes, ``codes`` replace ``en`` and ``ja``.

    Raises:
        OutputError: when there is nothing to list, as XLIFF 2 has no empty file.
    """
    bitext = record.alignment.bitext
    source = bitext.source
    named = {side: (codes or {}).get(side, str(side)) for side in Lang}
    attributes = {"version": "2.1", "srcLang": named[source], "trgLang": named[source.other]}
    top = root(_tag("xliff"), attributes, {None: NAMESPACE, "mda": METADATA})
    file = add(top, _tag("file"), attributes={"id": "f1", "original": bitext.side(source).name})
    _metadata(file, {"tool": f"taiyaku {record.version}", "translation": bitext.side(source.other).name})
    texts = [text for row in rows(record, listing) for text in _unit(file, row, source, named, lang)]
    if not texts:
        raise OutputError(
            "XLIFF 2.1 cannot be empty, and nothing is left to write; lower --min-confidence, or use xliff"
        )
    return file_bytes(top, [_tag("source"), _tag("target")], texts)


def _unit(file: Element, row: Row, source: Lang, named: Mapping[Lang, str], lang: Lang) -> list[str]:
    """Adds a unit and returns the texts of its source and target, without the characters that XML cannot hold."""
    target = source.other
    unit = add(file, _tag("unit"), attributes={"id": f"u{row.bead.id}"})
    metadata = {"kind": str(row.kind), "confidence": row.confidence}
    for side in Lang:
        if row.bead.side(side):
            metadata |= {f"{side}-lines": row.place(side), f"{side}-segments": row.segments(side)}
    _metadata(unit, metadata)
    if row.findings:
        notes = add(unit, _tag("notes"))
        for number, finding in enumerate(row.findings, 1):
            add(notes, _tag("note"), worded(finding, lang), _note(number, finding, source, lang))
    settled = row.bead.paired and is_settled(row)
    state = {"state": "translated"} if settled else {"state": "initial", "subState": "taiyaku:needs-review"}
    segment = add(unit, _tag("segment"), attributes=state if row.bead.side(target) else {"state": "initial"})
    texts = [_content(segment, "source", row.texts[source], named[source])]
    if row.bead.side(target):
        texts.append(_content(segment, "target", row.texts[target], named[target]))
    return texts


def _note(number: int, finding: Finding, source: Lang, lang: Lang) -> dict[str, str]:
    """The attributes of a finding's note; a note about one side names it."""
    about = {} if finding.en and finding.ja else {"appliesTo": "source" if finding.side(source) else "target"}
    kind = {"category": str(finding.kind), "priority": PRIORITIES[finding.severity], LANG: str(lang)}
    return {"id": f"n{number}", **kind, **about}


def _content(segment: Element, name: str, text: str, code: str) -> str:
    """A source or target; characters that XML cannot hold are written as code points."""
    content = add(segment, _tag(name), attributes={LANG: code, SPACE: "preserve"})
    plain = UNFIT.split(text)
    content.text = plain[0] or None
    for char, after in zip(UNFIT.findall(text), plain[1:], strict=True):
        add(content, _tag("cp"), attributes={"hex": f"{ord(char):04X}"}).tail = after or None
    return "".join(plain)


def _metadata(parent: Element, values: Mapping[str, str]) -> None:
    group = add(add(parent, f"{{{METADATA}}}metadata"), f"{{{METADATA}}}metaGroup", attributes={"category": "taiyaku"})
    for type_, value in values.items():
        add(group, f"{{{METADATA}}}meta", value, {"type": type_})


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
