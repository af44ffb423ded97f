"""The values that options take: names of files, dates, numbers in a range.

The rule: an error describes the value in words or by an example, never by a pattern of the library underneath.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import click

from aligner.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

#: A single letter before the colon is a drive.
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


class FileName(click.Path):
    """The name of a file or folder of this machine.

    Args:
        instead: what the error for a URL suggests.
    """

    def __init__(self, instead: str) -> None:
        super().__init__(path_type=Path)
        self._instead = instead

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path.

        Raises:
            InputError: when the value is a URL.
        """
        if not value:
            self.fail("the name is empty; name a file", param, ctx)
        if isinstance(value, str) and _ADDRESS.match(value):
            instead = f"give the path alone: {_local(value)}" if value.lower().startswith("file:") else self._instead
            raise InputError(f"is a URL, and taiyaku reads and writes files; {instead}", name=value)
        return super().convert(value, param, ctx)


def _local(address: str) -> str:
    """Return the path of a ``file:`` URL.

    >>> _local("file:///home/me/my%20text.txt")
    '/home/me/my text.txt'
    """
    return unquote(address.partition("://")[2].removeprefix("localhost"))


#: A text or another file to be read, and a file to be written.
READ = FileName("save the page first and give the file")
WRITTEN = FileName("name a file on this machine")
#: A folder with a sentence encoder.
ENCODER = FileName("download the model first and give its folder")


class Amount(click.FloatRange):
    """A number in a range; nan is an error."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; fail if the value is not a number in the range."""
        try:
            number = super().convert(value, param, ctx)
        except click.BadParameter:
            number = math.nan
        if math.isnan(number):
            self.fail(f"{value} is not {_described('a number', self)}", param, ctx)
        return number


class Count(click.IntRange):
    """A whole number in a range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; fail if the value is not a number in the range."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value or repr('')} is not {_described('a whole number', self)}", param, ctx)


def _described(what: str, bounds: click.IntRange | click.FloatRange) -> str:
    """Describe a number in a range.

    >>> _described("a number", click.FloatRange(0, 1)), _described("a whole number", click.IntRange(min=20))
    ('a number from 0 to 1', 'a whole number, 20 or more')
    """
    if bounds.min is not None and bounds.max is not None:
        return f"{what} from {bounds.min} to {bounds.max}"
    return f"{what} above {bounds.min}" if bounds.min_open else f"{what}, {bounds.min} or more"


class Day(click.DateTime):
    """A date, or a date with time in UTC."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the date and time; midnight if only the date is given."""
        try:
            moment: datetime = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not a date; use the form 2026-11-25 or 2026-11-25T09:30:00Z", param, ctx)
        return moment
