r"""Replaces characters that XML 1.0 cannot hold, one for one, with a note from which they can be restored.

XML cannot write most control characters, halves of surrogate pairs, U+FFFE and U+FFFF, not even escaped (XML 1.0,
production 2). Each becomes U+FFFD, so that offsets are unchanged. The note has their positions, with offsets in code
points: ``3 U+0008, 12 U+001B``.
"""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"

UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOTED = re.compile(r"(\d+) U\+([0-9A-F]{4,6})")


def replaced(text: str) -> tuple[str, str]:
    r"""A text that XML can hold, and the note of the replaced characters, which may be empty.

    >>> replaced("beep\x07")
    ('beep�', '4 U+0007')
    """
    note = ", ".join(f"{match.start()} U+{ord(match[0]):04X}" for match in UNFIT.finditer(text))
    return (UNFIT.sub(REPLACEMENT, text), note) if note else (text, "")


def restored(text: str, note: str) -> str:
    r"""The original text.

    Raises:
        ValueError: the note is malformed, or names a position without a replaced character.

    >>> restored("beep\ufffd", "4 U+0007")
    'beep\x07'
    """
    chars = list(text)
    for entry in note.split(", ") if note else ():
        match = _NOTED.fullmatch(entry)
        if match is None or int(match[1]) >= len(chars) or chars[int(match[1])] != REPLACEMENT:
            raise ValueError(f"{entry!r} names no replaced character of the text")
        chars[int(match[1])] = chr(int(match[2], 16))
    return "".join(chars)
