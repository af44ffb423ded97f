"""The common parts of SubRip and WebVTT: cues that begin with a line of times and end where the next one begins.

Files are read as leniently as players read them: blank lines may be missing between cues or occur within one, numbers
may be missing, and times may have a comma or a point, with or without hours.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.document.blocks import BLANK
from aligner.document.formats.subtitles import Cue, since_zero
from aligner.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from aligner.document.formats.subtitles import Voice

_LINE_END = re.compile(r"(?<!\r)\r++\n|\r|\n")
_CLOCK = r"(?:(\d{1,3})\s?:\s?)?(\d{1,2})\s?:\s?(\d{1,2})(?:\s?[.,:;]\s?(\d{1,9}))?"
_TIMES = re.compile(rf"{_CLOCK}\s{{0,9}}(?:-{{1,3}}\s?>|[–—]\s?>|→)\s{{0,9}}{_CLOCK}(?![\d:])", re.ASCII)
#: A line that was meant to hold times.
_MEANT = re.compile(r"-?\d{1,9}\s?:\s?\d[\d:.,;\s-]{0,20}-->", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}$", re.ASCII)


def lines_of(text: str) -> list[str]:
    r"""Return the lines without blanks around them; a line end may be doubled, as ``\r\r\n``."""
    return [line.strip(BLANK) for line in _LINE_END.split(text)]


def cues_of(
    lines: Sequence[str], name: str, voices: Callable[[str], Iterable[Voice]], *, named: bool = False
) -> Iterator[Cue]:
    """Yield the cues in some lines.

    Args:
        lines: the lines of the file; lines outside cues are blank.
        name: the file, for messages.
        voices: converts the text of a cue in the file to what is shown.
        named: whether the line before the times can be any name of the cue, not only its number.

    Raises:
        InputError: a line of times cannot be parsed.
    """
    begins: list[tuple[int, int, int]] = []  # where the cue begins, its line of times, its number
    number = 0
    for k in (k for k, line in enumerate(lines) if _is_times(line, name, k)):
        head = _head(lines, k, number, named=named)
        number = int(lines[head]) if head < k and _NUMBER.match(lines[head]) else 0
        begins.append((head, k, number))
    for (_, k, number), (end, _, _) in pairwise([*begins, (len(lines), len(lines), 0)]):
        times = _TIMES.match(lines[k])
        if times is not None:
            start, stop = since_zero(*times.groups()[:4]), since_zero(*times.groups()[4:])
            yield Cue(start, max(start, stop), tuple(voices("\n".join(lines[k + 1 : end]))), number)


def _is_times(line: str, name: str, k: int) -> bool:
    if _TIMES.match(line):
        return True
    if _MEANT.match(line):
        raise InputError(
            f"cannot read the times {line[:40]!r}; write them as 00:01:02,500 --> 00:01:04,000", name=name, line=k + 1
        )
    return False


def _head(lines: Sequence[str], k: int, number: int, *, named: bool) -> int:
    """Return the line of the cue's number or name before its times, or the line of times if it has neither.

    The line before may also be the last line of the previous cue, whose number is given.
    """
    before = k - 1
    while before > 0 and not lines[before]:
        before -= 1
    if before < 0 or not lines[before] or "-->" in lines[before]:
        return k
    apart = before == k - 1 and (before == 0 or not lines[before - 1])
    if _NUMBER.match(lines[before]):
        return before if apart or int(lines[before]) == number + 1 else k
    return before if named and apart else k
