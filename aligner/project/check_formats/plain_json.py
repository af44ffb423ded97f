"""A check as JSON, schema ``taiyaku-check/1``: every finding with its places, for scripts.

``others`` has the other places of a finding that has several.
Lines and columns start at 1, columns count UTF-16 code units, ends are exclusive.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aligner.project.check_formats.listing import ListedFinding, listed
from aligner.version import __version__

if TYPE_CHECKING:
    from aligner.model import Json, Lang
    from aligner.project.checking import Check, Checked
    from aligner.project.positions import Region

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
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _pair(checked: Checked, lang: Lang, prefix: str) -> Json:
    state = checked.absence or ("problem" if checked.problem else "checked")
    return {
        "source": prefix + checked.pair.source,
        "target": prefix + checked.pair.target,
        "state": state,
        "problem": checked.problem or None,
        "findings": [_finding(entry) for entry in listed(checked, lang, prefix)],
    }


def _finding(entry: ListedFinding) -> Json:
    return {
        "fingerprint": entry.finding.fingerprint,
        "rule": entry.rule,
        "severity": entry.finding.severity,
        "certainty": entry.finding.certainty,
        "standing": entry.standing,
        "message": entry.message,
        "target": _region(entry.target),
        "source": None if entry.source is None else _region(entry.source),
        **({"others": [_place(target, source) for target, source in entry.others]} if entry.others else {}),
    }


def _place(target: Region, source: Region | None) -> Json:
    return {"target": _region(target), "source": None if source is None else _region(source)}


def _region(region: Region) -> Json:
    return region._asdict()
