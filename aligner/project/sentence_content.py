"""A sentence of an original, read for what a translation must keep.

What both languages write alike (numbers, marks, names) becomes strings that can be compared. Phrases of one meaning
(``same_phrases.tsv``) and contractions are brought into one form first. `significance` compares two versions.

Rule: nothing here knows the other version or the translation.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING
from unicodedata import category

from aligner.evidence.numbers import read_numbers
from aligner.evidence.words import split_words
from aligner.findings.meaning.modality import read_modality
from aligner.findings.meaning.negation import is_negator, read_polarity
from aligner.model import Lang
from aligner.text.inline_marks import InlineMark, read_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.evidence.numbers import Number
    from aligner.evidence.words import Form, Word

_CONTRACTIONS = (
    (re.compile(r"\bcan['’]t\b|\bcannot\b", re.IGNORECASE), "can not"),
    (re.compile(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"n['’]t\b", re.IGNORECASE), " not"),
    (re.compile(r"(?<=\w)['’]re\b", re.IGNORECASE), " are"),
    (re.compile(r"(?<=\w)['’]ve\b", re.IGNORECASE), " have"),
    (re.compile(r"(?<=\w)['’]ll\b", re.IGNORECASE), " will"),
    (re.compile(r"\b(it|that|there|here|what|let)['’]s\b", re.IGNORECASE), r"\1 is"),
)
#: Modality that is not distinguished: you may, you might.
_MODALITY = {"possibility": "permission"}
#: Advice is compared as words: "you should close it" and "close it" are one instruction in other words.
_ADVICE = "advice"
#: Separates the value of a number from its unit and limits.
UNIT = "\x1f"
#: Attributes in braces after a link or a heading: {.class}, {#id}.
_ATTRIBUTES = re.compile(r"\{[ \t]*[.#:][^{}\n]{0,300}\}")
#: The marks by which a link in HTML and one in Markdown are recognised.
_LINK_FORMS = ("<a ", "](")
#: The Unicode category of pictographs.
_PICTOGRAPH = "So"
_SENTENCE_START = re.compile(r"(?:^|[.!?:])[\s\"“‘(\[*_#>-]*$")


@dataclass(frozen=True)
class Sentence:
    """A sentence of one language, read for what a translation must keep."""

    text: str
    lang: Lang

    @cached_property
    def prose(self) -> str:
        """The text without marks, with contractions in full, and with one of several phrases of the same meaning."""
        text = _ATTRIBUTES.sub(lambda match: " " * len(match.group()), self.text)
        for mark in self.marks:
            text = text[: mark.start] + " " * (mark.end - mark.start) + text[mark.end :]
        if self.lang is Lang.EN:
            for pattern, full in (*_same_phrases(), *_CONTRACTIONS):
                text = pattern.sub(full, text)
        return text

    @cached_property
    def marks(self) -> list[InlineMark]:
        """Code, links, tags and placeholders."""
        return list(read_marks(self.text))

    @cached_property
    def mark_keys(self) -> list[str]:
        """The marks by kind and key, the way in which links are written, pictographs, and attributes in braces."""
        keys = [f"{mark.kind} {mark.key}" for mark in self.marks]
        keys += [f"form {form}" for form in _LINK_FORMS for _ in range(self.text.count(form))]
        keys += [f"form {char}" for char in self.text if category(char) == _PICTOGRAPH]
        return [*keys, *(f"attributes {match.group()}" for match in _ATTRIBUTES.finditer(self.text))]

    @cached_property
    def words(self) -> Sequence[Word]:
        """The words of the prose."""
        return split_words(self.prose, self.lang)

    @cached_property
    def names(self) -> list[str]:
        """The English words that are names: with a capital inside a sentence, with capitals alone, or with figures."""
        if self.lang is Lang.JA:
            return []
        return [
            word.text
            for word in self.words
            if word.content and word.form.name and not _SENTENCE_START.search(self.prose[: word.start])
        ]

    @cached_property
    def kept(self) -> Counter[str]:
        """What both languages write alike: numbers, marks and names."""
        # "One kind" and "a kind" are the same.
        readings = (it for it in read_numbers(self.prose, self.lang) if self._written(it).casefold() != "one")
        numbers = map(_number, readings)
        return Counter([*numbers, *self.mark_keys, *(f"name {name}" for name in self.names)])

    def _written(self, number: Number) -> str:
        return self.prose[number.start : number.end]

    @cached_property
    def logic(self) -> tuple[int, Counter[str] | None]:
        """The number of negations, and the obligations and permissions; None if these are not stated as facts."""
        polarity = read_polarity(self.prose, 0, self.words, self.lang)
        marks = read_modality(self.prose, self.lang)
        denials = len(polarity.denials) + len(polarity.idioms) + len(polarity.denying)
        return denials, None if marks is None else Counter(
            _MODALITY.get(mark.name, mark.name) for mark in marks if mark.name != _ADVICE
        )

    @cached_property
    def meaning_words(self) -> list[Form]:
        """The words that a translation shows."""
        return [word.form for word in self.words if self._is_shown(word.form)]

    def _is_shown(self, form: Form) -> bool:
        return (
            form.text.casefold() not in _unseen() if self.lang is Lang.EN else form.content or is_negator(form, Lang.JA)
        )


def _number(number: Number) -> str:
    """Return a number without its place: its value, or parts and limits if it has none, then the rest."""
    limits = f"{number.low} {number.high}"
    parts = sorted(number.parts.items())
    value = f"{parts} {limits}" if number.value is None else number.value
    return f"number {value}{UNIT}{number.unit} {parts} {limits}"


@cache
def _same_phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return patterns of phrases, each with the phrase that stands for all of the same meaning."""
    rows = files(__package__).joinpath("same_phrases.tsv").read_text("utf-8").splitlines()
    table = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})(?!\w)".replace("'", "['’]"), re.IGNORECASE), first)
        for first, *phrases in table
    )


@cache
def _unseen() -> frozenset[str]:
    """Return English words that belong to grammar and that a Japanese translation does not show one by one."""
    return frozenset(files(__package__).joinpath("grammar_words.txt").read_text("utf-8").split())
