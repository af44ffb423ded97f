from __future__ import annotations

import pytest

from aligner.evidence.numbers.comparison.differences import Relation
from aligner.findings.build import new_finding
from aligner.findings.kinds import Kind, Only, Scope, kinds, mqm_type, profile_names, relation_of
from aligner.model import FindingKind, Lang, Severity


def test_every_kind_has_its_row_in_the_order_of_their_names() -> None:
    assert list(kinds()) == list(FindingKind)


def test_the_relations_of_numbers_are_those_of_the_comparison_and_one_that_needs_sentence_meaning() -> None:
    assert set(kinds()[FindingKind.NUMBER].relations) == {*Relation, "crossed"}


def test_no_finding_has_a_relation_without_a_row() -> None:
    with pytest.raises(KeyError, match="newer"):
        new_finding(FindingKind.STYLE, "newer", {}, {}, confidence=1.0, about=(), severity=Severity.INFO)


@pytest.mark.parametrize("kind", kinds().values(), ids=kinds())
def test_a_row_names_kinds_relations_and_profiles_there_are(kind: Kind) -> None:
    mirror = kinds()[kind.mirror]
    assert mirror.mirror is kind.kind
    for relation in kind.relations.values():
        turned = mirror.relations.get(relation.mirror)
        assert turned is None or turned.mirror == relation.name
    profiles = [kind.profiles, *(relation.profiles for relation in kind.relations.values())]
    assert all(profile.keys() <= profile_names().keys() for profile in profiles)
    assert all(kind.name[lang] and kind.label[lang] for lang in Lang)


def test_an_omission_turned_round_is_an_addition_and_so_are_their_sides() -> None:
    one_sided = {kind.kind: kind.only_in for kind in kinds().values() if kind.only_in is not None}
    assert one_sided == {FindingKind.OMISSION: Only.SOURCE, FindingKind.ADDITION: Only.TARGET}
    assert kinds()[FindingKind.OMISSION].mirror is FindingKind.ADDITION


def test_what_a_note_is_about_is_for_information() -> None:
    notes = [relation for kind in kinds().values() for relation in kind.relations.values() if relation.is_note]
    assert {relation.severity for relation in notes} == {Severity.INFO}


def test_a_relation_there_is_not_takes_everything_from_its_kind() -> None:
    style = relation_of(FindingKind.STYLE, "newer")
    assert (style.name, style.scope, style.mqm) == ("newer", Scope.TEXT, mqm_type(FindingKind.STYLE))


@pytest.mark.parametrize(
    ("kind", "relation", "id_", "name"),
    [
        (FindingKind.OMISSION, "unmatched", "omission", "Accuracy/Omission"),
        (FindingKind.NUMBER, "digit", "number", "Accuracy/Mistranslation/Number"),
        (FindingKind.NUMBER, "missing", "omission", "Accuracy/Omission"),
        (FindingKind.NUMBER, "unit", "unit-conversion", "Accuracy/Mistranslation/Unit conversion"),
        (FindingKind.MARKUP, "", "markup", "Design and markup/Markup tag"),
    ],
)
def test_a_finding_is_of_an_mqm_type(kind: FindingKind, relation: str, id_: str, name: str) -> None:
    found = mqm_type(kind, relation)
    assert (found.id, found.name) == (id_, name)
