"""Brackets and quotation marks without a partner, looked for over a run of sentences.

A pair may open in one sentence and close a few later, and a quotation of several paragraphs opens each of them anew.
Half and full width are not told apart, and what is no bracket (``1)``, ``:)``, inches) does not count.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Family(StrEnum):
    """What a mark is for."""

    BRACKET = "bracket"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Stray:
    """A mark without its partner: which text it is in, and where there."""

    family: Family
    mark: str
    text: int
    start: int


_PARTNER = dict(zip(")]」』】〕》〉”）］", "([「『【〔《〈“（［", strict=True))
_WIDE = {"（": "(", "［": "["}
_STRAIGHT = '"'
#: In English opens every paragraph of a quotation, though only the last closes it.
_REOPENED = "“"
_QUOTATION = frozenset("「『“《〈" + _STRAIGHT)
_MARK = re.compile(r"[()\[\]「」『』【】〔〕《》〈〉“”（）［］\"]")
#: Before a closing bracket without a partner: an enumerator, or a face.
_NO_BRACKET = re.compile(
    r"(?:^|[\s　、。,;:：；（「*_>-])"
    r"(?:[0-9０-９]{1,3}|[A-Za-zａ-ｚ]{1,2}|[ivx]{1,5}|[ア-ンあ-ん一二三四五六七八九十])$|[:;=][-^']?$|[\^_´｀`]$"
)
#: A quotation may close so many texts after it opened, a bracket so many.
_REACH = {Family.QUOTATION: 8, Family.BRACKET: 3}


def stray_marks(texts: Sequence[str]) -> list[Stray]:
    """The marks without a partner in texts that follow each other, in order.

    >>> [stray.mark for stray in stray_marks(["He said [softly.", "1) “Yes. Now.", "He left.”", "「はい（笑）"])]
    ['[', '「']
    """
    found: list[Stray] = []
    opened = _Opened()
    for k, text in enumerate(texts):
        found += opened.expired(k)
        begins = len(text) - len(text.lstrip(" 　>*_-"))
        for mark in _marks(text, k):
            found += opened.take(mark, at_start=mark.start <= begins)
    found += opened.strays
    found = _without_speeches(found)
    found += _odd_straight(texts)
    kept = [stray for stray in found if not _is_no_mark(texts[stray.text], stray)]
    return sorted(kept, key=lambda stray: (stray.text, stray.start))


def _without_speeches(strays: Sequence[Stray]) -> list[Stray]:
    """Without what opens a long quotation and what closes it far below."""
    kept: list[Stray] = []
    for stray in sorted(strays, key=lambda stray: (stray.text, stray.start)):
        partner = _PARTNER.get(stray.mark)
        if stray.family is Family.QUOTATION and kept and kept[-1].mark == partner and kept[-1].text < stray.text:
            kept.pop()
        else:
            kept.append(stray)
    return kept


def unbalanced(text: str) -> frozenset[Family]:
    """The families of which a text opens more than it closes, or the reverse.

    >>> sorted(unbalanced('"Yes, he said (softly).'))
    [<Family.QUOTATION: 'quotation'>]
    """
    return frozenset(stray.family for stray in stray_marks([text]))


def _marks(text: str, k: int) -> Iterator[Stray]:
    for found in _MARK.finditer(text):
        if found[0] != _STRAIGHT:
            yield Stray(_family(found[0]), found[0], k, found.start())


def _family(mark: str) -> Family:
    return Family.QUOTATION if _PARTNER.get(mark, mark) in _QUOTATION else Family.BRACKET


class _Opened:
    """The marks that wait for their partners, and how many of each there are, so that none is looked for in vain."""

    def __init__(self) -> None:
        self.strays: list[Stray] = []
        self._waiting: Counter[str] = Counter()

    def expired(self, k: int) -> list[Stray]:
        """Takes out and gives those that opened too long ago."""
        old = [stray for stray in self.strays if k - stray.text > _REACH[stray.family]]
        if old:
            self.strays = [stray for stray in self.strays if k - stray.text <= _REACH[stray.family]]
            self._waiting.subtract(_plain(stray.mark) for stray in old)
        return old

    def take(self, mark: Stray, *, at_start: bool) -> list[Stray]:
        """Opens or closes a pair; gives what turns out to have no partner."""
        partner = _PARTNER.get(mark.mark)
        if partner is None:
            if at_start and mark.mark == _REOPENED:
                self._drop_last(mark.mark, before=mark.text)
            self.strays.append(mark)
            self._waiting[_plain(mark.mark)] += 1
            return []
        partner = _plain(partner)
        if not self._waiting[partner]:
            return [mark]
        inner: list[Stray] = []
        while _plain((last := self.strays.pop()).mark) != partner:
            inner.append(last)
        self._waiting.subtract([partner, *(_plain(stray.mark) for stray in inner)])
        return inner[::-1]

    def _drop_last(self, mark: str, *, before: int) -> None:
        """A quotation that goes on in a new paragraph takes the place of its beginning."""
        for place in range(len(self.strays) - 1, -1, -1):
            if self.strays[place].mark == mark and self.strays[place].text < before:
                del self.strays[place]
                self._waiting[_plain(mark)] -= 1
                return


def _plain(mark: str) -> str:
    return _WIDE.get(mark, mark)


def _odd_straight(texts: Sequence[str]) -> Iterator[Stray]:
    """The last straight quotation mark of a text with an odd number of them, where no text close by has one too."""
    odd = [k for k, text in enumerate(texts) if text.count(_STRAIGHT) % 2]
    reach = _REACH[Family.QUOTATION]
    for place, k in enumerate(odd):
        near = odd[max(place - 1, 0) : place] + odd[place + 1 : place + 2]
        if all(abs(k - other) > reach for other in near):
            yield Stray(Family.QUOTATION, _STRAIGHT, k, texts[k].rindex(_STRAIGHT))


def _is_no_mark(text: str, stray: Stray) -> bool:
    """Whether a stray is an enumerator's, a face's, or stands for inches."""
    before, after = text[max(stray.start - 8, 0) : stray.start], text[stray.start + 1 : stray.start + 2]
    if stray.mark == _STRAIGHT:
        return before[-1:].isdigit()
    if stray.mark in ")）":
        return _NO_BRACKET.search(before) is not None
    return stray.mark in "(（" and (before.endswith((":", ";")) or after in ("^", ";", "´"))
