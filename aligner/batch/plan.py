"""The plan of a run: the key and the cost of each pair, and the division of pairs into parts of the output.

A part is made by one task and stored in one set of files. The division depends only on the manifest and the sizes of
the files, so the output does not depend on who made it. The key of a pair depends on contents, settings and version, so
an existing result is recognised by its key.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from aligner.batch.files import read_bytes
from aligner.errors import InputError, SettingsError, unreadable
from aligner.findings.rules.reading import load_rules
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from aligner.batch.manifest import Manifest
    from aligner.model import Json
    from aligner.settings import Settings

#: The fixed cost of a pair, in bytes, for opening and closing its files.
_OVERHEAD = 4096
#: Bytes of a part: a thousandth of the whole, within bounds. A core aligns pages at about 0.03 MB a
#: second by this count (measured in November 2026), so a part is a few seconds' work at least, and three minutes' at
#: most unless a single pair is more.
_LEAST, _MOST, _PARTS = 2**17, 2**22, 1024
#: The maximum number of pairs in a part.
_PAIRS = 4096
#: Settings that decide whether a pair fails, not what its result is.
_NOT_KEYED = frozenset({"max_size"})
#: Settings that name files; their contents count.
_FILES = ("parameters", "glossary")
#: Files that one call measures.
MEASURED = 256


class Measure(NamedTuple):
    """The digest of a file's bytes ("" if it cannot be read) and their number."""

    digest: str
    size: int

    @classmethod
    def of(cls, data: bytes) -> Measure:
        """Return the measure of some bytes."""
        return cls(hashlib.sha256(data).hexdigest(), len(data))


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair to align.

    Attributes:
        document: the id of the pair.
        key: identifies the result (contents, settings, version).
        names: of source and target, as in the manifest.
        places: the absolute paths or URLs of both.
        measures: of both when the plan was made.
    """

    document: str
    key: str
    names: tuple[str, str]
    places: tuple[str, str]
    measures: tuple[Measure, Measure]

    @property
    def cost(self) -> int:
        """The cost of aligning it, in bytes."""
        return _OVERHEAD + sum(measure.size for measure in self.measures)


@dataclass(frozen=True, slots=True)
class Part:
    """Pairs whose results are written together, under a name that contains a digest of the pairs."""

    name: str
    pairs: tuple[Pair, ...]

    @property
    def cost(self) -> int:
        """The cost of aligning them, in bytes."""
        return sum(pair.cost for pair in self.pairs)


def measure_files(places: Sequence[str], most: int) -> list[Measure]:
    """Measure files; at most ``most`` bytes and one more of each are read."""
    return [_measure(place, most) for place in places]


def _measure(place: str, most: int) -> Measure:
    try:
        data = read_bytes(place, most)
    except InputError:
        return Measure("", 0)
    return Measure.of(data)


def make_parts(manifest: Manifest, measures: Sequence[Measure], made: str) -> list[Part]:
    """Divide the pairs of a manifest into parts, in the order of the pairs' names.

    Args:
        manifest: the pairs.
        measures: of source and target of each pair in turn.
        made: a digest of what results depend on besides the contents (`fingerprint`).
    """
    pairs = []
    for number, entry in enumerate(manifest.pairs):
        names = (entry.source, entry.target)
        both = measures[2 * number], measures[2 * number + 1]
        places = (manifest.place(entry.source), manifest.place(entry.target))
        digests = [measure.digest or f"unreadable {name}" for measure, name in zip(both, names, strict=True)]
        one_file = "one file" if entry.source == entry.target else "two files"
        pairs.append(Pair(_digest(*names)[:20], _digest(*digests, one_file, made), names, places, both))
    pairs.sort(key=lambda pair: pair.names)
    return [_part(number, group) for number, group in enumerate(_cut(pairs))]


def _cut(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Cut the pairs into groups of similar cost."""
    goal = _goal(sum(pair.cost for pair in pairs))
    group: list[Pair] = []
    cost = 0
    for pair in pairs:
        if group and (cost + pair.cost > goal or len(group) == _PAIRS):
            yield group
            group, cost = [], 0
        group.append(pair)
        cost += pair.cost
    if group:
        yield group


def _goal(total: int) -> int:
    """Return the cost of a part: a power of two, so that a few more pairs do not change all parts."""
    wanted = min(max(total // _PARTS, _LEAST), _MOST)
    return int(2 ** math.ceil(math.log2(wanted)))


def _part(number: int, pairs: Sequence[Pair]) -> Part:
    held = _digest(*(text for pair in pairs for text in (pair.document, pair.key)))
    return Part(f"part-{number:06}-{held[:12]}", tuple(pairs))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def described(settings: Settings) -> dict[str, Json]:
    """Return the settings that results depend on; files by a digest of their contents."""
    choices: dict[str, Json] = {}
    for field in fields(settings):
        value = getattr(settings, field.name)
        if field.name in _FILES:
            choices[field.name] = None if value is None else _digest_of(value)
        elif field.name == "rules":
            choices[field.name] = load_rules(value).sha256 or None
        elif field.name == "encoder":
            choices[field.name] = None if value is None else _digest_of_folder(value)
        elif field.name not in _NOT_KEYED:
            choices[field.name] = value if value is None or isinstance(value, (bool, int)) else str(value)
    if settings.parameters is None:
        choices["parameters"] = _shipped()
    return choices


def fingerprint(settings: Settings, version: str = __version__) -> str:
    """Return a digest of what results depend on besides the texts."""
    return _digest(json.dumps(described(settings), sort_keys=True), version)


def _digest_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SettingsError(str(unreadable(error, str(path), "the disk"))) from None


def _digest_of_folder(folder: Path) -> str:
    """Return a digest of a model, by the names and sizes of its files, which are large."""
    if not folder.is_dir():
        raise SettingsError(f"{folder}: no such folder; --encoder names one that holds a sentence-transformers model")
    held = sorted(path for path in folder.rglob("*") if path.is_file())
    return _digest(*(f"{path.relative_to(folder)} {path.stat().st_size}" for path in held))


@cache
def _shipped() -> str:
    """Return the digest of the built-in parameters."""
    held: Iterable[bytes] = (
        file.read_bytes() for file in sorted(files("aligner.parameters").iterdir(), key=str) if file.is_file()
    )
    return hashlib.sha256(b"\0".join(held)).hexdigest()
