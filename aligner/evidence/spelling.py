"""Likeness of a foreign name in English spelling and in Japanese kana.

Kana adds vowels between consonants and merges sounds (l and r, b and v, s and th). So both spellings are reduced to
classes of consonants before the comparison, and vowels count less. `tests/cases/names.json` holds names that must match
and names that must not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aligner.arrays import Floats64


#: Spellings of one sound, longest first, and their class. Applied to both sides.
_ENGLISH_SOUNDS = (
    ("tion", "syon"), ("sion", "syon"), ("tch", "t"), ("sch", "s"), ("ght", "t"), ("augh", "af"), ("ph", "h"),
    ("sh", "s"), ("th", "s"), ("ck", "k"), ("ch", "t"), ("ts", "t"), ("qu", "kw"), ("wr", "r"), ("kn", "n"),
    ("wh", "w"), ("gh", "g"),
    ("dge", "z"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ge", "ze"), ("gi", "zi"), ("gy", "zi"), ("x", "ks"),
)  # fmt: skip
_CLASSES = str.maketrans({"c": "k", "q": "k", "f": "h", "v": "b", "l": "r", "j": "z", "m": "n"})
#: An h counts only before a vowel. A NUL marks such an h until the others are removed.
_SOUNDED_H = tuple((f"h{vowel}", f"\0{vowel}") for vowel in "aeiou")
_NOT_CONSONANT = re.compile("[^b-df-gj-np-tvxz\n\0]+")
_REPEAT = re.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """Lower case without accents, hyphens and apostrophes.

    >>> plain("Hongan-ji"), plain("Shōnyo"), plain("O’Brien")
    ('honganji', 'shonyo', 'obrien')
    """
    letters = name.casefold()
    if letters.isascii() and letters.isalnum():
        return letters
    return "".join(char for char in unicodedata.normalize("NFD", letters) if char.isalnum())


def of_each(spell: Callable[[str], str], names: Sequence[str]) -> list[str]:
    r"""Applies a spelling function to every name at once, which is faster; names must not hold line feeds.

    >>> of_each(skeleton, ["sprint", "phoenix"])
    ['sprnt', 'hnks']
    """
    return spell("\n".join(names)).split("\n") if names else []


def skeleton(spelling: str) -> str:
    """The consonant classes of a spelling, without repeats; line feeds are kept.

    >>> skeleton("sprint"), skeleton("supurinto"), skeleton("phoenix"), skeleton("fenikkusu")
    ('sprnt', 'sprnt', 'hnks', 'hnks')
    """
    for written, sound in _ENGLISH_SOUNDS:
        spelling = spelling.replace(written, sound)
    spelling = spelling.translate(_CLASSES)
    for written, sound in _SOUNDED_H:
        spelling = spelling.replace(written, sound)
    return _REPEAT.sub(r"\1", _NOT_CONSONANT.sub("", spelling).replace("\0", "h"))


def kana_likeness(english: Sequence[str], spelled_kana: Sequence[str]) -> Floats64:
    """(English, kana) likeness in sound of English words and romanised kana, 0 to 1; both in the form of `plain`.

    A weighted mean of the likeness of the consonants and of the whole spelling with sounds merged.

    >>> from aligner.text.kana import romanise
    >>> ((sprint, spoon),) = kana_likeness(["sprint"], [romanise("スプリント"), romanise("スプーン")])
    >>> bool(sprint > 0.8 > spoon)
    True
    """
    skeletons = (of_each(skeleton, side) for side in (english, spelled_kana))
    merged = (of_each(_merged, side) for side in (english, spelled_kana))
    consonants = cdist(*skeletons, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
    return np.asarray(0.6 * consonants + 0.4 * (cdist(*merged, scorer=ratio, dtype=np.float64) / 100), np.float64)


def _merged(spelling: str) -> str:
    return spelling.translate(_CLASSES)


@lru_cache(maxsize=100_000)
def syllable(char: str) -> str:
    """The pinyin of a Chinese character in its most common reading, without tone; ü is v. Others are unchanged.

    >>> [syllable(char) for char in "肇慶女々"]
    ['zhao', 'qing', 'nv', '々']
    """
    marked = unicodedata.normalize("NFD", _readings().get(ord(char), char).partition(",")[0])
    return "".join(letter for letter in marked.replace("u\u0308", "v") if not unicodedata.combining(letter))


@cache
def _readings() -> Mapping[int, str]:
    """Return pypinyin's table of readings by code point.

    The package would also load a table of phrases, which takes several times as long. So the module of this table is
    run by itself, outside `sys.modules`; other importers of the package are not affected.
    """
    package = find_spec("pypinyin")
    places = None if package is None else package.submodule_search_locations
    spec = PathFinder.find_spec("pypinyin.pinyin_dict", places) if places else None
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError("No module named 'pypinyin'", name="pypinyin")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    readings: Mapping[int, str] = module.pinyin_dict
    return readings


_LONG = (
    ("ou", "o"),
    ("oo", "o"),
    ("oh", "o"),
    ("uu", "u"),
    ("nn", "n"),
    ("mb", "nb"),
    ("mp", "np"),
    ("mm", "nm"),
    ("tch", "ch"),
)
_OH_BEFORE_VOWEL = re.compile(r"oh(?=[aeiouy])")


def japanese_spelling(name: str) -> str:
    """One spelling for all ways to write long vowels and n in a Japanese name; line feeds are kept.

    >>> japanese_spelling("kyouto") == japanese_spelling("kyoto"), japanese_spelling("honmachi")
    (True, 'honmachi')
    """
    name = _OH_BEFORE_VOWEL.sub("o\0", name)
    for written, sound in _LONG:
        name = name.replace(written, sound)
    return name.replace("\0", "h")
