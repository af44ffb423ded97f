"""Japanese text as the number grammar reads it: width folded, and the gaps inside numbers closed.

House styles put a space between figures and kanji (25 万ドル, 3 か月), and hard-wrapped text breaks lines
anywhere, also inside a number. Both are ignored. A space is closed only between figures (or a kanji
scale) and Japanese, never between two figures, so that columns and lists stay apart; a line break only where
the line before it is long enough to have been wrapped. Offsets lead back to the untouched text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.evidence.numbers.japanese.words import regex, word_class
from aligner.evidence.numbers.units import forms
from aligner.model import Lang, Span
from aligner.text.folding import Folded, fold_width
from aligner.text.scripts import HAN, HIRAGANA, KATAKANA
from aligner.text.wrapping import SHORTEST_WRAPPED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KANA_HAN = f"{HIRAGANA}{KATAKANA}{HAN}"
_NUMERAL = "0-9〇零一二三四五六七八九十百千万億兆"
_SPACE = r"[ \t\u00a0\u2000-\u200b\u202f]"
_WHITE = re.compile(rf"{_SPACE}|\n|\ue000")
#: Kana after a figure that write a scale or the clock, and a scale in a kanji that only looks like its own.
_KANA = regex(
    "(?P<before>[0-9])(?:(?P<scale><<kana_scales>>)(?=[0-9]|<<after_kana_scale>>|[、。!?」]|\\Z)"
    "|(?P<clock><<kana_clock>>)(?=[0-9]|<<after_kana_clock>>|\\Z))"
)
_MISSPELT = regex(f"(?P<before>[{_NUMERAL}])(?P<scale><<misspelt_scales>>)(?=[{_NUMERAL}]|<<after_kana_scale>>)")
_KATAKANA_WORD = re.compile(f"[{KATAKANA}]+")
_MAY_BE_KANA = regex("[0-9](?:<<kana_scales>>|<<kana_clock>>)")
_MISSPELT_SCALE = regex("<<misspelt_scales>>")
_KANJI: Mapping[str, str] = {**word_class("kana_scales"), **word_class("kana_clock"), **word_class("misspelt_scales")}
#: Stands for a character that falls away.
_FALLEN = "\ue000"
_GAP = re.compile(
    rf"{_FALLEN}+|(?<=[0-9%])(?:{_SPACE}{{1,2}}(?=[{_KANA_HAN}%])|{_SPACE}{{0,2}}(?:\r?\n){_SPACE}{{0,8}}(?=[{_KANA_HAN}0-9,]))"
    rf"|(?<=[{_KANA_HAN}])(?:{_SPACE}{{1,2}}(?=[0-9])|{_SPACE}{{0,2}}(?:\r?\n){_SPACE}{{0,8}}(?=[0-9]))"
    rf"|(?<=[{_NUMERAL},])(?:{_SPACE}{{0,2}}(?:\r?\n){_SPACE}{{0,8}})(?=[{_KANA_HAN}0-9])"
)


@dataclass(frozen=True, slots=True)
class Closed:
    """A text without the gaps inside its numbers; ``span`` leads back to the untouched text."""

    text: str
    folded: Folded
    _starts: Sequence[int] = ()
    _shifts: Sequence[int] = ()

    def span(self, start: int, end: int) -> Span:
        """The untouched span of the characters ``start`` to ``end``, which are not empty."""
        first, last = self._back(start), self._back(end - 1)
        return Span(self.folded.span(first, first + 1).start, self.folded.span(last, last + 1).end)

    def _back(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self._starts, offset) - 1] if self._starts else offset


def close_gaps(text: str) -> Closed:
    """The text with width folded and the gaps inside numbers closed.

    >>> close_gaps("約 25 万ドル、1 万 6 千人、３ か月").text
    '約25万ドル、1万6千人、3か月'
    >>> close_gaps("3おく20まん円、6じ20ぷん").text
    '3億20万円、6時20分'
    >>> close_gaps("1 2 3").text
    '1 2 3'
    >>> close_gaps("硬貨は50 セント、2021 セントラル駅").text
    '硬貨は50セント、2021 セントラル駅'
    """
    folded = fold_width(text)
    written = folded.text
    if _MAY_BE_KANA.search(written) is not None:
        written = _KANA.sub(_in_kanji, written)
    if _MISSPELT_SCALE.search(written) is not None:
        written = _MISSPELT.sub(_in_kanji, written)
    if _WHITE.search(written) is None:
        return Closed(written, folded)
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    kept = length = line = 0
    for match in _GAP.finditer(written):
        if "\n" in match.group():
            line = written.rfind("\n", line, match.start()) + 1 or line
            if not _wrapped(written, line, match):
                continue
        elif _begins_like_a_unit(written, match.end()):
            continue
        pieces.append(written[kept : match.start()])
        length += match.start() - kept
        kept = match.end()
        starts.append(length)
        shifts.append(kept - length)
    if not pieces:
        return Closed(written, folded)
    pieces.append(written[kept:])
    return Closed("".join(pieces), folded, (0, *starts), (0, *shifts))


def _begins_like_a_unit(text: str, pos: int) -> bool:
    """Whether a katakana word only begins with a unit: セントラル with セント. After a space it is another word."""
    word, units = _KATAKANA_WORD.match(text, pos), forms(Lang.JA)
    if word is None or word[0] in units:
        return False
    return any(word[0][:length] in units for length in range(2, len(word[0])))


def _in_kanji(match: re.Match[str]) -> str:
    """As many characters with the kanji at the end: 3おく becomes 3, a character that falls away, and 億."""
    groups = match.groupdict()
    kana = groups["scale"] or groups["clock"]
    kanji = _KANJI[kana]
    return match["before"] + _FALLEN * (len(kana) - len(kanji)) + kanji


def _wrapped(text: str, line: int, gap: re.Match[str]) -> bool:
    """Whether a line break was made by wrapping: the line is long, and two figures belong together."""
    if gap.start() - line < SHORTEST_WRAPPED:
        return False
    before, after = text[gap.start() - 1], text[gap.end()]
    if not (before in "0123456789," and after in "0123456789,"):
        return True
    return _SPLIT_FIGURES.match(text, gap.end()) is not None


#: After a break between two figures: what is left of the number, with the unit that shows that it is one.
_SPLIT_FIGURES = re.compile(rf",?[0-9,.]{{1,12}}[%{HAN}]")
