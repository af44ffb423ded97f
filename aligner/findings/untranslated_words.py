"""A single English word left in the Japanese text: in a sentence, or as a heading, a cell or a list item.

A word is reported only if the document itself shows that it should be translated: other sure pairs have a Japanese
translation of it, and it stays in English nowhere else. Names, code, abbreviations, quoted labels and lists of
English words are not words of running text. `untranslated` finds longer spans.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.languages import function_words
from aligner.evidence.stemmer import stem
from aligner.findings.build import build_finding, in_bead
from aligner.messages import say
from aligner.model import NO_LANGUAGE, Finding, FindingKind, Lang, ParagraphKind, Span
from aligner.text.prose import own_prose
from aligner.text.scripts import ENGLISH_WORD, HAN, JAPANESE, KATAKANA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.findings.inspection import Inspection
    from aligner.model import Bead

_SKIPPED = NO_LANGUAGE | {ParagraphKind.DATELINE}
#: Paragraphs that can be a single word. In other places, it is an index entry or a name.
_LABELS = frozenset({ParagraphKind.HEADING, ParagraphKind.LIST, ParagraphKind.TABLE})
#: A word that is part of no identifier, path, number or phrase. Abbreviations and most names have capitals.
_WORD = re.compile(
    r"(?<![A-Za-z0-9_.\-/=:@#\\+&$%<>~^|'’])(?<![A-Za-z0-9]\s)[A-Z]?[a-z]{2,}"
    r"(?![A-Za-z0-9_\-/=:@#\\+&$%<>~^|'’(])(?!\.[A-Za-z])(?!\s[A-Za-z0-9])"
)
#: What follows a word that is part of a compound or is mentioned: change ハンドラ, key という.
_COMPOUND = re.compile(rf"\s*(?:[{KATAKANA}{HAN}]|という|とい[いうえ]|と[入呼書])")
#: Another English word before or after a word, as in a list of commands or of values: login、lists、subscribe.
_BETWEEN = "\\s*(?:[、，,・/]|または|又は|および|及び|や|と)\\s*"
_LISTED_BEFORE = re.compile(rf"[A-Za-z]{_BETWEEN}$")
_LISTED_AFTER = re.compile(rf"{_BETWEEN}[A-Za-z]")
#: Characters before a word in which another one is looked for.
_REACH = 12
#: Minimum confidence of a pair.
_SURE = 0.8
#: Minimum number of other pairs with one translation of the word, and minimum share of them with any. A choice.
_PAIRS, _SHARE = 3, 0.75


class _Left(NamedTuple):
    """An English word in the Japanese text: its pair, segment, document offsets and stem."""

    bead: Bead
    segment: int
    span: Span
    stem: str


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every English word in the Japanese text that the document translates elsewhere."""
    if inspection.direction is Lang.JA:
        return []  # the original may contain any language
    document = inspection.alignment.bitext.ja
    counts = Counter(stem(word.lower()) for word in ENGLISH_WORD.findall(document.text))
    pairs = [bead for bead in inspection.alignment.beads if bead.paired and bead.confidence >= _SURE]
    left = [word for bead in pairs for word in _words(inspection, bead) if counts[word.stem] == 1]
    if not left:
        return []
    renderings = _renderings(inspection, pairs, {word.stem for word in left})
    return [_finding(inspection, word) for word in left if _is_translated(word, renderings[word.stem])]


def _words(inspection: Inspection, bead: Bead) -> Iterator[_Left]:
    """Yield the English words in the Japanese running text of a pair that its English text contains too."""
    bitext = inspection.alignment.bitext
    prose = " ".join(own_prose(bitext.en.segment_text(k)) for k in bead.en)
    english = {stem(word.lower()) for word in ENGLISH_WORD.findall(prose)}
    for k in bead.ja:
        segment = bitext.ja.segments[k]
        text, kind = bitext.ja.segment_text(k), bitext.ja.paragraphs[segment.paragraph].kind
        if kind in _SKIPPED or (kind not in _LABELS and not JAPANESE.search(text)):
            continue
        for match in _WORD.finditer(own_prose(text)):
            word = match[0].lower()
            if word in function_words() or stem(word) not in english or _COMPOUND.match(text, match.end()):
                continue
            if _LISTED_AFTER.match(text, match.end()) or _LISTED_BEFORE.search(
                text[max(match.start() - _REACH, 0) : match.start()]
            ):
                continue
            # In Japanese text, a word with a capital is a name.
            if match[0].islower() or not JAPANESE.search(text):
                yield _Left(bead, k, Span(segment.start + match.start(), segment.start + match.end()), stem(word))


def _renderings(inspection: Inspection, pairs: list[Bead], stems: set[str]) -> dict[str, dict[int, set[str]]]:
    """Return for every stem the pairs with the word in lower case, and the translations of it that each contains."""
    rows = {lang: inspection.reading(lang).words.rows for lang in Lang}
    translations = inspection.lexicon.translations
    renderings: dict[str, dict[int, set[str]]] = {word: {} for word in stems}
    for bead in pairs:
        words = {word.lemma for k in bead.en for word in rows[Lang.EN].get(k, ()) if word.text.islower()} & stems
        if not words:
            continue
        others = [word for k in bead.ja for word in rows[Lang.JA].get(k, ()) if word.content]
        japanese = {word.lemma for word in others if JAPANESE.search(word.text)}
        for word in words:
            renderings[word][bead.id] = japanese & translations.get(word, {}).keys()
    return renderings


def _is_translated(word: _Left, rendered: dict[int, set[str]]) -> bool:
    """Whether other pairs translate a word, and its own pair does not."""
    others = [lemmas for bead, lemmas in rendered.items() if bead != word.bead.id]
    same = max(Counter(lemma for lemmas in others for lemma in lemmas).values(), default=0)
    translated = sum(map(bool, others)) >= _SHARE * len(others)
    return not rendered.get(word.bead.id) and same >= _PAIRS and translated


def _finding(inspection: Inspection, word: _Left) -> Finding:
    bitext = inspection.alignment.bitext
    text = bitext.ja.text[slice(*word.span)]
    return build_finding(
        bitext,
        FindingKind.UNTRANSLATED,
        "word",
        say("untranslated.word", source=inspection.direction, side=Lang.JA, text=text),
        locations=in_bead(word.bead, Lang.JA, word.segment, word.span),
        confidence=word.bead.confidence,
        about=["word", text, bitext.ja.segment_text(word.segment)],
    )
