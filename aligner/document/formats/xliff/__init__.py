"""XLIFF 1.2 and 2.x, and the dialects of translation tools (sdlxliff, mqxliff, mxliff).

The segments of the file are its units. Texts with ``translate="no"``, notes, proposals (``alt-trans``, matches) and
packed originals are left out.
"""

from aligner.document.formats.xliff.reader import read

__all__ = ["read"]
