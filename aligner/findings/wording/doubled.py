"""A word or phrase that stands twice in a row: "the the", をを, 新たな責任と新たな責任.

Speech repeats itself, and so may what is translated from it; so spoken text is left alone, and so is a pair whose other
side doubles something as well. ``detail.relation`` is ``word`` or ``phrase``.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.evidence.occurrences import numbered
from aligner.findings.build import build_finding, in_bead
from aligner.messages import say
from aligner.model import LANGS, Bead, Finding, FindingKind, Lang, ParagraphKind, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.evidence.words import Word, Words
    from aligner.findings.inspection import Inspection

#: English words that correctly stand twice in a row, or do for emphasis.
_DOUBLES = frozenset({
    "had", "that", "very", "really", "so", "no", "yes", "yeah", "yep", "ok", "okay", "bye", "ha", "ho", "knock",
    "blah", "now", "long", "many", "far", "much", "too", "never", "tut", "hear", "please", "well", "oh", "uh",
    "um", "hm", "hmm", "mm", "wow", "there",
})  # fmt: skip
#: Japanese particles that are never doubled but by mistake; others may be (もも, かか).
_PARTICLES = frozenset("をがはにでのへと")
#: What MeCab takes either of two で for.
_PARTICLE_PARTS = frozenset({"助詞", "助動詞", "接続詞"})
#: What joins two phrases of one kind.
_JOINS = {Lang.EN: frozenset({"and", "or"}), Lang.JA: frozenset({"と", "や", "及び", "及", "又は", "且つ", "並びに"})}
#: Words of the longest phrase that is looked for; the shortest has two. At 4 and at 16 the same are found.
_LONGEST = 8
#: Characters that a content word of a doubled phrase has at least: 一つ一つ and "to and fro" are correct.
#: At double one of three is lost that is right (覆っている覆っている); at half none comes.
_TELLING = {Lang.EN: 4, Lang.JA: 2}
_SKIPPED = frozenset({ParagraphKind.CODE, ParagraphKind.MARKUP, ParagraphKind.TABLE})
#: What speakers fill pauses with. A text with one in fifty segments is spoken, and doubles as speech does.
_FILLERS = frozenset(
    {"um", "uh", "er", "erm", "hm", "hmm", "mm", "えー", "えーと", "えっと", "ええと", "あー", "うーん"}
)
_SPOKEN = 0.02
#: Findings about one segment; what doubles more is no sentence.
_MOST = 100


class _Doubled(NamedTuple):
    """What stands twice: the segment, the stretch that holds both, and the relation."""

    segment: int
    span: Span
    relation: str


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every doubled word or phrase that the other side does not answer."""
    if any(_is_spoken(words, size) for words, size in _sides(inspection)):
        return []
    found: dict[Lang, dict[int, list[_Doubled]]] = {lang: defaultdict(list) for lang in LANGS}
    for lang in LANGS:
        for each in _doubled(inspection, lang):
            found[lang][each.segment].append(each)
    return [
        _finding(inspection, bead, lang, each)
        for bead in inspection.alignment.beads
        for lang in LANGS
        if not any(segment in found[lang.other] for segment in bead.side(lang.other))
        for segment in bead.side(lang)
        for each in found[lang].get(segment, ())[:_MOST]
    ]


def _sides(inspection: Inspection) -> Iterator[tuple[Words, int]]:
    """The words and the number of segments of both sides."""
    readings = (inspection.prepared.en_reading, inspection.prepared.ja_reading)
    return ((reading.words, len(reading.texts)) for reading in readings)


def _is_spoken(words: Words, size: int) -> bool:
    fillers = [k for k, form in enumerate(words.forms) if form.text.casefold() in _FILLERS]
    return len(np.unique(words.places.segment[np.isin(words.form, fillers)])) > _SPOKEN * size


def _doubled(inspection: Inspection, lang: Lang) -> Iterator[_Doubled]:
    prepared = inspection.prepared
    words = (prepared.en_reading if lang is Lang.EN else prepared.ja_reading).words
    document = inspection.alignment.bitext.side(lang)
    for segment, places in _repeating(words):
        if document.paragraphs[document.segments[segment].paragraph].kind not in _SKIPPED:
            yield from _in_segment(words.rows[segment], places, segment, lang, document.text)


