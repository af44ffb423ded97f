"""Stems of English words: Porter's algorithm (1980) with the amendments of NLTK's extended mode.

This is a separate implementation because every distinct word of a document is stemmed, and NLTK's takes several times
as long. A test compares both. The names of the steps are Porter's.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TypeAlias

_IRREGULAR = {
    "skies": "sky", "sky": "sky", "dying": "die", "lying": "lie", "tying": "tie", "news": "news", "innings": "inning",
    "inning": "inning", "outings": "outing", "outing": "outing", "cannings": "canning", "canning": "canning",
    "howe": "howe", "proceed": "proceed", "exceed": "exceed", "succeed": "succeed",
}  # fmt: skip
_CONSONANT, _VOWEL, _Y = b"cvy"
#: Every byte as consonant, vowel, or y, which may be either.
_SOUNDS = bytes(_VOWEL if char in b"aeiou" else _Y if char in b"y" else _CONSONANT for char in range(256))

#: Penultimate letter → (suffix, replacement); the first match is used.
Rules: TypeAlias = dict[str, list[tuple[str, str]]]


def _by_penultimate(rules: str) -> Rules:
    """Groups rules "suffix:replacement" by penultimate letter, so that a word is compared with few; order is kept."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for rule in rules.split():
        suffix, _, replacement = rule.partition(":")
        groups[suffix[-2]].append((suffix, replacement))
    return dict(groups)


_STEP_2 = _by_penultimate(
    "ational:ate tional:tion enci:ence anci:ance izer:ize bli:ble entli:ent eli:e ousli:ous ization:ize ation:ate"
    " ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble fulli:ful"
)
_STEP_3 = _by_penultimate("icate:ic ative: alize:al iciti:ic ical:ic ful: ness:")
_STEP_4 = _by_penultimate(
    "al: ance: ence: er: ic: able: ible: ant: ement: ment: ent: ou: ism: ate: iti: ous: ive: ize:"
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a lower-case word; words with other than ASCII letters are unchanged.

    >>> [stem(word) for word in ("projects", "running", "relational", "happily")]
    ['project', 'run', 'relat', 'happili']
    """
    if len(word) <= 2 or not word.isascii():
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    # For most words, the last letter already shows that a step does not apply.
    if word[-1] == "s":
        word = _step_1a(word)
    if word[-1] in "dg":
        word = _step_1b(word)
    if word[-1] == "y" and len(word) > 2 and _sounds(word)[-2] == _CONSONANT:
        word = word[:-1] + "i"  # step 1c
    word = _step_2(word)
    word = _replaced(word, _STEP_3, 0)
    word = _step_4(word)
    return _step_5(word) if word[-1] in "el" else word


def _sounds(word: str) -> bytes:
    """For every letter whether it is a consonant or a vowel; y is a vowel after a consonant."""
    sounds = word.encode().translate(_SOUNDS)
    if _Y not in sounds:
        return sounds
    resolved = bytearray(sounds)
    for k, sound in enumerate(resolved):
        if sound == _Y:
            resolved[k] = _VOWEL if k and resolved[k - 1] == _CONSONANT else _CONSONANT
    return bytes(resolved)


def _measure(word: str) -> int:
    """Porter's m: the number of times a consonant follows a vowel."""
    return _sounds(word).count(b"vc")


def _closed(word: str) -> bool:
    """Porter's *o: whether a word ends in consonant, vowel, consonant other than w, x, y."""
    sounds = _sounds(word)
    return (sounds.endswith(b"cvc") and word[-1] not in "wxy") or sounds == b"vc"


def _replaced(word: str, rules: Rules, more_than: int) -> str:
    """Replaces the first matching suffix, if the measure of the part before it is more than ``more_than``."""
    for suffix, replacement in rules.get(word[-2:-1], ()):
        if word.endswith(suffix):
            before = word[: -len(suffix)]
            return before + replacement if _measure(before) > more_than else word
    return word


def _step_1a(word: str) -> str:
    if word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return word[:-1] if len(word) == 4 else word[:-2]
    return word[:-2] if word.endswith("sses") else word[:-1]


def _step_1b(word: str) -> str:
    if word.endswith("ied"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    before = word[:-2] if word.endswith("ed") else word[:-3] if word.endswith("ing") else ""
    sounds = _sounds(before)
    if _VOWEL not in sounds:
        return word
    if before.endswith(("at", "bl", "iz")):
        return before + "e"
    if before[-1] == before[-2:-1] and sounds[-1] == _CONSONANT:
        return before if before[-1] in "lsz" else before[:-1]
    return before + "e" if sounds.count(b"vc") == 1 and _closed(before) else before


def _step_2(word: str) -> str:
    if word.endswith("alli") and _measure(word[:-4]):
        word = word[:-2]
    if word.endswith("logi"):
        return word[:-1] if _measure(word[:-3]) else word
    return _replaced(word, _STEP_2, 0)


def _step_4(word: str) -> str:
    if word.endswith("ion"):
        return word[:-3] if word.endswith(("sion", "tion")) and _measure(word[:-3]) > 1 else word
    return _replaced(word, _STEP_4, 1)


def _step_5(word: str) -> str:
    if word.endswith("e"):
        before = word[:-1]
        measure = _measure(before)
        word = before if measure > 1 or (measure == 1 and not _closed(before)) else word
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word
