"""Learn the word lexicon that ships: which English stems and Japanese lemmas translate each other.

    python -m tests.training.lexicon OUT.tsv.gz [--leave-out DOMAIN ...]

IBM Model 1 (Brown et al. 1993, "The mathematics of statistical machine translation") in both directions over the
sentence pairs of `material`; an entry's strength is the geometric mean of both probabilities. What only a dictionary
has (`dictionary`) stands there without a strength. Beside the pairs the table holds for every word how often it occurs,
as the share of sentences, which tells how little a match of a common word means; with a dictionary's renderings a word
is met by chance as often as the commonest of them is.
"""

from __future__ import annotations

import argparse
import gzip
import math
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.words import split_words
from aligner.model import Lang
from tests.training.dictionary import dictionary
from tests.training.material import kept_domains, sentence_pairs

if TYPE_CHECKING:
    from aligner.arrays import Floats64, Ints64


MAX_WORDS = 60  # longer pairs are mostly whole paragraphs, which teach Model 1 little and cost much
MIN_PAIRS = 2
ROUNDS = 6
MIN_STRENGTH = 0.06
MAX_TRANSLATIONS = 10
#: Share of sentences with a word that occurs less than five times in the material; with one that need not occur there.
RAREST, UNSEEN = 1e-5, 1e-4


def lemmas(text: str, lang: Lang) -> list[str]:
    """The distinct content lemmas of a sentence, sorted."""
    return sorted({word.lemma for word in split_words(text, lang) if word.content and not word.lemma.isdigit()})


class Vocabulary:
    """Words with numbers from 0; counts the sentences that hold each."""

    def __init__(self, sentences: list[list[str]]) -> None:
        self.counts = Counter(word for words in sentences for word in words)
        self.words = sorted(word for word, count in self.counts.items() if count >= MIN_PAIRS)
        self.ids = {word: k for k, word in enumerate(self.words)}

    def numbered(self, words: list[str]) -> list[int]:
        return [self.ids[word] for word in words if word in self.ids]


def co_occurrences(en: list[list[int]], ja: list[list[int]]) -> tuple[Ints64, Ints64, Ints64]:
    """For every pair of words in every sentence pair: sentence pair, English word, Japanese word."""
    pairs, left, right = [], [], []
    for k, (a, b) in enumerate(zip(en, ja, strict=True)):
        if a and b:
            left.append(np.repeat(np.array(a), len(b)))
            right.append(np.tile(np.array(b), len(a)))
            pairs.append(np.full(len(a) * len(b), k))
    return np.concatenate(pairs), np.concatenate(left), np.concatenate(right)


def model_one(
    given: Ints64,
    produced: Ints64,
    pair: Ints64,
    key: Ints64,
    keys: int,
) -> Floats64:
    """t(produced | given) for every distinct (given, produced) `key`, after ROUNDS of EM from uniform."""
    table = np.ones(keys)
    given_of_key = np.zeros(keys, np.int64)
    given_of_key[key] = given
    # An event is one produced word in one sentence pair; its given words share its one count.
    _, event = np.unique(pair * (produced.max() + 1) + produced, return_inverse=True)
    for _ in range(ROUNDS):
        weight = table[key]
        weight = weight / np.bincount(event, weight)[event]
        counts = np.bincount(key, weight, keys)
        table = counts / np.bincount(given_of_key, counts)[given_of_key]
    return table


def learn(
    leave_out: list[str],
) -> tuple[dict[str, list[tuple[str, float]]], dict[str, float], dict[str, float]]:
    """(English stem → translations with strength, share of sentences per stem, the same per lemma)."""
    texts = [pair for domain in kept_domains(leave_out) for pair in sentence_pairs(domain)]
    both = [(lemmas(en, Lang.EN), lemmas(ja, Lang.JA)) for en, ja in texts]
    both = [(en, ja) for en, ja in both if len(en) <= MAX_WORDS and len(ja) <= MAX_WORDS]
    en_words, ja_words = Vocabulary([en for en, _ in both]), Vocabulary([ja for _, ja in both])
    pair, en, ja = co_occurrences([en_words.numbered(en) for en, _ in both], [ja_words.numbered(ja) for _, ja in both])
    distinct, key = np.unique(en * len(ja_words.words) + ja, return_inverse=True)
    together = np.bincount(key)
    forward = model_one(en, ja, pair, key, len(distinct))
    backward = model_one(ja, en, pair, key, len(distinct))
    strength = np.sqrt(forward * backward)
    table: dict[str, list[tuple[str, float]]] = {}
    for k in np.flatnonzero((strength >= MIN_STRENGTH) & (together >= MIN_PAIRS)):
        stem, lemma = (
            en_words.words[distinct[k] // len(ja_words.words)],
            ja_words.words[distinct[k] % len(ja_words.words)],
        )
        table.setdefault(stem, []).append((lemma, float(strength[k])))
    for stem, found in table.items():
        table[stem] = sorted(found, key=lambda entry: (-entry[1], entry[0]))[:MAX_TRANSLATIONS]
    shares = [
        {word: count / len(both) for word, count in words.counts.items() if count >= 5}
        for words in (en_words, ja_words)
    ]
    return table, shares[0], shares[1]


def add_dictionary(
    table: dict[str, list[tuple[str, float]]], en_shares: dict[str, float], ja_shares: dict[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Add to a table what only the dictionary has.

    Returns how often the stems and the lemmas of the table are met: as often as they occur, or as the commonest of what
    the dictionary adds to them, by which they are met as well.
    """
    learned = {stem: {lemma for lemma, _ in found} for stem, found in table.items()}
    en_met = {stem: en_shares.get(stem, RAREST) for stem in table}
    ja_met = {lemma: ja_shares.get(lemma, RAREST) for lemmas in learned.values() for lemma in lemmas}
    for lemma, stems in sorted(dictionary().items()):
        for stem in sorted(stems):
            if lemma not in learned.get(stem, ()):
                table.setdefault(stem, []).append((lemma, 0.0))
                shares = en_shares.get(stem, UNSEEN), ja_shares.get(lemma, UNSEEN)
                en_met[stem] = max(en_met.get(stem, 0), *shares)
                ja_met[lemma] = max(ja_met.get(lemma, 0), *shares)
    return en_met, ja_met


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--leave-out", nargs="*", default=[])
    arguments = parser.parse_args()
    table, en_shares, ja_shares = learn(arguments.leave_out)
    learned = sum(map(len, table.values()))
    en_known, ja_known = add_dictionary(table, en_shares, ja_shares)
    lines = [
        "\t".join([stem, f"{-math.log10(en_known[stem]):.1f}", *(f"{a} {p:.2f}" if p else a for a, p in table[stem])])
        for stem in sorted(table)
    ]
    lines.append("")
    lines += [f"{lemma}\t{-math.log10(share):.1f}" for lemma, share in sorted(ja_known.items())]
    # No time stamp, so that the same material gives the same bytes.
    arguments.out.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    pairs = sum(map(len, table.values()))
    size = arguments.out.stat().st_size / 1024
    print(f"{len(table)} stems, {learned} pairs and {pairs - learned} of the dictionary, {size:.0f} KiB")


if __name__ == "__main__":
    main()
