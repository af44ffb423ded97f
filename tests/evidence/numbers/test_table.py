from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from aligner.evidence.numbers import read_numbers
from aligner.evidence.numbers.comparison.agreement import agree
from aligner.evidence.numbers.comparison.differences import Relation
from aligner.evidence.numbers.comparison.table import DIFFER, SAME, Differ, Same, relation
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.evidence.numbers import Number


def pairs(example: tuple[str, str]) -> list[tuple[Number, Number]]:
    return list(product(read_numbers(example[0], Lang.EN), read_numbers(example[1], Lang.JA)))


def deciding(en: Number, ja: Number) -> Same | None:
    """The row that decides whether two numbers match."""
    for row in SAME:
        applies = row.kinds(en.kind, ja.kind) and (row.applies is None or row.applies(en, ja))
        if applies and (row.decides or row.compare(en, ja) is not None):
            return row
    return None


@pytest.mark.parametrize("row", SAME, ids=[" / ".join(row.example) for row in SAME])
def test_a_row_decides_its_own_example(row: Same) -> None:
    decided = [pair for pair in pairs(row.example) if deciding(*pair) is row]
    assert decided
    never = row.compare.__name__ == "_never"
    assert all((row.compare(*pair) is None) is never for pair in decided)


@pytest.mark.parametrize("row", DIFFER, ids=[row.relation for row in DIFFER])
def test_a_difference_has_the_name_of_its_example(row: Differ) -> None:
    differing = [pair for pair in pairs(row.example) if agree(*pair) is None or row.relation is Relation.DIRECTION]
    assert row.relation in {relation(*pair) for pair in differing}


def test_every_name_of_two_numbers_without_their_texts_is_in_the_table() -> None:
    named = {row.relation for row in DIFFER}
    by_text = {Relation.ORDER, Relation.INCOMPLETE, Relation.MISPRINT, Relation.CONVERTED, Relation.CALENDAR}
    by_text |= {Relation.MISSING, Relation.ADDED, Relation.EDGE, Relation.LOOSE_BOUND}
    assert named | by_text == set(Relation)
