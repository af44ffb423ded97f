"""A floor under accuracy: on the documents of this repository, and on the gold corpora where they are at hand.

The corpora were learned from, so their floors only notice a fall; what is claimed is measured with a domain left out.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import aligner
from aligner.gold.reading import read_beads
from aligner.gold.scores import score

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
DOCUMENTS = sorted(path.parent.name for path in (ROOT / "corpus").glob("*/gold.json"))

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the gold corpora are not at hand (../shared)")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_corpus_document(name: str, tmp_path: Path) -> None:
    folder = ROOT / "corpus" / name
    mixed = folder / "mixed.txt"
    files = [mixed] if mixed.exists() else [next(folder.glob("en.*")), next(folder.glob("ja.*"))]
    found = tmp_path / "found.json"
    found.write_text(aligner.align_files(*files).to_json(), "utf-8")
    scores = score(read_beads(folder / "gold.json"), read_beads(found))
    assert scores.strict.f1 >= 0.85, f"{name}: strict {scores.strict.f1:.3f}"


def read_set(name: str, limit: int) -> list[tuple[list[str], list[str], set[tuple[tuple[int, ...], tuple[int, ...]]]]]:
    documents = []
    for path in sorted((SHARED / "corpora" / name).glob("*.gold"))[:limit]:
        sides = [
            [line for line in path.with_suffix(s).read_text("utf-8").split("\n") if line.strip()]
            for s in (".en", ".ja")
        ]
        beads = set()
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                en, ja = line.split(":")[:2]
                beads.add((tuple(ast.literal_eval(en)), tuple(ast.literal_eval(ja))))
        documents.append((sides[0], sides[1], beads))
    return documents


@needs_shared
@pytest.mark.parametrize(
    ("name", "meaning", "floor"),
    [
        ("ntrex-gaps", True, 0.97),
        ("ntrex-gaps", False, 0.92),
        ("kftt-merge", True, 0.93),
        ("bible-gaps", True, 0.95),
    ],
)
def test_share_of_gold_beads_found(name: str, meaning: bool, floor: float) -> None:
    settings = aligner.Settings(meaning=meaning)
    right = wanted = 0
    for en, ja, gold in read_set(name, 6):
        found = {(bead.source, bead.target) for bead in aligner.align_segments(en, ja, settings=settings).beads}
        pairs = {bead for bead in gold if bead[0] and bead[1]}
        right += len(pairs & found)
        wanted += len(pairs)
    assert right / wanted >= floor, f"{name}: {right} of {wanted}"
