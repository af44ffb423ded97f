"""The table of kinds: every fact about a kind of finding, except how it is detected.

``kinds.toml`` is the table, with a row for each kind and each relation; its head explains the columns. The rule: a fact
about a kind is only here. Reports, the pages, tables, SARIF, the schema and ``docs/findings.md`` read it. The names of
kinds are those of `FindingKind`; a test compares both. Read next: `severities`, `overlaps`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from aligner.model import FindingKind, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The value of a severity that leaves a finding out.
OFF = "off"


class Scope(StrEnum):
    """What a finding depends on."""

    SEGMENT = "segment"
    BEAD = "bead"
    TEXT = "text"


class Only(StrEnum):
    """The side with the text that the other side lacks."""

    SOURCE = "source"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class MqmType:
    """An error type of the MQM typology: its identifier, and its names from the top in English and in Japanese."""

    id: str
    name: str
    ja: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A row of the table: one relation of a kind.

    Attributes:
        name: the value of ``detail.relation``.
        severity: the severity of a certain finding.
        mqm: its error type.
        scope: what the finding depends on.
        mirror: the relation that it becomes when the direction of the texts is reversed; itself for most.
        is_note: whether the translation is right and the finding is for information.
        untranslated: whether the text that it points at in the original has no translation yet.
        is_possible: whether its message states a possibility, however certain it is.
        profiles: its severity by profile, None for off.
    """

    name: str
    severity: Severity
    mqm: MqmType
    scope: Scope
    mirror: str
    is_note: bool
    untranslated: bool
    is_possible: bool
    profiles: Mapping[str, Severity | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding.

    Attributes:
        kind: its identifier.
        name: its name, by language.
        label: the shorter name of a filter, by language.
        mqm: its error type, unless a relation has another one.
        scope: what its findings depend on, unless a relation has another scope.
        only_in: the side with the text that the other side lacks; None if a finding is about both.
        mirror: the kind that it becomes when the direction of the texts is reversed; itself for most.
        subsumes: the kinds whose findings are removed within the span of a finding of this kind.
        untranslated: whether the text of the original that they point at has no translation yet.
        is_form: whether a finding may be about the wording of one text alone.
        is_possible: whether its messages state a possibility, unless a relation differs.
        is_certain: whether its certainty is the estimate of its finder, because nothing is learned about it.
        next_step: the message of ``report.toml`` that lists its findings under what to do next; "" for the common one.
        profiles: its severity by profile, None for off.
        relations: its relations by name, in the order of the documentation.
    """

    kind: FindingKind
    name: Mapping[str, str]
    label: Mapping[str, str]
    mqm: MqmType
    scope: Scope
    only_in: Only | None
    mirror: FindingKind
    subsumes: frozenset[FindingKind]
    untranslated: bool
    is_form: bool
    is_possible: bool
    is_certain: bool
    next_step: str
    profiles: Mapping[str, Severity | None]
    relations: Mapping[str, Relation]

    def relation(self, name: str) -> Relation:
        """Return a relation by its name. An unknown relation has the facts of the kind."""
        return self.relations.get(name) or _relation(name, {"severity": Severity.WARNING}, self)


@cache
def kinds() -> Mapping[FindingKind, Kind]:
    """Return all kinds of finding, in the order of the table."""
    return {FindingKind(name): _kind(FindingKind(name), row) for name, row in _table()["kinds"].items()}


@cache
def profile_names() -> Mapping[str, str]:
    """Return the profiles, with the kind of text that each is for; the default comes first."""
    return dict(_table()["profiles"])


def severity_or_off(name: str) -> Severity | None:
    """Return the severity of a name; None for ``off``."""
    return None if name == OFF else Severity(name)


def is_kind_or_relation(name: str) -> bool:
    """Whether a name is that of a kind, or of a kind and one of its relations.

    >>> is_kind_or_relation("number"), is_kind_or_relation("number.half-day"), is_kind_or_relation("number.full-day")
    (True, True, False)
    """
    kind, point, relation = name.partition(".")
    return kind in list(FindingKind) and (not point or relation in kinds()[FindingKind(kind)].relations)


def relation_of(kind: FindingKind, relation: object) -> Relation:
    """Return the row of a finding, from its kind and its ``detail.relation``.

    >>> relation_of(FindingKind.PARTIAL, "extra").mqm.name
    'Accuracy/Addition'
    """
    return kinds()[kind].relation(str(relation or ""))


def mqm_type(kind: FindingKind, relation: str = "") -> MqmType:
    """Return the error type of a finding.

    >>> mqm_type(FindingKind.OMISSION)
    MqmType(id='omission', name='Accuracy/Omission', ja='正確さ／訳抜け')
    >>> mqm_type(FindingKind.NUMBER, "half-day").id
    'date-time'
    """
    return relation_of(kind, relation).mqm


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("kinds.toml").read_text("utf-8"))


def _kind(kind: FindingKind, row: dict[str, Any]) -> Kind:
    made = Kind(
        kind=kind,
        name=row["name"],
        label=row.get("label", row["name"]),
        mqm=_mqm(row["mqm"]),
        scope=Scope(row.get("scope", Scope.BEAD)),
        only_in=Only(row["only_in"]) if "only_in" in row else None,
        mirror=FindingKind(row.get("mirror", kind)),
        subsumes=frozenset(map(FindingKind, row.get("subsumes", ()))),
        untranslated=row.get("untranslated", False),
        is_form=row.get("form", False),
        is_possible=row.get("possible", False),
        is_certain=row.get("certain", False),
        next_step=row.get("next_step", ""),
        profiles=_severities(row),
        relations={},
    )
    return replace(made, relations={name: _relation(name, entry, made) for name, entry in row["relations"].items()})


def _relation(name: str, row: dict[str, Any], kind: Kind) -> Relation:
    return Relation(
        name=name,
        severity=Severity(row["severity"]),
        mqm=_mqm(row["mqm"]) if "mqm" in row else kind.mqm,
        scope=Scope(row.get("scope", kind.scope)),
        mirror=row.get("mirror", name),
        is_note=row.get("note", False),
        untranslated=row.get("untranslated", kind.untranslated),
        is_possible=row.get("possible", kind.is_possible),
        profiles=_severities(row),
    )


def _mqm(id_: str) -> MqmType:
    names = _table()["mqm"][id_]
    return MqmType(id_, names["en"], names["ja"])


def _severities(row: dict[str, Any]) -> dict[str, Severity | None]:
    return {name: severity_or_off(value) for name, value in row.get("profiles", {}).items()}
