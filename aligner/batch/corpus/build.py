"""Makes the corpus of a run: filters each pair by itself, compares it with all others, then writes it or leaves it out.

Workers call `gather` and `write` for each part. `judge` between them needs all pairs at once and runs where the
batch was started; it takes some tens of bytes of memory for each pair, and 300 bytes in temporary files.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.batch.corpus.duplicates import NUMBERS, digest, nearly_same, same, signatures
from aligner.batch.corpus.filters import Reason, check, normal_form
from aligner.batch.files import WORK
from aligner.text.passages import on_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aligner.arrays import Ints64
    from aligner.batch.corpus.filters import Filters
    from aligner.batch.schema import Row
    from aligner.batch.store import Store

SENTENCES, LEFT_OUT = "sentences", "left-out"
#: Columns of the table of the corpus, and of the table of pairs that are left out.
COLUMNS = ("document", "bead", "confidence", "en", "ja")
LEFT_OUT_COLUMNS = ("document", "bead", "reason", "same_as_document", "same_as_bead")

#: A pair that passes the filters: its id, and what it is compared by.
_PASSING = np.dtype([("document", "S20"), ("bead", "i4"), ("digest", "u8"), ("signature", "u4", (NUMBERS,))])


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Which of a part's passing pairs are duplicates, by their index among the passing pairs.

    Attributes:
        reasons: the kind of duplicate.
        same_as: document and bead of the pair that is kept instead.
    """

    reasons: dict[int, Reason]
    same_as: dict[int, tuple[str, int]]


def gather(store: Store, part: str, filters: Filters) -> int:
    """Store what a part's passing pairs are compared by, and return their number."""
    rows = [row for row in _pairs(store, part) if check(row, filters) is None]
    forms = [normal_form(row["en"], row["ja"]) for row in rows]
    passing = np.zeros(len(rows), _PASSING)
    passing["document"] = [row["document"].encode() for row in rows]
    passing["bead"] = [row["bead"] for row in rows]
    passing["digest"] = [digest(form) for form in forms]
    if filters.near:
        passing["signature"] = signatures(forms)
    out = BytesIO()
    np.save(out, passing, allow_pickle=False)
    store.folder.write(_gathered(part), out.getvalue())
    return len(rows)


def judge(store: Store, parts: Sequence[str], counts: Sequence[int], filters: Filters, folder: str) -> list[Verdicts]:
    """Judge the passing pairs of all parts, in the order of the parts; ``folder`` is for temporary files."""
    total = sum(counts)
    if not total:
        return [Verdicts({}, {}) for _ in parts]
    passing = np.memmap(Path(folder, "passing"), _PASSING, "w+", shape=(total,))
    starts = np.cumsum([0, *counts])
    for part, start in zip(parts, starts.tolist(), strict=False):
        rows = np.load(BytesIO(store.folder.read(_gathered(part)) or b""), allow_pickle=False)
        passing[start : start + len(rows)] = rows
    every = np.arange(total)
    first = same(np.array(passing["digest"])) if filters.duplicates else every
    near = nearly_same(passing["signature"], filters.near) if filters.near else every
    kept = near[first]
    return [
        _verdicts(passing, first, kept, start, stop)
        for start, stop in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)
    ]


def _verdicts(passing: NDArray[Any], first: Ints64, kept: Ints64, start: int, stop: int) -> Verdicts:
    reasons: dict[int, Reason] = {}
    same_as: dict[int, tuple[str, int]] = {}
    for place in np.flatnonzero(kept[start:stop] != np.arange(start, stop)).tolist():
        number = start + place
        reasons[place] = Reason.DUPLICATE if first[number] != number else Reason.NEAR_DUPLICATE
        other = passing[int(kept[number])]
        same_as[place] = (other["document"].decode(), int(other["bead"]))
    return Verdicts(reasons, same_as)


def write(store: Store, part: str, filters: Filters, verdicts: Verdicts) -> Counter[str]:
    """Write the sentences of a part and the pairs left out; return the counts by reason ("" for the corpus)."""
    lines: dict[str, list[str]] = {SENTENCES: ["\t".join(COLUMNS)], LEFT_OUT: ["\t".join(LEFT_OUT_COLUMNS)]}
    counts: Counter[str] = Counter()
    passing = 0
    for row in _pairs(store, part):
        reason = check(row, filters)
        other = ("", "")
        if reason is None:
            reason = verdicts.reasons.get(passing)
            if reason is not None:
                document, bead = verdicts.same_as[passing]
                other = (document, str(bead))
            passing += 1
        counts[str(reason or "")] += 1
        if reason is None:
            lines[SENTENCES].append(_sentence(row))
        else:
            lines[LEFT_OUT].append("\t".join((row["document"], str(row["bead"]), reason, *other)))
    for name, rows in lines.items():
        store.folder.write(f"{name}/{part}.tsv", ("\n".join(rows) + "\n").encode())
    return counts


def _sentence(row: Row) -> str:
    en, ja = (" ".join(on_one_line(row[side]).split("\t")) for side in ("en", "ja"))
    return "\t".join((row["document"], str(row["bead"]), f"{row['confidence']:.6f}", en, ja))


def _pairs(store: Store, part: str) -> list[Row]:
    """Return the part's beads with text on both sides."""
    columns = ("document", "bead", "kind", "confidence", "en", "ja")
    return [row for row in store.rows("beads", part, columns) if row["kind"] in {"pair", "moved"}]


def _gathered(part: str) -> str:
    return f"{WORK}/passing/{part}.npy"
