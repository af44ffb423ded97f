"""Carries a review over to texts that changed on disk: decisions, confirmations, links, edits and additions.

Everything is matched by content, not by position: a finding by its fingerprint, a segment by its text, and several with
the same content by their order. Text that changed on disk is never overwritten. What cannot be matched is reported with
its text, and stays in the journal.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from aligner.messages import say
from aligner.model import Lang
from aligner.review import editing, pairing
from aligner.review.model import Maker
from aligner.review.recurring import inherited
from aligner.review.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.review.actions import Realigner
    from aligner.review.model import Bead, Finding, Segment
    from aligner.review.state import State

#: Characters of a text that are quoted in the report.
_QUOTED = 60


@dataclass(slots=True)
class Report:
    """The result: how much was carried over, and what was lost and why."""

    carried: int = 0
    lost: list[dict[str, Any]] = field(default_factory=list)

    def lose(self, what: str, why: str, text: str) -> None:
        """Record what could not be carried over."""
        quoted = " ".join(text.split())
        shortened = quoted if len(quoted) <= _QUOTED else quoted[: _QUOTED - 1] + "…"
        self.lost.append({"what": say(f"review.carry_{what}"), "why": say(f"review.lost_{why}"), "text": shortened})

    def to_json(self) -> dict[str, Any]:
        """As the journal keeps it."""
        return {"carried": self.carried, "lost": self.lost}


def carry_over(first: State, old: State, new: State, realigner: Realigner) -> tuple[State, Report]:
    """The state of the new texts with the work done in the old one.

    Args:
        first: the state that the old texts began with.
        old: the present state of the review.
        new: the state that the changed texts begin with.
        realigner: searches and analyses again what is added and linked.
    """
    carrying = _Carrying(first, old, new, realigner)
    if new.source is old.source:
        carrying.write()
    carrying.pair()
    carrying.decide()
    return carrying.state, carrying.report


class _Carrying:
    """The new state, and the work that was carried over so far."""

    def __init__(self, first: State, old: State, new: State, realigner: Realigner) -> None:
        self._first, self._old, self._realigner = first, old, realigner
        self.state, self.report = new, Report()

    def write(self) -> None:
        """Carry edits and additions over."""
        lang = self._old.source.other
        for id_ in self._old.order[lang]:
            segment = self._old.segments[lang][id_]
            if segment.changed:
                what = "insert" if segment.rule == "written" else "edit"
                why = self._why_not_written(segment)
                if why:
                    self.report.lose(what, why, segment.text)
                else:
                    self.report.carried += 1

    def _why_not_written(self, segment: Segment) -> str:
        """Carry the text of a segment over; the reason where that fails, otherwise empty."""
        lang = self._old.source.other
        if any(current.text == segment.text for current in self.state.segments[lang].values()):
            return ""  # the text on disk already has this edit
        if segment.id in self._first.segments[lang]:
            here = _turns(self.state, lang)
            was = _turns(self._first, lang)[segment.id]
            same = next((id_ for id_, turn in here.items() if turn == was), None)
            return (
                self._changed(lambda state: editing.edit(state, same, segment.text))
                if same is not None
                else "translation"
            )
        pair = self._old.beads[self._old.owner[lang][segment.id]]
        sources = [self._sentence(lang.other, k) for k in pair.side(lang.other)]
        if not sources or None in sources:
            return "source"
        beads = [self.state.owner[lang.other][k] for k in sources if k is not None]
        return self._changed(lambda state: editing.insert(state, beads, segment.text))

    def _changed(self, change: Callable[[State], State]) -> str:
        """Change the state and analyse it again; the reason where that fails, otherwise empty."""
        try:
            self.state = self._realigner.updated(self.state, change(self.state))
        except RefusedError:
            return "translation"
        self.__dict__.pop("_ids", None)
        return ""

    def pair(self) -> None:
        """The pairs that the user made or confirmed, and comments on pairs."""
        for bead in self._old.table:
            pair = self._old.beads[bead]
            if not pair.fixed and not pair.comment:
                continue
            why = self._why_not_paired(pair)
            if why:
                texts = (self._old.segments[lang][k].text for lang in Lang for k in pair.side(lang))
                self.report.lose("pair" if pair.fixed else "comment", why, " / ".join(texts))
            else:
                self.report.carried += 1

    def _why_not_paired(self, pair: Bead) -> str:
        """Carry a bead over; the reason where that fails, otherwise empty."""
        sides = {lang: [self._sentence(lang, k) for k in pair.side(lang)] for lang in Lang}
        if any(k is None for side in sides.values() for k in side):
            return "sentence"
        en, ja = (tuple(k for k in sides[lang] if k is not None) for lang in Lang)
        if not self._is_pair(en, ja):
            if pair.made is not Maker.USER:
                return "apart"
            group = pairing.Group(en, ja)
            if self._changed(lambda state: pairing.regrouped(state, [_checked(state, group)])):
                return "apart"
        owner = self._owner(en, ja)
        now = self.state.beads[owner]
        kept = replace(now, confirmed=pair.confirmed, made=pair.made, comment=pair.comment or now.comment)
        self.state = replace(self.state, beads={**self.state.beads, owner: kept})
        return ""

    def _is_pair(self, en: tuple[int, ...], ja: tuple[int, ...]) -> bool:
        owner = self.state.beads[self._owner(en, ja)]
        return (owner.en, owner.ja) == (en, ja)

    def _owner(self, en: tuple[int, ...], ja: tuple[int, ...]) -> int:
        return self.state.owner[Lang.EN][en[0]] if en else self.state.owner[Lang.JA][ja[0]]

    def decide(self) -> None:
        """Decisions about findings that are found again."""
        reported: dict[tuple[str, str], list[int]] = defaultdict(list)
        for finding in self.state.live():
            reported[finding.kind, finding.fingerprint].append(finding.id)
        turns: dict[tuple[str, str], int] = defaultdict(int)
        decisions = dict(self.state.decisions)
        left: dict[int, Finding] = {}
        for finding in self._old.findings.values():
            key = (str(finding.kind), finding.fingerprint)
            here, turn = reported.get(key, []), turns[key]
            turns[key] += 1
            if turn >= len(here):
                if not finding.gone:
                    left[finding.id] = finding
            elif finding.id in self._old.decisions:
                decisions[here[turn]] = self._old.decisions[finding.id]
                self.report.carried += 1
        undecided = [finding for finding in self.state.live() if finding.id not in decisions]
        for id_, (decision, origins) in inherited(self._old, left.values(), undecided).items():
            decisions[id_] = decision
            self.report.carried += sum(left.pop(origin.id, None) is not None for origin in origins)
        for finding in left.values():
            if finding.id in self._old.decisions:
                self.report.lose("decision", "finding", _about(self._old, finding))
        self.state = replace(self.state, decisions=decisions)

    def _sentence(self, lang: Lang, id_: int) -> int | None:
        """The sentence of the new state that is one of the old; None where there is none."""
        turns, ids = self._ids
        return ids[lang].get(turns[lang][id_])

    @cached_property
    def _ids(self) -> tuple[dict[Lang, dict[int, tuple[str, int]]], dict[Lang, dict[tuple[str, int], int]]]:
        turns = {lang: _turns(self._old, lang) for lang in Lang}
        ids = {lang: {turn: id_ for id_, turn in _turns(self.state, lang).items()} for lang in Lang}
        return turns, ids


def _checked(state: State, group: pairing.Group) -> pairing.Group:
    """A group whose sentences follow each other.

    Raises:
        RefusedError: when they do not.
    """
    return pairing.Group(*(pairing.consecutive(state, lang, group.side(lang)) for lang in Lang))


def _turns(state: State, lang: Lang) -> dict[int, tuple[str, int]]:
    """Each segment by its text, without white space, and its number among those with the same text."""
    counts: dict[str, int] = defaultdict(int)
    turns = {}
    for id_ in state.order[lang]:
        text = "".join(state.segments[lang][id_].text.split())
        turns[id_] = (text, counts[text])
        counts[text] += 1
    return turns


def _about(state: State, finding: Finding) -> str:
    texts = [state.segments[lang][k].text for lang in Lang for k in finding.side(lang) if k in state.segments[lang]]
    return " / ".join(texts) or finding.message["en"]
