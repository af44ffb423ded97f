"""A sample of a run's sentence pairs, to judge by hand.

Pairs are drawn by a digest of their ids, so the same output gives the same sample, and a larger sample begins with the
smaller one. They are in the order of the digest, so the first half of a sample is a sample too.
"""

from __future__ import annotations

import hashlib
import heapq
from typing import TYPE_CHECKING

from aligner.batch.corpus.build import COLUMNS, SENTENCES
from aligner.document.load import bitext_from_segments
from aligner.errors import InputError
from aligner.model import Alignment, Bead, Lang, Record
from aligner.settings import Settings
from aligner.text.passages import on_one_line
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.batch.schema import Row
    from aligner.batch.store import Store

#: Columns of the sample as a table; the judge fills in the last two.
TABLE = ("number", "document", "bead", "confidence", "en", "ja", "source", "target", "verdict", "comment")
_NAMES = ("document", "source", "target")


def draw(store: Store, count: int, *, corpus: bool = False, seed: str = "") -> list[Row]:
    """Draw sentence pairs, with the names of their documents; all pairs if there are fewer than asked for.

    Args:
        store: the output of a run.
        count: the number of pairs.
        corpus: whether to draw from the corpus of the run instead of all its pairs.
        seed: a different text draws a different sample.

    Raises:
        InputError: if the output cannot be read or holds no pairs.
    """
    parts = sorted(store.parts())
    rows = (row for part in parts for row in (_sentences if corpus else _pairs)(store, part))
    drawn = heapq.nsmallest(count, rows, key=lambda row: (_rank(row, seed), row["document"], row["bead"]))
    if not drawn:
        hint = "; make a corpus with --sentences" if corpus else ""
        raise InputError(f"holds no sentence pairs{hint}", name=store.folder.name)
    wanted = {row["document"] for row in drawn}
    names = {
        row["document"]: {"source": row["source"], "target": row["target"]}
        for part in parts
        for row in store.rows("documents", part, _NAMES)
        if row["document"] in wanted
    }
    return [row | names[row["document"]] for row in drawn]


def as_table(rows: Sequence[Row]) -> bytes:
    """Return the sample as TSV, with two empty columns for the verdict and a comment."""
    lines = ["\t".join(TABLE)]
    for number, row in enumerate(rows, 1):
        texts = (" ".join(on_one_line(row[name]).split("\t")) for name in ("en", "ja", "source", "target"))
        lines.append(
            "\t".join((str(number), row["document"], str(row["bead"]), f"{row['confidence']:.6f}", *texts, "", ""))
        )
    return ("\n".join(lines) + "\n").encode()


def as_record(rows: Sequence[Row], name: str) -> Record:
    """Return the sample as a record of two texts with a pair on each line."""
    en, ja = ([on_one_line(row[lang]) for row in rows] for lang in ("en", "ja"))
    bitext = bitext_from_segments(en, ja, Settings(source_lang=Lang.EN), names=(f"{name} (en)", f"{name} (ja)"))
    beads = tuple(Bead(k, (k,), (k,), row["confidence"]) for k, row in enumerate(rows))
    return Record(__version__, {"sample_of": name}, Alignment(bitext, beads))


def _rank(row: Row, seed: str) -> bytes:
    return hashlib.sha256(f"{seed}\0{row['document']}\0{row['bead']}".encode()).digest()


def _pairs(store: Store, part: str) -> Iterator[Row]:
    rows = store.rows("beads", part, (*COLUMNS, "kind"))
    return (row for row in rows if row["kind"] in {"pair", "moved"})


def _sentences(store: Store, part: str) -> Iterator[Row]:
    data = store.folder.read(f"{SENTENCES}/{part}.tsv")
    for line in (data or b"").decode().split("\n")[1:-1]:
        row: Row = dict(zip(COLUMNS, line.split("\t"), strict=True))
        yield row | {"bead": int(row["bead"]), "confidence": float(row["confidence"])}
