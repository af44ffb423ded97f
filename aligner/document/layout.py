"""Detects whether a line continues in the next: hard-wrapped text, or one paragraph per line, also mixed in one file.

A wrapped line is full: the first word of the next line would not have fitted. So each pair of neighbouring lines gives
a range of columns at which it can have been wrapped. Text is wrapped if most pairs agree on one column and most of
their lines end in the middle of a sentence. Text that was wrapped by hand is judged by the words on both sides of the
break. Only lengths, ends and beginnings of lines are used, so the time is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.languages import function_words
from aligner.document.line_types import is_timed
from aligner.text.scripts import HAN, HIRAGANA, KATAKANA
from aligner.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aligner.document.blocks import Line

#: Widest and narrowest column of wrapped text.
_WIDEST = 132
_NARROWEST = 24
#: Shorter lines are complete, unless the whole file is wrapped.
_SHORT = 30
#: Text wrapped by hand: number of pairs, smallest width of the widest line, and width of most lines as a share of it.
_RAGGED_PAIRS = 6
_RAGGED_COLUMNS = 40
_RAGGED = 0.8
#: Columns by which a Japanese line may be longer or shorter than the column (kinsoku: no line starts with 。 or ends
#: with 「).
_KINSOKU = 4

_JAPANESE = re.compile(f"[{HIRAGANA}{KATAKANA}{HAN}、。「」『』（）]")
_LATIN_WORD = re.compile(r"[!-~]+")
_ASCII_PRINTED = "".join(map(chr, range(0x21, 0x7F)))
_STOP = re.compile(r"""[.!?。．！？｡…‥:：;；][)\]}"'”’»*_`」』）】〉》＞]*$|[」』]$""")
_SPOKEN_END = re.compile("(?:です|ます|ました|ません|でした|である|ください|だ|だった|した|った|よ|ね|か|な)$")
_PARTICLES = tuple("はがをにのとでもへやりくて")
#: A row of a list of facts: a name, a gap, a value (売上高　482億円).
_ROW = re.compile(r"[^\s、。！？!?]{1,24}　+(?=\S)")
#: A line that is only an address.
_ADDRESS = re.compile(r"<?(?:(?:https?|ftp)://|mailto:|www\.|[\w.+-]{1,64}@)[!-~]+$")
_CONTINUES = re.compile("[、。，．」』）)〉》！？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々]")


def is_stopped(text: str) -> bool:
    """Return whether a line ends as a sentence or a remark does.

    >>> is_stopped("He left (at last)."), is_stopped("「行くよ」"), is_stopped("はじめに")
    (True, True, False)
    """
    return _STOP.search(text[-12:]) is not None or _SPOKEN_END.search(text[-6:]) is not None


def is_japanese(text: str) -> bool:
    """Return whether a line is laid out like Japanese, which has no spaces between words and breaks almost anywhere."""
    head = text[:_WIDEST]
    return len(_JAPANESE.findall(head)) * 4 >= len(head) - head.count(" ")


class Pair(NamedTuple):
    """Two neighbouring lines: the columns at which the first can have been wrapped, and whether it ends a sentence."""

    low: int
    high: int
    stopped: bool


@dataclass(frozen=True, slots=True)
class Wrap:
    """A column at which text is wrapped; ``strict`` if nearly every line is filled up to it."""

    column: int
    strict: bool


def pair(first: Line, second: Line) -> Pair:
    """Return the range of the column that follows from a line and the next: at least ``low`` and less than ``high``."""
    if len(first.text) > _WIDEST:
        return Pair(_WIDEST + 1, _WIDEST + 1, is_stopped(first.text))
    low = first.indent + display_width(first.text)
    word = _LATIN_WORD.match(second.text)
    if is_japanese(first.text):
        return Pair(
            low - _KINSOKU // 2,
            low + (display_width(word.group()) if word else 2) + _KINSOKU,
            is_stopped(first.text),
        )
    return Pair(low, low + 1 + (len(word.group()) if word else 2), is_stopped(first.text))


def find_wrap(pairs: Sequence[Pair]) -> Wrap | None:
    """Return the column that most pairs agree on; None if there is none, or if most lines end a sentence."""
    if len(pairs) < 2 or sum(not pair.stopped for pair in pairs) < 0.4 * len(pairs):
        return None
    steps = [0] * (_WIDEST + 2)
    for pair in pairs:
        if pair.low <= _WIDEST:
            steps[max(pair.low, 0)] += 1
            steps[min(pair.high, _WIDEST + 1)] -= 1
    covered, best, column = 0, 0, 0
    for k, step in enumerate(steps):
        covered += step
        if k >= _NARROWEST and covered >= best and covered:
            best, column = covered, k
    share = best / len(pairs)
    if share >= (0.5 if len(pairs) >= 8 else 0.75):
        return Wrap(column, strict=share >= 0.9)
    return _ragged_wrap(pairs)


