"""What is read of one text by itself: its paragraphs and segments, its numbers. Nothing is aligned."""

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
    """One file by itself, split into paragraphs and segments.

    Its language is what the file says, otherwise what is stated here, otherwise that of most of its letters.

    Raises:
        InputError: when it cannot be read or used, or holds both languages in pairs already.
        SettingsError: when the settings name something that is not there.
    """
    text = read_source(path, settings)
    return document_from_text(text, text.lang or lang or language_of(text), settings)


def numbers(text: str, lang: str) -> tuple[Number, ...]:
    """Every number in a text of one language (``en`` or ``ja``), in order, with spans and exact values.

    >>> import aligner
    >>> for number in aligner.numbers("今年は279件、総額784億元、6歳未満は無料。", "ja"):
    ...     print(number.start, number.end, number.text, number.value, number.unit, number.high)
    3 7 279件 279 item None
    10 15 784億元 78400000000 CNY None
    16 18 6歳 6 year_of_age Bound(value=6, included=False)
    >>> aligner.numbers("78.4 billion yuan", "en")[0].value == aligner.numbers("784億元", "ja")[0].value
    True

    Raises:
        ValueError: for another language.
    """
    return read_numbers(text, Lang(lang))
