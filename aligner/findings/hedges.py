"""Words a finding as a possibility where it is less certain.

The rule: only certainty decides. A finder words its message as a fact, unless the possibility is what it reports ("May
be out of date"): the column ``possible`` of the table of kinds. A finding that is worded as a possibility has
``detail.hedged``, and is not worded so again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.findings.kinds import relation_of
from aligner.messages import say
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.model import Finding, Json

#: Certainty from which a finding is worded as a fact: one in four of those below is false.
FACT_FROM = 0.75
#: Ends a lead in Japanese.
_COLON = "："
#: First words of a lead that stay capital.
_NAMES = ("English", "Japanese")


def hedged(finding: Finding) -> Finding:
    """Return a finding with a lead that says "possibly", or the same finding if it is certain or has no lead."""
    lead = finding.detail.get("lead")
    possible = "hedged" in finding.detail or relation_of(finding.kind, finding.detail.get("relation")).is_possible
    if possible or finding.certainty >= FACT_FROM or not isinstance(lead, Mapping):
        return finding
    message: dict[str, str] = {}
    ends: dict[str, Json] = {}
    for lang, text in finding.message.items():
        end = lead.get(lang)
        length = end if isinstance(end, int) else 0
        opening = _possibly(text[:length], Lang(lang)) if length else ""
        message[lang] = opening + text[length:]
        ends[lang] = len(opening)
    return replace(finding, message=message, detail={**finding.detail, "lead": ends, "hedged": True})


def _possibly(lead: str, lang: Lang) -> str:
    """Return a lead as a possibility.

    >>> _possibly("Number differs.", Lang.EN), _possibly("数値の不一致：", Lang.JA)
    ('Possibly: number differs.', '数値の不一致の可能性：')
    """
    if lang is Lang.JA:
        return say("hedges.possibly", lead=lead.removesuffix(_COLON))[lang]
    begin = lead if lead.startswith(_NAMES) else lead[:1].lower() + lead[1:]
    return say("hedges.possibly", lead=begin)[lang]
