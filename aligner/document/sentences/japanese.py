"""Detects Japanese sentence ends by rules.

A run of marks (。．！？…) with the closing brackets after it is a ``Candidate``. The first rule of ``_RULES`` that
applies decides whether the sentence ends there. In short: a stop inside brackets does not end the outer sentence; a
quotation continues before と and other particles; a stop between figures is a decimal point; an ASCII stop needs
Japanese before it; any other 。 ends the sentence. A line break has no meaning, except after a line that is one whole
quotation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.sentences.boundary import (
    END_OF_PARAGRAPH,
    Boundary,
    hide_verbatim,
    last_content,
    name_of,
    starts_none,
)
from aligner.document.sentences.brackets import QUOTES, Pair, closed_pairs
from aligner.document.sentences.japanese_words import goes_on, starts, words
from aligner.document.sentences.quotes import quotes_by_order
from aligner.text.scripts import HIRAGANA_CHAR, JAPANESE, LATIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# One character for one: offsets stay. ． keeps its width, because it is a stop where "." is not.
_PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in (0xFF0E, 0xFF1C, 0xFF1E)}
    | {"＜": "〈", "＞": "〉", "≪": "«", "≫": "»", "〝": "“", "〟": "”", "〞": "”"}
    | {"｡": "。", "｢": "「", "｣": "」", "､": "、", "‥": "…", "‼": "!", "⁇": "?", "⁈": "?", "⁉": "!"}
)
_CANDIDATE = re.compile(
    r"""
    (?: (?P<marks> (?: [。．.?!…] | ・{2,} )+ ) | (?P<line> [」』](?=\s*[\n\r]) ) )
    (?P<close>
        (?: \s{0,4}[」』】〉》〕”»›’)\]}] | \[\d{1,3}\] | [\ufe0e\ufe0f] | (?:\*\*|__)(?=\s|\Z)
          | </\w{1,10}> | (?<=\])\([^()\s]{0,300}\) | (?<=\])\[[^\[\]\n]{0,100}\]
        )*
    )
    (?P<gap> \s* )
    """,
    re.VERBOSE,
)
_CONTENT = re.compile(r"\w")
#: As far as a rule looks to either side, in characters: about half as far as in English.
_WINDOW = 40
_NO_START = tuple("、,。．.?!…:;」』】〉》〕”»›’)]}ー々ゝ")
_OPENING = tuple(QUOTES + "([{【〔")
_LIST_MARKER = re.compile(r"[\s(【\[・*-]*(?:第?[\d一二三四五六七八九十]{1,3}|[A-Za-z]|[ア-ンあ-ん甲乙丙丁])[)\]】]?")
_WRAPPED = re.compile(r"[^\s。．.?!…・、，,」』】〉》〕”)\]}][^\S\n\r]*[\n\r]\s*\S")


class Candidate(NamedTuple):
    """A run of marks with its surroundings.

    Attributes:
        so_far: the sentence before the marks, as far back as a rule looks; the whole of it when ``whole``.
        whole: whether ``so_far`` reaches back to the sentence's start.
        marks: the marks, width folded; empty for a quotation that ends a line without one.
        ascii: whether the marks are written in ASCII.
        close: quotes and brackets that close after them.
        bracket: the bracket that ``close`` closes, when it opened inside this sentence after other text.
        gap: the white space that follows.
        ahead: the text after that, as far as a rule looks.
    """

    so_far: str
    whole: bool
    marks: str
    ascii: bool
    close: str
    bracket: str
    gap: str
    ahead: str

    @property
    def previous(self) -> str:
        """The character right before the marks."""
        return self.so_far[-1:]


def boundaries(text: str) -> Iterator[Boundary]:
    """Yield the ends of the sentences of a paragraph; the last one is the end of the paragraph.

    >>> [b.rule for b in boundaries("「行く。」と言う。３．５％増！？ 次")]
    ['stop', 'question', 'end of paragraph']
    """
    plain = quotes_by_order(hide_verbatim(text.translate(_PLAIN)))
    pairs = closed_pairs(plain)
    wrapped = _WRAPPED.search(plain) is not None
    end = last_content(plain)
    start = searched = k = 0
    last = END_OF_PARAGRAPH
    for match in _CANDIDATE.finditer(plain):
        stop = match.end("close")
        if stop >= end:  # nothing but marks and brackets from here on
            last = _name(match)
            break
        while k < len(pairs) and pairs[k].close < stop - 1:
            k += 1
        pair = pairs[k] if k < len(pairs) else None
        if pair and pair.open < stop <= pair.close:
            continue
        content = _CONTENT.search(plain, max(start, searched), match.start())
        searched = content.start() if content else match.start()
        if content and _ends(_candidate(text, plain, start, match, pair, wrapped=wrapped)):
            yield Boundary(stop, _name(match))
            start = stop
    yield Boundary(len(text), last)


def _name(match: re.Match[str]) -> str:
    if match["line"]:
        return "quotation line"
    return name_of(match["marks"].replace("．", "。").replace("・・", "…"), closed=bool(match["close"].strip()))


def _candidate(
    text: str, plain: str, start: int, match: re.Match[str], pair: Pair | None, *, wrapped: bool
) -> Candidate:
    stop = match.end("close")
    inside = pair is not None and start <= pair.open < match.start() and pair.close < stop
    bracket = plain[pair.open] if pair and inside and plain[start : pair.open].strip() else ""
    gap = match["gap"]
    if wrapped:  # a line break inside wrapped text is nothing; a space beside it still is one
        gap = gap.replace("\n", "").replace("\r", "")
    so_far = plain[max(start, match.start() - _WINDOW) : match.start()]
    return Candidate(
        so_far=so_far,
        whole=match.start() - start <= _WINDOW,
        marks=match["marks"] or "",
        ascii=text[match.start()].isascii(),
        close=match["close"].strip(),
        bracket=bracket,
        gap=gap,
        ahead=plain[match.end() : match.end() + _WINDOW],
    )


def _goes_on(at: Candidate) -> bool:
    """Return whether a particle follows; fewer of them count where no bracket closes, and fewest across a space."""
    return goes_on(at.ahead, after="bracket" if at.close else "space" if at.gap else "mark")


def _ends(at: Candidate) -> bool:
    for rule in _RULES:
        verdict = rule(at)
        if verdict is not None:
            return verdict
    return True


# ---- Rules: True ends the sentence, False lets it go on, None has no opinion.


def _punctuation_follows(at: Candidate) -> bool | None:
    """No sentence starts with a comma, a closing bracket or another mark."""
    return False if starts_none(at.ahead, _NO_START) else None


def _quotation_line(at: Candidate) -> bool | None:
    """A line that is one whole quotation is a sentence, unless と or the like follows."""
    if at.marks:
        return None
    return at.whole and at.so_far.lstrip()[:1] in tuple(QUOTES) and not at.bracket and not _goes_on(at)


def _number(at: Candidate) -> bool | None:
    """３．５％, 第１．２節, 1. はじめに: decimal points and list markers; "." and ． only."""
    if at.marks not in (".", "．"):
        return None
    if at.whole and _LIST_MARKER.fullmatch(at.so_far.strip()):
        return False
    if at.previous.isdigit():
        # A figure may close a sentence that has grammar in it, not a caption (表１．).
        return at.marks == "．" and not at.ahead[:1].isdigit() and bool(HIRAGANA_CHAR.search(at.so_far))
    return None


def _ascii_stop(at: Candidate) -> bool | None:
    """An ASCII stop ends after Japanese or a closing bracket, before a space, Japanese or an opening one."""
    if at.marks == "．":
        return not (LATIN.match(at.previous) and not LATIN.match(at.so_far[-2:-1]))
    if at.marks != ".":
        return None
    japanese = bool(JAPANESE.match(at.previous)) or at.previous in tuple("」』】)")
    return japanese and bool(at.gap or at.close or JAPANESE.match(at.ahead) or at.ahead.startswith(_OPENING))


def _name_with_mark(at: Candidate) -> bool | None:
    """モーニング娘。の, Yahoo!ニュース: the mark belongs to the name."""
    written = at.so_far + at.marks
    if at.close or not written.endswith(words().names):
        return None
    if _goes_on(at) or at.ahead.startswith(words().after_name):
        return False
    return None if "。" in at.marks or not JAPANESE.match(at.ahead) else starts(at.ahead)


def _latin_mark(at: Candidate) -> bool | None:
    """println!マクロ, a != b, Hello! How: a mark in ASCII belongs to the Latin text around it."""
    if not at.ascii or at.close or not set(at.marks) <= set("?!"):
        return None
    if not at.previous.strip() or (not at.gap and at.ahead[:1].isascii()):
        return False
    if not LATIN.match(at.previous):
        return None
    if at.gap:
        return None if JAPANESE.match(at.ahead) or at.ahead.startswith(_OPENING) else False
    return starts(at.ahead) if JAPANESE.match(at.ahead) else None


def _quotation_goes_on(at: Candidate) -> bool | None:
    """「…。」と, ！という, ？の: a particle never begins a sentence."""
    open_end = at.close.strip("*_") or not set(at.marks) & set("。．")
    return False if open_end and _goes_on(at) else None


def _speech_tag(at: Candidate) -> bool | None:
    """「…。」太郎は言った。 is one sentence, as in English."""
    return False if at.close.endswith(tuple("」』”»›’")) and words().speech_tag.match(at.ahead) else None


def _parenthesis(at: Candidate) -> bool | None:
    """（…。） in the middle of a sentence belongs to it, unless something clearly new follows."""
    if not at.bracket or at.bracket in QUOTES:
        return None
    return bool(at.gap) or at.ahead.startswith(_OPENING) or starts(at.ahead)


def _ellipsis(at: Candidate) -> bool | None:
    """… alone ends only before a space or after a closing quote. Between spaces it stands for something left out."""
    if set(at.marks) - set("….・"):
        return None
    if at.previous.isspace() and at.marks in ("…", "..."):
        return False
    return bool(at.gap) or bool(at.close.strip(")]}*_"))


_RULES: tuple[Callable[[Candidate], bool | None], ...] = (
    _punctuation_follows,
    _quotation_line,
    _number,
    _ascii_stop,
    _name_with_mark,
    _latin_mark,
    _quotation_goes_on,
    _speech_tag,
    _parenthesis,
    _ellipsis,
)
