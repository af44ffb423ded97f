"""One word spelled in several ways in one text (表記ゆれ): サーバ and サーバー, 取組み and 取り組み, 五カ年 and 5カ年.

UniDic gives every spelling of a word one lemma. Of these, only what a house style settles is reported: long vowels and
small kana of loan words, okurigana, kanji or kana within a noun. Whether a common word is written in kana or kanji
(こと, 事) often depends on its use and is left alone, and so are different kanji of one verb (聞く, 聴く).
``detail.relation`` is ``spelling``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from aligner.findings.build import Location, build_finding, capped
from aligner.findings.wording.variants import POINTED, Use, Variant, by_frequency, say_variants
from aligner.model import Finding, FindingKind, Lang, ParagraphKind, Span
from aligner.text.folding import fold
from aligner.text.scripts import HAN, KATAKANA

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from aligner.evidence.words import Form
    from aligner.findings.inspection import Inspection

_KATAKANA_WORD = re.compile(f"[{KATAKANA}]+")
_NOT_HAN = re.compile(f"[^{HAN}]")
_SPELLED = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞"})
#: A count with ka: 5カ年, 三ヶ月, 2か所; a number in figures and one in kanji are two spellings of it.
_COUNTED = re.compile(
    r"(?<![0-9０-９一二三四五六七八九十百])([0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})([カかヶケヵ箇])([年月所国条])"
)
_COUNTER = re.compile("[カかヶケヵ箇][年月所国条]")
_FIGURES = str.maketrans("一二三四五六七八九", "123456789")
_SKIPPED = frozenset({ParagraphKind.CODE, ParagraphKind.MARKUP})
#: Share of the findings over the gold sets that name two spellings of one word.
_CONFIDENCE = 0.9


def find(inspection: Inspection) -> list[Finding]:
    """A note for every word of the Japanese that is spelled in several ways, the most frequent words first."""
    if inspection.direction is Lang.JA:
        return []  # the original's own affair
    groups: dict[Hashable, dict[str, list[Use]]] = defaultdict(lambda: defaultdict(list))
    for group, use in (*_words(inspection), *_counted(inspection)):
        groups[group][use.text].append(use)
    variants = [by_frequency(uses) for uses in groups.values() if len(uses) > 1]
    variants.sort(key=lambda each: (-sum(len(variant.uses) for variant in each), each[0].uses[0].span))
    return capped([_finding(inspection, each) for each in variants])


def _words(inspection: Inspection) -> Iterator[tuple[Hashable, Use]]:
    """Words with what they have in common with other spellings of themselves, where such stand in the text."""
    words = inspection.prepared.ja_reading.words
    group = [_group(form) for form in words.forms]
    spellings: dict[Hashable, set[str]] = defaultdict(set)
    for form, key in zip(words.forms, group, strict=True):
        if key is not None:
            spellings[key].add(form.spelling)
    kinds = _kinds(inspection)
    several = np.array([key is not None and len(spellings[key]) > 1 for key in group], np.bool_)
    rows = np.flatnonzero(several[words.form])
    places = words.places.take(rows)
    columns = (words.form[rows], places.segment, places.start, places.end)
    for number, segment, start, end in zip(*(column.tolist() for column in columns), strict=True):
        if kinds[segment] not in _SKIPPED:
            yield group[number], Use(words.forms[number].spelling, segment, Span(start, end))


def _group(form: Form) -> Hashable | None:
    """What spellings of one word share; None for a word whose spelling is no matter of style, or a name."""
    if form.part not in _SPELLED or form.name or not form.sound or _COUNTER.fullmatch(form.spelling):
        return None
    if _KATAKANA_WORD.fullmatch(form.spelling):
        return "katakana", form.lemma, form.origin
    kanji = _NOT_HAN.sub("", form.spelling)
    if not kanji:
        return None
    if form.part == "名詞" and len(_NOT_HAN.sub("", form.lemma)) > 1:
        return "kanji", form.lemma, form.part, form.sound, kanji[0]
    return "okurigana", form.lemma, form.part, form.sound, kanji


def _counted(inspection: Inspection) -> Iterator[tuple[Hashable, Use]]:
    document = inspection.alignment.bitext.ja
    kinds = _kinds(inspection)
    for segment in document.segments:
        if kinds[segment.id] in _SKIPPED:
            continue
        for found in _COUNTED.finditer(document.segment_text(segment.id)):
            number, _, unit = found.groups()
            span = Span(segment.start + found.start(), segment.start + found.end())
            yield ("count", fold(number).translate(_FIGURES), unit), Use(fold(found.group()), segment.id, span)


def _kinds(inspection: Inspection) -> Sequence[ParagraphKind]:
    document = inspection.alignment.bitext.ja
    return [document.paragraphs[segment.paragraph].kind for segment in document.segments]


def _finding(inspection: Inspection, variants: Sequence[Variant]) -> Finding:
    fewer = sorted((use for variant in variants[1:] for use in variant.uses), key=lambda use: use.span)
    counts: Mapping[str, int] = {variant.text: len(variant.uses) for variant in variants}
    return build_finding(
        inspection.alignment.bitext,
        FindingKind.INCONSISTENT,
        "spelling",
        say_variants("terms.spellings", variants, source=inspection.direction, joint="slash"),
        locations=[Location(Lang.JA, tuple(dict.fromkeys(use.segment for use in fewer))[:POINTED], fewer[0].span)],
        confidence=_CONFIDENCE,
        about=["spelling", *sorted(counts)],
        variants=counts,
    )
