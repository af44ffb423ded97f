"""Phrases that match as a whole, so that their numbers are not compared (24/7 and 24時間365日)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aligner.model import Span

if TYPE_CHECKING:
    from aligner.evidence.numbers.number import Number


def idiom_spans(en_text: str, ja_text: str) -> tuple[list[Span], list[Span]]:
    """Where idioms that both texts use stand in each.

    >>> idiom_spans("Open 24/7.", "24時間365日営業"), idiom_spans("Open 24/7.", "常時営業")
    (([Span(start=5, end=9)], [Span(start=0, end=8)]), ([], []))
    """
    en_spans: list[Span] = []
    ja_spans: list[Span] = []
    for english, japanese in _idioms():
        if japanese.search(ja_text) is None:  # much faster than the search for an English idiom
            continue
        here = [Span(*match.span()) for match in english.finditer(en_text)]
        if here:
            en_spans += here
            ja_spans += (Span(*match.span()) for match in japanese.finditer(ja_text))
    return en_spans, ja_spans


def outside(numbers: tuple[Number, ...], spans: list[Span]) -> tuple[Number, ...]:
    """The numbers that touch none of the spans; both are taken in the order of the text."""
    kept = []
    left = sorted(spans, reverse=True)
    for number in numbers:
        while left and left[-1].end <= number.start:
            left.pop()
        if not left or number.end <= left[-1].start:
            kept.append(number)
    return tuple(kept)


@cache
def _idioms() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    table = tomllib.loads(files(__package__).joinpath("idioms.toml").read_text("utf-8"))
    return tuple(
        (re.compile(rf"\b(?:{entry['en']})\b", re.IGNORECASE), re.compile(entry["ja"])) for entry in table["idiom"]
    )
