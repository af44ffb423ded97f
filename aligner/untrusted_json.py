"""Reading JSON that others may have written: every step knows its place, so that an error can name it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from aligner.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_Member = TypeVar("_Member", bound=StrEnum)


def parse(text: str) -> Node:
    """The root of a JSON text.

    Raises:
        InputError: when it is no JSON, with the line.
    """
    try:
        return Node(json.loads(text, parse_constant=_refuse), "")
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg}", line=error.lineno) from None
    except RecursionError:
        raise InputError("nested too deeply for a record") from None
    except ValueError as error:  # digits without end, NaN
        raise InputError(str(error)) from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")


class Node:
    """A JSON value and its place in the file.

    Every reading method raises InputError, naming the place, when the value is of another type.
    """

    def __init__(self, value: Any, place: str) -> None:
        self._value = value
        self._place = place

    def __getitem__(self, key: str) -> Node:
        inside = self.mapping()
        if key not in inside:
            raise InputError(f"{self._place or 'the record'} has no {key!r}")
        return Node(inside[key], f"{self._place}.{key}" if self._place else key)

    def has(self, key: str) -> bool:
        """Whether an object holds a key."""
        return key in self.mapping()

    def is_null(self) -> bool:
        """Whether the value is null."""
        return self._value is None

    def items(self) -> Iterator[Node]:
        """The entries of an array."""
        if not isinstance(self._value, list):
            raise self.wrong("an array")
        for k, value in enumerate(self._value):
            yield Node(value, f"{self._place}[{k}]")

    def mapping(self) -> Mapping[str, Any]:
        """An object."""
        if not isinstance(self._value, dict):
            raise self.wrong("an object")
        return self._value

    def text(self) -> str:
        """A string."""
        if not isinstance(self._value, str):
            raise self.wrong("a string")
        return self._value

    def boolean(self) -> bool:
        """True or false."""
        if not isinstance(self._value, bool):
            raise self.wrong("true or false")
        return self._value

    def integer(self) -> int:
        """A whole number from 0: an id, an offset, a line."""
        if not isinstance(self._value, int) or isinstance(self._value, bool) or self._value < 0:
            raise self.wrong("a whole number from 0")
        return self._value

    def number(self) -> float:
        """Any finite number."""
        if not isinstance(self._value, (int, float)) or isinstance(self._value, bool):
            raise self.wrong("a number")
        try:
            value = float(self._value)
        except OverflowError:
            raise self.wrong("a number of usual size") from None
        if value in {float("inf"), float("-inf")}:
            raise self.wrong("a finite number")
        return value

    def integers(self) -> tuple[int, ...]:
        """An array of whole numbers."""
        return tuple(node.integer() for node in self.items())

    def member(self, choices: type[_Member]) -> _Member:
        """One of a fixed list of strings."""
        text = self.text()
        if text not in list(choices):
            raise self.wrong("one of " + ", ".join(choices))
        return choices(text)

    def wrong(self, wanted: str) -> InputError:
        """The error that says what was wanted here."""
        shown = json.dumps(self._value, ensure_ascii=False)
        return InputError(f"{self._place or 'the record'} is {shown[:60]}{'…' * (len(shown) > 60)}, not {wanted}")

    @contextmanager
    def checked(self) -> Iterator[None]:
        """Turns what the nouns of the model refuse into an input error that names the place.

        Raises:
            InputError: where they raise ValueError or IndexError.
        """
        try:
            yield
        except (ValueError, IndexError) as error:
            raise InputError(f"{self._place or 'the record'}: {error}") from None
