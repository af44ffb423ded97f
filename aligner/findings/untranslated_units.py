"""Untranslated short texts of a bilingual file: buttons, labels, titles, messages of a few words.

In a bilingual file, a translation that equals its original is nearly always untranslated. Text that is the same in both
languages on purpose is recognised by its words: names and commands are not in the lexicon, and a text of an interface
begins with a word that is common in interfaces. A word that other translations of the file write in Latin letters is a
name.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aligner.document.languages import function_words
from aligner.evidence.stemmer import stem
from aligner.model import Lang
from aligner.text.prose import without_marks
from aligner.text.scripts import ENGLISH_WORD, JAPANESE

if TYPE_CHECKING:
    from aligner.model import Document
    from aligner.parameters import Lexicon

#: Characters of code, file names, addresses and formulas, which are rare in texts of an interface.
_CODE = re.compile(r"[\\/_=<>{}\[\]@#$|~^*+`;]|\w[.:]\w|(?<!\S)-{1,2}\w|\w\(|\d[A-Za-z]|[A-Za-z]\d")
#: A placeholder that is not recognised as a mark. Others, such as %s, are blanked with the marks.
_PLACEHOLDER = re.compile(r"%(?:\d+\$|\([^()]*\))?[-+ #0]*\d*(?:\.\d+)?(?:hh|ll|[hlLqjzt])?[a-zA-Z]|%\d|\{[\w.]*\}")
#: Before a letter that is pressed with Alt.
_MNEMONIC = re.compile(r"[_&](?=[A-Za-z])")
_CONTRACTION = re.compile("['’](?:s|re|ve|ll|d)$")
_LICENCE = re.compile(r"(?i)\blicen[cs]e\b.+\d|copyright|\(c\)|©")
#: Minimum strength of a translation in the lexicon.
_KNOWN = 0.1
#: Names of languages in their own language, which are not translated in lists of languages.
_OWN_NAMES = frozenset({"日本語", "英語", "English"})


class LeftUnits:
    """Finds texts of one side of a bilingual file that equal their originals but should be translated."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self._lang = document.lang
        self._lexicon = lexicon
        texts = (document.segment_text(k) for k in range(len(document.segments)))
        # Words that translations write in Latin letters.
        self._kept = {word for text in texts if JAPANESE.search(text) for word in ENGLISH_WORD.findall(text)}

    def size(self, text: str, partner: str) -> int:
        """Return the number of untranslated words or Japanese characters; 0 if there are none, or on purpose."""
        if " ".join(text.split()) != " ".join(partner.split()) or text.strip() in _OWN_NAMES:
            return 0
        if self._lang is Lang.EN:
            letters = len(JAPANESE.findall(text))
            return letters if letters >= _LEAST_JAPANESE else 0
        bare = _PLACEHOLDER.sub(" ", without_marks(_PLACEHOLDER.sub(" ", _MNEMONIC.sub("", text))))
        words = ENGLISH_WORD.findall(bare)
        if JAPANESE.search(text) or _CODE.search(bare) or _LICENCE.search(bare) or not words:
            return 0
        return len(words) if self._is_language(words) else 0

    def _is_language(self, words: list[str]) -> bool:
        """Whether words are a text rather than a name."""
        content = [word for word in words if word.lower() not in function_words()]
        if content and all(word in self._kept for word in content):
            return False
        first, *rest = words
        opens = first[0].isupper() and _CONTRACTION.sub("", first.lower()) in everyday_words()
        if not rest:
            return opens and not first.isupper()
        small = [word for word in rest if word.islower()]
        if small:
            return self._is_sentence(first, small, opens=opens)
        return opens and all(self._is_common(word) for word in rest)

    def _is_sentence(self, first: str, small: list[str], *, opens: bool) -> bool:
        """Whether the words after the first one, in lower case, form a sentence."""
        grammar = [word for word in small if word in function_words()]
        content = [word for word in small if word not in function_words()]
        if first.islower() and not self._is_common(first):
            return False  # a command
        if not all(self._is_common(word) for word in content):
            return False
        if first.islower() and len(content) + len(grammar) < _FEW:
            return False
        return bool(content) or opens

    def _is_common(self, word: str) -> bool:
        """Whether a word has a translation in Japanese letters, as names and commands have none."""
        low = word.lower()
        if low in function_words() or low in everyday_words():
            return True
        known = self._lexicon.translations.get(stem(low), {})
        japanese = max((lines for lemma, lines in known.items() if JAPANESE.search(lemma)), default=0.0)
        latin = max((lines for lemma, lines in known.items() if not JAPANESE.search(lemma)), default=0.0)
        return japanese >= _KNOWN and japanese > latin


@cache
def everyday_words() -> frozenset[str]:
    """Return the words with which texts of an interface begin, in lower case."""
    lines = files("aligner.findings").joinpath("everyday_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


#: Minimum number of Japanese characters that are not only a name.
_LEAST_JAPANESE = 2
#: Minimum words after the first in a phrase in lower case: "make install" is a command.
_FEW = 2
