"""The settings of an alignment that a user can choose, in one frozen data class. Every stage may read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.errors import SettingsError
from aligner.model import AnchorRule, Lang, TextKind

if TYPE_CHECKING:
    from enum import StrEnum
    from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one alignment.

    >>> import aligner
    >>> settings = aligner.Settings(source_lang="ja", profile="strict")
    >>> settings.source_lang
    <Lang.JA: 'ja'>
    >>> aligner.Settings(source_lang="en", target_lang="en")
    Traceback (most recent call last):
    aligner.errors.SettingsError: source and target language are both en; one must be en, the other ja

    Attributes:
        source_lang: language of the first text; None detects it. If it is given, the direction of translation is known.
        target_lang: language of the second text; None detects it.
        meaning: whether the meaning of sentences is used as evidence.
        segmented: whether each line is a segment, with blank lines between paragraphs. Lines are not split.
        realign: whether to ignore the pairs of a bilingual file (XLIFF, TMX) and align its two texts again.
        whole_page: whether to read all text of a web page or PDF, with metadata, instead of only the main text.
        input_format: format of the files (``docs/formats.md``); None detects it from content and suffix.
        encoding: encoding of the files; None detects it from the bytes.
        max_size: maximum size of a file, in bytes.
        max_unpacked: maximum size of an unpacked zip package (Word, EPUB), in bytes.
        max_ratio: maximum ratio of unpacked to packed size for a member of a package.
        max_members: maximum number of members of a package.
        parameters: file of learned parameters (JSON), used instead of the built-in ones.
        encoder: folder with a sentence-transformers model, used instead of the built-in encoder.
        profile: name of the severity profile (``docs/findings.md``); "" is the default profile.
        text_kind: kind of text (``docs/findings.md``), which decides what is a finding; None recognises it.
        anchors: the site generator that gives headings their anchors; None accepts the anchors of every generator.
        glossary: file of terms (TSV, CSV, XLSX or TBX). The translation must use them, and they help the alignment.
        rules: file of rules about wording and form (``docs/rules.md``), or the name of a built-in set; None for no
            rules. The file may also name a glossary and a profile, which count if the settings have none.

    Raises:
        SettingsError: when both languages are equal, a limit is not positive, or there is an encoder but ``meaning`` is
            false.
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
    text_kind: TextKind | None = None
    anchors: AnchorRule | None = None
    glossary: Path | None = None
    rules: Path | None = None

    def __post_init__(self) -> None:
        for name in ("source_lang", "target_lang"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, Lang):
                if value not in list(Lang):
                    raise SettingsError(f"{name}: {value!r} is not a language taiyaku knows; use en or ja")
                object.__setattr__(self, name, Lang(value))
        self._check_choice("text_kind", TextKind)
        self._check_choice("anchors", AnchorRule)
        if self.source_lang is not None and self.source_lang is self.target_lang:
            raise SettingsError(f"source and target language are both {self.source_lang}; one must be en, the other ja")
        for name in ("max_size", "max_unpacked", "max_ratio", "max_members"):
            if getattr(self, name) <= 0:
                raise SettingsError(f"{name} must be a positive number")
        if self.encoder is not None and not self.meaning:
            raise SettingsError("an encoder is named, but meaning is left out; choose one of the two")

    @property
    def stated_source(self) -> Lang | None:
        """The language of the original, if one of the two languages is stated."""
        return self.source_lang or (self.target_lang and self.target_lang.other)

    def _check_choice(self, name: str, choices: type[StrEnum]) -> None:
        """Turn a field that is the name of a member into that member."""
        chosen = getattr(self, name)
        if chosen is not None:
            if chosen not in list(choices):
                raise SettingsError(f"{name}: there is no {chosen!r}; use one of {', '.join(choices)}")
            object.__setattr__(self, name, choices(chosen))
