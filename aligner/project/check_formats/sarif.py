"""A check as SARIF 2.1.0, which code hosts and editors read.

The location of a result is in the translation; of an omission, it is an empty region where the text belongs. The
original is a related location, unless it is in another revision. A finding with several places is one result with
several locations. Findings that do not count have level ``note``; accepted and ignored findings are suppressed.
Missing files are notifications of the run, not results.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from aligner.findings.kinds import mqm_type
from aligner.messages import say
from aligner.model import Json, Lang, Severity
from aligner.project.check_formats.listing import ListedFinding, absent, idle, idle_marks, listed
from aligner.project.positions import Region
from aligner.project.results import Standing
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.project.results import Check, Checked

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
#: The name of the fingerprint in a result. Its number changes when fingerprints are computed in another way.
FINGERPRINT = "taiyaku/v1"


def dump(check: Check, lang: Lang, prefix: str) -> str:
    """Return the log of one run."""
    entries = [(checked, entry) for checked in check.pairs for entry in listed(checked, lang, prefix)]
    rules = sorted({entry.rule: entry for _, entry in entries}.items())
    numbers = {rule: k for k, (rule, _) in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "taiyaku",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(entry) for _, entry in rules],
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
        "results": [_result(checked, entry, numbers[entry.rule], prefix, lang) for checked, entry in entries],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(entry: ListedFinding) -> Json:
    mqm = mqm_type(entry.finding.kind, str(entry.finding.detail.get("relation", "")))
    return {"id": entry.rule, "shortDescription": {"text": mqm.name}, "properties": {"mqm": mqm.id}}


def _result(checked: Checked, entry: ListedFinding, rule: int, prefix: str, lang: Lang) -> Json:
    targets = [entry.target, *(target for target, _ in entry.others)]
    sources = [entry.source, *(source for _, source in entry.others)]
    return {
        "ruleId": entry.rule,
        "ruleIndex": rule,
        "level": LEVELS[entry.level],
        "rank": round(100 * entry.finding.certainty, 1),
        "message": {"text": entry.message},
        "locations": [_location(prefix + checked.pair.target, region) for region in targets],
        "relatedLocations": [
            _location(prefix + checked.pair.source, region) | {"message": {"text": say("check.original")[lang]}}
            for region in sources
            if region is not None and not checked.pair.ref
        ],
        "partialFingerprints": {FINGERPRINT: entry.finding.fingerprint},
        "suppressions": list(_suppressions(entry)),
        "properties": {"severity": str(entry.finding.severity), "standing": str(entry.standing)},
    }


def _suppressions(entry: ListedFinding) -> Iterator[Json]:
    if entry.standing is Standing.ACCEPTED:
        yield {"kind": "external", "status": "accepted"}
    elif entry.standing is Standing.IGNORED:
        yield {"kind": "inSource", "status": "accepted", "justification": entry.reason}


def _notifications(check: Check, lang: Lang, prefix: str) -> Iterator[Json]:
    for checked in check.pairs:
        if checked.absence:
            message = absent(checked, checked.absence, prefix)
            yield _notification(checked.absence, "note", message[lang], prefix + checked.pair.files[0])
        elif checked.problem:
            message = say("check.problem", problem=checked.problem)
            yield _notification("problem", "error", message[lang], prefix + checked.pair.target)
    for pair, entry in check.stale:
        message = say("check.stale", rule=entry.rule, about=entry.about)
        yield _notification("stale", "note", message[lang], prefix + pair.target)
    for mark in idle_marks(check):
        region = Region(mark.line, 1, mark.line, 1)
        yield _notification("ignore-mark", "warning", idle(mark)[lang], prefix + mark.path, region)


def _notification(name: str, level: str, message: str, path: str, region: Region | None = None) -> Json:
    return {
        "descriptor": {"id": name},
        "level": level,
        "message": {"text": message},
        "locations": [_location(path, region)],
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
