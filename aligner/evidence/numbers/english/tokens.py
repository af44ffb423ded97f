"""English text as tokens that the number readers look at.

One pass, linear in the text. Text that is clearly not an amount (URLs, versions, identifiers, telephone numbers)
becomes one ``CODE`` token, so no reader sees its figures. Every other figure is one ``FIGURE`` token with its value.
Letters are ``WORD`` tokens. Everything else is a ``SIGN`` of one or two characters. Repetitions in the patterns are
bounded where they could be tried again from the next character. Most tokens are words with a space after them and marks
of punctuation, so these are tried first; no other alternative can match there.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.numbers.english.lexicon import WORDS, lexicon
from aligner.evidence.numbers.models import FIRST_MODEL
from aligner.evidence.numbers.powers import POWER, power_value
from aligner.evidence.numbers.units import find, forms
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.evidence.numbers.english.lexicon import Phrases
    from aligner.evidence.numbers.number import Exact


class Kind(Enum):
    """The kind of a token."""

    FIGURE = "figure"
    WORD = "word"
    CODE = "code"
    DATE = "date"  # 2024-03-05, 3/5/2024
    CLOCK = "clock"  # 12:34
    SIGN = "sign"
    END = "end"


class Token(NamedTuple):
    """A token: its place in the folded text, its text, and whether it touches the token before it."""

    kind: Kind
    start: int
    end: int
    text: str
    low: str
    glued: bool
    value: Exact | None = None


#: Marks that may stand before the first word of a sentence.
_OPENING = frozenset("\"“‘([*-–—•'`")
#: More tokens than any reader looks ahead or back.
_PADDING = 40
_NOWHERE = Token(Kind.END, 0, 0, "", "", glued=False)

#: More digits than this are an identifier, not an amount (and int() refuses some thousands).
_MOST_DIGITS = 40


@cache
def _token() -> re.Pattern[str]:
    """The alternatives in the order in which they are tried."""
    pattern = _PATTERN.replace("VULGAR", "".join(lexicon().vulgar)).replace("POWER", POWER)
    return re.compile(pattern.replace("SCHEMES", "|".join(sorted(WORDS.schemes, reverse=True))), re.VERBOSE)


_PATTERN = r"""\s*+(?:
    (?P<plain>[A-Za-z][^\W\d_]*+(?:['’][^\W\d_]++)*+(?![\w@%+:/-]|\.\S|\(\d))
  | (?P<mark>[,;:!?"“”'’)\]}*|=$–—] | \.(?=\s|\Z) | -(?!-) | [<>](?!=) | \((?!\d))
  | (?P<url>(?:SCHEMES)://[^\s<>"'`)\]}]{1,2000} | www\.[^\s<>"'`)\]}]{1,2000})
  | (?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8})
  | (?P<manual>(?<![\w.-])[A-Za-z_][\w.-]{0,40}\([1-9][a-z]{0,2}\))
  | (?P<path>(?<![\w/])(?:~|\.{1,2})?/?[A-Za-z_.@][\w.@%+-]{0,60}(?:/[\w.@%+-]{1,60}){1,12}/?)
  | (?P<hex>(?<![\w])0[xX][0-9A-Fa-f_]+ | (?<![\w])0[bB][01_]+\b | (?<![\w])0[oO][0-7_]+
        | (?<![\w.])\d+(?:\.\d+)?[eE][+-]?\d+\b
        | (?:%[0-9A-Fa-f]{2}){2,} | &\#x?[0-9A-Fa-f]{1,6}; | \#[0-9A-Fa-f]{6}\b | (?<!\w)U\+[0-9A-Fa-f]{4,6})
  | (?P<clock>(?<![\w.:])\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\w:]|\.\d) | (?<![\w.:])\d{1,2}:[0-5]\d(?=[ap]\.?m))
  | (?P<date>(?<![\w.-])(?:
          \d{4}-\d{1,2}-\d{1,2}(?=T\d|\b) | \d{4}/\d{1,2}/\d{1,2}\b
        | \d{1,2}/\d{1,2}/(?:\d{4}|\d{2})\b | \d{1,2}\.\d{1,2}\.(?:19|20)\d{2}\b )(?![-/.]\d))
  | (?P<lettered>(?<![\w.])[A-Z](?:\.\d{1,2}){1,4}(?!\w))
  | (?P<version>(?<![\w.])[vV]?\d+(?:\.\d+){2,8}[A-Za-z0-9]*(?:-[\w.]{1,40})? | (?<!\w)[vV]\d+(?:\.\d+)?\w*
        | (?<![\w.])\d+(?:\.\d+){0,2}\.[xX*]\b | (?<![\w./])\d+(?:/\d+){2,6}\b(?!/))
  | (?P<phone>(?<!\w)\+\d[\d\ -]{6,20}\d | \(\d{2,5}\)\ ?\d{1,4}-\d{3,4}\b | (?<![\w.-])\d+(?:-\d+){2,6}\b)
  | (?P<power>POWER)
  | (?P<figure>(?:\d{1,3}(?:,\d{2}){0,6}(?:,\d{3})+(?![\d]) | \d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)
        | \d{1,3}(?:['’]\d{3})+(?!\d) | [1-9]\d{0,2}(?:\ \d{3})*\ 000(?!\d) | \d+)(?:\.\d+)?[VULGAR]?
        | (?<![\w.)\]])\.\d+ | [VULGAR])
  | (?P<mixed>[^\W\d]+\d\w*)
  | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
  | (?P<sign>>=|<=|US\$|--|\S))
    """

_LEADING_LETTERS = re.compile(r"[^\W\d]+")
#: The kind of current before a voltage: AC100V.
_CURRENT = re.compile(rf"(?:{'|'.join(sorted(WORDS.signs_currents))})(?=\d{{1,4}}(?:[-–~]\d{{1,4}}|\.\d+)?k?V\b)")
#: The h of 2h15m.
_HOURS = re.compile(r"[hH](?=\d{1,2}(?:m|min)?\b)")
_CODE_TAIL = re.compile(r"(?:[-._/:]\w{1,60}){1,12}")
_SEPARATORS = re.compile(r"[,'’ \u00a0\u2009\u202f]")


def _value(text: str) -> Exact | None:
    """The exact value of a figure as written."""
    if (power := power_value(text)) is not None:
        return power
    digits = text if text.isdecimal() else _SEPARATORS.sub("", text)
    if len(digits) > _MOST_DIGITS:
        return None
    vulgar = lexicon().vulgar.get(digits[-1:])
    if vulgar is not None:
        return vulgar if len(digits) == 1 else Fraction(digits[:-1]) + vulgar
    return Decimal(digits) if "." in digits else int(digits)


def _code(text: str, start: int, end: int) -> tuple[Kind, int]:
    """A code ends before the punctuation of the sentence around it."""
    while end > start + 1 and text[end - 1] in ".,;:!?-":
        end -= 1
    return Kind.CODE, end


def _path(text: str, start: int, end: int) -> tuple[Kind, int]:
    """A path with figures is a code; of any other only the first word or sign is taken."""
    if (first := FIRST_MODEL.match(text, start, end)) is not None:
        return Kind.CODE, first.end()
    if (word := _LEADING_LETTERS.match(text, start)) is not None and _is_amount(
        word.group(), text[word.end() : end].rstrip(".-")
    ):
        return Kind.WORD, word.end()
    if any(char.isdigit() for char in text[start:end]):
        return _code(text, start, end)
    return (Kind.SIGN, start + 1) if word is None else (Kind.WORD, word.end())


def _is_amount(word: str, rest: str) -> bool:
    """Whether a word with a stroke and figures belongs to an amount or a date: 4 g/24 h, FY3/2024."""
    measured = rest[:1] == "/" and rest[1:].isdecimal() and find(word, Lang.EN) is not None
    return measured or (word.casefold() in WORDS.before_figures and _PERIOD.fullmatch(rest) is not None)


#: A month and a year in either order.
_PERIOD = re.compile(r"[0-9]{1,2}/(?:[0-9]{2}|[0-9]{4})|[0-9]{4}/[0-9]{1,2}")


def _manual(text: str, start: int, end: int) -> tuple[Kind, int]:
    """A page of a manual, ``epoll(7)``, is a code; ``six(6)`` and ``section(2)`` are words before a figure."""
    words, name = lexicon(), text[start : text.index("(", start)]
    known = name.casefold() in words.small.keys() | words.tens.keys() | words.labels.keys()
    return (Kind.WORD, start + len(name)) if known else (Kind.CODE, end)


def _mixed(text: str, start: int, end: int) -> tuple[Kind, int]:
    """Letters and figures are a code with what hangs on it, but for the letters that go before an amount."""
    letters = _LEADING_LETTERS.match(text, start)
    prefix = letters.group().casefold() if letters else ""
    # Letters go on after the digits, or digits before the letters: Q1b, 16H012.
    inside_word = text[end - 1].isalpha() or text[max(0, start - 1) : start].isdecimal()
    if letters and not inside_word and _goes_before(prefix, text[letters.end() : end], text[end : end + 1]):
        return Kind.WORD, letters.end()
    if letters and (current := _CURRENT.match(text, start)) is not None:
        return Kind.WORD, current.end()
    if letters and text[max(0, start - 1) : start].isdecimal() and _HOURS.match(text, start):
        return Kind.WORD, letters.end()
    tail = _CODE_TAIL.match(text, end)
    return (Kind.CODE, end) if tail is None else _code(text, start, tail.end())


def _goes_before(letters: str, figures: str, after: str) -> bool:
    """Whether letters that touch figures are a word before an amount or a year: Q1, FY23, in1968, HP9999; not H03."""
    if letters in WORDS.before_years:
        return len(figures) == 4 and figures[0] in "12"
    if letters in WORDS.game_points:
        return len(figures) > 1 and after != "-"
    known = letters in forms(Lang.EN, before=True) or letters in WORDS.before_figures
    return known and not (len(letters) == 1 and len(figures) > 1 and figures[0] == "0")


#: What an alternative of the pattern gives, or the rule that decides it and where the token ends.
_KINDS: dict[str | None, Kind] = {
    "plain": Kind.WORD,
    "word": Kind.WORD,
    "figure": Kind.FIGURE,
    "power": Kind.FIGURE,
    "mark": Kind.SIGN,
    "sign": Kind.SIGN,
    "clock": Kind.CLOCK,
    "date": Kind.DATE,
}
_RULES: dict[str | None, Callable[[str, int, int], tuple[Kind, int]]] = {
    "path": _path,
    "mixed": _mixed,
    "manual": _manual,
}


class Tokens(list[Token]):
    """The tokens of a text, then as many END tokens as any reader looks ahead or back.

    Readers look a few tokens to either side of where they stand. The END tokens make that safe at both ends
    without a check at every look: an index a little below 0 finds them too, since lists count from their end.
    """

    def __init__(self, text: str, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.text = text
        self.length = len(tokens)
        self.ordinals: dict[int, tuple[int, int] | None] = {}  # what ``ordinals`` read at a token, kept
        self.extend([_NOWHERE] * _PADDING)

    def joined(self, start: int, end: int) -> str:
        """Tokens ``start`` to ``end`` casefolded, a space where the text has white space."""
        return "".join(
            token.low if k == 0 or token.glued else f" {token.low}" for k, token in enumerate(self[start:end])
        )

    def phrase_from(self, start: int, phrases: Phrases) -> tuple[int, str] | None:
        """(number of tokens, meaning) of the longest phrase that starts at a token."""
        step, at, longest = phrases.first.get(self[start].low), start, None
        while step is not None:
            at += 1
            if step.meaning is not None:
                longest = at - start, step.meaning
            token = self[at]
            step = step.after.get(token.low if token.glued else f" {token.low}")
        return longest

    def phrase_to(self, end: int, phrases: Phrases) -> tuple[int, str] | None:
        """(number of tokens, meaning) of the longest phrase that ends before a token."""
        for size in range(min(end, phrases.longest_to.get(self[end - 1].low, 0)), 0, -1):
            meaning = phrases.meaning.get(self.joined(end - size, end))
            if meaning is not None:
                return size, meaning
        return None

    def starts_sentence(self, index: int) -> bool:
        """Whether a token is the first of the text, of a line or of a sentence, quotes and brackets aside."""
        before = self[index - 1]
        while before.kind is Kind.SIGN and before.low in _OPENING:
            index -= 1
            before = self[index - 1]
        here = self[index].start
        return before.kind is Kind.END or before.low in {".", "!", "?", ":"} or "\n" in self.text[before.end : here]


def tokenise(text: str) -> Tokens:
    """The tokens of a width-folded English text."""
    items: list[Token] = []
    add, match, word, figure = items.append, _token().match, Kind.WORD, Kind.FIGURE
    kinds, rules = _by_group()
    at, last, value = 0, -1, None
    while (token_match := match(text, at)) is not None:
        group = token_match.lastindex or 0
        start, at = token_match.span(group)
        kind = kinds[group]
        if kind is None:
            kind, at = rules[group](text, start, at)
        written = text[start:at]
        low = written.casefold()
        if kind is word:
            if "’" in low:
                low = low.replace("’", "'")
        elif kind is figure and (value := _value(written)) is None:
            kind = Kind.CODE
        add(_new_token(Token, (kind, start, at, written, low, start == last, value)))
        last, value = at, None
    return Tokens(text, items)


@cache
def _by_group() -> tuple[list[Kind | None], list[Callable[[str, int, int], tuple[Kind, int]]]]:
    """For each group of the pattern: the kind of its tokens, or None if a rule decides the kind, and that rule."""
    names = [None, *_token().groupindex]
    return [_KINDS.get(name) for name in names], [_RULES.get(name, _code) for name in names]


#: Creates a token in half the time that its class needs.
_new_token = tuple.__new__


def past_hyphen(tokens: Tokens, at: int) -> int:
    """The token after a hyphen that joins two words, or ``at`` itself."""
    joins = tokens[at].low in WORDS.hyphens and tokens[at].glued and tokens[at + 1].glued
    return at + 1 if joins else at


def cue(tokens: Tokens, at: int, name: str) -> bool:
    """Whether the token before ``at`` is in a list of the lexicon."""
    return tokens[at - 1].low in lexicon().sets[name]


def capital(tokens: Tokens, at: int) -> bool:
    """Whether a token starts with a capital letter."""
    return tokens[at].text[:1].isupper()
