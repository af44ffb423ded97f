"""Walks a page's tree and makes its paragraphs: what kind each is, in which language, on which line.

The walk goes from tag to tag, never deeper into itself, however deep the page nests. Left out of the text wherever it
stands: readings above characters (ruby), deleted text, marks that refer to notes, and signs that link to a heading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from lxml import etree

from aligner.document.datelines import is_dateline
from aligner.document.formats.html.choice import Choice, Stance, Verdict, within_titles
from aligner.document.formats.html.elements import BLOCKS, KINDS, NO_TEXT, NOTES, name_of, types_of
from aligner.document.formats.html.flow import Flow, Laid
from aligner.document.formats.html.hidden import is_hidden
from aligner.document.formats.html.inline import is_mark, lang_of, shifted
from aligner.model import Lang, ParagraphKind, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

    from aligner.document.formats.html.measures import Measures

#: libxml2 counts no further in HTML.
_LAST_LINE = 65_535
_QUOTES = {Lang.EN: ("“”", "‘’"), Lang.JA: ("「」", "『』")}
_BARS = " |"
_TAKEN = (Stance.TAKEN, Stance.TITLE)
#: Elements of `NO_TEXT` whose content can be visible on the page, with the reason for which it is left out.
_UNREAD = {
    "del": Reason.DELETED,
    "rp": Reason.READING,
    "textarea": Reason.CONTROL,
    "datalist": Reason.CONTROL,
    "svg": Reason.ATTRIBUTE,
    "annotation": Reason.HIDDEN,
}


#: Takes a text that is left out, the reason, and the line of the file.
LeaveOut: TypeAlias = "Callable[[str, Reason, int], None]"


class Passage(NamedTuple):
    """A paragraph of a page, as `Extract.add` takes it."""

    text: str
    kind: ParagraphKind
    line: int
    origin: str | None = None
    lang: Lang | None = None
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """An element that is open.

    Attributes:
        element: the element.
        kind: what its paragraphs are.
        lang: the language said of it, by an element inside the body.
        origin: its place, where it has a name.
        stance: whether its text is taken.
        reason: why not.
        row: whether it is in a row of a table, whose cells are set in one line.
        quoted: how many quotations (``q``) are around it.
    """

    element: Element | None = None
    kind: ParagraphKind = ParagraphKind.BODY
    lang: Lang | None = None
    origin: str | None = None
    stance: Stance = Stance.TAKEN
    reason: Reason = Reason.ASIDE
    row: bool = False
    quoted: int = 0


@dataclass(slots=True)
class _Table:
    number: int
    row: int = 0
    cell: int = 0


def passages(
    root: Element, choice: Choice, measures: Measures, leave_out: LeaveOut = lambda _text, _reason, _line: None
) -> Iterator[Passage]:
    """Yield the paragraphs of a page, in order.

    ``leave_out`` is called with each text that is seen on the page and not taken, the reason, and its line.
    """
    yield from _Walk(root, choice, measures, leave_out).passages()


def language_said(root: Element) -> Lang | None:
    """Return the language that a page states as a whole."""
    body = next((child for child in root if name_of(child) == "body"), None)
    return (body is not None and lang_of(body)) or lang_of(root) or None


class _Walk:
    def __init__(self, root: Element, choice: Choice, measures: Measures, leave_out: LeaveOut) -> None:
        self._leave_out = leave_out
        self._root = root
        self._choice = choice
        self._measures = measures
        self._page_lang = language_said(root)
        self._flow = Flow()
        self._frames = [_Frame()]
        self._line = 1
        self._tables = [_Table(0)]  # innermost last; the first is for rows outside of any
        self._tables_seen = 0
        self._notes_seen = 0
        self._aside: list[Passage] = []  # texts of pictures, which follow the paragraph with the picture

    def passages(self) -> Iterator[Passage]:
        for head in self._head():
            if self._choice.everything:
                yield head
            else:
                self._leave_out(head.text, Reason.ATTRIBUTE, head.line)
        walk = etree.iterwalk(self._root, events=("start", "end", "comment"))
        for event, element in walk:
            name = name_of(element)
            if event == "start":
                self._keep_line(element)
                verdict = self._verdict(element, name)
                if verdict.stance is Stance.LEFT_OUT:
                    self._pass_over(element, name, verdict.reason)
                    walk.skip_subtree()
                else:
                    yield from self._open(element, name, verdict)
            elif event == "end":
                skipped = self._frames[-1].element is None
                if skipped:
                    self._frames.pop()
                else:
                    yield from self._close(name)
                self._text(element.tail)
            else:
                self._keep_line(element)
                self._text(element.tail)
        yield from self._flush()

    def _pass_over(self, element: Element, name: str, reason: Reason) -> None:
        """Report the text of an element that is left out, and count its lines and its place in a table."""
        if name not in NO_TEXT or name in _UNREAD:
            self._leave_out(" ".join(_shown_texts(element)), reason, self._line)
        self._line += sum(text.count("\n") for text in element.itertext())
        if name == "tr":
            self._begin_row()
        elif name in {"td", "th"}:
            self._tables[-1].cell += 1
        self._frames.append(_Frame())

    def _head(self) -> Iterator[Passage]:
        """Yield the title and description in the head of the page."""
        for element in self._root.iter(etree.Element):
            name = name_of(element)
            if name == "title" and (text := " ".join("".join(element.itertext()).split())):
                yield Passage(text, ParagraphKind.HEADING, element.sourceline or 1, "title")
            elif name == "meta" and element.get("name", "").lower() == "description":
                text = " ".join(element.get("content", "").split())
                yield Passage(text, ParagraphKind.BODY, element.sourceline or 1, "description")
            elif name == "body":
                return

    def _keep_line(self, element: Element) -> None:
        line = element.sourceline or 0
        self._line = line if line < _LAST_LINE else max(line, self._line)

    def _verdict(self, element: Element, name: str) -> Verdict:
        """Return the verdict on the text of an element, also for an element inside one that is passed over."""
        above = self._frames[-1]
        if name in NO_TEXT:
            return Verdict(Stance.LEFT_OUT, _UNREAD.get(name, Reason.CODE))
        if is_mark(element, name, self._measures[element].text):
            return Verdict(Stance.LEFT_OUT, Reason.NOTE_MARK)
        if name in {"rt", "rtc"} or (above.stance is Stance.READING and name != "rb"):
            return Verdict(Stance.READING, Reason.READING)
        if above.stance not in {Stance.TITLES, Stance.TITLE}:
            return self._choice.verdict(element)
        if is_hidden(element):
            return Verdict(Stance.LEFT_OUT, Reason.HIDDEN)
        stance = above.stance if above.stance is Stance.TITLE else within_titles(element, self._measures)
        return Verdict(stance, above.reason)

    def _open(self, element: Element, name: str, verdict: Verdict) -> Iterator[Passage]:
        above = self._frames[-1]
        if name in BLOCKS and not above.row and above.kind is not ParagraphKind.CODE:
            yield from self._flush()
        frame = self._frame(above, element, name, verdict)
        self._frames.append(frame)
        if name in BLOCKS and above.row:
            self._begin_in_row(name)
        elif name == "br":
            self._flow.line_break()
        elif name == "img" and (alt := " ".join(element.get("alt", "").split())):
            if self._choice.everything:
                self._aside.append(Passage(alt, ParagraphKind.BODY, self._line, "text of a picture", frame.lang))
            else:
                self._leave_out(alt, Reason.ATTRIBUTE, self._line)
        elif name == "q":
            self._quote(0)
        elif frame.kind is ParagraphKind.CODE and name in BLOCKS and not self._flow.ends_line():
            self._flow.line_break()
        self._text(shifted(element, name))

    def _frame(self, above: _Frame, element: Element, name: str, verdict: Verdict) -> _Frame:
        """Return the frame that applies inside an element."""
        within_code = above.kind is ParagraphKind.CODE and name not in KINDS
        kind = KINDS.get(name, above.kind)
        row = above.row
        origin = above.origin
        if name == "table":
            self._tables_seen += 1
            self._tables.append(_Table(self._tables_seen))
            row = False
        elif name == "tr":
            row = self._is_row(element)
            kind = ParagraphKind.TABLE if row else above.kind
            origin = self._begin_row()
        elif name in {"td", "th"}:
            self._tables[-1].cell += 1
            if row:
                kind = above.kind
            elif above.origin is not None:
                origin = f"{above.origin}, cell {self._tables[-1].cell}"
        elif types_of(element) & NOTES:
            self._notes_seen += 1
            origin = f"footnote {self._notes_seen}"
        if row:
            kind = ParagraphKind.TABLE
        return _Frame(
            element,
            ParagraphKind.CODE if within_code else kind,
            above.lang if name in {"html", "body"} else lang_of(element) or above.lang,
            origin,
            verdict.stance,
            verdict.reason,
            row,
            above.quoted + (name == "q"),
        )

    def _begin_row(self) -> str | None:
        table = self._tables[-1]
        table.row += 1
        table.cell = 0
        return f"table {table.number}, row {table.row}" if table.number else None

    def _is_row(self, element: Element) -> bool:
        """Return whether a row is one of data: two cells or more, and none holds more than a paragraph."""
        cells = [cell for cell in element if name_of(cell) in {"td", "th"}]
        return len(cells) > 1 and all(self._measures[cell].paragraphs < 2 for cell in cells)

    def _begin_in_row(self, name: str) -> None:
        if name not in {"td", "th"}:
            self._flow.text(" ", self._line, None)
        elif self._tables[-1].cell > 1:
            self._flow.cell()

    def _close(self, name: str) -> Iterator[Passage]:
        frame = self._frames[-1]
        if name == "q":
            self._quote(1)
        if name in BLOCKS:
            if self._frames[-2].row:
                self._flow.text(" ", self._line, None)
            elif frame.kind is ParagraphKind.CODE and self._frames[-2].kind is ParagraphKind.CODE:
                self._break_code()
            else:
                yield from self._flush()
        self._frames.pop()
        if name == "table":
            self._tables.pop()

    def _break_code(self) -> None:
        if not self._flow.ends_line():
            self._flow.line_break()

    def _text(self, text: str | None) -> None:
        if not text:
            return
        frame = self._frames[-1]
        if frame.stance in _TAKEN:
            self._flow.text(text, self._line, frame.lang)
        else:
            self._leave_out(text, frame.reason, self._line)
        self._line += text.count("\n")

    def _quote(self, side: int) -> None:
        frame = self._frames[-1]
        marks = _QUOTES[frame.lang or self._page_lang or Lang.EN][(frame.quoted - 1) % 2]
        if frame.stance in _TAKEN:
            self._flow.text(marks[side], self._line, frame.lang)

    def _flush(self) -> Iterator[Passage]:
        """Yield the collected text as paragraphs of the innermost element."""
        frame = self._frames[-1]
        code = frame.kind is ParagraphKind.CODE
        for laid in self._flow.verbatim(frame.lang) if code else self._flow.lay_out(frame.lang):
            yield _passage(laid, frame)
        yield from self._aside
        self._aside.clear()


def _shown_texts(element: Element) -> Iterator[str]:
    """Yield the texts in an element that a browser can show, and the texts of pictures."""
    walk = etree.iterwalk(element, events=("start", "end", "comment"))
    for event, inner in walk:
        name = name_of(inner)
        if event == "start":
            if name in NO_TEXT and name not in _UNREAD:
                walk.skip_subtree()
            elif inner.text:
                yield inner.text
            if name == "img" and (alt := inner.get("alt")):
                yield alt
        elif inner is not element and inner.tail:
            yield inner.tail


def _passage(laid: Laid, frame: _Frame) -> Passage:
    text, places, kind = laid.text, laid.places, frame.kind
    if frame.row:
        text = text.lstrip(_BARS)
        lost = len(laid.text) - len(text)
        text = text.rstrip(_BARS)
        places = tuple((max(0, offset - lost), line) for offset, line in places)
    elif kind is ParagraphKind.BODY and "\n" not in text and is_dateline(text):
        kind = ParagraphKind.DATELINE
    return Passage(text, kind, laid.line, frame.origin, laid.lang, places)
