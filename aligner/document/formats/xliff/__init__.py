"""XLIFF 1.2 and 2.x, with the dialects that translators' tools write (sdlxliff, mqxliff, mxliff).

The file's segments are its units. What is not to be translated (``translate="no"``), notes, proposals (``alt-trans``,
matches) and packed originals are left out.
"""

from aligner.document.formats.xliff.reader import read

__all__ = ["read"]
