"""A name whose rendering changes within the document: カバノー and カバナー, both for Kavanaugh.

The name channel matches names of the two texts by their spelling. A change is reported if one text has one spelling,
the other has two, and no pair contains both. A longer name that contains a shorter one (Hongan-ji, Hongan) is not a
change. ``detail.relation`` is ``changed``.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.spelling import plain
from aligner.findings.build import Location, build_finding, capped
from aligner.findings.wording.variants import POINTED, Use, Variant, by_frequency, say_variants
from aligner.model import Finding, FindingKind, Lang, Severity, Span
from aligner.text.scripts import KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.evidence.channel import Held
    from aligner.findings.inspection import Inspection
    from aligner.model import Document

#: In a pair less sure than this the other rendering may belong to another name. At 0.35 and 0.85 the same are reported.
_SURE = 0.7
#: Share of the reported changes in the gold sets that were of one name.
_CONFIDENCE = 0.8


class _Shared(NamedTuple):
    """A name on both sides of a pair: its spellings and places."""

    bead: int
    name: Mapping[Lang, Use]


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every name with one spelling in one text and several in the other, frequent names first."""
    shared = list(_shared(inspection))
    # Different spellings in the original are not reported.
    kept = Lang if inspection.direction is None else (inspection.direction,)
    entries: list[tuple[Lang, list[Variant], list[_Shared]]] = []
    for lang in kept:
        by_name: dict[str, list[_Shared]] = defaultdict(list)
        for name in shared:
            by_name[_key(name.name[lang].text, lang)].append(name)
        for same in by_name.values():
            variants = _exclusive(same, lang.other) if len(same) > 1 else []
            if len(variants) > 1:
                entries.append((lang, variants, same))
    entries.sort(key=lambda entry: (-len(entry[2]), entry[0], entry[1][0].uses[0].span))
    notes: list[Finding] = []
    warnings: list[Finding] = []
    for lang, variants, same in _longest(entries):
        finding = _finding(inspection, lang, variants, same)
        (warnings if finding.severity is Severity.WARNING else notes).append(finding)
    return [*warnings, *capped(notes)]


def _key(text: str, lang: Lang) -> str:
    """Return the key of a spelling of a name, without case, accents and the plural s."""
    return plain(text).removesuffix("s") if lang is Lang.EN else text


def _singular(key: str) -> str:
    """Return the singular of the key of a plural: "spie" of Spies and "spy" of Spy are the same."""
    return key[:-2] + "y" if key.endswith("ie") else key


def _shared(inspection: Inspection) -> Iterator[_Shared]:
    """Yield the names that the name channel matched in every sure pair."""
    bitext = inspection.alignment.bitext
    channel = next(channel for channel in inspection.prepared.channels if channel.name == "name")
    forms = inspection.prepared.en_reading.words.forms
    common = {_key(form.text, Lang.EN) for form in forms if form.text.islower()}
    held_en, held_ja = _places(channel.en), _places(channel.ja)
    for bead in inspection.alignment.beads:
        if not bead.paired or bead.confidence < _SURE:
            continue
        japanese = {place[0]: place for segment in reversed(bead.ja) for place in held_ja.get(segment, ())}
        english = {place[0]: place for segment in reversed(bead.en) for place in held_en.get(segment, ())}
        for item in sorted(english.keys() & japanese.keys()):
            use = _use(bitext.en, english[item])
            # Indo- in Indo-Iranian is a part of another name.
            part = bitext.en.text[use.span.end : use.span.end + 1] == "-"
            if use.text[0].isupper() and not part and _key(use.text, Lang.EN) not in common:
                yield _Shared(bead.id, {Lang.EN: use, Lang.JA: _use(bitext.ja, japanese[item])})


def _places(held: Held) -> Mapping[int, Sequence[tuple[int, ...]]]:
    """Return segment → (item, segment, start, end) of its names."""
    by_segment: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    columns = (column.tolist() for column in (held.item, held.segment, held.start, held.end))
    for place in zip(*columns, strict=True):
        by_segment[place[1]].append(place)
    return by_segment


def _use(document: Document, place: tuple[int, ...]) -> Use:
    _, segment, start, end = place
    return Use(document.text[start:end], segment, Span(start, end))


def _exclusive(same: Sequence[_Shared], lang: Lang) -> list[Variant]:
    """Return the spellings of a name in a language: the most frequent one, and those in no pair together with it."""
    uses: dict[str, list[Use]] = defaultdict(list)
    beads: dict[str, set[int]] = defaultdict(set)
    for mention in same:
        use = mention.name[lang]
        uses[_key(use.text, lang)].append(use)
        beads[_key(use.text, lang)].add(mention.bead)
    main = max(uses, key=lambda key: (len(beads[key]), -uses[key][0].span.start))
    others = {
        key: uses[key]
        for key in uses
        if beads[key].isdisjoint(beads[main])
        and key not in main
        and main not in key
        and _singular(key) != _singular(main)
    }
    return by_frequency({main: uses[main], **others})


def _longest(
    entries: Sequence[tuple[Lang, list[Variant], list[_Shared]]],
) -> Iterator[tuple[Lang, list[Variant], list[_Shared]]]:
    """Yield changes; of those of a name and of a part of it, only those of the longer name."""
    kept: list[tuple[Lang, list[Variant], list[_Shared]]] = []
    names: dict[Lang, list[str]] = {lang: [] for lang in Lang}
    for entry in sorted(entries, key=lambda entry: -len(entry[1][0].text)):
        lang, variants, same = entry
        written = [(lang.other, variants[0].text), (lang, same[0].name[lang].text)]
        if not any(text in longer for side, text in written for longer in names[side]):
            for side, text in written:
                names[side].append(text)
            kept.append(entry)
    yield from (entry for entry in entries if entry in kept)


def _finding(inspection: Inspection, lang: Lang, variants: Sequence[Variant], same: Sequence[_Shared]) -> Finding:
    """Build the finding about the rarer spellings, with their places."""
    rarer = {use.span for variant in variants[1:] for use in variant.uses}
    places = sorted(
        (mention for mention in same if mention.name[lang.other].span in rarer), key=lambda mention: mention.bead
    )
    first = places[0].name
    locations = [
        Location(
            side, tuple(dict.fromkeys(mention.name[side].segment for mention in places[:POINTED])), first[side].span
        )
        for side in Lang
    ]
    name = first[lang].text
    sounded = lang is Lang.JA or all(KATAKANA_RUN.fullmatch(variant.text) for variant in variants)
    return build_finding(
        inspection.alignment.bitext,
        FindingKind.NAME,
        "changed",
        say_variants("terms.name", variants, source=inspection.direction, term=name),
        locations=locations,
        confidence=_CONFIDENCE,
        # Different names may sound alike in kanji. A different spelling in kana is hardly another name.
        severity=None if sounded else Severity.INFO,
        about=["changed", name, *sorted(variant.text for variant in variants)],
        variants={variant.text: len(variant.uses) for variant in variants},
    )
