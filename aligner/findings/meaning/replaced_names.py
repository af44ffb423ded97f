"""A name that is another one in the translation: PostgreSQL beside SQLite, Germany beside フランス.

A finding needs all of this in a sure pair: one side has exactly one name without a rendering on the other side or in
the neighbouring pairs, the other side has one such name too, words around both translate each other, and both are of
one sort: rows of one class of the table of known names, strings of Latin letters of one shape, a name and katakana, or
a Japanese name in Latin letters and one in kanji. Of a few spelled names without a rendering, the two are chosen that
most words around them connect.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.spelling import plain
from aligner.findings.changed_names import is_mistaken
from aligner.findings.meaning.name_claims import (
    Claims,
    english_left,
    in_one_place,
    is_another_part,
    katakana_left,
    read_renderings,
)
from aligner.findings.meaning.name_words import (
    NEAR,
    KnownName,
    Side,
    are_apart,
    has_rendering,
    known_names,
    names_by_segment,
)
from aligner.findings.meaning.pair_names import (
    ACRONYM,
    LATIN,
    TIME,
    english_names,
    japanese_names,
    katakana_runs,
    read_habits,
)
from aligner.findings.meaning.pair_words import pair_finding, sure_pairs
from aligner.model import LANGS, FindingKind, Lang, Span
from aligner.text.kana import romanise
from aligner.text.scripts import HAN, KATAKANA, KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.findings.meaning.name_claims import Renderings
    from aligner.findings.meaning.pair_names import Habits
    from aligner.findings.meaning.pair_words import PairWords
    from aligner.model import Finding

#: An estimate; of eight that were read seven were true.
_CERTAINTY = 0.7
#: Words around two names that translate each other; with fewer, this share of all words must have a translation.
_ENOUGH_NEAR, _LITERAL = 2, 0.5
#: Maximum pairs of names of which one is chosen.
_MOST_COMPARED = 6
#: A name in brackets, or of a time zone.
_ASIDE = re.compile(rf"[(（][^()（）]*[)）]|[{KATAKANA}{HAN}]{{2,8}}{TIME}")
#: What a Japanese name in Latin letters looks like.
_JAPANESE_NAME = re.compile(
    r"(?:(?:[kgsztdnhbpmyrwfj]|ch|sh|ts|[kgsnhbpmr]y)?[aeiouāīūēō]|n(?![aeiouy])|(?:k(?=k)|s(?=s)|t(?=[tc])|p(?=p)))+",
    re.IGNORECASE,
)


class Replaced(NamedTuple):
    """Where the name of each side stands that has no rendering on the other one."""

    en: Span
    ja: Span


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every name that is another one on the other side."""
    segments = frozenset(range(len(inspection.alignment.bitext.en.segments)))
    habits, renderings = read_habits(inspection), read_renderings(inspection)
    known = {
        lang: names_by_segment(inspection.alignment.bitext.side(lang), inspection.reading(lang).words) for lang in LANGS
    }
    return [
        _finding(inspection, pair, replaced)
        for pair in sure_pairs(inspection, {Lang.EN: segments, Lang.JA: frozenset()})
        if (replaced := _known(inspection, pair, known) or _unknown(inspection, pair, habits, renderings))
    ]


def _side(pair: PairWords, lang: Lang) -> Side:
    return Side("\n".join(text for _, text in pair.texts[lang]), pair.prose[lang])


def _near(inspection: Inspection, pair: PairWords, lang: Lang) -> Side:
    """One side of the neighbouring pairs."""
    beads = inspection.alignment.beads[max(pair.bead.id - 1, 0) : pair.bead.id + 2]
    segments = [segment for bead in beads if bead.id != pair.bead.id for segment in bead.side(lang)]
    rows, document = inspection.reading(lang).words.rows, inspection.alignment.bitext.side(lang)
    words = [word for segment in segments for word in rows.get(segment, ())]
    return Side("\n".join(map(document.segment_text, segments)), words)


def _known(
    inspection: Inspection, pair: PairWords, known: Mapping[Lang, Mapping[int, Sequence[KnownName]]]
) -> Replaced | None:
    """Two names of one class of the table, each the only one of its class without a rendering."""
    if not all(any(segment in known[lang] for segment in pair.bead.side(lang)) for lang in LANGS):
        return None
    sides = {lang: _side(pair, lang) for lang in LANGS}
    left: dict[Lang, dict[str, dict[Span, KnownName]]] = {lang: {} for lang in LANGS}
    for lang in LANGS:
        document = pair.bitext.side(lang).text
        # A country in brackets is an explanation for readers of one side. That of a time zone renders EST, BST.
        text = _ASIDE.sub("", sides[lang].text)
        names = {id(name): name for segment in pair.bead.side(lang) for name in known[lang].get(segment, ())}
        for name in names.values():
            if not name.stands_in(text, lang) or name.stands_in(sides[lang.other].text, lang.other):
                continue
            place = name.place(sides[lang].words, document, lang)
            if place:
                left[lang].setdefault(name.group, {})[place] = name
    for group, english in left[Lang.EN].items():
        japanese = left[Lang.JA].get(group, {})
        if len(english) == len(japanese) == 1:
            ((one, name),) = english.items()
            ((other, other_name),) = japanese.items()
            near = {lang: _near(inspection, pair, lang).text for lang in LANGS}
            if is_mistaken(pair.bitext.en.text[one.start : one.end], pair.bitext.ja.text[other.start : other.end]):
                continue  # `changed_names` reports it
            # Both names in the neighbouring pairs mean that the pair holds parts of two others.
            if not (name.stands_in(near[Lang.JA], Lang.JA) and other_name.stands_in(near[Lang.EN], Lang.EN)):
                return Replaced(one, other)
    return None


