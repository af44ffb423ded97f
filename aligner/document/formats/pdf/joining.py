"""Joins the lines of a paragraph, and determines its kind."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.formats.pdf.glyphs import is_wide
from aligner.model import ParagraphKind, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.document.formats.pdf.lines import Line

#: Sizes larger than the text's by that factor are headings'.
HEADING = 1.12
#: Longer paragraphs are not headings, however they are set.
_LONGEST_HEADING = 200
BULLET = re.compile(r"(?:・|[•●◦○▪▫■□◆◇‣▶►✓✔➢➤➔❖❑–—-](?=[\s\u3000]|[^\x00-\xff]))[\s\u3000]*")
#: Number of characters before a hyphen that are examined, because a paragraph may have thousands of lines.
_LONGEST_WORD = 100
ITEM = re.compile(r"(?:\(?\d{1,3}[.)]|\([a-z]\)|[a-z]\)|[(（]?[0-9０-９]{1,3}[)）．]|[①-⑳])[\s\u3000]?")
ENDS = re.compile(r"[.!?:;。！？：；．]['\"”’」』）)\]]*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]-)([^\W\d_]++(?:-[^\W\d_]++)*+)-$")
_FIRST_PART = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

#: An address at the end of a line, the marks at which it is broken, and what can only be the rest of one. Number of
#: characters that are examined.
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]*$")
_INSIDE_ADDRESS = ("/", "-", "_", "?", "=", "&", "#", "%", "~", "://")
_REST = re.compile(r"[/?&#=_%~-][\w%]|[\w.%~-]{1,80}[/=][!-~]|[\w%~-]{1,80}\.(?:html?|pdf|php|aspx?|jsp|com|org|jp)\b")
_LONGEST_ADDRESS = 300


class Piece(NamedTuple):
    """A paragraph: its text, kind, page, place on it, and the offsets at which a later page begins.

    With a ``reason``, it is text that is left out.
    """

    text: str
    kind: ParagraphKind
    page: int
    origin: str | None = None
    places: tuple[tuple[int, int], ...] = ()
    reason: Reason | None = None


@dataclass(slots=True)
class Row:
    """A row with what surrounds it: page, the column's edges, and the step from the row before."""

    line: Line
    page: int
    u0: float
    u1: float
    first: bool
    step: float


class Setting(NamedTuple):
    """The usual layout and words of a document.

    Attributes:
        size: that of its text.
        strong: whether that is in a bold face.
        words: how often each word occurs in it.
        leading: the step from line to line within its paragraphs; 0 where there is none.
    """

    size: float
    strong: bool
    words: Counter[str]
    leading: float = 0.0


def setting_of(lines: Sequence[Line]) -> Setting:
    """Return the usual layout of the lines of a document, weighted by the amount of text."""
    sizes = Counter[float]()
    strong = Counter[bool]()
    words = Counter[str]()
    for line in lines:
        sizes[line.size] += len(line.glyphs)
    size = max(sizes, key=lambda size: (sizes[size], -size), default=10.0)
    for line in lines:
        if line.size == size:
            strong[line.strong] += len(line.glyphs)
        words.update(word.lower() for word in _WORD.findall(line.text))
    return Setting(size, strong[True] > strong[False], words)


def closed(rows: Sequence[Row], setting: Setting) -> Iterator[Piece]:
    """Yield the paragraph of some rows."""
    if not rows:
        return
    text, places = text_of(rows, setting)
    kind = _kind(rows, text, setting)
    bullet = BULLET.match(text) if kind is ParagraphKind.LIST else None
    cut = bullet.end() if bullet else 0
    yield Piece(text[cut:], kind, rows[0].page, None, tuple((max(0, at - cut), page) for at, page in places))


def _kind(rows: Sequence[Row], text: str, setting: Setting) -> ParagraphKind:
    size = max(row.line.size for row in rows)
    if len(text) <= _LONGEST_HEADING and size >= HEADING * setting.size:
        return ParagraphKind.HEADING
    strong = all(row.line.strong for row in rows) and not setting.strong
    if strong and len(rows) <= 2 and not ENDS.search(text):
        return ParagraphKind.HEADING
    return ParagraphKind.LIST if BULLET.match(text) or ITEM.match(text) else ParagraphKind.BODY


def text_of(rows: Sequence[Row], setting: Setting) -> tuple[str, list[tuple[int, int]]]:
    """Return the lines of a paragraph as one, and where it comes to another page."""
    text = ""
    places: list[tuple[int, int]] = []
    for k, row in enumerate(rows):
        following = row.line.text
        text = joined(text, following, setting, hyphen=k > 0 and rows[k - 1].line.hyphen) if text else following
        if k and row.page != rows[k - 1].page:
            places.append((len(text) - len(following), row.page))
    return text, places


def joined(text: str, following: str, setting: Setting, *, hyphen: bool = False) -> str:
    """Return two lines as one.

    Latin words get a space between them, Japanese characters none. The parts of words that are broken at a hyphen, and
    of broken addresses, are joined.

    Args:
        text: the text up to the end of the first line.
        following: the second line.
        setting: the words of the document, which decide whether a hyphen belongs to its word.
        hyphen: whether the file marks the hyphen at the end of the first line as one that breaks a word.
    """
    if is_wide(text[-1]) or is_wide(following[0]) or _breaks_address(text, following):
        return text + following
    head, tail = _LAST_PART.search(text[-_LONGEST_WORD:]), _FIRST_PART.match(following)
    if head and tail and (hyphen or following[0].islower()):
        whole, hyphened = head[1] + tail[0], f"{head[1]}-{tail[0]}"
        more = setting.words[hyphened.lower()] - setting.words[whole.lower()]
        keeps = more > 0 or (more == 0 and "-" in hyphened.replace("-", "", 1))
        return text + following if keeps or not following[0].islower() else text[:-1] + following
    if text.endswith(("-", "/", "–")) and not text.endswith((" -", " /", " –")):
        return text + following
    return f"{text} {following}"


def _breaks_address(text: str, following: str) -> bool:
    """Return whether an address at the end of a line continues in the next line.

    >>> [_breaks_address("see https://a.example/boats", rest) for rest in ("?id=7", "-and-tides/list.html.", "and")]
    [True, True, False]
    """
    if _ADDRESS.search(text[-_LONGEST_ADDRESS:]) is None:
        return False
    if text.endswith(_INSIDE_ADDRESS):
        return True
    if text.endswith("."):
        return following[0].islower() and _REST.match(following) is not None
    return _REST.match(following) is not None
