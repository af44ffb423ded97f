"""Sections in which one text has more images, list items, rows, tabs, code blocks, links or notes than the other.

There is one finding for a section, with the counts of both texts and the elements without a counterpart. The rule: an
element that another finding is about, or whose text has no counterpart at all, is not counted. So the finding adds to
the others and never repeats one. If most sections with a kind of element differ in the same way, the translation has
another form, and nothing is reported about that kind. Read next: `elements`, `sections`, `accounted_elements`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.accounted_elements import AccountedElements
from aligner.findings.build import new_finding, place_detail
from aligner.findings.elements import Element, ElementKind, elements
from aligner.findings.sections import Section, heading_before, sections
from aligner.messages import say
from aligner.model import LANGS, Finding, FindingKind, Lang, Span
from aligner.text.addresses import same_address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.findings.inspection import Inspection
    from aligner.model import Document, Json

#: Confidence that the pairs of a section have on average. A choice.
_SURE = 0.7
#: If more sections than these, and more than half of those with a kind of element, differ in it, it is another form.
_FEW_SECTIONS = 2
#: Maximum number of lines that a message names.
_NAMED = 5


@dataclass(frozen=True)
class _Elements:
    """The elements of one kind in a section: how many by side, which side has more, and those that only it has."""

    kind: ElementKind
    counts: Mapping[Lang, int]
    more: Lang
    alone: Sequence[Element]


class _Differing(NamedTuple):
    """A section with its elements that differ in number."""

    section: Section
    kinds: Sequence[_Elements]


def find(inspection: Inspection, findings: Sequence[Finding]) -> list[Finding]:
    """Return a finding for every section whose elements differ in number.

    Args:
        inspection: both texts.
        findings: all other findings.
    """
    bitext = inspection.alignment.bitext
    if bitext.given or bitext.en.is_file != bitext.ja.is_file:
        return []
    by_side = {lang: _by_kind(elements(bitext.side(lang))) for lang in LANGS}
    accounted = AccountedElements(inspection, findings)
    differing = []
    present: Counter[ElementKind] = Counter()
    for section in sections(inspection.alignment):
        kinds = []
        for kind in ElementKind:
            within = {lang: _within(by_side[lang][kind], section.spans[lang]) for lang in LANGS}
            present[kind] += any(within.values())
            if compared := _compare(inspection, kind, within, accounted):
                kinds.append(compared)
        if kinds and _is_sure(inspection, section):
            differing.append(_Differing(section, kinds))
    usual = _usual(differing, present)
    return [
        _finding(inspection, section, kept)
        for section, kinds in differing
        if (kept := [compared for compared in kinds if (compared.kind, compared.more) not in usual])
    ]


def _by_kind(ordered: Sequence[Element]) -> Mapping[ElementKind, list[Element]]:
    kinds: defaultdict[ElementKind, list[Element]] = defaultdict(list)
    for element in ordered:
        kinds[element.kind].append(element)
    return kinds


def _within(ordered: Sequence[Element], span: Span) -> Sequence[Element]:
    first, after = (bisect_left(ordered, offset, key=lambda element: element.start) for offset in span)
    return ordered[first:after]


def _is_sure(inspection: Inspection, section: Section) -> bool:
    """Whether the pairs of a section are certain enough on average to compare it."""
    document, span = inspection.alignment.bitext.en, section.spans[Lang.EN]
    first, after = (bisect_left(document.segments, offset, key=lambda segment: segment.start) for offset in span)
    beads = inspection.beads_of[Lang.EN]
    sure = [beads[k].confidence for k in range(first, after)]
    return not sure or sum(sure) / len(sure) >= _SURE


def _compare(
    inspection: Inspection,
    kind: ElementKind,
    within: Mapping[Lang, Sequence[Element]],
    accounted: AccountedElements,
) -> _Elements | None:
    """Return the elements of a kind in a section if one side has more of them, apart from those accounted for."""
    if kind is ElementKind.LINK:
        within = {
            lang: list({element.key: element for element in reversed(within[lang])}.values())[::-1] for lang in LANGS
        }
    counts = {lang: len(within[lang]) for lang in LANGS}
    if counts[Lang.EN] == counts[Lang.JA]:
        return None
    if kind is ElementKind.LINK:
        alone = {lang: _links_without_counterpart(lang, within) for lang in LANGS}
    else:
        alone = {lang: _without_counterpart(inspection, lang, within, accounted) for lang in LANGS}
    more = max(LANGS, key=counts.__getitem__)
    left = [
        element
        for element in alone[more]
        if not (kind is ElementKind.LINK and element.key.startswith("#")) and not accounted.has(more, element)
    ]
    return _Elements(kind, counts, more, left) if len(left) > len(alone[more.other]) else None


def _links_without_counterpart(lang: Lang, within: Mapping[Lang, Sequence[Element]]) -> list[Element]:
    """Return the links of one side of a section whose address no link of the other side has."""
    others = [other.key for other in within[lang.other]]
    english = lang is Lang.EN
    return [
        element
        for element in within[lang]
        if not any(same_address(*((element.key, key) if english else (key, element.key))) for key in others)
    ]


def _without_counterpart(
    inspection: Inspection, lang: Lang, within: Mapping[Lang, Sequence[Element]], accounted: AccountedElements
) -> list[Element]:
    """Return the elements of one side of a section that correspond to none of the other side."""
    there = Counter(_key(inspection, lang.other, other) for other in within[lang.other])
    alone = []
    # Those accounted for are matched last, so that they are the ones left without a counterpart.
    for element in sorted(within[lang], key=lambda element: accounted.has(lang, element)):
        key = _key(inspection, lang, element)
        if there[key] > 0:
            there[key] -= 1
        else:
            alone.append(element)
    return sorted(alone, key=lambda element: element.start)


def _key(inspection: Inspection, lang: Lang, element: Element) -> str | int:
    """Return the key of an element; for an element without one, the number of the pair of its segment."""
    return element.key or inspection.beads_of[lang][element.segment or 0].id


def _usual(differing: Sequence[_Differing], present: Mapping[ElementKind, int]) -> set[tuple[ElementKind, Lang]]:
    """Return the kinds that most sections with them lack on the same side."""
    ways = Counter((compared.kind, compared.more) for _, kinds in differing for compared in kinds)
    return {way for way, number in ways.items() if number > max(_FEW_SECTIONS, present[way[0]] / 2)}


def _finding(inspection: Inspection, section: Section, kinds: Sequence[_Elements]) -> Finding:
    bitext = inspection.alignment.bitext
    left = {
        lang: [element for compared in kinds if compared.more is lang for element in compared.alone] for lang in LANGS
    }
    here = Lang.EN if left[Lang.EN] else Lang.JA
    lines = {lang: sorted({bitext.side(lang).line_of(element.start) for element in left[lang]}) for lang in LANGS}
    # A heading without a counterpart starts no section, but it is the one that a reader sees above the element.
    heading = heading_before(bitext.side(here), Span(section.spans[here].start, left[here][0].start))
    title = None if heading is None else bitext.side(here).segment_text(heading)
    segments = _segments(inspection, left)
    beads = inspection.beads_of
    sure = [
        beads[lang][element.segment].confidence
        for lang in LANGS
        for element in left[lang]
        if element.segment is not None
    ]
    return new_finding(
        FindingKind.MARKUP,
        "elements",
        _message(inspection.direction, kinds, lines, title),
        segments,
        confidence=min([section.confidence, *sure]),
        about=[
            "elements",
            *(f"{compared.kind} {compared.counts[Lang.EN]} {compared.counts[Lang.JA]}" for compared in kinds),
            *(bitext.side(lang).text[element.start : element.end] for lang in LANGS for element in left[lang]),
        ],
        detail={
            **{str(lang): _first_place(bitext.side(lang), left[lang]) for lang in LANGS},
            "counts": {compared.kind: {str(lang): compared.counts[lang] for lang in LANGS} for compared in kinds},
            **{f"{lang}_lines": lines[lang] for lang in LANGS},
            **{
                f"{lang}_elements": [[element.kind, element.start, element.end] for element in left[lang]]
                for lang in LANGS
            },
        },
    )


def _message(
    source: Lang | None, kinds: Sequence[_Elements], lines: Mapping[Lang, Sequence[int]], heading: str | None
) -> Mapping[str, str]:
    """Return the message about a section: its heading, the counts of its elements, and the lines of those left over."""
    counted = [
        say(
            "markup.elements_count",
            source=source,
            what=say(f"markup.element_{compared.kind}"),
            en=compared.counts[Lang.EN],
            ja=compared.counts[Lang.JA],
        )
        for compared in kinds
    ]
    wheres = [
        say("markup.elements_lines", source=source, side=lang, lines=_named(lines[lang]))
        for lang in LANGS
        if lines[lang]
    ]
    counts = {"en": "; ".join(count["en"] for count in counted), "ja": "、".join(count["ja"] for count in counted)}
    where = {"en": " ".join(where["en"] for where in wheres), "ja": "".join(where["ja"] for where in wheres)}
    if heading is None:
        return say("markup.elements_first", source=source, counts=counts, where=where)
    return say("markup.elements", source=source, heading=heading, counts=counts, where=where)


def _first_place(document: Document, left: Sequence[Element]) -> Json:
    return place_detail(document, left[0].start, left[0].end) if left else None


def _named(lines: Sequence[int]) -> str:
    return ", ".join(map(str, lines[:_NAMED])) + (", …" if len(lines) > _NAMED else "")


def _segments(inspection: Inspection, left: Mapping[Lang, Sequence[Element]]) -> dict[Lang, tuple[int, ...]]:
    """Return the segments of the pairs that the elements are in; otherwise those of the segments before them."""
    beads = {
        inspection.beads_of[lang][element.segment].id
        for lang in LANGS
        for element in left[lang]
        if element.segment is not None
    }
    if not beads:
        for lang in LANGS:
            document = inspection.alignment.bitext.side(lang)
            near = (document.segment_at(element.start) or 0 for element in left[lang])
            beads |= {inspection.beads_of[lang][k].id for k in near}
    return {
        lang: tuple(sorted(k for bead in beads for k in inspection.alignment.beads[bead].side(lang))) for lang in LANGS
    }
