"""The profile of a document, for finding its translation: meaning of its parts, numbers, names, length.

The parts follow Thompson and Koehn 2020 ("Exploiting Sentence Order in Document Alignment"): each is a mean of sentence
embeddings, weighted by the distance of the sentence from the centre of the part. So two documents on one subject with
another order are distinguished.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligner.evidence.channels import read_document
from aligner.evidence.numbers import matching_keys
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aligner.arrays import Floats32, Ints64
    from aligner.evidence.encoder import Encoder
    from aligner.model import Document

Keys = NDArray[np.uint64]

#: Number of parts. Thompson and Koehn use 16; four are enough to distinguish chapters of a book
#: (all of 330 pieces of ten sentences of news, encyclopedia, verse and documentation).
PARTS = 4
#: Sentences from the start of a document whose embeddings are kept.
HEAD = 32
#: Maximum number of sentences that are embedded, evenly spread.
_MOST = 512
_WORD = re.compile(r"[a-z_][a-z0-9_]+")
#: Strings that translators keep: code, addresses, names. A string is counted up to `_REPEATS` times. Of a long text,
#: the smallest hashes are kept: they are the same sample in every document.
_STRING = re.compile(r"[!-~]{3,}")
_PATH_WORD = re.compile(r"[^\W_]+")
_REPEATS, _STRINGS, _SENTENCES = 20, 1024, 256


@dataclass(frozen=True)
class Profile:
    """The profile of a document.

    Attributes:
        parts: (`PARTS`, dimensions) mean embeddings of its parts, not of unit length.
        head: (up to `HEAD`, dimensions) embeddings of its first sentences.
        weights: (up to `HEAD`,) weight of each of them, the square root of its length.
        numbers: hashes of its numbers, sorted.
        names: hashes of its Latin words and of the origins of loan words, sorted.
        length: characters in all sentences.
        strings: hashes of its strings of visible ASCII characters with their counts, sorted, a sample of a long text.
        sentences: hashes of its sentences, sorted, a sample of a long text.
        path: hashes of the words of its path, sorted.
    """

    parts: Floats32
    head: Floats32
    weights: Floats32
    numbers: Keys
    names: Keys
    length: int
    strings: Keys
    sentences: Keys
    path: Keys


def profile(document: Document, encoder: Encoder, path: str = "") -> Profile:
    """Return the profile of a document with at least one segment, whose file is at ``path``."""
    reading = read_document(document)
    texts = reading.texts
    lengths = np.array([len(text) for text in texts], np.float32)
    chosen = _chosen(len(texts))
    vectors = encoder.vectors([texts[k] for k in chosen])
    weights = np.sqrt(lengths[chosen])
    ends = np.cumsum(lengths)
    places = np.asarray((ends - lengths / 2)[chosen] / max(float(ends[-1]), 1.0), np.float32)
    numbers = (str(key) for numbers in reading.numbers for number in numbers for key in matching_keys(number))
    words = set(_WORD.findall(reading.lines.folded.text.casefold()))
    if document.lang is Lang.JA:
        words |= {form.origin.casefold() for form in reading.words.forms if form.origin}
    first = min(HEAD, len(texts))
    return Profile(
        parts=_parts(vectors, weights, places),
        head=vectors[:first],
        weights=weights[:first],
        numbers=_hashed(numbers),
        names=_hashed(words),
        length=int(lengths.sum()),
        strings=_hashed(_counted(_STRING.findall(document.text)))[:_STRINGS],
        sentences=_hashed(texts)[:_SENTENCES],
        path=_hashed(_PATH_WORD.findall(path.casefold())),
    )


def _chosen(count: int) -> Ints64:
    """Return the sentences to embed: the first `HEAD`, and evenly spread ones up to `_MOST`."""
    if count <= _MOST:
        return np.arange(count)
    spread = np.linspace(HEAD, count - 1, _MOST - HEAD).astype(np.int64)
    return np.concatenate([np.arange(HEAD), spread])


def _parts(vectors: Floats32, weights: Floats32, places: Floats32) -> Floats32:
    """Return means around `PARTS` evenly spaced centres; weights fall to 0 one part away."""
    middles = (np.arange(PARTS) + 0.5) / PARTS
    distance = np.abs(places[None] - middles[:, None]) * PARTS
    near = np.maximum(1 - distance, 0)
    near[near.sum(axis=1) == 0] = np.exp(-4 * distance[near.sum(axis=1) == 0])
    shares = near * weights
    return np.asarray(shares @ vectors / np.maximum(shares.sum(axis=1, keepdims=True), 1e-9), np.float32)


def _counted(strings: Iterable[str]) -> Iterator[str]:
    """Yield each string with its number: a version that has a string twice differs from one that has it once.

    >>> list(_counted(["run", "now", "run"]))
    ['run 0', 'run 1', 'now 0']
    """
    for string, count in Counter(strings).items():
        yield from (f"{string} {k}" for k in range(min(count, _REPEATS)))


def _hashed(strings: Iterable[str]) -> Keys:
    """Return the different strings as sorted 64-bit hashes."""
    digests = {hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest() for text in set(strings)}
    return np.sort(np.frombuffer(b"".join(sorted(digests)), "<u8").astype(np.uint64))
