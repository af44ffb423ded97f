"""The words of one pair, and which of them translate each other by the lexicon.

Owns which pairs are compared for their meaning: pairs that are sure, short enough to be compared word by word, and
prose. They are built once for a document (`Inspection.pair_words`), with their sentences and negations, and all finders
of meaning read the same ones. Read next: `polarity`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from aligner.findings.build import Location, build_finding
from aligner.findings.meaning.negation import Polarity, read_polarity
from aligner.findings.meaning.pair_parts import by_clause, by_sentence, split_sentences, words_within
from aligner.messages import say
from aligner.model import LANGS, NO_LANGUAGE, Lang, Span
from aligner.text.scripts import JAPANESE

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.messages import Value
    from aligner.model import Bead, Bitext, Document, Finding, FindingKind, Json
    from aligner.parameters import Lexicon

#: Confidence from which a pair is compared. Below it the other side may be the translation of something else.
SURE = 0.9
#: Maximum words of a side. In a longer one, a word often has its translation by chance.
LONGEST = 90
#: Maximum characters of a segment. The time of the finders' patterns is quadratic, so longer ones are skipped.
LONGEST_TEXT = 1200
#: The reading of a word in brackets, which is cut into words that it does not have: （ていかんようしき）; and a note of
#: the translator: [訳注：…].
_READING = re.compile(
    r"[（(][ぁ-ゖー、 ・]+[）)]"
    r"|[（(\[［【〔][^（()）\[\]［］【】〔〕]{0,3}訳注?[:：、は][^（()）\[\]［］【】〔〕]*[）)\]］】〕]"
)
#: Code inside a line, with its role in reStructuredText (:func:). Its words are not prose, so they are ignored.
_CODE = re.compile(r"(?::[\w:-]+:)?(`+)[^`\n]+\1")


#: Where a clause ends.
_CLAUSE_END = {Lang.EN: re.compile(r"[,;:.!?—()]\s|[.!?]$"), Lang.JA: re.compile("[、。！？（）「」]")}


@dataclass(frozen=True)
class PairWords:
    """A pair with its words.

    Attributes:
        bitext: both texts.
        bead: the pair.
        words: the words of each side, with offsets in the document.
        texts: the text of each segment with its offset in the document, by side; code and readings are blanked.
        lexicon: which words translate each other.
    """

    bitext: Bitext
    bead: Bead
    words: Mapping[Lang, Sequence[Word]]
    texts: Mapping[Lang, Sequence[tuple[int, str]]]
    lexicon: Lexicon

    @cached_property
    def prose(self) -> Mapping[Lang, Sequence[Word]]:
        """The words of each side that are not code."""
        return {
            lang: [
                word
                for start, text in self.texts[lang]
                for word in words
                if start <= word.start < start + len(text) and text[word.start - start] != " "
            ]
            for lang, words in self.words.items()
        }

    @cached_property
    def by_lemma(self) -> Mapping[Lang, Mapping[str, Word]]:
        """The first content word of each lemma, by side."""
        return {
            lang: {word.lemma: word for word in reversed(words) if word.content} for lang, words in self.words.items()
        }

    @cached_property
    def polarity(self) -> Mapping[Lang, Polarity]:
        """The negations of each side."""
        return {lang: self._polarity(lang) for lang in LANGS}

    def _polarity(self, lang: Lang) -> Polarity:
        """The negations of all segments of a side."""
        segments = [
            read_polarity(text, start, words_within(self.prose[lang], start, text), lang)
            for start, text in self.texts[lang]
        ]
        return Polarity(
            tuple(denial for segment in segments for denial in segment.denials),
            tuple(span for segment in segments for span in segment.idioms),
            tuple(span for segment in segments for span in segment.cues),
            tuple(span for segment in segments for span in segment.denying),
        )

    @cached_property
    def sentences(self) -> Mapping[Lang, Sequence[tuple[int, str]]]:
        """The sentences of each side, each with its offset in the document."""
        return {lang: split_sentences(texts, lang) for lang, texts in self.texts.items()}

    @cached_property
    def _by_sentence(self) -> Sequence[PairWords]:
        return by_sentence(self)

    @cached_property
    def parts(self) -> Sequence[PairWords]:
        """The pair, sentence by sentence, without parts that are too long or share no words."""
        return [part for part in self._by_sentence if part.is_short]

    @cached_property
    def clauses(self) -> Sequence[PairWords]:
        """The parts, where a sentence beside several ones is divided into its clauses."""
        return [clause for part in self._by_sentence for clause in by_clause(part) if clause.is_short]

    @property
    def is_short(self) -> bool:
        """Whether the pair is short enough to be compared word by word."""
        return all(len(words) <= LONGEST for words in self.words.values())

    def clause(self, word: Word | Span, lang: Lang) -> Span:
        """The clause of a word or an expression, from one mark to the next."""
        for start, text in self.texts[lang]:
            if start <= word.start < start + len(text):
                ends = [match.end() for match in _CLAUSE_END[lang].finditer(text)]
                low = max((end for end in ends if start + end <= word.start), default=0)
                high = min((end for end in ends if start + end >= word.end), default=len(text))
                return Span(start + low, start + high)
        return Span(word.start, word.end)

    def is_known(self, word: Word, lang: Lang) -> bool:
        """Whether the lexicon has a translation of an English word. All Japanese words count as known."""
        return lang is Lang.JA or bool(self.lexicon.translations.get(word.lemma))

    def counterparts(self, word: Word, lang: Lang) -> Iterator[Word]:
        """The words of the other side that translate a word of one side."""
        there = self.by_lemma[lang.other]
        if lang is Lang.EN:
            translations = self.lexicon.translations.get(word.lemma, {})
            yield from (other for lemma, other in there.items() if lemma in translations)
        else:
            for stem, other in there.items():
                if word.lemma in self.lexicon.translations.get(stem, {}):
                    yield other


def segments_with(document: Document, *patterns: re.Pattern[str]) -> frozenset[int]:
    """The segments that any of some patterns matches, of those that are short enough to be compared."""
    return frozenset(
        segment.id
        for segment in document.segments
        if segment.end - segment.start <= LONGEST_TEXT
        and any(pattern.search(document.text, segment.start, segment.end) for pattern in patterns)
    )


def read_pair_words(inspection: Inspection) -> Sequence[PairWords]:
    """The pairs of a document that are compared, in order."""
    bitext = inspection.alignment.bitext
    rows = {lang: inspection.reading(lang).words.rows for lang in LANGS}
    pairs = []
    for bead in inspection.alignment.beads:
        if not bead.paired or bead.confidence < SURE:
            continue
        words = {lang: [word for segment in bead.side(lang) for word in rows[lang].get(segment, ())] for lang in LANGS}
        if all(words.values()) and not any(
            _is_skipped(bitext, lang, segment) for lang in LANGS for segment in bead.side(lang)
        ):
            texts = {lang: [_prose(bitext, lang, segment) for segment in bead.side(lang)] for lang in LANGS}
            pairs.append(PairWords(bitext, bead, words, texts, inspection.lexicon))
    return pairs


def sure_pairs(
    inspection: Inspection, segments: Mapping[Lang, Container[int]], *, by_part: bool = False
) -> Iterator[PairWords]:
    """The pairs that are compared and have any of some segments.

    Args:
        inspection: what finders read.
        segments: the segments of interest, by side.
        by_part: whether the parts of a pair are compared, so that the whole pair may be long.
    """
    for pair in inspection.pair_words:
        if (by_part or pair.is_short) and any(
            segment in segments[lang] for lang in LANGS for segment in pair.bead.side(lang)
        ):
            yield pair


def _is_skipped(bitext: Bitext, lang: Lang, segment: int) -> bool:
    document = bitext.side(lang)
    stretch = document.segments[segment]
    if lang is Lang.JA and not JAPANESE.search(document.segment_text(segment)):
        return True  # left in English, which is another finding
    return stretch.end - stretch.start > LONGEST_TEXT or document.paragraphs[stretch.paragraph].kind in NO_LANGUAGE


def _prose(bitext: Bitext, lang: Lang, segment: int) -> tuple[int, str]:
    document = bitext.side(lang)
    text = document.segment_text(segment)
    if "`" in text:
        text = _CODE.sub(lambda code: " " * len(code.group()), text)
    if lang is Lang.JA:
        text = _READING.sub(lambda reading: " " * len(reading.group()), text)
    return document.segments[segment].start, text


def pair_finding(
    inspection: Inspection,
    pair: PairWords,
    kind: FindingKind,
    relation: str,
    spans: Mapping[Lang, Span],
    *,
    message: str,
    certainty: float,
    side: Lang = Lang.EN,
    evidence: Mapping[str, Json] = MappingProxyType({}),
    **values: Value,
) -> Finding:
    """A finding that quotes one span of each side.

    Args:
        inspection: what the finder reads.
        pair: the pair.
        kind: the kind of the finding.
        relation: its relation.
        spans: what is quoted, by side.
        message: its name among the messages about meaning.
        certainty: estimated share of true or defensible ones among such findings.
        side: the side that the message is about, which ``{text}`` quotes; ``{other}`` quotes the other one.
        evidence: facts for programs, which go into the detail of the finding.
        values: further placeholders of the message.
    """
    sides = (side, side.other)
    text, other = (pair.bitext.side(lang).text[spans[lang].start : spans[lang].end] for lang in sides)
    finding = build_finding(
        pair.bitext,
        kind,
        relation,
        say(f"meaning.{message}", source=inspection.direction, side=side, text=text, other=other, **values),
        locations=[Location(lang, pair.bead.side(lang), spans[lang]) for lang in sides],
        confidence=round(certainty * pair.bead.confidence, 6),
    )
    return replace(finding, detail={**finding.detail, **evidence})
