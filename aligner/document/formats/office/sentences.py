"""Counts sentences roughly and in the same way for both languages, to distinguish running text from labels."""

from __future__ import annotations

import re

#: A stop behind a word and before the start of another sentence: "Approx. 5 kg" and "1. Scope" have none.
_BETWEEN = re.compile(r"[a-z)\]”\"][.!?][”\"’)\]]?\s+[“\"(\[]?[A-Z]|[。！？][」』）]?\s*[^\s。！？」』）]")


def is_running(text: str) -> bool:
    """Return whether a text holds more than one sentence.

    >>> [is_running(text) for text in ("Press the key. The lamp lights up.", "No. 5, approx. 3 kg", "押す。点灯する。")]
    [True, False, True]
    """
    return _BETWEEN.search(text) is not None
