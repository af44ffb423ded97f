"""Requests for an action: decoded with their types and limits, so that actions need not check them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec

from aligner.errors import InputError
from aligner.model import Lang
from aligner.review.editing import LONGEST
from aligner.review.refusal import RefusedError
from aligner.text.untrusted_json import decode

if TYPE_CHECKING:
    from collections.abc import Mapping

_Struct = TypeVar("_Struct", bound=msgspec.Struct)

#: The most ids that one action may name, and the most characters of a comment. A choice: more than a person needs at
#: once, and small enough for a row of the journal.
MOST_IDS, LONGEST_COMMENT = 20_000, 4000


class MalformedError(RefusedError):
    """A malformed request; ``field`` names the field that is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__("malformed", field=field)


class Request(msgspec.Struct, frozen=True):
    """A request as a page sends it.

    Attributes:
        version: the version of the state that it is based on.
        action: the kind of the action with its own fields.
        tab: the name of the tab that sends it.
    """

    version: Annotated[int, msgspec.Meta(ge=0, le=1 << 53)]
    action: dict[str, Any]
    tab: Annotated[str, msgspec.Meta(max_length=40)] = ""

    @property
    def fields(self) -> Fields:
        """The fields of the action."""
        return Fields(self.action)


def read_request(body: bytes) -> Request:
    """Decode the body of a request.

    Raises:
        MalformedError: when it is not JSON, or not that of a request; it names the place.
    """
    request = _decoded(body, Request)
    Fields({"tab": request.tab}).text("tab", most=40)  # without control characters
    return request


class DraftRequest(msgspec.Struct, frozen=True):
    """A draft as a page sends it.

    Attributes:
        place: what it is written for: ``finding:ID`` or ``bead:ID`` (a comment), ``edit:ID`` (a segment of the
            translation) or ``insert:ID`` (a bead without a translation).
        text: the draft; empty if there is none any more.
    """

    place: Annotated[str, msgspec.Meta(pattern=r"\A(?:finding|bead|edit|insert):[0-9]{1,16}\Z")]
    text: Annotated[str, msgspec.Meta(max_length=LONGEST)]


def read_draft(body: bytes) -> DraftRequest:
    """Decode a draft.

    Raises:
        MalformedError: when it is not one; it names the place.
    """
    return _decoded(body, DraftRequest)


def _decoded(body: bytes, kind: type[_Struct]) -> _Struct:
    try:
        return decode(body, kind)
    except InputError as error:
        raise MalformedError(error.problem) from None


class Fields:
    """The fields of an action."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given

    def __contains__(self, name: str) -> bool:
        return self.given.get(name) is not None

    def number(self, name: str, *, least: int = 0, most: int = 1 << 53) -> int:
        """A whole number within limits.

        Raises:
            MalformedError: when it is none.
        """
        value = self.given.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise MalformedError(name)
        return value

    def share(self, name: str) -> float:
        """A number from 0 to 1."""
        value = self.given.get(name)
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value <= 1:
            raise MalformedError(name)
        return float(value)

    def ids(self, name: str) -> tuple[int, ...]:
        """A list of ids, each once."""
        value = self.given.get(name)
        if not isinstance(value, list) or len(value) > MOST_IDS:
            raise MalformedError(name)
        if any(not isinstance(item, int) or isinstance(item, bool) or item < 0 for item in value):
            raise MalformedError(name)
        return tuple(dict.fromkeys(value))

    def text(self, name: str, *, most: int = LONGEST_COMMENT) -> str:
        """A text; "" where it is not given. Lone surrogates and control characters are none."""
        value = self.given.get(name, "")
        if not isinstance(value, str) or len(value) > most:
            raise MalformedError(name)
        if any("\ud800" <= char <= "\udfff" or (char < " " and char not in "\t\n\r") for char in value):
            raise MalformedError(name)
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """Yes or no."""
        value = self.given.get(name, default)
        if not isinstance(value, bool):
            raise MalformedError(name)
        return value

    def lang(self) -> Lang:
        """A language."""
        return Lang(self.one_of("lang", tuple(Lang)))

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        """One of some names."""
        value = self.given.get(name)
        if not isinstance(value, str) or value not in known:
            raise MalformedError(name)
        return value
