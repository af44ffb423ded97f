"""The glyphs of a PDF's pages, as PDFium finds them, each with its cell in the direction it is read in.

Coordinates: ``u`` grows along the line, ``v`` from line to line, in points, whichever way the text runs. In horizontal
text that is rightwards and downwards; in vertical Japanese downwards and leftwards. So nothing after this module needs
to know how a page is written.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw

from aligner.document.formats.pdf.rules import Grid, grids, rules_of
from aligner.document.formats.word.symbols import symbol_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfPage, PdfTextPage

#: PDFium's marks for a hyphen that ends a line.
_LINE_HYPHENS = {0x2, 0xFFFE}
#: A space that is not in the file but in the gap that it leaves.
GUESSED = "?"
#: The part of an em square above the baseline, as in most Japanese fonts.
ASCENT = 0.88
_NAME_LENGTH = 256
#: Fonts whose private codes are known, and the codes that office programs use for bullets, whatever the font is called.
_SYMBOLS = ("symbol", "wingdings")
_BULLETS = frozenset({"F0B7", "F0A7", "F0D8", "F0FC", "F076", "F0A8", "F06C", "F06E", "F071"})
#: Maximum number of characters below one another that are not a vertical line if the rest of the page is horizontal.
_SHORT = 3


class Direction(NamedTuple):
    """The direction of a text: that of its lines, in quarter turns clockwise, and whether it is vertical Japanese."""

    turn: int
    vertical: bool = False


#: Horizontal text on a page that is not turned.
HORIZONTAL = Direction(0)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its position.

    Attributes:
        text: the character, or the few that a ligature stands for.
        u0, u1, v0, v1: its cell.
        size: its em, in points.
        font: name of its font, without the mark of a subset.
        space: the space that precedes it: one of the file's, ``GUESSED``, or none.
        hyphen: whether it is a hyphen at which a word is broken at a line's end.
        x, y: its origin on the page, as PDF counts it.
    """

    text: str
    u0: float
    u1: float
    v0: float
    v1: float
    size: float
    font: str
    space: str
    hyphen: bool
    x: float
    y: float


@dataclass(slots=True)
class PageGlyphs:
    """The content of a page: the glyphs by direction, in the order in which the file draws them.

    Attributes:
        number: the page, from 1.
        flows: the glyphs by how they run.
        unmapped: how many glyphs the file gives no character for; most of them are not in the text.
        pictured: whether there is a picture on the page.
        tables: its ruled tables, if its text is horizontal.
    """

    number: int
    flows: dict[Direction, list[Glyph]] = field(default_factory=dict)
    unmapped: int = 0
    pictured: bool = False
    tables: list[Grid] = field(default_factory=list)


@dataclass(slots=True)
class _Raw:
    """A glyph in the page's own coordinates; ``wide`` along its line."""

    text: str
    x: float
    y: float
    wide: float
    size: float
    turn: int
    font: str
    space: str
    hyphen: bool


def page_glyphs(page: PdfPage, number: int) -> PageGlyphs:
    """Return the glyphs of a page."""
    page_content = PageGlyphs(
        number, pictured=any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    )
    text_page = page.get_textpage()
    try:
        glyphs = list(_raw_glyphs(text_page, page_content))
    finally:
        text_page.close()
    if not glyphs:
        return page_content
    turns = [sum(glyph.turn == turn for glyph in glyphs) for turn in range(4)]
    main = turns.index(max(turns))
    for glyph, is_vertical in zip(glyphs, _vertical(glyphs, main), strict=True):
        direction = Direction(main, vertical=True) if is_vertical else Direction(glyph.turn)
        page_content.flows.setdefault(direction, []).append(_placed(glyph, direction))
    if HORIZONTAL in page_content.flows:
        page_content.tables = list(grids(rules_of(page)))
    return page_content


def _raw_glyphs(text_page: PdfTextPage, page: PageGlyphs) -> Iterator[_Raw]:
    """Yield the glyphs that are drawn; spaces become a property of what follows them."""
    page_ref = text_page.raw
    reader = _Reader(page_ref)
    space = ""
    for k in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(page_ref, k)
        char = chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"
        hyphen = code in _LINE_HYPHENS
        if char.isspace() or (code < 0x20 and not hyphen):
            generated = raw.FPDFText_IsGenerated(page_ref, k) == 1
            page.unmapped += code == 0 and not generated
            space = space or (GUESSED if generated or char < " " else char if char == "\u3000" else " ")
            continue
        glyph = reader.glyph(k)
        if unicodedata.category(char) == "Co":
            char = _symbol(char, glyph.font)
        if raw.FPDFText_HasUnicodeMapError(page_ref, k) == 1 or char in ("", "\ufffd"):
            page.unmapped += 1
        if not char:
            continue
        yield replace(glyph, text="-" if hyphen else _plain(char), space=space, hyphen=hyphen)
        space = ""


class _Reader:
    """Asks PDFium about single glyphs, through the same few cells of memory."""

    def __init__(self, page_ref: object) -> None:
        self._page = page_ref
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        self._fonts: dict[int, str] = {}

    def glyph(self, k: int) -> _Raw:
        raw.FPDFText_GetCharOrigin(self._page, k, self._x, self._y)
        raw.FPDFText_GetLooseCharBox(self._page, k, self._box)
        raw.FPDFText_GetMatrix(self._page, k, self._matrix)
        matrix, box = self._matrix, self._box
        size = raw.FPDFText_GetFontSize(self._page, k) * math.hypot(matrix.c, matrix.d)
        turn = round(math.atan2(-matrix.b, matrix.a) / (math.pi / 2)) % 4
        wide = box.top - box.bottom if turn % 2 else box.right - box.left
        return _Raw("", self._x.value, self._y.value, abs(wide), max(size, 0.1), turn, self._font(k), "", hyphen=False)

    def _font(self, k: int) -> str:
        shown = raw.FPDFText_GetTextObject(self._page, k)
        address = ctypes.cast(shown, ctypes.c_void_p).value or 0
        if address not in self._fonts:
            font = raw.FPDFTextObj_GetFont(shown) if address else None
            length = raw.FPDFFont_GetBaseFontName(font, self._name, _NAME_LENGTH) if font else 0
            name = self._name.value.decode("utf-8", "replace") if 0 < length <= _NAME_LENGTH else ""
            self._fonts[address] = name.partition("+")[2] or name
        return self._fonts[address]


