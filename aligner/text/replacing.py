r"""Characters that XML 1.0 cannot hold: replaced one for one, with a note from which they come back.

XML has no way to write most control characters, halves of surrogate pairs, U+FFFE and U+FFFF, not even escaped
(XML 1.0, production 2). Each becomes U+FFFD, so that offsets stay what they are, and a note says where it stood:
``3 U+0008, 12 U+001B``, offsets in code points.
"""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"

UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOTED = re.compile(r"(\d+) U\+([0-9A-F]{4,6})")


def replaced(text: str) -> tuple[str, str]:
    r"""A text that XML can hold, and the note of what was replaced, empty where nothing was.

    >>> replaced("beep\x07")
    ('beep�', '4 U+0007')
    """
    note = ", ".join(f"{found.start()} U+{ord(found[0]):04X}" for found in UNFIT.finditer(text))
    return (UNFIT.sub(REPLACEMENT, text), note) if note else (text, "")


def restored(text: str, note: str) -> str:
    r"""The text as it was.

    Raises:
        ValueError: when the note is none, or says of a place that does not hold a replacement.

    >>> restored("beep\ufffd", "4 U+0007")
    'beep\x07'
    """
    chars = list(text)
    for entry in note.split(", ") if note else ():
        found = _NOTED.fullmatch(entry)
        if found is None or int(found[1]) >= len(chars) or chars[int(found[1])] != REPLACEMENT:
            raise ValueError(f"{entry!r} names no replaced character of the text")
        chars[int(found[1])] = chr(int(found[2], 16))
    return "".join(chars)
