"""Decides whether lines without a fence are a code listing or text.

People indent text as well as code: steps of a tutorial, man pages, clauses, poems, letters. Text also contains what
looks like code: ``open(2)``, ``<ENTER>``, a semicolon at the end of a verse.

In doubt, lines are text. They are a listing only if at least half of them look like code, one of them certainly, and
few of them are phrases of a language. Read next: ``paragraphs``, which uses this module.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum, auto
from typing import TYPE_CHECKING

from aligner.document.languages import function_words
from aligner.text.scripts import HAN, HIRAGANA, KATAKANA

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A listing has at least this many lines of code for each phrase. Programs print and compare short phrases.
_CODE_PER_PHRASE = 4
#: Longest part of a line that is examined.
_LONGEST = 500
#: Number of successive words with a function word among them that are a phrase.
_PHRASE = 4

#: A manual page with its section, and the plural of a word: ``open(2)``, ``boat(s)``.
_NAME = re.compile(r"(?<=\w)\((?:\d[a-z]{0,3}|e?s)\)")
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|(?<!\w)'(?:[^'\\]|\\.)*+'(?!\w)")
_COMMENT = re.compile(
    r"/\*.*?(?:\*/|$)|<!--.*?(?:-->|$)|(?:^|(?<=\s))(?://|#\s).*$|^(?:\*|--|;+)(?=\s|/|$).*$|^(?:\"{3}|'{3}).*$"
)
_CODE = re.compile(
    r"^[{}][\s{}();,]*$|\{$|=.*;$|\w\(.*\);$|\w\[.*\].*;$|^[\w.]+\([^()]+\)$"
    r"|^#\s?(?:include|define|undef|ifn?def|if|elif|else|endif|pragma)\b|^import\s+[\w.]+$|^from\s+[\w.]+\s+import\s"
    r"|^(?:def|class|fn|func|function|public|private|static|template|struct|enum|impl)\s+\w.*[:;({]$"
    r"|^(?:return|if|elif|for|while|switch|let|var|const|import|using)\b.*(?:[;{]|\).*:)$"
    r"|^(?:[\w*&]+\s+){0,4}\**\w+\([^()]*,$|\s[=!]==?\s|\s=>|\w(?:->|::)\w|^<[/!?]?\w[^@]*>$"
    r"|^\"\"\s*:|\s&&\s|;\s*(?:then|do|done|fi)\b"
    r"|^(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP)\s.*[,;*=(]"
)
#: Forms that occur in code and in text. Beside a line that is certainly code, they count as code.
_LIKE_CODE = re.compile(
    r"[;{}(]$|^[{}]|\w\(.*\)|</?\w|^(?:return|raise|if|elif|else|for|while|try|except|with)\b.*:?$|^\"\"\s*[,+\\)]"
    r"|^(?:FROM|WHERE|ORDER BY|GROUP BY|JOIN|VALUES|SET)\s|^(?:then|else|fi|done|esac|end)$"
    r"|^(?:export\s+)?[\w.$\[\]\"'-]+\s*(?:[-+*/|?%]?=|:=)\s*\S"
)
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_WORD_ENDS = ",.;:!?\"'”’“‘)(*_"
#: Function words that are words of programming languages and of queries too.
_KEYWORDS = frozenset(
    {
        *("a", "all", "and", "any", "as", "by", "do", "each", "for", "from", "if", "in", "into", "is", "not", "on"),
        *("or", "this", "to", "until", "when", "where", "while", "with"),
    }
)
_GRAMMAR = re.compile(f"[{HIRAGANA}]")
_JAPANESE = re.compile(f"[{HIRAGANA}{KATAKANA}]|[{HAN}]{{2}}")


class LineType(Enum):
    """The type of a line: code, perhaps code, a phrase of a language, or none of these (a name, a comment)."""

    CODE = auto()
    LIKE_CODE = auto()
    PHRASE = auto()
    NONE = auto()


def is_listing(lines: Iterable[str]) -> bool:
    """Return whether lines are a code listing.

    >>> is_listing(["if (handle < 0) {", 'puts("There is no such harbour.");', "}"])
    True
    >>> is_listing(["I asked for the price (I had little gold);", "He shook his head; he looked at the sea;"])
    False
    """
    types = Counter(map(line_type, lines))
    code = types[LineType.CODE] + types[LineType.LIKE_CODE]
    return types[LineType.CODE] > 0 and 2 * code >= types.total() and code >= _CODE_PER_PHRASE * types[LineType.PHRASE]


def line_type(text: str) -> LineType:
    """Return the type of a line without blanks around it. A string or a comment inside code is not a phrase."""
    text = _NAME.sub("", text[:_LONGEST])
    code = _COMMENT.sub("", _STRING.sub('""', text)).strip()
    if is_phrase(code):
        return LineType.PHRASE
    if _CODE.search(code):
        return LineType.CODE
    if _LIKE_CODE.search(code):
        return LineType.LIKE_CODE
    return LineType.PHRASE if is_phrase(_COMMENT.sub("", text)) else LineType.NONE


def is_phrase(text: str) -> bool:
    """Return whether a line has a phrase of a language: Japanese letters, or successive English words.

    >>> [is_phrase(line) for line in ("the sum in section 4(b);", "unsigned long int count;", "設定ファイル")]
    [True, False, True]
    """
    return _JAPANESE.search(text) is not None or has_grammar(text)


def has_grammar(text: str) -> bool:
    """Return whether a line shows the grammar of a language: hiragana, or English words with a function word.

    >>> [has_grammar(line) for line in ("cp ファイル名 コピー先", "ファイルを写す", "% of cotton would be good")]
    [False, True, True]
    """
    if _GRAMMAR.search(text):
        return True
    words = 0
    with_function_word = False
    for token in text.split():
        word = token.strip(_WORD_ENDS)
        if _WORD.fullmatch(word):
            words += 1
            with_function_word |= word.lower() not in _KEYWORDS and word.lower() in function_words()
            if words >= _PHRASE and with_function_word:
                return True
        else:
            words, with_function_word = 0, False
    return False
