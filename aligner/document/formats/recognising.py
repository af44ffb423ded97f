"""Formats that a file's bytes tell, whatever its name says. What is not sure is left to the suffix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.document.formats.office.kinds import KINDS, looks_like

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD = 4096

#: By format: whether the first bytes (all of them, and in lower case without white space before) are of it.
_SIGNS: dict[str, Callable[[bytes], bool]] = {}


def recognise(data: bytes) -> str | None:
    """The name of the format that some content shows; None where it shows none."""
    for name, kind in KINDS.items():
        if looks_like(data, kind):
            return name
    head = data[:_HEAD]
    return next((name for name, shows in _SIGNS.items() if shows(head)), None)
