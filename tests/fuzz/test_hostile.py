"""Files made to take all memory or all time: each is refused in one line, or read within limits."""

from __future__ import annotations

import resource
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from aligner.settings import MIB
from tests.document.formats.office_files import docx, p, package
from tests.document.formats.test_excel import workbook
from tests.fuzz.bytes import SECONDS, crash_of
from tests.fuzz.seeds import every_kind
from tests.fuzz.targets import REFUSED, target_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.growth import Stopwatch

#: Memory that such a file may take beside what the program takes anyhow.
MEMORY = 1024 * MIB
DEEP = 20_000


def pdf(*objects: str | bytes) -> bytes:
    """A PDF of some objects, numbered from 1; the first is the catalogue."""
    body = b"%PDF-1.7\n"
    for number, each in enumerate(objects, 1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each if isinstance(each, bytes) else each.encode())
    return body + b"trailer\n<< /Root 1 0 R /Size %d >>\n%%%%EOF" % (len(objects) + 1)


def stream(content: bytes, more: str = "") -> bytes:
    packed = zlib.compress(zlib.compress(content, 9), 9)
    return b"<< /Length %d /Filter [/FlateDecode /FlateDecode] %s >>\nstream\n%s\nendstream" % (
        len(packed),
        more.encode(),
        packed,
    )


def page(more: str = "", contents: bytes = b"BT /F1 9 Tf (a boat) Tj ET", box: str = "0 0 500 500") -> bytes:
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [3 0 R] /Count 1 {more} >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        stream(contents),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def entities(root: str) -> str:
    """Ten entities, each ten of the one before: ten thousand million letters."""
    declared = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10}">' for k in range(1, 10))
    return f'<?xml version="1.0"?>\n<!DOCTYPE {root} [<!ENTITY e0 "boat boat ">{declared}]>\n<{root}>&e9;</{root}>'


def aliases() -> str:
    return "a0: &a0 [boat, boat]\n" + "".join(f"a{k}: &a{k} [{f'*a{k - 1}, ' * 9}]\n" for k in range(1, 12))


