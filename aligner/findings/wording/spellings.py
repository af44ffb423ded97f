"""One word spelled in several ways in one text (表記ゆれ): サーバ and サーバー, 取組み and 取り組み, 五カ年 and 5カ年.

UniDic gives all spellings of a word the same lemma. Only variants that a style guide decides are reported: long vowels
and small kana of loan words, okurigana, kanji or kana within a noun. Kana or kanji of a common word (こと, 事) and
different kanji of one verb (聞く, 聴く) depend on the use and are not reported.
``detail.relation`` is ``spelling``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from aligner.findings.build import Location, build_finding, capped
from aligner.findings.wording.variants import POINTED, Use, Variant, by_frequency, say_variants
from aligner.model import NO_LANGUAGE, Finding, FindingKind, Lang, ParagraphKind, Span
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
#: The dictionary forms of classical verbs (思ふ, 行ふ) end in it; no modern verb does.
_CLASSICAL = "ふ"
_COUNTER = re.compile("[カかヶケヵ箇][年月所国条]")
_FIGURES = str.maketrans("一二三四五六七八九", "123456789")
#: Share of the findings in the gold sets that name two spellings of one word.
_CONFIDENCE = 0.9


def find(inspection: Inspection) -> list[Finding]:
    """Return a note for every Japanese word with several spellings, the most frequent words first."""
    if inspection.direction is Lang.JA:
        return []  # variants in the original are not reported
    groups: dict[Hashable, dict[str, list[Use]]] = defaultdict(lambda: defaultdict(list))
    for group, use in (*_words(inspection), *_counted(inspection)):
        groups[group][use.text].append(use)
    variants = [by_frequency(uses) for uses in groups.values() if len(uses) > 1]
    variants.sort(key=lambda ways: (-sum(len(variant.uses) for variant in ways), ways[0].uses[0].span))
    return capped([_finding(inspection, ways) for ways in variants])


def _words(inspection: Inspection) -> Iterator[tuple[Hashable, Use]]:
    """Yield words with a key that all spellings of a word share, if the text has several."""
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
        if kinds[segment] not in NO_LANGUAGE:
            yield group[number], Use(words.forms[number].spelling, segment, Span(start, end))


def _group(form: Form) -> Hashable | None:
    """Return the key that spellings of one word share; None for a name, or if the spelling is not a matter of style."""
    if form.part not in _SPELLED or form.name or not form.sound or _COUNTER.fullmatch(form.spelling):
        return None
    if form.part == "動詞" and form.spelling.endswith(_CLASSICAL):  # a quotation, or a noun before へ: 行へ
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
        if kinds[segment.id] in NO_LANGUAGE:
            continue
        for match in _COUNTED.finditer(document.segment_text(segment.id)):
            number, _, unit = match.groups()
            span = Span(segment.start + match.start(), segment.start + match.end())
            yield ("count", fold(number).translate(_FIGURES), unit), Use(fold(match.group()), segment.id, span)


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
