from __future__ import annotations

from dataclasses import replace

import pytest

from aligner import Settings, align
from aligner.document.load import bitext_from_texts
from aligner.document.source import SourceText
from aligner.findings.build import Location, build_finding
from aligner.findings.places import at_places, places_in, say_other_places
from aligner.findings.recurring import LEAST, join_recurring
from aligner.messages import say
from aligner.model import Bitext, Finding, FindingKind, Lang, Severity, Span
from tests.findings.recurring_links import LINKS, joined, only, page, singles

SAID = {"en": "Differs.", "ja": "不一致。"}


def test_the_same_change_in_three_links_is_one_finding_with_its_places() -> None:
    finding = only(joined())
    assert (finding.en, finding.ja) == ((1, 2, 3), (1, 2, 3))
    assert finding.message["en"].endswith("/docs. The same occurs in 2 other places.")
    assert finding.message["ja"].endswith("同様の箇所がほかに2か所あります。")
    places = places_in(finding.detail)
    assert [(place.en, place.ja) for place in places] == [((1,), (1,)), ((2,), (2,)), ((3,), (3,))]
    alone = singles(page())
    assert [place.fingerprint for place in places] == [single.fingerprint for single in alone]
    assert [at.detail["ja"] for at in at_places(finding)] == [single.detail["ja"] for single in alone]
    assert at_places(alone[0]) == [alone[0]]


def test_two_are_two() -> None:
    bitext = page(LINKS[:2])
    alone = singles(bitext, LINKS[:2])
    assert LEAST == 3
    assert join_recurring(bitext, alone) == alone


def test_another_change_is_another_finding() -> None:
    links = (*LINKS, ("https://example.org/harbour/faq", "https://example.org/port/faq"))
    bitext = page(links)
    first, other = join_recurring(bitext, singles(bitext, links))
    assert len(places_in(first.detail)) == 3
    assert not places_in(other.detail)


def test_one_more_place_has_the_same_fingerprint() -> None:
    more = (*LINKS, ("https://example.org/harbour/faq", "https://example.org/minato/faq"))
    assert only(joined(more)).fingerprint == only(joined()).fingerprint
    others = tuple((one, other.replace("minato", "port")) for one, other in LINKS)
    assert only(joined(others)).fingerprint != only(joined()).fingerprint


def test_the_worst_place_comes_first_and_the_others_in_document_order() -> None:
    bitext = page()
    alone = [replace(single, severity=Severity.INFO) for single in singles(bitext)]
    alone[1] = replace(alone[1], severity=Severity.ERROR)
    (finding,) = join_recurring(bitext, alone[::-1])
    assert finding.severity is Severity.ERROR
    assert "issues" in finding.message["en"]
    assert [place.en for place in places_in(finding.detail)] == [(2,), (1,), (3,)]
    assert finding.detail["en"] == alone[1].detail["en"]


def test_the_other_places_are_named_by_their_lines() -> None:
    made = joined()
    bitext = made.alignment.bitext
    said = say_other_places(bitext, only(made))
    assert said == {"en": "Also in: Japanese lines 5, 7", "ja": "ほかの箇所：訳文5、7行目"}
    fewer = say_other_places(bitext, only(made), 1)
    place = {"en": "Japanese line 5", "ja": "訳文5行目"}
    assert fewer == say("places.also_more", places=place, more=1)
    assert say_other_places(bitext, singles(bitext)[0]) is None


def texts(en: list[str], ja: list[str]) -> Bitext:
    return bitext_from_texts(SourceText("en", "\n\n".join(en)), SourceText("ja", "\n\n".join(ja)), Settings())


