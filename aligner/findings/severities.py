"""How much a finding matters where its finder's word is not the last: profiles by trade, and what a user sets.

Severities come in layers, each a mapping of ``kind`` or ``kind.relation`` to a severity, or to None for what is not to
be reported at all. Rules: a later layer wins over an earlier one; within a layer the relation wins over the kind; a
severity for a whole kind leaves alone what is right as it stands (a converted unit, a byline); and a finding that is
only supposed is never made worse than its finder made it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

from aligner.errors import SettingsError
from aligner.findings.kinds import kinds
from aligner.model import FindingKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aligner.model import Finding

#: "kind" or "kind.relation" → its severity, None for off.
Severities: TypeAlias = Mapping[str, Severity | None]

OFF = "off"
DEFAULT = "default"
#: Confidence from which a finding is stated rather than supposed; the same from which gaps are worded so.
SURE = 0.75


def weigh(findings: Iterable[Finding], *layers: Severities) -> list[Finding]:
    """Findings with the severities that layers give them, later ones first asked; what is off is left out."""
    weighed = []
    for finding in findings:
        severity = _given(finding, layers)
        if severity is None:
            continue
        if severity.rank < finding.severity.rank and _supposed(finding):
            severity = finding.severity
        weighed.append(finding if severity is finding.severity else replace(finding, severity=severity))
    return weighed


def _given(finding: Finding, layers: tuple[Severities, ...]) -> Severity | None:
    relation = str(finding.detail.get("relation", ""))
    single = f"{finding.kind}.{relation}"
    for layer in reversed(layers):
        if single in layer:
            return layer[single]
        if finding.kind in layer:
            severity = layer[finding.kind]
            if severity is None or relation not in kinds()[finding.kind].notes:
                return severity
    return finding.severity


def _supposed(finding: Finding) -> bool:
    confidence = finding.detail.get("confidence")
    return isinstance(confidence, (int, float)) and confidence < SURE


def profile(name: str = "") -> tuple[Severities, ...]:
    """The layers of a profile; that of no name is the default one.

    Raises:
        SettingsError: when there is none of that name.
    """
    known = _profiles()
    if name and name not in known:
        raise SettingsError(f"there is no profile {name!r}; use one of {', '.join(known)}")
    return (known[DEFAULT],) if name in {"", DEFAULT} else (known[DEFAULT], known[name])


@cache
def _profiles() -> Mapping[str, Severities]:
    table = tomllib.loads(files(__package__).joinpath("profiles.toml").read_text("utf-8"))
    return {name: read_severities(entries, f"profile {name}") for name, entries in table.items()}


def read_severities(table: Mapping[str, object], place: str) -> Severities:
    """Severities as a settings file gives them: a severity's name or ``off`` by kind, or by kind and relation.

    Raises:
        SettingsError: when there is no such kind, relation or severity; ``place`` says where they were read.
    """
    return {key: _severity(key, value, place) for key, value in table.items()}


def _severity(key: str, value: object, place: str) -> Severity | None:
    kind, dot, relation = key.partition(".")
    if kind not in list(FindingKind):
        raise SettingsError(f"{place}: there is no kind of finding {kind!r}; use one of {', '.join(FindingKind)}")
    known = kinds()[FindingKind(kind)].relations
    if dot and relation not in known:
        there = f"use one of {', '.join(known)}" if known else f"write {kind} alone"
        raise SettingsError(f"{place}: {kind} has no relation {relation!r}; {there}")
    if value == OFF:
        return None
    if not isinstance(value, str) or value not in list(Severity):
        raise SettingsError(f"{place}: {key} is {value!r}; use {', '.join(Severity)} or {OFF}")
    return Severity(value)
