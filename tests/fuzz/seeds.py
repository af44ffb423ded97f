"""Valid files of every kind that a user hands over, small enough to be changed a thousand times a minute.

They come from the builders of the readers' own tests, and from this program's own outputs where those are input too.
"""

from __future__ import annotations

import tempfile
import tomllib
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.batch.manifest import Entry, write_manifest
from aligner.outputs import format_named
from aligner.outputs.options import Choices, Level, Listing
from aligner.project.baseline import write_baseline
from aligner.review.pairing import commented
from aligner.review.session_files import open_session
from tests.document.formats import (
    test_asciidoc,
    test_delimited,
    test_epub,
    test_html,
    test_po,
    test_rst,
    test_strings,
    test_subtitles,
    test_tmx,
    test_word,
    test_xliff,
)
from tests.document.formats.office_files import docx, p, r, table
from tests.document.formats.pdf_pages import MINCHO, column, pdf, vertical
from tests.document.formats.test_excel import inline, workbook
from tests.document.formats.test_one_text_in_three_formats import to_latex
from tests.document.formats.test_powerpoint import deck, para, shape
from tests.outputs.records import harbour
from tests.project.test_baseline import PAGES
from tests.review.reviews import session_file
from tests.samples import CASES, CORPUS, cases

if TYPE_CHECKING:
    from collections.abc import Mapping

MIXED = (CORPUS / "news-mountain-railway" / "mixed.txt").read_bytes()[:1500]
MARKDOWN = (
    "# Tides 潮\n\nThe [tide](http://a.b 'x') *ebbs* at `6:12`.\n潮が**引く**。\n\n"
    "- one\n  1. two\n     > three\n     > 三\n- [ ] 四\n\n"
    "| a | b |\n|---|:-:|\n| c | 潮 |\n\n```sh\n$ ls\n```\n\n<div a='b'>\n\n<b>Ebb</b> &amp;\n</div>\n\n"
    "[^1]: A note. 注。\n\n<!-- c -->\n\n::: tip\nDo. する。\n:::\n\nTitle\n=====\n\n***\n{/* x */}\n$$\nx\n$$\n"
)

MDX = (
    "---\ntitle: Tides\n---\nimport Card from '../Card.astro'\nexport const sea = {\n  depth: 3,\n}\n\n"
    "# The tide 潮\n\n"
    '<Card title="Ebb" depth={sea.depth}>\n  It ebbs at {time ?? `6:12`}. 潮が引く。\n</Card>\n\n'
    '{/* a note\non two lines */}\n\n<>\n- one\n- 一\n</>\n\nText with <Kbd key="x" /> inside. 文の中。\n'
)

SETTINGS = """
source-lang = "ja"
profile = "strict"
glossary = "terms.tsv"
baseline = "accepted.jsonl"
fail-on = "warning"
exclude = ["en/drafts/**/*.md"]

[[pairs]]
source = "en/**/*.md"
target = "ja/**/*.md"

[severity]
style = "off"
"number.half-day" = "error"
"""
_TOKENS: dict[str, str] = tomllib.loads((Path(__file__).parent / "tokens.toml").read_text("utf-8"))
_XML = frozenset(
    {"glossary.xlsx", "docx", "pptx", "xlsx", "epub", "xliff", "tmx", "android", "glossary.tbx", "gold.tmx"}
)
_PACKED = frozenset({"glossary.xlsx", "docx", "pptx", "xlsx", "epub"})


@dataclass(frozen=True)
class Seeds:
    """Valid files of one kind: what such a file is called, the bytes of each, and what means something in them."""

    name: str
    suffix: str
    files: tuple[bytes, ...]

    @property
    def packed(self) -> bool:
        """Whether they are zip packages."""
        return self.name in _PACKED

    @property
    def tokens(self) -> tuple[bytes, ...]:
        """What means something in them."""
        said = _TOKENS.get(self.name.partition(".")[0], "") + (" " + _TOKENS["xml"] if self.name in _XML else "")
        return tuple(said.encode().split())


def _kind(name: str, suffix: str, *files: str | bytes) -> Seeds:
    return Seeds(name, suffix, tuple(it if isinstance(it, bytes) else it.encode() for it in files))


def _made(name: str) -> bytes:
    """A small record as this program writes it."""
    form = format_named(name)
    return form.dump(harbour(), Choices(listing=Listing(beads=Level.ALL)) if "listing" in form.takes else Choices())


def _documents() -> tuple[Seeds, ...]:
    """A kind for every input format, by its name."""
    encoded = [
        MIXED.decode("utf-8", "ignore").encode(it, "replace") for it in ("cp932", "euc_jp", "utf-16", "iso2022_jp")
    ]
    return (
        _kind("plain", ".txt", MIXED, *encoded),
        _kind("markdown", ".md", MARKDOWN),
        _kind("mdx", ".mdx", MDX),
        _kind("rst", ".rst", test_rst.PAGE),
        _kind("asciidoc", ".adoc", test_asciidoc.PAGE),
        _kind("latex", ".tex", to_latex(MARKDOWN), (CASES / "latex.json").read_text("utf-8")[:3000]),
        _kind("docx", ".docx", _word(), _made("docx")),
        _kind("pptx", ".pptx", _powerpoint()),
        _kind("xlsx", ".xlsx", *_excel(), _made("xlsx")),
        _kind("epub", ".epub", test_epub.BOOK, test_epub.one_chapter("<p>潮が引く。The tide ebbs.</p>", "ja")),
        _kind("po", ".po", test_po.PO, test_po.KEYS),
        _kind("xliff", ".xlf", *_xliff(), _made("xliff"), _made("xliff21")),
        _kind("tmx", ".tmx", test_tmx.TMX, _made("tmx")),
        _kind("json", ".json", test_strings.JSON, test_strings.BOTH),
        _kind("yaml", ".yml", test_strings.YAML),
        _kind("properties", ".properties", test_strings.PROPERTIES),
        _kind("android", ".xml", test_strings.ANDROID),
        _kind("apple", ".strings", test_strings.APPLE),
        _kind("table", ".csv", test_delimited.CSV, _made("csv"), _made("tsv").replace(b"\t", b";")),
        _kind("srt", ".srt", test_subtitles.TIDY, test_subtitles.EN),
        _kind("webvtt", ".vtt", test_subtitles.WEBVTT),
        _kind("ass", ".ass", test_subtitles.ASS),
        _kind("html", ".html", test_html.PAGE, test_html.MIXED),
        _kind("pdf", ".pdf", *_pdf()),
    )


