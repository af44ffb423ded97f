"""Two Markdown pages as finders see them, their segments paired one by one unless told otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.document.load import bitext_from_texts
from aligner.document.source import SourceText
from aligner.model import Alignment, Bead, Lang
from aligner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Comments that no finder sees; by them each page holds something of its language.
_EN, _JA = "\n\n<!-- boats and piers -->\n", "\n\n<!-- 船と桟橋 -->\n"


def aligned_pages(
    en: str,
    ja: str,
    beads: Sequence[Sequence[Sequence[int]]] | None = None,
    confidence: float = 0.99,
    source: Lang | None = None,
) -> Alignment:
    """The alignment of two pages; ``beads`` are pairs of lists of segments, ``source`` the original where known."""
    english = SourceText("en.md", en + _EN, format="markdown")
    japanese = SourceText("ja.md", ja + _JA, format="markdown")
    bitext = bitext_from_texts(english, japanese, Settings(source_lang=Lang.EN))
    bitext = replace(bitext, source=source or Lang.EN, source_known=source is not None)
    if beads is None:
        sizes = len(bitext.en.segments), len(bitext.ja.segments)
        assert sizes[0] == sizes[1], f"pages of {sizes} segments"
        beads = [([k], [k]) for k in range(sizes[0])]
    return Alignment(bitext, tuple(Bead(k, tuple(a), tuple(b), confidence) for k, (a, b) in enumerate(beads)))
