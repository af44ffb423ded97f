"""Fingerprints identify a finding by its content, so that a decision about it survives edits elsewhere."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache

#: A longer text stands for itself by its digest, so that a thousand findings about it do not read it a thousand times.
_LONG = 10_000


def fingerprint(kind: str, *texts: str) -> str:
    """Sixteen hexadecimal digits from a finding's kind and the texts it is about, not from where they stand.

    White space and width do not count, so that re-wrapping a file changes nothing.
    """
    parts = [kind, *map(_plain, texts)]
    return _digest("\0".join(parts))[:16]


@lru_cache(maxsize=256)
def _plain(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return plain if len(plain) <= _LONG else _digest(plain)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
