"""JSON as text: plain characters, one line or few."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

# Lone surrogates cannot be written in UTF-8; the rest are line ends to some readers, which one line of JSON
# must not hold.
_ESCAPED = re.compile("[\ud800-\udfff\u0085\u2028\u2029]")


def json_text(value: Any) -> str:
    r"""JSON on one line, in plain characters.

    >>> json_text({"ja": "対訳\u2028"})
    '{"ja": "対訳\\u2028"}'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def laid_out(value: Any, depth: int = 0) -> str:
    """JSON with a key a line near the root and an entry a line in lists: records can be read and compared."""
    margin = "\n" + " " * (depth + 1)
    if isinstance(value, Mapping) and value and depth < 2:
        entries = [f"{json_text(key)}: {laid_out(entry, depth + 1)}" for key, entry in value.items()]
        return "{" + margin + ("," + margin).join(entries) + margin[:-1] + "}"
    if isinstance(value, list) and value:
        return "[" + margin + ("," + margin).join(map(json_text, value)) + margin[:-1] + "]"
    return json_text(value)
