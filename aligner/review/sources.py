"""The files of a review: where they are, and whether they changed since they were aligned.

Rule: the files are read, never written.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.document.reading import read_texts
from aligner.errors import InputError
from aligner.model import Lang
from aligner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.model import Record

_PATHS = ("parameters", "encoder", "glossary", "rules")


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and the digest of its bytes when it was aligned."""

    path: Path
    sha256: str

    @property
    def changed(self) -> bool:
        """Whether the file was changed or removed."""
        return file_digest(self.path) != self.sha256


def file_digest(path: Path) -> str | None:
    """SHA-256 of a file, hexadecimal; None where it cannot be read, or is a pipe or a device."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def sources_of(paths: Sequence[Path]) -> list[Source]:
    """Files that were just aligned."""
    return [Source(path.resolve(), file_digest(path) or "") for path in paths]


def sources_named(record: Record, folder: Path, settings: Settings) -> list[Source]:
    """The files that a record names, if they exist. Files with other texts count as changed.

    Names are looked up from the working directory and from the folder of the record.
    """
    bitext = record.alignment.bitext
    langs = (bitext.source,) if bitext.mixed else (bitext.source, bitext.source.other)
    sources = []
    for lang in langs:
        document = bitext.side(lang)
        path = next(
            (candidate for candidate in (Path(document.name), folder / document.name) if candidate.is_file()), None
        )
        if path is not None:
            same = document.sha256 in _text_digests(path, settings)
            sources.append(Source(path.resolve(), (file_digest(path) or "") if same else ""))
    return sources if len(sources) == len(langs) else []


def _text_digests(path: Path, settings: Settings) -> set[str]:
    try:
        texts = read_texts(path, settings)
    except InputError:
        return set()
    return {hashlib.sha256(text.text.encode("utf-8", "replace")).hexdigest() for text in texts}


def sources_to_json(sources: Sequence[Source]) -> list[dict[str, Any]]:
    """As the session keeps them."""
    return [{"path": str(source.path), "sha256": source.sha256} for source in sources]


def sources_from_json(entries: Sequence[Mapping[str, Any]]) -> list[Source]:
    """The sources that a session kept."""
    return [Source(Path(entry["path"]), entry["sha256"]) for entry in entries]


def settings_to_json(settings: Settings) -> str:
    """Settings as the session stores them, with absolute paths."""
    given = asdict(settings)
    for name in _PATHS:
        if given[name] is not None:
            given[name] = str(given[name].resolve())
    return json.dumps(given, sort_keys=True)


def settings_from_json(text: str) -> Settings:
    """The settings that a session stored, without those that this version does not know."""
    given = json.loads(text)
    known = {field.name for field in fields(Settings)}
    chosen = {name: value for name, value in given.items() if name in known}
    for name in _PATHS:
        if chosen.get(name) is not None:
            chosen[name] = Path(chosen[name])
    for name in ("source_lang", "target_lang"):
        if chosen.get(name) is not None:
            chosen[name] = Lang(chosen[name])
    return Settings(**chosen)