def _unknown(inspection: Inspection, pair: PairWords, habits: Habits, renderings: Renderings) -> Replaced | None:
    """The only name of each side that has no rendering on the other one, of those with a rendering elsewhere if any."""
    places = renderings.places
    katakana = list(katakana_runs(pair))
    others = [word for word in japanese_names(pair, habits) if word.start not in places[Lang.JA]]
    if not others and all(not run.is_name or run.word.start in places[Lang.JA] for run in katakana):
        return None
    english = [word for word in english_names(pair, habits) if word.start not in places[Lang.EN]]
    if not english:
        return None
    sides = {lang: _side(pair, lang) for lang in LANGS}
    claims = Claims(pair, katakana, renderings)
    japanese = katakana_left(katakana, pair, claims, sides[Lang.EN])
    japanese = [word for word in japanese if word.text not in renderings.loans]
    japanese += [word for word in others if not has_rendering(word, Lang.JA, sides[Lang.EN], pair.lexicon)]
    left = english_left(english, pair, claims, sides[Lang.JA]) if japanese else []
    chosen = _chosen(left, japanese, pair, renderings)
    if not chosen or is_another_part(*chosen, pair, claims):
        return None
    one, other = chosen
    if not _is_in_one_place(one, other, pair) or _is_exchanged_with_neighbour(inspection, pair, one, other):
        return None
    return Replaced(Span(one.start, one.end), Span(other.start, other.end))


def _chosen(
    english: Sequence[Word], japanese: Sequence[Word], pair: PairWords, renderings: Renderings
) -> tuple[Word, Word] | None:
    """The two names without a rendering that stand for each other.

    They are the only ones, or those among few that most words around them connect.
    """
    others = _preferred(japanese, renderings)
    names = _preferred([word for word in english if _may_stand_for_any(word, others, pair, renderings)], renderings)
    if len(names) == len(others) == 1:
        return names[0], others[0]
    if not 0 < len(names) * len(others) <= _MOST_COMPARED or not all(
        KATAKANA_RUN.fullmatch(word.text) for word in others
    ):
        return None
    scores = sorted(
        ((in_one_place(one, other, pair), one, other) for one in names for other in others),
        key=lambda score: -score[0],
    )
    (best, one, other), (second, *_) = scores[:2]
    if best < _ENOUGH_NEAR or best == second or not _of_one_sort(one, other, pair, renderings):
        return None
    return one, other


def _preferred(words: Sequence[Word], renderings: Renderings) -> Sequence[Word]:
    """Names, each once; only those that the document renders elsewhere, if there are such ones."""
    distinct = _distinct(words)
    return [word for word in distinct if word.text in renderings.names] or distinct


def _may_stand_for_any(word: Word, others: Sequence[Word], pair: PairWords, renderings: Renderings) -> bool:
    return any(_of_one_sort(word, other, pair, renderings) for other in others)


def _is_in_one_place(one: Word, other: Word, pair: PairWords) -> bool:
    """Whether the words around two names translate each other; if few do, the rest of the pair must."""
    near = in_one_place(one, other, pair)
    if near >= _ENOUGH_NEAR or not near:
        return near > 0
    words = [word for word in pair.prose[Lang.EN] if word.content and not word.form.name]
    linked = sum(any(True for _ in pair.counterparts(word, Lang.EN)) for word in words)
    return linked > _LITERAL * len(words)


def _is_exchanged_with_neighbour(inspection: Inspection, pair: PairWords, one: Word, other: Word) -> bool:
    """Whether the neighbouring pairs have both names, so that the pair contains parts of two others."""
    return all(
        has_rendering(word, lang, _near(inspection, pair, lang.other), pair.lexicon, NEAR)
        for lang, word in ((Lang.JA, other), (Lang.EN, one))
    )


def _distinct(words: Sequence[Word]) -> list[Word]:
    return list({word.text: word for word in reversed(words)}.values())


def _of_one_sort(english: Word, japanese: Word, pair: PairWords, renderings: Renderings) -> bool:
    """Whether two names may stand for each other; kanji have many readings, so such a name must be read elsewhere."""
    known = known_names().get(english.text, ())
    if (known and japanese.text in known_names()) or any(name.forms[Lang.EN][0] != english.text for name in known):
        return False  # `_known` compares them; an adjective: Swedish
    if LATIN.fullmatch(japanese.text):
        acronyms = [ACRONYM.fullmatch(word.text) is not None for word in (english, japanese)]
        mistaken = acronyms[0] and is_mistaken(english.text, japanese.text)  # `changed_names` reports it
        shorter, longer = sorted((english.text, japanese.text), key=len)
        return acronyms[0] == acronyms[1] and not mistaken and shorter not in longer
    translations = pair.lexicon.translations.get(english.lemma, {})
    if KATAKANA_RUN.fullmatch(japanese.text):
        is_spelled = (
            bool(known)
            or english.text in renderings.names
            or all(KATAKANA_RUN.fullmatch(lemma) for lemma in translations)
        )
        if ACRONYM.fullmatch(english.text) or not is_spelled:
            return False
        return are_apart(plain(english.text), romanise(japanese.text))
    if renderings.names.isdisjoint({english.text, japanese.text}):
        return False
    return not translations and _JAPANESE_NAME.fullmatch(plain(english.text)) is not None


def _finding(inspection: Inspection, pair: PairWords, replaced: Replaced) -> Finding:
    spans = {Lang.EN: replaced.en, Lang.JA: replaced.ja}
    return pair_finding(inspection, pair, FindingKind.NAME, "replaced", spans, message="replaced", certainty=_CERTAINTY)
