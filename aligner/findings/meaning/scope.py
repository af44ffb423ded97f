"""Conditions and scopes that exclude each other: unless beside ～する場合, all beside 一部の, until beside ～から.

The contrasts are data (``scope.toml``). A finding needs one side of a contrast in each language, no other wording of
either scope anywhere in the sentence, and no negation. *and* and または are compared where the words around them
translate each other.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.meaning.pair_words import pair_finding, segments_with, sure_pairs
from aligner.model import FindingKind, Lang, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.model import Finding

#: An estimate: too few were read on human translations.
_CERTAINTY = 0.6
#: Maximum words of a side. Longer sentences have several clauses with a scope each.
_LONGEST = 30
#: Conjunctions that join alternatives, and those that join what holds together.
_AND_EN, _OR_EN = re.compile(r"\band\b", re.IGNORECASE), re.compile(r"\bor\b", re.IGNORECASE)
_AND_JA, _OR_JA = (
    re.compile("及び|および|並びに|ならびに|かつ|且つ"),
    re.compile("又は|または|若しくは|もしくは|あるいは|或いは"),
)
#: Characters around a conjunction in which the joined words stand.
_REACH = {Lang.EN: 25, Lang.JA: 10}
#: Content words after a scope among which its noun is.
_NOUN_EN, _NOUN_JA = 3, 2


class Contrast(NamedTuple):
    """Where the scopes stand that exclude each other, and whether they are opposites of several words (turned off)."""

    en: Span
    ja: Span
    is_opposite: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table, compiled."""

    en: re.Pattern[str]
    without_en: re.Pattern[str]
    ja: re.Pattern[str]
    without_ja: re.Pattern[str]
    is_noun: bool
    is_opposite: bool
    is_specific: bool


@cache
def _rows() -> Sequence[_Row]:
    table = tomllib.loads(files(__package__).joinpath("scope.toml").read_text("utf-8"))
    return [
        _Row(
            re.compile(rf"\b(?:{row['en']})\b", re.IGNORECASE),
            re.compile(rf"(?:\b|(?=n['’]t))(?:{row['without_en']})(?!\w)", re.IGNORECASE),
            re.compile(row["ja"]),
            re.compile(row["without_ja"]),
            bool(row.get("noun")),
            bool(row.get("opposite")),
            bool(row.get("specific")),
        )
        for row in table["contrast"]
    ]


@cache
def _any_japanese() -> re.Pattern[str]:
    """A pattern of all Japanese scopes, by which segments are chosen in one pass."""
    return re.compile("|".join(pattern.pattern for pattern in (*(row.ja for row in _rows()), _AND_JA, _OR_JA)))


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every condition or scope that excludes its counterpart."""
    segments = segments_with(inspection.alignment.bitext.ja, _any_japanese())
    return [
        _finding(inspection, pair, contrast)
        for pair in sure_pairs(inspection, {Lang.EN: frozenset(), Lang.JA: segments}, by_part=True)
        if (contrast := contrast_in(pair))
    ]


def contrast_in(pair: PairWords) -> Contrast | None:
    """The first scopes of a pair that exclude each other."""
    for part in pair.parts:
        if any(len(texts) != 1 for texts in part.texts.values()):
            continue
        contrast = next(_contrasts(part), None) or (_joined(part) if _is_plain(part) else None)
        if contrast:
            return contrast
    return None


def _is_plain(pair: PairWords) -> bool:
    """Whether a sentence is short and denies nothing, so that it has one scope at most."""
    is_short = all(0 < len(words) <= _LONGEST for words in pair.words.values())
    return is_short and not any(side.denials or side.idioms for side in pair.polarity.values())


def _contrasts(pair: PairWords) -> Iterator[Contrast]:
    ((start, english),), ((ja_start, japanese),) = pair.texts[Lang.EN], pair.texts[Lang.JA]
    is_plain = _is_plain(pair)
    for row in _rows():
        one, other = row.en.search(english), row.ja.search(japanese)
        if not one or not other:
            continue
        spans = _span(one, start), _span(other, ja_start)
        # A sentence that is long or denies something has several scopes. These must be about one noun.
        if not (is_plain or row.is_specific) and not (row.is_noun and _is_about_one_noun(pair, *spans)):
            continue
        if not row.without_en.search(_without(english, one)) and not row.without_ja.search(_without(japanese, other)):
            yield Contrast(*spans, row.is_opposite)


def _is_about_one_noun(pair: PairWords, english: Span, japanese: Span) -> bool:
    """Whether a word right after both scopes is the same: all entries, 一部の項目."""
    return _is_linked(
        pair,
        _near(pair, Lang.EN, english, before=False)[:_NOUN_EN],
        _near(pair, Lang.JA, japanese, before=False)[:_NOUN_JA],
    )


def _span(match: re.Match[str], start: int) -> Span:
    return Span(start + match.start(), start + match.end())


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _joined(pair: PairWords) -> Contrast | None:
    """An *and* beside または, or an *or* beside 及び, where the joined words translate each other."""
    ((start, english),), ((ja_start, japanese),) = pair.texts[Lang.EN], pair.texts[Lang.JA]
    for here, not_here, there, not_there in ((_AND_EN, _OR_EN, _OR_JA, _AND_JA), (_OR_EN, _AND_EN, _AND_JA, _OR_JA)):
        ones, others = list(here.finditer(english)), list(there.finditer(japanese))
        if len(ones) != 1 or len(others) != 1 or not_here.search(english) or not_there.search(japanese):
            continue
        spans = (
            Span(start + ones[0].start(), start + ones[0].end()),
            Span(ja_start + others[0].start(), ja_start + others[0].end()),
        )
        if _is_joining(pair, *spans):
            return Contrast(*spans)
    return None


def _is_joining(pair: PairWords, english: Span, japanese: Span) -> bool:
    """Whether a word before both conjunctions, and one after both, translate each other."""
    return all(
        _is_linked(pair, _near(pair, Lang.EN, english, before=before), _near(pair, Lang.JA, japanese, before=before))
        for before in (True, False)
    )


def _near(pair: PairWords, lang: Lang, span: Span, *, before: bool) -> Sequence[Word]:
    reach = _REACH[lang]
    low, high = (span.start - reach, span.start) if before else (span.end, span.end + reach)
    return [word for word in pair.prose[lang] if word.content and low <= word.start and word.end <= high]


def _is_linked(pair: PairWords, english: Sequence[Word], japanese: Sequence[Word]) -> bool:
    lemmas = {word.lemma for word in japanese}
    return any(lemmas & pair.lexicon.translations.get(word.lemma, {}).keys() for word in english)


def _finding(inspection: Inspection, pair: PairWords, contrast: Contrast) -> Finding:
    spans = {Lang.EN: contrast.en, Lang.JA: contrast.ja}
    message = "opposite" if contrast.is_opposite else "scope"
    return pair_finding(inspection, pair, FindingKind.OPPOSITE, "scope", spans, message=message, certainty=_CERTAINTY)
