"""The type of a single line of plain text: bullet, enumerator, table row, rule, quotation, heading.

Rule: a line is judged alone; ``paragraphs`` takes the neighbouring lines into account.
"""

from __future__ import annotations

import re
import sys
from enum import Enum, auto
from typing import NamedTuple

from aligner.document.listings import has_grammar
from aligner.text.scripts import HAN, HIRAGANA, KATAKANA


class Look(Enum):
    """The type of a line by its appearance."""

    PLAIN = auto()
    BULLET = auto()  # "- ", "・": the mark belongs to the layout
    ENUMERATOR = auto()  # "(a)", "1.", "①": the mark is part of the segment
    TABS = auto()  # cells separated by tabs
    PIPES = auto()  # cells separated by |
    RULE = auto()  # only -, =, * and the like
    QUOTED = auto()  # "> "
    HEADING = auto()  # 第1章, Chapter 1, 1.2 Title, ■見出し, 【見出し】
    PROMPT = auto()  # "$ ", ">>> "


class Looks(NamedTuple):
    """A line's type, and the length of its mark including the space after it."""

    look: Look
    mark: int = 0


_NUMERAL = "[0-9０-９一二三四五六七八九十百]"
_RULE = re.compile(r"[-=~*_#+^─━―—–＝＊◇◆□■○●☆★※＿＿\s　]+$")
_ROW_RULE = re.compile(r"(?=[-=+:|\s]*+$)[^-=]*+(?:[-=](?![-=])[^-=]*+)*+[-=]{2}")
_LONGEST_COMMAND = 500
#: ▲ and △ before a figure are minus signs.
_SIGNED = r"[▲△][0-9０-９¥￥$＄]"
_BULLET = re.compile(rf"(?!{_SIGNED})(?:[-*+•‣◦▪▫–→]\s+(?=\S)|[・･●○◎■□◆◇▲△▼▽☆★※]\s*(?=\S)|[－＊]\s*(?=\S))")
_ENUMERATOR = re.compile(
    r"\d{1,3}[.)](?=\s)\s+|[0-9０-９]{1,3}[．）、](?![0-9０-９])\s*"
    r"|[(（][0-9０-９]{1,3}[)）]\s*"
    r"|[(（](?:[a-zａ-ｚ]|[ivx]{2,5})[)）]\s*|(?:[a-z]|[ivx]{2,5})\)\s+"
    r"|[①-⓿⑴-⒛㈠-㈩㊀-㊉❶-➓㋐-㋾]\s*"
    r"|[ア-コイロハニホヘト][．.）)、](?!\S*[はがを])\s*"
    rf"|[(（]{_NUMERAL}{{1,3}}[)）]\s*|[一二三四五六七八九十]{{1,3}}[．、]\s*(?![一二三四五六七八九十])"
)
_HEADING = re.compile(
    rf"(?!.*[。.]$)(?:第\s?{_NUMERAL}+\s?[章節条項部編回話幕巻款目](?:の{_NUMERAL}+)?(?:[\s　（(【:：].*)?$"
    r"|(?i:chapter|section|part|article|appendix|annex|schedule|book|act|scene|lesson|unit|figure|table|step)"
    r"\s(?:\d+(?:\.\d+)*|[IVXLC]+|[ivxlc]{2,}|[A-H])\b[.:：]?(?:\s+[\"“'‘]?[A-Z0-9].*)?$"
    rf"|\d{{1,2}}(?:[.．]\d{{1,2}}){{1,4}}[.．]?[\s　]+[A-Z\"“'‘`「『{HIRAGANA}{KATAKANA}{HAN}].*$"
    r"|§{1,2}\s?\d.*$"
    r"|【[^【】]+】$|[≪《〈＜][^≪《〈＜≫》〉＞]+[≫》〉＞]$|［[^［］]+］$"
    r"|(?:附則|付則|前文|序章|序文|終章|はじめに|おわりに|まえがき|あとがき|目次|概要|結論|参考文献)$)"
)
_HEADING_MARK = re.compile(rf"(?!{_SIGNED})[■□◆◇●▼▽★☆▶►▲◎]\s*(?=\S)|#{{1,6}}\s+(?=\S)")
_PROMPT = re.compile(r"(?:\$\s+(?!\d|-\s)|(?:>>>|\.\.\.|C:\\>|%)\s)\S")
#: Prompts that are marks of text as well: ``>>>`` marks a quotation in mail, ``...`` and ``%`` begin lines.
_PROMPT_OR_TEXT = (">", ".", "%")
_TIMED = re.compile(r"[\[［【]\d{1,2}[:：]\d{2}(?:[:：]\d{2})?[\]］】]|\d{1,2}:\d{2}:\d{2}\s")
_LETTER = re.compile(f"[A-Za-z\u00c0-\u024f{HIRAGANA}{KATAKANA}{HAN}]")


#: Types that are determined by the whole line, in the order of the checks, with the longest line that is checked.
_WHOLE_LINES = (
    (Look.RULE, _RULE, 300),
    (Look.RULE, _ROW_RULE, 300),
    (Look.TABS, re.compile("[^\t]*\t"), sys.maxsize),
    (Look.PIPES, re.compile("[^|｜]*[|｜][^|｜]*[|｜]"), 2000),
    (Look.HEADING, _HEADING, 120),
)
_MARKS = ((Look.BULLET, _BULLET), (Look.ENUMERATOR, _ENUMERATOR))


def look_of(text: str) -> Looks:
    """Return the type of a line without blanks around it.

    >>> [(look.name, mark) for look, mark in map(look_of, ("・持ち物", "(a) the buyer", "第２条（定義）"))]
    [('BULLET', 1), ('ENUMERATOR', 4), ('HEADING', 0)]
    """
    if text[0] in ">＞" and not _is_prompt(text):
        return quoted(text)
    if text[0].isalnum() and text.isalnum():
        return Looks(Look.HEADING if _HEADING.match(text[:121]) else Look.PLAIN)
    for look, pattern, longest in _WHOLE_LINES:
        if len(text) <= longest and pattern.match(text):
            return Looks(look)
    if _is_prompt(text):
        return Looks(Look.PROMPT)
    for look, pattern in _MARKS:
        if mark := pattern.match(text):
            return Looks(look, mark.end())
    return Looks(Look.PLAIN)


def quoted(text: str) -> Looks:
    """Return the type of a quoted line: all its marks belong to the layout."""
    return Looks(Look.QUOTED, len(text) - len(text.lstrip(">＞ 　")))


def _is_prompt(text: str) -> bool:
    """Return whether a line that may begin with a prompt is a command and no text."""
    if _PROMPT.match(text) is None:
        return False
    return not text.startswith(_PROMPT_OR_TEXT) or not has_grammar(text[:_LONGEST_COMMAND])


def heading_mark(text: str) -> int:
    """Length of the mark of a line such as ``■見出し``, or 0. A single such line is a heading, several are items."""
    mark = _HEADING_MARK.match(text)
    return mark.end() if mark else 0


def has_letters(text: str) -> bool:
    """Return whether a line has a letter of either language."""
    return _LETTER.search(text) is not None


def is_timed(text: str) -> bool:
    """Return whether a line begins with a time, as in a chat or transcript: [14:06], 00:14:06."""
    return _TIMED.match(text) is not None
