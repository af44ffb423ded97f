"""From a bitext to what matching needs: its evidence gathered once, before any band is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.evidence.channels import Reading, read_channels, read_document
from aligner.evidence.encoder import universal_encoder
from aligner.evidence.meaning import Meaning
from aligner.matching.features import Material, Side, read_side
from aligner.matching.search import LONGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.evidence.channel import Channel
    from aligner.model import Bitext
    from aligner.parameters import Lexicon


@dataclass(frozen=True)
class Prepared:
    """A bitext's evidence.

    Attributes:
        en_reading: words and numbers of the English segments.
        ja_reading: words and numbers of the Japanese segments.
        channels: shared items.
        en: lengths, paragraphs and kinds of the English segments.
        ja: the same of the Japanese.
        vectors: unit vectors of the blocks of both sides (`Encoder.encode_blocks`), or None without meaning.
    """

    en_reading: Reading
    ja_reading: Reading
    channels: tuple[Channel, ...]
    en: Side
    ja: Side
    vectors: tuple[NDArray[np.float32], NDArray[np.float32]] | None

    def within(self, low: NDArray[np.int64], width: int) -> Material:
        """The evidence as seen within a band (meaning is judged against the neighbours there)."""
        meaning = None if self.vectors is None else Meaning(*self.vectors, low, width)
        return Material(self.en, self.ja, self.channels, meaning)


def prepare(bitext: Bitext, lexicon: Lexicon, *, meaning: bool) -> Prepared:
    """Read, match and embed everything once."""
    en, ja = read_document(bitext.en), read_document(bitext.ja)
    vectors = None
    if meaning:
        encoder = universal_encoder()
        vectors = encoder.encode_blocks(en.texts, LONGEST), encoder.encode_blocks(ja.texts, LONGEST)
    return Prepared(en, ja, read_channels(bitext, en, ja, lexicon), read_side(bitext.en), read_side(bitext.ja), vectors)


def kernel() -> str:
    """The numpy build and, for BLAS, the processor kernel: results are the same bytes on one of them."""
    from threadpoolctl import threadpool_info

    blas = next((found for found in threadpool_info() if found["user_api"] == "blas"), None)
    built = f"numpy {np.__version__}"
    return (
        built
        if blas is None
        else f"{built}, {blas['internal_api']} {blas['version']} {blas.get('architecture', '')}".strip()
    )
