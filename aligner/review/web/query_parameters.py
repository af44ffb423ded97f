"""The parameters of a request, in its address and its head, read with their limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.model import FindingKind, Severity
from aligner.outputs.report.statistics import Certainty
from aligner.review.model import Status
from aligner.review.requests import MalformedError
from aligner.review.search import Filter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

#: The largest number that JavaScript holds exactly, and the digits that are read.
_LARGEST, _DIGITS = 1 << 53, 20


def number_of(request: Request, name: str, default: int, *, most: int = _LARGEST) -> int:
    """A whole number; a larger one than the limit counts as the limit.

    Raises:
        MalformedError: when it is none.
    """
    value = request.query_params.get(name)
    return default if value is None else _at_most(value, name, most)


def event_of(request: Request) -> int | None:
    """The last event that a tab received, from the head of its request; None where it states none.

    Raises:
        MalformedError: when it is no number.
    """
    value = request.headers.get("last-event-id", "")
    return _at_most(value, "Last-Event-ID", _LARGEST) if value else None


def _at_most(value: str, name: str, most: int) -> int:
    number = whole_number(value)
    if number is None:
        raise MalformedError(name)
    return min(number, most)


def whole_number(value: str) -> int | None:
    """A whole number in ASCII digits; None for any other text, and for more digits than a number of a request has."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _DIGITS else None


def text_of(request: Request, name: str) -> str:
    """A text; "" where it is not given."""
    return request.query_params.get(name, "")


def flag_of(request: Request, name: str) -> bool:
    """Whether a parameter is 1.

    Raises:
        MalformedError: when it is neither 1 nor 0.
    """
    value = request.query_params.get(name, "0")
    if value not in {"0", "1"}:
        raise MalformedError(name)
    return value == "1"


def filter_of(request: Request) -> Filter:
    """The filter for findings.

    Raises:
        MalformedError: when it names what there is not.
    """
    return Filter(
        _names(request, "kind", FindingKind),
        _names(request, "severity", Severity),
        _names(request, "level", Certainty),
        _names(request, "status", Status),
        text_of(request, "q"),
        flag_of(request, "less_certain"),
    )


def _names(request: Request, name: str, known: Iterable[str]) -> frozenset[str]:
    given = frozenset(filter(None, request.query_params.get(name, "").split(",")))
    if not given <= set(map(str, known)):
        raise MalformedError(name)
    return given
