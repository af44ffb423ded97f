"""The rules for English sentence ends, and the part of the text that a rule sees.

Punkt decides about most full stops. The rules here decide the rest, in the order of ``STOP_RULES`` for full stops, of
``MARK_RULES`` for other marks, and of ``BRACKET_RULES`` for brackets without a mark. A rule returns True if the
sentence ends, False if it continues, and None if the rule does not apply.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from aligner.document.sentences.boundary import starts_none
from aligner.document.sentences.punkt import NEXT_WORD, lists, punkt_breaks

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_START = tuple(",;:)]}%”»」』.?!…")
_QUOTES = tuple("\"'”»」』")
_LIST_MARKER = re.compile(r"[\s(\[\"'“‘*_>•·-]*(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxIVX]{2,5})[)\]]?")
_LABEL = re.compile(r"[\s(\[*_>]*(?P<word>[A-Z][a-z]+)\.?\s[A-Z]?\d{1,3}(?:\.\d{1,3})?[A-Za-z]?")
_ITEM = re.compile(r"(?:[a-z]|[ivx]{2,4})\)\s+[A-Z]")
_WORD_END = re.compile(r"[?!()\"“”…,;:/]")
_ROMAN = re.compile(r"[IVXLC]{2,}\b|[VXLC]\b")
_LETTER = re.compile(r"[A-Z]\b")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]|[a-z]+[A-Z]{2}")
_SCALE = re.compile(r"\d{1,3}\s?(?:%|percent|per cent|percentage|million|billion|trillion|times|degrees|[ckm]m\b|kg\b)")
_DIGITS = re.compile(r"[$€£¥]?\d{1,3}")
_TAG = re.compile(r"(?:(?:[A-Z][\w'.-]*\s+){1,3}|I\s+)(?P<verb>[a-z]+)\b")
_NEW_SPEECH = re.compile(r"[^.?!,:]{0,60}[,:]\s[\"“'‘][A-Z]")
_SENTENCE = re.compile(r"[A-Z][a-z']+\s+[a-z]")
#: Maximum number of words before a bracket, with one added, that are a label for what follows. A choice.
_LABEL_WORDS = 4


class Candidate(NamedTuple):
    """A run of marks with its surroundings.

    Attributes:
        so_far: the end of the sentence before the marks, as far as rules see it.
        first: the first letter or digit of the sentence.
        word: the token before the marks, without brackets or quotes in front; empty after a space.
        key: the word in the form of the lists.
        before: the token before that.
        marks: the marks.
        close: quotes and brackets that close after them.
        gap: the white space that follows.
        opener: quotes and brackets that open before the next word.
        ahead: the text from the next word on, as far as rules see it.
    """

    so_far: str
    first: str
    word: str
    key: str
    before: str
    marks: str
    close: str
    gap: str
    opener: str
    ahead: str

    @property
    def next_key(self) -> str:
        """The next word in the form of the lists."""
        match = NEXT_WORD.match(self.ahead)
        return match.group().rstrip(".,").lower() if match else ""


def _list_marker(at: Candidate) -> bool | None:
    """A list marker alone is not a sentence: "1. Wash the rice.", "(a) …", "Table 2. Costs by year"."""
    if at.marks != "." or len(at.so_far) >= 24:
        return None
    label = _LABEL.fullmatch(at.so_far)
    labelled = label is not None and label["word"].lower() in lists().labels
    return False if labelled or _LIST_MARKER.fullmatch(at.so_far) else None


def _punctuation_follows(at: Candidate) -> bool | None:
    """No sentence starts with a comma or a closing bracket; a further mark is a separate candidate."""
    return False if starts_none(at.ahead, _NO_START) else None


def _glued(at: Candidate) -> bool | None:
    """Without a space, only a plain word before a sentence starter ends a sentence ("end.The", not "os.Path")."""
    if at.gap:
        return None
    ends = at.word.isalpha() and (bool(at.close) or (at.word.islower() and len(at.word) > 2))
    clear = at.ahead[:1].isupper() and at.next_key in lists().starters and "." not in at.ahead.split(None, 1)[0][:-1]
    return ends and clear


def _enumerated(at: Candidate) -> bool | None:
    """We did three things. (i) We measured …: an item of a list within the text, if it starts like a sentence."""
    return True if at.gap and at.opener.endswith("(") and _ITEM.match(at.ahead) else None


def _lower_case(at: Candidate) -> bool | None:
    """A lower-case word continues the sentence, except code, names like iPhone, and text that is all lower case."""
    if not at.ahead[:1].islower() or _BRAND.match(at.ahead) or "`" in at.opener:
        return None
    return None if at.first.islower() and not at.close and not at.opener else False


def _speech_tag(at: Candidate) -> bool | None:
    """“What?” Ann asked. “Go!” I said. But not: “What?” Ann said to Ben, “I …”."""
    if at.marks[-1] in "?!…" and at.close.endswith(_QUOTES) and not at.opener:
        match = _TAG.match(at.ahead)
        named = at.next_key == "i" or at.next_key not in lists().starters
        if match and named and match["verb"] in lists().speech and not _NEW_SPEECH.match(at.ahead):
            return False
    return None


def _name_with_mark(at: Candidate) -> bool | None:
    """Yahoo! Inc., Guess? Jeans: part of the name."""
    if (
        at.marks in ("?", "!")
        and not at.close
        and at.word[:1].isupper()
        and at.key in lists().names_with_mark[at.marks]
    ):
        return at.next_key in lists().starters
    return None


def _question(at: Candidate) -> bool | None:
    return True if "?" in at.marks else None


def _exclamation(at: Candidate) -> bool | None:
    return True if "!" in at.marks else None


def _ellipsis(at: Candidate) -> bool:
    """Three dots end a sentence if a quote closes after them, or if Punkt has the next word as a starter."""
    if at.close.endswith(_QUOTES) and not at.ahead[:1].isdigit():
        return True
    return at.marks.count(".") == 4 or punkt_breaks("...", at.ahead)


def _bare_stop(at: Candidate) -> bool | None:
    """A stop after a space, a bracket or a quote has no word before it that could be an abbreviation."""
    return True if not at.word[-1:].isalnum() else None


def _title(at: Candidate) -> bool | None:
    """Mr. Brown, Dr. No: a name follows, whatever it looks like."""
    return False if not at.close and at.word[:1].isupper() and at.key in lists().titles else None


def _goes_on(at: Candidate) -> bool | None:
    """e.g., i.e., vs. are never last."""
    return False if not at.close and at.key in lists().never_last else None


def _reference(at: Candidate) -> bool | None:
    """Vol. II, Fig. A: a Roman numeral or a letter (Punkt's collocations have the figures)."""
    if at.close or at.opener or at.key not in lists().before_number:
        return None
    if _ROMAN.match(at.ahead):
        return False
    return False if _LETTER.match(at.ahead) and at.word[:1].isupper() and at.key != "no" else None


def _list_end(at: Candidate) -> bool | None:
    return at.ahead[:1].isupper() or None if at.key in lists().list_end else None


def _clock(at: Candidate) -> bool | None:
    """5 p.m. Tuesday, 9 a.m. Eastern go on; before any other capital the sentence ends."""
    spaced = at.key == "m" and at.before.lower() in ("a.", "p.")
    if not spaced and at.key not in lists().clock:
        return None
    return at.ahead[:1].isupper() and at.next_key not in lists().after_clock


def _initial(at: Candidate) -> bool | None:
    """J. R. R. Tolkien, by E. Nesbit; but plan B. Then, and so do I."""
    if at.close or len(at.word) != 1 or not at.word.isupper() or not at.ahead[:1].isupper():
        return None
    begins = at.next_key in lists().starters
    before = at.before.lower().lstrip("(\"'“‘[")
    if before in lists().lettered or (at.word == "I" and at.before.islower()):
        return True
    if before.endswith("."):  # after another initial
        return begins and at.next_key != "i" and len(at.next_key) > 1
    if at.before[:1].isupper():
        return begins and len(at.next_key) > 1
    return None if begins or at.next_key in lists().common else False


def _broken_decimal(at: Candidate) -> bool | None:
    """78.⏎4 billion: a figure cut by a line break."""
    cut = "\n" in at.gap or "\r" in at.gap
    return False if cut and _DIGITS.fullmatch(at.word) and _SCALE.match(at.ahead) else None


def _ordinary_word(at: Candidate) -> bool | None:
    """He sat. Ann stood: in lower case these are no abbreviations."""
    plain = at.word.islower() and at.key in lists().capitalised
    return True if plain and not (at.ahead[:1].isdigit() and at.key in lists().before_number) else None


def _punkt(at: Candidate) -> bool:
    return punkt_breaks(_WORD_END.split(at.word)[-1] + ".", at.ahead)


def _stop_left_out(at: Candidate) -> bool:
    """It was sold (in 1920) After the war …: a word like After has a capital only in a title or in a new sentence.

    In a title, a capital follows. A bracket near the start of the sentence is a label; a year or a number in brackets
    stands before a title.
    """
    before, _, inside = at.so_far.rpartition("(" if at.marks == ")" else "[")
    if len((before or at.so_far).split()) < _LABEL_WORDS or not any(map(str.isalpha, inside)):
        return False
    return len(at.next_key) > 1 and at.next_key in lists().starters and _SENTENCE.match(at.ahead) is not None


_Rules: TypeAlias = "tuple[tuple[str, Callable[[Candidate], bool | None]], ...]"

_ALWAYS: _Rules = (
    ("list marker", _list_marker),
    ("punctuation follows", _punctuation_follows),
    ("glued stop", _glued),
    ("enumerated", _enumerated),
    ("lower case", _lower_case),
)
#: For ?, ! and dots.
MARK_RULES: _Rules = (
    *_ALWAYS,
    ("speech tag", _speech_tag),
    ("name with mark", _name_with_mark),
    ("question", _question),
    ("exclamation", _exclamation),
    ("ellipsis", _ellipsis),
)
#: For a full stop (two of them are a slip for one). Punkt always has an opinion.
STOP_RULES: _Rules = (
    *_ALWAYS,
    ("bare stop", _bare_stop),
    ("title", _title),
    ("goes on", _goes_on),
    ("reference", _reference),
    ("list end", _list_end),
    ("clock", _clock),
    ("initial", _initial),
    ("broken decimal", _broken_decimal),
    ("ordinary word", _ordinary_word),
    ("punkt", _punkt),
)
#: For a bracket that closes before a capital, without a mark.
BRACKET_RULES: _Rules = (("stop left out", _stop_left_out),)
