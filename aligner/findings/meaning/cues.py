"""Words that imply a negation, and whether they stand for a negation of the other side.

Owns when such a word is explained. "Before" may translate a negation (ないうちに), but beside 前 it is that word.
The words are data (``stated`` in ``negation.toml``). Read next: `polarity`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aligner.findings.meaning.negation import is_negator
from aligner.model import Lang
from aligner.text.scripts import HAN_RUN

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from aligner.evidence.words import Word
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.model import Span

#: Words of degree that need a negation in Japanese, or replace one in English: ほとんど見えない, hardly visible.
_DEGREE = frozenset({"殆ど", "余り", "滅多", "決して", "全然", "全く", "一切", "到底", "なかなか", "中々"})
#: Strength from which a translation explains a cue. Below it are translations by chance.
_SURE = 0.1

#: A cue that is one English word, or kanji.
_WORD = re.compile(rf"[A-Za-z]+|{HAN_RUN.pattern}")


@cache
def _stated(lang: Lang) -> Sequence[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Pairs of a cue of a language and the wording of the other side that it translates."""
    table = tomllib.loads(files(__package__).joinpath("negation.toml").read_text("utf-8"))
    return [
        (re.compile(f"(?:{cue})$", re.IGNORECASE), re.compile(other, re.IGNORECASE))
        for cue, other in table[str(lang)]["stated"]
    ]


def unexplained(
    pair: PairWords, cues: Sequence[Span], lang: Lang, denied: Container[str], *, is_main: bool
) -> list[Span]:
    """The cues of a side that may stand for a negation of the other side.

    A cue that translates a cue of the other side does not: "disabled" beside 無効. If the negation denies the whole
    sentence, a cue that translates any other word does not either: "last" beside 最後.

    Args:
        pair: the pair.
        cues: spans of the side.
        lang: the side.
        denied: lemmas of the words that the other side denies.
        is_main: whether the negation of the other side is known to deny the whole sentence.
    """
    return [
        cue
        for cue in cues
        if not _is_cue_there(pair, cue, lang) and not (is_main and _is_word_there(pair, cue, lang, denied))
    ]


def _is_cue_there(pair: PairWords, cue: Span, lang: Lang) -> bool:
    """Whether a cue translates a cue of the other side."""
    there = pair.polarity[lang.other].cues
    return any(
        other.start < own.end and own.start < other.end
        for word in pair.prose[lang]
        if word.content and word.start < cue.end and cue.start < word.end
        for other in pair.counterparts(word, lang)
        for own in there
    )


def _is_word_there(pair: PairWords, cue: Span, lang: Lang, denied: Container[str]) -> bool:
    """Whether a cue translates a word of the other side that nothing denies."""
    written = pair.bitext.side(lang).text[cue.start : cue.end]
    if any(
        pattern.match(written) and any(other.search(text) for _, text in pair.texts[lang.other])
        for pattern, other in _stated(lang)
    ):
        return True
    # A longer expression, or the end of a word, has another meaning than the word: 来ん, free from.
    if not _WORD.fullmatch(written):
        return False
    return any(
        other.lemma not in denied and _is_plain(other, lang.other) and _strength(pair, word, other) >= _SURE
        for word in pair.prose[lang]
        if word.content and word.start <= cue.start < word.end
        for other in pair.counterparts(word, lang)
    )


def _strength(pair: PairWords, word: Word, other: Word) -> float:
    """How strongly two words translate each other."""
    stem, lemma = (word.lemma, other.lemma) if word.lemma in pair.by_lemma[Lang.EN] else (other.lemma, word.lemma)
    return pair.lexicon.translations.get(stem, {}).get(lemma, 0.0)


def _is_plain(word: Word, lang: Lang) -> bool:
    """Whether a word neither denies nor comes with a negation."""
    return not is_negator(word.form, lang) and word.lemma not in _DEGREE
