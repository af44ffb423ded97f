"""The state of a review: sentences, pairs, findings and decisions, as they stand after some actions.

What may live here: nouns, and what follows from them alone. Rules: everything is frozen; everything has an id that
stays what it is while other things change; places are counted within a sentence. So an edit changes what it is about
and shifts nothing else, and two states differ by little (`patches`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Alone, Counted, EvidenceKind, FindingKind, Json, Lang, ParagraphKind, Severity, Span, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Place(NamedTuple):
    """A stretch of text, counted from the start of a sentence; it may reach beyond that sentence's end."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A segment of one side. ``lead`` is what lies between the sentence before and it.

    Attributes:
        id: stays while other sentences come and go.
        text: as it reads now.
        lead: white space, markup, or the other language of a mixed file.
        block: id of its block.
        line: where it stands in the file, or where it would.
        rule: what ended it.
        changed: whether the text is not the file's.
    """

    id: int
    text: str
    lead: str
    block: int
    line: int
    rule: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of one side, placed by its sentences.

    ``before`` and ``after`` are the characters of it before its first sentence and behind its last. One without
    sentences stands in the lead of the sentence ``next`` (None: behind the last), and the two are the distances from
    its start and from its end to there.
    """

    id: int
    kind: ParagraphKind
    before: int
    after: int
    next: int | None = None
    origin: str | None = None
    unit: Unit | None = None
    time: Span | None = None


@dataclass(frozen=True, slots=True)
class PlacedEvidence:
    """A piece of evidence (`model.Evidence`) with its places."""

    kind: EvidenceKind
    en: Place | None
    ja: Place | None
    weight: float
    note: str


class Maker(StrEnum):
    """Who made a pair."""

    FOUND = "found"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Pair:
    """A bead: sentences of both sides, either possibly none, and what the user said about it.

    What the user made or confirmed is ``fixed``: no search changes it. ``alone`` as in `model.Bead`, of sentences.
    """

    id: int
    en: tuple[int, ...]
    ja: tuple[int, ...]
    confidence: float
    score: float = 0.0
    moved: bool = False
    features: Mapping[str, float] = field(default_factory=dict)
    evidence: tuple[PlacedEvidence, ...] = ()
    made: Maker = Maker.FOUND
    confirmed: bool = False
    comment: str = ""
    alone: tuple[Alone, ...] = ()

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The sentences on one side."""
        return self.en if lang is Lang.EN else self.ja

    @property
    def paired(self) -> bool:
        """Whether both sides hold sentences."""
        return bool(self.en and self.ja)

    @property
    def fixed(self) -> bool:
        """Whether it is the user's word."""
        return self.confirmed or self.made is Maker.USER


@dataclass(frozen=True, slots=True)
class Note:
    """A finding (`model.Finding`); spans in its ``detail`` are places.

    ``gone`` says that text or alignment were mended since, so that it holds no longer. Where the same is found again it
    is the same note, with its decision.
    """

    id: int
    kind: FindingKind
    severity: Severity
    en: tuple[int, ...]
    ja: tuple[int, ...]
    message: Mapping[str, str]
    fingerprint: str
    detail: Mapping[str, Json] = field(default_factory=dict)
    gone: bool = False

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The sentences concerned on one side."""
        return self.en if lang is Lang.EN else self.ja

    @property
    def relation(self) -> str:
        """What kind of its kind it is."""
        return str(self.detail.get("relation", ""))


class Status(StrEnum):
    """What was decided about a finding: 未対応, 要対応, 対応済み, 誤検出, 問題なし."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DONE = "done"
    REJECTED = "rejected"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said about a finding: a status, a reason of the closed list (`decisions`), a comment."""

    status: Status = Status.OPEN
    reason: str = ""
    comment: str = ""


NO_DECISION = Decision()


@dataclass(frozen=True, slots=True)
class About:
    """What a side's file is called and how its places are counted; never changes."""

    name: str
    encoding: str
    counted: Counted
    tail: str


@dataclass(frozen=True, slots=True)
class Made:
    """What the record was made with, and whether one file holds both texts; never changes."""

    version: str
    settings: Mapping[str, Json]
    mixed: bool


