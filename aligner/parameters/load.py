"""Loads all parameters: the shipped file, or another one of the same form."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import SettingsError, unreadable
from aligner.parameters.layers import read_layers
from aligner.parameters.lexicon import REPLIES, Lexicon, load_lexicon
from aligner.parameters.weights import Weights, weights_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.arrays import Floats32

SCHEMA = "taiyaku-parameters/1"
_SHIPPED = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Parameters:
    """All learned parameters: the models with and without sentence meaning, the lexicon, the layers.

    ``layers`` are differences from the encoder's own layers (`evidence.encoder_head.ADAPTED`), by name; empty for no
    change. ``sha256`` is the digest of the files.
    """

    with_meaning: Weights | None
    without_meaning: Weights
    lexicon: Lexicon
    layers: Mapping[str, Floats32]
    sha256: str


def load_parameters(path: Path | None = None) -> Parameters:
    """Loads the parameters in a file, or the shipped ones.

    Raises:
        SettingsError: the file cannot be read, or does not have the right form.
    """
    return _load(path or _SHIPPED)


@cache
def _load(path: Path) -> Parameters:
    if path.exists() and not path.is_file() and not path.is_dir():
        raise SettingsError(f"{path}: is a pipe or a device; give the file")
    try:
        data = path.read_bytes()
        content = json.loads(data)
        if content["schema"] != SCHEMA:
            raise SettingsError(f"{path}: parameters of form {content['schema']!r}; this version reads {SCHEMA}")
        meaning, lexicon = content["with_meaning"], path.with_name(content["lexicon"])
        layers = path.with_name(content["layers"]) if "layers" in content else None
        return Parameters(
            weights_from(meaning) if meaning else None,
            weights_from(content["without_meaning"]),
            load_lexicon(lexicon),
            read_layers(layers) if layers else {},
            hashlib.sha256(
                data + b"".join(file.read_bytes() for file in (lexicon, layers, REPLIES) if file)
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
