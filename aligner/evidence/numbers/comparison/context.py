"""The context of numbers in two texts that are compared."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from aligner.evidence.numbers.comparison.eras import Era, eras_named, first_year
from aligner.evidence.numbers.comparison.figures import main_figure
from aligner.evidence.numbers.comparison.intervals import ends
from aligner.evidence.numbers.comparison.keys import Key, matching_keys
from aligner.evidence.numbers.comparison.old_measures import has_old_measure
from aligner.evidence.numbers.comparison.unread import unread_kanji
from aligner.evidence.numbers.number import NumberKind
from aligner.model import LANGS, Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from aligner.evidence.numbers.number import Number
    from aligner.model import Span

#: Words of rules. A limit in a rule is exact.
_RULE_EN = re.compile(
    r"\b(?:must|shall|may not|not exceed|required|prohibited|maximum|minimum|limit|limited to|threshold)\b",
    re.IGNORECASE,
)
#: The end of a sentence, exact enough to separate a rule from other text.
_STOP = re.compile(r"[.!?](?=[\"”’)]*\s)|[。！？]")
_RULE_JA = re.compile("なければなら|ものとする|してはなら|禁止|上限|下限|必須|義務|制限")
_RULE = {Lang.EN: _RULE_EN, Lang.JA: _RULE_JA}
#: Words that reverse the side of a limit: nobody under 18 is admitted. "Only" does not reverse it: those over the limit
#: are still the ones who may.
_DENIAL = {
    Lang.EN: re.compile(
        r"\b(?:not|cannot|no|nobody|none|neither|nor|never|unless|except|without|avoid|forbidden|barred|banned|closed"
        r"|prohibit\w*|exclud\w*|refus\w*|reject\w*|fail\w*)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    Lang.JA: re.compile("な(?:[いくけ]|かっ)|ません|ませぬ|ず[、にはと]|禁止|不可|除[いくき外]|以外|断り|対象外|避け"),
}
#: A limit that Japanese states by a denial: を超えない, に満たない.
_DENIED_LIMIT = re.compile("[をに]?(?:超え|越え|上回ら|下回ら|満た)(?:な[いくけか]|ず)")
_YEAR_WORDS = {
    Lang.EN: re.compile(r"\b(?:last|this|next|that|same|following|previous|every)\s+year\b", re.IGNORECASE),
    Lang.JA: re.compile(
        "元年|[同翌][年\\d]|[昨今来翌前毎当]年|[そこあ]の(?:年|\\d+年)|天皇の?(?:\\d|元年)|一昨年|去年|年号|年間"
    ),
}


_PERIOD_END = {
    Lang.EN: re.compile(
        r"\b(?:end|beginning|start|close) of (?:the|this|that|each) (?:\w+ ){0,3}(?:year|period|quarter|half)\b"
        r"|\b(?:year|period|quarter)[- ]end\b",
        re.IGNORECASE,
    ),
    Lang.JA: re.compile("期末|期首|年度[末初]"),
}
_ROMANS = re.compile(r"\b[XVI]+\b")
#: Text between a date and the same date of another calendar, and their maximum distance.
_OPENED = re.compile(r"[\s,]*[(（\[]\s*(?:leap |intercalary |on )?")
_BRACKET_REACH = 16
#: Up to this number, all numbers are candidates.
_FEW = 64
#: Of more numbers, the maximum number of candidates with the same key.
_FIRST = 4
#: Eras are shorter.
_LONGEST_ERA = 65
#: Kinds of number that are not added up.
_NO_TERMS = frozenset({NumberKind.DATE, NumberKind.ORDINAL, NumberKind.SECTION})
#: Maximum number of numbers that are searched for sums.
_SUMMED = 12


@dataclass(frozen=True)
class Context:
    """Two corresponding texts with their numbers; ``years`` are those that the texts before them spoke of last."""

    en_text: str
    ja_text: str
    en: tuple[Number, ...]
    ja: tuple[Number, ...]
    years: Mapping[Lang, int] = field(default_factory=dict)

    def in_a_rule(self, number: Number, lang: Lang) -> bool:
        """Whether the sentence of a number states a rule, so that all limits are distinguished."""
        ends, rules, _ = self._sentences[lang]
        return rules[bisect_left(ends, number.end)]

    def one_denies(self, en: Number, ja: Number) -> bool:
        """Whether one of the sentences that two numbers stand in denies, and the other does not.

        One then speaks of those over a limit, and the other of those within it: nobody under 18 is admitted,
        18歳以上のみ入場可.
        """
        sides = []
        for number, lang in ((en, Lang.EN), (ja, Lang.JA)):
            ends, _, denials = self._sentences[lang]
            # What is read as part of the limit (not under 18: at least 18; 6錠を超えない) denies nothing more.
            read = number.parts.get("limit") == "not" or _DENIED_LIMIT.match(self.text(lang), number.end) is not None
            sides.append(denials[bisect_left(ends, number.end)] > read)
        return sides[0] is not sides[1]

    @cached_property
    def _sentences(self) -> dict[Lang, tuple[list[int], list[bool], list[int]]]:
        """Where the sentences of each text end, which of them lay down a rule, and how often each denies."""
        by_lang = {}
        for lang in LANGS:
            text = self.text(lang)
            ends = [*(stop.end() for stop in _STOP.finditer(text)), len(text)]
            sentences = list(pairwise([0, *ends]))
            rules = [bool(_RULE[lang].search(text, a, b)) for a, b in sentences]
            denials = [sum(1 for _ in _DENIAL[lang].finditer(text, a, b)) for a, b in sentences]
            by_lang[lang] = ends, rules, denials
        return by_lang

    def numbers(self, lang: Lang) -> tuple[Number, ...]:
        """The numbers of one side."""
        return self.en if lang is Lang.EN else self.ja

    def text(self, lang: Lang) -> str:
        """The text of one side."""
        return self.en_text if lang is Lang.EN else self.ja_text

    def apart(self, en: int, ja: int) -> int:
        """How far apart two numbers stand in their orders, of ``2 * len(en) * len(ja)`` for opposite ends."""
        return abs((2 * en + 1) * len(self.ja) - (2 * ja + 1) * len(self.en))

    def beside(self, number: Number) -> tuple[Number, ...]:
        """The Japanese numbers next to a Japanese one, in order of the text."""
        at = bisect_left(self._ja_starts, number.start)
        return tuple(neighbour for neighbour in self.ja[max(0, at - 2) : at + 3] if neighbour is not number)

    def position(self, number: Number) -> int:
        """The position of a Japanese number."""
        at = bisect_left(self._ja_starts, number.start)
        return next(k for k in range(at, len(self.ja)) if self.ja[k] is number)

    def between(self, span: Span, lang: Lang) -> range:
        """The positions of one side's numbers that start within a span."""
        starts = self._en_starts if lang is Lang.EN else self._ja_starts
        return range(bisect_left(starts, span.start), bisect_left(starts, span.end))

    @cached_property
    def brackets(self) -> dict[Lang, int]:
        """How many round brackets open in each text."""
        return {lang: sum(self.text(lang).count(mark) for mark in "(（") for lang in LANGS}

    @cached_property
    def has_old_measure(self) -> bool:
        """Whether the Japanese text contains an amount of an old measure (五丈)."""
        return has_old_measure(self.ja_text)

    @cached_property
    def days(self) -> dict[Lang, frozenset[object]]:
        """What may be a day of a month in each text: bare figures and days; ``weekday`` where it names one."""
        return {
            lang: frozenset(
                day for n in self.numbers(lang) for day in (n.value, *ends(n), n.parts.get("day"), *_weekday(n))
            )
            for lang in LANGS
        }

    @cached_property
    def names_year(self) -> dict[Lang, bool]:
        """Whether each text names a year."""
        return {lang: any(map(year_named, self.numbers(lang))) for lang in LANGS}

    @cached_property
    def closes_period(self) -> dict[Lang, bool]:
        """Whether each text has words for the beginning or end of a business year or a part of it (当期末)."""
        return {lang: _PERIOD_END[lang].search(self.text(lang)) is not None for lang in LANGS}

    @cached_property
    def en_romans(self) -> frozenset[str]:
        """The words of the English text that may be Roman numerals."""
        return frozenset(_ROMANS.findall(self.en_text))

    @cached_property
    def ja_date_figures(self) -> frozenset[int | str]:
        """Every figure of the Japanese dates, the year of an era among them."""
        return frozenset(part for n in self.ja if n.kind is NumberKind.DATE for part in n.parts.values())

    @cached_property
    def _ja_starts(self) -> list[int]:
        return [number.start for number in self.ja]

    def candidates(self, number: Number, lang: Lang) -> Sequence[Number]:
        """The numbers of one text that one of the other may repeat: all of a few, else some with its key."""
        numbers = self.numbers(lang)
        if len(numbers) <= _FEW:
            return numbers
        return [candidate for key in matching_keys(number) for candidate in self._by_key[lang].get(key, ())]

    @cached_property
    def _by_key(self) -> dict[Lang, dict[Key, list[Number]]]:
        """The first few numbers of each text under each key."""
        by_key: dict[Lang, dict[Key, list[Number]]] = {lang: {} for lang in LANGS}
        for lang in LANGS:
            for number in self.numbers(lang):
                for key in matching_keys(number):
                    if len(known := by_key[lang].setdefault(key, [])) < _FIRST:
                        known.append(number)
        return by_key

    @cached_property
    def sums(self) -> dict[Lang, frozenset[Fraction | int]]:
        """The sums of two or three of the first figures of each text."""
        by_lang = {}
        for lang in LANGS:
            amounts = (number for number in self.numbers(lang)[:_SUMMED] if number.kind not in _NO_TERMS)
            figures = [figure for number in amounts if (figure := main_figure(number))]
            # Sums of integers are much faster, and an equal fraction has the same hash.
            terms = [figure if figure.denominator > 1 else figure.numerator for figure in figures]
            by_lang[lang] = frozenset(sum(addends) for size in (2, 3) for addends in combinations(terms, size))
        return by_lang

    @cached_property
    def ja_fields(self) -> dict[str, frozenset[int | str]]:
        """The values of the Japanese dates, by field."""
        return {
            field: frozenset(number.parts[field] for number in self.ja if field in number.parts)
            for field in ("year", "month", "day")
        }

    def year_of(self, number: Number, lang: Lang) -> int | None:
        """The year a date is of: its own, else the nearest that its text names, else the last one before."""
        own = number.parts.get("year")
        if isinstance(own, int):
            return own
        near = [
            (abs(neighbour.start - number.start), year)
            for neighbour in self.numbers(lang)
            if (year := year_named(neighbour))
        ]
        return min(near)[1] if near else self.years.get(lang, self.years.get(lang.other))

    def glosses_calendar(self, number: Number) -> bool:
        """Whether an English date in brackets repeats the one before it in another calendar."""
        at = bisect_left(self._en_starts, number.start)
        return at > 0 and self.repeats_date(self.en[at - 1], number)

    def repeats_date(self, number: Number, following: Number) -> bool:
        """Whether an English date is repeated in brackets directly after it: September 21 (August 23, old calendar)."""
        if not all(date.kind is NumberKind.DATE and "month" in date.parts for date in (number, following)):
            return False
        if following.start - number.end > _BRACKET_REACH:
            return False
        return _OPENED.fullmatch(self.en_text, number.end, following.start) is not None

    @cached_property
    def _en_starts(self) -> list[int]:
        return [number.start for number in self.en]

    @cached_property
    def unread_kanji(self) -> frozenset[int]:
        """The values of the kanji numerals of the Japanese text that belong to no number."""
        return unread_kanji(self.ja_text, self.ja)

    @cached_property
    def eras(self) -> tuple[Era, ...]:
        """The eras that the Japanese text names."""
        return eras_named(self.ja_text)

    @cached_property
    def decades(self) -> tuple[int, ...]:
        """The first years of the decades of eras in the Japanese text: 1945 and 1955 of 昭和20年代から30年代."""
        years: list[int] = []
        base = None
        for number in self.ja:
            era, counted = number.parts.get("era"), number.parts.get("era_year", number.parts.get("decade"))
            if not number.text.endswith("年代") or not isinstance(counted, int):
                continue
            base = base if era is None else first_year(str(era))
            if base is not None and counted < _LONGEST_ERA:
                years.append(base + counted - 1)
        return tuple(years)

    @cached_property
    def year_by_words(self) -> dict[Lang, bool]:
        """Whether each text gives a year by another event or a reign (同年, the following year, その5年)."""
        return {lang: bool(words.search(self.text(lang))) for lang, words in _YEAR_WORDS.items()}


def _weekday(number: Number) -> tuple[str, ...]:
    return ("weekday",) if "weekday" in number.parts else ()


def year_named(number: Number) -> int | None:
    """The year a number names; a lone figure of three or four digits counts as one."""
    year = number.parts.get("year")
    if isinstance(year, int):
        return year
    lone = number.kind is NumberKind.CARDINAL and number.unit is None and isinstance(number.value, int)
    return int(number.value) if lone and number.value is not None and 500 <= number.value <= 2100 else None