def _ragged_wrap(pairs: Sequence[Pair]) -> Wrap | None:
    """Return the width of the widest line, if nearly all lines are about as wide and end inside a sentence."""
    widest = max(pair.low for pair in pairs)
    if len(pairs) < _RAGGED_PAIRS or not _RAGGED_COLUMNS <= widest <= _WIDEST:
        return None
    about = sum(pair.low >= _RAGGED * widest for pair in pairs)
    unstopped = sum(not pair.stopped for pair in pairs)
    return Wrap(widest, strict=False) if min(about, unstopped) >= 0.7 * len(pairs) else None


class Wraps:
    """The wrapping of one language in a file: of the whole file, and of single stretches of lines."""

    def __init__(self, stretches: Iterable[Sequence[Line]]) -> None:
        """Measures all stretches (lines without a blank line between them) of one language."""
        self._whole = find_wrap([p for stretch in stretches for p in _pairs(stretch)])

    def of(self, stretch: Sequence[Line]) -> Wrap | None:
        """Return the wrapping of a stretch: from its own lines if they suffice, otherwise that of the file."""
        pairs = _pairs(stretch)
        own = find_wrap(pairs) if len(pairs) >= 3 else None
        if own is not None or self._whole is None:
            return own
        fitting = sum(pair.low <= self._whole.column < pair.high for pair in pairs)
        return self._whole if 2 * fitting >= len(pairs) else None


def _pairs(stretch: Sequence[Line]) -> list[Pair]:
    """Return the pairs of a stretch, without those in which an indented line starts a new paragraph."""
    pairs = []
    for first, second in pairwise(stretch):
        if second.indent < first.indent + 2:
            pairs.append(pair(first, second))
    return pairs


def continues(first: Line, second: Line, wrap: Wrap | None) -> bool:
    """Return whether the second line continues the paragraph of the first."""
    if is_timed(second.text):
        return False
    if _ADDRESS.match(first.text) and _ADDRESS.match(second.text):
        return False
    if is_japanese(first.text):
        return _continues_japanese(first, second, wrap)
    return _continues_english(first, second, wrap)


def _continues_english(first: Line, second: Line, wrap: Wrap | None) -> bool:
    current = pair(first, second)
    if current.stopped and second.indent >= first.indent + 2:
        return False
    if wrap is not None and _is_full(first, current, wrap):
        return True
    open_end = first.text.endswith((",", "-", "–", "—")) or first.text.rsplit(None, 1)[-1] in function_words()
    lower = second.text[0].islower() or second.text[0] in ",;)"
    if not current.stopped and current.low >= _SHORT and (lower or open_end):
        return True
    if wrap is None or current.low > wrap.column or (current.stopped and wrap.strict):
        return False
    return current.low >= (0.85 if current.stopped else 0.7) * wrap.column


def _continues_japanese(first: Line, second: Line, wrap: Wrap | None) -> bool:
    if _ROW.match(first.text) and _ROW.match(second.text):
        return False
    current = pair(first, second)
    stopped = _STOP.search(first.text[-12:]) is not None
    starts = stopped and second.indent >= first.indent + 2
    if not starts and wrap is not None and _is_full(first, current, wrap):
        return True
    if stopped or len(first.text) > _WIDEST:
        return False
    columns = first.indent + display_width(first.text)
    if _CONTINUES.match(second.text) or (columns >= _SHORT and first.text.endswith(("、", "，"))):
        return True
    if wrap is not None:
        return 0.7 * wrap.column <= columns <= wrap.column
    return _has_no_room(columns, second) and (
        (columns >= 40 and first.text.endswith(_PARTICLES)) or (columns >= 50 and not current.stopped)
    )


def _has_no_room(columns: int, second: Line) -> bool:
    """Return whether a line can have been wrapped, because the next line is hardly wider."""
    if len(second.text) > _WIDEST:
        return False
    return second.indent + display_width(second.text) <= columns + _KINSOKU


def _is_full(first: Line, current: Pair, wrap: Wrap) -> bool:
    """Return whether the next word did not fit into a line, or the line ends in an overlong word (an address)."""
    if current.low <= wrap.column:
        return wrap.column < current.high
    last = len(first.text) - len(first.text.rstrip(_ASCII_PRINTED))
    return not current.stopped and last > 1 and display_width(first.text[:-last][: _WIDEST + 1]) <= wrap.column
