"""The script of characters, as far as needed to distinguish English and Japanese."""

from __future__ import annotations

import re

HIRAGANA = "\u3041-\u309f"
KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

#: Letters that are frequent only in Japanese text. Curly quotes and dashes are in neither class: they occur in both.
JAPANESE = re.compile(f"[{HIRAGANA}{KATAKANA}{HAN}]")
#: An English word, including contractions and hyphens.
ENGLISH_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
LATIN = re.compile("[A-Za-z\u00c0-\u024f\uff21-\uff3a\uff41-\uff5a]")
KATAKANA_RUN = re.compile(f"[{KATAKANA}][{KATAKANA}・゠=]*")
HAN_RUN = re.compile(f"[{HAN}]+")
HIRAGANA_CHAR = re.compile(f"[{HIRAGANA}]")


def count_scripts(text: str) -> tuple[int, int]:
    """(Latin letters, Japanese letters) in a text.

    >>> count_scripts("GDPは“5％”増")
    (3, 2)
    """
    return len(LATIN.findall(text)), len(JAPANESE.findall(text))
