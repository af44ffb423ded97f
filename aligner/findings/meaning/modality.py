"""Obligations, permissions and prohibitions: must, may, must not, need not, should.

The patterns are data (``modality.toml``). A finding needs one class of modality on each side of a sure pair, and two
classes that contradict each other. A sentence that supposes, asks or states a condition is not compared.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.meaning.negation import NOUNS, across_lines
from aligner.findings.meaning.pair_words import pair_finding, segments_with, sure_pairs
from aligner.messages import say
from aligner.model import LANGS, FindingKind, Lang, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.model import Finding

#: An estimate. The certainty corrects it by readers' verdicts (`findings.certainty`).
_CERTAINTY = 0.6
#: Relations of which one side has a negation. `polarity` does not report such a pair again.
NEGATED = frozenset({"forbidden", "optional"})
#: English characters of a sentence that is short enough to have one predicate. In a longer one the marks must be about
#: words that translate each other.
_SHORT = 110
#: Content words after an English mark, and characters between a mark and the words it is about.
_HEADS, _REACH = 2, {Lang.EN: 30, Lang.JA: 8}
#: The same, where one side denies what the other side states. Such a difference is rarely a free translation.
_WIDE_HEADS, _WIDE_REACH = 4, {Lang.EN: 45, Lang.JA: 14}
_UNCLEAR, _IGNORED = "unclear", "ignored"
#: A keyword of RFC 2119. A text all in capitals has none.
_KEYWORD = re.compile(r"\b(?:MUST|SHALL|SHOULD|MAY)\b(?! \d)")
_SMALL = re.compile("[a-zぁ-ん]")
#: What a pattern writes for the nouns after "no": no dogs, cats or birds.
_NOUNS_MARK = "<nouns>"
#: Characters after an English mark, and before a Japanese one, in which the verb of a limit stands.
_LIMIT_REACH = {Lang.EN: 24, Lang.JA: 8}
#: Classes that hold a negation.
_NEGATIVE = frozenset({"prohibition", "exemption"})


class Mark(NamedTuple):
    """An expression of modality: its class, and where it stands."""

    name: str
    span: Span


class Contradiction(NamedTuple):
    """Two marks that contradict each other.

    Attributes:
        relation: the relation that is reported.
        en: the English mark.
        ja: the Japanese mark.
        linked: whether both are about words that translate each other.
    """

    relation: str
    en: Mark
    ja: Mark
    linked: bool = False


@dataclass(frozen=True, slots=True)
class _Rules:
    classes: Mapping[str, re.Pattern[str]]
    unclear: re.Pattern[str]
    ignored: re.Pattern[str]


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("modality.toml").read_text("utf-8"))


@cache
def _rules(lang: Lang) -> _Rules:
    classes = {name: _compiled(patterns, lang) for name, patterns in _table()[str(lang)].items()}
    return _Rules(classes, classes.pop(_UNCLEAR), classes.pop(_IGNORED))


def _compiled(patterns: Sequence[str], lang: Lang) -> re.Pattern[str]:
    either = "|".join(patterns).replace(_NOUNS_MARK, NOUNS)
    if lang is Lang.EN:
        either = rf"(?<!\w)(?:{across_lines(either)})(?!\w)"
    return re.compile(either, re.IGNORECASE)


@cache
def _keywords() -> Mapping[str, re.Pattern[str]]:
    """The keywords of RFC 2119, by class."""
    return {name: re.compile(rf"\b(?:{'|'.join(words)})\b") for name, words in _table()["keywords"].items()}


@cache
def _limit(lang: Lang) -> re.Pattern[str]:
    """The verbs of a limit; a Japanese one ends right before its mark."""
    either = "|".join(_table()["limit"][str(lang)])
    return re.compile(rf"\b(?:{either})\b" if lang is Lang.EN else f"(?:{either})$")


@cache
def _any_english() -> re.Pattern[str]:
    """A pattern of all English marks, by which segments are chosen in one pass."""
    names = _rules(Lang.EN).classes.keys()
    return _compiled([pattern for name in names for pattern in _table()[str(Lang.EN)][name]], Lang.EN)


@cache
def _relations() -> Mapping[frozenset[str], str]:
    """Two classes that contradict each other → the relation that is reported."""
    return {frozenset(classes): relation for relation, rows in _table()["differ"].items() for classes in rows}


def read_modality(text: str, lang: Lang) -> list[Mark] | None:
    """The expressions of modality of a text, in order; None where it supposes, asks or states a condition.

    >>> [mark.name for mark in read_modality("You must not open it.", Lang.EN) or ()]
    ['prohibition']
    >>> [mark.name for mark in read_modality("蓋を開けなくてはならない。", Lang.JA) or ()]
    ['obligation']
    """
    rules = _rules(lang)
    if _KEYWORD.search(text) and _SMALL.search(text):
        # A specification states its modality in capitals: other words do not count, and nothing is supposed.
        return _longest(text, _keywords())
    if rules.unclear.search(text):
        return None
    text = rules.ignored.sub(lambda clause: " " * len(clause.group()), text)
    return _longest(text, rules.classes)


def _longest(text: str, classes: Mapping[str, re.Pattern[str]]) -> list[Mark]:
    """The marks of a text, in order; of those that overlap, the longest one."""
    marks = [Mark(name, Span(*match.span())) for name, pattern in classes.items() for match in pattern.finditer(text)]
    marks.sort(key=lambda mark: mark.span.start - mark.span.end)
    longest: list[Mark] = []
    for mark in marks:
        if all(mark.span.end <= other.span.start or other.span.end <= mark.span.start for other in longest):
            longest.append(mark)
    return sorted(longest, key=lambda mark: mark.span)


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every sentence that obliges, allows or forbids what its translation does not."""
    marked = segments_with(inspection.alignment.bitext.en, _any_english())
    segments = {Lang.EN: marked, Lang.JA: frozenset[int]()}
    return [
        _finding(inspection, pair, contradiction)
        for pair in sure_pairs(inspection, segments, by_part=True)
        if (contradiction := contradiction_in(pair))
    ]


