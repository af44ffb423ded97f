"""What `import aligner` offers: align texts, segments or files, ask why, and read numbers.

    result = aligner.align(source_text, target_text)
    for bead in result.beads:
        print(bead.source, bead.target, bead.confidence)

In the order in which to read it:

    results      a finished alignment as seen from the source
    aligning     texts, segments or files to results
    explaining   why a bead is what it is
    reading      one text by itself: a document, numbers
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
