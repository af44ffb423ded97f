"""A draft of the gold of a new document of ``corpus/``: the beads that the program finds, to be corrected by hand.

python -m tests.corpus.draft NAME ORIGINAL

NAME is a folder with `en.*` and `ja.*` (or `mixed.txt`) in it, ORIGINAL the language it was first written in. What was
planted is written into ``findings`` by hand, and every bead is read: what the program takes for right is no gold.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import aligner
from aligner.model import Lang
from tests.samples import CORPUS

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.model import Bead, Bitext


def draft(folder: Path, original: Lang) -> str:
    """The text of ``gold.json`` without findings, a bead a line."""
    mixed = folder / "mixed.txt"
    files = [mixed] if mixed.exists() else [next(folder.glob(f"{lang}.*")) for lang in Lang]
    alignment = aligner.align_files(*files).record.alignment
    sides: dict[str, object] = {}
    for lang in Lang:
        document = alignment.bitext.side(lang)
        sides[lang] = {"file": files[0 if lang is Lang.EN else -1].name, "sha256": document.sha256}
    head = {"schema": "taiyaku-gold/1", "original": original, "mixed": mixed.exists(), **sides}
    entries = [f"  {json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    beads = ",\n".join(f"    {json.dumps(_bead(alignment.bitext, bead))}" for bead in alignment.beads)
    return "{\n" + "".join(entries) + '  "beads": [\n' + beads + '\n  ],\n  "findings": []\n}\n'


def _bead(bitext: Bitext, bead: Bead) -> dict[str, object]:
    spans: dict[str, object] = {
        lang: [[segment.start, segment.end] for segment in (bitext.side(lang).segments[k] for k in bead.side(lang))]
        for lang in Lang
    }
    return {**spans, "moved": bead.moved}


if __name__ == "__main__":
    name, original = sys.argv[1:]
    (CORPUS / name / "gold.json").write_text(draft(CORPUS / name, Lang(original)), "utf-8")