def contradiction_in(pair: PairWords) -> Contradiction | None:
    """The first contradiction between the sides of a pair, clause by clause."""
    return next(filter(None, map(_contradiction, pair.clauses)), None)


def _contradiction(pair: PairWords) -> Contradiction | None:
    contradiction = contradiction_of(*(_marks(pair.texts[lang], lang) for lang in LANGS))
    if contradiction is None or _is_named(pair, contradiction.en) or _is_turned(pair, contradiction):
        return None
    # A permission within a limit may be the other side's prohibition to exceed that limit.
    if _is_limit(pair, contradiction.en, Lang.EN) != _is_limit(pair, contradiction.ja, Lang.JA):
        return None
    is_short = sum(len(text) for _, text in pair.texts[Lang.EN]) <= _SHORT
    linked = _is_linked(pair, contradiction)
    return contradiction._replace(linked=linked) if is_short or linked else None


def _is_named(pair: PairWords, mark: Mark) -> bool:
    """Whether the Japanese side has the English word too. Then the word is a name: the function ``require``."""
    written = pair.bitext.en.text[slice(*mark.span)]
    return any(written in text for _, text in pair.texts[Lang.JA])


def _is_limit(pair: PairWords, mark: Mark, lang: Lang) -> bool:
    """Whether a mark is about exceeding a limit: must not exceed, 超えないものとする."""
    text, reach = pair.bitext.side(lang).text, _LIMIT_REACH[lang]
    low, high = (
        (mark.span.end, mark.span.end + reach) if lang is Lang.EN else (mark.span.start - reach, mark.span.start)
    )
    return _limit(lang).search(text, max(low, 0), high) is not None


def _is_turned(pair: PairWords, contradiction: Contradiction) -> bool:
    """Whether a clause has a negation outside its mark: "No changes are allowed", 許可していません.

    Where one side forbids or spares what the other one states, words that deny as clearly as a negation count as well.
    """
    for mark, lang in ((contradiction.en, Lang.EN), (contradiction.ja, Lang.JA)):
        polarity, clause = pair.polarity[lang], pair.clause(mark.span, lang)
        is_affirmed = mark.name not in _NEGATIVE
        turning = [*(denial.span for denial in polarity.denials), *polarity.idioms]
        turning += polarity.denying if is_affirmed and contradiction.relation in NEGATED else ()
        if any(
            span.start < clause.end
            and clause.start < span.end
            and (span.end <= mark.span.start or mark.span.end <= span.start)
            for span in turning
        ):
            return True
    return False


def _is_linked(pair: PairWords, contradiction: Contradiction) -> bool:
    """Whether both marks are about words that translate each other."""
    heads, reach = (_WIDE_HEADS, _WIDE_REACH) if contradiction.relation in NEGATED else (_HEADS, _REACH)
    english = [
        word
        for word in pair.words[Lang.EN]
        if word.content and 0 <= word.start - contradiction.en.span.end <= reach[Lang.EN]
    ]
    japanese = {
        word.lemma
        for word in pair.words[Lang.JA]
        if word.content and 0 <= contradiction.ja.span.start - word.end <= reach[Lang.JA]
    }
    return any(other.lemma in japanese for word in english[:heads] for other in pair.counterparts(word, Lang.EN))


def contradiction_of(english: Sequence[Mark], japanese: Sequence[Mark]) -> Contradiction | None:
    """The contradiction between the marks of two sides: what is left on each once equal classes are matched.

    Where classes match, exactly one mark of each side must be left. Otherwise each side must have one class.
    """
    matched = Counter(mark.name for mark in english) & Counter(mark.name for mark in japanese)
    left = [_unmatched(marks, matched) for marks in (english, japanese)]
    if any(len(marks if matched else {mark.name for mark in marks}) != 1 for marks in left):
        return None
    (one, *_), (other, *_) = left
    relation = _relations().get(frozenset({one.name, other.name}))
    return Contradiction(relation, one, other) if relation else None


def _unmatched(marks: Sequence[Mark], matched: Counter[str]) -> list[Mark]:
    remaining = matched.copy()
    left = []
    for mark in marks:
        if remaining[mark.name]:
            remaining[mark.name] -= 1
        else:
            left.append(mark)
    return left


def _marks(texts: Sequence[tuple[int, str]], lang: Lang) -> list[Mark]:
    """The marks of texts with offsets in the document; none where one of the texts is not compared."""
    marks = []
    for start, text in texts:
        found = read_modality(text, lang)
        if found is None:
            return []
        marks += [Mark(name, Span(start + span.start, start + span.end)) for name, span in found]
    return marks


def _finding(inspection: Inspection, pair: PairWords, contradiction: Contradiction) -> Finding:
    english, japanese = contradiction.en, contradiction.ja
    return pair_finding(
        inspection,
        pair,
        FindingKind.MODALITY,
        contradiction.relation,
        {Lang.EN: english.span, Lang.JA: japanese.span},
        message="modality",
        certainty=_CERTAINTY,
        text_means=say(f"meaning.{english.name}"),
        other_means=say(f"meaning.{japanese.name}"),
        evidence={"linked": contradiction.linked},
    )
