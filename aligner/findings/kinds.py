"""What is known of each kind of finding beside how it is found: its relations, and its place in the MQM typology.

MQM (Multidimensional Quality Metrics) is what translation quality is scored by; a finding names the error type it
would be if a reader confirms it. The table is ``kinds.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aligner.model import FindingKind

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class MqmType:
    """An error type of the MQM typology: its identifier, and its name from the top (``Accuracy/Omission``)."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding.

    Attributes:
        mqm: its error type.
        relations: what ``detail.relation`` may hold.
        notes: those relations that are right as they stand and only worth knowing.
        types: error types of single relations, where they are not the kind's.
    """

    mqm: MqmType
    relations: tuple[str, ...]
    notes: frozenset[str]
    types: Mapping[str, MqmType]


@cache
def kinds() -> Mapping[FindingKind, Kind]:
    """All kinds of finding."""
    table = tomllib.loads(files(__package__).joinpath("kinds.toml").read_text("utf-8"))
    types = {id_: MqmType(id_, name) for id_, name in table["mqm"].items()}
    return {
        FindingKind(name): Kind(
            types[entry["mqm"]],
            tuple(entry["relations"]),
            frozenset(entry.get("notes", ())),
            {relation: types[id_] for relation, id_ in entry.get("types", {}).items()},
        )
        for name, entry in table["kinds"].items()
    }


def mqm_type(kind: FindingKind, relation: str = "") -> MqmType:
    """The error type of a finding.

    >>> mqm_type(FindingKind.OMISSION)
    MqmType(id='omission', name='Accuracy/Omission')
    >>> mqm_type(FindingKind.NUMBER, "half-day").id
    'date-time'
    """
    found = kinds()[kind]
    return found.types.get(relation, found.mqm)
