"""Pairs that the file itself holds are kept; how sure they are still depends on the texts."""

from __future__ import annotations

from aligner import __version__
from aligner.document.load import bitext_from_texts
from aligner.document.source import Extract, SourceText
from aligner.matching.preset import given_steps
from aligner.model import FindingKind, Lang, Record, Unit
from aligner.pipeline import run
from aligner.settings import Settings

EN = {
    "title": "Harbour timetable",
    "fare": "The fare is 1,200 yen for adults.",
    "late": "Boats may be late in winter.",
    "phone": "Call the office before you come.",
    "dogs": "Dogs travel free of charge.",
}
JA = {
    "title": "港の時刻表",
    "phone": "お越しになる前に事務所へお電話ください。",
    "fare": "大人の運賃は1,200円です。",
    "late": "冬は船が遅れることがあります。",
    "wind": "風の強い日は欠航します。",
}


def strings(lang: Lang, texts: dict[str, str]) -> SourceText:
    extract = Extract(f"{lang}.json", lang=lang)
    for line, (key, text) in enumerate(texts.items(), 2):
        extract.add(text, line=line, unit=Unit(key))
    return extract.source()


def aligned(en: dict[str, str], ja: dict[str, str], settings: Settings = Settings(meaning=False)) -> Record:  # noqa: B008
    bitext = bitext_from_texts(strings(Lang.EN, en), strings(Lang.JA, ja), settings)
    return run(bitext, settings, __version__)


def test_the_pairs_are_those_of_the_keys_whatever_their_order_in_the_files() -> None:
    record = aligned(EN, JA)
    bitext = record.alignment.bitext
    pairs = [
        (bitext.en.segment_text(bead.en[0]), bitext.ja.segment_text(bead.ja[0]))
        for bead in record.alignment.beads
        if bead.paired
    ]
    assert pairs == [(EN[key], JA[key]) for key in ("title", "fare", "late", "phone")]
    assert not any(bead.moved for bead in record.alignment.beads)
    assert [segment.line for segment in bitext.ja.segments] == [2, 4, 5, 6, 3]
    assert {(finding.kind, finding.en, finding.ja) for finding in record.findings} == {
        (FindingKind.OMISSION, (4,), ()),
        (FindingKind.ADDITION, (), (3,)),
    }


def test_a_pair_that_does_not_correspond_stays_and_is_not_sure() -> None:
    wrong = dict(JA, fare=JA["late"], late=JA["fare"])
    record = aligned({key: EN[key] for key in ("title", "fare", "late", "phone")}, wrong, Settings())
    confidence = {bead.en[0]: bead.confidence for bead in record.alignment.beads if bead.paired}
    assert len(confidence) == 4
    right = aligned(EN, JA, Settings())
    sure = {bead.en[0]: bead.confidence for bead in right.alignment.beads if bead.paired}
    assert min(sure.values()) > 0.9
    assert confidence[1] < 0.5 > confidence[2]


def test_pairs_can_be_taken_apart_and_aligned_anew() -> None:
    record = aligned(EN, {key: JA[key] for key in ("title", "fare", "late", "phone")}, Settings(realign=True))
    assert not record.alignment.bitext.given
    assert record.alignment.bitext.en.segments[1].rule == "stop"


def test_steps_cover_both_sides() -> None:
    settings = Settings()
    bitext = bitext_from_texts(strings(Lang.EN, EN), strings(Lang.JA, JA), settings)
    assert given_steps(bitext) == [
        (0, 1, 0, 1), (1, 2, 1, 2), (2, 3, 2, 3), (3, 3, 3, 4), (3, 4, 4, 5), (4, 5, 5, 5),
    ]  # fmt: skip
