"""A word or phrase that occurs twice in a row: "the the", をを, 新たな責任と新たな責任.

Spoken text repeats words, and its translation may too: transcripts are not checked, and in dialogue and quotations only
particles are. A pair is not reported if both sides double something. A phrase is not reported if the other side has a
phrase twice, too, as contracts do: 当該施設及び当該施設の設備, the facility and the equipment of the facility.
``detail.relation`` is ``word`` or ``phrase``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.document.languages import function_words
from aligner.evidence.occurrences import numbered
from aligner.findings.build import build_finding, in_bead
from aligner.findings.text_kind import SPEECH, is_spoken
from aligner.messages import say
from aligner.model import LANGS, NO_LANGUAGE, Bead, Finding, FindingKind, Lang, ParagraphKind, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.words import Word, Words
    from aligner.findings.inspection import Inspection
    from aligner.model import Document

#: English words that are correct twice in a row, or doubled for emphasis.
_DOUBLES = frozenset({
    "had", "that", "very", "really", "so", "no", "yes", "yeah", "yep", "ok", "okay", "bye", "ha", "ho", "knock",
    "blah", "now", "long", "many", "far", "much", "too", "never", "tut", "hear", "please", "well", "oh", "uh",
    "um", "hm", "hmm", "mm", "wow", "there",
})  # fmt: skip
#: Japanese particles that are doubled only by mistake; others may be doubled (もも, かか).
_PARTICLES = frozenset("をがはにでのへと")
#: Parts of speech that MeCab gives to a doubled で.
_PARTICLE_PARTS = frozenset({"助詞", "助動詞", "接続詞"})
#: What joins two phrases of one kind.
_JOINS = {Lang.EN: frozenset({"and", "or"}), Lang.JA: frozenset({"と", "や", "及び", "及", "又は", "且つ", "並びに"})}
#: After the second phrase: 本館及び本館の附属施設 is two things.
_OWNS = (["の"], ["に"], ["へ"])
#: Maximum number of words of a doubled phrase; the minimum is two. With 4 and with 16, the findings are the same.
_LONGEST = 8
#: Minimum length of a content word of a doubled phrase: 一つ一つ and "to and fro" are correct. With twice the values,
#: one of three correct findings is lost (覆っている覆っている). With half, none is added.
_TELLING = {Lang.EN: 4, Lang.JA: 2}
_SKIPPED = NO_LANGUAGE | {ParagraphKind.TABLE}
#: Characters that join a word to the one before it, and what joins it to the text after it.
_JOINED, _JOINED_AFTER = frozenset("-‐/@._~"), re.compile(r"[-‐/@._~]\w")
#: Confidence of a doubled content word, which may be a name. A choice.
_CONTENT = 0.8
#: Quotation marks, with their partners.
_QUOTES = (("「", "」"), ("『", "』"), ("“", "”"))
#: Maximum findings about one segment. Text with more doubled words is not a sentence.
_MOST = 100


class _Doubled(NamedTuple):
    """A doubled word or phrase: the segment, the span of both occurrences, and the relation."""

    segment: int
    span: Span
    relation: str


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every doubled word or phrase, unless the other side has one too."""
    if any(is_spoken(inspection.alignment.bitext.side(lang)) for lang in LANGS):
        return []
    by_segment: dict[Lang, dict[int, list[_Doubled]]] = {lang: defaultdict(list) for lang in LANGS}
    for lang in LANGS:
        for doubled in _doubled(inspection, lang):
            by_segment[lang][doubled.segment].append(doubled)
    return [
        _finding(inspection, bead, lang, doubled)
        for bead in inspection.alignment.beads
        for lang in LANGS
        if not any(segment in by_segment[lang.other] for segment in bead.side(lang.other))
        for segment in bead.side(lang)
        for doubled in by_segment[lang].get(segment, ())[:_MOST]
        if doubled.relation != "phrase" or not _repeats(inspection, lang.other, bead.side(lang.other))
    ]


def _repeats(inspection: Inspection, lang: Lang, segments: Sequence[int]) -> bool:
    """Whether a side has two words in a row more than once, one of them a content word."""
    rows = inspection.reading(lang).words.rows
    pairs = Counter(
        (one.text.casefold(), other.text.casefold())
        for k in segments
        for one, other in pairwise(rows.get(k, ()))
        if any(word.form.content and len(word.text) >= _TELLING[lang] for word in (one, other))
    )
    return any(count > 1 for count in pairs.values())


def _doubled(inspection: Inspection, lang: Lang) -> Iterator[_Doubled]:
    words = inspection.reading(lang).words
    document = inspection.alignment.bitext.side(lang)
    for segment, places in _repeating(words):
        if document.paragraphs[document.segments[segment].paragraph].kind in _SKIPPED:
            continue
        spoken = inspection.text_kind(lang, segment) in SPEECH
        for doubled in _in_segment(words.rows[segment], places, segment, lang, document.text):
            quoted = spoken or _is_quoted(doubled, document)
            if not quoted or _is_grammar(doubled, document):
                yield doubled


def _is_grammar(doubled: _Doubled, document: Document) -> bool:
    """Whether a single word of grammar is doubled. Others are doubled in speech: Ha ha. Japanese ones are particles."""
    if doubled.relation != "word":
        return False
    return document.lang is Lang.JA or document.text[slice(*doubled.span)].split()[0].casefold() in function_words()


