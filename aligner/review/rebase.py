"""Carrying a review over to texts that changed on disk: what was decided, confirmed, linked and written, by content.

Everything is known again by what it says, never by where it stood: a finding by its fingerprint, a sentence by its
text, either by its turn where several read the same. Text that was worded anew on disk meanwhile is never overwritten.
What is not found again is told, with its text, and stays in the journal.
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
from aligner.review.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.review.actions import Neighbours
    from aligner.review.model import Bead, Finding, Segment
    from aligner.review.state import State

#: Characters of a text that are quoted in the report.
_QUOTED = 60


@dataclass(slots=True)
class Report:
    """What became of everything: how much was carried, and what was lost and why."""

    carried: int = 0
    lost: list[dict[str, Any]] = field(default_factory=list)

    def lose(self, what: str, why: str, text: str) -> None:
        """Note what could not be carried."""
        quoted = " ".join(text.split())
        told = quoted if len(quoted) <= _QUOTED else quoted[: _QUOTED - 1] + "…"
        self.lost.append({"what": say(f"review.carry_{what}"), "why": say(f"review.lost_{why}"), "text": told})

    def to_json(self) -> dict[str, Any]:
        """As the journal keeps it."""
        return {"carried": self.carried, "lost": self.lost}


def carry_over(first: State, old: State, new: State, near: Neighbours) -> tuple[State, Report]:
    """The new texts' state with what was done in the old one.

    Args:
        first: the state that the old texts began with.
        old: the review as it stands.
        new: the state that the changed texts begin with.
        near: searches around what is written and linked.
    """
    carrying = _Carrying(first, old, new, near)
    if new.source is old.source:
        carrying.write()
    carrying.pair()
    carrying.decide()
    return carrying.state, carrying.report


class _Carrying:
    """The new state, as it fills."""

    def __init__(self, first: State, old: State, new: State, near: Neighbours) -> None:
        self._first, self._old, self._near = first, old, near
        self.state, self.report = new, Report()

    def write(self) -> None:
        """What was worded anew."""
        lang = self._old.source.other
        for id_ in self._old.order[lang]:
            it = self._old.segments[lang][id_]
            if it.changed:
                what = "insert" if it.rule == "written" else "edit"
                why = self._why_not_written(it)
                if why:
                    self.report.lose(what, why, it.text)
                else:
                    self.report.carried += 1

    def _why_not_written(self, it: Segment) -> str:
        """Write a sentence, or say why that cannot be."""
        lang = self._old.source.other
        if any(each.text == it.text for each in self.state.segments[lang].values()):
            return ""  # the text on disk reads so by now
        if it.id in self._first.segments[lang]:
            here = _turns(self.state, lang)
            was = _turns(self._first, lang)[it.id]
            same = next((id_ for id_, turn in here.items() if turn == was), None)
            return (
                self._changed(lambda state: editing.edit(state, same, it.text)) if same is not None else "translation"
            )
        pair = self._old.beads[self._old.owner[lang][it.id]]
        sources = [self._sentence(lang.other, k) for k in pair.side(lang.other)]
        if not sources or None in sources:
            return "source"
        beads = [self.state.owner[lang.other][k] for k in sources if k is not None]
        return self._changed(lambda state: editing.insert(state, beads, it.text))

    def _changed(self, change: Callable[[State], State]) -> str:
        """Change the state and search around it; or say why that cannot be."""
        try:
            self.state = self._near.mended(self.state, change(self.state))
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
        """Pair what was paired, or say why that cannot be."""
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
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for note in self.state.live():
            found[note.kind, note.fingerprint].append(note.id)
        turns: dict[tuple[str, str], int] = defaultdict(int)
        decisions = dict(self.state.decisions)
        for note in self._old.findings.values():
            key = (str(note.kind), note.fingerprint)
            here, turn = found.get(key, []), turns[key]
            turns[key] += 1
            if note.id not in self._old.decisions:
                continue
            if turn < len(here):
                decisions[here[turn]] = self._old.decisions[note.id]
                self.report.carried += 1
            elif not note.gone:
                self.report.lose("decision", "finding", _about(self._old, note))
        self.state = replace(self.state, decisions=decisions)

    def _sentence(self, lang: Lang, id_: int) -> int | None:
        """The sentence of the new state that is one of the old; None where there is none."""
        turns, found = self._ids
        return found[lang].get(turns[lang][id_])

    @cached_property
    def _ids(self) -> tuple[dict[Lang, dict[int, tuple[str, int]]], dict[Lang, dict[tuple[str, int], int]]]:
        turns = {lang: _turns(self._old, lang) for lang in Lang}
        found = {lang: {turn: id_ for id_, turn in _turns(self.state, lang).items()} for lang in Lang}
        return turns, found


def _checked(state: State, group: pairing.Group) -> pairing.Group:
    """A group whose sentences follow each other.

    Raises:
        RefusedError: when they do not.
    """
    return pairing.Group(*(pairing.consecutive(state, lang, group.side(lang)) for lang in Lang))


def _turns(state: State, lang: Lang) -> dict[int, tuple[str, int]]:
    """Each sentence by what it says, without white space, and its turn among those that say it."""
    counts: dict[str, int] = defaultdict(int)
    found = {}
    for id_ in state.order[lang]:
        text = "".join(state.segments[lang][id_].text.split())
        found[id_] = (text, counts[text])
        counts[text] += 1
    return found


def _about(state: State, note: Finding) -> str:
    texts = [state.segments[lang][k].text for lang in Lang for k in note.side(lang) if k in state.segments[lang]]
    return " / ".join(texts) or note.message["en"]
