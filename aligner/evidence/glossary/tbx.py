"""TBX: the exchange format of term bases (ISO 30042), as far as a glossary of two languages needs it.

Read with expat from the standard library, the only one of its parsers that tells the line of every element. Entities
are refused as soon as one is declared, so none is ever expanded, and nothing outside the file is loaded: a document
type that names an outside file is passed over. Both spellings of the elements are known, that of TBX-Basic
(termEntry, langSet, tig) and that of 2019 (conceptEntry, langSec, termSec).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from aligner.errors import InputError
from aligner.evidence.glossary.terms import Entry, Status
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CONCEPT = frozenset({"termEntry", "conceptEntry"})
_LANGUAGE = frozenset({"langSet", "langSec"})
#: What holds one term with its notes.
_TERM = frozenset({"tig", "ntig", "termSec"})
_ADMINISTRATIVE = "administrativeStatus"
_ENDING = "-admn-sts"
_LANG_ATTRIBUTE = "xml:lang"


def is_tbx(text: str) -> bool:
    """Whether a text is marked up rather than laid out in columns."""
    return text.lstrip().startswith(("<?xml", "<!DOCTYPE", "<martif", "<tbx"))


def read_tbx(text: str, name: str) -> Iterator[Entry]:
    """The pairs of terms of every concept.

    An English and a Japanese term that are both allowed may render each other; one that is not allowed is
    forbidden for each of the other language that is.

    Raises:
        InputError: when it is not well formed, is no TBX, or declares entities.
    """
    reader = _Reader(name)
    try:
        reader.parser.Parse(text, True)  # noqa: FBT003 (expat takes no name for it)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise InputError(
            f"not well-formed XML: {what}; export the term base again", name=name, line=error.lineno
        ) from None
    if reader.root not in {"martif", "tbx"}:
        raise InputError(f"is XML but no TBX (its root is {reader.root}); export the term base as TBX", name=name)
    for concept in reader.concepts:
        yield from _entries(concept)


class _Term(NamedTuple):
    lang: Lang
    text: str
    line: int
    status: Status


def _entries(concept: list[_Term]) -> Iterator[Entry]:
    english, japanese = ([term for term in concept if term.lang is lang] for lang in Lang)
    for en, ja in product(english, japanese):
        forbidden = [term.status is Status.FORBIDDEN for term in (en, ja)]
        if not all(forbidden):
            status = Status.FORBIDDEN if any(forbidden) else Status.ALLOWED
            yield Entry(en.text, ja.text, max(en.line, ja.line), status)


@dataclass
class _Open:
    """The term being read."""

    line: int
    text: str = ""
    status: str = ""


class _Reader:
    """Follows the elements and gathers the terms of every concept."""

    def __init__(self, name: str) -> None:
        self.root = ""
        self.concepts: list[list[_Term]] = []
        self._name = name
        self._lang: Lang | None = None
        self._open: _Open | None = None
        self._note_kind = ""
        self._text: list[str] | None = None
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._refuse_entity

    def _start(self, element: str, attributes: Mapping[str, str]) -> None:
        element = element.rpartition(":")[2]
        self.root = self.root or element
        if element in _CONCEPT:
            self.concepts.append([])
        elif element in _LANGUAGE:
            self._lang = _language(attributes.get(_LANG_ATTRIBUTE, ""))
        elif element in _TERM:
            self._open = _Open(self.parser.CurrentLineNumber)
        elif element in {"term", "termNote"}:
            self._note_kind = attributes.get("type", "")
            self._text = []

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, element: str) -> None:
        element = element.rpartition(":")[2]
        if element in {"term", "termNote"} and self._text is not None:
            text, self._text = " ".join("".join(self._text).split()), None
            if self._open is not None and element == "term":
                self._open.text = text
            elif self._open is not None and self._note_kind == _ADMINISTRATIVE:
                self._open.status = text
        elif element in _TERM:
            self._close()
        elif element in _LANGUAGE:
            self._lang = None

    def _close(self) -> None:
        """Keep the term that was read, where it is in one of the two languages."""
        term, self._open = self._open, None
        if term is None or self._lang is None or not self.concepts:
            return
        if not term.text:
            raise InputError("a term without text; fill it in or remove it", name=self._name, line=term.line)
        self.concepts[-1].append(_Term(self._lang, term.text, term.line, self._status(term)))

    def _status(self, term: _Open) -> Status:
        status = term.status.casefold().removesuffix(_ENDING)
        if status and status not in _statuses():
            raise InputError(
                f"unknown {_ADMINISTRATIVE} {term.status!r}; use preferredTerm{_ENDING}, admittedTerm{_ENDING}, "
                f"deprecatedTerm{_ENDING} or supersededTerm{_ENDING}",
                name=self._name,
                line=term.line,
            )
        return _statuses().get(status, Status.ALLOWED)

    def _refuse_entity(self, entity: str, *_: object) -> None:
        raise InputError(
            f"declares an entity ({entity}), which is not read; replace it by its text",
            name=self._name,
            line=self.parser.CurrentLineNumber,
        )


def _language(tag: str) -> Lang | None:
    primary = tag.casefold().replace("_", "-").partition("-")[0]
    return Lang(primary) if primary in list(Lang) else None


@cache
def _statuses() -> Mapping[str, Status]:
    text = files("aligner.evidence.glossary").joinpath("columns.toml").read_text("utf-8")
    return {word: Status(status) for status, words in tomllib.loads(text)["tbx"].items() for word in words}
