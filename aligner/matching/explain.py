"""The evidence for a bead's score, with spans in both texts.

Rule: the weights of a bead's evidence add up to its score. The contribution of a feature is divided over the items that
it is computed from, in proportion to their weights. Features without items (length, shape, meaning) give one piece of
evidence for the whole bead.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.matching.bead_items import OneSided, Shared, elsewhere, one_sided_items, shared_items
from aligner.matching.feature_names import GAP_FEATURES
from aligner.matching.features import gap_features, pair_features
from aligner.matching.tile import Tile
from aligner.model import Bitext, Evidence, EvidenceKind, Lang, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.evidence.channel import Channel
    from aligner.matching.match_input import Material
    from aligner.matching.search import Step
    from aligner.matching.shapes import Shapes
    from aligner.parameters import Weights

#: Feature group → kind of evidence.
_KINDS = {
    "length": EvidenceKind.LENGTH,
    "shape": EvidenceKind.SHAPE,
    "paragraph": EvidenceKind.PARAGRAPH,
    "kind": EvidenceKind.KIND,
    "meaning": EvidenceKind.MEANING,
    "gap": EvidenceKind.SHAPE,
    "time": EvidenceKind.TIME,
    "word": EvidenceKind.WORD,
    "weakest": EvidenceKind.WORD,
    "unanswered": EvidenceKind.WORD,
    "number": EvidenceKind.NUMBER,
    "name": EvidenceKind.NAME,
}
#: Channel → the group that its contribution is added to.
_GROUPS = {
    "number": "number",
    "latin": "name",
    "code": "name",
    "name": "name",
    "ja-word": "word",
    "en-word": "word",
}
#: The channels whose shared items represent a group; words are shown from the English side.
_SHOWN = {"number": ("number",), "name": ("latin", "name"), "word": ("en-word",)}
#: From this distance in segments on, the features of two pairs are computed separately.
_LEAP = 32
_LEAST = 0.0005  # evidence below this weight would round to zero and is left out
_KIND_ORDER = {kind: place for place, kind in enumerate(EvidenceKind)}


class _Items(NamedTuple):
    """The items behind a pair's evidence: shared items by group, and numbers on one side only."""

    shared: Mapping[str, Sequence[Shared]]
    numbers_alone: Sequence[OneSided]


