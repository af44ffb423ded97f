"""Repeated pairs: equal ones by a digest, similar ones by MinHash.

Signatures come from `datasketch` (Broder 1997, "On the resemblance and containment of documents"), and so does the
number of bands into which they are cut for a threshold. Two pairs that agree in a band are compared by their whole
signatures. Similar pairs form groups (connected components), and the first pair of a group is kept. The order depends
on the names of the documents, not on the speed of workers.

One band is processed at a time, so memory holds a few numbers for each pair; the signatures are in files.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligner.batch.extras import extra
from aligner.batch.groups import Groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.arrays import Ints64

Digests = NDArray[np.uint64]
Signatures = NDArray[np.uint32]

#: Numbers of a signature; the standard error of a similarity is about 0.05 ( √(j(1-j)/64)).
NUMBERS = 64
#: Length of the character n-grams that are compared, English and Japanese.
_NGRAM = {"en": 5, "ja": 3}
#: Signatures, and pairs with the same band, that are processed at once; this bounds the memory.
_SIGNATURES, _PAIRS = 2**16, 2**14
_MIXER = np.uint64(0x9E3779B97F4A7C15)


def digest(text: str) -> int:
    """Return a 64-bit digest of a text."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def signatures(normal_forms: Sequence[str]) -> Signatures:
    """(pairs, `NUMBERS`) MinHash signatures of pairs in their normal form."""
    if not normal_forms:
        return np.empty((0, NUMBERS), np.uint32)
    made = extra("datasketch").MinHash.bulk(map(_ngrams, normal_forms), num_perm=NUMBERS, seed=1)
    return np.stack([minhash.hashvalues for minhash in made]).astype(np.uint32)


def _ngrams(normal_form: str) -> list[bytes]:
    """Return the different n-grams of both sides; a shorter side whole."""
    en, ja = normal_form.split("\t")
    ngrams = {
        f"{side}{text[k : k + _NGRAM[side]]}"
        for side, text in (("en", en), ("ja", ja))
        for k in range(max(1, len(text) - _NGRAM[side] + 1))
    }
    return [text.encode("utf-8", "replace") for text in sorted(ngrams)]


def same(digests: Digests) -> Ints64:
    """Return (pairs,) for each pair the index of the first pair with the same digest."""
    _, first, group = np.unique(digests, return_index=True, return_inverse=True)
    return np.asarray(first[group], np.int64)


def nearly_same(signatures: Signatures, threshold: float) -> Ints64:
    """Return (pairs,) for each pair the index of the first pair of its group."""
    lsh = extra("datasketch").MinHashLSH(threshold=threshold, num_perm=NUMBERS)
    groups = Groups(len(signatures))
    for band in range(lsh.b):
        for first, other in _meeting(_band_keys(signatures, band * lsh.r, lsh.r)):
            alike = (signatures[first] == signatures[other]).mean(axis=1) >= threshold
            for one, two in zip(first[alike].tolist(), other[alike].tolist(), strict=True):
                groups.join(one, two)
    return groups.firsts()


def _band_keys(signatures: Signatures, start: int, width: int) -> Digests:
    """Return a band of each signature as one number."""
    keys = np.zeros(len(signatures), np.uint64)
    for row in range(0, len(signatures), _SIGNATURES):
        band = np.asarray(signatures[row : row + _SIGNATURES, start : start + width], np.uint64)
        key = np.zeros(len(band), np.uint64)
        for column in band.T:
            key = (key ^ column) * _MIXER
            key ^= key >> np.uint64(29)
        keys[row : row + _SIGNATURES] = key
    return keys


def _meeting(keys: Digests) -> list[tuple[Ints64, Ints64]]:
    """Return pairs with the same key, each with the first pair that has it, in groups of limited size."""
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=keys[order[:1]] + np.uint64(1)))
    first = np.repeat(order[starts], np.diff(starts, append=len(order)))
    meets = first != order
    first, other = first[meets], order[meets]
    return [(first[k : k + _PAIRS], other[k : k + _PAIRS]) for k in range(0, len(first), _PAIRS)]
