"""Refuses two texts that cannot be an English and a Japanese text: the same text twice, and texts in one language.

Rule: only a clear case is refused. A translation that is mostly untranslated is accepted, because the program reports
that. Texts that are not translations of each other are recognised after the alignment (`findings.relatedness`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.languages import count_function_words, count_hiragana, share
from aligner.errors import InputError, UntranslatedError
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.document.languages import Letters
    from aligner.document.source import SourceText

#: A text with a smaller share of letters of a language has "almost none" of it. Manuals full of code have 5%.
ALMOST_NONE = 0.01
#: Number of characters of a text whose grammar is examined.
_SAMPLE = 200_000
#: A text is Japanese if it has this many hiragana, and this many for each English function word. A text in both
#: languages has about three for each function word; none of 570 English texts has more than 0.03.
_HIRAGANA, _HIRAGANA_A_WORD = 10, 6
_SPACE = re.compile(r"\s+")


def check_not_same(first: SourceText, second: SourceText) -> None:
    """Raise UntranslatedError if both texts are the same, apart from white space."""
    if first.text == second.text or _SPACE.sub("", first.text) == _SPACE.sub("", second.text):
        raise UntranslatedError(f"holds the same text as {first.name}; give its translation", name=second.name)


def check_languages(
    first: SourceText, second: SourceText, first_lang: Lang, letter_counts: tuple[Letters, Letters]
) -> None:
    """Check that the texts are in two languages. A text whose file states its language is not examined.

    Args:
        first: a text, taken as ``first_lang``.
        second: a text, taken as the other language.
        first_lang: the language of the first text.
        letter_counts: the letters of the two texts.

    Raises:
        InputError: both texts are in one language, or a text has almost no letters of its language.
    """
    texts = {first_lang: first, first_lang.other: second}
    letters = dict(zip(texts, letter_counts, strict=True))
    examined = [lang for lang, text in texts.items() if text.lang is None]
    for lang in examined:
        if _is_in(lang.other, texts[lang], letters[lang]) and _is_in(
            lang.other, texts[lang.other], letters[lang.other]
        ):
            raise InputError(
                f"is in {lang.other.english}, as is the other text; give one English and one Japanese text",
                name=second.name,
            )
    for lang in examined:
        if share(letters[lang], lang) < ALMOST_NONE:
            raise InputError(
                f"should be the {lang.english} text but holds hardly any {lang.english} ({counted(letters[lang])}); "
                "check that the right two files were given",
                name=texts[lang].name,
            )


def counted(letters: Letters) -> str:
    """Return the number of letters of each script, for a message."""
    return f"{letters.latin:,} Latin and {letters.japanese:,} Japanese letters"


def _is_in(lang: Lang, text: SourceText, letters: Letters) -> bool:
    """Return whether a text is clearly in one language: English if it has almost no Japanese letters and English words.

    A Japanese text can have more Latin letters than Japanese ones, so its grammar decides.
    """
    sample = text.text[:_SAMPLE]
    if lang is Lang.EN:
        return share(letters, Lang.JA) < ALMOST_NONE and count_function_words(sample) > 0
    hiragana = count_hiragana(sample)
    return hiragana >= _HIRAGANA and hiragana >= _HIRAGANA_A_WORD * count_function_words(sample)
