"""The plan of a run: what every pair is known by, what it will cost, and which pairs are one part of the output.

A part is what one task makes and one set of files holds. Which pairs are in which part depends on the manifest and the
sizes of the files alone, so the output does not depend on who made it. Keys depend on contents, settings and version,
so what is there already can be told from what is not.
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
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from aligner.batch.manifest import Manifest
    from aligner.model import Json
    from aligner.settings import Settings

#: Bytes that a pair costs beside its own, for being opened and closed.
_OVERHEAD = 4096
#: Bytes of a part: as many as make a thousand parts of the whole, within bounds. A core aligns pages at about 0.03 MB a
#: second by this count (measured in November 2026), so a part is a few seconds' work at least, and three minutes' at
#: most unless a single pair is more.
_LEAST, _MOST, _PARTS = 2**17, 2**22, 1024
#: Pairs of a part at most.
_PAIRS = 4096
#: Settings that change what fails, not what comes out.
_NOT_KEYED = frozenset({"max_size"})
#: Settings that name files, which count by what they hold.
_FILES = ("parameters", "glossary")
#: Pairs that are measured at once.
MEASURED = 256


class Measure(NamedTuple):
    """A file: digest of its bytes ("" where they cannot be read) and their number."""

    digest: str
    size: int

    @classmethod
    def of(cls, data: bytes) -> Measure:
        """The measure of some bytes."""
        return cls(hashlib.sha256(data).hexdigest(), len(data))


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair to align.

    Attributes:
        document: its id.
        key: what it is known by.
        names: of source and target, as the manifest has them.
        places: where they are.
        measures: of both when the plan was made.
    """

    document: str
    key: str
    names: tuple[str, str]
    places: tuple[str, str]
    measures: tuple[Measure, Measure]

    @property
    def cost(self) -> int:
        """What aligning it takes, in bytes."""
        return _OVERHEAD + sum(measure.size for measure in self.measures)


@dataclass(frozen=True, slots=True)
class Part:
    """Pairs whose results are written together, under a name that says which they are."""

    name: str
    pairs: tuple[Pair, ...]

    @property
    def cost(self) -> int:
        """What aligning them takes, in bytes."""
        return sum(pair.cost for pair in self.pairs)


def measure_files(places: Sequence[str], most: int) -> list[Measure]:
    """The measures of files, of which no more than ``most`` bytes (and one) are looked at."""
    return [_measure(place, most) for place in places]


def _measure(place: str, most: int) -> Measure:
    try:
        data = read_bytes(place, most)
    except InputError:
        return Measure("", 0)
    return Measure.of(data)


def make_parts(manifest: Manifest, measures: Sequence[Measure], made: str) -> list[Part]:
    """The parts of a run, in the order of the pairs' names.

    Args:
        manifest: the pairs.
        measures: of source and target of every pair in turn.
        made: what results depend on beside the contents (`fingerprint`).
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
    return [_part(number, some) for number, some in enumerate(_cut(pairs))]


def _cut(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """The pairs in stretches of even cost."""
    goal = _goal(sum(pair.cost for pair in pairs))
    some: list[Pair] = []
    cost = 0
    for pair in pairs:
        if some and (cost + pair.cost > goal or len(some) == _PAIRS):
            yield some
            some, cost = [], 0
        some.append(pair)
        cost += pair.cost
    if some:
        yield some


def _goal(total: int) -> int:
    """The cost of a part: a power of two, so that a few pairs more do not cut everything anew."""
    wanted = min(max(total // _PARTS, _LEAST), _MOST)
    return int(2 ** math.ceil(math.log2(wanted)))


def _part(number: int, pairs: Sequence[Pair]) -> Part:
    held = _digest(*(text for pair in pairs for text in (pair.document, pair.key)))
    return Part(f"part-{number:06}-{held[:12]}", tuple(pairs))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def described(settings: Settings) -> dict[str, Json]:
    """The settings that results depend on; files by what they hold."""
    choices: dict[str, Json] = {}
    for field in fields(settings):
        value = getattr(settings, field.name)
        if field.name in _FILES:
            choices[field.name] = None if value is None else _digest_of(value)
        elif field.name == "encoder":
            choices[field.name] = None if value is None else _digest_of_folder(value)
        elif field.name not in _NOT_KEYED:
            choices[field.name] = value if value is None or isinstance(value, (bool, int)) else str(value)
    if settings.parameters is None:
        choices["parameters"] = _shipped()
    return choices


def fingerprint(settings: Settings, version: str = __version__) -> str:
    """What results depend on beside the texts, as a digest."""
    return _digest(json.dumps(described(settings), sort_keys=True), version)


def _digest_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SettingsError(str(unreadable(error, str(path), "the disk"))) from None


def _digest_of_folder(folder: Path) -> str:
    """Of a model by the names and sizes of its files, which are large."""
    if not folder.is_dir():
        raise SettingsError(f"{folder}: no such folder; --encoder names one that holds a sentence-transformers model")
    held = sorted(path for path in folder.rglob("*") if path.is_file())
    return _digest(*(f"{path.relative_to(folder)} {path.stat().st_size}" for path in held))


@cache
def _shipped() -> str:
    """The digest of the parameters that ship."""
    held: Iterable[bytes] = (
        each.read_bytes() for each in sorted(files("aligner.parameters").iterdir(), key=str) if each.is_file()
    )
    return hashlib.sha256(b"\0".join(held)).hexdigest()
