"""Numbers that name a place, not an amount: sections, list markers, Roman numerals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.amounts import read_amount
from aligner.evidence.numbers.english.lexicon import WORDS, lexicon, word_class
from aligner.evidence.numbers.english.reading import Reading
from aligner.evidence.numbers.english.tokens import Kind, capital, past_hyphen
from aligner.evidence.numbers.english.unit_forms import read_unit
from aligner.evidence.numbers.number import NumberKind

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens


_LONGEST_LABEL = 2


#: Cyrillic and Greek letters that look like those of Roman numerals.
LOOK_ALIKES = str.maketrans(dict(word_class("roman_look_alikes")))


def roman(text: str) -> int | None:
    """The value of a well-formed Roman numeral in one case, or None.

    >>> roman("XVI"), roman("iv"), roman("IIX"), roman("Xi")
    (16, 4, None, None)
    """
    low = text.lower()
    return lexicon().romans.get(low.translate(LOOK_ALIKES)) if text in {low, text.upper()} else None


def read_section(tokens: Tokens, at: int) -> Reading | None:
    """``Article 27-2, paragraph 3``, ``item (iv)``, ``Fig. 3``, ``§4.1``, ``Chapter III``, ``Step two``."""
    words = lexicon()
    label, end = "", at
    for size in range(_LONGEST_LABEL, 0, -1):
        written = tokens.joined(at, at + size)
        if written in words.labels and (size == 1 or tokens[at + 1].glued):
            label, end = written, at + size
            break
    if not label:
        return None
    if label == "#" and not tokens[end].glued:
        return None
    proper = capital(tokens, at) or tokens[at].kind is Kind.SIGN or label.endswith(".")
    if label in WORDS.label_rules_capital and not proper and tokens[end].low != "(":
        return None
    end = past_hyphen(tokens, end)
    if label in WORDS.label_rules_names:
        return _named(tokens, at, end)
    levels, stop = levels_from(tokens, end, spelt=proper)
    spanned = label in WORDS.plural_labels and levels[:1] < levels[1:2] and tokens[end + 1].low == "-"  # lines 1-5
    if not levels or spanned or _counts(tokens, at, stop):
        return None
    if label in WORDS.laid_down:
        levels, stop = _deeper(tokens, levels, stop)
    parts: dict[str, int | str] = {"label": words.labels[label]}
    parts |= {f"level{k}": level for k, level in enumerate(levels, start=1)}
    return Reading(at, stop, NumberKind.SECTION, value=levels[0] if len(levels) == 1 else None, parts=parts)


def _deeper(tokens: Tokens, levels: list[int], end: int) -> tuple[list[int], int]:
    """The levels with those that a law adds in words: ``Article 9, paragraph (2), item (iii)``."""
    while True:
        at = end + (tokens[end].low == ",")
        more, stop = levels_from(tokens, at + 1, spelt=False) if tokens[at].low in WORDS.laid_down_deeper else ([], at)
        if not more:
            return levels, end
        levels, end = levels + more, stop


def _counts(tokens: Tokens, at: int, end: int) -> bool:
    """Whether what follows shows that the figure counts: ``In Chapter 10 men``, ``step 5 metres``."""
    unit = read_unit(tokens, end)
    return unit is not None and tokens[at].kind is Kind.WORD and tokens[end].low not in WORDS.label_units


def levels_from(tokens: Tokens, at: int, *, spelt: bool) -> tuple[list[int], int]:
    """The numbered levels from a token on: 27-2 → 27, 2; 4.1 → 4, 1; (iv) → 4; III → 3."""
    token = tokens[at]
    if token.low == "(" and tokens[at + 2].low == ")":
        level = bracketed(tokens[at + 1].text) if not token.glued else None
        return ([level], at + 3) if level else ([], at)
    if token.kind is Kind.CODE and re.fullmatch(r"\d+(?:[.-]\d+)+", token.text):
        return [int(part) for part in re.split(r"[.-]", token.text)], at + 1
    if token.kind is Kind.FIGURE and re.fullmatch(r"\d+(?:\.\d+)?", token.text):
        levels, end = [int(part) for part in token.text.split(".")], at + 1
        while tokens[end].low in {"-", "‑"} and tokens[end].glued and tokens[end + 1].glued:
            further = tokens[end + 1].value
            if not isinstance(further, int):
                break
            levels, end = [*levels, further], end + 2
        while tokens[end].low == "(" and tokens[end].glued and tokens[end + 2].low == ")":
            level = bracketed(tokens[end + 1].text)
            if level is None:
                break
            levels, end = [*levels, level], end + 3
        return levels, end
    value = roman(token.text) if token.kind is Kind.WORD and token.text.isupper() and not token.glued else None
    if value is None and spelt and token.kind is Kind.WORD:
        amount = read_amount(tokens, at)
        spoken = amount is not None and isinstance(amount.value, int) and tokens[at].low not in WORDS.articles
        return ([int(amount.value)], amount.end) if amount is not None and spoken else ([], at)
    return ([value], at + 1) if value else ([], at)


def bracketed(text: str) -> int | None:
    """The level inside brackets: a figure, a Roman numeral, or a letter counted from a."""
    if text.isdecimal() and len(text) < 4:
        return int(text)
    if len(text) == 1 and text.isalpha() and text.lower() not in WORDS.roman_letters:
        return ord(text.lower()) - ord("a") + 1
    return roman(text)


def _named(tokens: Tokens, at: int, end: int) -> Reading | None:
    """``World War II``, ``World War One``, ``Super Bowl 50``: an ordinal in a name."""
    levels, stop = levels_from(tokens, end, spelt=True)
    if (
        len(levels) != 1
        or tokens[end].text.islower()
        or tokens[at - 1].kind is not Kind.WORD
        or not capital(tokens, at - 1)
    ):
        return None
    return Reading(end, stop, NumberKind.ORDINAL, value=levels[0], in_name=True)


def read_roman(tokens: Tokens, at: int) -> Reading | None:
    """``Louis XVI``, ``Elizabeth II``, ``Type III``; never a lone I, C, D, M or MIX."""
    token, before = tokens[at], tokens[at - 1]
    letters = token.low.removesuffix("'s")
    if not token.text[:1].isupper() or set(letters) - set("ivx") or token.glued:
        return None
    value = roman(token.text.removesuffix("'s").removesuffix("’s"))
    if value is None or before.kind is not Kind.WORD or not capital(tokens, at - 1) or len(before.text) < 2:
        return None
    name = before.low
    if name in WORDS.before_no_roman or before.text.isupper():
        return None
    rulers = WORDS.label_rules_rulers
    if len(letters) == 1 and (name not in rulers or (letters == "i" and _is_clause(tokens, at))):
        return None
    return Reading(at, at + 1, NumberKind.ORDINAL, value=value, in_name=True)


def _is_clause(tokens: Tokens, at: int) -> bool:
    """Whether I is the speaker, as in ``Charles, I think`` without its comma."""
    after = tokens[at + 1]
    return after.kind is Kind.WORD and after.low in WORDS.after_speaker and not tokens.starts_sentence(at - 1)


def read_list_marker(tokens: Tokens, at: int) -> Reading | None:
    """``1.`` or ``(1)`` at the start of a line, ``[12]`` after a word: a translation may renumber them."""
    token, after = tokens[at], tokens[at + 1]
    if token.low in {"(", "["} and tokens[at + 2].low in {")", "]"} and after.glued:
        level = bracketed(after.text)
        listed = (
            level is not None and (token.low == "(" or token.glued or _starts_line(tokens, at)) and len(after.text) < 4
        )
        figure = after.kind is Kind.FIGURE and (_starts_line(tokens, at) or token.low == "[")
        if not listed or not (
            figure or (roman(after.text) is not None and after.text.islower() and len(after.text) > 1)
        ):
            return None
        label = "list" if token.low == "(" else "reference"
        return Reading(at, at + 3, NumberKind.SECTION, value=level, parts={"label": label, "level1": level or 0})
    value = token.value
    if not isinstance(value, int) or after.low not in {".", ")"} or not after.glued or value > 200:
        return None
    begins = _starts_line(tokens, at) or (
        after.low == ")" and tokens[at - 1].low in WORDS.before_list_marks and not _is_open(tokens, at)
    )
    if not begins or tokens[at + 2].kind is Kind.END or tokens[at + 2].glued:
        return None
    return Reading(at, at + 2, NumberKind.SECTION, value=value, parts={"label": "list", "level1": value})


def _is_open(tokens: Tokens, at: int) -> bool:
    """Whether a bracket is open before a token, or so much text that one may be."""
    for k in range(at - 1, at - _BRACKETED, -1):
        if tokens[k].kind is Kind.END or tokens[k].low in {"(", ")"}:
            return tokens[k].low == "("
    return True


#: Tokens within which an open bracket is looked for.
_BRACKETED = 30


def _starts_line(tokens: Tokens, at: int) -> bool:
    """Whether only marks of a heading, quotation or list stand before a token on its line."""
    while tokens[at - 1].low in {"#", "*", "-", ">", "•", "|"} and tokens[at - 1].kind is Kind.SIGN:
        at -= 1
    before = tokens[at - 1]
    return before.kind is Kind.END or "\n" in tokens.text[before.end : tokens[at].start]