@dataclass(frozen=True)
class State:
    """Everything as it stands.

    Attributes:
        made: how it began.
        source: the language of the original.
        source_known: whether that was stated.
        about: the files.
        order: the sentences of each side, by id, in order.
        sentences: of each side, by id.
        blocks: of each side, by id.
        pairs: by id; every sentence is in exactly one.
        notes: findings by id, those that are gone included.
        decisions: by the id of their finding; of those that were decided or commented upon.
    """

    made: Made
    source: Lang
    source_known: bool
    about: Mapping[Lang, About]
    order: Mapping[Lang, tuple[int, ...]]
    sentences: Mapping[Lang, Mapping[int, Sentence]]
    blocks: Mapping[Lang, Mapping[int, Block]]
    pairs: Mapping[int, Pair]
    notes: Mapping[int, Note]
    decisions: Mapping[int, Decision]

    @cached_property
    def position(self) -> Mapping[Lang, Mapping[int, int]]:
        """Where each sentence stands among those of its side."""
        return {lang: {id_: k for k, id_ in enumerate(self.order[lang])} for lang in Lang}

    @cached_property
    def owner(self) -> Mapping[Lang, Mapping[int, int]]:
        """The pair of each sentence."""
        return {
            Lang.EN: {k: pair.id for pair in self.pairs.values() for k in pair.en},
            Lang.JA: {k: pair.id for pair in self.pairs.values() for k in pair.ja},
        }

    @cached_property
    def english_order(self) -> tuple[int, ...]:
        """The pairs in the order of the English, which is that of a record."""
        return self.ordered(self.pairs.values(), Lang.EN)

    @cached_property
    def table(self) -> tuple[int, ...]:
        """The pairs in the order of the source."""
        return self.english_order if self.source is Lang.EN else self.ordered(self.pairs.values(), self.source)

    @cached_property
    def place(self) -> Mapping[int, int]:
        """Where each pair stands in the table."""
        return {id_: k for k, id_ in enumerate(self.table)}

    @cached_property
    def chain(self) -> tuple[int, ...]:
        """The pairs that keep the order, in it, without any that cross one before them though they are not marked."""
        chain: list[int] = []
        position = self.position[Lang.JA]
        last = -1
        for bead in self.english_order:
            pair = self.pairs[bead]
            if pair.moved:
                continue
            if pair.en and pair.ja:
                place = position[pair.ja[0]]
                if place < last:
                    continue
                last = place
            chain.append(bead)
        return tuple(chain)

    def ordered(self, pairs: Iterable[Pair], lang: Lang) -> tuple[int, ...]:
        """Neighbouring pairs, or all, by their place on one side.

        What stands only on the other comes right before the pair in order that follows the one before it.
        """
        here, there = self.position[lang], self.position[lang.other]
        side, other = attrgetter(lang), attrgetter(lang.other)
        keys: dict[int, tuple[int, int, int]] = {}
        chain: list[tuple[int, int]] = []
        alone: list[tuple[int, int]] = []
        for pair in pairs:
            own, partner = side(pair), other(pair)
            if not own:
                alone.append((there[partner[0]], pair.id))
                continue
            keys[pair.id] = (here[own[0]], 1, 0)
            if partner and not pair.moved:
                chain.append((here[own[0]], there[partner[-1]]))
        chain.sort()
        starts = [start for start, _ in chain]
        last = len(self.order[lang])
        followed = sorted((end, following) for (_, end), following in zip(chain, [*starts[1:], last], strict=False))
        slot, ahead = (starts[0] if starts else last), 0
        for position, id_ in sorted(alone):
            while ahead < len(followed) and followed[ahead][0] < position:
                slot = followed[ahead][1]
                ahead += 1
            keys[id_] = (slot, 0, position)
        return tuple(sorted(keys, key=keys.__getitem__))

    def decision(self, note: int) -> Decision:
        """What was decided about a finding."""
        return self.decisions.get(note, NO_DECISION)

    def live(self) -> Iterator[Note]:
        """The findings that hold."""
        return (note for note in self.notes.values() if not note.gone)

    def beads_of(self, note: Note) -> set[int]:
        """The pairs a finding touches."""
        found = {self.owner[Lang.EN][k] for k in note.en if k in self.owner[Lang.EN]}
        return found | {self.owner[Lang.JA][k] for k in note.ja if k in self.owner[Lang.JA]}

    @cached_property
    def notes_of(self) -> Mapping[int, tuple[int, ...]]:
        """The findings that touch each pair and hold, by id."""
        found: dict[int, list[int]] = {}
        for note in self.live():
            for bead in self.beads_of(note):
                found.setdefault(bead, []).append(note.id)
        return {bead: tuple(ids) for bead, ids in found.items()}

    def check(self) -> None:
        """Refuse to go on where a sentence would be lost or doubled.

        Raises:
            AssertionError: when an action left the state unsound, which is a bug of this program.
        """
        for lang in Lang:
            sides = [side for pair in self.pairs.values() if (side := pair.side(lang))]
            covered = [k for side in sides for k in side]
            known = self.sentences[lang].keys()
            if not len(covered) == len(self.order[lang]) == len(known) or set(covered) != known:
                raise AssertionError(f"the pairs do not cover every {lang} sentence exactly once")
            position = self.position[lang]
            for side in sides:
                first = position[side[0]]
                if len(side) > 1 and [position[k] - first for k in side] != list(range(len(side))):
                    raise AssertionError(f"the {lang} sentences {side} of a pair are not consecutive")
