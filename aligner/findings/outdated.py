"""Different strings on the two sides of a pair: the sign of an older source.

Code, file names and many product names are kept in translation. If each side of a sure pair has such a string that the
other lacks, the source has probably changed since it was translated.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

from rapidfuzz.fuzz import ratio

from aligner.evidence.stemmer import stem
from aligner.evidence.words import split_words
from aligner.model import LANGS, Lang
from aligner.text.folding import fold_width
from aligner.text.passages import passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aligner.findings.clauses import Divided
    from aligner.findings.inspection import Inspection
    from aligner.model import Document

#: Spans in the document, in order.
Strings: TypeAlias = "tuple[tuple[int, int], ...]"

_STRING = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[.@-][A-Za-z0-9_]+)*")
#: Parts that are not compared: addresses, and text in brackets, which translators add.
_LEFT_OUT = re.compile(
    r"https?://[!-~]+|(?<=\])\([^()\s]*\)|\[[^\[\]]*\]:\s*\S+|<[^<>]*>|[(（][^()（）]*[)）]|:[a-z:]+:(?=`)"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\"“‘(\[*#>|-])\s*$")
#: Identifiers: digits, underscores or capitals inside, or capitals alone.
_CODE = re.compile(r"[A-Za-z]*(?:[0-9_@]|[a-z][A-Z])[\w.@-]*|[A-Z]{2,}s?")
#: Minimum length of a string. Shorter ones are often alike by chance, or abbreviated. A choice, like the next: with
#: half and twice the value, the findings on sound pairs are the same.
_SHORTEST = 3
#: Likeness (rapidfuzz ratio) of two spellings of one string.
_SPELLED_ALIKE = 75.0


def one_sided_strings(inspection: Inspection, divided: Divided) -> Mapping[Lang, Strings] | None:
    """Return the strings that only the English and only the Japanese of a bead has; None unless both have some."""
    bitext = inspection.alignment.bitext
    kept = [
        string
        for string in _strings(bitext.ja, divided.bead.ja)
        if len(string[2]) >= _SHORTEST and string[2].casefold() not in _loan_strings()
    ]
    if not kept:
        return None
    around = {lang: _around(bitext.side(lang), divided.bead.side(lang)) for lang in LANGS}
    japanese = tuple((start, end) for start, end, text in kept if not _stands_in(text, around[Lang.EN]))
    if not japanese:
        return None
    held = {place for part in divided.en for place in part.covered_at}
    english = tuple(
        (start, end)
        for start, end, text in _strings(bitext.en, divided.bead.en)
        if start not in held
        and not _stands_in(text, around[Lang.JA])
        and (_CODE.fullmatch(text) or _is_name(inspection, bitext.en, divided, start, text))
    )
    # A string that is only misspelled is not a sign of an older source.
    misspelled = any(
        ratio(bitext.en.text[slice(*one)].casefold(), bitext.ja.text[slice(*two)].casefold()) >= _SPELLED_ALIKE
        for one in english
        for two in japanese
    )
    return {Lang.EN: english, Lang.JA: japanese} if english and not misspelled else None


def _strings(document: Document, segments: tuple[int, ...]) -> Iterator[tuple[int, int, str]]:
    """Return the Latin strings of some segments, each once, outside addresses and brackets."""
    seen: set[str] = set()
    for k in segments:
        start, text = document.segments[k].start, document.segment_text(k)
        if not _STRING.search(text):
            continue
        text = _LEFT_OUT.sub(lambda match: " " * len(match.group()), text)
        for match in _STRING.finditer(text):
            if match.group().casefold() not in seen:
                seen.add(match.group().casefold())
                yield start + match.start(), start + match.end(), match.group()


def _around(document: Document, segments: tuple[int, ...]) -> str:
    """Return the text of some segments and their neighbours, in case the segments were cut at a wrong place."""
    low, high = max(segments[0] - 1, 0), min(segments[-1] + 2, len(document.segments))
    return fold_width(passage(document, range(low, high))).text.casefold()


def _stands_in(text: str, other: str) -> bool:
    """Whether a text contains a string in any form: singular or plural, with or without hyphen, or as initials."""
    plain = re.sub(r"[\W_]", "", text.casefold())
    letters = re.sub(r"[\W_]", "", other)
    if plain in letters or stem(plain) in letters:
        return True
    return text.isupper() and text.casefold() in "".join(word[0] for word in re.findall(r"[a-z]+", other))


def _is_name(inspection: Inspection, document: Document, divided: Divided, start: int, text: str) -> bool:
    """Whether an English word is a name: capitalised inside a sentence, and unknown to the lexicon."""
    if not text[0].isupper() or len(text) < _SHORTEST:
        return False
    segment = next(document.segments[k] for k in divided.bead.en if start < document.segments[k].end)
    if _SENTENCE_START.search(document.text[segment.start : start]):
        return False
    return all(word.lemma not in inspection.lexicon.translations for word in split_words(text, Lang.EN) if word.content)


@cache
def _loan_strings() -> frozenset[str]:
    """Return Latin strings that are Japanese words and may stand for other English words."""
    return frozenset(files("aligner.findings").joinpath("loan_strings.txt").read_text("utf-8").split())
