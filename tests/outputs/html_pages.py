"""HTML reports taken apart, without a browser."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from aligner.model import Bitext, Lang, ParagraphKind, Record
from aligner.outputs.html import dump
from tests.outputs.records import Pair, document, record

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What a text may bring with it beside characters that are named and matches: lines, readings.
OF_TEXT = frozenset({"br", "ruby", "rt", "rp"})


class Parsed(HTMLParser):
    """The elements of a page in order, and what stands in its cells and its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.cells: list[tuple[dict[str, str | None], str]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.comments = 0
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag not in OF_TEXT and named.get("class") not in {"char", "m"}:
            self.elements.append((tag, tuple(named)))
        if tag == "td":
            self.cells.append((named, ""))
        if tag in self.raw:
            self.raw[tag].append("")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in self.raw:
            self.raw[self._open[-1]][-1] += data
        elif "td" in self._open:
            attributes, text = self.cells[-1]
            self.cells[-1] = (attributes, text + data)

    def handle_comment(self, data: str) -> None:
        del data
        self.comments += 1

    def texts(self, lang: Lang) -> list[str]:
        """What the cells of one language show."""
        return [text for attributes, text in self.cells if attributes.get("lang") == lang]


def one_pair(en: str, ja: str, name: str = "text.txt") -> Record:
    """Two texts of one sentence each, which are a pair."""
    bitext = Bitext(
        document(Lang.EN, name, [(ParagraphKind.BODY, [en])]),
        document(Lang.JA, name, [(ParagraphKind.BODY, [ja])]),
    )
    return record(bitext, [Pair((0,), (0,))])


def frame(page: str) -> str:
    """A page without its style sheet and its script, and without the digests of them."""
    for name in ("style", "script"):
        pieces = page.split(f"<{name}")
        page = pieces[0] + "".join(f"<{name}{_emptied(piece, name)}" for piece in pieces[1:])
    start = page.index("default-src")
    return page[:start] + page[page.index('"', start) :]


def _emptied(piece: str, name: str) -> str:
    start, end = piece.index(">") + 1, piece.index(f"</{name}>")
    return piece if 'id="words"' in piece[:start] else piece[:start] + piece[end:]


def pages(records: Sequence[Record]) -> list[str]:
    """Reports in both languages."""
    return [dump(made, lang=lang) for made in records for lang in Lang]