def _repeating(words: Words) -> Iterator[tuple[int, list[int]]]:
    """The segments that may hold a doubled word or phrase, and at which of their words one may begin.

    A word follows itself, or two neighbours follow themselves at the distance of a phrase, with or without what joins.
    """
    _, of_form = numbered([form.text.casefold() for form in words.forms])
    key, segment = of_form[words.form], words.places.segment
    found = [np.empty(0, np.int64)]
    for apart in range(1, _LONGEST + 2):
        again = (key[apart:] == key[:-apart]) & (segment[apart:] == segment[:-apart])
        found.append(np.flatnonzero(again if apart == 1 else again & np.append(again[1:], False)))
    places = np.unique(np.concatenate(found))
    number = places - np.searchsorted(segment, segment[places])
    for k, group in groupby(zip(segment[places].tolist(), number.tolist(), strict=True), key=itemgetter(0)):
        yield k, [place for _, place in group]


def _in_segment(row: Sequence[Word], places: Sequence[int], segment: int, lang: Lang, text: str) -> Iterator[_Doubled]:
    """The doubled words and phrases of a segment that begin at some of its words, none within another."""
    keys = [word.text.casefold() for word in row]
    end = 0
    for k in places:
        size, stop = _phrase(row, keys, k, lang) or _word(row, keys, k, lang) or (0, 0)
        if (k, stop) == (0, len(row)):
            continue  # a sound or a cry that is all of an utterance: Munch munch
        if k >= end and size and _in_a_row(row[k:stop], lang, text):
            yield _Doubled(segment, Span(row[k].start, row[stop - 1].end), "phrase" if size > 1 else "word")
            end = stop


def _word(row: Sequence[Word], keys: Sequence[str], k: int, lang: Lang) -> tuple[int, int] | None:
    """(1, where it ends) where a word that may not stand twice does."""
    if keys[k] != keys[k + 1]:
        return None
    if lang is Lang.EN:
        slip = keys[k].isalpha() and keys[k] not in _DOUBLES and row[k + 1].text.islower()
        slip = slip and (len(keys[k]) > 1 or keys[k] == "a")
    else:
        slip = {row[k].form.part, row[k + 1].form.part} <= _PARTICLE_PARTS and keys[k] in _PARTICLES
    return (1, k + 2) if slip else None


def _phrase(row: Sequence[Word], keys: Sequence[str], k: int, lang: Lang) -> tuple[int, int] | None:
    """(words, where it ends) of the longest phrase that stands twice from a word on, joined by "and" or by nothing."""
    for size in range(min(_LONGEST, (len(row) - k) // 2), 1, -1):
        phrase, after = keys[k : k + size], k + size
        # From time to time to …: two English words in turn may belong to two phrases.
        if phrase == keys[after : after + size] and (lang is Lang.JA or size > 2):
            stop = after + size
        elif keys[after] in _JOINS[lang] and phrase == keys[after + 1 : after + 1 + size]:
            stop = after + 1 + size
        else:
            continue
        if any(word.content and len(word.text) >= _TELLING[lang] for word in row[k : k + size]):
            return size, stop
    return None


def _in_a_row(row: Sequence[Word], lang: Lang, text: str) -> bool:
    """Whether nothing stands between words but white space, and in Japanese not even that."""
    between = (text[one.end : other.start] for one, other in pairwise(row))
    return all(gap.isspace() if lang is Lang.EN else not gap for gap in between)


def _finding(inspection: Inspection, bead: Bead, lang: Lang, doubled: _Doubled) -> Finding:
    bitext = inspection.alignment.bitext
    text = bitext.side(lang).text[doubled.span.start : doubled.span.end]
    return build_finding(
        bitext,
        FindingKind.DUPLICATE,
        doubled.relation,
        say(f"duplicates.{doubled.relation}", source=inspection.direction, side=lang, text=text),
        locations=in_bead(bead, lang, doubled.segment, doubled.span),
        confidence=1.0,
        severity=Severity.INFO if lang is inspection.direction else None,
        about=[doubled.relation, text, bitext.side(lang).segment_text(doubled.segment)],
    )
