"""Stretches taken out of a translation, and what the program then finds: the product's promise, trial by trial."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.encoder_head import Sums
from aligner.evidence.universal_encoder import UniversalEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.samples import Indices, Sample


@dataclass(frozen=True)
class Deletion:
    """A run of target segments taken out, and the source segments that they translated."""

    source: Indices
    target: Indices


def deletions(document: Sample, count: int, seed: int) -> list[Deletion]:
    """Runs of whole beads with 1 to 4 Japanese segments in all, none of whose texts occurs twice in its document."""
    draw = Random(f"{document.name}/{seed}")
    repeated = {text for side in (document.en, document.ja) for text, times in Counter(side).items() if times > 1}
    found: list[Deletion] = []
    pairs = [bead for bead in document.beads if bead[0] and bead[1]]
    while len(found) < count:
        start, length = draw.randrange(len(pairs)), draw.randint(1, 4)
        source: Indices = ()
        target: Indices = ()
        for en, ja in pairs[start : start + length]:
            follows = not target or (en[0] == source[-1] + 1 and ja[0] == target[-1] + 1)
            if not follows or len(target) + len(ja) > 4:
                break
            source, target = source + en, target + ja
        texts = {document.en[i] for i in source} | {document.ja[j] for j in target}
        if target and not texts & repeated:
            found.append(Deletion(source, target))
    return found


class RememberingEncoder(UniversalEncoder):
    """Works every text once, however many documents hold it; a text's sums do not depend on its company."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], int]] = {}

    def sum_tokens(self, segments: Sequence[str]) -> Sums:
        fresh = [text for text in dict.fromkeys(segments) if text not in self._known]
        made = super().sum_tokens(fresh)
        for k, text in enumerate(fresh):
            self._known[text] = np.stack([made.proper[k], made.first[k], made.last[k]]), int(made.count[k])
        parts = np.array([self._known[text][0] for text in segments], np.float32).reshape(
            len(segments), 3, made.proper.shape[1]
        )
        count = np.array([self._known[text][1] for text in segments], np.int64)
        return Sums(parts[:, 0].copy(), parts[:, 1].copy(), parts[:, 2].copy(), count)