def _xliff() -> tuple[str, ...]:
    return test_xliff.XLIFF_1, test_xliff.SDL, test_xliff.MQ, test_xliff.MX, test_xliff.XLIFF_2


def _word() -> bytes:
    return docx(
        test_word.styled("Tides 潮", "H1")
        + p("The tide ebbs at 6:12. 潮が引く。")
        + test_word.para(r("See"), test_word.ref(1), test_word.field("PAGE", "3"), r("隠", "<w:vanish/>"))
        + table(("Ebb", "引き潮"), ("Flood", "満ち潮"))
        + p("・項目", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"),
        styles=test_word.style("H1", "heading 1", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>")
        + test_word.style("B", "x", "", "H1"),
        footnotes=test_word.NOTE.format(1, r("A note. 注。")),
    )


def _powerpoint() -> bytes:
    title = shape(para("Tides 潮"), role='type="title"')
    body = shape(para("The tide ebbs."), para("潮が引く。", '<a:pPr lvl="1"/>'))
    return deck(title + body, shape(para("Ebb 引き潮")))


def _excel() -> tuple[bytes, ...]:
    pairs = [("en", "ja"), ("Ebb.", "潮"), ("Flood.", "満潮")]
    rows = "".join(f"<row>{inline(en)}{inline(ja)}</row>" for en, ja in pairs)
    shared = '<row r="9"><c r="A9" t="s"><v>0</v></c><c r="C9"><v>12</v></c></row>'
    return workbook(rows), workbook(rows + shared, shared="<si><t>Slack water. 憩流。</t></si>")


def _pdf() -> tuple[bytes, ...]:
    page = column(60, 700, "The tide ebbs at six and", "nobody has seen the boat.", "It will be back.")
    return (
        pdf(page, column(60, 700, "潮が引いて、船はまだ", "戻らない。", font=MINCHO), pageCompression=0),
        pdf(page, vertical(500, 700, "潮が引いて", "船が出る。")),
    )


def _session() -> bytes:
    """A review with a step in its journal."""
    with tempfile.TemporaryDirectory() as folder:
        path = session_file(Path(folder))
        with closing(open_session(path)) as opened:
            opened.act(0, "tab", "comment", {}, lambda state: commented(state, state.table[0], "一"))
        return path.read_bytes()


def _term_book() -> bytes:
    """A glossary as a workbook."""
    listed = (("en", "ja", "status"), ("server", "サーバー", ""), ("server", "サーバ", "禁止"))
    return workbook("".join(f"<row>{''.join(map(inline, row))}</row>" for row in listed))


def _handed_over() -> tuple[Seeds, ...]:
    """The other files that commands take."""
    entries = [Entry("en/a.txt", "ja/a.txt", 0.98, ("same path",)), Entry("", "ja/c.txt", None, ("none",))]
    glossaries = cases("glossary_files")
    return (
        _kind("record", ".json", _made("json")),
        _kind("session", ".taiyaku", _session()),
        *(_kind(f"manifest.{it}", f".{it}", write_manifest(entries, form=it)) for it in ("tsv", "json", "jsonl")),
        _kind("taiyaku.toml", ".toml", SETTINGS),
        *(
            _kind(f"glossary{suffix}", suffix, *(it["text"] for it in glossaries if it["name"].endswith(suffix)))
            for suffix in (".tsv", ".csv", ".tbx")
        ),
        _kind("glossary.xlsx", ".xlsx", _term_book()),
        _kind("baseline", ".jsonl", write_baseline(PAGES)),
        _kind("gold.json", ".json", (CORPUS / "dialogue-lost-property" / "gold.json").read_bytes(), _made("json")),
        _kind("gold.vecalign", ".align", _made("vecalign")),
        _kind("gold.tsv", ".tsv", "0\t8\t0\t3\n9\t20\t\t\n\t\t3\t6\n22\t38\t6\t11\n"),
        *(_kind(f"gold.{it}", f".{it}", _made(it)) for it in ("ladder", "tmx")),
    )


@cache
def documents() -> Mapping[str, Seeds]:
    """The seeds of every input format, by its name."""
    return {kind.name: kind for kind in _documents()}


@cache
def handed_over() -> Mapping[str, Seeds]:
    """The seeds of every other file that a user hands over, by what it is."""
    return {kind.name: kind for kind in _handed_over()}


@cache
def every_kind() -> Mapping[str, Seeds]:
    """Both, in order."""
    return {**documents(), **handed_over()}
