"""A text file as its characters, and back to bytes: encoding, byte order mark and everything kept stay byte for byte.

Rule: a character that the encoding cannot hold is an error that names it. Nothing is replaced.
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from aligner.errors import OutputError
from aligner.model import line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKS = {
    "utf-8-sig": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


class Splice(NamedTuple):
    """Characters of a file that are replaced."""

    start: int
    end: int
    text: str


class TextFile:
    """The characters of a file with their bytes.

    Attributes:
        name: the file, for messages.
        text: its characters, without a byte order mark.
    """

    def __init__(self, data: bytes, name: str, encoding: str) -> None:
        """Decode a file.

        Raises:
            OutputError: the bytes are not in this encoding.
        """
        self.name = name
        mark = _MARKS.get(encoding, b"")
        self._mark = mark if data.startswith(mark) else b""
        self._codec = encoding.removesuffix("-sig")
        self._data = data.removeprefix(self._mark)
        try:
            self.text = self._data.decode(self._codec)
        except UnicodeError:
            raise OutputError(
                f"{name}: is not wholly {self._codec}; save it as UTF-8 and start the review again"
            ) from None

    @property
    def line_end(self) -> str:
        """The line end that the file uses most."""
        pairs = self.text.count("\r\n")
        return "\r\n" if pairs and 2 * pairs >= self.text.count("\n") else "\n"

    def with_line_ends(self, text: str) -> str:
        """Return a text with the line ends of the file."""
        return text.replace("\r\n", "\n").replace("\n", self.line_end)

    def holds(self, text: str) -> bool:
        """Return whether the encoding of the file can hold a text."""
        try:
            text.encode(self._codec)
        except UnicodeError:
            return False
        return True

    def spliced(self, splices: Sequence[Splice]) -> bytes:
        """Return the bytes of the file with some characters replaced.

        Raises:
            OutputError: the encoding cannot hold a character of the new text.
        """
        ordered = sorted(splices, key=lambda splice: (splice.start, splice.end))
        for splice in ordered:
            self._check(splice)
        if self.text.encode(self._codec) == self._data:
            return self._mark + "".join(self._pieces(ordered)).encode(self._codec)
        return self._mark + b"".join(self._byte_pieces(ordered))

    def _check(self, splice: Splice) -> None:
        for char in splice.text:
            if not self.holds(char):
                line = bisect_right(line_starts(self.text), splice.start)
                raise OutputError(
                    f"{self.name}:{line}: its encoding {self._codec} has no {char} (U+{ord(char):04X}); "
                    "use another character, or save the file as UTF-8 and start the review again"
                )

    def _pieces(self, splices: Sequence[Splice]) -> Iterator[str]:
        end = 0
        for splice in splices:
            yield self.text[end : splice.start]
            yield splice.text
            end = splice.end
        yield self.text[end:]

    def _byte_pieces(self, splices: Sequence[Splice]) -> Iterator[bytes]:
        """The same for encodings with several byte sequences for one character, such as cp932."""
        offsets = self._offsets()
        end = 0
        for splice in splices:
            yield self._data[offsets[end] : offsets[splice.start]]
            yield splice.text.encode(self._codec)
            end = splice.end
        yield self._data[offsets[end] :]

    def _offsets(self) -> list[int]:
        """Return the byte at which each character begins, and the number of bytes."""
        if self._codec.startswith("iso2022"):
            raise OutputError(
                f"{self.name}: its escape sequences are unusual and cannot be kept; save the file as UTF-8"
            )
        decoder = codecs.getincrementaldecoder(self._codec)()
        offsets = [0]
        for k in range(len(self._data)):
            decoded = decoder.decode(self._data[k : k + 1])
            offsets += [k + 1] * len(decoded)
        return offsets
