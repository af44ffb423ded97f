"""The lexicon: translations of words, how strong they are, and how common each word is.

Rule: translations are parsed on first access, because a document uses about one in twenty.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Short replies and their translations; they are added to every lexicon.
REPLIES = Path(__file__).with_name("replies.tsv")
#: Share of sentences that is assumed for a word of a reply that is in no lexicon.
_UNSEEN = 1e-4


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Which English stems and Japanese lemmas translate each other, and how common each is.

    Attributes:
        translations: stem → lemma → strength, the geometric mean of both translation probabilities; 0 where only a
            dictionary says so.
        en_share: stem → share of sentences that hold it.
        ja_share: lemma → share of sentences that hold it.
    """

    translations: Mapping[str, Mapping[str, float]]
    en_share: Mapping[str, float]
    ja_share: Mapping[str, float]


def load_lexicon(path: Path) -> Lexicon:
    """The lexicon in a file, with what people reply to one another, which ships whatever was learned."""
    lines, en_share, ja_share = _tables(path)
    for stem, lemmas in load_replies().items():
        known = _entries(lines.get(stem, ""))
        lines[stem] = "\t".join([*filter(None, [lines.get(stem)]), *(each for each in lemmas if each not in known)])
        en_share.setdefault(stem, _UNSEEN)
        for lemma in lemmas:
            ja_share.setdefault(lemma, _UNSEEN)
    return Lexicon(Entries(lines), en_share, ja_share)


@cache
def load_replies() -> Mapping[str, Sequence[str]]:
    """Stems of what is said in a word, each with the lemmas that answer it (``replies.tsv``)."""
    lines = REPLIES.read_text("utf-8").splitlines()
    found: dict[str, list[str]] = {}
    for stems, lemmas in (line.split("\t") for line in lines if not line.startswith("#")):
        for stem in stems.split():
            found.setdefault(stem, []).extend(lemmas.split())
    return found


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon in a file.

    Two tables parted by an empty line: stem, -log10 share, "lemma strength"…, a lemma alone where only a dictionary has
    it; and lemma, -log10 share.
    """
    lines, en_share, ja_share = _tables(path)
    return Lexicon(Entries(lines), en_share, ja_share)


def _tables(path: Path) -> tuple[dict[str, str], dict[str, float], dict[str, float]]:
    """Stem → its translations as they are written; stem → its share; lemma → its share."""
    pairs, shares = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n\n")
    rows = [(*line.split("\t", 2), "")[:3] for line in pairs.split("\n")]
    ja_rows = (line.split("\t") for line in shares.split("\n") if line)
    return (
        {stem: entries for stem, _, entries in rows},
        {stem: _share(logarithm) for stem, logarithm, _ in rows},
        {lemma: _share(logarithm) for lemma, logarithm in ja_rows},
    )


def _entries(line: str) -> Mapping[str, float]:
    """Lemmas with their strengths."""
    entries = (entry.partition(" ") for entry in line.split("\t") if entry)
    return {lemma: float(strength or 0) for lemma, _, strength in entries}


@cache
def _share(logarithm: str) -> float:
    """Read once for every value there is: shares are told to a tenth of a power of ten."""
    return float(10 ** -float(logarithm))


class Entries(Mapping[str, "Mapping[str, float]"]):
    """The translations in a lexicon's file, each read when it is first asked for: a document asks for one in twenty."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        """``lines``: stem → its lemmas with their strengths, parted by tabs."""
        self._lines = lines
        self._read: dict[str, Mapping[str, float]] = {}

    def __getitem__(self, stem: str) -> Mapping[str, float]:
        found = self._read.get(stem)
        if found is None:
            found = self._read[stem] = _entries(self._lines[stem])
        return found

    def get(self, stem: str, default: Any = None) -> Any:
        """As of any mapping, but without an exception for the many words that a lexicon does not have."""
        return self[stem] if stem in self._lines else default

    def __contains__(self, stem: object) -> bool:
        return stem in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)
