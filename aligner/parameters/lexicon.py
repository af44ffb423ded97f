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
    """Translations of English stems and Japanese lemmas, and the frequency of each.

    Attributes:
        translations: stem → lemma → strength, the geometric mean of both translation probabilities; 0 if the
            translation comes from a dictionary only.
        en_share: stem → share of sentences that hold it.
        ja_share: lemma → share of sentences that hold it.
    """

    translations: Mapping[str, Mapping[str, float]]
    en_share: Mapping[str, float]
    ja_share: Mapping[str, float]


def load_lexicon(path: Path) -> Lexicon:
    """Loads a lexicon, and adds the translations of short replies, which ship with the program."""
    lines, en_share, ja_share = _tables(path)
    for stem, lemmas in load_replies().items():
        known = _entries(lines.get(stem, ""))
        lines[stem] = "\t".join([*filter(None, [lines.get(stem)]), *(lemma for lemma in lemmas if lemma not in known)])
        en_share.setdefault(stem, _UNSEEN)
        for lemma in lemmas:
            ja_share.setdefault(lemma, _UNSEEN)
    return Lexicon(Entries(lines), en_share, ja_share)


@cache
def load_replies() -> Mapping[str, Sequence[str]]:
    """Stems of one-word replies, each with the lemmas that translate it (``replies.tsv``)."""
    lines = REPLIES.read_text("utf-8").splitlines()
    replies: dict[str, list[str]] = {}
    for stems, lemmas in (line.split("\t") for line in lines if not line.startswith("#")):
        for stem in stems.split():
            replies.setdefault(stem, []).extend(lemmas.split())
    return replies


def read_lexicon(path: Path) -> Lexicon:
    """Reads the lexicon in a file, without replies.

    The file has two tables separated by an empty line. The columns of the first are stem, -log10 share, and any number
    of "lemma strength", or a lemma alone if only a dictionary has it. Those of the second are lemma and -log10 share.
    """
    lines, en_share, ja_share = _tables(path)
    return Lexicon(Entries(lines), en_share, ja_share)


def _tables(path: Path) -> tuple[dict[str, str], dict[str, float], dict[str, float]]:
    """Stem → its translations as written in the file; stem → share; lemma → share."""
    pairs, shares = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n\n")
    rows = [(*line.split("\t", 2), "")[:3] for line in pairs.split("\n")]
    ja_rows = (line.split("\t") for line in shares.split("\n") if line)
    return (
        {stem: entries for stem, _, entries in rows},
        {stem: _share(logarithm) for stem, logarithm, _ in rows},
        {lemma: _share(logarithm) for lemma, logarithm in ja_rows},
    )


def _entries(line: str) -> Mapping[str, float]:
    """Lemma → strength."""
    entries = (entry.partition(" ") for entry in line.split("\t") if entry)
    return {lemma: float(strength or 0) for lemma, _, strength in entries}


@cache
def _share(logarithm: str) -> float:
    """The share; cached, because shares have only one decimal of the logarithm and so few distinct values."""
    return float(10 ** -float(logarithm))


class Entries(Mapping[str, "Mapping[str, float]"]):
    """The translations in a lexicon file, parsed on first access."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        """``lines``: stem → its lemmas with their strengths, separated by tabs."""
        self._lines = lines
        self._parsed: dict[str, Mapping[str, float]] = {}

    def __getitem__(self, stem: str) -> Mapping[str, float]:
        parsed = self._parsed.get(stem)
        if parsed is None:
            parsed = self._parsed[stem] = _entries(self._lines[stem])
        return parsed

    def get(self, stem: str, default: Any = None) -> Any:
        """As for any mapping, but without an internal exception for missing words, which are frequent."""
        return self[stem] if stem in self._lines else default

    def __contains__(self, stem: object) -> bool:
        return stem in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)
