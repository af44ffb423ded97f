"""Reads a single text, without aligning it: its paragraphs and segments, or its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.document.load import document_from_text, language_of
from aligner.document.reading import read_source
from aligner.evidence.numbers import Number, read_numbers
from aligner.model import Lang
from aligner.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.model import Document

_DEFAULT = Settings()


def read_document(path: Path, lang: Lang | None = None, *, settings: Settings = _DEFAULT) -> Document:
    """Read a single file and split it into paragraphs and segments.

    The language is the one that the file states, otherwise ``lang``, otherwise that of most of its letters.

    Raises:
        InputError: when the file cannot be read or used, or is bilingual.
        SettingsError: when the settings name something that does not exist.
    """
    text = read_source(path, settings)
    return document_from_text(text, text.lang or lang or language_of(text), settings)


def numbers(text: str, lang: str) -> tuple[Number, ...]:
    """Return every number in a text of one language (``en`` or ``ja``), in order, with spans and exact values.

    >>> import aligner
    >>> for number in aligner.numbers("合計279件、総額784億元、6歳未満は無料。", "ja"):
    ...     print(number.start, number.end, number.text, number.value, number.unit, number.high)
    2 6 279件 279 item None
    9 14 784億元 78400000000 CNY None
    15 17 6歳 6 year_of_age Bound(value=6, included=False)
    >>> aligner.numbers("78.4 billion yuan", "en")[0].value == aligner.numbers("784億元", "ja")[0].value
    True

    Raises:
        ValueError: when the language is not ``en`` or ``ja``.
    """
    return read_numbers(text, Lang(lang))
