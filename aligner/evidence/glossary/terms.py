"""The data types of a glossary: pairs of terms that are allowed or forbidden."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Status(StrEnum):
    """Whether the terms of a pair may translate each other."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Entry:
    """An English and a Japanese term, whether they may translate each other, and the line in the file."""

    en: str
    ja: str
    line: int
    status: Status = Status.ALLOWED

    def side(self, lang: Lang) -> str:
        """The term of a language."""
        return self.en if lang is Lang.EN else self.ja


@dataclass(frozen=True)
class Glossary:
    """The entries of a file, with its name and the digest of its text.

    A term may have several entries; any allowed one is accepted.
    """

    entries: tuple[Entry, ...] = ()
    name: str = ""
    sha256: str = ""

    def terms(self, lang: Lang) -> Sequence[str]:
        """The distinct terms of a language, in the order of the file."""
        return list(dict.fromkeys(entry.side(lang) for entry in self.entries))

    def renderings(self, lang: Lang) -> Mapping[str, Sequence[Entry]]:
        """Term of a language → its entries, in the order of the file."""
        return self._by_term[lang]

    @cached_property
    def _by_term(self) -> Mapping[Lang, Mapping[str, Sequence[Entry]]]:
        by_term: dict[Lang, dict[str, list[Entry]]] = {lang: defaultdict(list) for lang in Lang}
        for entry in self.entries:
            for lang in Lang:
                by_term[lang][entry.side(lang)].append(entry)
        return by_term


#: The empty glossary.
NO_GLOSSARY = Glossary()
