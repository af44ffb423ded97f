"""What was learned from gold data: the weights of the score, the lexicon of words, and layers of the encoder.

The values that ship stand beside this module, under a licence of their own (NOTICE). `tests/training` holds the scripts
that make them. A file of the same form can take their place (`Settings.parameters`), so that they can be measured with
a domain left out.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.errors import SettingsError, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.arrays import Floats32

SCHEMA = "taiyaku-parameters/1"
_SHIPPED = Path(__file__).with_name("weights.json")
_REPLIES = Path(__file__).with_name("replies.tsv")
#: Share of sentences with a word of a reply that no lexicon has.
_UNSEEN = 1e-4


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Which English stems and Japanese lemmas translate each other, and how common each is.

    Attributes:
        translations: stem → lemma → strength, the geometric mean of both translation probabilities; 0 where only a
            dictionary says so.
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
        ja_after_en: of opening one right after a run of English ones, as where a passage was replaced.
        moved: of a pair out of order, given its score (`score`, `bias`).
    """

    pair: Mapping[str, float]
    en_gap: Mapping[str, float]
    ja_gap: Mapping[str, float]
    en_open: float
    ja_open: float
    ja_after_en: float
    moved: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything learned: the model that uses sentence meaning, the one that does not, the lexicon, the layers.

    ``layers`` are differences from the encoder's own (`evidence.network.ADAPTED`), by name; none leaves it as it is.
    ``sha256`` is the digest of the files they were read from.
    """

    with_meaning: Weights | None
    without_meaning: Weights
    lexicon: Lexicon
    layers: Mapping[str, Floats32]
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
        layers = path.with_name(content["layers"]) if "layers" in content else None
        return Parameters(
            _weights(meaning) if meaning else None,
            _weights(content["without_meaning"]),
            load_lexicon(lexicon),
            read_layers(layers) if layers else {},
            hashlib.sha256(
                data + b"".join(each.read_bytes() for each in (lexicon, layers, _REPLIES) if each)
            ).hexdigest(),
        )
    except OSError as error:
        raise SettingsError(str(unreadable(error, str(error.filename or path), "the disk"))) from error
    except json.JSONDecodeError as error:
        problem = f"not a parameters file: {error.msg}; give one that training wrote"
        raise SettingsError(f"{path}:{error.lineno}: {problem}") from error
    except (ValueError, KeyError, TypeError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        missing = f"it has no {error}" if isinstance(error, KeyError) else str(error)
        raise SettingsError(f"{path}: not a parameters file: {missing}; give one that training wrote") from error


def _weights(content: Mapping[str, Any]) -> Weights:
    """The weights of one model, with those that are not learned with the others."""
    return Weights(**{**content, "pair": {**load_time_weights(), **content["pair"]}})


@cache
def load_time_weights() -> Mapping[str, float]:
    """The weights of when subtitles are shown (`matching.times`), with or without meaning."""
    weights = tomllib.loads(_SHIPPED.with_name("times.toml").read_text("utf-8"))
    return {name: float(value) for name, value in weights.items()}


@cache
def load_clause_weights(*, meaning: bool) -> Mapping[str, float]:
    """The weights by which clauses without a counterpart are found (`findings.uncovered`), with or without meaning."""
    weights = tomllib.loads(_SHIPPED.with_name("clauses.toml").read_text("utf-8"))
    return {name: float(value) for name, value in weights["with_meaning" if meaning else "without_meaning"].items()}


def load_lexicon(path: Path) -> Lexicon:
    """The lexicon in a file, with what people reply to one another, which ships whatever was learned."""
    lines, en_share, ja_share = _tables(path)
    for stem, lemmas in load_replies().items():
        known = _entries(lines.get(stem, ""))
        lines[stem] = "\t".join([*filter(None, [lines.get(stem)]), *(each for each in lemmas if each not in known)])
        en_share.setdefault(stem, _UNSEEN)
        for lemma in lemmas:
            ja_share.setdefault(lemma, _UNSEEN)
    return Lexicon(Entries(lines), en_share, ja_share)


@cache
def load_replies() -> Mapping[str, Sequence[str]]:
    """Stems of what is said in a word, each with the lemmas that answer it (``replies.tsv``)."""
    lines = _REPLIES.read_text("utf-8").splitlines()
    found: dict[str, list[str]] = {}
    for stems, lemmas in (line.split("\t") for line in lines if not line.startswith("#")):
        for stem in stems.split():
            found.setdefault(stem, []).extend(lemmas.split())
    return found


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon in a file.

    Two tables parted by an empty line: stem, -log10 share, "lemma strength"…, a lemma alone where only a dictionary has
    it; and lemma, -log10 share.
    """
    lines, en_share, ja_share = _tables(path)
    return Lexicon(Entries(lines), en_share, ja_share)


def _tables(path: Path) -> tuple[dict[str, str], dict[str, float], dict[str, float]]:
    """Stem → its translations as they are written; stem → its share; lemma → its share."""
    pairs, shares = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n\n")
    rows = [(*line.split("\t", 2), "")[:3] for line in pairs.split("\n")]
    ja_rows = (line.split("\t") for line in shares.split("\n") if line)
    return (
        {stem: entries for stem, _, entries in rows},
        {stem: _share(logarithm) for stem, logarithm, _ in rows},
        {lemma: _share(logarithm) for lemma, logarithm in ja_rows},
    )


def _entries(line: str) -> Mapping[str, float]:
    """Lemmas with their strengths."""
    entries = (entry.partition(" ") for entry in line.split("\t") if entry)
    return {lemma: float(strength or 0) for lemma, _, strength in entries}


@cache
def _share(logarithm: str) -> float:
    """Read once for every value there is: shares are told to a tenth of a power of ten."""
    return float(10 ** -float(logarithm))


class Entries(Mapping[str, "Mapping[str, float]"]):
    """The translations in a lexicon's file, each read when it is first asked for: a document asks for one in twenty."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        """``lines``: stem → its lemmas with their strengths, parted by tabs."""
        self._lines = lines
        self._read: dict[str, Mapping[str, float]] = {}

    def __getitem__(self, stem: str) -> Mapping[str, float]:
        found = self._read.get(stem)
        if found is None:
            found = self._read[stem] = _entries(self._lines[stem])
        return found

    def get(self, stem: str, default: Any = None) -> Any:
        """As of any mapping, but without an exception for the many words that a lexicon does not have."""
        return self[stem] if stem in self._lines else default

    def __contains__(self, stem: object) -> bool:
        return stem in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def read_layers(path: Path) -> dict[str, Floats32]:
    """The differences in a file: for every layer whole numbers from -127 to 127, and what one is worth."""
    import numpy as np

    # Opened here, since numpy leaves a file open that is no archive.
    with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
        names = [name for name in data.files if not name.endswith(".unit")]
        return {name: data[name].astype(np.float32) * data[f"{name}.unit"] for name in names}