def found(bitext: Bitext, kind: FindingKind, relation: str, spans: list[tuple[str, str]]) -> list[Finding]:
    """A finding for each pair of segments, about these strings in it; an empty string points at nothing."""
    made = []
    for k, pair in enumerate(spans):
        locations = []
        for lang, text in zip(Lang, pair, strict=True):
            segment = bitext.side(lang).segments[k]
            start = bitext.side(lang).text.index(text, segment.start)
            locations.append(Location(lang, (k,), Span(start, start + len(text)) if text else None))
        made.append(build_finding(bitext, kind, relation, SAID, locations=locations, confidence=0.9))
    return made


BOATS = texts(
    ["There are 12 boats (new.", "We saw 12 boats (old.", "Only 12 boats (ours.", "Some 14 boats (left."],
    ["船は21隻（新しい。", "船を21隻（見た。", "船は21隻（だけだ。", "船は21隻（残った。"],
)


@pytest.mark.parametrize(
    ("kind", "relation", "spans", "count"),
    [
        (FindingKind.NUMBER, "digit", [("12 boats", "21隻")] * 3, 1),
        (FindingKind.NUMBER, "digit", [("12 boats", "21隻")] * 3 + [("14 boats", "21隻")], 2),
        (FindingKind.NUMBER, "missing", [("12 boats", "")] * 3, 1),
        # Single marks have nothing in common but their form, so the sentences count.
        (FindingKind.PUNCTUATION, "unbalanced", [("(", "（")] * 3, 3),
        # Findings about a whole text have all their places already.
        (FindingKind.NAME, "changed", [("boats", "船")] * 3, 3),
        (FindingKind.NAME, "replaced", [("boats", "船")] * 3, 1),
    ],
)
def test_what_counts_as_one_cause(kind: FindingKind, relation: str, spans: list[tuple[str, str]], count: int) -> None:
    assert len(join_recurring(BOATS, found(BOATS, kind, relation, spans))) == count


def test_kinds_and_relations_are_not_mixed() -> None:
    numbers = found(BOATS, FindingKind.NUMBER, "digit", [("12 boats", "21隻")] * 2)
    units = found(BOATS, FindingKind.NUMBER, "unit", [("12 boats", "21隻")] * 2)
    assert join_recurring(BOATS, [*numbers, *units]) == [*numbers, *units]


def test_the_same_sentence_missing_again_and_again_is_one_cause() -> None:
    bitext = texts(["Edit this page.", "It rains.", "Edit this page.", "Edit  this page."], ["雨が降る。"])
    gaps = [
        build_finding(bitext, FindingKind.OMISSION, "short", SAID, locations=[Location(Lang.EN, (k,))], confidence=0.9)
        for k in (0, 2, 3)
    ]
    (finding,) = join_recurring(bitext, gaps)
    assert (finding.en, finding.ja) == ((0, 2, 3), ())
    assert say_other_places(bitext, finding) == {"en": "Also in: English lines 5, 7", "ja": "ほかの箇所：英文5、7行目"}


def test_a_repository_renamed_in_all_links_is_no_lack_of_links() -> None:
    en = [
        "The source is at [the repository](https://example.org/harbour/tools/tree/main/docs).",
        "Open an issue in [the tracker](https://example.org/harbour/tools/issues/12) if the crane stops.",
        "The gate opens at 7 o'clock and holds 450 boats.",
        "Read [the notes](https://example.org/harbour/tools/releases) before you install the pump.",
    ]
    ja = [
        "ソースは[リポジトリ](https://example.org/minato/tools/tree/main/docs)にあります。",
        "クレーンが止まったときは、[トラッカー](https://example.org/minato/tools/issues/12)で課題を作成してください。",
        "門は7時に開き、450隻の船を収容できます。",
        "ポンプを設置する前に、[リリースノート](https://example.org/minato/tools/releases)を読んでください。",
    ]
    (finding,) = align("\n\n".join(en), "\n\n".join(ja), settings=Settings(meaning=False)).findings
    assert (finding.kind, finding.detail["relation"]) == (FindingKind.MARKUP, "link")
    assert [place.ja for place in places_in(finding.detail)] == [(0,), (1,), (3,)]
