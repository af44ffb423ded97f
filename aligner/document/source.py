"""The text of a file, as every reader returns it.

A text file (plain, Markdown) is kept as it is, and a scanner finds its blocks later. For any other file (Word, XLIFF,
subtitles) a reader adds the paragraphs to an `Extract` one by one, which gives the text and its blocks together.

Rule: texts with characters that no text holds are refused here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.document.blocks import Block
from aligner.document.left_out import SkippedText
from aligner.errors import InputError
from aligner.model import Counted, Lang, ParagraphKind, Reason, Span, Unit, line_starts

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Number of characters that are examined for control characters.
_HEAD = 4096
#: Control characters other than white space, escape and NUL; a text has hardly any.
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
#: Largest share of control characters in the head of a text.
_MOST_CONTROL = 0.02
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_PRINTED = re.compile(r"[^\s\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as it was read.

    Attributes:
        name: the file, ``-``, or a name from the caller.
        text: the whole text, unchanged.
        encoding: the encoding of the file; "" for a file that is not text.
        format: the name of its format.
        lang: its language, if the file states it.
        blocks: its paragraphs, if a reader extracted the text; None leaves them to the scanner of the format.
        counted: the unit that the blocks' places count.
        original: whether the file states that this is the original.
        skipped: the text of the file that its reader left out. A scanner of a text format marks its blocks instead.
    """

    name: str
    text: str
    encoding: str = "utf-8"
    format: str = "plain"
    lang: Lang | None = None
    blocks: tuple[Block, ...] | None = None
    counted: Counted = Counted.LINE
    original: bool = False
    skipped: tuple[SkippedText, ...] = ()


class Extract:
    r"""Builds a text from the paragraphs of a file that is not text; each paragraph is on its own line.

    >>> extract = Extract("a.docx", counted=Counted.PARAGRAPH)
    >>> extract.add("Title", ParagraphKind.HEADING, line=1)
    >>> extract.add(" It rained. ", line=3, origin="table 1, row 2")
    >>> made = extract.source()
    >>> made.text, [(block.start, block.end, block.line) for block in made.blocks or ()]
    ('Title\nIt rained.\n', [(0, 5, 1), (6, 16, 3)])
    """

    def __init__(
        self,
        name: str,
        *,
        encoding: str = "",
        format_name: str = "plain",
        lang: Lang | None = None,
        counted: Counted = Counted.LINE,
        original: bool = False,
    ) -> None:
        self._made = SourceText(name, "", encoding, format_name, lang, counted=counted, original=original)
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._skipped: list[SkippedText] = []
        self._length = 0

    def add(
        self,
        text: str,
        kind: ParagraphKind = ParagraphKind.BODY,
        *,
        line: int,
        origin: str | None = None,
        lang: Lang | None = None,
        places: Sequence[tuple[int, int]] = (),
        unit: Unit | None = None,
        time: Span | None = None,
    ) -> None:
        """Add a paragraph without the white space around it; one without printed characters is ignored.

        Args:
            text: its text. Line ends inside it are kept, and do not end the paragraph.
            kind: its kind; ``markup`` holds nothing to translate.
            line: its place in the file, in the unit that is counted there.
            origin: see `model.Paragraph`.
            lang: its language, if the file states it.
            places: (offset in ``text``, place in the file) where the place changes, as in `Block`.
            unit: see `Block`.
            time: see `Block`.
        """
        body = text.strip()
        if not is_printed(body):
            return
        start, shift = self._length, self._length - text.index(body)
        end = start + len(body)
        inner = None if kind is ParagraphKind.MARKUP else Span(start, end)
        elsewhere = tuple((max(offset + shift, start), place) for offset, place in places)
        self._blocks.append(Block(start, end, kind, inner, start, (), lang, line, elsewhere, origin, unit, time))
        self._pieces.append(body + "\n")
        self._length = end + 1

    def leave_out(self, text: str, reason: Reason, *, line: int, option: str = "") -> None:
        """Record text of the file that becomes no paragraph; one without printed characters is ignored.

        Args:
            text: the text, as readers of the file see it.
            reason: why it is left out.
            line: its place in the file, as in `add`.
            option: the option of the command line that reads it, if there is one.
        """
        if is_printed(text):
            self._skipped.append(SkippedText(text, reason, line, option))

    def source(self) -> SourceText:
        """Return the text, checked.

        Raises:
            InputError: nothing was added, or it holds characters that no text holds.
        """
        return checked(
            replace(self._made, text="".join(self._pieces), blocks=tuple(self._blocks), skipped=tuple(self._skipped))
        )


def checked(source: SourceText) -> SourceText:
    """Returns the same text after a check.

    Raises:
        InputError: it is empty, or holds NUL characters, lone surrogates or many control characters.
    """
    check_text(source.text, source.name)
    if not is_printed(source.text):
        raise InputError("is empty; give a text with words in it", name=source.name)
    return source


def is_printed(text: str) -> bool:
    """Return whether a text holds any visible character."""
    return _PRINTED.search(text) is not None


def check_text(text: str, name: str) -> None:
    """Raise InputError for characters that no text holds: NUL, halves of surrogate pairs, many controls."""
    head = text[:_HEAD]
    if len(_CONTROL.findall(head)) > max(1.0, _MOST_CONTROL * len(head)):
        raise InputError("is a binary file, not text; save it as plain text", name=name)
    if (place := text.find("\0")) >= 0:
        raise InputError("NUL character in the text; remove it", name=name, line=_line_of(text, place))
    if half := _LONE_SURROGATE.search(text):
        raise InputError(
            f"lone surrogate U+{ord(half.group()):04X}, half a character; fix or remove it",
            name=name,
            line=_line_of(text, half.start()),
        )


def _line_of(text: str, place: int) -> int:
    return len(line_starts(text[:place]))
