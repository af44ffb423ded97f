"""Datelines and bylines: the line with place, date and author, which is not a sentence.

Rule: a sentence or heading must never be recognised as a dateline, because a dateline on one side only is not reported
as an omission. So the rules are narrow.
"""

from __future__ import annotations

import re

from aligner.text.scripts import HAN, HIRAGANA, HIRAGANA_CHAR, JAPANESE, KATAKANA

#: Largest number of characters of a dateline.
_LONGEST = 100
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s{_YEAR})?|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s{_YEAR})?"
    rf"|{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}/\d{{1,2}}/{_YEAR}"
    r"|(?:\d{4}|(?:令和|平成|昭和|大正|明治)(?:\d{1,2}|元)|[RHS]\d{1,2})\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|\d{1,2}月\d{1,2}日",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?|(?:午前|午後)?\d{1,2}時(?:\d{1,2}分)?|\b(?:[ap]\.?m\b\.?|GMT|UTC|JST|EST|EDT|PST|PDT|ET)",
    re.IGNORECASE,
)
#: A year or time of day, as in a dateline; "May 4 Movement" is a name.
_FULL = re.compile(rf"{_YEAR}\b|{_YEAR}[年/.-]|(?:令和|平成|昭和|大正|明治)(?:\d|元)|\d[:：時]\d\d|日")
_APART = re.compile("[—–|｜(（]|--| - ")
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|[（(][月火水木金土日祝・]{1,3}[）)]|[月火水木金土日]曜日?",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"[Bb][Yy]:?\s[A-Z][\w.'’-]*(?:,?\s(?:[A-Z][\w.'’-]*|and|de|van|von|bin)){1,8}$"
    rf"|[（(［\[【]?(?:文|取材|取材・文|文・写真|記者|執筆|筆者|著者|翻訳|訳)(?:[＝=：:／/]|・写真[＝=])"
    rf"\s?[{HAN}{HIRAGANA}{KATAKANA}A-Za-z・　 ]{{2,20}}[）)］\]】]?$"
    r"|[［\[（(【][^］\])）】]{1,30}\d{1,2}日[^］\])）】]{0,20}[］\])）】]$"
)
_LABEL = re.compile(
    r"^(?:published|updated|posted|last (?:updated|modified)|date(?: of issue)?|issued|on|release date)\b:?"
    "|^(?:公開|更新|最終更新|掲載|発表|配信|投稿|発行|作成)(?:日時?)?[：:\\s]",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile("[.!?。！？][\"'”’」』）)]*$")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][\w'’.-]*")
_JOINING = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "via"})
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def is_dateline(text: str) -> bool:
    """Return whether a line is a dateline or byline: short, no sentence, with little besides date, place and names.

    >>> is_dateline("OSAKA, Feb. 3 (Example Press) —"), is_dateline("2024年3月1日 株式会社みほん")
    (True, True)
    >>> is_dateline("On February 3 the shop opened"), is_dateline("3月1日に発売予定の新しい機種について")
    (False, False)
    """
    if len(text) > _LONGEST:
        return False
    line = text.strip(" \t　*_").translate(_DIGITS)
    if _BYLINE.match(line):
        return True
    rest, dates = _DATE.subn(" ", line)
    if not dates or not (_FULL.search(line) or _APART.search(line) or not _WORD.search(rest)):
        return False
    rest, clocks = _CLOCK.subn(" ", rest)
    rest = _LABEL.sub(" ", _WEEKDAY.sub(" ", rest))
    if _SENTENCE_END.search(rest.rstrip(" -–—―|｜・,，")) and _WORD.search(rest):
        return False
    return _is_place_or_name(rest, most_hiragana=8 if clocks else 3)


def _is_place_or_name(rest: str, most_hiragana: int) -> bool:
    """Return whether the text without dates can consist of a place, a publisher and a name only.

    Hiragana are a sign of a sentence. Some are allowed in a line with a time of day, which may hold a title.
    """
    words = _WORD.findall(rest)
    if JAPANESE.search(rest) is None:
        return len(words) <= 9 and all(word[0].isupper() or word in _JOINING for word in words)
    letters = len(JAPANESE.findall(rest))
    return (
        letters <= 24
        and len(HIRAGANA_CHAR.findall(rest)) <= most_hiragana
        and len(words) <= 4
        and "、" not in rest
        and "。" not in rest
    )
