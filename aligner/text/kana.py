"""Converts kana to Latin letters (Hepburn without marks for long vowels).

This is a table and not a library. Readings are in katakana already, from UniDic or from the text, and only a plain
spelling is needed for comparison with English. Libraries for this bring their own tokeniser.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ROWS = {
    "アイウエオ": "a i u e o",
    "カキクケコ": "ka ki ku ke ko",
    "ガギグゲゴ": "ga gi gu ge go",
    "サシスセソ": "sa shi su se so",
    "ザジズゼゾ": "za ji zu ze zo",
    "タチツテト": "ta chi tsu te to",
    "ダヂヅデド": "da ji zu de do",
    "ナニヌネノ": "na ni nu ne no",
    "ハヒフヘホ": "ha hi fu he ho",
    "バビブベボ": "ba bi bu be bo",
    "パピプペポ": "pa pi pu pe po",
    "マミムメモ": "ma mi mu me mo",
    "ラリルレロ": "ra ri ru re ro",
    "ヤユヨワヲンヴヰヱ": "ya yu yo wa o n vu i e",
    "ァィゥェォャュョヮ": "a i u e o ya yu yo wa",
}
_KANA = {kana: latin for row, line in _ROWS.items() for kana, latin in zip(row, line.split(), strict=True)}
#: A small vowel or y-kana replaces the vowel before it: キャ kya, ファ fa, ティ ti, ウェ we.
_SMALL = frozenset("ァィゥェォャュョヮ")
_GLIDE = {"u": "w", "i": "y"}
_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
#: Every kana and its spelling.
_SPELLED = str.maketrans(
    {char: _KANA.get(chr(code), chr(code)) for char, code in _HIRAGANA_TO_KATAKANA.items()} | _KANA
)
_WITH_SMALL_KANA = re.compile("(.[ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ]+)")
_DOUBLED = re.compile(r"(?<!ッ)ッ++(?=([bcdfghjkmnprstvwyz]))")


def romanise(kana: str) -> str:
    """Hepburn spelling of katakana or hiragana; ー is dropped, ッ doubles, other characters are unchanged.

    Words separated by line feeds are spelled separately.

    >>> [romanise(word) for word in ("スプリント", "フェニックス", "チャーチル", "ウィーン", "きょうと")]
    ['supurinto', 'fenikkusu', 'chachiru', 'win', 'kyouto']
    """
    parts = _WITH_SMALL_KANA.split(kana.replace("ー", ""))
    parts[1::2] = map(_contracted, parts[1::2])
    spelled = "".join(parts).translate(_SPELLED)
    return _DOUBLED.sub(r"\1", spelled).replace("ッ", "") if "ッ" in spelled else spelled


@lru_cache(maxsize=1_000)
def _contracted(kana: str) -> str:
    """Spells a kana, or any other character, together with the small kana after it."""
    spelled: list[str] = []
    for char in kana.translate(_HIRAGANA_TO_KATAKANA):
        latin = _KANA.get(char, char)
        if char in _SMALL and spelled and spelled[-1][-1] in "aeiou":
            spelled[-1] = _joined(spelled[-1], latin)
        else:
            spelled.append(latin)
    return "".join(spelled)


def _joined(before: str, small: str) -> str:
    stem, vowel = before[:-1], before[-1]
    if not stem:
        return _GLIDE.get(vowel, vowel) + small.lstrip("yw")
    if small[0] in "yw" and stem in ("sh", "ch", "j"):
        return stem + small[1:]
    if small[0] not in "yw" and stem == "ts":
        return "ts" + small
    return stem + small
