"""The Python API: align texts, segments or files, explain beads, and read numbers.

    result = aligner.align(source_text, target_text)
    for bead in result.beads:
        print(bead.source, bead.target, bead.confidence)

    aligning     aligns texts, segments or files
    results      the result: beads and findings by direction, and the record
    explaining   the evidence for a bead, and its alternatives
    reading      reads a single document, and the numbers of a text

`import aligner` exports these names, except `read_document` and the two classes of `results`.
"""

from __future__ import annotations

from aligner.api.aligning import align, align_files, align_segments
from aligner.api.explaining import explain
from aligner.api.reading import numbers, read_document
from aligner.api.results import DirectedBead, DirectedFinding, Result

__all__ = [
    "DirectedBead",
    "DirectedFinding",
    "Result",
    "align",
    "align_files",
    "align_segments",
    "explain",
    "numbers",
    "read_document",
]
