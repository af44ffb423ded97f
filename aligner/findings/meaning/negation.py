"""Where a sentence denies something, in English and Japanese.

Owns how negation is read. The words, the idioms, and the words that imply a negation are data (``negation.toml``).
Read next: `polarity`, which compares both sides.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.model import Lang, Span
from aligner.text.scripts import KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.words import Form, Word

#: Content words after an English negator that it may deny, and the characters within which they stand.
_HEADS, _REACH = 2, 40
#: Characters between a Japanese word and the auxiliary that denies it (対応し|てい|ない).
_JAPANESE_REACH = 8
#: Negators that are values of programs where they are capitalised inside a sentence.
_NAMES = frozenset({"none", "no", "nothing"})
#: The nouns after "no", as far as the verb: "dogs may", "dogs, cats or birds may".
NOUNS = r"(?:(?:[a-z-]+ ){0,3}[a-z-]+(?:, (?:[a-z-]+ ){0,3}[a-z-]+){0,7},? (?:or|nor) )?(?:[a-z-]+ ){0,4}[a-z-]+,? "
#: The particle in Japanese names, after a capitalised word: Hana no gosho.
_PARTICLE = "no"
_JAPANESE_NAME = re.compile(
    r"(?=[A-Z]\w\w)(?i:(?:(?:[kgsztdnhbpmyrwfj]|ch|sh|ts|[kgsnhbpmr]y)?[aeiouāīūēō]|n(?![aeiou])|[kstp](?=[kstpc]))+)"
)
#: A word in quotation marks is a word that the text talks about: 'tsu' means 'no'.
_QUOTED = re.compile(r"['\"‘“「『]\w+[,.]?['\"’”」』]")
#: What stands before the first word of an English sentence.
_SENTENCE_ENDS = frozenset(".!?:|)\"'”’")
#: White space inside what may be a Japanese negation, from a line end. Its words are misread: しな ければならない.
_BROKEN = re.compile(r"[なませけ](?: {1,2}|[ \t]*\n\s*)[いくかけれりんし]")
_ENGLISH_CLAUSE_END = re.compile(r"[,;:.!?—–()]")
#: The rest of a Japanese idiom, which may end in a second negation: なければなら|ない.
_REST = "(?:ない|なかっ|なく|なけれ|ませ?ん|ず|ぬ|ん)?"
#: The one negative auxiliary that follows the plain form of a verb: 言うまい.
_UNLIKELY = "まい"
#: The particle of a prohibition: 触るな.
_PROHIBITING = "な"
#: Japanese words that lean on the word before them; the word that is denied stands before.
_LEANING = frozenset(
    {
        "為る",
        "居る",
        "有る",
        "成る",
        "出来る",
        "れる",
        "られる",
        "事",
        "物",
        "訳",
        "筈",
        "所",
        "様",
        "方",
        "置く",
        "仕舞う",
        "来る",
        "行く",
        "下さる",
        "頂く",
        "為さる",
        "致す",
        "御座る",
    }
)


#: A space between words of a pattern, outside of look-behinds and sets of characters.
_SPACE = re.compile(r"(?<!\w) (?=[\w(\[\\])|(?<=\w) (?![\])])")


def across_lines(pattern: str) -> str:
    """Return a pattern whose spaces match any white space, such as the end of a line."""
    return _SPACE.sub(r"\\s+", pattern)


@dataclass(frozen=True, slots=True)
class Denial:
    """A negation with the words that it may deny.

    Attributes:
        span: the negation in the document.
        heads: the content words that it may deny, nearest first.
    """

    span: Span
    heads: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Polarity:
    """The negations of a text.

    Attributes:
        denials: its negations, without those inside an idiom (not only, ほかならない).
        idioms: such idioms.
        cues: where the other side may well deny: the idioms, and words that imply a negation (few, 以外).
        denying: those of the cues that deny as clearly as a negation (without, 以外).
    """

    denials: tuple[Denial, ...]
    idioms: tuple[Span, ...]
    cues: tuple[Span, ...]
    denying: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    negators: frozenset[str]
    clauses: frozenset[str]
    neutral: re.Pattern[str]
    idioms: re.Pattern[str]
    denying: re.Pattern[str]
    implied: re.Pattern[str]


@cache
def _rules(lang: Lang) -> _Rules:
    table = tomllib.loads(files(__package__).joinpath("negation.toml").read_text("utf-8"))[str(lang)]
    sources = {name: "|".join(table[name]) for name in ("neutral", "idioms", "denying", "implied")}
    if lang is Lang.EN:
        sources = {name: rf"(?:\b|(?=n['’]t\b))(?:{across_lines(source)})\b" for name, source in sources.items()}
        sources["implied"] += r"|\?"
    else:
        sources |= {name: f"(?:{sources[name]}){_REST}" for name in ("neutral", "idioms")}
    compiled = {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}
    return _Rules(frozenset(table["negators"]), frozenset(table.get("clauses", ())), **compiled)


def read_polarity(text: str, start: int, words: Sequence[Word], lang: Lang) -> Polarity:
    """Read what a text denies.

    Args:
        text: the text of a segment.
        start: where it starts in the document.
        words: its words, with offsets in the document.
        lang: its language.
    """
    rules = _rules(lang)
    # A negation may stand in a word that a line end cuts in two: しな い.
    broken = [_shifted(match.span(), start) for match in _BROKEN.finditer(text)]
    text = rules.neutral.sub(lambda match: " " * len(match.group()), text)
    words = [word for word in words if text[word.start - start] != " "]
    idioms = [_shifted(match.span(), start) for match in rules.idioms.finditer(text)]
    candidates = _english(text, start, words) if lang is Lang.EN else _japanese(text, start, words)
    denials = [
        denial
        for denial in candidates
        if not any(_overlap(denial.span, idiom) for idiom in idioms)
        and not any(denial.span.start < gap.end + 1 and gap.start < denial.span.end + 1 for gap in broken)
    ]
    rest = _without(text, start, denials)
    denying, implied = (
        [_shifted(match.span(), start) for match in pattern.finditer(rest)]
        for pattern in (rules.denying, rules.implied)
    )
    denying += broken
    return Polarity(tuple(denials), tuple(idioms), (*idioms, *denying, *implied), tuple(denying))


def is_negator(form: Form, lang: Lang) -> bool:
    """Whether a word may deny."""
    if lang is Lang.JA:
        return form.lemma in _rules(lang).negators or form.lemma == _PROHIBITING
    low = form.text.casefold().replace("’", "'").strip("_")
    return low in _rules(lang).negators or low.endswith("n't")


def _shifted(span: tuple[int, int], by: int) -> Span:
    return Span(span[0] + by, span[1] + by)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _without(text: str, start: int, denials: Sequence[Denial]) -> str:
    for denial in denials:
        low, high = denial.span.start - start, denial.span.end - start
        text = text[:low] + " " * (high - low) + text[high:]
    return text


def _english(text: str, start: int, words: Sequence[Word]) -> Iterator[Denial]:
    has_neither = any(word.text.casefold() == "neither" for word in words)
    for position, word in enumerate(words):
        if not is_negator(word.form, Lang.EN) or (has_neither and word.text.casefold() == "nor"):
            continue
        if _is_quoted(text, word, start) or _is_name(text, word, start, words[:position]):
            continue
        yield Denial(Span(word.start, word.end), tuple(_english_heads(text, start, word, words[position + 1 :])))


#: The nouns after "no" and their verb. Commas between the nouns end no clause: no dogs, cats or birds are allowed.
_DENIED_LIST = re.compile(
    across_lines(rf"no {NOUNS}(?:may|can|could|shall|must|should|will|is|are|was|were|has|have|had)\b(?: be| been)?"),
    re.IGNORECASE,
)
#: Conjunctions that begin another predicate after a denied one.
_COORDINATING = frozenset({"and", "but"})


def _english_heads(text: str, start: int, negator: Word, words: Sequence[Word]) -> list[Word]:
    """The content words after a negator, up to the next clause; after "no", the first noun and the verb."""
    heads: list[Word] = []
    listed = _DENIED_LIST.match(text, negator.start - start)
    if listed and "," in listed.group():
        nouns = [word for word in words if word.content and word.start - start < listed.end()]
        verbs = [word for word in words if word.content and word.start - start >= listed.end()]
        return [*nouns[:1], *verbs[:1]]
    for word in words:
        between = (negator.end - start, word.start - start)
        if word.start - negator.end > _REACH or _ENGLISH_CLAUSE_END.search(text, *between):
            break
        if heads and word.text.casefold() in _rules(Lang.EN).clauses:
            break
        if word.text.casefold() in _COORDINATING and negator.end < words[0].end < word.start:
            break  # should not be there and press
        if word.content:
            heads.append(word)
            if len(heads) == _HEADS:
                break
    return heads


def _is_name(text: str, word: Word, start: int, before: Sequence[Word]) -> bool:
    """Whether a negator is the value of a program, or the particle of a Japanese name."""
    if word.text[0].isupper():
        return word.text.casefold() in _NAMES and not _begins(text, word, start)
    if word.text != _PARTICLE or not before:
        return False
    name, between = before[-1].text, text[before[-1].end - start : word.start - start]
    return not between.strip() and not name.isupper() and _JAPANESE_NAME.fullmatch(name) is not None


def is_japanese_name(text: str) -> bool:
    """Whether a word may be Japanese in Latin letters."""
    return _JAPANESE_NAME.fullmatch(text.capitalize()) is not None


def _is_quoted(text: str, word: Word, start: int) -> bool:
    return _QUOTED.match(text, max(word.start - start - 1, 0), word.end - start + 2) is not None


def _begins(text: str, word: Word, start: int) -> bool:
    """Whether a capitalised word begins a sentence, or follows a constant: (Answer) No. ENOMEM No memory."""
    before = text[: word.start - start].rstrip(" \n\t*_~#>-")
    return not before or before[-1] in _SENTENCE_ENDS or before.rpartition(" ")[2].isupper()


def _japanese(text: str, start: int, words: Sequence[Word]) -> Iterator[Denial]:
    for position, word in enumerate(words):
        inflected = position > 0 and words[position - 1].form.inflection.startswith("未然形")
        if _is_quoted(text, word, start) or KATAKANA_RUN.fullmatch(word.text):
            continue
        if word.lemma in _rules(Lang.JA).negators and (
            word.form.part != "助動詞" or inflected or word.lemma == _UNLIKELY
        ):
            heads = [
                before
                for before in reversed(words[max(position - 8, 0) : position])
                if before.content and before.lemma not in _LEANING and word.start - before.end <= _JAPANESE_REACH
            ]
            yield Denial(Span(word.start, word.end), tuple(heads[:_HEADS]))
    for word, after in pairwise(words):
        is_prohibition = after.lemma == _PROHIBITING and after.form.part == "助詞" and word.end == after.start
        if is_prohibition and word.form.part == "動詞" and word.form.inflection.startswith("終止形"):
            yield Denial(Span(after.start, after.end), (word,))
