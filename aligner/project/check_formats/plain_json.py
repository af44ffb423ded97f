"""A check as JSON, schema ``taiyaku-check/1``: every finding with its places, for scripts.

``others`` has the other places of a finding that has several. ``translated_from`` is the version of the original that
was translated, if the original changed since, and ``change`` has both versions of a sentence that changed. ``reason``
is the one of the mark that ignores a finding, and ``idle_marks`` has the marks without effect. ``redo`` has the
sentences that must be translated again, with both texts (`project.redo`).
Lines and columns start at 1, columns count UTF-16 code units, ends are exclusive.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aligner.project.check_formats.listing import ListedFinding, idle_marks, listed
from aligner.project.history import is_change
from aligner.project.redo import redo
from aligner.project.results import rule_of
from aligner.version import __version__

if TYPE_CHECKING:
    from aligner.model import Finding, Json, Lang
    from aligner.project.origins import Origin
    from aligner.project.positions import Region
    from aligner.project.redo import Redo, Sentences
    from aligner.project.results import Check, Checked

SCHEMA = "taiyaku-check/1"


def dump(check: Check, lang: Lang, prefix: str) -> str:
    """Return the whole check."""
    document = {
        "schema": SCHEMA,
        "version": __version__,
        "failed": check.failed,
        "fail_on": check.fail_on,
        "pairs": [_pair(checked, lang, prefix) for checked in check.pairs],
        "stale": [
            {
                "source": prefix + pair.source,
                "target": prefix + pair.target,
                "finding": entry.fingerprint,
                "rule": entry.rule,
                "about": entry.about,
            }
            for pair, entry in check.stale
        ],
        "idle_marks": [
            {"file": prefix + mark.path, "line": mark.line, "fault": mark.fault, "kind": mark.kind or None}
            for mark in idle_marks(check)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _pair(checked: Checked, lang: Lang, prefix: str) -> Json:
    state = checked.absence or ("problem" if checked.problem else "unchanged" if checked.unchanged else "checked")
    return {
        "source": checked.pair.original(prefix),
        "target": prefix + checked.pair.target,
        "state": state,
        "problem": checked.problem or None,
        "translated_from": None if checked.origin is None else _origin(checked.origin),
        "findings": [_finding(entry) for entry in listed(checked, lang, prefix)],
        "redo": [_redo(entry, lang) for entry in redo(checked)],
    }


def _finding(entry: ListedFinding) -> Json:
    return {
        "fingerprint": entry.finding.fingerprint,
        "rule": entry.rule,
        "severity": entry.finding.severity,
        "certainty": entry.finding.certainty,
        "standing": entry.standing,
        **({"reason": entry.reason} if entry.reason else {}),
        "message": entry.message,
        "target": _region(entry.target),
        "source": None if entry.source is None else _region(entry.source),
        **({"change": _change(entry.finding)} if is_change(entry.finding) else {}),
        **({"others": [_place(target, source) for target, source in entry.others]} if entry.others else {}),
    }


def _redo(entry: Redo, lang: Lang) -> Json:
    return {
        "action": entry.action,
        "source": None if entry.source is None else _sentences(entry.source),
        "old_source": entry.old,
        "target": _sentences(entry.target),
        "reasons": [
            {
                "rule": rule_of(reason),
                "severity": reason.severity,
                "fingerprint": reason.fingerprint,
                "message": reason.message.get(lang, str(reason.kind)),
            }
            for reason in entry.reasons
        ],
    }


def _sentences(sentences: Sentences) -> Json:
    offsets = None if sentences.offsets is None else list(sentences.offsets)
    return {"text": sentences.text, "region": _region(sentences.region), "offsets": offsets}


def _origin(origin: Origin) -> Json:
    """Return the version that was translated, and the commits that changed the original since, newest first."""
    since: list[Json] = [
        {"commit": edit.commit.id, "date": edit.commit.day, "author": edit.commit.author} for edit in origin.since
    ]
    return {"commit": origin.commit, "stated": origin.stated, "since": since}


def _change(finding: Finding) -> Json:
    """Return both versions of the original, the words that differ, and the commit."""
    return {key: finding.detail.get(key) for key in ("old", "new", "changes", "since")}


def _place(target: Region, source: Region | None) -> Json:
    return {"target": _region(target), "source": None if source is None else _region(source)}


def _region(region: Region) -> Json:
    return region._asdict()
