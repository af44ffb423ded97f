"""What the tests of files of pairs look at: every unit of a text as one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from aligner.document.reading import source_from_bytes, texts_from_bytes
from aligner.errors import InputError
from aligner.settings import Settings

if TYPE_CHECKING:
    from aligner.document.source import SourceText

DEFAULT = Settings()


class Seen(NamedTuple):
    """A unit as a reader took it from a file."""

    key: str
    text: str
    line: int | None
    origin: str | None = None
    state: str = ""
    previous: str | None = None
    tags: tuple[tuple[int, str], ...] = ()


def seen(source: SourceText) -> list[Seen]:
    """The units of a text, in order."""
    return [
        Seen(
            block.unit.key if block.unit else "",
            source.text[block.start : block.end],
            block.line,
            block.origin,
            block.unit.state if block.unit else "",
            block.unit.previous if block.unit else None,
            tuple(map(tuple, block.unit.tags)) if block.unit else (),  # type: ignore[arg-type]
        )
        for block in source.blocks or ()
    ]


def pair(data: bytes | str, name: str, settings: Settings = DEFAULT) -> tuple[SourceText, SourceText]:
    """The two texts of a file of pairs."""
    first, second = texts_from_bytes(data if isinstance(data, bytes) else data.encode(), name, settings)
    return first, second


def side(data: bytes | str, name: str, settings: Settings = DEFAULT) -> SourceText:
    """The text of a file that is one of two."""
    return source_from_bytes(data if isinstance(data, bytes) else data.encode(), name, settings)


def refused(data: bytes | str, name: str, settings: Settings = DEFAULT, *, alone: bool = True) -> str:
    """What is said of a file that cannot be read."""
    with pytest.raises(InputError) as caught:
        (texts_from_bytes if alone else source_from_bytes)(
            data if isinstance(data, bytes) else data.encode(), name, settings
        )
    return str(caught.value)
