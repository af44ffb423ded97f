"""The choices of a user about an output, besides its format.

A format names the choices it takes (``Format.takes``). A choice that it does not take is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from aligner.model import Lang
from aligner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from aligner.model import Bitext


class Level(StrEnum):
    """Which beads a format lists: every one, or those with text on both sides."""

    ALL = "all"
    PAIRED = "paired"


@dataclass(frozen=True, slots=True)
class Listing:
    """Which beads are listed, and how their texts are set.

    Attributes:
        beads: the level; None for the default of the format.
        min_confidence: the lowest confidence of a bead that is listed.
        one_line: whether lines inside a text are joined, as a translation memory needs them.
    """

    beads: Level | None = None
    min_confidence: float = 0.0
    one_line: bool = False


#: Every bead, however sure.
EVERYTHING = Listing()


@dataclass(frozen=True, slots=True)
class Original:
    """The translated document that a format copies.

    Attributes:
        name: its file.
        data: its bytes.
        settings: the settings to read it with.
        aligned: the texts of the files, where those of the record have been edited since; None where they are the same.
    """

    name: str
    data: bytes
    settings: Settings = field(default_factory=Settings)
    aligned: Bitext | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """All choices with their defaults.

    Attributes:
        lang: language of findings and headings.
        listing: which beads are listed, and how.
        date: when the file was made, in UTC; None leaves it out, so that the same record gives the same bytes.
        codes: language codes (BCP 47) to write instead of ``en`` and ``ja``.
        original: the document to copy, for a format that is a copy.
        min_certainty: lowest certainty of a finding that is shown; None for that of its severity.
    """

    lang: Lang = Lang.EN
    listing: Listing = EVERYTHING
    date: datetime | None = None
    codes: Mapping[Lang, str] = field(default_factory=dict)
    original: Original | None = None
    min_certainty: float | None = None


USUAL = Choices()
