"""A check as SARIF 2.1.0, the form in which code hosts and editors take findings.

A result lies in the translation (an omission at the place where it belongs, an empty region), the original is a
related location. What does not count has level ``note``; what was accepted is suppressed. Files that are not there
are no results but notifications of the run.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from aligner.findings.kinds import mqm_type
from aligner.messages import say
from aligner.model import Json, Lang, Severity
from aligner.project.check_formats.listing import ListedFinding, absent, listed
from aligner.project.checking import Standing
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.project.checking import Check, Checked
    from aligner.project.positions import Region

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
#: The name under which results carry their fingerprint; its number changes with the way it is made.
FINGERPRINT = "taiyaku/v1"


def dump(check: Check, lang: Lang, prefix: str) -> str:
    """The log of one run."""
    entries = [(checked, it) for checked in check.pairs for it in listed(checked, lang, prefix)]
    rules = sorted({it.rule: it for _, it in entries}.items())
    numbers = {rule: k for k, (rule, _) in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "taiyaku",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(it) for _, it in rules],
            }
        },
        "language": str(lang),
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [
            {
                "executionSuccessful": not any(checked.problem for checked in check.pairs),
                "toolExecutionNotifications": list(_notifications(check, lang, prefix)),
            }
        ],
        "results": [_result(checked, it, numbers[it.rule], prefix, lang) for checked, it in entries],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(it: ListedFinding) -> Json:
    mqm = mqm_type(it.finding.kind, str(it.finding.detail.get("relation", "")))
    return {"id": it.rule, "shortDescription": {"text": mqm.name}, "properties": {"mqm": mqm.id}}


def _result(checked: Checked, it: ListedFinding, rule: int, prefix: str, lang: Lang) -> Json:
    related = [] if it.source is None else [it.source]
    return {
        "ruleId": it.rule,
        "ruleIndex": rule,
        "level": LEVELS[it.level],
        "message": {"text": it.message},
        "locations": [_location(prefix + checked.pair.target, it.target)],
        "relatedLocations": [
            _location(prefix + checked.pair.source, region) | {"message": {"text": say("check.original")[lang]}}
            for region in related
        ],
        "partialFingerprints": {FINGERPRINT: it.finding.fingerprint},
        "suppressions": [{"kind": "external", "status": "accepted"}] * (it.standing is Standing.ACCEPTED),
        "properties": {"severity": str(it.finding.severity), "standing": str(it.standing)},
    }


def _notifications(check: Check, lang: Lang, prefix: str) -> Iterator[Json]:
    for checked in check.pairs:
        if checked.absence:
            message = absent(checked, checked.absence, prefix)
            yield _notification(checked.absence, "note", message[lang], prefix + checked.pair.source)
        elif checked.problem:
            message = say("check.problem", problem=checked.problem)
            yield _notification("problem", "error", message[lang], prefix + checked.pair.target)
    for pair, entry in check.stale:
        message = say("check.stale", rule=entry.rule, about=entry.about)
        yield _notification("stale", "note", message[lang], prefix + pair.target)


def _notification(name: str, level: str, message: str, path: str) -> Json:
    return {
        "descriptor": {"id": name},
        "level": level,
        "message": {"text": message},
        "locations": [_location(path)],
    }


def _location(path: str, region: Region | None = None) -> dict[str, Json]:
    place: dict[str, Json] = {
        "artifactLocation": {"uri": quote(path, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}
    }
    if region is not None:
        place["region"] = {
            "startLine": region.start_line,
            "startColumn": region.start_column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        }
    return {"physicalLocation": place}