def _symbol(char: str, font: str) -> str:
    """Return the character that a symbol font shows for a private code, such as a bullet; "" if it is not known.

    >>> _symbol("\uf0b7", "SymbolMT"), _symbol("\uf0a7", "Wingdings-Regular"), _symbol("\ue123", "Corporate")
    ('•', '▪', '')
    """
    code = f"{ord(char):04X}"
    named = [family for family in _SYMBOLS if family in font.lower()]
    for family in named or (_SYMBOLS if code in _BULLETS else ()):
        shown = symbol_text(family, code)
        if unicodedata.category(shown) != "Co":
            return shown
    return ""


def _plain(char: str) -> str:
    """Return the character that a form for vertical lines or a ligature stands for; any other as it is."""
    return unicodedata.normalize("NFKC", char) if "\ufe10" <= char <= "\ufe4f" or "\ufb00" <= char <= "\ufb06" else char


def is_wide(char: str) -> bool:
    """Return whether a character is set in a full square, as Japanese is."""
    return unicodedata.east_asian_width(char) in "WF"


def _vertical(glyphs: Sequence[_Raw], main: int) -> list[bool]:
    """Return for each glyph whether it is in a vertical line of Japanese.

    It is if the next glyph of its column is right below it. Letters that lie on their side belong to the lines
    between them, and so do two or three digits side by side in a column (縦中横).
    """
    moves = [_move(a, b, main) for a, b in pairwise(glyphs)]
    below, beside = moves.count("below"), moves.count("beside")
    vertical = [False] * len(glyphs)
    for k, move in enumerate(moves):
        if move == "below":
            vertical[k] = vertical[k + 1] = True
    if below <= beside:
        return _long_runs(vertical)
    for k, glyph in enumerate(glyphs):
        vertical[k] = vertical[k] or glyph.turn == (main + 1) % 4
    _take_in_squares(glyphs, moves, vertical)
    return vertical


def _long_runs(vertical: Sequence[bool]) -> list[bool]:
    """Return whether each is in a run of more than `_SHORT`; bullets may be below one another, too."""
    longer = [False] * len(vertical)
    k = 0
    for is_found, run in groupby(vertical):
        length = len(list(run))
        if is_found and length > _SHORT:
            longer[k : k + length] = [True] * length
        k += length
    return longer


def _take_in_squares(glyphs: Sequence[_Raw], moves: Sequence[str | None], vertical: list[bool]) -> None:
    """Mark runs of digits and the like that are side by side in the square of a column, or alone in it."""
    k = 0
    while k < len(glyphs):
        end = k + 1
        while end < len(glyphs) and moves[end - 1] == "beside":
            end += 1
        if not vertical[k] and end - k <= 4:
            before, after = glyphs[k - 1] if k else None, glyphs[end] if end < len(glyphs) else None
            middle = (glyphs[k].x + glyphs[end - 1].x + glyphs[end - 1].wide) / 2
            if any(near is not None and _is_in_column(near, middle, glyphs[k]) for near in (before, after)):
                vertical[k:end] = [True] * (end - k)
        k = end


def _is_in_column(near: _Raw, middle: float, glyph: _Raw) -> bool:
    size = max(near.size, glyph.size)
    return abs(near.x + near.wide / 2 - middle) < 0.6 * size and abs(near.y - glyph.y) < 3 * size


def _move(a: _Raw, b: _Raw, main: int) -> str | None:
    """Return the direction from a glyph to the next, if both can be on one line of the page's own direction."""
    if a.turn != main or b.turn != main:
        return None
    size = max(a.size, b.size)
    along, down = _turned(b.x - a.x, b.y - a.y, main)
    if abs(down) < 0.3 * size and 0 < along < 2 * size:
        return "beside"
    both = is_wide(a.text) and is_wide(b.text)
    return "below" if both and abs(along) < 0.3 * size and 0.5 * size < down < 2 * size else None


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """Page coordinates as ``u`` and ``v`` of text that is turned."""
    return ((x, -y), (-y, -x), (-x, y), (y, x))[turn]


def _placed(glyph: _Raw, direction: Direction) -> Glyph:
    """Return a glyph with its cell."""
    along, down = _turned(glyph.x, glyph.y, direction.turn)
    if not direction.vertical:
        cell = along, along + glyph.wide, down - ASCENT * glyph.size, down + (1 - ASCENT) * glyph.size
    elif glyph.turn == direction.turn:
        middle = -(along + min(glyph.wide, glyph.size) / 2)
        top = down - ASCENT * glyph.size
        cell = top, top + glyph.size, middle - glyph.size / 2, middle + glyph.size / 2
    else:  # on its side: the baseline is at the left
        middle = -(along + (ASCENT - 0.5) * glyph.size)
        cell = down, down + glyph.wide, middle - glyph.size / 2, middle + glyph.size / 2
    return Glyph(glyph.text, *cell, glyph.size, glyph.font, glyph.space, glyph.hyphen, glyph.x, glyph.y)
