"""Office files made by hand, so that a test shows the very XML it is about."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.document.source import SourceText

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    }.items()
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def package(parts: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip package of some parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return file.getvalue()


def relations(*targets: tuple[str, str], mode: str = "") -> str:
    """A part of relations: kind and target of each, with ids rId1, rId2 and so on."""
    listed = "".join(
        f'<Relationship Id="rId{k}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'
        for k, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{listed}</Relationships>'


def docx(
    body: str,
    *,
    styles: str = "",
    footnotes: str = "",
    endnotes: str = "",
    space: str = W,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word document with some body, and the parts that are given."""

    def part(root: str, content: str) -> str:
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f'{head}<w:{root} xmlns:w="{space}" {SPACES}>{content}</w:{root}>'

    others = {"styles": styles, "footnotes": footnotes, "endnotes": endnotes}
    given = {kind: content for kind, content in others.items() if content}
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for kind in given
    )
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/>{overrides}</Types>',
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations(*((kind, f"{kind}.xml") for kind in given)),
            **{f"word/{kind}.xml": part(kind, content) for kind, content in given.items()},
            **(parts or {}),
        }
    )


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells, each a paragraph or the XML that is given."""
    listed = "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows)
    return f"<w:tbl>{listed}</w:tbl>"


def cell(content: str) -> str:
    """A cell with a paragraph of some text, or with the XML that is given."""
    return f"<w:tc>{content if content.startswith('<w:') else p(content)}</w:tc>"


def compound(stream: str) -> bytes:
    """What tells a file of the old kind, with a stream of some name."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + stream.encode("utf-16-le")


def found(source: SourceText) -> list[tuple[int, str, str | None, str]]:
    """Place that is counted, kind, origin and text of every paragraph (or cell)."""
    return [
        (block.line or 0, str(block.kind), block.origin, source.text[block.start : block.end])
        for block in source.blocks or ()
    ]
