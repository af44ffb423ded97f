"""Reads TOML. Every value has its place, so that an error names file, line and key."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from aligner.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$| \(at end of document\)$")


def parse(text: str, name: str) -> Value:
    """Return the root of a TOML text; ``name`` is its file.

    Raises:
        SettingsError: when the text is not TOML, with the line.
    """
    try:
        return Value(tomllib.loads(text), name, text, ())
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        line = place[1] if place and place[1] else len(text.splitlines())
        raise SettingsError(f"{name}:{line}: not TOML: {_AT_LINE.sub('', str(error))}") from None
    except ValueError:  # the number of digits of an integer is limited
        raise SettingsError(f"{name}: a number has thousands of digits; no setting needs it") from None
    except RecursionError:
        raise SettingsError(f"{name}: nests too deeply for settings; write it flat") from None


class Value:
    """A TOML value with its file and the keys that lead to it.

    Every method that reads a value raises SettingsError if the value has another type.
    """

    def __init__(self, value: Any, name: str, text: str, path: tuple[str | int, ...]) -> None:
        self._value = value
        self._name = name
        self._text = text
        self._path = path

    @property
    def place(self) -> str:
        """File, line and key, for messages."""
        key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in self._path)
        return ": ".join(filter(None, (f"{self._name}:{_line_of(self._text, self._path)}", key.removeprefix("."))))

    @property
    def is_string(self) -> bool:
        """Whether the value is a string."""
        return isinstance(self._value, str)

    @property
    def is_table(self) -> bool:
        """Whether the value is a table."""
        return isinstance(self._value, dict)

    def at(self, *path: str) -> Value | None:
        """Return the value at a path of keys; None if there is none."""
        value = self
        for key in path:
            held = value._table()
            if key not in held:
                return None
            value = value._inside(key, held[key])
        return value

    def table(self, known: Collection[str]) -> dict[str, Value]:
        """Return a table that may contain only known keys."""
        held = {key: self._inside(key, value) for key, value in self._table().items()}
        for key, value in held.items():
            if key not in known:
                raise value.error(f"there is no such key{did_you_mean(key, known)}")
        return held

    def entries(self) -> Iterator[tuple[str, Value]]:
        """Yield the keys and values of a table that may contain any key."""
        for key, value in self._table().items():
            yield key, self._inside(key, value)

    def items(self, what: str) -> list[Value]:
        """Return the entries of an array; ``what`` describes them in the error."""
        if not isinstance(self._value, list):
            raise self.wrong(f"a list of {what}")
        return [self._inside(k, value) for k, value in enumerate(self._value)]

    def string(self) -> str:
        """Return a string that is not empty."""
        if not isinstance(self._value, str) or not self._value:
            raise self.wrong("a text in quotation marks")
        return self._value

    def choice(self, known: Collection[str]) -> str:
        """Return a string that must be one of ``known``."""
        if not isinstance(self._value, str) or self._value not in known:
            raise self.wrong(f"one of {', '.join(known)}{did_you_mean(str(self._value), known)}")
        return self._value

    def whole(self) -> int:
        """Return a whole number that is not negative."""
        if isinstance(self._value, bool) or not isinstance(self._value, int) or self._value < 0:
            raise self.wrong("a whole number")
        return self._value

    def truth(self) -> bool:
        """Return true or false."""
        if not isinstance(self._value, bool):
            raise self.wrong("true or false")
        return self._value

    def share(self) -> float:
        """Return a number from 0 to 1."""
        if isinstance(self._value, bool) or not isinstance(self._value, (int, float)) or not 0 <= self._value <= 1:
            raise self.wrong("a number from 0 to 1")
        return float(self._value)

    def wrong(self, wanted: str) -> SettingsError:
        """Return the error for a value of the wrong type; ``wanted`` describes the right one."""
        shown = repr(self._value)
        return self.error(f"is {shown[:60]}{'…' * (len(shown) > 60)}, not {wanted}")

    def error(self, problem: str) -> SettingsError:
        """Return an error about this value, with its file, line and key."""
        return SettingsError(f"{self.place}: {problem}")

    def _table(self) -> Mapping[str, Any]:
        if not isinstance(self._value, dict):
            raise self.wrong("a table")
        return self._value

    def _inside(self, key: str | int, value: Any) -> Value:
        return Value(value, self._name, self._text, (*self._path, key))


def did_you_mean(given: str, known: Collection[str]) -> str:
    """Return a hint: the known word that is most similar to the given one, or all known words.

    >>> did_you_mean("eror", ("error", "warning"))
    '; did you mean error?'
    >>> did_you_mean("x", ("error", "warning"))
    '; known are error, warning'
    """
    near = get_close_matches(given, known, 1)
    return f"; did you mean {near[0]}?" if near else f"; known are {', '.join(known)}"


def _line_of(text: str, path: tuple[str | int, ...]) -> int:
    """Return the line of the statement that contains a value.

    `tomllib` gives no places. But the first lines of a file are themselves TOML if they end with a complete statement.
    The shortest such part that contains the value ends with its statement.
    """
    lines = text.splitlines()

    def complete(k: int) -> tuple[int, Any]:
        """Return the shortest complete part of at least k lines: its number of lines and its content."""
        while k < len(lines):
            try:
                return k, tomllib.loads("\n".join(lines[:k]))
            except tomllib.TOMLDecodeError:
                k += 1
        return len(lines), tomllib.loads(text)

    # No part of ``before`` lines or fewer contains the value, but the next complete one does.
    before = bisect_left(range(1, len(lines) + 1), 1, key=lambda k: _holds(complete(k)[1], path))
    statement = lines[before : complete(before + 1)[0]]
    return before + 1 + next((n for n, line in enumerate(statement) if _says(line)), 0)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _holds(value: Any, path: tuple[str | int, ...]) -> bool:
    for key in path:
        there = key in value if isinstance(value, dict) else isinstance(value, list) and int(key) < len(value)
        if not there:
            return False
        value = value[key]
    return True
