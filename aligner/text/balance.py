"""Brackets and quotation marks without a partner, looked for over a run of sentences.

A pair may open in one sentence and close a few later, and a quotation of several paragraphs opens each of them anew.
Half and full width are not told apart, and what is no bracket (``1)``, ``:)``, inches) does not count.
"""

from __future__ import annotations

import re
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
    opened: list[Stray] = []
    for k, text in enumerate(texts):
        found += _expired(opened, k)
        for mark in _marks(text, k):
            found += _take(opened, mark, at_start=not text[: mark.start].strip(" 　>*_-"))
    found += opened
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


def _expired(opened: list[Stray], k: int) -> Iterator[Stray]:
    """Takes out and gives those that opened too long ago."""
    for stray in [stray for stray in opened if k - stray.text > _REACH[stray.family]]:
        opened.remove(stray)
        yield stray


def _take(opened: list[Stray], mark: Stray, *, at_start: bool) -> Iterator[Stray]:
    """Opens or closes a pair; gives what turns out to have no partner."""
    partner = _PARTNER.get(mark.mark)
    if partner is None:
        if at_start and mark.mark == _REOPENED:
            _drop_last(opened, mark.mark, before=mark.text)
        opened.append(mark)
        return
    place = next((i for i in range(len(opened) - 1, -1, -1) if _plain(opened[i].mark) == _plain(partner)), None)
    if place is None:
        yield mark
        return
    inner = opened[place + 1 :]
    del opened[place:]
    yield from inner


def _plain(mark: str) -> str:
    return _WIDE.get(mark, mark)


def _drop_last(opened: list[Stray], mark: str, *, before: int) -> None:
    """A quotation that goes on in a new paragraph takes the place of its beginning."""
    for stray in reversed(opened):
        if stray.mark == mark and stray.text < before:
            opened.remove(stray)
            return


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
