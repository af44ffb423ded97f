"""Writes JSON as text: characters as they are, an entry a line.

The standard library writes it: msgspec writes some floats in another form (``1e-6``) and cannot write lone surrogates,
and the bytes of a record do not change between versions of this program.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
# Lone surrogates cannot be written in UTF-8. The others end a line for some readers, and JSON Lines must not.
_ESCAPED = re.compile("[\ud800-\udfff\u0085\u2028\u2029]")


def json_text(value: Any) -> str:
    r"""JSON on one line, with characters as they are.

    >>> json_text({"ja": "対訳\u2028"})
    '{"ja": "対訳\\u2028"}'
    """
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", _ENCODER.encode(value))


def laid_out(value: Any, depth: int = 0) -> str:
    """JSON with a key a line near the root and an entry a line in lists, so that records can be compared by line."""
    margin = "\n" + " " * (depth + 1)
    if isinstance(value, Mapping) and value and depth < 2:
        entries = [f"{json_text(key)}: {laid_out(entry, depth + 1)}" for key, entry in value.items()]
        return "{" + margin + ("," + margin).join(entries) + margin[:-1] + "}"
    if isinstance(value, list) and value:
        return "[" + margin + ("," + margin).join(map(json_text, value)) + margin[:-1] + "]"
    return json_text(value)