def _is_quoted(doubled: _Doubled, document: Document) -> bool:
    """Whether a doubled phrase is inside quotation marks."""
    start = document.segments[doubled.segment].start
    before = document.text[start : doubled.span.start]
    straight = before.count('"') % 2 == 1
    return straight or any(before.count(opening) > before.count(closing) for opening, closing in _QUOTES)


def _repeating(words: Words) -> Iterator[tuple[int, list[int]]]:
    """Yield segments that may contain a doubled word or phrase, with the indices of words where one may begin.

    A word follows itself, or two adjacent words occur again at the distance of a phrase.
    """
    _, of_form = numbered([form.text.casefold() for form in words.forms])
    key, segment = of_form[words.form], words.places.segment
    starts = [np.empty(0, np.int64)]
    for apart in range(1, _LONGEST + 2):
        again = (key[apart:] == key[:-apart]) & (segment[apart:] == segment[:-apart])
        starts.append(np.flatnonzero(again if apart == 1 else again & np.append(again[1:], False)))
    places = np.unique(np.concatenate(starts))
    number = places - np.searchsorted(segment, segment[places])
    for k, group in groupby(zip(segment[places].tolist(), number.tolist(), strict=True), key=itemgetter(0)):
        yield k, [place for _, place in group]


def _in_segment(row: Sequence[Word], places: Sequence[int], segment: int, lang: Lang, text: str) -> Iterator[_Doubled]:
    """Yield the doubled words and phrases of a segment that begin at one of ``places``, without overlaps."""
    keys = [word.text.casefold() for word in row]
    end = 0
    for k in places:
        size, stop = _phrase(row, keys, k, lang) or _word(row, keys, k, lang) or (0, 0)
        if (k, stop) == (0, len(row)):
            continue  # a sound or a cry that is the whole utterance: Munch munch
        if k >= end and size and _in_a_row(row[k:stop], lang, text) and not _is_compound(row[k:stop], lang, text):
            yield _Doubled(segment, Span(row[k].start, row[stop - 1].end), "phrase" if size > 1 else "word")
            end = stop


def _word(row: Sequence[Word], keys: Sequence[str], k: int, lang: Lang) -> tuple[int, int] | None:
    """Return (1, index of the end) for a doubled word; None if it may be doubled."""
    if keys[k] != keys[k + 1]:
        return None
    if lang is Lang.EN:
        slip = keys[k].isalpha() and keys[k] not in _DOUBLES and row[k + 1].text.islower()
        slip = slip and keys[k + 1] != (keys[k + 2] if k + 2 < len(keys) else "")  # a sound: heh heh heh
        slip = slip and (len(keys[k]) > 1 or keys[k] == "a")
    else:
        slip = {row[k].form.part, row[k + 1].form.part} <= _PARTICLE_PARTS and keys[k] in _PARTICLES
    return (1, k + 2) if slip else None


def _phrase(row: Sequence[Word], keys: Sequence[str], k: int, lang: Lang) -> tuple[int, int] | None:
    """Return (words, index of the end) of the longest doubled phrase at a word, with "and" or nothing in between."""
    for size in range(min(_LONGEST, (len(row) - k) // 2), 1, -1):
        phrase, after = keys[k : k + size], k + size
        # "From time to time to …": two alternating English words may belong to two phrases.
        if phrase == keys[after : after + size] and (lang is Lang.JA or size > 2):
            stop = after + size
        elif keys[after] in _JOINS[lang] and phrase == keys[after + 1 : after + 1 + size]:
            stop = after + 1 + size
            if lang is Lang.JA and keys[stop : stop + 1] in _OWNS:
                continue
        else:
            continue
        if any(word.content and len(word.text) >= _TELLING[lang] for word in row[k : k + size]):
            return size, stop
    return None


def _in_a_row(row: Sequence[Word], lang: Lang, text: str) -> bool:
    """Whether only white space is between words; in Japanese, nothing."""
    between = (text[one.end : other.start] for one, other in pairwise(row))
    return all(gap.isspace() if lang is Lang.EN else not gap for gap in between)


def _is_compound(row: Sequence[Word], lang: Lang, text: str) -> bool:
    """Whether the first or the last English word is part of a longer one: kernel-package package, Smith smith@…."""
    start, end = row[0].start, row[-1].end
    return lang is Lang.EN and (
        text[max(start - 1, 0) : start] in _JOINED or _JOINED_AFTER.match(text, end) is not None
    )


def _finding(inspection: Inspection, bead: Bead, lang: Lang, doubled: _Doubled) -> Finding:
    bitext = inspection.alignment.bitext
    text = bitext.side(lang).text[doubled.span.start : doubled.span.end]
    grammar = _is_grammar(doubled, bitext.side(lang))
    return build_finding(
        bitext,
        FindingKind.DUPLICATE,
        doubled.relation,
        say(f"duplicates.{doubled.relation}", source=inspection.direction, side=lang, text=text),
        locations=in_bead(bead, lang, doubled.segment, doubled.span),
        confidence=1.0 if doubled.relation == "phrase" or grammar else _CONTENT,
        severity=Severity.INFO if lang is inspection.direction else None,
        about=[doubled.relation, text, bitext.side(lang).segment_text(doubled.segment)],
        grammar=int(grammar),
    )
