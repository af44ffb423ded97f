"""Where a line goes on in the next: hard-wrapped text and one paragraph a line, also within one file.

A wrapped line is full: the next line's first word would not have fitted. So each pair of neighbouring lines
explains the columns at which it can have been wrapped, and text is wrapped where most pairs agree on one
column and most of their lines stop in the middle of a sentence. What was wrapped by hand, raggedly, goes by
the words on both sides of the break. Only lengths, ends and beginnings of lines are looked at, so the time is
linear.
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

#: Nobody wraps wider than this, or narrower.
_WIDEST = 132
_NARROWEST = 24
#: Shorter lines are complete in themselves, unless the whole file is wrapped.
_SHORT = 30
#: What is wrapped by hand: so many pairs at least, of which most are nearly as wide as the widest.
_RAGGED_PAIRS = 6
_RAGGED_COLUMNS = 40
_RAGGED = 0.8
#: Columns by which a Japanese line may hang over, or fall short of, the column (kinsoku: no line starts with
#: 。 or ends with 「).
_KINSOKU = 4

_JAPANESE = re.compile(f"[{HIRAGANA}{KATAKANA}{HAN}、。「」『』（）]")
_LATIN_WORD = re.compile(r"[!-~]+")
_ASCII_PRINTED = "".join(map(chr, range(0x21, 0x7F)))
_STOP = re.compile(r"""[.!?。．！？｡…‥:：;；][)\]}"'”’»*_`」』）】〉》＞]*$|[」』]$""")
_SPOKEN_END = re.compile("(?:です|ます|ました|ません|でした|である|ください|だ|だった|した|った|よ|ね|か|な)$")
_PARTICLES = tuple("はがをにのとでもへやりくて")
#: A row of a list of particulars: a name, a gap, what belongs to it (売上高　482億円).
_ROW = re.compile(r"[^\s、。！？!?]{1,24}　+(?=\S)")
_GOES_ON = re.compile("[、。，．」』）)〉》！？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々]")


def is_stopped(text: str) -> bool:
    """Whether a line ends as a sentence or a remark does.

    >>> is_stopped("He left (at last)."), is_stopped("「行くよ」"), is_stopped("はじめに")
    (True, True, False)
    """
    return _STOP.search(text[-12:]) is not None or _SPOKEN_END.search(text[-6:]) is not None


def is_japanese(text: str) -> bool:
    """Whether a line is laid out as Japanese is: anything may follow anything, no spaces between words."""
    head = text[:_WIDEST]
    return len(_JAPANESE.findall(head)) * 4 >= len(head) - head.count(" ")


class Pair(NamedTuple):
    """Two neighbouring lines: columns at which the first may have been wrapped, and whether it is stopped."""

    low: int
    high: int
    stopped: bool


@dataclass(frozen=True, slots=True)
class Wrap:
    """A column at which text is wrapped; ``strict`` where nearly every line is filled up to it."""

    column: int
    strict: bool


def pair(first: Line, second: Line) -> Pair:
    """What a line and the next say about the column: it is at least ``low`` and less than ``high``."""
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
    """The column most pairs agree on, or None where they agree on none or mostly end as sentences do."""
    if len(pairs) < 2 or sum(not each.stopped for each in pairs) < 0.4 * len(pairs):
        return None
    steps = [0] * (_WIDEST + 2)
    for each in pairs:
        if each.low <= _WIDEST:
            steps[max(each.low, 0)] += 1
            steps[min(each.high, _WIDEST + 1)] -= 1
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
    """The widest line, where nearly all lines are about as wide and stop in the middle of a sentence."""
    widest = max(each.low for each in pairs)
    if len(pairs) < _RAGGED_PAIRS or not _RAGGED_COLUMNS <= widest <= _WIDEST:
        return None
    about = sum(each.low >= _RAGGED * widest for each in pairs)
    unstopped = sum(not each.stopped for each in pairs)
    return Wrap(widest, strict=False) if min(about, unstopped) >= 0.7 * len(pairs) else None


class Wraps:
    """The wrapping of one language in a file: what holds throughout, and what a stretch says for itself."""

    def __init__(self, stretches: Iterable[Sequence[Line]]) -> None:
        """Learns from all stretches (runs of lines without a blank one between) of one language."""
        self._whole = find_wrap([p for stretch in stretches for p in _pairs(stretch)])

    def of(self, stretch: Sequence[Line]) -> Wrap | None:
        """How a stretch is wrapped: by its own lines where they suffice, otherwise as the file is."""
        pairs = _pairs(stretch)
        own = find_wrap(pairs) if len(pairs) >= 3 else None
        if own is not None or self._whole is None:
            return own
        fitting = sum(each.low <= self._whole.column < each.high for each in pairs)
        return self._whole if 2 * fitting >= len(pairs) else None


def _pairs(stretch: Sequence[Line]) -> list[Pair]:
    """The pairs of a stretch, but for those where an indented line starts a new paragraph."""
    found = []
    for first, second in pairwise(stretch):
        if second.indent < first.indent + 2:
            found.append(pair(first, second))
    return found


def continues(first: Line, second: Line, wrap: Wrap | None) -> bool:
    """Whether the second line goes on with the paragraph of the first."""
    if is_timed(second.text):
        return False
    if is_japanese(first.text):
        return _continues_japanese(first, second, wrap)
    return _continues_english(first, second, wrap)


def _continues_english(first: Line, second: Line, wrap: Wrap | None) -> bool:
    here = pair(first, second)
    if here.stopped and second.indent >= first.indent + 2:
        return False
    if wrap is not None and _is_full(first, here, wrap):
        return True
    open_end = first.text.endswith((",", "-", "–", "—")) or first.text.rsplit(None, 1)[-1] in function_words()
    lower = second.text[0].islower() or second.text[0] in ",;)"
    if not here.stopped and here.low >= _SHORT and (lower or open_end):
        return True
    if wrap is None or here.low > wrap.column or (here.stopped and wrap.strict):
        return False
    return here.low >= (0.85 if here.stopped else 0.7) * wrap.column


def _continues_japanese(first: Line, second: Line, wrap: Wrap | None) -> bool:
    here = pair(first, second)
    stopped = _STOP.search(first.text[-12:]) is not None
    starts = stopped and second.indent >= first.indent + 2
    if not starts and wrap is not None and _is_full(first, here, wrap):
        return True
    if stopped or len(first.text) > _WIDEST:
        return False
    columns = first.indent + display_width(first.text)
    if _GOES_ON.match(second.text) or (columns >= _SHORT and first.text.endswith(("、", "，"))):
        return True
    if wrap is not None:
        return 0.7 * wrap.column <= columns <= wrap.column
    if _ROW.match(first.text) and _ROW.match(second.text):
        return False
    return _has_no_room(columns, second) and (
        (columns >= 40 and first.text.endswith(_PARTICLES)) or (columns >= 50 and not here.stopped)
    )


def _has_no_room(columns: int, second: Line) -> bool:
    """Whether a line of some columns can have been wrapped, seeing that the next is hardly wider."""
    if len(second.text) > _WIDEST:
        return False
    return second.indent + display_width(second.text) <= columns + _KINSOKU


def _is_full(first: Line, here: Pair, wrap: Wrap) -> bool:
    """Whether the next word did not fit into a line, or it ends in a word that nothing fits (an address)."""
    if here.low <= wrap.column:
        return wrap.column < here.high
    last = len(first.text) - len(first.text.rstrip(_ASCII_PRINTED))
    return not here.stopped and last > 1 and display_width(first.text[:-last][: _WIDEST + 1]) <= wrap.column
