"""What was learned from gold data: the weights of the score and the lexicon of words.

The values that ship stand beside this module, under a licence of their own (NOTICE). `tests/training` holds the scripts
that make them. A file of the same form can take their place (`Settings.parameters`), so that they can be measured with
a domain left out.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA = "taiyaku-parameters/1"
_SHIPPED = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Which English stems and Japanese lemmas translate each other, and how common each is.

    Attributes:
        translations: stem → lemma → strength, the geometric mean of both translation probabilities.
        en_share: stem → share of sentences that hold it.
        ja_share: lemma → share of sentences that hold it.
    """

    translations: Mapping[str, Mapping[str, float]]
    en_share: Mapping[str, float]
    ja_share: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one model: feature name → weight, in log-odds per unit of the feature.

    Attributes:
        pair: of beads with segments on both sides.
        en_gap: of leaving an English segment alone.
        ja_gap: of leaving a Japanese segment alone.
        en_open: of opening a run of English segments left alone.
        ja_open: of opening a run of Japanese ones.
        moved: of a pair out of order, given its score (`score`, `bias`).
    """

    pair: Mapping[str, float]
    en_gap: Mapping[str, float]
    ja_gap: Mapping[str, float]
    en_open: float
    ja_open: float
    moved: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything learned: the model that uses sentence meaning, the one that does not, the lexicon.

    ``sha256`` is the digest of the files they were read from.
    """

    with_meaning: Weights | None
    without_meaning: Weights
    lexicon: Lexicon
    sha256: str


def load_parameters(path: Path | None = None) -> Parameters:
    """The parameters in a file, or those that ship.

    Raises:
        SettingsError: when the file cannot be read or is not of the right form.
    """
    return _load(path or _SHIPPED)


@cache
def _load(path: Path) -> Parameters:
    try:
        data = path.read_bytes()
        content = json.loads(data)
        if content["schema"] != SCHEMA:
            raise SettingsError(f"{path}: parameters of form {content['schema']!r}; this version reads {SCHEMA}")
        meaning, lexicon = content["with_meaning"], path.with_name(content["lexicon"])
        return Parameters(
            Weights(**meaning) if meaning else None,
            Weights(**content["without_meaning"]),
            read_lexicon(lexicon),
            hashlib.sha256(data + lexicon.read_bytes()).hexdigest(),
        )
    except OSError as error:
        reason = error.strerror or str(error)  # a file that is not gzip has no strerror
        raise SettingsError(f"{error.filename or path}: cannot read the parameters: {reason}") from error
    except (ValueError, KeyError, TypeError, EOFError, zlib.error) as error:
        raise SettingsError(f"{path}: not a parameters file: {error}") from error


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon in a file.

    Two tables parted by an empty line: stem, -log10 share, "lemma strength"…; and lemma, -log10 share.
    """
    pairs, shares = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n\n")
    translations: dict[str, dict[str, float]] = {}
    en_share: dict[str, float] = {}
    for line in pairs.split("\n"):
        stem, share, *entries = line.split("\t")
        en_share[stem] = 10 ** -float(share)
        translations[stem] = {lemma: float(strength) for lemma, strength in (entry.rsplit(" ", 1) for entry in entries)}
    rows = (line.split("\t") for line in shares.split("\n") if line)
    return Lexicon(translations, en_share, {lemma: 10 ** -float(share) for lemma, share in rows})
