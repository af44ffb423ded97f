"""Why a bead scores as it does: its features, and the evidence that makes them up, with spans in both texts.

The weights of a bead's evidence add up to its score. What a feature contributes is shared out over the items it rests
on, in proportion to how much each tells; what rests on no item (length, shape, meaning) is one piece of evidence for
the bead.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.matching.features import Floats, Material, gap_feature_names, pair_feature_names, pair_features
from aligner.matching.search import SHAPES, Step
from aligner.model import Bitext, Evidence, EvidenceKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.evidence.channel import Channel, Occurrence
    from aligner.parameters import Weights

#: Feature group → the kind of evidence it is, for what rests on no item.
_KINDS = {
    "length": EvidenceKind.LENGTH,
    "shape": EvidenceKind.SHAPE,
    "paragraph": EvidenceKind.PARAGRAPH,
    "kind": EvidenceKind.KIND,
    "meaning": EvidenceKind.MEANING,
    "gap": EvidenceKind.SHAPE,
    "word": EvidenceKind.WORD,
    "weakest": EvidenceKind.WORD,
    "number": EvidenceKind.NUMBER,
    "name": EvidenceKind.NAME,
}
#: Channel → the feature group it belongs to in the account.
_GROUPS = {
    "number": "number",
    "latin": "name",
    "code": "name",
    "name": "name",
    "ja-word": "word",
    "en-word": "word",
}
#: The channel of which a group's shared items are shown; the words are looked at from the English side.
_SHOWN = {"number": ("number",), "name": ("latin", "name"), "word": ("en-word",)}
_MOST_MISSING = 3
#: Segments between two pairs from which their features are worked out apart.
_LEAP = 32
#: An item in more segments than this points at none of them.
_EVERYWHERE = 200
#: Spans in both texts where only one side has any.
OneSided = tuple[Span | None, Span | None]
_LEAST = 0.0005  # evidence that would round to nothing is left out


@dataclass(frozen=True, slots=True)
class Shared:
    """An item in both sides of a bead: its mentions there."""

    en: Occurrence
    ja: Occurrence
    weight: float


class Explainer:
    """The account of every step of a path."""

    def __init__(
        self,
        bitext: Bitext,
        material: Material,
        weights: Weights,
        steps: Sequence[Step],
        gap_values: tuple[Floats, Floats],
    ) -> None:
        self._bitext, self._material, self._weights = bitext, material, weights
        self._meaning = material.meaning is not None
        self._gap_features = gap_values
        self._features = dict(self._all_features(steps))

    def features(self, step: Step) -> Mapping[str, float]:
        """The step's features that are not zero, rounded to 4 digits."""
        return self._features[step]

    def score(self, step: Step) -> float:
        """The sum of the features times their weights."""
        weights = self._step_weights(step)
        return sum(value * weights.get(name, 0.0) for name, value in self._features[step].items())

    def evidence(self, step: Step) -> tuple[Evidence, ...]:
        """The evidence for and against, weightiest first within its kind."""
        contributions: dict[str, float] = defaultdict(float)
        weights = self._step_weights(step)
        for name, value in self._features[step].items():
            contributions[_account(name)] += value * weights.get(name, 0.0)
        found: list[Evidence] = []
        if step[0] < step[1] and step[2] < step[3]:
            for group in ("number", "name", "word"):
                found += self._item_evidence(group, step, contributions)
        else:
            found += self._gap_evidence(step)
        found += [
            Evidence(_KINDS[account.partition(".")[0]], None, None, round(weight, 4), self._note(account, step))
            for account, weight in contributions.items()
            if abs(weight) >= _LEAST
        ]
        return tuple(sorted(found, key=_order))

    def _step_weights(self, step: Step) -> Mapping[str, float]:
        if step[2] == step[3]:
            return self._weights.en_gap
        return self._weights.ja_gap if step[0] == step[1] else self._weights.pair

    def _all_features(self, steps: Sequence[Step]) -> Iterator[tuple[Step, Mapping[str, float]]]:
        material = self._material
        names = pair_feature_names(meaning=self._meaning)
        pairs = sorted(step for step in steps if step[0] < step[1] and step[2] < step[3])
        for group in _forward_groups(pairs):
            ends = np.zeros(material.en.size + 1, np.int64)
            for step in group:
                ends[step[1]] = step[3]
            # Rows between the ends of pairs are not looked at; they take the column before, so that the band never
            # falls.
            ends = np.maximum.accumulate(ends)
            for start in range(0, len(group), 32):
                some = group[start : start + 32]
                rows = range(some[0][1], some[-1][1] + 1)
                values = pair_features(material, ends, 1, rows)
                for step in some:
                    shape = SHAPES.index((step[1] - step[0], step[3] - step[2]))
                    yield step, _named(names, values[step[1] - rows.start, 0, shape])
        gap_names = gap_feature_names(meaning=self._meaning)
        en, ja = self._gap_features
        for step in steps:
            if step[2] == step[3]:
                yield step, _named(gap_names, en[step[0]])
            elif step[0] == step[1]:
                yield step, _named(gap_names, ja[step[2]])

    def _item_evidence(self, group: str, step: Step, contributions: dict[str, float]) -> Iterator[Evidence]:
        """Takes a group's contributions out of the account and shares them over its items, where it has any."""
        channels = [channel for channel in self._material.channels if channel.name in _SHOWN[group]]
        shared = [item for channel in channels for item in shared_items(channel, step)]
        yield from self._shared_out(_KINDS[group], f"{group}.for", shared, contributions)
        if group == "number":
            only = [item for channel in channels for item in one_sided_items(channel, step)]
            total = sum(weight for _, _, weight in only)
            whole = contributions.pop("number.against", 0.0) if total else 0.0
            for side, occurrence, weight in only:
                text = (self._bitext.en if side == "en" else self._bitext.ja).text[occurrence.start : occurrence.end]
                spans: OneSided = (occurrence.span, None) if side == "en" else (None, occurrence.span)
                yield Evidence(EvidenceKind.NUMBER, *spans, round(whole * weight / total, 4), f"{text}: no counterpart")

    def _shared_out(
        self, kind: EvidenceKind, account: str, shared: Sequence[Shared], contributions: dict[str, float]
    ) -> Iterator[Evidence]:
        total = sum(item.weight for item in shared)
        if not total:
            return
        whole = contributions.pop(account, 0.0)
        merged: dict[tuple[Span, Span], float] = defaultdict(float)
        for item in shared:
            merged[item.en.span, item.ja.span] += whole * item.weight / total
        for (en, ja), weight in merged.items():
            note = f"{self._bitext.ja.text[slice(*ja)]} = {self._bitext.en.text[slice(*en)]}"
            yield Evidence(kind, en, ja, round(weight, 4), note)

    def _gap_evidence(self, step: Step) -> Iterator[Evidence]:
        """What was looked for and not found, and the segment of the other side that comes closest; of no weight."""
        in_en = step[2] == step[3]
        own, other = (self._bitext.en, self._bitext.ja) if in_en else (self._bitext.ja, self._bitext.en)
        segment = step[0] if in_en else step[2]
        shared: dict[int, float] = defaultdict(float)
        missing: list[tuple[float, Occurrence]] = []
        for channel in self._material.channels:
            if channel.name not in ("number", "name", "en-word" if in_en else "ja-word"):
                continue
            mine = _first_mentions(
                channel.en_by_segment if in_en else channel.ja_by_segment, range(segment, segment + 1)
            )
            places = channel.ja_by_item if in_en else channel.en_by_item
            for item, occurrence in mine.items():
                held = places.get(item, ())
                for place in held if len(held) <= _EVERYWHERE else ():
                    shared[place] += float(channel.weight[item])
                if item not in places and channel.name != "name":
                    missing.append((float(channel.weight[item]), occurrence))
        for _, occurrence in sorted(missing, key=lambda found: (-found[0], found[1]))[:_MOST_MISSING]:
            text = own.text[occurrence.start : occurrence.end]
            spans: OneSided = (occurrence.span, None) if in_en else (None, occurrence.span)
            yield Evidence(EvidenceKind.WORD, *spans, 0.0, text)
        if shared:
            nearest = min(shared, key=lambda place: (-shared[place], place))
            found, near = own.segments[segment], other.segments[nearest]
            here, there = Span(found.start, found.end), Span(near.start, near.end)
            en, ja = (here, there) if in_en else (there, here)
            yield Evidence(
                EvidenceKind.WORD,
                en,
                ja,
                0.0,
                f"closest; {shared[nearest]:.1f} nats of words, names and numbers in common",
            )

    def _note(self, account: str, step: Step) -> str:
        material = self._material
        group = account.partition(".")[0]
        if group == "length":
            en = material.en.length[step[0] : step[1]].sum() * material.ratio
            ja = material.ja.length[step[2] : step[3]].sum()
            return f"{ja:.0f} characters where about {en:.0f} are expected"
        if group == "meaning":
            features = self._features[step]
            likeness, margin = (features.get(f"meaning.{name}", 0.0) / 10 for name in ("likeness", "margin"))
            return f"likeness {likeness:.2f}, over the neighbours {margin:+.2f}"
        if group == "shape":
            return f"{step[1] - step[0]} to {step[3] - step[2]}"
        if group == "gap":
            return "left without a counterpart"
        return _NOTES[account]


