"""Which names of a pair have no rendering on the other side.

English names and runs of katakana are matched one to one by their sound, the most alike first. So the rendering of one
name does not hide that another one has none. Other names are looked up in the whole other side. Read next:
`replaced_names`.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.spelling import plain
from aligner.findings.meaning.name_words import INSIDE, NEAR, Side, has_rendering, sound_likeness
from aligner.findings.meaning.pair_names import capitalised_words
from aligner.model import LANGS, Lang, Span
from aligner.text.kana import romanise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.pair_names import Katakana
    from aligner.findings.meaning.pair_words import PairWords

#: Minimum letters of a part of a run that shows what the run renders.
_SHORTEST_PART = 3
#: Characters of a run that may render several English words.
_LONG = 7
#: Numbers of English words that such a run may render.
_PHRASES = (3, 4)
_DOTS = frozenset({"・", "゠", "="})
#: Content words on either side of a name that are compared.
_WINDOW = 3


class Renderings(NamedTuple):
    """What the name channel found in the pairs of a document.

    Attributes:
        places: the offsets of names that their own pair has on both sides, by side.
        names: the names that some pair has on both sides, as written.
        loans: katakana that renders an English word in lower case.
    """

    places: Mapping[Lang, AbstractSet[int]]
    names: AbstractSet[str]
    loans: AbstractSet[str]


def read_renderings(inspection: Inspection) -> Renderings:
    """The names of both sides that some pair of the document has on both of them."""
    bitext = inspection.alignment.bitext
    channel = next(channel for channel in inspection.prepared.channels if channel.name == "name")
    mentions: dict[tuple[int, int], dict[Lang, Span]] = defaultdict(dict)
    for lang, held in ((Lang.EN, channel.en), (Lang.JA, channel.ja)):
        columns = (column.tolist() for column in (held.item, held.segment, held.start, held.end))
        for item, segment, start, end in zip(*columns, strict=True):
            mentions[item, inspection.beads_of[lang][segment].id][lang] = Span(start, end)
    places: dict[Lang, set[int]] = {lang: set() for lang in LANGS}
    names: set[str] = set()
    loans: set[str] = set()
    for spans in mentions.values():
        if len(spans) < len(LANGS):
            continue
        english, japanese = (bitext.side(lang).text[slice(*spans[lang])] for lang in LANGS)
        if english.islower():
            loans.add(japanese)
        else:
            names.update((english, japanese))
        for lang in LANGS:
            places[lang].add(spans[lang].start)
    return Renderings(places, names, loans)


class Claims:
    """The names of a pair that render each other by sound.

    Attributes:
        english: the offsets of the English words that a run of katakana renders.
        japanese: the offsets of the runs of katakana that render an English word.
    """

    def __init__(self, pair: PairWords, katakana: Sequence[Katakana], renderings: Renderings) -> None:
        """Match the English words of a pair and its runs of katakana."""
        self.english = {word.start for word in pair.prose[Lang.EN]} & renderings.places[Lang.EN]
        self.japanese = {name.word.start for name in katakana} & renderings.places[Lang.JA]
        runs = [name for name in katakana if name.word.start not in self.japanese]
        candidates = [
            (_likeness(key, name), words, name.word.start) for key, words in _english_keys(pair, runs) for name in runs
        ]
        for likeness, words, run in sorted(candidates, key=lambda candidate: -candidate[0]):
            enough = INSIDE if any(word.form.name for word in words) else NEAR
            free = run not in self.japanese and self.english.isdisjoint(word.start for word in words)
            # A name that occurs twice is rendered twice.
            if likeness >= enough and (free or likeness >= NEAR):
                self.english.update(word.start for word in words)
                self.japanese.add(run)


def _likeness(key: str, name: Katakana) -> float:
    """Likeness of an English word in plain letters and a run; 1 for the word that a loan word comes from."""
    if len(name.parts) == 1 and name.parts[0].form.origin == key:
        return 1.0
    return sound_likeness(key, romanise(name.word.text))


def _english_keys(pair: PairWords, runs: Sequence[Katakana]) -> Iterator[tuple[str, Sequence[Word]]]:
    """The words of the English side in plain letters, and several in a row as one: San Joaquin, Mar de Plata."""
    words = pair.prose[Lang.EN]
    yield from ((plain(word.text), [word]) for word in words if word.content or word.form.name)
    for one, other in pairwise(capitalised_words(pair)):
        if other.start - one.end == 1:
            yield plain(one.text + other.text), [one, other]
    if any(len(run.word.text) >= _LONG for run in runs):
        for size in _PHRASES:
            for group in zip(*(words[first:] for first in range(size)), strict=False):
                yield plain("".join(word.text for word in group)), group


def english_left(names: Sequence[Word], pair: PairWords, claims: Claims, there: Side) -> list[Word]:
    """The English names without a rendering in Japanese."""
    return [
        name
        for name in names
        if name.start not in claims.english and not has_rendering(name, Lang.EN, there, pair.lexicon, None)
    ]


def katakana_left(katakana: Sequence[Katakana], pair: PairWords, claims: Claims, there: Side) -> list[Word]:
    """The runs of katakana without a rendering in English."""
    return [
        run.word
        for run in katakana
        if run.is_name
        and run.word.start not in claims.japanese
        and not has_rendering(run.word, Lang.JA, there, pair.lexicon, None)
        and not any(
            len(part.text) >= _SHORTEST_PART and has_rendering(part, Lang.JA, there, pair.lexicon, None)
            for part in run.parts
        )
    ]


def is_another_part(one: Word, other: Word, pair: PairWords, claims: Claims) -> bool:
    """Whether a run is the part of a full name that English leaves out: クリストファー・コロンブス beside Columbus.

    Another part of the name has a rendering, but not beside the English name.
    """
    text, english = pair.bitext.ja.text, pair.bitext.en.text
    if text[other.start - 1 : other.start] not in _DOTS and text[other.end : other.end + 1] not in _DOTS:
        return False
    beside = (len(english[: one.start].rstrip()), len(english) - len(english[one.end :].lstrip()))
    return not any(
        word.start in claims.english and (word.end == beside[0] or word.start == beside[1])
        for word in capitalised_words(pair)
    )


def in_one_place(one: Word, other: Word, pair: PairWords) -> int:
    """Number of words around an English name that translate words around a Japanese one."""
    english, japanese = _around(one, pair.prose[Lang.EN]), _around(other, pair.prose[Lang.JA])
    there = Side("".join(word.text for word in japanese), japanese)
    return sum(
        not there.lemmas.isdisjoint(pair.lexicon.translations.get(word.lemma, {}))
        or plain(word.text) in there.origins
        or has_rendering(word, Lang.EN, there, pair.lexicon)
        for word in english
    )


def _around(name: Word, words: Sequence[Word]) -> Sequence[Word]:
    before = [word for word in words if word.content and word.end <= name.start]
    after = [word for word in words if word.content and word.start >= name.end]
    return [*before[-_WINDOW:], *after[:_WINDOW]]
