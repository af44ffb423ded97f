"""The settings of an alignment that a user can choose, in one frozen data class. Every stage may read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.errors import SettingsError
from aligner.model import Lang

if TYPE_CHECKING:
    from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices for one alignment.

    >>> import aligner
    >>> settings = aligner.Settings(source_lang="ja", profile="strict")
    >>> settings.source_lang
    <Lang.JA: 'ja'>
    >>> aligner.Settings(source_lang="en", target_lang="en")
    Traceback (most recent call last):
    aligner.errors.SettingsError: source and target language are both en; one must be en, the other ja

    Attributes:
        source_lang: language of the first text; None finds it from the text. Stating it makes the direction known.
        target_lang: language of the second text; None finds it from the text.
        meaning: whether the meaning of sentences is evidence.
        segmented: each line is a segment, and blank lines separate paragraphs; nothing is split.
        realign: ignore the pairs of a file of pairs (XLIFF, TMX) and align its two texts.
        whole_page: read everything that a web page or PDF shows, and its metadata, instead of its main text alone.
        input_format: format of the files (``docs/formats.md``); None finds it from content and suffix.
        encoding: encoding of the files; None finds it from the bytes.
        max_size: largest file read, in bytes.
        max_unpacked: largest size, in bytes, that all that a zip package (Word, EPUB) holds may unpack to.
        max_ratio: how many times its packed size a member of a package may unpack to.
        max_members: how many members a package may have.
        parameters: learned parameters (a JSON file) instead of those of the package.
        encoder: a folder with a sentence-transformers model, used instead of the built-in encoder.
        profile: the domain whose severities findings get (``docs/findings.md``); "" is the default one.
        glossary: a file of terms (TSV, CSV or TBX) that the translation must use and that helps to align.

    Raises:
        SettingsError: when both languages are given and equal, a limit is not positive, or an encoder is given without
            meaning.
    """

    source_lang: Lang | None = None
    target_lang: Lang | None = None
    meaning: bool = True
    segmented: bool = False
    realign: bool = False
    whole_page: bool = False
    input_format: str | None = None
    encoding: str | None = None
    max_size: int = 32 * MIB
    max_unpacked: int = 256 * MIB
    max_ratio: int = 200
    max_members: int = 10_000
    parameters: Path | None = None
    encoder: Path | None = None
    profile: str = ""
    glossary: Path | None = None

    def __post_init__(self) -> None:
        for name in ("source_lang", "target_lang"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, Lang):
                if value not in list(Lang):
                    raise SettingsError(f"{name}: {value!r} is not a language taiyaku knows; use en or ja")
                object.__setattr__(self, name, Lang(value))
        if self.source_lang is not None and self.source_lang is self.target_lang:
            raise SettingsError(f"source and target language are both {self.source_lang}; one must be en, the other ja")
        for name in ("max_size", "max_unpacked", "max_ratio", "max_members"):
            if getattr(self, name) <= 0:
                raise SettingsError(f"{name} must be a positive number")
        if self.encoder is not None and not self.meaning:
            raise SettingsError("an encoder is named, but meaning is left out; choose one of the two")
