"""WebVTT (``.vtt``): cues as in SubRip, with voices, and blocks of notes, styles and regions between them.

The header and those blocks are left out; a voice (``<v Ann>``) is kept as the origin of its words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.decoding import decode
from aligner.document.formats.subtitles import Voice, plain, shown
from aligner.document.formats.timed_lines import cues_of, lines_of
from aligner.document.left_out import SkippedText
from aligner.model import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.document.source import SourceText
    from aligner.settings import Settings

_HEADER = "WEBVTT"
#: Blocks that are no cues, and why they are left out.
_REASONS = {"NOTE": Reason.COMMENT, "STYLE": Reason.CODE, "REGION": Reason.METADATA}
_BLOCK = re.compile(rf"(?:{'|'.join(_REASONS)})(?=\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*+)?+\s++([^<>]*+)>", re.IGNORECASE)


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the text of the cues.

    Raises:
        InputError: it cannot be decoded, a line of times cannot be parsed, or there are no cues.
    """
    text, encoding = decode(data, name, settings.encoding)
    skipped: list[SkippedText] = []
    cues = cues_of(_without_blocks(lines_of(text), skipped), name, _voices, named=True)
    return shown(list(cues), name, encoding, skipped)


def _without_blocks(lines: Sequence[str], skipped: list[SkippedText]) -> list[str]:
    """Return the lines, with the header and blocks other than cues replaced by blank lines.

    Adds those to ``skipped``, with the number of the cue that follows.
    """
    kept = []
    inside = Reason.METADATA if lines and lines[0].startswith(_HEADER) else None
    cues, mark = 0, len(_HEADER)
    for k, line in enumerate(lines):
        begins = k == 0 or not lines[k - 1]
        named = k + 1 < len(lines) and "-->" in lines[k + 1]
        cues += "-->" in line
        if begins and not named and (block := _BLOCK.match(line)):
            inside, mark = _REASONS[block.group()], block.end()
        elif not line or (inside and ("-->" in line or (line.isdigit() and named))):
            inside = None
        if inside:
            skipped.append(SkippedText(line[mark:], inside, cues + 1))
        mark = 0
        kept.append("" if inside else line)
    return kept


def _voices(raw: str) -> Iterator[Voice]:
    """Yield the words of every voice of a cue; words before the first voice have none."""
    before, *pieces = _VOICE.split(raw)
    yield Voice(plain(before))
    for speaker, text in zip(pieces[::2], pieces[1::2], strict=True):
        yield Voice(plain(text), " ".join(plain(speaker).split()))
