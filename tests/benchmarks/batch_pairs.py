"""Thousands of pairs of files out of gold sets, for measuring batch runs: stretches of documents, a few beads each."""

from __future__ import annotations

from itertools import count, islice
from typing import TYPE_CHECKING

from aligner.document.languages import count_letters
from tests.benchmarks.gold_sets import read_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.benchmarks.gold_sets import Bead, GoldDocument

SETS = ("ntrex", "kftt", "bible", "pydocs", "rustbook", "crust", "gnome", "react", "ami", "tatoeba")
#: Beads of a stretch; the next one starts so many further on. Once through, stretches of other lengths follow.
_BEADS, _STEP = 9, 6
#: Least share of Japanese letters in what is to be taken for Japanese.
_LEAST = 0.05


def lay_out(corpora: Path, folder: Path, size: int) -> Path:
    """So many pairs in ``en/`` and ``ja/`` of a folder, and their manifest."""
    documents = [document for name in SETS for document in read_set(corpora / name)]
    rows = ["source\ttarget"]
    for side in ("en", "ja"):
        (folder / side).mkdir(parents=True)
    for number, sides in enumerate(islice(_stretches(documents), size)):
        row = []
        for side, segments in zip(("en", "ja"), sides, strict=True):
            name = f"{side}/{number:06}.txt"
            (folder / name).write_text("\n\n".join(segments) + "\n", "utf-8")
            row.append(name)
        rows.append("\t".join(row))
    manifest = folder / "pairs.tsv"
    manifest.write_text("\n".join(rows) + "\n", "utf-8")
    return manifest


def _stretches(documents: Sequence[GoldDocument]) -> Iterator[tuple[list[str], list[str]]]:
    """Stretches of all documents in turn, without end; no two are the same."""
    for more in count():
        for document in documents:
            beads = sorted(document.beads, key=_place)
            for start in range(0, len(beads), _STEP):
                part = beads[start : start + _BEADS + more]
                english = [document.en[k] for bead in part for k in bead[0]]
                japanese = [document.ja[k] for bead in part for k in bead[1]]
                letters = count_letters("".join(japanese))
                if english and letters.japanese > _LEAST * sum(letters):  # a list of names may be left as it is
                    yield english, japanese


def _place(bead: Bead) -> tuple[int, int]:
    """Where a bead stands: by its English, one without by its Japanese."""
    english, japanese = bead
    return (english or japanese)[0], len(english)
