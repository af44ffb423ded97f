"""Gold documents with clauses taken out, from a fixed seed: what should be found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.evidence.clauses import Clause, split_clauses
from aligner.evidence.words import Word, split_words
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from tests.benchmarks.gold_sets import Bead, GoldDocument

SEED = 7
#: Share of beads that a clause is taken from, where one can be.
SHARE = 0.3
#: Content words that a clause holds to be taken, unless it holds a figure or a name.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Planted:
    """A clause taken out of a bead: from which side, what it said, and the clauses that its segment kept."""

    lang: Lang
    text: str
    kept: tuple[str, ...]


def plant(document: GoldDocument, draw: Random) -> tuple[GoldDocument, Mapping[Bead, Planted]]:
    """The document without some clauses, and what was taken out of which bead."""
    texts = {Lang.EN: list(document.en), Lang.JA: list(document.ja)}
    planted: dict[Bead, Planted] = {}
    for bead in sorted(bead for bead in document.beads if all(bead)):
        if draw.random() >= SHARE:
            continue
        lang = draw.choice(list(Lang))
        segment = draw.choice(bead[0] if lang is Lang.EN else bead[1])
        text = texts[lang][segment]
        words = split_words(text, lang)
        clauses = split_clauses(text, words, lang)
        eligible = [clause for clause in clauses if not clause.aside and _tells(clause, text, words)]
        if len(clauses) < 2 or not eligible:
            continue
        gone = draw.choice(eligible)
        kept = tuple(text[one.start : one.end] for one in clauses if one is not gone)
        planted[bead] = Planted(lang, text[gone.start : gone.end], kept)
        texts[lang][segment] = without(text, gone)
    return replace(document, en=texts[Lang.EN], ja=texts[Lang.JA]), planted


def without(text: str, clause: Clause) -> str:
    """A text without a clause and the comma that parted it from what follows.

    >>> without("The tower, which fell, stands.", Clause(11, 21))
    'The tower, stands.'
    """
    before, after = text[: clause.start], text[clause.end :]
    return (before + after.lstrip(",;:、，；： ")).strip()


def _tells(clause: Clause, text: str, words: Sequence[Word]) -> bool:
    inside = [word for word in words if clause.start <= word.start < clause.end]
    if sum(word.content for word in inside) >= FEWEST:
        return True
    return any(char.isdigit() for char in text[clause.start : clause.end]) or any(
        word.form.name and word.start > clause.start for word in inside
    )
