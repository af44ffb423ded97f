"""Makes fingerprints, which identify a finding by its content, so that a decision about it survives edits elsewhere."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache

#: A longer text is replaced by its digest, which is computed once for all findings about it.
_LONG = 10_000


def fingerprint(kind: str, *texts: str) -> str:
    """Return 16 hexadecimal digits from a finding's kind and the texts it is about, independent of their position.

    White space and character width are ignored, so wrapping the lines of a file again changes nothing.
    """
    parts = [kind, *map(_plain, texts)]
    return _digest("\0".join(parts))[:16]


@lru_cache(maxsize=256)
def _plain(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return plain if len(plain) <= _LONG else _digest(plain)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
