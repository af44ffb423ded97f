"""Finds brackets and quotation marks without a partner in a run of sentences.

A pair may open in one sentence and close a few sentences later, and a quotation of several paragraphs may open again in
each of them. Half width and full width match each other. Characters that are not brackets (``1)``, ``:)``, inches) are
ignored.
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
    """The family of a mark."""

    BRACKET = "bracket"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Stray:
    """A mark without its partner: the number of its text, and its offset there."""

    family: Family
    mark: str
    text: int
    start: int


_PARTNER = dict(zip(")]」』】〕》〉”）］", "([「『【〔《〈“（［", strict=True))
_WIDE = {"（": "(", "［": "["}
_STRAIGHT = '"'
#: In English this mark opens every paragraph of a quotation, though only the last paragraph closes it.
_REOPENED = "“"
_QUOTATION = frozenset("「『“《〈" + _STRAIGHT)
_MARK = re.compile(r"[()\[\]「」『』【】〔〕《》〈〉“”（）［］\"]")
#: Text before a closing bracket without a partner that is part of an enumerator or an emoticon.
_NO_BRACKET = re.compile(
    r"(?:^|[\s　、。,;:：；（「*_>-])"
    r"(?:[0-9０-９]{1,3}|[A-Za-zａ-ｚ]{1,2}|[ivx]{1,5}|[ア-ンあ-ん一二三四五六七八九十])$|[:;=][-^']?$|[\^_´｀`]$"
)
#: Number of texts after which a quotation or a bracket must be closed.
_REACH = {Family.QUOTATION: 8, Family.BRACKET: 3}


def stray_marks(texts: Sequence[str]) -> list[Stray]:
    """The marks without a partner in texts that follow each other, in order.

    >>> [stray.mark for stray in stray_marks(["He said [softly.", "1) “Yes. Now.", "He left.”", "「はい（笑）"])]
    ['[', '「']
    """
    strays: list[Stray] = []
    opened = _Opened()
    for k, text in enumerate(texts):
        strays += opened.expired(k)
        begins = len(text) - len(text.lstrip(" 　>*_-"))
        for mark in _marks(text, k):
            strays += opened.take(mark, at_start=mark.start <= begins)
    strays += opened.strays
    strays = _without_speeches(strays)
    strays += _odd_straight(texts)
    kept = [stray for stray in strays if not _is_no_mark(texts[stray.text], stray)]
    return sorted(kept, key=lambda stray: (stray.text, stray.start))


def _without_speeches(strays: Sequence[Stray]) -> list[Stray]:
    """The marks without those that open and close a long quotation."""
    kept: list[Stray] = []
    for stray in sorted(strays, key=lambda stray: (stray.text, stray.start)):
        partner = _PARTNER.get(stray.mark)
        if stray.family is Family.QUOTATION and kept and kept[-1].mark == partner and kept[-1].text < stray.text:
            kept.pop()
        else:
            kept.append(stray)
    return kept


def unbalanced(text: str) -> frozenset[Family]:
    """The families of marks that are not balanced in a text.

    >>> sorted(unbalanced('"Yes, he said (softly).'))
    [<Family.QUOTATION: 'quotation'>]
    """
    return frozenset(stray.family for stray in stray_marks([text]))


def _marks(text: str, k: int) -> Iterator[Stray]:
    for match in _MARK.finditer(text):
        if match[0] != _STRAIGHT:
            yield Stray(_family(match[0]), match[0], k, match.start())


def _family(mark: str) -> Family:
    return Family.QUOTATION if _PARTNER.get(mark, mark) in _QUOTATION else Family.BRACKET


class _Opened:
    """The open marks, and their number by kind, so that a partner is searched for only if there is one."""

    def __init__(self) -> None:
        self.strays: list[Stray] = []
        self._waiting: Counter[str] = Counter()

    def expired(self, k: int) -> list[Stray]:
        """Removes and returns the marks that were opened too long ago."""
        old = [stray for stray in self.strays if k - stray.text > _REACH[stray.family]]
        if old:
            self.strays = [stray for stray in self.strays if k - stray.text <= _REACH[stray.family]]
            self._waiting.subtract(_plain(stray.mark) for stray in old)
        return old

    def take(self, mark: Stray, *, at_start: bool) -> list[Stray]:
        """Opens or closes a pair, and returns the marks that have no partner as a result."""
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
        """Removes the last such mark: a quotation that continues in a new paragraph is opened again there."""
        for place in range(len(self.strays) - 1, -1, -1):
            if self.strays[place].mark == mark and self.strays[place].text < before:
                del self.strays[place]
                self._waiting[_plain(mark)] -= 1
                return


def _plain(mark: str) -> str:
    return _WIDE.get(mark, mark)


def _odd_straight(texts: Sequence[str]) -> Iterator[Stray]:
    """The last straight quotation mark of a text with an odd number of them, if no text nearby has an odd number."""
    odd = [k for k, text in enumerate(texts) if text.count(_STRAIGHT) % 2]
    reach = _REACH[Family.QUOTATION]
    for place, k in enumerate(odd):
        near = odd[max(place - 1, 0) : place] + odd[place + 1 : place + 2]
        if all(abs(k - other) > reach for other in near):
            yield Stray(Family.QUOTATION, _STRAIGHT, k, texts[k].rindex(_STRAIGHT))


def _is_no_mark(text: str, stray: Stray) -> bool:
    """Whether a mark is part of an enumerator or emoticon, or means inches."""
    before, after = text[max(stray.start - 8, 0) : stray.start], text[stray.start + 1 : stray.start + 2]
    if stray.mark == _STRAIGHT:
        return before[-1:].isdigit()
    if stray.mark in ")）":
        return _NO_BRACKET.search(before) is not None
    return stray.mark in "(（" and (before.endswith((":", ";")) or after in ("^", ";", "´"))
