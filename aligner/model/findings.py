"""Findings, and the record that holds everything an output writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from aligner.model.texts import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.model.alignments import Alignment
    from aligner.model.texts import Span

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


class FindingKind(StrEnum):
    """What a translator should look at; the names follow MQM where it has one."""

    OMISSION = "omission"
    ADDITION = "addition"
    PARTIAL = "partial"
    OUTDATED = "outdated"
    CONDENSED = "condensed"
    UNTRANSLATED = "untranslated"
    NUMBER = "number"
    POLARITY = "polarity"
    OPPOSITE = "opposite"
    MODALITY = "modality"
    ENUMERATION = "enumeration"
    MOVED = "moved"
    CODE = "code"
    MARKUP = "markup"
    NAME = "name"
    TERMINOLOGY = "terminology"
    INCONSISTENT = "inconsistent"
    DUPLICATE = "duplicate"
    TORN = "torn"
    DAMAGE = "damage"
    STYLE = "style"
    PUNCTUATION = "punctuation"
    RULE = "rule"


class Severity(StrEnum):
    """How much a finding matters: 要修正, 要確認, 参考."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a translator should look at, with its place on both sides, its wording and what it rests on.

    Attributes:
        id: its number in the record.
        kind: its kind.
        severity: how much it matters if it is true.
        en, ja: the segments that it is about.
        message: the wording by language (``en``, ``ja``).
        fingerprint: depends on content, not on position.
        detail: what a program needs, ``relation`` among it.
        certainty: probability that a reviser who reads both texts calls it worth reporting (``findings/certainty.py``).
    """

    id: int
    kind: FindingKind
    severity: Severity
    en: tuple[int, ...]
    ja: tuple[int, ...]
    message: Mapping[str, str]
    fingerprint: str = ""
    detail: Mapping[str, Json] = field(default_factory=dict)
    certainty: float = 1.0

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The segments concerned on one side."""
        return self.en if lang is Lang.EN else self.ja


class NumberMatch(NamedTuple):
    """Two numbers that agree: the bead that holds them, their places, and whether both give the same in full."""

    bead: int
    en: Span
    ja: Span
    in_full: bool


class NumberTally(NamedTuple):
    """How the numbers of two texts compare: those that agree, and how many were compared."""

    matches: tuple[NumberMatch, ...]
    compared: int


@dataclass(frozen=True, slots=True)
class Record:
    """A finished alignment with its findings and the settings it was made with: what the outputs write.

    ``numbers`` is the comparison of numbers that the findings rest on. A file does not hold it; where it is None, it
    is made again.
    """

    version: str
    settings: Mapping[str, Json]
    alignment: Alignment
    findings: tuple[Finding, ...] = ()
    numbers: NumberTally | None = field(default=None, compare=False, repr=False)
