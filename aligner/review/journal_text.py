"""The journal in words: for the list of what can be undone, and for the record of the review.

An action is stored with the texts it was about (`about`), because they may change later. So a row can be described
without folding the journal again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aligner.messages import say
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.review.journal import Row
    from aligner.review.model import Finding
    from aligner.review.patches import Patch
    from aligner.review.state import State

#: The key of the texts that an action was about, and the number of characters kept of each text.
ABOUT, KEPT = "about", 300


def about(old: State, new: State, kind: str, patch: Patch) -> dict[str, Any]:
    """The texts that an action was about, shortened, as JSON."""
    if kind == "edit":
        for lang, changes in patch.segments.items():
            for before, after in changes.values():
                if before is not None and after is not None:
                    return {str(lang): _short(after.text), "before": _short(before.text)}
    findings = [old.findings[k] for k in patch.decisions if k in old.findings]
    if findings:
        return {**_texts_of_finding(new, findings[0]), "count": len(findings), "finding": dict(findings[0].message)}
    pairs = [change.after for change in patch.beads.values() if change.after is not None]
    pairs.sort(key=lambda pair: (not pair.fixed, new.place[pair.id]))
    if not pairs:
        return {}
    return {**_texts(new, pairs[0].en, pairs[0].ja), "count": sum(pair.fixed for pair in pairs) or 1}


def _texts_of_finding(state: State, finding: Finding) -> dict[str, str]:
    return _texts(state, finding.en, finding.ja)


def _texts(state: State, en: tuple[int, ...], ja: tuple[int, ...]) -> dict[str, str]:
    by_lang = {}
    for lang, side in ((Lang.EN, en), (Lang.JA, ja)):
        texts = [state.segments[lang][k].text for k in side if k in state.segments[lang]]
        if texts:
            by_lang[str(lang)] = _short(" ".join(texts))
    return by_lang


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= KEPT else text[: KEPT - 1] + "…"


def name_of(kind: str) -> dict[str, str]:
    """The name of a kind of action."""
    return say(f"review.action_{kind}")


def summary_of(row: Row) -> dict[str, str]:
    """A row in one line, without the texts it was about."""
    payload = row.payload
    details: list[Mapping[str, str]] = []
    if row.kind == "decide":
        details.append(say(f"review.status_{payload['status']}"))
        if payload.get("reason"):
            details.append(say(f"review.reason_{payload['reason']}"))
    count = texts_of(row).get("count", 1)
    if isinstance(count, int) and count > 1:
        details.append(say("review.told_count", count=count))
    if "carried" in payload:
        details.append(say("review.told_carried", carried=payload["carried"], lost=len(payload["lost"])))
    if "of" in payload:
        details.append(say("review.told_of", version=payload["of"]))
    name = name_of(row.kind)
    if not details:
        return name
    return {
        lang: say(
            "review.told",
            name=name,
            details={"en": "", "ja": ""} | {lang: _joint(lang).join(detail[lang] for detail in details)},
        )[lang]
        for lang in ("en", "ja")
    }


def comment_of(row: Row) -> str:
    """The comment or text that the person wrote."""
    for name in ("comment", "text"):
        if isinstance(row.payload.get(name), str) and row.kind != "edit":
            return str(row.payload[name])
    return ""


def texts_of(row: Row) -> Mapping[str, Any]:
    """The texts that a row was about, as stored with it."""
    about = row.payload.get(ABOUT)
    return about if isinstance(about, Mapping) else {}


def _joint(lang: str) -> str:
    return ", " if lang == "en" else "、"
