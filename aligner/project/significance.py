"""How much a change of a sentence in an original matters to its translation.

A change of a fact matters most: a number, a name, code, a link, a negation, an obligation, or a word that was replaced
by its opposite. A change of other words is a rewording: the translation may still be right. Nothing is left to do if
only spelling, punctuation, inflection or articles changed, if a phrase was replaced by another of the same meaning
(``same_phrases.tsv``), or if the translation already has the new words, numbers, names and marks.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from aligner.findings.meaning.opposite_words import contrasts_of, keys
from aligner.model import Lang
from aligner.parameters import load_parameters
from aligner.project.sentence_content import UNIT, Sentence
from aligner.text.addresses import same_address
from aligner.text.inline_marks import MarkKind
from aligner.text.listing import Change, compare_listings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.evidence.words import Form

#: Words that state an obligation or a permission, compared as such.
_MODAL_WORDS = frozenset(["can", "could", "may", "might", "must", "need", "needs", "needed", "shall"])
#: Share of the words of an added sentence that the old sentence had and no longer has, and the fewest of its words.
_PART, _FEWEST_WORDS = 0.7, 4
#: Shortest word that may be misspelled, and the most letters that a spelling mistake changes.
_SHORTEST, _MISTAKES = 4, 2
_WORDS = re.compile(r"\w+")


class Significance(StrEnum):
    """How much a change matters. The values are relations of the kind ``outdated``."""

    FACT = "changed"
    REWORDED = "reworded"


def significance(old: str, new: str, lang: Lang, translation: str = "") -> Significance | None:
    """Return how much the change of a sentence matters; None if nothing is to be done.

    Args:
        old: the sentence that was translated.
        new: the sentence now.
        lang: its language.
        translation: the translation as it is.

    >>> significance("It waits 30 seconds.", "It waits 60 seconds.", Lang.EN, "30秒待ちます。")
    <Significance.FACT: 'changed'>
    >>> significance("It waits 30 seconds.", "It waits 60 seconds.", Lang.EN, "60秒待ちます。") is None
    True
    >>> significance("Stop it if it runs.", "Stop it unless it runs.", Lang.EN)
    <Significance.FACT: 'changed'>
    >>> significance("It reads the file at start.", "It loads the file at start.", Lang.EN)
    <Significance.REWORDED: 'reworded'>
    >>> significance("You recieve a file.", "You receive the files!", Lang.EN) is None
    True
    """
    before, after = Sentence(old, lang), Sentence(new, lang)
    if not _is_kept(before, after, translation) or not _is_same_logic(before, after):
        return Significance.FACT
    gone, come = _replaced(before, after)
    if translation and _has_words(Sentence(translation, lang.other), gone, come):
        return None
    if any(_are_opposites(one, other) for one in gone for other in come):
        return Significance.FACT
    return Significance.REWORDED if gone or come else None


def is_part(added: str, old: str, new: str, lang: Lang) -> bool:
    """Whether an added sentence is a part of an old sentence that was divided, by its words, numbers, names and marks.

    Args:
        added: the added sentence.
        old: a changed or removed sentence beside it.
        new: that sentence now; empty if it was removed.
        lang: the language of all.

    >>> old, new = "The pump runs by day, and stops late every night.", "The pump runs by day."
    >>> is_part("It stops late every night.", old, new, Lang.EN)
    True
    >>> is_part("It rests at noon every day.", old, new, Lang.EN)
    False
    """
    part, before, after = (Sentence(text, lang) for text in (added, old, new))
    words, gone, kept = ({form.lemma for form in side.meaning_words} for side in (part, before, after))
    if len(words) < _FEWEST_WORDS or part.kept - before.kept or part.logic[0] > before.logic[0]:
        return False
    return len(words & (gone - kept)) >= _PART * len(words)


def same_code(old: str, new: str) -> bool:
    """Whether two pieces of code differ only in white space at the ends of lines and in empty lines."""
    return _lines(old) == _lines(new)


def has_new_code(old: str, new: str, translation: str, lang: Lang) -> bool:
    """Whether the code in a translation is the new one already, apart from comments and strings in its language.

    Args:
        old: the code in the original that was translated.
        new: the code in the original now.
        translation: the code in the translation.
        lang: the language of the original.
    """
    if same_code(new, translation):
        return True
    en, ja = (new, translation) if lang is Lang.EN else (translation, new)
    rest, change = compare_listings(en, ja), compare_listings(old, new)
    # If only comments changed, those of the translation are not known to be the new ones.
    in_lines = change is not None and change.change is Change.LINES
    return rest is None or (in_lines and rest.change is not Change.LINES)


def same_lines(old: str, new: str) -> bool:
    """Whether two pieces of code differ in comments and strings alone."""
    change = compare_listings(old, new)
    return change is None or change.change is not Change.LINES


def _lines(code: str) -> list[str]:
    return [line.rstrip() for line in code.splitlines() if line.strip()]


def _is_kept(before: Sentence, after: Sentence, translation: str) -> bool:
    """Whether numbers, marks and names are the same, or the translation has the new ones and not the old ones."""
    gone, come = before.kept - after.kept, after.kept - before.kept
    for items, other in ((gone, after), (come, before)):  # a word that only has a capital now, or has none any more
        for item in [item for item in items if item.startswith("name ") and _has_word(other, item[5:])]:
            del items[item]
    if not translation or not (gone or come):
        return not gone and not come
    has = Sentence(translation, before.lang.other)
    numbers = {_value(item) for item in has.kept}
    links = {mark.key for mark in has.marks if mark.kind is MarkKind.LINK}
    new_links = {key for key in links if f"{MarkKind.LINK} {key}" in come}
    folded = translation.casefold()

    def is_there(item: str) -> bool:
        kind, _, key = item.partition(" ")
        if kind == "number":
            return _value(item) in numbers
        if kind == MarkKind.CODE:
            return item in has.kept
        if kind == MarkKind.LINK:
            # A link that is exactly a new one is not an old one, however similar they are.
            return key in links or any(_same_page(key, link, before.lang) for link in links - new_links)
        return key.casefold() in folded

    if not come and any(item.startswith(("number ", "name ")) for item in gone):
        return False  # the translation may write it in another way
    return all(map(is_there, come)) and not any(map(is_there, gone))


def _has_word(sentence: Sentence, name: str) -> bool:
    return any(word.text.casefold() == name.casefold() for word in sentence.words)


def _same_page(original: str, translated: str, lang: Lang) -> bool:
    """Whether two links lead to the same page, each in its own language."""
    return same_address(original, translated) if lang is Lang.EN else same_address(translated, original)


def _value(item: str) -> str:
    """Return a number by its value. Its unit and limits may be written in another way in the other language."""
    return item.partition(UNIT)[0]


def _is_same_logic(before: Sentence, after: Sentence) -> bool:
    (denials, modals), (now_denials, now_modals) = before.logic, after.logic
    return denials == now_denials and (modals is None or now_modals is None or modals == now_modals)


def _replaced(before: Sentence, after: Sentence) -> tuple[list[Form], list[Form]]:
    """Return the words that are gone and those that came, without names and those only written in another way."""
    left_out = {name.casefold() for name in (*before.names, *after.names)}
    if before.logic[1] is not None and after.logic[1] is not None:
        left_out |= _MODAL_WORDS
    old, new = (
        [form for form in side.meaning_words if form.text.casefold() not in left_out] for side in (before, after)
    )
    one, other = [form.lemma for form in old], [form.lemma for form in new]
    gone: list[Form] = []
    come: list[Form] = []
    for tag, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal" and not _is_spelling(old[i:j], new[k:m]):
            gone += old[i:j]
            come += new[k:m]
    if len(gone) == len(come) == 1 and gone[0].lemma == come[0].lemma:
        return [], []  # a word that moved
    return _not_in(gone, after, other), _not_in(come, before, one)


def _not_in(forms: Sequence[Form], sentence: Sentence, lemmas: Sequence[str]) -> list[Form]:
    """Return words without a single one that the other version repeats, and without those that it has as code."""
    code = {word for mark in sentence.marks for word in _WORDS.findall(mark.key.casefold())}
    rest = [form for form in forms if form.text.casefold() not in code]
    return [] if len(rest) == 1 and rest[0].lemma in lemmas else rest


def _has_words(translation: Sentence, gone: Sequence[Form], come: Sequence[Form]) -> bool:
    """Whether a translation has the new words and not the old ones, as far as the lexicon knows them.

    A word that renders an old and a new one (reads and loads: 読み込む) shows that the translation is right for both.
    """
    if not come:
        return False
    present = {form.lemma: form for form in translation.meaning_words}
    rendered = [_renderings(form, present, translation.lang) for form in come]
    if not all(rendered):
        return False
    new = frozenset().union(*rendered)
    return all(_renderings(form, present, translation.lang) <= new for form in gone)


def _renderings(form: Form, present: Mapping[str, Form], lang: Lang) -> frozenset[str]:
    """Return the lemmas of a translation in a language that may render a word."""
    known = load_parameters().lexicon.translations
    if lang is Lang.EN:
        return frozenset(lemma for lemma in present if form.lemma in known.get(lemma, ()))
    translations = known.get(form.lemma, ())
    return frozenset(lemma for lemma, other in present.items() if lemma in translations or other.origin == form.lemma)


def _is_spelling(old: Sequence[Form], new: Sequence[Form]) -> bool:
    """Whether words differ in spelling alone: set-up and setup, teh and the."""
    one, other = ("".join(form.text for form in side).casefold() for side in (old, new))
    if one == other:
        return True
    return len(old) == len(new) and all(map(_is_corrected, old, new))


def _is_corrected(old: Form, new: Form) -> bool:
    """Whether a word that no lexicon knows was replaced by a known one that is nearly the same."""
    one, other = old.text.casefold(), new.text.casefold()
    if one == other or old.lemma == new.lemma:
        return True
    if len(one) < _SHORTEST or DamerauLevenshtein.distance(one, other, score_cutoff=_MISTAKES) > _MISTAKES:
        return False
    known = load_parameters().lexicon.en_share
    return old.lemma not in known and new.lemma in known


def _are_opposites(old: Form, new: Form) -> bool:
    return any(keys(new) & contrast.other.stems for contrast in contrasts_of(old))
