"""Decodes JSON from files that other programs may have written.

``decode`` checks a JSON text against a Python type: a ``msgspec.Struct``, a dataclass, or a container of them. Every
refusal is one line that names the line of the text or the place of the value (``$.beads[3].en``). Deep nesting, NaN,
infinity, numbers out of range and values of another type are refused.
"""

from __future__ import annotations

import json
import re
from typing import NoReturn, TypeVar

import msgspec

from aligner.errors import InputError

_Type = TypeVar("_Type")

#: How msgspec names the place at the end of a message.
_PLACE = re.compile(r"(?P<problem>.*) - at `(?P<place>[^`]*)`\Z", re.DOTALL)
#: Characters of a message that are shown: it may quote the text.
_LONGEST = 160


def decode(text: str | bytes, kind: type[_Type]) -> _Type:
    """Decode a JSON text as a type.

    Args:
        text: the JSON text, or its bytes in UTF-8.
        kind: the type of its root value. Keys that it does not name are ignored.

    Raises:
        InputError: when the text is not JSON, with its line, or a value is missing or of another type, with its place.

    >>> decode("[0, 1]", list[int])
    [0, 1]
    >>> decode('[0, "1"]', list[int])
    Traceback (most recent call last):
    ...
    aligner.errors.InputError: $[1]: expected `int`, got `str`
    """
    try:
        try:
            return msgspec.json.decode(text, type=kind)
        except msgspec.ValidationError:
            raise
        except (msgspec.DecodeError, UnicodeEncodeError):
            # The standard library names the line of a mistake. It also reads lone surrogates, which msgspec does not.
            return msgspec.convert(json.loads(text, parse_constant=_refuse, parse_float=_finite), kind)
    except msgspec.ValidationError as error:
        raise InputError(_problem(error)) from None
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg}", line=error.lineno) from None
    except RecursionError:
        raise InputError("nested too deeply") from None
    except (ValueError, OverflowError) as error:  # NaN, infinity, an integer of thousands of digits
        raise InputError(str(error)) from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON number")


def _finite(digits: str) -> float:
    value = float(digits)
    if value in {float("inf"), float("-inf")}:
        raise ValueError(f"{digits[:20]} is not a finite number")
    return value


def _problem(error: msgspec.ValidationError) -> str:
    """The message of an error, with the place first (msgspec writes ``[...]`` for any key of a mapping)."""
    match = _PLACE.fullmatch(str(error))
    problem, place = (match["problem"], f"{match['place']}: ") if match else (str(error), "")
    shown = problem[0].lower() + problem[1:_LONGEST] + "…" * (len(problem) > _LONGEST)
    return f"{place}{shown}"
