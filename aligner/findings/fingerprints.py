"""Fingerprints: what a finding is known by, so that a decision about it survives edits elsewhere."""

from __future__ import annotations

import hashlib
import unicodedata


def fingerprint(kind: str, *texts: str) -> str:
    """Sixteen hexadecimal digits from a finding's kind and the texts it is about, not from where they stand.

    White space and width do not count, so that re-wrapping a file changes nothing.
    """
    parts = [kind, *("".join(unicodedata.normalize("NFKC", text).split()) for text in texts)]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
