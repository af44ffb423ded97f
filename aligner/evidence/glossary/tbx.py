"""TBX: the exchange format of term bases (ISO 30042), as far as a glossary of two languages needs it.

The project's reader of XML parses the file: it loads nothing else and refuses entities. The elements of TBX-Basic
(termEntry, langSet, tig) and of TBX 2019 (conceptEntry, langSec, termSec) are read.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.formats.xml import XML_LANG, line_of, local_name, parse
from aligner.errors import InputError
from aligner.evidence.glossary.terms import Entry, Status
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element as Element

_CONCEPT = ("{*}termEntry", "{*}conceptEntry")
_LANGUAGE = ("{*}langSet", "{*}langSec")
#: What holds one term with its notes.
_TERM = ("{*}tig", "{*}ntig", "{*}termSec")
_ADMINISTRATIVE = "administrativeStatus"
_ENDING = "-admn-sts"


def is_tbx(text: str) -> bool:
    """Whether a text is marked up rather than laid out in columns."""
    return text.lstrip().startswith(("<?xml", "<!DOCTYPE", "<martif", "<tbx"))


def read_tbx(text: str, name: str) -> Iterator[Entry]:
    """The pairs of terms of every concept.

    An English and a Japanese term that are both allowed may render each other. A term that is not allowed is
    forbidden for each allowed term of the other language.

    Raises:
        InputError: when the text is not well-formed XML, is not TBX, or declares entities.
    """
    root = parse(text.encode(), name, encoding="utf-8").root
    if local_name(root) not in {"martif", "tbx"}:
        raise InputError(f"is XML but not TBX (its root is {local_name(root)}); export the term base as TBX", name=name)
    for concept in root.iter(*_CONCEPT):
        yield from _entries(list(_terms(concept, name)))


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


def _terms(concept: Element, name: str) -> Iterator[_Term]:
    """The English and Japanese terms of a concept."""
    for section in concept.iter(*_LANGUAGE):
        lang = _language(section.get(XML_LANG, ""))
        if lang is None:
            continue
        for element in section.iter(*_TERM):
            text = _content(element.iter("{*}term"))
            if not text:
                raise InputError("a term without text; fill it in or remove it", name=name, line=line_of(element))
            yield _Term(lang, text, line_of(element), _status(element, name))


def _status(element: Element, name: str) -> Status:
    """Whether a term may be used, by its administrative status."""
    stated = _content(note for note in element.iter("{*}termNote") if note.get("type") == _ADMINISTRATIVE)
    status = stated.casefold().removesuffix(_ENDING)
    if status and status not in _statuses():
        raise InputError(
            f"unknown {_ADMINISTRATIVE} {stated!r}; use preferredTerm{_ENDING}, admittedTerm{_ENDING}, "
            f"deprecatedTerm{_ENDING} or supersededTerm{_ENDING}",
            name=name,
            line=line_of(element),
        )
    return _statuses().get(status, Status.ALLOWED)


def _content(elements: Iterable[Element]) -> str:
    """The text of the last of some elements, with single spaces; empty where there are none."""
    text = ""
    for element in elements:
        text = " ".join("".join(map(str, element.itertext())).split())
    return text


def _language(tag: str) -> Lang | None:
    primary = tag.casefold().replace("_", "-").partition("-")[0]
    return Lang(primary) if primary in list(Lang) else None


@cache
def _statuses() -> Mapping[str, Status]:
    text = files("aligner.evidence.glossary").joinpath("columns.toml").read_text("utf-8")
    return {word: Status(status) for status, words in tomllib.loads(text)["tbx"].items() for word in words}