class Explainer:
    """Features, score and evidence of every step of a path."""

    def __init__(
        self,
        bitext: Bitext,
        material: Material,
        weights: Weights,
        steps: Sequence[Step],
    ) -> None:
        self._bitext, self._material, self._weights = bitext, material, weights
        self._features = dict(self._all_features(steps))
        pairs = [step for step in steps if step[0] < step[1] and step[2] < step[3]]
        shared = {group: shared_items(self._channels(*names), pairs) for group, names in _SHOWN.items()}
        (number,) = self._channels("number")
        self._items = {
            step: _Items({group: by_step[k] for group, by_step in shared.items()}, alone)
            for k, (step, alone) in enumerate(zip(pairs, one_sided_items(number, pairs), strict=True))
        }
        alone = {
            Lang.EN: [step[0] for step in steps if step[2] == step[3]],
            Lang.JA: [step[2] for step in steps if step[0] == step[1]],
        }
        self._elsewhere = {
            lang: elsewhere(self._channels("number", "name", f"{lang}-word"), lang, segments)
            for lang, segments in alone.items()
        }

    def _channels(self, *names: str) -> list[Channel]:
        return [channel for channel in self._material.channels if channel.name in names]

    @property
    def shapes(self) -> Shapes:
        """The shapes of pairs that have features."""
        return self._material.shapes

    def features(self, step: Step) -> Mapping[str, float]:
        """The nonzero features of a step, rounded to 4 digits."""
        return self._features[step]

    def score(self, step: Step) -> float:
        """The score of a step: the sum of its features times their weights."""
        weights = self._step_weights(step)
        return sum(value * weights.get(name, 0.0) for name, value in self._features[step].items())

    def evidence(self, step: Step) -> tuple[Evidence, ...]:
        """The evidence for and against a step, by kind, then by falling weight."""
        contributions: dict[str, float] = defaultdict(float)
        weights = self._step_weights(step)
        for name, value in self._features[step].items():
            contributions[_group_of(name)] += value * weights.get(name, 0.0)
        evidence = list(self._item_evidence(step, contributions) if step in self._items else self._gap_evidence(step))
        evidence += [
            Evidence(_KINDS[group_name.partition(".")[0]], None, None, round(weight, 4), self._note(group_name, step))
            for group_name, weight in contributions.items()
            if abs(weight) >= _LEAST
        ]
        return tuple(sorted(evidence, key=_order))

    def _step_weights(self, step: Step) -> Mapping[str, float]:
        if step[2] == step[3]:
            return self._weights.en_gap
        return self._weights.ja_gap if step[0] == step[1] else self._weights.pair

    def _all_features(self, steps: Sequence[Step]) -> Iterator[tuple[Step, Mapping[str, float]]]:
        material = self._material
        names = material.feature_names
        pairs = sorted(step for step in steps if step[0] < step[1] and step[2] < step[3])
        for group in _forward_groups(pairs):
            ends = np.zeros(material.en.size + 1, np.int64)
            # The rows before the first pair take its column; otherwise the grid would hold all columns before it.
            ends[: group[0][1]] = group[0][3]
            for step in group:
                ends[step[1]] = step[3]
            # Rows between the ends of pairs are not used; they take the column before, so that the band never falls.
            ends = np.maximum.accumulate(ends)
            for start in range(0, len(group), 256):
                batch = group[start : start + 256]
                rows = range(batch[0][1], batch[-1][1] + 1)
                values = pair_features(material, Tile(ends, 1, rows, material.shapes))
                for step in batch:
                    shape = material.shapes.index((step[1] - step[0], step[3] - step[2]))
                    yield step, _nonzero(names, values[step[1] - rows.start, shape, 0])
        en, ja = gap_features(material)
        for step in steps:
            if step[2] == step[3]:
                yield step, _nonzero(GAP_FEATURES, en[step[0]])
            elif step[0] == step[1]:
                yield step, _nonzero(GAP_FEATURES, ja[step[2]])

    def _item_evidence(self, step: Step, contributions: dict[str, float]) -> Iterator[Evidence]:
        """Removes the contributions of items, and divides them over the items."""
        items = self._items[step]
        for group, shared in items.shared.items():
            if total := sum(item.weight for item in shared):
                whole = contributions.pop(f"{group}.for", 0.0)
                yield from self._shared_out(_KINDS[group], shared, whole, total)
        if total := sum(item.weight for item in items.numbers_alone):
            whole = contributions.pop("number.against", 0.0)
            for lang, span, weight in items.numbers_alone:
                note = f"{self._bitext.side(lang).text[slice(*span)]}: no counterpart"
                yield Evidence(EvidenceKind.NUMBER, *_on_side(lang, span), round(whole * weight / total, 4), note)

    def _shared_out(
        self, kind: EvidenceKind, shared: Sequence[Shared], whole: float, total: float
    ) -> Iterator[Evidence]:
        en_text, ja_text = self._bitext.en.text, self._bitext.ja.text
        merged: dict[tuple[Span, Span], float] = {}
        for en, ja, weight in shared:
            merged[en, ja] = merged.get((en, ja), 0.0) + whole * weight / total
        for (en, ja), weight in merged.items():
            note = f"{ja_text[ja.start : ja.end]} = {en_text[en.start : en.end]}"
            yield Evidence(kind, en, ja, round(weight, 4), note)

    def _gap_evidence(self, step: Step) -> Iterator[Evidence]:
        """Items that the other document lacks, and its nearest segment; both without weight."""
        lang, segment = (Lang.EN, step[0]) if step[2] == step[3] else (Lang.JA, step[2])
        own, other = self._bitext.side(lang), self._bitext.side(lang.other)
        missing, nearest, weight = self._elsewhere[lang][segment]
        for span in missing:
            yield Evidence(EvidenceKind.WORD, *_on_side(lang, span), 0.0, own.text[slice(*span)])
        if nearest is not None:
            spans = [Span(one.start, one.end) for one in (own.segments[segment], other.segments[nearest])]
            en, ja = spans if lang is Lang.EN else reversed(spans)
            note = f"closest; {weight:.1f} nats of words, names and numbers in common"
            yield Evidence(EvidenceKind.WORD, en, ja, 0.0, note)

    def _note(self, group_name: str, step: Step) -> str:
        material = self._material
        group = group_name.partition(".")[0]
        if group == "length":
            en = material.en.length[step[0] : step[1]].sum() * material.lengths.ratio
            ja = material.ja.length[step[2] : step[3]].sum()
            return f"{ja:.0f} characters where about {en:.0f} are expected"
        if group == "meaning":
            features = self._features[step]
            likeness, margin = (features.get(f"meaning.{name}", 0.0) / 10 for name in ("likeness", "margin"))
            return f"likeness {likeness:.2f}, over the neighbours {margin:+.2f}"
        if group == "time":
            features = self._features[step]
            return f"shown together for {features.get('time.overlap', 0.0):.0%} of their time"
        if group == "shape":
            return f"{step[1] - step[0]} to {step[3] - step[2]}"
        if group == "gap":
            return "left without a counterpart"
        return _NOTES[group_name]


_NOTES = {
    "weakest": "how much of its least covered sentence the other side covers",
    "paragraph": "paragraph breaks",
    "kind": "kind of text (heading, table, code, running text)",
    "unanswered": "words that the lexicon knows without a translation on the other side",
    "word.for": "no words in common that the lexicon knows",
    "number.for": "no numbers in common",
    "number.against": "numbers on one side only",
    "name.for": "no names in common",
    "name.against": "names or Latin strings on one side only",
}


def _forward_groups(pairs: Sequence[Step]) -> list[list[Step]]:
    """Divides sorted pairs into groups that run forward without a large step; few groups where little is out of order.

    Pairs that end in the same row, such as alternatives for a segment, are in different groups.
    """
    groups: list[list[Step]] = []
    for step in pairs:
        last = groups[-1][-1] if groups else None
        if last is None or not (last[1] < step[1] < last[1] + _LEAP and last[3] <= step[3] < last[3] + _LEAP):
            groups.append([])
        groups[-1].append(step)
    return groups


@cache
def _group_of(feature: str) -> str:
    """The group that the contribution of a feature is added to, with ``for`` or ``against`` for items."""
    group, _, aspect = feature.partition(".")
    if group in _GROUPS:
        return f"{_GROUPS[group]}.{'against' if aspect.startswith('only') else 'for'}"
    return "word.for" if group == "word" else group


def _nonzero(names: Sequence[str], values: np.ndarray[tuple[int], np.dtype[np.float32]]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in zip(names, values.tolist(), strict=True) if abs(value) >= 5e-5}


def _on_side(lang: Lang, span: Span) -> tuple[Span | None, Span | None]:
    return (span, None) if lang is Lang.EN else (None, span)


def _order(evidence: Evidence) -> tuple[int, float, int, int]:
    start = evidence.en.start if evidence.en else -1
    return _KIND_ORDER[evidence.kind], -abs(evidence.weight), start, evidence.ja.start if evidence.ja else -1
