from __future__ import annotations

import ast
from pathlib import Path

import pytest

from aligner import findings
from aligner.evidence.numbers.comparison.differences import Relation
from aligner.findings.kinds import kinds, mqm_type
from aligner.model import FindingKind

MODULES = sorted(Path(findings.__file__).parent.glob("*.py"))


def relations_in(module: Path) -> set[str]:
    """The strings that a module gives as ``relation`` in a dictionary it writes out."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "relation":
                    found |= {it.value for it in ast.walk(value) if isinstance(it, ast.Constant)}
    return {it for it in found if isinstance(it, str)}


def test_every_kind_has_its_entry() -> None:
    assert set(kinds()) == set(FindingKind)


def test_the_relations_of_numbers_are_those_of_the_comparison() -> None:
    assert set(kinds()[FindingKind.NUMBER].relations) == set(Relation)


@pytest.mark.parametrize("module", MODULES, ids=[module.stem for module in MODULES])
def test_every_relation_that_a_finder_writes_is_in_the_table(module: Path) -> None:
    known = {relation for kind in kinds().values() for relation in kind.relations}
    assert relations_in(module) <= known


def test_the_table_is_read_from_where_finders_write() -> None:
    assert {"replaced", "short", "unmatched", "moved"} <= {it for module in MODULES for it in relations_in(module)}


@pytest.mark.parametrize("kind", FindingKind)
def test_notes_and_types_are_of_relations_there_are(kind: FindingKind) -> None:
    entry = kinds()[kind]
    assert entry.notes <= set(entry.relations)
    assert set(entry.types) <= set(entry.relations)
    assert len(set(entry.relations)) == len(entry.relations)


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
