"""SubRip (``.srt``): numbered cues, ``00:01:02,500 --> 00:01:04,000``, and the lines of each cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.document.decoding import decode
from aligner.document.formats.subtitles import Voice, plain, shown
from aligner.document.formats.timed_lines import cues_of, lines_of

if TYPE_CHECKING:
    from aligner.document.source import SourceText
    from aligner.settings import Settings


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the text of the cues.

    Raises:
        InputError: it cannot be decoded, a line of times cannot be parsed, or there are no cues.
    """
    text, encoding = decode(data, name, settings.encoding)
    cues = cues_of(lines_of(text), name, lambda raw: [Voice(plain(raw))])
    return shown(list(cues), name, encoding)