#: What each file is, its kind, and a function that makes it: the large ones are made only for the test that reads them.
HOSTILE: dict[str, tuple[str, Callable[[], bytes | str]]] = {
    "a document that unpacks to a thousand times its size": ("docx", lambda: docx(p(" " * (100 * MIB)))),
    "a package of packages": ("docx", lambda: package({f"{k}.zip": package({"a": bytes(MIB)}) for k in range(50)})),
    "members without number": ("docx", lambda: package({f"{k}": "" for k in range(20_000)},
                                                       compression=zipfile.ZIP_STORED)),
    "entities in a document": ("docx", lambda: package({"[Content_Types].xml": entities("Types")})),
    "entities in a page": ("html", lambda: entities("html")),
    "entities in XLIFF": ("xliff", lambda: entities("xliff")),
    "entities in a memory": ("tmx", lambda: entities("tmx")),
    "entities in a memory that is gold": ("gold.tmx", lambda: entities("tmx")),
    "entities in a term base": ("glossary.tbx", lambda: entities("martif")),
    "entities in strings": ("android", lambda: entities("resources")),
    "aliases of aliases": ("yaml", aliases),
    "a merge without end": ("yaml", lambda: "a: &a\n  b: boat\n  <<: *a\n" * 400),
    "a cell in the last row": ("xlsx", lambda: workbook('<row r="1048576"><c r="XFD1048576" t="s"><v>9</v></c></row>')),
    "columns without end": ("xlsx", lambda: workbook("<row/>", columns='<cols><col min="1" max="2000000000"/></cols>')),
    "cells that share a long text": ("xlsx", lambda: workbook("<row>" + '<c t="s"><v>0</v></c>' * 20_000 + "</row>",
                                                              shared=f"<si><t>{'ab ' * 5000}</t></si>")),
    "pages that say they are a thousand million": ("pdf", lambda: page("/Count 999999999")),
    "a page of a thousand kilometres": ("pdf", lambda: page(box="0 0 1e12 1e12")),
    "a page that is its own parent": ("pdf", lambda: pdf("<< /Type /Catalog /Pages 2 0 R >>",
                                                         "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99 >>")),
    "a stream that unpacks to 200 MB": ("pdf", lambda: page(contents=b" " * (200 * MIB))),
    "a font size beyond all": ("pdf", lambda: page(contents=b"BT /F1 1e30 Tf 1e30 0 0 1e30 0 0 Tm (a boat) Tj ET")),
    "glyphs all in one place": ("pdf", lambda: page(contents=b"BT /F1 9 Tf " + b"(boat ) Tj 0 0 Td " * 20_000 + b"ET")),
    "arrays in arrays of a PDF": ("pdf", lambda: page("/X " + "[" * DEEP)),
    "elements in elements": ("xliff", lambda: "<a>" * DEEP),
    "elements in elements of a page": ("html", lambda: "<div>" * DEEP + "潮"),
    "elements in elements of a term base": ("glossary.tbx", lambda: "<martif>" + "<a>" * DEEP),
    "arrays in arrays": ("json", lambda: "[" * DEEP),
    "arrays in arrays of a record": ("record", lambda: "[" * DEEP),
    "objects in objects of a record": ("record", lambda: '{"schema": "taiyaku/1", "settings": ' + '{"a":' * DEEP),
    "arrays in arrays of a manifest": ("manifest.json", lambda: '[{"source": ' + "[" * DEEP),
    "arrays in arrays of a baseline": ("baseline", lambda: "[" * DEEP),
    "arrays in arrays of gold": ("gold.json", lambda: "[" * DEEP),
    "arrays in arrays of settings": ("taiyaku.toml", lambda: "a = " + "[" * DEEP),
    "tables in tables of settings": ("taiyaku.toml", lambda: "[" + ".".join("a" * DEEP) + "]\nx = 1"),
    "lists in lists of YAML": ("yaml", lambda: "- " * DEEP + "a"),
    "flow in flow of YAML": ("yaml", lambda: "{a: " * DEEP),
    "brackets of Markdown": ("markdown", lambda: "[" * DEEP + "潮 boat" + "](" * DEEP),
    "emphasis of Markdown": ("markdown", lambda: "*a **b _c " * DEEP + "潮"),
    "quotations of Markdown": ("markdown", lambda: ">" * DEEP + " boat 潮"),
    "lists of Markdown": ("markdown", lambda: "- " * DEEP + "boat 潮"),
    "braces of LaTeX": ("latex", lambda: "{" * DEEP + "boat 潮" + "}" * DEEP),
    "environments of LaTeX": ("latex", lambda: "\\begin{itemize}\\item " * DEEP + "boat 潮"),
    "a macro that doubles itself": ("latex", lambda: "\\newcommand{\\a}{\\a\\a}\\a boat 潮"),
    "tables in tables of AsciiDoc": ("asciidoc", lambda: "|===\na|\n" * 500 + "boat 潮\n" + "|===\n" * 500),
    "blocks in blocks of AsciiDoc": (
        "asciidoc", lambda: "".join("=" * (4 + k % 500) + "\n" for k in range(DEEP // 4)) + "boat 潮\n"),
    "index entries of AsciiDoc": ("asciidoc", lambda: "(((" * DEEP + "boat 潮" + ")))" * DEEP),
    "substitutions of reStructuredText": ("rst", lambda: "|a|" * DEEP + "\n\n.. |a| replace:: |a| boat 潮\n"),
    "a plural of the highest number": ("po", lambda: 'msgid "boat"\nmsgid_plural "boats"\nmsgstr[999999999] "船"\n'),
    "a time beyond all": ("srt", lambda: "1\n99999999999:00:00,000 --> 99999999999:00:01,000\nboat 潮\n"),
    "a rung beyond all": ("gold.ladder", lambda: "0\t0\t1\n999999999\t999999999\t1\n"),
    "a segment beyond all": ("gold.vecalign", lambda: "[99999999999999]:[0]:0.1\n"),
    "an offset beyond all": ("gold.tsv", lambda: "0\t999999999999\t0\t999999999999\n"),
    "digits without end": ("record", lambda: '{"schema": ' + "9" * 100_000),
    "a line of a million": ("plain", lambda: "boat" * 250_000 + " 潮"),
}  # fmt: skip


@contextmanager
def bounded_memory(size: int) -> Iterator[None]:
    """Whatever wants more than so many bytes beside what is in use fails."""
    with open("/proc/self/statm") as file:  # noqa: PTH123  # no file of ours
        used = int(file.read().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_hurt_is_refused_or_bounded(name: str, tmp_path: Path, stopwatch: Stopwatch) -> None:
    kind, make = HOSTILE[name]
    made = make()
    data = made if isinstance(made, bytes) else made.encode()
    target = target_for(every_kind()[kind], tmp_path)
    target(every_kind()[kind].files[0], False)  # noqa: FBT003  # whatever is loaded on first use

    def attack() -> None:
        with bounded_memory(MEMORY):
            try:
                crash = crash_of(target, data, whole=True)
            except REFUSED:
                return
            assert crash is None

    with stopwatch.limit(SECONDS):
        attack()
