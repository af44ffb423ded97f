"""A text as it came out of a file: what every reader makes, and what is no text is refused here.

A file that is text (plain, Markdown) is taken as it stands, and a scanner finds its blocks later. Of any other file
(Word, XLIFF, subtitles) a reader takes the text out with an `Extract`, a paragraph after the other, and knows the
blocks at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.document.blocks import Block
from aligner.errors import InputError
from aligner.model import Counted, Lang, ParagraphKind, Span, Unit, line_starts

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Characters by which it is told whether a text is one.
_HEAD = 4096
#: Control characters other than white space, escape and NUL; a text has hardly any.
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
#: The share of control characters in a text's head that is still text.
_MOST_CONTROL = 0.02
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_PRINTED = re.compile(r"[^\s\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as it was read.

    Attributes:
        name: the file, ``-``, or what the caller calls it.
        text: all of it, untouched.
        encoding: what the file was decoded from; "" for a file that is no text.
        format: how it is marked up, by the name of its format.
        lang: its language where the file says so.
        blocks: its paragraphs, where the text was taken out of a file; None leaves them to the format's scanner.
        counted: what the blocks' places count.
        original: whether the file says that this is the original.
    """

    name: str
    text: str
    encoding: str = "utf-8"
    format: str = "plain"
    lang: Lang | None = None
    blocks: tuple[Block, ...] | None = None
    counted: Counted = Counted.LINE
    original: bool = False


class Extract:
    r"""Puts a text together from the paragraphs of a file that is no text itself, each from a line of its own.

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
        """Add a paragraph; white space around it is left off, and one without anything printed is nothing.

        Args:
            text: what stands in it. Its line ends stay; they are no ends of paragraphs.
            kind: what it is; ``markup`` holds nothing to translate.
            line: where it stands in the file, as counted there.
            origin: as in `model.Paragraph`.
            lang: its language, where the file says so.
            places: offsets into ``text`` from which on it stands at another place, and which, as in `Block`.
            unit: as there.
            time: as there.
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

    def source(self) -> SourceText:
        """The text, checked.

        Raises:
            InputError: when nothing was added, or what was added holds what no text can hold.
        """
        return checked(replace(self._made, text="".join(self._pieces), blocks=tuple(self._blocks)))


def checked(source: SourceText) -> SourceText:
    """The same text.

    Raises:
        InputError: when it is empty or holds NUL characters, lone surrogates or mostly control characters.
    """
    check_text(source.text, source.name)
    if not is_printed(source.text):
        raise InputError("is empty; give a text with words in it", name=source.name)
    return source


def is_printed(text: str) -> bool:
    """Whether a text holds anything that is seen on paper."""
    return _PRINTED.search(text) is not None


def check_text(text: str, name: str) -> None:
    """Raises InputError for characters that no text holds: NUL, halves of surrogate pairs, many controls."""
    head = text[:_HEAD]
    if len(_CONTROL.findall(head)) > max(1.0, _MOST_CONTROL * len(head)):
        raise InputError("is a binary file, not text; save it as plain text", name=name)
    if (place := text.find("\0")) >= 0:
        raise InputError("NUL character in the text; remove it", name=name, line=_line_of(text, place))
    if half := _LONE_SURROGATE.search(text):
        raise InputError(
            f"lone surrogate U+{ord(half.group()):04X}, half a character; mend or remove it",
            name=name,
            line=_line_of(text, half.start()),
        )


def _line_of(text: str, place: int) -> int:
    return len(line_starts(text[:place]))