_NOTES = {
    "weakest": "how much of its least covered sentence the other side covers",
    "paragraph": "paragraph breaks",
    "kind": "kind of text (heading, table, code, running text)",
    "word.for": "no words in common that the lexicon knows",
    "number.for": "no numbers in common",
    "number.against": "numbers on one side only",
    "name.for": "no names in common",
    "name.against": "names or Latin strings on one side only",
}


def _forward_groups(pairs: Sequence[Step]) -> list[list[Step]]:
    """Pairs, sorted, in stretches without a leap, back or far ahead: few where little has moved or is missing."""
    groups: list[list[Step]] = []
    for step in pairs:
        last = groups[-1][-1] if groups else None
        if last is None or not last[3] <= step[3] < last[3] + _LEAP or step[1] >= last[1] + _LEAP:
            groups.append([])
        groups[-1].append(step)
    return groups


def _account(feature: str) -> str:
    """The account a feature's contribution is booked on."""
    group, _, aspect = feature.partition(".")
    if group in _GROUPS:
        return f"{_GROUPS[group]}.{'against' if aspect.startswith('only') else 'for'}"
    return "word.for" if group == "word" else group


def shared_items(channel: Channel, step: Step) -> Iterator[Shared]:
    """The items in both sides of a step, each with its first mention on either side."""
    english = _first_mentions(channel.en_by_segment, range(step[0], step[1]))
    japanese = _first_mentions(channel.ja_by_segment, range(step[2], step[3]))
    for item in english:
        if item in japanese:
            yield Shared(english[item], japanese[item], float(channel.weight[item]))


def one_sided_items(channel: Channel, step: Step) -> Iterator[tuple[str, Occurrence, float]]:
    """The items in one side of a step only: (side, first mention, weight)."""
    english = _first_mentions(channel.en_by_segment, range(step[0], step[1]))
    japanese = _first_mentions(channel.ja_by_segment, range(step[2], step[3]))
    for side, own, other in (("en", english, japanese), ("ja", japanese, english)):
        for item, occurrence in own.items():
            if item not in other:
                yield side, occurrence, float(channel.weight[item])


def _first_mentions(by_segment: Mapping[int, Sequence[Occurrence]], segments: range) -> dict[int, Occurrence]:
    found: dict[int, Occurrence] = {}
    for segment in segments:
        for occurrence in by_segment.get(segment, ()):
            found.setdefault(occurrence.item, occurrence)
    return found


def _named(names: Sequence[str], values: np.ndarray[tuple[int], np.dtype[np.float32]]) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True) if abs(value) >= 5e-5}


def _order(evidence: Evidence) -> tuple[int, float, int, int]:
    start = evidence.en.start if evidence.en else -1
    return (
        list(EvidenceKind).index(evidence.kind),
        -abs(evidence.weight),
        start,
        evidence.ja.start if evidence.ja else -1,
    )
