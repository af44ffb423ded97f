"""Quotation marks of any style, as marks that open and marks that close.

Texts quote in many styles: “…”, "…", „…“, ”…”, «…», »…«, ‹…›, ‘…’, ``…'', `…', <<…>>, 〝…〟. Some marks open in one
style and close in another. English has spaces around quotations, so there the place of a mark decides. Japanese has no
spaces, so there the order of the marks decides.

Rule: offsets never change here. A mark without a partner holds nothing together.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple


def _with_guillemets(text: str) -> str:
    return text.replace("<<", "««").replace(">>", "»»")


# ---- English: by place.

_MARKS = re.compile("([“”„‟«»‹›‘‚])\\1?")
_OPENING = frozenset("“„‟«‹‘‚")
_BEFORE_OPENING = frozenset("([{—–-/")
_AFTER_CLOSING = frozenset(")]},;:.?!…—–-/")


def quotes_by_place(text: str) -> str:
    """Return an English text with “ for every mark that opens a quotation, and ” for every mark that closes one.

    A mark with a space before it and none after it opens; a mark with a space after it and none before it closes. Any
    other mark is what it usually is. Straight marks, ’ and backticks stay, because the rules know them.

    >>> quotes_by_place("„Go.“ »Go.« <<Go.>> ”Go.” « Go. »")
    '“Go.” “Go.” ““Go.”” “Go.” “ Go. ”'
    """
    return _MARKS.sub(_directed, _with_guillemets(text))


def _directed(match: re.Match[str]) -> str:
    before = match.string[max(match.start() - 1, 0) : match.start()]
    after = match.string[match.end() : match.end() + 1]
    free_before = not before or before.isspace() or before in _BEFORE_OPENING
    free_after = not after or after.isspace() or after in _AFTER_CLOSING
    opens = free_before if free_before != free_after else match[1] in _OPENING
    return ("“" if opens else "”") * len(match.group())


# ---- Japanese: by order.


class _Style(NamedTuple):
    """Marks of one family: a unit of them, those that open, and the pair of marks that stands for them."""

    unit: re.Pattern[str]
    opening: str
    pair: str


_STYLES = (
    _Style(re.compile('"'), "", "“”"),
    _Style(re.compile("[“”„‟]"), "“„‟", "“”"),
    _Style(re.compile("«{1,2}|»{1,2}"), "«", "«»"),
    _Style(re.compile("[‹›]"), "‹", "‹›"),
    # An apostrophe stands between letters. A backtick is a mark of quotation only if an apostrophe closes it.
    _Style(
        re.compile(r"(?<![A-Za-z0-9])[‘’‚']{1,2}|[‘’‚']{1,2}(?![A-Za-z0-9])|`{1,2}(?=[^`'’]{1,300}['’])"), "‘‚`", "‘’"
    ),
)
#: A stop inside a quotation. The one at its end is usual.
_STOP = re.compile(r"[。．.?!…](?=[^。．.?!…\s」』)])")


def quotes_by_order(text: str) -> str:
    """Return a Japanese text with every style of quotation as “…”, «…», ‹…› or ‘…’.

    Marks of a style that opens and closes with different marks keep their direction. Otherwise (one mark for both, or
    the closing mark first) they open and close in turn. If their number is odd, one has no partner: the one without
    which the quotations hold the fewest stops. It keeps its form.

    >>> quotes_by_order('"はい"と"いいえ"'), quotes_by_order('5"の板'), quotes_by_order("»行け。«と``最初''")
    ('“はい”と“いいえ”', '5"の板', '«行け。»と‘‘最初’’')
    """
    text = _with_guillemets(text)
    for style in _STYLES:
        units = list(style.unit.finditer(text))
        if units:
            text = _replaced(text, units, _roles(text, units, style.opening), style.pair)
    return text


def _replaced(text: str, units: list[re.Match[str]], roles: list[int], pair: str) -> str:
    pieces, end = [], 0
    for unit, role in zip(units, roles, strict=True):
        mark = unit.group() if role < 0 else pair[role] * len(unit.group())
        pieces += [text[end : unit.start()], mark]
        end = unit.end()
    return "".join([*pieces, text[end:]])


def _roles(text: str, units: list[re.Match[str]], opening: str) -> list[int]:
    """Return for every mark 0 if it opens, 1 if it closes, and -1 if it has no partner."""
    opens = [unit.group()[0] in opening for unit in units]
    if opens[0] and not all(opens):
        return [0 if one else 1 for one in opens]
    alone = _alone(text, units) if len(units) % 2 else len(units)
    return [-1 if k == alone else (k - (k > alone)) % 2 for k in range(len(units))]


def _alone(text: str, units: list[re.Match[str]]) -> int:
    """Return which of an odd number of marks has no partner; of several, the last."""
    stops = [len(_STOP.findall(text, left.end(), right.start())) for left, right in pairwise(units)]
    inside = sum(stops[1::2])  # without the first mark, the pairs hold every second gap from the second one on
    best, alone = inside, 0
    for k in range(2, len(units), 2):
        inside += stops[k - 2] - stops[k - 1]
        if inside <= best:
            best, alone = inside, k
    return alone
