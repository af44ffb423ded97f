"""Sets severities of findings by profile and by the user's settings.

Severities come in layers. A layer maps ``kind`` or ``kind.relation`` to a severity, or to None if such findings are not
reported. Rules: a later layer overrides an earlier one; within a layer the relation overrides the kind; a severity for
a whole kind does not change notes (a converted unit, a byline); an uncertain finding never becomes more severe. The
profiles are columns of the table of kinds (`kinds`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from aligner.errors import SettingsError
from aligner.findings.kinds import kinds, profile_names, relation_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aligner.model import Finding, Severity

#: "kind" or "kind.relation" → its severity, None for off.
Severities: TypeAlias = "Mapping[str, Severity | None]"

DEFAULT = "default"
#: Confidence from which a finding is certain.
SURE = 0.75


def weigh(findings: Iterable[Finding], *layers: Severities) -> list[Finding]:
    """Return findings with the severities of the layers, without those that are off. The last layer wins."""
    weighed = []
    for finding in findings:
        severity = _from_layers(finding, layers)
        if severity is None:
            continue
        if severity.rank < finding.severity.rank and _is_uncertain(finding):
            severity = finding.severity
        weighed.append(finding if severity is finding.severity else replace(finding, severity=severity))
    return weighed


def _from_layers(finding: Finding, layers: tuple[Severities, ...]) -> Severity | None:
    relation = relation_of(finding.kind, finding.detail.get("relation"))
    single = f"{finding.kind}.{relation.name}"
    for layer in reversed(layers):
        if single in layer:
            return layer[single]
        if finding.kind in layer:
            severity = layer[finding.kind]
            if severity is None or not relation.is_note:
                return severity
    return finding.severity


def _is_uncertain(finding: Finding) -> bool:
    confidence = finding.detail.get("confidence")
    return isinstance(confidence, (int, float)) and confidence < SURE


def profile(name: str = "") -> tuple[Severities, ...]:
    """Return the layers of a profile; "" is the default profile.

    Raises:
        SettingsError: when there is no profile of that name.
    """
    known = _profiles()
    if name and name not in known:
        raise SettingsError(f"there is no profile {name!r}; use one of {', '.join(known)}")
    return (known[DEFAULT],) if name in {"", DEFAULT} else (known[DEFAULT], known[name])


@cache
def _profiles() -> Mapping[str, Severities]:
    layers: dict[str, dict[str, Severity | None]] = {name: {} for name in profile_names()}
    for kind in kinds().values():
        for name, severity in kind.profiles.items():
            layers[name][kind.kind] = severity
        for relation in kind.relations.values():
            for name, severity in relation.profiles.items():
                layers[name][f"{kind.kind}.{relation.name}"] = severity
    return layers
